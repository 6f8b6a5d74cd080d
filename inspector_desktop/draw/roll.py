"""Who stands on the list of a plan, in which stratum, and who takes no part by which rule of the profile.

Freezing and the survey before it read the registers through this module, so that both see the same. Nothing is entered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from inspector_desktop.clock import civil_date, moment
from inspector_desktop.draw.rules import excluded_by, in_window, strata_of, stratum_of
from inspector_desktop.draw.ticket import Quota, counted
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.plan.shares import top_up_of
from inspector_desktop.plan.store import PlanView, upper_plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.selection import Frequency
from inspector_desktop.registry.store import SubjectView, subjects

EVERYTHING = 10**9


@dataclass(frozen=True)
class Roll:
    """Every subject of the plan's categories; by its id the stratum, and the rule by which it takes no part."""

    subjects: tuple[SubjectView, ...]
    strata: Mapping[str, str]
    rules: Mapping[str, str]

    def quotas(self, plan: PlanView, profile: Profile) -> tuple[Quota, ...]:
        """How many of each stratum are due and would be taken, as the draw counts them."""
        register = {one.stratum: 0 for one in plan.strata}
        eligible = dict(register)
        for one in self.subjects:
            register[self.strata[one.id]] += 1
            eligible[self.strata[one.id]] += not self.rules[one.id]
        return counted(
            strata_of(plan), register, eligible, floor_ppm=profile.quota.floor_ppm,
            top_up=top_up_of(profile, plan.strata),
        )  # fmt: skip


def call_roll(
    session: Session,
    *,
    plan: PlanView,
    profile: Profile,
    today: date,
    elsewhere: Collection[str] = (),
    upper: Collection[str] = (),
    exempt: Collection[str] = (),
) -> Roll:
    """Read the list of a plan on a civil day.

    `elsewhere` are subjects a joint task covers, `upper` those the upper level has drawn this year beside what its
    recorded plans name, `exempt` those a person has shown to stand outside the cap.
    """
    frequency = profile.frequency
    listed = [
        one
        for category in dict.fromkeys(one.category for one in plan.strata)
        for one in subjects(session, plan.bureau, category=category, limit=EVERYTHING)
    ]
    known_upper = set(upper) | set(plan.left_upper)
    if frequency.upper_plan == "exclude":
        for found in upper_plans(session, plan.bureau):
            if date.fromisoformat(found.window_from).year == today.year:
                known_upper |= set(found.subjects)
    joint = set(elsewhere) | (set(plan.left) - known_upper)
    visits = visits_of(inspections(session, plan.bureau), frequency, today)
    rules = {
        one.id: excluded_by(
            one, visits=visits.get(one.code or one.id, 0),
            cap=frequency.cap(one.category) if frequency.effect == "exclude" else 0,
            elsewhere=joint, upper=known_upper,
            exempt=one.id not in plan.left_upper and (one.id in exempt or bool(frequency.ground(one.credit))),
        )
        for one in listed
    }  # fmt: skip
    strata = {one.id: stratum_of(one, plan.strata, profile.credit.unassessed).stratum for one in listed}
    return Roll(tuple(listed), strata, rules)


def visits_of(views: Iterable[InspectionView], frequency: Frequency, today: date) -> dict[str, int]:
    """How often each unit, by its code, is checked in the profile's window in a way that counts towards its cap.

    A check counts from its release, so that two draws can't both take a unit whose first check is still to come; a
    visit of several sections or departments is one inspection and counts as the profile says.
    """
    visits: dict[str, int] = {}
    for one in views:
        weight = _weight(one, frequency)
        day = civil_date(moment(one.done.get("check") or one.assigned_at))
        if weight and in_window(day, today, frequency.window):
            unit = one.subject_code or one.subject
            visits[unit] = visits.get(unit, 0) + weight
    return visits


def _weight(view: InspectionView, frequency: Frequency) -> int:
    if view.way == "way-reinspection":
        return frequency.reinspection_counts
    if view.check_kind == "kind-targeted":
        return frequency.targeted_counts
    if view.check_kind != "kind-routine":
        return 0  # special checks ordered from above stand outside the caps (54号)
    return frequency.joint_counts if view.way == "way-joint" else 1
