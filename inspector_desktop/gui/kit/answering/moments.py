"""Answers in time: a day, a month, a year, a time of day, a moment. Typed in any usual way, or taken from the clock."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.answering.asked import Asked, Source
from inspector_desktop.gui.kit.answering.base import Editor
from inspector_desktop.gui.kit.fields import DateField, LineField, read_date
from inspector_desktop.wording import say

_TIME = re.compile(r"\s*(\d{1,2})(?:\D{1,2}(\d{1,2})\D?|(\d{2}))(?:\D?(\d{2}))?.*\Z")
_MONTH = re.compile(r"\s*(\d{4})\D{0,2}(\d{1,2})\D?(?:\D?\d{1,2}\D?)?\s*\Z")
_YEAR = re.compile(r"\s*(\d{4})\D*\s*\Z")
_HERE = "+08:00"


class DateEditor(Editor):
    """A day; with `month-year` or `year` the first day of what is given."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self._by = "year" if "year" in asked.appearance else "month" if "month-year" in asked.appearance else "day"
        hint = {"year": "answering-year-hint", "month": "answering-month-hint"}.get(self._by)
        self.field: LineField = DateField(width=200) if hint is None else LineField(say(hint), width=200)
        self.today = buttons.secondary(say("answering-today"), self._take_today, small=True)
        self.show_value(asked.value)
        self.field.edited.connect(self.later)
        self.watch(self.field)
        self.setLayout(texts.row(self.field, self.today, None))

    @override
    def entry(self) -> QWidget:
        return self.field

    @override
    def value(self) -> str:
        if isinstance(self.field, DateField):
            return self.field.value() or self.field.text().strip()
        return read_month(self.field.value(), whole_year=self._by == "year") or self.field.value()

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        if not self.field.hasFocus():
            self.field.set_value(date_words(value, self._by) if self._by != "day" else value)

    @override
    def complaint(self) -> str:
        value = self.value()
        return say("kit-date-unreadable") if value and read_date(value) is None else ""

    def _take_today(self) -> None:
        today = self.source.now().date()
        first = today.replace(day=1, month=1 if self._by == "year" else today.month) if self._by != "day" else today
        self.field.set_value(date_words(first.isoformat(), self._by) if self._by != "day" else first.isoformat())
        self.settle()


class TimeEditor(Editor):
    """A time of day."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self.field = LineField(say("answering-time-hint"), width=120)
        self.now = buttons.secondary(say("answering-now"), self._take_now, small=True)
        self.show_value(asked.value)
        self.field.edited.connect(self.later)
        self.watch(self.field)
        self.setLayout(texts.row(self.field, self.now, None))

    @override
    def entry(self) -> QWidget:
        return self.field

    @override
    def value(self) -> str:
        return read_time(self.field.value()) or self.field.value()

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        if not self.field.hasFocus():
            self.field.set_value(value[:5] if read_time(value) else value)

    @override
    def complaint(self) -> str:
        return say("answering-time-unreadable") if self.value() and not read_time(self.value()) else ""

    def _take_now(self) -> None:
        self.field.set_value(f"{self.source.now():%H:%M}")
        self.settle()


class MomentEditor(Editor):
    """A day and a time, kept with the zone of China (UTC+8)."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self.day = DateField(width=200)
        self.time = LineField(say("answering-time-hint"), width=120)
        self.now = buttons.secondary(say("answering-now"), self._take_now, small=True)
        self.show_value(asked.value)
        for field in (self.day, self.time):
            field.edited.connect(self.later)
        self.watch(self.day, self.time)
        self.setLayout(texts.row(self.day, self.time, self.now, None))

    @override
    def entry(self) -> QWidget:
        return self.day

    @override
    def value(self) -> str:
        day, at = self.day.value(), read_time(self.time.value())
        if day and at:
            return f"{day}T{at}:00{_HERE}"
        return " ".join(part for part in (day or self.day.text().strip(), self.time.value()) if part)

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        if self.day.hasFocus() or self.time.hasFocus():
            return
        day, _, at = value.partition("T" if "T" in value else " ")
        self.day.set_value(day)
        self.time.set_value(at[:5])

    @override
    def complaint(self) -> str:
        return say("answering-moment-unreadable") if self.value() and "T" not in self.value() else ""

    def _take_now(self) -> None:
        now = self.source.now()
        self.day.set_value(now.date().isoformat())
        self.time.set_value(f"{now:%H:%M}")
        self.settle()


def read_time(text: str) -> str:
    """A time as people write it (14:05, 1405, 14时5分) as `14:05`; empty when it is none."""
    found = _TIME.match(unicodedata.normalize("NFKC", text))
    if found is None:
        return ""
    try:
        return f"{time(int(found[1]), int(found[2] or found[3])):%H:%M}"
    except ValueError:
        return ""


def read_month(text: str, *, whole_year: bool) -> str:
    """A month (2026-11, 2026年11月) or a year as its first day; empty when it is none."""
    narrow = unicodedata.normalize("NFKC", text)
    found = _YEAR.match(narrow) if whole_year else None
    if found is not None:
        return f"{found[1]}-01-01"
    found = _MONTH.match(narrow)
    if found is None:
        return ""
    try:
        return date(int(found[1]), 1 if whole_year else int(found[2]), 1).isoformat()
    except ValueError:
        return ""


def date_words(value: str, by: str = "day") -> str:
    """A day as people read it; a month or a year of it where only that was asked; the text itself where it is none."""
    found = read_date(value)
    if found is None:
        return value
    return (
        say("kit-date", date=found)
        if by == "day"
        else say(f"answering-{by}", year=str(found.year), month=str(found.month))
    )
