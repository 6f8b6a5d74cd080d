"""签字送达: the unit's words, signature or reason and proof, the officers last, and the copy that is left."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.clock import Clock
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.pages.inspecting.final import FinalView
from inspector_desktop.gui.pages.inspecting.panel import Panel, Preview, foot_bar, lock
from inspector_desktop.gui.pages.inspecting.papers import issued
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given
from inspector_desktop.gui.pages.inspecting.reading import ReadingPanel
from inspector_desktop.gui.pages.inspecting.record import record_preview
from inspector_desktop.gui.pages.inspecting.signing import SigningBoard
from inspector_desktop.gui.pages.inspecting.statement import StatementForm, state_with_proof
from inspector_desktop.inspection.acts import reserve_number
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.desks import Desk
from inspector_desktop.signature.acts import finalise_record, sign
from inspector_desktop.signature.document import record_paper
from inspector_desktop.signature.rules import SIGNING_BRANCHES
from inspector_desktop.signature.store import KIND, record_content
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.paper.model import Paper

WAYS = ("service-direct", "service-left", "service-post", "service-electronic")
STATE, SIGN, FINALISE = "state", "sign", "finalise"


def for_hand(session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str) -> Paper:
    """The record numbered and ready to be signed on paper: no draft, no code, no ink."""
    reserve_number(session, desk=desk, clock=clock, profile=house.profile, kind=KIND, inspection=dossier)
    content = record_content(session, str(desk.bureau), dossier)
    return record_paper(content, (), house.profile, draft=False)


class SignaturePanel(Panel):
    """One primary button leads through it: take the words down, sign one after another, finalise."""

    step: ClassVar[str] = "signature"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self._built = ""
        self.reading = ReadingPanel(page)

    @override
    def key(self, case: Case) -> Hashable:
        ended = case.visit is not None and bool(case.visit.ended_at)
        return (ended, case.statement, case.signatures, case.standing, case.final, tuple(case.counts.items()))

    @override
    def fill(self, case: Case) -> None:
        ended = case.visit is not None and bool(case.visit.ended_at)
        wanted = "final" if case.final is not None else "sign" if ended else "wait"
        if wanted == "final":
            self.set_form(FinalView(self.page, case))
        elif wanted == "wait":
            self.set_body(EmptyState(say("step-signature"), say("inspection-sign-later")))
        else:
            if self._built != case.dossier + case.place + wanted:
                self._build(case)
            elif case.statement is not None and not self.statement.hasFocus():
                self.statement.fill(case)
            self.board.show_case(case)
            self._lead()
        self._built = case.dossier + case.place + wanted
        if not case.here and wanted == "sign":
            lock(self)
        if ended:
            bureau, dossier = case.view.bureau, case.dossier
            self.page.load(lambda session: record_content(session, bureau, dossier), self.reading.show_content)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        kept = [one for one in case.papers if one.kind in {KIND, "refusal-report"} and one.state != "paper-void"]
        if case.final is not None and kept:
            return tuple(issued(one) for one in kept)
        return (record_preview(self.page, case, in_progress=False),)

    @override
    def panels(self, case: Case) -> Sequence[tuple[str, str, QWidget]]:
        return (("large", say("do-read-large"), self.reading),)

    @override
    def parts(self, case: Case) -> Sequence[str]:
        if case.visit is None or not case.visit.ended_at:
            return ()
        number = case.final.number if case.final else ""
        counts = case.counts
        words = say(
            "inspection-counts", total=counts["total"], conforms=counts["conforms"], violates=counts["violates"],
            na=counts["not_applicable"], unchecked=counts["not_checked"],
        )  # fmt: skip
        return (number or case.view.task_title, words if case.unable is None else say(case.unable.branch))

    @override
    def tools(self, case: Case) -> Sequence[QWidget]:
        if case.final is not None or case.visit is None or not case.visit.ended_at or not case.here:
            return ()
        return (buttons.secondary(say("inspection-print-for-hand"), self._print),)

    @override
    def start(self) -> None:
        case = self.case
        if case is not None and self._built.endswith("sign") and case.statement is None:
            self.statement.start()

    def stage(self) -> str:
        """Return what comes next: take down the words, sign, or finalise."""
        case = self.case
        if case is None or self.statement.differs(case):
            return STATE
        return SIGN if self.board.active is not None else FINALISE

    def _build(self, case: Case) -> None:
        page = self.page
        self.statement = StatementForm(page)
        self.statement.fill(case)
        self.board = SigningBoard(pad_accepted=page.context.profile.signature.pad)
        self.copy_way = ChoiceField(tuple((key, say(key)) for key in WAYS))
        self.copy_receiver = LineField(say("inspection-receiver-hint"), width=160)
        self.copy = Form()
        self.copy.add_row("copy", say("inspection-copy"), self.copy_way, self.copy_receiver)
        self.caption = texts.small(say("sign-caption"), wrap=True)
        self.also = texts.small(say("inspection-also-report"), wrap=True)
        self.primary = buttons.primary("", self._go)
        self.statement.edited.connect(self._lead)
        self.board.inked.connect(self._lead)
        self.board.paper_asked.connect(lambda: ask_pictures(self, self._take_scan, many=False))
        self.set_form(
            self.statement, 10, self.board, 10, self.copy,
            foot=foot_bar(self.caption, self.also, right=(self.primary,)),
        )  # fmt: skip

    def _lead(self) -> None:
        """Let the one button say what comes next, and show only what that needs."""
        case = self.case
        if case is None:
            return
        stage = self.stage()
        self.board.setVisible(stage != STATE)
        self.copy.setVisible(stage == FINALISE)
        words = {STATE: "inspection-state-do", SIGN: "inspection-sign-do", FINALISE: "do-finalise"}
        on_paper = stage == SIGN and self.board.on_paper()
        self.primary.setText(say("inspection-from-paper") if on_paper else say(words[stage]))
        self.primary.setEnabled(stage != SIGN or on_paper or bool(self.board.ink()))
        refused = case.statement is not None and case.statement.branch == "branch-refused"
        report = refused and self.page.context.profile.signature.refusal_report
        void = case.standing is not None and bool(case.standing.void)
        self.caption.setText(say("inspection-void-caption") if void else say("sign-caption"))
        look.write_in(self.caption, look.AMBER if void else look.SOFT)
        self.also.setVisible(report)
        if stage == FINALISE and not self.copy_way.value() and case.statement is not None:
            signs = case.statement.branch in SIGNING_BRANCHES
            self.copy_way.set_value("service-direct" if signs else "service-left")
            self.copy_receiver.set_value(case.statement.signer_name if signs else "")

    def _go(self) -> None:
        page, stage, house = self.page, self.stage(), self.page.context.house
        if stage == STATE:
            page.do(
                state_with_proof, house=house, stated=self.statement.value(), photo=self.statement.photo.content(),
                name=self.statement.photo.name(),
            )  # fmt: skip
        elif stage == SIGN and self.board.on_paper():
            ask_pictures(self, self._take_scan, many=False)
        elif stage == SIGN:
            self._sign(strokes=self.board.ink())
        else:
            page.do(
                finalise_record, house=house, copy_way=self.copy_way.value(),
                copy_receiver=self.copy_receiver.value(), done=lambda found: self._finalised(len(found)),
            )  # fmt: skip

    def _sign(self, *, strokes: str = "", scan: bytes = b"") -> None:
        signer = self.board.active
        if signer is not None:
            self.page.do(sign, role=signer.role, name=signer.name, post=signer.post, strokes=strokes, scan=scan)

    def _take_scan(self, given: Given) -> None:
        def use(found: list[tuple[bytes, str]]) -> None:
            if found:
                self._sign(scan=found[0][0])

        self.page.context.pool.run(lambda _: read_given(given), done=use, failed=self.page.show_refusal, owner=self)

    def _finalised(self, count: int) -> None:
        self.page.show_notice(say("inspection-finalised" if count == 1 else "inspection-finalised-report"), "green")

    def _print(self) -> None:
        case = self.case
        if case is not None:
            title = self.page.context.profile.document(KIND).title
            name = f"{title} {case.view.subject_name}"
            self.page.do(for_hand, house=self.page.context.house, done=lambda paper: self.page.print_paper(name, paper))
