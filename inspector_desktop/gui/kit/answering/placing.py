"""A place on the earth: typed, or pasted from a telephone. A line or an area is a list of such points."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.answering.asked import Asked, Source
from inspector_desktop.gui.kit.answering.base import Editor
from inspector_desktop.gui.kit.answering.written import plain_number
from inspector_desktop.gui.kit.fields import NumberField, TextField
from inspector_desktop.wording import say

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LATITUDE = 90
_LEAST = {"geotrace": 2, "geoshape": 3}


class PointEditor(Editor):
    """Latitude, longitude and accuracy in metres (WGS 84), kept as `latitude longitude altitude accuracy`."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self.latitude = NumberField(say("answering-latitude"), width=140)
        self.longitude = NumberField(say("answering-longitude"), width=140)
        self.accuracy = NumberField(say("answering-accuracy"), unit="m", width=120)
        self.paste = buttons.secondary(say("answering-paste"), self._paste, small=True)
        self._altitude = "0"
        for field in (self.latitude, self.longitude, self.accuracy):
            field.edited.connect(self.later)
        self.watch(self.latitude, self.longitude, self.accuracy)
        self.setLayout(texts.row(self.latitude, self.longitude, self.accuracy, self.paste, None))
        self.show_value(asked.value)

    @override
    def entry(self) -> QWidget:
        return self.latitude

    @override
    def value(self) -> str:
        north, east, off = (plain_number(one.value()) for one in (self.latitude, self.longitude, self.accuracy))
        if not (north or east or off):
            return ""
        return f"{north} {east} {self._altitude} {off or '0'}".strip()

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        if self.latitude.hasFocus() or self.longitude.hasFocus() or self.accuracy.hasFocus():
            return
        parts = [*value.split(), "", "", "", ""]
        self._altitude = parts[2] or "0"
        for field, text in ((self.latitude, parts[0]), (self.longitude, parts[1]), (self.accuracy, parts[3])):
            field.set_value("" if field is self.accuracy and text == "0" else text)

    @override
    def complaint(self) -> str:
        value = self.value()
        return "" if not value or len(read_points(value)) == 1 else say("answering-place-unreadable")

    def _paste(self) -> None:
        found = read_points(QGuiApplication.clipboard().text())
        if found:
            self.latitude.setFocus()
            parts = found[0].split()
            self.latitude.set_value(parts[0])
            self.longitude.set_value(parts[1])
            self.accuracy.set_value("" if parts[3] == "0" else parts[3])
            self.settle()


class PointsEditor(Editor):
    """A line or an area, one point in each line; an area is closed by itself."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self.field = TextField(say("answering-points-hint"), lines=4)
        self.paste = buttons.secondary(say("answering-paste"), self._paste, small=True)
        self.field.edited.connect(self.later)
        self.watch(self.field, up_down=False)
        self.setLayout(texts.column(self.field, texts.boxed(texts.row(self.paste, None)), gap=4))
        self.show_value(asked.value)

    @override
    def entry(self) -> QWidget:
        return self.field

    @override
    def value(self) -> str:
        points = read_points(self.field.value())
        if self.field.value() and not points:
            return self.field.value()
        if self.asked.kind == "geoshape" and len(points) > 1 and points[0].split()[:2] != points[-1].split()[:2]:
            points = (*points, points[0])
        return ";".join(points)

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        if not self.field.hasFocus():
            self.field.set_value("\n".join(" ".join(one.split()[:2]) for one in value.split(";") if one.strip()))

    @override
    def complaint(self) -> str:
        least = _LEAST[self.asked.kind]
        count = len(set(read_points(self.field.value())))
        return say("answering-points-wanting", count=least) if self.field.value() and count < least else ""

    def _paste(self) -> None:
        found = read_points(QGuiApplication.clipboard().text())
        lines = [*self.field.value().splitlines(), *(" ".join(one.split()[:2]) for one in found)]
        self.field.set_value("\n".join(lines))
        self.settle()


def read_points(text: str) -> tuple[str, ...]:
    """Points in what people write or a telephone copies, one in each line or between semicolons.

    Two numbers are latitude and longitude, the other way about where only that can be meant (a first number over 90);
    a third is the altitude, a fourth the accuracy; of three from a telephone the last is the accuracy.
    """
    found = []
    for line in re.split(r"[\n;；]", unicodedata.normalize("NFKC", text)):
        numbers = _NUMBER.findall(line)
        if not 2 <= len(numbers) <= 4:  # noqa: PLR2004
            continue
        if abs(float(numbers[0])) > _LATITUDE >= abs(float(numbers[1])):
            numbers[0], numbers[1] = numbers[1], numbers[0]
        if abs(float(numbers[0])) > _LATITUDE or abs(float(numbers[1])) > 2 * _LATITUDE:
            continue
        altitude = numbers[2] if len(numbers) == 4 else "0"  # noqa: PLR2004
        accuracy = numbers[-1] if len(numbers) > 2 else "0"  # noqa: PLR2004
        found.append(f"{numbers[0]} {numbers[1]} {altitude} {accuracy}")
    return tuple(found)
