"""Queries on plans; all return frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.errors import Missing
from inspector_desktop.ordering import natural
from inspector_desktop.plan.conditions import Condition
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
from inspector_desktop.publicity.facts import PLAN
from inspector_desktop.publicity.store import Made, made_of, noted

_PLACE = {"bureau", "dossier", "place"}


@dataclass(frozen=True)
class StratumView:
    """A stratum of a plan: a category, one credit class of it (`credit`), one region of it (`region`)."""

    stratum: str
    category: str
    credit: str
    title: str
    take: str
    ratio_ppm: int
    minimum: int
    batches: int
    item: str
    items_count: int
    region: str = ""


@dataclass(frozen=True)
class PlanItemView:
    """An item of a plan."""

    item: str
    title: str
    version: int
    basis: str
    category: str


@dataclass(frozen=True)
class SettledView:
    """An overlap that was settled."""

    other: str
    other_title: str
    effect: str
    reason: str
    settled_at: str


@dataclass(frozen=True)
class UpperView:
    """A plan of the upper level or of another department (`peer`); without `subjects` it covers whole categories.

    `unmatched` are the names of its list nobody has tied to a subject, joined by 、.
    """

    bureau: str
    dossier: str
    title: str
    number: str
    issuer: str
    window_from: str
    window_until: str
    unmatched: str
    evidence: str
    closed_on: str
    level: str
    categories: tuple[str, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class LeftView:
    """A subject that left a plan for another: whose result stands, by our inspection or as it is cited."""

    subject: str
    other: str
    inspection: str
    reference: str


@dataclass(frozen=True)
class PlanView:
    """A plan with its strata and items, how overlaps were settled, and who left it for another plan.

    `left_upper` are those of `left` that an upper plan covers; `adopted` says whose results stand for them.
    `draw_place` is where the plan itself wants its draw; empty: as the profile says for its kind. `made` is where
    it was made public, registered here (`published_at`) or noted in the ledger: one and the same.
    """

    bureau: str
    dossier: str
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
    state: str
    approved_by: str
    approved_at: str
    strata: tuple[StratumView, ...]
    items: tuple[PlanItemView, ...]
    filed_with: str = ""
    filed_at: str = ""
    published_where: str = ""
    published_at: str = ""
    ratio_text: str = ""
    scope: str = ""
    content: str = ""
    initiator: str = ""
    partners: str = ""
    period_text: str = ""
    remark: str = ""
    drawn_up_at: str = ""
    joint: tuple[tuple[str, str], ...] = ()
    settled: tuple[SettledView, ...] = ()
    left: tuple[str, ...] = ()
    left_upper: tuple[str, ...] = ()
    draw_place: str = ""
    merged_into: str = ""
    amended: int = 0
    withdrawn_reason: str = ""
    withdrawn_at: str = ""
    adopted: tuple[LeftView, ...] = ()
    conditions: tuple[Condition, ...] = ()
    made: tuple[Made, ...] = ()

    @property
    def public(self) -> Made | None:
        """Where it was made public first of where it still is; none while it is public nowhere."""
        return next((one for one in self.made if one.standing), None)

    @property
    def gone(self) -> bool:
        """Whether the plan gave way to an upper plan, went into another one, or was withdrawn."""
        return self.state in {"superseded", "merged", "withdrawn"}

    @property
    def year(self) -> int:
        """The year of the first day of its window."""
        return int(self.window_from[:4])

    @property
    def standing(self) -> str:
        """How far the plan has come: `drawn-up`, `filed`, `approved`, `published`, or gone."""
        if self.state != "drawn-up":
            return "published" if self.state == "approved" and self.public else self.state
        return "filed" if self.filed_at else "drawn-up"

    def stratum(self, stratum: str) -> StratumView:
        """A stratum by its id. Raises `Missing`."""
        for one in self.strata:
            if one.stratum == stratum:
                return one
        raise Missing("error-plan-missing")

    @property
    def versions(self) -> dict[str, int]:
        """By item the version of the published list that was planned."""
        return {one.item: one.version for one in self.items}

    def items_of(self, stratum: str) -> tuple[PlanItemView, ...]:
        """The items that are, or may be drawn to be, checked on the subjects of a stratum. Raises `Missing`."""
        found = self.stratum(stratum)
        return tuple(one for one in self.items if one.category == found.category or one.item == found.item)


def plans(session: Session, bureau: str) -> tuple[PlanView, ...]:
    """All plans, latest number first."""
    found = session.exec(select(Plan).where(Plan.bureau == bureau)).all()
    rows = sorted(found, key=lambda row: (natural(row.number), row.dossier), reverse=True)
    return tuple(_view(session, row) for row in rows)


def upper_plans(session: Session, bureau: str) -> tuple[UpperView, ...]:
    """All plans of the upper level that were recorded, by the first day of their window."""
    rows = session.exec(
        select(UpperPlan).where(UpperPlan.bureau == bureau).order_by(col(UpperPlan.window_from), col(UpperPlan.dossier))
    ).all()
    found = []
    for row in rows:
        parts = session.exec(
            select(UpperPart)
            .where(UpperPart.bureau == bureau, UpperPart.dossier == row.dossier)
            .order_by(col(UpperPart.id))
        ).all()
        found.append(
            UpperView(
                **row.model_dump(),
                categories=tuple(one.id for one in parts if one.what == "category"),
                subjects=tuple(one.id for one in parts if one.what == "subject"),
            )
        )
    return tuple(found)


def get_plan(session: Session, bureau: str, dossier: str) -> PlanView:
    """One plan. Raises `Missing`."""
    row = session.get(Plan, (bureau, dossier))
    if row is None:
        raise Missing("error-plan-missing")
    return _view(session, row)


def _made(session: Session, row: Plan) -> tuple[Made, ...]:
    """What was noted before the plan was approved anew was another plan's content."""
    own = (Made(row.published_where, row.published_at, ""),) if row.published_at else ()
    entries = noted(session, row.bureau, row.dossier) if row.approved_at else ()
    return made_of(tuple(one for one in entries if one.entered_at >= row.approved_at), PLAN, row.dossier, own)


def _view(session: Session, row: Plan) -> PlanView:
    strata = session.exec(
        select(PlanStratum)
        .where(PlanStratum.bureau == row.bureau, PlanStratum.dossier == row.dossier)
        .order_by(col(PlanStratum.place))
    ).all()
    items = session.exec(select(PlanItem).where(PlanItem.bureau == row.bureau, PlanItem.dossier == row.dossier)).all()
    fields = session.exec(
        select(PlanField)
        .where(PlanField.bureau == row.bureau, PlanField.dossier == row.dossier)
        .order_by(col(PlanField.place))
    ).all()
    settled = session.exec(
        select(PlanOverlap)
        .where(PlanOverlap.bureau == row.bureau, PlanOverlap.dossier == row.dossier)
        .order_by(col(PlanOverlap.other))
    ).all()
    left = session.exec(
        select(PlanLeft)
        .where(PlanLeft.bureau == row.bureau, PlanLeft.dossier == row.dossier)
        .order_by(col(PlanLeft.subject))
    ).all()
    conditions = session.exec(
        select(PlanCondition)
        .where(PlanCondition.bureau == row.bureau, PlanCondition.dossier == row.dossier)
        .order_by(col(PlanCondition.side).desc(), col(PlanCondition.column))
    ).all()
    upper = {one.other for one in settled if one.effect == "upper-prevails"}
    return PlanView(
        **row.model_dump(),
        made=_made(session, row),
        joint=tuple((one.title, one.content) for one in fields),
        settled=tuple(
            SettledView(one.other, one.other_title, one.effect, one.reason, one.settled_at) for one in settled
        ),
        left=tuple(one.subject for one in left),
        left_upper=tuple(one.subject for one in left if one.other in upper),
        adopted=tuple(LeftView(one.subject, one.other, one.inspection, one.reference) for one in left),
        conditions=tuple(Condition(one.side, one.column, tuple(one.values.split("、"))) for one in conditions),
        strata=tuple(StratumView(**one.model_dump(exclude=_PLACE)) for one in strata),
        items=tuple(
            PlanItemView(**one.model_dump(exclude=_PLACE)) for one in sorted(items, key=lambda one: natural(one.item))
        ),
    )
