"""The process that decodes pictures, seen from outside: begun when first needed, watched, killed when it is too slow.

One at a time; it is kept for the next picture and renewed after many. What it does is `photos_decode`.
"""

from __future__ import annotations

import json
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from time import monotonic
from typing import Any

from inspector_desktop.check import photos_decode
from inspector_desktop.errors import Refused
from inspector_desktop.registry.intake.limits import memory_of

LONGEST_SECONDS = 10
LONGEST_START = 60
MOST_PICTURES = 200
_TICK_S = 0.05
_LARGEST_ANSWER = 8 << 20
_PATIENCE_S = 5


class _Child:
    """One process and how many pictures it has seen."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.ours, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=photos_decode.run, args=(theirs,), daemon=True, name="pictures"
        )
        self.process.start()
        theirs.close()
        self.seen = 0

    def end(self) -> None:
        """Kill it and let go of it."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join(_PATIENCE_S)
        self.ours.close()


_LOCK = Lock()
_CHILDREN: list[_Child] = []


def decode(content: bytes, name: str, *, side: int = 0) -> tuple[dict[str, Any], bytes]:
    """Decode in the child. Raises `Refused` for what it refuses, does not finish in time, or dies of."""
    with _LOCK:
        child = _ready()
        try:
            head, jpeg = _ask(child, content, side)
        except (OSError, EOFError, ValueError) as error:
            _stop()
            raise Refused("refused-photo-pixels", name=name) from error
        if child.seen >= MOST_PICTURES:
            _stop()
    if "refused" in head:
        raise Refused(str(head["refused"]), name=name)
    return head, jpeg


def stop() -> None:
    """End the child, if there is one; the next picture begins another."""
    with _LOCK:
        _stop()


def _stop() -> None:
    while _CHILDREN:
        _CHILDREN.pop().end()


def _ready() -> _Child:
    if _CHILDREN and not _CHILDREN[0].process.is_alive():
        _stop()
    if not _CHILDREN:
        _CHILDREN.append(_Child())
    return _CHILDREN[0]


def _ask(child: _Child, content: bytes, side: int) -> tuple[dict[str, Any], bytes]:
    ends = monotonic() + (LONGEST_SECONDS if child.seen else LONGEST_START)
    child.seen += 1
    child.ours.send_bytes(json.dumps({"side": side}).encode())
    child.ours.send_bytes(content)
    head: dict[str, Any] = json.loads(_received(child, ends))
    return head, _received(child, ends)


def _received(child: _Child, ends: float) -> bytes:
    connection: Connection = child.ours
    while not connection.poll(_TICK_S):
        if monotonic() > ends or memory_of(child.process.pid or 0) > photos_decode.MEMORY:
            raise TimeoutError
    return connection.recv_bytes(_LARGEST_ANSWER)
