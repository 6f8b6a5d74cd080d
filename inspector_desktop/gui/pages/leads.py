"""线索核查: the register of leads with their clocks; one sheet from a lead to a check; its end and the reply.

Leads never enter a draw and do not count towards the cap (004 第八条, 国办发〔2024〕54号); they are shown apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import pane
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import INSPECTIONS, SYNC, Context, Page
from inspector_desktop.gui.pages.inspecting.case import day_words
from inspector_desktop.gui.pages.leading.detail import LeadDetail, due_words
from inspector_desktop.gui.pages.leading.form import LeadForm
from inspector_desktop.gui.pages.leading.reading import LeadRow, lead_rows
from inspector_desktop.gui.pages.leading.starting import Started
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.lead.rules import CHECKING, CLOSED
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.lead.store import LeadView

LEADS = "leads"
OPEN, ALL = "open", "all"
_SIDE = 420


class LeadsPage(Page):
    """The register, or the sheet; `open(new="1")` begins a new lead, `open(lead=…)` shows one."""

    topics: ClassVar[frozenset[str]] = frozenset({LEADS, INSPECTIONS, SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-leads"))
        self.rows: tuple[LeadRow, ...] = ()
        self._wanted = ""
        self.search = SearchField(say("leads-search"), width=280)
        self.search.searched.connect(self.reload)
        self.which = buttons.ChoiceGroup(((OPEN, say("leads-open")), (ALL, say("leads-all"))), OPEN)
        self.which.chosen.connect(self._filter)
        self.count = texts.soft()
        self.tools = texts.boxed(texts.row(self.search, self.which, 8, self.count, None))
        self.set_under_head(texts.row(self.tools, gap=0))
        self.table = Table(
            (
                Column("subject", say("leads-subject"), _subject, stretch=5),
                Column("source", say("leads-source"), _source, width=210),
                Column("state", say("leads-state"), _state, width=170),
                Column("due", say("leads-due"), self._due, width=128),
            )
        )
        self.table.set_empty(say("leads-none"), say("leads-none-how"))
        self.table.chosen.connect(self._choose)
        self.table.clicked.connect(lambda _: self._choose(self.table.current_row()))
        self.table.opened.connect(self._open_row)
        self.search.left_down.connect(self.table.setFocus)
        self.detail = LeadDetail(self)
        self.form = LeadForm(self)
        self.form.closed.connect(self.show_list)
        self.form.made.connect(self._made)
        side = texts.boxed(texts.row(self.detail, gap=0))
        side.setFixedWidth(_SIDE)
        both = texts.row(pane(self.table, margins=(24, 0, 12, 0)), texts.Hairline(vertical=True), side, gap=0)
        both.setStretch(0, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(texts.boxed(both))
        self._stack.addWidget(self.form)
        self.add_pane(self._stack)
        self.show_list()

    @override
    def open(self, **where: str) -> None:
        self._wanted = where.get("lead", "")
        if where.get("new"):
            self.open_form(None)
        elif self._wanted:
            self.show_list()
        self.stale()

    @override
    def reload(self) -> None:
        desk, profile, today = self.context.desk, self.context.profile, civil_date(self.context.clock.now())
        search = self.search.text()
        self.load(
            lambda session: lead_rows(session, desk=desk, profile=profile, today=today, search=search), self._show
        )

    def touches(self) -> tuple[str, ...]:
        """Return the topics an act on a lead changes."""
        return (LEADS, INSPECTIONS)

    def open_form(self, lead: LeadView | None) -> None:
        """Show the sheet for a new lead, or for the check of one."""
        self.banner.clear()
        self.form.open_on(lead)
        self._stack.setCurrentWidget(self.form)
        self.tools.hide()
        self.head.set_right([])
        self.form.start()

    def show_list(self) -> None:
        """Show the register."""
        self._stack.setCurrentIndex(0)
        self.tools.show()
        self.head.set_right([buttons.primary(say("do-lead"), lambda: self.open_form(None))])

    def _show(self, rows: tuple[LeadRow, ...]) -> None:
        self.rows = rows
        running = [one for one in rows if one.view.state != CLOSED]
        late = sum(bool(one.due and one.due.late) for one in running)
        key = "leads-sum-late" if late else "leads-sum"
        self.head.set_parts([say(key, count=len(running), late=late) if running else ""])
        self._filter()

    def _filter(self) -> None:
        shown = [one for one in self.rows if self.which.value() == ALL or one.view.state != CLOSED]
        self.table.set_rows(shown)
        self.table.set_needle(self.search.text().strip())
        self.count.setText(say("leads-count", count=len(shown)))
        if self._wanted:
            self.table.choose(self._wanted)
        kept = self._wanted or (self.detail.row.key if self.detail.row else "")
        self._wanted = ""
        self.detail.show_row(next((one for one in self.rows if one.key == kept), None))

    def _choose(self, row: LeadRow | None) -> None:
        if row is not None:
            self.detail.show_row(row)

    def _open_row(self, row: LeadRow) -> None:
        if row.view.inspection:
            self.context.navigate("inspection", dossier=row.view.inspection)
        elif row.here and row.view.state != CLOSED:
            self.open_form(row.view)

    def _made(self, made: Started) -> None:
        self._wanted = made.lead
        self.show_list()
        if made.inspection and not made.handed_to:
            self.context.navigate("inspection", dossier=made.inspection)
        elif made.inspection:
            self.show_notice(say("leads-handed"), "green")
            sync_soon(self.context)
        else:
            self.show_notice(say("leads-registered"), "green")

    def _due(self, row: LeadRow) -> Cell:
        if row.view.state == CLOSED:
            return Cell(say("leads-closed-on", day=day_words(row.view.closed_at)), tone="soft")
        return Cell(chips=(due_words(row, civil_date(self.context.clock.now())),))


def _subject(row: LeadRow) -> Cell:
    return Cell(row.view.subject_name or say("leads-no-subject"), under=row.view.content.replace("\n", " "), bold=True)


def _source(row: LeadRow) -> Cell:
    return Cell(" · ".join((row.source, day_words(row.view.received_at))), under=row.view.number)


def _state(row: LeadRow) -> Cell:
    lead = row.view
    if lead.state == CLOSED:
        wanting = "" if lead.replied_at else say("leads-unreplied")
        return Cell(wanting, chips=(ChipText(say("leads-state-closed"), "green"),), tone="amber")
    if lead.state == CHECKING:
        tone = "amber" if row.owed or row.ended else "soft"
        words = say("ok-later") if row.owed else say("leads-to-close") if row.ended else row.step
        return Cell(words, chips=(ChipText(say("leads-state-checking"), "blue"),), tone=tone)
    return Cell(chips=(ChipText(say("leads-state-received"), "amber"),))
