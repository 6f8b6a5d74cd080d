"""What people may be told about their data, derived from receipts: 已存本机 → 已上传 → 局已收齐 · 另存待核.

Keys of the wording files are returned; the windows say them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, WAITING, Citation, Entry
from inspector_desktop.storage.evidence import Evidence
from inspector_desktop.sync import evidence
from inspector_desktop.sync.comparing import differences
from inspector_desktop.sync.stations import find_station
from inspector_desktop.sync.tables import EvidenceReceipt, Settled

SAVED, UPLOADED, COMPLETE, ASIDE = "record-saved", "record-uploaded", "record-complete", "record-set-aside"


@dataclass(frozen=True)
class State:
    """A wording key, and the photographs that still wait (for `record-uploaded`)."""

    key: str
    photos: int = 0


@dataclass(frozen=True)
class Counts:
    """For the status bar: what waits here, what needs somebody, and when a whole round last succeeded."""

    records: int
    photos: int  # pieces of evidence of every kind
    set_aside: int
    different: int
    synced_at: str  # stamp, by headquarters' clock; empty before the first
    contact_at: str
    lease_until: str
    skew_seconds: int
    enrolled: bool
    pictures: int = 0  # photographs among them


@dataclass(frozen=True)
class Aside:
    """A set-aside entry that nobody has dealt with; `why` is a wording key."""

    entry: str
    dossier: str
    kind: str
    occurred_at: str
    why: str


def entry_state(session: Session, entry_id: str) -> State:
    """Where one entry stands. Raises `Missing`."""
    entry = session.get(Entry, entry_id)
    if entry is None:
        raise Missing("error-entry-missing")
    if entry.verdict == SET_ASIDE:
        return State(ASIDE)
    if entry.verdict == WAITING:
        return State(SAVED)
    return _uploaded(session, Citation.entry == entry_id)


def dossier_state(session: Session, dossier: str) -> State:
    """Where a dossier stands: as its worst entry does."""
    if any(one.dossier == dossier for one in set_aside(session)):
        return State(ASIDE)
    waiting = select(Entry.id).where(Entry.dossier == dossier, Entry.verdict == WAITING)
    if session.exec(waiting.limit(1)).first() is not None:
        return State(SAVED)
    return _uploaded(session, Citation.dossier == dossier)


def counts(session: Session) -> Counts:
    """Everything the status bar says."""
    station = find_station(session)
    return Counts(
        records=session.exec(select(func.count()).select_from(Entry).where(Entry.verdict == WAITING)).one(),
        photos=evidence.unsent_count(session),
        set_aside=len(set_aside(session)),
        different=differences(session),
        synced_at=station.synced_at if station else "",
        contact_at=station.contact_at if station else "",
        lease_until=station.lease_until if station else "",
        skew_seconds=station.skew_seconds if station else 0,
        enrolled=station is not None,
        pictures=evidence.unsent_count(session, pictures=True),
    )


def set_aside(session: Session) -> list[Aside]:
    """Entries that were set aside and not dealt with yet, oldest first."""
    rows = session.exec(
        select(Entry)
        .outerjoin(Settled, col(Settled.entry) == col(Entry.id))
        .where(Entry.verdict == SET_ASIDE, col(Settled.entry).is_(None))
        .order_by(col(Entry.entered_at), col(Entry.id))
    )
    return [
        Aside(entry.id, entry.dossier, entry.kind, entry.occurred_at, f"set-aside-{entry.verdict_code}")
        for entry in rows
    ]


def settle(session: Session, entry_id: str, *, person: str, how: str, clock: Clock) -> None:
    """Note that a person has dealt with a set-aside entry: `how` is `reinstated` or `dropped`."""
    entry = session.get(Entry, entry_id)
    if entry is None:
        raise Missing("error-entry-missing")
    if entry.verdict != SET_ASIDE:
        raise Refused("refused-not-set-aside")
    session.merge(Settled(entry=entry_id, person=person, settled_at=stamp(clock.now()), how=how))
    session.flush()


def _uploaded(session: Session, where: object) -> State:
    """Complete, or how many photographs are still to come; none where only papers are."""
    statement = (
        select(Citation.hash, Evidence.media_type)
        .distinct()
        .join(Entry, col(Entry.id) == col(Citation.entry))
        .join(Evidence, col(Evidence.hash) == col(Citation.hash))
        .outerjoin(EvidenceReceipt, col(EvidenceReceipt.hash) == col(Citation.hash))
        .where(where, Entry.verdict == ACCEPTED, col(EvidenceReceipt.hash).is_(None))  # type: ignore[arg-type]
    )
    waiting = session.exec(statement).all()
    if not waiting:
        return State(COMPLETE)
    return State(UPLOADED, sum(kind.startswith("image/") for _, kind in waiting))
