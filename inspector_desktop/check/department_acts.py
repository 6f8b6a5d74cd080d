"""What a department of a joint check does besides its record: its own report, and its own disclosure, as it told it.

Its officers are guests without an account, so what they made is registered by the officers of this bureau: written and
printed here for them to sign, or made in their own system and kept here with number, day and copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from inspector_desktop.check.department_document import Told, report_fields, report_paper
from inspector_desktop.check.joint_document import RECORD, REPORT
from inspector_desktop.check.joint_facts import DepartmentDisclosed, DepartmentRecorded, DepartmentReported
from inspector_desktop.check.joint_store import DepartmentView, PartView, department_reports, departments_of, parts_of
from inspector_desktop.check.store import VisitView, find_visit
from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.bare_papers import issue_bare
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import InspectionView, get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.paper.model import Paper, Style
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say


def report_department(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    department: str,
    number: str,
    evaluation: str,
    proposal: str,
    made_on: date | None = None,
) -> IssuedPaper:
    """Print the report of one department on its own items, under its own number, for signing by hand.

    Time, content and findings are those of its own record and lines. Raises `Refused` before its record is there,
    without number, evaluation or proposal, and for a day before the check ended or still to come.
    """
    view, visit, parts, record = _recorded(session, desk, dossier, department)
    if not number.strip():
        raise Refused("refused-department-number", department=department)
    if not evaluation.strip() or not proposal.strip():
        raise Refused("refused-department-words", department=department)
    day = _day(visit, made_on, clock)
    told = Told(department, number.strip(), record.number, record.result, evaluation.strip(), proposal.strip(), day)
    paper = issue_bare(
        session, desk=desk, clock=clock, house=house, name=view.subject_name,
        title=_title(house, REPORT, department),
        paper=report_paper(view, visit, parts, house.profile, told),
        fields=report_fields(view, visit, parts, told),
    )  # fmt: skip
    fact = DepartmentReported(
        department=department, number=told.number, made_on=day, result=record.result, evaluation=told.evaluation,
        proposal=told.proposal, paper=paper,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return paper


def register_elsewhere(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    department: str,
    kind: str,
    number: str,
    result: str,
    made_on: date | None,
    copy: Sequence[bytes],
) -> IssuedPaper:
    """Register a record or report that a department wrote in its own system: number, day, result and the copy it gave.

    `kind` is `department-record` or `department-report`; `copy` the pictures of its pages, or one PDF. Raises
    `Refused` for one that is not of this check, without number, result, day or copy, and for a report before a record.
    """
    from inspector_desktop.paper.originals import original_pdf  # noqa: PLC0415  (reportlab, only when needed)

    view, visit, _ = _of_department(session, desk, dossier, department)
    if not number.strip() or not result.strip() or made_on is None:
        raise Refused("refused-department-number", department=department)
    if not copy or not all(copy):
        raise Refused("refused-department-copy", department=department)
    if kind == REPORT:
        _recorded(session, desk, dossier, department)
    day = _day(visit, made_on, clock)
    title = _title(house, kind, department)
    pdf = copy[0] if copy[0].startswith(b"%PDF") else original_pdf(copy, title=title, author=department)
    paper = issue_bare(
        session, desk=desk, clock=clock, house=house, name=view.subject_name, title=title, original=pdf,
        paper=Paper(kind=kind, style=Style.ENFORCEMENT, title=title, blocks=(), number=number.strip()),
        fields={"inspection": dossier, "department": department, "made_on": day, "result": result.strip()},
    )  # fmt: skip
    there = {one for one, _, _ in visit.officers}
    officers = tuple(one.name for one in view.officers if one.department == department and one.id in there)
    fact: DepartmentRecorded | DepartmentReported
    if kind == RECORD:
        fact = DepartmentRecorded(
            department=department, number=number.strip(), result=result.strip(), words="", officers=officers,
            paper=paper, made_on=day, elsewhere=True,
        )  # fmt: skip
    else:
        fact = DepartmentReported(
            department=department, number=number.strip(), made_on=day, result=result.strip(), paper=paper,
            elsewhere=True,
        )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return paper


def note_disclosed(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    department: str,
    place: str,
    reference: str,
    disclosed_on: date | None,
    scan: bytes = b"",
    media_type: str = "image/jpeg",
) -> None:
    """Note that a department disclosed its result itself, on which day, where and under which number or address.

    This bureau discloses only its own items. Raises `Refused` before the department's report is there, without place
    or day, and for a day before its report or still to come.
    """
    _, _, _, record = _recorded(session, desk, dossier, department)
    report = next(
        (one for one in department_reports(session, desk.bureau, dossier) if one.department == department), None
    )
    if report is None:
        raise Refused("refused-department-report", department=department)
    if not place.strip() or disclosed_on is None:
        raise Refused("refused-department-place", department=department)
    if disclosed_on.isoformat() < report.made_on or disclosed_on > civil_date(clock.now()):
        raise Refused("refused-department-day", department=department)
    digest = put_evidence(session, scan, media_type=media_type, added_at=stamp(clock.now())) if scan else ""
    fact = DepartmentDisclosed(
        department=department, place=place.strip(), disclosed_on=disclosed_on.isoformat(), by=desk.person.name,
        reference=reference.strip(), result=record.result, scan=digest,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def _of_department(
    session: Session, desk: Desk, dossier: str, department: str
) -> tuple[InspectionView, VisitView, tuple[PartView, ...]]:
    view, visit = get_inspection(session, desk.bureau, dossier), find_visit(session, desk.bureau, dossier)
    if visit is None or not visit.ended_at:
        raise Refused("refused-joint-early")
    if department not in view.departments:
        raise Refused("refused-joint-department", department=department)
    parts = tuple(one for one in parts_of(session, desk.bureau, dossier) if one.department == department)
    if not parts:
        raise Refused("refused-joint-items", department=department)
    return view, visit, parts


def _recorded(
    session: Session, desk: Desk, dossier: str, department: str
) -> tuple[InspectionView, VisitView, tuple[PartView, ...], DepartmentView]:
    view, visit, parts = _of_department(session, desk, dossier, department)
    record = next((one for one in departments_of(session, desk.bureau, dossier) if one.department == department), None)
    if record is None:
        raise Refused("refused-department-record", department=department)
    return view, visit, parts, record


def _day(visit: VisitView, made_on: date | None, clock: Clock) -> str:
    day = made_on or civil_date(clock.now())
    if day < civil_date(visit.ended_at) or day > civil_date(clock.now()):
        raise Refused("refused-single-day")
    return day.isoformat()


def _title(house: House, kind: str, department: str) -> str:
    return say("department-paper", title=house.profile.document(kind).title, department=department)
