"""Recording a draw that was held elsewhere: on the provincial platform, or by lot in a meeting.

The profile says for each kind of plan where a draw is held (`draw.place`). What is recorded is never verified here and
never called so; from its release on everything goes as after a draw held here (`draw.acts.release_draw`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.draw.differing import differences
from inspector_desktop.draw.facts import DrawByHand, DrawRecorded, Guest, RecordedOfficer, RecordedSubject
from inspector_desktop.draw.preparing import prepared, short_of
from inspector_desktop.draw.rules import stratum_of
from inspector_desktop.draw.store import BY_HAND, LOCAL, PLATFORM, draw_of_plan
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.plan.rules import refuse_out_of_force
from inspector_desktop.plan.store import PlanView, get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.lists import Keys, keys_of
from inspector_desktop.registry.rules import may_inspect
from inspector_desktop.registry.store import SubjectView, find_officer, get_subject, items, officers, subject_keys
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say

_MEDIA = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF": "application/pdf"}
_SHOWN = 5


@dataclass(frozen=True)
class Recorded:
    """What people give of a draw held elsewhere: its moment, the list with groups, the groups, its evidence.

    `subjects` are ids with the number of their group, from 1. `evidence` is a picture (PNG, JPEG) or a PDF.
    `reason` says why it stands although it differs from what the rules give (`compare`).
    """

    held_at: datetime
    subjects: Sequence[tuple[str, int]]
    groups: Sequence[Sequence[str]]
    evidence: bytes
    note: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Present:
    """Who held a draw by lot: 主持人, 操作人, 监督人, and at least one 见证人 besides them."""

    host: str
    operator: str
    overseer: str
    witnesses: tuple[str, ...]


def place_of(profile: Profile, kind: str) -> str:
    """Where the draw of a plan of that kind is held: `local`, `platform` or `by-hand`."""
    return str(getattr(profile.draw.place, kind, LOCAL))


def place_for(profile: Profile, plan: PlanView) -> str:
    """Where the draw of a plan is held: where the plan says, else by the profile for its kind."""
    return plan.draw_place or place_of(profile, plan.kind)


def refuse_elsewhere(profile: Profile, plan: PlanView, place: str) -> None:
    """Raise `Refused` unless the draw of a plan is held at `place`."""
    right = place_for(profile, plan)
    if right == place:
        return
    told = say(f"plan-kind-{plan.kind}")
    if right == PLATFORM:
        raise Refused("refused-place-platform", kind=told, platform=profile.bureau.platform)
    raise Refused("refused-place-local" if right == LOCAL else "refused-place-by-hand", kind=told)


def known_keys(session: Session, bureau: str, plan: str = "") -> Keys:
    """What the registers know, with the officers of other departments in a plan, for reading a list."""
    people = [(one.id, one.certificate, one.name) for one in officers(session, bureau)]
    if plan:
        people += [(one.id, one.certificate, one.name) for one in prepared(session, bureau, plan).guests]
    return keys_of(subject_keys(session, bureau), people)


def record_from_platform(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, plan: str, task_number: str, given: Recorded
) -> DossierId:
    """Record a draw of the platform (平台抽取) and return its dossier.

    Raises `Refused` without the role or the platform's task number, where the profile has this kind of plan drawn
    elsewhere, and for whatever is wrong with plan, list, groups or evidence.
    """
    planned = _plan(session, desk, clock, profile, plan, PLATFORM)
    if not task_number.strip():
        raise Refused("refused-recorded-number")
    subjects, team, evidence, media_type, differs = _checked(session, desk, clock, profile, planned, given)
    fact = DrawRecorded(
        plan=plan, title=planned.title, task_number=task_number.strip(), held_at=stamp(given.held_at),
        subjects=subjects, officers=team, evidence=evidence, evidence_type=media_type, note=given.note.strip(),
        guests=_guests(session, planned, team), differs=differs, differs_reason=given.reason.strip() if differs else "",
    )  # fmt: skip
    return open_dossier(session, fact, kind="draw", desk=desk, clock=clock)


def record_by_hand(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, plan: str, present: Present, given: Recorded
) -> DossierId:
    """Record a draw by lot (现场摇号、抽签) from its signed record, and return its dossier.

    Raises `Refused` as `record_from_platform` does, and unless host, operator, overseer and a witness who is none of
    them are named.
    """
    planned = _plan(session, desk, clock, profile, plan, BY_HAND)
    at_table = [one.strip() for one in (present.host, present.operator, present.overseer)]
    witnesses = tuple(dict.fromkeys(one.strip() for one in present.witnesses if one.strip()))
    if not all(at_table) or not set(witnesses) - set(at_table):
        raise Refused("refused-recorded-present")
    subjects, team, evidence, media_type, differs = _checked(session, desk, clock, profile, planned, given)
    fact = DrawByHand(
        plan=plan, title=planned.title, task_number="", held_at=stamp(given.held_at), subjects=subjects, officers=team,
        evidence=evidence, evidence_type=media_type, note=given.note.strip(), host=at_table[0], operator=at_table[1],
        overseer=at_table[2], witnesses=witnesses, guests=_guests(session, planned, team), differs=differs,
        differs_reason=given.reason.strip() if differs else "",
    )  # fmt: skip
    return open_dossier(session, fact, kind="draw", desk=desk, clock=clock)


def compare(session: Session, *, profile: Profile, plan: PlanView, given: Recorded) -> tuple[str, ...]:
    """What such a record has otherwise than the rules on the day it was held, a sentence each; for showing it first.

    Raises `Missing` for a subject the register does not have.
    """
    seen = [(get_subject(session, plan.bureau, one), group) for one, group in given.subjects]
    return differences(
        session, plan=plan, profile=profile, today=civil_date(given.held_at),
        ready=prepared(session, plan.bureau, plan.dossier), groups=given.groups,
        listed=[(one, _stratum(plan, profile, one), group) for one, group in seen if 1 <= group <= len(given.groups)],
    )  # fmt: skip


def _plan(session: Session, desk: Desk, clock: Clock, profile: Profile, plan: str, place: str) -> PlanView:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    planned = get_plan(session, desk.bureau, plan)
    refuse_elsewhere(profile, planned, place)
    if planned.state != "approved":
        raise Refused("refused-plan-not-approved")
    if draw_of_plan(session, desk.bureau, plan) is not None:
        raise Refused("refused-draw-exists")
    refuse_out_of_force(
        planned.versions, items(session, desk.bureau), civil_date(clock.now()).isoformat(), planned.window_until
    )
    return planned


def _checked(
    session: Session, desk: Desk, clock: Clock, profile: Profile, planned: PlanView, given: Recorded
) -> tuple[tuple[RecordedSubject, ...], tuple[RecordedOfficer, ...], str, str, tuple[str, ...]]:
    if given.held_at > clock.now():
        raise Refused("refused-recorded-future")
    media_type = next((kind for head, kind in _MEDIA.items() if given.evidence.startswith(head)), "")
    if not media_type:
        raise Refused("refused-recorded-evidence")
    if not given.subjects:
        raise Refused("refused-recorded-empty")
    if len({one for one, _ in given.subjects}) < len(given.subjects):
        raise Refused("refused-recorded-twice")
    team = _team(session, desk, civil_date(given.held_at).isoformat(), planned, given)
    seen = [(get_subject(session, desk.bureau, one), group) for one, group in given.subjects]
    for key, wrong in (
        ("refused-recorded-state", [one.name for one, _ in seen if one.survival != "active"]),
        ("refused-recorded-left", [one.name for one, _ in seen if one.id in planned.left]),
        ("refused-recorded-category", [one.name for one, _ in seen if not _stratum(planned, profile, one)]),
        ("refused-recorded-group", [one.name for one, group in seen if not 1 <= group <= len(given.groups)]),
    ):
        if wrong:
            raise Refused(key, count=len(wrong), names="、".join(wrong[:_SHOWN]))
    subjects = tuple(
        RecordedSubject(subject=one.id, name=one.name, stratum=_stratum(planned, profile, one), group=group)
        for one, group in seen
    )
    differs = compare(session, profile=profile, plan=planned, given=given)
    if differs and not given.reason.strip():
        told = "；".join(differs[:_SHOWN])
        raise Refused("refused-recorded-differs", differences=told, count=len(differs))
    evidence = put_evidence(session, given.evidence, media_type=media_type, added_at=stamp(clock.now()))
    return subjects, team, str(evidence), media_type, differs


def _team(session: Session, desk: Desk, day: str, planned: PlanView, given: Recorded) -> tuple[RecordedOfficer, ...]:
    found = []
    guests = {one.id: one for one in prepared(session, desk.bureau, planned.dossier).guests}
    for number, group in enumerate(given.groups, 1):
        members = list(dict.fromkeys(group))
        if len(members) < max(2, planned.group_size):
            raise Refused("refused-recorded-few", group=number, count=len(members), size=max(2, planned.group_size))
        short = short_of(planned, members, guests)
        if short:
            raise Refused("refused-joint-few", team=say("draws-group", number=number), department=short)
        for one in members:
            if one in guests and day <= guests[one].valid_until:
                found.append(RecordedOfficer(officer=one, name=guests[one].name, group=number))
                continue
            officer = find_officer(session, desk.bureau, one)
            rule = may_inspect(officer, day) if officer is not None else "left"
            if officer is None or rule:
                name = officer.name if officer is not None else one
                raise Refused("refused-recorded-officer", name=name, rule=say(f"draw-rule-{rule}"))
            found.append(RecordedOfficer(officer=officer.id, name=officer.name, group=number))
    return tuple(found)


def _guests(session: Session, planned: PlanView, team: Sequence[RecordedOfficer]) -> tuple[Guest, ...]:
    """Those of other departments who are in a group."""
    named = {one.officer for one in team}
    return tuple(one for one in prepared(session, planned.bureau, planned.dossier).guests if one.id in named)


def _stratum(planned: PlanView, profile: Profile, subject: SubjectView) -> str:
    """The stratum a subject belongs to; empty for one of none."""
    try:
        found = stratum_of(
            subject.category, subject.credit, subject.jurisdiction, planned.strata, profile.credit.unassessed
        )
    except Missing:
        return ""
    return found.stratum
