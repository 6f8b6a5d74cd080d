"""What people do before the visit: approve the check, or have it approved later; give notice; record its service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House, Original, issue_paper
from inspector_desktop.inspection.rules import took_part
from inspector_desktop.inspection.store import get_inspection, inspections, names_of_teams
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import dossiers_here
from inspector_desktop.journal.entering import Run, enter
from inspector_desktop.notice.document import NoticeContent, notice_fields, notice_paper
from inspector_desktop.notice.facts import (
    CheckApprovalMadeUp,
    CheckApproved,
    CheckOrallyApproved,
    NoticeIssued,
    NoticeServed,
)
from inspector_desktop.notice.store import authorised_of, find_authorisation, find_notice
from inspector_desktop.storage.evidence import put_evidence

APPROVERS = ("section-chief", "deputy-head", "head")
TOLD_EVERY = 100


def approve_check(session: Session, *, desk: Desk, clock: Clock, dossier: str) -> None:
    """Approve a check at one's own desk. Raises `Refused` for a role that may not, or one who is of the team."""
    _refuse_approver(session, desk, dossier)
    _refuse_approved(session, desk, dossier)
    enter(session, CheckApproved(approver=desk.person.name), desk=desk, clock=clock, dossier=dossier)


def register_paper_approval(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    approver: str,
    approved_at: datetime | None = None,
    scan: bytes = b"",
    media_type: str = "image/jpeg",
) -> None:
    """登记手签审批: the approval form was signed by hand. Raises `Refused` without a name, and for one of the team."""
    if not approver.strip():
        raise Refused("refused-approval-name")
    _refuse_of_team(session, desk, dossier, approver)
    digest = put_evidence(session, scan, media_type=media_type, added_at=stamp(clock.now())) if scan else ""
    found = find_authorisation(session, desk.bureau, dossier)
    if found is not None and found.state == "oral":
        made_up = CheckApprovalMadeUp(approver=approver, on_paper=True, scan=digest)
        enter(session, made_up, desk=desk, clock=clock, dossier=dossier, occurred_at=approved_at)
        return
    _refuse_approved(session, desk, dossier)
    fact = CheckApproved(approver=approver, on_paper=True, scan=digest)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=approved_at)


def register_paper_approvals(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossiers: Sequence[str],
    approver: str,
    tell: Callable[[int, int], None] | None = None,
) -> None:
    """登记手签审批 of very many checks that were just released and lie here; raises as `register_paper_approval`.

    `tell` hears how many of all are done; what it raises stops it.
    """
    if not approver.strip():
        raise Refused("refused-approval-name")
    teams, rows = names_of_teams(session, desk.bureau), dossiers_here(session, desk)
    for one in dossiers:
        if took_part(teams.get(one, ()), approver.strip()):
            raise Refused("refused-approval-of-team", officer=approver.strip())
    if authorised_of(session, desk.bureau) & set(dossiers):
        raise Refused("refused-approved-already")
    run = Run(session, desk=desk, clock=clock)
    for done, one in enumerate(dossiers, 1):
        run.enter(CheckApproved(approver=approver, on_paper=True), rows[one])
        if tell is not None and done % TOLD_EVERY == 0:
            tell(done, len(dossiers))
    run.settle()


def approve_orally(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, approver: str, reason: str, told_at: datetime
) -> None:
    """紧急检查，事后补批.

    Raises `Refused` unless reason, approver and time are given, when the time lies ahead, and for one of the team.
    """
    if not approver.strip() or not reason.strip() or told_at > clock.now():
        raise Refused("refused-urgent-reason")
    _refuse_of_team(session, desk, dossier, approver)
    _refuse_approved(session, desk, dossier)
    fact = CheckOrallyApproved(approver=approver, reason=reason, told_at=stamp(told_at))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=told_at)


def make_up_approval(session: Session, *, desk: Desk, clock: Clock, dossier: str) -> None:
    """Make up the approval of an urgent check at the approver's desk.

    Raises `Refused` when none is owed, for a role that may not, or one who is of the team.
    """
    _refuse_approver(session, desk, dossier)
    found = find_authorisation(session, desk.bureau, dossier)
    if found is None or found.state != "oral":
        raise Refused("refused-nothing-to-make-up")
    enter(session, CheckApprovalMadeUp(approver=desk.person.name), desk=desk, clock=clock, dossier=dossier)


def notice_content(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    contact: str,
    telephone: str,
    materials: Sequence[str],
) -> NoticeContent:
    """What the notice will say, with the number of visits this year, for preview and for issuing."""
    view = get_inspection(session, desk.bureau, dossier)
    year = civil_date(clock.now()).year
    before = [
        one
        for one in inspections(session, desk.bureau)
        if one.subject == view.subject and one.dossier != dossier and one.done.get("check", "")[:4] == str(year)
    ]
    return NoticeContent(
        contact=contact, telephone=telephone, materials=tuple(materials), visits=len(before) + 1,
        cap=house.profile.frequency.cap(view.category),
    )  # fmt: skip


def issue_notice(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    contact: str,
    telephone: str,
    materials: Sequence[str],
    issued_at: datetime | None = None,
    original: Original | None = None,
) -> IssuedPaper:
    """Finalise the notice, now or as of `issued_at` (补录); an `original` made by hand is the paper.

    Raises `Refused` before the check is approved or without a contact.
    """
    if find_authorisation(session, desk.bureau, dossier) is None:
        raise Refused("refused-not-authorised", approver=house.profile.role("section-chief").title)
    if not contact.strip():
        raise Refused("refused-notice-materials")
    view = get_inspection(session, desk.bureau, dossier)
    content = notice_content(
        session, desk=desk, clock=clock, house=house, dossier=dossier, contact=contact, telephone=telephone,
        materials=materials,
    )  # fmt: skip
    now = stamp(issued_at or clock.now())
    paper = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier, kind="notice", name=view.subject_name,
        fields=notice_fields(view, content, now),
        build=lambda number, code: notice_paper(view, content, house.profile, issued_at=now, number=number, code=code),
        original=original,
    )  # fmt: skip
    fact = NoticeIssued(paper=paper, contact=contact, telephone=telephone, materials=content.materials)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=issued_at)
    return paper


def serve_notice(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    way: str,
    receiver: str,
    receiver_post: str = "",
    place: str = "",
    remark: str = "",
    served_at: datetime | None = None,
) -> None:
    """Record the service of the notice, also on arrival at the door. Raises `Refused` without notice or receiver."""
    if find_notice(session, desk.bureau, dossier) is None:
        raise Refused("refused-notice-missing")
    if not receiver.strip() and way != "service-left":
        raise Refused("refused-receiver")
    fact = NoticeServed(way=way, receiver=receiver, receiver_post=receiver_post, place=place, remark=remark)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=served_at)


def _refuse_approver(session: Session, desk: Desk, dossier: str) -> None:
    if not desk.has_role(*APPROVERS):
        raise Refused("refused-approval-role")
    view = get_inspection(session, desk.bureau, dossier)
    if took_part((one.id for one in view.officers), desk.person.id):
        raise Refused("refused-approval-of-team", officer=desk.person.name)


def _refuse_of_team(session: Session, desk: Desk, dossier: str, approver: str) -> None:
    """Refuse an approver by name: nobody approves a check he takes part in, on paper or by word as little as here."""
    if took_part((one.name for one in get_inspection(session, desk.bureau, dossier).officers), approver.strip()):
        raise Refused("refused-approval-of-team", officer=approver.strip())


def _refuse_approved(session: Session, desk: Desk, dossier: str) -> None:
    if find_authorisation(session, desk.bureau, dossier) is not None:
        raise Refused("refused-approved-already")
