"""The outbox: the journal's own entries in sealed batches, each sealed once and kept until it is receipted, and longer.

Nothing here knows the network: `rounds` sends what is sealed here and brings back the receipts.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import delete, func, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from inspector_desktop.errors import Disagreed
from inspector_desktop.exchange.batch import MOST_ENTRIES, Batch, batch_digest, fill, seal_batch
from inspector_desktop.exchange.receipts import read_receipt
from inspector_desktop.journal.applying import refold
from inspector_desktop.journal.heads import Sealed
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, WAITING, Entry
from inspector_desktop.sync.tables import SealedBatch
from inspector_desktop.sync.wire import Speaker


@dataclass(frozen=True)
class Outgoing:
    """A sealed batch on its way."""

    life: str
    number: int
    content: bytes
    count: int


@dataclass(frozen=True)
class Receipted:
    """What a receipt said of a batch."""

    accepted: int
    set_aside: int


def next_batch(session: Session, *, bureau: str, speaker: Speaker) -> Outgoing | None:
    """The batch to send next: one sealed before and not receipted yet, else a new one; none when all is sent."""
    pending = session.exec(
        select(SealedBatch)
        .where(SealedBatch.life == speaker.life, SealedBatch.receipt == b"")
        .order_by(col(SealedBatch.number))
        .limit(1)
    ).first()
    if pending is None:
        pending = _seal_next(session, bureau, speaker)
    if pending is None:
        return None
    return Outgoing(pending.life, pending.number, pending.content, pending.last - pending.first + 1)


def seal_all(session: Session, *, bureau: str, speaker: Speaker) -> list[Outgoing]:
    """Every batch that has no receipt, after sealing all that waits; for a stick."""
    while _seal_next(session, bureau, speaker) is not None:
        pass
    rows = session.exec(
        select(SealedBatch)
        .where(SealedBatch.life == speaker.life, SealedBatch.receipt == b"")
        .order_by(col(SealedBatch.number))
    )
    return [Outgoing(row.life, row.number, row.content, row.last - row.first + 1) for row in rows]


def store_receipt(session: Session, outgoing: Outgoing, document: bytes, identity: Ed25519PublicKey) -> Receipted:
    """Keep a receipt and do what it says: mark entries, and refold dossiers whose entries count differently now.

    Raises `Disagreed` when it is a receipt for something else, `Damaged` when it is none.
    """
    receipt = read_receipt(document, identity)
    row = session.get_one(SealedBatch, (outgoing.life, outgoing.number))
    named = (receipt.life, receipt.number, receipt.digest, len(receipt.verdicts))
    if named != (row.life, row.number, row.digest, row.last - row.first + 1):
        raise Disagreed("error-receipt-other")
    entries = {
        entry.life_number: (entry.id, entry.hash, entry.dossier, entry.verdict)
        for entry in session.execute(
            columns(
                col(Entry.life_number), col(Entry.id), col(Entry.hash), col(Entry.dossier), col(Entry.verdict)
            ).where(col(Entry.life) == row.life, col(Entry.life_number).between(row.first, row.last))
        )
    }
    changes, anew, set_aside = [], set(), 0
    for verdict in receipt.verdicts:
        entry_id, entry_hash, dossier, before = entries.get(verdict.life_number, ("", "", "", ""))
        if entry_hash != verdict.hash:
            raise Disagreed("error-receipt-other")
        after = ACCEPTED if verdict.accepted else SET_ASIDE
        set_aside += after == SET_ASIDE
        if SET_ASIDE in {after, before}:
            anew.add(dossier)
        changes.append({"id": entry_id, "verdict": after, "verdict_code": verdict.code, "position": verdict.position})
    session.execute(update(Entry), changes)
    session.expire_all()
    for dossier in sorted(anew):
        refold(session, dossier)
    row = session.get_one(SealedBatch, (outgoing.life, outgoing.number))
    row.receipt = document
    session.add(row)
    session.flush()
    return Receipted(accepted=len(changes) - set_aside, set_aside=set_aside)


def rewind(session: Session, life: str, expected: int) -> None:
    """Headquarters was restored and lost batches from `expected` on: make them ready to be sealed again."""
    session.execute(delete(SealedBatch).where(col(SealedBatch.life) == life, col(SealedBatch.number) >= expected))
    session.flush()


def last_number(session: Session, life: str) -> int:
    """The latest batch that was sealed; 0 before the first."""
    return session.exec(select(func.max(SealedBatch.number)).where(SealedBatch.life == life)).one() or 0


def receipted_number(session: Session, life: str) -> int:
    """The latest batch that has a receipt; 0 before the first."""
    found = select(func.max(SealedBatch.number)).where(SealedBatch.life == life, SealedBatch.receipt != b"")
    return session.exec(found).one() or 0


def waiting_count(session: Session, life: str) -> int:
    """How many entries await a verdict."""
    return session.exec(
        select(func.count()).select_from(Entry).where(Entry.verdict == WAITING, Entry.life == life)
    ).one()


def _seal_next(session: Session, bureau: str, speaker: Speaker) -> SealedBatch | None:
    number, last = session.exec(
        select(func.coalesce(func.max(SealedBatch.number), 0), func.coalesce(func.max(SealedBatch.last), 0)).where(
            SealedBatch.life == speaker.life
        )
    ).one()
    rows = session.exec(
        select(Entry.head, Entry.signature, Entry.body)
        .where(Entry.life == speaker.life, Entry.life_number > last)
        .order_by(col(Entry.life_number))
        .limit(MOST_ENTRIES)
    ).all()
    entries = fill([Sealed(*row) for row in rows])
    if not entries:
        return None
    batch = Batch(bureau, speaker.device, speaker.life, number + 1, entries)
    content = seal_batch(batch, speaker.signer)
    row = SealedBatch(
        life=speaker.life,
        number=number + 1,
        first=last + 1,
        last=last + len(entries),
        digest=batch_digest(content),
        content=content,
    )
    session.add(row)
    session.flush()
    return row
