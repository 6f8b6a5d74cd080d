"""Queries on plans; all return frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.errors import Missing
from inspector_desktop.plan.records import Plan, PlanItem, PlanStratum


@dataclass(frozen=True)
class StratumView:
    """A category of a plan."""

    category: str
    title: str
    ratio_ppm: int
    minimum: int
    item: str


@dataclass(frozen=True)
class PlanItemView:
    """An item of a plan."""

    item: str
    title: str
    version: int
    basis: str


@dataclass(frozen=True)
class PlanView:
    """A plan with its strata and items."""

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

    def stratum(self, category: str) -> StratumView:
        """The stratum of a category. Raises `Missing`."""
        for one in self.strata:
            if one.category == category:
                return one
        raise Missing("error-plan-missing")


def plans(session: Session, bureau: str) -> tuple[PlanView, ...]:
    """All plans, latest number first."""
    rows = session.exec(select(Plan).where(Plan.bureau == bureau).order_by(col(Plan.number).desc())).all()
    return tuple(_view(session, row) for row in rows)


def get_plan(session: Session, bureau: str, dossier: str) -> PlanView:
    """One plan. Raises `Missing`."""
    row = session.get(Plan, (bureau, dossier))
    if row is None:
        raise Missing("error-plan-missing")
    return _view(session, row)


def _view(session: Session, row: Plan) -> PlanView:
    strata = session.exec(
        select(PlanStratum)
        .where(PlanStratum.bureau == row.bureau, PlanStratum.dossier == row.dossier)
        .order_by(col(PlanStratum.place))
    ).all()
    items = session.exec(
        select(PlanItem)
        .where(PlanItem.bureau == row.bureau, PlanItem.dossier == row.dossier)
        .order_by(col(PlanItem.item))
    ).all()
    return PlanView(
        **row.model_dump(),
        strata=tuple(StratumView(one.category, one.title, one.ratio_ppm, one.minimum, one.item) for one in strata),
        items=tuple(PlanItemView(one.item, one.title, one.version, one.basis) for one in items),
    )
