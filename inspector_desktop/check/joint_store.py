"""Queries on checks with several departments or items: whose lines are whose, results by item, who came and left."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.check.joint_records import (
    DepartmentDisclosure,
    DepartmentRecord,
    DepartmentReport,
    FirstVisit,
    Presence,
    SingleResult,
)
from inspector_desktop.check.store import find_definition, find_visit, make_sheet, saved_lines, tables_of
from inspector_desktop.clock import moment
from inspector_desktop.inspection.joint_forms import grouped, part_of
from inspector_desktop.inspection.returning import ISSUED, standing_of_papers
from inspector_desktop.inspection.store import get_inspection, papers_of
from inspector_desktop.storage.evidence import has_evidence, read_evidence

OPEN, FOUND, CLEAN = "open", "found", "clean"
_PICTURES = (b"\xff\xd8", b"\x89PNG")


@dataclass(frozen=True)
class JudgedHere:
    """A judged line of one part: its number (项), question, verdict, and what was written with it."""

    number: int
    label: str
    value: str
    fact: str
    reason: str
    words: str


@dataclass(frozen=True)
class PartView:
    """The lines of the items that share a table and a department. `state` is `open`, `found` or `clean`."""

    department: str
    items: tuple[tuple[str, str], ...]  # id, title
    lines: tuple[JudgedHere, ...]
    open: int

    @property
    def problems(self) -> tuple[JudgedHere, ...]:
        """The lines that do not conform."""
        return tuple(one for one in self.lines if one.value == "violates")

    @property
    def state(self) -> str:
        """Whether all is judged, and whether something was found."""
        return OPEN if self.open else FOUND if self.problems else CLEAN

    def count(self, value: str) -> int:
        """How many lines have a verdict."""
        return sum(one.value == value for one in self.lines)


@dataclass(frozen=True)
class DepartmentView:
    """The record of a department."""

    department: str
    number: str
    result: str
    words: str
    paper: str
    issued_at: str
    officers: str
    signed_at: str
    scan: str
    place: int = 0
    made_on: str = ""
    elsewhere: bool = False


@dataclass(frozen=True)
class DepartmentReportView:
    """The report of a department."""

    department: str
    number: str
    made_on: str
    evaluation: str
    proposal: str
    result: str
    paper: str
    elsewhere: bool
    reported_at: str


@dataclass(frozen=True)
class DepartmentDisclosureView:
    """How a department disclosed its own result."""

    department: str
    place: str
    disclosed_on: str
    reference: str
    result: str
    by: str
    scan: str
    noted_at: str


@dataclass(frozen=True)
class SingleView:
    """The result of one item, and since when it is fixed."""

    item: str
    result: str
    words: str
    fixed_on: str


@dataclass(frozen=True)
class PresenceView:
    """Somebody who came later or left earlier."""

    officer: str
    name: str
    came_at: str
    left_at: str
    note: str


@dataclass(frozen=True)
class FirstView:
    """A first visit that met nobody."""

    at: str
    branch: str
    words: str
    asked: str
    planned_at: str


def parts_of(session: Session, bureau: str, dossier: str) -> tuple[PartView, ...]:
    """The parts of a check as facts hold its answers, in the order of the sheet; none before it is opened."""
    view = get_inspection(session, bureau, dossier)
    definition, visit = find_definition(session, bureau, dossier), find_visit(session, bureau, dossier)
    if definition is None or visit is None:
        return ()
    saved = saved_lines(session, bureau, dossier)
    sheet = make_sheet(
        definition, saved, at=moment(visit.ended_at or visit.arrived_at), tables=tables_of(session, definition)
    )
    keys = tuple(grouped(view).items())
    lines: dict[int, list[JudgedHere]] = {}
    still: dict[int, int] = {}
    for line in sheet.lines():
        at = max(part_of(definition, line.name), 1)
        given = saved.get(line.name)
        if given is None or not given.value:
            still[at] = still.get(at, 0) + 1
        else:
            lines.setdefault(at, []).append(
                JudgedHere(line.number, sheet.text(line.name), given.value, given.fact, given.reason, given.words)
            )
    return tuple(
        PartView(department, tuple((one.id, one.title) for one in items), tuple(lines.get(at, ())), still.get(at, 0))
        for at, ((_, department), items) in enumerate(keys, 1)
    )


def departments_of(session: Session, bureau: str, dossier: str) -> tuple[DepartmentView, ...]:
    """The records of departments, by name."""
    rows = session.exec(
        select(DepartmentRecord)
        .where(DepartmentRecord.bureau == bureau, DepartmentRecord.dossier == dossier)
        .order_by(col(DepartmentRecord.department))
    ).all()
    return tuple(DepartmentView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows)


def returned_record(
    session: Session, bureau: str, dossier: str, *, kind: str, title: str, printed_after: bool
) -> tuple[bytes, ...]:
    """Pictures of a department's record that came back on paper and were known by their code, page by page.

    It was filled in on its blank of the trip, or, `printed_after` the check, signed as it was printed.
    """
    standing = standing_of_papers(session, bureau, dossier)
    titles = {f"{ISSUED}{one.id}": one.title for one in papers_of(session, bureau, dossier)}
    titles |= {one.id: one.title for one in standing.printed}
    found = [
        one.straight or one.original
        for one in standing.kept(kind)
        if titles.get(one.paper) == title and one.paper.startswith(ISSUED) is printed_after
    ]
    pages = [read_evidence(session, one) for one in found if has_evidence(session, one)]
    return tuple(one for one in pages if one.startswith(_PICTURES))


def department_reports(session: Session, bureau: str, dossier: str) -> tuple[DepartmentReportView, ...]:
    """The reports of departments, by name."""
    rows = session.exec(
        select(DepartmentReport)
        .where(DepartmentReport.bureau == bureau, DepartmentReport.dossier == dossier)
        .order_by(col(DepartmentReport.department))
    ).all()
    return tuple(DepartmentReportView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows)


def department_disclosures(session: Session, bureau: str, dossier: str) -> tuple[DepartmentDisclosureView, ...]:
    """What departments said of their own disclosure, by name."""
    rows = session.exec(
        select(DepartmentDisclosure)
        .where(DepartmentDisclosure.bureau == bureau, DepartmentDisclosure.dossier == dossier)
        .order_by(col(DepartmentDisclosure.department))
    ).all()
    return tuple(DepartmentDisclosureView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows)


def singles_of(session: Session, bureau: str, dossier: str) -> tuple[SingleView, ...]:
    """The results by item that are fixed."""
    rows = session.exec(
        select(SingleResult).where(SingleResult.bureau == bureau, SingleResult.dossier == dossier)
    ).all()
    return tuple(SingleView(one.item, one.result, one.words, one.fixed_on) for one in rows)


def presence_of(session: Session, bureau: str, dossier: str) -> tuple[PresenceView, ...]:
    """Who came later or left earlier."""
    rows = session.exec(select(Presence).where(Presence.bureau == bureau, Presence.dossier == dossier)).all()
    return tuple(PresenceView(one.officer, one.name, one.came_at, one.left_at, one.note) for one in rows)


def find_first_visit(session: Session, bureau: str, dossier: str) -> FirstView | None:
    """The first visit that met nobody, if one was noted."""
    row = session.get(FirstVisit, (bureau, dossier))
    return FirstView(row.at, row.branch, row.words, row.asked, row.planned_at) if row else None
