"""检查对象 as a tab of the registers: the large one, searched and filtered by queries, picked and changed in bulk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.gui.pages.registering.correcting import CorrectionForm
from inspector_desktop.gui.pages.registering.keeping import Keeping, content_of, wanted_of
from inspector_desktop.gui.pages.registering.marks import Marks
from inspector_desktop.gui.pages.registering.picking import PickTable
from inspector_desktop.gui.pages.registering.publicity import Publicity
from inspector_desktop.gui.pages.registering.refining import (
    Offered,
    add_whole,
    bulk_form,
    change_many,
    further_form,
    further_set,
    read_offered,
)
from inspector_desktop.gui.pages.registering.side import SIDE_WIDTH, Edit, SubjectSide
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf
from inspector_desktop.gui.pages.registering.subjects import (
    MORE,
    Listed,
    SubjectLine,
    Whole,
    count_list,
    read_list,
    read_whole,
    settled,
    subject_columns,
)
from inspector_desktop.gui.pages.registering.tabs import RegisterTab
from inspector_desktop.gui.pages.registering.taking import subjects_as_of, subjects_reader
from inspector_desktop.gui.pages.registering.whole import (
    ALL,
    UNSETTLED,
    category_choices,
    credit_choices,
    filter_words,
    survival_choices,
)
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.journal.desks import Desk
from inspector_desktop.registry.acts import change_subjects, set_credit
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.history import subject_as_of
from inspector_desktop.registry.importing import correct_subject
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.shelves import may_write
from inspector_desktop.registry.store import SubjectView, count_subjects, found_ids, kept_filters
from inspector_desktop.wording import say


class SubjectsTab(RegisterTab):
    """The register of subjects."""

    hint = "registers-search"
    importing = "subjects"
    adding = "registers-new"
    proposable = True

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.may_edit = page.context.has_role("supervising")
        self.profile = page.context.profile
        self.wanted = Wanted(survival="active")
        self._listed = Listed((), 0)
        self._all = 0
        self._kept = False
        self._counting: Ticket | None = None
        self.category = buttons.MenuButton("", category_choices(self.profile))
        self.survival = buttons.MenuButton("", survival_choices())
        self.credit = buttons.MenuButton("", credit_choices(self.profile))
        self.keeping = Keeping(
            page, lambda: content_of(self.wanted), lambda kept: self._apply(wanted_of(kept)), may_keep=self.may_edit
        )
        self.further = buttons.secondary(say("subjects-more"), self._ask_further)
        self.count = texts.soft()
        self.table = PickTable(subject_columns(), pick=self.may_edit)
        self.picked = texts.label(ink=look.BLUE)
        self.pick_all = buttons.link(say("registers-pick-all"), self._pick_all)
        self.unpick = buttons.link(say("registers-unpick"), self.table.unpick)
        self.settle = buttons.secondary(say("registers-categorise"), self._categorise)
        self.rate = buttons.secondary(say("registers-rate"), self._rate)
        self.bulk = buttons.secondary(say("subjects-bulk"), self._ask_bulk)
        self.side = SubjectSide(self.profile, may_pick=self.may_edit)
        self.empty = EmptyState(
            say("subjects-empty-title"), say("subjects-empty" if self.may_edit else "subjects-empty-reader")
        )
        self.none = EmptyState("", say("subjects-none-found"))
        self.marks = Marks(page, self.side.show_part, self.side.show_detail, self._saved)
        self.side.more = self.marks.parts
        self.publicity = Publicity(page, "subjects", self._type_publicity, self.side.show_detail, self._saved)
        self._build()
        self._connect()
        self._show_filters()
        self._show_picked()

    # -- the page asks

    @override
    def tools(self) -> Sequence[QWidget]:
        filters = (self.category, self.credit, self.survival, self.further, self.keeping)
        return (
            *filters,
            self.publicity.button,
            self.count,
            self.picked,
            self.pick_all,
            self.unpick,
            self.settle,
            self.rate,
            self.bulk,
        )

    @override
    def reload(self) -> None:
        bureau = self.page.context.bureau
        self.page.load(
            lambda session: (count_subjects(session, bureau), kept_filters(session, bureau)),
            lambda answer: self._show_standing(*answer),
        )
        self.publicity.reload()
        self._search()
        self._read_one()

    @override
    def search(self, text: str) -> None:
        if text != self.wanted.search:
            self.wanted = replace(self.wanted, search=text)
            self._search()

    @override
    def add(self) -> None:
        self.side.add()
        self._show_side()

    @override
    def unmark(self) -> None:
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self.side.show_whole(None)

    @override
    def propose(self) -> None:
        self._correct(None)

    @override
    def sheet(self) -> Callable[[Session], Sheet]:
        return subjects_reader(self.page.context, self.wanted)

    def _type_publicity(self, form: QWidget) -> None:
        self.side.show_part(form)
        self._show_side()

    @override
    def ask_as_of(self) -> None:
        def take(given: dict[str, str], _reason: str) -> None:
            self.side.show_detail()
            read = subjects_as_of(self.page.context, date.fromisoformat(given["day"]))
            self.page.taking.ask_list(say("as-of-file", day=given["day"]), read)  # type: ignore[attr-defined]

        self.side.show_part(
            FieldForm(
                say("as-of-export-title"), say("as-of-export-note"), [FieldOf("day", "date", needed=True)], {}, take,
                self.side.show_detail, go="as-of-export-go",
            )
        )  # fmt: skip
        self._show_side()

    @override
    def to_list(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.table.rows_model.rowCount():
            self.table.selectRow(0)

    @override
    def open(self, **where: str) -> None:
        if "category" in where:
            self.wanted = replace(self.wanted, category=where["category"])
            self._show_filters()
            self.page.stale()

    # -- what is shown

    def _search(self) -> None:
        context, wanted = self.page.context, self.wanted
        bureau, profile, today = context.bureau, context.profile, civil_date(context.clock.now())

        def query(session: Session) -> Listed:
            return read_list(session, bureau=bureau, profile=profile, wanted=wanted, today=today)

        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        self.page.load(query, lambda found: self._show_list(wanted, found))

    def _show_list(self, wanted: Wanted, found: Listed) -> None:
        if wanted != self.wanted:
            return
        self._listed = found
        self.table.set_needle(wanted.search)
        self.table.set_rows(found.rows)
        if self.table.current_row() is None:
            self.side.show_whole(None)
        self._show_list_count()
        self._show_middle()
        if found.count == MORE:
            self._count(wanted)

    def _count(self, wanted: Wanted) -> None:
        """Count after the rows are painted, since a long register takes longer to count than to show."""
        bureau, today = self.page.context.bureau, civil_date(self.page.context.clock.now())

        def done(count: int) -> None:
            if wanted == self.wanted:
                self._listed = replace(self._listed, count=count)
                self._show_list_count()
                self._show_picked()

        self._counting = self.page.load(
            lambda session: count_list(session, bureau=bureau, wanted=wanted, today=today), done
        )

    def _show_list_count(self) -> None:
        found = self._listed
        if found.count == MORE:
            self.count.setText(say("registers-count-more", shown=len(found.rows)))
            return
        key = "registers-count-first" if found.count > len(found.rows) else "registers-count"
        self.count.setText(say(key, count=found.count, shown=len(found.rows)))

    def _show_standing(self, count: int, kept: dict[str, dict[str, str]]) -> None:
        self._all, self._kept = count, bool(kept)
        self.keeping.show_kept(kept)
        self._show_middle()

    def _show_middle(self) -> None:
        shown: QWidget = self.table
        if not self._all:
            shown = self.empty
        elif not self._listed.count:
            shown = self.none
        self._middle.setCurrentWidget(self._holders[shown])
        self._show_side()
        self._show_picked()

    def _show_side(self) -> None:
        """An empty register has nothing to choose, so nothing says that one should."""
        shown = bool(self._all) or not self.side.is_idle()
        self._between.setVisible(shown)
        self.side.setVisible(shown)

    def _read_one(self) -> None:
        row = self.table.current_row()
        if isinstance(row, SubjectLine):
            self._choose_subject(row)

    def _choose_subject(self, row: SubjectLine) -> None:
        context = self.page.context
        bureau, profile, year = context.bureau, context.profile, civil_date(context.clock.now()).year

        def query(session: Session) -> Whole:
            whole = read_whole(session, bureau=bureau, profile=profile, subject=row.key, year=year)
            return replace(whole, editable=may_write(session, context.desk, whole.line.view.dossier))

        self.page.load(query, self._show_subject)

    def _show_subject(self, whole: Whole) -> None:
        row = self.table.current_row()
        if row is None or row.key == whole.line.key:
            self.side.show_whole(whole)

    # -- what people do

    def _on_category(self, key: str) -> None:
        self._apply(replace(self.wanted, category=None if key == ALL else "" if key == UNSETTLED else key))

    def _on_survival(self, key: str) -> None:
        self._apply(replace(self.wanted, survival="" if key == ALL else key))

    def _on_credit(self, key: str) -> None:
        self._apply(replace(self.wanted, credit=None if key == ALL else "" if key == UNSETTLED else key))

    def _apply(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.page.search.setText(wanted.search)  # type: ignore[attr-defined]
        self._show_filters()
        self._search()

    def _pick_all(self) -> None:
        bureau, wanted = self.page.context.bureau, self.wanted
        today = civil_date(self.page.context.clock.now())

        def query(session: Session) -> tuple[str, ...]:
            return found_ids(session, bureau, settled(session, bureau, wanted, today))

        self.page.load(query, self.table.pick)

    def _categorise(self) -> None:
        if self.table.picked:
            self.side.categorise(len(self.table.picked))

    def _settle(self, category: str, reason: str) -> None:
        chosen = tuple(sorted(self.table.picked))
        title = self.profile.category(category).title

        def done(count: int) -> None:
            self.table.unpick()
            self._saved(say("categorise-done", count=count, category=title))

        def change(session: Session, *, desk: Desk, clock: Clock) -> int:
            values = {"category": category}
            return change_subjects(session, desk=desk, clock=clock, ids=chosen, changes=values, reason=reason)

        self.page.act(change, changes=(REGISTERS,), done=done)

    def _rate(self) -> None:
        if self.table.picked:
            self.side.rate_many(len(self.table.picked))

    def _on_rated(self, credit: str, since: str, reason: str) -> None:
        title = next(one.title for one in self.profile.credit.classes if one.id == credit)

        def done(count: int) -> None:
            self.table.unpick()
            self._saved(say("rate-done", count=count, credit=title))

        chosen = tuple(sorted(self.table.picked))
        self.page.act(
            set_credit, ids=chosen, credit=credit, since=since, reason=reason, changes=(REGISTERS,), done=done
        )  # fmt: skip

    def _ask_further(self) -> None:
        bureau = self.page.context.bureau

        def show(offered: Offered) -> None:
            self.side.show_part(further_form(offered, self.wanted, self._apply_further, self.side.show_detail))

        self.page.load(lambda session: read_offered(session, bureau), show)

    def _apply_further(self, wanted: Wanted) -> None:
        self.side.show_detail()
        self._apply(wanted)

    def _ask_bulk(self) -> None:
        chosen = tuple(sorted(self.table.picked))

        def change(given: dict[str, str], reason: str) -> None:
            def done(count: int) -> None:
                self.table.unpick()
                self._saved(say("subjects-bulk-done", count=count))

            self.page.act(change_many, ids=chosen, given=given, reason=reason, changes=(REGISTERS,), done=done)

        self.side.show_part(bulk_form(len(chosen), change, self.side.show_detail))

    def _read_as_of(self, subject: str, day: str) -> None:
        bureau, wanted = self.page.context.bureau, date.fromisoformat(day)
        self.page.load(lambda session: subject_as_of(session, bureau, subject, wanted), self.side.show_as_of)

    def _save(self, edit: Edit) -> None:
        if not edit.subject:
            self.page.act(
                partial(add_whole, profile=self.profile), values=edit.values(), changes=(REGISTERS,),
                done=lambda _: self._saved(say("edit-entered", name=edit.name)),
            )  # fmt: skip
            return
        self.page.act(
            correct_subject, subject=edit.subject, values=edit.values(), reason=edit.reason, changes=(REGISTERS,),
            done=lambda _: self._saved(say("edit-saved", name=edit.name)),
        )  # fmt: skip

    def _saved(self, text: str) -> None:
        self.side.show_detail()
        self.page.show_notice(text, "green")

    def _correct(self, view: SubjectView | None) -> None:
        form = CorrectionForm(self.page, done=self.side.show_detail, leave=self.side.show_detail)
        form.fill(view)
        self.side.show_part(form)
        self._show_side()

    # -- building

    def _build(self) -> None:
        self._middle = QStackedWidget()
        self._holders: dict[QWidget, QWidget] = {}
        middles: tuple[QWidget, ...] = (self.table, self.empty, self.none)
        for middle in middles:
            holder = QVBoxLayout()
            holder.setContentsMargins(look.MARGIN, 0, look.MARGIN, 0)
            holder.addWidget(middle)
            self._holders[middle] = texts.boxed(holder)
            self._middle.addWidget(self._holders[middle])
        look.paint_over(self.side, look.GROUND)
        self.side.setFixedWidth(SIDE_WIDTH)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._middle, 1)
        self._between = texts.Hairline(vertical=True)
        both.addWidget(self._between)
        both.addWidget(self.side)

    def _connect(self) -> None:
        self.category.chosen.connect(self._on_category)
        self.survival.chosen.connect(self._on_survival)
        self.credit.chosen.connect(self._on_credit)
        self.side.rated.connect(self._on_rated)
        self.side.as_of_asked.connect(self._read_as_of)
        self.table.chosen.connect(self._choose_subject)
        self.table.opened.connect(lambda _row: self.side.edit())
        self.side.currentChanged.connect(lambda _at: self._show_side())
        self.table.picked_changed.connect(self._show_picked)
        self.table.all_asked.connect(self._pick_all)
        self.side.saved.connect(self._save)
        self.side.correction_asked.connect(self._correct)
        self.side.settled.connect(self._settle)

    def _show_filters(self) -> None:
        category, credit, state = filter_words(self.wanted, self.profile)
        self.category.setText(say("registers-filter-category", value=category))
        self.credit.setText(say("registers-filter-credit", value=credit))
        self.survival.setText(say("registers-filter-state", value=state))
        count = further_set(self.wanted)
        self.further.setText(say("subjects-more-set", count=count) if count else say("subjects-more"))

    def _show_picked(self) -> None:
        count = len(self.table.picked)
        self.picked.setText(say("registers-picked", count=count) if count else "")
        for part in (self.picked, self.unpick, self.settle, self.rate, self.bulk):
            part.setVisible(self.may_edit and bool(count))
        for part in (self.category, self.credit, self.survival, self.further, self.publicity.button):
            part.setVisible(not count)  # while some are picked the row has what can be done with them
        self.keeping.setVisible(not count and (self.may_edit or self._kept))
        more = self._listed.count == MORE or count < self._listed.count
        self.pick_all.setVisible(self.may_edit and bool(self._listed.count) and more)
