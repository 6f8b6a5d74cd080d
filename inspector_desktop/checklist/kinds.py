"""Whether a text is an answer of its question's kind: a whole number, a date, a place on the earth. Pure.

Whether a choice is among those offered depends on the sheet and is asked there.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, time

from inspector_desktop.checklist.definition import MEDIA, Question
from inspector_desktop.checklist.values import days_of, number_of

_INTEGER = re.compile(r"-?[0-9]{1,15}\Z")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?\Z")
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?\Z")
_NORTH, _EAST = 90, 180


def is_of_kind(question: Question, value: str) -> bool:  # noqa: PLR0911  (one answer for each kind)
    """Tell whether a value that is not empty is of the question's kind."""
    kind = question.kind
    if kind == "integer":
        return _INTEGER.match(value) is not None
    if kind == "decimal":
        return _DECIMAL.match(value) is not None
    if kind == "range":
        return _in_range(question, value)
    if kind in ("date", "today"):
        return len(value) == len("2026-11-20") and not math.isnan(days_of(value))
    if kind == "time":
        return _is_time(value)
    if kind in ("datetime", "start", "end"):
        return _is_moment(value)
    if kind in ("geopoint", "geotrace", "geoshape"):
        return _is_place(kind, value)
    if kind == "acknowledge":
        return value == "OK"
    if kind in MEDIA:
        return _HASH.match(value) is not None
    return True


def _in_range(question: Question, value: str) -> bool:
    """A range's answer lies on its scale: start, start + step, … up to end (ODK: 1, 10 and 1 where nothing is said)."""
    if _DECIMAL.match(value) is None:
        return False
    start, end, step = (
        number_of(question.parameter(name, usual)) for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
    )
    number = float(value)
    if any(math.isnan(one) for one in (start, end, step)) or step == 0:
        return False
    steps = (number - start) / step
    return min(start, end) <= number <= max(start, end) and abs(steps - round(steps)) < 1e-9  # noqa: PLR2004


def _is_time(value: str) -> bool:
    if _TIME.match(value) is None:
        return False
    try:
        time.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_moment(value: str) -> bool:
    if "T" not in value:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_place(kind: str, value: str) -> bool:
    points = [point for point in value.split(";") if point.strip()]
    least = {"geopoint": 1, "geotrace": 2, "geoshape": 4}[kind]
    if len(points) < least or (kind == "geopoint" and len(points) > 1):
        return False
    if kind == "geoshape" and points[0].split()[:2] != points[-1].split()[:2]:
        return False
    return all(_is_point(point) for point in points)


def _is_point(text: str) -> bool:
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(_DECIMAL.match(part) for part in parts):  # noqa: PLR2004
        return False
    return abs(float(parts[0])) <= _NORTH and abs(float(parts[1])) <= _EAST
