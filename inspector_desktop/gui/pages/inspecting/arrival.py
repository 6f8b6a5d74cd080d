"""到场登记: who came with which certificates, where, whom they met, what was shown and said before the first line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from inspector_desktop.check.acts import arrive
from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import Form, LineField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.pages.inspecting.beforehand import (
    CapCount,
    OfficerRow,
    RightsTold,
    renewed_of,
    shown_of,
)
from inspector_desktop.gui.pages.inspecting.late import LABEL, LateField
from inspector_desktop.gui.pages.inspecting.panel import foot_bar
from inspector_desktop.gui.pages.inspecting.period import PeriodRemark
from inspector_desktop.journal.desks import Desk
from inspector_desktop.notice.acts import serve_notice
from inspector_desktop.rectification.late_acts import done_late
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from typing import Any

    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage


def arrive_and_serve(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, serve: bool, met: str, met_post: str, place: str,
    **inputs: Any,
) -> None:  # fmt: skip
    """Register the arrival, and where the notice is handed over at the door, its service, in one go."""
    at = inputs.get("arrived_at")
    if serve:
        serve_notice(
            session, desk=desk, clock=clock, dossier=dossier, way="service-direct", receiver=met,
            receiver_post=met_post, place=place, served_at=at,
        )  # fmt: skip
    arrive(session, desk=desk, clock=clock, dossier=dossier, met=met, met_post=met_post, place=place, **inputs)


class ArrivalForm(QWidget):
    """The form; ``unable_pressed`` when nobody is there to begin with."""

    unable_pressed = Signal()

    def __init__(self, page: InspectionPage, case: Case) -> None:
        super().__init__()
        self._page = page
        self._case = case
        today = civil_date(page.context.clock.now())
        self.officers = {one.id: OfficerRow(page, one, today) for one in case.view.officers}
        self.place = GrowingField(say("inspection-place-hint"))
        self.met = LineField(say("inspection-met-hint"), value=case.view.principal, width=200)
        self.met_post = LineField(say("inspection-post-hint"), width=200)
        self.companions = GrowingField(say("inspection-companions-hint"))
        self.visit_code = LineField(say("inspection-code-hint"), width=200)
        self.no_code = GrowingField(say("inspection-no-code-hint"))
        self.late = LateField(
            page, "after-arrival", opened=True, label=say("inspection-arrived-at"), width=LABEL,
            hint=say("inspection-now-hint"),
        )  # fmt: skip
        self.at = self.late.at
        self.count = CapCount(page, case)
        self.period = PeriodRemark(page, case)
        self.late.edited.connect(self._hold_period)
        self.serve = QCheckBox(say("inspection-serve-at-door"))
        self.told = RightsTold(page, case)
        self.rights = self.told.box
        self.form = Form()
        self.form.add(
            "officers", say("inspection-present"), texts.boxed(texts.column(*self.officers.values())), top=True
        )
        self.form.add("place", say("blank-place"), self.place)
        self.form.add_row("met", say("inspection-met"), self.met, self.met_post)
        self.form.add("companions", say("inspection-companions"), self.companions)
        if page.context.profile.notice.visit_code:
            self.form.add_row("code", say("inspection-code"), self.visit_code, self.no_code)
        self.form.add_part(self.late)
        unserved = case.notice is not None and not case.notice.served_at
        if unserved:
            self.form.add("serve", say("inspection-notice-service"), self.serve)
        self.form.add("count", say("inspection-visits"), self.count)
        self.form.add("period", say("workbench-planned"), self.period, top=True)
        self._hold_period()
        self.form.add("rights", say("inspection-rights"), self.told, top=True)
        self.primary = buttons.primary(say("do-arrive"), self._go)
        unable = buttons.secondary(say("do-unable"), self.unable_pressed.emit)
        note = say("inspection-arrive-note" if case.view.mode == "on-site" else "off-site-arrive-note")
        foot = foot_bar(texts.soft(note, wrap=True), right=(unable, self.primary))
        self.setLayout(
            texts.column(scrolled(pane(self.form, None, margins=(look.MARGIN, 20, look.MARGIN, 20))), foot, gap=0)
        )

    def start(self) -> None:
        """Put the keyboard in the first field."""
        self.place.setFocus()

    def _hold_period(self) -> None:
        self.period.show_at(self.at.moment())
        self.form.field("period").setVisible(self.period.outside())

    def register(self) -> None:
        """Register the arrival as written."""
        late = self.late.value()
        shown, renewed = shown_of(self.officers, late.at), renewed_of(self.officers)
        self._page.do(
            done_late,
            act=arrive_and_serve,
            step="after-arrival",
            moment="arrived_at",
            late=late,
            house=self._page.context.house,
            serve=self.serve.isChecked(),
            present=[key for key, row in self.officers.items() if row.box.isChecked()],
            place=self.place.value(),
            met=self.met.value(),
            met_post=self.met_post.value(),
            companions=self.companions.value(),
            visit_code=self.visit_code.value(),
            no_code_reason=self.no_code.value(),
            over_cap_reason=self.count.value(),
            outside_reason=self.period.value(),
            rights_told=self.told.told(),
            renewed=renewed,
            shown_at=shown,
            told_at=self.told.moment(late.at),
        )

    def _go(self) -> None:
        self._page.banner.clear()
        self._hold_period()  # the day may have changed since the form was opened
        good = self.form.check() and self.late.check()
        if not self.place.value():
            self.form.refuse("place", say("inspection-place-missing"))
        elif self._page.context.profile.notice.visit_code and not (self.visit_code.value() or self.no_code.value()):
            self.form.refuse("code", say("inspection-code-missing"))
            self.visit_code.setFocus()
        elif any(row.box.isChecked() and row.shown_at is None for row in self.officers.values()):
            self.form.refuse("officers", say("inspection-shown-missing"))
            next(row for row in self.officers.values() if row.shown_at is None).shown.setFocus()
        elif self.count.wanting():
            self.form.refuse("count", say("inspection-over-cap-missing"))
            self.count.reason.setFocus()
        elif self.period.wanting():
            self.form.refuse("period", say("period-outside-missing"))
            self.period.reason.setFocus()
        elif good:
            self.register()
