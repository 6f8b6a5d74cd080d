"""Stages one and two: who stands in the list and why not, the plan's approval, then the event and the sealing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.clock import CIVIL, civil, civil_date, moment
from inspector_desktop.draw.document import grouped, shown_moment
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.section import Note, Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.draw.survey import OutView
    from inspector_desktop.plan.store import PlanView
    from inspector_desktop.profile.model import Profile

_MOST = 200
_AHEAD_MINUTES = 15


@dataclass(frozen=True)
class OutLine:
    """Somebody without part in the draw."""

    key: str
    name: str
    category: str
    rule: str


class ListStage(QWidget):
    """Stage one. `approved` carries the approver's name; `settle` and `go_on` ask to go elsewhere."""

    approved = Signal(str)
    settle = Signal()
    go_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.approver = fields.LineField(say("draws-approver-hint"), width=200)
        self.approve = buttons.primary(say("do-paper-approval"), lambda: self.approved.emit(self.approver.value()))
        self.approver.returnPressed.connect(self.approve.click)
        self._column = _stage_column(self)

    def show_whole(self, whole: Whole, *, may_act: bool) -> None:
        """Show the list as frozen, or as it would be frozen today."""
        self.approver.setParent(None)
        self.approve.setParent(None)
        texts.empty_layout(self._column)
        for part in self._approval(whole, may_act=may_act), self._out(whole), self._officers(whole):
            self._column.addWidget(part)
            self._column.addSpacing(24)
        self._column.addStretch(1)

    def _approval(self, whole: Whole, *, may_act: bool) -> Section:
        made = Section(say("draws-approval-title"))
        plan = whole.plan
        if plan.state == "approved":
            day = civil_date(plan.approved_at)
            made.add(texts.soft(say("draws-approved", name=plan.approved_by, month=day.month, day=day.day)))
            if whole.draw is None and may_act:
                if whole.survey.unsettled:
                    text = say("draws-unsettled", count=whole.survey.unsettled)
                    made.add(Note(text, Link(say("draws-settle"), self.settle.emit)))
                made.add(_row(buttons.primary(say(f"draws-next-{whole.place}"), self.go_on.emit)))
            return made
        if plan.gone:
            made.add(texts.soft(gone_words(plan), wrap=True))
            return made
        made.add(texts.soft(say("draws-approval-waiting"), wrap=True))
        if may_act:
            self.approver.show()
            self.approve.show()
            made.add(_row(texts.label(say("draws-approver")), self.approver, self.approve))
        return made

    def _out(self, whole: Whole) -> Section:
        lines = out_lines(whole)
        made = Section(say("draws-out-title", count=len(lines)))
        if not lines:
            made.add(texts.soft(say("draws-out-none")))
            return made
        columns = (
            Column("name", say("term-subject"), lambda row: row.name, stretch=3),
            Column("category", say("draws-column-class"), lambda row: Cell(row.category, tone="soft"), stretch=2),
            Column("rule", say("draws-out-rule"), lambda row: row.rule, stretch=2),
        )
        made.add(Table(columns, lines[:_MOST], fit=True))
        return made

    def _officers(self, whole: Whole) -> Section:
        made = Section(say("draws-officers-title"))
        seen, frozen = whole.survey, whole.frozen
        able = len(frozen.officers) if frozen else seen.officers
        groups = frozen.groups.count if frozen else seen.groups
        line = say("draws-officers-line", officers=able, groups=groups, size=whole.plan.group_size)
        made.add(texts.soft(line, wrap=True))
        if seen.officers_out and frozen is None:
            made.add(texts.soft(say("draws-officers-out", names=_off(seen.officers_out)), wrap=True))
        return made


def gone_words(plan: PlanView) -> str:
    """Why a plan is no longer worked on."""
    if plan.state != "withdrawn":
        return say(f"plan-state-{plan.state}")
    on = fields.day_words(civil_date(plan.withdrawn_at).isoformat())
    return say("amending-withdrawn", on=on, reason=plan.withdrawn_reason, number=plan.number)


class SealStage(QWidget):
    """Stage two. `sealed` carries event id, its name and moment; `anchored` who witnessed; `print_asked`."""

    sealed = Signal(str, str, object)
    anchored = Signal(str)
    print_asked = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.form = fields.Form(label_width=108)
        events = [(one.id, one.title) for one in profile.draw.events]
        self.source = fields.ChoiceField(events, profile.draw.default_event)
        self.name = fields.LineField(say("draws-event-hint"))
        self.day = fields.DateField(width=180)
        self.time = fields.LineField(say("draws-event-time-hint"), width=140)
        self.form.add("event", say("draws-event"), self.source)
        self.form.add("name", say("draws-event-name"), self.name)
        self.form.add_row("day", say("draws-event-day"), self.day, QWidget())
        self.form.add_row("time", say("draws-event-time"), self.time, QWidget())
        self.seal = buttons.primary(say("do-seal-list"), self.run)
        self.anchor = fields.LineField(say("draws-anchor-hint"), width=360)
        self.save_anchor = buttons.secondary(say("draws-anchor-save"), lambda: self.anchored.emit(self.anchor.value()))
        self.anchor.returnPressed.connect(self.save_anchor.click)
        self._before = self._before_part()
        self._after = QWidget()
        self._after_column = QVBoxLayout(self._after)
        self._after_column.setContentsMargins(0, 0, 0, 0)
        self._after_column.setSpacing(0)
        column = _stage_column(self)
        column.addWidget(self._before)
        column.addWidget(self._after)
        column.addStretch(1)

    def show_whole(self, whole: Whole, *, may_act: bool, now: datetime) -> None:
        """Show the form of the sealing, or what was sealed."""
        self._before.setVisible(whole.draw is None)
        self._after.setVisible(whole.draw is not None)
        grey(self.seal, why_closed(whole, may_act=may_act))
        if whole.draw is None:
            if not self.day.value():
                ahead = civil(now)
                minutes = (ahead.hour * 60 + ahead.minute + _AHEAD_MINUTES) // 5 * 5 % (24 * 60)
                self.day.set_value(ahead.date().isoformat())
                self.time.set_value(f"{minutes // 60:02d}:{minutes % 60:02d}")
            return
        self._fill_after(whole, may_act=may_act, now=now)

    def run(self) -> None:
        """Hand over event and moment."""
        when = read_moment(self.day.value(), self.time.value())
        if when is None:
            self.form.refuse("time", say("draws-time-unreadable"))
            return
        self.sealed.emit(self.source.value(), self.name.value(), when)

    def _fill_after(self, whole: Whole, *, may_act: bool, now: datetime) -> None:
        draw = whole.draw
        if draw is None:
            return
        self.anchor.setParent(None)
        self.save_anchor.setParent(None)
        texts.empty_layout(self._after_column)
        made = Section(say("term-commitment"))
        for line in (draw.commitment[:32], draw.commitment[32:]):
            code = texts.label(grouped(line), font=look.mono(24))
            code.setAccessibleName(grouped(line))
            made.add(code)
        made.add(_gap(12))
        at = shown_moment(draw.event_at)
        made.add(texts.soft(say("draws-commitment-note"), wrap=True))
        made.add(texts.soft(say("draws-numbers-wait", time=at), wrap=True))
        made.add(_row(buttons.secondary(say("draws-print-sealed"), self.print_asked.emit)))
        self._after_column.addWidget(made)
        self._after_column.addSpacing(24)
        anchor = Section(say("draws-anchor"))
        if draw.anchor:
            anchor.add(texts.soft(draw.anchor, wrap=True))
        elif now < moment(draw.event_at) and may_act and draw.state == "frozen":
            self.anchor.show()
            self.save_anchor.show()
            anchor.add(_row(self.anchor, self.save_anchor))
        else:
            anchor.add(texts.soft(say("draws-anchor-none"), wrap=True))
        self._after_column.addWidget(anchor)

    def _before_part(self) -> QWidget:
        made = Section(say("draws-seal-title"))
        made.add(texts.soft(say("draws-seal-note"), wrap=True))
        made.add(_gap(12))
        made.add(self.form)
        made.add(_row(116 - look.GAP, self.seal))
        return made


def out_lines(whole: Whole) -> tuple[OutLine, ...]:
    """Everybody without part: as frozen, or as they stand today."""
    if whole.frozen is None:
        return tuple(
            OutLine(one.id, one.name, whole.plan.stratum(one.category).title, say(f"draw-rule-{one.rule}"))
            for one in whole.survey.excluded
        )
    return tuple(
        OutLine(one.id, whole.names.of(one.id), whole.plan.stratum(one.stratum).title, say(f"draw-rule-{one.rule}"))
        for one in whole.frozen.excluded
    )


def why_closed(whole: Whole, *, may_act: bool) -> str:
    """Why nothing can be sealed or recorded for a plan; empty where it can."""
    if not may_act:
        return say("greyed-draws")
    return "" if whole.plan.state == "approved" else say("greyed-plan-open")


def read_moment(day: str, time: str) -> datetime | None:
    """A civil day and `09:20` as a moment; none when either reads badly."""
    try:
        return datetime.strptime(f"{day} {time.strip().replace('：', ':')}", "%Y-%m-%d %H:%M").replace(tzinfo=CIVIL)
    except ValueError:
        return None


def _off(found: tuple[OutView, ...]) -> str:
    return "、".join(say("draws-officer-out", name=one.name, rule=say(f"draw-rule-{one.rule}")) for one in found)


def _stage_column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(look.MARGIN, 24, look.MARGIN, 16)
    column.setSpacing(0)
    return column


def _row(*parts: QWidget | int) -> QWidget:
    layout = texts.row(*parts, None)
    layout.setContentsMargins(0, 12, 0, 0)
    return texts.boxed(layout)


def _gap(height: int) -> QWidget:
    made = QWidget()
    made.setFixedHeight(height)
    return made
