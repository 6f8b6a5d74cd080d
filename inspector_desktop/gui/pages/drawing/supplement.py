"""补充抽取: what a draw lacks, and the sealing of a later draw that supplies it. The rest goes as with any draw."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from sqlmodel import Session

from inspector_desktop.clock import civil
from inspector_desktop.draw.store import DrawView, get_draw, supplements_of
from inspector_desktop.draw.supplementing import Lacking, freeze_supplement, lacking_of
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import DRAWS, Page
from inspector_desktop.gui.pages.drawing.listing import read_moment
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.store import get_subject
from inspector_desktop.wording import say

_LABEL = 104
_AHEAD_MINUTES = 15


@dataclass(frozen=True)
class LackLine:
    """Something that is lacking."""

    key: str
    what: str
    count: str


@dataclass(frozen=True)
class Supplementing:
    """All the window shows."""

    draw: DrawView
    lacking: Lacking
    lines: tuple[LackLine, ...]
    made: tuple[DrawView, ...]


def read_supplement(session: Session, bureau: str, draw: str) -> Supplementing:
    """Read what a draw lacks, and its supplements."""
    found = get_draw(session, bureau, draw)
    lacking = lacking_of(session, found)
    plan = get_plan(session, bureau, found.plan)
    lines = [
        LackLine(name, plan.stratum(name).title, say("draws-lack-count", count=count))
        for name, count in lacking.strata.items()
    ]
    lines += [LackLine(one, get_subject(session, bureau, one).name, say("draws-lack-team")) for one in lacking.teams]
    return Supplementing(found, lacking, tuple(lines), supplements_of(session, bureau, draw))


class SupplementWindow(DrawWindow):
    """补充抽取 of one draw."""

    def __init__(self, page: Page, draw: str) -> None:
        super().__init__(page, say("draws-supplement-title"), say("draws-supplement-lead"), width=860, height=600)
        self._draw = draw
        self.whole: Supplementing | None = None
        self.table = Table(
            (
                Column("what", say("draws-lack-what"), lambda row: Cell(row.what), stretch=3),
                Column("count", say("draws-lack"), lambda row: Cell(row.count, tone="amber"), stretch=2),
            ),
            fit=True,
        )
        self._none = texts.soft(say("draws-lack-none"), wrap=True)
        lacks = Section(say("draws-lack-title"))
        lacks.add(self.table)
        lacks.add(self._none)
        self.form = fields.Form(label_width=_LABEL)
        self.kind = buttons.ChoiceGroup()
        profile = page.context.profile
        self.source = fields.ChoiceField(
            [(one.id, one.title) for one in profile.draw.events], profile.draw.default_event
        )
        self.name = fields.LineField(say("draws-event-hint"))
        self.day, self.time = fields.DateField(width=180), fields.LineField(say("draws-event-time-hint"), width=140)
        self.form.add_row("kind", say("draws-supplement-kind"), self.kind)
        self.form.add("event", say("draws-event"), self.source)
        self.form.add("name", say("draws-event-name"), self.name)
        self.form.add_row("day", say("draws-event-day"), self.day, QWidget())
        self.form.add_row("time", say("draws-event-time"), self.time, QWidget())
        self.go = buttons.primary(say("draws-supplement-go"), self.seal)
        self._seal = Section(say("draws-seal-title"), say("draws-supplement-note"))
        self._seal.add(self.form)
        row = texts.row(_LABEL, self.go, None)
        row.setContentsMargins(0, 10, 0, 0)
        self._seal.add(texts.boxed(row))
        self.made = Table(
            (
                Column("number", say("draws-chain-number"), lambda row: Cell(str(row.number)), width=80),
                Column(
                    "kind", say("draws-supplement-kind"), lambda row: Cell(say(f"draws-lack-{row.lacking}")), stretch=2
                ),
                Column("state", say("plans-column-state"), lambda row: Cell(say(f"plan-state-{row.state}")), stretch=2),
                Column("open", "", lambda _: Cell(button=say("plan-open")), width=96, right=True),
            ),
            fit=True,
        )
        self.made.button_pressed.connect(lambda row, _key: self._open(row.plan, row.dossier))
        self._made = Section(say("draws-supplement-made"))
        self._made.add(self.made)
        for part in (lacks, self._seal, self._made):
            self.body.addWidget(part)
            self.body.addWidget(gap(16))
        self.body.addStretch(1)
        ahead = civil(page.context.clock.now())
        minutes = (ahead.hour * 60 + ahead.minute + _AHEAD_MINUTES) // 5 * 5 % (24 * 60)
        self.day.set_value(ahead.date().isoformat())
        self.time.set_value(f"{minutes // 60:02d}:{minutes % 60:02d}")
        self.reload()

    def reload(self) -> None:
        """Read again."""
        bureau, draw = self.page.context.bureau, self._draw
        self.load(lambda session: read_supplement(session, bureau, draw), self._show)

    def seal(self) -> None:
        """Freeze the supplementary list."""
        when = read_moment(self.day.value(), self.time.value())
        if when is None:
            self.form.refuse("time", say("draws-time-unreadable"))
            return
        self.run(
            freeze_supplement, profile=self.page.context.profile, draw=self._draw, lacking=self.kind.value(),
            event=self.source.value(), event_name=self.name.value(), event_at=when, changes=(DRAWS,), done=self._sealed,
        )  # fmt: skip

    def _show(self, whole: Supplementing) -> None:
        self.whole = whole
        self.table.set_rows(whole.lines)
        self.table.setVisible(bool(whole.lines))
        self._none.setVisible(not whole.lines)
        kinds = whole.lacking.kinds
        self.kind.set_choices([(one, say(f"draws-lack-{one}")) for one in kinds])
        if kinds:
            self.kind.set_value(kinds[0])
        self._seal.setVisible(bool(kinds) and not whole.lacking.waiting)
        self.made.set_rows([_Keyed(one) for one in whole.made])
        self._made.setVisible(bool(whole.made))

    def _sealed(self, draw: str) -> None:
        if self.whole is not None:
            self._open(self.whole.draw.plan, draw)

    def _open(self, plan: str, draw: str) -> None:
        page = self.page
        self.accept()
        page.open(plan=f"{plan}/{draw}")


class _Keyed:
    """A draw as a row of the table."""

    def __init__(self, view: DrawView) -> None:
        self.key, self.plan, self.dossier = view.dossier, view.plan, view.dossier
        self.number, self.lacking, self.state = view.number, view.lacking, view.state


def open_supplement(page: Page, draw: str) -> SupplementWindow:
    """Open the window for a draw that was held here."""
    window = SupplementWindow(page, draw)
    window.open()
    return window
