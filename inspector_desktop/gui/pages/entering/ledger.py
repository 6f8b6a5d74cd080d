"""公开台账 as people see it: every line with its day and place, what is late, and the forms that note what happened.

What is shown comes from `disclosure.ledger`; only the supervising section is offered the forms.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.ledger import (
    DRAFTS,
    EARLY,
    GONE,
    LATE,
    SHOWN,
    WAITING,
    WHATS,
    Line,
    ledger,
)
from inspector_desktop.disclosure.open_acts import Elsewhere, ledger_sheet, note_end, note_publicity
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Form, LineField, TextField, button_row, day_words
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.section import Entry, KeyValues, Section, Value
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import INSPECTIONS, PLANS, SYNC, Page
from inspector_desktop.gui.pages.entering.shot import ShotField
from inspector_desktop.gui.pages.registering.taking import Taking
from inspector_desktop.publicity.facts import ITEMS, PLAN, RESULT
from inspector_desktop.publicity.store import Made
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.registry.exporting import Sheet

ALL, OPEN = "all", "open"
TONES = {EARLY: "grey", WAITING: "blue", LATE: "red", SHOWN: "green", GONE: "grey"}
_SIDE = 352


class LedgerPart(QWidget):
    """The ledger: its list with filters and export, and beside it the line that is chosen."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.lines: tuple[Line, ...] = ()
        titles: dict[str, str] = {one.id: one.title for one in page.context.profile.disclosure.kinds}
        self._titles = {one: titles.get(one, say(f"open-kind-{one}")) for one in WHATS}
        self.which = buttons.ChoiceGroup(((ALL, say("entries-all")), *self._titles.items()), ALL)
        self.which.chosen.connect(lambda _: self._filter())
        self.states = ChoiceField(
            ((ALL, say("ledger-states-all")), (OPEN, say("ledger-states-open")), (LATE, say("ledger-states-late"))), ALL
        )
        self.states.setMinimumWidth(136)
        self.states.edited.connect(lambda _: self._filter())
        self.taking = Taking(page, self._reader)
        self.table = Table(self._columns())
        self.table.set_empty(say("ledger-none"), say("ledger-none-how"))
        self.table.chosen.connect(self._show_line)
        self.side = QVBoxLayout()
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(0)
        tools = texts.row(self.which, self.states, None, self.taking)
        left = pane(tools, 12, self.table, margins=(look.MARGIN, 12, look.MARGIN, 0))
        right = texts.boxed(texts.column(scrolled(pane(texts.boxed(self.side), None, margins=(20, 18, 20, 20)))))
        right.setFixedWidth(_SIDE)
        look.paint_over(right, look.GROUND)
        whole = texts.row(left, texts.Hairline(vertical=True), right, gap=0)
        whole.setStretch(0, 1)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)

    def reload(self) -> None:
        """Read the ledger again."""
        self._page.load(self._query(), self.show_lines)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines; the one chosen stays chosen."""
        self.lines = lines
        self._filter()

    def counts(self) -> tuple[int, int]:
        """How many lines wait to be made public, and how many of them are late."""
        late = sum(one.state == LATE for one in self.lines)
        return late + sum(one.state == WAITING for one in self.lines), late

    def _query(self) -> Callable[[Session], tuple[Line, ...]]:
        context = self._page.context
        today = civil_date(context.clock.now())
        return lambda session: ledger(session, context.bureau, context.profile, today)

    def _reader(self) -> Callable[[Session], Sheet]:
        profile = self._page.context.profile
        wanted = {one.key for one in self._shown()}
        query = self._query()
        return lambda session: ledger_sheet((one for one in query(session) if one.key in wanted), profile)

    def _shown(self) -> tuple[Line, ...]:
        states = {ALL: set(TONES), OPEN: {LATE, WAITING}, LATE: {LATE}}[self.states.value() or ALL]
        return tuple(
            one for one in self.lines if self.which.value() in (ALL, one.what) and one.state in states
        )  # fmt: skip

    def _filter(self) -> None:
        before = self.table.current_row()
        rows = self._shown()
        self.table.set_rows(rows)
        if rows:
            self.table.choose(before.key if before in rows else rows[0].key)
        self._show_line(self.table.current_row())

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("title", say("open-title"), lambda one: Cell(one.title, under=one.under, bold=True), stretch=5),
            Column("what", say("open-kind"), lambda one: Cell(self._titles[one.what], tone="soft"), width=104),
            Column("due", say("open-due"), _due, width=124),
            Column("state", say("open-state"), lambda one: Cell(chips=(chip_of(one),)), width=116),
            Column("made", say("open-day"), _made, stretch=3),
        )

    # The line that is chosen

    def _show_line(self, line: Line | None) -> None:
        texts.empty_layout(self.side)
        if line is None:
            return  # the list says by itself that there is nothing
        values = [Value(say("open-kind"), self._titles[line.what])]
        if line.under:
            values.append(Value(say("open-under"), line.under))
        if line.since:
            values.append(Value(say("open-since"), day_words(line.since)))
        if line.due:
            tone = "red" if line.late else "ink"
            values.append(Value(say("open-due"), day_words(line.due), under=_late_words(line), tone=tone))
        values.append(Value(say("open-state"), chips=(chip_of(line),)))
        section = Section(line.title, line=True)
        section.add(KeyValues(values, label_width=84), gap=10)
        self.side.addWidget(section)
        self.side.addSpacing(22)
        made = Section(say("ledger-made"), line=True)
        for one in line.made:
            made.add(self._entry(line, one))
        if not line.made:
            made.add(texts.soft(say(f"ledger-{line.state.removeprefix('open-')}-note"), wrap=True), gap=10)
        made.add(button_row(*self._buttons(line)), gap=14)
        self.side.addWidget(made)
        self.side.addStretch(1)

    def _entry(self, line: Line, made: Made) -> QWidget:
        day = day_words(made.day)
        said = [say("ledger-made-line", day=day, by=made.by) if made.by else day]
        if made.count:
            said.append(say("ledger-made-count", count=made.count))
        said += [one for one in (made.address, made.note) if one]
        if made.ended_on:
            said.append(say("ledger-ended-line", day=day_words(made.ended_on), reason=made.ended_reason))
        right: QWidget | None = None
        if made.evidence:
            right = buttons.link(say("ledger-proof"), partial(self._show_proof, line, made))
        elif made.standing and self._may() and (not made.own or line.what == PLAN):
            right = buttons.link(say("ledger-end"), partial(self.ask_end, line, made))
        chip = ChipText(say(GONE), TONES[GONE]) if made.ended_on else None
        return Entry(made.place, "\n".join(said), bold=False, right=right, chip=chip)

    def _buttons(self, line: Line) -> list[QWidget]:
        found: list[QWidget] = []
        if self._may() and line.part != DRAFTS and line.state != EARLY:
            found.append(buttons.secondary(say("ledger-note"), partial(self.ask_note, line)))
        go = self._page.context.navigate
        where: dict[str, Callable[[], None]] = {
            ITEMS: lambda: go("registers", kind="items"),
            PLAN: lambda: go("plans-draws", plan=line.about),
            RESULT: lambda: go("disclosure", dossier=line.about),
        }
        if line.what in where:
            found.append(buttons.quiet(say(f"ledger-go-{line.what}"), where[line.what]))
        return found

    def ask_note(self, line: Line) -> None:
        """Show the form that notes a publication."""
        context = self._page.context
        self.form = Form(label_width=84)
        shot = ShotField(context.pool)
        self.form.add("place", say("open-place"), LineField(say("ledger-place-hint"), context.profile.bureau.portal))
        self.form.add("address", say("open-address"), LineField(say("ledger-address-hint")))
        self.form.add("day", say("open-day"), DateField(value=civil_date(context.clock.now()).isoformat()))
        self.form.add("by", say("open-by"), LineField(value=context.desk.person.name))
        self.form.add("note", say("open-note"), LineField(say("ledger-note-hint")))
        self.form.add("proof", say("open-proof"), shot)

        def run() -> None:
            given = self.form.values()
            given.pop("proof", None)
            told = Elsewhere(**given, proof=shot.content(), media_type=shot.media_type())
            self._page.act(
                note_publicity, profile=context.profile, what=line.what, about=line.about, given=told,
                changes=(INSPECTIONS, PLANS, SYNC), done=lambda _: self._told("ledger-noted"),
            )  # fmt: skip

        self._ask(line, say("ledger-note-title"), say("ledger-note-how"), self.form, say("ledger-note"), run)

    def ask_end(self, line: Line, made: Made) -> None:
        """Show the form that notes that something was taken off."""
        context = self._page.context
        self.form = Form(label_width=84)
        self.form.add("day", say("open-ended"), DateField(value=civil_date(context.clock.now()).isoformat()))
        self.form.add("reason", say("open-ended-reason"), TextField(say("entries-reason-hint"), lines=3))

        def run() -> None:
            given = self.form.values()
            self._page.act(
                note_end, profile=context.profile, what=line.what, about=line.about, made=made, day=given["day"],
                reason=given["reason"], changes=(INSPECTIONS, PLANS, SYNC),
                done=lambda _: self._told("ledger-ended"),
            )  # fmt: skip

        title = say("ledger-end-title", place=made.place)
        self._ask(line, title, say("ledger-end-how"), self.form, say("ledger-end"), run)

    def _ask(self, line: Line, title: str, how: str, form: Form, go: str, run: Callable[[], None]) -> None:
        texts.empty_layout(self.side)
        section = Section(title, line=True)
        section.add(texts.soft(line.title, wrap=True), gap=8)
        section.add(texts.small(how, wrap=True), gap=4)
        section.add(form, gap=12)
        self.go = buttons.primary(go, run)
        back = buttons.quiet(say("entries-cancel"), partial(self._show_line, line))
        section.add(button_row(self.go, back), gap=14)
        self.side.addWidget(section)
        self.side.addStretch(1)

    def _show_proof(self, line: Line, made: Made) -> None:
        def show(content: bytes) -> None:
            texts.empty_layout(self.side)
            section = Section(say("ledger-proof-title", place=made.place, day=day_words(made.day)), line=True)
            picture = QLabel()
            image = QImage.fromData(content)
            picture.setPixmap(QPixmap.fromImage(image).scaledToWidth(min(_SIDE - 44, max(image.width(), 1))))
            section.add(picture, gap=12)
            row: list[QWidget] = [buttons.secondary(say("ledger-back"), partial(self._show_line, line))]
            if made.standing and self._may() and (not made.own or line.what == PLAN):
                row.append(buttons.quiet(say("ledger-end"), partial(self.ask_end, line, made)))
            section.add(button_row(*row), gap=14)
            self.side.addWidget(section)
            self.side.addStretch(1)

        self._page.load(lambda session: read_evidence(session, made.evidence), show)

    def _told(self, key: str) -> None:
        self._page.show_notice(say(key), "green")
        self.reload()

    def _may(self) -> bool:
        return self._page.context.has_role("supervising")


def chip_of(line: Line) -> ChipText:
    """The state of a line."""
    if line.waits and line.state == SHOWN:
        return ChipText(say("open-unsent"), "amber")
    return ChipText(say(line.state), TONES[line.state])


def _late_words(line: Line) -> str:
    return say("term-overdue", days=line.late) if line.late else ""


def _due(line: Line) -> Cell:
    return Cell(
        day_words(line.due) or "—", under=_late_words(line), under_tone="red", tone="ink" if line.due else "soft"
    )


def _made(line: Line) -> Cell:
    found = line.standing or line.made
    if not found:
        return Cell("—", tone="soft")
    first = found[0]
    more = say("ledger-more", count=len(found) - 1) if len(found) > 1 else ""
    return Cell(day_words(first.day), under="，".join(one for one in (first.place, more) if one))
