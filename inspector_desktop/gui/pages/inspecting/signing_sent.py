"""送出签字: the record of a check without a visit goes out by mail or electronically, and comes back signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.errors import Refused
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import Form, LineField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.late import LABEL
from inspector_desktop.gui.pages.inspecting.pagesfield import PagesField
from inspector_desktop.gui.pages.inspecting.papers import open_file, write_pdf
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.signature.rules import UNIT
from inspector_desktop.signature.sending import POST, WAYS, send_record
from inspector_desktop.signature.store import SentView, find_sent
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from datetime import datetime

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage


class SentPart(QWidget):
    """Above the signatures: how the record went out, and the pages that came back.

    ``returned`` is emitted when the pages are to be taken in with the words of the form above.
    """

    returned = Signal()

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self._page = page
        self.found: SentView | None = None
        self.section = Section(say("sent-title"), line=True)
        self.told = texts.soft(say("sent-note"), wrap=True)
        self.way = buttons.ChoiceGroup(tuple((key, say(key)) for key in WAYS), WAYS[0])
        self.receiver = LineField(say("inspection-receiver-hint"), width=160)
        self.address = LineField(say("sent-address-hint"))
        self.number = LineField(say("service-post-hint"), width=200)
        self.form = Form(label_width=LABEL)
        self.form.add_row("way", say("sent-way"), self.way, self.receiver)
        self.form.add_row("address", say("sent-address"), self.address, self.number)
        self.go = buttons.secondary(say("sent-do"), self.send)
        self.pages = PagesField(page)
        self.signed_at = MomentField(page.context.clock, say("signing-late-hint"))
        self.back = Form(label_width=LABEL)
        self.back.add("pages", say("sent-pages"), self.pages, top=True)
        self.back.add("at", say("sent-signed-at"), self.signed_at)
        self.take = buttons.primary(say("sent-take"), self.returned.emit)
        self.again = buttons.link(say("sent-again"), self._again)
        self.section.add(self.told, gap=6)
        self.section.add(self.form, gap=8)
        self.section.add(self.back, gap=8)
        self.section.add(texts.row(self.go, self.take, self.again, None), gap=8)
        self.setLayout(texts.column(self.section, gap=0))
        self.way.chosen.connect(lambda _: self._lay())
        self._open = True
        self.hide()

    def show_case(self, case: Case) -> None:
        """Show where it stands; nothing where one was on site, or the unit has signed."""
        signed = case.standing is not None and UNIT in case.standing.signed
        self.setVisible(case.view.mode in OFF_SITE and not signed)
        if case.view.mode not in OFF_SITE:
            return
        if not self.receiver.value() and case.visit is not None:
            self.receiver.set_value(case.visit.met)
        bureau, dossier = case.view.bureau, case.dossier
        self._page.load(lambda session: find_sent(session, bureau, dossier), self._show)

    def send(self) -> None:
        """Send it, and open the PDF that goes out."""
        page = self._page

        def done(pdf: bytes) -> None:
            name = say("sent-file", subject=page.case.view.subject_name if page.case is not None else "")
            work = write_pdf(page.context.opening.places.papers, name, pdf)
            page.show_notice(say("sent-done"), "green")
            page.context.pool.run(work, done=open_file, failed=page.show_refusal, owner=self)

        page.do(
            send_record, house=page.context.house, way=self.way.value(), receiver=self.receiver.value(),
            address=self.address.value(), post_number=self.number.value() if self.way.value() == POST else "",
            done=done,
        )  # fmt: skip

    def came_back(self) -> tuple[tuple[bytes, ...], datetime]:
        """The pages, and when they were signed. Raises `Refused` without that moment."""
        at = self.signed_at.moment()
        if at is None:
            raise Refused("refused-returned-time")
        return self.pages.contents(), at

    def _show(self, found: SentView | None) -> None:
        if found != self.found:
            self._open = found is None
        self.found = found
        if found is None:
            self.told.setText(say("sent-note"))
        else:
            to = "，".join(part for part in (found.receiver, found.address, found.post_number) if part)
            self.told.setText(say("sent-when", at=moment_words(found.sent_at), way=say(found.way), to=to))
        self._lay()

    def _again(self) -> None:
        self._open = True
        self._lay()

    def _lay(self) -> None:
        sent = self.found is not None and not self._open
        self.form.setVisible(not sent)
        self.go.setVisible(not sent)
        self.number.setVisible(self.way.value() == POST)
        for part in (self.back, self.take, self.again):
            part.setVisible(sent)
