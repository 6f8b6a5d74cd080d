"""A year of plans as one picture: done and due, coverage and caps, what was never reached, the calendar, readiness.

Only queries; nothing is entered and nobody is ranked. What is due of a task not yet released is the ceiling of its
ratios on the register of today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.clock import civil_date, moment
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.ordering import natural
from inspector_desktop.plan.more_store import joint_lists
from inspector_desktop.plan.naming import JOINT
from inspector_desktop.plan.rules import MILLION, due_of
from inspector_desktop.plan.store import PlanView, plans, upper_plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.words import item_list
from inspector_desktop.registry.form_store import without_form
from inspector_desktop.registry.records import Subject
from inspector_desktop.registry.rules import may_be_checked, may_inspect
from inspector_desktop.registry.store import (
    ItemView,
    OfficerView,
    counts_by_category,
    get_subject,
    items_on,
    officers,
    shelves,
)
from inspector_desktop.wording import say

INTERNAL_JOINT_DEADLINE = "D12"
_TWICE = 2


@dataclass(frozen=True)
class TaskLine:
    """A task: how many are due, released, checked; `late` when its window is over and something is open."""

    key: str
    plan: PlanView
    due: int
    released: int
    done: int
    late: bool

    @property
    def percent(self) -> int:
        """The share done of what is due, rounded down, so that 100 means all."""
        return 100 * min(self.done, self.due) // self.due if self.due else 0


@dataclass(frozen=True)
class CoverLine:
    """A category: the register, how many different subjects were assigned and checked this year, and the target."""

    key: str
    title: str
    register: int
    assigned: int
    done: int
    target_ppm: int

    @property
    def reached_ppm(self) -> int:
        """The share of different subjects checked, rounded down."""
        return self.done * MILLION // self.register if self.register else 0


@dataclass(frozen=True)
class SectionLine:
    """A section: how many tasks of the year name it, as initiator or partner, and how many items those have."""

    key: str
    title: str
    tasks: int
    items: int


@dataclass(frozen=True)
class DayLine:
    """A line of the calendar: civil days from and until, what, where it stands, and whether it is over."""

    key: str
    first: str
    last: str
    what: str
    source: str
    over: bool


@dataclass(frozen=True)
class ReadyLine:
    """A line of the checklist before the first draw."""

    key: str
    good: bool
    text: str
    item_list: str = ""

    @property
    def title(self) -> str:
        """What is to be ready."""
        return say(f"ready-{self.key}", list=self.item_list)


@dataclass(frozen=True)
class VisitLine:
    """A subject that is visited more than once in the year, by whatever plan: each visit as a text."""

    key: str
    name: str
    visits: tuple[str, ...]


@dataclass(frozen=True)
class Year:
    """Everything of a year."""

    year: int
    tasks: tuple[TaskLine, ...]
    cover: tuple[CoverLine, ...]
    sections: tuple[SectionLine, ...]
    never: tuple[ItemView, ...]
    calendar: tuple[DayLine, ...]
    ready: tuple[ReadyLine, ...]
    visits: tuple[VisitLine, ...]
    joinable: tuple[str, ...]
    internal_joint: int
    joint: int
    internal_joint_due: bool
    withdrawn: tuple[PlanView, ...] = ()  # their numbers stay used

    @property
    def total(self) -> CoverLine:
        """All categories together."""
        target = min((one.target_ppm for one in self.cover), default=0)
        return CoverLine(
            "", "", sum(one.register for one in self.cover), sum(one.assigned for one in self.cover),
            sum(one.done for one in self.cover), target,
        )  # fmt: skip

    @property
    def not_reached(self) -> tuple[SectionLine, ...]:
        """Sections no task of the year names."""
        return tuple(one for one in self.sections if not one.tasks)


def read_year(session: Session, *, bureau: str, profile: Profile, today: date) -> Year:
    """Read the year of a civil day."""
    own = [one for one in plans(session, bureau) if one.year == today.year]
    alive = [one for one in own if not one.gone]
    views = [one for one in inspections(session, bureau) if _year(one) == today.year]
    day = today.isoformat()
    listed = items_on(session, bureau, day)
    drawn_ones = [one for one in views if one.check_kind != "kind-targeted" and not one.gone]  # 004 第八条
    drawn = {item.id for one in drawn_ones for item in one.items}
    return Year(
        year=today.year,
        tasks=tuple(_task(session, one, views, day) for one in sorted(alive, key=lambda one: one.window_from)),
        cover=_cover(session, bureau, profile, drawn_ones),
        sections=_sections(profile, alive),
        never=tuple(one for one in listed if one.id not in drawn and may_be_checked(one, day)),
        calendar=_calendar(profile, alive, today),
        ready=readiness(session, bureau=bureau, profile=profile, today=today),
        visits=_visits(session, bureau, views, today.year),
        joinable=_joinable(session, bureau, alive),
        internal_joint=sum(one.kind != JOINT and bool(one.partners) and one.state == "approved" for one in alive),
        joint=sum(one.kind == JOINT and one.state == "approved" for one in alive),
        withdrawn=tuple(one for one in own if one.state == "withdrawn"),
        internal_joint_due=any(one.id == INTERNAL_JOINT_DEADLINE for one in profile.deadlines),
    )


def readiness(session: Session, *, bureau: str, profile: Profile, today: date) -> tuple[ReadyLine, ...]:
    """The checklist before the first draw (000 二(一); 002 二(一)): registers complete, marked, forms there."""
    day, team = today.isoformat(), officers(session, bureau)
    listed = items_on(session, bureau, day)
    counts = counts_by_category(session, bureau)
    return (
        _ready_items(profile, listed, day),
        _ready_forms(session, bureau, [one for one in listed if may_be_checked(one, day)], day),
        ReadyLine("subjects", *_subjects(counts)),
        *([_ready_credit(session, bureau)] if profile.registers.assess_credit_first else []),
        _ready_officers(profile, team, day),
        _ready_public(session, bureau),
    )


def _subjects(counts: dict[str, int]) -> tuple[bool, str]:
    total, loose = sum(counts.values()), counts.get("", 0)
    return (bool(total) and not loose), say("ready-subjects-line", total=total, loose=loose)


def _ready_items(profile: Profile, listed: Sequence[ItemView], day: str) -> ReadyLine:
    bare = [
        one.title
        for one in profile.categories
        if not any(item.subject_category == one.id and may_be_checked(item, day) for item in listed)
    ]
    text = say("ready-items-bare", categories="、".join(bare)) if bare else say("ready-items-good", count=len(listed))
    return ReadyLine("items", not bare, text, item_list(profile))


def _ready_forms(session: Session, bureau: str, listed: Sequence[ItemView], day: str) -> ReadyLine:
    bare = [one.title for one in without_form(session, bureau, listed, first=day)]
    text = say("ready-forms-bare", items="、".join(bare)) if bare else say("ready-forms-good")
    return ReadyLine("forms", bool(listed) and not bare, text)


def _ready_credit(session: Session, bureau: str) -> ReadyLine:
    found = session.exec(
        select(func.count()).select_from(Subject).where(Subject.bureau == bureau, Subject.credit == "")
    ).one()
    return ReadyLine("credit", not found, say("ready-credit-line", count=found))


def _ready_public(session: Session, bureau: str) -> ReadyLine:
    """Whether subjects and officers are public as they stand (000 一(三)1: 根据前期公示的双随机抽查对象清单)."""
    told, good = [], True
    for kind in ("subjects", "officers"):
        for shelf in shelves(session, bureau, kind):
            good &= shelf.is_public
            state = "good" if shelf.is_public else "older" if shelf.published_at else "open"
            facts: dict[str, str | int] = {
                "list": say(f"ready-{kind}"),
                "version": shelf.version,
                "published": shelf.published_version,
            }
            told.append(say(f"ready-public-{state}", **facts))
    return ReadyLine("public", good and bool(told), "；".join(told))


def _ready_officers(profile: Profile, team: Sequence[OfficerView], day: str) -> ReadyLine:
    able = [one for one in team if not may_inspect(one, day)]
    known = {name for one in able for name in one.fields.split("、")}
    lacking = list(dict.fromkeys(need for one in profile.categories for need in one.needs if need not in known))
    if lacking:
        return ReadyLine("officers", False, say("ready-officers-skill", fields="、".join(lacking)))
    unmarked = sum(not one.fields for one in able) if profile.registers.mark_officer_fields else 0
    good = len(able) >= profile.groups.size and not unmarked
    return ReadyLine("officers", good, say("ready-officers-line", able=len(able), unmarked=unmarked))


def _year(view: InspectionView) -> int:
    return civil_date(moment(view.done.get("check") or view.assigned_at)).year


def _task(session: Session, plan: PlanView, views: Iterable[InspectionView], today: str) -> TaskLine:
    own = [one for one in views if one.plan_number == plan.number]
    done = sum("check" in one.done for one in own)
    due = len(own) or _due(session, plan)
    return TaskLine(plan.dossier, plan, due, len(own), done, plan.window_until < today and done < due)


def _due(session: Session, plan: PlanView) -> int:
    counted = session.exec(
        select(Subject.category, Subject.credit, func.count())
        .where(Subject.bureau == plan.bureau)
        .group_by(col(Subject.category), col(Subject.credit))
    ).all()
    total = 0
    for one in plan.strata:
        register = sum(
            count for category, credit, count in counted
            if category == one.category and (not one.credit or credit == one.credit)
        )  # fmt: skip
        total += due_of(register, one.ratio_ppm, one.minimum)
    return total


def _cover(session: Session, bureau: str, profile: Profile, views: Iterable[InspectionView]) -> tuple[CoverLine, ...]:
    counts = counts_by_category(session, bureau)
    assigned: dict[str, set[str]] = {}
    done: dict[str, set[str]] = {}
    for one in views:
        assigned.setdefault(one.category, set()).add(one.subject)
        if "check" in one.done:
            done.setdefault(one.category, set()).add(one.subject)
    return tuple(
        CoverLine(
            one.id, one.title, counts.get(one.id, 0), len(assigned.get(one.id, ())), len(done.get(one.id, ())),
            max(profile.quota.floor_ppm, one.ratio_ppm or 0),
        )
        for one in profile.categories
    )  # fmt: skip


def _sections(profile: Profile, alive: Sequence[PlanView]) -> tuple[SectionLine, ...]:
    made = []
    for section in profile.open_sections:
        own = [
            one
            for one in alive
            if section.title in {one.initiator, *one.partners.split("、")} or one.section == section.id
        ]
        made.append(
            SectionLine(section.id, section.title, len(own), len({item.item for one in own for item in one.items}))
        )
    return tuple(made)


def _named(plan: PlanView) -> set[str]:
    return {plan.initiator, *plan.partners.split("、")}


def cited(profile: Profile, clause: str) -> str:
    """Where a rule stands, as people know it: the bureau's own document by its title, its number outside the marks."""
    own = clause.removeprefix(f"{profile.source.id} ")
    if own == clause:
        return clause
    title, bracket, number = profile.source.title.partition("（") if "〔" in profile.source.title else (
        profile.source.title, "", "",
    )  # fmt: skip
    return f"《{title}》{bracket}{number}{own}"


def _calendar(profile: Profile, alive: Sequence[PlanView], today: date) -> tuple[DayLine, ...]:
    year, day = today.year, today.isoformat()
    lines = []
    for one in profile.deadlines:
        if one.unit == "date" and one.trigger == "year" and one.closes:
            last = f"{year}-{one.closes}"
            lines.append(
                DayLine(
                    one.id,
                    f"{year}-{one.opens}" if one.opens else last,
                    last,
                    one.title,
                    cited(profile, one.clause),
                    False,
                )
            )
    lines += [
        DayLine(one.id, f"{year}-{one.opens}", f"{year}-{one.closes}", one.title, cited(profile, one.clause), False)
        for one in profile.plan.periods
    ]
    for plan in alive:
        key = "year-task-joint" if plan.kind == JOINT else "year-task"
        what = say(key, title=plan.task_title, partners=plan.partners)
        source = say("year-task-source", number=plan.number)
        lines.append(DayLine(plan.dossier, plan.window_from, plan.window_until, what, source, False))
    shown = [DayLine(one.key, one.first, one.last, one.what, one.source, one.last < day) for one in lines]
    return tuple(sorted(shown, key=lambda one: (one.last, one.first)))


def _visits(session: Session, bureau: str, views: Sequence[InspectionView], year: int) -> tuple[VisitLine, ...]:
    found: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for one in sorted(views, key=lambda one: one.assigned_at):
        names[one.subject] = one.subject_name
        done = one.done.get("check", "")
        key = "year-visit-done" if done else "year-visit-open"
        on = civil_date(moment(done)).isoformat() if done else ""
        found.setdefault(one.subject, []).append(say(key, task=one.task_title, way=say(one.way), on=on))
    for above in upper_plans(session, bureau):
        if int(above.window_from[:4]) == year:
            for subject in above.subjects:
                found.setdefault(subject, []).append(say("year-visit-upper", issuer=above.issuer, title=above.title))
    many = [(subject, texts) for subject, texts in found.items() if len(texts) >= _TWICE]
    return tuple(
        VisitLine(subject, names.get(subject) or get_subject(session, bureau, subject).name, tuple(texts))
        for subject, texts in sorted(many, key=lambda one: (-len(one[1]), natural(one[0])))
    )


def _joinable(session: Session, bureau: str, alive: Sequence[PlanView]) -> tuple[str, ...]:
    """What could be joined (002 二(二) 能联尽联): items on a joint list that only plans of our own check."""
    jointly = {item.item for one in alive if one.kind == JOINT for item in one.items}
    planned = Counter(item.item for one in alive for item in one.items)
    lines = []
    for found in joint_lists(session, bureau)[:1]:
        for entry in found.entries:
            if entry.own_item and entry.own_item not in jointly:
                key = "year-joinable-planned" if planned[entry.own_item] else "year-joinable"
                lines.append(say(key, item=entry.title, partners=entry.partners or entry.initiator, list=found.title))
    return tuple(lines)
