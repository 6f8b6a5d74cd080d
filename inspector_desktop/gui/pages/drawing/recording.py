"""The stage of a draw held elsewhere: the form that records a draw of the platform, or one by lot, and its evidence.

The list comes from a spreadsheet, is typed, or is picked from the register; reading and judging it is
`registry.lists` and `draw.recording`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlmodel import Session

from inspector_desktop.clock import Clock, civil
from inspector_desktop.draw.recording import (
    Present,
    Recorded,
    compare,
    known_keys,
    record_by_hand,
    record_from_platform,
)
from inspector_desktop.draw.store import PLATFORM
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.gui import files, look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.section import KeyValues, Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import DRAWS, Page
from inspector_desktop.gui.pages.drawing.how import recorded_values
from inspector_desktop.gui.pages.drawing.listing import read_moment, why_closed
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.journal.desks import Desk
from inspector_desktop.plan.store import get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.intake.reading import read_sheets
from inspector_desktop.registry.lists import read_groups, read_list, split_lines
from inspector_desktop.registry.store import SubjectView, subjects
from inspector_desktop.wording import say

_LABEL = 108
_PEOPLE = ("host", "operator", "overseer", "witnesses")
_SHOWN = 5
_FOUND = 8


@dataclass(frozen=True)
class RawRecord:
    """What a person gave, as typed."""

    place: str
    task_number: str
    held_at: datetime
    people: tuple[str, ...]
    groups: str
    listed: str
    evidence: bytes
    note: str
    reason: str = ""


def enter_record(session: Session, *, desk: Desk, clock: Clock, profile: Profile, plan: str, raw: RawRecord) -> int:
    """Read what was typed against the registers, record the draw, and return how many subjects it has.

    Raises `Refused` for names the registers don't have, and whatever `draw.recording` refuses.
    """
    given = read_record(session, desk.bureau, plan, raw)
    if raw.place == PLATFORM:
        record_from_platform(
            session, desk=desk, clock=clock, profile=profile, plan=plan, task_number=raw.task_number, given=given
        )
    else:
        host, operator, overseer, witnesses = raw.people
        present = Present(host, operator, overseer, tuple(witnesses.replace("，", "、").split("、")))
        record_by_hand(session, desk=desk, clock=clock, profile=profile, plan=plan, present=present, given=given)
    return len(given.subjects)


def differences_of(session: Session, *, bureau: str, profile: Profile, plan: str, raw: RawRecord) -> tuple[str, ...]:
    """What such a record would have otherwise than the rules; nothing for one that is refused anyway."""
    try:
        given = read_record(session, bureau, plan, raw)
        return compare(session, profile=profile, plan=get_plan(session, bureau, plan), given=given)
    except (Refused, Missing):
        return ()  # recording it says what is wrong


def read_record(session: Session, bureau: str, plan: str, raw: RawRecord) -> Recorded:
    """Read what was typed against the registers. Raises `Refused` for names these don't have, and for one twice."""
    keys = known_keys(session, bureau, plan)
    groups, strangers = read_groups(raw.groups, keys)
    listed = read_list(split_lines(raw.listed), keys, groups=groups)
    unknown = (*strangers, *listed.unknown)
    if unknown:
        more = say("draws-and-more", count=len(unknown)) if len(unknown) > _SHOWN else ""
        raise Refused("refused-recorded-unknown", names="、".join(unknown[:_SHOWN]) + more)
    if listed.twice:
        raise Refused("refused-recorded-twice")
    return Recorded(raw.held_at, listed.subjects, listed.groups, raw.evidence, raw.note, raw.reason)


def rows_of(path: Path) -> tuple[tuple[str, ...], ...]:
    """The rows of a spreadsheet's fullest visible sheet. Raises what `registry.intake` raises."""
    sheets = read_sheets(path)
    fullest = max(sheets, key=lambda one: (one.visible, len(one.lines)), default=None)
    return tuple(tuple(cell.text for cell in line.cells) for line in fullest.lines) if fullest is not None else ()


class RecordStage(QWidget):
    """The form; its acts are the page's. `recorded` carries how many subjects the recorded draw has."""

    recorded = Signal(int)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._place = self._plan = ""
        self._evidence = b""
        self.form = fields.Form(label_width=_LABEL)
        self.number = fields.LineField(say("draws-platform-number-hint"), width=280)
        self.form.add("number", say("draws-platform-number"), self.number)
        self.people = {one: fields.LineField(say(f"draws-{one}-hint"), width=280) for one in _PEOPLE}
        for one, editor in self.people.items():
            self.form.add(one, say(f"draws-record-{one}"), editor)
        self.day = fields.DateField(width=180)
        self.time = fields.LineField(say("draws-event-time-hint"), width=140)
        self.form.add_row("day", say("draws-record-day"), self.day, QWidget())
        self.form.add_row("time", say("draws-record-time"), self.time, QWidget())
        self.groups = fields.TextField(lines=3)
        self.form.add("groups", say("draws-record-groups"), self.groups, note=say("draws-record-groups-note"))
        self.list = fields.TextField(lines=7)
        self.form.add("list", say("draws-record-list"), self.list, note=say("draws-record-list-note"))
        self.sheet = buttons.secondary(say("draws-record-sheet"), self._choose_sheet)
        self.search = SearchField(say("draws-record-search"), width=280)
        self.search.searched.connect(self.seek)
        self.form.add_row("pick", say("draws-record-pick"), self.search, self.sheet, QWidget())
        self.found = Table(
            (
                Column("name", say("term-subject"), lambda row: row.name, stretch=3),
                Column("code", say("draws-record-code"), lambda row: Cell(row.code or row.id, tone="soft"), stretch=2),
                Column("add", "", lambda _row: Cell(button=say("draws-record-add")), width=84, right=True),
            ),
            fit=True,
        )
        self.found.button_pressed.connect(lambda row, _key: self.add(row))
        self.found.opened.connect(self.add)
        self.found.hide()
        self.form.add_part(self.found)
        self.evidence = buttons.secondary(say("draws-record-evidence-choose"), self._choose_evidence)
        self._kept = texts.soft()
        self.form.add_row("evidence", say("draws-evidence"), self.evidence, self._kept, QWidget())
        self.note = fields.LineField(say("draws-record-note-hint"))
        self.form.add("note", say("draws-record-note"), self.note)
        self.differs = texts.soft("", wrap=True)
        self.form.add("differs", say("draws-differs"), self.differs)
        self.reason = fields.LineField(say("draws-differs-hint"))
        self.form.add("reason", say("draws-differs-reason"), self.reason)
        self.go = buttons.primary(say("do-record-draw"), self.run)
        self.show_differences(())
        self._platform = page.context.profile.bureau.platform
        self._title = texts.label(font=look.section())
        self._told = texts.soft(wrap=True)
        self._before = texts.boxed(
            texts.column(self._title, self._told, self.form, texts.row(_LABEL, self.go, None, gap=0), gap=14)
        )
        self._after = Section(say("draws-recorded-title"))
        self._values = KeyValues([], label_width=116)
        self._after.add(self._values)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 24, look.MARGIN, 16)
        column.addWidget(self._before)
        column.addWidget(self._after)
        column.addStretch(1)

    def show_whole(self, whole: Whole, *, may_act: bool, now: datetime) -> None:
        """Show the form for the place of this plan's draws, or what was recorded."""
        self._before.setVisible(whole.draw is None)
        self._after.setVisible(whole.draw is not None)
        if whole.draw is not None:
            self._values.set_values(recorded_values(whole.draw))
            return
        self._plan = whole.plan.dossier
        grey(self.go, why_closed(whole, may_act=may_act))
        if whole.place != self._place:
            self._place = whole.place
            self._title.setText(say(f"draws-record-title-{whole.place}"))
            self._told.setText(say(f"draws-record-told-{whole.place}", platform=self._platform))
            by_platform = whole.place == PLATFORM
            self.go.setText(say("do-record-draw") if by_platform else say("draws-record-hand-go"))
            self.form.field("number").setVisible(by_platform)
            for one in _PEOPLE:
                self.form.field(one).setVisible(not by_platform)
        if not self.day.value():
            self.day.set_value(civil(now).date().isoformat())

    def clear(self) -> None:
        """Begin with an empty form, for another plan."""
        for line in (self.number, *self.people.values(), self.time, self.note, self.reason):
            line.set_value("")
        self.show_differences(())
        for text in (self.groups, self.list):
            text.set_value("")
        self.day.set_value("")
        self.search.clear()
        self.found.hide()
        self._evidence = b""
        self._kept.setText("")

    def run(self) -> None:
        """Look at what was given against the rules; hand it over once nothing differs, or a reason says why."""
        when = read_moment(self.day.value(), self.time.value())
        if when is None:
            self.form.refuse("time", say("draws-time-unreadable"))
            return
        raw = RawRecord(
            self._place, self.number.value(), when, tuple(one.value() for one in self.people.values()),
            self.groups.value(), self.list.value(), self._evidence, self.note.value(), self.reason.value(),
        )  # fmt: skip
        context, plan = self._page.context, self._plan
        self._page.load(
            lambda session: differences_of(session, bureau=context.bureau, profile=context.profile, plan=plan, raw=raw),
            lambda differs: self._on_compared(raw, differs),
        )

    def show_differences(self, differs: Sequence[str]) -> None:
        """Show what differs and ask why; nothing differs: neither is asked."""
        self.differs.setText("\n".join(differs))
        for key in ("differs", "reason"):
            self.form.field(key).setVisible(bool(differs))

    def seek(self, text: str) -> None:
        """Look for subjects in the register."""
        bureau = self._page.context.bureau
        if text:
            self._page.load(lambda session: subjects(session, bureau, search=text, limit=_FOUND), self.show_found)
        else:
            self.show_found(())

    def take_sheet(self, path: Path) -> None:
        """Read the platform's list out of a spreadsheet into the form."""
        self._page.context.pool.run(
            lambda _ticket: rows_of(path), done=self.set_rows, failed=self._page.show_refusal, owner=self._page
        )

    def show_found(self, rows: Sequence[SubjectView]) -> None:
        """Show what the register has for the search."""
        self.found.set_rows(rows)
        self.found.setVisible(bool(rows))

    def add(self, row: SubjectView) -> None:
        """Put a subject of the register at the end of the list."""
        line = f"{row.code or row.id}\t{row.name}"
        self.list.set_value("\n".join(one for one in (self.list.value(), line) if one))

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Put the rows of a spreadsheet into the list."""
        self.list.set_value("\n".join("\t".join(cell for cell in row if cell) for row in rows))

    def take_evidence(self, path: Path) -> None:
        """Read the screenshot or scan from a file."""
        try:
            self._evidence = path.read_bytes()
        except OSError:
            self._page.show_refusal(Missing("error-evidence-unread", file=path.name))
            return
        self._kept.setText(path.name)

    def _choose_evidence(self) -> None:
        kinds = say("draws-record-evidence-files")
        files.ask_files(self, say("draws-evidence"), kinds, lambda paths: self.take_evidence(paths[0]))

    def _choose_sheet(self) -> None:
        title, kinds = say("draws-record-sheet"), say("bringing-files")
        files.ask_files(self, title, kinds, lambda paths: self.take_sheet(paths[0]))

    def _on_compared(self, raw: RawRecord, differs: Sequence[str]) -> None:
        self.show_differences(differs)
        if differs and not raw.reason.strip():
            self.form.refuse("reason", say("draws-differs-told", count=len(differs)))
            return
        self.form.field("reason").refuse("")
        self._page.act(
            enter_record, profile=self._page.context.profile, plan=self._plan, raw=raw, changes=(DRAWS,),
            done=self._on_recorded,
        )  # fmt: skip

    def _on_recorded(self, count: int) -> None:
        self.clear()
        self.recorded.emit(count)
