"""The process in which pictures of papers are read: begun when first needed, watched, killed when it takes too long.

Pictures come from anywhere, and a decoder that goes astray must not take the program along.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic

from inspector_desktop.errors import Damaged, Known, Refused
from inspector_desktop.paper.scanning import Seen, pages_in, pictures_of

SECONDS_A_PICTURE = 30
SECONDS_TO_START = 60
_TICK_S = 0.05
_PATIENCE_S = 5


def run(connection: Connection) -> None:
    """What the process does: read one file after another until it hears nothing more."""
    while True:
        try:
            content = connection.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            pictures = 0
            for image in pictures_of(content):
                pictures += 1
                for seen in pages_in(image) or [Seen("", 0, b"")]:
                    connection.send_bytes(json.dumps({"code": seen.code, "marks": seen.marks}).encode())
                    connection.send_bytes(seen.jpeg)
            connection.send_bytes(json.dumps({"end": pictures}).encode())
        except Known as refusal:
            connection.send_bytes(json.dumps({"refused": refusal.code}).encode())


def read_files(
    files: list[tuple[bytes, str]], *, check: Callable[[], None] = lambda: None,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[tuple[int, Seen]]:  # fmt: skip
    """The pages found in files `(bytes, name)`, with the place of their file; a page without a code says so.

    `check` may raise to stop, `told` hears how many are done. Raises `Damaged` for a file that is none of ours to read
    and `Refused` for one too large or one that the process did not survive.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=run, args=(theirs,), daemon=True, name="papers")
    process.start()
    theirs.close()
    found: list[tuple[int, Seen]] = []
    try:
        for at, (content, name) in enumerate(files):
            check()
            try:
                ours.send_bytes(content)
                found += [(at, seen) for seen in _answers(ours, name, check, first=not at)]
            except (OSError, EOFError) as error:
                raise Refused("refused-scan-unreadable", name=name) from error
            told(at + 1, len(files))
    finally:
        process.kill()
        process.join(_PATIENCE_S)
        ours.close()
    return found


def _answers(connection: Connection, name: str, check: Callable[[], None], *, first: bool) -> list[Seen]:
    seen: list[Seen] = []
    allowed = SECONDS_A_PICTURE + (SECONDS_TO_START if first else 0)
    while True:
        head = json.loads(_received(connection, monotonic() + allowed, check))
        if "refused" in head:
            if head["refused"] == "paper-unreadable":
                raise Damaged("refused-scan-unreadable", name=name)
            raise Refused(head["refused"], name=name)
        if "end" in head:
            return seen
        seen.append(Seen(head["code"], head["marks"], _received(connection, monotonic() + allowed, check)))
        allowed = SECONDS_A_PICTURE


def _received(connection: Connection, ends: float, check: Callable[[], None]) -> bytes:
    while not connection.poll(_TICK_S):
        check()
        if monotonic() > ends:
            raise TimeoutError
    return connection.recv_bytes()
