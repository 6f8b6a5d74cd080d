"""回避 and 递补 after the draw: who comes in is computed from the reserve, never chosen (TICKET-V1 5).

The draw lies with the supervising section, an inspection may lie with an officer at an enterprise. A change is entered
in the draw's record where that lies; the inspection takes it over where it lies (`adopt`): at once if that is the same
desk, else after the next contact. At a site without a network the head's decision is told by telephone and entered with
who told it (`change_by_telephone`); the draw's record is brought up to it later, and both must name the same person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.draw.columns import short_parts
from inspector_desktop.draw.facts import CameIn, DrawChanged, RecusalRefused
from inspector_desktop.draw.kept import frozen_of
from inspector_desktop.draw.releasing import (
    FEWEST,
    assign,
    assigned_officer,
    lies_here,
    related_among,
    replace_team,
    standing_of,
    teams_of,
    withdraw,
)
from inspector_desktop.draw.store import ChangeView, DrawnView, DrawView, get_draw, supplements_of, with_list
from inspector_desktop.draw.ticket import Tickets
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.inspection.facts import AssignedOfficer
from inspector_desktop.inspection.store import InspectionView, get_inspection
from inspector_desktop.inspection.team import (
    RECUSAL,
    UNABLE,
    TeamChangeView,
    check_given,
    get_request,
    requests_of,
    team_changes,
)
from inspector_desktop.inspection.team_facts import RecusalDecided, TeamChangeConfirmed, TeamChanged
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import get_subject, officers

OFFICER, OBJECT = "officer", "object"
OBJECT_GROUNDS = ("closed", "moved", "cancelled")


@dataclass(frozen=True)
class Asked:
    """What is stated with a change: its ground, who asked, the reason in words, who approved it and when.

    `told`: decided by telephone and entered afterwards. `request` is the id of a request in the inspection's dossier.
    """

    ground: str
    asked_by: str
    asked_name: str
    text: str
    approver: str
    decided_at: datetime
    told: bool = False
    request: str = ""


@dataclass(frozen=True)
class Successor:
    """Who would come in: `comes` is the person (of a ready-made team, its members), empty when nobody is left.

    `leaves` are those who go, more than one if a ready-made team goes; `reserve` is how many there are in it, and
    `too_few` whether the team would then be fewer than two.
    """

    leaves: tuple[str, ...]
    comes: tuple[str, ...]
    reserve: int
    too_few: bool


@dataclass(frozen=True)
class Made:
    """A change as entered, and how many of the inspections concerned took it over here, how many lie elsewhere."""

    change: ChangeView
    adopted: int
    elsewhere: int


@dataclass(frozen=True)
class Pending:
    """A change in the draw's record that an inspection has not taken over yet, or a new team from a supplement.

    `differs`: by telephone another person was told than the record names.
    """

    draw: str
    number: int
    leaves: str
    comes: str
    differs: bool = False
    told_place: int = 0


def approvers(session: Session, bureau: str, profile: Profile, ground: str) -> tuple[str, ...]:
    """Who of the register may approve: the levels the profile names for recusal or substitution."""
    levels = set(profile.flow("recusal" if ground in RECUSAL else "substitution").levels)
    return tuple(one.name for one in officers(session, bureau) if levels & set(one.roles.split("、")))


def successor(session: Session, *, bureau: str, draw: str, person: str, subjects: Sequence[str]) -> Successor:
    """Compute who would come in for somebody in the teams of these subjects. Raises `Refused` for an impossible change.

    Nothing is entered. Of a draw held elsewhere nothing can be computed: the platform names the successor.
    """
    found = get_draw(session, bureau, draw)
    out = _drawn_as(found, person)
    if found.recorded:
        return Successor((person,), (), 0, too_few=False)
    standing = standing_of(with_list(session, found))
    made = standing.replace_officer(out, tuple(subjects), at=_LATE, reason=UNABLE, approver="-")
    ready = found.ready_teams
    few = set(standing.too_few)
    return Successor(
        ready.get(out, (out,)), ready.get(made.comes, (made.comes,)) if made.comes else (), len(found.groups[0]),
        too_few=any(one in few for one in subjects),
    )  # fmt: skip


def replace_officer(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    draw: str,
    person: str,
    subjects: Sequence[str],
    asked: Asked,
    named: str = "",
) -> Made:
    """Take somebody out of the teams of `subjects` and let the one of the reserve come in whose turn it is.

    `named` is whom the platform named, for a draw held there; of one held here nobody is named. Raises `Refused`
    without the role, before the draw and once it is void, for a check that is done, for a named one who
    declared a relation to the subject, without ground, asker, reason or approver, when the one who leaves would approve
    it himself, and for an approver the register knows in another post.
    """
    found = _changeable(session, desk, draw)
    wanted = tuple(dict.fromkeys(subjects))
    live = {one.subject: one for one in found.live}
    for one in wanted:
        if one in live and live[one].inspection:
            view = get_inspection(session, desk.bureau, live[one].inspection)
            check_given(
                view, ground=asked.ground, asked_by=asked.asked_by, asked_name=asked.asked_name, text=asked.text
            )
    _check_asked(session, desk, clock, profile, found, asked, person)
    out = _drawn_as(found, person)
    now = stamp(clock.now())
    if found.recorded:
        comes = _named(session, found, named, wanted, day=civil_date(clock.now()).isoformat())
    else:
        if named:
            raise Refused("refused-swap-chosen")
        standing = standing_of(found)
        comes = standing.replace_officer(out, wanted, at=now, reason=asked.ground, approver=asked.approver).comes
    fact = DrawChanged(
        number=len(found.changes) + 1, what=OFFICER, at=now, leaves=out, comes=comes, reason=asked.ground,
        approver=asked.approver.strip(), subjects=wanted, asked_by=asked.asked_by,
        asked_name=asked.asked_name.strip(), text=asked.text.strip(), decided_at=stamp(asked.decided_at),
        told=asked.told, request=asked.request,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=draw)
    after = get_draw(session, desk.bureau, draw)
    adopted = elsewhere = 0
    for one in wanted:
        inspection = live[one].inspection if one in live else ""
        if not inspection:
            continue
        if lies_here(session, desk, inspection):
            adopted += bool(adopt(session, desk=desk, clock=clock, inspection=inspection))
        else:
            elsewhere += 1
    return Made(after.changes[-1], adopted, elsewhere)


def replace_subject(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, draw: str, subject: str, asked: Asked
) -> Made:
    """Take a drawn subject out for good; the first of its class's reserve comes in, with the group the draw gives it.

    Only where the profile lets subjects be replaced, and only for a firm that is closed, moved or deregistered. Raises
    `Refused` otherwise, and as `replace_officer` does.
    """
    found = _changeable(session, desk, draw)
    if found.recorded or asked.ground not in (profile.draw.replaced or ()):
        raise Refused("refused-replace-subject")
    drawn = next((one for one in found.live if one.subject == subject), None)
    if drawn is None:
        raise Refused("draw-change-not-live", object=subject)
    if drawn.inspection and get_inspection(session, desk.bureau, drawn.inspection).done.get("check"):
        raise Refused("refused-swap-done", subject=get_subject(session, desk.bureau, subject).name)
    if not asked.text.strip():
        raise Refused("refused-swap-reason")
    _check_asked(session, desk, clock, profile, found, asked, "")
    now = stamp(clock.now())
    standing = standing_of(found)
    made = standing.replace_object(subject, at=now, reason=asked.ground, approver=asked.approver)
    came: tuple[CameIn, ...] = ()
    if made.comes:
        came = (_came_in(found, drawn, made.comes, standing.groups[made.comes]),)
        team = tuple(person for one in standing.teams[made.comes] for person in found.ready_teams.get(one, (one,)))
        if found.state == "released" and team:
            view = DrawnView(
                made.comes, came[0].stratum, came[0].position, came[0].batch, came[0].ticket, came[0].group, "",
                came[0].items,
            )  # fmt: skip
            dossier = assign(session, desk=desk, clock=clock, profile=profile, draw=found, drawn=view, team=team)
            came = (came[0].model_copy(update={"inspection": dossier}),)
    fact = DrawChanged(
        number=len(found.changes) + 1, what=OBJECT, at=now, leaves=subject, comes=made.comes, reason=asked.ground,
        approver=asked.approver.strip(), subjects=(), asked_by=asked.asked_by, asked_name=asked.asked_name.strip(),
        text=asked.text.strip(), decided_at=stamp(asked.decided_at), told=asked.told, came=came,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=draw)
    return Made(get_draw(session, desk.bureau, draw).changes[-1], len(came), 0)


def refuse_recusal(
    session: Session, *, desk: Desk, clock: Clock, draw: str, inspection: str, request: str, approver: str, note: str
) -> None:
    """Record that the head did not grant a request; the officer goes on. Raises `Refused` without approver."""
    found = _changeable(session, desk, draw)
    asked = get_request(session, desk.bureau, inspection, request)
    if asked.state != "asked":
        raise Refused("refused-recusal-decided")
    if not approver.strip() or not note.strip():
        raise Refused("refused-swap-approver")
    fact = RecusalRefused(
        request=request, inspection=inspection, officer=asked.officer, approver=approver.strip(),
        decided_at=stamp(clock.now()), note=note.strip(),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=found.dossier)
    if lies_here(session, desk, inspection):
        decided = RecusalDecided(request=request, granted=False, approver=approver.strip(), note=note.strip())
        enter(session, decided, desk=desk, clock=clock, dossier=inspection)


def change_by_telephone(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    inspection: str,
    request: str,
    granted: bool,
    approver: str,
    told_by: str,
    told_at: datetime,
    comes: str = "",
    note: str = "",
) -> None:
    """Enter at the site what was decided by telephone on a request (补录); `comes` is whom the record's keeper named.

    Raises `Refused` without approver or who told it, for a moment to come or before the request, for an approver of the
    team, and for somebody who is not in the reserve of the draw: a successor is never chosen.
    """
    view = get_inspection(session, desk.bureau, inspection)
    asked = get_request(session, desk.bureau, inspection, request)
    if asked.state != "asked":
        raise Refused("refused-recusal-decided")
    if not approver.strip() or not told_by.strip():
        raise Refused("refused-swap-telephone")
    if told_at > clock.now() or stamp(told_at) < asked.asked_at:
        raise Refused("refused-swap-future")
    if approver.strip() == asked.name:
        raise Refused("refused-swap-own", name=asked.name)
    decided = RecusalDecided(
        request=request, granted=granted, approver=approver.strip(), told_by=told_by.strip(), note=note.strip()
    )
    enter(session, decided, desk=desk, clock=clock, dossier=inspection, occurred_at=told_at)
    if not granted:
        return
    came: tuple[AssignedOfficer, ...] = ()
    if comes:
        draw = get_draw(session, desk.bureau, view.draw)
        ready = draw.ready_teams
        reserve = [person for one in draw.groups[0] for person in ready.get(one, (one,))] if draw.groups else []
        if comes not in reserve or comes in {one.id for one in view.officers}:
            raise Refused("refused-swap-not-reserve")
        came = (assigned_officer(session, draw, comes),)
    fact = TeamChanged(
        leaves=asked.officer, leaves_name=asked.name, comes=came, ground=asked.ground, approver=approver.strip(),
        decided_at=stamp(told_at), draw=view.draw, told_by=told_by.strip(), request=request,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=inspection, occurred_at=told_at)


def pending(session: Session, bureau: str, inspection: str) -> tuple[Pending, ...]:
    """Changes of the draw that an inspection has not taken over yet."""
    view = get_inspection(session, bureau, inspection)
    if not view.draw:
        return ()
    try:
        draw = get_draw(session, bureau, view.draw)
    except Missing:
        return ()  # the draw's record has not come to this device
    known = team_changes(session, bureau, inspection)
    done = {one.change for one in known if one.change}
    told = [one for one in known if not one.change]
    ready = draw.ready_teams
    found = []
    for change in draw.changes:
        if change.what != OFFICER or view.subject not in change.subjects or change.number in done:
            continue
        leaves, comes = ready.get(change.leaves, (change.leaves,)), ready.get(change.comes, (change.comes,))
        for person, successor_id in zip_longest(leaves, comes, fillvalue=""):
            match = next((one for one in told if one.leaves == person), None)
            differs = match is not None and match.comes != successor_id
            found.append(
                Pending(draw.dossier, change.number, person, successor_id, differs, match.place if match else 0)
            )
    return tuple(found)


def waiting_changes(session: Session, bureau: str, inspection: str) -> int:
    """How many changes the draw's record has for an inspection that it has not taken over; a new team counts as one."""
    view = get_inspection(session, bureau, inspection)
    new = _new_team(session, view) if view.draw else None
    return len(pending(session, bureau, inspection)) + (new is not None) + (void_of(session, view) is not None)


def void_of(session: Session, view: InspectionView) -> DrawView | None:
    """The void draw an inspection came of that nobody has begun and that is not withdrawn yet."""
    if not view.draw or view.gone or "check" in view.begun:
        return None
    try:
        draw = get_draw(session, view.bureau, view.draw)
    except Missing:
        return None  # the draw's record has not come to this device
    return draw if draw.state == "void" else None


def adopt(session: Session, *, desk: Desk, clock: Clock, inspection: str) -> int:
    """Take the draw's changes over into an inspection that lies here, and return how many.

    An inspection of a draw that was declared void is withdrawn, if nobody has begun it. A change told by telephone is
    confirmed when the record names the same person, and set right when it doesn't.
    """
    view = get_inspection(session, desk.bureau, inspection)
    void = void_of(session, view)
    if void is not None:
        return int(withdraw(session, desk=desk, clock=clock, draw=void, inspection=inspection, reason=void.void_reason))
    made = 0
    for one in pending(session, desk.bureau, inspection):
        draw = get_draw(session, desk.bureau, one.draw)
        change = next(each for each in draw.changes if each.number == one.number)
        if one.told_place and not one.differs:
            fact: TeamChangeConfirmed | TeamChanged = TeamChangeConfirmed(place=one.told_place, change=one.number)
        else:
            fact = _team_changed(session, desk, draw, change, one, inspection)
        enter(session, fact, desk=desk, clock=clock, dossier=inspection)
        made += 1
        waiting = [ask for ask in requests_of(session, desk.bureau, inspection) if ask.id == change.request]
        if waiting and waiting[0].state == "asked":
            decided = RecusalDecided(request=change.request, granted=True, approver=change.approver)
            enter(session, decided, desk=desk, clock=clock, dossier=inspection)
    return made + _adopt_team(session, desk, clock, view.draw, inspection)


def unrecorded(session: Session, bureau: str, draw: str) -> tuple[TeamChangeView, ...]:
    """Changes told by telephone that the draw's record does not show yet: the supervising section has to enter them."""
    found = get_draw(session, bureau, draw)
    shown = {(change.leaves, subject) for change in found.changes for subject in change.subjects}
    ready = {person: team for team, people in found.ready_teams.items() for person in people}
    own = {one.inspection: one.subject for one in found.drawn if one.inspection}
    return tuple(
        one
        for one in team_changes(session, bureau)
        if not one.change and one.dossier in own
        and (ready.get(one.leaves, one.leaves), own[one.dossier]) not in shown
    )  # fmt: skip


_LATE = "9999-12-31T23:59:59Z"


def _changeable(session: Session, desk: Desk, draw: str) -> DrawView:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    found = get_draw(session, desk.bureau, draw)
    if found.state not in {"held", "released"}:
        raise Refused("refused-swap-early")
    return with_list(session, found)


def _check_asked(
    session: Session, desk: Desk, clock: Clock, profile: Profile, draw: DrawView, asked: Asked, person: str
) -> None:
    if not asked.asked_name.strip() or not asked.text.strip():
        raise Refused("refused-swap-reason")
    if not asked.approver.strip():
        raise Refused("refused-swap-approver")
    if asked.decided_at > clock.now() or stamp(asked.decided_at) < draw.held_at:
        raise Refused("refused-swap-future")
    register = {one.name: one for one in officers(session, desk.bureau)}
    known = register.get(asked.approver.strip())
    if known is None:
        return
    if known.id == person:
        raise Refused("refused-swap-own", name=known.name)
    flow = profile.flow("recusal" if asked.ground in RECUSAL else "substitution")
    if not set(flow.levels) & set(known.roles.split("、")):
        titles = "、".join(profile.role(level).title for level in flow.levels)
        raise Refused("refused-swap-level", name=known.name, level=titles)


def _drawn_as(draw: DrawView, person: str) -> str:
    """Whom the draw knows a person as: himself, or the ready-made team he is in."""
    return next((team for team, people in draw.ready_teams.items() if person in people), person)


def _named(session: Session, draw: DrawView, named: str, subjects: Sequence[str], *, day: str) -> str:
    if not named:
        return ""
    teams = teams_of(draw)
    if any(named in teams.get(one, ()) for one in subjects):
        raise Refused("refused-swap-in-team")
    comes = assigned_officer(session, draw, named)
    for _, subject in related_among(session, draw.bureau, dict.fromkeys(subjects, (named,)), day=day):
        told = get_subject(session, draw.bureau, subject).name
        raise Refused("refused-swap-related", name=comes.name, subject=told)
    return comes.officer


def _came_in(draw: DrawView, gone: DrawnView, comes: str, group: int) -> CameIn:
    frozen = frozen_of(draw)
    seed = short_parts(draw.transcript)["result"]["seed"]
    stratum = next(one for one in frozen.strata if one.id == gone.stratum)
    order = [name for _, name in Tickets(seed, "item").order(stratum.items_pool, comes)]
    thing = Tickets(seed, "object")
    members = thing.order(
        name for name, of in zip(frozen.columns.ids, frozen.columns.strata, strict=True) if of == stratum.id
    )  # fmt: skip
    return CameIn(
        stratum=stratum.id, position=next(at for at, (_, name) in enumerate(members, 1) if name == comes),
        batch=gone.batch, ticket=thing.of(comes), group=group,
        items=(*stratum.items_fixed, *order[: stratum.items_count]), inspection="",
    )  # fmt: skip


def _team_changed(
    session: Session, desk: Desk, draw: DrawView, change: ChangeView, one: Pending, inspection: str
) -> TeamChanged:
    team = {member.id: member.name for member in get_inspection(session, desk.bureau, inspection).officers}
    leaves = one.leaves
    if one.differs:  # who was told by telephone goes again, and the one whom the record names comes
        told = next(each for each in team_changes(session, desk.bureau, inspection) if each.place == one.told_place)
        leaves = told.comes or one.leaves
    name = (team.get(leaves) or assigned_officer(session, draw, leaves).name) if leaves else ""
    return TeamChanged(
        leaves=leaves, leaves_name=name, comes=(assigned_officer(session, draw, one.comes),) if one.comes else (),
        ground=change.reason, approver=change.approver, decided_at=change.decided_at, draw=draw.dossier,
        change=change.number, request=change.request,
    )  # fmt: skip


def _adopt_team(session: Session, desk: Desk, clock: Clock, draw: str, inspection: str) -> int:
    """Take over the team a later supplementary draw found for an inspection, if it has not got it yet."""
    new = _new_team(session, get_inspection(session, desk.bureau, inspection)) if draw else None
    if new is None:
        return 0
    found, team = new
    return int(replace_team(session, desk=desk, clock=clock, draw=found, inspection=inspection, team=team))


def _new_team(session: Session, view: InspectionView) -> tuple[DrawView, tuple[str, ...]] | None:
    own = {one.id for one in view.officers}
    if len(own) >= FEWEST:
        return None
    for found in supplements_of(session, view.bureau, view.draw):
        if found.lacking == "teams" and found.state == "released":
            team = teams_of(found).get(view.subject, ())
            if len(team) >= FEWEST and set(team) != own:
                return found, team
    return None
