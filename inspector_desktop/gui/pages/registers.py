"""一单两库 and the short registers beside: tabs (`registering.tabs`), one search field, import and export.

Only the supervising section changes anything here; everybody else reads. Searching and filtering are queries. What
stands in a tab is its own module's business.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.page import INSPECTIONS, REGISTERS, Context, Page
from inspector_desktop.gui.pages.registering.bringing import BringingIn
from inspector_desktop.gui.pages.registering.tabs import TABS, RegisterTab, read_counts
from inspector_desktop.gui.pages.registering.taking import Taking
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.shelves import keeps_here
from inspector_desktop.registry.store import ShelfView, find_shelf
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.registering.subjects_tab import SubjectsTab


class RegistersPage(Page):
    """The registers."""

    topics: ClassVar[frozenset[str]] = frozenset({REGISTERS, INSPECTIONS})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-registers"), line=True)
        self.may_edit = context.has_role("supervising")
        self._keeps: frozenset[str] = frozenset()  # kinds of shelves his section keeps on this desk
        self.kinds = tuple(one for one in TABS if not one.roles or context.has_role(*one.roles))
        self._made: dict[str, RegisterTab] = {}
        self._stale_tabs: set[str] = set()
        self.search = SearchField(say("registers-search"), width=232)
        self.taking = Taking(self, self._sheet_in_front, lambda: self.tab().ask_as_of())
        self.importing = buttons.secondary(say("registers-import"), self._import)
        self.adding = buttons.primary(say("registers-new"), self._add)
        self.proposing = buttons.secondary(say("correcting-add"), self._propose)
        self.bringing = BringingIn(self)
        self._build()
        self._choose_kind("subjects")

    @property
    def kind(self) -> str:
        """Which register is in front."""
        return self.head.tabs().value()

    @property
    def subjects(self) -> SubjectsTab:
        """The register of subjects."""
        return cast("SubjectsTab", self.tab("subjects"))

    def tab(self, key: str = "") -> RegisterTab:
        """Return a tab, or the one in front, made when it is asked for."""
        wanted = key or self.kind
        if wanted not in self._made:
            made = next(one for one in self.kinds if one.key == wanted).make(self)
            made.counts_changed.connect(self._count)
            tools = texts.boxed(texts.row(*made.tools(), None))
            self._tools.addWidget(tools)
            self._tabs.addWidget(made)
            self._made[wanted] = made
            self._tool_rows[wanted] = tools
            self._stale_tabs.add(wanted)
        return self._made[wanted]

    def open(self, **where: str) -> None:
        """Go to a register (`kind`), to the unsettled (`category=""`), to a row, or search for a text."""
        kind = where.get("kind", "subjects" if "category" in where else "")
        if kind:
            self._choose_kind(kind)
        self.tab().open(**where)
        if "search" in where:
            self.search.setText(where["search"])

    def reload(self) -> None:
        """Read the counts and the list in front."""
        self._stale_tabs = set(self._made)
        self._count()
        self._read_tab()

    def take_file(self, path: Path) -> None:
        """Bring a spreadsheet in to the register in front."""
        kind = self.tab().importing
        if self.may_edit and self.tab().takes_files:
            self.tab().take_file(path)
        elif kind is not None:
            self._to_import()
            self.bringing.read(kind, path)

    # -- what is shown

    def _count(self) -> None:
        bureau, kinds, desk = self.context.bureau, self.kinds, self.context.desk

        def query(session: Session) -> tuple[dict[str, int], ShelfView | None, frozenset[str]]:
            shelf = find_shelf(session, bureau, "subjects")
            here = frozenset(one.shelf for one in kinds if one.shelf and keeps_here(session, desk, one.shelf))
            return read_counts(session, bureau, kinds), shelf, here

        self.load(query, lambda answer: self._show_counts(*answer))

    def _show_counts(self, counts: dict[str, int], shelf: ShelfView | None, keeps: frozenset[str]) -> None:
        self._keeps = keeps
        self._show_adding()
        self.head.set_tabs([(one.key, one.words(counts[one.key])) for one in self.kinds], self.kind)
        if shelf is not None:
            day = civil_date(shelf.changed_at)
            self.context.notify(say("registers-version", version=shelf.version, month=day.month, day=day.day))

    def _read_tab(self) -> None:
        if self.kind in self._stale_tabs:
            self._stale_tabs.discard(self.kind)
            self.tab().reload()

    # -- what people do

    def _choose_kind(self, kind: str) -> None:
        self.head.tabs().set_value(kind)
        tab = self.tab(kind)
        self.search.setPlaceholderText(say(tab.hint))
        self.search.clear()
        tab.search("")
        self._show_adding()
        self.taking.setVisible(tab.sheet() is not None)
        self._faces.setCurrentIndex(0)
        self._tabs.setCurrentWidget(tab)
        self._tools.setCurrentWidget(self._tool_rows[kind])
        if self.isVisible():
            self._read_tab()

    def _show_adding(self) -> None:
        """A section that keeps a shelf enters and brings in its own; the rest is the supervising section's."""
        tab, keeps = self.tab(), self._may_keep()
        self.importing.setVisible(tab.importing is not None)
        self.importing.setText(say("registers-import" if keeps else "registers-compare"))
        self.setAcceptDrops((self.may_edit and tab.takes_files) or tab.importing is not None)
        self.adding.setVisible(bool(tab.adding) and keeps)
        self.proposing.setVisible(tab.proposable and not keeps)
        if tab.adding:
            self.adding.setText(say(tab.adding))

    def _may_keep(self) -> bool:
        """Whether this person may change the register in front here and now."""
        shelf = next(one.shelf for one in self.kinds if one.key == self.kind)
        return self.may_edit or shelf in self._keeps

    def _to_import(self) -> None:
        self.banner.clear()
        self._faces.setCurrentWidget(self.bringing)

    def _import(self) -> None:
        kind = self.tab().importing
        if kind is not None:
            self._to_import()
            self.bringing.choose(kind)

    def _add(self) -> None:
        self._faces.setCurrentIndex(0)
        self.tab().unmark()
        self.tab().add()

    def _propose(self) -> None:
        self._faces.setCurrentIndex(0)
        self.tab().unmark()
        self.tab().propose()

    def _sheet_in_front(self) -> Callable[[Session], Sheet]:
        found = self.tab().sheet()
        if found is None:
            raise LookupError(self.kind)  # the button is hidden where there is nothing to take
        return found

    # -- building

    def _build(self) -> None:
        self._tool_rows: dict[str, QWidget] = {}
        self._tools = QStackedWidget()
        self._tools.setFixedHeight(look.CONTROL)
        self._tabs = QStackedWidget()
        self.head.set_tabs([(one.key, one.words(0)) for one in self.kinds], "subjects")
        self.proposing.setToolTip(say("registers-read-only"))
        self.head.set_right([self.taking, self.importing, self.proposing, self.adding])
        filters = texts.row(self.search)
        filters.addWidget(self._tools, 1)
        self.set_under_head(filters)
        self._faces = QStackedWidget()
        front = QVBoxLayout()
        front.setContentsMargins(0, 0, 0, 0)
        front.addWidget(self._tabs)
        self._faces.addWidget(texts.boxed(front))
        self._faces.addWidget(self.bringing)
        self.add_pane(self._faces)
        self.head.tab_chosen.connect(self._choose_kind)
        self.search.searched.connect(lambda text: self.tab().search(text))
        self.search.left_down.connect(lambda: self.tab().to_list())
        self.bringing.finished.connect(lambda: self._faces.setCurrentIndex(0))
        for keys in ("Ctrl+F", "/"):
            find = QShortcut(QKeySequence(keys), self)
            find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            find.activated.connect(self.search.setFocus)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take_file(Path(paths[0]))
