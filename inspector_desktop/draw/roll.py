"""Who stands on the list of a plan, in which stratum, and who takes no part by which rule of the profile.

Freezing and the survey before it read the registers through this module, so that both see the same. Nothing is entered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from inspector_desktop.clock import civil_date, moment
from inspector_desktop.draw.columns import no_sweeps
from inspector_desktop.draw.preparing import CASES, prepared
from inspector_desktop.draw.rules import excluded_by, in_window, strata_of, stratum_of
from inspector_desktop.draw.ticket import Quota, counted
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.plan.conditions import subject_meets
from inspector_desktop.plan.shares import top_up_of
from inspector_desktop.plan.store import PlanView, upper_plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.selection import Frequency
from inspector_desktop.registry.kept_store import kept
from inspector_desktop.registry.store import Listed, company_codes, listed
from inspector_desktop.wording import say


class Rules(dict[str, str]):
    """By subject the rule by which it takes no part; an empty text for everybody else."""

    def __missing__(self, subject: str) -> str:
        return ""


@dataclass(frozen=True)
class Roll:
    """Every subject of the plan's categories; by its id the stratum, the rule by which it takes no part, and its proof.

    `grounds` say in words what shows the rule: when it was checked, or which list names it. `flagged` are subjects
    outside the cap by a risk flag of the register, with the ground of the profile.
    """

    subjects: tuple[Listed, ...]
    strata: Mapping[str, str]
    rules: Rules
    grounds: Mapping[str, str] = field(default_factory=dict)
    flagged: Mapping[str, str] = field(default_factory=dict)

    def quotas(self, plan: PlanView, profile: Profile) -> tuple[Quota, ...]:
        """How many of each stratum are due and would be taken, as the draw counts them."""
        register = Counter(self.strata[one.id] for one in self.subjects)
        out = self.rules.keys()
        eligible = register - Counter(self.strata[one.id] for one in self.subjects if one.id in out)
        return counted(
            strata_of(plan), register, eligible, floor_ppm=profile.quota.floor_ppm,
            top_up=top_up_of(profile, plan.strata),
        )  # fmt: skip


@no_sweeps()
def call_roll(
    session: Session,
    *,
    plan: PlanView,
    profile: Profile,
    today: date,
    elsewhere: Collection[str] = (),
    upper: Collection[str] = (),
    exempt: Collection[str] = (),
    drawn: Collection[str] = (),
) -> Roll:
    """Read the list of a plan on a civil day, with what was prepared for its draw.

    `drawn` are subjects a draw of this task has drawn already, beside which a supplementary one is made. `elsewhere`
    are subjects a joint task covers, `upper` those the upper level has drawn this year beside what its recorded plans
    name, `exempt` those a person has shown to stand outside the cap.
    """
    frequency = profile.frequency
    scope = _scope(session, plan, today)
    ready = prepared(session, plan.bureau, plan.dossier)
    left = {one.subject: one for one in ready.left_out}
    sources = {one.subject: one.source for one in ready.left_out}
    known_upper = set(upper) | set(plan.left_upper) | {name for name, one in left.items() if one.rule == "upper"}
    by_upper = _by_upper(session, plan.bureau, today.year) if frequency.upper_plan == "exclude" else {}
    known_upper |= by_upper.keys()
    sources = by_upper | sources
    joint = set(elsewhere) | {name for name, one in left.items() if one.rule == "joint-task"}
    joint |= set(plan.left) - known_upper
    for settled in plan.settled:
        for one in plan.left:
            sources.setdefault(one, settled.other_title)
    twice = {name for name, one in left.items() if one.rule == "twice"}
    companies = company_codes(session, plan.bureau)
    visits = visits_on(inspections(session, plan.bureau), frequency, today, companies=companies)
    flagged = flagged_exempt(session, plan.bureau, frequency, today)
    free = set(exempt) | {one.subject for one in ready.exempt} | set(flagged)
    rules, grounds = Rules(), {}
    named = {*joint, *known_upper, *twice, *drawn}
    for subject in scope:
        days = visits.get(subject.unit_code, ()) if visits else ()
        if not days and subject.survival == "active" and subject.id not in named:
            continue  # nothing that could keep it out
        cap = frequency.cap(subject.category) if frequency.effect == "exclude" else 0
        by_hand = subject.id in plan.left_upper or (subject.id in left and left[subject.id].rule == "upper")
        rule = excluded_by(
            subject, visits=len(days), cap=cap, elsewhere=joint, upper=known_upper, twice=twice, drawn=drawn,
            exempt=not by_hand and (subject.id in free or bool(frequency.ground(subject.credit))),
        )  # fmt: skip
        if rule:
            rules[subject.id] = rule
        if rule == "cap":
            shown = "、".join(sorted(one.isoformat() for one in days))
            grounds[subject.id] = say(f"draw-ground-{frequency.window}", days=shown, count=len(days), cap=cap)
        elif rule in {"upper", "joint-task", "twice"}:
            grounds[subject.id] = sources.get(subject.id, "")
    return Roll(tuple(scope), _strata(scope, plan, profile.credit.unassessed), rules, grounds, flagged)


def _by_upper(session: Session, bureau: str, year: int) -> dict[str, str]:
    """Whom the plans of the upper level have drawn in a year, and the plan that says so."""
    found: dict[str, str] = {}
    for plan in upper_plans(session, bureau):
        if date.fromisoformat(plan.window_from).year == year:
            for one in plan.subjects:
                found.setdefault(one, f"{plan.title} {plan.number}".strip())
    return found


def _strata(scope: Iterable[Listed], plan: PlanView, unassessed: str) -> dict[str, str]:
    """The stratum of each subject; those of one category, credit class and region are asked for once."""
    known: dict[tuple[str, str, str], str] = {}
    found = {}
    for one in scope:
        key = one.category, one.credit, one.jurisdiction
        stratum = known.get(key)
        if stratum is None:
            stratum = known[key] = stratum_of(one, plan.strata, unassessed).stratum
        found[one.id] = stratum
    return found


def _scope(session: Session, plan: PlanView, today: date) -> list[Listed]:
    """The subjects of the plan's categories that meet its conditions, where it has any."""
    found = listed(session, plan.bureau, dict.fromkeys(one.category for one in plan.strata))
    if not plan.conditions:
        return found
    libraries = libraries_of(session, plan.bureau, today)
    return [one for one in found if subject_meets(plan.conditions, one, libraries)]


def libraries_of(session: Session, bureau: str, today: date) -> dict[str, set[str]]:
    """The special libraries (专项库) each subject is in on a civil day."""
    found: dict[str, set[str]] = {}
    for row in kept(session, bureau, "specials"):
        if row.holds_on(today.isoformat()):
            found.setdefault(row.get("owner"), set()).add(row.get("library"))
    return found


def flagged_exempt(session: Session, bureau: str, frequency: Frequency, today: date) -> dict[str, str]:
    """Subjects outside the cap by a risk flag of the register, with the ground: a flag of a ground's id or title.

    001 三(二), 003 二(四), 004 第十三条: complained of often, abnormal, dishonest, penalised, newly founded. The flag's
    evidence lies in the register; single cases (投诉举报、交办、移送) are no ground for a draw.
    """
    grounds = {key: one.id for one in frequency.exceptions if one.id not in CASES for key in (one.id, one.title)}
    return {
        row.get("owner"): grounds[row.get("name")]
        for row in kept(session, bureau, "risks")
        if row.get("name") in grounds and row.holds_on(today.isoformat()) and row.get("day") <= today.isoformat()
    }


def visits_of(
    views: Iterable[InspectionView], frequency: Frequency, today: date, *, companies: Mapping[str, str] | None = None
) -> dict[str, int]:
    """How often each unit, by its code, is checked in the profile's window in a way that counts towards its cap.

    `companies` are the company codes of sites, by subject: all sites of a company are one unit (DOMAIN 6.5).

    A check counts from its release, so that two draws can't both take a unit whose first check is still to come; a
    visit of several sections or departments is one inspection and counts as the profile says.
    """
    return {unit: len(days) for unit, days in visits_on(views, frequency, today, companies=companies).items()}


def visits_on(
    views: Iterable[InspectionView], frequency: Frequency, today: date, *, companies: Mapping[str, str] | None = None
) -> dict[str, tuple[date, ...]]:
    """The civil days of the checks `visits_of` counts, one for each time they count."""
    visits: dict[str, tuple[date, ...]] = {}
    for one in views:
        weight = _weight(one, frequency)
        day = civil_date(moment(one.done.get("check") or one.assigned_at))
        if weight and in_window(day, today, frequency.window):
            unit = (companies or {}).get(one.subject) or one.subject_code or one.subject
            visits[unit] = visits.get(unit, ()) + (day,) * weight
    return visits


def _weight(view: InspectionView, frequency: Frequency) -> int:
    if view.merged_into:
        return 0  # carried out within another check of the same subject, which counts (F235)
    if view.way == "way-reinspection":
        return frequency.reinspection_counts
    if view.check_kind == "kind-targeted":
        return frequency.targeted_counts
    if view.check_kind != "kind-routine":
        return 0  # special checks ordered from above stand outside the caps (54号)
    return frequency.joint_counts if view.way == "way-joint" else 1
