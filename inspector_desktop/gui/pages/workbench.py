"""The workbench: what must I do today, what is late, what waits to be uploaded; each one press away.

Officers see their own inspections; whoever plans and draws also sees what waits in registers, plans and draws. Counting
of deadlines is `inspection.deadlines`; nothing here ranks anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlmodel import Session

from inspector_desktop.check.second_visits import SecondVisit, second_visits
from inspector_desktop.clock import civil, civil_date, stamp
from inspector_desktop.draw.store import marks
from inspector_desktop.gui import ways
from inspector_desktop.gui.counts import LEADERS, concerns, is_open
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.section import Entry, Note, Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.page import DRAWS, INSPECTIONS, PLANS, REGISTERS, SYNC, Context, Page
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.leading.reading import Owed, approvals_owed, lead_dues
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.inspection.deadlines import Due, dues
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import take
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, WAITING, Dossier
from inspector_desktop.journal.records import Entry as JournalEntry
from inspector_desktop.ordering import natural
from inspector_desktop.plan.store import plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.proposal_store import count_to_settle
from inspector_desktop.registry.store import counts_by_category
from inspector_desktop.signature.seeing import Told, see_report, unseen
from inspector_desktop.wording import say

_SIDE = 448
_MOST_DUES = 6
_MOST_NEXT = 8


@dataclass(frozen=True)
class Line:
    """An inspection in one of the lists; `stage` is the first step of the main line that is not done."""

    key: str
    view: InspectionView
    stage: str
    stage_title: str


@dataclass(frozen=True)
class Errand:
    """Something that waits in registers, plans or draws."""

    key: str
    title: str
    stage: str
    tone: str
    page: str
    where: str


@dataclass(frozen=True)
class Seen:
    """Everything the page shows."""

    today: tuple[Line, ...]
    following: tuple[Line, ...]
    tray: tuple[Line, ...]
    errands: tuple[Errand, ...]
    dues: tuple[Due, ...]
    owed: tuple[Owed, ...] = ()
    leads: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    again: tuple[SecondVisit, ...] = ()
    taking: str = ""  # the verdict of headquarters on what was taken up last


def look_around(session: Session, *, desk: Desk, profile: Profile, today: date, now: str, taken: str = "") -> Seen:
    """Collect what the signed-in person has to see; `taken` is the dossier taken up last, of which he was told."""
    mine = [one for one in inspections(session, desk.bureau) if is_open(one) and concerns(one, desk)]
    own = [one for one in mine if _of_team(one, desk) and not _in_tray(one, desk) and not one.done.get("signature")]
    day = today.isoformat()
    running = [one for one in own if {"notice", "check"} & set(one.begun) or "" < one.planned_day <= day]
    due_leads = lead_dues(session, bureau=str(desk.bureau), profile=profile, today=today)
    following = sorted(
        (one for one in own if one not in running),
        key=lambda one: (one.planned_day or one.window_until, natural(one.subject_name)),
    )
    return Seen(
        today=tuple(_line(one, profile) for one in running),
        following=tuple(_line(one, profile) for one in following),
        tray=tuple(_line(one, profile) for one in mine if _in_tray(one, desk)),
        errands=tuple(_errands(session, desk, now)) if desk.has_role("supervising") else (),
        dues=tuple(sorted((*dues(mine, profile, today), *due_leads), key=lambda one: one.day)),
        owed=approvals_owed(session, desk=desk),
        leads=tuple(one.dossier for one in due_leads),
        told=unseen(session, desk=desk),
        again=second_visits(session, bureau=str(desk.bureau), profile=profile, views=mine, today=today),
        taking=_verdict(session, desk, taken) if taken else "",
    )


def _verdict(session: Session, desk: Desk, dossier: str) -> str:
    """What headquarters has said of a dossier being taken up here."""
    row = session.get(Dossier, (desk.bureau, dossier))
    entry = session.get(JournalEntry, row.taken_with) if row is not None and row.taken_with else None
    return entry.verdict if entry is not None else SET_ASIDE


def _errands(session: Session, desk: Desk, now: str) -> list[Errand]:
    found = []
    unsettled = counts_by_category(session, desk.bureau).get("", 0)
    if unsettled:
        title = say("errand-categories", count=unsettled)
        found.append(Errand("categories", title, say("errand-settle"), "amber", "registers", ""))
    proposed = count_to_settle(session, desk)
    if proposed:
        title = say("errand-proposals", count=proposed)
        found.append(Errand("proposals", title, say("errand-decide"), "blue", "registers", ""))
    drawn = {one.plan: one for one in marks(session, desk.bureau) if one.state != "void"}
    for plan in plans(session, desk.bureau):
        draw = drawn.get(plan.dossier)
        if plan.gone:
            continue
        if plan.state != "approved":
            stage, tone = say("errand-approve"), "amber"
        elif draw is None:
            stage, tone = say("errand-freeze"), "blue"
        elif draw.state == "frozen":
            stage, tone = (say("errand-wait"), "grey") if now < draw.event_at else (say("errand-numbers"), "blue")
        elif draw.state == "held":
            stage, tone = say("errand-release"), "blue"
        else:
            continue
        found.append(Errand(plan.dossier, plan.title, stage, tone, "plans-draws", plan.dossier))
    return found


def _line(view: InspectionView, profile: Profile) -> Line:
    steps = profile.steps
    running = [one for one in steps if one.id in view.begun and not view.done.get(one.id)]
    last_done = max((at for at, one in enumerate(steps) if view.done.get(one.id)), default=-1)
    step = running[-1] if running else steps[min(last_done + 1, len(steps) - 1)]
    return Line(view.dossier, view, step.id, step.title)


def _of_team(view: InspectionView, desk: Desk) -> bool:
    return any(one.id == desk.person.id for one in view.officers)


def _in_tray(view: InspectionView, desk: Desk) -> bool:
    return view.tray_person == desk.person.id or bool(view.tray_role and desk.has_role(view.tray_role))


class WorkbenchPage(Page):
    """The workbench."""

    topics = frozenset({REGISTERS, PLANS, DRAWS, INSPECTIONS, SYNC, "leads"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._leads: frozenset[str] = frozenset()
        self._taken_up = ("", "")  # the dossier taken up last and its subject, while the banner speaks of it
        supervising = context.has_role("supervising")
        self._goes_out = not context.has_role("supervising", *LEADERS)
        self.tray = Table(self._columns(say("workbench-take"), take_up=True), fit=True)
        self.today = Table(self._columns(say("workbench-open")), fit=True)
        self.following = Table(self._following_columns(), fit=True)
        self.errands = Table(self._errand_columns(), fit=True)
        self.tray.button_pressed.connect(lambda row, _key: self._take(row))
        self.errands.opened.connect(self._run_errand)
        self.errands.button_pressed.connect(lambda row, _key: self._run_errand(row))
        for table in (self.today, self.following):
            table.opened.connect(self._open)
            table.button_pressed.connect(lambda row, _key: self._open(row))
        self._tray = _section(say("workbench-tray"), self.tray)
        self._none_tray = texts.soft(say("workbench-none-tray"), wrap=True)
        self._tray.add(self._none_tray)
        self._errands = _section(say("workbench-errands"), self.errands)
        self._none_today = texts.soft(say("workbench-none-today"), wrap=True)
        self._none_next = texts.soft(say("workbench-none-next"), wrap=True)
        self._none_errands = texts.soft(say("workbench-none-errands"), wrap=True)
        self._errands.add(self._none_errands)
        self._today = _section(say("workbench-go"), self.today)
        self._today.add(self._none_today)
        self._next = _section(say("workbench-next"), self.following)
        self._next.add(self._none_next)
        self._more = texts.small()
        self._next.add(self._more)
        parts = [self._errands] if supervising else []
        left = pane(*parts, self._tray, self._today, self._next, None, gap=24, margins=(24, 8, 32, 24))
        self._dues = QVBoxLayout()
        self._dues.setContentsMargins(0, 0, 0, 0)
        self._dues.setSpacing(0)
        self._upload = QVBoxLayout()
        self._upload.setContentsMargins(0, 0, 0, 0)
        due_section = Section(say("workbench-dues"), line=True)
        due_section.add(self._dues)
        upload_section = Section(say("workbench-waiting"))
        upload_section.add(self._upload)
        right = pane(due_section, upload_section, None, gap=28, margins=(0, 8, 24, 24))
        self._panes(left, right)
        self._buttons()

    def open(self, **where: str) -> None:
        """Read again: the day may have changed."""
        del where
        self.stale()

    def reload(self) -> None:
        """Read what waits."""
        now = self.context.clock.now()
        today = civil_date(now)
        local = civil(now)
        weekday = say(f"weekday-{local.weekday()}")
        self.head.set_title(say("workbench-today", month=local.month, day=local.day, weekday=weekday))
        desk, profile, moment = self.context.desk, self.context.profile, stamp(now)
        taken = self._taken_up[0]

        def query(session: Session) -> Seen:
            return look_around(session, desk=desk, profile=profile, today=today, now=moment, taken=taken)

        self.load(query, self._show)

    def _panes(self, left: QWidget, right: QWidget) -> None:
        both = texts.row(left, right, gap=0)
        both.setStretch(0, 1)
        right.setFixedWidth(_SIDE - 24)
        self._inside = texts.boxed(both)
        self.add_pane(scrolled(self._inside))
        self._inside.hide()  # empty tables would say what nobody has looked up yet

    def _buttons(self) -> None:
        right: list[QWidget] = []
        if ways.exists("leads"):
            right.append(buttons.secondary(say("do-lead"), lambda: self.context.navigate("leads", new="1")))
        self.prepare = buttons.primary(say("do-prepare"), self._prepare)
        self.prepare.setEnabled(False)
        right.append(self.prepare)
        self.prepare.setVisible(self._goes_out)
        self.head.set_right(right)

    def _show(self, seen: Seen) -> None:
        self._inside.show()
        self.tray.set_rows(seen.tray)
        self.today.set_rows(seen.today)
        self.following.set_rows(seen.following[:_MOST_NEXT])
        self.errands.set_rows(seen.errands)
        rest = len(seen.following) - _MOST_NEXT
        self._more.setText(say("workbench-more", count=rest) if rest > 0 else "")
        for table, none in (
            (self.today, self._none_today),
            (self.following, self._none_next),
            (self.errands, self._none_errands),
        ):
            table.setVisible(bool(table.rows_model.rows()))
            none.setVisible(not table.rows_model.rows())
        watching = self.context.has_role("supervising", *LEADERS) and not seen.today and not seen.following
        nothing = watching and not self.context.has_role("supervising")  # else the page would have an empty side
        self._tray.setVisible(bool(seen.tray) or nothing)
        self.tray.setVisible(bool(seen.tray))
        self._none_tray.setVisible(not seen.tray)
        self._today.setVisible(not watching)
        self._next.setVisible(not watching)
        late = sum(bool(one.late) for one in seen.dues)
        self.head.set_parts([say("workbench-sum", tray=len(seen.tray), today=len(seen.today), late=late)])
        grey(self.prepare, "" if seen.today or seen.following else say("greyed-nothing-to-visit"))
        self.prepare.setVisible(self._goes_out or bool(seen.today or seen.following))
        self._leads = frozenset(seen.leads)
        self._show_taking(seen.taking)
        self._show_dues(seen.dues, seen.owed, seen.told, seen.again)
        self._show_waiting()

    def _show_taking(self, verdict: str) -> None:
        """Say that what was taken up may be worked on, as soon as headquarters has confirmed it."""
        dossier, subject = self._taken_up
        waiting = say("workbench-taken", subject=subject)
        if not dossier or verdict in {"", WAITING} or self.banner.text() != waiting:
            return
        self._taken_up = ("", "")
        if verdict == ACCEPTED:
            self.show_notice(say("workbench-confirmed", subject=subject), "green")
        else:
            self.banner.clear()

    def _show_dues(
        self, found: Sequence[Due], owed: Sequence[Owed] = (), reports: Sequence[Told] = (),
        again: Sequence[SecondVisit] = (),
    ) -> None:  # fmt: skip
        texts.empty_layout(self._dues)
        today = civil_date(self.context.clock.now())
        for report in reports:
            there = Link(say("workbench-open-it"), lambda report=report: self._open_report(report))  # type: ignore[misc]
            line = say("told-line", time=moment_words(report.issued_at), number=report.number)
            chip = ChipText(say("told-unseen"), "amber")
            self._dues.addWidget(Entry(say("told-title", subject=report.subject), line, chip=chip, link=there))
        for told in owed:
            there = Link(say("workbench-open-it"), lambda told=told: self._open_owed(told))  # type: ignore[misc]
            line = say("leads-owed-line", time=moment_words(told.told_at), approver=told.approver)
            chip = ChipText(say("ok-later"), "amber")
            self._dues.addWidget(Entry(say("leads-owed", subject=told.subject), line, chip=chip, link=there))
        for visit in again:
            there = Link(say("workbench-open-it"), lambda visit=visit: self._open_visit(visit))  # type: ignore[misc]
            line = say("second-visit-line", subject=visit.subject, first=moment_words(visit.first_at),
                       planned=moment_words(visit.planned_at))  # fmt: skip
            self._dues.addWidget(Entry(say("second-visit"), line, chip=due_chip(visit, today), link=there))
        for one in found[:_MOST_DUES]:
            link = None
            if one.dossier and ways.exists("inspection"):
                link = Link(say("workbench-open-it"), lambda one=one: self._open_due(one))  # type: ignore[misc]
            self._dues.addWidget(
                Entry(one.title, due_line(one, lead=one.dossier in self._leads), chip=due_chip(one, today), link=link)
            )
        rest = len(found) - _MOST_DUES
        if rest > 0:
            self._dues.addSpacing(8)
            self._dues.addWidget(texts.small(say("workbench-more", count=rest)))
        if not found and not owed and not reports and not again:
            self._dues.addSpacing(12)
            self._dues.addWidget(texts.soft(say("workbench-none-dues"), wrap=True))

    def _show_waiting(self) -> None:
        texts.empty_layout(self._upload)
        state = self.context.sync_state()
        if not state.records and not state.photos and not state.others:
            self._upload.addWidget(texts.soft(say("workbench-none-waiting"), wrap=True))
            return
        key = "workbench-waits" if state.photos else "workbench-waits-others" if state.others else ""
        line = say(key or "workbench-waits-records", records=state.records, photos=state.photos, others=state.others)
        self._upload.addWidget(texts.soft(line, wrap=True))
        if ways.exists("sync"):
            link = Link(say("do-package"), lambda: self.context.navigate("sync"))
            self._upload.addWidget(Note(say("workbench-urgent"), link, say("workbench-full-stop")))

    def _columns(self, button: str, *, take_up: bool = False) -> tuple[Column, ...]:
        return (
            Column("subject", say("workbench-subject"), _subject, stretch=5),
            Column("task", say("workbench-task"), _task, stretch=3),
            Column("stage", say("workbench-stage"), _stage, width=110),
            Column(
                "open", "",
                lambda row: Cell(button=button if take_up or row.stage != "check" else say("do-continue")), width=118,
                right=True,
            ),
        )  # fmt: skip

    def _following_columns(self) -> tuple[Column, ...]:
        return (
            Column("subject", say("workbench-subject"), lambda row: row.view.subject_name, stretch=5),
            Column("task", say("workbench-task"), lambda row: row.view.title, stretch=3),
            Column("stage", say("workbench-stage"), _stage, width=110),
            Column("window", say("workbench-planned"), _until, width=140, right=True),
        )

    def _errand_columns(self) -> tuple[Column, ...]:
        return (
            Column("title", say("errand-title"), lambda row: Cell(row.title, bold=True), stretch=6),
            Column(
                "stage", say("workbench-stage"), lambda row: Cell(chips=(ChipText(row.stage, row.tone),)), width=160
            ),
            Column("open", "", lambda _row: Cell(button=say("workbench-open")), width=96, right=True),
        )

    def _open(self, row: Line) -> None:
        self.context.navigate("inspection", dossier=row.key, step=row.stage)

    def _open_report(self, one: Told) -> None:
        """Open the dossier where its report stands; it is seen by that."""
        context = self.context

        def seen(_: object) -> None:
            context.tasks.tell(INSPECTIONS)
            context.navigate("inspection", dossier=one.dossier, step="signature")

        context.ledger.run(
            lambda session: see_report(
                session, desk=context.desk, clock=context.clock, dossier=one.dossier, paper=one.paper
            ),
            done=seen, failed=self.show_refusal, owner=self,
        )  # fmt: skip

    def _open_owed(self, one: Owed) -> None:
        self.context.navigate("inspection", dossier=one.dossier, step="authorised")

    def _open_visit(self, one: SecondVisit) -> None:
        self.context.navigate("inspection", dossier=one.dossier, step="check")

    def _open_due(self, one: Due) -> None:
        if one.dossier in self._leads:
            self.context.navigate("leads", lead=one.dossier)
            return
        step = self.context.profile.deadline(one.deadline).step or ""
        self.context.navigate("inspection", dossier=one.dossier, step=step)

    def _run_errand(self, row: Errand) -> None:
        if row.key == "proposals":
            self.context.navigate(row.page, kind="proposals")
            return
        self.context.navigate(row.page, **({"plan": row.where} if row.where else {"category": ""}))

    def _prepare(self) -> None:
        rows = [*self.today.rows_model.rows(), *self.following.rows_model.rows()]
        marked = self.following.current_row() or self.today.current_row() or rows[0]
        self.context.navigate("inspection", dossier=marked.key, step="prepare")

    def _take(self, row: Line) -> None:
        self.act(
            take, dossier=row.key, changes=(INSPECTIONS, row.key),
            done=lambda _: self._taken(row.key, row.view.subject_name),
        )  # fmt: skip

    def _taken(self, dossier: str, subject: str) -> None:
        self._taken_up = (dossier, subject)
        self.show_notice(say("workbench-taken", subject=subject), "green")
        sync_soon(self.context)


def due_chip(one: Due | SecondVisit, today: date) -> ChipText:
    """Return what a deadline says about itself: late in red, soon in amber, else grey."""
    if one.late:
        return ChipText(say("due-late", days=one.late), "red")
    if one.day == today:
        return ChipText(say("due-today"), "amber")
    return ChipText(say("due-on", month=one.day.month, day=one.day.day), "amber" if one.soon else "grey")


def due_line(one: Due, *, lead: bool = False) -> str:
    """Return the line under a deadline: whom it is about, since when it runs, and how long."""
    if one.started_on is None:
        line = say("workbench-yearly", count=one.count)
    else:
        length = say(f"length-{one.unit}", length=one.length)
        begun = one.started_on
        line = say(
            "leads-running" if lead else "workbench-checked",
            subject=one.subject,
            month=begun.month,
            day=begun.day,
            length=length,
        )
    return line + (say("workbench-provisional") if one.provisional else "")


def _section(title: str, table: Table) -> Section:
    made = Section(title)
    made.add(table)
    return made


def _subject(row: Line) -> Cell:
    view = row.view
    under = say("workbench-place", address=view.address, category=view.category_title)
    return Cell(view.subject_name, under=under if view.address else view.category_title, bold=True)


def _task(row: Line) -> Cell:
    until = date.fromisoformat(row.view.window_until)
    words = say("workbench-window", month=until.month, day=until.day)
    return Cell(row.view.title, under=_planned(row) or words)


def _planned(row: Line) -> str:
    """The day the team plans to come, while nobody came."""
    if not row.view.planned_day or "check" in row.view.begun:
        return ""
    planned = date.fromisoformat(row.view.planned_day)
    return say("period-planned", month=planned.month, day=planned.day)


def _stage(row: Line) -> Cell:
    tone = "blue" if row.stage in row.view.begun else "grey"
    return Cell(chips=(ChipText(row.stage_title, tone),))


def _errand_stage(row: Errand) -> Cell:
    return Cell(chips=(ChipText(row.stage, row.tone),))


def _until(row: Line) -> Cell:
    until = date.fromisoformat(row.view.window_until)
    return Cell(_planned(row) or say("workbench-until", month=until.month, day=until.day))
