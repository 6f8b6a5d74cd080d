"""时间和签字: when each step happened and who signed, typed from the pages' stretches; then all is entered.

Every part may stay empty and be filled in later. Moments against the order of the work get a sentence, no stop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.clock import civil_date, moment
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import CAREFUL
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Form, LineField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.page import INSPECTIONS
from inspector_desktop.gui.pages.inspecting.beforehand import CapCount, OfficerRow, renewed_of, shown_of
from inspector_desktop.gui.pages.inspecting.period import PeriodRemark
from inspector_desktop.gui.pages.inspecting.returning_crops import picture
from inspector_desktop.gui.pages.inspecting.returning_media import REGISTER, MediaPart
from inspector_desktop.gui.pages.inspecting.returning_reading import QUESTION as HEARD
from inspector_desktop.gui.pages.inspecting.returning_reading import SHEET as READING
from inspector_desktop.gui.pages.inspecting.returning_reading import ReadingPart
from inspector_desktop.gui.pages.inspecting.returning_signing import SigningPart
from inspector_desktop.inspection.returning import Proposal, Stretch
from inspector_desktop.rectification.afterwards import (
    Afterwards,
    Came,
    Judged,
    OrderByHand,
    Served,
    enter_afterwards,
    warnings_of,
)
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.returning import ReturningWindow

WAYS = ("service-direct", "service-left", "service-post", "service-electronic")
PLACES = {
    "read": ("reason", "unit", "times"),
    "arrival": ("place", "times"),
    "signed": ("unit", "objection", "reason", "proof", "witness", "officers"),
    "media": ("recordings", "photographs"),
}
"""Which stretches of the record, its signature page, the reading sheet and the register stand above which part."""
SIGNED = ("check-record", "signature-page")
_LABEL, _WIDE, _NARROW = 112, 200, 160


class TimesPart(QWidget):
    """The form; `enter` enters everything that was filled in and confirmed, in one go."""

    def __init__(self, window: ReturningWindow) -> None:
        super().__init__()
        self._window = window
        clock, view = window.page.context.clock, window.case.view
        hint = say("returning-moment-hint")
        self.served_at = MomentField(clock, hint, width=_WIDE)
        self.way = ChoiceField(tuple((one, say(one)) for one in WAYS), "service-direct")
        self.receiver = LineField(say("inspection-met-hint"), width=_NARROW)
        self.arrived_at = MomentField(clock, hint, width=_WIDE)
        self.ended_at = MomentField(clock, hint, width=_WIDE)
        today = civil_date(clock.now())
        self.count = CapCount(window.inspection, window.case)
        self.period = PeriodRemark(window.inspection, window.case)
        self.officers = {one.id: OfficerRow(window.inspection, one, today) for one in view.officers}
        self.place = LineField(say("inspection-place-hint"))
        self.met = LineField(say("inspection-met-hint"), value=view.principal, width=_NARROW)
        self.met_post = LineField(say("inspection-post-hint"), width=_NARROW)
        self.code = LineField(say("inspection-code-hint"), width=_NARROW)
        self.no_code = LineField(say("inspection-no-code-hint"))
        self.order_at = MomentField(clock, hint, width=_WIDE)
        self.order_due = DateField(say("returning-due"), width=_NARROW)
        self.crops = {part: QVBoxLayout() for part in PLACES}
        self.enter_button = buttons.primary(say("returning-enter"), self.enter)
        case = window.case
        self.notice = self._section("after-notice", self._notice())
        self.arrival = self._section("after-arrival", self._arrival(), "arrival")
        self.reading, self.signing_part = ReadingPart(window), SigningPart(window)
        self.read = self._section("after-read", self.reading, "read")
        self.signing = self._section("after-signed", self.signing_part, "signed")
        self.media_part = MediaPart(window)
        self.media = self._section("returning-media", self.media_part, "media")
        self.order = self._section("after-order", self._order())
        self.notice.setVisible(case.notice is not None and not case.notice.served_at)
        self.arrival.setVisible(case.visit is None or not case.visit.ended_at)
        self.read.setVisible(case.visit is None)
        self.signing.setVisible(case.final is None)
        self.setLayout(
            texts.column(
                self.notice, 14, self.arrival, 14, self.read, 14, self.media, 14, self.signing, 14, self.order, 14,
                texts.row(None, self.enter_button), None, gap=0,
            )
        )  # fmt: skip

    def show_stretches(self, proposals: tuple[Proposal, ...], stretches: tuple[Stretch, ...]) -> None:
        """Show what was written by hand, and propose what was ticked on record and signature page."""
        for part, names in PLACES.items():
            texts.empty_layout(self.crops[part])
            papers = {"arrival": SIGNED[:1], "media": (REGISTER,), "read": (READING,)}.get(part, SIGNED)
            for one in sorted(stretches, key=lambda stretch: stretch.kind):
                if one.kind in papers and one.name in names:
                    self.crops[part].addWidget(picture(one.crop, 620))
        for proposal in proposals:
            marked = proposal.marked
            ticked = marked.value if marked.state == "sure" else ""
            if proposal.kind in SIGNED:
                self.crops["signed"].addWidget(picture(proposal.crop, 620))
                self.signing_part.propose(marked.question, ticked)
            if (proposal.kind, marked.question) == (READING, HEARD):
                self.crops["read"].insertWidget(0, picture(proposal.crop, 620))
                self.reading.propose(ticked)
        kinds = {one.kind for one in self._window.standing.returned}
        self.read.setVisible(self._window.case.visit is None or READING in kinds)
        self.order.setVisible(self._order_kind() in kinds)

    def entry(self) -> Afterwards:
        """What was filled in and confirmed."""
        marks = self._window.marks
        served_at, came_at = self.served_at.moment(), self.arrived_at.moment()
        answers, ended = marks.answers(), self.ended_at.moment()
        order_at = self.order_at.moment()
        visit, told = self._window.case.visit, self.reading.told()
        present = tuple(one for one, row in self.officers.items() if row.box.isChecked())
        there = tuple(one[0] for one in visit.officers) if visit is not None else present
        began = came_at or (moment(visit.arrived_at) if visit is not None else None)
        return Afterwards(
            served=Served(served_at, self.way.value(), self.receiver.value()) if served_at else None,
            came=Came(
                came_at, present, self.place.value(),
                self.met.value(), self.met_post.value(), self.code.value(), self.no_code.value(),
                rights_told=told, told_at=(self.reading.told_at.moment() or came_at) if told else None,
                renewed=renewed_of(self.officers), shown_at=shown_of(self.officers, came_at),
                over_cap_reason=self.count.value(), outside_reason=self.period.value(),
            ) if came_at else None,
            recusal=self.reading.recusal(began),
            judged=Judged(answers, marks.measures(), ended) if answers or ended else None,
            signed=self.signing_part.signed(there),
            order=OrderByHand(self._order_kind(), order_at, (), self.order_due.value()) if order_at else None,
            recordings=self.media_part.recordings(), pictures=self.media_part.pictures(),
        )  # fmt: skip

    def enter(self) -> None:
        """Enter it; moments against the order of the work are told first, and entered when that is confirmed."""
        entry = self.entry()
        if entry.signed is not None and not self.signing_part.seen_all.isChecked():
            self._window.tell(say("returning-signed-unconfirmed"), CAREFUL)
            return
        if entry.came is not None and not set(entry.came.present) <= set(entry.came.shown_at):
            self._window.tell(say("inspection-shown-missing"), CAREFUL)
            return
        if unreadable := self._window.marks.unreadable():
            self._window.tell(say("returning-open-unreadable", label=unreadable), CAREFUL)
            return
        told = warnings_of(entry)
        if told:
            self._window.banner.tell("".join(told), CAREFUL, say("returning-enter-anyway"), lambda: self._go(entry))
            return
        self._go(entry)

    def _go(self, entry: Afterwards) -> None:
        window = self._window

        def done(parts: tuple[str, ...]) -> None:
            self.media_part.clear()
            window.entered(say("returning-entered", parts="、".join(say(one) for one in parts)))

        window.run(
            enter_afterwards, house=window.page.context.house, dossier=window.dossier, entry=entry,
            changes=(INSPECTIONS, window.dossier), done=done,
        )  # fmt: skip

    def _order_kind(self) -> str:
        rules = self._window.page.context.profile.rectification
        kinds = {one.kind for one in self._window.standing.returned}
        return rules.order if rules.order in kinds else rules.advice

    def _section(self, key: str, form: QWidget, crops: str = "") -> Section:
        made = Section(say(key), line=True)
        if crops:
            self.crops[crops].setContentsMargins(0, 0, 0, 0)
            made.add(self.crops[crops], gap=8)
        made.add(form, gap=10)
        return made

    def _notice(self) -> Form:
        form = Form(label_width=_LABEL)
        form.add("served", say("inspection-service-at"), self.served_at)
        form.add_row("receiver", say("inspection-receiver"), self.receiver, self.way)
        return form

    def _arrival(self) -> Form:
        form = Form(label_width=_LABEL)
        form.add_row("at", say("returning-from-to"), self.arrived_at, self.ended_at)
        form.add("present", say("inspection-present"), texts.boxed(texts.column(*self.officers.values())), top=True)
        form.add("place", say("blank-place"), self.place)
        form.add_row("met", say("inspection-met"), self.met, self.met_post)
        form.add("count", say("inspection-visits"), self.count)
        remark = form.add("period", say("workbench-planned"), self.period, top=True)

        def hold() -> None:
            at = self.arrived_at.moment()
            self.period.show_at(at)
            remark.setVisible(at is not None and self.period.outside())

        self.arrived_at.textChanged.connect(hold)
        hold()
        if self._window.page.context.profile.notice.visit_code:
            form.add_row("code", say("inspection-code"), self.code, self.no_code)
        return form

    def _order(self) -> Form:
        form = Form(label_width=_LABEL)
        form.add_row("at", say("returning-order-at"), self.order_at, self.order_due)
        return form
