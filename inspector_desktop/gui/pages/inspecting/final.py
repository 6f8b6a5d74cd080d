"""The record once it is final: number, signatures, how the copy was left; and signing again, with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import Form
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.pages.inspecting.case import moment_words, since_words
from inspector_desktop.gui.pages.inspecting.signing_service import ServicesView
from inspector_desktop.signature.acts import sign_again
from inspector_desktop.signature.document import note_of, opinion_of, proof_of
from inspector_desktop.signature.rules import SIGNING_BRANCHES
from inspector_desktop.signature.seeing import REPORT, SeenView, seen_by
from inspector_desktop.signature.store import KIND
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage


class FinalView(QWidget):
    """The finished record."""

    def __init__(self, page: InspectionPage, case: Case) -> None:
        super().__init__()
        self._page = page
        self._case = case
        done = Section(say("inspection-record-final"), line=True)
        done.add(KeyValues(self._values(), label_width=108), gap=12)
        papers = [one for one in case.papers if one.kind in {KIND, REPORT} and one.state != "paper-void"]
        opened = [
            buttons.secondary(say("inspection-open-named", title=one.title), partial(page.print_kept, one))
            for one in papers
        ]
        done.add(texts.row(*opened, None), gap=16)
        self.seen = texts.small("", wrap=True)
        self.seen.hide()
        done.add(self.seen, gap=6)
        if any(one.kind == REPORT for one in papers):
            bureau, dossier = case.view.bureau, case.dossier
            page.load(lambda session: seen_by(session, bureau, dossier), self._show_seen)
        self.reason = GrowingField(say("inspection-again-hint"))
        self.form = Form()
        self.form.add_row(
            "reason", say("inspection-again-reason"), self.reason, buttons.danger(say("do-sign-again"), self._go)
        )
        self.form.hide()
        self.again = buttons.link(say("inspection-again"), self._ask)
        self.services = ServicesView(page, case)
        self.setLayout(texts.column(done, 20, self.services, 16, texts.row(self.again, None), 8, self.form, gap=0))

    def _values(self) -> list[Value]:
        case = self._case
        final, statement = case.final, case.statement
        if final is None or statement is None:
            return []
        now = self._page.context.clock.now()
        signed = "，".join(f"{one.name} {since_words(one.signed_at, now)}" for one in case.signatures)
        values = [
            Value(say("inspection-number"), final.number, bold=True),
            Value(say("inspection-finalised-at"), moment_words(final.finalised_at)),
            Value(say("inspection-opinion"), opinion_of(statement)),
            Value(say("inspection-branch"), say(f"{statement.branch}-short")),
        ]
        if statement.branch not in SIGNING_BRANCHES:
            values.append(Value(say("inspection-reason"), note_of(statement)))
            values.append(Value(say("inspection-proof"), proof_of(statement)))
        copy = "　".join(part for part in (say(f"{final.copy_way}-short"), final.copy_receiver) if part)
        return [*values, Value(say("inspection-signers"), signed), Value(say("inspection-copy"), copy)]

    def _show_seen(self, found: tuple[SeenView, ...]) -> None:
        names = "、".join(say("told-seen-by", name=one.name, at=moment_words(one.seen_at)) for one in found)
        self.seen.setText(say("told-seen", names=names) if names else say("told-not-seen"))
        self.seen.show()

    def _ask(self) -> None:
        self.again.hide()
        self.form.show()
        self.reason.setFocus()

    def _go(self) -> None:
        self._page.do(sign_again, reason=self.reason.value())
