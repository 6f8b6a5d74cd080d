"""Bringing a spreadsheet in: read aside with progress, shown row by row before anything is entered, then entered.

The file is read in a process of its own (`registry.intake`) from the pool's thread; entering is one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.errors import Known as KnownError
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.gui import files, look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.registry.importing import Brought, bring_in_officers, bring_in_subjects, known_subjects
from inspector_desktop.registry.intake import (
    Finding,
    Intake,
    IntakeRow,
    Kind,
    Known,
    error_report,
    summary,
    take_in,
    why,
)
from inspector_desktop.wording import has, say


@dataclass(frozen=True)
class FileRead:
    """A spreadsheet as read, and its bytes, which are kept as evidence."""

    intake: Intake
    content: bytes


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview."""

    key: str
    row: int
    name: str
    code: str
    category: str
    finding: str
    tone: str


class BringingIn(QStackedWidget):
    """The import, in place of the list. `finished` says that the list may come back."""

    finished = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._ticket: Ticket | None = None
        self._read: FileRead | None = None
        self._kind: Kind = "subjects"
        self._reading = texts.label("", font=look.section())
        self._rows = texts.soft()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(360)
        self.stop = buttons.secondary(say("bringing-leave"), self.leave)
        self.tabs = buttons.Tabs("tab")
        self.tabs.chosen.connect(lambda _key: self._show_rows())
        self.table = Table(_columns())
        self.title = texts.label("", font=look.section())
        self.sum = texts.soft(wrap=True)
        self.columns = texts.small(wrap=True)
        self.go = buttons.primary("", self.enter)
        self.report = buttons.secondary(say("bringing-report-save"), self.save_report)
        self.none = texts.soft(say("bringing-none-in-tab"))
        self.addWidget(self._reading_part())
        self.addWidget(self._preview_part())

    def choose(self, kind: Kind) -> None:
        """Ask for the file."""
        files.ask_files(
            self, say("bringing-choose"), say("bringing-files"), lambda paths: self.read(kind, paths[0]),
            given_up=self.finished.emit,
        )  # fmt: skip

    def read(self, kind: Kind, path: Path) -> None:
        """Read and judge a file; `finished` follows when it is given up or refused."""
        self._kind, self._read = kind, None
        self._reading.setText(say("bringing-reading", file=path.name))
        self._rows.clear()
        self.setCurrentIndex(0)
        bureau = self._page.context.bureau

        def known(session: Session) -> Known:
            return known_subjects(session, bureau)

        self._page.load(known, lambda found: self._start(kind, path, found))

    def leave(self) -> None:
        """Give it up; nothing was entered."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        self._read = None
        self.finished.emit()

    def enter(self) -> None:
        """Enter the accepted rows."""
        read = self._read
        if read is None:
            return
        self.go.setEnabled(False)
        self.go.setText(say("bringing-entering"))
        profile, done = self._page.context.profile, self._on_entered
        if self._kind == "officers":
            self._page.act(
                bring_in_officers,
                intake=read.intake,
                profile=profile,
                changes=(REGISTERS,),
                done=done,
                failed=self._failed,
            )
        else:
            self._page.act(
                bring_in_subjects, profile=profile, intake=read.intake, content=read.content, changes=(REGISTERS,),
                done=done, failed=self._failed,
            )  # fmt: skip

    def save_report(self) -> None:
        """Ask where the list of findings goes, and write it there."""
        if self._read is None:
            return
        proposed = say("bringing-report-file", file=Path(self._read.intake.file).stem)
        files.ask_where(self, say("bringing-report-save"), proposed, "*.xlsx", self.write_report)

    def write_report(self, path: Path) -> None:
        """Write the list of findings."""
        read = self._read
        if read is None:
            return

        def work(_ticket: Ticket) -> str:
            try:
                path.write_bytes(error_report(read.intake))
            except OSError as error:
                raise Refused("refused-file-unwritten", file=path.name) from error
            return path.name

        self._page.context.pool.run(
            work,
            done=lambda name: self._page.show_notice(say("bringing-report-saved", file=name), "green"),
            failed=self._page.show_refusal,
            owner=self,
        )

    def _start(self, kind: Kind, path: Path, known: Known) -> None:
        def work(ticket: Ticket) -> FileRead:
            intake = take_in(
                kind, path, known=known if kind == "subjects" else None,
                progress=lambda rows: ticket.report(rows, 0), cancelled=lambda: ticket.cancelled,
            )  # fmt: skip
            try:
                return FileRead(intake, path.read_bytes())
            except OSError as error:
                raise Missing("missing-import-file", file=path.name) from error

        self._ticket = self._page.context.pool.run(
            work,
            done=self._on_read,
            failed=self._refused,
            progressed=lambda rows, _total: self._rows.setText(say("bringing-rows-read", rows=rows)),
            owner=self,
        )

    def _on_read(self, read: FileRead) -> None:
        self._ticket, self._read = None, read
        intake = read.intake
        self.title.setText(say("bringing-title", kind=say(f"bringing-kind-{self._kind}")))
        self.sum.setText(summary(intake))
        named = [(title, f"field-{name}") for title, name in intake.mapping.items()]
        pairs = [say("bringing-column", title=title, field=say(key)) for title, key in named if has(key)]
        line = say("bringing-columns", columns="，".join(pairs))
        if intake.unread:
            line += "　" + say("bringing-unread", columns="、".join(intake.unread))
        self.columns.setText(line)
        self.tabs.set_tabs(
            (
                ("accepted", say("bringing-accepted-tab", count=intake.accepted)),
                ("warned", say("bringing-warned-tab", count=intake.warned)),
                ("refused", say("bringing-refused-tab", count=intake.refused)),
            ),
            "refused" if intake.refused else "accepted",
        )
        fresh = sum(not row.known for row in intake.rows)
        self.go.setText(say("bringing-go", count=fresh))
        self.go.setEnabled(bool(fresh))
        self.report.setVisible(bool(intake.refusals or intake.warnings))
        self._show_rows()
        self.setCurrentIndex(1)
        self.go.setFocus()

    def _show_rows(self) -> None:
        if self._read is None:
            return
        intake, which = self._read.intake, self.tabs.value()
        if which == "refused":
            rows = tuple(_refused_row(at, one) for at, one in enumerate(intake.refusals))
        else:
            rows = tuple(_accepted_row(one) for one in intake.rows if which == "accepted" or one.warnings)
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)

    def _on_entered(self, brought: Brought) -> None:
        self._read = None
        if self._kind == "officers":
            text = say("bringing-done-officers", entered=brought.entered, known=brought.known)
        else:
            text = say(
                "bringing-done-known" if brought.known or brought.repeated else "bringing-done",
                entered=brought.entered,
                warned=brought.warned,
                refused=brought.refused,
                known=brought.known,
                repeated=brought.repeated,
            )
        self.finished.emit()
        self._page.show_notice(text, "green")

    def _refused(self, error: KnownError) -> None:
        self._ticket = None
        self.finished.emit()
        self._page.show_refusal(error)

    def _failed(self, error: KnownError) -> None:
        self.go.setEnabled(True)
        if self._read is not None:
            self.go.setText(say("bringing-go", count=sum(not row.known for row in self._read.intake.rows)))
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
        head = texts.row(self.title, None, self.report, buttons.secondary(say("bringing-leave"), self.leave), self.go)
        column = texts.column(
            head, 6, self.sum, 2, self.columns, 12, texts.row(self.tabs, None), 6, self.none, self.table, gap=0
        )
        column.setStretch(column.count() - 1, 1)
        column.setContentsMargins(look.MARGIN, 14, look.MARGIN, 0)
        return texts.boxed(column)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)


def _columns() -> tuple[Column, ...]:
    return (
        Column("row", say("column-row"), lambda row: Cell(str(row.row), tone="soft"), width=56),
        Column("name", say("column-name"), lambda row: row.name, stretch=4),
        Column("code", say("column-code"), lambda row: Cell(row.code, tone="soft"), width=176),
        Column("category", say("column-category"), lambda row: Cell(row.category, tone="soft"), width=150),
        Column("finding", say("column-finding"), lambda row: Cell(row.finding, tone=row.tone), stretch=5),
    )


def _accepted_row(row: IntakeRow) -> ShownRow:
    finding = "；".join(why(one) for one in row.warnings)
    if row.known:
        finding = say("bringing-same-code")
    code = row.get("code") or row.get("certificate")
    return ShownRow(str(row.row), row.row, row.get("name"), code, row.get("category"), finding, "amber")


def _refused_row(at: int, finding: Finding) -> ShownRow:
    return ShownRow(f"{at}", finding.row, finding.value, "", finding.column, why(finding), "red")
