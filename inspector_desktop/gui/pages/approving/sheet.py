"""The middle of the approvals page: one item with what is to be read, and the buttons by which it is decided.

It only says what a person asked for, as a `Wish`; taking up, waiting for headquarters and acting are the page's.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.approval.facts import MarkedPart
from inspector_desktop.approval.rules import Hint
from inspector_desktop.clock import civil, civil_date, moment
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import Field, LineField
from inspector_desktop.gui.kit.section import EmptyState, KeyValues, Note, Section, Value
from inspector_desktop.gui.pages.approving.handsigned import HandSignedForm, Signed
from inspector_desktop.gui.pages.approving.loading import CHECK, ORDER, Item
from inspector_desktop.gui.pages.approving.parts import MarkedParts
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.page import Context

AGREE, RETURN, PASS_ON, SIGNED, GIVE_BACK, TO_ORDER = "agree", "return", "pass-on", "signed", "give-back", "order"
_HANDS = 17


@dataclass(frozen=True)
class Wish:
    """What a person asked for, for one dossier: one of the words above, with what belongs to it."""

    dossier: str
    what: str
    opinion: str = ""
    order_by_chief: bool = False
    marks: tuple[MarkedPart, ...] = ()
    signed: Signed | None = None


class ItemSheet(QWidget):
    """Shows one item. `wished` carries a `Wish`, `refused` a sentence about what is wanting.

    `reveal` carries a part that was opened below and should be scrolled into sight.
    """

    wished = Signal(object)
    refused = Signal(str)
    reveal = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._item: Item | None = None
        self._shown: Hashable = None
        self._pending = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 22, 24, 20)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.agree = self.give_back = QPushButton()
        self.orderer: buttons.ChoiceGroup | None = None
        self.parts = MarkedParts()
        self.opinion = LineField()
        self.hand_form: HandSignedForm | None = None
        self.show_item(None)

    def show_item(self, item: Item | None, *, pending: str = "") -> None:
        """Show an item, or that nothing waits; `pending` is the wish that runs once headquarters has confirmed.

        What a person is typing stays unless something stored has changed.
        """
        key = (item, pending)
        if key == self._shown:
            return
        self._shown, self._item, self._pending = key, item, pending
        texts.empty_layout(self._column)
        self.hand_form = self.orderer = None
        if item is None:
            self._column.addWidget(EmptyState(say("approvals-none"), say("approvals-none-how")), 1)
        elif item.what == CHECK:
            self._check(item)
        elif item.what == ORDER:
            self._order(item)
        else:
            self._report(item)

    def is_marking(self) -> bool:
        """Whether the fields for marks are open."""
        return self._item is not None and self.agree.property("wish") == RETURN

    def _report(self, item: Item) -> None:
        self._head(item, say("approvals-title-report", subject=item.view.subject_name), report_line(item))
        if item.report is not None:
            self.parts = MarkedParts()
            marks = item.approval.decisions[-1].marks if item.approval and item.approval.decisions else ()
            self.parts.set_parts(item.report.parts.by_name(), marks)
            self._column.addWidget(self.parts)
        if item.mine and not item.own:
            self.opinion = LineField(say("approvals-opinion-hint"))
            self._column.addSpacing(14)
            self._column.addWidget(Field(say("approvals-opinion"), self.opinion, label_width=110))
            if item.last and item.queued.row.violates:
                self.orderer = buttons.ChoiceGroup(
                    (("officer", say("approvals-order-officer")), ("chief", say("approvals-order-chief"))), "officer"
                )
                self._column.addSpacing(10)
                self._column.addWidget(Field(say("approvals-order-by"), self.orderer, label_width=110))
        self._hints(item.hints)
        self._decisions(item)
        self._column.addSpacing(20)
        self._hands = texts.boxed(texts.row(buttons.link(say("do-paper-approval"), self._open_hand_form), None))
        self._column.addWidget(self._hands)
        self._column.addStretch(1)

    def _check(self, item: Item) -> None:
        view, told = item.view, item.authorisation
        title = say("approvals-title-check", subject=view.subject_name)
        self._head(item, title, say("approvals-check-line", task=view.task_title, number=view.task_number))
        window = say("approvals-days", first=_day(view.window_from), last=_day(view.window_until))
        values = [
            Value(say("approvals-address"), view.address or "—"),
            Value(say("approvals-category"), view.category_title),
            Value(say("approvals-items"), "；".join(one.title for one in view.items)),
            Value(say("approvals-window"), window),
            Value(say("approvals-officers"), "、".join(f"{one.name}（{one.certificate}）" for one in view.officers)),
        ]
        if told is not None and told.state == "oral":
            values += [
                Value(say("approvals-urgent-reason"), told.reason),
                Value(say("approvals-told-by"), say("approvals-told", name=told.approver, time=_moment(told.told_at))),
            ]
        heads = (say("approvals-part"), say("approvals-text"))
        self._column.addWidget(KeyValues(values, label_width=110, lined=True, heads=heads))
        self._column.addStretch(1)

    def _order(self, item: Item) -> None:
        self._head(item, say("approvals-title-order", subject=item.view.subject_name), report_line(item))
        self._column.addWidget(texts.soft(say("approvals-order-text"), wrap=True))
        if item.report is not None:
            parts = MarkedParts()
            named = item.report.parts.by_name()
            parts.set_parts({name: named[name] for name in ("findings", "proposal")})
            self._column.addSpacing(12)
            self._column.addWidget(parts)
        self._column.addStretch(1)

    def _head(self, item: Item, title: str, line: str) -> None:
        words = texts.ElidedLabel(title, font=look.font(_HANDS, bold=True))
        row = texts.row(texts.small(line, wrap=True), *self._buttons(item))
        row.setStretch(0, 1)
        self._column.addWidget(words)
        self._column.addSpacing(4)
        self._column.addLayout(row)
        waiting = self._waiting(item)
        if waiting:
            self._column.addSpacing(10)
            tone = "amber" if item.waits or self._pending else "grey"
            chip = Chip(say("approvals-waits-chip") if tone == "amber" else say("approvals-own-chip"), tone)
            told = texts.row(chip, texts.small(waiting, wrap=True), gap=10)
            told.setStretch(1, 1)
            told.setAlignment(chip, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(told)
        self._column.addSpacing(12)

    def _waiting(self, item: Item) -> str:
        if self._pending:
            return say(f"approvals-pending-{self._pending}")
        if item.waits:
            return say("approvals-waits")
        if item.own and item.what != ORDER:
            key = "approvals-own" if item.what != CHECK else "approvals-own-check"
            return say(key, deputy=item.deputy)
        return ""

    def _buttons(self, item: Item) -> list[QWidget]:
        self.give_back = buttons.secondary(say("do-return"), self._on_give_back)
        self.agree = buttons.primary(say("do-approve"), self._on_agree)
        if self._pending:
            self.give_back = buttons.secondary(say("approvals-cancel"), lambda: self._wish("stop"))
            return [self.give_back]
        if item.what == ORDER:
            self.agree = buttons.primary(say("do-order"), lambda: self._wish(TO_ORDER))
            return [self.agree]
        if item.what == CHECK:
            self.give_back = buttons.secondary(say("approvals-give-back"), lambda: self._wish(GIVE_BACK))
            if item.queued.urgent:
                self.agree = buttons.primary(say("approvals-make-up"), self._on_agree)
            return [self.give_back] if item.own else [self.give_back, self.agree]
        if item.own:
            self.agree = buttons.primary(say("approvals-pass-on", deputy=item.deputy), lambda: self._wish(PASS_ON))
            return [self.agree] if item.mine else []
        return [self.give_back, self.agree] if item.mine else []

    def _on_agree(self) -> None:
        if self.is_marking():
            marks = self.parts.marks()
            if not marks:
                self.refused.emit(say("refused-return-marks"))
                return
            self._wish(RETURN, marks=marks)
            return
        chief = self.orderer is not None and self.orderer.value() == "chief"
        self._wish(AGREE, opinion=self.opinion.value(), order_by_chief=chief)

    def _on_give_back(self) -> None:
        self._mark(on=not self.is_marking())

    def _mark(self, *, on: bool) -> None:
        """Change the two buttons between deciding and marking; the table keeps its place."""
        self.parts.set_marking(on=on)
        self.agree.setProperty("wish", RETURN if on else "")
        self.agree.setText(say("do-return") if on else say("do-approve"))
        self.give_back.setText(say("approvals-cancel") if on else say("do-return"))

    def _hints(self, hints: tuple[Hint, ...]) -> None:
        if not hints:
            return
        section = Section(say("hints-title"))
        for one in hints:
            section.add(texts.soft(_hint(one), wrap=True), gap=4)
        self._column.addSpacing(24)
        self._column.addWidget(section)

    def _decisions(self, item: Item) -> None:
        if item.approval is None or not item.approval.decisions:
            return
        section = Section(say("approvals-so-far"))
        for one in item.approval.decisions:
            role = self._context.profile.role(one.role).title
            words = say(
                "approvals-decided", time=_moment(one.decided_at), role=role, name=one.approver,
                what=say(f"decision-{one.decision}"),
            )  # fmt: skip
            more = [say("approval-by-hand")] if one.on_paper else []
            more += [one.opinion] if one.opinion else []
            more += [mark.text for mark in one.marks]
            section.add(Note("　".join([words, *more])))
        self._column.addSpacing(24)
        self._column.addWidget(section)

    def _open_hand_form(self) -> None:
        if self.hand_form is not None or self._item is None:
            return
        form = HandSignedForm(self._context.clock, self._context.pool)
        form.registered.connect(self._on_registered)
        form.cancelled.connect(self._close_hand_form)
        form.marking.connect(lambda on: self.parts.set_marking(on=on))
        self.hand_form = form
        self._hands.hide()
        self._column.insertWidget(self._column.indexOf(self._hands), form)
        self.agree.setEnabled(False)
        self.give_back.setEnabled(False)
        form.approver.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reveal.emit(form)

    def _close_hand_form(self) -> None:
        if self.hand_form is not None:
            self.hand_form.hide()
            self.hand_form.deleteLater()
            self.hand_form = None
        self.parts.set_marking(on=False)
        self._hands.show()
        self.agree.setEnabled(True)
        self.give_back.setEnabled(True)

    def _on_registered(self, signed: Signed) -> None:
        marks = self.parts.marks() if signed.returned else ()
        if signed.returned and not marks:
            self.refused.emit(say("refused-return-marks"))
            return
        self._wish(SIGNED, signed=signed, marks=marks)

    def _wish(self, what: str, **more: object) -> None:
        if self._item is not None:
            self.wished.emit(Wish(self._item.dossier, what, **more))  # type: ignore[arg-type]


def report_line(item: Item) -> str:
    """The line under an item's title: when the check was, who made it, when the report was submitted."""
    names = "、".join(one.name for one in item.view.officers)
    parts, submitted = [], ""
    if item.visit is not None and item.visit.ended_at:
        start, end = civil(moment(item.visit.arrived_at)), civil(moment(item.visit.ended_at))
        span = f"{start.hour}:{start:%M}—{end.hour}:{end:%M}"
        if start.date() != end.date():
            span = f"{start.hour}:{start:%M}—{_moment(item.visit.ended_at)}"
        parts.append(say("approvals-checked", day=_day(civil_date(item.visit.arrived_at).isoformat()), span=span))
    parts.append(names)
    if item.report is not None and item.report.submitted_at:
        submitted = say("approvals-submitted", day=_day(civil_date(item.report.submitted_at).isoformat()))
    return "\n".join(one for one in (*parts, submitted) if one)  # a line each: no name is broken in two


def _hint(one: Hint) -> str:
    facts = dict(one.facts)
    if "date" in facts:
        facts["date"] = _day(str(facts["date"]))
    return say(one.code, **facts)


def _day(text: str) -> str:
    year, month, day = text.split("-")
    del year
    return say("approvals-day", month=int(month), day=int(day))


def _moment(when: str) -> str:
    local = civil(moment(when))
    return f"{say('approvals-day', month=local.month, day=local.day)} {local:%H:%M}"
