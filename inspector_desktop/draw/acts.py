"""What people do in a draw: freeze, make known, type the digits, release the tasks, declare void, publish.

A redraw without trace, an edit of the frozen list and a release before the draw are impossible here.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.digest import canonical
from inspector_desktop.draw import ticket, transcript
from inspector_desktop.draw.facts import (
    DrawAnchored,
    DrawFrozen,
    DrawHeld,
    DrawPublished,
    DrawReleased,
    DrawVoided,
    Exempt,
    Released,
)
from inspector_desktop.draw.frozen import Frozen, freeze, read
from inspector_desktop.draw.readiness import refuse_unready
from inspector_desktop.draw.recording import refuse_elsewhere
from inspector_desktop.draw.roll import call_roll
from inspector_desktop.draw.rules import (
    grouping_of,
    missing_skill,
    places_that_differ,
    source_of,
    split_officers,
    split_subjects,
    strata_of,
)
from inspector_desktop.draw.shapes import ZEROS
from inspector_desktop.draw.store import LOCAL, DrawView, draw_of_plan, draws, get_draw
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.inspection.facts import AssignedItem, AssignedOfficer, InspectionAssigned
from inspector_desktop.inspection.store import get_inspection, inspections
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.plan.shares import top_up_of
from inspector_desktop.plan.store import PlanView, get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.selection import Event
from inspector_desktop.registry.store import counts_by_category, find_officer, get_subject, items, officers


def freeze_draw(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    plan: str,
    event: str,
    event_name: str,
    event_at: datetime,
    elsewhere: Collection[str] = (),
    barred: Collection[tuple[str, str]] = (),
    upper: Collection[str] = (),
    exempt: Sequence[Exempt] = (),
) -> DossierId:
    """Freeze list, exclusions, quotas, officers and the one future event of a plan; return the draw's dossier.

    Raises `Refused` when the profile has this kind of plan drawn elsewhere, when the plan is not approved or has a
    draw, when subjects still lack a category, when the officers do not make one group or nobody has the field a
    category needs, when the event is not in the future, and for an exemption from the cap without evidence or on a
    ground the profile does not have.

    `elsewhere` are subjects a joint task covers, `upper` those the upper level has checked, `exempt` those beyond the
    cap by a ground of the profile.
    """
    _only_supervising(desk)
    planned = get_plan(session, desk.bureau, plan)
    refuse_elsewhere(profile, planned, LOCAL)
    if planned.state != "approved":
        raise Refused("refused-plan-not-approved")
    if draw_of_plan(session, desk.bureau, plan) is not None:
        raise Refused("refused-draw-exists")
    refuse_unready(session, planned, profile)
    unsettled = counts_by_category(session, desk.bureau).get("", 0)
    if unsettled:
        raise Refused("refused-categories-open", count=unsettled)
    now = clock.now()
    if event_at <= now:
        raise Refused("refused-event-past")
    _check_exempt(profile, exempt)
    roll = call_roll(
        session, plan=planned, profile=profile, today=civil_date(now), elsewhere=elsewhere, upper=upper,
        exempt={one.subject for one in exempt},
    )  # fmt: skip
    team = officers(session, desk.bureau)
    names = {one.id: one.name for one in roll.subjects} | {one.id: one.name for one in team}
    nonces = {one: secrets.token_hex(16) for one in names}
    needs = {name: profile.category(name).needs for name in dict.fromkeys(one.category for one in planned.strata)}
    candidates, excluded = split_subjects(
        roll.subjects, nonces=nonces, rules=roll.rules, strata=roll.strata, needs=needs
    )
    able, out = split_officers(team, day=civil_date(now).isoformat(), nonces=nonces)
    groups = grouping_of(len(able), size=planned.group_size, wanted=planned.group_count, rest=profile.groups.rest)
    if not groups.count:
        raise Refused("refused-few-officers", count=len(able), size=planned.group_size)
    category, skill = missing_skill(able, needs)
    if category:
        raise Refused("refused-skill-missing", category=profile.category(category).title, skill=skill)
    known = [one for one in draws(session, desk.bureau) if not one.recorded]
    known_ids = {(officer.id, one.id) for officer in able for one in candidates}
    value = freeze(
        Frozen(
            bureau=profile.bureau.draw_id, number=len(known) + 1,
            previous=known[0].commitment if known else ZEROS, salt=secrets.token_hex(16), frozen_at=stamp(now),
            source=source_of(_event(profile, event), name=event_name, event_at=stamp(event_at)),
            strata=strata_of(planned), floor_ppm=profile.quota.floor_ppm,
            top_up=top_up_of(profile, planned.strata), objects=candidates, excluded=excluded, officers=able,
            officers_out=out, groups=groups, barred=tuple(sorted(pair for pair in barred if pair in known_ids)),
            note=_note(planned, profile, exempt),
        )
    )  # fmt: skip
    labels = [(one.label, one.id) for one in value.objects]
    labels += [(one.label, one.id) for one in value.excluded]
    labels += [(one.label, one.id) for one in value.officers]
    opened = {label: [nonces[name], names[name]] for label, name in labels if label}
    fact = DrawFrozen(
        number=value.number, plan=plan, title=planned.title, frozen=canonical(value.value()).decode(),
        commitment=value.commitment, frozen_at=value.frozen_at, event_name=value.source.name,
        event_at=value.source.event_at, opened=canonical(opened).decode(),
        exempt=tuple(exempt),
    )  # fmt: skip
    return open_dossier(session, fact, kind="draw", desk=desk, clock=clock)


def anchor_draw(session: Session, *, desk: Desk, clock: Clock, draw: str, anchor: str) -> None:
    """Note by what the commitment became known outside the bureau, before the event. Raises `Refused` afterwards."""
    found = get_draw(session, desk.bureau, draw)
    if found.state != "frozen" or stamp(clock.now()) >= found.event_at:
        raise Refused("refused-anchor-late")
    if not anchor.strip():
        raise Refused("refused-anchor-empty")
    enter(session, DrawAnchored(anchor=anchor), desk=desk, clock=clock, dossier=draw)


def hold_draw(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    draw: str,
    first: tuple[str, str],
    second: tuple[str, str],
    witnesses: Collection[str],
) -> DrawView:
    """Compute the draw from the event's digits, typed by two people (`(name, digits)` each).

    Raises `Refused` before the event, for the same person twice, for digits that differ or do not fit the event, and
    when a subject finds no group that may take it.
    """
    found = get_draw(session, desk.bureau, draw)
    if found.state != "frozen":
        raise Refused("refused-draw-held", number=found.number)
    now = stamp(clock.now())
    if now < found.event_at:
        raise Refused("refused-event-open")
    if not first[0].strip() or not second[0].strip() or first[0].strip() == second[0].strip():
        raise Refused("refused-one-typist")
    different = places_that_differ(first[1], second[1])
    if different:
        raise Refused("refused-entries-differ", places="、".join(map(str, different)))
    value = read(json.loads(found.frozen))
    drawn = ticket.draw(value, first[1])
    if drawn.unmatched:
        raise Refused("refused-no-matching-now", count=len(drawn.unmatched))
    opening = transcript.Opening(
        digits=first[1],
        entered=(transcript.Entered(first[0].strip(), first[1]), transcript.Entered(second[0].strip(), second[1])),
        opened_at=now,
        witnesses=tuple(witnesses),
    )
    file = transcript.assemble(
        value, opening=opening, drawn=drawn, opened=_opened(found), anchors=[found.anchor] if found.anchor else []
    )
    enter(session, DrawHeld(transcript=file.decode()), desk=desk, clock=clock, dossier=draw)
    return get_draw(session, desk.bureau, draw)


def release_draw(session: Session, *, desk: Desk, clock: Clock, profile: Profile, draw: str) -> tuple[DossierId, ...]:
    """Release the tasks: open a dossier for each drawn subject, on this desk, and return them in order."""
    found = get_draw(session, desk.bureau, draw)
    if found.state != "held":
        raise Refused("refused-release-early")
    plan = get_plan(session, desk.bureau, found.plan)
    versions = {one.item: one for one in plan.items}
    forms = {one.id: one.form for one in items(session, desk.bureau)}
    opened: list[DossierId] = []
    released = []
    for one in found.drawn:
        subject = get_subject(session, desk.bureau, one.subject)
        category = plan.stratum(one.stratum).category
        own = [versions[item] for item in one.items] or plan.items_of(one.stratum)
        members = [find_officer(session, desk.bureau, officer) for officer in found.groups[one.group]]
        fact = InspectionAssigned(
            title=plan.task_title, check_kind="kind-routine", way="way-random", plan_number=plan.number,
            plan_title=plan.title, task_number=found.task_number or plan.task_number, task_title=plan.task_title,
            draw_type=plan.draw_type, draw=draw, subject=subject.id, subject_name=subject.name,
            subject_code=subject.code, category=category, category_title=profile.category(category).title,
            address=subject.address, principal=subject.principal, phone=subject.phone,
            window_from=plan.window_from, window_until=plan.window_until, form=forms[own[0].item], batch=one.batch,
            officers=tuple(
                AssignedOfficer(
                    officer=officer.id, name=officer.name, certificate=officer.certificate,
                    valid_until=officer.valid_until,
                )
                for officer in members
                if officer is not None
            ),
            items=tuple(
                AssignedItem(item=item.item, title=item.title, version=item.version, basis=item.basis) for item in own
            ),
        )  # fmt: skip
        dossier = open_dossier(
            session, fact, kind="inspection", desk=desk, clock=clock, dossier=DossierId(new_id(clock))
        )
        opened.append(dossier)
        released.append(Released(subject=one.subject, inspection=dossier))
    enter(session, DrawReleased(inspections=tuple(released)), desk=desk, clock=clock, dossier=draw)
    return tuple(opened)


def hand_over_released(session: Session, *, desk: Desk, clock: Clock, draw: str) -> int:
    """Put each released inspection in the tray of its first officer and return how many; once its check is approved.

    What the person at this desk leads herself stays here. Raises `Refused` before the release.
    """
    found = get_draw(session, desk.bureau, draw)
    if found.state != "released":
        raise Refused("refused-hand-over-early")
    handed = 0
    for one in found.drawn:
        view = get_inspection(session, desk.bureau, one.inspection)
        first = view.officers[0].id
        if view.holder == desk.life and first != desk.person.id:
            hand_over(session, desk=desk, clock=clock, dossier=view.dossier, to_person=first)
            handed += 1
    return handed


def void_draw(session: Session, *, desk: Desk, clock: Clock, draw: str, reason: str, approver: str) -> None:
    """Declare a draw void. After the event its result stays shown (TICKET-V1 6). Raises `Refused` without reason."""
    found = get_draw(session, desk.bureau, draw)
    if found.state == "void":
        raise Refused("refused-draw-void")
    if found.state == "released":
        raise Refused("refused-void-released")
    if not reason.strip() or not approver.strip():
        raise Refused("refused-void-incomplete")
    if found.recorded:  # there is nothing to compute: reason and approver stand beside what was recorded
        enter(
            session, DrawVoided(reason=reason, approver=approver, transcript=""), desk=desk, clock=clock, dossier=draw
        )
        return
    now = stamp(clock.now())
    value = read(json.loads(found.frozen))
    if found.state == "held":
        held = json.loads(found.transcript)
        opening = transcript.Opening(
            digits=held["seed"]["digits"],
            entered=tuple(transcript.Entered(one["by"], one["digits"]) for one in held["seed"]["entered"]),  # type: ignore[arg-type]
            opened_at=held["seed"]["opened_at"],
            witnesses=tuple(held["seed"]["witnesses"]),
        )
        drawn, event = ticket.draw(value, opening.digits), "held"
    else:
        opening, drawn = None, None
        event = "before" if now < found.event_at else "not-held"
    file = transcript.assemble(
        value, opening=opening, drawn=drawn, opened=_opened(found),
        void=transcript.Void(at=now, reason=reason, approver=approver, event=event),
        anchors=[found.anchor] if found.anchor else [],
    )  # fmt: skip
    fact = DrawVoided(reason=reason, approver=approver, transcript=file.decode())
    enter(session, fact, desk=desk, clock=clock, dossier=draw)


def publish_draw(session: Session, *, desk: Desk, clock: Clock, draw: str) -> None:
    """Let list, digits and transcript be shown. Raises `Refused` while a check of the task is still open."""
    found = get_draw(session, desk.bureau, draw)
    open_ones = [one for one in inspections(session, desk.bureau) if one.draw == draw and not one.done.get("check")]
    if found.state not in {"released", "void"} or open_ones:
        raise Refused("refused-publish-early", count=len(open_ones))
    enter(session, DrawPublished(), desk=desk, clock=clock, dossier=draw)


def _check_exempt(profile: Profile, exempt: Sequence[Exempt]) -> None:
    grounds = {one.id for one in profile.frequency.exceptions}
    for one in exempt:
        if one.ground not in grounds or not one.evidence.strip():
            raise Refused("refused-exempt-evidence", subject=one.subject)


def _note(plan: PlanView, profile: Profile, exempt: Sequence[Exempt]) -> dict[str, Any]:
    """What stands beside the list: the plan, the rules by their digest, and who is drawn beyond the cap and why."""
    note: dict[str, Any] = {
        "title": plan.task_title, "plan": plan.number, "profile": profile.id, "rules": profile.digest,
    }  # fmt: skip
    return note | ({"exempt": [[one.subject, one.ground] for one in exempt]} if exempt else {})


def _opened(found: DrawView) -> dict[str, tuple[str, str]]:
    return {label: (pair[0], pair[1]) for label, pair in json.loads(found.opened).items()}


def _event(profile: Profile, event: str) -> Event:
    for one in profile.draw.events:
        if one.id == event:
            return one
    raise Refused("refused-event-unknown")


def _only_supervising(desk: Desk) -> None:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
