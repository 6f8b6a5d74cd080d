"""The papers beside an item: its report, its record, its photographs; read on the ledger, drawn off the UI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.errors import Known, Missing
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.paperview import PAPER, PaperView
from inspector_desktop.gui.pages.approving.loading import RECORDS, Item
from inspector_desktop.gui.pages.inspecting.papers import pages_of, read_paper
from inspector_desktop.gui.pages.inspecting.pictures import Thumbnails
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.page import Page
    from inspector_desktop.inspection.store import PaperView as IssuedPaper

EVIDENCE = "evidence"
REPORT_KIND = "check-report"


class PaperSide(PaperView):
    """Tabs 检查报告 | 检查记录 | 证据 n for the item now open."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.context.pool)
        self._page = page
        self._item: Item | None = None
        self._shown = ""
        self._choices: tuple[tuple[str, str], ...] = ()
        self._thumbnails = Thumbnails(page.context.tasks, self)
        self.evidence = EvidenceList()
        self.set_panel(EVIDENCE, scrolled(self.evidence))
        self.tab_chosen.connect(self._on_chosen)

    def show_item(self, item: Item | None) -> None:
        """Show the papers of an item; the tab stays if it has one."""
        before = self.tabs().value()
        changed = item is None or self._item is None or item.dossier != self._item.dossier
        self._item = item
        choices = () if item is None else tuple(_tabs(item))
        keys = [key for key, _ in choices]
        kept = before if before in keys and not changed else next(iter(keys), "")
        if choices != self._choices or kept != before:
            self._choices = choices
            self.set_tabs(choices, kept)
        if changed:
            self._shown = ""
            self.show_pages(())  # never the papers of another item
        self._on_chosen(kept)

    def _on_chosen(self, key: str) -> None:
        item = self._item
        if item is None or not key:
            self.show_pages(())
        elif key == EVIDENCE:
            self._show_evidence(item)
        else:
            paper = item.paper(REPORT_KIND) if key == PAPER else item.paper(*RECORDS)
            if paper is not None:
                self._show_paper(paper)

    def _show_paper(self, paper: IssuedPaper) -> None:
        if paper.blob == self._shown:
            return
        self._shown = paper.blob

        def show(pdf: bytes) -> None:
            if self._shown == paper.blob:
                self.load(pages_of(pdf))

        def failed(error: Known) -> None:
            if isinstance(error, Missing) and self._shown == paper.blob:
                self._shown = ""  # asked for again when a round has brought something
                self.clear(say("kit-paper-fetching"))
            elif self._shown == paper.blob:
                self._page.show_refusal(error)

        self._page.context.ledger.run(read_paper(paper.blob), done=show, failed=failed, owner=self)

    def _show_evidence(self, item: Item) -> None:
        def fill() -> None:
            made = [(self._thumbnails.image(one.hash), _caption(item, one.line, one.note)) for one in item.photos]
            self.evidence.set_pictures(made)

        fill()
        self._thumbnails.want([one.hash for one in item.photos], fill)


class EvidenceList(QWidget):
    """Photographs one below the other, each with the line it belongs to."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 4, 20, 20)
        self._column.setSpacing(12)

    def set_pictures(self, pictures: Sequence[tuple[QImage, str]]) -> None:
        """Show other pictures with their captions."""
        texts.empty_layout(self._column)
        for image, caption in pictures:
            self._column.addLayout(texts.column(_Picture(image), texts.small(caption, wrap=True), gap=4))
        if not pictures:
            self._column.addWidget(texts.soft(say("approvals-no-evidence"), wrap=True))
        self._column.addStretch(1)


class _Picture(QWidget):
    """One picture as wide as there is room."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        if self._image.isNull():
            return arg__1 * 3 // 4
        return round(arg__1 * self._image.height() / self._image.width())

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            painter.fillRect(self.rect(), QColor(look.GREY_GROUND))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(QPoint(0, 0), size), self._image)
        painter.end()


def _tabs(item: Item) -> list[tuple[str, str]]:
    tabs = []
    if item.paper(REPORT_KIND):
        tabs.append((PAPER, say("approvals-tab-report")))
    if item.paper(*RECORDS):
        tabs.append(("record", say("approvals-tab-record")))
    if tabs or item.photos:
        tabs.append((EVIDENCE, say("approvals-tab-evidence", count=len(item.photos))))
    return tabs


def _caption(item: Item, line: str, note: str) -> str:
    number = item.number_of(line)
    where = say("term-line", line=number) if number else say("approvals-photo-whole")
    return f"{where}　{note}" if note else where
