"""The form that changes one rule: a field for each of its values, the reason, the day it comes into force.

It shows what a change would do where that is simple: a deadline by an example, a ratio by a hundred firms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError
from PySide6.QtWidgets import QWidget

from inspector_desktop.errors import Known, Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import DateField, Form, TextField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.ruling.fields import field_for
from inspector_desktop.gui.pages.ruling.reading import Line, Seen
from inspector_desktop.profile.base import MILLION
from inspector_desktop.profile.clocks import Deadline
from inspector_desktop.profile.parts import Value, rules_of
from inspector_desktop.profile.typed import read_typed
from inspector_desktop.profile.words import note_of, value_name
from inspector_desktop.wording import say
from inspector_desktop.workdays import shipped

TOGETHER = {"draw/drawn": ("draw/items_count",), "draw/items_count": ("draw/drawn",)}
"""Values that only hold together and so are changed in one form."""
_EXAMPLE = (9, 28)  # before the long holiday, where ways of counting differ most
_HUNDRED = 100
_OF_A_DATE, _OF_A_LENGTH = frozenset({"deadlines-opens", "deadlines-closes"}), frozenset({"deadlines-length"})


class Editor(QWidget):
    """The form; `save` is given the values that differ, the reason and the day."""

    def __init__(
        self,
        line: Line,
        seen: Seen,
        today: date,
        *,
        save: Callable[[list[tuple[str, Any]], str, str], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self._profile, self._save, self._today = seen.ruled.profile, save, today
        self.values = _values_of(line, seen)
        self.form = Form(label_width=140)
        for one in self.values:
            editor = field_for(one, self._profile)
            top = one.shape in {"choices", "references"}
            self.form.add(one.path, value_name(one.key), editor, note=note_of(one.key), top=top)
            editor.edited.connect(lambda _=None: self.preview())
        self.effect = texts.label("", ink=look.BLUE, wrap=True)
        self.reason = TextField(say("rules-reason-hint"))
        self.since = DateField(value=today.isoformat(), width=190)
        self.form.add_part(self.effect)
        self.form.add("reason", say("rules-reason"), self.reason)
        self.form.add("since", say("rules-since"), self.since, note=say(f"rule-when-{line.rule.group}"))
        self.go = buttons.primary(say("rules-save"), self.run)
        section = Section(say("rules-edit", name=line.name), line=True)
        section.add(self.form, gap=12)
        section.add(texts.row(self.go, buttons.secondary(say("rules-cancel"), cancel), None), gap=16)
        self.setLayout(texts.column(section, None))
        self.preview()

    def run(self) -> None:
        """Read the fields and save; what can't be read is said under its field."""
        if not self.form.check():
            return
        changed = []
        for one in self.values:
            try:
                value = self._read(one)
            except Refused as refused:
                self.form.refuse(one.path, sentence(refused))
                return
            if value != one.value:
                changed.append((one.path, value))
        if not changed and self.values:
            self.form.refuse(
                self.values[0].path, sentence(Refused("refused-rule-same", name=value_name(self.values[0].key)))
            )
            return
        if not self.reason.value():
            self.form.refuse("reason", sentence(Refused("refused-rule-reason", name=value_name(self.values[0].key))))
            return
        self.go.setEnabled(False)
        self._save(changed, self.reason.value(), self.since.value())

    def refuse(self, error: Known) -> None:
        """Say what the rules as a whole do not allow, under the field it is about."""
        self.go.setEnabled(True)
        name = str(error.facts.get("name", "")) if isinstance(error, Refused) else ""
        where = next((one.path for one in self.values if name.endswith(value_name(one.key))), "")
        if error.code == "refused-rule-since":
            where = "since"
        self.form.refuse(where or "reason", sentence(error))

    def preview(self) -> None:
        """Say what the change would do, where that is simple."""
        fit_unit(self.form, self.values)
        text = self._deadline_effect() or self._ratio_effect()
        self.effect.setText(text)
        self.effect.setVisible(bool(text))

    def _read(self, one: Value) -> Any:
        if self.form.field(one.path).isHidden():  # the unit has no such value
            return None
        return read_typed(one, self.form.values()[one.path])

    def _deadline_effect(self) -> str:
        given: dict[str, Any] = {}
        for one in self.values:
            if not one.key.startswith("deadlines-"):
                return ""
            try:
                given[one.path.rpartition("/")[2]] = self._read(one)
            except Refused:
                return ""
        try:
            clock = Deadline.model_validate({**given, "id": "X01", "clause": "默认：例"})
        except ValidationError:
            return ""
        if clock.length is None or clock.unit in {"hours", "date"}:
            return ""
        start = date(self._today.year, *_EXAMPLE)
        last = shipped().deadline(start, clock.length, clock.unit, clock.rest_day)  # type: ignore[arg-type]
        return say(
            "rules-effect-deadline", start=say("rule-month-day", month=start.month, day=start.day),
            last=say("rule-month-day", month=last.day.month, day=last.day.day), provisional=int(last.provisional),
        )  # fmt: skip

    def _ratio_effect(self) -> str:
        one = next((one for one in self.values if one.shape == "percent"), None)
        try:
            ratio = self._read(one) if one is not None else None
        except Refused:
            return ""
        if ratio is None or not 0 <= ratio <= MILLION or (one is not None and one.key.startswith("quota-ceiling")):
            return ""
        return say("rules-effect-ratio", of=_HUNDRED, count=-(-ratio * _HUNDRED // MILLION))


def fit_unit(form: Form, values: Sequence[Value]) -> None:
    """Show length or days of a deadline, whichever its unit has."""
    unit = next((one.path for one in values if one.key == "deadlines-unit"), "")
    by_date = bool(unit) and form.values()[unit] == "date"
    for one in values:
        if one.key in _OF_A_DATE or one.key in _OF_A_LENGTH:
            form.field(one.path).setVisible((one.key in _OF_A_DATE) == by_date)


def _values_of(line: Line, seen: Seen) -> tuple[Value, ...]:
    wanted = {*TOGETHER.get(line.rule.path, ()), line.rule.path}
    if line.rule.row:
        return tuple(one for one in line.rule.values if not one.fixed)
    return tuple(one for rule in rules_of(seen.ruled.profile) if rule.path in wanted for one in rule.values)
