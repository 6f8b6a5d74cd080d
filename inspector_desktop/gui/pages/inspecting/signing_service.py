"""送达: how one paper was served, asked in the way's own fields; and the papers of the step, each with its service."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Form, LineField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.greyed import grey, why_away
from inspector_desktop.gui.pages.inspecting.late import LABEL, LateField
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.rectification.late_acts import serve_late
from inspector_desktop.signature.receipt import service_words
from inspector_desktop.signature.rules import SIGNING_BRANCHES, Service
from inspector_desktop.signature.serving import issue_receipt
from inspector_desktop.signature.store import ServiceView, services_of
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.inspection.facts import IssuedPaper
    from inspector_desktop.inspection.store import PaperView

WAYS = ("service-direct", "service-left", "service-post", "service-electronic")
KINDS = ("check-record", "unable-record", "order", "advice", "reinspection")


class ServiceForm(QWidget):
    """How a paper is served; ``edited`` when the way changes."""

    edited = Signal()

    def __init__(self, page: InspectionPage, label: str) -> None:
        super().__init__()
        self.way = ChoiceField(tuple((key, say(key)) for key in WAYS))
        self.receiver = LineField(say("inspection-receiver-hint"), width=160)
        self.refusal = GrowingField(say("service-refusal-hint"))
        self.witness_name = LineField(say("inspection-name-hint"), width=100)
        self.witness_unit = LineField(say("inspection-unit-hint"))
        self.photo = ScanField(page)
        self.post_number = LineField(say("service-post-hint"), width=200)
        self.delivered = DateField(say("service-delivered-hint"))
        self.address = GrowingField(say("service-address-hint"))
        self.consent = QCheckBox(say("service-consent"))
        self._kept_photo = ""
        self.form = Form()
        self.form.add_row("way", label, self.way, self.receiver)
        self.form.add("refusal", say("service-refusal"), self.refusal)
        self.form.add_row("witness", say("sign-order-witness"), self.witness_name, self.witness_unit)
        self.form.add("photo", say("service-photo"), self.photo, top=True)
        self.form.add_row("post", say("service-post-number"), self.post_number, self.delivered)
        self.form.add_row("electronic", say("service-address"), self.address, self.consent)
        self.setLayout(texts.column(self.form, gap=0))
        self.way.edited.connect(self._lay)
        self._lay()

    def fill(self, case: Case) -> None:
        """Propose what follows from the branch: handed over where somebody signed, left where nobody would."""
        statement = case.statement
        if statement is None or self.way.value():
            return
        signs = statement.branch in SIGNING_BRANCHES
        self.way.set_value("service-direct" if signs else "service-left")
        self.receiver.set_value(statement.signer_name if signs else "")
        self.refusal.set_value("" if signs else statement.reason)
        self.witness_name.set_value(statement.witness_name)
        self.witness_unit.set_value(statement.witness_unit)
        self._kept_photo = statement.proof_photo
        self._lay()

    def value(self) -> Service:
        """Return the service; what the way does not ask stays empty."""
        way = self.way.value()
        left, post, electronic = (way == f"service-{one}" for one in ("left", "post", "electronic"))
        return Service(
            way=way,
            receiver=self.receiver.value(),
            refusal=self.refusal.value() if left else "",
            witness_name=self.witness_name.value() if left else "",
            witness_unit=self.witness_unit.value() if left else "",
            photo=self._kept_photo if left else "",
            post_number=self.post_number.value() if post else "",
            delivered_on=self.delivered.value() if post else "",
            address=self.address.value() if electronic else "",
            consent=electronic and self.consent.isChecked(),
        )

    def _lay(self) -> None:
        way = self.way.value()
        for key, wanted in (
            ("refusal", "service-left"), ("witness", "service-left"), ("photo", "service-left"),
            ("post", "service-post"), ("electronic", "service-electronic"),
        ):  # fmt: skip
            self.form.field(key).setVisible(way == wanted)
        self.edited.emit()


class ServicesView(QWidget):
    """The papers that are left with the unit: how each was served, and what is still to be served; the receipt."""

    def __init__(self, page: InspectionPage, case: Case) -> None:
        super().__init__()
        self._page, self._case = page, case
        self._asked = ""
        self.rows = texts.column(gap=10)
        self.section = Section(say("service-title"), line=True)
        self.section.add(texts.boxed(self.rows), gap=12)
        self.form = ServiceForm(page, say("service-way"))
        self.late = LateField(page, "after-served", opened=True, label=say("service-when"), width=LABEL)
        self.at = self.late.at
        self.at.setPlaceholderText(say("service-when-hint"))
        self.go = buttons.secondary(say("service-register"), self._register)
        self.asking = texts.boxed(texts.column(self.form, self.late, texts.row(None, self.go), gap=10))
        self.asking.hide()
        self.receipt = buttons.link(say("service-receipt-do"), self._issue)
        self.setLayout(texts.column(self.section, 12, self.asking, 8, texts.row(self.receipt, None), gap=0))
        self.buttons: dict[str, QWidget] = {}
        bureau, dossier = case.view.bureau, case.dossier
        page.load(lambda session: services_of(session, bureau, dossier), self._show)

    def _show(self, services: tuple[ServiceView, ...]) -> None:
        latest = {one.paper: one for one in services}
        texts.empty_layout(self.rows)
        for paper in self._case.papers:
            if paper.kind in KINDS and paper.state != "paper-void":
                self.rows.addWidget(self._row(paper, latest.get(paper.id)))
        self.receipt.setVisible(bool(latest) and self._case.here)

    def _row(self, paper: PaperView, service: ServiceView | None) -> QWidget:
        title = texts.label("　".join(part for part in (paper.title, paper.number) if part))
        served = paper.state == "paper-served"
        on_way = service is not None and not served
        chip = Chip(say("paper-served" if served else "service-on-way" if on_way else "service-open"),
                    "green" if served else "blue" if on_way else "amber")  # fmt: skip
        words = ""
        if service is not None:
            words = f"{moment_words(service.served_at)}　{say(f'{service.way}-short')}　{service_words(service)}"
        ask = buttons.link(say("service-again" if service else "service-register"), partial(self._ask, paper.id))
        grey(ask, why_away(self._case))
        self.buttons[paper.id] = ask
        return texts.boxed(texts.column(texts.row(title, chip, None, ask), texts.small(words, wrap=True), gap=2))

    def _ask(self, paper: str) -> None:
        self._asked = paper
        issued_at = next((one.issued_at for one in self._case.papers if one.id == paper), "")
        self.late.follows({"after-issued": issued_at})
        self.form.fill(self._case)
        self.asking.show()
        self.form.way.setFocus()

    def _register(self) -> None:
        if not self.late.check():
            return
        self._page.do(
            serve_late, paper=self._asked, service=self.form.value(), photo=self.form.photo.content(),
            late=self.late.value(), done=lambda _: self._page.show_notice(say("service-done"), "green"),
        )  # fmt: skip

    def _issue(self) -> None:
        def done(paper: IssuedPaper) -> None:
            self._page.show_notice(say("service-receipt-done", number=paper.number), "green")

        self._page.do(issue_receipt, house=self._page.context.house, done=done)
