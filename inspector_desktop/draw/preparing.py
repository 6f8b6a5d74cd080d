"""What is prepared for a draw before its list is frozen: exceptions from the cap, who is left out, teams, guests.

All of it lies in the plan's dossier as facts, with evidence; freezing and the survey read it through `prepared`. Once
the list is frozen nothing here can be entered any more (TICKET-V1: a frozen list is never edited).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, civil, civil_date, moment, stamp
from inspector_desktop.draw.facts import Guest, Helper, ReadyTeam
from inspector_desktop.draw.prepared_facts import (
    DrawExempted,
    DrawExemptionDropped,
    DrawGuestsSet,
    DrawHelpersSet,
    DrawLeftOutDropped,
    DrawLeftOutEntered,
    DrawTeamsSet,
    LeftOutRow,
)
from inspector_desktop.draw.prepared_records import DrawExemption, DrawGuest, DrawHelper, DrawLeftOut, DrawTeam
from inspector_desktop.draw.store import draw_of_plan
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.team import COMPANION_KINDS
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.plan.store import PlanView, get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.rules import may_inspect
from inspector_desktop.registry.store import find_officer, get_subject, officers
from inspector_desktop.registry.team_acts import members_of, standing_teams
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say

CASES = ("lead",)
"""Grounds of the profile that name single cases; these are checked as such and never drawn (004 第八条)."""
LEFT_OUT = ("upper", "joint-task", "twice")
_MEDIA = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF": "application/pdf"}
_PAIR = 2
_SHOWN = 5


@dataclass(frozen=True)
class Exemption:
    """A subject that is drawn beyond its cap."""

    subject: str
    name: str
    ground: str
    text: str
    evidence: str
    evidence_name: str
    added_at: str


@dataclass(frozen=True)
class LeftOut:
    """A subject that is left out because of others."""

    subject: str
    rule: str
    source: str
    evidence: str
    added_at: str


@dataclass(frozen=True)
class Prepared:
    """All that was prepared for the draw of a plan."""

    exempt: tuple[Exemption, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    teams: tuple[ReadyTeam, ...] = ()
    guests: tuple[Guest, ...] = ()
    helpers: tuple[Helper, ...] = ()


def prepared(session: Session, bureau: str, plan: str) -> Prepared:
    """What was prepared for a plan."""
    exempt = session.exec(
        select(DrawExemption)
        .where(DrawExemption.bureau == bureau, DrawExemption.dossier == plan)
        .order_by(col(DrawExemption.name))
    ).all()
    left = session.exec(
        select(DrawLeftOut)
        .where(DrawLeftOut.bureau == bureau, DrawLeftOut.dossier == plan)
        .order_by(col(DrawLeftOut.subject))
    ).all()
    teams = session.exec(
        select(DrawTeam).where(DrawTeam.bureau == bureau, DrawTeam.dossier == plan).order_by(col(DrawTeam.place))
    ).all()
    guests = session.exec(
        select(DrawGuest).where(DrawGuest.bureau == bureau, DrawGuest.dossier == plan).order_by(col(DrawGuest.id))
    ).all()
    helpers = session.exec(
        select(DrawHelper)
        .where(DrawHelper.bureau == bureau, DrawHelper.dossier == plan)
        .order_by(col(DrawHelper.place))
    ).all()
    out = {"bureau", "dossier"}
    return Prepared(
        tuple(Exemption(**one.model_dump(exclude=out)) for one in exempt),
        tuple(LeftOut(**one.model_dump(exclude=out)) for one in left),
        tuple(ReadyTeam(id=one.id, title=one.title, members=tuple(one.members.split(","))) for one in teams),
        tuple(Guest(**one.model_dump(exclude=out)) for one in guests),
        tuple(Helper(**one.model_dump(exclude={*out, "place"})) for one in helpers),
    )


def exempt_subject(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    plan: str,
    subject: str,
    ground: str,
    text: str,
    evidence: bytes,
    evidence_name: str = "",
) -> None:
    """Let a subject be drawn beyond its cap, on a ground of the profile, with reason and evidence (PNG, JPEG, PDF).

    Raises `Refused` for a ground the profile does not have, for single cases (投诉举报、交办、移送: never drawn),
    without reason or evidence, for a subject that is no part of the plan, and once the list is frozen.
    """
    planned = _open_plan(session, desk, plan)
    row = get_subject(session, desk.bureau, subject)
    grounds = {one.id for one in profile.frequency.exceptions}
    if ground in CASES:
        raise Refused("refused-draw-complaint", subject=row.name)
    media_type = next((kind for head, kind in _MEDIA.items() if evidence.startswith(head)), "")
    if ground not in grounds or not text.strip() or not media_type:
        raise Refused("refused-exempt-evidence", subject=row.name)
    if row.category not in {one.category for one in planned.strata}:
        raise Refused("refused-prepared-category", names=row.name, count=1)
    kept = put_evidence(session, evidence, media_type=media_type, added_at=stamp(clock.now()))
    fact = DrawExempted(
        subject=row.id, name=row.name, ground=ground, text=text.strip(), evidence=str(kept),
        evidence_name=evidence_name,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=plan)


def drop_exemption(session: Session, *, desk: Desk, clock: Clock, plan: str, subject: str, reason: str) -> None:
    """Take an exception back before the freezing. Raises `Refused` without reason and once the list is frozen."""
    _open_plan(session, desk, plan)
    if not reason.strip():
        raise Refused("refused-swap-reason")
    enter(session, DrawExemptionDropped(subject=subject, reason=reason.strip()), desk=desk, clock=clock, dossier=plan)


def leave_out(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    plan: str,
    subjects: Sequence[str],
    rule: str,
    source: str,
    evidence: bytes = b"",
) -> int:
    """Leave subjects out whom others have checked or will check; return how many.

    `rule`: `upper` (上级已抽查), `joint-task` (另有联合任务), `twice` (其他科室已抽查满次数, 004 第十三条).
    Raises `Refused` without naming the source, for subjects that are no part of the plan, and once the list is frozen.
    """
    planned = _open_plan(session, desk, plan)
    if rule not in LEFT_OUT or not source.strip() or not subjects:
        raise Refused("refused-left-out-source")
    categories = {one.category for one in planned.strata}
    rows = [get_subject(session, desk.bureau, one) for one in dict.fromkeys(subjects)]
    foreign = [one.name for one in rows if one.category not in categories]
    if foreign:
        raise Refused("refused-prepared-category", names="、".join(foreign[:_SHOWN]), count=len(foreign))
    kept = ""
    if evidence:
        media_type = next((kind for head, kind in _MEDIA.items() if evidence.startswith(head)), "")
        if not media_type:
            raise Refused("refused-left-out-evidence")
        kept = str(put_evidence(session, evidence, media_type=media_type, added_at=stamp(clock.now())))
    fact = DrawLeftOutEntered(
        rows=tuple(LeftOutRow(subject=one.id, rule=rule) for one in rows), source=source.strip(), evidence=kept
    )
    enter(session, fact, desk=desk, clock=clock, dossier=plan)
    return len(rows)


def take_in_again(session: Session, *, desk: Desk, clock: Clock, plan: str, subject: str, reason: str) -> None:
    """Let a subject take part again before the freezing. Raises `Refused` without reason and once it is frozen."""
    _open_plan(session, desk, plan)
    if not reason.strip():
        raise Refused("refused-swap-reason")
    enter(session, DrawLeftOutDropped(subject=subject, reason=reason.strip()), desk=desk, clock=clock, dossier=plan)


def set_teams(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    plan: str,
    teams: Sequence[tuple[str, Sequence[str]]],
) -> tuple[ReadyTeam, ...]:
    """Set the ready-made teams of a draw (title, members); none lets persons be drawn.

    Raises `Refused` for a team of fewer than two, for somebody in two teams, unknown, on leave or with an expired
    certificate, for a joint team without two of each department, and once the list is frozen.
    """
    planned = _open_plan(session, desk, plan)
    ready = prepared(session, desk.bureau, plan)
    day = civil_date(clock.now()).isoformat()
    guests = {one.id: one for one in ready.guests}
    seen: set[str] = set()
    made = []
    for number, (title, members) in enumerate(teams, 1):
        own = tuple(dict.fromkeys(one for one in members if one))
        if len(own) < max(_PAIR, profile.groups.size):
            raise Refused("refused-team-few", team=title, count=len(own), size=max(_PAIR, profile.groups.size))
        for one in own:
            officer = find_officer(session, desk.bureau, one)
            guest = guests.get(one)
            name = officer.name if officer is not None else guest.name if guest is not None else one
            if one in seen:
                raise Refused("refused-team-twice", name=name)
            seen.add(one)
            if officer is None and guest is None:
                raise Refused("refused-team-unknown", name=name)
            rule = may_inspect(officer, day) if officer is not None else ""
            if guest is not None and guest.valid_until < day:
                rule = "certificate"
            if rule:
                raise Refused("refused-team-officer", name=name, rule=say(f"draw-rule-{rule}"))
        short = short_of(planned, own, guests)
        if short:
            raise Refused("refused-joint-few", team=title, department=short)
        made.append(ReadyTeam(id=f"TEAM-{number:02d}", title=title.strip(), members=own))
    enter(session, DrawTeamsSet(teams=tuple(made)), desk=desk, clock=clock, dossier=plan)
    return tuple(made)


def set_guests(session: Session, *, desk: Desk, clock: Clock, plan: str, guests: Iterable[Guest]) -> tuple[Guest, ...]:
    """Set the officers of other departments in a joint task; they need no account here.

    Raises `Refused` for one without department, name, certificate or last valid day, for an expired certificate, for
    the same certificate twice, and once the list is frozen.
    """
    _open_plan(session, desk, plan)
    day = civil_date(clock.now()).isoformat()
    kept: list[Guest] = []
    for number, one in enumerate(guests, 1):
        fields = (one.department, one.name, one.certificate, one.valid_until)
        if not all(field.strip() for field in fields):
            raise Refused("refused-guest-incomplete", row=number)
        if one.valid_until < day:
            raise Refused("refused-guest-expired", name=one.name, date=one.valid_until)
        if any(other.certificate == one.certificate for other in kept):
            raise Refused("refused-guest-twice", name=one.name)
        kept.append(one.model_copy(update={"id": f"GUEST-{number:02d}", "areas": one.areas or "*"}))
    enter(session, DrawGuestsSet(guests=tuple(kept)), desk=desk, clock=clock, dossier=plan)
    return tuple(kept)


def set_helpers(session: Session, *, desk: Desk, clock: Clock, plan: str, helpers: Iterable[Helper]) -> None:
    """Set the experts and assistants who may go along; they never count. Raises `Refused` for one without name."""
    _open_plan(session, desk, plan)
    rows = tuple(helpers)
    if any(not one.name.strip() or one.kind not in COMPANION_KINDS for one in rows):
        raise Refused("refused-companion-incomplete")
    enter(session, DrawHelpersSet(helpers=rows), desk=desk, clock=clock, dossier=plan)


def partners_of(plan: PlanView) -> tuple[str, ...]:
    """The departments a joint plan is carried out with."""
    if plan.kind != "joint":
        return ()
    return tuple(one.strip() for one in plan.partners.replace("，", "、").replace(",", "、").split("、") if one.strip())


def departments_of(plan: PlanView, guests: Iterable[Guest]) -> tuple[str, ...]:
    """Every other department of a joint draw: those of the plan, then those guests come from."""
    return tuple(dict.fromkeys((*(partners_of(plan) if guests else ()), *(one.department for one in guests))))


def short_of(plan: PlanView, members: Sequence[str], guests: dict[str, Guest]) -> str:
    """A department of the joint task that has fewer than two of a team's members; empty when none is short."""
    if not guests:
        return ""
    counted = dict.fromkeys(departments_of(plan, tuple(guests.values())), 0)
    own = 0
    for one in members:
        if one in guests:
            counted[guests[one].department] += 1
        else:
            own += 1
    if own < _PAIR:
        return say("draw-own-department")
    return next((name for name, count in counted.items() if count < _PAIR), "")


def propose_teams(session: Session, bureau: str, plan: PlanView, *, day: str, count: int = 0) -> tuple[ReadyTeam, ...]:
    """The teams the register keeps, then two and two of the other officers in its order.

    In a joint task two of each other department go with each. As many as wanted and as the officers of every department
    allow. A proposal only; nothing is entered.
    """
    ready = prepared(session, bureau, plan.dossier)
    able = [one.id for one in officers(session, bureau) if not may_inspect(one, day)]
    own = _own_teams(session, bureau, able, day)
    sides: list[list[str]] = []
    valid = [one for one in ready.guests if one.valid_until >= day]
    sides += [
        [one.id for one in valid if one.department == department] for department in departments_of(plan, ready.guests)
    ]
    possible = min([len(own), *(len(side) // _PAIR for side in sides)])
    made = []
    for number in range(min(count or possible, possible)):
        guests = [one for side in sides for one in side[number * _PAIR : number * _PAIR + _PAIR]]
        title, members = own[number][0] or say("draws-team-title", number=number + 1), (*own[number][1], *guests)
        made.append(ReadyTeam(id=f"TEAM-{number + 1:02d}", title=title, members=members))
    return tuple(made)


def _own_teams(session: Session, bureau: str, able: Sequence[str], day: str) -> list[tuple[str, tuple[str, ...]]]:
    """Teams of our own officers, by title: those of the register of whom all may go, then pairs without a title."""
    free = list(able)
    found: list[tuple[str, tuple[str, ...]]] = []
    for team in standing_teams(session, bureau, day):
        members = members_of(team)
        if set(members) <= set(free):
            found.append((team.get("name"), members))
            free = [one for one in free if one not in members]
    return found + [("", (free[at], free[at + 1])) for at in range(0, len(free) - 1, _PAIR)]


def _open_plan(session: Session, desk: Desk, plan: str) -> PlanView:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    planned = get_plan(session, desk.bureau, plan)
    found = draw_of_plan(session, desk.bureau, plan)
    if found is not None:
        raise Refused("refused-list-sealed", time=f"{civil(moment(found.frozen_at or found.held_at)):%Y-%m-%d %H:%M}")
    return planned
