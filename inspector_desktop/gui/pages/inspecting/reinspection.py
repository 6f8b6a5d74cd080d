"""整改复查 and 销号: what the unit reported, what two officers found of each problem, and closing what is mended."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget
from typing_extensions import override

from inspector_desktop.clock import stamp
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import Form, LineField, TextField, button_row
from inspector_desktop.gui.kit.section import EmptyState, Section
from inspector_desktop.gui.pages.inspecting.case import day_words
from inspector_desktop.gui.pages.inspecting.greyed import grey_form, why_away
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.inspecting.media.pairs import PairStrip
from inspector_desktop.gui.pages.inspecting.order import day_of, state_tone
from inspector_desktop.gui.pages.inspecting.panel import Panel, Part, Preview, foot_bar
from inspector_desktop.gui.pages.inspecting.papers import issued
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.gui.pages.reporting.ordering import REINSPECTION, Fixing, load_fixing
from inspector_desktop.rectification.document import Officer, reinspection_paper
from inspector_desktop.rectification.facts import Rechecked
from inspector_desktop.rectification.late import NOW, Late
from inspector_desktop.rectification.late_acts import close_late, recheck_late, report_late
from inspector_desktop.rectification.pairing import PairView, pairs_of, shown_pairs
from inspector_desktop.rectification.rules import DONE, NOT, OPEN, PART, may_close, may_recheck
from inspector_desktop.rectification.store import ProblemView
from inspector_desktop.registry.store import officers as registered
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.paper.model import Paper

_LABEL, _INDENT, _PAUSE_MS = 96, 72, 500


class ProblemRow(QWidget):
    """One problem: where it stands, and what is found of it now."""

    def __init__(self, problem: ProblemView, pair: PairStrip | None = None) -> None:
        super().__init__()
        self.problem = problem
        self.pair = pair
        number = texts.soft(say("term-line", line=problem.line_number))
        number.setFixedWidth(_INDENT)
        words = texts.label(problem.fact or problem.label, font=look.body(bold=True), wrap=True)
        head = texts.row(number, words, Chip(say(problem.state), state_tone(problem.state)), gap=0)
        head.setStretch(1, 1)
        parts: list[Part] = [head]
        for text in _lines(problem):
            line = texts.row(_INDENT, texts.small(text, wrap=True), gap=0)
            parts.append(texts.boxed(line))
        if pair is not None:
            parts.append(texts.row(_INDENT, pair, gap=0))
        self.result = buttons.ChoiceGroup(tuple((one, say(one)) for one in (DONE, PART, NOT)))
        self.words = LineField(say("recheck-page-words-hint"))
        self.words.setAccessibleName(say("recheck-page-words"))
        self._asked = texts.row(_INDENT, self.result, self.words, gap=0)
        self._asked.insertSpacing(2, 12)
        self._inner = texts.boxed(self._asked)
        self._inner.setVisible(may_recheck(problem.state))
        parts.append(self._inner)
        whole = texts.column(*parts, gap=6)
        whole.setContentsMargins(0, 12, 0, 12)
        self.setLayout(texts.column(whole, texts.Hairline(colour=look.HAIR), gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def found(self) -> Rechecked | None:
        """What was found, if a result was chosen."""
        if not self.result.value():
            return None
        return Rechecked(number=self.problem.number, result=self.result.value(), words=self.words.value())


class ReinspectionPanel(Panel):
    """Reinspection and closing."""

    step: ClassVar[str] = "reinspection"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self.fixing: Fixing | None = None
        self.officers: tuple[tuple[str, str, str], ...] = ()
        self.pairs: dict[int, PairView] = {}
        self.rows: tuple[ProblemRow, ...] = ()
        self.boxes: dict[str, QCheckBox] = {}
        self.report: Section | None = None
        self.report_words = TextField()
        self.primary = buttons.primary("")
        self.close_button = buttons.primary("")
        self.late = LateField(page, "after-recheck")
        self.report_late = LateField(page, "after-reported")
        self._drawn: tuple[tuple[Rechecked, ...], tuple[Officer, ...], Late] = ((), (), NOW)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.redraw)

    @override
    def key(self, case: Case) -> Hashable:
        return len(case.history)

    @override
    def fill(self, case: Case) -> None:
        context, bureau, dossier = self.page.context, case.view.bureau, case.dossier
        profile, clock = context.profile, context.clock

        def query(session: Session) -> tuple[Fixing, tuple[tuple[str, str, str], ...], dict[int, PairView]]:
            people = tuple((one.id, one.name, one.certificate) for one in registered(session, bureau))
            fixing = load_fixing(session, bureau=bureau, profile=profile, dossier=dossier, clock=clock)
            return fixing, people, pairs_of(session, bureau, dossier)

        context.ledger.run(query, done=lambda found: self._show(*found), failed=self.page.show_refusal, owner=self)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        kept = [one for kind in (REINSPECTION, "order", "advice") if (one := case.paper(kind)) is not None]
        made = [Preview("recheck-draft", say("recheck-page-draft"), self._draft)] if self._asking() else []
        return (*made, *(issued(one) for one in kept[: 2 - len(made)]))

    @override
    def start(self) -> None:
        self.primary.setFocus()

    def _asking(self) -> bool:
        return self.fixing is not None and any(
            may_recheck(one.state) and (one.order_number or one.advice_number) for one in self.fixing.problems
        )

    def _show(self, fixing: Fixing, officers: tuple[tuple[str, str, str], ...], pairs: dict[int, PairView]) -> None:
        before = self.fixing is not None and self._asking()
        self.fixing, self.officers, self.pairs, self.report = fixing, officers, pairs, None
        self._lay()
        if before != self._asking():
            self.page.stale()  # the papers beside follow

    def _lay(self) -> None:
        self._pause.stop()  # what it waits to read is about to be made anew
        fixing, case = self.fixing, self.case
        if fixing is None or case is None:
            return
        asked = [one for one in fixing.problems if one.order_number or one.advice_number]
        if not asked:
            self.set_body(EmptyState(say("recheck-page-none"), say("recheck-page-none-how")))
            return
        self.rows, self.boxes = tuple(ProblemRow(one, self._pair(one)) for one in asked), {}
        what = Section(say("recheck-page-problems"), line=True)
        for row in self.rows:
            what.add(row)
        parts: list[Part] = [what, 20]
        if self.report is not None:
            parts += [self.report, 20]
        right: list[QWidget] = self._handling(asked)
        closable = [one.number for one in asked if may_close(one.state)]
        reportable = [one.number for one in asked if one.state in (OPEN, PART, NOT)]
        if reportable and self.report is None:
            right.append(buttons.secondary(say("recheck-page-report"), self.ask_report))
        if self._asking():
            parts += [self._team(fixing), 20]
            self.primary = buttons.primary(say("recheck-page-enter"), self.enter)
            right.append(self.primary)
        if closable:
            make = buttons.secondary if self._asking() else buttons.primary
            self.close_button = make(say("do-close"), lambda: self.close_all(closable))
            right.insert(len(right) - 1 if self._asking() else len(right), self.close_button)
        parts += self._afterwards(closable=bool(closable))
        note = say("recheck-page-closed") if not self._asking() and not closable else say("recheck-page-note")
        self.set_form(*parts, foot=foot_bar(texts.soft(note, wrap=True), right=right))
        grey_form(self, why_away(case))
        for row in self.rows:
            row.result.chosen.connect(lambda _: self._pause.start())
            row.words.edited.connect(lambda _: self._pause.start())
        for box in self.boxes.values():
            box.toggled.connect(lambda _: self._pause.start())
        self.redraw()

    def _handling(self, asked: Sequence[ProblemView]) -> list[QWidget]:
        """The way to 处理移送 where something was not put right."""
        if not any(one.state in (PART, NOT) for one in asked):
            return []
        return [buttons.secondary(say("step-handling"), lambda: self.page.view_step("handling"))]

    def _afterwards(self, *, closable: bool) -> list[Part]:
        """补录 of what can be done here now: looking at it again, or else closing."""
        self.late = LateField(self.page, "after-recheck" if self._asking() else "after-closed")
        self.late.edited.connect(self._pause.start)
        return [self.late, 20] if self._asking() or closable else []

    def _pair(self, problem: ProblemView) -> PairStrip | None:
        found = self.pairs.get(problem.number)
        usable = self.case is not None and self.case.here and may_recheck(problem.state)
        return PairStrip(self.page, found, usable=usable) if found is not None else None

    def redraw(self) -> None:
        """Draw the paper beside again, from what is written now; it is drawn on another thread."""
        late = self.late.value() if self._asking() else NOW
        self._drawn = (self.results(), self.team() if self.boxes else (), late)
        self.page.refresh_paper()

    def _team(self, fixing: Fixing) -> Section:
        """Who looked at it again: at least two officers of the register; proposed are the bureau's own at the visit."""
        section = Section(say("recheck-page-officers"), line=True)
        team = {one for one, _, _ in fixing.officers}
        self.boxes = {}
        line = texts.row(gap=20)
        ordered = sorted(self.officers, key=lambda one: one[0] not in team)
        for place, (person, name, _) in enumerate(ordered):
            box = QCheckBox(name)
            box.setChecked(person in team)
            self.boxes[person] = box
            line.addWidget(box)
            if place % 5 == 4:  # noqa: PLR2004  (five to a line)
                line.addStretch(1)
                section.add(line, gap=6)
                line = texts.row(gap=20)
        if line.count():
            line.addStretch(1)
            section.add(line, gap=6)
        return section

    def team(self) -> tuple[Officer, ...]:
        """Return the officers that were chosen."""
        return tuple(Officer(name, number) for one, name, number in self.officers if self.boxes[one].isChecked())

    def results(self) -> tuple[Rechecked, ...]:
        """Return what was found."""
        return tuple(one for row in self.rows if (one := row.found()) is not None)

    def enter(self) -> None:
        """Enter the reinspection and issue its paper, or keep the one made by hand."""
        if not self.late.check():
            return
        self.page.do(
            recheck_late, house=self.page.context.house, results=self.results(), officers=self.team(),
            late=self.late.value(),
            done=lambda paper: self.page.show_notice(say("recheck-page-done", number=paper.number), "green"),
        )  # fmt: skip

    def close_all(self, numbers: Sequence[int]) -> None:
        """销号 of everything found mended."""
        if not self.late.check():
            return
        self.page.do(
            close_late, problems=tuple(numbers), late=self.late.value(),
            done=lambda _: self.page.show_notice(say("recheck-page-closed-done", count=len(numbers)), "green"),
        )  # fmt: skip

    def ask_report(self) -> None:
        """Open the form for what the unit reported."""
        self.report_words = TextField(say("recheck-page-report-hint"), lines=3)
        self.report_scan = ScanField(self.page)
        form = Form(label_width=_LABEL)
        form.add("words", say("recheck-page-report-words"), self.report_words)
        form.add("photo", say("recheck-page-report-photo"), self.report_scan)
        section = Section(say("recheck-page-report"), line=True)
        section.add(form, gap=12)
        self.report_late = LateField(self.page, "after-reported")
        section.add(self.report_late, gap=12)
        go = buttons.secondary(say("recheck-page-report-go"), self.enter_report)
        section.add(button_row(go, buttons.quiet(say("order-page-cancel"), self._stop_report)), gap=12)
        self.report = section
        self._lay()
        self.report_words.setFocus()

    def _stop_report(self) -> None:
        self.report = None
        self._lay()

    def enter_report(self) -> None:
        """Enter what the unit reported, for all problems still open."""
        if self.fixing is None or not self.report_late.check():
            return
        numbers = [
            one.number for one in self.fixing.problems
            if one.state in (OPEN, PART, NOT) and (one.order_number or one.advice_number)
        ]  # fmt: skip
        pictures = (self.report_scan.content(),) if self.report_scan.content() else ()
        self.page.do(
            report_late, problems=tuple(numbers), words=self.report_words.value(), pictures=pictures,
            late=self.report_late.value(),
            done=lambda _: self.page.show_notice(say("recheck-page-report-done"), "green"),
        )  # fmt: skip

    def _draft(self, session: Session) -> Paper:
        fixing, context = self.fixing, self.page.context
        assert fixing is not None  # noqa: S101  (there is a draft once the branch was read)
        results, team, late = self._drawn
        numbers = {one.number for one in results}
        earlier = [
            one for one in fixing.papers if one.kind != REINSPECTION and (not numbers or numbers & set(one.problems))
        ]
        return reinspection_paper(
            fixing.view, fixing.problems, earlier, results, team, context.profile,
            checked_at=stamp(late.at or context.clock.now()),
            pairs=shown_pairs(session, fixing.view.bureau, fixing.view.dossier, numbers),
        )  # fmt: skip


def _lines(problem: ProblemView) -> list[str]:
    """What was asked, reported and found before, one line each."""
    made = []
    if problem.due_on:
        made.append(say("recheck-page-asked", demand=problem.demand, due=day_of(problem.due_on)))
    if problem.reported_at:
        made.append(say("recheck-page-reported", day=day_words(problem.reported_at), words=problem.reported_words))
    if problem.rechecked_at:
        words = problem.rechecked_words or say("fix-done")  # what is not put right is never without words
        made.append(say("recheck-page-found", day=day_words(problem.rechecked_at), words=words))
    return made
