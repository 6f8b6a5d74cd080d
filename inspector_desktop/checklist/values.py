"""What an expression can be, and how one kind of value is read as another.

The rules are those of XPath 1.0 with the additions of OpenRosa: answers are texts; an ISO date read as a number is its
count of days since 1970-01-01 (a moment has a fraction; without a zone it is Chinese civil time), a time of day a
fraction of a day; an empty text read as a number is NaN. Every conversion is total: it answers for every value and
never raises.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

from inspector_desktop.clock import CIVIL

Nodes: TypeAlias = tuple[str, ...]
Value: TypeAlias = str | float | bool | Nodes

NAN = math.nan
_EPOCH = date(1970, 1, 1)
_CIVIL_OFFSET = CIVIL.utcoffset(None)
_FIRST, _LAST = (date.min - _EPOCH).days, (date.max - _EPOCH).days
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]|\Z)")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]|[0-9]{2}:[0-9]{2}")
_TIME = re.compile(r"([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)(Z|[+-][0-9]{2}:[0-9]{2})?\Z")
_DAY_SECONDS = 86_400


def text_of(value: Value) -> str:  # noqa: PLR0911  (one answer for each kind of value)
    """The value as text; a set of nodes is its first node, whole numbers have no point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return value[0] if value else ""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def number_of(value: Value) -> float:
    """The value as a number; NaN for what is none."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    text = text_of(value).strip(" \t\r\n")
    if _NUMBER.match(text):
        return float(text)
    return part_of_day(text) if text[2:3] == ":" else days_of(text)


def truth_of(value: Value) -> bool:
    """The value as a condition; a set of nodes is true when one of them has a content."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    if isinstance(value, str):
        return value != ""
    return any(value)


def holds(answer: Value, number: int) -> bool:
    """Tell whether brackets keep a node: a number in them is a place, anything else a condition (XPath 1.0, 2.4)."""
    if isinstance(answer, float) and not isinstance(answer, bool):
        return answer == number
    return truth_of(answer)


def nodes_of(value: Value) -> Nodes:
    """The value as a set of nodes; a plain value is one node."""
    return value if isinstance(value, tuple) else (text_of(value),)


def days_of(text: str) -> float:
    """Days since 1970-01-01 of an ISO date or moment; NaN for any other text."""
    if not _DATE.match(text):
        return NAN
    try:
        if len(text) == len("2026-11-20"):
            return float((date.fromisoformat(text) - _EPOCH).days)
        when = datetime.fromisoformat(text)
    except ValueError:
        return NAN
    civil = when.replace(tzinfo=None) if when.tzinfo is None else _civil(when)
    midnight = datetime(civil.year, civil.month, civil.day)  # noqa: DTZ001  (civil time, the zone is fixed)
    return (civil.date() - _EPOCH).days + (civil - midnight).total_seconds() / _DAY_SECONDS


def part_of_day(text: str) -> float:
    """The part of the day that has passed at a time of day (civil time); NaN for any other text."""
    found = _TIME.match(text)
    try:
        when = time.fromisoformat(text) if found else None
    except ValueError:
        when = None
    if when is None:
        return NAN
    passed = timedelta(hours=when.hour, minutes=when.minute, seconds=when.second, microseconds=when.microsecond)
    offset = when.utcoffset()
    if offset is not None:
        passed = (passed - offset + _CIVIL_OFFSET) % timedelta(days=1)
    return passed.total_seconds() / _DAY_SECONDS


def is_moment(text: str) -> bool:
    """Tell whether a text may be a moment or a time of day, for which there is more than one spelling."""
    return _MOMENT.match(text) is not None


def _civil(when: datetime) -> datetime:
    try:
        return when.astimezone(CIVIL).replace(tzinfo=None)
    except OverflowError:  # the first and last day of the calendar have no neighbour
        return when.replace(tzinfo=None)


def day_of(value: Value) -> date | None:
    """The calendar day a value means, or None; a time of day is on none."""
    return None if _is_time(value) else _day(number_of(value))


def _is_time(value: Value) -> bool:
    return text_of(value)[2:3] == ":"


def _day(days: float) -> date | None:
    if math.isnan(days) or not _FIRST <= days < _LAST + 1:
        return None
    return _EPOCH + timedelta(days=math.floor(days))


def moment_of(value: Value) -> datetime | None:
    """The civil moment a value means, to the second, without a zone; or None. A time of day is on the first of days."""
    days = number_of(value)
    day = _day(days)
    if day is None:
        return None
    seconds = min(round((days - math.floor(days)) * _DAY_SECONDS), _DAY_SECONDS - 1)
    return datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001


def stamp_of(when: datetime) -> str:
    """A moment as an answer holds it: civil time with its zone, to the second."""
    aware = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return aware.astimezone(CIVIL).replace(microsecond=0).isoformat()


def compare(left: Value, right: Value, operator: str) -> bool:
    """XPath's comparison: a set of nodes compares true when one of its nodes does.

    `=` and `!=` compare as conditions where one side is a condition, else as texts where both are; the others always
    compare numbers (XPath 1.0, 3.4).
    """
    if isinstance(left, bool) or isinstance(right, bool):
        if operator in ("=", "!="):
            return (truth_of(left) == truth_of(right)) == (operator == "=")
        left, right = (any(one) if isinstance(one, tuple) else one for one in (left, right))
    if isinstance(left, tuple):
        return any(compare(node, right, operator) for node in left)
    if isinstance(right, tuple):
        return any(compare(left, node, operator) for node in right)
    if operator in ("=", "!="):
        if isinstance(left, str) and isinstance(right, str):
            return _same_text(left, right) == (operator == "=")
        return (number_of(left) == number_of(right)) == (operator == "=")
    return _ORDERS[operator](number_of(left), number_of(right))


def _same_text(left: str, right: str) -> bool:
    """Whether two texts are the same, or the same moment differently spelled."""
    if left == right:
        return True
    times = left[2:3] == ":" and right[2:3] == ":"
    alike = times or (_DATED.match(left) is not None and _DATED.match(right) is not None)
    return alike and number_of(left) == number_of(right)


_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
