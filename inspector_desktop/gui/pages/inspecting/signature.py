"""签字送达: the unit's words, signature or reason and proof, the officers last, and the copy that is left."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.check.evidence_store import evidence_of
from inspector_desktop.clock import Clock
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.pages.inspecting.final import FinalView
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.inspecting.late import LABEL, LateField
from inspector_desktop.gui.pages.inspecting.panel import Panel, Preview, foot_bar, lock
from inspector_desktop.gui.pages.inspecting.papers import issued
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given
from inspector_desktop.gui.pages.inspecting.reading import ReadingPanel
from inspector_desktop.gui.pages.inspecting.record import record_name
from inspector_desktop.gui.pages.inspecting.signing import SigningBoard
from inspector_desktop.gui.pages.inspecting.signing_identity import knows_pin
from inspector_desktop.gui.pages.inspecting.signing_reading import ReadingRoom
from inspector_desktop.gui.pages.inspecting.signing_room import SigningRoom
from inspector_desktop.gui.pages.inspecting.signing_sent import SentPart
from inspector_desktop.gui.pages.inspecting.signing_service import ServiceForm
from inspector_desktop.gui.pages.inspecting.statement import StatementForm
from inspector_desktop.inspection.acts import reserve_number
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.desks import Desk
from inspector_desktop.rectification.late_acts import done_late, finalise_late
from inspector_desktop.signature.acts import (
    Identity,
    is_read,
    read_back,
    shown_now,
    sign,
    sign_on_paper,
    state_unit,
)
from inspector_desktop.signature.document import record_paper
from inspector_desktop.signature.restoring import changed_since_signing, restore_signed
from inspector_desktop.signature.rules import OFFICER, READ_SCREEN
from inspector_desktop.signature.sending import take_returned
from inspector_desktop.signature.store import KIND, record_content
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.paper.model import Paper
    from inspector_desktop.signature.store import RecordContent
    from inspector_desktop.storage.proofs import PinProof

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
        self.shown = self._void = ""
        self.room: SigningRoom | None = None
        self.reading_room: ReadingRoom | None = None
        self._content: RecordContent | None = None
        self._offered: Hashable = None
        self._stage = ""
        self._turning = False
        page.paper.shown.connect(self._turn)

    @override
    def key(self, case: Case) -> Hashable:
        ended = case.visit is not None and bool(case.visit.ended_at)
        return (ended, case.statement, case.signatures, case.standing, case.final, tuple(case.counts.items()))

    @override
    def show_case(self, case: Case) -> None:
        """Show it, and offer what evidence there is by now as proof."""
        super().show_case(case)
        if self._built.endswith("sign"):
            self.sent.show_case(case)
        entered = (case.dossier, case.place, len(case.history), case.photos)
        if self._built.endswith("sign") and entered != self._offered:
            self._offered = entered
            bureau, dossier, form = case.view.bureau, case.dossier, self.statement
            self.page.load(lambda session: evidence_of(session, bureau, dossier), form.show_evidence)

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
        if wanted == "sign" and case.standing is not None and case.standing.void:
            where = {"bureau": case.view.bureau, "dossier": case.dossier}
            self.page.load(lambda session: changed_since_signing(session, **where), self._show_changed)
        if ended:
            bureau, dossier = case.view.bureau, case.dossier
            self.page.load(lambda session: record_content(session, bureau, dossier), self._show_content)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        kept = [one for one in case.papers if one.kind in {KIND, "refusal-report"} and one.state != "paper-void"]
        if case.final is not None and kept:
            return tuple(issued(one) for one in kept)
        return (Preview(KIND, record_name(self.page, case), self._build_shown),)

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
        if case is None or self.statement.differs(case) or self.statement.wants_reading():
            return STATE
        return SIGN if self.board.active is not None else FINALISE

    def _build(self, case: Case) -> None:
        page = self.page
        self.statement = StatementForm(page)
        self.statement.fill(case)
        self.board = SigningBoard(page)
        self.sent = SentPart(page)
        self.sent.returned.connect(self._take_returned)
        self.copy = ServiceForm(page, say("inspection-copy"))
        self.copy_way, self.copy_receiver = self.copy.way, self.copy.receiver
        self.late = LateField(page, "after-signed", width=LABEL)
        self.caption = texts.small(say("sign-caption"), wrap=True)
        self.also = texts.small(say("inspection-also-report"), wrap=True)
        self.restore = buttons.link(say("signing-restore"), self._restore)
        self.primary = buttons.primary("", self._go)
        self.statement.edited.connect(self._lead)
        self.statement.reading_asked.connect(self._read_large)
        self.board.inked.connect(self._lead)
        self.board.paper_asked.connect(lambda: ask_pictures(self, self._take_scan, many=False))
        self.board.late_asked.connect(lambda: ask_pictures(self, self._take_whole))
        self.board.room_asked.connect(self._hand_over)
        if self._content is not None:
            self.statement.show_content(self._content, read=is_read(self._content))
        self.set_form(
            self.statement, 10, self.sent, 10, self.board, 10, self.copy, 10, self.late,
            foot=foot_bar(self.caption, self.also, right=(self.restore, self.primary)),
        )  # fmt: skip

    def _lead(self) -> None:
        """Let the one button say what comes next, and show only what that needs."""
        case = self.case
        if case is None:
            return
        stage = self.stage()
        if stage != self._stage:
            self._stage = stage
            self._turning = stage == SIGN and self.page.panel is self
            self._turn_now()
        void = case.standing is not None and bool(case.standing.void)
        self.board.setVisible(stage != STATE or void)  # a signature that no longer counts stays in sight
        self.board.set_open(stage == SIGN)
        self.statement.set_compact(stage != STATE)
        self.copy.setVisible(stage == FINALISE)
        self.late.setVisible(stage == FINALISE)
        words = {STATE: "inspection-state-do", SIGN: "inspection-sign-do", FINALISE: "do-finalise"}
        on_paper = stage == SIGN and self.board.on_paper()
        self.primary.setText(say("inspection-from-paper") if on_paper else say(words[stage]))
        why = self.board.wanting() if stage == SIGN and not on_paper else ""
        grey(self.primary, why)
        refused = case.statement is not None and case.statement.branch == "branch-refused"
        report = refused and self.page.context.profile.signature.refusal_report
        self.restore.setVisible(void)
        self.caption.setText(self._void_words() if void else why or say("sign-caption"))
        look.write_in(self.caption, look.AMBER if void or why else look.SOFT)
        self.also.setVisible(report)
        if stage == FINALISE:
            self.copy.fill(case)

    def _turn_now(self) -> None:
        """Bring the page with the signatures into sight as signing begins; they stand at the end of the record."""
        if self._turning and self.page.paper.tabs().value() == KIND:
            self.page.paper.go_to_end()

    def _turn(self) -> None:
        """Once more when the paper was made anew, then leave it to whoever reads."""
        if self._turning and self.page.panel is self:
            self._turn_now()
            self._turning = False

    def _go(self) -> None:
        page, stage, house = self.page, self.stage(), self.page.context.house
        if stage == STATE:
            late = self.statement.late
            if late.check():
                page.do(
                    done_late, act=state_unit, step="after-stated", moment="stated_at", late=late.value(), house=house,
                    stated=self.statement.value(), read_how=self.statement.read_how(), done=lambda _: late.clear(),
                )  # fmt: skip
        elif stage == SIGN and self.board.on_paper():
            ask_pictures(self, self._take_scan, many=False)
        elif stage == SIGN:
            self._sign(strokes=self.board.ink())
        elif self.late.check():
            page.do(
                finalise_late, house=house, late=self.late.value(), service=self.copy.value(),
                service_photo=self.copy.photo.content(),
                done=lambda found: self._finalised(len(found)),
            )  # fmt: skip

    def _sign(self, *, strokes: str = "", scan: bytes = b"", shown: str = "") -> None:
        """Put the signature of whoever's turn it is; a second officer's own PIN is tried off the UI thread first."""
        signer, board, page = self.board.active, self.board, self.page
        if signer is None:
            return

        def put(identity: Identity) -> None:
            page.do(
                sign, role=signer.role, name=signer.name, post=signer.post, strokes=strokes, scan=scan,
                signed_at=board.signed_at() if scan else None,
                house=page.context.house, shown=shown or ("" if scan else self.shown), identity=identity,
            )  # fmt: skip

        way = board.identity.value() if strokes and board.needs_identity() else ""
        if way != "identity-pin":
            put(Identity(way, board.certificate.content() if way else b""))
            return
        person, pin, opening = signer.role.removeprefix(OFFICER), board.pin.value(), page.context.opening

        def known(proof: PinProof) -> None:
            put(Identity(way, proof=proof))

        page.context.pool.run(
            lambda _: knows_pin(opening, person, pin, page.dossier), done=known, failed=page.show_refusal, owner=self
        )

    def _build_shown(self, session: Session) -> bytes:
        """The very PDF the pages beside are pictures of; its hash goes with the signature."""
        desk, house = self.page.context.desk, self.page.context.house
        pdf = shown_now(session, desk=desk, house=house, dossier=self.page.dossier)
        self.shown = sha256_hex(pdf)
        return pdf

    def _show_content(self, content: RecordContent) -> None:
        self._content = content
        self.reading.show_content(content)
        if self._built.endswith("sign"):
            self.statement.show_content(content, read=is_read(content))
            self._lead()

    def _read_large(self) -> None:
        content = self._content
        if content is None:
            return
        room = ReadingRoom(self, content, self.page.context.clock, self.statement.own_words.value())
        room.finished.connect(self._read)
        room.came_back.connect(lambda: setattr(self, "reading_room", None))
        self.reading_room = room
        room.enter()

    def _read(self, times: dict[str, str], own_words: str) -> None:
        self.statement.own_words.set_value(own_words)
        case = self.case
        reader = self.statement.name.value() or (case.visit.met if case is not None and case.visit else "")
        self.page.do(read_back, how=READ_SCREEN, reader=reader, read=times)

    def _hand_over(self) -> None:
        """Give the laptop to whoever signs next: only the paper and the pad, until an officer takes it back."""
        signer = self.board.active
        if signer is None:
            return
        if not self.board.is_known():
            self.page.show_notice(say("signing-known-first"), "amber")
            return

        def show(pdf: bytes) -> None:
            room = SigningRoom(self, self.page.context.pool, signer, pdf)
            room.written.connect(lambda strokes, shown: self._sign(strokes=strokes, shown=shown))
            room.came_back.connect(lambda: setattr(self, "room", None))
            self.room = room
            room.enter()

        self.page.load(self._build_shown, show)

    def _take_whole(self, given: Given) -> None:
        """补录: one paper that everybody has signed by hand, photographed."""
        case, at = self.case, self.board.late_at.moment()
        if case is None:
            return
        if at is None:
            self.page.show_notice(say("signing-late-time"), "amber")
            return
        signers = tuple((one.role, one.name, one.post) for one in self.board.waiting())

        def use(found: list[tuple[bytes, str]]) -> None:
            if found:
                self.page.do(sign_on_paper, scans=tuple(one[0] for one in found), signers=signers, signed_at=at)

        self.page.context.pool.run(lambda _: read_given(given), done=use, failed=self.page.show_refusal, owner=self)

    def _take_returned(self) -> None:
        """Take in what came back, with the unit's words as they are written above."""
        try:
            scans, signed_at = self.sent.came_back()
        except Refused as refusal:
            self.page.show_refusal(refusal)
            return
        self.page.do(
            take_returned, house=self.page.context.house, stated=self.statement.value(), scans=scans,
            signed_at=signed_at, done=lambda _: self.page.show_notice(say("sent-taken"), "green"),
        )  # fmt: skip

    def _restore(self) -> None:
        def done(count: int) -> None:
            self.page.show_notice(say("signing-restored", count=count), "green")

        self.page.do(restore_signed, done=done)

    def _void_words(self) -> str:
        return self._void or say("inspection-void-caption")

    def _show_changed(self, lines: tuple[int, ...]) -> None:
        listed = "、".join(str(one) for one in lines)
        self._void = say("refused-changed-after-signing", line=listed) if lines else ""
        self._lead()

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
            title = record_name(self.page, case)
            name = f"{title} {case.view.subject_name}"
            self.page.do(for_hand, house=self.page.context.house, done=lambda paper: self.page.print_paper(name, paper))
