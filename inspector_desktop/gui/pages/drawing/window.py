"""A window beside the page of draws: its own title, banner and buttons; what it does goes through the page's ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from inspector_desktop.errors import Known
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import Banner
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.messages import sentence, tone_of
from inspector_desktop.gui.page import Page
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

T = TypeVar("T")
_WIDTH, _HEIGHT = 1080, 640


class DrawWindow(QDialog):
    """A window with a title, a sentence on what it is for, a banner and a scrolled body; Escape closes it."""

    def __init__(self, page: Page, title: str, lead: str = "", *, width: int = _WIDTH, height: int = _HEIGHT) -> None:
        super().__init__(page)
        self.page = page
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(width, height)
        self.banner = Banner()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(look.MARGIN, 8, look.MARGIN, 16)
        self.body.setSpacing(0)
        head = texts.column(texts.label(title, font=look.section()), gap=4)
        if lead:
            head.addWidget(texts.soft(lead, wrap=True))
        head.setContentsMargins(look.MARGIN, 18, look.MARGIN, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(scrolled(texts.boxed(self.body)), 1)
        column.addWidget(texts.Hairline())
        foot = texts.row(None, buttons.secondary(say("draws-window-close"), self.accept))
        foot.setContentsMargins(look.MARGIN, 10, look.MARGIN, 12)
        column.addLayout(foot)

    def load(self, query: Callable[[Session], T], done: Callable[[T], object]) -> None:
        """Run a query on the page's ledger and hand its rows to `done`; a failure is said here."""
        self.page.context.ledger.run(query, done=done, failed=self.refuse, owner=self)

    def run(
        self,
        function: Callable[..., T],
        *,
        done: Callable[[T], object],
        changes: Iterable[str] = (),
        **inputs: Any,
    ) -> None:
        """Run an act as `Page.act` does; a refusal is said here."""
        self.banner.clear()
        self.page.act(function, done=done, failed=self.refuse, changes=changes, **inputs)

    def refuse(self, error: Known) -> None:
        """Say what cannot be done."""
        self.banner.tell(sentence(error), tone_of(error))

    def tell(self, text: str, tone: str = "green") -> None:
        """Say what was done."""
        self.banner.tell(text, tone)


def gap(height: int) -> QWidget:
    """An empty stretch of this height."""
    made = QWidget()
    made.setFixedHeight(height)
    return made
