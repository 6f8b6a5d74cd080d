"""The frame of the window and of a page: rail, status bar, head, steps, banner, and panes divided by hairlines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
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
from inspector_desktop.gui.kit.soon import soon
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
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Bring the keyboard back to the page when what had it went away: Qt would go on to the person in the rail."""
        if before is None or now is None or not self.rail.isAncestorOf(now):
            return
        if not before.isVisible() or not before.isEnabled():
            soon(self, self._return_focus)

    def _return_focus(self) -> None:
        page = self.stack.currentWidget()
        now = QApplication.focusWidget()
        if page is None or now is None or not self.rail.isAncestorOf(now):
            return
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        now = QApplication.focusWidget()
        if now in {page, None} and (first := first_in(page)) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front, taking it into the stack if it is new."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        keyboard = QApplication.focusWidget()
        if keyboard is None or not page.isAncestorOf(keyboard):
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


def first_in(page: QWidget) -> QWidget | None:
    """Return where the keyboard goes in a page: its first field, else its primary button, else the first of all."""
    found: list[QWidget] = []
    one: QWidget | None = page.nextInFocusChain()
    while one is not None and one is not page:
        reached = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and page.isAncestorOf(one) and one.isVisible() and one.isEnabled() and not _in_banner(one):
            found.append(one)
        one = one.nextInFocusChain()
    fields = (one for one in found if isinstance(one, QLineEdit | QPlainTextEdit | QComboBox))
    primaries = (one for one in found if one.property("kind") == "primary")
    return next(fields, None) or next(primaries, None) or next(iter(found), None)


def _in_banner(part: QWidget) -> bool:
    return isinstance(part, Banner) or isinstance(part.parentWidget(), Banner)


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
