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
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.errors import Cancelled, Missing, Refused
from inspector_desktop.errors import Known as KnownError
from inspector_desktop.gui import files, look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.table import Table
from inspector_desktop.gui.page import REGISTERS, SYNC, Page
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.registering.bringing_files import done_words, write_missing, write_report
from inspector_desktop.gui.pages.registering.choosing import Choosing
from inspector_desktop.gui.pages.registering.judged import (
    Entering,
    FileRead,
    Judged,
    Register,
    ShelfChoice,
    judge,
    read_register,
    told,
)
from inspector_desktop.gui.pages.registering.mapping import MappingForm
from inspector_desktop.gui.pages.registering.preview import (
    LARGE,
    MOST_SHOWN,
    ShownRow,
    first_tab,
    lists_new,
    preview_columns,
    rows_of,
    tabs_of,
)
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.registry.comparing import Decision
from inspector_desktop.registry.importing import (
    Brought,
    Progress,
    bring_in_items,
    bring_in_officers,
    bring_in_subjects,
    evidence_of,
)
from inspector_desktop.registry.intake import (
    Early,
    Intake,
    Kind,
    likely_titles,
    read_sheets,
    summary,
)
from inspector_desktop.registry.proposal_acts import propose_several
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
        self.missing = buttons.secondary(say("bringing-missing"), self.compare_only)
        self.shelf = fields.ChoiceField()
        self.shelf.edited.connect(lambda _value: self._on_shelf())
        self.choosing = Choosing(self.save_missing)
        self.choosing.enter_asked.connect(self.enter)
        self.choosing.propose_asked.connect(self.propose)
        self.gone = fields.ChoiceField([(one, say(f"bringing-gone-{one}")) for one in ("keep", "drop")], "keep")
        self.gone.edited.connect(lambda _value: self._show_go())
        self.mapping = MappingForm(self._said, self._leave_mapping)
        self.addWidget(self._reading_part())
        self.addWidget(self._preview_part())
        self.addWidget(self.mapping)

    def choose(self, kind: Kind) -> None:
        """Ask for the file."""
        files.ask_files(
            self, say("bringing-choose"), say("bringing-files"), lambda paths: self.read(kind, paths[0]),
            given_up=self.finished.emit,
        )  # fmt: skip

    def read(self, kind: Kind, path: Path) -> None:
        """Read and judge a file; `finished` follows when it is given up or refused."""
        self._kind, self._judged = kind, None
        self._reading.setText(say("bringing-reading", file=path.name))
        self._rows.clear()
        self.bar.setRange(0, 0)
        self.gone.set_value("keep")
        self.published_on.set_value("")
        self.setCurrentIndex(0)
        desk, profile = self._page.context.desk, self._page.context.profile

        def register(session: Session) -> Register:
            return read_register(session, desk, profile, kind)

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

    @property
    def entering(self) -> bool:
        """Whether new rows are entered: the shelf they go to lies here; else they are proposed to whoever keeps it."""
        shelf = self._shelf()
        return shelf.here if shelf is not None else self._page.context.has_role("supervising")

    def propose(self, numbers: frozenset[int], reason: str) -> None:
        """Propose these new rows to whoever keeps the shelf."""
        judged, shelf = self._judged, self._shelf()
        if judged is None or shelf is None:
            return

        def done(count: int) -> None:
            self._judged = None
            self.finished.emit()
            self._page.show_notice(say("choosing-proposed-done", count=count, unit=shelf.title), "green")
            sync_soon(self._page.context)

        self._page.act(
            propose_several, kind=self._kind, rows=judged.chosen(numbers), reason=reason, shelf=shelf.dossier,
            changes=(REGISTERS, SYNC), done=done,
        )  # fmt: skip

    def enter(self, only: frozenset[int] | None = None) -> None:
        """Enter what is new and changed, or `only` some new rows; namesakes nobody settled are asked about first."""
        judged = self._judged
        if judged is None or judged.intake is None:
            return
        if only is None and judged.compared.undecided:
            self._page.show_refusal(Refused("refused-import-undecided", count=judged.compared.undecided))
            self._show_tabs("doubts")
            return
        grey(self.go, say("greyed-entering"))
        self.go.setText(say("bringing-entering"))
        given: dict[str, Any] = {
            "profile": self._page.context.profile, "intake": judged.intake, "decisions": judged.decisions,
            "titles": judged.said, "changes": (REGISTERS,), "done": self._on_entered, "failed": self._failed,
            "only": only, "shelf": self.shelf.value() if len(judged.read.register.shelves) > 1 else "",
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

    def compare_only(self) -> None:
        """Show who is missing in the register (只比对，不导入); nothing is brought in until rows are chosen."""
        self._show_tabs("new")

    def save_missing(self) -> None:
        """Ask where the list of who is missing goes."""
        if self._judged is not None and self._judged.intake is not None:
            proposed = say("bringing-missing-file", file=Path(self._judged.read.file).stem)
            files.ask_where(self, say("choosing-save"), proposed, "*.xlsx *.csv", self.write_missing)

    def write_missing(self, path: Path) -> None:
        """Write who is missing in the register, and in the list; nothing is entered."""
        if self._judged is not None:
            write_missing(self._page, self, self._judged.compared, path, self._kind)

    def save_report(self) -> None:
        """Ask where the list of findings goes, and write it there."""
        if self._judged is None or self._judged.intake is None:
            return
        proposed = say("bringing-report-file", file=Path(self._judged.read.file).stem)
        files.ask_where(self, say("bringing-report-save"), proposed, "*.xlsx", self.write_report)

    def write_report(self, path: Path) -> None:
        """Write the list of findings."""
        if self._judged is not None and self._judged.intake is not None:
            write_report(self._page, self, self._judged.intake, path)

    def _start(self, kind: Kind, path: Path, register: Register) -> None:
        profile = self._page.context.profile

        def work(ticket: Ticket) -> Judged:
            sheets = read_sheets(
                path, progress=lambda rows: ticket.report(rows, 0), cancelled=lambda: ticket.cancelled,
                early=Early(kind, register.titles),
            )  # fmt: skip
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
        same = judged.compared.same
        self.sum.setText(summary(intake) + (say("bringing-same", count=same) if same else ""))
        named = [(title, f"field-{name}") for title, name in intake.mapping.items()]
        pairs = [say("bringing-column", title=title, field=say(key)) for title, key in named if has(key)]
        line = say("bringing-columns", columns="，".join(pairs))
        if intake.unread:
            line += "　" + say("bringing-unread", columns="、".join(intake.unread))
        self.columns.setText(line)
        self.report.setVisible(bool(intake.refusals or intake.warnings))
        if self._kind == "items" and any(row.get("published_on") for row in intake.rows):
            self.sum.setText(self.sum.text() + say("bringing-days-told"))
        shelves = judged.read.register.shelves
        before = self.shelf.value()
        self.shelf.set_choices([
            (one.dossier, one.title if one.here else say("bringing-shelf-away", unit=one.title)) for one in shelves
        ])  # fmt: skip
        self.shelf.set_value(before if tab and before else judged.usual_shelf())
        self.shelf_line.setVisible(len(shelves) > 1)
        self.shelf.style().unpolish(self.shelf)  # it was dressed while nothing was chosen
        self.shelf.style().polish(self.shelf)
        self._show_shelf()
        first = "new" if not self.entering and lists_new(judged.compared) else first_tab(intake, judged.compared)
        self._show_tabs(tab or first)
        self.setCurrentIndex(1)
        self.go.setFocus()

    def _shelf(self) -> ShelfChoice | None:
        shelves = self._judged.read.register.shelves if self._judged is not None else ()
        return next((one for one in shelves if one.dossier == self.shelf.value()), None)

    def _on_shelf(self) -> None:
        self._show_shelf()
        if not self.entering:
            self._show_tabs("new")

    def _show_shelf(self) -> None:
        """Show what may be done, by where the shelf that takes new rows lies."""
        entering = self.entering
        title = "bringing-title" if entering else "choosing-title"
        self.title.setText(say(title, kind=say(f"bringing-kind-{self._kind}")))
        self.go.setVisible(entering)
        compared = self._judged.compared if self._judged is not None else None
        self.missing.setVisible(entering and compared is not None and lists_new(compared))
        self.published_on.setVisible(entering and self._kind == "items")
        self._show_go()
        if self._judged is not None and self.tabs.value() == "new":
            self._show_rows()

    def _show_tabs(self, tab: str) -> None:
        judged = self._judged
        if judged is not None and judged.intake is not None:
            offered = tabs_of(judged.intake, judged.compared)
            self.tabs.set_tabs(offered, tab if tab in dict(offered) else offered[0][0])
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
        grey(self.go, "" if count else say("greyed-nothing-new"))

    def _show_rows(self) -> None:
        judged = self._judged
        if judged is None or judged.intake is None:
            return
        tab, intake, profile = self.tabs.value(), judged.intake, self._page.context.profile
        proposed = judged.read.register.proposed
        if len(intake.rows) < LARGE:
            self._show(judged, tab, rows_of(tab, intake, judged.compared, profile, proposed))
            return
        self.table.set_rows(())
        self._page.context.pool.run(
            lambda _ticket: rows_of(tab, intake, judged.compared, profile, proposed),
            done=lambda rows: self._show(judged, tab, rows),
            failed=self._page.show_refusal,
            owner=self,
        )

    def _show(self, judged: Judged, tab: str, rows: tuple[ShownRow, ...]) -> None:
        """Show the rows of a tab, unless another is in front by now."""
        if judged is not self._judged or tab != self.tabs.value():
            return
        choosing = tab == "new" and bool(rows)
        if choosing:
            self.choosing.show_rows(judged, rows, entering=self.entering)
        self.choosing.setVisible(choosing)
        self.table.set_columns(preview_columns(self._kind, tab))
        self.table.set_rows(() if choosing else rows)
        self.more.setText(say("bringing-more", count=MOST_SHOWN))
        self.more.setVisible(len(rows) == MOST_SHOWN)
        self.table.setVisible(bool(rows) and not choosing)
        self.none.setVisible(not rows)
        self.deciding.setVisible(tab == "doubts")
        self.gone_line.setVisible(tab == "gone" and self._kind == "subjects")
        following = next((one.row for one in judged.compared.doubts if one.decision is None), None)
        if tab == "doubts" and self.table.current_row() is not None and following is not None:
            self.table.choose(str(following))

    def _on_entered(self, brought: Brought) -> None:
        self._judged = self._entering = self._ticket = None
        text = done_words(self._kind, brought)
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
        self.shelf_line = texts.boxed(texts.row(texts.soft(say("bringing-shelf")), self.shelf, None))
        self.shelf.setMinimumWidth(360)
        meaning = texts.row(self.columns, self.map)
        meaning.setStretch(0, 1)
        column = texts.column(
            head, 6, self.sum, 2, meaning, 4, self.shelf_line, 8, texts.row(self.tabs, None), 6,
            self.deciding, self.gone_line, self.more, self.none, self.choosing, self.table, gap=0,
        )  # fmt: skip
        column.setStretch(column.count() - 1, 1)
        column.setStretch(column.count() - 2, 1)
        column.setContentsMargins(look.MARGIN, 14, look.MARGIN, 0)
        return texts.boxed(column)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
