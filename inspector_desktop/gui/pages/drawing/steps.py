"""The six stages as the step bar shows them, and the columns of the list of plans."""

from __future__ import annotations

from datetime import date

from inspector_desktop.clock import civil, moment
from inspector_desktop.draw.store import DrawView
from inspector_desktop.gui.kit import stepbar
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.pages.drawing.reading import (
    GROUPS,
    LIST,
    NUMBERS,
    RECORD,
    RELEASE,
    SEALED,
    SUBJECTS,
    PlanLine,
    Whole,
)
from inspector_desktop.wording import say

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
}


def front(whole: Whole) -> str:
    """The stage to bring to the front: where something is to be done; before the release, the result."""
    if whole.draw is not None and whole.draw.state == "held":
        return SUBJECTS
    return whole.stage


def following(whole: Whole, stage: str) -> str:
    """The stage a person goes to next from one that needs nothing more, or an empty text."""
    state = whole.draw.state if whole.draw is not None else ""
    if state == "frozen":
        return {SEALED: NUMBERS}.get(stage, "")
    if state == "held":
        return {NUMBERS: SUBJECTS, RECORD: SUBJECTS, SUBJECTS: GROUPS, GROUPS: RELEASE}.get(stage, "")
    return ""


def steps_of(whole: Whole) -> tuple[stepbar.Step, ...]:
    """The stages with what is known of each."""
    current = whole.stage
    stages = whole.stages
    done = stages[: stages.index(current)] if whole.draw is None or whole.draw.state != "released" else stages
    return tuple(
        stepbar.Step(
            stage, say(f"draw-{stage}"), _under(whole, stage),
            stepbar.DONE if stage in done else stepbar.CURRENT if stage == current else stepbar.OPEN,
        )
        for stage in stages
    )  # fmt: skip


def _under(whole: Whole, stage: str) -> str:
    if stage == LIST:
        return _list_under(whole)
    if stage == RELEASE:
        until = date.fromisoformat(whole.plan.window_until)
        return say("workbench-until", month=until.month, day=until.day)
    if whole.draw is not None and whole.draw.recorded:
        return _recorded_under(whole, whole.draw, stage)
    return _draw_under(whole, stage) if whole.draw is not None and whole.frozen is not None else ""


def _recorded_under(whole: Whole, draw: DrawView, stage: str) -> str:
    if stage == RECORD:
        return say(f"draws-place-{draw.place}")
    if stage == SUBJECTS:
        return say("draws-recorded-count", count=len(draw.drawn))
    return say("draw-groups-under", count=len(draw.groups) - 1, size=whole.plan.group_size)


def _list_under(whole: Whole) -> str:
    register, excluded = whole.survey.register, len(whole.survey.excluded)
    if whole.frozen is not None:
        excluded = len(whole.frozen.excluded)
        register = len(whole.frozen.objects) + excluded
    return say("draw-list-under", register=register, excluded=excluded)


def _draw_under(whole: Whole, stage: str) -> str:
    draw, frozen = whole.draw, whole.frozen
    if draw is None or frozen is None:
        return ""
    due, taken = sum(one.due for one in whole.quotas), sum(one.taken for one in whole.quotas)
    texts = {
        SEALED: say("draws-sealed-under", time=f"{civil(moment(draw.frozen_at)):%H:%M}"),
        NUMBERS: say("draws-numbers-under", time=f"{civil(moment(draw.event_at)):%H:%M}"),
        SUBJECTS: say("draws-quota", due=due, taken=taken) if whole.is_drawn else say("draws-quota-due", due=due),
        GROUPS: say("draw-groups-under", count=frozen.groups.count, size=frozen.groups.size),
    }
    if stage == NUMBERS and whole.seed is not None:
        return say("draw-numbers-under")
    return texts[stage]


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
    count = len(row.draw.drawn) if row.draw is not None and row.draw.state != "void" else 0
    return Cell(say("plans-count", count=count) if count else "—", tone="ink" if count else "soft")
