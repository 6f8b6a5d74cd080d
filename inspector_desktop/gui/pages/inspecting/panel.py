"""What every step panel of the dossier page is: a form with one primary action, and the papers shown beside it.

A panel is filled by `fill` only when what it shows of the case has changed, so a reload never takes away what a person
is typing. It acts through the page, which adds the dossier, tells who listens, and shows refusals.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.signaturepad import SignaturePad
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.paper.model import Paper

Part = QWidget | QLayout | int | None


@dataclass(frozen=True)
class Preview:
    """A tab above the paper: `build` reads on the ledger and gives the paper to draw, or the bytes of an issued one."""

    key: str
    title: str
    build: Callable[[Session], Paper | bytes]


class Panel(QWidget):
    """One step of the dossier page. `case` is set before anything is asked of it."""

    step: ClassVar[str] = ""

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self.page = page
        self.case: Case | None = None
        self._shown: Hashable = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_case(self, case: Case) -> None:
        """Show a case; what a person is typing stays unless what is stored has changed."""
        self.case = case
        key = (case.dossier, case.place, self.key(case))
        if key != self._shown:
            self._shown = key
            self.fill(case)

    def key(self, case: Case) -> Hashable:
        """Return what of the case this panel shows; it is filled again when that differs."""
        return case

    def fill(self, case: Case) -> None:  # noqa: ARG002  (for those who override)
        """Build or fill the form from the case. Raises `TypeError` for a panel that forgot to say how."""
        raise TypeError(f"{type(self).__name__} does not fill its form")

    def previews(self, case: Case) -> Sequence[Preview]:  # noqa: ARG002  (for those who override)
        """Return the papers of this step, the one to show first in front."""
        return ()

    def panels(self, case: Case) -> Sequence[tuple[str, str, QWidget]]:  # noqa: ARG002  (for those who override)
        """Return tabs beside the papers that are no paper: key, title, widget."""
        return ()

    def parts(self, case: Case) -> Sequence[str]:  # noqa: ARG002  (for those who override)
        """Return what the second line of the title says instead of task, code and category."""
        return ()

    def tools(self, case: Case) -> Sequence[QWidget]:  # noqa: ARG002  (for those who override)
        """Return buttons for the title line."""
        return ()

    def start(self) -> None:
        """Put the keyboard where the work goes on."""

    def leaving(self) -> None:
        """Keep what is unsaved."""

    def set_form(self, *parts: Part, foot: QWidget | None = None) -> None:
        """Replace the panel's content: parts in a scrolling column, and a foot that stays in sight."""
        texts.empty_layout(self._column)
        form = scrolled(pane(*parts, None, margins=(look.MARGIN, 20, look.MARGIN, 20)))
        form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column.addWidget(form, 1)
        if foot is not None:
            self._column.addWidget(foot)

    def set_body(self, body: QWidget, foot: QWidget | None = None) -> None:
        """Replace the panel's content by a widget that scrolls by itself."""
        texts.empty_layout(self._column)
        self._column.addWidget(body, 1)
        if foot is not None:
            self._column.addWidget(foot)


def lock(form: QWidget) -> None:
    """Let a form be read and not filled in: its fields and buttons rest, its texts and links stay as they are."""
    for kind in (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, SignaturePad):
        for part in form.findChildren(kind):
            if part.property("kind") != "link":
                grey(part, say("greyed-away"))


def foot_bar(*left: Part, right: Sequence[QWidget] = ()) -> QWidget:
    """Return the bar at the foot of a panel: words on the left, buttons on the right, the primary one last."""
    words = texts.column(*left, gap=2)
    line = texts.row(words, 16, *right)
    line.setStretch(0, 1)
    line.setContentsMargins(look.MARGIN, 12, look.MARGIN, 12)
    return texts.boxed(texts.column(texts.Hairline(), line, gap=0))
