"""全年统筹: tasks done and due, the calendar, coverage and repeated visits, readiness, and lists of joint items."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.document import percent
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import day_words
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import Page
from inspector_desktop.gui.pages.drawing.plan_joint import JointPart
from inspector_desktop.plan.year import CoverLine, DayLine, ReadyLine, SectionLine, TaskLine, VisitLine, Year, read_year
from inspector_desktop.registry.rules import fit_for_draws
from inspector_desktop.registry.store import ItemView
from inspector_desktop.wording import say

TASKS, COVER, READY, JOINT = "tasks", "cover", "ready", "joint"
PARTS = (TASKS, COVER, READY, JOINT)


class YearFace(QWidget):
    """The face; `opened` carries the plan to go to."""

    opened = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.year: Year | None = None
        self.parts = buttons.ChoiceGroup([(one, say(f"year-part-{one}")) for one in PARTS], TASKS)
        columns = _columns()
        self.tasks = Table(columns["tasks"], fit=True)
        self.tasks.opened.connect(lambda row: self.opened.emit(row.key))
        self.calendar = Table(columns["calendar"], fit=True)
        self.withdrawn = Table(columns["withdrawn"], fit=True)
        self.withdrawn.opened.connect(lambda row: self.opened.emit(row.dossier))
        self._withdrawn = Section(say("year-withdrawn"), say("year-withdrawn-note"))
        self._withdrawn.add(self.withdrawn)
        self.figures = KeyValues(label_width=110)
        self.cover = Table(columns["cover"], fit=True)
        self.sections = Table(columns["sections"], fit=True)
        self.never = Table(columns["never"], fit=True)
        self.visits = Table(columns["visits"], fit=True)
        self.ready = Table(columns["ready"], fit=True)
        self._joinable = texts.soft("", wrap=True)
        self.joint = JointPart(page)
        self._stack = QStackedWidget()
        self._empty: dict[Table, QWidget] = {}
        for parts in (
            (self._section("tasks", self.tasks), self._withdrawn, self._section("calendar", self.calendar)),
            (
                self._section("figures", self.figures), self._section("cover", self.cover),
                self._section("visits", self.visits), self._section("sections", self.sections),
                self._section("never", self.never),
            ),
            (self._section("ready", self.ready),),
            (self._section("joinable", self._joinable), self.joint),
        ):  # fmt: skip
            inner = texts.column(*parts, None, gap=24)
            inner.setContentsMargins(look.MARGIN, 4, look.MARGIN, 16)
            self._stack.addWidget(scrolled(texts.boxed(inner)))
        self.parts.chosen.connect(lambda key: self._stack.setCurrentIndex(PARTS.index(key)))
        head = texts.row(self.parts, None)
        head.setContentsMargins(look.MARGIN, 14, look.MARGIN, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def show_part(self, key: str) -> None:
        """Bring a part to the front: one of `PARTS`."""
        self.parts.set_value(key)
        self._stack.setCurrentIndex(PARTS.index(key))

    def start(self) -> None:
        """Read the year of today."""
        context = self._page.context
        bureau, profile, today = context.bureau, context.profile, civil_date(context.clock.now())
        self._page.load(lambda session: read_year(session, bureau=bureau, profile=profile, today=today), self.show_year)
        self.joint.start()

    def show_year(self, year: Year) -> None:
        """Show what was read."""
        self.year = year
        for table, rows in (
            (self.tasks, year.tasks), (self.calendar, year.calendar), (self.cover, year.cover),
            (self.sections, year.sections), (self.never, year.never), (self.visits, year.visits),
            (self.ready, year.ready),
        ):  # fmt: skip
            table.set_rows(rows)
            table.setVisible(bool(rows))
            self._empty[table].setVisible(not rows)
        self.withdrawn.set_rows(year.withdrawn)
        self._withdrawn.setVisible(bool(year.withdrawn))
        self.figures.set_values(_figures(year))
        self._joinable.setText("\n".join(year.joinable) or say("year-joinable-none"))

    def _section(self, key: str, part: QWidget) -> Section:
        made = Section(say(f"year-{key}-title"), say(f"year-{key}-note"))
        made.add(part)
        if isinstance(part, Table):
            self._empty[part] = texts.soft(say(f"year-{key}-empty"))
            made.add(self._empty[part])
        return made


def _figures(year: Year) -> list[Value]:
    total = year.total
    reached = total.reached_ppm >= total.target_ppm
    found = [
        Value(
            say("year-figure-cover"),
            say("year-figure-cover-line", reached=_tenths(total.reached_ppm), target=percent(total.target_ppm)),
            under=say("year-figure-cover-under", done=total.done, register=total.register, assigned=total.assigned),
            tone="green" if reached else "amber", bold=True,
        )
    ]  # fmt: skip
    key = "met" if year.internal_joint else "open" if year.internal_joint_due else "free"
    found.append(
        Value(
            say("year-figure-internal"), say(f"year-figure-internal-{key}", count=year.internal_joint),
            tone={"met": "green", "open": "amber", "free": "ink"}[key], bold=key != "free",
        )
    )  # fmt: skip
    found.append(Value(say("year-figure-joint"), say("year-figure-times", count=year.joint)))
    found.append(Value(say("year-figure-never"), say("year-figure-items", count=len(year.never))))
    untouched = "、".join(one.title for one in year.not_reached)
    found.append(Value(say("year-figure-sections"), untouched or say("year-figure-sections-all")))
    return found


def _rate(row: TaskLine) -> Cell:
    if not row.due:
        return Cell("—", tone="soft")
    return Cell(f"{row.percent}%", tone="red" if row.late else "green" if row.done >= row.due else "ink", bold=row.late)


def _late(row: TaskLine) -> Cell:
    if row.late:
        return Cell(chips=(ChipText(say("year-late"), "red"),))
    key = "done" if row.due and row.done >= row.due else "released" if row.released else "waiting"
    return Cell(chips=(ChipText(say(f"year-{key}"), {"done": "green", "released": "blue", "waiting": "grey"}[key]),))


def _on(moment: str) -> str:
    return day_words(civil_date(moment).isoformat())


def _reached(row: CoverLine) -> Cell:
    good = row.reached_ppm >= row.target_ppm
    return Cell(_tenths(row.reached_ppm), tone="green" if good else "amber")


def _tenths(ppm: int) -> str:
    return percent(ppm // 1000 * 1000)  # rounded down, so that a target is never shown as met before it is


def _target(row: CoverLine) -> Cell:
    return Cell(percent(row.target_ppm), tone="soft")


def _section_state(row: SectionLine) -> Cell:
    if not row.tasks:
        return Cell(say("year-section-open"), tone="amber")
    return Cell(say("plans-count-tasks", count=row.tasks))


def _day(row: DayLine) -> Cell:
    first, last = day_words(row.first), day_words(row.last)
    text = last if first == last else say("year-days", first=first, last=last)
    return Cell(text, tone="soft" if row.over else "ink")


def _count(value: int) -> Cell:
    return Cell(str(value), tone="ink" if value else "soft")


def _ready(row: ReadyLine) -> Cell:
    return Cell(chips=(ChipText(say("ready-yes" if row.good else "ready-no"), "green" if row.good else "amber"),))


def _visits(row: VisitLine) -> Cell:
    return Cell("　".join(row.visits), tone="soft")


def _item(row: ItemView) -> Cell:
    return Cell(
        row.title, under=row.group_title if fit_for_draws(row) else say("year-item-unfit", reason=row.random_reason)
    )


def _columns() -> dict[str, tuple[Column, ...]]:
    """The columns of each table, made when the page is."""
    return {
        "tasks": (
            Column(
                "task", say("year-column-task"), lambda row: Cell(row.plan.task_title, under=row.plan.title), stretch=4
            ),
            Column(
                "window", say("plans-column-window"), lambda row: Cell(row.plan.period_text, tone="soft"), width=150
            ),
            Column("due", say("year-column-due"), lambda row: _count(row.due), width=80, right=True),
            Column("released", say("year-column-released"), lambda row: _count(row.released), width=80, right=True),
            Column("done", say("year-column-done"), lambda row: _count(row.done), width=80, right=True),
            Column("rate", say("year-column-rate"), _rate, width=90, right=True),
            Column("late", say("plans-column-state"), _late, width=120),
        ),
        "calendar": (
            Column("day", say("year-column-day"), _day, width=256),
            Column(
                "what",
                say("year-column-what"),
                lambda row: Cell(row.what, tone="soft" if row.over else "ink"),
                stretch=3,
            ),
            Column("source", say("year-column-source"), lambda row: Cell(row.source, tone="soft"), stretch=4),
        ),
        "cover": (
            Column("title", say("draws-column-class"), lambda row: Cell(row.title), stretch=3),
            Column("register", say("draws-column-register"), lambda row: _count(row.register), width=90, right=True),
            Column("assigned", say("year-column-assigned"), lambda row: _count(row.assigned), width=100, right=True),
            Column("done", say("year-column-done"), lambda row: _count(row.done), width=90, right=True),
            Column("reached", say("year-column-reached"), _reached, width=110, right=True),
            Column(
                "target",
                say("year-column-target"),
                _target,
                width=110,
                right=True,
            ),
        ),
        "withdrawn": (
            Column("number", say("plan-field-number"), lambda row: Cell(row.number, tone="soft"), width=140),
            Column("title", say("plans-column-plan"), lambda row: Cell(row.title), stretch=3),
            Column("reason", say("amending-withdraw-reason"), lambda row: Cell(row.withdrawn_reason), stretch=3),
            Column("on", say("year-withdrawn-on"), lambda row: Cell(_on(row.withdrawn_at), tone="soft"), width=150),
        ),
        "sections": (
            Column("title", say("year-column-section"), lambda row: Cell(row.title), stretch=3),
            Column("tasks", say("year-column-tasks"), _section_state, stretch=2),
            Column("items", say("year-column-items"), lambda row: _count(row.items), width=110, right=True),
        ),
        "never": (
            Column("title", say("year-column-item"), _item, stretch=3),
            Column("ratio", say("draws-column-ratio"), lambda row: Cell(row.ratio, tone="soft"), width=140),
            Column("frequency", say("work-column-frequency"), lambda row: Cell(row.frequency, tone="soft"), width=160),
        ),
        "visits": (
            Column("name", say("term-subject"), lambda row: Cell(row.name), stretch=2),
            Column("count", say("year-column-visits"), lambda row: _count(len(row.visits)), width=80, right=True),
            Column("visits", say("year-column-which"), _visits, stretch=5),
        ),
        "ready": (
            Column("what", say("year-column-ready"), lambda row: Cell(row.title), width=220),
            Column("state", say("plans-column-state"), _ready, width=120),
            Column(
                "text",
                say("year-column-found"),
                lambda row: Cell(row.text, tone="soft" if row.good else "ink"),
                stretch=3,
            ),
        ),
    }
