"""What approvers do with a report: take it up, agree, return it with marks, pass it on; and 登记手签审批."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from inspector_desktop.approval.facts import MarkedPart, ResultAgreed, ResultPassedOn, ResultReturned
from inspector_desktop.approval.rules import Hint, Opinion, deputy_of, hints_of, level_due, role_after
from inspector_desktop.approval.store import (
    find_approval,
    photo_uses,
    photos_elsewhere,
    texts_elsewhere,
    texts_of,
)
from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.rules import took_part
from inspector_desktop.inspection.store import InspectionView, get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.journal.entering import enter
from inspector_desktop.profile.model import Profile
from inspector_desktop.report.store import judged_lines
from inspector_desktop.signature.store import find_statement
from inspector_desktop.storage.evidence import put_evidence

FLOW = "result"


@dataclass(frozen=True)
class Passed:
    """Where a report went: its state, and the role or person in whose tray the dossier lies (empty: it stays)."""

    state: str
    to_role: str = ""
    to_person: str = ""


def take_result(session: Session, *, desk: Desk, clock: Clock, dossier: str) -> None:
    """Take the dossier up from the tray; headquarters must receipt this before anything is decided."""
    take(session, desk=desk, clock=clock, dossier=dossier)


def due_level(session: Session, *, bureau: str, profile: Profile, dossier: str) -> str:
    """The role that decides next on a submitted report. Raises `Refused` when none is submitted, or all is decided."""
    view = get_inspection(session, bureau, dossier)
    if not view.done.get("report"):
        raise Refused("refused-not-submitted")
    found = find_approval(session, bureau, dossier)
    due = level_due(profile.flow(FLOW).levels, found.this_round if found else ())
    if not due:
        raise Refused("refused-result-decided")
    return due


def agree(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    dossier: str,
    opinion: str = "",
    order_by_chief: bool = False,
) -> Passed:
    """同意, and on to the next level's tray; after the last level back to the first officer.

    With `order_by_chief` a decided report goes to the first level's tray instead, where the order will be issued.
    Raises `Refused` for somebody of the team, or without the role whose turn it is.
    """
    role = _role_that_may(session, desk=desk, profile=profile, dossier=dossier)
    fact = ResultAgreed(role=role, approver=desk.person.name, opinion=opinion, last=not _after(profile, role))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    view = get_inspection(session, desk.bureau, dossier)
    if not fact.last:
        return _to_role(session, desk, clock, dossier, _after(profile, role), "ok-chief")
    if order_by_chief:
        return _to_role(session, desk, clock, dossier, profile.flow(FLOW).levels[0], "ok-done")
    return _to_officer(session, desk, clock, view, "ok-done")


def return_result(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, dossier: str, marks: Sequence[MarkedPart]
) -> Passed:
    """退回修改 with at least one mark, to the first officer. Raises `Refused` without one, and as `agree` does."""
    role = _role_that_may(session, desk=desk, profile=profile, dossier=dossier)
    fact = ResultReturned(role=role, approver=desk.person.name, marks=_marked(marks))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return _to_officer(session, desk, clock, get_inspection(session, desk.bureau, dossier), "ok-returned")


def pass_on(session: Session, *, desk: Desk, clock: Clock, profile: Profile, dossier: str) -> Passed:
    """Pass a report on whose check one took part in oneself. Raises `Refused` for anybody else."""
    role = due_level(session, bureau=desk.bureau, profile=profile, dossier=dossier)
    view = get_inspection(session, desk.bureau, dossier)
    if not desk.has_role(role) or not took_part((one.id for one in view.officers), desk.person.id):
        raise Refused("refused-pass-on")
    to_role = deputy_of(profile.flow(FLOW).levels, role)
    fact = ResultPassedOn(role=role, by=desk.person.name, to_role=to_role)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return _to_role(session, desk, clock, dossier, to_role, "ok-chief")


def register_signed_approval(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    dossier: str,
    approver: str,
    decided_at: datetime,
    opinion: str = "",
    marks: Sequence[MarkedPart] = (),
    scan: bytes = b"",
    media_type: str = "image/jpeg",
) -> Passed:
    """登记手签审批 of the level whose turn it is; with `marks` it returned the report. The dossier stays on this desk.

    Raises `Refused` where the profile does not allow it, without the scan or a name, for a moment that lies ahead,
    and for the name of somebody of the team.
    """
    role = due_level(session, bureau=desk.bureau, profile=profile, dossier=dossier)
    if not profile.approval.handwritten:
        raise Refused("refused-by-hand")
    if not approver.strip() or not scan or decided_at > clock.now():
        raise Refused("refused-signed-incomplete")
    view = get_inspection(session, desk.bureau, dossier)
    if took_part((one.name for one in view.officers), approver.strip()):
        _refuse_own(profile, role, approver.strip())
    digest = put_evidence(session, scan, media_type=media_type, added_at=stamp(clock.now()))
    if marks:
        returned = ResultReturned(role=role, approver=approver, marks=_marked(marks), on_paper=True, scan=digest)
        enter(session, returned, desk=desk, clock=clock, dossier=dossier, occurred_at=decided_at)
        return Passed("ok-returned")
    last = not _after(profile, role)
    fact = ResultAgreed(role=role, approver=approver, opinion=opinion, last=last, on_paper=True, scan=digest)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=decided_at)
    return Passed("ok-done" if last else "ok-chief")


def hints_for(session: Session, *, desk: Desk, dossier: str) -> tuple[Hint, ...]:
    """请留意: what deserves a look before deciding on this report."""
    visit = find_visit(session, desk.bureau, dossier)
    if visit is None or not visit.ended_at:
        return ()
    statement = find_statement(session, desk.bureau, dossier)
    photos = photo_uses(session, desk.bureau, dossier)
    return hints_of(
        texts=texts_of(session, desk.bureau, dossier),
        other_texts=texts_elsewhere(session, desk.bureau, dossier),
        photos=photos,
        other_photos=photos_elsewhere(session, desk.bureau, dossier, [one.hash for one in photos]),
        minutes=(moment(visit.ended_at) - moment(visit.arrived_at)) // timedelta(minutes=1),
        lines=len(judged_lines(session, desk.bureau, dossier)) if visit.outcome == "checked" else 0,
        opinion=Opinion(statement.opinion, statement.branch, statement.objection) if statement else None,
    )


def _role_that_may(session: Session, *, desk: Desk, profile: Profile, dossier: str) -> str:
    role = due_level(session, bureau=desk.bureau, profile=profile, dossier=dossier)
    if not desk.has_role(role):
        raise Refused("refused-result-level", role=profile.role(role).title)
    view = get_inspection(session, desk.bureau, dossier)
    own = took_part((one.id for one in view.officers), desk.person.id)
    if own and profile.approval.own_inspection != "allowed":
        _refuse_own(profile, role, desk.person.name)
    return role


def _refuse_own(profile: Profile, role: str, name: str) -> None:
    deputy = profile.role(deputy_of(profile.flow(FLOW).levels, role)).title
    raise Refused("refused-own-approval", officer=name, deputy=deputy)


def _after(profile: Profile, role: str) -> str:
    return role_after(profile.flow(FLOW).levels, role)


def _marked(marks: Sequence[MarkedPart]) -> tuple[MarkedPart, ...]:
    if not marks or any(not one.text.strip() for one in marks):
        raise Refused("refused-return-marks")
    return tuple(marks)


def _to_role(session: Session, desk: Desk, clock: Clock, dossier: str, role: str, state: str) -> Passed:
    hand_over(session, desk=desk, clock=clock, dossier=dossier, to_role=role, note=state)
    return Passed(state, to_role=role)


def _to_officer(session: Session, desk: Desk, clock: Clock, view: InspectionView, state: str) -> Passed:
    first = view.officers[0].id
    hand_over(session, desk=desk, clock=clock, dossier=view.dossier, to_person=first, note=state)
    return Passed(state, to_person=first)
