"""The list of plans: what is read of each, and its columns. Light: the page stands before the rest is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from inspector_desktop.draw.store import LOCAL, DrawMark, drawn_counts, marks
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.plan.store import PlanView, plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

TABLES = ("internal-xlsx", "internal-pdf", "joint-xlsx", "joint-pdf")
"""Tables of this year's plans that may be written."""
_TONES = {
    "plan-state-drawn-up": "amber",
    "plan-state-approved": "blue",
    "plan-state-frozen": "blue",
    "plan-state-held": "blue",
    "plan-state-released": "green",
    "plan-state-void": "amber",
    "plan-state-record": "blue",
    "plan-state-filed": "amber",
    "plan-state-superseded": "grey",
    "plan-state-merged": "grey",
    "plan-state-withdrawn": "grey",
}


@dataclass(frozen=True)
class PlanLine:
    """A row of the list: the plan, its latest draw and how many it drew, and the state of both as a wording key."""

    key: str
    plan: PlanView
    draw: DrawMark | None
    state: str
    drawn: int = 0


def read_plans(session: Session, *, bureau: str, profile: Profile) -> tuple[PlanLine, ...]:
    """Read the list of plans. What is needed of draws is loaded on the worker, where the list is read."""
    from inspector_desktop.draw.recording import place_for  # noqa: PLC0415

    latest: dict[str, DrawMark] = {}
    known, drawn = marks(session, bureau), drawn_counts(session, bureau)
    for draw in known:
        if not draw.supplements:
            latest.setdefault(draw.plan, draw)
    titles = {one.dossier: one for one in plans(session, bureau)}
    added = tuple(
        PlanLine(
            f"{one.plan}/{one.dossier}", titles[one.plan], one, f"plan-state-{one.state}", drawn.get(one.dossier, 0)
        )
        for one in known
        if one.supplements and one.plan in titles
    )
    return added + tuple(
        PlanLine(
            plan.dossier,
            plan,
            latest.get(plan.dossier),
            _state_of(plan, latest.get(plan.dossier), place_for(profile, plan)),
            drawn.get(latest[plan.dossier].dossier, 0) if plan.dossier in latest else 0,
        )
        for plan in titles.values()
    )


def plan_columns() -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column("plan", say("plans-column-plan"), _plan, stretch=1),
        Column("window", say("plans-column-window"), _window, width=230),
        Column("state", say("plans-column-state"), _state, width=160),
        Column("drawn", say("plans-column-drawn"), _drawn, width=90, right=True),
        Column("open", "", lambda _row: Cell(button=say("plan-open")), width=96, right=True),
    )


def _plan(row: PlanLine) -> Cell:
    plan = row.plan
    kind = say(f"plan-kind-{plan.kind}")
    if row.draw is not None and row.draw.supplements:
        added = say(f"draws-lack-{row.draw.lacking}")
        return Cell(plan.title, under=say("plans-line-supplement", number=row.draw.number, what=added), bold=True)
    return Cell(plan.title, under=say("plans-line", kind=kind, number=plan.number, task=plan.task_title), bold=True)


def _window(row: PlanLine) -> Cell:
    first, last = (date.fromisoformat(one) for one in (row.plan.window_from, row.plan.window_until))
    return Cell(
        say("plans-window", first_month=first.month, first_day=first.day, last_month=last.month, last_day=last.day),
        tone="soft",
    )


def _state(row: PlanLine) -> Cell:
    return Cell(chips=(ChipText(say(row.state), _TONES[row.state]),))


def _drawn(row: PlanLine) -> Cell:
    count = row.drawn if row.draw is not None and row.draw.state != "void" else 0
    return Cell(say("plans-count", count=count) if count else "—", tone="ink" if count else "soft")


def _state_of(plan: PlanView, draw: DrawMark | None, place: str) -> str:
    if plan.gone:
        return f"plan-state-{plan.state}"
    if draw is None and plan.state == "approved" and place != LOCAL:
        return "plan-state-record"
    if draw is None:
        return "plan-state-filed" if plan.standing == "filed" else f"plan-state-{plan.state}"
    if draw.state == "void" and draw.recorded:
        return "plan-state-record"
    return f"plan-state-{draw.state}"
