"""Fields for values of rules: one fitting each kind of value, and a list to pick several from, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, LineField, NumberField, TextField
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.parts import Value, rows_of
from inspector_desktop.profile.typed import as_typed
from inspector_desktop.profile.words import option_word, unit_of
from inspector_desktop.wording import say

_NUMBER_WIDTH, _LINES = 170, 5


class YesNoField(buttons.ChoiceGroup):
    """Yes or no."""

    def __init__(self) -> None:
        super().__init__((("yes", say("rule-yes")), ("no", say("rule-no"))))
        self.edited = self.chosen


class PickField(QWidget):
    """Several of a list, chosen ones first and in their order; its value is one key on each line."""

    edited = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._titles = dict(choices)
        self._order = [key for key, _ in choices]
        self._picked: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.boxes: dict[str, QCheckBox] = {}
        self._lay()

    def value(self) -> str:
        """Return what is picked, one key on each line."""
        return "\n".join(key for key in self._order if key in self._picked)

    def set_value(self, value: str) -> None:
        """Show a value, without a signal."""
        picked = [key for key in value.split("\n") if key in self._titles]
        self._picked = set(picked)
        self._order = picked + [key for key in self._titles if key not in self._picked]
        self._lay()

    def complaint(self) -> str:
        """Return what is wrong with the way it is written: nothing ever is."""
        return ""

    def raise_one(self, key: str) -> None:
        """Put one that is picked before the one above it."""
        at = self._order.index(key)
        self._order[at - 1], self._order[at] = self._order[at], self._order[at - 1]
        self._lay()
        self.edited.emit(self.value())

    def pick(self, key: str, *, on: bool) -> None:
        """Pick one, as the last, or let it go."""
        self._picked.discard(key)
        if on:
            self._picked.add(key)
        self._order.remove(key)
        count = sum(one in self._picked for one in self._order)
        self._order.insert(count, key)
        self._lay()
        self.boxes[key].setFocus()
        self.edited.emit(self.value())

    def _lay(self) -> None:
        texts.empty_layout(self._column)
        self.boxes = {}
        for at, key in enumerate(self._order):
            box = QCheckBox(self._titles[key])
            box.setChecked(key in self._picked)
            box.toggled.connect(lambda on, key=key: self.pick(key, on=on))
            self.boxes[key] = box
            parts: list[QWidget | None] = [box, None]
            if at and key in self._picked:
                parts.append(buttons.link(say("rules-up"), self._raiser(key), small=True))
            self._column.addWidget(texts.boxed(texts.row(*parts)))

    def _raiser(self, key: str) -> Callable[[], None]:
        return lambda: self.raise_one(key)


RuleField: TypeAlias = "YesNoField | NumberField | PickField | ChoiceField | TextField | LineField"


def field_for(one: Value, profile: Profile) -> RuleField:
    """Return a field for a value, showing it as it is now."""
    editor = _empty(one, profile)
    if isinstance(editor, LineField):
        editor.textChanged.connect(editor.setToolTip)  # all of it, where the field shows only its beginning
    editor.set_value(as_typed(one))
    return editor


def _empty(one: Value, profile: Profile) -> RuleField:
    if one.shape == "switch":
        return YesNoField()
    if one.shape in {"number", "percent"}:
        return NumberField(unit="%" if one.shape == "percent" else unit_of(one.key), width=_NUMBER_WIDTH)
    choices = tuple((key, option_word(one.key, key)) for key in one.options)
    choices = rows_of(profile, one.table) if one.table else choices
    if one.shape in {"choices", "references"}:
        return PickField(choices)
    if one.shape in {"choice", "reference"}:
        return ChoiceField((("", say("rule-empty")), *choices) if one.optional else choices)
    if one.shape == "lines":
        return TextField(say("rules-one-a-line"), lines=_LINES)
    return LineField(say("rules-day-hint") if one.shape == "day" else "")
