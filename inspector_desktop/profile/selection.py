"""What is drawn, how much of it, where, with which event, how groups are made, and how often a subject is visited.

Only the settings; the arithmetic is in `draw` and `plan`.
"""

from __future__ import annotations

from math import comb
from typing import Annotated, Literal

from pydantic import Field, model_validator

from inspector_desktop.profile.base import (
    Clause,
    Code,
    Count,
    DeadlineId,
    Group,
    MonthDay,
    Named,
    NumberPattern,
    Positive,
    Ppm,
    Row,
    Switch,
    Text,
)  # fmt: skip

LEAST_OUTCOMES = 10**7
THROWN_OUTCOMES = 10**20


class Category(Group):
    """A category of subjects; `id` is also its stratum in a draw, `ratio_ppm` its ratio in millionths.

    Of `key_items` the ratio has no ceiling, no class changes it, and the draw orders the batches. `needs` are the
    fields an inspecting group must have among its officers, `enforcement` the 执法类别 each of them must have.
    """

    id: Code
    title: Text
    ratio_ppm: Ppm | None = None
    minimum: Count
    key_items: Switch
    needs: tuple[Code, ...] = ()
    enforcement: str = ""


class CreditClass(Group):
    """A credit class from trusted to not; `ratio_ppm` where ratios go by class, `leaning` where they only lean."""

    id: Code
    title: Text
    ratio_ppm: Ppm | None = None
    leaning: Literal["fewer", "as-set", "more"]


class Credit(Group):
    """The credit scheme: its classes and the class of a subject nobody has assessed."""

    scheme: Text
    unassessed: Code
    dated: Switch
    classes: tuple[CreditClass, ...]


class Quota(Group):
    """How a ratio becomes a number: base, rounding, floor and ceiling in millionths (0 and 1000000: none)."""

    by: Literal["category", "credit", "item", "plan"]
    base: Literal["register", "eligible"]
    rounding: Literal["up"]
    floor_ppm: Ppm
    ceiling_ppm: Ppm
    top_up: tuple[Code, ...]
    small_classes: Literal["each", "pool"]


class Cap(Group):
    """The most visits of one subject in the window, for a category (`*`: all)."""

    category: Text
    times: Positive


class CapException(Named):
    """A ground on which a visit is made beyond the cap; it holds by itself for the credit classes named."""

    clause: Clause
    credit: tuple[Code, ...] = ()


class Frequency(Group):
    """Caps, their window, what counts, and what happens to repeated checks."""

    window: Literal["calendar-year", "rolling-year"]
    effect: Literal["exclude", "warn"]
    joint_counts: Count
    reinspection_counts: Count
    targeted_counts: Count
    joint_task: Literal["adopt-result", "exclude"]
    upper_plan: Literal["upper-prevails", "exclude", "none"]
    caps: tuple[Cap, ...]
    exceptions: tuple[CapException, ...]

    def cap(self, category: str) -> int:
        """The most visits of a subject of a category in the window; 0: none is set."""
        times = {one.category: one.times for one in self.caps}
        return times.get(category, times.get("*", 0))

    def ground(self, credit: str) -> str:
        """The ground on which subjects of a credit class are visited beyond the cap; empty if there is none."""
        return next((one.id for one in self.exceptions if credit in one.credit), "")


class Groups(Group):
    """How officers become groups and how one who drops out is replaced.

    `own_area`: `allowed` sends officers where their 执法区域 is, `avoid` never where they are at home (所所交叉).
    """

    size: Annotated[int, Field(ge=2, le=99, strict=True)]
    rest: Literal["reserve", "join"]
    leader: Switch
    experts: Switch
    substitution: Switch
    own_area: Literal["allowed", "avoid"]


class Part(Row):
    """One part of an event's digits: `count` numbers from `min` to `max`; `set`: different ones, rising."""

    count: Annotated[int, Field(ge=1, le=100, strict=True)]
    min: Count
    max: Count
    set: Switch

    @property
    def outcomes(self) -> int:
        """In how many ways this part can come out."""
        span = self.max - self.min + 1
        return comb(span, self.count) if self.set else span**self.count


class Event(Group):
    """A kind of public event that can give the digits of a draw."""

    id: Code
    title: Text
    thrown: Switch
    parts: tuple[Part, ...]

    @model_validator(mode="after")
    def _cannot_be_guessed(self) -> Event:
        outcomes = 1
        for part in self.parts:
            if part.min >= part.max or (part.set and part.count > part.max - part.min + 1):
                raise ValueError("event-part")
            outcomes *= part.outcomes
        if outcomes < (THROWN_OUTCOMES if self.thrown else LEAST_OUTCOMES):
            raise ValueError("event-outcomes")
        return self


Place = Literal["platform", "local", "by-hand"]


class DrawPlaces(Group):
    """Where a draw is held, by kind of plan; a plan may choose one of `switchable` instead."""

    main: Place
    supplementary: Place
    joint: Place
    switchable: tuple[Place, ...] = ()


class Draw(Group):
    """What is drawn, where, with which event by default, and what is made public when.

    `items_count` items are drawn for each subject where items are drawn; key items are visited in `batches`. `replaced`
    are the grounds on which a drawn subject gives way to the first of its reserve; without them none does. List, digits
    and transcript are public with the release where `publish_before` is `names`, may be made so from then on where
    `publish_after` is `at-once`, and else after the task's last check.
    """

    place: DrawPlaces
    drawn: tuple[Literal["subjects", "officers", "items"], ...]
    items_count: Count = 0
    batches: Positive
    release_by: DeadlineId
    default_event: Code
    publish_before: Literal["commitment", "names"]
    publish_after: Literal["last-check", "at-once"]
    mask_names_on_projector: Switch
    outside_witness: Switch
    events: tuple[Event, ...]
    replaced: tuple[Literal["closed", "moved", "cancelled"], ...] | None = None

    @property
    def public_early(self) -> bool:
        """Whether a drawn list may be shown before its last check."""
        return self.publish_before == "names" or self.publish_after == "at-once"

    @model_validator(mode="after")
    def _counts_what_is_drawn(self) -> Draw:
        if ("items" in self.drawn) != (self.items_count > 0):
            raise ValueError("drawn-items")
        return self


class Period(Group):
    """A period of the year's work, from and until included."""

    id: Code
    title: Text
    opens: MonthDay
    closes: MonthDay


class Plan(Group):
    """Kinds of plan, their codes, the year's periods, and the departments checks are joined with."""

    kinds: tuple[Literal["main", "supplementary", "joint"], ...]
    code: NumberPattern
    task_code: NumberPattern
    joint_code: NumberPattern
    joint_task_code: NumberPattern
    supplementary_after_upper: Switch
    groups_fix_dates: Switch
    work_plan_first: Switch = False  # a draw waits for the task's work plan (002 二(三))
    joint_departments: tuple[Text, ...]
    joint_fields: tuple[Text, ...]
    periods: tuple[Period, ...]
