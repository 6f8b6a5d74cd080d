"""Headings, label-and-value lines, entries with a chip and a link, notes, and the empty state that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip, ChipText
from inspector_desktop.gui.kit.titleline import Link


class Section(QWidget):
    """A heading, perhaps with a note on the right, and what stands under it."""

    def __init__(self, title: str, note: str = "", *, line: bool = False) -> None:
        super().__init__()
        self._title = texts.label(title, font=look.section())
        self._note = texts.small(note)
        self._note.setVisible(bool(note))
        head = texts.row(self._title, None, self._note)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addSpacing(8)
        if line:
            self._column.addWidget(texts.Hairline())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_title(self, title: str, note: str = "") -> None:
        """Show another heading and note."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def add(self, part: QWidget | QLayout, stretch: int = 0, *, gap: int = 0) -> None:
        """Put something under the heading, or ``gap`` pixels under what is there."""
        if gap:
            self._column.addSpacing(gap)
        if isinstance(part, QLayout):
            self._column.addLayout(part, stretch)
        else:
            self._column.addWidget(part, stretch)


@dataclass(frozen=True)
class Value:
    """One line of label and value: text, a smaller line under it, chips instead, its tone, and a link behind it."""

    label: str
    text: str = ""
    under: str = ""
    tone: str = "ink"
    bold: bool = False
    mono: bool = False
    large: bool = False
    chips: tuple[ChipText, ...] = ()
    beside: str = ""
    link: Link | None = None


class KeyValues(QWidget):
    """Label-and-value lines, aligned; ``lined`` draws hairlines between them as in a table."""

    def __init__(
        self,
        values: Sequence[Value] = (),
        *,
        label_width: int = 96,
        lined: bool = False,
        heads: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__()
        self._lined = lined
        self._heads = heads
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0 if lined else 8)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_values(values)

    def set_values(self, values: Sequence[Value]) -> None:
        """Replace all lines."""
        texts.empty_layout(self._grid)
        if self._heads[0]:
            for column, head in enumerate(self._heads):
                self._grid.addWidget(texts.small(head), 0, column)
            self._grid.setRowMinimumHeight(0, 33)
            self._grid.addWidget(texts.Hairline(), 1, 0, 1, 2)
        for at, value in enumerate(values):
            name = texts.label(value.label, ink=look.INK if self._lined else look.SOFT)
            side = _value_side(value)
            line = at * 2 + 2
            if self._lined:
                side.setContentsMargins(0, 9, 0, 9)
                name.setMinimumHeight(look.ROW - 1)
                self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignVCenter)
                self._grid.addLayout(side, line, 1)
                self._grid.addWidget(texts.Hairline(colour=look.HAIR), line + 1, 0, 1, 2)
            else:
                self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addLayout(side, at, 1)


def _value_side(value: Value) -> QVBoxLayout:
    font: QFont = look.mono() if value.mono else look.font(16, bold=True) if value.large else look.body(bold=value.bold)
    side = texts.column(gap=1)
    first = texts.row(gap=look.GAP)
    if value.text:
        text = texts.label(value.text, font=font, ink=look.TONES[value.tone][0], wrap=not value.mono)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        first.addWidget(text, 0 if value.beside else 1)
    if value.beside:
        first.addWidget(texts.small(value.beside), 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch(1)
    for chip in value.chips:
        first.addWidget(Chip(chip.text, chip.tone))
    if value.chips and not value.text:
        first.addStretch(1)
    if value.link is not None:
        first.addWidget(buttons.link(value.link.text, value.link.pressed))
    side.addLayout(first)
    if value.under:
        side.addWidget(texts.small(value.under, wrap=True))
    return side


class Entry(QWidget):
    """A titled entry of a short list, as the deadlines of the workbench: title and chip, a line, a link, a hairline."""

    def __init__(
        self,
        title: str,
        line: str = "",
        *,
        chip: ChipText | None = None,
        link: Link | None = None,
        bold: bool = True,
        right: QWidget | None = None,
        small: bool = False,
        last: bool = False,
    ) -> None:
        super().__init__()
        head = texts.row(texts.ElidedLabel(title, font=look.body(bold=bold)), gap=look.GAP)
        head.setStretch(0, 1)
        if chip is not None:
            head.addWidget(Chip(chip.text, chip.tone))
        if right is not None:
            head.addWidget(right)
        inner = texts.column(head, gap=1)
        if line:
            inner.addWidget(texts.small(line, wrap=True) if small else texts.soft(line, wrap=True))
        if link is not None:
            inner.addLayout(texts.row(buttons.link(link.text, link.pressed), None))
        inner.setContentsMargins(0, 11, 0, 10)
        outer = texts.column(inner, gap=0)
        if not last:
            outer.addWidget(texts.Hairline(colour=look.HAIR))
        self.setLayout(outer)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)


def entry_list(entries: Sequence[QWidget]) -> QWidget:
    """Return entries one below the other, at the top."""
    return texts.boxed(texts.column(*entries, gap=0))


class Note(QWidget):
    """A soft sentence that may end in a link."""

    def __init__(self, text: str, link: Link | None = None, after: str = "", *, small: bool = False) -> None:
        super().__init__()
        font = look.small() if small else look.body()
        line = texts.row(texts.label(text, font=font, ink=look.SOFT), gap=0)
        if link is not None:
            line.addWidget(buttons.link(link.text, link.pressed, small=small))
        if after:
            line.addWidget(texts.label(after, font=font, ink=look.SOFT))
        line.addStretch(1)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class EmptyState(QWidget):
    """What stands where nothing is yet: what this place holds, and the one thing to do."""

    def __init__(self, title: str = "", text: str = "", button: QPushButton | None = None) -> None:
        super().__init__()
        self._title = _centred(texts.label(title, font=look.section(), wrap=True))
        self._text = _centred(texts.soft(text, wrap=True))
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 40, look.MARGIN, 40)
        column.setSpacing(look.GAP)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        if button is not None:
            column.addSpacing(look.GAP)
            column.addWidget(button, 0, middle)
        column.addStretch(3)

    def say(self, title: str, text: str = "") -> None:
        """Show other words."""
        self._title.setText(title)
        self._text.setText(text)


def _centred(made: QLabel) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made
