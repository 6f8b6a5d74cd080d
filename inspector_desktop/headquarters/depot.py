"""Evidence at headquarters: a folder of files named by their SHA-256, received piece by piece.

Each life writes its own part file, so two laptops that bring the same photograph never write into each other. A part
becomes a piece of evidence only when its digest is right, and is flushed before anybody is told so. Which hashes may
come at all is asked of the records.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Damaged, Missing
from inspector_desktop.exchange.answers import NOT_CITED, OFFSET, SPOILT
from inspector_desktop.exchange.receipts import BlobReceipt, write_blob_receipt
from inspector_desktop.headquarters.identity import Identity
from inspector_desktop.headquarters.receiving import NotTakenError
from inspector_desktop.headquarters.tables import ReceivedBlob, lock_bureau
from inspector_desktop.journal.records import Citation
from inspector_desktop.places import flush_folder

MOST_BLOB = 64 * 1024 * 1024
MOST_PIECE = 4 * 1024 * 1024
_READ = 1024 * 1024


class Depot:
    """The folder. Its names are checked digests and life ids; nothing a client calls a file is ever a path."""

    def __init__(self, folder: Path) -> None:
        self._whole = folder / "whole"
        self._parts = folder / "parts"
        for place in (self._whole, self._parts):
            place.mkdir(parents=True, exist_ok=True)

    def path(self, digest: str) -> Path:
        """Where a whole piece lies, or would."""
        return self._whole / digest[:2] / digest

    def read(self, digest: str) -> bytes:
        """The bytes of a whole piece. Raises `Missing` while it is not here, `Damaged` when it is another."""
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError as error:
            raise Missing("error-evidence-missing", hash=digest[:8]) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise Damaged("error-evidence-damaged", hash=digest[:8])
        return content

    def part(self, digest: str, life: str) -> Path:
        """Where a life's part of it lies."""
        return self._parts / f"{life}.{digest}"

    def offset(self, digest: str, life: str) -> int:
        """How many bytes of it this life has brought."""
        part = self.part(digest, life)
        return part.stat().st_size if part.exists() else 0

    def append(self, digest: str, life: str, *, offset: int, piece: bytes, size: int) -> bool:
        """Add a piece at the offset; true once the whole is here, verified and flushed.

        Raises `NotTakenError` with the right offset, or with `spoilt` when the whole has another digest.
        """
        have = self.offset(digest, life)
        if offset != have or have + len(piece) > size or size > MOST_BLOB:
            raise NotTakenError(OFFSET, have)
        part = self.part(digest, life)
        with part.open("ab") as file:
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if have + len(piece) < size:
            return False
        if _digest(part) != digest:
            part.unlink()
            raise NotTakenError(SPOILT, 0)
        target = self.path(digest)
        target.parent.mkdir(exist_ok=True)
        part.replace(target)
        flush_folder(target.parent)
        flush_folder(self._whole)
        return True

    def missing(self, digests: list[str]) -> list[str]:
        """Those whose file is not here or not what its name says."""
        return [name for name in digests if not self.path(name).exists() or _digest(self.path(name)) != name]


def received(session: Session, bureau: str, digest: str) -> ReceivedBlob | None:
    """The receipt of a piece of evidence, if it is whole here."""
    return session.get(ReceivedBlob, (bureau, digest))


def require_cited(session: Session, bureau: str, dossier: str, digest: str) -> None:
    """Raises `NotTakenError` unless an accepted entry of this dossier cites it."""
    cited = select(Citation.hash).where(
        Citation.bureau == bureau, Citation.dossier == dossier, col(Citation.hash) == digest
    )
    if session.exec(cited.limit(1)).first() is None:
        raise NotTakenError(NOT_CITED)


def finish(session: Session, digest: str, size: int, *, identity: Identity, clock: Clock) -> bytes:
    """Give the receipt for a piece that is whole; whoever brings it again gets the same one."""
    lock_bureau(session, identity.bureau)
    known = received(session, identity.bureau, digest)
    if known is not None:
        return identity.repeated(known.receipt)
    at = stamp(clock.now())
    receipt = write_blob_receipt(
        BlobReceipt(bureau=identity.bureau, hash=digest, size=size, received_at=at), identity.signer
    )
    session.add(ReceivedBlob(bureau=identity.bureau, hash=digest, size=size, received_at=at, receipt=receipt))
    session.flush()
    return receipt


def _digest(path: Path) -> str:
    running = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ):
            running.update(piece)
    return running.hexdigest()
