"""How far every dossier has come with headquarters, and which devices it knows: what the page 数据同步 lists.

The state of a single entry is `sync.states`; here all dossiers are counted in a few queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.inspection.records import Inspection
from inspector_desktop.journal.records import ACCEPTED, WAITING, Citation, Dossier, Entry
from inspector_desktop.plan.records import Plan
from inspector_desktop.registry.proposal_records import Proposal
from inspector_desktop.registry.records import Officer, Shelf
from inspector_desktop.storage.evidence import Evidence
from inspector_desktop.sync.states import ASIDE, COMPLETE, SAVED, UPLOADED, set_aside
from inspector_desktop.sync.stations import find_station
from inspector_desktop.sync.tables import EvidenceReceipt, KnownLife

_ORDER = (ASIDE, SAVED, UPLOADED, COMPLETE)


@dataclass(frozen=True)
class Standing:
    """One dossier: its name (empty where its kind says all), its state, and what of it still waits.

    A register's kind is `register-subjects`, `register-officers`, `register-items`.
    """

    dossier: str
    kind: str
    title: str
    state: str
    waiting: int
    photos: int
    set_aside: int
    changed_at: str


@dataclass(frozen=True)
class KnownDevice:
    """A device of the bureau whose entries lie here; `lives` are its unbroken runs of entries.

    `people` are the names of those who wrote on it, who wrote most first; a number stands where no name is known.
    """

    device: str
    lives: int
    entries: int
    latest: str
    here: bool
    people: tuple[str, ...] = ()


def standings(session: Session) -> tuple[Standing, ...]:
    """All dossiers of this store: what needs somebody first, then what waits, the latest change first."""
    waiting = _count(session.exec(select(Entry.dossier).where(Entry.verdict == WAITING)))
    aside = _count(one.dossier for one in set_aside(session))
    unsent = session.exec(
        select(Citation.dossier, func.count(func.distinct(Citation.hash)))
        .join(Entry, col(Entry.id) == col(Citation.entry))
        .join(Evidence, col(Evidence.hash) == col(Citation.hash))
        .outerjoin(EvidenceReceipt, col(EvidenceReceipt.hash) == col(Citation.hash))
        .where(Entry.verdict == ACCEPTED, col(EvidenceReceipt.hash).is_(None))
        .group_by(col(Citation.dossier))
    )
    photos = dict(unsent.all())
    titles = dict(session.exec(select(Inspection.dossier, Inspection.subject_name)).all())
    titles |= dict(session.exec(select(Plan.dossier, Plan.title)).all())
    titles |= dict(session.exec(select(Proposal.dossier, Proposal.name)).all())
    shelves = {row.dossier: f"register-{row.kind}" for row in session.exec(select(Shelf))}
    found = [
        Standing(
            dossier=row.dossier,
            kind=shelves.get(row.dossier, row.kind),
            title=titles.get(row.dossier, ""),
            state=_state(aside[row.dossier], waiting[row.dossier], photos.get(row.dossier, 0)),
            waiting=waiting[row.dossier],
            photos=photos.get(row.dossier, 0),
            set_aside=aside[row.dossier],
            changed_at=row.changed_at,
        )
        for row in session.exec(select(Dossier).order_by(col(Dossier.changed_at).desc(), col(Dossier.dossier)))
    ]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.state)))


def known_devices(session: Session) -> tuple[KnownDevice, ...]:
    """The devices whose certified lives this store knows, this one first."""
    station = find_station(session)
    names = dict(session.exec(select(Officer.id, Officer.name)).all())
    wrote: dict[str, Counter[str]] = {}
    found: dict[str, list[tuple[int, str]]] = {}
    for life in session.exec(select(KnownLife)):
        count, latest = session.exec(
            select(func.count(), func.max(Entry.entered_at)).where(Entry.life == life.life)
        ).one()
        found.setdefault(life.device, []).append((count, latest or ""))
        each = session.exec(
            select(Entry.person, func.count()).where(Entry.life == life.life).group_by(col(Entry.person))
        ).all()
        wrote.setdefault(life.device, Counter()).update({names.get(one, one): times for one, times in each})
    devices = [
        KnownDevice(
            device=device,
            lives=len(runs),
            entries=sum(count for count, _ in runs),
            latest=max(latest for _, latest in runs),
            here=station is not None and station.device == device,
            people=tuple(name for name, _ in sorted(wrote[device].items(), key=lambda one: (-one[1], one[0]))),
        )
        for device, runs in found.items()
    ]
    return tuple(sorted(devices, key=lambda one: (not one.here, one.device)))


def _state(aside: int, waiting: int, photos: int) -> str:
    if aside:
        return ASIDE
    if waiting:
        return SAVED
    return UPLOADED if photos else COMPLETE


def _count(dossiers: Iterable[str]) -> Counter[str]:
    return Counter(dossiers)
