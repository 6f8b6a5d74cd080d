"""The deadlines and periodic reports of the bureau. Counting is done by `workdays`, lateness by the steps."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from inspector_desktop.profile.base import Count, DeadlineId, Group, MonthDay, Positive, Text
from inspector_desktop.profile.house import StepId

Trigger = Literal[
    "inspection-ended", "task-finished", "plan-carried-out", "report-done", "feedback-received", "result-known",
    "lead-received", "decision-made", "decision-changed", "evidence-preserved", "case-opened", "order-due",
    "extension-requested", "act-known", "notice-published", "legal-basis-changed", "violation-ended",
    "objection-over", "code-missing", "list-changed", "plan-approved", "draw-open", "year", "month",
]  # fmt: skip
Unit = Literal["working-days", "calendar-days", "months", "years", "hours", "date"]


class Deadline(Group):
    """A clock: it starts with `trigger` and lasts `length` `unit`s, or (`date`) closes on a day of each year.

    `rest_day` says where a last day falls that is none: `later`, `earlier`, or `stays`. A `clock` is watched and
    shown, a `limit` bars an act afterwards, `printed` stands on papers only. `warn_days` is in working days.
    `checks` says for which checks it runs: `drawn` for 抽查 alone, `lead` for those of a lead (004 第八条).
    """

    id: DeadlineId
    title: Text
    trigger: Trigger
    length: Positive | None = None
    unit: Unit
    opens: MonthDay | None = None
    closes: MonthDay | None = None
    rest_day: Literal["later", "earlier", "stays"]
    use: Literal["clock", "limit", "printed"]
    step: StepId | None = None
    checks: Literal["all", "drawn", "lead"] = "all"
    warn_days: Count
    consequence: Text

    @model_validator(mode="after")
    def _either_a_length_or_a_day(self) -> Deadline:
        by_date = self.unit == "date"
        if by_date != (self.closes is not None) or by_date == (self.length is not None):
            raise ValueError("deadline-shape")
        return self


class Report(Group):
    """A periodic report: its period, the deadline it keeps, to whom it goes, and its parts."""

    id: Text
    title: Text
    period: Literal["yearly", "monthly", "per-task"]
    deadline: DeadlineId
    addressee: Text
    parts: tuple[Text, ...]
