"""Queries on proposals: with what the register says now beside them, and where they lie as seen from a desk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.errors import Missing
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.records import WAITING, Dossier, Entry
from inspector_desktop.registry.proposal_kinds import PROPOSABLE, table_of
from inspector_desktop.registry.proposal_records import OPEN, Proposal
from inspector_desktop.registry.records import Subject
from inspector_desktop.registry.shelves import may_keep
from inspector_desktop.registry.store import shelves

TRAY, TAKING, HERE, AWAY, SETTLED = "tray", "taking", "here", "away", "settled"


@dataclass(frozen=True)
class ChangeView:
    """One column of a proposal: as the proposer found it, as it should be, and as the register has it now."""

    column: str
    before: str
    after: str
    now: str

    @property
    def is_stale(self) -> bool:
        """Whether the register changed meanwhile, to something that is neither."""
        return self.now not in {self.before, self.after}


@dataclass(frozen=True)
class ProposalView:
    """A proposal. `place` is of `tray` (this person may take it), `taking`, `here`, `away`, `settled`."""

    bureau: str
    dossier: str
    shelf_kind: str
    shelf: str
    row: str
    name: str
    changes: tuple[ChangeView, ...]
    reason: str
    evidence: tuple[str, ...]
    found_in: str
    proposer: str
    proposer_name: str
    proposed_at: str
    state: str
    settled_at: str
    settled_by: str
    settled_reason: str
    place: str
    tray_role: str
    tray_person: str
    holder_person: str
    shelf_here: bool
    known_as: str  # of a proposed row: the name under which the register has its code already
    published: bool = False  # an item that is in force, and so changed by publishing it again

    @property
    def is_missing(self) -> bool:
        """Whether it proposes a row the register lacks."""
        return not self.row

    @property
    def is_stale(self) -> bool:
        """Whether the register changed since it was proposed, while nobody has decided."""
        return self.state == OPEN and (bool(self.known_as) or any(one.is_stale for one in self.changes))

    def seen(self) -> dict[str, str]:
        """What stands in the register now, by column: what somebody who decides has before his eyes."""
        return {one.column: one.now for one in self.changes}


def proposals(session: Session, desk: Desk, *, found_in: str = "") -> tuple[ProposalView, ...]:
    """All proposals this device knows, open ones first, latest first; those of one inspection if named."""
    wanted = select(Proposal).where(Proposal.bureau == desk.bureau)
    if found_in:
        wanted = wanted.where(Proposal.found_in == found_in)
    rows = session.exec(
        wanted.order_by(col(Proposal.state) != OPEN, col(Proposal.proposed_at).desc(), col(Proposal.dossier).desc())
    ).all()
    return tuple(_view(session, desk, row) for row in rows)


def get_proposal(session: Session, desk: Desk, dossier: str) -> ProposalView:
    """One proposal. Raises `Missing`."""
    row = session.get(Proposal, (desk.bureau, dossier))
    if row is None:
        raise Missing("error-proposal-missing")
    return _view(session, desk, row)


def count_open(session: Session, bureau: str) -> int:
    """How many proposals nobody has decided yet."""
    return session.exec(
        select(func.count()).select_from(Proposal).where(Proposal.bureau == bureau, Proposal.state == OPEN)
    ).one()


def count_to_settle(session: Session, desk: Desk) -> int:
    """How many proposals wait for this person: in his tray, or taken up at this desk and not decided."""
    rows = session.exec(
        select(Dossier, Proposal.shelf)
        .join(Proposal, (col(Proposal.bureau) == Dossier.bureau) & (col(Proposal.dossier) == Dossier.dossier))
        .where(Dossier.bureau == desk.bureau, Proposal.state == OPEN)
    ).all()
    if not rows:
        return 0
    kept = {one.dossier for one in shelves(session, desk.bureau) if may_keep(session, desk, one)}
    return sum(shelf in kept and _place(session, desk, one) in {TRAY, TAKING, HERE} for one, shelf in rows)


def _view(session: Session, desk: Desk, row: Proposal) -> ProposalView:
    lies = session.get(Dossier, (row.bureau, row.dossier))
    shelf = session.get(Dossier, (row.bureau, row.shelf))  # none yet where nothing was ever entered of the kind
    now = _now(session, row)
    stated = tuple(
        ChangeView(column, before, after, now.get(column, "") if row.row else before)
        for column, before, after in json.loads(row.changes)
    )
    known = ""
    if not row.row and row.state == OPEN:
        known = known_as(session, row.bureau, row.shelf_kind, {one.column: one.after for one in stated})
    if row.state != OPEN or lies is None:
        place = SETTLED if row.state != OPEN else AWAY
    else:
        place = _place(session, desk, lies)
    return ProposalView(
        **row.model_dump(exclude={"changes", "evidence"}), changes=stated, evidence=tuple(row.evidence.split()),
        place=place, tray_role=lies.tray_role if lies else "", tray_person=lies.tray_person if lies else "",
        holder_person=lies.holder_person if lies else "", shelf_here=shelf is None or shelf.holder == desk.life,
        known_as=known, published=bool(now.get("published_on")),
    )  # fmt: skip


def _now(session: Session, row: Proposal) -> dict[str, str]:
    found = session.get(table_of(row.shelf_kind), (row.bureau, row.shelf, row.row)) if row.row else None
    return {name: str(value) for name, value in found.model_dump().items()} if found else {}


def known_as(session: Session, bureau: str, kind: str, values: Mapping[str, str]) -> str:
    """The name under which a register has a row with this code, or without a code with this name; else nothing."""
    about = PROPOSABLE[kind]
    table: Any = about.table
    code, name = values.get(about.code, "") if about.code else "", values.get(about.name, "")
    column = getattr(table, about.name)
    same = getattr(table, about.code) == code if code else column == name
    wanted = select(column).where(table.bureau == bureau, same)
    if kind == "subjects":
        wanted = wanted.where(col(Subject.counted).is_(True))
    return str(session.exec(wanted.limit(1)).first() or "")


def _place(session: Session, desk: Desk, row: Dossier) -> str:
    if not row.holder:
        mine = row.tray_person == desk.person.id or bool(row.tray_role and desk.has_role(row.tray_role))
        return TRAY if mine else AWAY
    if row.holder != desk.life:
        return AWAY
    entry = session.get(Entry, row.taken_with) if row.taken_with else None
    return TAKING if entry is not None and entry.verdict == WAITING else HERE
