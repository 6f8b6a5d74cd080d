"""Who stands on the list of a plan, in which stratum, and who takes no part by which rule of the profile.

Freezing and the survey before it read the registers through this module, so that both see the same. Nothing is entered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from sys import intern

from sqlmodel import Session

from inspector_desktop.clock import civil_date, moment
from inspector_desktop.draw.columns import no_sweeps
from inspector_desktop.draw.preparing import CASES, prepared
from inspector_desktop.draw.rules import excluded_by, in_window, strata_of, stratum_of
from inspector_desktop.draw.shapes import rises
from inspector_desktop.draw.ticket import Quota, counted
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.plan.conditions import subject_meets
from inspector_desktop.plan.shares import top_up_of
from inspector_desktop.plan.store import PlanView, upper_plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.selection import Frequency
from inspector_desktop.registry.kept_store import kept
from inspector_desktop.registry.store import Listed, company_codes, listed_pages
from inspector_desktop.wording import say


class Rules(dict[str, str]):
    """By subject the rule by which it takes no part; an empty text for everybody else."""

    def __missing__(self, subject: str) -> str:
        return ""


@dataclass(frozen=True)
class Roll:
    """Every subject of the plan's categories, rising by id, as columns: id, name, category, stratum, 辖区.

    By id: the rule by which one takes no part, and its proof. `grounds` say in words what shows the rule: when it was
    checked, or which list names it. `flagged` are subjects outside the cap by a risk flag of the register, with the
    ground of the profile.
    """

    ids: Sequence[str]
    names: Sequence[str]
    categories: Sequence[str]
    strata: Sequence[str]
    rules: Rules
    grounds: Mapping[str, str] = field(default_factory=dict)
    flagged: Mapping[str, str] = field(default_factory=dict)
    unsettled: int = 0  # subjects of the register without a category; they stand in no roll
    regions: Sequence[str] = ()  # 辖区

    def __contains__(self, subject: str) -> bool:
        at = bisect_left(self.ids, subject)
        return at < len(self.ids) and self.ids[at] == subject

    def place(self, subject: str) -> int:
        """Where a subject of the roll stands in the columns."""
        return bisect_left(self.ids, subject)

    @property
    def eligible(self) -> Counter[str]:
        """How many of each stratum take part."""
        return Counter(self.strata) - Counter(self.strata[self.place(one)] for one in self.rules)

    def only(self, scope: Collection[str], rules: Rules) -> Roll:
        """Those of `scope` alone, with other rules and without proofs."""
        wanted = [one in scope for one in self.ids]
        columns = self.ids, self.names, self.categories, self.strata, self.regions
        ids, names, categories, strata, regions = (list(compress(column, wanted)) for column in columns)
        return Roll(ids, names, categories, strata, rules, regions=regions)

    def quotas(self, plan: PlanView, profile: Profile) -> tuple[Quota, ...]:
        """How many of each stratum are due and would be taken, as the draw counts them."""
        return counted(
            strata_of(plan), Counter(self.strata), self.eligible, floor_ppm=profile.quota.floor_ppm,
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
    views = inspections(session, plan.bureau)
    companies = company_codes(session, plan.bureau) if views else {}
    flagged = flagged_exempt(session, plan.bureau, frequency, today)
    judge = _Judge(
        frequency, visits_on(views, frequency, today, companies=companies),
        {"elsewhere": joint, "upper": known_upper, "twice": twice, "drawn": set(drawn)},
        free=set(exempt) | {one.subject for one in ready.exempt} | set(flagged),
        by_hand=set(plan.left_upper) | {name for name, one in left.items() if one.rule == "upper"}, sources=sources,
    )  # fmt: skip
    ids: list[str] = []
    names: list[str] = []
    categories: list[str] = []
    strata: list[str] = []
    regions: list[str] = []
    known = _Strata(plan, profile.credit.unassessed)
    unsettled = 0
    for rows, open_ones in _scope(session, plan, today, visited=judge.by_visits):
        unsettled += open_ones
        if not rows:
            continue
        some, own, _, found, places, credits_, *_ = zip(*rows, strict=True)
        ids += some
        names += own
        strata += map(known.__getitem__, zip(found, credits_, places, strict=True))
        regions += map(intern, places)
        categories += map(intern, found)
        judge.look(rows)
    if not rises(ids):  # the order of code points is that of the bytes
        order = sorted(range(len(ids)), key=ids.__getitem__)
        ids, names, categories, strata, regions = (
            list(map(column.__getitem__, order)) for column in (ids, names, categories, strata, regions)
        )
    return Roll(ids, names, categories, strata, judge.rules, judge.grounds, flagged, unsettled, regions)


class _Judge:
    """Finds those who take no part, with the rule and its proof, among the rows of a page."""

    def __init__(
        self, frequency: Frequency, visits: Mapping[str, tuple[date, ...]], named: Mapping[str, set[str]], *,
        free: set[str], by_hand: set[str], sources: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.rules, self.grounds = Rules(), dict[str, str]()
        self._frequency, self._visits, self._named = frequency, visits, named
        self._all_named = set().union(*named.values())
        self._free, self._by_hand, self._sources = free, by_hand, sources

    @property
    def by_visits(self) -> bool:
        """Whether anybody was visited at all: only then the codes of units matter."""
        return bool(self._visits)

    def look(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Look at a page of rows; very many of them nothing could keep out."""
        ids, _, codes, _, _, _, survivals, _, _, heads = zip(*rows, strict=True)
        suspects = {at for at, survival in enumerate(survivals) if survival != "active"}
        if self._all_named:
            suspects |= {at for at, name in enumerate(ids) if name in self._all_named}
        if self._visits:
            units = zip(heads, codes, ids, strict=True)
            suspects |= {at for at, (head, code, name) in enumerate(units) if (head or code or name) in self._visits}
        for at in sorted(suspects):
            self._judge(Listed._make(rows[at]))

    def _judge(self, subject: Listed) -> None:
        frequency, days = self._frequency, self._visits.get(subject.unit_code, ())
        cap = frequency.cap(subject.category) if frequency.effect == "exclude" else 0
        outside = subject.id in self._free or bool(frequency.ground(subject.credit))
        rule = excluded_by(
            subject, visits=len(days), cap=cap, exempt=outside and subject.id not in self._by_hand, **self._named
        )
        if rule:
            self.rules[subject.id] = rule
        if rule == "cap":
            shown = "、".join(sorted(one.isoformat() for one in days))
            self.grounds[subject.id] = say(f"draw-ground-{frequency.window}", days=shown, count=len(days), cap=cap)
        elif rule in {"upper", "joint-task", "twice"}:
            self.grounds[subject.id] = self._sources.get(subject.id, "")


def _scope(
    session: Session, plan: PlanView, today: date, *, visited: bool
) -> Iterator[tuple[Sequence[tuple[str, ...]], int]]:
    """The subjects of the plan's categories that meet its conditions, page by page; and how many have no category."""
    libraries = libraries_of(session, plan.bureau, today) if plan.conditions else {}
    without = {"kind", "tags"} if not plan.conditions else set()
    if not visited and not plan.conditions:
        without |= {"code", "head_code"}
    at = Listed._fields.index("category")
    for page in listed_pages(session, plan.bureau, {"", *(one.category for one in plan.strata)}, without=without):
        rows, open_ones = page, sum(not row[at] for row in page)
        if open_ones:
            rows = [row for row in page if row[at]]
        if plan.conditions:
            rows = [row for row in rows if subject_meets(plan.conditions, Listed._make(row), libraries)]
        yield rows, open_ones


class _Strata(dict[tuple[str, str, str], str]):
    """The stratum of a category, credit class and region; each is asked for once."""

    def __init__(self, plan: PlanView, unassessed: str) -> None:
        super().__init__()
        self._plan, self._unassessed = plan, unassessed

    def __missing__(self, kind: tuple[str, str, str]) -> str:
        category, credit, region = kind
        found = stratum_of(category, credit, region, self._plan.strata, self._unassessed).stratum
        self[kind] = found
        return found


def _by_upper(session: Session, bureau: str, year: int) -> dict[str, str]:
    """Whom the plans of the upper level have drawn in a year, and the plan that says so."""
    found: dict[str, str] = {}
    for plan in upper_plans(session, bureau):
        if date.fromisoformat(plan.window_from).year == year:
            for one in plan.subjects:
                found.setdefault(one, f"{plan.title} {plan.number}".strip())
    return found


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
    if view.gone:
        return (
            0  # withdrawn with its draw, or carried out within another check of the same subject, which counts (F235)
        )
    if view.way == "way-reinspection":
        return frequency.reinspection_counts
    if view.check_kind == "kind-targeted":
        return frequency.targeted_counts
    if view.check_kind != "kind-routine":
        return 0  # special checks ordered from above stand outside the caps (54号)
    return frequency.joint_counts if view.way == "way-joint" else 1
