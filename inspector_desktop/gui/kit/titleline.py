"""The head of a page: title, a line below it of parts and links, tabs beside it, chips and buttons on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts


@dataclass(frozen=True)
class Link:
    """A part of the second line that can be pressed."""

    text: str
    pressed: Callable[[], object]


class TitleLine(QWidget):
    """The head of a page; ``tab_chosen`` carries the key of a tab."""

    tab_chosen = Signal(str)

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = texts.ElidedLabel(title, font=look.title())
        self._tabs = buttons.Tabs("page-tab", gap=24)
        self._tabs.chosen.connect(self.tab_chosen)
        self._tabs.hide()
        self._parts = QHBoxLayout()
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(11)
        self._second = texts.boxed(self._parts)
        self._second.setFixedHeight(22)
        self._second.hide()
        self._right = QHBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(look.GAP)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(24)
        top.addWidget(self._title)
        top.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(top)
        left.addWidget(self._second)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(look.MARGIN, 18, look.MARGIN, 12)
        outer.setSpacing(24)
        outer.addLayout(left, 1)
        outer.addLayout(self._right)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self._title.updateGeometry()

    def title(self) -> str:
        """Return the title."""
        return self._title.text()

    def set_parts(self, parts: Sequence[str | Link]) -> None:
        """Show the second line: texts and links, with dots between them; empty parts are left out."""
        texts.empty_layout(self._parts)
        shown = [part for part in parts if part]
        for at, part in enumerate(shown):
            if at:
                self._parts.addWidget(texts.soft("•"))
            if isinstance(part, Link):
                self._parts.addWidget(buttons.link(part.text, part.pressed))
            else:
                self._parts.addWidget(texts.ElidedLabel(part, ink=look.SOFT))
        self._parts.addStretch(1)
        self._second.setVisible(bool(shown))

    def set_tabs(self, tabs: buttons.Choices, value: str = "") -> None:
        """Show tabs beside the title."""
        self._tabs.set_tabs(tabs, value)
        self._tabs.setVisible(bool(tabs))

    def tabs(self) -> buttons.Tabs:
        """Return the tabs, to change the text or the choice of one."""
        return self._tabs

    def set_right(self, parts: Sequence[QWidget]) -> None:
        """Show chips and buttons on the right, the primary one last."""
        texts.empty_layout(self._right)
        for part in parts:
            self._right.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
