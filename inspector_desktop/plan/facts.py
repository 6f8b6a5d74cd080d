"""What may be entered about a plan: drawn up, filed, approved, published, overlaps settled; and upper plans.

Work plans, merging and lists of joint items are in `more_facts`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.plan.records import (
    Plan,
    PlanCondition,
    PlanField,
    PlanItem,
    PlanLeft,
    PlanOverlap,
    PlanStratum,
    UpperPart,
    UpperPlan,
)


class Part(BaseModel):
    """A frozen part of a fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlannedStratum(Part):
    """A category, or one credit class of it, with its ratio in millionths and the item checked on it.

    `stratum` is its id in the draw (empty: the category's). `items_count` items of the category are drawn for each
    subject; 0: all of them are checked.
    """

    category: str
    title: str
    ratio_ppm: int
    minimum: int
    item: str
    stratum: str = ""
    credit: str = ""
    take: str = "ratio"
    batches: int = 1
    items_count: int = 0
    region: str = ""


class PlannedCondition(Part):
    """A condition of a directed draw: `side` is `subject` or `officer`; one of the values must hold in the column."""

    side: str
    column: str
    values: tuple[str, ...]


class PlannedItem(Part):
    """An item with the version that was published when the plan was drawn up."""

    item: str
    title: str
    version: int
    basis: str
    category: str = ""


class Adopted(Part):
    """Whose result stands for a subject that leaves a plan: our inspection of it, and how the result is cited."""

    subject: str
    inspection: str = ""
    reference: str = ""


class PlannedField(Part):
    """A setting of a joint plan: what it is called in the profile, and what was agreed."""

    title: str
    content: str


class PlanDrawnUp(Fact):
    """A plan with one task was drawn up; the first fact of its dossier. Dates are civil and included."""

    KIND: ClassVar[str] = "plan.drawn-up"

    kind: str
    title: str
    number: str
    task_number: str
    task_title: str
    draw_type: str
    basis: str
    section: str
    window_from: str
    window_until: str
    group_size: int
    group_count: int
    form: str
    strata: tuple[PlannedStratum, ...]
    items: tuple[PlannedItem, ...]
    ratio_text: str = ""
    scope: str = ""
    content: str = ""
    initiator: str = ""
    partners: str = ""
    period_text: str = ""
    remark: str = ""
    joint: tuple[PlannedField, ...] = ()
    draw_place: str = ""
    conditions: tuple[PlannedCondition, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        session.add(Plan(**place, **self.own(), state="drawn-up", drawn_up_at=head.occurred_at))
        self.add_parts(session, place)

    def own(self) -> dict[str, Any]:
        """What stands in the row of the plan itself."""
        return self.model_dump(include=set(PlanDrawnUp.model_fields) - {"strata", "items", "joint", "conditions"})

    def add_parts(self, session: Session, place: dict[str, Any]) -> None:
        """Add strata, items, settings and conditions, of which there are none yet."""
        for number, field in enumerate(self.joint, 1):
            session.add(PlanField(**place, place=number, **field.model_dump()))
        for number, stratum in enumerate(self.strata, 1):
            row = {**stratum.model_dump(), "stratum": stratum.stratum or stratum.category}
            session.add(PlanStratum(**place, place=number, **row))
        for item in self.items:
            session.add(PlanItem(**place, **item.model_dump()))
        for condition in self.conditions:
            values = "、".join(condition.values)
            session.add(PlanCondition(**place, side=condition.side, column=condition.column, values=values))


class PlanApproved(Fact):
    """The plan was approved by the bureau's head or deputy (`by` is a name when it was signed on paper)."""

    KIND: ClassVar[str] = "plan.approved"

    by: str
    on_paper: bool = False

    def apply(self, session: Session, head: Head) -> None:
        plan = row_of(session, head)
        plan.state, plan.approved_by, plan.approved_at = "approved", self.by, head.occurred_at
        session.add(plan)


class PlanFiled(Fact):
    """The plan was filed with the upper level or the coordinating office (备案); `on` is a civil day."""

    KIND: ClassVar[str] = "plan.filed"

    body: str
    on: str

    def apply(self, session: Session, head: Head) -> None:
        plan = row_of(session, head)
        plan.filed_with, plan.filed_at = self.body, self.on
        session.add(plan)


class PlanPublished(Fact):
    """The approved plan was made public; `where` names the place, `on` is a civil day."""

    KIND: ClassVar[str] = "plan.published"

    where: str
    on: str

    def apply(self, session: Session, head: Head) -> None:
        plan = row_of(session, head)
        plan.published_where, plan.published_at = self.where, self.on
        session.add(plan)


class OverlapSettled(Fact):
    """An overlap with another plan was settled (000 一(六)1, 一(六)4).

    `adopt-result`: the subjects listed leave this plan and the other's result stands (`adopted` cites it).
    `upper-prevails`: the same for an upper plan; without subjects the whole plan gives way. `merged`: the whole plan
    goes into the other one. `kept`: both check, for the reason given.
    """

    KIND: ClassVar[str] = "plan.overlap-settled"

    other: str
    other_title: str
    effect: str
    reason: str
    subjects: tuple[str, ...]
    adopted: tuple[Adopted, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        plan = row_of(session, head)
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        session.merge(
            PlanOverlap(
                **place, other=self.other, other_title=self.other_title, effect=self.effect, reason=self.reason,
                settled_at=head.occurred_at,
            )
        )  # fmt: skip
        cited = {one.subject: one for one in self.adopted}
        for subject in self.subjects:
            known = cited.get(subject, Adopted(subject=subject))
            session.merge(PlanLeft(**place, **known.model_dump(), other=self.other))
        if self.effect == "merged":
            plan.state, plan.merged_into = "merged", self.other
            session.add(plan)
        if self.effect == "upper-prevails" and not self.subjects:
            plan.state = "superseded"
            session.add(plan)


class UpperRecorded(Fact):
    """A plan of the upper level, or (`level` is `peer`) of another department, was recorded.

    The first fact of its dossier. `evidence` is its file, if any.
    """

    KIND: ClassVar[str] = "plan.upper-recorded"

    title: str
    number: str
    issuer: str
    window_from: str
    window_until: str
    categories: tuple[str, ...]
    subjects: tuple[str, ...]
    unmatched: tuple[str, ...]
    evidence: str = ""
    level: str = "upper"

    def apply(self, session: Session, head: Head) -> None:
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        plain = self.model_dump(exclude={"categories", "subjects", "unmatched"})
        session.add(UpperPlan(**place, **plain, unmatched="、".join(one.replace("、", "，") for one in self.unmatched)))
        for what, ids in (("category", self.categories), ("subject", self.subjects)):
            for one in ids:
                session.add(UpperPart(**place, what=what, id=one))

    def cites(self) -> tuple[str, ...]:
        return (self.evidence,) if self.evidence else ()


def row_of(session: Session, head: Head) -> Plan:
    """The plan a fact is about. Raises `Missing`."""
    plan = session.get(Plan, (head.bureau, head.dossier))
    if plan is None:
        raise Missing("error-plan-missing")
    return plan
