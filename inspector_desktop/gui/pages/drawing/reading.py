"""Everything the page shows of one plan and its draw, read at once as frozen values and names."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from inspector_desktop.draw.ceremony import NO_CEREMONY, Ceremony, ceremony_of
from inspector_desktop.draw.columns import short_parts
from inspector_desktop.draw.document import Names, five_figures, frozen_of, groupings_told, groupings_words, names_of
from inspector_desktop.draw.frozen import Frozen, Grouping
from inspector_desktop.draw.overlapping import open_overlaps
from inspector_desktop.draw.power import chances
from inspector_desktop.draw.preparing import prepared
from inspector_desktop.draw.recording import place_for
from inspector_desktop.draw.releasing import certificates_ending
from inspector_desktop.draw.store import (
    LOCAL,
    DrawnView,
    DrawView,
    get_draw,
    inspections_of_draw,
    marks,
    with_list,
)
from inspector_desktop.draw.survey import Survey, survey
from inspector_desktop.draw.ticket import Quota, quotas
from inspector_desktop.inspection.store import desks_among, names_of_teams
from inspector_desktop.plan.overlap import Overlap
from inspector_desktop.plan.store import PlanView, get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import officers

LIST, SEALED, NUMBERS, SUBJECTS, GROUPS, RELEASE = "list", "sealed", "numbers", "subjects", "groups", "release"
RECORD = "record"
STAGES = (LIST, SEALED, NUMBERS, SUBJECTS, GROUPS, RELEASE)
RECORDED_STAGES = (LIST, RECORD, SUBJECTS, GROUPS, RELEASE)  # of a draw held elsewhere
NOBODY = Names({})
NOTHING_SURVEYED = Survey((), (), 0, (), 0, 0)  # a frozen list speaks for itself
DRAWN_STATES = ("held", "released")


@dataclass(frozen=True)
class TaskLine:
    """A released task: whom it checks, who goes, and on whose desk the dossier lies."""

    key: str
    subject: str
    officers: str
    desk: str


@dataclass(frozen=True)
class DrawnLine:
    """A drawn subject in the order of its class."""

    key: str
    order: int
    drawn: DrawnView
    name: str
    category: str
    chance: str


@dataclass(frozen=True)
class Whole:
    """A plan with its draw, if there is one, and those declared void before; surveyed while nothing is frozen."""

    plan: PlanView
    draw: DrawView | None
    void: tuple[DrawView, ...]
    next_number: int
    survey: Survey
    frozen: Frozen | None = None
    quotas: tuple[Quota, ...] = ()
    names: Names = NOBODY
    drawn: tuple[DrawnLine, ...] = ()
    seed: dict[str, Any] | None = None
    tasks: tuple[TaskLine, ...] = ()
    place: str = LOCAL
    supplement: str = ""  # dossier of the draw in front, if it adds to another
    adds_to: int = 0  # the number of that other
    overlaps: tuple[Overlap, ...] = ()
    ceremony: Ceremony = NO_CEREMONY
    groupings: str = ""  # in how many ways the officers can fall into groups, said plainly
    figures: tuple[tuple[str, str], ...] = ()  # the five figures of a draw, with their names
    early: bool = False  # whether the profile lets the drawn list be public before its last check
    ending: tuple[tuple[str, str], ...] = ()  # who of the teams has a certificate that ends before the window does

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages of this draw: one held elsewhere has nothing to seal and no digits."""
        return STAGES if self.place == LOCAL else RECORDED_STAGES

    @property
    def stage(self) -> str:
        """Where the draw stands: the stage in which something is to be done."""
        if self.plan.state != "approved":
            return LIST
        if self.draw is None:
            return SEALED if self.place == LOCAL else RECORD
        return {"frozen": NUMBERS, "held": RELEASE, "released": RELEASE}.get(self.draw.state, SEALED)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a result to show."""
        return self.draw is not None and self.draw.state in DRAWN_STATES


def read_whole(session: Session, *, bureau: str, profile: Profile, plan: str, now: str, draw: str = "") -> Whole:
    """Read one plan with its draw, or with the one that adds to it and is named in `draw`. Raises `Missing`."""
    whole = _read_whole(session, bureau=bureau, profile=profile, plan=plan, now=now, wanted=draw)
    if not draw or whole.draw is None:
        return whole
    return replace(whole, supplement=draw, adds_to=get_draw(session, bureau, whole.draw.supplements).number)


def _read_whole(session: Session, *, bureau: str, profile: Profile, plan: str, now: str, wanted: str) -> Whole:
    view = get_plan(session, bureau, plan)
    known = marks(session, bureau)
    following = 1 + sum(not one.recorded for one in known)
    own = [one for one in known if one.plan == plan and not one.supplements and not wanted]
    void = tuple(get_draw(session, bureau, one.dossier) for one in own if one.state == "void")
    front = wanted or next((one.dossier for one in own if one.state != "void"), "")
    draw = get_draw(session, bureau, front) if front else None
    place = draw.place if draw is not None else place_for(profile, view)
    if draw is None:
        seen = survey(session, plan=view, profile=profile, now=now)
        teams = len(prepared(session, bureau, plan).teams)
        groups = Grouping(teams, 1) if teams else Grouping(seen.groups, view.group_size, profile.groups.rest)
        ways = groupings_told(teams or seen.officers, groups)
        return Whole(
            view, None, void, following, seen, place=place, overlaps=open_overlaps(session, view), groupings=ways
        )  # fmt: skip
    if draw.recorded:
        seen = survey(session, plan=view, profile=profile, now=now)
        named = Names(json.loads(draw.named))
        return Whole(
            view, draw, void, following, seen, names=named, drawn=_recorded(view, draw, named),
            tasks=_tasks(session, draw, named), place=place, ending=_ending(session, view, draw),
        )  # fmt: skip
    draw = with_list(session, draw)
    frozen = frozen_of(draw)
    names = names_of(draw, frozen)
    seed = short_parts(draw.transcript)["seed"] if draw.transcript else None
    return Whole(
        view, draw, void, following, NOTHING_SURVEYED, frozen=frozen, quotas=quotas(frozen), names=names,
        drawn=_drawn(view, draw, frozen, names), seed=seed, tasks=_tasks(session, draw, names),
        ceremony=ceremony_of(session, bureau, draw.dossier), groupings=groupings_words(frozen),
        figures=five_figures(draw, frozen, view), early=profile.draw.public_early, ending=_ending(session, view, draw),
    )  # fmt: skip


def _ending(session: Session, plan: PlanView, draw: DrawView) -> tuple[tuple[str, str], ...]:
    return certificates_ending(session, draw, plan.window_until) if draw.state in {"held", "released"} else ()


def _drawn(plan: PlanView, draw: DrawView, frozen: Frozen, names: Names) -> tuple[DrawnLine, ...]:
    order = {one.stratum: at for at, one in enumerate(plan.strata)}
    chance = {one.stratum: one.percent for one in chances(frozen)}
    found = sorted(draw.drawn, key=lambda one: (order[one.stratum], one.position))
    return tuple(
        DrawnLine(
            one.subject, at, one, names.of(one.subject), plan.stratum(one.stratum).title, f"{chance[one.stratum]}%"
        )
        for at, one in enumerate(found, 1)
    )


def _recorded(plan: PlanView, draw: DrawView, names: Names) -> tuple[DrawnLine, ...]:
    return tuple(
        DrawnLine(one.subject, at, one, names.of(one.subject), plan.stratum(one.stratum).title, "—")
        for at, one in enumerate(draw.drawn, 1)
    )


def _tasks(session: Session, draw: DrawView, names: Names) -> tuple[TaskLine, ...]:
    if draw.state != "released":
        return ()
    people = {one.id: one.name for one in officers(session, draw.bureau)}
    among = inspections_of_draw(draw.bureau, draw.dossier)
    teams, desks = names_of_teams(session, draw.bureau, among), desks_among(session, draw.bureau, among)
    found = []
    for one in draw.live:
        if one.inspection not in desks:
            continue  # its dossier has not come to this device
        tray, holder = desks[one.inspection]
        desk = f"tray {people.get(tray, tray)}" if tray else f"held {people.get(holder, holder)}"
        team = "、".join(teams.get(one.inspection, ()))
        found.append(TaskLine(one.inspection, names.of(one.subject), team, desk))
    return tuple(found)
