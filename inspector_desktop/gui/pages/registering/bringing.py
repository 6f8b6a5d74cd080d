"""Bringing a spreadsheet in: read aside with progress, shown row by row before anything is entered, then entered.

The file is read in a process of its own (`registry.intake`) from the pool's thread and held against the register there;
entering is one transaction. A person may correct what columns mean and must settle namesakes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.errors import Cancelled, Missing, Refused
from inspector_desktop.errors import Known as KnownError
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.table import Table
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.gui.pages.registering.judged import Entering, FileRead, Judged, Register, judge, told
from inspector_desktop.gui.pages.registering.mapping import MappingForm
from inspector_desktop.gui.pages.registering.preview import (
    LARGE,
    MOST_SHOWN,
    ShownRow,
    first_tab,
    preview_columns,
    rows_of,
    tabs_of,
)
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.registry.comparing import Decision
from inspector_desktop.registry.exporting import missing_sheet, write_sheet
from inspector_desktop.registry.importing import (
    Brought,
    Progress,
    bring_in_items,
    bring_in_officers,
    bring_in_subjects,
    evidence_of,
    standing_in,
)
from inspector_desktop.registry.intake import (
    Intake,
    Kind,
    error_report,
    likely_titles,
    read_sheets,
    summary,
)
from inspector_desktop.registry.store import kept_titles
from inspector_desktop.wording import has, say

DECISIONS: tuple[Decision, ...] = ("same", "other", "skip")


class BringingIn(QStackedWidget):
    """The import, in place of the list. `finished` says that the list may come back."""

    finished = Signal()
    _entered = Signal(int, int)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._ticket: Ticket | None = None
        self._judged: Judged | None = None
        self._kind: Kind = "subjects"
        self._entering: Entering | None = None
        self._entered.connect(self._on_progress)
        self._reading = texts.label("", font=look.section())
        self._rows = texts.soft()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(360)
        self.stop = buttons.secondary(say("bringing-leave"), self.leave)
        self.tabs = buttons.Tabs("tab")
        self.tabs.chosen.connect(lambda _key: self._show_rows())
        self.table = Table(preview_columns())
        self.title = texts.label("", font=look.section())
        self.sum = texts.soft(wrap=True)
        self.columns = texts.small(wrap=True)
        self.map = buttons.link(say("bringing-map"), self.ask_columns)
        self.go = buttons.primary("", self.enter)
        self.report = buttons.secondary(say("bringing-report-save"), self.save_report)
        self.none = texts.soft(say("bringing-none-in-tab"))
        self.more = texts.small("")
        self.published_on = fields.DateField(say("bringing-published-on"), width=240)
        self.missing = buttons.secondary(say("bringing-missing"), self.save_missing)
        self.gone = fields.ChoiceField([(one, say(f"bringing-gone-{one}")) for one in ("keep", "drop")], "keep")
        self.gone.edited.connect(lambda _value: self._show_go())
        self.mapping = MappingForm(self._said, self._leave_mapping)
        self.addWidget(self._reading_part())
        self.addWidget(self._preview_part())
        self.addWidget(self.mapping)

    def choose(self, kind: Kind) -> None:
        """Ask for the file."""
        path, _ = QFileDialog.getOpenFileName(self, say("bringing-choose"), "", say("bringing-files"))
        if path:
            self.read(kind, Path(path))
        else:
            self.finished.emit()

    def read(self, kind: Kind, path: Path) -> None:
        """Read and judge a file; `finished` follows when it is given up or refused."""
        self._kind, self._judged = kind, None
        self._reading.setText(say("bringing-reading", file=path.name))
        self._rows.clear()
        self.bar.setRange(0, 0)
        self.gone.set_value("keep")
        self.published_on.set_value("")
        self.setCurrentIndex(0)
        bureau = self._page.context.bureau

        def register(session: Session) -> Register:
            return Register(standing_in(session, bureau, kind), kept_titles(session, bureau, kind))

        self._page.load(register, lambda found: self._start(kind, path, found))

    def leave(self) -> None:
        """Give it up; nothing was entered."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        if self._entering is not None:
            self._entering.stopped = True
            self._entering = None
        self._judged = None
        self.finished.emit()

    def enter(self) -> None:
        """Enter what is new and changed; namesakes nobody settled are asked about first."""
        judged = self._judged
        if judged is None or judged.intake is None:
            return
        if judged.compared.undecided:
            self._page.show_refusal(Refused("refused-import-undecided", count=judged.compared.undecided))
            self._show_tabs("doubts")
            return
        self.go.setEnabled(False)
        self.go.setText(say("bringing-entering"))
        given: dict[str, Any] = {
            "profile": self._page.context.profile, "intake": judged.intake, "decisions": judged.decisions,
            "titles": judged.said, "changes": (REGISTERS,), "done": self._on_entered, "failed": self._failed,
        }  # fmt: skip
        if self._kind == "officers":
            self._page.act(bring_in_officers, **given)
        elif self._kind == "items":
            self._page.act(bring_in_items, published_on=self.published_on.value(), **given)
        else:
            drop = self.gone.value() == "drop"
            self._ticket = self._page.act(
                bring_in_subjects, content=judged.read.content, drop_gone=drop, found=judged.compared,
                progress=self._watch(judged), **given,
            )  # fmt: skip

    def _watch(self, judged: Judged) -> Progress:
        """Show how far a large list is entered, and let a person stop it."""
        entering = self._entering = Entering(judged.read.file)
        if judged.intake is not None and judged.intake.accepted >= LARGE:
            self._reading.setText(say("bringing-entering"))
            self._rows.clear()
            self.bar.setRange(0, 0)
            self.setCurrentIndex(0)

        def progress(done: int, total: int) -> None:
            if entering.stopped:
                raise Cancelled("cancelled-import", file=entering.file)
            if shiboken6.isValid(self):
                self._entered.emit(done, total)

        return progress

    def _on_progress(self, done: int, total: int) -> None:
        if self._entering is not None:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            key = "bringing-rows-entered" if done < total else "bringing-rows-indexed"
            self._rows.setText(say(key, rows=done, total=total))

    def decide(self, decision: Decision) -> None:
        """Settle the marked namesake and go on to the next; without a mark all that are open."""
        judged = self._judged
        if judged is None:
            return
        row = self.table.current_row()
        open_rows = [one.row for one in judged.compared.doubts if one.decision is None]
        chosen = [row.row] if isinstance(row, ShownRow) else open_rows
        decisions = {**judged.decisions, **dict.fromkeys(chosen, decision)}
        self._judge(judged.read, judged.said, decisions, tab="doubts", intake=judged.intake)

    def ask_columns(self) -> None:
        """Let a person say what the columns mean."""
        judged = self._judged
        if judged is None:
            return
        intake = judged.intake
        titles = (*intake.mapping, *intake.unread) if intake else likely_titles(judged.read.sheets)
        mapped = {**judged.read.register.titles, **judged.said, **(intake.mapping if intake else {})}
        self.mapping.ask(self._kind, judged.read.file, titles, mapped)
        self.setCurrentIndex(2)

    def _said(self, titles: dict[str, str]) -> None:
        judged = self._judged
        if judged is not None:
            self._page.banner.clear()
            self._judge(judged.read, {**judged.said, **titles}, {})

    def _leave_mapping(self) -> None:
        if self._judged is None or self._judged.intake is None:
            self.leave()
        else:
            self.setCurrentIndex(1)

    def save_missing(self) -> None:
        """Ask where the list of who is missing goes; nothing is brought in (只比对，不导入)."""
        if self._judged is not None and self._judged.intake is not None:
            proposed = say("bringing-missing-file", file=Path(self._judged.read.file).stem)
            path, _ = QFileDialog.getSaveFileName(self, say("bringing-missing"), proposed, "*.xlsx *.csv")
            if path:
                self.write_missing(Path(path))

    def write_missing(self, path: Path) -> None:
        """Write who is missing in the register, and in the list; nothing is entered."""
        judged = self._judged
        if judged is None:
            return

        def work(_ticket: Ticket) -> tuple[int, int]:
            try:
                write_sheet(path, missing_sheet(judged.compared, say("bringing-missing-sheet")))
            except OSError as error:
                raise Refused("refused-file-unwritten", file=path.name) from error
            return len(judged.compared.new), len(judged.compared.gone)

        def done(found: tuple[int, int]) -> None:
            here, there = found
            self._page.show_notice(say("bringing-missing-done", here=here, there=there, file=path.name), "green")

        self._page.context.pool.run(work, done=done, failed=self._page.show_refusal, owner=self)

    def save_report(self) -> None:
        """Ask where the list of findings goes, and write it there."""
        if self._judged is None or self._judged.intake is None:
            return
        proposed = say("bringing-report-file", file=Path(self._judged.read.file).stem)
        path, _ = QFileDialog.getSaveFileName(self, say("bringing-report-save"), proposed, "*.xlsx")
        if path:
            self.write_report(Path(path))

    def write_report(self, path: Path) -> None:
        """Write the list of findings."""
        intake = self._judged.intake if self._judged is not None else None
        if intake is None:
            return

        def work(_ticket: Ticket) -> str:
            try:
                path.write_bytes(error_report(intake))
            except OSError as error:
                raise Refused("refused-file-unwritten", file=path.name) from error
            return path.name

        self._page.context.pool.run(
            work,
            done=lambda name: self._page.show_notice(say("bringing-report-saved", file=name), "green"),
            failed=self._page.show_refusal,
            owner=self,
        )

    def _start(self, kind: Kind, path: Path, register: Register) -> None:
        profile = self._page.context.profile

        def work(ticket: Ticket) -> Judged:
            sheets = read_sheets(path, progress=lambda rows: ticket.report(rows, 0), cancelled=lambda: ticket.cancelled)
            try:
                content = evidence_of(path.name, path.read_bytes())
            except OSError as error:
                raise Missing("missing-import-file", file=path.name) from error
            return judge(FileRead(kind, path.name, sheets, content, register), profile, {}, {}, told(ticket))

        self._ticket = self._page.context.pool.run(
            work,
            done=self._on_judged,
            failed=self._refused,
            progressed=self._on_read,
            owner=self,
        )

    def _on_read(self, rows: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(rows)
        self._rows.setText(say("bringing-rows-judged" if total else "bringing-rows-read", rows=rows, total=total))

    def _judge(
        self,
        read: FileRead,
        said: Mapping[str, str],
        decisions: Mapping[int, Decision],
        *,
        tab: str = "",
        intake: Intake | None = None,
    ) -> None:
        profile = self._page.context.profile
        self._ticket = self._page.context.pool.run(
            lambda ticket: judge(read, profile, said, decisions, told(ticket), intake=intake),
            done=lambda judged: self._on_judged(judged, tab),
            failed=self._page.show_refusal,
            owner=self,
        )

    def _on_judged(self, judged: Judged, tab: str = "") -> None:
        self._ticket, self._judged = None, judged
        intake = judged.intake
        if intake is None:
            if judged.refusal is not None:
                self._page.show_refusal(judged.refusal)
            self.ask_columns()
            return
        self.title.setText(say("bringing-title", kind=say(f"bringing-kind-{self._kind}")))
        same = judged.compared.same
        self.sum.setText(summary(intake) + (say("bringing-same", count=same) if same else ""))
        named = [(title, f"field-{name}") for title, name in intake.mapping.items()]
        pairs = [say("bringing-column", title=title, field=say(key)) for title, key in named if has(key)]
        line = say("bringing-columns", columns="，".join(pairs))
        if intake.unread:
            line += "　" + say("bringing-unread", columns="、".join(intake.unread))
        self.columns.setText(line)
        self.report.setVisible(bool(intake.refusals or intake.warnings))
        self.published_on.setVisible(self._kind == "items")
        self.missing.setVisible(self._kind == "subjects")
        self._show_go()
        self._show_tabs(tab or first_tab(intake, judged.compared))
        self.setCurrentIndex(1)
        self.go.setFocus()

    def _show_tabs(self, tab: str) -> None:
        judged = self._judged
        if judged is not None and judged.intake is not None:
            self.tabs.set_tabs(tabs_of(judged.intake, judged.compared), tab)
            self._show_rows()

    def _show_go(self) -> None:
        judged = self._judged
        if judged is None:
            return
        found = judged.compared
        count = len(found.new) + len(found.changed) + found.undecided
        if self._kind == "subjects" and self.gone.value() == "drop":
            count += len(found.gone)
        self.go.setText(say("bringing-go", count=count))
        self.go.setEnabled(bool(count))

    def _show_rows(self) -> None:
        judged = self._judged
        if judged is None or judged.intake is None:
            return
        tab, intake, profile = self.tabs.value(), judged.intake, self._page.context.profile
        if len(intake.rows) < LARGE:
            self._show(judged, tab, rows_of(tab, intake, judged.compared, profile))
            return
        self.table.set_rows(())
        self._page.context.pool.run(
            lambda _ticket: rows_of(tab, intake, judged.compared, profile),
            done=lambda rows: self._show(judged, tab, rows),
            failed=self._page.show_refusal,
            owner=self,
        )

    def _show(self, judged: Judged, tab: str, rows: tuple[ShownRow, ...]) -> None:
        """Show the rows of a tab, unless another is in front by now."""
        if judged is not self._judged or tab != self.tabs.value():
            return
        self.table.set_rows(rows)
        self.more.setText(say("bringing-more", count=MOST_SHOWN))
        self.more.setVisible(len(rows) == MOST_SHOWN)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.deciding.setVisible(tab == "doubts")
        self.gone_line.setVisible(tab == "gone" and self._kind == "subjects")
        following = next((one.row for one in judged.compared.doubts if one.decision is None), None)
        if tab == "doubts" and self.table.current_row() is not None and following is not None:
            self.table.choose(str(following))

    def _on_entered(self, brought: Brought) -> None:
        self._judged = self._entering = self._ticket = None
        if self._kind == "officers":
            text = say("bringing-done-officers", entered=brought.entered, known=brought.changed)
        elif self._kind == "items":
            text = say("bringing-done-items", entered=brought.entered, held=brought.held)
        else:
            plain = not (brought.known or brought.repeated)
            text = say(
                "bringing-done" if plain else "bringing-done-known",
                entered=brought.entered,
                warned=brought.warned,
                refused=brought.refused,
                known=brought.known,
                changed=brought.changed,
                repeated=brought.repeated,
            )
            if brought.others:
                text += say("bringing-done-others", count=brought.others)
            if brought.gone:
                text += say("bringing-done-gone", count=brought.gone)
        self.finished.emit()
        self._page.show_notice(text, "green")

    def _refused(self, error: KnownError) -> None:
        self._ticket = None
        self.finished.emit()
        self._page.show_refusal(error)

    def _failed(self, error: KnownError) -> None:
        self._entering = self._ticket = None
        self.setCurrentIndex(1)
        self._show_go()
        self._page.show_refusal(error)

    def _reading_part(self) -> QWidget:
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        for part in (self._reading, self.bar, self._rows, self.stop):
            column.addWidget(part, 0, middle)
        column.addStretch(3)
        return texts.boxed(column)

    def _preview_part(self) -> QWidget:
        leave = buttons.secondary(say("bringing-leave"), self.leave)
        head = texts.row(self.title, None, self.published_on, self.missing, self.report, leave, self.go)
        self.decisions = {
            one: buttons.secondary(say(f"bringing-decide-{one}"), partial(self.decide, one)) for one in DECISIONS
        }
        self.deciding = texts.boxed(texts.row(*self.decisions.values(), texts.small(say("bringing-decide-note")), None))
        self.gone_line = texts.boxed(texts.row(texts.soft(say("bringing-gone-note")), self.gone, None))
        meaning = texts.row(self.columns, self.map)
        meaning.setStretch(0, 1)
        column = texts.column(
            head, 6, self.sum, 2, meaning, 12, texts.row(self.tabs, None), 6,
            self.deciding, self.gone_line, self.more, self.none, self.table, gap=0,
        )  # fmt: skip
        column.setStretch(column.count() - 1, 1)
        column.setContentsMargins(look.MARGIN, 14, look.MARGIN, 0)
        return texts.boxed(column)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
