"""Comparing where all dossiers stand with headquarters, healing what differs, and naming what does not heal.

Only accepted entries count: what still awaits its verdict here cannot be known there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.exchange.digests import (
    Comparison,
    Standing,
    group_digests,
    group_of,
    read_comparison,
    root_digest,
)
from inspector_desktop.exchange.pages import Page, read_page
from inspector_desktop.journal.leases import Station
from inspector_desktop.journal.records import ACCEPTED, WAITING, Dossier, Entry
from inspector_desktop.sync.ledgers import Ledger
from inspector_desktop.sync.stations import Enrolment
from inspector_desktop.sync.storing import fold_anew, store_page
from inspector_desktop.sync.tables import Difference
from inspector_desktop.sync.wire import Wire


@dataclass(frozen=True)
class Compared:
    """What a comparison found: `known` is false when headquarters' log had moved on meanwhile."""

    known: bool
    healed: tuple[str, ...] = ()
    different: tuple[str, ...] = ()


def compare(ledger: Ledger, wire: Wire, enrolment: Enrolment, clock: Clock) -> Compared:
    """Compare, refetch the dossiers that differ, compare these again, and keep what still differs."""
    first = read_comparison(wire.digest(), enrolment.identity)
    position, mine = ledger.run(lambda session: (_position(session), standings(session, enrolment.bureau)))
    if position != first.position:
        return Compared(known=False)
    groups = group_digests(mine)
    if root_digest(groups) == first.root:
        ledger.run(lambda session: _keep(session, (), clock))
        return Compared(known=True)
    theirs = _differing(wire, enrolment, groups, position)
    if theirs is None:
        return Compared(known=False)
    named = sorted({one.dossier for one in set(_of_groups(mine, theirs)) ^ {head for c in theirs for head in c.heads}})
    for dossier in named:
        page = read_page(wire.dossier_log(dossier, 0), enrolment.identity)
        ledger.run(partial(_refetch, dossier=dossier, page=page, enrolment=enrolment))
    again = ledger.run(lambda session: standings(session, enrolment.bureau))
    left = {one.dossier for one in set(_of_groups(again, theirs)) ^ {head for c in theirs for head in c.heads}}
    ledger.run(lambda session: _keep(session, tuple(sorted(left)), clock))
    return Compared(known=True, healed=tuple(sorted(set(named) - left)), different=tuple(sorted(left)))


def standings(session: Session, bureau: str) -> list[Standing]:
    """Every dossier's latest accepted entry: by the records, or by the entries where one of ours awaits its verdict."""
    waiting = set(session.exec(select(Entry.dossier).where(Entry.verdict == WAITING).distinct()))
    rows = session.exec(select(Dossier.dossier, Dossier.number, Dossier.head_hash).where(Dossier.bureau == bureau))
    found = [Standing(*row) for row in rows if row[0] not in waiting]
    for dossier in waiting:
        latest = session.exec(
            select(Entry.number, Entry.hash)
            .where(Entry.dossier == dossier, Entry.verdict == ACCEPTED)
            .order_by(col(Entry.number).desc())
            .limit(1)
        ).first()
        if latest is not None:
            found.append(Standing(dossier, *latest))
    return sorted(found)


def differences(session: Session) -> int:
    """How many dossiers stood differently at the latest comparison."""
    return session.exec(select(func.count()).select_from(Difference)).one()


def _differing(wire: Wire, enrolment: Enrolment, groups: dict[str, str], position: int) -> list[Comparison] | None:
    """Headquarters' heads of each group that differs; none when its log moved on while asking."""
    answer = read_comparison(wire.digest("groups"), enrolment.identity)
    theirs = dict(answer.groups)
    names = [name for name in sorted(groups.keys() | theirs.keys()) if groups.get(name) != theirs.get(name)]
    found = [read_comparison(wire.digest(name), enrolment.identity) for name in names]
    if any(one.position != position for one in (answer, *found)):
        return None
    return found


def _of_groups(mine: list[Standing], theirs: list[Comparison]) -> list[Standing]:
    asked = {one.group for one in theirs}
    return [one for one in mine if group_of(one.dossier) in asked]


def _refetch(session: Session, dossier: str, page: Page, enrolment: Enrolment) -> None:
    station = session.get_one(Station, enrolment.bureau)
    savepoint = session.begin_nested()
    store_page(session, page, station=station, root=enrolment.root)
    fold_anew(session, dossier)
    savepoint.commit()


def _position(session: Session) -> int:
    return session.exec(select(Station.position)).one()


def _keep(session: Session, dossiers: tuple[str, ...], clock: Clock) -> None:
    session.exec(delete(Difference))
    session.add_all([Difference(dossier=dossier, found_at=stamp(clock.now())) for dossier in dossiers])
