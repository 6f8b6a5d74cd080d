"""The paper as it will print, on the warm ground beside the form; tabs above lead to what lies behind it.

Pages are made by a callable run off the UI thread; while a new version is made the old one stays in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.buttons import Choices, Tabs
from inspector_desktop.gui.kit.scroll import ScrollArea
from inspector_desktop.gui.tasks import Pool, Ticket
from inspector_desktop.wording import say

PAPER = "paper"
_SIDE, _BETWEEN, _A4 = 20, 16, 297 / 210
_SETTLE_MS = 250
_ROUGH, _BODY, _INKED = 240, 0.9, 200
"""Pixels across in which the end of the writing is looked for, the share of a page it may fill, and how dark it is."""

PageSource = Callable[[int], Sequence[QImage | bytes]]
"""Given the width in device pixels, returns every page as QImage or PNG bytes; runs on a pool thread."""


class PaperView(QWidget):
    """Tabs, pages, and under them which of how many is in sight.

    ``tab_chosen`` carries the key; a tab without its own panel shows the paper.
    """

    tab_chosen = Signal(str)
    shown = Signal()

    def __init__(self, pool: Pool | None = None) -> None:
        super().__init__()
        look.paint_over(self, look.GROUND)
        self._pool = pool
        self._source: PageSource | None = None
        self._ticket: Ticket | None = None
        self._made_for = 0
        self._tabs = Tabs("tab", gap=6)
        self._tabs.chosen.connect(self._on_tab)
        self._where = texts.small()
        self._sheets = _Sheets()
        self._area = ScrollArea(self._sheets, fill=False)
        self._area.resized.connect(self._on_resized)
        self._area.verticalScrollBar().valueChanged.connect(self._count)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._panels: dict[str, QWidget] = {}
        head = texts.row(self._tabs, None)
        head.setContentsMargins(_SIDE, 0, _SIDE, 0)
        foot = texts.row(None, self._where)
        foot.setContentsMargins(_SIDE, 0, _SIDE, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 16, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(head)
        outer.addWidget(self._stack, 1)
        outer.addLayout(foot)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._make_again)
        self.show_pages(())

    def set_tabs(self, tabs: Choices, value: str = "") -> None:
        """Set the tabs, such as 现场检查记录 | 证据 5 | 办理记录."""
        self._tabs.set_tabs(tabs, value)
        self._on_tab(self._tabs.value(), told=False)

    def tabs(self) -> Tabs:
        """Return the tabs, to change a number or choose one."""
        return self._tabs

    def set_panel(self, key: str, panel: QWidget) -> None:
        """Show this widget, and not the paper, under a tab."""
        old = self._panels.pop(key, None)
        if old is not None:
            texts.take_out(self._stack, old)
        self._panels[key] = panel
        self._stack.addWidget(panel)
        self._on_tab(self._tabs.value(), told=False)

    def choose(self, key: str) -> None:
        """Bring a tab to the front, as if it were pressed."""
        if key in self._tabs.keys():  # noqa: SIM118  (tabs are no mapping)
            self._tabs.set_value(key)
            self._on_tab(key)

    def load(self, source: PageSource) -> None:
        """Make the pages off the UI thread and show them; made again when the view becomes wider."""
        self._source = source
        self._make()

    def show_pages(self, pages: Sequence[QImage | bytes]) -> None:
        """Show pages that are already there."""
        self._sheets.set_pages(tuple(_image(page) for page in pages))
        self._lay()
        self.shown.emit()

    def clear(self, words: str = "") -> None:
        """Show an empty sheet: there is no paper yet, or what `words` say."""
        if self._ticket is not None:
            self._ticket.cancel()
        self._source = None
        self.show_pages(())
        if words:
            self._sheets.set_words(words)

    def words(self) -> str:
        """Return what the empty sheet says; empty while pages are shown."""
        return "" if self._sheets.pages else self._sheets.words

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return len(self._sheets.pages)

    def go_to(self, page: int) -> None:
        """Bring a page (from 1) to the top."""
        self._area.verticalScrollBar().setValue(self._sheets.top_of(page - 1))

    def go_to_end(self) -> None:
        """Bring the last lines of the last page into sight, where people sign; from its top as far as it has room."""
        last = len(self._sheets.pages) - 1
        if last >= 0:
            top, end = self._sheets.top_of(last), self._sheets.end_of(last)
            self._area.verticalScrollBar().setValue(max(top, end - self._area.viewport().height()))

    def _make_again(self) -> None:
        if self._pixels() != self._made_for:
            self._make()

    def _pixels(self) -> int:
        return round(self._sheets.sheet_width() * self.devicePixelRatioF())

    def _make(self) -> None:
        if self._source is None or self._pool is None:
            return
        source = self._source
        self._lay()
        if self._ticket is not None:
            self._ticket.cancel()
        width = self._pixels()
        self._made_for = width
        if not self._sheets.pages:
            self._sheets.set_words(say("kit-paper-making"))
        self._ticket = self._pool.run(lambda _: tuple(source(width)), done=self.show_pages, owner=self)

    def _lay(self) -> None:
        self._sheets.lay(max(self._area.width(), 120), self.devicePixelRatioF())
        self._count()

    def _count(self) -> None:
        count = len(self._sheets.pages)
        on_paper = self._stack.currentWidget() is self._area
        self._where.setVisible(count > 1 and on_paper)
        if count > 1:
            page = self._sheets.page_at(self._area.verticalScrollBar().value()) + 1
            self._where.setText(f"{say('kit-pages', count=count)}　{say('kit-page', page=page)}")

    def _on_tab(self, key: str, *, told: bool = True) -> None:
        self._stack.setCurrentWidget(self._panels.get(key, self._area))
        self._count()
        if told:
            self.tab_chosen.emit(key)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the tabs use the room there is."""
        super().resizeEvent(event)
        self._tabs.fit(self.width() - 2 * _SIDE, shorten=True)

    def _on_resized(self) -> None:
        self._lay()
        if self._source is not None:
            self._settle.start()


class _Sheets(QWidget):
    """The pages one below the other, each on a soft shadow."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: tuple[QImage, ...] = ()
        self._scaled: list[QImage] = []
        self._tops: list[int] = []
        self.words = say("kit-paper-none")
        self._wide = 320
        self.resize(360, 480)

    def set_pages(self, pages: tuple[QImage, ...]) -> None:
        self.pages = pages
        self.words = say("kit-paper-none")

    def set_words(self, words: str) -> None:
        self.words = words
        self.update()

    def sheet_width(self) -> int:
        return self._wide

    def top_of(self, page: int) -> int:
        return max(0, self._tops[page] - 8) if 0 <= page < len(self._tops) else 0

    def end_of(self, page: int) -> int:
        """Return where the writing on a page ends, what stands in its bottom margin left aside."""
        image = self._scaled[page]
        rough = image.scaled(_ROUGH, round(_ROUGH * _A4)).convertToFormat(QImage.Format.Format_Grayscale8)
        body = round(rough.height() * _BODY)
        rows = (bytes(cast("memoryview", rough.constScanLine(at)))[:_ROUGH] for at in range(body))
        written = [at for at, row in enumerate(rows) if min(row) < _INKED]
        share = (written[-1] + 1) / rough.height() if written else 0
        return self._tops[page] + round(image.height() / image.devicePixelRatio() * share) + _SIDE

    def page_at(self, scrolled: int) -> int:
        found = 0
        for at, top in enumerate(self._tops):
            if top <= scrolled + 120:
                found = at
        return found

    def lay(self, width: int, ratio: float) -> None:
        sheet = self._wide = width - 2 * _SIDE
        self._scaled, self._tops, top = [], [], 4
        for page in self.pages:
            wide = round(sheet * ratio)
            smooth = Qt.TransformationMode.SmoothTransformation
            fitted = QImage(page) if page.width() == wide else page.scaledToWidth(wide, smooth)
            fitted.setDevicePixelRatio(ratio)
            self._scaled.append(fitted)
            self._tops.append(top)
            top += round(fitted.height() / ratio) + _BETWEEN
        self.resize(sheet + _SIDE + 8, max(top + 4, round(sheet * _A4) + 8 if not self.pages else 0))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._scaled:
            self._sheet(painter, QRectF(_SIDE, 4, self.sheet_width(), self.sheet_width() * _A4))
            painter.setFont(look.small())
            painter.setPen(QColor(look.SOFT))
            painter.drawText(QRectF(_SIDE, 40, self.sheet_width(), 40), Qt.AlignmentFlag.AlignCenter, self.words)
        for top, page in zip(self._tops, self._scaled, strict=True):
            rect = QRectF(_SIDE, top, self.sheet_width(), page.height() / page.devicePixelRatio())
            if rect.bottom() >= event.rect().top() and rect.top() <= event.rect().bottom():
                self._sheet(painter, rect)
                painter.drawImage(QPoint(_SIDE, top), page)
                self._edge(painter, rect)
        painter.end()

    def _sheet(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, strength in ((4.0, 4), (3.0, 5), (2.0, 7), (1.0, 9)):
            painter.setBrush(QColor(31, 36, 43, strength))
            painter.drawRoundedRect(rect.adjusted(-spread, -spread + 1.5, spread, spread + 1.0), spread, spread)
        painter.fillRect(rect, QColor(look.PAPER))
        self._edge(painter, rect)

    def _edge(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(QColor(look.LINE), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def _image(page: QImage | bytes) -> QImage:
    return QImage.fromData(page) if isinstance(page, bytes) else page
