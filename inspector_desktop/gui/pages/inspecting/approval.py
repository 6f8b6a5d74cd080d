"""审核审批 as the officers see it: how far it is and what was returned; 登记手签审批 where the report lies here."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.approval.acts import register_signed_approval
from inspector_desktop.approval.rules import level_due
from inspector_desktop.approval.store import ApprovalView, find_approval
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip, ChipText
from inspector_desktop.gui.kit.section import EmptyState, KeyValues, Section, Value
from inspector_desktop.gui.pages.approving.handsigned import HandSignedForm, Signed
from inspector_desktop.gui.pages.approving.parts import MarkedParts
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.panel import Panel, Preview, foot_bar
from inspector_desktop.gui.pages.inspecting.papers import issued
from inspector_desktop.gui.pages.inspecting.report import order_tool
from inspector_desktop.report.rules import PARTS
from inspector_desktop.report.store import ReportView, find_report
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage

TONES = {"ok-waiting": "amber", "ok-chief": "blue", "ok-done": "green", "ok-returned": "amber"}


@dataclass(frozen=True)
class Loaded:
    """The report and its approval."""

    report: ReportView | None
    approval: ApprovalView | None


class ApprovalPanel(Panel):
    """The approval of the result."""

    step: ClassVar[str] = "approval"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self.primary = buttons.primary("")
        self.marked = MarkedParts()
        self.hand_form: HandSignedForm | None = None

    @override
    def key(self, case: Case) -> Hashable:
        return len(case.history)

    @override
    def fill(self, case: Case) -> None:
        bureau, dossier = case.view.bureau, case.dossier

        def query(session: Session) -> Loaded:
            return Loaded(find_report(session, bureau, dossier), find_approval(session, bureau, dossier))

        self.page.context.ledger.run(query, done=self._show, failed=self.page.show_refusal, owner=self)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        paper = case.paper("check-report")
        return (issued(paper),) if paper is not None else ()

    @override
    def tools(self, case: Case) -> Sequence[QWidget]:
        return order_tool(self.page, case)

    @override
    def start(self) -> None:
        self.primary.setFocus()

    def _show(self, loaded: Loaded) -> None:
        case = self.case
        if case is None:
            return
        self.hand_form = None
        state = case.view.notes.get("approval", "")
        if loaded.report is None or not state:
            self.set_body(EmptyState(say("approval-page-none"), say("approval-page-none-how")))
            return
        head = texts.row(Chip(say(state), TONES.get(state, "grey")), None)
        levels = Section(say("approval-page-levels"), line=True)
        levels.add(KeyValues(self._levels(loaded), label_width=140), gap=12)
        parts: list[QWidget | int] = [texts.boxed(head), 18, levels]
        if loaded.approval is not None:
            parts += [24, self._history(loaded.approval)]
        words, right = self._next(case, state)
        if state in ("ok-waiting", "ok-chief") and case.here and self.page.context.profile.approval.handwritten:
            parts += [24, *self._by_hand(loaded.report)]
        self.set_form(*parts, foot=foot_bar(texts.soft(words, wrap=True), right=right))

    def _levels(self, loaded: Loaded) -> list[Value]:
        profile = self.page.context.profile
        levels = profile.flow("result").levels
        decided = loaded.approval.this_round if loaded.approval else ()
        submitted = loaded.report is not None and loaded.report.state == "paper-final"
        turn = level_due(levels, decided) if submitted else ""
        names = {one.role: one for one in loaded.approval.decisions} if loaded.approval and decided else {}
        made = []
        for role in (*levels, *(("head",) if turn == "head" else ())):
            one = names.get(role)
            if one is not None and role != turn:
                words = say("report-page-saved", time=moment_words(one.decided_at), name=one.approver)
                value = Value(
                    profile.role(role).title, words, chips=(ChipText(say(f"decision-{one.decision}"), "green"),)
                )
            else:
                key, tone = ("approval-page-turn", "amber") if role == turn else ("approval-page-later", "grey")
                value = Value(profile.role(role).title, chips=(ChipText(say(key), tone),))
            made.append(value)
        return made

    def _history(self, approval: ApprovalView) -> Section:
        section = Section(say("approval-page-history"), line=True)
        values = []
        for one in approval.decisions:
            role = self.page.context.profile.role(one.role).title
            marks = [
                say(
                    "approval-page-mark",
                    part=say(f"report-part-{mark.part}") if mark.part in PARTS else mark.part,
                    text=mark.text,
                )
                for mark in one.marks
            ]
            what = say(f"decision-{one.decision}") + (f"（{say('approval-by-hand')}）" if one.on_paper else "")
            under = "\n".join(part for part in (one.opinion, *marks) if part)
            values.append(Value(moment_words(one.decided_at), f"{role} {one.approver}　{what}", under=under))
        section.add(KeyValues(values, label_width=140), gap=12)
        return section

    def _next(self, case: Case, state: str) -> tuple[str, list[QWidget]]:
        page = self.page
        if state == "ok-returned":
            self.primary = buttons.primary(say("approval-page-edit"), lambda: page.view_step("report"))
            return say("approval-page-returned"), [self.primary]
        if state == "ok-done":
            self.primary = buttons.primary(say("step-disclosure"), lambda: page.view_step("disclosure"))
            return say("approval-page-done"), [self.primary]
        if page.context.has_role(*page.context.profile.flow("result").levels, "head"):
            self.primary = buttons.primary(
                say("approval-page-go"), lambda: page.context.navigate("approvals", dossier=case.dossier)
            )
            return say("approval-page-sent"), [self.primary]
        return say("approval-page-here") if case.here else say("approval-page-sent"), []

    def _by_hand(self, report: ReportView) -> list[QWidget | int]:
        context = self.page.context
        form = HandSignedForm(context.clock, context.pool)
        form.registered.connect(self._register)
        form.cancelled.connect(lambda: self.fill(self.case) if self.case is not None else None)
        form.marking.connect(self._on_marking)
        self.hand_form = form
        self.marked = MarkedParts()
        self.marked.set_parts(report.parts.by_name())
        self.marked.hide()
        return [form, 12, self.marked]

    def _on_marking(self, on: bool) -> None:
        self.marked.setVisible(on)
        self.marked.set_marking(on=on)

    def _register(self, signed: Signed) -> None:
        page = self.page
        marks = self.marked.marks() if signed.returned else ()
        if signed.returned and not marks:
            page.banner.refuse(say("refused-return-marks"))
            return

        def done(_passed: object) -> None:
            page.go_on()
            page.show_notice(say("approval-page-registered"), "green")

        page.do(
            register_signed_approval, profile=page.context.profile, approver=signed.approver,
            decided_at=signed.decided_at, opinion=signed.opinion, marks=marks, scan=signed.scan,
            media_type=signed.media_type, done=done,
        )  # fmt: skip


def _part(name: str) -> str:
    """A part of the report as it is called; a mark may also name something of its own."""
    return say(f"report-part-{name}") if name in PARTS else name
