"""一单两库: the item list, the subjects and the officers; searched as one types, changed with a reason, brought in.

Only the supervising section changes anything here; everybody else reads. Searching and filtering are queries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.kit.table import Table
from inspector_desktop.gui.page import INSPECTIONS, REGISTERS, Context, Page
from inspector_desktop.gui.pages.registering import lists
from inspector_desktop.gui.pages.registering.bringing import BringingIn
from inspector_desktop.gui.pages.registering.keeping import Keeping
from inspector_desktop.gui.pages.registering.picking import PickTable
from inspector_desktop.gui.pages.registering.side import SIDE_WIDTH, Edit, SubjectSide
from inspector_desktop.gui.pages.registering.subjects import (
    MORE,
    Listed,
    SubjectLine,
    Whole,
    count_list,
    read_list,
    read_whole,
    subject_columns,
)
from inspector_desktop.gui.pages.registering.taking import Taking, sheet_reader
from inspector_desktop.gui.pages.registering.whole import (
    ALL,
    UNSETTLED,
    Counts,
    Others,
    category_choices,
    credit_choices,
    filter_words,
    read_registers,
    survival_choices,
)
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.journal.desks import Desk
from inspector_desktop.registry.acts import change_subjects, enter_officers, set_credit
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.facts import OfficerRow
from inspector_desktop.registry.history import subject_as_of
from inspector_desktop.registry.importing import add_subject, correct_subject
from inspector_desktop.registry.intake import Kind
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.store import (
    subject_ids,
)
from inspector_desktop.wording import say

KINDS: tuple[Kind, ...] = ("items", "subjects", "officers")


class RegistersPage(Page):
    """The registers."""

    topics: ClassVar[frozenset[str]] = frozenset({REGISTERS, INSPECTIONS})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-registers"), line=True)
        self.may_edit = context.has_role("supervising")
        self.wanted = Wanted(survival="active")
        self._listed = Listed((), 0)
        self._others = Others((), ())
        self.search = SearchField(say("registers-search"), width=280)
        self.category = buttons.MenuButton("", category_choices(self.context.profile))
        self.survival = buttons.MenuButton("", survival_choices())
        self.credit = buttons.MenuButton("", credit_choices(self.context.profile))
        self.taking = Taking(self, self._sheet_in_front)
        self.keeping = Keeping(self, lambda: self.wanted, self._apply, may_keep=self.may_edit)
        self._counting: Ticket | None = None
        self.count = texts.soft()
        self.table = PickTable(subject_columns(), pick=self.may_edit)
        self.picked = texts.label(ink=look.BLUE)
        self.pick_all = buttons.link(say("registers-pick-all"), self._pick_all)
        self.unpick = buttons.link(say("registers-unpick"), self.table.unpick)
        self.settle = buttons.secondary(say("registers-categorise"), self._categorise)
        self.rate = buttons.secondary(say("registers-rate"), self._rate)
        self.item_table = Table(lists.item_columns())
        self.officer_table = Table(lists.officer_columns())
        self.side = SubjectSide(context.profile, may_edit=self.may_edit)
        self.other_side = QStackedWidget()
        self.bringing = BringingIn(self)
        self.empty = EmptyState(
            say("subjects-empty-title"), say("subjects-empty" if self.may_edit else "subjects-empty-reader")
        )
        self.none = EmptyState("", say("subjects-none-found"))
        self._build()
        self._connect()
        self._show_filters()
        self._show_picked()

    @property
    def kind(self) -> str:
        """Which register is in front."""
        return self.head.tabs().value()

    def open(self, **where: str) -> None:
        """Go to a register (`kind`), to the unsettled (`category=""`), to a subject, or search for a text."""
        if "kind" in where:
            self._choose_kind(where["kind"])
        if "category" in where:
            self._choose_kind("subjects")
            self.wanted = replace(self.wanted, category=where["category"])
            self._show_filters()
            self.stale()
        if "search" in where:
            self.search.setText(where["search"])

    def reload(self) -> None:
        """Read the counts and the list in front."""
        bureau = self.context.bureau
        self.load(lambda session: read_registers(session, bureau), lambda answer: self._show_counts(*answer))
        self._search()
        self._read_one()

    def take_file(self, path: Path) -> None:
        """Bring a spreadsheet in to the register in front."""
        if self.may_edit:
            self._to_import()
            self.bringing.read(self._kind_in_front(), path)

    # -- what is shown

    def _search(self) -> None:
        bureau, profile, wanted = self.context.bureau, self.context.profile, self.wanted
        year = civil_date(self.context.clock.now()).year

        def query(session: Session) -> Listed:
            return read_list(session, bureau=bureau, profile=profile, wanted=wanted, year=year)

        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        self.load(query, lambda found: self._show_list(wanted, found))

    def _show_list(self, wanted: Wanted, found: Listed) -> None:
        if wanted != self.wanted:
            return
        self._listed = found
        self.table.set_needle(wanted.search)
        self.table.set_rows(found.rows)
        if self.table.current_row() is None:
            self.side.show_whole(None)
        if self.kind == "subjects":
            self._show_list_count()
            self._show_middle()
        if found.count == MORE:
            self._count(wanted)

    def _count(self, wanted: Wanted) -> None:
        """Count after the rows are painted, since a long register takes longer to count than to show."""
        bureau = self.context.bureau

        def done(count: int) -> None:
            if wanted == self.wanted:
                self._listed = replace(self._listed, count=count)
                if self.kind == "subjects":
                    self._show_list_count()
                    self._show_picked()

        self._counting = self.load(lambda session: count_list(session, bureau=bureau, wanted=wanted), done)

    def _show_list_count(self) -> None:
        found = self._listed
        if found.count == MORE:
            self.count.setText(say("registers-count-more", shown=len(found.rows)))
            return
        key = "registers-count-first" if found.count > len(found.rows) else "registers-count"
        self.count.setText(say(key, count=found.count, shown=len(found.rows)))

    def _show_counts(self, counts: Counts, others: Others) -> None:
        self._others = others
        self.keeping.show_kept(others.kept)
        numbers = {"items": counts.items, "subjects": counts.subjects, "officers": counts.officers}
        self.head.set_tabs([(kind, say(f"registers-{kind}", count=numbers[kind])) for kind in KINDS], self.kind)
        self._all = counts.subjects
        if counts.shelf is not None:
            day = civil_date(counts.shelf.changed_at)
            text = say("registers-version", version=counts.shelf.version, month=day.month, day=day.day)
            self.context.notify(text)
        self._show_others()
        self._show_middle()

    def _show_others(self) -> None:
        needle = self.search.text().strip()
        found = [one for one in self._others.officers if lists.fits(needle, one.name, one.unit, one.certificate)]
        self.officer_table.set_needle(needle)
        self.officer_table.set_rows([lists.officer_line(one, civil_date(self.context.clock.now())) for one in found])
        rows = [lists.item_line(one, self.context.profile) for one in self._others.items]
        rows = [one for one in rows if lists.item_fits(needle, one)]
        self.item_table.set_needle(needle)
        self.item_table.set_rows(rows)
        if self.kind == "officers":
            self.count.setText(say("registers-count-people", count=len(found)))
        elif self.kind == "items":
            self.count.setText(say("registers-count-items", count=len(rows)))

    def _show_middle(self) -> None:
        if self.kind == "subjects":
            shown: QWidget = self.table
            if not self._all:
                shown = self.empty
            elif not self._listed.count:
                shown = self.none
        else:
            shown = self.item_table if self.kind == "items" else self.officer_table
        self._middle.setCurrentWidget(self._holders[shown])
        subjects_shown = self.kind == "subjects"
        self._sides.setCurrentWidget(self.side if subjects_shown else self.other_side)
        for part in (self.category, self.survival, self.credit):
            part.setVisible(subjects_shown)
        self.keeping.setVisible(subjects_shown and (self.may_edit or bool(self._others.kept)))
        self._show_picked()

    def _read_one(self) -> None:
        row = self.table.current_row()
        if isinstance(row, SubjectLine):
            self._choose_subject(row)

    def _choose_subject(self, row: SubjectLine) -> None:
        bureau, profile = self.context.bureau, self.context.profile
        year = civil_date(self.context.clock.now()).year

        def query(session: Session) -> Whole:
            return read_whole(session, bureau=bureau, profile=profile, subject=row.key, year=year)

        self.load(query, self._show_subject)

    def _show_subject(self, whole: Whole) -> None:
        row = self.table.current_row()
        if row is None or row.key == whole.line.key:
            self.side.show_whole(whole)

    def _choose_item(self, row: lists.ItemLine) -> None:
        self._show_other(lists.item_detail(row))

    def _choose_officer(self, row: lists.OfficerLine) -> None:
        edit = (lambda: self._edit_officer(row)) if self.may_edit else None
        self._show_other(lists.officer_detail(row, edit))

    def _show_other(self, detail: QWidget) -> None:
        before = self.other_side.currentWidget()
        self.other_side.addWidget(scrolled(detail))
        self.other_side.setCurrentIndex(self.other_side.count() - 1)
        if before is not None:
            self.other_side.removeWidget(before)
            before.deleteLater()

    # -- what people do

    def _choose_kind(self, kind: str) -> None:
        self.head.tabs().set_value(kind)
        hints = {"items": "registers-search-items", "officers": "registers-search-officers"}
        self.search.setPlaceholderText(say(hints.get(kind, "registers-search")))
        self.search.clear()
        self.importing.setVisible(self.may_edit)
        self.adding.setVisible(kind == "subjects" and self.may_edit)
        self._faces.setCurrentIndex(0)
        self._show_other(EmptyState(say("registers-pick-other"), say("registers-pick-other-how")))
        if kind == "subjects":
            self._show_list_count()
        else:
            self._show_others()
        self._show_middle()

    def _on_search(self, text: str) -> None:
        if self.kind == "subjects":
            self.wanted = replace(self.wanted, search=text)
            self._search()
        else:
            self._show_others()

    def _on_category(self, key: str) -> None:
        self._apply(replace(self.wanted, category=None if key == ALL else "" if key == UNSETTLED else key))

    def _on_survival(self, key: str) -> None:
        self._apply(replace(self.wanted, survival="" if key == ALL else key))

    def _on_credit(self, key: str) -> None:
        self._apply(replace(self.wanted, credit=None if key == ALL else "" if key == UNSETTLED else key))

    def _apply(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.search.setText(wanted.search)
        self._show_filters()
        self._search()

    def _pick_all(self) -> None:
        bureau, wanted = self.context.bureau, self.wanted

        def query(session: Session) -> tuple[str, ...]:
            return subject_ids(
                session, bureau, search=wanted.search, category=wanted.category, survival=wanted.survival,
                credit=wanted.credit,
            )  # fmt: skip

        self.load(query, self.table.pick)

    def _categorise(self) -> None:
        if self.table.picked:
            self.side.categorise(len(self.table.picked))

    def _settle(self, category: str, reason: str) -> None:
        chosen = tuple(sorted(self.table.picked))
        title = self.context.profile.category(category).title

        def done(count: int) -> None:
            self.table.unpick()
            self.side.show_detail()
            self.show_notice(say("categorise-done", count=count, category=title), "green")

        def change(session: Session, *, desk: Desk, clock: Clock) -> int:
            values = {"category": category}
            return change_subjects(session, desk=desk, clock=clock, ids=chosen, changes=values, reason=reason)

        self.act(change, changes=(REGISTERS,), done=done)

    def _rate(self) -> None:
        if self.table.picked:
            self.side.rate_many(len(self.table.picked))

    def _on_rated(self, credit: str, since: str, reason: str) -> None:
        title = next(one.title for one in self.context.profile.credit.classes if one.id == credit)

        def done(count: int) -> None:
            self.table.unpick()
            self._saved(say("rate-done", count=count, credit=title))

        chosen = tuple(sorted(self.table.picked))
        self.act(set_credit, ids=chosen, credit=credit, since=since, reason=reason, changes=(REGISTERS,), done=done)

    def _read_as_of(self, subject: str, day: str) -> None:
        bureau, wanted = self.context.bureau, date.fromisoformat(day)
        self.load(lambda session: subject_as_of(session, bureau, subject, wanted), self.side.show_as_of)

    def _save(self, edit: Edit) -> None:
        if not edit.subject:
            self.act(
                add_subject, values=edit.values(), changes=(REGISTERS,),
                done=lambda _: self._saved(say("edit-entered", name=edit.name)),
            )  # fmt: skip
            return
        self.act(
            correct_subject, subject=edit.subject, values=edit.values(), reason=edit.reason, changes=(REGISTERS,),
            done=lambda _: self._saved(say("edit-saved", name=edit.name)),
        )  # fmt: skip

    def _saved(self, text: str) -> None:
        self.side.show_detail()
        self.show_notice(text, "green")

    def _edit_officer(self, row: lists.OfficerLine) -> None:
        self._show_other(lists.OfficerForm(row, self._save_officer, lambda: self._choose_officer(row)))

    def _save_officer(self, row: OfficerRow) -> None:
        today = civil_date(self.context.clock.now())

        def done(_: None) -> None:
            shown = self.officer_table.current_row()
            if shown is not None:
                self._choose_officer(lists.officer_line(replace(shown.view, **row.model_dump()), today))
            self.show_notice(say("edit-saved", name=row.name), "green")

        self.act(enter_officers, rows=(row,), changes=(REGISTERS,), done=done)

    def _to_import(self) -> None:
        self.banner.clear()
        self._faces.setCurrentWidget(self.bringing)

    def _import(self) -> None:
        self._to_import()
        self.bringing.choose(self._kind_in_front())

    def _kind_in_front(self) -> Kind:
        return next(one for one in KINDS if one == self.kind)

    # -- building

    def _build(self) -> None:
        self._all = 0
        self.head.set_tabs([(kind, say(f"registers-{kind}", count=0)) for kind in KINDS], "subjects")
        self.importing = buttons.secondary(say("registers-import"), self._import)
        self.adding = buttons.primary(say("registers-new"), self._add)
        if self.may_edit:
            self.head.set_right([self.taking, self.importing, self.adding])
        else:
            self.head.set_right([texts.small(say("registers-read-only")), self.taking])
        choices = (self.category, self.credit, self.survival, self.keeping)
        filters = texts.row(self.search, *choices, 8, self.count, None)
        filters.addLayout(texts.row(self.picked, self.pick_all, self.unpick, self.settle, self.rate, gap=10))
        self.set_under_head(filters)
        self._middle = QStackedWidget()
        self._holders: dict[QWidget, QWidget] = {}
        middles: tuple[QWidget, ...] = (self.table, self.empty, self.none, self.item_table, self.officer_table)
        for middle in middles:
            holder = QVBoxLayout()
            holder.setContentsMargins(look.MARGIN, 0, look.MARGIN, 0)
            holder.addWidget(middle)
            self._holders[middle] = texts.boxed(holder)
            self._middle.addWidget(self._holders[middle])
        self._sides = QStackedWidget()
        look.paint_over(self._sides, look.GROUND)
        self._sides.setFixedWidth(SIDE_WIDTH)
        self._sides.addWidget(self.side)
        self._sides.addWidget(self.other_side)
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._middle, 1)
        both.addWidget(texts.Hairline(vertical=True))
        both.addWidget(self._sides)
        self._faces = QStackedWidget()
        self._faces.addWidget(texts.boxed(both))
        self._faces.addWidget(self.bringing)
        self.add_pane(self._faces)
        self.setAcceptDrops(self.may_edit)

    def _connect(self) -> None:
        self.head.tab_chosen.connect(self._choose_kind)
        self.search.searched.connect(self._on_search)
        self.search.left_down.connect(self._to_list)
        self.category.chosen.connect(self._on_category)
        self.survival.chosen.connect(self._on_survival)
        self.credit.chosen.connect(self._on_credit)
        self.side.rated.connect(self._on_rated)
        self.side.as_of_asked.connect(self._read_as_of)
        self.table.chosen.connect(self._choose_subject)
        self.table.opened.connect(lambda _row: self.side.edit())
        self.table.picked_changed.connect(self._show_picked)
        self.table.all_asked.connect(self._pick_all)
        self.item_table.chosen.connect(self._choose_item)
        self.officer_table.chosen.connect(self._choose_officer)
        self.side.saved.connect(self._save)
        self.side.settled.connect(self._settle)
        self.bringing.finished.connect(lambda: self._faces.setCurrentIndex(0))
        for keys in ("Ctrl+F", "/"):
            find = QShortcut(QKeySequence(keys), self)
            find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            find.activated.connect(self.search.setFocus)

    def _add(self) -> None:
        self._faces.setCurrentIndex(0)
        self.side.add()

    def _to_list(self) -> None:
        table: Table = {"items": self.item_table, "officers": self.officer_table}.get(self.kind, self.table)
        table.setFocus()
        if not table.currentIndex().isValid() and table.rows_model.rowCount():
            table.selectRow(0)

    def _show_filters(self) -> None:
        category, credit, state = filter_words(self.wanted, self.context.profile)
        self.category.setText(say("registers-filter-category", value=category))
        self.credit.setText(say("registers-filter-credit", value=credit))
        self.survival.setText(say("registers-filter-state", value=state))

    def _show_picked(self) -> None:
        count = len(self.table.picked)
        shown = self.kind == "subjects" and self.may_edit
        self.picked.setText(say("registers-picked", count=count) if count else "")
        self.picked.setVisible(shown and bool(count))
        self.unpick.setVisible(shown and bool(count))
        self.settle.setVisible(shown and bool(count))
        self.rate.setVisible(shown and bool(count))
        more = self._listed.count == MORE or count < self._listed.count
        self.pick_all.setVisible(shown and bool(self._listed.count) and more)

    def _sheet_in_front(self) -> Callable[[Session], Sheet]:
        return sheet_reader(self.kind, self.context, self.wanted, self.search.text().strip())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take_file(Path(paths[0]))
