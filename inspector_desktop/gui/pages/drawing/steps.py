"""The six stages as the step bar shows them, and the columns of the list of plans."""

from __future__ import annotations

from datetime import date

from inspector_desktop.clock import civil, moment
from inspector_desktop.draw.store import DrawView
from inspector_desktop.gui.kit import stepbar
from inspector_desktop.gui.pages.drawing.reading import (
    GROUPS,
    LIST,
    NUMBERS,
    RECORD,
    RELEASE,
    SEALED,
    SUBJECTS,
    Whole,
)
from inspector_desktop.wording import say


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
