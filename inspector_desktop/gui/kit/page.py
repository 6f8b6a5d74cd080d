"""The frame of the window and of a page: rail, status bar, head, steps, banner, and panes divided by hairlines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.banner import Banner
from inspector_desktop.gui.kit.rail import Rail
from inspector_desktop.gui.kit.scroll import ScrollArea
from inspector_desktop.gui.kit.statusbar import StatusBar
from inspector_desktop.gui.kit.stepbar import Step, StepBar
from inspector_desktop.gui.kit.titleline import TitleLine


class Frame(QWidget):
    """The window's inside: rail on the left, pages in the middle, status bar below."""

    def __init__(self) -> None:
        super().__init__()
        look.paint_over(self, look.PAGE)
        self.rail = Rail()
        self.status = StatusBar()
        self.stack = QStackedWidget()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front, taking it into the stack if it is new."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if page.focusWidget() is None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)


class Page(QWidget):
    """A page: ``head`` (title line), ``steps`` (hidden until set), ``banner``, and a body of panes.

    ``gui/messages.py`` shows refusals in the ``banner`` of the page in front.
    """

    def __init__(self, title: str = "", *, line: bool = False) -> None:
        super().__init__()
        look.paint_over(self, look.PAGE)
        self.head = TitleLine(title)
        self.steps = StepBar()
        self.steps.hide()
        self.banner = Banner()
        self._line = texts.Hairline()
        self._line.setVisible(line)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._under_head = QVBoxLayout()
        outer.addWidget(self.head)
        outer.addLayout(self._under_head)
        for part in (self.steps, self._line, self.banner):
            outer.addWidget(part)
        outer.addLayout(self._body, 1)

    def set_steps(self, steps: tuple[Step, ...], viewed: str = "") -> None:
        """Show the steps of a dossier under the title."""
        self.steps.set_steps(steps, viewed)
        self.steps.setVisible(bool(steps))
        self._line.setVisible(False)

    def set_under_head(self, tools: QLayout) -> None:
        """Put a row of tools, such as search and filters, between title and hairline."""
        self._under_head.setContentsMargins(look.MARGIN, 0, look.MARGIN, 12)
        self._under_head.addLayout(tools)
        self.show_line()

    def show_line(self) -> None:
        """Draw the hairline under the head; steps bring their own."""
        self._line.setVisible(self.steps.isHidden())

    def add_pane(
        self,
        pane: QWidget,
        *,
        width: int = 0,
        stretch: int = 1,
        warm: bool = False,
        ruled: bool = True,
        scroll: bool = False,
    ) -> None:
        """Add a pane on the right of those before.

        ``width`` fixes it; ``warm`` gives it the ground that paper lies on; ``ruled`` draws a hairline before it;
        ``scroll`` lets it scroll, as every pane should that may grow taller than the window.
        """
        if self._body.count() and ruled:
            self._body.addWidget(texts.Hairline(vertical=True))
        if scroll:
            pane = scrolled(pane)
        if warm:
            self.show_line()
            look.paint_over(pane, look.GROUND)
        if width:
            pane.setFixedWidth(width)
            self._body.addWidget(pane)
        else:
            pane.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            self._body.addWidget(pane, stretch)


def pane(
    *parts: QWidget | QLayout | int | None,
    gap: int = 0,
    margins: tuple[int, int, int, int] = (look.MARGIN, look.MARGIN, look.MARGIN, look.MARGIN),
) -> QWidget:
    """Return a pane with parts one below the other; end with None to keep them at the top."""
    layout = texts.column(*parts, gap=gap)
    layout.setContentsMargins(*margins)
    return texts.boxed(layout)


def scrolled(inside: QWidget) -> ScrollArea:
    """Return a scrolling area around a pane."""
    return ScrollArea(inside)
