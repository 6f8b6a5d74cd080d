"""What people do in a draw: freeze, make known, type the digits, release the tasks, declare void, publish.

A redraw without trace, an edit of the frozen list and a release before the draw are impossible here.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, moment, stamp
from inspector_desktop.digest import canonical
from inspector_desktop.draw import ticket, transcript
from inspector_desktop.draw.facts import (
    DrawAnchored,
    DrawFrozen,
    DrawHeld,
    DrawPublished,
    DrawReleased,
    DrawVoided,
    Released,
)
from inspector_desktop.draw.frozen import Frozen, freeze, read
from inspector_desktop.draw.rules import (
    excluded_by,
    grouping_of,
    places_that_differ,
    source_of,
    split_officers,
    split_subjects,
    strata_of,
)
from inspector_desktop.draw.shapes import ZEROS
from inspector_desktop.draw.store import DrawView, draw_of_plan, draws, get_draw
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.inspection.facts import AssignedItem, AssignedOfficer, InspectionAssigned
from inspector_desktop.inspection.store import get_inspection, inspections
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.plan.store import get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.selection import Event
from inspector_desktop.registry.store import counts_by_category, find_officer, get_subject, items, officers, subjects

EVERYTHING = 10**9


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
) -> DossierId:
    """Freeze list, exclusions, quotas, officers and the one future event of a plan; return the draw's dossier.

    Raises `Refused` when the plan is not approved or already has a draw, when subjects still lack a category, when the
    officers do not make one group, and when the event is not in the future.
    """
    _only_supervising(desk)
    planned = get_plan(session, desk.bureau, plan)
    if planned.state != "approved":
        raise Refused("refused-plan-not-approved")
    if draw_of_plan(session, desk.bureau, plan) is not None:
        raise Refused("refused-draw-exists")
    unsettled = counts_by_category(session, desk.bureau).get("", 0)
    if unsettled:
        raise Refused("refused-categories-open", count=unsettled)
    now = clock.now()
    if event_at <= now:
        raise Refused("refused-event-past")
    visits = visits_this_year(session, desk.bureau, civil_date(now).year)
    cap = profile.frequency.caps[0].times if profile.frequency.caps else 0
    listed = [
        one
        for stratum in planned.strata
        for one in subjects(session, desk.bureau, category=stratum.category, limit=EVERYTHING)
    ]
    rules = {
        one.id: excluded_by(
            one, visits=visits.get(one.id, 0), cap=cap, cap_excludes=profile.frequency.effect == "exclude",
            elsewhere=elsewhere,
        )
        for one in listed
    }  # fmt: skip
    team = officers(session, desk.bureau)
    names = {one.id: one.name for one in listed} | {one.id: one.name for one in team}
    nonces = {one: secrets.token_hex(16) for one in names}
    candidates, excluded = split_subjects(listed, nonces=nonces, rules=rules)
    able, out = split_officers(team, day=civil_date(now).isoformat(), nonces=nonces)
    groups = grouping_of(len(able), size=planned.group_size, wanted=planned.group_count, rest=profile.groups.rest)
    if not groups.count:
        raise Refused("refused-few-officers", count=len(able), size=planned.group_size)
    known = draws(session, desk.bureau)
    known_ids = {(officer.id, one.id) for officer in able for one in candidates}
    value = freeze(
        Frozen(
            bureau=profile.bureau.draw_id, number=len(known) + 1,
            previous=known[0].commitment if known else ZEROS, salt=secrets.token_hex(16), frozen_at=stamp(now),
            source=source_of(_event(profile, event), name=event_name, event_at=stamp(event_at)),
            strata=strata_of(planned, profile.draw.batches), floor_ppm=profile.quota.floor_ppm,
            top_up=tuple(profile.quota.top_up), objects=candidates, excluded=excluded, officers=able,
            officers_out=out, groups=groups, barred=tuple(sorted(pair for pair in barred if pair in known_ids)),
            note={"title": planned.task_title, "plan": planned.number, "profile": profile.id, "rules": profile.digest},
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
        item = versions[plan.stratum(one.stratum).item]
        members = [find_officer(session, desk.bureau, officer) for officer in found.groups[one.group]]
        fact = InspectionAssigned(
            title=plan.task_title, check_kind="kind-routine", way="way-random", plan_number=plan.number,
            plan_title=plan.title, task_number=plan.task_number, task_title=plan.task_title,
            draw_type=plan.draw_type, draw=draw, subject=subject.id, subject_name=subject.name,
            subject_code=subject.code, category=one.stratum, category_title=profile.category(one.stratum).title,
            address=subject.address, principal=subject.principal, phone=subject.phone,
            window_from=plan.window_from, window_until=plan.window_until, form=forms[item.item], batch=one.batch,
            officers=tuple(
                AssignedOfficer(
                    officer=officer.id, name=officer.name, certificate=officer.certificate,
                    valid_until=officer.valid_until,
                )
                for officer in members
                if officer is not None
            ),
            items=(AssignedItem(item=item.item, title=item.title, version=item.version, basis=item.basis),),
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


def visits_this_year(session: Session, bureau: str, year: int) -> dict[str, int]:
    """How often each subject was checked in a civil year in a way that counts towards its cap."""
    visits: dict[str, int] = {}
    for one in inspections(session, bureau):
        ended = one.done.get("check", "")
        if ended and civil_date(moment(ended)).year == year and one.check_kind == "kind-routine":
            visits[one.subject] = visits.get(one.subject, 0) + 1
    return visits


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
