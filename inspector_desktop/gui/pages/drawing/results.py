"""Stages four to six: the drawn subjects with ticket and chance, the groups, and the release of the tasks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.draw.document import grouped
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.progress import ProgressLine
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.pages.drawing.files import RELEASED
from inspector_desktop.gui.pages.drawing.reading import DrawnLine, TaskLine, Whole
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.wording import say

_TICKET = 8


@dataclass(frozen=True)
class GroupLine:
    """A group, or the reserve."""

    key: str
    title: str
    officers: str
    load: str


class SubjectsStage(QWidget):
    """Stage four."""

    def __init__(self) -> None:
        super().__init__()
        self.masked = False
        self.table = Table(
            (
                Column("order", say("draws-column-order"), lambda row: Cell(str(row.order), tone="soft"), width=40),
                Column("name", say("term-subject"), self._name, stretch=4),
                Column("category", say("draws-column-class"), lambda row: Cell(row.category, tone="soft"), width=164),
                Column("ticket", say("draws-column-ticket"), _ticket, width=112),
                Column("chance", say("draws-column-chance"), _chance, width=84, right=True),
                Column("group", say("draws-column-group"), _number, width=52, right=True),
            )
        )  # fmt: skip
        self._section = Section(say("draws-drawn-title"), say("draws-order-note"))
        self._section.add(self.table, 1)
        column = _column(self)
        column.addWidget(self._section, 1)

    def show_whole(self, whole: Whole, *, masked: bool) -> None:
        """Show what was drawn; with the names hidden on a projector."""
        self.masked = masked
        self.table.set_rows(whole.drawn)
        self.table.viewport().update()

    def _name(self, row: DrawnLine) -> Cell:
        if self.masked:
            return Cell(say("draws-masked-name", category=row.category, number=row.drawn.position), tone="soft")
        return Cell(row.name)


class GroupsStage(QWidget):
    """Stage five."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = Table(
            (
                Column("title", say("draws-column-group"), lambda row: Cell(row.title, bold=True), width=110),
                Column("officers", say("draws-column-officers"), lambda row: row.officers, stretch=1),
                Column("load", say("draws-column-taken"), lambda row: row.load, width=110, right=True),
            ),
            fit=True,
        )
        self.table = Table(
            (
                Column("group", say("draws-column-group"), _group, width=110),
                Column("name", say("term-subject"), self._name, stretch=1),
                Column("category", say("draws-column-class"), lambda row: Cell(row.category, tone="soft"), width=164),
            )
        )
        self.masked = False
        self._section = Section(say("draws-groups-title"), say("draws-leader"))
        self._section.add(texts.soft(say("draws-groups-note"), wrap=True))
        self._section.add(self.groups)
        column = _column(self)
        column.addWidget(self._section)
        column.addSpacing(20)
        column.addWidget(self.table, 1)

    def show_whole(self, whole: Whole, *, masked: bool) -> None:
        """Show groups, reserve, and who goes where."""
        self.masked = masked
        draw = whole.draw
        if draw is None:
            return
        rows = []
        loads = Counter(one.group for one in draw.drawn)
        for number, team in enumerate(draw.groups):
            load = loads[number]
            officers = "、".join(whole.names.of(one) for one in team)
            if number:
                title, line = say("draws-group", number=number), say("draws-group-line", count=load)
                rows.append(GroupLine(str(number), title, officers, line))
        if draw.groups and draw.groups[0]:
            officers = "、".join(whole.names.of(one) for one in draw.groups[0])
            rows.append(GroupLine("0", say("draws-reserve"), officers, say("draws-reserve-line")))
        self.groups.set_rows(rows)
        self.table.set_rows(sorted(whole.drawn, key=lambda one: (one.drawn.group, one.order)))

    def _name(self, row: DrawnLine) -> Cell:
        if self.masked:
            return Cell(say("draws-masked-name", category=row.category, number=row.drawn.position), tone="soft")
        return Cell(row.name)


class ReleaseStage(QWidget):
    """Stage six; `released` carries the name of who approved the checks."""

    released = Signal(str)
    opened = Signal(str)
    wanted = Signal(str)
    """One of `RELEASED`: a list of the tasks as a file."""

    def __init__(self) -> None:
        super().__init__()
        self.approver = fields.LineField(say("draws-approver-hint"), width=200)
        self.go = buttons.primary("", lambda: self.released.emit(self.approver.value()))
        self.approver.returnPressed.connect(self.go.click)
        self._note = texts.small()
        self.ending = texts.label(ink=look.AMBER, wrap=True)
        self.ending.setContentsMargins(0, 0, 0, 16)
        self._form = Section(say("draws-release-title"))
        self._form.add(texts.soft(say("draws-release-note"), wrap=True))
        row = texts.row(texts.label(say("draws-release-approver")), self.approver, self.go, None)
        row.setContentsMargins(0, 14, 0, 6)
        self._form.add(row)
        self._form.add(self._note)
        self.progress = ProgressLine()
        self.progress.changed.connect(self._show_working)
        self._form.add(self.progress, gap=8)
        self.table = Table(
            (
                Column("subject", say("term-subject"), lambda row: row.subject, stretch=3),
                Column("officers", say("draws-column-officers"), lambda row: row.officers, stretch=2),
                Column("desk", say("draws-column-desk"), _desk, stretch=2),
            )
        )
        self.table.opened.connect(lambda row: self.opened.emit(row.key))
        self._tasks = Section(say("draws-released-title"))
        papers = [buttons.secondary(say(one), partial(self.wanted.emit, one)) for one in RELEASED]
        self._tasks.add(texts.boxed(texts.row(*papers, None)), gap=8)
        self._tasks.add(self.table, 1, gap=12)
        column = _column(self)
        column.addWidget(self.ending)
        column.addWidget(self._form)
        column.addWidget(self._tasks, 1)
        self._space = QWidget()
        column.addWidget(self._space, 1)

    def _show_working(self, working: bool) -> None:
        grey(self.go, say("greyed-releasing") if working else "")

    def show_whole(self, whole: Whole, *, may_act: bool) -> None:
        """Show what releasing will do, or the released tasks."""
        draw = whole.draw
        released = draw is not None and draw.state == "released"
        count = len(whole.drawn)
        self._form.setVisible(not released and may_act)
        self._space.setVisible(not released)
        self._tasks.setVisible(released)
        self.go.setText(say("draws-release-go", count=count))
        self._note.setText(say("draws-release-approver-note", count=count))
        people = "、".join(say("draws-ending-one", name=name, day=fields.day_words(day)) for name, day in whole.ending)
        last = fields.day_words(whole.plan.window_until)
        self.ending.setText(say("draws-ending", people=people, last=last) if people else "")
        self.ending.setVisible(bool(people))
        self.table.set_rows(whole.tasks)


def _ticket(row: DrawnLine) -> Cell:
    return Cell(grouped(row.drawn.ticket[:_TICKET]) + " …", mono=True, tone="soft")


def _chance(row: DrawnLine) -> Cell:
    return Cell(row.chance, tone="soft")


def _number(row: DrawnLine) -> Cell:
    return Cell(str(row.drawn.group or "—"))


def _group(row: DrawnLine) -> Cell:
    if not row.drawn.group:  # no group may take it: it waits for a supplementary draw
        return Cell(say("draws-swap-no-team"), tone="red")
    return Cell(say("draws-group", number=row.drawn.group), tone="soft")


def _desk(row: TaskLine) -> Cell:
    kind, _, name = row.desk.partition(" ")
    return Cell(say("draws-desk-tray" if kind == "tray" else "draws-desk-held", name=name), tone="soft")


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(look.MARGIN, 24, look.MARGIN, 0)
    column.setSpacing(0)
    return column
