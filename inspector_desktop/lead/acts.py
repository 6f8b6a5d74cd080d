"""What people do with a lead: register it, say whom it is about, start the check, close it, tell the result.

The approval of the check is `notice`'s, also where it is given by telephone and made up later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil, civil_date, moment
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.inspection.acts import take_number
from inspector_desktop.inspection.facts import AssignedCompanion, AssignedItem, AssignedOfficer, InspectionAssigned
from inspector_desktop.inspection.store import InspectionView, get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.lead.facts import (
    LeadCheckStarted,
    LeadClosed,
    LeadNumbered,
    LeadReceived,
    LeadReplied,
    LeadSubjectSet,
)
from inspector_desktop.lead.rules import (
    ANONYMOUS,
    CHECKED,
    CHECKING,
    CLOSED,
    CONCLUSIONS,
    RECEIVED,
    REPLY_WAYS,
    Target,
    check_items,
    check_officers,
    check_target,
    due_of,
)
from inspector_desktop.lead.store import LeadView, get_lead, unnumbered
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.form_store import forms_of_items
from inspector_desktop.registry.kept_store import related
from inspector_desktop.registry.store import find_officer, get_subject, items_on
from inspector_desktop.wording import say

LEAD = "lead"
REGISTER = "lead-register"
_TAIL = 10  # of a dossier's id, all of it random


@dataclass(frozen=True)
class Told:
    """What is noted of a lead as it comes in; `source` is of the profile's sources."""

    source: str
    content: str
    channel: str = ""
    reporter: str = ""
    contact: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Wanted:
    """The check that is wanted: items, officers (the first leads), and the ground outside the cap (频次豁免原因)."""

    items: tuple[str, ...]
    officers: tuple[str, ...]
    exempt: str
    mode: str = "on-site"
    companions: tuple[AssignedCompanion, ...] = ()


def register_lead(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    told: Told,
    target: Target | None = None,
    received_at: datetime | None = None,
) -> DossierId:
    """登记线索, with its subject if that is known, and return its dossier.

    Raises `Refused` for a source the profile does not have, without content, and for a time that lies ahead.
    """
    if told.source not in {one.id for one in profile.leads.sources}:
        raise Refused("refused-lead-source")
    if not told.content.strip():
        raise Refused("refused-lead-content")
    if received_at is not None and received_at > clock.now():
        raise Refused("refused-lead-future")
    opened = DossierId(new_id(clock))
    number, provisional = _number(
        session, desk=desk, clock=clock, profile=profile, lead=opened, at=received_at or clock.now()
    )
    fact = LeadReceived(
        number=number, provisional=provisional, source=told.source,
        received_by=desk.person.name, content=told.content.strip(), channel=told.channel.strip(),
        reporter=told.reporter.strip(), contact=told.contact.strip(), reference=told.reference.strip(),
    )  # fmt: skip
    lead = open_dossier(session, fact, kind=LEAD, desk=desk, clock=clock, dossier=opened, occurred_at=received_at)
    if target is not None and target.name.strip():
        set_subject(session, desk=desk, clock=clock, lead=lead, target=target)
    return lead


def number_leads(session: Session, *, desk: Desk, clock: Clock, profile: Profile) -> int:
    """Give every lead on this desk that has none a number of the bureau's series; return how many.

    Done after each round that brought numbers. Leads that find the block used up keep what they have.
    """
    count = 0
    for lead in unnumbered(session, desk.bureau, desk.life):
        number, provisional = _number(
            session, desk=desk, clock=clock, profile=profile, lead=lead.dossier, at=moment(lead.received_at)
        )
        if provisional:
            break
        enter(session, LeadNumbered(number=number), desk=desk, clock=clock, dossier=lead.dossier)
        count += 1
    return count


def _number(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, lead: str, at: datetime
) -> tuple[str, str]:
    """A number out of this device's block, or a provisional one that names the dossier; the latter twice."""
    try:
        return take_number(session, desk=desk, clock=clock, profile=profile, kind=REGISTER, inspection=lead), ""
    except Refused as refusal:
        if refusal.code not in {"refused-numbers-used-up", "refused-lease-ended"}:
            raise
    number = say("lead-number", day=f"{civil(at):%Y%m%d}", number=lead[-_TAIL:].upper())
    return number, number


def set_subject(session: Session, *, desk: Desk, clock: Clock, lead: str, target: Target) -> None:
    """Say whom a lead is about. Raises `Refused` without a name and once its check was started."""
    check_target(target)
    if get_lead(session, desk.bureau, lead).state != RECEIVED:
        raise Refused("refused-lead-started")
    known = target
    if target.subject:
        row = get_subject(session, desk.bureau, target.subject)
        known = Target(row.name, row.id, row.code, row.category, row.address, row.principal, row.phone)
    fact = LeadSubjectSet(
        name=known.name.strip(), subject=known.subject, code=known.code, category=known.category,
        address=known.address, principal=known.principal, phone=known.phone,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=lead)


def start_check(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, lead: str, wanted: Wanted
) -> DossierId:
    """Open the inspection a lead asks for, on this desk, and return its dossier; no draw takes part in it (004 第八条).

    Raises `Refused` once started or closed, without a subject, items that are published, enough officers who may
    inspect today and declared no relation to it, and the ground on which the cap does not hold.
    """
    found = get_lead(session, desk.bureau, lead)
    if found.state != RECEIVED:
        raise Refused("refused-lead-started")
    if not found.subject_name:
        raise Refused("refused-lead-subject")
    if not wanted.exempt.strip():
        raise Refused("refused-lead-exempt")
    today = civil_date(clock.now())
    listed = {one.id: one for one in items_on(session, desk.bureau, today.isoformat())}
    chosen = [listed[one] for one in wanted.items if one in listed]
    check_items(chosen, today.isoformat())
    team = [one for officer in wanted.officers if (one := find_officer(session, desk.bureau, officer)) is not None]
    bars = related(session, desk.bureau, day=today.isoformat())
    check_officers(
        team, today.isoformat(), least=profile.check.persons_min, subject=found.subject_name,
        barred={officer for officer, subject in bars if subject == found.subject},
    )  # fmt: skip
    own = due_of(
        profile, dossier=lead, subject=found.subject_name, received_on=civil_date(found.received_at), today=today
    )
    until = max(own.day, today) if own is not None else today
    forms = forms_of_items(session, desk.bureau, chosen, first=today.isoformat())
    category = found.category or chosen[0].subject_category
    source = _source(profile, found)
    fact = InspectionAssigned(
        title=say("lead-task", source=source), check_kind="kind-targeted",
        way="way-remote" if wanted.mode != "on-site" else "way-targeted", plan_number="",
        plan_title=say("lead-plan", source=source), task_number=found.number,
        task_title=say("lead-task", source=source),
        draw_type="", draw="", subject=found.subject or lead, subject_name=found.subject_name,
        subject_code=found.subject_code, category=category, category_title=profile.category(category).title,
        address=found.address, principal=found.principal, phone=found.phone, window_from=today.isoformat(),
        window_until=until.isoformat(), form=forms[chosen[0].id],
        officers=tuple(
            AssignedOfficer(officer=one.id, name=one.name, certificate=one.certificate, valid_until=one.valid_until)
            for one in team
        ),
        items=tuple(
            AssignedItem(item=one.id, title=one.title, version=one.version, basis=one.basis, form=forms[one.id])
            for one in chosen
        ),
        companions=wanted.companions, lead=lead, lead_source=found.source, exempt=wanted.exempt.strip(),
        mode=wanted.mode,
    )  # fmt: skip
    opened = open_dossier(session, fact, kind="inspection", desk=desk, clock=clock, dossier=DossierId(new_id(clock)))
    started = LeadCheckStarted(
        inspection=opened, exempt=wanted.exempt.strip(), items=tuple(one.id for one in chosen),
        officers=tuple(one.id for one in team),
    )  # fmt: skip
    enter(session, started, desk=desk, clock=clock, dossier=lead)
    return opened


def close_lead(session: Session, *, desk: Desk, clock: Clock, lead: str, conclusion: str, words: str) -> None:
    """办结: what came of a lead. Raises `Refused` for an unknown conclusion, without words, and when closed already.

    A conclusion that rests on a check needs one that has ended; while one is under way none other fits.
    """
    found = get_lead(session, desk.bureau, lead)
    if found.state == CLOSED:
        raise Refused("refused-lead-closed", number=found.number)
    if conclusion not in CONCLUSIONS:
        raise Refused("refused-lead-conclusion")
    if not words.strip():
        raise Refused("refused-lead-words")
    if found.state == CHECKING and not checked_by(session, desk.bureau, found.inspection).done.get("check"):
        raise Refused("refused-lead-unfinished", subject=found.subject_name)
    if found.state == RECEIVED and conclusion in CHECKED:
        raise Refused("refused-lead-unchecked")
    fact = LeadClosed(conclusion=conclusion, words=words.strip(), by=desk.person.name)
    enter(session, fact, desk=desk, clock=clock, dossier=lead)


def reply_lead(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    lead: str,
    way: str,
    to: str,
    words: str,
    replied_at: datetime | None = None,
) -> None:
    """答复: who was told the result, how and when. Raises `Refused` for an unknown way, without receiver or words.

    To somebody anonymous nothing can be said; then the words say so, and no receiver is needed.
    """
    if get_lead(session, desk.bureau, lead).state != CLOSED:
        raise Refused("refused-lead-reply-early")
    if way not in REPLY_WAYS or not words.strip() or (way != ANONYMOUS and not to.strip()):
        raise Refused("refused-lead-reply")
    if replied_at is not None and replied_at > clock.now():
        raise Refused("refused-lead-future")
    fact = LeadReplied(way=way, to=to.strip(), words=words.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=lead, occurred_at=replied_at)


def exempt_words(profile: Profile, source: str) -> str:
    """The ground to propose for a check outside the cap: 54号 names each of these sources."""
    title = next((one.title for one in profile.leads.sources if one.id == source), "")
    return say("lead-exempt", source=title) if title else ""


def checked_by(session: Session, bureau: str, dossier: str) -> InspectionView:
    """The inspection that does the checking: the one it was joined into, if it was. Raises `Missing`."""
    view = get_inspection(session, bureau, dossier)
    return checked_by(session, bureau, view.merged_into) if view.merged_into else view


def _source(profile: Profile, lead: LeadView) -> str:
    return next((one.title for one in profile.leads.sources if one.id == lead.source), "")
