"""Answers that are written: a text of one or several lines, a number, what a scanner reads."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.answering.asked import Asked, Source
from inspector_desktop.gui.kit.answering.base import Editor
from inspector_desktop.gui.kit.fields import LineField, NumberField, PinField, TextField
from inspector_desktop.wording import say

_LINES, _MOST_LINES = 3, 12


class TextEditor(Editor):
    """A text. Several lines where the form says so; Shift+Enter breaks the line, Enter leads on."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        rows = asked.parameter("rows", "")
        self.field: TextField | LineField
        if rows.isdecimal() or "multiline" in asked.appearance:
            lines = min(int(rows), _MOST_LINES) if rows.isdecimal() else _LINES
            self.field = TextField(value=asked.value, lines=max(lines, 2))
        elif asked.appearance & {"masked", "hidden-answer"}:
            self.field = PinField()
            self.field.set_value(asked.value)
        else:
            self.field = LineField(value=asked.value)
        self.field.edited.connect(self.later)
        self.watch(self.field, up_down=isinstance(self.field, QLineEdit))
        parts: list[QWidget | None] = [self.field]
        if "url" in asked.appearance:
            parts.append(buttons.link(say("answering-open-address"), self._open))
        self.setLayout(texts.row(*parts))

    @override
    def entry(self) -> QWidget:
        return self.field

    @override
    def value(self) -> str:
        return self.field.value()

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        if not self.field.hasFocus() or not self.field.value():
            self.field.set_value(value)

    @override
    def complaint(self) -> str:
        value = self.value()
        unfit = "numbers" in self.asked.appearance and value and not re.fullmatch(r"[-+.0-9]+", value)
        return say("answering-digits-only") if unfit else ""

    def _open(self) -> None:
        address = QUrl.fromUserInput(self.value())
        if address.scheme() in ("http", "https"):
            QDesktopServices.openUrl(address)


class NumberEditor(Editor):
    """A number; digits of the wide kind and separators are understood, the unit stands behind it."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self._grouped = "thousands-sep" in asked.appearance
        self.field = NumberField(unit=asked.unit, width=200)
        self.show_value(asked.value)
        self.field.edited.connect(self.later)
        self.watch(self.field)
        self.setLayout(texts.row(self.field, None))

    @override
    def entry(self) -> QWidget:
        return self.field

    @override
    def value(self) -> str:
        return plain_number(self.field.value())

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        if not self.field.hasFocus():
            self.field.set_value(grouped(value) if self._grouped else value)

    @override
    def flush(self) -> None:
        super().flush()
        if self._grouped and not self.field.hasFocus():
            self.field.set_value(grouped(self.value()))

    @override
    def complaint(self) -> str:
        value = self.value()
        whole = self.asked.kind == "integer"
        fits = re.fullmatch(r"-?[0-9]{1,15}" if whole else r"-?[0-9]{1,15}(\.[0-9]{1,15})?", value)
        return "" if not value or fits else say("answering-whole-number" if whole else "kit-number-unreadable")


class BarcodeEditor(Editor):
    """A bar or two-dimensional code: typed, read by a scanner (which types and presses Enter), or from a picture."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self.field = LineField(say("answering-scan-here"), asked.value)
        self.field.edited.connect(self.later)
        self.watch(self.field)
        self.picture = buttons.secondary(
            say("answering-from-picture"), lambda: self.evidence_asked.emit("barcode"), small=True
        )
        self.setLayout(texts.row(self.field, self.picture))

    @override
    def entry(self) -> QWidget:
        return self.field

    @override
    def value(self) -> str:
        return self.field.value()

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        if value != self.field.value():
            self.field.set_value(value)


def plain_number(text: str) -> str:
    """A number as it is kept, from what people write: wide digits, spaces and separators of thousands."""
    narrow = unicodedata.normalize("NFKC", text).replace(" ", "").replace("−", "-").replace("。", ".")
    return narrow.replace(",", "")


def grouped(value: str) -> str:
    """A number with separators of thousands."""
    whole, dot, rest = value.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{dot}{rest}" if digits.isdecimal() and digits.isascii() else value
