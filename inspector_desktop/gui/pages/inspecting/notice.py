"""检查告知: what the notice says, finalising it, its service, and the papers for the trip."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.clock import stamp
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField, TextField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.late import LABEL, LateField
from inspector_desktop.gui.pages.inspecting.panel import Panel, Preview, foot_bar, lock
from inspector_desktop.gui.pages.inspecting.papers import issued
from inspector_desktop.gui.pages.inspecting.trip import TripSection
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.notice.acts import notice_content, serve_notice
from inspector_desktop.notice.document import notice_paper, notice_title
from inspector_desktop.rectification.late_acts import done_late, issue_notice_late
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.paper.model import Paper

WAYS = ("service-direct", "service-left", "service-post", "service-electronic")
_PAUSE_MS = 500


class NoticePanel(Panel):
    """The notice and its service."""

    step: ClassVar[str] = "notice"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        person = page.context.desk.person.name
        self.contact = LineField(value=person, width=200)
        self.telephone = LineField(say("inspection-telephone-hint"), width=200)
        self.materials = TextField(lines=5, value="\n".join(page.context.profile.notice.materials))
        self._written = self.content()  # what the draft says: drawn on the ledger, where no field may be read
        self.primary = buttons.primary("")
        self.trip: TripSection | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(page.refresh_paper)

    @override
    def key(self, case: Case) -> Hashable:
        return (case.notice, case.authorisation is not None, case.view.mode)

    @override
    def fill(self, case: Case) -> None:
        if case.notice is None:
            self._compose(case)
        elif not case.notice.served_at:
            self._serve(case)
        else:
            self._served(case)
        if not case.here:
            lock(self)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        paper = case.paper("notice")
        if paper is not None:
            return (issued(paper),)
        return (Preview("notice", notice_title(case.view, self.page.context.profile), self._draft),)

    @override
    def start(self) -> None:
        case = self.case
        if case is not None and case.notice is None:
            self.telephone.setFocus()
        else:
            self.primary.setFocus()

    def content(self) -> tuple[str, str, tuple[str, ...]]:
        """Return contact, telephone and materials as written."""
        materials = tuple(one.strip() for one in self.materials.value().splitlines() if one.strip())
        return self.contact.value(), self.telephone.value(), materials

    def _draft(self, session: Session) -> Paper:
        context, case = self.page.context, self.case
        assert case is not None  # noqa: S101  (a preview belongs to a case)
        contact, telephone, materials = self._written
        view = get_inspection(session, context.bureau, case.dossier)
        content = notice_content(
            session, desk=context.desk, clock=context.clock, house=context.house, dossier=case.dossier,
            contact=contact, telephone=telephone, materials=materials,
        )  # fmt: skip
        return notice_paper(view, content, context.profile, issued_at=stamp(context.clock.now()))

    def _compose(self, case: Case) -> None:
        contact, telephone, materials = self.content()
        self.contact = LineField(value=contact, width=200)
        self.telephone = LineField(say("inspection-telephone-hint"), value=telephone, width=200)
        self.materials = TextField(lines=4, value="\n".join(materials))
        form = Form()
        form.add_row("contact", say("notice-contact"), self.contact, self.telephone)
        form.add("materials", say("inspection-materials"), self.materials, note=say("inspection-materials-note"))
        for field in (self.contact, self.telephone, self.materials):
            field.edited.connect(self._on_edited)
        what = Section(say("inspection-notice-words"), line=True)
        what.add(form, gap=14)
        self.late = LateField(self.page, "after-drawn-up", width=LABEL)
        what.add(self.late, gap=10)
        self.primary = buttons.primary(say("do-finalise"), self._issue)
        note = texts.soft(say("inspection-notice-note"), wrap=True)
        self.set_form(what, 24, self._trip_section(case), foot=foot_bar(note, right=(self.primary,)))

    def _on_edited(self) -> None:
        self._written = self.content()
        self._pause.start()

    def _serve(self, case: Case) -> None:
        view = case.view
        self.way = ChoiceField(tuple((key, say(key)) for key in WAYS), "service-direct")
        self.receiver = LineField(say("inspection-receiver-hint"), value=view.principal, width=200)
        self.post = LineField(say("inspection-post-hint"), width=200)
        self.place = GrowingField(value=view.address)
        self.remark = GrowingField(say("inspection-service-hint"))
        self.late = LateField(
            self.page, "after-notice", opened=True, label=say("inspection-service-at"), width=LABEL,
            hint=say("inspection-now-hint"),
        )  # fmt: skip
        self.at = self.late.at
        self.served = Form()
        self.served.add("way", say("inspection-service-way"), self.way)
        self.served.add_row("receiver", say("inspection-receiver"), self.receiver, self.post)
        self.served.add("place", say("inspection-service-place"), self.place)
        self.served.add_part(self.late)
        self.served.add("remark", say("inspection-remark"), self.remark)
        service = Section(say("inspection-service"), line=True)
        service.add(self.served, gap=14)
        self.primary = buttons.primary(say("inspection-serve-do"), self._register)
        print_it = buttons.secondary(say("inspection-print"), self._print)
        note = texts.soft(say("inspection-serve-note"), wrap=True)
        self.set_form(service, 24, self._trip_section(case), foot=foot_bar(note, right=(print_it, self.primary)))

    def _served(self, case: Case) -> None:
        notice = case.notice
        assert notice is not None  # noqa: S101  (asked only once it was issued)
        receiver = "　".join(part for part in (notice.receiver, notice.receiver_post) if part)
        values = [
            Value(say("inspection-number"), notice.number, bold=True),
            Value(say("inspection-issued-at"), moment_words(notice.issued_at)),
            Value(say("inspection-service-at"), moment_words(notice.served_at)),
            Value(say("inspection-service-way"), say(notice.way)),
            Value(say("inspection-receiver"), receiver or "—"),
            Value(say("inspection-service-place"), notice.place or "—"),
        ]
        if notice.remark:
            values.append(Value(say("inspection-remark"), notice.remark))
        done = Section(say("inspection-served"), line=True)
        done.add(KeyValues(values, label_width=108), gap=12)
        self.set_form(done, 24, self._trip_section(case))

    def _trip_section(self, case: Case) -> QWidget:
        self.trip = TripSection(self.page, case)
        return self.trip

    def _issue(self) -> None:
        contact, telephone, materials = self.content()
        if not self.late.check():
            return
        self.page.do(
            issue_notice_late, house=self.page.context.house, contact=contact, telephone=telephone,
            materials=materials, late=self.late.value(),
            done=lambda paper: self.page.show_notice(say("inspection-notice-issued", number=paper.number), "green"),
        )  # fmt: skip

    def _register(self) -> None:
        if not self.served.check() or not self.late.check():
            return
        self.page.do(
            done_late, act=serve_notice, step="after-notice", moment="served_at", late=self.late.value(),
            way=self.way.value(), receiver=self.receiver.value(), receiver_post=self.post.value(),
            place=self.place.value(), remark=self.remark.value(),
            done=lambda _: self._done(),
        )  # fmt: skip

    def _done(self) -> None:
        self.page.go_on()
        self.page.show_notice(say("inspection-notice-served"), "green")

    def _print(self) -> None:
        paper = self.case.paper("notice") if self.case is not None else None
        if paper is not None:
            self.page.print_kept(paper)
