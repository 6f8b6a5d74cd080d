"""Queries on inspections, their milestones, papers and numbers; all return frozen values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

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
    mode_reason: str = ""
    joined: str = ""
    merged_into: str = ""

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
    row = session.get(Inspection, (bureau, dossier))
    if row is None:
        raise Missing("error-dossier-missing")
    return _view(session, row)


def first_officers(session: Session, bureau: str) -> dict[str, str]:
    """The first officer of this bureau in each inspection's team, by dossier."""
    rows = session.exec(
        select(InspectionOfficer.dossier, InspectionOfficer.officer)
        .where(InspectionOfficer.bureau == bureau, InspectionOfficer.department == "")
        .order_by(col(InspectionOfficer.place).desc())
    )
    return dict(rows.all())


def names_of_teams(session: Session, bureau: str) -> dict[str, tuple[str, ...]]:
    """The names of each inspection's team, by dossier."""
    rows = session.exec(
        select(InspectionOfficer.dossier, InspectionOfficer.name)
        .where(InspectionOfficer.bureau == bureau)
        .order_by(col(InspectionOfficer.dossier), col(InspectionOfficer.place))
    )
    found: dict[str, tuple[str, ...]] = {}
    for dossier, name in rows:
        found[dossier] = (*found.get(dossier, ()), name)
    return found


def inspections(session: Session, bureau: str) -> tuple[InspectionView, ...]:
    """All inspections, latest assignment first."""
    rows = session.exec(
        select(Inspection)
        .where(Inspection.bureau == bureau)
        .order_by(col(Inspection.assigned_at).desc(), col(Inspection.subject_name))
    ).all()
    return tuple(_view(session, row) for row in rows)


def inspections_of_subjects(session: Session, bureau: str, subjects: Collection[str]) -> tuple[InspectionView, ...]:
    """The inspections of some subjects, latest assignment first."""
    rows = session.exec(
        select(Inspection)
        .where(Inspection.bureau == bureau, col(Inspection.subject).in_(list(subjects)))
        .order_by(col(Inspection.assigned_at).desc(), col(Inspection.subject_name))
    ).all()
    return tuple(_view(session, row) for row in rows)


def assigned_since(session: Session, bureau: str, since: str) -> tuple[str, ...]:
    """The subjects of all inspections assigned at a moment or later."""
    asked = select(Inspection.subject).where(Inspection.bureau == bureau, Inspection.assigned_at >= since)
    return tuple(sorted(session.exec(asked.distinct()).all()))


def inspections_of_task(session: Session, view: InspectionView) -> tuple[InspectionView, ...]:
    """All inspections of the task this one belongs to, as far as they are on this device; it is among them."""
    rows = session.exec(
        select(Inspection).where(
            Inspection.bureau == view.bureau, Inspection.plan_number == view.plan_number,
            Inspection.task_number == view.task_number,
        )
    ).all()  # fmt: skip
    return tuple(_view(session, row) for row in rows)


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


def _view(session: Session, row: Inspection) -> InspectionView:
    officers = session.exec(
        select(InspectionOfficer)
        .where(InspectionOfficer.bureau == row.bureau, InspectionOfficer.dossier == row.dossier)
        .order_by(col(InspectionOfficer.place))
    ).all()
    items = session.exec(
        select(InspectionItem)
        .where(InspectionItem.bureau == row.bureau, InspectionItem.dossier == row.dossier)
        .order_by(col(InspectionItem.place))
    ).all()
    companions = session.exec(
        select(InspectionCompanion)
        .where(InspectionCompanion.bureau == row.bureau, InspectionCompanion.dossier == row.dossier)
        .order_by(col(InspectionCompanion.place))
    ).all()
    milestones = session.exec(
        select(Milestone).where(Milestone.bureau == row.bureau, Milestone.dossier == row.dossier)
    ).all()
    dossier = session.get(Dossier, (row.bureau, row.dossier))
    return InspectionView(
        **row.model_dump(),
        officers=tuple(
            TeamOfficer(one.officer, one.name, one.certificate, one.valid_until, one.department) for one in officers
        ),
        items=tuple(CheckItem(one.item, one.title, one.version, one.basis, one.department, one.form) for one in items),
        begun={one.step: one.begun_at for one in milestones},
        done={one.step: one.done_at for one in milestones if one.done_at},
        notes={one.step: one.note for one in milestones},
        holder=dossier.holder if dossier else "",
        holder_person=dossier.holder_person if dossier else "",
        tray_person=dossier.tray_person if dossier else "",
        tray_role=dossier.tray_role if dossier else "",
        needs_upgrade=bool(dossier and dossier.needs_upgrade),
        companions=tuple(Companion(one.name, one.kind, one.unit, one.field, one.how) for one in companions),
    )
