"""检查任务: every inspection with the step it stands at, its window and team, and on whose desk it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.buttons import MenuButton
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import pane
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import INSPECTIONS, SYNC, Context, Page
from inspector_desktop.gui.pages.inspecting.case import names_of
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.inspection.listing import Listed, listing, step_at
from inspector_desktop.inspection.types import type_title
from inspector_desktop.journal.dossiers import take
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.profile.model import Profile

OPEN, EVERY = "open", "all"
HERE, TRAY, AWAY = "here", "tray", "away"
ALL = ""


@dataclass(frozen=True)
class Line:
    """A row of the table: the inspection, its type and step, and where it lies as seen from this desk."""

    listed: Listed
    step: str
    step_title: str
    under_step: str
    late: bool
    place: str
    holder: str
    type: str = ""

    @property
    def key(self) -> str:
        """The dossier."""
        return self.listed.dossier


class InspectionsPage(Page):
    """The list; Enter or a double click opens one, 接办 takes one up from the tray."""

    topics: ClassVar[frozenset[str]] = frozenset({INSPECTIONS, SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-inspections"))
        self._lines: tuple[Line, ...] = ()
        self._search = ""
        profile = context.profile
        self.search = SearchField(say("inspections-search"), width=280)
        self.search.searched.connect(self._on_search)
        self.search.left_down.connect(self._to_table)
        steps = ((ALL, say("inspections-all")), *((one.id, one.title) for one in profile.steps))
        self.step = MenuButton("", steps)
        self.place = MenuButton(
            "",
            (
                (ALL, say("inspections-all")),
                *((one, say(f"inspections-place-{one}-short")) for one in (HERE, TRAY, AWAY)),
            ),
        )
        self.state = MenuButton("", ((OPEN, say("inspections-state-open")), (EVERY, say("inspections-state-all"))))
        self.whose = MenuButton("", ((ALL, say("inspections-everyone")), ("mine", say("inspections-mine"))))
        self._chosen = {"step": ALL, "place": ALL, "state": OPEN, "whose": ALL}
        for name in self._chosen:
            getattr(self, name).chosen.connect(lambda key, name=name: self.choose(name, key))
        self._count = texts.soft()
        self.set_under_head(texts.row(self.search, self.step, self.place, self.whose, self.state, 8, self._count, None))
        self.table = Table(
            (
                Column("subject", say("inspections-subject"), _subject),
                Column("task", say("inspections-task"), _task, width=296),
                Column("step", say("inspections-step"), _step, width=150),
                Column("team", say("inspections-team"), _team, width=136),
                Column("place", say("inspections-place"), _place, width=140),
                Column("do", "", _button, width=110, right=True),
            )
        )
        self.table.opened.connect(self._open)
        self.table.button_pressed.connect(self._press)
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self._stack.addWidget(pane(self.table, margins=(look.MARGIN, 0, look.MARGIN, 0)))
        self._stack.addWidget(self._empty)
        self.add_pane(self._stack)
        self._name_filters()

    @override
    def reload(self) -> None:
        desk, profile, clock = self.context.desk, self.context.profile, self.context.clock
        places, search = self.context.opening.places, self._search
        today = civil_date(clock.now()).isoformat()

        def query(session: Session) -> tuple[Line, ...]:
            names = names_of(session, desk, places)
            found = listing(session, str(desk.bureau), search=search)
            return tuple(_line(one, desk, profile, names, today) for one in found)

        self.load(query, self._show)

    def choose(self, name: str, key: str) -> None:
        """Set one of the filters `step`, `place`, `state`, `whose`."""
        self._chosen[name] = key
        self._name_filters()
        self._show(self._lines)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.search.setFocus(reason)

    def _show(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        shown = tuple(one for one in lines if self._wanted(one))
        self.table.set_needle(self._search)
        self.table.set_rows(shown)
        if shown and self.table.current_row() is None:
            self.table.selectRow(0)
        self._count.setText(say("inspections-count", count=len(shown)))
        narrowed = bool(lines or self._search)
        title = "inspections-nothing-found" if narrowed else "inspections-none-title"
        self._empty.say(say(title), say("inspections-nothing-text" if narrowed else "inspections-none-text"))
        self._stack.setCurrentIndex(0 if shown else 1)

    def _wanted(self, line: Line) -> bool:
        chosen, me = self._chosen, str(self.context.desk.person.id)
        return (
            chosen["step"] in {ALL, line.step}
            and chosen["place"] in {ALL, line.place}
            and (chosen["state"] == EVERY or bool(line.step))
            and (chosen["whose"] == ALL or any(one == me for one, _ in line.listed.officers))
        )

    def _name_filters(self) -> None:
        profile, chosen = self.context.profile, self._chosen
        step = profile.step(chosen["step"]).title if chosen["step"] else ""
        self.step.setText(say("inspections-step-one", step=step) if step else say("inspections-step-all"))
        self.place.setText(say(f"inspections-place-{chosen['place'] or 'all'}"))
        self.state.setText(say(f"inspections-state-{chosen['state']}"))
        self.whose.setText(say("inspections-mine") if chosen["whose"] else say("inspections-everyone"))
        for button in (self.step, self.place, self.state, self.whose):
            button.updateGeometry()

    def _on_search(self, text: str) -> None:
        self._search = text
        self.reload()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, line: Line) -> None:
        self.context.navigate("inspection", dossier=line.key)

    def _press(self, line: Line, key: str) -> None:
        if key == TRAY:
            self.act(take, dossier=line.key, changes=(INSPECTIONS, line.key), done=lambda _: self._taken())
        else:
            self._open(line)

    def _taken(self) -> None:
        self.show_notice(say("inspection-taken"), "green")
        sync_soon(self.context)


def _line(one: Listed, desk: Desk, profile: Profile, names: dict[str, str], today: str) -> Line:
    step = step_at([each.id for each in profile.steps], one.begun, one.done)
    mine = one.tray_person == desk.person.id or bool(one.tray_role and desk.has_role(one.tray_role))
    place = HERE if one.holder == desk.life else TRAY if mine and not one.holder else AWAY
    holder = names.get(one.holder_person, one.holder_person) if one.holder else ""
    if place == HERE and one.holder_person == desk.person.id:
        holder = ""
    elif not holder:
        holder = names.get(one.tray_person, "") or (profile.role(one.tray_role).title if one.tray_role else "")
    note = one.notes.get(step, "")
    unserved = step == "notice" and note == "paper-final"
    under = say("inspection-notice-unserved") if unserved else say("ok-later") if note == "ok-later" else ""
    late = bool(step) and one.window_until < today and not one.done.get("check")
    title = profile.step(step).title if step else say("inspections-done")
    return Line(one, step, title, under, late, place, holder, type_title(one, profile))


def _subject(line: Line) -> Cell:
    one = line.listed
    return Cell(one.subject_name, say("inspections-where", address=one.address, category=one.category_title), bold=True)


def _task(line: Line) -> Cell:
    until = civil_day(line.listed.window_until)
    under = "，".join(one for one in (line.type, say("inspections-window", day=until)) if one)
    return Cell(line.listed.task_title, under, under_tone="red" if line.late else "soft")


def _step(line: Line) -> Cell:
    tone = "blue" if line.step else "green"
    return Cell(line.under_step, chips=(ChipText(line.step_title, tone),), tone="soft")


def _team(line: Line) -> Cell:
    return Cell("、".join(name for _, name in line.listed.officers))


def _place(line: Line) -> Cell:
    if line.place == HERE:
        words = say("inspections-desk-other", holder=line.holder) if line.holder else say("desk-here")
        return Cell(words, tone="soft")
    if line.place == TRAY:
        return Cell(chips=(ChipText(say("inspection-in-tray"), "amber"),))
    return Cell(say("desk-away", holder=line.holder), tone="soft")


def _button(line: Line) -> Cell:
    if line.place == TRAY:
        return Cell(button=say("inspections-take"), button_key=TRAY)
    return Cell(button=say("inspections-open"), button_key=OPEN)


def civil_day(day: str) -> str:
    """A civil date without its year, such as 11月30日."""
    _, month, number = (int(part) for part in day.split("-"))
    return say("inspection-day", month=month, day=number)
