"""What a draw of a plan would be made from today: who stands in the list, who takes no part and why, how many are due.

Nothing is entered; freezing computes all of it again at its own moment.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.covering import cover_of
from inspector_desktop.draw.roll import call_roll
from inspector_desktop.draw.rules import AREA, grouping_of, officer_out
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import officers


@dataclass(frozen=True)
class OutView:
    """Somebody who takes no part, and the rule that says so."""

    id: str
    name: str
    rule: str
    category: str = ""
    grounds: str = ""


@dataclass(frozen=True)
class ClassView:
    """A stratum, which is a category or one credit class of it: in the register, without part, to be drawn."""

    category: str
    title: str
    register: int
    excluded: int
    ratio_ppm: int
    due: int


@dataclass(frozen=True)
class Survey:
    """The whole list as it stands today. `unsettled` subjects have no category and stop the freezing."""

    classes: tuple[ClassView, ...]
    excluded: tuple[OutView, ...]
    officers: int
    officers_out: tuple[OutView, ...]
    groups: int
    unsettled: int

    @property
    def register(self) -> int:
        """How many of these categories the register holds."""
        return sum(one.register for one in self.classes)


def survey(
    session: Session,
    *,
    plan: PlanView,
    profile: Profile,
    now: str,
    elsewhere: Collection[str] = (),
    upper: Collection[str] = (),
    exempt: Collection[str] = (),
) -> Survey:
    """Look at the registers through the rules of a plan; `now` is a stamp, the others as `roll.call_roll` has them."""
    today = civil_date(now)
    roll = call_roll(session, plan=plan, profile=profile, today=today, elsewhere=elsewhere, upper=upper, exempt=exempt)
    counted = {one.stratum: one for one in roll.quotas(plan, profile)}
    classes = [
        ClassView(
            one.stratum, one.title, counted[one.stratum].register,
            counted[one.stratum].register - counted[one.stratum].eligible, one.ratio_ppm, counted[one.stratum].taken,
        )
        for one in plan.strata
    ]  # fmt: skip
    excluded = [
        OutView(one, roll.names[at], roll.rules[one], roll.strata[at], roll.grounds.get(one, ""))
        for at, one in sorted((roll.place(one), one) for one in roll.rules)
    ]
    team = officers(session, plan.bureau)
    first = max(today.isoformat(), plan.window_from)
    able_ones = [one for one in team if not officer_out(one, first, plan.conditions)]
    cover, _ = cover_of(profile, zip(roll.regions, roll.categories, strict=True), able_ones)
    off = [
        OutView(one.id, one.name, officer_out(one, first, plan.conditions) or AREA)
        for one in team
        if one not in able_ones or cover.nowhere([one])
    ]
    able = len(team) - len(off)
    groups = grouping_of(able, size=plan.group_size, wanted=plan.group_count, rest=profile.groups.rest)
    return Survey(
        tuple(classes), tuple(excluded), able, tuple(off), groups.count,
        roll.unsettled,
    )  # fmt: skip
