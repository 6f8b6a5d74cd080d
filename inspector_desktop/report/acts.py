"""What officers do with the report: have it proposed, save versions, look at it, submit it for approval."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.store import find_definition, find_unable, find_visit
from inspector_desktop.clock import Clock, civil_date, moment, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House, Original, issue_paper
from inspector_desktop.inspection.joint_forms import own_title
from inspector_desktop.inspection.store import InspectionView, find_paper, get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over
from inspector_desktop.journal.entering import enter
from inspector_desktop.paper.model import Paper
from inspector_desktop.profile.model import Profile
from inspector_desktop.report.document import Proposed, proposed_parts, report_fields, report_paper, unable_parts
from inspector_desktop.report.facts import KIND_OF_PAPER, ReportSaved, ReportSubmitted
from inspector_desktop.report.rules import Parts, empty_parts, findings_of
from inspector_desktop.report.store import find_report, judged_lines
from inspector_desktop.signature.store import record_content
from inspector_desktop.signature.told import besides_words
from inspector_desktop.wording import say
from inspector_desktop.workdays import deadline


def propose_report(session: Session, *, desk: Desk, profile: Profile, dossier: str) -> Parts:
    """The five parts as the visit gives them. Raises `Refused` before the visit has ended."""
    view = get_inspection(session, desk.bureau, dossier)
    visit = find_visit(session, desk.bureau, dossier)
    if visit is None or not visit.ended_at:
        raise Refused("refused-report-early")
    unable = find_unable(session, desk.bureau, dossier)
    if unable is not None:
        return unable_parts(view, visit, unable, profile)
    definition = find_definition(session, desk.bureau, dossier)
    ended = civil_date(moment(visit.ended_at))
    issued = [find_paper(session, desk.bureau, dossier, kind) for kind in ("advice", "order")]
    return proposed_parts(
        view, visit, findings_of(judged_lines(session, desk.bureau, dossier)),
        own_title(view, definition) if definition else "", profile,
        Proposed(
            due=deadline(ended, profile.rectification.usual_days, "calendar-days").day,
            issued=tuple(f"《{one.title}》{one.number}" for one in issued if one is not None),
            besides=besides_words(record_content(session, desk.bureau, dossier)) if definition else (),
        ),
    )  # fmt: skip


def save_report(session: Session, *, desk: Desk, clock: Clock, dossier: str, parts: Parts) -> int:
    """Save the parts and return their version; texts that did not change make no new one.

    Raises `Refused` while the report lies with the approvers.
    """
    found = find_report(session, desk.bureau, dossier)
    if found is not None and found.state == "paper-final":
        raise Refused("refused-report-submitted")
    if found is not None and found.parts == parts:
        return found.version
    version = found.version + 1 if found else 1
    enter(session, ReportSaved(version=version, **parts.by_name()), desk=desk, clock=clock, dossier=dossier)
    return version


def draft_report(session: Session, *, desk: Desk, clock: Clock, profile: Profile, dossier: str) -> Paper:
    """The report as it would be printed now."""
    found = find_report(session, desk.bureau, dossier)
    parts = found.parts if found else propose_report(session, desk=desk, profile=profile, dossier=dossier)
    view = get_inspection(session, desk.bureau, dossier)
    return report_paper(view, parts, profile, submitted_at=stamp(clock.now()))


def submit_report(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    parts: Parts | None = None,
    by_hand: bool = False,
    submitted_at: datetime | None = None,
    original: Original | None = None,
) -> IssuedPaper:
    """提交审核: save the parts, issue the report as a paper, and put the dossier in the first approver's tray.

    Without `parts` the latest version counts, or what the program proposes. `by_hand` keeps the dossier here, because
    the printed report will be approved by hand (登记手签审批). With `submitted_at` it was handed in then (补录), and an
    `original` made by hand is the paper. Raises `Refused` before the record is signed or noted
    (a visit that could not check needs none), and while a part is empty.
    """
    view = get_inspection(session, desk.bureau, dossier)
    visit = find_visit(session, desk.bureau, dossier)
    if visit is None or not visit.ended_at:
        raise Refused("refused-report-early")
    if visit.outcome == "checked" and not view.done.get("signature"):
        raise Refused("refused-report-unsigned")
    found = find_report(session, desk.bureau, dossier)
    if parts is None:
        latest = found.parts if found else None
        parts = latest or propose_report(session, desk=desk, profile=house.profile, dossier=dossier)
    empty = empty_parts(parts)
    if empty:
        raise Refused("refused-report-part", part=say(f"report-part-{empty[0]}"))
    version = save_report(session, desk=desk, clock=clock, dossier=dossier, parts=parts)
    now = stamp(submitted_at or clock.now())
    paper = _issue(
        session, desk=desk, clock=clock, house=house, view=view, parts=parts, version=version, now=now,
        original=original,
    )  # fmt: skip
    submitted = ReportSubmitted(version=version, by=desk.person.name, paper=paper)
    enter(session, submitted, desk=desk, clock=clock, dossier=dossier, occurred_at=submitted_at)
    if not by_hand:
        first = house.profile.flow("result").levels[0]
        hand_over(session, desk=desk, clock=clock, dossier=dossier, to_role=first, note="report")
    return paper


def _issue(
    session: Session, *, desk: Desk, clock: Clock, house: House, view: InspectionView, parts: Parts, version: int,
    now: str, original: Original | None,
) -> IssuedPaper:  # fmt: skip
    return issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=view.dossier, kind=KIND_OF_PAPER,
        name=view.subject_name, fields=report_fields(view, parts, version, now),
        build=lambda number, code: report_paper(
            view, parts, house.profile, submitted_at=now, number=number, code=code
        ),
        original=original,
    )  # fmt: skip
