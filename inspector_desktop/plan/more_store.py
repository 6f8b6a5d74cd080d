"""Queries on work plans, lists of joint items, and what must be there before a plan is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.plan.records import JointItem, JointList, PlanAmendment, PlanWork, PlanWorkRule
from inspector_desktop.plan.store import PlanView, UpperView, upper_plans
from inspector_desktop.registry.form_store import without_form
from inspector_desktop.registry.store import items

_PLACE = {"bureau", "dossier"}


@dataclass(frozen=True)
class RuleView:
    """How one item is carried out: implementing rules, frequency, period."""

    item: str
    place: int
    title: str
    rules: str
    frequency: str
    period: str


@dataclass(frozen=True)
class WorkView:
    """The work plan of a task as last written; `version` counts how often it was."""

    process: str
    content: str
    window_from: str
    window_until: str
    principal: str
    staff: str
    experts: str
    priorities: str
    participants: str
    written_at: str
    version: int
    rules: tuple[RuleView, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the process."""
        return tuple(one.strip() for one in self.process.splitlines() if one.strip())


@dataclass(frozen=True)
class JointItemView:
    """An item of a list for joint checks; `own_item` is the id of ours, if linked."""

    number: int
    field: str
    title: str
    subjects: str
    ratio: str
    initiator: str
    partners: str
    level: str
    own_item: str


@dataclass(frozen=True)
class JointListView:
    """A list of items for joint checks."""

    dossier: str
    title: str
    edition: str
    issuer: str
    file: str
    loaded_at: str
    entries: tuple[JointItemView, ...]

    @property
    def linked(self) -> int:
        """How many entries are tied to an item of ours."""
        return sum(bool(one.own_item) for one in self.entries)


@dataclass(frozen=True)
class AmendmentView:
    """An amendment of a plan: the how-manieth, when, by whom, why, and what changed (part, before, after)."""

    number: int
    amended_at: str
    person: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]


def amendments(session: Session, bureau: str, plan: str) -> tuple[AmendmentView, ...]:
    """The amendments of a plan, latest first."""
    rows = session.exec(
        select(PlanAmendment)
        .where(PlanAmendment.bureau == bureau, PlanAmendment.dossier == plan)
        .order_by(col(PlanAmendment.number).desc(), col(PlanAmendment.place))
    ).all()
    found: dict[int, list[PlanAmendment]] = {}
    for row in rows:
        found.setdefault(row.number, []).append(row)
    return tuple(
        AmendmentView(
            number, own[0].amended_at, own[0].person, own[0].reason,
            tuple((one.part, one.before, one.after) for one in own),
        )
        for number, own in found.items()
    )  # fmt: skip


def work_plan(session: Session, bureau: str, plan: str) -> WorkView | None:
    """The work plan of a plan's task, or none."""
    row = session.get(PlanWork, (bureau, plan))
    if row is None:
        return None
    rules = session.exec(
        select(PlanWorkRule)
        .where(PlanWorkRule.bureau == bureau, PlanWorkRule.dossier == plan)
        .order_by(col(PlanWorkRule.place))
    ).all()
    return WorkView(
        **row.model_dump(exclude=_PLACE), rules=tuple(RuleView(**one.model_dump(exclude=_PLACE)) for one in rules)
    )


def has_work(session: Session, plan: PlanView) -> bool:
    """Whether a plan has a work plan that still fits it: within its window, with a rule for each of its items."""
    found = work_plan(session, plan.bureau, plan.dossier)
    if found is None or found.window_from < plan.window_from or found.window_until > plan.window_until:
        return False
    return {one.item for one in plan.items} <= {one.item for one in found.rules}


def with_work_plan(session: Session, bureau: str) -> frozenset[str]:
    """The plans that have a work plan."""
    return frozenset(session.exec(select(PlanWork.dossier).where(PlanWork.bureau == bureau)).all())


def joint_lists(session: Session, bureau: str) -> tuple[JointListView, ...]:
    """All lists of joint items, latest first."""
    rows = session.exec(
        select(JointList).where(JointList.bureau == bureau).order_by(col(JointList.loaded_at).desc())
    ).all()
    return tuple(
        JointListView(
            **row.model_dump(exclude={"bureau"}),
            entries=tuple(
                JointItemView(**one.model_dump(exclude=_PLACE))
                for one in session.exec(
                    select(JointItem)
                    .where(JointItem.bureau == bureau, JointItem.dossier == row.dossier)
                    .order_by(col(JointItem.number))
                ).all()
            ),
        )
        for row in rows
    )


def missing_forms(session: Session, plan: PlanView) -> tuple[str, ...]:
    """Titles of the plan's items that have no check table for any day of its window (002 二(一))."""
    wanted = {one.item for one in plan.items}
    listed = [one for one in items(session, plan.bureau) if one.id in wanted]
    bare = without_form(session, plan.bureau, listed, first=plan.window_from, last=plan.window_until)
    return tuple(one.title for one in bare)


def open_upper(session: Session, bureau: str, year: int) -> tuple[UpperView, ...]:
    """Upper plans of a year whose tasks are not said to be finished (000 一(六)4)."""
    return tuple(
        one
        for one in upper_plans(session, bureau)
        if one.level == "upper" and not one.closed_on and int(one.window_from[:4]) == year
    )
