"""What else may be entered of plans: work plans, amended, withdrawn, taken into one; upper tasks, joint item lists."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, col, delete

from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.plan.facts import Part, PlanDrawnUp, PlannedItem, PlannedStratum, row_of
from inspector_desktop.plan.records import (
    JointItem,
    JointList,
    PlanAmendment,
    PlanCondition,
    PlanField,
    PlanItem,
    PlanLeft,
    PlanOverlap,
    PlanStratum,
    PlanWork,
    PlanWorkRule,
    UpperPart,
    UpperPlan,
)


class WorkRule(Part):
    """How one item is carried out: its implementing rules, how often, and when (001 三(一), 五)."""

    item: str
    title: str
    rules: str
    frequency: str = ""
    period: str = ""


class WorkPlanWritten(Fact):
    """The work plan of the task was written, or written anew: the last one stands (002 二(三), 004 第十二条).

    `process` has one step a line; the dates are civil and included.
    """

    KIND: ClassVar[str] = "plan.work-plan-written"

    process: str
    content: str
    window_from: str
    window_until: str
    principal: str
    staff: str = ""
    experts: str = ""
    priorities: str = ""
    participants: str = ""
    rules: tuple[WorkRule, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        row_of(session, head)
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        before = session.get(PlanWork, (head.bureau, head.dossier))
        version = 1 + (before.version if before is not None else 0)
        own = self.model_dump(exclude={"rules"})
        session.merge(PlanWork(**place, **own, written_at=head.occurred_at, version=version))
        session.exec(
            delete(PlanWorkRule).where(
                col(PlanWorkRule.bureau) == head.bureau, col(PlanWorkRule.dossier) == head.dossier
            )
        )
        for number, rule in enumerate(self.rules, 1):
            session.merge(PlanWorkRule(**place, place=number, **rule.model_dump()))
        session.flush()


class PlanMergedIn(Fact):
    """Another plan was taken into this one: its strata, items and sections are ours now, to be approved again.

    The other plan's own dossier has `OverlapSettled` with the effect `merged`.
    """

    KIND: ClassVar[str] = "plan.merged-in"

    other: str
    other_title: str
    window_from: str
    window_until: str
    strata: tuple[PlannedStratum, ...]
    items: tuple[PlannedItem, ...]
    content: str
    scope: str
    ratio_text: str
    partners: str
    period_text: str

    def apply(self, session: Session, head: Head) -> None:
        plan = row_of(session, head)
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        for key, text in self.model_dump(
            include={"window_from", "window_until", "content", "scope", "ratio_text", "partners", "period_text"}
        ).items():
            setattr(plan, key, text)
        plan.state, plan.approved_by, plan.approved_at = "drawn-up", "", ""
        plan.filed_with = plan.filed_at = plan.published_where = plan.published_at = ""
        session.add(plan)
        for number, stratum in enumerate(self.strata, 100):  # after its own, in whatever order plans were merged
            row = {**stratum.model_dump(), "stratum": stratum.stratum or stratum.category}
            session.merge(PlanStratum(**place, place=number, **row))
        for item in self.items:
            session.merge(PlanItem(**place, **item.model_dump()))
        session.merge(
            PlanOverlap(
                **place, other=self.other, other_title=self.other_title, effect="merged-in", reason="",
                settled_at=head.occurred_at,
            )
        )  # fmt: skip
        session.flush()


class Change(Part):
    """What an amendment changed: which part of the plan, as it was and as it is, in words."""

    part: str
    before: str
    after: str


class PlanAmended(PlanDrawnUp):
    """A plan was amended before its list was frozen: all of it as it stands now, what changed, and why.

    An approval is taken back, with filing and publishing: people approved another text. `reopens` says that whom or
    what the plan is about changed, so that overlaps are settled anew; plans taken into this one stay in it.
    """

    KIND: ClassVar[str] = "plan.amended"

    reason: str
    changes: tuple[Change, ...]
    reopens: bool = False

    def apply(self, session: Session, head: Head) -> None:
        plan = row_of(session, head)
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        for key, value in self.own().items():
            setattr(plan, key, value)
        plan.state, plan.approved_by, plan.approved_at = "drawn-up", "", ""
        plan.filed_with = plan.filed_at = plan.published_where = plan.published_at = ""
        plan.amended += 1
        session.add(plan)
        for table in (PlanStratum, PlanItem, PlanField, PlanCondition):
            session.exec(delete(table).filter_by(**place))
        if self.reopens:
            session.exec(delete(PlanLeft).filter_by(**place))
            session.exec(delete(PlanOverlap).filter_by(**place).where(col(PlanOverlap.effect) != "merged-in"))
        self.add_parts(session, place)
        for number, change in enumerate(self.changes, 1):
            session.add(
                PlanAmendment(
                    **place, number=plan.amended, place=number, reason=self.reason, amended_at=head.occurred_at,
                    person=head.person, **change.model_dump(),
                )
            )  # fmt: skip
        session.flush()


class PlanWithdrawn(Fact):
    """A plan was withdrawn before its list was frozen, for a reason. Its number stays used."""

    KIND: ClassVar[str] = "plan.withdrawn"

    reason: str

    def apply(self, session: Session, head: Head) -> None:
        plan = row_of(session, head)
        plan.state, plan.withdrawn_reason, plan.withdrawn_at = "withdrawn", self.reason, head.occurred_at
        session.add(plan)


class UpperClosed(Fact):
    """The tasks of an upper plan were finished on a civil day: supplementary plans may be drawn (000 一(六)4)."""

    KIND: ClassVar[str] = "plan.upper-closed"

    on: str

    def apply(self, session: Session, head: Head) -> None:
        found = session.get(UpperPlan, (head.bureau, head.dossier))
        if found is None:
            raise Missing("error-plan-missing")
        found.closed_on = self.on
        session.add(found)


class UpperTied(Fact):
    """A name of an upper plan's list that was open is one of our subjects, or (empty) none of them."""

    KIND: ClassVar[str] = "plan.upper-tied"

    name: str
    subject: str = ""

    def apply(self, session: Session, head: Head) -> None:
        found = session.get(UpperPlan, (head.bureau, head.dossier))
        if found is None:
            raise Missing("error-plan-missing")
        found.unmatched = "、".join(one for one in found.unmatched.split("、") if one != self.name)
        session.add(found)
        what, key = ("subject", self.subject) if self.subject else ("stranger", self.name)
        session.merge(UpperPart(bureau=head.bureau, dossier=head.dossier, what=what, id=key))


class JointEntry(Part):
    """A row of a list of items for joint checks, as its columns have it; `own_item` is ours, if it is known."""

    field: str
    title: str
    subjects: str = ""
    ratio: str = ""
    initiator: str = ""
    partners: str = ""
    level: str = ""
    own_item: str = ""


class JointListLoaded(Fact):
    """A list of items for joint checks was loaded; the first fact of its dossier (000 一(四))."""

    KIND: ClassVar[str] = "plan.joint-list-loaded"

    title: str
    edition: str
    issuer: str
    file: str
    entries: tuple[JointEntry, ...]

    def apply(self, session: Session, head: Head) -> None:
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        own = self.model_dump(exclude={"entries"})
        session.add(JointList(**place, **own, loaded_at=head.occurred_at))
        for number, entry in enumerate(self.entries, 1):
            session.add(JointItem(**place, number=number, **entry.model_dump()))


class JointItemLinked(Fact):
    """An item of such a list was tied to one of ours, or (empty) untied."""

    KIND: ClassVar[str] = "plan.joint-item-linked"

    number: int
    own_item: str

    def apply(self, session: Session, head: Head) -> None:
        found = session.get(JointItem, (head.bureau, head.dossier, self.number))
        if found is None:
            raise Missing("error-plan-missing")
        found.own_item = self.own_item
        session.add(found)
