"""Evidence on its way: after the records, newest work first, resumed where it stopped; and fetched when it is wanted.

A piece counts as headquarters' only with its signed receipt. What may be evicted afterwards is decided elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import delete, func, or_
from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.draw.records import Draw
from inspector_desktop.errors import Damaged, Disagreed, Missing
from inspector_desktop.exchange import answers
from inspector_desktop.exchange.receipts import read_blob_receipt
from inspector_desktop.journal.records import ACCEPTED, Citation, Dossier, Entry
from inspector_desktop.registry.form_store import SHELF_DOSSIER
from inspector_desktop.storage.evidence import Evidence, has_evidence, put_evidence, read_evidence
from inspector_desktop.sync.ledgers import Ledger
from inspector_desktop.sync.stations import Enrolment
from inspector_desktop.sync.tables import EvidenceReceipt
from inspector_desktop.sync.wire import Rejected, Wire

PIECE = 1024 * 1024


@dataclass(frozen=True)
class Wanted:
    """A piece of evidence of a dossier."""

    dossier: str
    hash: str


def unsent(session: Session) -> list[Wanted]:
    """Evidence here that accepted entries cite and that has no receipt; of the latest entry first."""
    rows = session.exec(
        select(Citation.dossier, Citation.hash)
        .join(Entry, col(Entry.id) == col(Citation.entry))
        .join(Evidence, col(Evidence.hash) == col(Citation.hash))
        .outerjoin(EvidenceReceipt, col(EvidenceReceipt.hash) == col(Citation.hash))
        .where(Entry.verdict == ACCEPTED, col(EvidenceReceipt.hash).is_(None))
        .order_by(col(Entry.entered_at).desc(), col(Entry.position).desc(), col(Citation.hash))
    )
    seen: dict[str, Wanted] = {}
    for dossier, digest in rows:
        seen.setdefault(digest, Wanted(dossier, digest))
    return list(seen.values())


def absent(session: Session, life: str) -> list[Wanted]:
    """Evidence not here, though headquarters may have it: what dossiers on this desk cite, and all check tables.

    A check may begin on any device, so the tables (and their long lists) go to every one; so do the packed lists of
    large draws, without which nobody could look at these.
    """
    rows = session.exec(
        select(Citation.dossier, Citation.hash)
        .join(Dossier, col(Dossier.dossier) == col(Citation.dossier))
        .outerjoin(Evidence, col(Evidence.hash) == col(Citation.hash))
        .outerjoin(EvidenceReceipt, col(EvidenceReceipt.hash) == col(Citation.hash))
        .where(
            or_(
                col(Dossier.holder) == life,
                col(Dossier.dossier).startswith(SHELF_DOSSIER),
                col(Citation.hash).in_(select(Draw.listed)),
            ),
            col(Evidence.hash).is_(None),
            col(EvidenceReceipt.hash).is_(None),
        )
        .order_by(col(Citation.dossier).desc(), col(Citation.hash))
    )
    return [Wanted(*row) for row in rows]


def unsent_count(session: Session, *, pictures: bool = False) -> int:
    """How many pieces of evidence here have no receipt yet, cited by an accepted entry or not; or only `pictures`."""
    statement = (
        select(func.count(func.distinct(Citation.hash)))
        .join(Evidence, col(Evidence.hash) == col(Citation.hash))
        .outerjoin(EvidenceReceipt, col(EvidenceReceipt.hash) == col(Citation.hash))
        .where(col(EvidenceReceipt.hash).is_(None))
    )
    if pictures:
        statement = statement.where(col(Evidence.media_type).startswith("image/"))
    return session.exec(statement).one()


def doubt_receipts(session: Session) -> None:
    """Headquarters was set back: what it receipted of the evidence here it may have lost, so it is asked again.

    Where it is there after all, that costs a question and no bytes.
    """
    session.execute(delete(EvidenceReceipt).where(col(EvidenceReceipt.hash).in_(select(Evidence.hash))))
    session.flush()


def send(ledger: Ledger, wire: Wire, enrolment: Enrolment, wanted: Wanted) -> bool:
    """Bring one piece whole; false when headquarters does not want it (yet)."""
    content = ledger.run(lambda session: _content(session, wanted))
    if content is None:
        return False
    try:
        offset = wire.evidence_offset(wanted.dossier, wanted.hash)
        receipt = _send_from(wire, wanted, content, offset)
    except Rejected as error:
        if error.reason in {answers.NOT_CITED, answers.SPOILT}:
            return False
        raise
    told = read_blob_receipt(receipt, enrolment.identity)
    if (told.bureau, told.hash, told.size) != (enrolment.bureau, wanted.hash, len(content)):
        raise Disagreed("error-receipt-other")
    ledger.run(lambda session: _keep(session, wanted.hash, told.received_at, receipt))
    return True


def fetch(
    ledger: Ledger, wire: Wire, wanted: Wanted, clock: Clock, *, media_type: str = "application/octet-stream"
) -> bool:
    """Fetch one piece from headquarters; false when it is not there yet. Raises `Damaged` for other bytes."""
    if ledger.run(lambda session: has_evidence(session, wanted.hash)):
        return True
    try:
        content = wire.evidence(wanted.dossier, wanted.hash)
    except Rejected as error:
        if error.reason == answers.NOT_CITED:
            return False
        raise
    if hashlib.sha256(content).hexdigest() != wanted.hash:
        raise Damaged("error-evidence-damaged", hash=wanted.hash[:8])
    ledger.run(lambda session: _store(session, wanted.hash, content, stamp(clock.now()), media_type))
    return True


def _content(session: Session, wanted: Wanted) -> bytes | None:
    try:
        return read_evidence(session, wanted.hash)
    except (Missing, Damaged):
        return None  # named by the integrity check of the store; it must not hold up the other photographs


def _send_from(wire: Wire, wanted: Wanted, content: bytes, offset: int) -> bytes:
    corrections = 0
    while True:
        piece = content[offset : offset + PIECE]
        try:
            receipt = wire.evidence_piece(wanted.dossier, wanted.hash, offset=offset, size=len(content), piece=piece)
        except Rejected as error:
            corrections += 1
            if error.reason != answers.OFFSET or corrections > 3:  # noqa: PLR2004  (somebody else keeps moving it)
                raise
            offset = error.expected
            continue
        if receipt:
            return receipt
        offset += len(piece)


def _keep(session: Session, digest: str, received_at: str, receipt: bytes) -> None:
    session.merge(EvidenceReceipt(hash=digest, received_at=received_at, receipt=receipt))


def _store(session: Session, digest: str, content: bytes, at: str, media_type: str) -> None:
    put_evidence(session, content, media_type=media_type, added_at=at)
    if session.get(EvidenceReceipt, digest) is None:
        session.add(EvidenceReceipt(hash=digest, received_at=at, receipt=b""))
