"""未能检查: one act with its circumstance, what was seen, who was asked, when one went there, and photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.check.acts import arrive, record_unable
from inspector_desktop.check.evidence_acts import take_picture
from inspector_desktop.check.joint_acts import note_first_visit
from inspector_desktop.check.joint_store import FirstView, find_first_visit
from inspector_desktop.check.moments import OTHER
from inspector_desktop.check.rules import TWO_VISITS, UNABLE
from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import Clock
from inspector_desktop.errors import Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, Form, TextField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.pages.inspecting.greyed import grey_form, why_away
from inspector_desktop.gui.pages.inspecting.late import LABEL, LateField
from inspector_desktop.gui.pages.inspecting.panel import foot_bar
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, small
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.rectification.late import NOW, Late, keep_original, not_ahead
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage


def found_nobody(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    branch: str,
    words: str,
    asked: str,
    visits: list[datetime],
    photos: list[tuple[bytes, str]],
    late: Late = NOW,
) -> None:
    """Record a visit that could not check, with its arrival if that was not registered and its photographs.

    Entered afterwards, one arrived when one went there first.
    """
    not_ahead(clock, late)
    if find_visit(session, desk.bureau, dossier) is None:
        view = get_inspection(session, desk.bureau, dossier)
        arrive(
            session, desk=desk, clock=clock, house=house, dossier=dossier, present=[one.id for one in view.officers],
            place=view.address, met="", met_post="", no_code_reason=say("inspection-nobody-there"), nobody_there=True,
            rights_told=False, arrived_at=min((*visits, late.at)) if late.at else None,
        )  # fmt: skip
    for content, name in photos:
        take_picture(session, desk=desk, clock=clock, dossier=dossier, content=content, name=name, step=OTHER)
    record_unable(
        session, desk=desk, clock=clock, dossier=dossier, branch=branch, words=words, asked=asked, visits=visits,
        recorded_at=late.at,
    )  # fmt: skip
    keep_original(session, desk=desk, clock=clock, dossier=dossier, step="after-unable", late=late)


def found_nobody_first(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, photos: list[tuple[bytes, str]], **inputs: Any
) -> None:
    """Keep a first visit with its photographs, and when the second is planned."""
    for content, name in photos:
        take_picture(session, desk=desk, clock=clock, dossier=dossier, content=content, name=name, step=OTHER)
    note_first_visit(session, desk=desk, clock=clock, dossier=dossier, **inputs)


class UnableForm(QWidget):
    """The form; ``closed`` when a person goes back to the lines."""

    closed = Signal()

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self._page = page
        self._photos: list[tuple[bytes, str]] = []
        self._before = 0
        self._noted: FirstView | None = None
        self.branch = ChoiceField(tuple((key, say(key)) for key in UNABLE), hint=say("inspection-unable-hint"))
        self.words = TextField(say("inspection-unable-words-hint"), lines=3)
        self.asked = GrowingField(say("inspection-asked-hint"))
        self.first = MomentField(page.context.clock, say("inspection-first-visit-hint"))
        self.planned = MomentField(page.context.clock, say("unable-planned-hint"))
        self.second = MomentField(page.context.clock, say("inspection-second-visit-hint"))
        self.strip = PhotoStrip(addable=True)
        self.strip.given.connect(self.take)
        self.strip.add_asked.connect(self._ask)
        self.strip.remove_asked.connect(self._remove)
        self.form = Form()
        self.form.add("branch", say("inspection-unable-branch"), self.branch)
        self.form.add("words", say("inspection-unable-words"), self.words)
        self.form.add("photos", say("inspection-unable-photos"), self.strip, top=True)
        self.form.add("asked", say("blank-asked"), self.asked)
        self.form.add_row("visits", say("blank-visits"), self.first, self.second)
        self.form.add("planned", say("unable-planned"), self.planned, note=say("unable-planned-note"))
        self.late = LateField(page, "after-unable", width=LABEL)
        self.form.field("visits").setToolTip(say("action-unable-needs"))
        self.branch.edited.connect(self._show_visits)
        title = Section(say("inspection-unable"), say("action-unable-needs"), line=True)
        title.add(self.form, gap=14)
        title.add(self.late, gap=14)
        self.primary = buttons.primary(say("inspection-unable-do"), self._go)
        back = buttons.secondary(say("inspection-back"), self.closed.emit)
        self.only_first = buttons.secondary(say("unable-first"), self._first_visit)
        foot = foot_bar(
            texts.soft(say("inspection-unable-note"), wrap=True), right=(back, self.only_first, self.primary)
        )
        self.setLayout(
            texts.column(scrolled(pane(title, None, margins=(look.MARGIN, 20, look.MARGIN, 20))), foot, gap=0)
        )
        self._show_visits()

    def show_case(self, case: Case) -> None:
        """Note whether it can be recorded here."""
        grey_form(self, why_away(case))
        bureau, dossier = case.view.bureau, case.dossier
        self._page.load(lambda session: find_first_visit(session, bureau, dossier), self._show_first)
        if not self.first.value():
            self.first.show_moment(case.visit.arrived_at if case.visit else self._page.context.clock.now())

    def _show_first(self, found: FirstView | None) -> None:
        """Fill in what the first visit found; the second goes beside it."""
        if found is None or self._noted == found:
            return
        self._noted = found
        self.branch.set_value(found.branch)
        self.words.set_value(found.words)
        self.asked.set_value(found.asked)
        self.first.show_moment(found.at)
        self.second.show_moment(self._page.context.clock.now())
        self.planned.show_moment(found.planned_at)
        self._show_visits()

    def start(self) -> None:
        """Put the keyboard in the first field."""
        self.branch.setFocus()

    def _ask(self) -> None:
        ask_pictures(self, self.take)

    def take(self, given: Given) -> None:
        """Read pictures off the UI thread and show them."""
        self._page.context.pool.run(
            lambda _: read_given(given, unchanged=True), done=self._add, failed=self._page.show_refusal, owner=self
        )

    def _add(self, found: list[tuple[bytes, str]]) -> None:
        self._photos += found
        self._show_photos()

    def _remove(self, key: str) -> None:
        del self._photos[int(key)]
        self._show_photos()

    def _show_photos(self) -> None:
        self.strip.set_photos(
            tuple(Photo(str(at), small(content), name) for at, (content, name) in enumerate(self._photos))
        )

    def _show_visits(self) -> None:
        twice = self.branch.value() in TWO_VISITS
        self.second.setVisible(twice)
        self.form.field("planned").setVisible(twice)
        self.only_first.setVisible(twice and self._noted is None)

    def _first_visit(self) -> None:
        self._page.banner.clear()
        planned = self.planned.moment()
        if not self.form.check():
            return
        if planned is None:
            self._page.show_refusal(Refused("refused-second-visit"))
            return
        self._page.do(
            found_nobody_first, branch=self.branch.value(), words=self.words.value(), asked=self.asked.value(),
            planned_at=planned, at=self.first.moment(), photos=list(self._photos), done=lambda _: self._planned(),
        )  # fmt: skip

    def _planned(self) -> None:
        self._photos = []
        self._show_photos()
        self._page.show_notice(say("unable-first-done"), "green")

    def _go(self) -> None:
        self._page.banner.clear()
        if not self.form.check() or not self.late.check():
            return
        visits = [one for field in (self.first, self.second) if (one := field.moment()) is not None]
        self._page.do(
            found_nobody, house=self._page.context.house, branch=self.branch.value(), words=self.words.value(),
            asked=self.asked.value(), visits=visits, photos=list(self._photos), late=self.late.value(),
            done=lambda _: self._done(),
        )  # fmt: skip

    def _done(self) -> None:
        self._page.go_on()
        self._page.show_notice(say("inspection-check-ended"), "green")
