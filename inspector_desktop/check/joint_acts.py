"""What people do in a joint check: a department's record, results by item, who came later or left, a first visit."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from inspector_desktop.check.certificates import Renewed, shown_certificates
from inspector_desktop.check.joint_document import RECORD, department_fields, department_paper
from inspector_desktop.check.joint_facts import (
    DepartmentRecorded,
    DepartmentSigned,
    FirstVisitNoted,
    PresenceNoted,
    SingleFixed,
)
from inspector_desktop.check.joint_store import departments_of, find_first_visit, parts_of, presence_of
from inspector_desktop.check.rules import TWO_VISITS
from inspector_desktop.check.store import VisitView, find_visit
from inspector_desktop.clock import Clock, civil_date, moment, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.bare_papers import issue_bare
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say


def record_department(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    department: str,
    number: str,
    result: str,
    words: str = "",
) -> IssuedPaper:
    """Print the record of one department with its own number, lines and result, for signing by hand.

    Its officers are guests and need no account. Raises `Refused` before the check has ended, for a department that is
    not of this check, without items of its own, number or result, and with fewer than two of its officers there.
    """
    view, visit = get_inspection(session, desk.bureau, dossier), _ended(session, desk, dossier)
    if department not in view.departments:
        raise Refused("refused-joint-department", department=department)
    parts = [one for one in parts_of(session, desk.bureau, dossier) if one.department == department]
    if not parts:
        raise Refused("refused-joint-items", department=department)
    if not number.strip() or not result.strip():
        raise Refused("refused-joint-number", department=department)
    there = {one for one, _, _ in visit.officers}
    team = [one for one in view.officers if one.department == department and one.id in there]
    if len(team) < house.profile.check.persons_min:
        raise Refused("refused-joint-officers", department=department, count=len(team))
    paper = issue_bare(
        session, desk=desk, clock=clock, house=house, name=view.subject_name,
        paper=department_paper(
            view, visit, house.profile, department=department, team=team, parts=parts, number=number.strip(),
            result=result.strip(), words=words.strip(),
        ),
        fields=department_fields(view, visit, department, team, parts, result.strip(), words.strip()),
        title=say("department-paper", title=house.profile.document(RECORD).title, department=department),
    )  # fmt: skip
    fact = DepartmentRecorded(
        department=department, number=number.strip(), result=result.strip(), words=words.strip(),
        officers=tuple(one.name for one in team), paper=paper, made_on=civil_date(clock.now()).isoformat(),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return paper


def register_signed(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    department: str,
    scan: bytes,
    media_type: str = "image/jpeg",
    signed_at: datetime | None = None,
) -> None:
    """Register that a department's record came back signed. Raises `Refused` before it was printed, and without it."""
    if department not in {one.department for one in departments_of(session, desk.bureau, dossier)} or not scan:
        raise Refused("refused-joint-scan", department=department)
    digest = put_evidence(session, scan, media_type=media_type, added_at=stamp(clock.now()))
    fact = DepartmentSigned(department=department, scan=digest)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=signed_at)


def fix_single(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    item: str,
    result: str,
    words: str = "",
    fixed_on: date | None = None,
) -> None:
    """Fix the result of one item of a combined check.

    Raises `Refused` before the check has ended, for an item that is not of it, without a result, and for a day before
    the check ended or still to come.
    """
    visit = _ended(session, desk, dossier)
    view = get_inspection(session, desk.bureau, dossier)
    day = fixed_on or civil_date(clock.now())
    if item not in {one.id for one in view.items} or not result.strip():
        raise Refused("refused-single-result")
    if day < civil_date(visit.ended_at) or day > civil_date(clock.now()):
        raise Refused("refused-single-day")
    fact = SingleFixed(item=item, result=result.strip(), words=words.strip(), fixed_on=day.isoformat())
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def note_came(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, officer: str, renewed: Renewed | None = None,
    shown_at: datetime | None = None, at: datetime | None = None,
) -> None:  # fmt: skip
    """Somebody of the team (as it now is) came after the others and showed his certificate at `shown_at`.

    Raises `Refused` before arrival and after the end, for one who is not of the team or there already, and for a
    certificate that is not valid on the day and has no renewed one photographed.
    """
    view, visit = get_inspection(session, desk.bureau, dossier), _running(session, desk, dossier)
    member = next((one for one in view.officers if one.id == officer), None)
    if member is None or officer in {one for one, _, _ in visit.officers}:
        raise Refused("refused-came")
    when = at or clock.now()
    _refuse_time(visit, when, clock)
    shown = shown_certificates(
        session, (member,), clock=clock, day=civil_date(when).isoformat(),
        renewed={officer: renewed} if renewed is not None else None,
        shown_at={officer: shown_at} if shown_at is not None else None,
    )  # fmt: skip
    fact = PresenceNoted(officer=officer, name=member.name, left=False, shown=shown)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=when)


def note_left(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    officer: str,
    reason: str,
    at: datetime | None = None,
) -> None:
    """Somebody left before the others. The record keeps him with the time until which he was there.

    Raises `Refused` without a reason, for one who is not there, and where fewer than two officers would go on: then
    the check stops, or somebody comes first.
    """
    view, visit = get_inspection(session, desk.bureau, dossier), _running(session, desk, dossier)
    gone = {one.officer for one in presence_of(session, desk.bureau, dossier) if one.left_at}
    there = {one: name for one, name, _ in visit.officers if one not in gone}
    if officer not in there or not reason.strip():
        raise Refused("refused-left")
    departments = {one.id: one.department for one in view.officers}
    own = [one for one in there if one != officer and departments.get(one, "") == departments.get(officer, "")]
    if len(own) < house.profile.check.persons_min:
        raise Refused("refused-left-two", name=there[officer], count=len(own))
    when = at or clock.now()
    _refuse_time(visit, when, clock)
    fact = PresenceNoted(officer=officer, name=there[officer], left=True, note=reason.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=when)


def note_first_visit(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    branch: str,
    words: str,
    asked: str,
    planned_at: datetime,
    at: datetime | None = None,
) -> None:
    """Note a first visit that met nobody, and plan the second at another time; nothing ends yet.

    Raises `Refused` for a circumstance that needs no second visit, without what was seen and who was asked, and for a
    plan that is not later than the first.
    """
    when = at or clock.now()
    if branch not in TWO_VISITS or not words.strip() or not asked.strip():
        raise Refused("refused-first-visit")
    if when > clock.now() or planned_at <= when:
        raise Refused("refused-second-visit")
    fact = FirstVisitNoted(branch=branch, words=words.strip(), asked=asked.strip(), planned_at=stamp(planned_at))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=when)


def visits_known(session: Session, *, desk: Desk, dossier: str) -> tuple[datetime, ...]:
    """The moments of visits noted so far, for a check that could not be made."""
    first = find_first_visit(session, desk.bureau, dossier)
    return (moment(first.at),) if first is not None else ()


def _running(session: Session, desk: Desk, dossier: str) -> VisitView:
    visit = find_visit(session, desk.bureau, dossier)
    if visit is None or visit.ended_at:
        raise Refused("refused-presence-time")
    return visit


def _ended(session: Session, desk: Desk, dossier: str) -> VisitView:
    visit = find_visit(session, desk.bureau, dossier)
    if visit is None or not visit.ended_at:
        raise Refused("refused-joint-early")
    return visit


def _refuse_time(visit: VisitView, when: datetime, clock: Clock) -> None:
    if when < moment(visit.arrived_at) or when > clock.now():
        raise Refused("refused-presence-time")
