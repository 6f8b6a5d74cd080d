"""Answers taken from a list: one or several, as buttons in columns, as joined segments, or found by typing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QWidget,
)
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.answering.asked import Asked, Options, Source
from inspector_desktop.gui.kit.answering.base import Editor
from inspector_desktop.gui.kit.buttons import ChoiceGroup
from inspector_desktop.gui.kit.fields import LineField
from inspector_desktop.gui.kit.soon import soon
from inspector_desktop.wording import say

MOST_BUTTONS = 24
LIKERT = "likert"
_SEGMENTS, _SEGMENT_WORDS = 5, 26
_SCALE, _LONGEST_SCALE = 600, 11  # pixels on the narrowest screen; a scale of 0 to 10
_ROWS, _ROW, _OFFERED = 6, 32, 200
_COLUMN = 250


class ButtonsEditor(Editor):
    """One or several of a list as buttons, in as many columns as the form says or as there is room for.

    Digits choose; the arrows move within the list. With `quick`, choosing leads on.
    """

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self._several = asked.kind == "choices"
        self.buttons: dict[str, QAbstractButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not self._several)
        options = source.options(asked.key)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        across = columns_of(asked, options)
        for place, option in enumerate(options):
            number = f"{place + 1} " if place < 9 else ""  # noqa: PLR2004  (there are nine digits)
            button = (QCheckBox if self._several else QRadioButton)(number + option.label)
            button.setFont(look.body())
            button.setMinimumHeight(_ROW)
            button.clicked.connect(lambda _=False, key=option.key: self._clicked(key))
            self.buttons[option.key] = button
            self._group.addButton(button)
            grid.addWidget(button, place // across, place % across)
        grid.setColumnStretch(across, 1)
        self.watch(*self.buttons.values(), up_down=False)
        self.show_value(asked.value)

    @override
    def entry(self) -> QWidget:
        chosen = next((one for one in self.buttons.values() if one.isChecked()), None)
        return chosen or next(iter(self.buttons.values()), self)

    @override
    def value(self) -> str:
        return " ".join(key for key, button in self.buttons.items() if button.isChecked())

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        chosen = value.split() if self._several else [value]
        self._group.setExclusive(False)
        for key, button in self.buttons.items():
            button.setChecked(key in chosen)
        self._group.setExclusive(not self._several)

    @override
    def key_in(self, watched: QObject, event: QKeyEvent) -> bool:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self.buttons) and place < 9 and not event.modifiers():  # noqa: PLR2004
            button = list(self.buttons.values())[place]
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            button.click()
            return True
        return super().key_in(watched, event)

    def _clicked(self, key: str) -> None:
        self.tell(self.value())
        if "quick" in self.asked.appearance and not self._several and key:
            soon(self, self._lead_on)


class SegmentsEditor(Editor):
    """One of a few, as joined segments; where a form asks for them (likert) they share the room there is."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        pairs = tuple((one.key, one.label) for one in source.options(asked.key))
        self.group = ChoiceGroup(pairs, asked.value)
        if LIKERT in asked.appearance:
            self.group.fit(_SCALE)
        self.group.chosen.connect(self._chosen)
        self.watch(*(self.group.button(key) for key, _ in pairs), up_down=False)
        self.setLayout(texts.row(self.group, None))
        self._keys = tuple(key for key, _ in pairs)

    @override
    def entry(self) -> QWidget:
        return self.group.first() if self._keys else self

    @override
    def value(self) -> str:
        return self.group.value()

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        self.group.set_value(value)

    @override
    def key_in(self, watched: QObject, event: QKeyEvent) -> bool:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self._keys) and not event.modifiers():
            self.group.set_value(self._keys[place])
            self._chosen(self._keys[place])
            return True
        return super().key_in(watched, event)

    def _chosen(self, key: str) -> None:
        self.tell(key)
        if "quick" in self.asked.appearance:
            soon(self, self._lead_on)


class SearchEditor(Editor):
    """One or several of a long list: type to find, arrows to move, Enter to take it (Space for several)."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self._several = asked.kind == "choices"
        self._chosen = asked.value.split() if self._several else [asked.value] if asked.value else []
        self.field = LineField(say("answering-find-choice"))
        self.list = QListWidget()
        self.list.setFont(look.body())
        self.list.setProperty("kind", "choices")
        self.list.setUniformItemSizes(True)
        self.list.setFixedHeight(_ROWS * _ROW + 10)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._take)
        self.picked = texts.small(asked.words, wrap=True)
        self.field.textChanged.connect(self._fill)
        self.watch(self.field, up_down=False)
        self.setLayout(texts.column(self.field, self.list, self.picked, gap=4))
        self._fill()

    @override
    def entry(self) -> QWidget:
        return self.field

    @override
    def value(self) -> str:
        return " ".join(self._chosen)

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        self._chosen = value.split() if self._several else [value] if value else []
        self._mark()

    @override
    def key_in(self, watched: QObject, event: QKeyEvent) -> bool:
        key, row = event.key(), self.list.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(min(max(row + step, 0), self.list.count() - 1))
            return True
        plain = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (plain and not self._several and row >= 0) or (self._several and key == Qt.Key.Key_Space and row >= 0):
            self._take(self.list.item(row))
            if plain:
                self._go(1)
            return True
        return super().key_in(watched, event)

    def _fill(self) -> None:
        self.list.clear()
        for option in self.source.options(self.asked.key, self.field.value())[:_OFFERED]:
            item = QListWidgetItem(option.label)
            item.setData(Qt.ItemDataRole.UserRole, option.key)
            self.list.addItem(item)
        self._mark()
        if self.field.value() and self.list.count():
            self.list.setCurrentRow(0)

    def _mark(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            chosen = item.data(Qt.ItemDataRole.UserRole) in self._chosen
            if self._several:
                item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            elif chosen:
                self.list.setCurrentRow(row)

    def _take(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        if self._several:
            self._chosen = [one for one in self._chosen if one != key] if key in self._chosen else [*self._chosen, key]
        else:
            self._chosen = [key]
        self._mark()
        self.tell(self.value())


class AcknowledgeEditor(Editor):
    """One box to tick: read and confirmed."""

    def __init__(self, asked: Asked, source: Source) -> None:
        super().__init__(asked, source)
        self.box = QCheckBox(say("answering-acknowledge"))
        self.box.setFont(look.body())
        self.box.setMinimumHeight(_ROW)
        self.box.clicked.connect(lambda _=False: self.tell(self.value()))
        self.watch(self.box)
        self.setLayout(texts.row(self.box, None))
        self.show_value(asked.value)

    @override
    def entry(self) -> QWidget:
        return self.box

    @override
    def value(self) -> str:
        return "OK" if self.box.isChecked() else ""

    @override
    def show_value(self, value: str) -> None:
        super().show_value(value)
        self.box.setChecked(value == "OK")


def choosing_editor(asked: Asked, source: Source) -> Editor:
    """The editor that suits a list and what the form says of its look."""
    options = source.options(asked.key)
    if LIKERT in asked.appearance and asked.kind == "choice" and 0 < len(options) <= _LONGEST_SCALE:
        return SegmentsEditor(asked, source)
    if asked.appearance & {"minimal", "autocomplete", "search"} or len(options) > MOST_BUTTONS:
        return SearchEditor(asked, source)
    words = sum(len(one.label) for one in options)
    short = 0 < len(options) <= _SEGMENTS and words <= _SEGMENT_WORDS
    laid = any(one.startswith(("columns", "w")) or one in ("compact", "vertical") for one in asked.appearance)
    if asked.kind == "choice" and short and not laid:
        return SegmentsEditor(asked, source)
    return ButtonsEditor(asked, source)


def columns_of(asked: Asked, options: Options) -> int:
    """In how many columns buttons stand: as the form says (`columns-3`), else two where labels are short."""
    for one in asked.appearance:
        number = one.removeprefix("columns-")
        if one.startswith("columns-") and number.isdecimal():
            return min(max(int(number), 1), 10)
    longest = max((len(one.label) for one in options), default=0)
    if asked.appearance & {"columns", "columns-pack", "compact", "horizontal"}:
        return max(1, 560 // (longest * 15 + 48))
    many = len(options) > 4  # noqa: PLR2004  (up to four stand well below one another)
    return 2 if many and longest * 15 + 48 < _COLUMN else 1
