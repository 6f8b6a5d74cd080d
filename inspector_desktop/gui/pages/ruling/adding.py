"""The form that adds a row to a table of rules: every value of the row, its source, the reason, the day it begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from inspector_desktop.errors import Known, Refused
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Form, TextField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.ruling.editor import fit_unit
from inspector_desktop.gui.pages.ruling.fields import field_for
from inspector_desktop.profile.adding import RowTable, blank_values, free_id
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.typed import read_typed
from inspector_desktop.profile.words import note_of, value_name
from inspector_desktop.wording import say

_NEW = "new"


@dataclass(frozen=True)
class Added:
    """What was typed: the table, what the row is known by, its values by name, source, reason, first day."""

    table: RowTable
    row: str
    values: dict[str, Any]
    source: str
    reason: str
    since: str


class Adder(QWidget):
    """The form; `save` is given an `Added`."""

    def __init__(
        self,
        table: RowTable,
        profile: Profile,
        today: date,
        *,
        save: Callable[[Added], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self._table, self._profile, self._save = table, profile, save
        self.values = blank_values(profile, table, _NEW)
        self.form = Form(label_width=140)
        if table.ids:
            label = "categories" if table.path == "frequency/caps" else table.key
            self.form.add("id", say(f"rule-{label}"), ChoiceField((("", ""), *table.ids)))
        for one in self.values:
            editor = field_for(one, profile)
            top = one.shape in {"choices", "references"}
            self.form.add(one.path, value_name(one.key), editor, note=note_of(one.key), top=top)
            editor.edited.connect(lambda _=None: fit_unit(self.form, self.values))
        self.form.add("source", say("rules-source"), TextField(say("rules-source-hint"), lines=2))
        self.form.add("reason", say("rules-reason"), TextField(say("rules-reason-hint"), lines=2))
        self.form.add("since", say("rules-since"), DateField(value=today.isoformat(), width=190),
                      note=say(f"rule-when-{table.group}"))  # fmt: skip
        self.go = buttons.primary(say("rules-save"), self.run)
        section = Section(say("rules-add-title", table=say(f"rule-{table.key}")), line=True)
        section.add(self.form, gap=12)
        section.add(texts.row(self.go, buttons.secondary(say("rules-cancel"), cancel), None), gap=16)
        self.setLayout(texts.column(section, None))
        fit_unit(self.form, self.values)

    def run(self) -> None:
        """Read the fields and save; what can't be read is said under its field."""
        if not self.form.check():
            return
        given = self.form.values()
        row = given.get("id", "") if self._table.ids else free_id(self._profile, self._table)
        if not row:
            self.form.refuse("id", sentence(Refused("refused-rule-empty", name=say(f"rule-{self._table.key}"))))
            return
        values: dict[str, Any] = {}
        for one in self.values:
            name = one.path.rpartition("/")[2]
            if self.form.field(one.path).isHidden():  # the unit has no such value
                continue
            try:
                values[name] = read_typed(one, given[one.path])
            except Refused as refused:
                self.form.refuse(one.path, sentence(refused))
                return
        for key, code in (("source", "refused-rule-source"), ("reason", "refused-rule-reason")):
            if not given[key].strip():
                facts = {"name": say(f"rule-{self._table.key}")} if key == "reason" else {}
                self.form.refuse(key, sentence(Refused(code, **facts)))
                return
        self.go.setEnabled(False)
        self._save(Added(self._table, row, values, given["source"], given["reason"], given["since"]))

    def refuse(self, error: Known) -> None:
        """Say what the rules as a whole do not allow, under the field it is about."""
        self.go.setEnabled(True)
        name = str(error.facts.get("name", "")) if isinstance(error, Refused) else ""
        found = next((one.path for one in self.values if name and name.endswith(value_name(one.key))), "reason")
        where = {"refused-rule-since": "since", "refused-rule-source": "source"}.get(error.code, found)
        self.form.refuse(where, sentence(error))
