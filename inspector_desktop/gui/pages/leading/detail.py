"""One lead beside the list: what came in, how far it is, its check, and its end with the reply to who reported it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField, TextField, button_row
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import EmptyState, KeyValues, Section, Value
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.leading.reading import number_words
from inspector_desktop.lead.acts import close_lead, reply_lead
from inspector_desktop.lead.rules import ANONYMOUS, CHECKED, CLOSED, CONCLUSIONS, RECEIVED, REPLY_WAYS
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.leading.reading import LeadRow
    from inspector_desktop.gui.pages.leads import LeadsPage


class LeadDetail(QWidget):
    """The side; filled for one lead at a time."""

    def __init__(self, page: LeadsPage) -> None:
        super().__init__()
        self._page = page
        self.row: LeadRow | None = None
        self._column = QVBoxLayout()
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(0)
        self._empty = EmptyState(say("leads-pick-title"), say("leads-pick-text"))
        self.setLayout(texts.column(scrolled(texts.boxed(self._column)), gap=0))
        self.go = buttons.primary(say("leads-start-one"))
        self.show_row(None)

    def show_row(self, row: LeadRow | None) -> None:
        """Show a lead; what is being typed stays while its state is the same."""
        if row is not None and self.row is not None and row == self.row:
            return
        self.row = row
        texts.empty_layout(self._column)
        if row is None:
            self._column.addWidget(EmptyState(say("leads-pick-title"), say("leads-pick-text")))
            return
        lead = row.view
        head = Section(lead.subject_name or say("leads-no-subject"), line=True)
        head.add(KeyValues(self._facts(row), label_width=84), gap=12)
        self._column.addWidget(head)
        self._column.addSpacing(18)
        if not row.here:
            self._column.addWidget(texts.soft(say("leads-elsewhere"), wrap=True))
        elif lead.state == RECEIVED:
            self.go = buttons.primary(say("leads-start-one"), lambda: self._page.open_form(lead))
            self._column.addLayout(texts.row(self.go, None))
            self._column.addSpacing(18)
            self._closing(row, [one for one in CONCLUSIONS if one not in CHECKED])
        elif lead.state != CLOSED and row.ended:
            self._closing(row, list(CONCLUSIONS))
        elif lead.state == CLOSED and not lead.replied_at:
            self._replying(row)
        self._column.addStretch(1)

    def _facts(self, row: LeadRow) -> list[Value]:
        lead = row.view
        values = [
            Value(say("leads-number"), lead.number, under=number_words(lead)),
            Value(say("leads-source"), row.source, under=" · ".join(filter(None, (lead.channel, lead.reference)))),
            Value(say("leads-received"), moment_words(lead.received_at), under=say("leads-by", name=lead.received_by)),
            Value(say("leads-content"), lead.content),
            Value(say("leads-reporter"), " · ".join(one for one in (lead.reporter, lead.contact) if one)
                  or say("leads-anonymous"), under=say("leads-secret")),
        ]  # fmt: skip
        if row.due is not None and lead.state != CLOSED:
            values.append(Value(say("leads-due"), chips=(due_words(row, civil_date(self._page.context.clock.now())),)))
        if lead.inspection:
            link = Link(
                say("leads-open-check"), lambda: self._page.context.navigate("inspection", dossier=lead.inspection)
            )
            values += [
                Value(say("leads-check"), moment_words(lead.started_at), under=row.step, link=link),
                Value(say("leads-exempt"), lead.exempt),
            ]
        if lead.closed_at:
            values.append(Value(say("leads-conclusion"), say(lead.conclusion), under=lead.words, bold=True))
            values.append(Value(say("leads-closed"), moment_words(lead.closed_at), under=lead.closed_by))
        if lead.replied_at:
            words = f"{say(lead.reply_way)} {lead.replied_to}".strip()
            values.append(Value(say("leads-reply"), words, under=f"{moment_words(lead.replied_at)}　{lead.reply}"))
        for one in row.others:
            values.append(Value(say("leads-also"), one))
        return values

    def _closing(self, row: LeadRow, conclusions: list[str]) -> None:
        self.conclusion = ChoiceField(tuple((one, say(one)) for one in conclusions), hint=say("leads-conclusion-hint"))
        self.words = TextField(say("leads-words-hint"), row.proposal, lines=4)
        form = Form(label_width=84)
        form.add("conclusion", say("leads-conclusion"), self.conclusion)
        form.add("words", say("leads-words"), self.words)
        self.close_button = buttons.primary if row.view.state != RECEIVED else buttons.secondary
        self.end = self.close_button(say("leads-close"), self._close)
        section = Section(say("leads-close"), line=True)
        section.add(form, gap=12)
        section.add(button_row(self.end), gap=10)
        self._column.addWidget(section)

    def _replying(self, row: LeadRow) -> None:
        lead = row.view
        ways = [one for one in REPLY_WAYS if lead.reporter or one == ANONYMOUS] or list(REPLY_WAYS)
        self.reply_way = ChoiceField(tuple((one, say(one)) for one in ways), ways[0] if len(ways) == 1 else "")
        self.to = LineField(say("leads-to-hint"), lead.reporter)
        self.reply_at = MomentField(self._page.context.clock, say("leads-now-hint"), width=200)
        self.reply_at.show_moment(self._page.context.clock.now())
        self.reply = TextField(say("leads-reply-hint"), f"{say(lead.conclusion)}。{lead.words}", lines=3)
        form = Form(label_width=84)
        form.add("way", say("leads-reply-way"), self.reply_way)
        form.add("to", say("leads-to"), self.to)
        form.add("at", say("leads-replied"), self.reply_at)
        form.add("reply", say("leads-reply"), self.reply)
        self.end = buttons.primary(say("leads-reply-do"), self._reply)
        section = Section(say("leads-reply"), line=True)
        section.add(form, gap=12)
        section.add(button_row(self.end), gap=10)
        self._column.addWidget(section)

    def _close(self) -> None:
        if self.row is not None:
            self._page.act(
                close_lead, lead=self.row.key, conclusion=self.conclusion.value(), words=self.words.value(),
                changes=self._page.touches(), done=lambda _: self._page.show_notice(say("leads-closed-done"), "green"),
            )  # fmt: skip

    def _reply(self) -> None:
        if self.row is not None:
            self._page.act(
                reply_lead, lead=self.row.key, way=self.reply_way.value(), to=self.to.value(), words=self.reply.value(),
                replied_at=self.reply_at.moment(), changes=self._page.touches(),
                done=lambda _: self._page.show_notice(say("leads-replied-done"), "green"),
            )  # fmt: skip


def due_words(row: LeadRow, today: date) -> ChipText:
    """The clock of a lead as a chip: late in red, soon in amber."""
    due = row.due
    if due is None:
        return ChipText(say("leads-no-due"), "grey")
    if due.late:
        return ChipText(say("due-late", days=due.late), "red")
    if due.day == today:
        return ChipText(say("due-today"), "amber")
    return ChipText(say("due-on", month=due.day.month, day=due.day.day), "amber" if due.soon else "grey")
