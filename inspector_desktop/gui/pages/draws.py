"""计划抽取: the list of plans, a new plan, and a draw in six stages that can be projected, or one recorded.

All rules are in `plan` and `draw`; this page starts their acts and shows what came of them. Files are written from the
pool. Only the supervising section acts here; chiefs read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.clock import civil_date, moment, stamp
from inspector_desktop.draw.store import LOCAL, DrawView
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.kit.table import Table
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.page import DRAWS, INSPECTIONS, PLANS, REGISTERS, Context
from inspector_desktop.gui.pages.drawing import after
from inspector_desktop.gui.pages.drawing.faces import DRAWING, LISTED, PLANNING, UPPER, WORK, YEAR, FacesPage
from inspector_desktop.gui.pages.drawing.plan_list import TABLES, PlanLine, plan_columns, read_plans
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.draw.forecast import Forecast
    from inspector_desktop.gui.pages.drawing.reading import Whole
    from inspector_desktop.plan.acts import Proposal
    from inspector_desktop.plan.drafting import Draft
    from inspector_desktop.plan.inputs import Inputs

_HOUR_MS = 3_600_000


class DrawsPage(FacesPage):
    """Plans and draws."""

    topics: ClassVar[frozenset[str]] = frozenset({PLANS, DRAWS, REGISTERS, INSPECTIONS})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-plans-draws"), line=True)
        self.may_act = context.has_role("supervising")
        self.plan = self.supplement = ""
        self.stage = ""
        self.masked = False
        self.goal = ""
        self._event = QTimer(self)
        self._event.setSingleShot(True)
        self._event.timeout.connect(self.stale)
        self.whole: Whole | None = None
        self.table = Table(plan_columns())
        self.empty = EmptyState(say("plans-empty-title"), self._empty_text())
        self._build()
        self._to_list()

    def open(self, **where: str) -> None:
        """Go to a plan (`plan`), to the form (`new`), or back to the list."""
        if where.get("plan"):
            self._open_plan(where["plan"])
        elif where.get("new"):
            self._new_plan()
        self.stale()

    def reload(self) -> None:
        """Read the list, and the plan in front."""
        bureau, profile = self.context.bureau, self.context.profile
        self.load(lambda session: read_plans(session, bureau=bureau, profile=profile), self._show_plans)
        if self._faces.currentIndex() == YEAR:
            self.year.start()
        elif self.plan and self._faces.currentIndex() not in {
            WORK,
            PLANNING,
        }:  # what is being written is not taken away
            self._read_plan()

    def verify(self) -> None:
        """Check the record of the draw, or files, and say what is proven and what is not."""
        from inspector_desktop.gui.pages.drawing.verifying import VerifyWindow  # noqa: PLC0415

        VerifyWindow(self, self.draw()).open()

    def write_record(self, path: Path) -> None:
        """Write the record of the draw as PDF: here it is issued for signatures, elsewhere it is a registration."""
        draw = self.draw()
        if draw is not None and not draw.recorded and self.may_act:
            self.ceremony.papers.write_record(path)
        else:
            self.files.write_record(self.whole, path)

    def write_notice(self, path: Path) -> None:
        """Write the notice of what was sealed as PDF."""
        self.files.write_notice(self.whole, path)

    def write_transcript(self, path: Path) -> None:
        """Write the record of the draw as the file that anybody can verify."""
        self.files.write_transcript(self.whole, path)

    # -- the list

    def _show_plans(self, rows: tuple[PlanLine, ...]) -> None:
        self.table.set_rows(rows)
        self._list.setCurrentIndex(0 if rows else 1)
        if rows:
            self.make_ready()
        if not self.plan and self._faces.currentIndex() == LISTED:
            drawn = sum(row.draw is not None for row in rows)
            self.head.set_parts(
                [say("plans-total", plans=sum(not row.plan.gone for row in rows), draws=drawn)] if rows else []
            )

    def _to_list(self) -> None:
        self.plan, self.whole, self.stage = "", None, ""
        if self.made("ceremony"):
            self.ceremony.close_screen()
        self.banner.clear()
        self.head.set_title(say("rail-plans-draws"))
        self.head.set_parts([])
        self.set_steps(())
        self.show_line()
        listed = [*((one, say(f"plans-table-{one}")) for one in TABLES), *after.of_list()]
        tables = buttons.MenuButton(say("plans-tables"), listed)
        tables.chosen.connect(self._on_list)
        new = buttons.primary(say("plans-new"), self._new_plan)
        upper = buttons.secondary(say("upper-new"), self._new_upper)
        year = buttons.secondary(say("year-open"), partial(self.open_year))
        own = [tables, upper, new] if self.may_act else [texts.small(say("draws-read-only")), tables]
        self.head.set_right([year, *own])
        self.show_face(LISTED)
        self.stale()

    def _new_plan(self) -> None:
        if not self.may_act:
            return
        self.plan = ""
        today = civil_date(self.context.clock.now())

        def show(seen: Forecast) -> None:
            self._clear_head(say("plan-new-title"))
            self.form.start(seen, today.isoformat(), today.replace(month=12, day=31).isoformat())

        self._show_form(show)

    def amend_plan(self) -> None:
        """Show the form with the plan in front."""
        if not self.may_act or self.whole is None:
            return
        from inspector_desktop.plan.drafting import draft_of  # noqa: PLC0415

        draft = draft_of(self.whole.plan, self.context.profile)

        def show(seen: Forecast) -> None:
            self._clear_head(say("plan-amend-title"))
            self.head.set_parts([Link(say("work-back"), self._read_plan), draft.title])
            self.form.amend(seen, draft)

        self._show_form(show)

    def _show_form(self, start: Callable[[Forecast], object]) -> None:
        bureau, profile = self.context.bureau, self.context.profile
        today = civil_date(self.context.clock.now())

        def show(seen: Forecast) -> None:
            self.show_face(PLANNING)
            start(seen)

        day = today.isoformat()

        def look_ahead(session: Session) -> Forecast:
            from inspector_desktop.draw.forecast import forecast  # noqa: PLC0415

            return forecast(session, bureau=bureau, profile=profile, today=today)

        def inputs(session: Session) -> Inputs:
            from inspector_desktop.plan.inputs import plan_inputs  # noqa: PLC0415

            return plan_inputs(session, bureau=bureau, profile=profile, day=day)

        self.load(look_ahead, show)
        self.load(inputs, self.form.take_inputs)

    def _clear_head(self, title: str) -> None:
        self.banner.clear()
        self.head.set_title(title)
        self.head.set_parts([Link(say("draws-back"), self._to_list)])
        self.head.set_right([])
        self.set_steps(())

    def _new_upper(self) -> None:
        self._clear_head(say("upper-new"))
        self.show_face(UPPER)
        self.upper.start()

    def open_year(self, part: str = "") -> None:
        """Show all plans of this year as one picture; `part` is the one in front."""
        self.plan = ""
        self._clear_head(say("year-open"))
        self.show_face(YEAR)
        self.year.start()
        if part:
            self.year.show_part(part)

    def open_work(self) -> None:
        """Show the work plan of the plan in front."""
        title = self.whole.plan.task_title if self.whole is not None else ""
        self._clear_head(say("work-open"))
        self.head.set_parts([Link(say("work-back"), self._read_plan), title])
        self.show_face(WORK)
        self.work.start(self.plan)

    def _propose(self, kind: str, window_from: str, partners: str) -> None:
        bureau, profile = self.context.bureau, self.context.profile

        def query(session: Session) -> Proposal:
            from inspector_desktop.plan.acts import propose  # noqa: PLC0415

            return propose(
                session, bureau=bureau, profile=profile, kind=kind, window_from=window_from, partners=partners
            )

        self.load(query, self.form.take_rule)

    def _save_plan(self, draft: Draft, reason: str) -> None:
        self.acts.save_plan(draft, reason)

    def after_plan(self, plan: str, told: str) -> None:
        """Open a plan that was saved."""
        self._open_plan(plan)
        self.show_notice(told, "green")

    # -- one draw

    def _open_plan(self, plan: str) -> None:
        if plan.partition("/")[0] != self.plan and self.made("recording"):
            self.recording.clear()
        self.plan, _, self.supplement = plan.partition("/")  # a supplementary draw is `plan/draw`
        self.stage, self.masked = "", False
        if self.made("drawing"):
            self._right.setCurrentIndex(0)
        self.banner.clear()
        self._read_plan()

    def _read_plan(self) -> None:
        bureau, profile, plan, draw = self.context.bureau, self.context.profile, self.plan, self.supplement
        now = stamp(self.context.clock.now())

        def query(session: Session) -> Whole:
            from inspector_desktop.gui.pages.drawing.reading import read_whole  # noqa: PLC0415

            return read_whole(session, bureau=bureau, profile=profile, plan=plan, now=now, draw=draw)

        self.load(query, self._show_whole)

    def _show_whole(self, whole: Whole) -> None:
        from inspector_desktop.gui.pages.drawing import steps  # noqa: PLC0415

        if whole.plan.dossier != self.plan or whole.supplement != self.supplement:
            return
        before, self.whole = self.whole, whole
        if not self.stage or before is None or before.stage != whole.stage:
            self.stage = self.goal or steps.front(whole)
        self.goal = ""
        now = self.context.clock.now()
        self.listing.show_whole(whole, may_act=self.may_act)
        self.standing.show_whole(whole, may_act=self.may_act)
        self.amending.show_whole(whole, may_act=self.may_act)
        self.checking.show_whole(whole)
        if whole.place == LOCAL:
            self.sealing.show_whole(whole, may_act=self.may_act, now=now)
            self.numbers.show_whole(whole, may_act=self.may_act, now=now)
        else:
            self.recording.show_whole(whole, may_act=self.may_act, now=now)
        self.subjects.show_whole(whole, masked=self.masked)
        self.groups.show_whole(whole, masked=self.masked)
        self.release.show_whole(whole, may_act=self.may_act)
        self.how.show_whole(whole)
        self.ceremony.show_whole(whole, may_act=self.may_act)
        self._wait_for_event(whole, now)
        self.show_face(DRAWING)
        self._show_head(whole)
        self._show_stage(self.stage)
        if whole.void and whole.draw is None and not self.banner.text():
            last = whole.void[0]
            key = "draws-void-recorded" if last.recorded else "draws-void-line"
            told = say(key, number=last.number, reason=last.void_reason, approver=last.void_approver)
            self.show_notice(told, "amber")

    def _wait_for_event(self, whole: Whole, now: datetime) -> None:
        """Read again when the digits' event is over, so that the fields for them open by themselves."""
        self._event.stop()
        draw = whole.draw
        if draw is not None and draw.state == "frozen" and (event := moment(draw.event_at)) > now:
            self._event.start(min(int((event - now).total_seconds() * 1000) + 500, _HOUR_MS))

    def _show_head(self, whole: Whole) -> None:
        from inspector_desktop.gui.pages.drawing import steps  # noqa: PLC0415

        plan, draw = whole.plan, whole.draw
        self.head.set_title(plan.title)
        which = say("draws-number", number=draw.number if draw else whole.next_number)
        if whole.place != LOCAL:
            which = say(f"draws-place-{whole.place}")
        if whole.supplement:
            which = f"{which} · {say('draws-supplement-line', number=whole.adds_to)}"
        kind = f"{say(f'plan-kind-{plan.kind}')} {plan.number}"
        self.head.set_parts([Link(say("draws-back"), self._to_list), kind, plan.task_title, which])
        self.set_steps(steps.steps_of(whole), self.stage)
        if draw is not None and draw.state == "void":
            self.context.notify(say("draw-void"))

    def _tools(self, whole: Whole) -> list[QWidget]:
        from inspector_desktop.gui.pages.drawing import steps  # noqa: PLC0415

        draw = whole.draw
        entries = self._more(draw) if draw is not None else []
        entries += after.of_draw(draw) if self.may_act else []
        more = buttons.MenuButton(say("draws-more"), entries)
        more.chosen.connect(self._on_more)
        right: list[QWidget] = [more] if entries else []
        if whole.is_drawn:
            text = say("draws-unmask") if self.masked else say("draw-masked")
            right.append(buttons.secondary(text, self._toggle_mask))
            right.append(buttons.secondary(say("draws-print"), self._print_record))
        following = steps.following(whole, self.stage) if self.may_act else ""
        if following:
            right.append(buttons.primary(say(f"draws-to-{following}"), partial(self._show_stage, following)))
        return right

    def _more(self, draw: DrawView) -> list[tuple[str, str]]:
        found = [("export", say("draws-export"))] if draw.transcript else []
        if not draw.recorded:
            found.append(("project", say("ceremony-project")))
        if self.ceremony.may_name and draw.held_at:
            found.append(("names", say("ceremony-names")))
        if self.may_act and draw.held_at and not draw.recorded:
            found.append(("scan", say("ceremony-scan")))
        if self.may_act and draw.state in {"frozen", "held", "released"}:
            found.append(("void", say("draws-void")))
        if self.may_act and draw.state in {"released", "void"} and not draw.published_at:
            found.append(("publish", say("draws-publish")))
        return found

    def _on_list(self, key: str) -> None:
        if not after.open_more(self, key, plan="", draw=""):
            self.files.ask_table(key)

    def _on_more(self, key: str) -> None:
        if after.open_more(self, key, plan=self.plan, draw=self.dossier()):
            return
        if key == "void":
            self._right.setCurrentIndex(1)
            self.void.start()
        elif key == "project":
            self.ceremony.open_screen()
        elif key == "names":
            self.ceremony.reveal_names()
        elif key == "scan":
            self.ceremony.papers.ask_scan()
        elif key == "publish":
            self.acts.publish()
        else:
            self.files.ask(say("draws-file-json", number=self.number()), "*.json", self.write_transcript)

    def _show_stage(self, stage: str) -> None:
        self.stage = stage
        self.steps.set_viewed(stage)
        self._right.setCurrentIndex(0)
        self._stages.setCurrentWidget(self._holders[stage])
        if self.whole is not None:
            self.head.set_right(self._tools(self.whole))

    def _go_on(self) -> None:
        if self.whole is not None:
            self._show_stage(self.whole.stages[1])

    def leave_void(self) -> None:
        """Go back from the form that declares a draw void."""
        self._right.setCurrentIndex(0)

    def _toggle_mask(self) -> None:
        self.masked = not self.masked
        if self.whole is not None:
            self._show_whole(self.whole)

    # -- files

    def _print_record(self) -> None:
        self.files.ask(say("draws-file-record", number=self.number()), "*.pdf", self.write_record)

    def _print_notice(self) -> None:
        self.files.ask(say("draws-file-notice", number=self.number()), "*.pdf", self.write_notice)

    # -- building

    def draw(self) -> DrawView | None:
        """The draw in front, if there is one."""
        return self.whole.draw if self.whole is not None else None

    def dossier(self) -> str:
        """The dossier of the draw in front, or an empty text."""
        draw = self.draw()
        return draw.dossier if draw is not None else ""

    def number(self) -> int:
        """The number of the draw in front, 0 without one."""
        draw = self.draw()
        return draw.number if draw is not None else 0

    def _build(self) -> None:
        self._list = QStackedWidget()
        self._list.addWidget(_padded(self.table))
        self._list.addWidget(self.empty)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._list)
        for _ in (PLANNING, DRAWING, UPPER, YEAR, WORK):
            self._faces.addWidget(QWidget())
        self.add_pane(self._faces)
        self.table.opened.connect(lambda row: self._open_plan(row.key))
        self.table.button_pressed.connect(lambda row, _key: self._open_plan(row.key))
        self.steps.chosen.connect(self._show_stage)
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.activated.connect(self._to_list)

    @override
    def wire(self, name: str) -> None:
        wires: dict[str, Callable[[], object]] = {
            "form": self._wire_form,
            "void": self._wire_void,
            "upper": lambda: self.upper.left.connect(self._to_list),
            "year": lambda: self.year.opened.connect(self._open_plan),
            "work": lambda: self.work.left.connect(self._read_plan),
            "standing": lambda: self.standing.visits_asked.connect(lambda: self.open_year("cover")),
            "checking": lambda: self.checking.work_asked.connect(self.open_work),
            "amending": lambda: self.amending.wanted.connect(self.amend_plan),
            "listing": self._wire_listing,
            "sealing": self._wire_sealing,
            "numbers": lambda: self.numbers.typed.connect(self.acts.hold),
            "recording": lambda: self.recording.recorded.connect(self.acts.after_recorded),
            "release": self._wire_release,
        }
        wires[name]()

    def _wire_form(self) -> None:
        self.form.given.connect(self._save_plan)
        self.form.left.connect(lambda: self._read_plan() if self.plan else self._to_list())
        self.form.rule_asked.connect(self._propose)

    def _wire_void(self) -> None:
        self.void.given.connect(self.acts.void)
        self.void.left.connect(self.leave_void)

    def _wire_listing(self) -> None:
        self.listing.approved.connect(self.acts.approve)
        self.listing.settle.connect(partial(self.context.navigate, "registers", category=""))
        self.listing.go_on.connect(self._go_on)

    def _wire_sealing(self) -> None:
        self.sealing.sealed.connect(self.acts.freeze)
        self.sealing.anchored.connect(self.acts.anchor)
        self.sealing.print_asked.connect(self._print_notice)

    def _wire_release(self) -> None:
        self.release.released.connect(self.acts.release)
        self.release.wanted.connect(lambda which: self.files.ask_release(self.whole, which))
        self.release.opened.connect(lambda dossier: self.context.navigate("inspection", dossier=dossier))

    def _empty_text(self) -> str:
        return say("plans-empty") if self.may_act else say("plans-empty-reader")


def _padded(table: Table) -> QWidget:
    column = QVBoxLayout()
    column.setContentsMargins(look.MARGIN, 0, look.MARGIN, 0)
    column.addWidget(table)
    return texts.boxed(column)
