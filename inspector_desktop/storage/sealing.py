"""Large files sealed beside the store: AES-256-GCM in pieces, a key of their own, written whole or not at all.

The key goes into the store (`storage.evidence`), so what lies in the folder is noise to whoever has only the folder.
A file that was sealed and never recorded (a power cut between the two) is swept away by `sweep`.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inspector_desktop.errors import Damaged, Missing, Refused
from inspector_desktop.places import disk_refusal, flush_folder

PIECE = 1 << 20
SEALED_ABOVE = 30 << 20
_TAG = 16
_PART = ".part"


@dataclass(frozen=True)
class SealedFile:
    """A file that lies sealed: hash and size of its content, and the key that opens it."""

    hash: str
    size: int
    key: bytes


def _nobody_looks(_done: int, _total: int) -> None:
    return None


def seal(source: Path, folder: Path, *, progress: Callable[[int, int], None] = _nobody_looks) -> SealedFile:
    """Seal a copy of `source` into `folder` under its hash; `progress(done, total)` in bytes may raise `Cancelled`.

    Raises `Refused` for a full disk, or a source that cannot be read or changes meanwhile.
    """
    key = secrets.token_bytes(32)
    cipher, whole, size = AESGCM(key), hashlib.sha256(), 0
    try:
        total = source.stat().st_size
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{secrets.token_hex(8)}{_PART}"
        try:
            with source.open("rb") as given, part.open("xb") as target:
                number = 0
                while piece := given.read(PIECE):
                    whole.update(piece)
                    size += len(piece)
                    target.write(cipher.encrypt(_nonce(number), piece, _bound(number, last=size >= total)))
                    number += 1
                    progress(size, total)
                target.flush()
                os.fsync(target.fileno())
            _whole(source, size, total)
            part.replace(folder / whole.hexdigest())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        flush_folder(folder)
    except OSError as error:
        raise disk_refusal(error) from error
    return SealedFile(whole.hexdigest(), size, key)


def _whole(source: Path, size: int, total: int) -> None:
    if size != total:
        raise Refused("refused-file-changing", name=source.name)


def open_sealed(folder: Path, digest: str, key: bytes) -> bytes:
    """The content of a sealed file. Raises `Missing`, or `Damaged` when it is not that of the hash."""
    cipher, found, whole = AESGCM(key), bytearray(), hashlib.sha256()
    try:
        with (folder / digest).open("rb") as file:
            left, number = os.fstat(file.fileno()).st_size, 0
            while piece := file.read(PIECE + _TAG):
                left -= len(piece)
                content = cipher.decrypt(_nonce(number), piece, _bound(number, last=left <= 0))
                whole.update(content)
                found += content
                number += 1
    except OSError as error:
        raise Missing("error-evidence-missing", hash=digest[:8]) from error
    except InvalidTag as error:
        raise Damaged("error-evidence-damaged", hash=digest[:8]) from error
    if whole.hexdigest() != digest:
        raise Damaged("error-evidence-damaged", hash=digest[:8])
    return bytes(found)


def sweep(folder: Path, known: Collection[str]) -> int:
    """Remove what was sealed and never recorded; return how many files. Called when nothing is being sealed."""
    if not folder.is_dir():
        return 0
    count = 0
    for path in folder.iterdir():
        if path.is_file() and path.name not in known:
            path.unlink(missing_ok=True)
            count += 1
    return count


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound(number: int, *, last: bool) -> bytes:
    """What binds a piece to its place, so that pieces can neither change places nor be left off at the end."""
    return f"{number}{'.' if last else ''}".encode()
