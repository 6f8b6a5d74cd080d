"""From a lead to a check that may begin, in one transaction: registered, opened, and approved as the way chosen asks.

The acts are those of `lead` and `notice`; the approval of an urgent check by telephone is made up later (54号).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import inspections_of_subjects
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over
from inspector_desktop.lead.acts import Told, Wanted, register_lead, set_subject, start_check
from inspector_desktop.lead.rules import Target, items_open
from inspector_desktop.lead.store import LeadView, YearView, get_lead, leads_of_subject, year_of
from inspector_desktop.notice.acts import APPROVERS, approve_orally, register_paper_approval
from inspector_desktop.registry.rules import may_inspect
from inspector_desktop.registry.store import ItemView, OfficerView, SubjectView, items, officers

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.profile.model import Profile

URGENT, SEND, ON_PAPER = "urgent", "send", "paper"
CHIEF = "section-chief"


@dataclass(frozen=True)
class Approval:
    """How the check is approved: `urgent` by word of mouth and made up later, `send` to the chief, `paper` by hand."""

    way: str
    approver: str = ""
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Started:
    """What was made: the lead, its inspection (empty if only registered), and to whom that was handed over, if so."""

    lead: str
    inspection: str = ""
    handed_to: str = ""


@dataclass(frozen=True)
class Offered:
    """What may be chosen from today: published items, officers on duty, the leaders who may agree by telephone."""

    items: tuple[ItemView, ...]
    officers: tuple[OfficerView, ...]
    approvers: tuple[str, ...]


@dataclass(frozen=True)
class About:
    """What is known of a subject before its check: this year's checks, counted and exempt, and earlier leads."""

    year: YearView
    leads: tuple[LeadView, ...]
    last: str  # civil day of the last check; empty if there was none


def offered(session: Session, *, bureau: str, day: str) -> Offered:
    """What may be chosen on a civil day."""
    team = officers(session, bureau)
    return Offered(
        items_open(items(session, bureau), "", day),
        tuple(one for one in team if not may_inspect(one, day)),
        tuple(one.name for one in team if set(APPROVERS) & set(one.roles.split("、"))),
    )


def about(session: Session, *, bureau: str, subject: SubjectView, year: int, profile: Profile) -> About:
    """What is known of a subject."""
    views = inspections_of_subjects(session, bureau, [subject.id])
    return About(
        year_of(views, subject.id, year, targeted_counts=profile.frequency.targeted_counts),
        leads_of_subject(session, bureau, subject=subject.id),
        max((one.done["check"][:10] for one in views if one.done.get("check")), default=""),
    )


def register_and_start(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    told: Told | None,
    target: Target,
    received_at: datetime | None = None,
    lead: str = "",
    wanted: Wanted | None = None,
    approval: Approval | None = None,
) -> Started:
    """Register a lead (or go on with `lead`), and with `wanted` open its check and have it approved.

    Raises `Refused` as the acts do, and for a way of approval that was not chosen; then nothing of it is entered.
    """
    if not lead:
        if told is None:
            raise Refused("refused-lead-content")
        lead = register_lead(
            session, desk=desk, clock=clock, profile=profile, told=told, target=target, received_at=received_at
        )
    elif target.name and not get_lead(session, desk.bureau, lead).subject_name:
        set_subject(session, desk=desk, clock=clock, lead=lead, target=target)
    if wanted is None:
        return Started(lead)
    if approval is None or not approval.way:
        raise Refused("refused-lead-approval")
    opened = start_check(session, desk=desk, clock=clock, profile=profile, lead=lead, wanted=wanted)
    if approval.way == URGENT:
        approve_orally(
            session, desk=desk, clock=clock, dossier=opened, approver=approval.approver, reason=approval.reason,
            told_at=approval.at or clock.now(),
        )  # fmt: skip
    elif approval.way == ON_PAPER:
        register_paper_approval(
            session, desk=desk, clock=clock, dossier=opened, approver=approval.approver, approved_at=approval.at
        )
    if approval.way == SEND:
        hand_over(session, desk=desk, clock=clock, dossier=opened, to_role=CHIEF)
        return Started(lead, opened, profile.role(CHIEF).title)
    if str(desk.person.id) not in wanted.officers:
        hand_over(session, desk=desk, clock=clock, dossier=opened, to_person=wanted.officers[0])
        return Started(lead, opened, wanted.officers[0])
    return Started(lead, opened)
