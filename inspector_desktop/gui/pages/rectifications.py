"""整改复查: what is still to be put right, by inspection, with state and last day; one press to the dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import col, select

from inspector_desktop.clock import civil_date
from inspector_desktop.gui.counts import concerns
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import pane
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import INSPECTIONS, SYNC, Context, Page
from inspector_desktop.gui.pages.inspecting.order import day_of, state_tone
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.ordering import natural
from inspector_desktop.rectification.records import Problem
from inspector_desktop.rectification.rules import CLOSED, DONE, HANDLED, NOT, PART, REPORTED
from inspector_desktop.rectification.store import ProblemView, problems_of
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.journal.desks import Desk

OPEN, ALL = "open", "all"
ENDED = (CLOSED, HANDLED)
_WARN_DAYS = 3


@dataclass(frozen=True)
class Row:
    """One inspection with problems. `due` is the nearest last day of those still running, `late` days after it."""

    key: str
    view: InspectionView
    problems: tuple[ProblemView, ...]
    due: str
    late: int

    @property
    def ended(self) -> int:
        """How many problems are closed or handled."""
        return sum(one.state in ENDED for one in self.problems)

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return self.ended == len(self.problems)

    @property
    def papers(self) -> tuple[str, ...]:
        """Numbers of the papers issued about them."""
        numbers = [one.order_number or one.advice_number for one in self.problems]
        return tuple(dict.fromkeys(one for one in numbers if one))

    @property
    def state(self) -> str:
        """The state that asks for something first: mended ones wait for closing, reported ones for a visit."""
        states = [one.state for one in self.problems]
        for wanted in (NOT, REPORTED, DONE, PART):
            if wanted in states:
                return wanted
        return next((one for one in states if one not in ENDED), states[0])


def rows_for(session: Session, *, desk: Desk, today: date) -> tuple[Row, ...]:
    """Inspections with listed problems that concern this person, the nearest last day first."""
    bureau = str(desk.bureau)
    known = set(session.exec(select(Problem.dossier).where(Problem.bureau == bureau).order_by(col(Problem.dossier))))
    made = []
    for view in inspections(session, bureau):
        if view.dossier in known and concerns(view, desk):
            problems = problems_of(session, bureau, view.dossier)
            days = [one.due_on for one in problems if one.due_on and one.state not in (*ENDED, DONE)]
            due = min(days, default="")
            late = max((today - date.fromisoformat(due)).days, 0) if due else 0
            made.append(Row(view.dossier, view, problems, due, late))
    return tuple(sorted(made, key=lambda one: (one.over, one.due or "9999", natural(one.view.subject_name))))


class RectificationPage(Page):
    """The list of what is to be put right."""

    topics = frozenset({INSPECTIONS, SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-rectification"))
        self.rows: tuple[Row, ...] = ()
        self.search = SearchField(say("rectifications-search"), width=280)
        self.search.searched.connect(self._filter)
        self.which = buttons.ChoiceGroup(((OPEN, say("rectifications-open")), (ALL, say("rectifications-all"))), OPEN)
        self.which.chosen.connect(self._filter)
        self.count = texts.soft()
        self.set_under_head(texts.row(self.search, self.which, 8, self.count, None))
        self.table = Table(self._columns())
        self.table.set_empty(say("rectifications-none"), say("rectifications-none-how"))
        self.table.opened.connect(self._open)
        self.table.button_pressed.connect(lambda row, _key: self._open(row))
        self.search.left_down.connect(self.table.setFocus)
        self.add_pane(pane(self.table, margins=(24, 0, 24, 0)))

    def open(self, **where: str) -> None:
        """Read again: the day may have changed."""
        del where
        self.stale()

    def reload(self) -> None:
        """Read the list."""
        desk, today = self.context.desk, civil_date(self.context.clock.now())
        self.load(lambda session: rows_for(session, desk=desk, today=today), self._show)

    def _show(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows
        running = [one for one in rows if not one.over]
        late = sum(bool(one.late) for one in running)
        problems = sum(len(one.problems) - one.ended for one in running)
        key = "rectifications-sum-late" if late else "rectifications-sum"
        self.head.set_parts([say(key, count=len(running), problems=problems, late=late) if running else ""])
        self._filter()

    def _filter(self) -> None:
        term = self.search.text().strip()
        shown = [
            one for one in self.rows
            if (self.which.value() == ALL or not one.over)
            and (not term or any(term in text for text in (one.view.subject_name, one.view.address, *one.papers)))
        ]  # fmt: skip
        self.table.set_rows(shown)
        self.table.set_needle(term)
        self.count.setText(say("rectifications-count", count=len(shown)))

    def _open(self, row: Row) -> None:
        step = "reinspection" if row.papers else "order"
        self.context.navigate("inspection", dossier=row.key, step=step)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("subject", say("rectifications-subject"), _subject, stretch=5),
            Column("paper", say("rectifications-paper"), _paper, stretch=4),
            Column("problems", say("rectifications-problems"), _problems, width=120),
            Column("state", say("rectifications-state"), _state, width=120),
            Column("due", say("rectifications-due"), self._due, width=140),
            Column("open", "", _button, width=112, right=True),
        )

    def _due(self, row: Row) -> Cell:
        if not row.due:
            return Cell("—", tone="soft")
        if row.late:
            return Cell(chips=(ChipText(say("rectifications-late", days=row.late), "red"),))
        left = (date.fromisoformat(row.due) - civil_date(self.context.clock.now())).days
        tone = "amber" if left <= _WARN_DAYS else "grey"
        return Cell(chips=(ChipText(say("term-due", date=day_of(row.due)), tone),))


def _subject(row: Row) -> Cell:
    return Cell(row.view.subject_name, under="、".join(one.name for one in row.view.officers), bold=True)


def _paper(row: Row) -> Cell:
    return Cell("、".join(row.papers)) if row.papers else Cell(say("rectifications-unissued"), tone="amber")


def _problems(row: Row) -> Cell:
    return Cell(say("rectifications-ended", ended=row.ended, count=len(row.problems)))


def _state(row: Row) -> Cell:
    return Cell(chips=(ChipText(say(row.state), state_tone(row.state)),))


def _button(row: Row) -> Cell:
    if row.over:
        return Cell(button=say("rectifications-look"))
    return Cell(button=say("rectifications-recheck") if row.papers else say("do-order"))
