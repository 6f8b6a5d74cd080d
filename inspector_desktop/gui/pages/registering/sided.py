"""Parts of the right side: what is chosen, under tabs (资料, attached rows, 变更), and forms made of fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import Entry
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.registry.kept_store import KeptView
from inspector_desktop.registry.row_history import Past, RowChange
from inspector_desktop.wording import has, say

LABEL = 92
_LONG = 9
"""From so many fields on, a form is longer than a laptop's window is high."""


@dataclass(frozen=True)
class FieldOf:
    """A field of a form: its column, what it is (`line`, `text`, `date`, `choice`), and its choices."""

    column: str
    what: str = "line"
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    needed: bool = False
    label: str = ""  # a wording key, where the column has another name here

    @property
    def title(self) -> str:
        """Its label."""
        return say(self.label or f"field-{self.column}")


class FieldForm(QWidget):
    """A form of fields with a title; `save` receives the values and the reason, empty where none is asked for.

    `why` is the wording key of the reason's label, its hint under `KEY-hint`; `wanting` says that there is none; `care`
    is what to look at first.
    """

    def __init__(
        self,
        title: str,
        under: str,
        asked: Sequence[FieldOf],
        values: Mapping[str, str],
        save: Callable[[dict[str, str], str], object],
        leave: Callable[[], object],
        *,
        reason: bool = False,
        go: str = "edit-save",
        why: str = "edit-reason",
        wanting: str = "refused-change-reason",
        care: str = "",
    ) -> None:
        super().__init__()
        self._asked, self._save, self._leave, self._reason = tuple(asked), save, leave, reason
        self._wanting = wanting
        self.form = fields.Form(label_width=LABEL, gap=8)
        for one in asked:
            self.form.add(one.column, one.title, _editor(one, values.get(one.column, "")))
        if reason:
            self.form.add("reason", say(why), fields.TextField(say(f"{why}-hint"), lines=2))
        self.go = buttons.primary(say(go), self.run)
        row = texts.row(self.go, buttons.secondary(say("edit-cancel"), leave), None)
        head = texts.column(texts.label(title, font=look.section(), wrap=True), texts.small(under, wrap=True), gap=2)
        if care:
            head.addWidget(texts.label(care, ink="#8A5A00", wrap=True))
        if len(self._asked) < _LONG:
            layout = texts.column(head, self.form, row, None, gap=14)
            layout.setContentsMargins(20, 18, 20, 18)
        else:  # the buttons of a long form never scroll away
            upper = texts.column(head, self.form, None, gap=14)
            upper.setContentsMargins(20, 18, 20, 12)
            row.setContentsMargins(20, 12, 20, 14)
            layout = texts.column(scrolled(texts.boxed(upper)), texts.Hairline(), row, gap=0)
            layout.setStretch(0, 1)
            layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self._first = self.form.values()

    def touched(self) -> bool:
        """Whether anything was typed."""
        return self.form.values() != self._first

    def set_value(self, column: str, value: str) -> None:
        """Show a value in a field."""
        self.form.field(column).editor.set_value(value)  # type: ignore[attr-defined]

    def run(self) -> None:
        """Hand over what was given."""
        if not self.form.check():
            return
        given = self.form.values()
        for one in self._asked:
            if one.needed and not given[one.column]:
                self.form.refuse(one.column, say("kit-field-needed", field=one.title))
                return
        reason = given.pop("reason", "")
        if self._reason and not reason:
            self.form.refuse("reason", say(self._wanting))
            return
        self._save(given, reason)


class SideTabs(QWidget):
    """A heading, tabs below it, and what stands under each."""

    def __init__(self, title: str, under: str, *, chips: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.tabs = buttons.Tabs("page-tab", gap=16)
        self._stack = QStackedWidget()
        self._keys: list[str] = []
        self._choices: list[tuple[str, str]] = []
        head = texts.column(texts.label(title, font=look.section(), wrap=True), texts.small(under, wrap=True), gap=2)
        head.setContentsMargins(20, 18, 20, 0)
        if chips:
            head.addLayout(texts.row(*chips, None))
        bar = texts.row(self.tabs, None)
        bar.setContentsMargins(20, 8, 20, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(texts.Hairline())
        column.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.choose)

    def add(self, key: str, title: str, *parts: QWidget) -> None:
        """Add a tab with parts one below the other."""
        column = texts.column(*parts, None, gap=12)
        column.setContentsMargins(20, 14, 20, 18)
        self._stack.addWidget(scrolled(texts.boxed(column)))
        self._keys.append(key)
        self._choices.append((key, title))
        self.tabs.set_tabs(self._choices, self._keys[0])

    def choose(self, key: str) -> None:
        """Bring a tab to the front; an unknown key changes nothing."""
        if key in self._keys:
            self.tabs.set_value(key)
            self._stack.setCurrentIndex(self._keys.index(key))

    def value(self) -> str:
        """Return the tab in front."""
        return self.tabs.value()


class PastPart(QWidget):
    """变更: how a row stood on a day, and every change of it with before and after."""

    def __init__(self, past: Past, words: Callable[[str, str], str], names: Mapping[str, str]) -> None:
        super().__init__()
        self._past, self._words = past, words
        self.day = fields.DateField(say("subject-as-of-hint"), width=150)
        self.day.finished.connect(self.ask)
        self.stood = texts.small(wrap=True)
        parts: list[QWidget] = [
            texts.boxed(texts.row(texts.soft(say("subject-as-of")), self.day, None)),
            self.stood,
        ]
        parts += [
            Entry(_when(one, names), self._told(one), bold=False, last=at == len(past.changes) - 1)
            for at, one in enumerate(past.changes)
        ]
        if not past.changes:
            parts.append(texts.soft(say("row-none-changed"), wrap=True))
        self.setLayout(texts.column(*parts, None, gap=4))

    def ask(self, day: str) -> None:
        """Say how the row stood at the end of a civil day."""
        if not day:
            self.stood.setText("")
            return
        state = self._past.as_of(date.fromisoformat(day))
        if state is None:
            self.stood.setText(say("row-as-of-none"))
            return
        shown = [(name, self._said(name, value)) for name, value in state.items() if value and has(f"field-{name}")]
        self.stood.setText("；".join(say("subject-as-of-value", column=say(f"field-{c}"), value=v) for c, v in shown))

    def _told(self, change: RowChange) -> str:
        blank = say("bringing-blank")
        parts = [change.reason] if change.reason else []
        if any(before for _, before, _ in change.set) or change is not self._past.changes[-1]:
            parts += [
                say(
                    "bringing-change", column=say(f"field-{name}"), before=self._said(name, before) or blank,
                    after=self._said(name, after) or blank,
                )
                for name, before, after in change.set
                if has(f"field-{name}")
            ]  # fmt: skip
        return "；".join(parts)

    def _said(self, name: str, value: str) -> str:
        return fields.day_words(self._words(name, value))


def kept_entry(
    view: KeptView, title: str, line: str, *, today: str, go: Sequence[Link] = (), chip: ChipText | None = None
) -> Entry:
    """Return one attached row; what has ended says so."""
    ended = view.get("ended_on")
    if ended and ended <= today:
        chip = ChipText(say("row-ended-on", day=fields.day_words(ended)))
    elif (until := view.get("valid_until")) and until < today:
        chip = ChipText(say("officer-expired"), "red")
    right = texts.boxed(texts.row(*(buttons.link(one.text, one.pressed) for one in go))) if go and not ended else None
    return Entry(title, line, chip=chip, right=right, bold=False)


def _when(change: RowChange, names: Mapping[str, str]) -> str:
    who = names.get(change.person, change.person)
    return say("row-when", day=civil_date(change.at), what=say(f"row-{change.kind}"), who=who)


def _editor(one: FieldOf, value: str) -> QWidget:
    if one.what == "date":
        return fields.DateField(value=value)
    if one.what == "choice":
        choices = list(one.choices)
        if value and value not in {key for key, _ in choices}:
            choices.append((value, value))
        return fields.ChoiceField(choices, value)
    if one.what == "text":
        return fields.TextField(one.hint, value, lines=2)
    line = fields.LineField(one.hint, value)
    line.setToolTip(value)  # all of it, where the field shows only its beginning
    line.textChanged.connect(line.setToolTip)
    return line
