"""Evidence on a stick: photographs and papers beside the batches, each a file named by its SHA-256; receipts back in.

How much it is can be asked before anything is written, and what lies there already is not written again: whoever pulls
the stick goes on where he stopped. What an entry on its way cites goes along with it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlmodel import Session, col, select

from inspector_desktop.errors import Damaged, Disagreed, Missing, Refused
from inspector_desktop.exchange.receipts import read_blob_receipt
from inspector_desktop.journal.records import SET_ASIDE, Citation, Entry
from inspector_desktop.places import replace_file
from inspector_desktop.storage.evidence import Evidence, read_evidence
from inspector_desktop.sync.ledgers import Ledger
from inspector_desktop.sync.outbox import seal_all
from inspector_desktop.sync.stations import read_enrolment
from inspector_desktop.sync.stick import take_identity
from inspector_desktop.sync.tables import EvidenceReceipt

EVIDENCE, EVIDENCE_RECEIPT = ".evidence", ".evidence-receipt"
_READ, _MOST_RECEIPT, _SPARE = 1024 * 1024, 64 * 1024, 4 * 1024 * 1024
Told = Callable[[int, int], object]
"""Called with the bytes written and all of them after each file; raises `Cancelled` to stop there."""


@dataclass(frozen=True)
class Load:
    """What goes onto a stick: batches and pieces of evidence, the bytes still to be written, the room there is."""

    batches: int
    pieces: int
    there: int  # pieces that lie there already
    bytes: int
    free: int

    @property
    def fits(self) -> bool:
        """Whether there is room, with a little to spare."""
        return self.bytes + _SPARE <= self.free


def measure(ledger: Ledger, folder: Path) -> Load:
    """Say what would be written into a folder, and what room it has. Raises `Refused` for a device to be restored."""
    enrolment = ledger.run(read_enrolment)
    if enrolment.announcer is not None:
        raise Refused("refused-stick-new-life")
    batches = ledger.run(partial(seal_all, bureau=enrolment.bureau, speaker=enrolment.speaker))
    pieces = ledger.run(_waiting)
    there = {digest for digest, size in pieces if _lies_there(folder, digest, size)}
    left = sum(size for digest, size in pieces if digest not in there)
    return Load(
        len(batches), len(pieces), len(there), left + sum(len(one.content) for one in batches),
        shutil.disk_usage(_existing(folder)).free,
    )  # fmt: skip


def export_evidence(ledger: Ledger, folder: Path, told: Told | None = None) -> list[Path]:
    """Write every piece of evidence that has no receipt yet and does not lie there; return those written.

    Raises `Refused` when the room does not suffice, and what `told` raises; what was written stays.
    """
    load = measure(ledger, folder)
    if not load.fits:
        raise Refused("refused-stick-room", needed=_megabytes(load.bytes + _SPARE), free=_megabytes(load.free))
    pieces = ledger.run(_waiting)
    written: list[Path] = []
    done, whole = 0, sum(size for _, size in pieces)
    for digest, size in pieces:
        path = folder / f"{digest}{EVIDENCE}"
        if not (_lies_there(folder, digest, size) and _digest(path) == digest):
            content = ledger.run(partial(_content, digest=digest))
            if content is not None:
                replace_file(path, content)
                written.append(path)
        done += size
        if told is not None:
            told(done, whole)
    return written


def import_evidence_receipts(ledger: Ledger, folder: Path) -> int:
    """Act on the receipts of evidence in the folder, and return how many were of something here.

    A receipt that is none, or of another bureau's evidence, is left alone.
    """
    take_identity(ledger, folder)
    enrolment = ledger.run(read_enrolment)
    count = 0
    for path in sorted(folder.glob(f"*{EVIDENCE_RECEIPT}")):
        with path.open("rb") as file:
            document = file.read(_MOST_RECEIPT)
        try:
            receipt = read_blob_receipt(document, enrolment.identity)
        except (Damaged, Disagreed):
            continue
        if receipt.bureau == enrolment.bureau:
            count += ledger.run(
                partial(_keep, digest=receipt.hash, size=receipt.size, at=receipt.received_at, document=document)
            )
    return count


def _waiting(session: Session) -> list[tuple[str, int]]:
    """Evidence here that an entry cites, on its way or accepted, and that has no receipt; the oldest first."""
    rows = session.exec(
        select(Evidence.hash, Evidence.size)
        .join(Citation, col(Citation.hash) == col(Evidence.hash))
        .join(Entry, col(Entry.id) == col(Citation.entry))
        .outerjoin(EvidenceReceipt, col(EvidenceReceipt.hash) == col(Evidence.hash))
        .where(Entry.verdict != SET_ASIDE, col(EvidenceReceipt.hash).is_(None))
        .order_by(col(Evidence.added_at), col(Evidence.hash))
    ).all()
    return list(dict.fromkeys((digest, size) for digest, size in rows))


def _content(session: Session, digest: str) -> bytes | None:
    try:
        return read_evidence(session, digest)
    except (Missing, Damaged):
        return None  # named by the integrity check of the store; it must not hold up the others


def _keep(session: Session, digest: str, size: int, at: str, document: bytes) -> bool:
    row = session.get(Evidence, digest)
    if row is None or row.size != size or session.get(EvidenceReceipt, digest) is not None:
        return False
    session.merge(EvidenceReceipt(hash=digest, received_at=at, receipt=document))
    return True


def _lies_there(folder: Path, digest: str, size: int) -> bool:
    path = folder / f"{digest}{EVIDENCE}"
    return path.is_file() and path.stat().st_size == size


def _digest(path: Path) -> str:
    running = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ):
            running.update(piece)
    return running.hexdigest()


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(one for one in (folder, *folder.resolve().parents) if one.exists())


def _megabytes(count: int) -> str:
    return f"{count / (1024 * 1024):.1f}"
