"""Beside the list of subjects: one subject in full, the form to edit or add one, and settling the category of many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.chips import Chip, ChipText
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import EmptyState, Entry, KeyValues, Value
from inspector_desktop.gui.pages.registering.sided import SideTabs
from inspector_desktop.gui.pages.registering.subjects import SURVIVAL, SubjectLine, Whole
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.history import SubjectChange
from inspector_desktop.registry.kept_rules import SUBJECT_KINDS, kind_of
from inspector_desktop.registry.store import SubjectView
from inspector_desktop.wording import has, say

SIDE_WIDTH = 320
_OWN_PARTS = 5
EDITED = (
    "name", "code", "kind", "category", "tags", "address", "jurisdiction", "principal", "phone", "credit", "survival",
)  # fmt: skip


class SubjectSide(QStackedWidget):
    """The side: `saved` carries an `Edit`, `settled` category and reason.

    `rated` carries credit class, day and reason, `as_of_asked` a subject and a day,
    `correction_asked` the subject that somebody finds wrong who may not change it.
    """

    saved = Signal(object)
    settled = Signal(str, str)
    rated = Signal(str, str, str)
    as_of_asked = Signal(str, str)
    correction_asked = Signal(object)

    def __init__(self, profile: Profile, *, may_pick: bool) -> None:
        super().__init__()
        self._profile = profile
        self._whole: Whole | None = None
        how = "subject-choose" if may_pick else "registers-pick-other-how"
        self.empty = EmptyState(say("subject-choose-title"), say(how))
        self.detail = QWidget()
        self.more: Callable[[Whole], list[QWidget]] | None = None  # what else is kept of a subject, under 标记许可
        self._front = ""
        self.form = SubjectForm(profile, self._save, self.show_detail)
        self.settle = SettleForm(profile, self.settled.emit, self.show_detail)
        self._column = QVBoxLayout(self.detail)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.rate = RateForm(profile, self.rated.emit, self.show_detail)
        for part in (self.empty, self.detail, self.form, self.settle, self.rate):
            self.addWidget(part)

    def is_idle(self) -> bool:
        """Whether it says only that one should be chosen."""
        return self.currentIndex() == 0

    def show_whole(self, whole: Whole | None) -> None:
        """Show one subject, unless something is being typed."""
        before, self._whole = self._whole, whole
        other = whole is not None and (before is None or before.line.key != whole.line.key)
        if self.currentIndex() <= 1 or (other and self.currentWidget() is self.form and not self.form.touched()):
            self.show_detail()

    def show_detail(self) -> None:
        """Go back to the subject."""
        texts.empty_layout(self._column)
        if self._whole is None:
            self.setCurrentIndex(0)
            return
        self._fill(self._whole)
        self.setCurrentIndex(1)

    def show_as_of(self, view: SubjectView | None) -> None:
        """Say how the subject stood on the day asked for."""
        if view is None:
            self.stood.setText(say("subject-as-of-none"))
            return
        titles = {one.id: one.title for one in self._profile.categories}
        titles |= {one.id: one.title for one in self._profile.credit.classes}
        shown = ((one, _in_words(one, getattr(view, one), titles)) for one in EDITED)
        self.stood.setText(
            "；".join(say("subject-as-of-value", column=say(f"field-{c}"), value=v) for c, v in shown if v)
        )

    def edit(self) -> None:
        """Open the form on the subject shown."""
        if self._whole is not None and self._whole.editable:
            self.form.fill(self._whole.line.view)
            self.setCurrentIndex(2)

    def show_part(self, part: QWidget) -> None:
        """Show a form of another module instead of the last one."""
        while self.count() > _OWN_PARTS:
            if (last := self.widget(_OWN_PARTS)) is not None:
                texts.take_out(self, last)
        self.addWidget(scrolled(part))
        self.setCurrentIndex(_OWN_PARTS)

    def add(self) -> None:
        """Open the form for a new subject."""
        self.form.fill(None)
        self.setCurrentIndex(2)

    def categorise(self, count: int) -> None:
        """Ask for the category of the picked."""
        self.settle.ask(count)
        self.setCurrentIndex(3)

    def rate_many(self, count: int) -> None:
        """Ask for the credit class of the picked."""
        self.rate.ask(count)
        self.setCurrentIndex(4)

    def _ask_as_of(self, day: str) -> None:
        if day and self._whole is not None:
            self.as_of_asked.emit(self._whole.line.key, day)

    def _save(self, edit: Edit) -> None:
        self.saved.emit(edit)

    def _fill(self, whole: Whole) -> None:
        line, view = whole.line, whole.line.view
        where = " • ".join(part for part in (view.address, view.principal) if part)
        chips = [Chip(one.get("name"), "red") for one in whole.risks if not one.get("ended_on")]
        chips += [Chip(one, "blue") for one in view.tags.split("、") if one][:3]
        made = SideTabs(view.name, where, chips=chips)
        if whole.editable:
            go = buttons.secondary(say("do-edit"), self.edit)
        else:
            go = self.correct = buttons.secondary(say("correcting"), lambda: self.correction_asked.emit(view))
        made.add("whole", say("side-whole"), KeyValues(_values(line), label_width=84), texts.boxed(texts.row(go, None)))
        if self.more is not None:
            made.add("marks", say("side-marks"), *self.more(whole))
        past: list[QWidget] = [
            Entry(say("subject-visit-when", day=civil_date(one.done["check"]), way=say(one.way)), one.title, bold=False)
            for one in whole.past
        ]
        made.add("past", say("side-visits"), *(past or [texts.soft(say("subject-none-past"), wrap=True)]))
        self._add_changes(made, whole)
        made.choose(self._front)
        made.tabs.chosen.connect(self._remember)
        self._column.addWidget(made)

    def _add_changes(self, made: SideTabs, whole: Whole) -> None:
        titles = {one.id: one.title for one in self._profile.categories}
        titles |= {one.id: one.title for one in self._profile.credit.classes}
        self.day = fields.DateField(say("subject-as-of-hint"), width=150)
        self.day.finished.connect(self._ask_as_of)
        self.stood = texts.small(wrap=True)
        changes = [
            Entry(when_words(change, whole.names), _change(change, titles), bold=False) for change in whole.changes
        ]
        day = texts.boxed(texts.row(texts.soft(say("subject-as-of")), self.day, None))
        made.add("changes", say("side-past"), day, self.stood, *changes)

    def _remember(self, key: str) -> None:
        self._front = key


@dataclass(frozen=True)
class Edit:
    """What a person typed: of which subject (empty: a new one), the columns that changed, and why."""

    subject: str
    name: str
    changes: tuple[tuple[str, str], ...]
    reason: str

    def values(self) -> dict[str, str]:
        """The changed columns."""
        return dict(self.changes)


class SubjectForm(QWidget):
    """The form of one subject."""

    def __init__(self, profile: Profile, save: Callable[[Edit], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self._save, self._leave = save, leave
        self._view: SubjectView | None = None
        self._first: dict[str, str] = {}
        self._title = texts.label("", font=look.section())
        self.form = fields.Form(label_width=68, gap=8)
        credit = [(one.id, one.title) for one in profile.credit.classes]
        categories = [(one.id, one.title) for one in profile.categories]
        states = [(one, say(f"survival-{one}")) for one in SURVIVAL]
        self.form.add("name", say("edit-name"), fields.TextField(lines=2))
        self.form.add("code", say("field-code"), fields.LineField())
        kinds = [(one, say(f"subject-kind-{one}")) for one in SUBJECT_KINDS]
        self.form.add("kind", say("field-kind"), fields.ChoiceField(kinds))
        self.form.add("category", say("field-category"), fields.ChoiceField(categories))
        self.form.add("tags", say("field-tags"), fields.LineField(say("tags-hint")))
        self.form.add("address", say("field-address"), fields.TextField(lines=2))
        self.form.add("jurisdiction", say("field-jurisdiction"), fields.LineField())
        self.form.add("principal", say("field-principal"), fields.LineField())
        self.form.add("phone", say("field-phone"), fields.LineField())
        self.form.add("credit", say("field-credit"), fields.ChoiceField(credit))
        self.form.add("survival", say("edit-state"), fields.ChoiceField(states))
        self.reason = self.form.add("reason", say("edit-reason"), fields.LineField(say("edit-reason-hint")))
        self.go = buttons.primary(say("edit-save"), self.run)
        row = texts.row(self.go, buttons.secondary(say("edit-cancel"), leave), None)
        row.setContentsMargins(20, 12, 20, 14)
        upper = texts.column(self._title, self.form, None, gap=14)
        upper.setContentsMargins(20, 18, 20, 12)
        layout = texts.column(
            scrolled(texts.boxed(upper)), texts.Hairline(), row, gap=0
        )  # the buttons never scroll away
        layout.setStretch(0, 1)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)

    def fill(self, view: SubjectView | None) -> None:
        """Show a subject, or an empty form."""
        self._view = view
        self._title.setText(say("edit-title") if view else say("edit-new-title"))
        for key in EDITED:
            self._editor(key).set_value(str(getattr(view, key)) if view else ("active" if key == "survival" else ""))
        self._editor("reason").set_value("")
        self.reason.setVisible(view is not None)
        for key in (*EDITED, "reason"):
            self.form.field(key).refuse("")
        self._first = self.form.values()
        self.form.field("name").editor.setFocus()

    def touched(self) -> bool:
        """Whether anything was typed."""
        return self.form.values() != self._first

    def run(self) -> None:
        """Hand over what was changed."""
        given = self.form.values()
        view = self._view
        if not given["name"]:
            self.form.refuse("name", say("refused-subject-name"))
            return
        changed = tuple((key, given[key]) for key in EDITED if view is None or given[key] != getattr(view, key))
        if view is not None and not changed:
            self._leave()
            return
        if view is not None and not given["reason"]:
            self.form.refuse("reason", say("refused-change-reason"))
            return
        self._save(Edit(view.id if view else "", given["name"], changed, given["reason"]))

    def _editor(self, key: str) -> fields.Editor:
        editor: fields.Editor = self.form.field(key).editor  # type: ignore[assignment]
        return editor

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)


class SettleForm(QWidget):
    """Category and reason for all that are picked."""

    def __init__(self, profile: Profile, go: Callable[[str, str], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self._go, self._leave = go, leave
        self._title = texts.label("", font=look.section())
        self.category = fields.ChoiceField([(one.id, one.title) for one in profile.categories])
        self.reason = fields.LineField(say("categorise-hint"))
        self.form = fields.Form(label_width=68)
        self.form.add("category", say("field-category"), self.category)
        self.form.add("reason", say("edit-reason"), self.reason)
        self.go = buttons.primary(say("categorise-go"), self.run)
        row = texts.row(self.go, buttons.secondary(say("edit-cancel"), leave), None)
        note = texts.soft(say("categorise-note"), wrap=True)
        layout = texts.column(self._title, note, self.form, row, None, gap=14)
        layout.setContentsMargins(20, 18, 20, 18)
        self.setLayout(layout)
        self.reason.returnPressed.connect(self.run)

    def ask(self, count: int) -> None:
        """Ask about so many."""
        self._title.setText(say("categorise-title", count=count))
        self.form.field("category").refuse("")
        self.form.field("reason").refuse("")
        self.category.setFocus()

    def run(self) -> None:
        """Hand over category and reason."""
        if not self.category.value():
            self.form.refuse("category", say("refused-category-none"))
        elif not self.reason.value():
            self.form.refuse("reason", say("refused-change-reason"))
        else:
            self._go(self.category.value(), self.reason.value())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)


class RateForm(QWidget):
    """Credit class, the day it counts from, and reason for all that are picked."""

    def __init__(self, profile: Profile, go: Callable[[str, str, str], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self._go = go
        self._title = texts.label("", font=look.section())
        self.credit = fields.ChoiceField([(one.id, one.title) for one in profile.credit.classes])
        self.since = fields.DateField()
        self.reason = fields.LineField(say("edit-reason-hint"))
        self.form = fields.Form(label_width=68)
        self.form.add("credit", say("field-credit"), self.credit)
        self.form.add("since", say("rate-since"), self.since)
        self.form.add("reason", say("edit-reason"), self.reason)
        row = texts.row(buttons.primary(say("rate-go"), self.run), buttons.secondary(say("edit-cancel"), leave), None)
        layout = texts.column(self._title, self.form, row, None, gap=14)
        layout.setContentsMargins(20, 18, 20, 18)
        self.setLayout(layout)

    def ask(self, count: int) -> None:
        """Ask about so many."""
        self._title.setText(say("rate-title", count=count))
        for key in ("credit", "since", "reason"):
            self.form.field(key).refuse("")
        self.credit.setFocus()

    def run(self) -> None:
        """Hand over class, day and reason."""
        if not self.credit.value():
            self.form.refuse("credit", say("refused-credit-none"))
        elif not self.since.value():
            self.form.refuse("since", say("refused-credit-day"))
        elif not self.reason.value():
            self.form.refuse("reason", say("refused-change-reason"))
        else:
            self._go(self.credit.value(), self.since.value(), self.reason.value())


def _values(line: SubjectLine) -> list[Value]:
    view = line.view
    full = bool(line.cap) and line.visits >= line.cap
    visited = say("subject-visited-cap" if full else "subject-visited", count=line.visits)
    category = Value(say("column-category"), line.category)
    if not line.category:
        category = Value(say("column-category"), chips=(ChipText(say("registers-unsettled"), "amber"),))
    since = say("subject-credit-since", date=view.credit_since) if view.credit_since else ""
    kind = kind_of(view)
    tone = "ink" if view.survival == "active" else "amber"
    found = [
        Value(say("subject-code"), view.code, under=say("subject-code-old") if view.code_kind == "old" else "")
        if view.code
        else Value(say("subject-id"), view.id, under=say("subject-no-code")),
        *([Value(say("field-kind"), say(f"subject-kind-{kind}"))] if kind else []),
        category,
        *([Value(say("field-tags"), view.tags)] if view.tags else []),
        Value(say("edit-state"), say(f"survival-{view.survival}"), tone=tone),
        Value(say("column-credit"), line.credit or "—", beside=since, under=view.credit_source),
        Value(say("subject-visits-label"), visited, tone="amber" if full else "ink", bold=full),
    ]
    more = (
        ("subject-phone", view.phone),
        ("subject-jurisdiction", view.jurisdiction),
        ("subject-authority", view.authority),
        ("field-head_code", view.head_code),
    )
    return found + [Value(say(key), text) for key, text in more if text]


def when_words(change: SubjectChange, names: Mapping[str, str]) -> str:
    """Return the day of a change and who made it."""
    who = names.get(change.person, change.person)
    return say("subject-change-when", day=civil_date(change.at), who=who)


def _change(change: SubjectChange, titles: dict[str, str]) -> str:
    if change.kind == "imported":
        return say("subject-imported", file=change.file, row=change.row)
    if change.kind == "updated":
        said = say("subject-updated", file=change.file, row=change.row)
    elif change.kind == "adopted":
        said = say("subject-adopted", by=change.proposer, reason=change.reason)
    else:
        said = change.reason or say("subject-entered")
    now = dict(change.set)
    blank = say("bringing-blank")
    parts = [
        say(
            "bringing-change",
            column=say(f"field-{column}"),
            before=_in_words(column, before, titles) or blank,
            after=_in_words(column, now[column], titles) or blank,
        )
        for column, before in change.before
        if has(f"field-{column}")
    ]
    return "；".join((said, *parts))


def _in_words(column: str, text: str, titles: dict[str, str]) -> str:
    if column == "survival" and text:
        return say(f"survival-{text}")
    if column == "kind" and text:
        return say(f"subject-kind-{text}")
    return titles.get(text, text) if column in {"category", "credit"} else text
