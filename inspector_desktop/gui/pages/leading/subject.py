"""Whom a lead is about: found in the register while typing, or registered by the name it was told with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.fields import ChoiceField, LineField
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.pages.leading.starting import About, about
from inspector_desktop.lead.rules import Target
from inspector_desktop.registry.store import SubjectView, subjects
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from sqlmodel import Session

    from inspector_desktop.gui.pages.leads import LeadsPage

_MOST = 4


class SubjectPicker(QWidget):
    """The field, what fits below it, and afterwards what is known of the subject; `picked` when it changes."""

    picked = Signal()

    def __init__(self, page: LeadsPage) -> None:
        super().__init__()
        self._page = page
        self._typed = False
        self.chosen: SubjectView | None = None
        self.search = _EnterSearch(say("leads-subject-hint"))
        self.search.searched.connect(self._find)
        self.search.entered.connect(self._take_first)
        self.hits = Table(
            (
                Column(
                    "name", say("leads-subject"), lambda row: Cell(row.name, under=row.address, bold=True), stretch=3
                ),
                Column("code", say("leads-code"), lambda row: Cell(row.code, tone="soft"), stretch=2),
            ),
            fit=True,
        )
        self.search.left_down.connect(self.hits.setFocus)
        self.hits.opened.connect(self.take)
        self.hits.clicked.connect(lambda _: self.take(self.hits.current_row()))
        self.none = buttons.link(say("leads-typed"), self.type_it)
        self.name = texts.label("", font=look.body(bold=True), wrap=True)
        self.known = texts.small("", wrap=True)
        self.hint = texts.small("", ink=look.AMBER, wrap=True)
        self.other = buttons.link(say("leads-other-subject"), self.clear)
        self.address = LineField(say("leads-address-hint"))
        self.category = ChoiceField(
            tuple((one.id, one.title) for one in page.context.profile.categories), hint=say("leads-category-hint")
        )
        self.category.edited.connect(lambda _: self.picked.emit())
        self._more = texts.boxed(texts.column(self.address, self.category, gap=6))
        head = texts.row(self.name, self.other)
        head.setStretch(0, 1)
        self._card = texts.boxed(texts.column(head, self.known, self.hint, gap=2))
        self.setLayout(texts.column(self.search, self.hits, self.none, self._card, self._more, gap=6))
        self._show()

    def target(self) -> Target:
        """Return whom the lead is about; without a name while nobody is chosen."""
        if self.chosen is not None:
            return Target(self.chosen.name, self.chosen.id, category=self.chosen.category)
        if self._typed:
            return Target(self.name.text(), category=self.category.value(), address=self.address.value())
        return Target(self.search.text().strip())

    def take(self, subject: SubjectView | None) -> None:
        """Choose a subject of the register."""
        if subject is None:
            return
        self.chosen, self._typed = subject, False
        self._show()
        self._tell(subject)
        self.picked.emit()

    def type_it(self) -> None:
        """Register by the name as written."""
        self._typed = bool(self.search.text().strip())
        self.name.setText(self.search.text().strip())
        self._show()
        self.picked.emit()

    def clear(self) -> None:
        """Choose nobody."""
        self.chosen, self._typed = None, False
        self.hits.set_rows(())
        self.search.clear()
        self._show()
        self.picked.emit()

    def _find(self, text: str) -> None:
        bureau = self._page.context.bureau

        def query(session: Session) -> tuple[SubjectView, ...]:
            return subjects(session, bureau, search=text, limit=_MOST) if text else ()

        self._page.load(query, self._found)

    def _found(self, rows: tuple[SubjectView, ...]) -> None:
        self.hits.set_rows(rows)
        self._show()

    def _take_first(self) -> None:
        text = self.search.text().strip()
        bureau = self._page.context.bureau

        def query(session: Session) -> tuple[SubjectView, ...]:
            return subjects(session, bureau, search=text, limit=_MOST) if text else ()

        def found(rows: tuple[SubjectView, ...]) -> None:
            self._found(rows)
            if rows:
                self.take(rows[0])

        self._page.load(query, found)

    def _tell(self, subject: SubjectView) -> None:
        context = self._page.context
        year = civil_date(context.clock.now()).year

        def known(found: About) -> None:
            if self.chosen is None or self.chosen.id != subject.id:
                return
            cap = context.profile.frequency.cap(subject.category)
            parts = [subject.code, subject.address]
            key = "leads-year" if cap else "leads-year-uncapped"
            parts.append(say(key, count=found.year.counted, cap=cap, exempt=len(found.year.exempt)))
            if found.last:
                parts.append(say("leads-last", date=civil_date(f"{found.last}T12:00:00Z")))
            self.known.setText(" · ".join(one for one in parts if one))
            self.hint.setText(say("leads-before", count=len(found.leads)) if found.leads else "")
            self.hint.setVisible(bool(found.leads))

        self._page.load(
            lambda session: about(session, bureau=context.bureau, subject=subject, year=year, profile=context.profile),
            known,
        )

    def _show(self) -> None:
        settled = self.chosen is not None or self._typed
        self.search.setVisible(not settled)
        self.hits.setVisible(not settled and bool(self.hits.rows_model.rows()))
        self.none.setVisible(not settled and bool(self.search.text().strip()))
        self._card.setVisible(settled)
        self._more.setVisible(self._typed)
        if self.chosen is not None:
            self.name.setText(self.chosen.name)
        if not settled or self._typed:
            self.known.setText(say("leads-unregistered") if self._typed else "")
            self.hint.hide()


class _EnterSearch(SearchField):
    """A search field whose Enter takes the first that fits."""

    entered = Signal()

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415

        super().keyPressEvent(arg__1)
        if arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
