"""Working days and last days of periods, counted on a table of the State Council's yearly notices.

The shipped table (`resources/workdays.json`, made by `packaging/workdays.py`) lists per year what differs from
Monday to Friday: rest days on weekdays and working days on weekends. Headquarters distributes later years; a bureau
may add days of its own. A year without a notice is counted on weekdays and the fixed public holidays, and every
last day that depends on it is provisional: to be shown so, and counted again when the notice is there.

Which event starts which period is said by the profile; who is late is decided by the steps.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from inspector_desktop.assets import resource
from inspector_desktop.errors import Refused

Unit = Literal["working-days", "calendar-days", "months", "years"]
RestDay = Literal["later", "earlier", "stays"]

DAY = timedelta(days=1)
SATURDAY = 5
MONTHS_OF_YEAR = 12
# 全国年节及纪念日放假办法 (2024), the days that do not follow the moon
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True)
class LastDay:
    """The last day of a period, that day included; `provisional` while a year it was counted through has no notice."""

    day: date
    provisional: bool


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked: weekdays, but for `rest`, and the weekend days in `work`; certain for `published` years.

    `local_rest` and `local_work` are the bureau's own and stand above the notices.
    """

    published: frozenset[int]
    rest: frozenset[date]
    work: frozenset[date]
    local_rest: frozenset[date] = frozenset()
    local_work: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is worked."""
        if day in self.local_work or day in self.local_rest:
            return day in self.local_work
        if day in self.work or day in self.rest:
            return day in self.work
        if day.year not in self.published and (day.month, day.day) in FIXED_HOLIDAYS:
            return False
        return day.weekday() < SATURDAY

    def add(self, day: date, count: int) -> LastDay:
        """Return the `count`-th working day after `day` (before it when negative; `day` itself for 0).

        The start day is not counted (民法典 201).
        """
        step = DAY if count > 0 else -DAY
        end, left = day, abs(count)
        while left:
            end += step
            left -= self.is_working(end)
        return self._last(end, *((day + DAY, end) if count > 0 else (end, day)))

    def deadline(self, event_day: date, length: int, unit: Unit, rest_day: RestDay = "later") -> LastDay:
        """Return the last day of a period of `length` `unit`s that an event on `event_day` starts.

        The event's day is not counted (民法典 201); months and years end on the corresponding day or, where the month
        has none, on its last (202); an end on a rest day moves to the next working day (203), or as `rest_day` says.
        Raises `ValueError` for a length below 1.
        """
        if length < 1:
            raise ValueError("a period lasts at least one unit")
        match unit:
            case "working-days":
                return self.add(event_day, length)
            case "calendar-days":
                end = event_day + length * DAY
            case "months":
                end = _months_later(event_day, length)
            case "years":
                end = _months_later(event_day, length * MONTHS_OF_YEAR)
        return self.off_rest_days(end, rest_day)

    def off_rest_days(self, day: date, rest_day: RestDay) -> LastDay:
        """Return `day`, or the working day it gives way to when it is a rest day; one that stays is never in doubt."""
        if rest_day == "stays":
            return LastDay(day, provisional=False)
        end = day
        while not self.is_working(end):
            end += DAY if rest_day == "later" else -DAY
        return self._last(end, min(day, end), max(day, end))

    def of_month(self, year: int, month: int, count: int) -> LastDay:
        """Return the `count`-th working day of a month."""
        return self.add(date(year, month, 1) - DAY, count)

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and with `end`; 0 when `end` is not later.

        With a last day as `start` and today as `end` this is by how many working days something is late.
        """
        return sum(self.is_working(start + number * DAY) for number in range(1, (end - start).days + 1))

    def with_local(self, *, rest: Iterable[date] = (), work: Iterable[date] = ()) -> WorkingDays:
        """Return the table with days of the bureau's own: rest for all of it, or duty."""
        return replace(self, local_rest=frozenset(rest), local_work=frozenset(work))

    def with_notices(self, document: str) -> WorkingDays:
        """Return the table with the years of an update file (JSON); what it says replaces what was known of a day.

        Understands our own shape, `{"years": {"2027": {"rest": ["01-01"], "work": []}}}`, and the one in which
        public collections publish a year: `{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": true}]}`,
        which may hold days of the year before, or none yet.
        Raises `Refused` naming what can't be read; nothing is taken from such a file.
        """
        rest, work, years = _notices(document)
        told = rest | work
        kept_rest = {day for day in self.rest if day not in told and day.year not in years}
        kept_work = {day for day in self.work if day not in told and day.year not in years}
        return replace(
            self,
            published=self.published | years,
            rest=frozenset(kept_rest | rest),
            work=frozenset(kept_work | work),
        )

    def _last(self, end: date, first: date, last: date) -> LastDay:
        """Judge an end that rests on the days from `first` to `last`."""
        certain = all(year in self.published for year in range(first.year, last.year + 1))
        return LastDay(end, provisional=not certain)


@cache
def shipped() -> WorkingDays:
    """Return the table this release came with."""
    empty = WorkingDays(frozenset(), frozenset(), frozenset())
    return empty.with_notices(resource("workdays.json").read_text(encoding="utf-8"))


def add_working_days(day: date, count: int, table: WorkingDays | None = None) -> LastDay:
    """Return the `count`-th working day after `day`, by the shipped table unless another is given."""
    return (table or shipped()).add(day, count)


def deadline(
    event_day: date, length: int, unit: Unit, rest_day: RestDay = "later", table: WorkingDays | None = None
) -> LastDay:
    """Return the last day of a period, by the shipped table unless another is given; see `WorkingDays.deadline`."""
    return (table or shipped()).deadline(event_day, length, unit, rest_day)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 + months, MONTHS_OF_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _notices(document: str) -> tuple[set[date], set[date], set[int]]:
    """Read rest days, weekend working days, and the years thereby published."""
    try:
        told = json.loads(document)
        days = list(_days(told))
        announced = {int(year) for year in told.get("years") or [told["year"]]}
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise Refused("refused-workdays-file", value=str(problem)[:60]) from problem
    rest = {day for day, off in days if off}
    work = {day for day, off in days if not off}
    if doubtful := rest & work:
        raise Refused("refused-workdays-file", value=min(doubtful).isoformat())
    return rest, work, announced & {day.year for day in rest}


def _days(told: dict[str, Any]) -> Iterable[tuple[date, bool]]:
    if "years" not in told:
        yield from ((date.fromisoformat(day["date"]), bool(day["isOffDay"])) for day in told["days"])
        return
    for year, kinds in told["years"].items():
        for kind, off in (("rest", True), ("work", False)):
            yield from ((date.fromisoformat(f"{year}-{day}"), off) for day in kinds[kind])
