"""The functions an expression may call: plain ones, by name, with the number of arguments each takes.

Every one is total: for arguments that make no sense it answers NaN, an empty text or false, never an exception.
Functions that need the sheet or the clock (`if`, `once`, `position`, `today`, `now`, ...) are made in `xpath.py`,
those that take places in `paths.py`; measures of the earth, digests and trigonometry are in `measures.py`.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, InvalidOperation, localcontext
from functools import lru_cache

from inspector_desktop.checklist import measures
from inspector_desktop.checklist.values import (
    NAN,
    Value,
    day_of,
    moment_of,
    nodes_of,
    number_of,
    text_of,
    truth_of,
)
from inspector_desktop.clock import CIVIL
from inspector_desktop.wording import say

_LONGEST_TEXT = 100_000
_LONGEST_MATCHED = 200
_MOST_PLACES = 300


@dataclass(frozen=True, slots=True)
class Function:
    """A plain function; `most` is -1 when there is no limit."""

    run: Callable[..., Value]
    least: int
    most: int


_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[:=!]|[()|]|[*+?]|\{[0-9]*,?[0-9]*\}|.", re.DOTALL)
_MOST_REPEATS = 4


def _runs_away(text: str) -> bool:
    """Tell whether matching could take for ever.

    That is: a repeated group that itself holds a repetition or a choice (`(a+)+`, `(a|a)*`), or more than four open
    repetitions, which on texts of at most 200 letters stay within a second.
    """
    groups, repeats, closed = [False], 0, False
    for piece in _PIECE.findall(text):
        again = piece in ("*", "+") or piece.startswith("{")
        if again:
            if closed:
                return True
            repeats += 1
        if again or piece == "|":
            groups[-1] = True
        closed = False
        if piece.startswith("("):
            groups.append(False)
        elif piece == ")" and len(groups) > 1:
            closed = groups.pop()
            groups[-1] = groups[-1] or closed
    return repeats > _MOST_REPEATS


@lru_cache(maxsize=512)
def pattern(text: str) -> re.Pattern[str] | None:
    """The compiled pattern, or None when the text is none or could take for ever."""
    if _runs_away(text):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a doubtful pattern is not the officer's concern
            return re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return None


def _regex(value: Value, expression: Value) -> bool:
    found = pattern(text_of(expression))
    # OpenRosa matches the whole text. Long texts are not matched: patterns may backtrack without end.
    text = text_of(value)
    return found is not None and len(text) <= _LONGEST_MATCHED and found.fullmatch(text) is not None


def _selected(value: Value, choice: Value) -> bool:
    return text_of(choice).strip() in text_of(value).split()


def _selected_at(value: Value, index: Value) -> str:
    chosen, place = text_of(value).split(), number_of(index)
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def _coalesce(*values: Value) -> str:
    return next((text for text in map(text_of, values) if text), "")


def _concat(*values: Value) -> str:
    return "".join(part for value in values for part in nodes_of(value))[:_LONGEST_TEXT]


def _join(separator: Value, *values: Value) -> str:
    parts = [part for value in values for part in nodes_of(value)]
    return text_of(separator).join(parts)[:_LONGEST_TEXT]


def _substr(value: Value, start: Value, end: Value = "") -> str:
    """OpenRosa's `substr`: counted from 0, the end is outside, negative places count from the end."""
    text = text_of(value)
    first = _place(number_of(start), len(text))
    last = len(text) if end == "" else _place(number_of(end), len(text))
    return "" if first is None or last is None else text[first:last]


def _place(place: float, length: int) -> int | None:
    if math.isnan(place):
        return None
    bounded = int(max(-length, min(length, place)))
    return bounded if bounded >= 0 else length + bounded


def _before(value: Value, mark: Value) -> str:
    head, found, _ = text_of(value).partition(text_of(mark) or "\0")
    return head if found else ""


def _after(value: Value, mark: Value) -> str:
    sought = text_of(mark)
    return text_of(value).partition(sought)[2] if sought else text_of(value)


def _translate(value: Value, old: Value, new: Value) -> str:
    new_text = text_of(new)
    table: dict[int, str | None] = {}
    for place, letter in enumerate(text_of(old)):
        table.setdefault(ord(letter), new_text[place] if place < len(new_text) else None)
    return text_of(value).translate(table)


def _int(value: Value) -> float:
    number = number_of(value)
    return number if not math.isfinite(number) else float(math.trunc(number))


def _round(value: Value, places: Value = 0.0) -> float:
    """Half up, in decimal: 2.675 to two places is 2.68, as an inspector rounds it."""
    number, wanted = number_of(value), number_of(places)
    if not math.isfinite(number) or math.isnan(wanted):
        return number if math.isnan(wanted) is False else NAN
    unit = Decimal(1).scaleb(-int(max(-_MOST_PLACES, min(_MOST_PLACES, wanted))))
    exact = Decimal(repr(number))
    with localcontext() as context:
        context.prec = 2 * _MOST_PLACES + 50
        try:
            # Half up towards plus infinity is the floor of x + 1/2, as in XPath.
            steps = ((exact / unit) + Decimal("0.5")).to_integral_value(rounding=ROUND_FLOOR)
            return float(steps * unit)
        except (InvalidOperation, OverflowError):
            return number


def _whole(value: Value, step: Callable[[float], int]) -> float:
    number = number_of(value)
    return float(step(number)) if math.isfinite(number) else number


def _power(base: Value, exponent: Value) -> float:
    try:
        return math.pow(number_of(base), number_of(exponent))
    except OverflowError:
        return math.inf
    except ValueError:
        return NAN


def _numbers(values: tuple[Value, ...]) -> list[float]:
    return [number_of(node) for value in values for node in nodes_of(value)]


def _filled(values: tuple[Value, ...]) -> list[float]:
    """Numbers of the nodes that have a content: an unanswered question has no extreme; numbers stay what they are."""
    parts = (value if isinstance(value, float) else node for value in values for node in nodes_of(value))
    return [number_of(part) for part in parts if part != ""]


def _sum(*values: Value) -> float:
    total = 0.0
    for number in _filled(values):
        total += number
    return total


def _extreme(pick: Callable[[list[float]], float], values: tuple[Value, ...]) -> float:
    numbers = _filled(values)
    return NAN if not numbers or any(map(math.isnan, numbers)) else pick(numbers)


def _date(value: Value) -> str:
    day = day_of(value)
    return "" if day is None else day.isoformat()


def _date_time(value: Value) -> str:
    when = moment_of(value)
    return "" if when is None or day_of(value) is None else when.replace(tzinfo=CIVIL).isoformat()


def _clock_part(value: Value) -> float:
    number = number_of(value)
    return NAN if not math.isfinite(number) else number - math.floor(number)


_DATE_PART = re.compile(r"%(.?)", re.DOTALL)
_DATE_PARTS = "YymnbdeHhMS3a%"


def strange_part(layout: str) -> str:
    """The first part of a date's layout that OpenRosa does not have, such as `%A`; empty when there is none."""
    return next((found[0] for found in _DATE_PART.finditer(layout) if found[1] not in _DATE_PARTS or not found[1]), "")


def _format_date(value: Value, layout: Value) -> str:
    """Fill a layout with the parts of a date: `%Y %y %m %n %b %d %e %H %h %M %S %3 %a` (%b is 3月, %a is 周一)."""
    when = moment_of(value)
    if when is None:
        return ""
    parts = {
        "Y": f"{when.year:04d}",
        "y": f"{when.year % 100:02d}",
        "m": f"{when.month:02d}",
        "n": str(when.month),
        "b": say("format-month", month=when.month),
        "d": f"{when.day:02d}",
        "e": str(when.day),
        "H": f"{when.hour:02d}",
        "h": str(when.hour),
        "M": f"{when.minute:02d}",
        "S": f"{when.second:02d}",
        "3": "000",
        "a": say("format-weekday", day=when.isoweekday()),
        "%": "%",
    }
    return _DATE_PART.sub(lambda found: parts.get(found[1], found[0]), text_of(layout))


def _checklist(least: Value, most: Value, *conditions: Value) -> bool:
    """OpenRosa's `checklist`: between `least` and `most` of the conditions hold; -1 is no bound."""
    count = sum(1 for condition in conditions if truth_of(condition))
    low, high = number_of(least), number_of(most)
    return (low == -1 or count >= low) and (high == -1 or count <= high)


def _not(value: Value) -> bool:
    return not truth_of(value)


def _weighted(least: Value, most: Value, *pairs: Value) -> bool:
    """OpenRosa's `weighted-checklist`: conditions and weights in turn."""
    total = sum(number_of(weight) for held, weight in zip(pairs[::2], pairs[1::2], strict=False) if truth_of(held))
    low, high = number_of(least), number_of(most)
    return (low == -1 or total >= low) and (high == -1 or total <= high)


NODE_FUNCTIONS = frozenset({"count", "count-non-empty", "sum", "min", "max", "join", "concat", "area", "distance"})
"""The functions whose arguments may be sets of nodes."""

FUNCTIONS: dict[str, Function] = {
    "abs": Function(lambda v: abs(number_of(v)), 1, 1),
    "boolean": Function(truth_of, 1, 1),
    "boolean-from-string": Function(lambda v: text_of(v).lower() in ("true", "1"), 1, 1),
    "ceiling": Function(lambda v: _whole(v, math.ceil), 1, 1),
    "checklist": Function(_checklist, 2, -1),
    "coalesce": Function(_coalesce, 2, 2),
    "concat": Function(_concat, 1, -1),
    "contains": Function(lambda v, part: text_of(part) in text_of(v), 2, 2),
    "count": Function(lambda v: float(len(nodes_of(v))), 1, 1),
    "count-non-empty": Function(lambda v: float(sum(1 for node in nodes_of(v) if node)), 1, 1),
    "count-selected": Function(lambda v: float(len(text_of(v).split())), 1, 1),
    "date": Function(_date, 1, 1),
    "date-time": Function(_date_time, 1, 1),
    "decimal-date-time": Function(number_of, 1, 1),
    "decimal-time": Function(_clock_part, 1, 1),
    "ends-with": Function(lambda v, part: text_of(v).endswith(text_of(part)), 2, 2),
    "false": Function(lambda: False, 0, 0),
    "floor": Function(lambda v: _whole(v, math.floor), 1, 1),
    "format-date": Function(_format_date, 2, 2),
    "format-date-time": Function(_format_date, 2, 2),
    "int": Function(_int, 1, 1),
    "join": Function(_join, 1, -1),
    "max": Function(lambda *values: _extreme(max, values), 1, -1),
    "min": Function(lambda *values: _extreme(min, values), 1, -1),
    "normalize-space": Function(lambda v: " ".join(text_of(v).split()), 1, 1),
    "not": Function(_not, 1, 1),
    "number": Function(number_of, 1, 1),
    "pow": Function(_power, 2, 2),
    "regex": Function(_regex, 2, 2),
    "round": Function(_round, 1, 2),
    "selected": Function(_selected, 2, 2),
    "selected-at": Function(_selected_at, 2, 2),
    "starts-with": Function(lambda v, part: text_of(v).startswith(text_of(part)), 2, 2),
    "string": Function(text_of, 1, 1),
    "string-length": Function(lambda v: float(len(text_of(v))), 1, 1),
    "substr": Function(_substr, 2, 3),
    "substring-after": Function(_after, 2, 2),
    "substring-before": Function(_before, 2, 2),
    "sum": Function(_sum, 1, -1),
    "translate": Function(_translate, 3, 3),
    "true": Function(lambda: True, 0, 0),
    "upper-case": Function(lambda v: text_of(v).upper(), 1, 1),
    "lower-case": Function(lambda v: text_of(v).lower(), 1, 1),
    "weighted-checklist": Function(_weighted, 4, -1),
    "area": Function(measures.area, 1, 1),
    "distance": Function(measures.distance, 1, -1),
    "digest": Function(measures.digest, 2, 3),
    "base64-decode": Function(measures.decoded, 1, 1),
    "pi": Function(lambda: math.pi, 0, 0),
    **{name: Function(measures.real(of), 1, 1) for name, of in measures.REAL.items()},
    "atan2": Function(lambda y, x: measures.real(lambda a: math.atan2(a, number_of(x)))(y), 2, 2),
}
