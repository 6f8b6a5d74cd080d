"""Where the same result still goes, and the bureau's own publication: review, going out, correction, taking down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.rules import PUBLIC
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import Form, LineField, TextField, button_row
from inspector_desktop.gui.kit.section import Entry, KeyValues, Section, Value
from inspector_desktop.gui.pages.entering.shot import ShotField
from inspector_desktop.gui.pages.entering.words import BY_HAND, PUB_TONES, place_chip, place_line
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.page import Context
    from inspector_desktop.gui.pages.entering.loading import EntryCase

REVIEW, PUBLISH, CORRECT, WITHDRAW, REPAIR = "review", "publish", "correct", "withdraw", "repair"
CHANGES = (CORRECT, WITHDRAW, REPAIR)


@dataclass(frozen=True)
class Ask:
    """What a person asked for: one of the words above, with what belongs to it."""

    what: str
    reason: str = ""
    reviewer: str = ""
    scan: bytes = b""
    media_type: str = ""


class PublishingPart(QWidget):
    """Places and publication of one inspection; `asked` carries an `Ask`, `shown_at` a place now showing it."""

    asked = Signal(object)
    shown_at = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._case: EntryCase | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.review = buttons.secondary("")
        self.publish = buttons.secondary("")
        self.reviewer = LineField()
        self.scan: ShotField | None = None
        self.reason = TextField()

    def show_case(self, case: EntryCase) -> None:
        """Show a case."""
        self._case = case
        self._lay()

    def _lay(self, *, form: Section | None = None) -> None:
        case = self._case
        if case is None:
            return
        texts.empty_layout(self._column)
        also = Section(say("entries-also"), line=True)
        today = civil_date(self._context.clock.now())
        others = [one for one in self._context.profile.disclosure.places if one.by not in BY_HAND]
        for place in others:
            found = case.row.places.get(place.id)
            chip = place_chip(place, found, case.row.running.get(place.id), case.row.publication, today)
            right = None
            if place.by == "shared-by-platform" and found is None and case.row.places:
                right = buttons.link(say("entries-shown"), lambda place=place.id: self.shown_at.emit(place))  # type: ignore[misc]
            also.add(Entry(place.title, place_line(place, found), bold=False, chip=chip, right=right))
        if case.row.unclocked:
            also.add(texts.soft(say("disclosure-page-unclocked"), wrap=True), gap=10)
        if case.row.publication is not None:
            papers = buttons.link(say("entries-papers-open"), self._open_papers)
            also.add(Entry(say("entries-papers"), bold=False, right=papers))
        self._column.addWidget(also)
        self._column.addSpacing(24)
        self._column.addWidget(form or self._publication(case))

    def _open_papers(self) -> None:
        if self._case is not None:
            self._context.navigate("papers", dossier=self._case.view.dossier)

    def _publication(self, case: EntryCase) -> Section:
        found = case.row.publication
        section = Section(say("entries-publication"), line=True)
        if not case.results:
            section.add(texts.soft(say("entries-publish-later"), wrap=True), gap=10)
            return section
        if case.held:
            section.add(texts.label(case.held, ink=look.RED, wrap=True), gap=10)
            return section
        values = [Value(say("entries-content"), _content(case))]
        if found is not None:
            state = Chip(say(found.shown_state), PUB_TONES[found.shown_state])
            section.add(texts.row(state, texts.small(_said(case), wrap=True), gap=10), gap=10)
            if found.reason:
                values.append(Value(say("entries-reason"), found.reason))
        section.add(KeyValues(values, label_width=84), gap=10)
        section.add(button_row(*self._buttons(case)), gap=14)
        return section

    def _buttons(self, case: EntryCase) -> list[QWidget]:
        found = case.row.publication
        self.review = buttons.secondary(say("entries-review"), self._ask_review)
        self.publish = buttons.secondary(say("do-publish"), lambda: self.asked.emit(Ask(PUBLISH)))
        if found is None:
            return [self.review]
        if found.state in PUBLIC:
            more = buttons.MenuButton(say("entries-change"), tuple((one, say(f"entries-{one}")) for one in CHANGES))
            more.chosen.connect(self._ask_reason)
            return [self.review, more]
        return [self.review, self.publish]

    def _ask_review(self) -> None:
        case = self._case
        if case is None:
            return
        if case.may_review:
            self.asked.emit(Ask(REVIEW))
            return
        section = Section(say("entries-review-by-hand"), line=True)
        key = "entries-review-own" if case.own else "entries-review-role"
        section.add(texts.soft(say(key), wrap=True), gap=10)
        form = Form(label_width=84)
        self.reviewer = LineField(say("entries-reviewer-hint"))
        self.scan = ShotField(self._context.pool)
        form.add("reviewer", say("entries-reviewer"), self.reviewer)
        form.add("scan", say("entries-review-scan"), self.scan)
        section.add(form, gap=12)
        go = buttons.secondary(say("entries-register-review"), self._register_review)
        section.add(button_row(go, buttons.quiet(say("entries-cancel"), self._lay)), gap=12)
        self._lay(form=section)

    def _register_review(self) -> None:
        if self.scan is not None:
            ask = Ask(REVIEW, "", self.reviewer.value() or " ", self.scan.content(), self.scan.media_type())
            self.asked.emit(ask)

    def _ask_reason(self, what: str) -> None:
        section = Section(say(f"entries-{what}"), line=True)
        section.add(texts.soft(say(f"entries-{what}-note"), wrap=True), gap=10)
        self.reason = TextField(say("entries-reason-hint"), lines=3)
        section.add(self.reason, gap=12)
        make = buttons.secondary if what == CORRECT else buttons.danger
        go = make(say(f"entries-{what}"), lambda: self.asked.emit(Ask(what, self.reason.value())))
        section.add(button_row(go, buttons.quiet(say("entries-cancel"), self._lay)), gap=12)
        self._lay(form=section)
        self.reason.setFocus()


def _content(case: EntryCase) -> str:
    """What the public would read, in a few lines."""
    if case.content is None:
        return ""
    lines = [case.content.subject, case.content.code]
    lines += [f"{one.title}：{one.value}" for one in case.content.fields]
    lines += [f"{one.item}：{one.result}" for one in case.content.items]
    return "\n".join(one for one in lines if one)


def _said(case: EntryCase) -> str:
    found = case.row.publication
    if found is None:
        return ""
    if found.published_at:
        return say("entries-published", time=moment_words(found.published_at), by=found.published_by, until=found.until)
    return say("entries-reviewed", time=moment_words(found.reviewed_at), by=found.reviewed_by)
