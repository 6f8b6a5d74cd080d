"""What may be entered about a plan: drawn up, approved."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.plan.records import Plan, PlanItem, PlanStratum


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlannedStratum(_Part):
    """A category with its ratio in millionths and the item checked on it."""

    category: str
    title: str
    ratio_ppm: int
    minimum: int
    item: str


class PlannedItem(_Part):
    """An item with the version that was published when the plan was drawn up."""

    item: str
    title: str
    version: int
    basis: str


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

    def apply(self, session: Session, head: Head) -> None:
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        session.add(Plan(**place, **self.model_dump(exclude={"strata", "items"}), state="drawn-up"))
        for number, stratum in enumerate(self.strata, 1):
            session.add(PlanStratum(**place, place=number, **stratum.model_dump()))
        for item in self.items:
            session.add(PlanItem(**place, **item.model_dump()))


class PlanApproved(Fact):
    """The plan was approved by the bureau's head or deputy (`by` is a name when it was signed on paper)."""

    KIND: ClassVar[str] = "plan.approved"

    by: str
    on_paper: bool = False

    def apply(self, session: Session, head: Head) -> None:
        plan = session.get(Plan, (head.bureau, head.dossier))
        if plan is None:
            raise Missing("error-plan-missing")
        plan.state, plan.approved_by, plan.approved_at = "approved", self.by, head.occurred_at
        session.add(plan)
