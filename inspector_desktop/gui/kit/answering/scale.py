"""A number on a scale: a slider with the number beside it, a rating, or a list of steps. Nothing is chosen first."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QWidget
from typing_extensions import override

from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.answering.asked import Asked, Source
from inspector_desktop.gui.kit.answering.base import Editor
from inspector_desktop.gui.kit.answering.written import plain_number
from inspector_desktop.gui.kit.buttons import ChoiceGroup
from inspector_desktop.gui.kit.fields import ChoiceField, NumberField
from inspector_desktop.wording import say

_MOST_TICKS, _MOST_STEPS = 20, 10_000


class RangeEditor(Editor):
    """A scale from `start` to `end` by `step` (ODK: 1, 10, 1 where the form says nothing)."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self.steps = steps_of(asked)
        self.slider = QSlider(Qt.Orientation.Vertical if "vertical" in asked.appearance else Qt.Orientation.Horizontal)
        self.slider.setRange(0, len(self.steps) - 1)
        self.slider.setPageStep(max(1, len(self.steps) // 10))
        self.slider.setMinimumHeight(96 if "vertical" in asked.appearance else 32)
        if len(self.steps) <= _MOST_TICKS and "no-ticks" not in asked.appearance:
            self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
            self.slider.setTickInterval(1)
        self.slider.actionTriggered.connect(lambda _: self._slid(self.slider.sliderPosition()))
        self.slider.sliderPressed.connect(lambda: self._slid(self.slider.sliderPosition()))
        self.field = NumberField(say("answering-none-chosen"), unit=asked.unit, width=120)
        self.field.edited.connect(self.later)
        self.watch(self.field)
        self.watch(self.slider, up_down=False)
        least, most = texts.small(self.steps[0]), texts.small(self.steps[-1])
        self.setLayout(texts.row(self.field, least, self.slider, most))
        self.show_value(asked.value)

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
            self.field.set_value(value)
        if value in self.steps:
            self.slider.setSliderPosition(self.steps.index(value))

    @override
    def complaint(self) -> str:
        value = self.value()
        fits = not value or value in self.steps
        return "" if fits else say("answering-off-scale", least=self.steps[0], most=self.steps[-1])

    def _slid(self, place: int) -> None:
        self.field.set_value(self.steps[place])
        self.settle()


class RatingEditor(Editor):
    """A short scale as joined segments, or as a list of its steps (`picker`)."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        pairs = tuple((one, one) for one in steps_of(asked))
        self.group: ChoiceGroup | ChoiceField
        if "picker" in asked.appearance:
            self.group = ChoiceField(pairs, asked.value, hint=say("answering-none-chosen"))
            self.group.edited.connect(self.tell)
            self.watch(self.group, up_down=False)
        else:
            self.group = ChoiceGroup(pairs, asked.value)
            self.group.chosen.connect(self.tell)
            self.watch(*(self.group.button(key) for key, _ in pairs), up_down=False)
        self.setLayout(texts.row(self.group, None))

    @override
    def entry(self) -> QWidget:
        return self.group.first() if isinstance(self.group, ChoiceGroup) else self.group

    @override
    def value(self) -> str:
        return self.group.value()

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        self.group.set_value(value)


def steps_of(asked: Asked) -> tuple[str, ...]:
    """The numbers of a scale, as they are kept."""
    try:
        start, end, step = (
            Decimal(asked.parameter(name, usual)) for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
        )
    except InvalidOperation:
        return ("1",)
    step = abs(step) if end >= start else -abs(step)
    count = min(int((end - start) / step), _MOST_STEPS) if step else 0
    return tuple(format((start + place * step).normalize(), "f") for place in range(count + 1))
