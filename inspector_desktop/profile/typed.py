"""Values as people write them into fields: 30 for thirty per cent, 11月30日, one line for each of several."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from inspector_desktop.errors import Refused
from inspector_desktop.profile.parts import Value
from inspector_desktop.profile.words import PER_CENT, TOKENS, month_day, percent, value_name, with_tokens
from inspector_desktop.wording import say

SEVERAL = frozenset({"lines", "choices", "references"})
_PERCENT = re.compile(r"^(\d{1,3})(?:\.(\d{1,4}))?\s*[%％]?$")
_MONTH_DAY = re.compile(r"^\s*(\d{1,2})\D{1,2}(\d{1,2})\D{0,2}\s*$")
_MAY_BE_EMPTY = frozenset({"notice-complaint-telephone", "documents-kinds-word", "categories-enforcement"})


def as_typed(one: Value) -> str:
    """A value as it stands in a field for it; several are lines."""
    if one.value is None:
        return ""
    if one.shape in SEVERAL:
        return "\n".join(str(part) for part in one.value)
    writer = _WRITERS.get(one.shape, str)
    return writer(one.value)


def read_typed(one: Value, text: str) -> Any:
    """Read what was written into a field. Raises `Refused` with the name of the value where it can't be read."""
    text = text.strip()
    if not text and one.optional:
        return None
    if one.shape in SEVERAL:
        return [part.strip() for part in text.splitlines() if part.strip()]
    if not text and one.key not in _MAY_BE_EMPTY:
        raise Refused("refused-rule-empty", name=value_name(one.key))
    reader = _READERS.get(one.shape)
    return reader(value_name(one.key), text) if reader is not None else text


def _number(name: str, text: str) -> int:
    if not (text.isdecimal() and text.isascii()):
        raise Refused("refused-rule-number", name=name, value=text)
    return int(text)


def _ppm(name: str, text: str) -> int:
    found = _PERCENT.match(text)
    if not found:
        raise Refused("refused-rule-percent", name=name, value=text)
    return int(found[1]) * PER_CENT + int((found[2] or "").ljust(4, "0"))


def _day(name: str, text: str) -> str:
    found = _MONTH_DAY.match(text)
    if not found:
        raise Refused("refused-rule-day", name=name, value=text)
    return f"{int(found[1]):02}-{int(found[2]):02}"


def _pattern(_name: str, text: str) -> str:
    for token, key in TOKENS:
        text = text.replace(say(key), token)
    return text


_WRITERS: dict[str, Callable[[Any], str]] = {
    "percent": percent,
    "day": month_day,
    "pattern": with_tokens,
    "switch": lambda value: "yes" if value else "no",
}
_READERS: dict[str, Callable[[str, str], Any]] = {
    "number": _number,
    "percent": _ppm,
    "day": _day,
    "pattern": _pattern,
    "switch": lambda _name, text: text == "yes",
}
