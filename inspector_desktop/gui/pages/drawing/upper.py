"""The form that records a plan of the upper level: who issued it, when it runs, what it covers, its list and file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Missing
from inspector_desktop.gui import files, look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import PLANS, Page
from inspector_desktop.gui.pages.drawing.recording import rows_of
from inspector_desktop.gui.pages.drawing.upper_tying import TieWindow
from inspector_desktop.plan.acts import record_upper_plan
from inspector_desktop.plan.more_acts import close_upper
from inspector_desktop.plan.store import UpperView, upper_plans
from inspector_desktop.wording import say

_LABEL = 96
_WIDTH = 760


class UpperForm(QWidget):
    """The form; its act is the page's. `left` when it is done or given up."""

    left = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._file = b""
        self.form = fields.Form(label_width=_LABEL)
        self.title, self.number, self.issuer = fields.LineField(), fields.LineField(), fields.LineField()
        levels = [(one, say(f"upper-level-{one}")) for one in ("upper", "peer")]
        self.level = fields.ChoiceField(levels, "upper")
        self.level.setFixedWidth(180)
        self.form.add_row("level", say("upper-level"), self.level, QWidget())
        self.form.add("title", say("upper-title"), self.title)
        self.form.add("number", say("upper-number"), self.number)
        self.form.add("issuer", say("upper-issuer"), self.issuer)
        self.first, self.last = fields.DateField(width=180), fields.DateField(width=180)
        self.form.add_row("first", say("upper-first"), self.first, QWidget())
        self.form.add_row("last", say("upper-last"), self.last, QWidget())
        self.boxes = {one.id: QCheckBox(one.title) for one in page.context.profile.categories}
        for box in self.boxes.values():
            box.setFont(look.body())
        self.form.add(
            "categories", say("plan-categories"), texts.boxed(texts.column(*self.boxes.values(), gap=2)), top=True
        )
        self.list = fields.TextField(lines=5)
        self.form.add("list", say("upper-list"), self.list, note=say("upper-list-note"))
        self.sheet = buttons.secondary(say("upper-sheet"), self._choose_sheet)
        self.form.add_row("sheet", "", self.sheet, QWidget())
        self._kept = texts.soft()
        choose = buttons.secondary(say("draws-record-evidence-choose"), self._choose)
        self.form.add_row("file", say("upper-file"), choose, self._kept, QWidget())
        self.go = buttons.primary(say("upper-save"), self.run)
        back = buttons.secondary(say("plan-cancel"), self.left.emit)
        row = texts.row(_LABEL, self.go, look.GAP, back, None, gap=0)
        holder = texts.boxed(texts.column(texts.soft(say("upper-note"), wrap=True), self.form, row, gap=14))
        holder.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 20, look.MARGIN, 16)
        self.known = Table(
            (
                Column("title", say("upper-title"), lambda row: Cell(row.title, under=row.number), stretch=3),
                Column("issuer", say("upper-issuer"), lambda row: Cell(row.issuer, tone="soft"), stretch=2),
                Column("window", say("plans-column-window"), _window, stretch=2),
                Column("subjects", say("upper-list"), _count, width=150, right=True),
                Column("tie", "", _tie, width=110, right=True),
                Column("closed", say("upper-closed"), _closed, width=150, right=True),
            ),
            fit=True,
        )
        self.known.button_pressed.connect(self._pressed)
        self._known = Section(say("upper-known"))
        self._known.add(self.known)
        column.addWidget(holder)
        column.addSpacing(24)
        column.addWidget(self._known)
        column.addStretch(1)

    def start(self) -> None:
        """Begin with an empty form."""
        for editor in (self.title, self.number):
            editor.set_value("")
        self.level.set_value("upper")
        self.issuer.set_value(self._page.context.profile.bureau.upper)
        for day in (self.first, self.last):
            day.set_value("")
        for box in self.boxes.values():
            box.setChecked(False)
        self.list.set_value("")
        self._file = b""
        self._kept.setText("")
        self.title.setFocus()
        self._read()

    def _read(self) -> None:
        bureau = self._page.context.bureau
        self._page.load(lambda session: upper_plans(session, bureau), self._show_known)

    def run(self) -> None:
        """Record the plan."""
        for key, day in (("first", self.first), ("last", self.last)):
            if not day.value():
                self.form.refuse(key, say("kit-date-unreadable"))
                return
        self._page.act(
            record_upper_plan, title=self.title.value(), number=self.number.value(), issuer=self.issuer.value(),
            window_from=self.first.value(), window_until=self.last.value(),
            categories=[key for key, box in self.boxes.items() if box.isChecked()],
            listed=self.list.value().splitlines(), file=self._file,
            level=self.level.value(), changes=(PLANS,), done=lambda _: self._done(),
        )  # fmt: skip

    def _pressed(self, row: UpperView, key: str) -> None:
        if key == "tie":
            window = TieWindow(self._page, row)
            window.finished.connect(lambda _: self._read())
            window.open()
        else:
            self.close_tasks(row)

    def take_sheet(self, path: Path) -> None:
        """Read the plan's list out of a spreadsheet into the form."""
        self._page.context.pool.run(
            lambda _ticket: rows_of(path), done=self.set_rows, failed=self._page.show_refusal, owner=self._page
        )

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Put the rows of a spreadsheet into the list."""
        self.list.set_value("\n".join("\t".join(cell for cell in row if cell) for row in rows))

    def _choose_sheet(self) -> None:
        title, kinds = say("upper-sheet"), say("bringing-files")
        files.ask_files(self, title, kinds, lambda paths: self.take_sheet(paths[0]))

    def close_tasks(self, row: UpperView) -> None:
        """Enter that the tasks of an upper plan are finished today: supplementary plans may then be drawn."""
        today = civil_date(self._page.context.clock.now()).isoformat()
        self._page.act(
            close_upper, upper=row.dossier, on=today, changes=(PLANS,),
            done=lambda _: self._closed_now(row.title),
        )  # fmt: skip

    def _closed_now(self, title: str) -> None:
        self._read()
        self._page.show_notice(say("upper-closed-now", title=title), "green")

    def take_file(self, path: Path) -> None:
        """Read the plan's file, kept as evidence."""
        try:
            self._file = path.read_bytes()
        except OSError:
            self._page.show_refusal(Missing("error-evidence-unread", file=path.name))
            return
        self._kept.setText(path.name)

    def _show_known(self, rows: Sequence[UpperView]) -> None:
        self.known.set_rows(rows)
        self._known.setVisible(bool(rows))

    def _done(self) -> None:
        self.left.emit()
        self._page.show_notice(say("upper-saved"), "green")

    def _choose(self) -> None:
        files.ask_files(self, say("upper-file"), "PDF (*.pdf)", lambda paths: self.take_file(paths[0]))


def _window(row: UpperView) -> Cell:
    first, last = date.fromisoformat(row.window_from), date.fromisoformat(row.window_until)
    text = say("plans-window", first_month=first.month, first_day=first.day, last_month=last.month, last_day=last.day)
    return Cell(text, tone="soft")


def _closed(row: UpperView) -> Cell:
    if row.level == "peer":
        return Cell(say("upper-level-peer"), tone="soft")
    if row.closed_on:
        return Cell(fields.day_words(row.closed_on), tone="soft")
    return Cell(button=say("upper-close"))


def _tie(row: UpperView) -> Cell:
    return Cell(button=say("upper-tie")) if row.unmatched else Cell("")


def _count(row: UpperView) -> Cell:
    text = say("plans-count", count=len(row.subjects)) if row.subjects else say("upper-by-category")
    return Cell(text, under=say("upper-unmatched", count=len(row.unmatched.split("、"))) if row.unmatched else "")
