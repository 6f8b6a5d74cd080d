"""The part of a plan's form that words its line in the printed table, and the settings of a joint plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.plan.acts import Proposal
from inspector_desktop.plan.drafting import Table, initiator_of
from inspector_desktop.plan.naming import JOINT, items_of
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,4}))?\s*%?")
_MILLION = 1_000_000
_KEYS = ("number", "task-number", "initiator", "partners", "ratio", "content", "scope", "period", "remark")
_PRINTED = ("ratio", "items", "scope", "period")  # columns of the table that stand for settings of a joint plan


class RatioField(fields.LineField):
    """A ratio in percent; with `zero` nothing may be drawn as well (004 第十一条)."""

    def __init__(self, hint: str = "", *, width: int = 0, zero: bool = False) -> None:
        super().__init__(hint, width=width)
        self._least = 0 if zero else 1

    def ppm(self) -> int | None:
        """The ratio in millionths; none when it reads badly or is more than everything."""
        found = _PERCENT.fullmatch(self.value().replace("％", "%"))
        if found is None:
            return None
        ppm = int(found[1]) * 10_000 + int((found[2] or "").ljust(4, "0"))
        return ppm if self._least <= ppm <= _MILLION else None


class TablePart(QWidget):
    """Number, partners and the wording of the columns; empty ones are by rule."""

    def __init__(self, profile: Profile, *, label_width: int) -> None:
        super().__init__()
        self._profile = profile
        printed = {say(f"plan-table-{one}") for one in _PRINTED}
        self._joint = {title: fields.LineField() for title in profile.plan.joint_fields if title not in printed}
        self._lines = {one: fields.LineField() for one in _KEYS}
        self.form = fields.Form(label_width=label_width)
        self.choose = buttons.MenuButton(say("inputs-partners"))
        self.choose.chosen.connect(self._add_partner)
        self._differing = texts.small(say("plan-content-differs"), ink=look.AMBER, wrap=True)
        self._differing.hide()
        self._lines["content"].edited.connect(self._compare)
        self._by_rule = ""
        for key, editor in self._lines.items():
            if key == "partners":
                self.form.add_row(key, say(f"plan-field-{key}"), editor, self.choose)
            else:
                self.form.add(key, say(f"plan-field-{key}"), editor)
            if key == "content":
                self.form.add_part(self._differing)
        for title, editor in self._joint.items():
            self.form.add(f"joint {title}", title, editor)
        section = Section(say("plan-table-part"), say("plan-table-part-note"))
        section.add(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(texts.boxed(texts.column(section)))
        self._departments = "、".join(profile.plan.joint_departments)

    def clear(self) -> None:
        """Begin a new plan."""
        for editor in (*self._lines.values(), *self._joint.values()):
            editor.set_value("")

    def show_kind(self, kind: str) -> None:
        """Ask for the settings of a joint plan only in one."""
        joint = kind == JOINT
        self.form.field("partners").rename(say("plan-field-partners-joint" if joint else "plan-field-partners"))
        self.form.field("initiator").rename(say("plan-table-initiator-joint" if joint else "plan-field-initiator"))
        self._lines["partners"].setPlaceholderText(self._departments if joint else "")
        self._lines["initiator"].setPlaceholderText(initiator_of(self._profile, kind))
        self._lines["period"].setPlaceholderText(say(f"plan-field-period-{'joint' if joint else 'own'}"))
        for title in self._joint:
            self.form.field(f"joint {title}").setVisible(joint)

    def show_items(self, kind: str, titles: Sequence[str]) -> None:
        """Show how the items chosen are printed where nothing else is written; say where something else is."""
        self._by_rule = items_of(kind, titles)
        self._lines["content"].setPlaceholderText(self._by_rule)
        self._compare()

    def _compare(self) -> None:
        self._differing.setVisible(self._lines["content"].value() not in {"", self._by_rule})

    def offer(self, partners: Sequence[str]) -> None:
        """Offer these departments and sections to be joined with."""
        self.choose.set_choices([(one, one) for one in partners])
        self.choose.setVisible(bool(partners))

    def _add_partner(self, name: str) -> None:
        line = self._lines["partners"]
        known = [one for one in line.value().split("、") if one]
        line.set_value("、".join(dict.fromkeys([*known, name])))

    def partners(self) -> str:
        """With whom, as typed."""
        return self._lines["partners"].value()

    def take_rule(self, found: Proposal) -> None:
        """Fill in what was made by rule."""
        self._lines["number"].set_value(found.number)
        self._lines["task-number"].set_value(found.task_number)

    def set_value(self, given: Table) -> None:
        """Show what a plan has otherwise than by rule."""
        for key, editor in self._lines.items():
            editor.set_value(str(getattr(given, key.replace("-", "_"))))
        for title, text in given.joint:
            if title in self._joint:
                self._joint[title].set_value(text)

    def value(self, kind: str) -> Table:
        """What was given."""
        said = {key.replace("-", "_"): editor.value() for key, editor in self._lines.items()}
        joint = tuple((title, editor.value()) for title, editor in self._joint.items()) if kind == JOINT else ()
        return Table(**said, joint=joint)
