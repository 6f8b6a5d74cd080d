"""Answers as people read them, on the screen and on papers: choices by their labels, dates, numbers with their unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from inspector_desktop.checklist.definition import CHOOSING, MEDIA, UNASKED, Choice, Group, Question
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.wording import say

_UNITS = "毫米|厘米|米|千米|公里|千克|吨|升|毫升|分钟|小时|人|元|万元"
_UNIT = re.compile(rf"[（(]([A-Za-zΩ℃°%㎡㎥μµ/·²³]{{1,6}}|{_UNITS})[)）]\s*$")
_UNPRINTED = frozenset({*UNASKED, "verdict"})


@dataclass(frozen=True)
class AnswerLine:
    """One answered question of a sheet as a paper lists it; `heading` is the group or instance it stands under."""

    key: str
    heading: str
    label: str
    words: str


def answer_lines(sheet: Sheet) -> tuple[AnswerLine, ...]:
    """What was answered besides the check lines, in the sheet's order, repeats with the number of the instance."""
    found: list[AnswerLine] = []
    headings: list[str] = []
    for spot in sheet.spots():
        if isinstance(spot.item, Group):
            headings[spot.depth :] = [heading_of(sheet, spot.key, spot.item, spot.instance)]
        elif spot.item.kind not in _UNPRINTED and sheet.value(spot.key):
            words = answer_words(sheet, spot.item, sheet.value(spot.key))
            heading = headings[spot.depth - 1] if 0 < spot.depth <= len(headings) else ""
            found.append(AnswerLine(spot.key, heading, sheet.text(spot.key) or spot.item.name, words))
    return tuple(found)


def heading_of(sheet: Sheet, key: str, group: Group, instance: int = 0, label: str = "") -> str:
    """What a group is called here; an instance of a repeat whose label does not tell it apart has its number."""
    label = label or (sheet.text(key) if "${" in group.label else group.label)
    if instance and "${" not in group.label:
        return say("answering-instance", label=label or group.name, number=instance)
    return label


def answer_words(sheet: Sheet, question: Question, value: str, language: str = "") -> str:
    """An answer in words; empty for none."""
    if not value:
        return ""
    if question.kind in CHOOSING:
        names = [value] if question.kind == "choice" else value.split()
        join = "＞" if question.kind == "rank" else "、"
        return join.join(choice_label(sheet, question, name, language) for name in names)
    looks = set(question.appearance.split())
    if question.kind in MEDIA:
        return say("answering-kept", digest=value[:8])
    if {"masked", "hidden-answer"} & looks:
        return "•" * len(value)
    made = _WORDS.get(question.kind)
    return made(question, value) if made is not None else " ".join(value.split())


def choice_label(sheet: Sheet, question: Question, name: str, language: str = "") -> str:
    """The label of a choice; its name where the list has it no more."""
    if language:
        choices: tuple[Choice, ...] = sheet.definition.choices.get(question.choices, ())
        words = next((dict(one.words).get(language) for one in choices if one.name == name), None)
        if words:
            return words
    rows = sheet.model.lists[question.choices]
    found = rows.where(rows.columns.get("name", 0), name)
    return rows.rows[found[0]][rows.columns.get("label", 0)] if found else name


def unit_of(label: str) -> str:
    """The unit at the end of a label, such as Ω in 接地电阻（Ω）; empty when there is none."""
    found = _UNIT.search(label)
    return found[1] if found else ""


def _number(question: Question, value: str) -> str:
    if "thousands-sep" in question.appearance.split():
        whole, dot, rest = value.partition(".")
        digits = whole.lstrip("-")
        if digits.isdecimal():
            value = f"{whole[: len(whole) - len(digits)]}{int(digits):,}{dot}{rest}"
    return " ".join(part for part in (value, unit_of(question.label)) if part)


def _date(question: Question, value: str) -> str:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return value
    looks = question.appearance.split()
    by = "year" if "year" in looks else "month" if "month-year" in looks else ""
    if by:
        return say(f"answering-{by}", year=str(found.year), month=str(found.month))
    return say("kit-date", date=found)


def _moment(_question: Question, value: str) -> str:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{say('kit-date', date=found.date())} {found:%H:%M}"


def _point(_question: Question, value: str) -> str:
    parts = [*value.split(), "", "", "", ""]
    return say("answering-point", north=parts[0], east=parts[1], off=parts[3] or "—")


def _points(_question: Question, value: str) -> str:
    return say("answering-points", count=len([one for one in value.split(";") if one.strip()]))


_WORDS: dict[str, Callable[[Question, str], str]] = {
    "integer": _number, "decimal": _number, "range": _number, "date": _date, "datetime": _moment,
    "time": lambda _, value: value[:5], "acknowledge": lambda *_: say("answering-acknowledged"), "geopoint": _point,
    "geotrace": _points, "geoshape": _points,
}  # fmt: skip
