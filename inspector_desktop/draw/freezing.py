"""What goes into a frozen list: the officers' side, ready-made teams, names and proofs concealed, and the fact of it.

`acts.freeze_draw` and `supplementing` decide whether a list may be frozen; here it is put together.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from inspector_desktop.clock import civil_date, stamp
from inspector_desktop.digest import canonical
from inspector_desktop.draw.columns import sound_opened, write_opened
from inspector_desktop.draw.covering import Cover, cover_of
from inspector_desktop.draw.facts import DrawFrozen, Exempt, Guest, ReadyTeam
from inspector_desktop.draw.frozen import Frozen, Grouping, Officer, OfficerOut, Stratum, conceal, freeze
from inspector_desktop.draw.packed import LONG, MEDIA_TYPE, Listing, nonce_text, pack, without_lists
from inspector_desktop.draw.preparing import Prepared, departments_of, partners_of, prepared, short_of
from inspector_desktop.draw.roll import Roll
from inspector_desktop.draw.rules import (
    AREA,
    JOINED,
    grouping_of,
    missing_area,
    missing_skill,
    officer_out,
    source_of,
    split_officers,
    split_subjects,
)
from inspector_desktop.draw.shapes import ZEROS
from inspector_desktop.draw.store import DrawMark, marks
from inspector_desktop.errors import Refused
from inspector_desktop.plan.shares import top_up_of
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.selection import Event
from inspector_desktop.registry.kept_store import related
from inspector_desktop.registry.store import OfficerView, officers
from inspector_desktop.storage.evidence import put_evidence

NO_TEAM = "no-team"


@dataclass(frozen=True)
class Side:
    """The officers' side of a draw: who takes part, persons or teams, and who does not."""

    able: tuple[Officer, ...]
    out: tuple[OfficerOut, ...]
    names: Mapping[str, str]
    teams: tuple[ReadyTeam, ...] = ()
    guests: tuple[Guest, ...] = ()
    departments: tuple[str, ...] = ()  # codes of those each team must have two officers of


@dataclass(frozen=True)
class Kind:
    """What kind of draw is frozen: `kind` and `of` as TICKET-V1 has them; what it adds to, and what lacked there."""

    kind: str = "first"
    of: str = ""
    supplements: str = ""
    lacking: str = ""


@dataclass(frozen=True)
class Whole:
    """Everything a list is made of but the event."""

    plan: PlanView
    profile: Profile
    roll: Roll
    strata: tuple[Stratum, ...]
    barred: Collection[tuple[str, str]] = ()
    exempt: Sequence[Exempt] = ()
    kind: Kind = field(default_factory=Kind)
    most_groups: int = 0  # no more groups than these; 0: as many as the plan wants
    stood_back: Collection[str] = ()  # who may take none of the subjects, and so takes no part


def frozen_fact(
    session: Session, whole: Whole, *, now: datetime, event: str, event_name: str, event_at: datetime
) -> DrawFrozen:
    """Put the list together and return the fact that freezes it.

    Raises `Refused` when the event is not in the future, when the officers do not make one group, when nobody has the
    field a category needs, and in a joint task without two officers of each department.
    """
    if event_at <= now:
        raise Refused("refused-event-past")
    plan, profile, roll = whole.plan, whole.profile, whole.roll
    ready = prepared(session, plan.bureau, plan.dossier)
    day = civil_date(now).isoformat()
    listed = officers(session, plan.bureau)
    first = max(day, plan.window_from)  # a certificate must hold when checks begin, not when the list is frozen
    able_ones = [one for one in listed if not officer_out(one, first, plan.conditions)]
    cover, areas = cover_of(profile, zip(roll.regions, roll.categories, strict=True), (*able_ones, *ready.guests))
    side = _without(officers_side(listed, plan, ready, cover, day=first), whole.stood_back)
    nonces = {one: nonce_text() for one in side.names}
    needs = {name: profile.category(name).needs for name in dict.fromkeys(one.category for one in plan.strata)}
    candidates, excluded, hidden = split_subjects(
        roll.ids, roll.names, roll.categories, roll.strata,
        list(map(areas.__getitem__, zip(roll.regions, roll.categories, strict=True))), rules=roll.rules, needs=needs,
        grounds=roll.grounds, departments=side.departments,
    )  # fmt: skip
    able = tuple(
        Officer(one.id, one.persons, one.areas, one.skills, conceal(nonces[one.id], side.names[one.id]))
        for one in side.able
    )
    groups = _groups(plan, profile, able, whole.most_groups)
    category, skill = missing_skill(able, needs)
    if category:
        raise Refused("refused-skill-missing", category=profile.category(category).title, skill=skill)
    bare = missing_area(able, candidates.different_areas, plan.group_size)
    if bare:
        raise Refused("refused-area-missing", area=bare, size=plan.group_size)
    known = [one for one in marks(session, plan.bureau) if not one.recorded]
    able_ids = {one.id for one in able}
    barred = _by_team({*whole.barred, *related(session, plan.bureau, day=day)}, side.teams)
    value = freeze(
        Frozen(
            bureau=profile.bureau.draw_id, number=len(known) + 1, previous=known[0].commitment if known else ZEROS,
            salt=secrets.token_hex(16), frozen_at=stamp(now),
            source=source_of(_event(profile, event), name=event_name, event_at=stamp(event_at)), strata=whole.strata,
            floor_ppm=0 if whole.kind.supplements else profile.quota.floor_ppm,
            top_up=() if whole.kind.supplements else top_up_of(profile, plan.strata), objects=candidates,
            excluded=excluded, officers=able, officers_out=side.out, groups=groups,
            barred=tuple(
                sorted(pair for pair in barred if pair[0] in able_ids and pair[1] in roll and not roll.rules[pair[1]])
            ),
            kind=whole.kind.kind,
            of=whole.kind.of, note=_note(plan, profile, _free(whole), ready, side),
        )
    )  # fmt: skip
    opened: Mapping[str, tuple[str, str]] = {one.label: (nonces[one.id], side.names[one.id]) for one in value.officers}
    lines = len(value.objects) + len(value.excluded)
    packed = pack(value, hidden) if lines >= LONG else None
    if packed is None:
        opened = Listing(value, hidden, opened).opened  # all of it stands in the fact
    return DrawFrozen(
            number=value.number, plan=plan.dossier, title=plan.title,
            frozen=value.canonical.decode() if packed is None else without_lists(value),
            commitment=value.commitment, frozen_at=value.frozen_at, event_name=value.source.name,
            event_at=value.source.event_at, opened=_written(opened), exempt=tuple(whole.exempt),
            supplements=whole.kind.supplements, lacking=whole.kind.lacking, teams=side.teams, guests=side.guests,
            helpers=ready.helpers,
            listed=put_evidence(session, packed, media_type=MEDIA_TYPE, added_at=stamp(now)) if packed else "",
    )  # fmt: skip


def officers_side(listed: Sequence[OfficerView], plan: PlanView, ready: Prepared, cover: Cover, *, day: str) -> Side:
    """Persons, or the ready-made teams where there are any; in a joint task each team has two of each department.

    A team goes where all its members may; what one of them is skilled in, the team is. Raises `Refused` for a
    joint task without teams of two officers of each department.
    """
    named = {one.id: one.name for one in listed} | {one.id: one.name for one in ready.guests}
    if partners_of(plan) and not (ready.guests and ready.teams):
        raise Refused("refused-joint-teams", departments=JOINED.join(partners_of(plan)))
    if not ready.teams:
        blank = dict.fromkeys(named, "0" * 32)
        able, out = split_officers(listed, day=day, nonces=blank, cover=cover, conditions=plan.conditions)
        return Side(able, out, {one.id: named[one.id] for one in able})
    guests = {one.id: one for one in ready.guests}
    views = {one.id: one for one in listed}
    blank = dict.fromkeys(named, "0" * 32)
    able_persons, out = split_officers(listed, day=day, nonces=blank, cover=cover, conditions=plan.conditions)
    able_ids = {one.id for one in able_persons} | {one.id for one in ready.guests if one.valid_until >= day}
    codes = tuple(f"dept-{number}" for number in range(len(departments_of(plan, ready.guests)) + 1))
    took: list[Officer] = []
    gone, titles = list(out), {}
    for team in ready.teams:
        short = short_of(plan, team.members, guests)
        if short:
            raise Refused("refused-joint-few", team=team.title, department=short)
        missing = [one for one in team.members if one not in able_ids]
        if missing:
            gone.append(OfficerOut(id=team.id, rule="team-member"))
            continue
        skills = {skill for one in team.members if one in views for skill in views[one].fields.split(JOINED) if skill}
        members = [views[one] if one in views else guests[one] for one in team.members]
        if cover.nowhere(members):
            gone.append(OfficerOut(id=team.id, rule=AREA))
            continue
        took.append(
            Officer(
                id=team.id, persons=len(team.members),
                areas=cover.of(members),
                skills=tuple(sorted(skills | (set(codes) if ready.guests else set()))),
            )
        )  # fmt: skip
        titles[team.id] = say_team(team, named)
    busy = {one for team in ready.teams for one in team.members}
    gone += [OfficerOut(id=one.id, rule=NO_TEAM) for one in able_persons if one.id not in busy]
    return Side(
        tuple(sorted(took, key=lambda one: one.id)), tuple(sorted(gone, key=lambda one: one.id)), titles,
        ready.teams, ready.guests, codes if ready.guests else (),
    )  # fmt: skip


def say_team(team: ReadyTeam, names: Mapping[str, str]) -> str:
    """A team as it is called on screens and papers: its title and its members."""
    return f"{team.title}（{JOINED.join(names.get(one, one) for one in team.members)}）"


def trace_of(known: Sequence[DrawMark], plan: str, supplements: str = "", lacking: str = "") -> Kind:
    """The kind of a plan's next draw: after a void one it replaces and names it, so that none is without trace."""
    void = [
        one for one in known
        if one.plan == plan and one.state == "void" and not one.recorded and one.supplements == supplements
        and one.lacking == lacking
    ]  # fmt: skip
    if void:  # `known` has the latest number first
        return Kind("replacement", void[0].commitment, supplements, lacking)
    if supplements:
        return Kind(
            "supplement", next(one.commitment for one in known if one.dossier == supplements), supplements, lacking
        )
    return Kind()


def _written(opened: Mapping[str, tuple[str, str]]) -> str:
    if sound_opened(opened):
        return b"".join(write_opened(opened)).decode()
    return canonical({label: list(pair) for label, pair in opened.items()}).decode()


def _groups(plan: PlanView, profile: Profile, able: Sequence[Officer], most: int) -> Grouping:
    size, rest = (1, "reserve") if any(one.persons > 1 for one in able) else (plan.group_size, profile.groups.rest)
    wanted = min(plan.group_count or most, most) if most else plan.group_count
    groups = grouping_of(len(able), size=size, wanted=wanted, rest=rest)
    if not groups.count:
        raise Refused("refused-few-officers", count=len(able), size=plan.group_size)
    return groups


def _free(whole: Whole) -> list[list[str]]:
    """Who is drawn beyond the cap and on which ground: by an exception entered, or by a flag of the register."""
    given = {one.subject: one.ground for one in whole.exempt}
    roll = whole.roll
    flagged = {one: ground for one, ground in roll.flagged.items() if one in roll and one not in roll.rules}
    return [[name, ground] for name, ground in sorted((flagged | given).items())]


def _without(side: Side, gone: Collection[str]) -> Side:
    if not gone:
        return side
    out = [*side.out, *(OfficerOut(id=one.id, rule="stood-back") for one in side.able if one.id in gone)]
    able = tuple(one for one in side.able if one.id not in gone)
    return replace(side, able=able, out=tuple(sorted(out, key=lambda one: one.id)))


def _by_team(pairs: Collection[tuple[str, str]], teams: Sequence[ReadyTeam]) -> set[tuple[str, str]]:
    """Whom a member is barred from, his team is barred from."""
    team_of = {member: team.id for team in teams for member in team.members}
    return {(team_of.get(officer, officer), thing) for officer, thing in pairs}


def _event(profile: Profile, event: str) -> Event:
    for one in profile.draw.events:
        if one.id == event:
            return one
    raise Refused("refused-event-unknown")


def _note(plan: PlanView, profile: Profile, free: list[list[str]], ready: Prepared, side: Side) -> dict[str, Any]:
    """What stands beside the list: the plan, the rules by their digest, who is drawn beyond the cap, teams, experts."""
    note: dict[str, Any] = {
        "title": plan.task_title, "plan": plan.number, "profile": profile.id, "rules": profile.digest,
    }  # fmt: skip
    if plan.conditions:
        note["conditions"] = [[one.side, one.column, list(one.values)] for one in plan.conditions]
    if free:
        note["exempt"] = free
    if side.teams:
        note["teams"] = {one.id.lower().replace("-", "_"): list(one.members) for one in side.teams}
    if side.guests:
        note["guests"] = [[one.id, one.department] for one in side.guests]
    if ready.helpers:
        note["experts"] = [[one.name, one.kind, one.unit] for one in ready.helpers]
    return note
