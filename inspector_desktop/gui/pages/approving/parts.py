"""The five parts of a report in a lined table; while it is being returned, a field under each for what is to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from inspector_desktop.approval.facts import MarkedPart
from inspector_desktop.approval.store import MarkView
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.fields import LineField
from inspector_desktop.wording import say

_LABEL = 110


class MarkedParts(QWidget):
    """Parts by name, in order. `set_marking` shows the fields; `marks` gives what was written in them."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, LineField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, _LABEL)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_parts(self, parts: Mapping[str, str], marks: Sequence[MarkView] = ()) -> None:
        """Show other parts; marks of an earlier return stand in amber under theirs."""
        texts.empty_layout(self._grid)
        self._fields = {}
        for column, head in enumerate((say("approvals-part"), say("approvals-text"))):
            self._grid.addWidget(texts.small(head), 0, column)
        self._grid.setRowMinimumHeight(0, 33)
        self._grid.addWidget(texts.Hairline(), 1, 0, 1, 2)
        for place, (name, text) in enumerate(parts.items(), 1):
            title = texts.label(say(f"approvals-part-{name}"))
            title.setMinimumHeight(look.ROW - 1)
            words = texts.label(text, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            field = LineField(say("approvals-mark-hint"))
            field.setAccessibleName(say("approvals-mark-for", part=say(f"report-part-{name}")))
            field.edited.connect(lambda _: self.edited.emit())
            field.hide()
            self._fields[name] = field
            side = texts.column(words, gap=6)
            for mark in marks:
                if mark.part == name:
                    side.addWidget(texts.small(say("approvals-marked", text=mark.text), ink=look.AMBER, wrap=True))
            side.addWidget(field)
            side.setContentsMargins(0, 10, 0, 9)
            line = place * 2
            self._grid.addWidget(title, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addLayout(side, line, 1)
            self._grid.addWidget(texts.Hairline(colour=look.HAIR), line + 1, 0, 1, 2)

    def set_marking(self, *, on: bool) -> None:
        """Show or hide the fields; the keyboard goes to the first."""
        for field in self._fields.values():
            field.setVisible(on)
        if on and self._fields:
            next(iter(self._fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def field(self, part: str) -> LineField:
        """Return the field of one part."""
        return self._fields[part]

    def marks(self) -> tuple[MarkedPart, ...]:
        """Return what was written, part by part."""
        return tuple(MarkedPart(part=name, text=one.value()) for name, one in self._fields.items() if one.value())
