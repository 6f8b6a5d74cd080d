"""现场检查: arrival, then the check table, then its end; or the one act for a visit that could not check."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from inspector_desktop.check.acts import file_visit_code, finish_check, save_sheet
from inspector_desktop.check.rules import summary_of
from inspector_desktop.errors import Known
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import LineField
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.look import AMBER
from inspector_desktop.gui.pages.inspecting.arrival import ArrivalForm
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.greyed import grey, why_away
from inspector_desktop.gui.pages.inspecting.late import LABEL, LateField
from inspector_desktop.gui.pages.inspecting.media.hinting import MomentsHint
from inspector_desktop.gui.pages.inspecting.panel import Panel, Preview, foot_bar, lock
from inspector_desktop.gui.pages.inspecting.papers import issued
from inspector_desktop.gui.pages.inspecting.period import period_words
from inspector_desktop.gui.pages.inspecting.record import record_preview
from inspector_desktop.gui.pages.inspecting.sheet import SheetView
from inspector_desktop.gui.pages.inspecting.unable import UnableForm
from inspector_desktop.gui.pages.inspecting.unmeasured import UnmeasuredBar
from inspector_desktop.rectification.late_acts import done_late
from inspector_desktop.signature.store import KIND
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage


class CheckPanel(Panel):
    """The visit. Arrival, questions, lines and 未能检查 are parts that come to the front in turn."""

    step: ClassVar[str] = "check"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self.parts_stack = QStackedWidget()
        self.arrival: ArrivalForm | None = None
        self.sheet = SheetView(page)
        self.unable = UnableForm(page)
        self.finish = buttons.primary(say("inspection-finish"), self._finish)
        self.counts = texts.soft("")
        self.locked = texts.small("", ink=AMBER, wrap=True)
        self.back = buttons.secondary(say("inspection-back"), self._to_summary)
        self.back.hide()
        self.hint = MomentsHint(page)
        self.late = LateField(page, "after-ended", width=LABEL)
        self.late_bar = self.late.in_bar()
        self.late_link = buttons.link(say("late-link"), self.late_bar.ask)
        self.foot = foot_bar(self.counts, self.locked, self.hint, right=(self.late_link, self.back, self.finish))
        self.unmeasured = UnmeasuredBar()
        self.unmeasured.asked_for.connect(self._to_measure)
        self.unmeasured.reasoned.connect(self._end)
        self._summary = QWidget()
        self.lines = texts.boxed(texts.column(self.sheet.list, self.unmeasured, self.late_bar, self.foot, gap=0))
        for part in (self.lines, self.unable):
            self.parts_stack.addWidget(part)
        self.set_body(self.parts_stack)
        self.sheet.loaded.connect(self._on_loaded)
        self.sheet.changed.connect(self._on_changed)
        self.sheet.list.unable_pressed.connect(self._ask_unable)
        self.unable.closed.connect(self._to_lines)
        self._told_open = False
        self.sheet.list.answered.connect(self._on_answered)
        self._autosave = QTimer(self)
        self._autosave.setInterval(page.context.profile.device.save_sheet_minutes * 60_000)
        self._autosave.timeout.connect(self.save)
        self._autosave.start()

    @override
    def key(self, case: Case) -> Hashable:
        visit = case.visit
        ended = visit.ended_at if visit is not None else ""
        code = visit.visit_code if visit is not None else ""
        return (visit is not None, ended, code, case.notice, case.authorisation is not None)

    @override
    def show_case(self, case: Case) -> None:
        super().show_case(case)
        self.locked.setText(say("greyed-final") if case.final is not None else "")
        self.locked.setVisible(case.final is not None)
        grey(self.finish, why_away(case))
        grey(self.late_link, why_away(case))
        self.sheet.show_case(case)
        self.unable.show_case(case)
        self.hint.show_case(case)

    @override
    def fill(self, case: Case) -> None:
        if case.visit is None:
            self._remove(self.arrival)
            self.arrival = ArrivalForm(self.page, case)
            self.arrival.unable_pressed.connect(self._ask_unable)
            self.parts_stack.addWidget(self.arrival)
            if not case.here:
                lock(self.arrival)
            self.parts_stack.setCurrentWidget(self.arrival)
        elif case.visit.ended_at:
            self._remove(self._summary)
            self._summary = self._ended(case)
            self.parts_stack.addWidget(self._summary)
            self._front(self._summary)
        elif self.parts_stack.currentWidget() is not self.unable:
            self._front(self.lines)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        paper = case.paper(KIND)
        if paper is not None:
            return (issued(paper),)
        return (record_preview(self.page, case, in_progress=True),)

    @override
    def start(self) -> None:
        front = self.parts_stack.currentWidget()
        if front is self.lines:
            self.sheet.start()
        elif isinstance(front, ArrivalForm | UnableForm):
            front.start()

    @override
    def leaving(self) -> None:
        self.sheet.list.flush()
        self.save()

    def save(self) -> None:
        """Carry all answers in progress into one fact of the journal; done at least every ten minutes."""
        case = self.case
        if case is None or not case.here or case.visit is None or not self.sheet.unsaved:
            return
        self.sheet.unsaved = False
        context, dossier = self.page.context, case.dossier

        def tell(count: int) -> None:
            if count:
                context.tasks.tell(dossier)

        context.ledger.run(
            lambda session: save_sheet(session, desk=context.desk, clock=context.clock, dossier=dossier),
            done=tell, failed=self.page.show_refusal, owner=self,
        )  # fmt: skip

    def _front(self, part: QWidget) -> None:
        self.parts_stack.setCurrentWidget(part)

    def _to_summary(self) -> None:
        self.sheet.list.flush()
        self.save()
        self._front(self._summary)

    def _remove(self, part: QWidget | None) -> None:
        if part is not None and self.parts_stack.indexOf(part) >= 0:
            texts.take_out(self.parts_stack, part)

    def _ask_unable(self) -> None:
        self._front(self.unable)
        self.unable.start()

    def _to_lines(self) -> None:
        if self.case is not None and self.case.visit is None and self.arrival is not None:
            self._front(self.arrival)
        elif self.case is not None and self.case.visit is not None and self.case.visit.ended_at:
            self._front(self._summary)
        else:
            self._front(self.lines)
            self.sheet.to_lines()

    def _on_loaded(self) -> None:
        self._on_changed()
        case = self.case
        if case is None or case.visit is None or case.visit.ended_at or not case.here:
            return
        if self.parts_stack.currentWidget() is self.lines:
            self.sheet.start()

    def _on_changed(self) -> None:
        self.counts.setText(self.sheet.words())
        if not self.unmeasured.isHidden():
            self.unmeasured.ask(self.sheet.unmeasured())
        if self.sheet.sheet is not None and self.page.panel is self:
            self.page.show_counts(summary_of(self.sheet.sheet.counts()))

    def _finish(self) -> None:
        self.page.banner.clear()
        if not self.sheet.complete():
            return
        sheet = self.sheet.sheet
        if sheet is not None and not sheet.open_lines() and self.unmeasured.ask(self.sheet.unmeasured()):
            return
        self._end()

    def _end(self, measures_later: str = "") -> None:
        if not self.late.check():
            return
        self.sheet.list.flush()
        self.page.do(
            done_late, act=finish_check, step="after-ended", moment="ended_at", late=self.late.value(),
            measures_later=measures_later, done=lambda _: self._finished(), failed=self._refused,
        )  # fmt: skip

    def _to_measure(self, key: str) -> None:
        """Go to a line whose 处理意见 is wanting."""
        self.sheet.list.refuse(key, say("unmeasured-line"))

    def _refused(self, error: Known) -> None:
        self.page.show_refusal(error)
        if error.code.startswith("refused-question"):
            self._front(self.lines)
            self.sheet.refuse_question()
        elif error.code == "refused-lines-open" and self.parts_stack.currentWidget() is self.lines:
            self._told_open = True
            self.sheet.list.jump_to_open()

    def _on_answered(self) -> None:
        if self._told_open:  # what was said of the open lines is not so any more
            self._told_open = False
            self.page.banner.clear()

    def _finished(self) -> None:
        self.unmeasured.ask(())
        self.page.go_on()
        self.page.show_notice(say("inspection-check-ended"), "green")

    def _file_code(self) -> None:
        self.page.do(
            file_visit_code, visit_code=self.code.value(),
            done=lambda _: self.page.show_notice(say("inspection-code-is-filed"), "green"),
        )  # fmt: skip

    def _ended(self, case: Case) -> QWidget:
        visit = case.visit
        assert visit is not None  # noqa: S101  (asked only once it ended)
        counts = case.counts
        values = [
            Value(say("inspection-arrived-at"), moment_words(visit.arrived_at)),
            Value(say("inspection-ended-at"), moment_words(visit.ended_at)),
            Value(say("inspection-present"), "、".join(f"{name}（{number}）" for _, name, number in visit.officers)),
            Value(say("blank-place"), visit.place or "—"),
            Value(say("inspection-met"), "　".join(part for part in (visit.met, visit.met_post) if part) or "—"),
        ]
        if visit.outcome == "checked":
            values.append(
                Value(
                    say("inspection-result"),
                    say(
                        "inspection-counts", total=counts["total"], conforms=counts["conforms"],
                        violates=counts["violates"], na=counts["not_applicable"], unchecked=counts["not_checked"],
                    ),
                    bold=True,
                )
            )  # fmt: skip
        else:
            values.append(Value(say("inspection-result"), say(visit.outcome), tone="amber", bold=True))
        if visit.over_cap_reason:
            counted = say("notice-visits", visits=visit.visits, cap=visit.cap)
            values.append(Value(say("inspection-visits"), counted, under=visit.over_cap_reason))
        if visit.outside_reason:
            words = say("period-came-outside", period=period_words(case.view))
            values.append(Value(say("workbench-planned"), words, under=visit.outside_reason, tone="amber"))
        if visit.measures_later:
            values.append(Value(say("unmeasured-why"), visit.measures_later))
        ended = Section(say("inspection-ended"), line=True)
        ended.add(KeyValues(values, label_width=108), gap=12)
        look = buttons.secondary(say("inspection-look-at-lines"), lambda: self._front(self.lines))
        ended.add(texts.row(look, None), gap=16)
        if visit.no_code_reason and not visit.visit_code:
            self.code = LineField(say("inspection-code-hint"), width=220)
            file = buttons.secondary(say("inspection-file-code"), self._file_code)
            grey(file, why_away(case))
            ended.add(texts.small(say("inspection-code-owed", reason=visit.no_code_reason), ink=AMBER), gap=16)
            ended.add(texts.row(self.code, file, None), gap=6)
        inside = texts.column(ended, None)
        inside.setContentsMargins(24, 20, 24, 20)
        self.finish.hide()
        self.late_link.hide()
        self.late_bar.hide()
        self.back.show()
        return texts.boxed(inside)
