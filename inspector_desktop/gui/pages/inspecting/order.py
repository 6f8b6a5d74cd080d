"""下达整改: advice or order, clearly apart, for the problems of this check; what was issued, its service, its PDF."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget
from typing_extensions import override

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip, ChipText
from inspector_desktop.gui.kit.section import EmptyState, Entry, Section
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.greyed import grey_form, why_away
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.inspecting.panel import Panel, Part, Preview, foot_bar
from inspector_desktop.gui.pages.inspecting.papers import issued, open_file
from inspector_desktop.gui.pages.inspecting.pictures import ask_folder
from inspector_desktop.gui.pages.reporting.demands import DemandList
from inspector_desktop.gui.pages.reporting.ordering import (
    ADVICE,
    ORDER,
    Asked,
    Fixing,
    draft_fix,
    issue_fix,
    load_fixing,
)
from inspector_desktop.gui.pages.reporting.service import ServiceForm
from inspector_desktop.places import replace_file
from inspector_desktop.rectification.acts import Exported, export_paper
from inspector_desktop.rectification.late import NOW, Late
from inspector_desktop.rectification.late_acts import serve_fix_late
from inspector_desktop.rectification.store import FixPaperView, ProblemView
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.gui.tasks import Ticket
    from inspector_desktop.paper.model import Paper

_PAUSE_MS, _KIND = 500, 176
KINDS = (ADVICE, ORDER)


class OrderPanel(Panel):
    """The paper by which problems are to be put right."""

    step: ClassVar[str] = "order"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self.fixing: Fixing | None = None
        self.kind = ADVICE
        self.choices: dict[str, QPushButton] = {}
        self.list = DemandList()
        self.late = LateField(page, "after-order")
        self.service: ServiceForm | None = None
        self.primary = buttons.primary("")
        self._issuing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.redraw)
        self._drawn: tuple[str, tuple[Asked, ...], Late] = (ADVICE, (), NOW)

    @override
    def key(self, case: Case) -> Hashable:
        return len(case.history)

    @override
    def fill(self, case: Case) -> None:
        context, bureau, dossier = self.page.context, case.view.bureau, case.dossier
        profile, clock = context.profile, context.clock

        def query(session: Session) -> Fixing:
            return load_fixing(session, bureau=bureau, profile=profile, dossier=dossier, clock=clock)

        context.ledger.run(query, done=self._show, failed=self.page.show_refusal, owner=self)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        kept = tuple(issued(paper) for kind in KINDS if (paper := case.paper(kind)) is not None)
        if self.fixing is None or not self._issuing:
            return kept
        title = say("order-page-draft") if kept else self.page.context.profile.document(self.kind).title
        return (Preview(f"draft-{self.kind}", title, self._draft), *kept)

    @override
    def start(self) -> None:
        self.primary.setFocus()

    def _show(self, fixing: Fixing) -> None:
        before = (self.fixing is None, self._issuing)
        self.fixing = fixing
        self.service = None
        self._issuing = not [one for one in fixing.papers if one.kind in KINDS]
        self._lay()
        if before != (False, self._issuing):
            self.page.stale()  # the papers beside follow

    def _lay(self) -> None:
        fixing, case = self.fixing, self.case
        if fixing is None or case is None:
            return
        if not fixing.problems:
            self.set_body(EmptyState(say("order-page-none"), say("order-page-none-how")))
        elif self._issuing:
            self._compose(fixing)
        else:
            self._issued(fixing)
        self.redraw()

    def redraw(self) -> None:
        """Draw the paper beside again, from what is written now; it is drawn on another thread."""
        asked, late = (self.list.asked(), self.late.value()) if self._issuing else ((), NOW)
        self._drawn = (self.kind, asked, late)
        self.page.refresh_paper()

    def _compose(self, fixing: Fixing) -> None:
        kinds = Section(say("order-page-kind"), line=True)
        kinds.add(self._kinds(), gap=12)
        self.list = DemandList()
        self.list.set_problems(fixing.open, fixing.due, self.kind)
        self.list.edited.connect(self._pause.start)
        what = Section(say("order-page-problems"), say("order-page-count", count=len(fixing.open)), line=True)
        what.add(self.list)
        self.late = LateField(self.page, "after-order")
        self.late.edited.connect(self._pause.start)
        self.primary = buttons.primary("", self.issue)
        back = buttons.secondary(say("order-page-cancel"), self._stop)
        back.setVisible(any(one.kind in KINDS for one in fixing.papers))
        self._name_primary()
        note = texts.soft(say("order-page-note"), wrap=True)
        self.set_form(kinds, 14, self.late, 22, what, foot=foot_bar(note, right=(back, self.primary)))
        grey_form(self, why_away(self.case))

    def _kinds(self) -> QWidget:
        """Two choices, each with one sentence on what it is."""
        profile = self.page.context.profile
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        group = QButtonGroup(self)
        self.choices = {}
        for place, kind in enumerate(KINDS):
            button = buttons.segment(profile.document(kind).title, "only")
            button.setFixedWidth(_KIND)
            button.setChecked(kind == self.kind)
            button.clicked.connect(lambda _=False, kind=kind: self.choose(kind))
            group.addButton(button)
            self.choices[kind] = button
            grid.addWidget(button, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(texts.soft(say(f"order-page-is-{kind}"), wrap=True), place, 1, Qt.AlignmentFlag.AlignVCenter)
        return texts.boxed(grid)

    def choose(self, kind: str) -> None:
        """Choose advice or order."""
        self.kind = kind
        self.choices[kind].setChecked(True)
        self.list.show_kind(kind)
        self._name_primary()
        self._drawn = (kind, self.list.asked(), self.late.value())
        self.page.stale()  # the papers beside follow

    def _name_primary(self) -> None:
        self.primary.setText(say("order-page-issue", title=self.page.context.profile.document(self.kind).title))

    def issue(self) -> None:
        """Issue the paper for what was chosen."""
        title = self.page.context.profile.document(self.kind).title
        if not self.late.check():
            return
        self.page.do(
            issue_fix, house=self.page.context.house, kind=self.kind, asked=self.list.asked(), late=self.late.value(),
            done=lambda paper: self.page.show_notice(say("order-page-done", title=title, number=paper.number), "green"),
        )  # fmt: skip

    def _stop(self) -> None:
        self._issuing = False
        self._lay()
        self.page.stale()  # the papers beside follow

    def _again(self, kind: str) -> None:
        self.kind, self._issuing = kind, True
        self._lay()
        self.page.stale()  # the papers beside follow

    def _issued(self, fixing: Fixing) -> None:
        here = self.case is not None and self.case.here
        parts: list[Part] = []
        papers = Section(say("order-page-papers"), line=True)
        mine = [one for one in fixing.papers if one.kind in KINDS]
        for one in mine:
            papers.add(self._paper_row(one, here=here))
        parts += [papers, 24]
        if self.service is not None:
            parts += [self.service, 24]
        problems = Section(say("order-page-problems"), line=True)
        for problem in fixing.problems:
            line = (
                say("order-page-due-line", demand=problem.demand, due=day_of(problem.due_on)) if problem.due_on else ""
            )
            title = say("order-page-problem", line=problem.line_number, fact=problem.fact)
            problems.add(Entry(title, line, chip=_state_chip(problem), bold=False))
        parts.append(problems)
        more = [
            self._also(kind) for kind in KINDS if here and not any(one.kind == kind for one in mine)
        ]  # fmt: skip
        if here:
            more.append(buttons.secondary(say("step-handling"), lambda: self.page.view_step("handling")))
        self.primary = buttons.primary(say("step-reinspection"), lambda: self.page.view_step("reinspection"))
        note = texts.soft(say("order-page-after"), wrap=True)
        self.set_form(*parts, foot=foot_bar(note, right=(*more, self.primary)))
        self.setEnabled(True)

    def _also(self, kind: str) -> QWidget:
        title = self.page.context.profile.document(kind).title
        return buttons.secondary(say("order-page-also", title=title), lambda: self._again(kind))

    def _paper_row(self, paper: FixPaperView, *, here: bool) -> QWidget:
        title = f"{self.page.context.profile.document(paper.kind).title}　{paper.number}"
        if paper.served_at:
            line = say(
                "order-page-served", time=moment_words(paper.served_at), way=say(paper.way), receiver=paper.receiver
            )
        else:
            line = say("order-page-unserved", time=moment_words(paper.issued_at), by=paper.issued_by)
        right = [buttons.link(say("order-page-export"), lambda: self.export(paper.kind))]
        if here and not paper.served_at:
            right.insert(0, buttons.link(say("order-page-serve"), lambda: self.serve(paper)))
        chip = Chip(say("paper-served"), "green") if paper.served_at else Chip(say("paper-final"), "blue")
        return Entry(title, line, right=texts.boxed(texts.row(*right, chip, gap=16)))

    def serve(self, paper: FixPaperView) -> None:
        """Open the form for the service of a paper."""
        case = self.case
        if case is None:
            return

        def go(inputs: dict[str, Any]) -> None:
            self.page.do(
                serve_fix_late, kind=paper.kind, number=paper.number, **inputs,
                done=lambda _: self.page.show_notice(say("order-page-served-done", number=paper.number), "green"),
            )  # fmt: skip

        def stop() -> None:
            self.service = None
            self._lay()

        title = say("order-page-service", number=paper.number)
        late = LateField(self.page, "after-served", opened=True, label=say("order-page-at"))
        late.follows({"after-issued": paper.issued_at})
        self.service = ServiceForm(title, case.view, self.page.context.clock, late, go=go, stop=stop)
        self._lay()
        if self.service is not None:
            self.service.receiver.setFocus()

    def export(self, kind: str) -> None:
        """Put the issued PDF where the person wants it."""
        ask_folder(self, lambda folder: self.export_to(folder, kind))

    def export_to(self, folder: Path, kind: str) -> None:
        """Write the issued PDF, byte for byte, into a folder."""
        case, desk = self.case, self.page.context.desk
        if case is None:
            return

        def write(exported: Exported) -> None:
            def work(_ticket: Ticket) -> Path:
                path = folder / exported.name
                replace_file(path, exported.content)
                return path

            self.page.context.pool.run(work, done=self._exported, failed=self.page.show_refusal, owner=self)

        self.page.load(lambda session: export_paper(session, desk=desk, dossier=case.dossier, kind=kind), write)

    def _exported(self, path: Path) -> None:
        self.page.show_notice(say("order-page-exported", path=str(path)), "green")
        open_file(path)

    def _draft(self, session: Session) -> Paper:
        del session
        assert self.fixing is not None  # noqa: S101  (there is a draft once the branch was read)
        context = self.page.context
        kind, asked, late = self._drawn
        return draft_fix(self.fixing, context.profile, kind=kind, asked=asked, clock=context.clock, late=late)


def _state_chip(problem: ProblemView) -> ChipText:
    """How far a problem is; one that no paper asks for yet is told as such."""
    if not (problem.order_number or problem.advice_number):
        return ChipText(say("order-page-unasked"), "grey")
    return ChipText(say(problem.state), state_tone(problem.state))


def state_tone(state: str) -> str:
    """The tone of a problem's state."""
    return {"fix-closed": "green", "fix-done": "green", "fix-not": "red", "fix-handled": "grey"}.get(state, "amber")


def day_of(text: str) -> str:
    """A civil day without its year, such as 12月5日."""
    _, month, day = text.split("-")
    return say("approvals-day", month=int(month), day=int(day))
