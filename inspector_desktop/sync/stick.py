"""The same batches on a stick: sealed files out, receipts back in. For a laptop that has no network for weeks.

File names say life and number, so that batches of several laptops lie beside each other and go in by number.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sqlmodel import Session, col, select

from inspector_desktop.errors import Refused
from inspector_desktop.exchange.handovers import STICK_FILE
from inspector_desktop.exchange.receipts import read_receipt
from inspector_desktop.places import replace_file
from inspector_desktop.sync.ledgers import Ledger
from inspector_desktop.sync.outbox import Outgoing, Receipted, seal_all, store_receipt
from inspector_desktop.sync.stations import Enrolment, follow_identity, read_enrolment
from inspector_desktop.sync.tables import SealedBatch

BATCH, RECEIPT = ".batch", ".receipt"
_MOST_RECEIPT = 1024 * 1024


def export_batches(ledger: Ledger, folder: Path) -> list[Path]:
    """Write every batch that has no receipt yet, sealing what is not sealed. Raises `Refused` for a full stick."""
    enrolment = ledger.run(read_enrolment)
    if enrolment.announcer is not None:
        raise Refused("refused-stick-new-life")
    written = []
    for outgoing in ledger.run(partial(seal_all, bureau=enrolment.bureau, speaker=enrolment.speaker)):
        path = folder / f"{outgoing.life}-{outgoing.number:06d}{BATCH}"
        replace_file(path, outgoing.content)
        written.append(path)
    return written


def import_receipts(ledger: Ledger, folder: Path) -> list[Receipted]:
    """Act on the receipts of this device that lie in the folder, by number. Others' are left alone."""
    take_identity(ledger, folder)
    enrolment = ledger.run(read_enrolment)
    found = []
    for path in sorted(folder.glob(f"{enrolment.speaker.life}-*{RECEIPT}")):
        with path.open("rb") as file:
            document = file.read(_MOST_RECEIPT)
        receipted = ledger.run(partial(_act_on, document=document, enrolment=enrolment))
        if receipted is not None:
            found.append(receipted)
    return found


def take_identity(ledger: Ledger, folder: Path) -> None:
    """Trust the key to which headquarters' gave way, where its document came along. Raises as `handovers.follow`."""
    place = folder / STICK_FILE
    if place.is_file():
        with place.open("rb") as file:
            document = file.read(_MOST_RECEIPT)
        ledger.run(lambda session: follow_identity(session, document))


def _act_on(session: Session, document: bytes, enrolment: Enrolment) -> Receipted | None:
    receipt = read_receipt(document, enrolment.identity)
    row = session.exec(
        select(SealedBatch).where(
            SealedBatch.life == receipt.life,
            SealedBatch.number == receipt.number,
            col(SealedBatch.receipt) == b"",
        )
    ).first()
    if row is None:
        return None
    outgoing = Outgoing(row.life, row.number, row.content, row.last - row.first + 1)
    return store_receipt(session, outgoing, document, enrolment.identity)
