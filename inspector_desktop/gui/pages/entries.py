"""录入公示: what is to be entered and published by its clocks, and the entry sheet with the platform's fields in order.

Results are proposed and kept first; then every field is copied one by one, the entry registered with its proof, and
the content reviewed before the bureau publishes it itself. Beside the list stands 公开台账, of all that is public.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.acts import (
    Choice,
    choose_results,
    correct,
    mark_entered,
    mark_returned,
    mark_shown,
    publish,
    repair,
    review,
    withdraw,
)
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import CAREFUL
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.copyrow import CopyField, CopyRows
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.section import EmptyState, Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.page import INSPECTIONS, PLANS, REGISTERS, SYNC, Context, Page
from inspector_desktop.gui.pages.entering.after import AfterPart, Entered
from inspector_desktop.gui.pages.entering.ledger import LedgerPart
from inspector_desktop.gui.pages.entering.loading import EntryCase, Row, load_entry, rows_for
from inspector_desktop.gui.pages.entering.publishing import (
    CORRECT,
    PUBLISH,
    REPAIR,
    REVIEW,
    WITHDRAW,
    Ask,
    PublishingPart,
)
from inspector_desktop.gui.pages.entering.results import ResultsForm
from inspector_desktop.gui.pages.entering.words import BY_HAND, due_chip, place_chip
from inspector_desktop.gui.pages.inspecting.case import HERE, TRAY
from inspector_desktop.inspection.types import type_title
from inspector_desktop.journal.dossiers import take
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.profile.outcome import Place

_SIDE = 482
OPEN, ALL = "open", "all"
ENTRIES, LEDGER = "entries", "ledger"


class EntriesPage(Page):
    """Entry on platforms and publication; `open(dossier=…)` shows the sheet of one inspection, `face` is which list."""

    topics = frozenset({INSPECTIONS, SYNC, PLANS, REGISTERS})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-disclosure"), line=True)
        self.rows: tuple[Row, ...] = ()
        self.case: EntryCase | None = None
        self.dossier = ""
        self._changing = False
        self._copied: set[str] = set()
        self.face = ENTRIES
        self.head.tabs().chosen.connect(self._choose_face)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_list())
        self._stack.addWidget(self._make_sheet())
        self.ledger = LedgerPart(self)
        self._stack.addWidget(self.ledger)
        self.add_pane(self._stack)

    def open(self, **where: str) -> None:
        """Show the sheet of a `dossier`; without one the list."""
        wanted = where.get("dossier", "")
        if wanted != self.dossier:
            self.case, self._changing, self._copied = None, False, set()
            self.banner.clear()
        self.dossier = wanted
        self.face = where.get("face", self.face)
        self.stale()

    def reload(self) -> None:
        """Read the list, or the sheet now open."""
        desk, profile = self.context.desk, self.context.profile
        today, dossier = civil_date(self.context.clock.now()), self.dossier
        if dossier:
            self.load(
                lambda session: load_entry(session, desk=desk, profile=profile, today=today, dossier=dossier),
                self._show_case,
            )
        elif self.face == LEDGER:
            self._show_ledger()
        else:
            self.load(lambda session: rows_for(session, desk=desk, profile=profile, today=today), self._show_rows)

    # The list

    def _make_list(self) -> QWidget:
        self.search = SearchField(say("entries-search"), width=280)
        self.search.searched.connect(self._filter)
        self.which = buttons.ChoiceGroup(((OPEN, say("entries-open")), (ALL, say("entries-all"))), OPEN)
        self.which.chosen.connect(self._filter)
        self.table = Table(self._columns())
        self.table.set_empty(say("entries-none"), say("entries-none-how"))
        self.table.opened.connect(lambda row: self.open(dossier=row.key))
        self.table.button_pressed.connect(lambda row, _key: self.open(dossier=row.key))
        self.search.left_down.connect(self.table.setFocus)
        tools = texts.row(self.search, self.which, None)
        return pane(tools, 12, self.table, margins=(24, 12, 24, 0))

    def _choose_face(self, face: str) -> None:
        self.open(face=face)

    def _head_of_lists(self) -> None:
        self.head.set_title(say("rail-disclosure"))
        self.head.set_tabs(((ENTRIES, say("entries-tab")), (LEDGER, say("open-ledger"))), self.face)
        self.head.set_right([])

    def _show_ledger(self) -> None:
        self._stack.setCurrentIndex(2)
        self._head_of_lists()
        self.head.set_parts([say("ledger-line")])
        self.ledger.reload()

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        if self.dossier or self.face != ENTRIES:
            return
        self.rows = rows
        self._stack.setCurrentIndex(0)
        self._head_of_lists()
        running = [one for one in rows if not one.over]
        late = sum(any(due.late for due in one.running.values()) for one in running)
        key = "entries-sum-late" if late else "entries-sum"
        self.head.set_parts([say(key, count=len(running), late=late) if running else ""])
        self._filter()

    def _filter(self) -> None:
        term = self.search.text().strip()
        shown = [
            one for one in self.rows
            if (self.which.value() == ALL or not one.over)
            and (not term or term in one.view.subject_name or term in one.view.subject_code)
        ]  # fmt: skip
        self.table.set_rows(shown)
        self.table.set_needle(term)

    def _columns(self) -> tuple[Column, ...]:
        places = [one for one in self.context.profile.disclosure.places if one.deadline or one.by in BY_HAND]
        return (
            Column("subject", say("entries-subject"), _subject, stretch=5),
            Column("checked", say("entries-checked"), _checked, width=120),
            *(Column(one.id, one.title, self._place_cell(one), width=190) for one in places),
            Column("type", say("entries-type"), self._type_cell, stretch=3),
            Column("open", "", _button, width=124, right=True),
        )

    def _type_cell(self, row: Row) -> Cell:
        under = say("open-unclocked") if row.unclocked else ""
        return Cell(type_title(row.view, self.context.profile), under=under, tone="soft")

    def _place_cell(self, place: Place) -> Callable[[Row], Cell]:
        def cell(row: Row) -> Cell:
            today = civil_date(self.context.clock.now())
            found, running = row.places.get(place.id), row.running.get(place.id)
            return Cell(chips=(place_chip(place, found, running, row.publication, today),))

        return cell

    # The sheet of one inspection

    def _make_sheet(self) -> QWidget:
        places = [one for one in self.context.profile.disclosure.places if one.by in BY_HAND]
        self.platform = platform = places[0].id if places else ""
        self._left = texts.column(gap=0)
        self.results = ResultsForm(self.context.profile)
        self.results.kept.connect(self._keep_results)
        self.results.stopped.connect(self._stop_changing)
        self.copies: dict[str, CopyRows] = {}
        self.left = texts.boxed(self._left)
        self.after = AfterPart(self.context, self._place())
        self.after.entered.connect(self._enter)
        self.after.returned.connect(self._return)
        self.after.shown.connect(lambda: self._shown(platform))
        self.publishing = PublishingPart(self.context)
        self.publishing.asked.connect(self._publish)
        self.publishing.shown_at.connect(self._shown)
        inside = scrolled(pane(self.after, 28, self.publishing, None, margins=(24, 18, 24, 20)))
        right = texts.boxed(texts.column(inside))
        right.setFixedWidth(_SIDE)
        look.paint_over(right, look.GROUND)
        whole = texts.row(scrolled(self.left), texts.Hairline(vertical=True), right, gap=0)
        whole.setStretch(0, 1)
        return texts.boxed(whole)

    def _show_case(self, case: EntryCase) -> None:
        if case.view.dossier != self.dossier:
            return
        self._stack.setCurrentIndex(1)
        if case == self.case:
            return  # nothing stored has changed: what is being typed stays
        self.case = case
        self.head.set_title(say("entries-sheet"))
        self.head.set_tabs(())
        back = Link(say("entries-back"), self.open)
        line = say("entries-sheet-line", subject=case.view.subject_name, platform=self._platform_title())
        self.head.set_parts([back, line])
        due, today = case.row.running.get(self.platform), civil_date(self.context.clock.now())
        found = case.row.places.get(self.platform)
        chip = due_chip(due, today) if due is not None else place_chip(self._place(), found, None, None, today)
        self.head.set_right([Chip(chip.text, chip.tone)])
        self._fill_left(case)
        self.after.show_case(case)
        self.publishing.show_case(case)
        self._say_desk(case)

    def _fill_left(self, case: EntryCase) -> None:
        while (taken := texts.take_first(self._left)) is not None:
            widget = taken[0]
            if widget is self.results:
                widget.hide()
                widget.setParent(None)
            elif widget is not None:
                widget.hide()
                widget.deleteLater()
        self.copies = {}
        self._left.setContentsMargins(24, 0, 24, 16)
        if not case.approved or case.early:
            text = case.early or say("refused-results-unapproved")
            go = buttons.secondary(say("entries-to-dossier"), self._to_dossier)
            self._left.addWidget(EmptyState(say("entries-not-yet"), text, go), 1)
        elif not case.results or self._changing:
            self.results.show_choices(case.view, case.choices, chosen=bool(case.results))
            self._left.addWidget(self.results, 1)
            self.results.show()
        else:
            self._fill_sheets(case)

    def _fill_sheets(self, case: EntryCase) -> None:
        for sheet in case.sheets:
            fields = [(f"{sheet.item}/{one.key}", one) for one in sheet.fields]
            rows = CopyRows([CopyField(key, one.title, one.value, key in self._copied) for key, one in fields])
            rows.copied.connect(self._copied.add)
            self.copies[sheet.item] = rows
            if len(case.sheets) > 1:
                heading = Section(sheet.title)
                heading.setContentsMargins(0, 14, 0, 0)
                self._left.addWidget(heading)
            self._left.addWidget(rows)
        change = buttons.link(say("entries-change-results"), self._change_results)
        self._left.addSpacing(12)
        self._left.addWidget(texts.boxed(texts.row(change, None)))
        self._left.addStretch(1)

    def _say_desk(self, case: EntryCase) -> None:
        if case.place == TRAY:
            self.banner.tell(say("entries-tray"), CAREFUL, say("workbench-take"), self._take)
        elif case.place != HERE:
            self.banner.tell(say("entries-elsewhere"), CAREFUL)
        for part in (self.left, self.after, self.publishing):
            part.setEnabled(case.place == HERE or part is self.left)

    def _do(self, function: Callable[..., Any], words: str, **inputs: Any) -> None:
        self.act(
            function, done=lambda _: self.show_notice(words, "green"), changes=(INSPECTIONS, self.dossier),
            dossier=self.dossier, **inputs,
        )  # fmt: skip

    def _take(self) -> None:
        self._do(take, say("entries-taken"))

    def _keep_results(self, choices: tuple[Choice, ...]) -> None:
        self._changing = False
        self._copied = set()
        self._do(choose_results, say("entries-results-kept"), profile=self.context.profile, choices=choices)

    def _change_results(self) -> None:
        self._changing = True
        if self.case is not None:
            self._fill_left(self.case)

    def _stop_changing(self) -> None:
        self._changing = False
        if self.case is not None:
            self._fill_left(self.case)

    def _enter(self, entered: Entered) -> None:
        self._do(
            mark_entered, say("entries-entered-done"), house=self.context.house, place=self.platform,
            entered_on=entered.entered_on, number=entered.number, screenshot=entered.screenshot,
            media_type=entered.media_type, late_reason=entered.late_reason,
        )  # fmt: skip

    def _return(self, reason: str) -> None:
        self._do(mark_returned, say("entries-returned-done"), reason=reason, place=self.platform)

    def _shown(self, place: str) -> None:
        today = civil_date(self.context.clock.now())
        self._do(mark_shown, say("entries-shown-done"), profile=self.context.profile, place=place, shown_on=today)

    def _publish(self, ask: Ask) -> None:
        words = say(f"entries-done-{ask.what}")
        if ask.what == REVIEW:
            more = {"reviewer": ask.reviewer, "scan": ask.scan, "media_type": ask.media_type} if ask.reviewer else {}
            self._do(review, words, house=self.context.house, **more)
        elif ask.what in (PUBLISH, CORRECT):
            act = publish if ask.what == PUBLISH else correct
            more = {"reason": ask.reason} if ask.what == CORRECT else {}
            self._do(act, words, profile=self.context.profile, **more)
        else:
            self._do({WITHDRAW: withdraw, REPAIR: repair}[ask.what], words, reason=ask.reason)

    def _to_dossier(self) -> None:
        self.context.navigate("inspection", dossier=self.dossier)

    def _place(self) -> Place:
        return next(one for one in self.context.profile.disclosure.places if one.id == self.platform)

    def _platform_title(self) -> str:
        return self.context.profile.entry_sheet.platform


def _subject(row: Row) -> Cell:
    return Cell(row.view.subject_name, under="、".join(one.name for one in row.view.officers), bold=True)


def _checked(row: Row) -> Cell:
    day = civil_date(row.view.done["check"])
    under = "" if row.view.done.get("approval") else say("entries-unapproved")
    return Cell(say("month-day", month=day.month, day=day.day), under=under, under_tone="amber")


def _button(row: Row) -> Cell:
    return Cell(button=say("entries-look") if row.over else say("entries-sheet"))
