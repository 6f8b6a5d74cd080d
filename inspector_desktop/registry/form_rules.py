"""Decisions about editions of check tables: periods that may not overlap, what a new one closes, what changed in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Protocol

from inspector_desktop.checklist.definition import Definition, Question

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_UNSAID = frozenset({"number"})


class Period(Protocol):
    """An edition's period: civil days, both included, the last one empty while open."""

    @property
    def valid_from(self) -> str:
        """The first day."""
        ...

    @property
    def valid_until(self) -> str:
        """The last day, or empty."""
        ...


def holds_on(period: Period, day: str) -> bool:
    """Whether a day lies in the period."""
    return period.valid_from <= day and (not period.valid_until or day <= period.valid_until)


def meets(period: Period, first: str, last: str) -> bool:
    """Whether a period has a day in common with the days from `first` to `last` (empty: without end)."""
    return (not last or period.valid_from <= last) and (not period.valid_until or first <= period.valid_until)


def is_empty(period: Period) -> bool:
    """Whether no day is left in the period, as when one that begins the same day took its place."""
    return bool(period.valid_until) and period.valid_until < period.valid_from


def closes(period: Period, first: str) -> bool:
    """Whether an edition that begins on `first` closes this one: it began before, and no end was known."""
    return period.valid_from < first and not period.valid_until


def day_before(day: str) -> str:
    """The civil day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@dataclass(frozen=True, slots=True)
class LineChange:
    """A question that one definition has and the other not, or that says something else; `columns` are what changed."""

    kind: str
    name: str
    number: int
    label: str
    columns: tuple[tuple[str, str, str], ...] = ()


def changes_between(before: Definition, after: Definition) -> tuple[LineChange, ...]:
    """What became of each question, in the order of the new table; what was taken out stands last."""
    found = [
        LineChange(CHANGED if old is not None else ADDED, one.name, one.number, one.label, columns)
        for one in after.questions
        for old in (before.by_name.get(one.name),)
        for columns in (tuple(_columns(old, one)) if old is not None else (),)
        if old is None or columns
    ]
    gone = [one for one in before.questions if one.name not in after.by_name]
    return (*found, *(LineChange(REMOVED, one.name, one.number, one.label) for one in gone))


def _columns(old: Question, new: Question) -> Iterable[tuple[str, str, str]]:
    """The columns that differ, with what stood and what stands there."""
    for one in fields(Question):
        if one.name in _UNSAID:
            continue
        was, now = getattr(old, one.name), getattr(new, one.name)
        if was == now:
            continue
        if one.name == "basis":
            for part in fields(type(now)):
                if getattr(was, part.name) != getattr(now, part.name):
                    yield part.name, str(getattr(was, part.name)), str(getattr(now, part.name))
        else:
            yield one.name, _said(was), _said(now)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(str(one) for one in value)
    return str(value)
