"""What a draw of a plan would be made from today: who stands in the list, who takes no part and why, how many are due.

Nothing is entered; freezing computes all of it again at its own moment.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.acts import visits_this_year
from inspector_desktop.draw.rules import excluded_by, grouping_of
from inspector_desktop.plan.rules import due_of
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.rules import may_inspect
from inspector_desktop.registry.store import counts_by_category, officers, subjects

EVERYTHING = 10**9


@dataclass(frozen=True)
class OutView:
    """Somebody who takes no part, and the rule that says so."""

    id: str
    name: str
    rule: str
    category: str = ""


@dataclass(frozen=True)
class ClassView:
    """A category: in the register, without part, to be drawn."""

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


def survey(session: Session, *, plan: PlanView, profile: Profile, now: str, elsewhere: Collection[str] = ()) -> Survey:
    """Look at the registers through the rules of a plan; `now` is a stamp."""
    today = civil_date(now)
    visits = visits_this_year(session, plan.bureau, today.year)
    caps = profile.frequency.caps
    cap = caps[0].times if caps else 0
    classes, excluded = [], []
    for stratum in plan.strata:
        listed = subjects(session, plan.bureau, category=stratum.category, limit=EVERYTHING)
        out = []
        for one in listed:
            rule = excluded_by(
                one, visits=visits.get(one.id, 0), cap=cap, cap_excludes=profile.frequency.effect == "exclude",
                elsewhere=elsewhere,
            )  # fmt: skip
            if rule:
                out.append(OutView(one.id, one.name, rule, stratum.category))
        due = min(due_of(len(listed), stratum.ratio_ppm, stratum.minimum), len(listed) - len(out))
        classes.append(ClassView(stratum.category, stratum.title, len(listed), len(out), stratum.ratio_ppm, due))
        excluded += out
    team = officers(session, plan.bureau)
    off = [OutView(one.id, one.name, may_inspect(one, today.isoformat())) for one in team]
    off = [one for one in off if one.rule]
    able = len(team) - len(off)
    groups = grouping_of(able, size=plan.group_size, wanted=plan.group_count, rest=profile.groups.rest)
    return Survey(
        tuple(classes), tuple(excluded), able, tuple(off), groups.count,
        counts_by_category(session, plan.bureau).get("", 0),
    )  # fmt: skip
