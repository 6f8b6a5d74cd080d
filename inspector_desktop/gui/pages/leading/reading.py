"""What the page of leads shows, read in one go: each lead with its clock, how far its check is, and a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.deadlines import Due
from inspector_desktop.inspection.listing import step_at
from inspector_desktop.inspection.store import InspectionView, get_inspection, inspections
from inspector_desktop.lead.rules import CLOSED, due_of
from inspector_desktop.lead.store import LeadView, leads, leads_of_subject
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.report.rules import findings_of
from inspector_desktop.report.store import judged_lines
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.profile.model import Profile


@dataclass(frozen=True)
class LeadRow:
    """A lead in the list. `step` says how far its check is, `ended` that it has ended, `owed` that its approval is."""

    view: LeadView
    source: str
    due: Due | None
    step: str
    ended: bool
    owed: bool
    here: bool
    proposal: str
    others: tuple[str, ...]

    @property
    def key(self) -> str:
        """The dossier."""
        return self.view.dossier


@dataclass(frozen=True)
class Owed:
    """An urgent check whose approval is still to be made up: its dossier, subject, who agreed by telephone."""

    dossier: str
    subject: str
    approver: str
    told_at: str


def number_words(lead: LeadView) -> str:
    """What is to be said of a lead's number: that it is provisional, or was, since papers may bear the former one."""
    if lead.waits_for_number:
        return say("leads-provisional")
    return say("leads-renumbered", former=lead.provisional) if lead.provisional else ""


def lead_rows(session: Session, *, desk: Desk, profile: Profile, today: date, search: str = "") -> tuple[LeadRow, ...]:
    """All leads that fit: open ones by their last day, then the closed ones, latest first."""
    bureau = str(desk.bureau)
    made = [_row(session, one, desk, profile, today) for one in leads(session, bureau, search=search)]
    return tuple(sorted(made, key=lambda one: (one.view.state == CLOSED, one.due.day if one.due else date.max)))


def lead_dues(session: Session, *, bureau: str, profile: Profile, today: date) -> tuple[Due, ...]:
    """The clocks of all leads not closed."""
    found = (
        due_of(
            profile, dossier=one.dossier, subject=one.subject_name or one.number,
            received_on=civil_date(one.received_at), today=today,
        )
        for one in leads(session, bureau)
        if one.state != CLOSED
    )  # fmt: skip
    return tuple(one for one in found if one is not None)


def approvals_owed(session: Session, *, desk: Desk) -> tuple[Owed, ...]:
    """The urgent checks this person took part in whose approval nobody has made up yet."""
    found = []
    for view in inspections(session, desk.bureau):
        mine = view.holder_person == desk.person.id or any(one.id == desk.person.id for one in view.officers)
        if view.notes.get("authorised") != "ok-later" or not mine:
            continue
        told = find_authorisation(session, desk.bureau, view.dossier)
        if told is not None and told.state == "oral":
            found.append(Owed(view.dossier, view.subject_name, told.approver, told.told_at))
    return tuple(found)


def _row(session: Session, lead: LeadView, desk: Desk, profile: Profile, today: date) -> LeadRow:
    due = due_of(
        profile, dossier=lead.dossier, subject=lead.subject_name, received_on=civil_date(lead.received_at), today=today
    )
    view = _inspection(session, lead)
    step, ended, owed, proposal = "", False, False, ""
    if view is not None:
        at = step_at([one.id for one in profile.steps], view.begun, view.done)
        step = profile.step(at).title if at else say("inspections-done")
        ended = bool(view.done.get("check"))
        owed = view.notes.get("authorised") == "ok-later"
        proposal = _proposal(session, view) if ended else ""
    elif lead.inspection:
        step = say("leads-check-away")
    others = tuple(
        say("leads-other", number=one.number, day=civil_date(one.received_at), content=one.content[:24])
        for one in leads_of_subject(session, lead.bureau, subject=lead.subject, name=lead.subject_name)
        if one.dossier != lead.dossier
    )
    title = next((one.title for one in profile.leads.sources if one.id == lead.source), lead.source)
    return LeadRow(lead, title, due, step, ended, owed, lead.holder == desk.life, proposal, others)


def _inspection(session: Session, lead: LeadView) -> InspectionView | None:
    if not lead.inspection:
        return None
    try:
        return get_inspection(session, lead.bureau, lead.inspection)
    except Missing:
        return None


def _proposal(session: Session, view: InspectionView) -> str:
    """What the check found, as words to start from: problems by number, or none, or why nothing could be checked."""
    outcome = view.notes.get("check", "")
    day = civil_date(view.done["check"])
    if outcome != "checked":
        return say("leads-proposal-unable", day=day, why=say(outcome)) if outcome else ""
    found = findings_of(judged_lines(session, view.bureau, view.dossier))
    if not found.problems:
        return say("leads-proposal-clean", day=day, total=found.total)
    facts = "；".join(one.fact.rstrip("。") for one in found.problems)
    return say("leads-proposal-found", day=day, count=len(found.problems), facts=facts)
