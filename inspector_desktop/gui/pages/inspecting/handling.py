"""处理移送: what goes to whom and why, the form to be signed for it, the letter, and the receipts that came back."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from inspector_desktop.clock import stamp
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import DateField, Form, LineField, TextField, button_row
from inspector_desktop.gui.kit.section import EmptyState, Entry, Section
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.greyed import grey_form, why_away
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.inspecting.panel import Panel, Part, Preview, foot_bar
from inspector_desktop.gui.pages.inspecting.papers import issued
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.gui.pages.reporting.ordering import Fixing, load_fixing
from inspector_desktop.handling.acts import print_approval, take_receipt, transfer_case
from inspector_desktop.handling.document import APPROVAL, LETTER, letter_paper, letter_title
from inspector_desktop.handling.rules import ACCEPTED, AUTHORITY, COPY, SENT_BACK, WAYS, Wanted, read_documents
from inspector_desktop.handling.store import TransferView, transfers_of
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.rectification.late import Late
from inspector_desktop.rectification.store import ProblemView
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.paper.model import Paper

_LABEL, _PAUSE_MS = 96, 500
GO_ALONG = ("check-record", "hazard-list", "order", "advice", "reinspection", "unable-record", "check-report")
"""Papers of a visit that usually go along."""
_SHOWN = ("check.", "signature.record", "report.submitted", "rectification.", "handling.")
"""Entries that change what is shown; a number that is taken for the form leaves what is being typed."""


@dataclass(frozen=True)
class Handling:
    """What the panel shows: the problems, the transfers, and what may go along (a line for each)."""

    fixing: Fixing
    transfers: tuple[TransferView, ...]
    along: str


class HandlingPanel(Panel):
    """Transfers of one inspection, and the form for the next."""

    step: ClassVar[str] = "handling"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self.found: Handling | None = None
        self.boxes: dict[str, QCheckBox] = {}
        self.receipt: Section | None = None
        self.primary = buttons.primary("")
        self._composing = False
        self._drawn: tuple[Wanted, str] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.redraw)

    @override
    def key(self, case: Case) -> Hashable:
        return sum(line.kind.startswith(_SHOWN) for line in case.history)

    @override
    def fill(self, case: Case) -> None:
        context, bureau, dossier = self.page.context, case.view.bureau, case.dossier

        def query(session: Session) -> Handling:
            from inspector_desktop.paper.preview import page_count  # noqa: PLC0415  (pdfium, only when needed)

            fixing = load_fixing(session, bureau=bureau, profile=context.profile, dossier=dossier, clock=context.clock)
            along = [one for kind in GO_ALONG if (one := case.paper(kind)) is not None]
            lines = [f"{one.title} {one.number} {page_count(read_evidence(session, one.blob))}页" for one in along]
            return Handling(fixing, transfers_of(session, bureau, dossier), "\n".join(lines))

        context.ledger.run(query, done=self._show, failed=self.page.show_refusal, owner=self)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        kept = [one for one in case.papers if one.kind in (LETTER, APPROVAL) and one.state != "paper-void"]
        shown = tuple(issued(one) for one in reversed(kept[-2:]))
        if not self._composing or self._drawn is None:
            return shown
        title = letter_title(self.page.context.profile, self._drawn[0].way)
        return (Preview("handling-draft", title, self._draft), *shown[:1])

    @override
    def start(self) -> None:
        self.primary.setFocus()

    def _show(self, found: Handling) -> None:
        before = self._composing
        self.found, self.receipt = found, None
        self._composing = not found.transfers
        self._lay()
        if before != self._composing:
            self.page.stale()  # the papers beside follow

    def _lay(self) -> None:
        self._pause.stop()  # what it waits to read is about to be made anew
        found, case = self.found, self.case
        if found is None or case is None:
            return
        if self._composing and not found.fixing.problems and case.unable is None:
            self._composing, self._drawn = False, None
            self.set_body(EmptyState(say("handling-page-nothing"), say("handling-page-nothing-how")))
        elif self._composing:
            self._compose(found)
        else:
            self._list(found)

    def _compose(self, found: Handling) -> None:
        view = found.fixing.view
        self.way = buttons.ChoiceGroup(tuple((one, say(one)) for one in WAYS), AUTHORITY)
        self.receiver = LineField(say("handling-page-receiver-hint"))
        self.matter = TextField(lines=4)
        self.reason, self.basis = TextField(lines=2), LineField()
        self.documents = TextField(value=found.along, lines=4)
        self.approver = LineField(say("handling-page-approver-hint"), width=140)
        self.approved_on = DateField(width=160)
        self.approval = ScanField(self.page)
        self.print = buttons.secondary(say("handling-page-print"), self.print_form)
        self.form = Form(label_width=_LABEL)
        self.form.add("way", say("handling-page-way"), self.way)
        self.form.add("receiver", say("handling-page-receiver"), self.receiver)
        self.form.add("problems", say("handling-page-problems"), self._problems(found.fixing), top=True)
        self.form.add("matter", say("handling-page-matter"), self.matter)
        self.form.add("reason", say("handling-page-reason"), self.reason)
        self.form.add("basis", say("handling-page-basis"), self.basis)
        self.form.add("documents", say("handling-page-documents"), self.documents,
                      note=say("handling-page-documents-note"))  # fmt: skip
        self.form.add_row("approver", say("handling-page-approver"), self.approver)
        self.form.add_row("approved_on", say("handling-page-approved-on"), self.approved_on, self.print)
        self.form.add("approval", say("handling-page-approval"), self.approval, top=True)
        self.late = LateField(self.page, "after-transferred")
        section = Section(say("handling-page-new"), line=True)
        section.add(self.form, gap=12)
        section.add(self.late, gap=14)
        self.primary = buttons.primary("", self.issue)
        back = buttons.secondary(say("handling-page-cancel"), self._stop)
        back.setVisible(bool(found.transfers))
        self._note = texts.soft("", wrap=True)
        self.set_form(section, foot=foot_bar(self._note, right=(back, self.primary)))
        grey_form(self, why_away(self.case))
        self._propose(view)
        self.way.chosen.connect(lambda _: self._propose(view))
        for field in (self.receiver, self.matter, self.reason, self.basis, self.documents):
            field.edited.connect(lambda _: self._pause.start())
        self.late.edited.connect(self._pause.start)

    def _problems(self, fixing: Fixing) -> QWidget:
        """A box for each problem that is still to be dealt with."""
        self.boxes = {}
        for one in fixing.open:
            box = QCheckBox(say("order-page-problem", line=one.line_number, fact=one.fact or one.label))
            box.setChecked(True)
            box.toggled.connect(lambda _: self._propose(fixing.view))
            self.boxes[one.line] = box
        if not self.boxes:
            return texts.soft(say("handling-page-no-problems"), wrap=True)
        return texts.boxed(texts.column(*self.boxes.values(), gap=6))

    def _chosen(self) -> tuple[ProblemView, ...]:
        """The problems that are ticked."""
        found = self.found.fixing.open if self.found is not None else ()
        return tuple(one for one in found if self.boxes[one.line].isChecked())

    def _propose(self, view: InspectionView) -> None:
        """Write what usually stands there for this way and these problems; what a person wrote himself stays."""
        kind, case = self.way.value().removeprefix("handling-"), self.case
        facts = [
            say("handling-matter-line", place=place, fact=one.fact.rstrip("。"), line=one.line_number)
            for place, one in enumerate(self._chosen(), 1)
        ]
        if not facts and case is not None and case.unable is not None:
            facts = [f"{say(case.unable.branch)}。{case.unable.words}"]
        told = {
            "matter": "\n".join(facts), "reason": say(f"handling-proposed-reason-{kind}"),
            "basis": say(f"handling-proposed-basis-{kind}"),
        }  # fmt: skip
        for field, text in ((self.matter, told["matter"]), (self.reason, told["reason"]), (self.basis, told["basis"])):
            if field.value() == (field.property("proposed") or ""):
                field.set_value(text)
                field.setProperty("proposed", field.value())
        copy = self.way.value() == COPY
        for key in ("approver", "approved_on", "approval"):
            self.form.field(key).setVisible(not copy)
        self._note.setText(say("handling-page-note-copy" if copy else "handling-page-note"))
        title = letter_title(self.page.context.profile, self.way.value())
        self.primary.setText(say("handling-page-issue", title=title))
        del view
        self.redraw()
        self.page.stale()  # the name of the paper beside follows

    def written(self) -> Wanted:
        """What stands in the form."""
        copy = self.way.value() == COPY
        return Wanted(
            way=self.way.value(), receiver=self.receiver.value(), matter=self.matter.value(),
            reason=self.reason.value(), basis=self.basis.value(), documents=read_documents(self.documents.value()),
            lines=tuple(one.line for one in self._chosen()), approver="" if copy else self.approver.value(),
            approved_on="" if copy else self.approved_on.value(),
        )  # fmt: skip

    def redraw(self) -> None:
        """Draw the letter beside again, from what is written now; it is drawn on another thread."""
        if self._composing:
            at = self.late.value().at or self.page.context.clock.now()
            self._drawn = (self.written(), stamp(at))
            self.page.refresh_paper()

    def print_form(self) -> None:
        """Print the form of approval with its number, to be signed by hand."""
        case = self.case
        if case is None:
            return
        name = f"{self.page.context.profile.document(APPROVAL).title} {case.view.subject_name}"
        self.page.do(
            print_approval, house=self.page.context.house, given=self.written(),
            done=lambda paper: self.page.print_paper(name, paper),
        )  # fmt: skip

    def issue(self) -> None:
        """Issue the letter, or keep the one made by hand."""
        if not (self.form.check() and self.late.check()):
            return
        title = letter_title(self.page.context.profile, self.way.value())
        scan = self.approval.content()
        self.page.do(
            transfer_case, house=self.page.context.house, given=self.written(), late=self.late.value(),
            approval=Late(scans=((scan, self.approval.name()),) if scan else ()),
            done=lambda paper: self.page.show_notice(
                say("handling-page-done", title=title, number=paper.number), "green"
            ),
        )  # fmt: skip

    def _stop(self) -> None:
        self._composing = False
        self._lay()
        self.page.stale()  # the papers beside follow

    def again(self) -> None:
        """Open the form for one more transfer."""
        self._composing = True
        self._lay()

    def _list(self, found: Handling) -> None:
        here = self.case is not None and self.case.here
        section = Section(say("handling-page-list"), line=True)
        for one in found.transfers:
            section.add(self._row(one, here=here))
        parts: list[Part] = [section, 20]
        if self.receipt is not None:
            parts += [self.receipt, 20]
        self.primary = buttons.secondary(say("handling-page-more"), self.again)
        self.set_form(*parts, foot=foot_bar(right=(self.primary,)))
        grey_form(self, why_away(self.case))

    def _row(self, one: TransferView, *, here: bool) -> Entry:
        line = say("handling-page-line", way=say(one.way), receiver=one.receiver, time=moment_words(one.transferred_at))
        if one.result:
            took = say(
                "handling-page-took", result=say(one.result), name=one.received_by, time=moment_words(one.received_at)
            )
            line = "\n".join(part for part in (line, took, one.receipt_words) if part)
        tone = {ACCEPTED: "green", SENT_BACK: "red"}.get(one.result, "amber")
        right: list[QWidget] = [Chip(say(one.result or "handling-sent"), tone)]
        if here and not one.result:
            right.insert(0, buttons.link(say("handling-page-receipt"), lambda: self.ask_receipt(one)))
        return Entry(f"{one.title}　{one.number}", line, right=texts.boxed(texts.row(*right, gap=16)))

    def ask_receipt(self, one: TransferView) -> None:
        """Open the form for the receipt of a transfer."""
        self.result = buttons.ChoiceGroup(tuple((key, say(key)) for key in (ACCEPTED, SENT_BACK)), ACCEPTED)
        self.received_by = LineField(width=160)
        self.words = LineField(say("handling-page-words-hint"))
        self.scan = ScanField(self.page)
        self.received = LateField(
            self.page, "after-receipt", opened=True, label=say("handling-page-at"), width=_LABEL, scans=False
        )
        self.received.follows({"after-transferred": one.transferred_at})
        self.received.at.show_moment(self.page.context.clock.now())
        form = Form(label_width=_LABEL)
        form.add("result", say("handling-page-result"), self.result)
        form.add_row("by", say("handling-page-by"), self.received_by)
        form.add("words", say("handling-page-words"), self.words)
        form.add("scan", say("handling-page-scan"), self.scan, top=True)
        section = Section(say("handling-page-receipt-of", number=one.number), line=True)
        section.add(form, gap=12)
        section.add(self.received, gap=10)
        self.go = buttons.primary(say("handling-page-receipt"), lambda: self.enter_receipt(one))
        section.add(button_row(self.go, buttons.secondary(say("order-page-cancel"), self._stop_receipt)), gap=14)
        self.receipt = section
        self._lay()
        self.received_by.setFocus()

    def _stop_receipt(self) -> None:
        self.receipt = None
        self._lay()

    def enter_receipt(self, one: TransferView) -> None:
        """Enter what the other side said."""
        if not self.received.check():
            return
        self.page.do(
            take_receipt, transfer=one.id, result=self.result.value(), received_by=self.received_by.value(),
            words=self.words.value(), scan=self.scan.content(), received_at=self.received.value().at,
            done=lambda _: self.page.show_notice(say("handling-page-taken"), "green"),
        )  # fmt: skip

    def _draft(self, session: Session) -> Paper:
        del session
        assert self.found is not None and self._drawn is not None  # noqa: S101, PT018  (there is a draft once it was read)
        given, at = self._drawn
        return letter_paper(self.found.fixing.view, given, self.page.context.profile, at=at)
