"""登记线索 and the start of its check on one sheet: on the left what came in, on the right who checks what.

Everything that can be known is filled in: the day, the officer at this desk, the items of the subject's category, the
ground outside the cap. One press registers, opens and approves; the lead may also only be registered.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Missing
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField, TextField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.pages.inspecting.panel import foot_bar
from inspector_desktop.gui.pages.leading.starting import (
    ON_PAPER,
    SEND,
    URGENT,
    Approval,
    Offered,
    Started,
    offered,
    register_and_start,
)
from inspector_desktop.gui.pages.leading.subject import SubjectPicker
from inspector_desktop.gui.pages.leading.ticking import Tick, TickList
from inspector_desktop.lead.acts import Told, Wanted, exempt_words
from inspector_desktop.lead.rules import Target
from inspector_desktop.notice.acts import APPROVERS
from inspector_desktop.opening import people
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.leads import LeadsPage
    from inspector_desktop.lead.store import LeadView

_LABEL = 92
APPROVING = frozenset(APPROVERS)


class LeadForm(QWidget):
    """The sheet; `closed` when a person goes back to the list, `made` carries a `Started`."""

    closed = Signal()
    made = Signal(object)

    def __init__(self, page: LeadsPage) -> None:
        super().__init__()
        self._page = page
        self._lead: LeadView | None = None
        self._offered = Offered((), (), ())
        self._proposed = ""
        profile, clock = page.context.profile, page.context.clock
        self.source = ChoiceField(
            tuple((one.id, one.title) for one in profile.leads.sources), hint=say("leads-source-hint")
        )
        self.source.edited.connect(self._propose)
        self.content = TextField(say("leads-content-hint"), lines=3)
        self.at = MomentField(clock, say("leads-now-hint"), width=200)
        self.channel = LineField(say("leads-channel-hint"))
        self.reporter = LineField(say("leads-reporter-hint"))
        self.contact = LineField(say("leads-contact-hint"))
        self.reference = LineField(say("leads-reference-hint"))
        self.subject = SubjectPicker(page)
        self.subject.picked.connect(self._offer)
        self.left = Form(label_width=_LABEL)
        self.left.add("source", say("leads-source"), self.source)
        self.left.add("content", say("leads-content"), self.content)
        self.left.add("subject", say("leads-subject"), self.subject, top=True)
        self.left.add_row("at", say("leads-received"), self.at, self.channel)
        self.left.add_row("reporter", say("leads-reporter"), self.reporter, self.contact)
        self.left.add("reference", say("leads-reference"), self.reference)
        self._make_right()
        came = Section(say("leads-came"), line=True)
        came.add(self.left, gap=12)
        check = Section(say("leads-check"), say("leads-check-note"), line=True)
        check.add(self.right, gap=12)
        both = texts.row(pane(came, None, margins=(look.MARGIN, 14, 20, 14)), texts.Hairline(vertical=True),
                         pane(check, None, margins=(20, 14, look.MARGIN, 14)), gap=0)  # fmt: skip
        both.setStretch(0, 1)
        both.setStretch(2, 1)
        self.go = buttons.primary(say("leads-start"), self._start)
        self.only = buttons.secondary(say("leads-only"), self._register)
        self.back = buttons.secondary(say("leads-back"), self.closed.emit)
        self.note = texts.soft(say("leads-form-note"), wrap=True)
        foot = foot_bar(self.note, right=(self.back, self.only, self.go))
        self.setLayout(texts.column(scrolled(texts.boxed(both)), foot, gap=0))
        self._show_way()

    def _make_right(self) -> None:
        clock = self._page.context.clock
        self.items = TickList(rows=3, width=430)
        self.officers = TickList(rows=2, columns=3, width=470)
        self.exempt = TextField(say("leads-exempt-hint"), lines=2)
        self.mode = buttons.ChoiceGroup(
            tuple((key, say(f"mode-{key}")) for key in ("on-site", "written", "remote")), "on-site"
        )
        self.way = buttons.ChoiceGroup(
            ((URGENT, say("way-urgent")), (SEND, say("leads-send")), (ON_PAPER, say("do-paper-approval")))
        )
        self.way.chosen.connect(self._show_way)
        self.reason = LineField(say("leads-urgent-hint"))
        self.approver = LineField(say("leads-approver-hint"))
        self.told_at = MomentField(clock, say("leads-now-hint"), width=200)
        self.right = Form(label_width=_LABEL)
        self.right.add("items", say("leads-items"), self.items, top=True)
        self.right.add("officers", say("leads-officers"), self.officers, top=True)
        self.right.add("mode", say("leads-mode"), self.mode)
        self.right.add("exempt", say("leads-exempt"), self.exempt)
        self.right.add("way", say("step-authorised"), self.way)
        self.right.add("reason", say("leads-urgent"), self.reason)
        self.right.add_row("approver", say("leads-approver"), self.approver, self.told_at)

    def open_on(self, lead: LeadView | None) -> None:
        """Show a new sheet, or go on with a lead that was registered before."""
        self._lead = lead
        for field in (
            self.approver,
            self.content,
            self.channel,
            self.reporter,
            self.contact,
            self.reference,
            self.exempt,
            self.reason,
        ):
            field.set_value("")
        self.source.set_value(lead.source if lead else "")
        self.subject.clear()
        self.items.clear()
        self.officers.clear()
        self.mode.set_value("on-site")
        self.way.set_value("")
        self.at.show_moment(lead.received_at if lead else self._page.context.clock.now())
        self.told_at.show_moment(self._page.context.clock.now())
        if lead is not None:
            for field, value in (
                (self.content, lead.content), (self.channel, lead.channel), (self.reporter, lead.reporter),
                (self.contact, lead.contact), (self.reference, lead.reference),
            ):  # fmt: skip
                field.set_value(value)
            self._open_subject(lead)
        for part in (self.source, self.content, self.at, self.channel, self.reporter, self.contact, self.reference):
            part.setEnabled(lead is None)
        self.only.setVisible(lead is None)
        self.left.check()
        self._propose()
        self._show_way()
        self._read()

    def start(self) -> None:
        """Put the keyboard where the work begins."""
        (self.source if self._lead is None else self.subject.search).setFocus()

    def _open_subject(self, lead: LeadView) -> None:
        from inspector_desktop.registry.store import get_subject  # noqa: PLC0415

        bureau = self._page.context.bureau
        if lead.subject:
            self._page.load(lambda session: get_subject(session, bureau, lead.subject), self.subject.take)
        elif lead.subject_name:
            self.subject.search.setText(lead.subject_name)
            self.subject.type_it()
            self.subject.category.set_value(lead.category)
            self.subject.address.set_value(lead.address)

    def _read(self) -> None:
        context = self._page.context
        day = civil_date(context.clock.now()).isoformat()
        self._page.load(lambda session: offered(session, bureau=context.bureau, day=day), self._show_offered)

    def _show_offered(self, found: Offered) -> None:
        self._offered = found
        me = str(self._page.context.desk.person.id)
        people = [Tick(one.id, one.name) for one in sorted(found.officers, key=lambda one: one.id != me)]
        mine = (me,) if any(one.id == me for one in found.officers) else ()
        self.officers.set_ticks(people, mine, empty=say("leads-no-officers"))
        names = QCompleter(list(self._leaders(found)), self)
        names.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.approver.setCompleter(names)
        self._offer()

    def _leaders(self, found: Offered) -> tuple[str, ...]:
        """The names of those who may agree: of the register, and of the people this device knows."""
        known: tuple[str, ...] = ()
        with suppress(Missing):
            known = tuple(
                one.name for one in people(self._page.context.opening.places) if not APPROVING.isdisjoint(one.roles)
            )
        return tuple(dict.fromkeys((*found.approvers, *known)))

    def _offer(self) -> None:
        """Show the items of the subject's category; a single one is ticked."""
        category = self.subject.target().category
        fits = [one for one in self._offered.items if not category or one.subject_category == category]
        ticks = [Tick(one.id, one.title, say("leads-item-version", version=one.version)) for one in fits]
        self.items.set_ticks(ticks, [fits[0].id] if len(fits) == 1 else (), empty=say("leads-no-items"))

    def _propose(self) -> None:
        words = exempt_words(self._page.context.profile, self.source.value())
        if self.exempt.value() in {"", self._proposed}:
            self.exempt.set_value(words)
        self._proposed = words

    def _show_way(self) -> None:
        way = self.way.value()
        self.right.field("reason").setVisible(way == URGENT)
        self.right.field("approver").setVisible(way in {URGENT, ON_PAPER})
        self.right.field("approver").rename(say("leads-approver" if way == URGENT else "leads-signed-by"))
        key = {URGENT: "leads-urgent-note", SEND: "leads-send-note", ON_PAPER: "leads-paper-note"}.get(
            way, "leads-form-note"
        )
        self.note.setText(say(key))

    def _target(self) -> Target:
        return self.subject.target()

    def _told(self) -> Told:
        return Told(
            self.source.value(), self.content.value(), self.channel.value(), self.reporter.value(),
            self.contact.value(), self.reference.value(),
        )  # fmt: skip

    def _register(self) -> None:
        self._act(wanted=None, approval=None)

    def _start(self) -> None:
        wanted = Wanted(self.items.values(), self.officers.values(), self.exempt.value(), self.mode.value())
        approval = Approval(self.way.value(), self.approver.value(), self.reason.value(), self.told_at.moment())
        self._act(wanted=wanted, approval=approval)

    def _act(self, *, wanted: Wanted | None, approval: Approval | None) -> None:
        self._page.banner.clear()
        if not (self.left.check() and self.right.check()):
            return
        self._page.act(
            register_and_start, profile=self._page.context.profile, told=self._told(), target=self._target(),
            received_at=self.at.moment(), lead=self._lead.dossier if self._lead else "", wanted=wanted,
            approval=approval, changes=self._page.touches(), done=self._made,
        )  # fmt: skip

    def _made(self, made: Started) -> None:
        self.made.emit(made)
