"""Queries on inspections, their milestones, papers and numbers; all return frozen values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from inspector_desktop.errors import Missing
from inspector_desktop.inspection.records import (
    Inspection,
    InspectionCompanion,
    InspectionItem,
    InspectionOfficer,
    Milestone,
    NumberBlock,
    Paper,
    ReservedNumber,
    UsedNumber,
)
from inspector_desktop.inspection.rules import Block
from inspector_desktop.journal.records import Dossier, Entry
from inspector_desktop.ordering import natural

Dossiers: TypeAlias = SelectOfScalar[str]
"""A query for the dossiers of inspections: what many of them need is read by it, not one by one."""


@dataclass(frozen=True)
class TeamOfficer:
    """An officer of the team; `department` of a guest of another department, empty for one of this bureau."""

    id: str
    name: str
    certificate: str
    valid_until: str
    department: str = ""


@dataclass(frozen=True)
class Companion:
    """Somebody who goes along and never counts among the officers; `kind` expert or assistant."""

    name: str
    kind: str
    unit: str
    field: str
    how: str


@dataclass(frozen=True)
class CheckItem:
    """An item to be checked."""

    id: str
    title: str
    version: int
    basis: str
    department: str = ""
    form: str = ""


@dataclass(frozen=True)
class InspectionView:
    """An inspection as pages and papers need it. `begun` and `done` map step to moment, `notes` to remark."""

    bureau: str
    dossier: str
    title: str
    check_kind: str
    way: str
    plan_number: str
    plan_title: str
    task_number: str
    task_title: str
    draw_type: str
    draw: str
    subject: str
    subject_name: str
    subject_code: str
    category: str
    category_title: str
    address: str
    principal: str
    phone: str
    window_from: str
    window_until: str
    form: str
    batch: int
    assigned_at: str
    officers: tuple[TeamOfficer, ...]
    items: tuple[CheckItem, ...]
    begun: dict[str, str]
    done: dict[str, str]
    notes: dict[str, str]
    holder: str
    holder_person: str
    tray_person: str
    tray_role: str
    needs_upgrade: bool
    companions: tuple[Companion, ...] = ()
    lead: str = ""
    lead_source: str = ""
    exempt: str = ""
    mode: str = "on-site"
    planned_day: str = ""
    mode_reason: str = ""
    joined: str = ""
    merged_into: str = ""
    withdrawn: str = ""

    @property
    def gone(self) -> bool:
        """Whether nothing more happens here: carried out within another, or withdrawn with its draw."""
        return bool(self.merged_into or self.withdrawn)

    @property
    def own_items(self) -> tuple[CheckItem, ...]:
        """The items this bureau checks, reports and discloses itself; those of departments are theirs."""
        return tuple(one for one in self.items if not one.department)

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments of a joint check besides this bureau, in the order of the team."""
        named = [one.department for one in self.officers] + [one.department for one in self.items]
        return tuple(dict.fromkeys(one for one in named if one))


@dataclass(frozen=True)
class PaperView:
    """An issued paper."""

    dossier: str
    id: str
    kind: str
    number: str
    title: str
    blob: str
    fields_digest: str
    code: str
    issued_at: str
    state: str
    note: str


@dataclass(frozen=True)
class HistoryLine:
    """A line of 办理记录: what was entered, when it happened and was entered, by whom, and its verdict."""

    entry: str
    kind: str
    occurred_at: str
    entered_at: str
    person: str
    verdict: str
    verdict_code: str


def get_inspection(session: Session, bureau: str, dossier: str) -> InspectionView:
    """One inspection. Raises `Missing`."""
    found = _views(session, Inspection.bureau == bureau, Inspection.dossier == dossier)
    if not found:
        raise Missing("error-dossier-missing")
    return found[0]


def first_officers(session: Session, bureau: str) -> dict[str, str]:
    """The first officer of this bureau in each inspection's team, by dossier."""
    rows = session.exec(
        select(InspectionOfficer.dossier, InspectionOfficer.officer)
        .where(InspectionOfficer.bureau == bureau, InspectionOfficer.department == "")
        .order_by(col(InspectionOfficer.place).desc())
    )
    return dict(rows.all())


def names_of_teams(session: Session, bureau: str, among: Dossiers | None = None) -> dict[str, tuple[str, ...]]:
    """The names of each inspection's team, by dossier; of all, or of those `among` asks for."""
    asked = select(InspectionOfficer.dossier, InspectionOfficer.name).where(InspectionOfficer.bureau == bureau)
    if among is not None:
        asked = asked.where(col(InspectionOfficer.dossier).in_(among))
    found: dict[str, list[str]] = {}
    for dossier, name in session.exec(asked.order_by(*_in_place(InspectionOfficer))):
        found.setdefault(dossier, []).append(name)
    return {dossier: tuple(names) for dossier, names in found.items()}


def inspections(session: Session, bureau: str, among: Dossiers | None = None) -> tuple[InspectionView, ...]:
    """All inspections, or those `among` asks for; latest assignment first."""
    among_ = () if among is None else (col(Inspection.dossier).in_(among),)
    return _latest(_views(session, Inspection.bureau == bureau, *among_))


def inspections_of_subjects(session: Session, bureau: str, subjects: Collection[str]) -> tuple[InspectionView, ...]:
    """The inspections of some subjects, latest assignment first."""
    return _latest(_views(session, Inspection.bureau == bureau, col(Inspection.subject).in_(list(subjects))))


def assigned_since(session: Session, bureau: str, since: str) -> tuple[str, ...]:
    """The subjects of all inspections assigned at a moment or later."""
    asked = select(Inspection.subject).where(Inspection.bureau == bureau, Inspection.assigned_at >= since)
    return tuple(sorted(session.exec(asked.distinct()).all()))


def checked_among(session: Session, bureau: str, among: Dossiers) -> dict[str, str]:
    """Of the inspections that `among` asks for and that are on this device: when the check was done; empty: not yet."""
    rows = session.execute(
        select(Inspection.dossier, Milestone.done_at)
        .outerjoin(
            Milestone,
            (col(Milestone.bureau) == col(Inspection.bureau))
            & (col(Milestone.dossier) == col(Inspection.dossier))
            & (col(Milestone.step) == "check"),
        )
        .where(Inspection.bureau == bureau, col(Inspection.dossier).in_(among))
    )
    return {dossier: done or "" for dossier, done in rows}


def desks_among(session: Session, bureau: str, among: Dossiers) -> dict[str, tuple[str, str]]:
    """Of the inspections that `among` asks for and that are on this device: the person whose tray or desk has them."""
    rows = session.execute(
        select(Inspection.dossier, Dossier.tray_person, Dossier.holder_person)
        .join(Dossier, (col(Dossier.bureau) == col(Inspection.bureau)) & (col(Dossier.dossier) == Inspection.dossier))
        .where(Inspection.bureau == bureau, col(Inspection.dossier).in_(among))
    )
    return {dossier: (tray, holder) for dossier, tray, holder in rows}


def inspections_of_task(session: Session, view: InspectionView) -> tuple[InspectionView, ...]:
    """All inspections of the task this one belongs to, as far as they are on this device; it is among them."""
    return _views(
        session, Inspection.bureau == view.bureau, Inspection.plan_number == view.plan_number,
        Inspection.task_number == view.task_number,
    )  # fmt: skip


def papers_of(session: Session, bureau: str, dossier: str) -> tuple[PaperView, ...]:
    """The papers of an inspection in the order they were issued."""
    rows = session.exec(
        select(Paper).where(Paper.bureau == bureau, Paper.dossier == dossier).order_by(col(Paper.place), col(Paper.id))
    ).all()
    return tuple(PaperView(**row.model_dump(exclude={"bureau", "place"})) for row in rows)


def find_paper(session: Session, bureau: str, dossier: str, kind: str) -> PaperView | None:
    """The latest paper of a kind that is not void."""
    found = [paper for paper in papers_of(session, bureau, dossier) if paper.kind == kind]
    return next((paper for paper in reversed(found) if paper.state != "paper-void"), None)


def find_reserved(session: Session, bureau: str, dossier: str, kind: str) -> str:
    """The number set aside for the next paper of a kind; empty if there is none."""
    row = session.get(ReservedNumber, (bureau, dossier, kind))
    return row.number if row is not None and not row.used else ""


def history_of(session: Session, dossier: str) -> tuple[HistoryLine, ...]:
    """办理记录 of a dossier, oldest first, set-aside entries included."""
    rows = session.exec(
        select(Entry).where(Entry.dossier == dossier).order_by(col(Entry.number), col(Entry.entered_at))
    ).all()
    return tuple(
        HistoryLine(row.id, row.kind, row.occurred_at, row.entered_at, row.person, row.verdict, row.verdict_code)
        for row in rows
    )


def blocks_of(session: Session, bureau: str, dossier: str, series: str, year: int) -> tuple[Block, ...]:
    """The blocks of a series and year in one register of numbers."""
    rows = session.exec(
        select(NumberBlock).where(
            NumberBlock.bureau == bureau, NumberBlock.dossier == dossier,
            NumberBlock.series == series, NumberBlock.year == year,
        )
    ).all()  # fmt: skip
    return tuple(Block(row.first, row.last) for row in rows)


def used_numbers(session: Session, bureau: str, dossier: str, series: str, year: int) -> tuple[int, ...]:
    """Numbers used or closed in one register of numbers."""
    return tuple(
        session.exec(
            select(UsedNumber.number).where(
                UsedNumber.bureau == bureau, UsedNumber.dossier == dossier,
                UsedNumber.series == series, UsedNumber.year == year,
            )
        ).all()
    )  # fmt: skip


_COLUMNS: tuple[Any, ...] = tuple(getattr(Inspection, name) for name in Inspection.model_fields)


def _latest(views: Sequence[InspectionView]) -> tuple[InspectionView, ...]:
    """Latest assignment first; what was assigned together by name."""
    named = sorted(views, key=lambda one: natural(one.subject_name))
    return tuple(sorted(named, key=lambda one: one.assigned_at, reverse=True))


def _views(session: Session, *which: Any) -> tuple[InspectionView, ...]:
    """The inspections that fit with all that belongs to them: six queries, however many they are, of plain rows."""
    rows = session.execute(select(*_COLUMNS).where(*which)).all()
    if not rows:
        return ()
    own = select(Inspection.dossier).where(*which)
    bureau = rows[0].bureau

    def read(table: Any, *columns: Any, order: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        asked = select(table.dossier, *columns).where(table.bureau == bureau, table.dossier.in_(own))
        return map(tuple, session.execute(asked.order_by(*order)))

    officers, items, companions = (
        _gathered(kind, read(table, *(getattr(table, name) for name in names), order=_in_place(table)))
        for kind, table, names in (
            (TeamOfficer, InspectionOfficer, ("officer", "name", "certificate", "valid_until", "department")),
            (CheckItem, InspectionItem, ("item", "title", "version", "basis", "department", "form")),
            (Companion, InspectionCompanion, ("name", "kind", "unit", "field", "how")),
        )
    )
    begun: dict[str, dict[str, str]] = {}
    done: dict[str, dict[str, str]] = {}
    notes: dict[str, dict[str, str]] = {}
    for dossier, step, since, until, note in read(
        Milestone, Milestone.step, Milestone.begun_at, Milestone.done_at, Milestone.note
    ):
        begun.setdefault(dossier, {})[step] = since
        notes.setdefault(dossier, {})[step] = note
        if until:
            done.setdefault(dossier, {})[step] = until
    desks = {dossier: desk for dossier, *desk in read(Dossier, *(getattr(Dossier, name) for name in _DESK))}
    return tuple(
        InspectionView(
            **row._mapping,
            officers=tuple(officers.get(row.dossier, ())),
            items=tuple(items.get(row.dossier, ())),
            begun=begun.get(row.dossier, {}),
            done=done.get(row.dossier, {}),
            notes=notes.get(row.dossier, {}),
            **dict(zip(_DESK, desks.get(row.dossier, _NO_DESK), strict=True)),
            companions=tuple(companions.get(row.dossier, ())),
        )
        for row in rows
    )


_DESK: Final = ("holder", "holder_person", "tray_person", "tray_role", "needs_upgrade")
_NO_DESK: Final = ("", "", "", "", False)


def _in_place(table: Any) -> tuple[Any, ...]:
    return table.dossier, table.place


def _gathered(kind: Callable[..., Any], rows: Iterator[tuple[Any, ...]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for dossier, *given in rows:
        found.setdefault(dossier, []).append(kind(*given))
    return found
