"""What people do in a draw: freeze, make known, type the digits, release the tasks, declare void, publish.

A redraw without trace, an edit of the frozen list and a release before the draw are impossible here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.draw import ticket, transcript
from inspector_desktop.draw.ceremony import LIST, WITNESS, ceremony_of
from inspector_desktop.draw.columns import no_sweeps, short_parts
from inspector_desktop.draw.facts import (
    DrawAnchored,
    DrawHeld,
    DrawPublished,
    DrawReleased,
    DrawVoided,
    Exempt,
    Released,
)
from inspector_desktop.draw.freezing import Whole, frozen_fact, trace_of
from inspector_desktop.draw.kept import frozen_of, opened_of
from inspector_desktop.draw.preparing import CASES, prepared
from inspector_desktop.draw.readiness import refuse_unready
from inspector_desktop.draw.recording import refuse_elsewhere
from inspector_desktop.draw.releasing import (
    FEWEST,
    Assigning,
    inspections_before,
    refuse_related,
    replace_team,
    teams_of,
    withdraw_here,
)
from inspector_desktop.draw.resealing import parts_drawn, parts_of
from inspector_desktop.draw.roll import call_roll
from inspector_desktop.draw.rules import places_that_differ, strata_of
from inspector_desktop.draw.store import (
    LOCAL,
    DrawView,
    draw_of_plan,
    get_draw,
    inspections_of_draw,
    marks,
    sealing_received,
    with_list,
)
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.inspection.store import checked_among, first_officers
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import DossierHandedOver, dossiers_here
from inspector_desktop.journal.entering import Run, enter, open_dossier
from inspector_desktop.plan.store import get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.approving import refuse_approver
from inspector_desktop.wording import say

TOLD_EVERY = 100  # of very many steps, so many at a time


@no_sweeps()
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
    category needs, when the event is not in the future, in a joint task without two officers of each department, and
    for an exemption from the cap without evidence, on a ground the profile does not have, or for a single case.

    What was prepared (`preparing`) and the relations officers declared are read from the registers; `elsewhere`,
    `upper` and `exempt` add to it. After a void draw the new one names it (TICKET-V1 6).
    """
    only_supervising(desk)
    planned = get_plan(session, desk.bureau, plan)
    refuse_elsewhere(profile, planned, LOCAL)
    if planned.state != "approved":
        raise Refused("refused-plan-not-approved")
    if draw_of_plan(session, desk.bureau, plan) is not None:
        raise Refused("refused-draw-exists")
    now = clock.now()
    refuse_unready(session, planned, profile, civil_date(now).isoformat())
    _check_exempt(profile, exempt)
    roll = call_roll(
        session, plan=planned, profile=profile, today=civil_date(now), elsewhere=elsewhere, upper=upper,
        exempt={one.subject for one in exempt},
    )  # fmt: skip
    if roll.unsettled:
        raise Refused("refused-categories-open", count=roll.unsettled)
    ready = prepared(session, desk.bureau, plan)
    shown = (*exempt, *(Exempt(subject=one.subject, ground=one.ground, evidence=one.evidence) for one in ready.exempt))
    whole = Whole(
        planned, profile, roll, strata_of(planned), barred=barred, exempt=shown,
        kind=trace_of(marks(session, desk.bureau), plan),
    )  # fmt: skip
    fact = frozen_fact(session, whole, now=now, event=event, event_name=event_name, event_at=event_at)
    return open_dossier(session, fact, kind="draw", desk=desk, clock=clock)


def anchor_draw(session: Session, *, desk: Desk, clock: Clock, draw: str, anchor: str) -> None:
    """Note by what the commitment became known outside the bureau, before the event. Raises `Refused` afterwards."""
    found = get_draw(session, desk.bureau, draw)
    if found.state != "frozen" or stamp(clock.now()) >= found.event_at:
        raise Refused("refused-anchor-late")
    if not anchor.strip():
        raise Refused("refused-anchor-empty")
    enter(session, DrawAnchored(anchor=anchor), desk=desk, clock=clock, dossier=draw)


@no_sweeps()
def hold_draw(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    draw: str,
    first: tuple[str, str],
    second: tuple[str, str],
    witnesses: Collection[str],
    reason: str = "",
) -> DrawView:
    """Compute the draw from the event's digits, typed by two people (`(name, digits)` each).

    A subject that finds no group that may take it stands in the result without one and needs a supplement: once the
    event has happened the result exists. Raises `Refused` before the event, for the same person twice, for digits that
    differ or do not fit the event, and without a `reason` while something is lacking that shows the list was known
    before the event (`lacking_proof`).
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
    lacking = lacking_proof(session, found, profile, witnesses)
    if lacking and not reason.strip():
        raise Refused("refused-hold-unproven", lacking="；".join(say(f"unproven-{one}") for one in lacking))
    found = with_list(session, found)
    value = frozen_of(found)
    drawn = ticket.draw(value, first[1])
    opening = transcript.Opening(
        digits=first[1],
        entered=(transcript.Entered(first[0].strip(), first[1]), transcript.Entered(second[0].strip(), second[1])),
        opened_at=now,
        witnesses=tuple(witnesses),
    )
    anchors = [found.anchor] if found.anchor else []
    made = transcript.sealed(value, opening=opening, drawn=drawn, opened=opened_of(found), anchors=anchors)
    fact = DrawHeld(transcript=_kept(found, made), drawn=parts_drawn(drawn) if found.listed else (),
        unproven=lacking, unproven_reason=reason.strip() if lacking else "",
    )  # fmt: skip
    del found, value, drawn, made  # of a million subjects they are half a gigabyte
    enter(session, fact, desk=desk, clock=clock, dossier=draw)
    return get_draw(session, desk.bureau, draw)


def lacking_proof(session: Session, draw: DrawView, profile: Profile, witnesses: Collection[str]) -> tuple[str, ...]:
    """What a frozen draw lacks that shows its list was not made after the event; none when all is there.

    `commitment`: nobody outside had it, by an anchor, by headquarters' receipt of the sealing, or by the printed sealed
    list. `witness`: nobody outside was there though the profile asks for one; who is named in the anchor counts.
    """
    meeting = ceremony_of(session, draw.bureau, draw.dossier)
    known = bool(draw.anchor) or meeting.latest(LIST) is not None or sealing_received(session, draw)
    watched = bool(draw.anchor) or bool(meeting.of(WITNESS)) or any(one.strip() for one in witnesses)
    lacks = (("commitment", not known), ("witness", profile.draw.outside_witness and not watched))
    return tuple(one for one, lack in lacks if lack)


def release_draw(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    draw: str,
    tell: Callable[[int, int], None] | None = None,
) -> tuple[DossierId, ...]:
    """Release the tasks: open a dossier for each drawn subject, on this desk, and return them in order.

    A subject without a group waits for a supplementary draw. Of a supplementary draw of teams, inspections that lie
    here get their new team; the others take it up where they lie (`substituting.adopt`). `tell` hears how many of all
    are done; what it raises stops the release, and nothing of it is kept. Where the profile publishes names before the
    checks, list, digits and transcript are public with it. Raises `Refused` twice, for an item that ends
    before the plan's window does, and while somebody is to inspect whom he declared a relation to.
    """
    found = get_draw(session, desk.bureau, draw)
    if found.state != "held":
        raise Refused("refused-release-early")
    teams = teams_of(found)
    refuse_related(session, desk.bureau, teams, day=civil_date(clock.now()).isoformat())
    before = inspections_before(session, found)
    opened: list[DossierId] = []
    released = []
    for one in found.live:
        if known := before.get(one.subject, ""):
            team = teams.get(one.subject, ())
            replace_team(session, desk=desk, clock=clock, draw=found, inspection=known, team=team)
            released.append(Released(subject=one.subject, inspection=known))
    assigning = Assigning(session, desk=desk, clock=clock, profile=profile, draw=found)
    run = Run(session, desk=desk, clock=clock)
    new = [one for one in found.live if one.subject not in before and len(teams.get(one.subject, ())) >= FEWEST]
    for done, one in enumerate(new, 1):
        with session.no_autoflush:  # the registers it reads are not written here
            fact = assigning.fact(one, teams[one.subject])
        dossier = run.open(fact, kind="inspection")
        opened.append(dossier)
        released.append(Released(subject=one.subject, inspection=dossier))
        if tell is not None and done % TOLD_EVERY == 0:
            tell(done, len(new))
    run.settle()
    order = {one.subject: at for at, one in enumerate(found.live)}
    inspections_ = tuple(sorted(released, key=lambda one: order[one.subject]))
    enter(session, DrawReleased(inspections=inspections_), desk=desk, clock=clock, dossier=draw)
    if profile.draw.publish_before == "names":
        enter(session, DrawPublished(), desk=desk, clock=clock, dossier=draw)
    return tuple(opened)


def hand_over_released(
    session: Session, *, desk: Desk, clock: Clock, draw: str, tell: Callable[[int, int], None] | None = None
) -> int:
    """Put each released inspection in the tray of its first officer and return how many; once its check is approved.

    What the person at this desk leads herself stays here. Guests of other departments have no desk here, so the first
    officer of this bureau gets it. Raises `Refused` before the release. `tell` is as in `release_draw`.
    """
    found = get_draw(session, desk.bureau, draw)
    if found.state != "released":
        raise Refused("refused-hand-over-early")
    rows = dossiers_here(session, desk)
    firsts = first_officers(session, desk.bureau)
    run = Run(session, desk=desk, clock=clock)
    own = [(one.inspection, firsts.get(one.inspection, "")) for one in found.live if one.inspection in rows]
    to = [(dossier, person) for dossier, person in own if person and person != desk.person.id]
    for done, (dossier, person) in enumerate(to, 1):
        run.enter(DossierHandedOver(to_person=person), rows[dossier])
        if tell is not None and done % TOLD_EVERY == 0:
            tell(done, len(to))
    run.settle()
    return len(to)


def void_draw(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, draw: str, reason: str, approver: str
) -> None:
    """Declare a draw void, also after its release. After the event its result stays shown (TICKET-V1 6).

    Inspections that nobody has begun are withdrawn, here at once and on other desks when these take it over
    (`substituting.adopt`); those begun stay. Raises `Refused` without the role or a reason, and for an approver who may
    not by the profile's flow.
    """
    only_supervising(desk)
    found = get_draw(session, desk.bureau, draw)
    if found.state == "void":
        raise Refused("refused-draw-void")
    if not reason.strip() or not approver.strip():
        raise Refused("refused-void-incomplete")
    refuse_approver(session, desk=desk, profile=profile, of="draw-void", name=approver, dossier=draw)
    if found.recorded:  # there is nothing to compute: reason and approver stand beside what was recorded
        enter(
            session, DrawVoided(reason=reason, approver=approver, transcript=""), desk=desk, clock=clock, dossier=draw
        )
        withdraw_here(session, desk=desk, clock=clock, draw=found, reason=reason)
        return
    now = stamp(clock.now())
    found = with_list(session, found)
    if found.state in {"held", "released"}:
        parts, event = parts_of(found, short_parts(found.transcript)), "held"
    else:
        event = "before" if now < found.event_at else "not-held"
        anchors = [found.anchor] if found.anchor else []
        parts = {"opening": None, "drawn": None, "opened": opened_of(found), "anchors": anchors}
    made = transcript.sealed(
        frozen_of(found), **parts, void=transcript.Void(at=now, reason=reason, approver=approver, event=event)
    )
    fact = DrawVoided(reason=reason, approver=approver, transcript=_kept(found, made))
    enter(session, fact, desk=desk, clock=clock, dossier=draw)
    withdraw_here(session, desk=desk, clock=clock, draw=found, reason=reason)


def publish_draw(session: Session, *, desk: Desk, clock: Clock, profile: Profile, draw: str) -> None:
    """Let list, digits and transcript be shown.

    Raises `Refused` without the role, before the release, and while a check of the task is still open, unless the
    profile lets a drawn list be public before its last check.
    """
    only_supervising(desk)
    found = get_draw(session, desk.bureau, draw)
    checked = checked_among(session, desk.bureau, inspections_of_draw(desk.bureau, draw))
    early = found.state == "void" or profile.draw.public_early
    open_ones = 0 if early else sum(checked.get(one.inspection) == "" for one in found.live)
    if found.state not in {"released", "void"} or open_ones:
        raise Refused("refused-publish-early", count=open_ones)
    enter(session, DrawPublished(), desk=desk, clock=clock, dossier=draw)


def only_supervising(desk: Desk) -> None:
    """Raise `Refused` unless the supervising section acts."""
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")


def _check_exempt(profile: Profile, exempt: Sequence[Exempt]) -> None:
    grounds = {one.id for one in profile.frequency.exceptions}
    for one in exempt:
        if one.ground in CASES:
            raise Refused("refused-draw-complaint", subject=one.subject)
        if one.ground not in grounds or not one.evidence.strip():
            raise Refused("refused-exempt-evidence", subject=one.subject)


def _kept(found: DrawView, made: transcript.Sealed) -> str:
    """The text of a transcript as it is entered: whole, or shortened where the list lies beside it."""
    return made.short if found.listed else b"".join(made.pieces).decode()
