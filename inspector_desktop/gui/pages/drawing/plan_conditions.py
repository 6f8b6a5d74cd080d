"""The conditions of a directed draw in the form of a new plan: what is asked of subjects, and what of officers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.plan.conditions import COLUMNS, OFFICER, SUBJECT, Condition
from inspector_desktop.wording import say

_LABEL = 96
_WIDTH = 250


class ManyField(QPushButton):
    """Several of a list: a button that says what is chosen, and a menu that stays for the next tick."""

    edited = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._menu = QMenu(self)
        self._labels: dict[str, str] = {}
        self.setMenu(self._menu)
        self.setFont(look.body())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(title)
        self._shade()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Replace the list; nothing is chosen afterwards."""
        self._menu.clear()
        self._labels = dict(choices)
        for key, label in choices:
            action = self._menu.addAction(label)
            action.setCheckable(True)
            action.setData(key)
            action.toggled.connect(self._shade)
        self.setEnabled(bool(choices))
        self._shade()

    def value(self) -> tuple[str, ...]:
        """The keys of what is chosen, in the list's order."""
        return tuple(str(one.data()) for one in self._menu.actions() if one.isChecked())

    def set_value(self, values: Sequence[str]) -> None:
        """Choose by keys."""
        for one in self._menu.actions():
            one.setChecked(str(one.data()) in values)

    def _shade(self) -> None:
        chosen = [self._labels[one] for one in self.value()]
        whole = "、".join(chosen) or say("plan-condition-none")
        self.setText(self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, _WIDTH - 40))
        nothing = "" if self._labels else say("greyed-no-choices")
        self.setToolTip(whole if chosen else nothing)
        self.edited.emit()


class ConditionsPart(QWidget):
    """Conditions of both sides, and whether each category is divided by its 辖区."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[tuple[str, str], ManyField] = {}
        self._rows: dict[tuple[str, str], QWidget] = {}
        rows: list[QWidget] = [texts.label(say("plan-conditions"), font=look.section())]
        rows.append(texts.soft(say("plan-conditions-note"), wrap=True))
        for side in (SUBJECT, OFFICER):
            for column in COLUMNS[side]:
                field = ManyField(say(f"plan-condition-{column}"))
                self.fields[side, column] = field
                label = texts.soft(say(f"plan-condition-{column}"))
                label.setFixedWidth(_LABEL - look.GAP)
                row = texts.boxed(texts.row(label, field, texts.small(say(f"plan-condition-of-{side}")), None))
                self._rows[side, column] = row
                rows.append(row)
        self.regional = QCheckBox(say("plan-regional"))
        self.regional.setFont(look.body())
        rows.append(texts.boxed(texts.row(_LABEL, self.regional, None, gap=0)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(texts.boxed(texts.column(*rows, gap=6)))

    def offer(self, options: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Offer the values that stand in the registers, by column; where there are none, nothing is asked."""
        for (side, column), field in self.fields.items():
            self._rows[side, column].setVisible(bool(options.get(column)))
            chosen = field.value()
            field.set_choices(options.get(column, ()))
            field.set_value(chosen)
        self.regional.setVisible(bool(options.get("jurisdiction")))

    def clear(self) -> None:
        """Begin without conditions."""
        for field in self.fields.values():
            field.set_value(())
        self.regional.setChecked(False)

    def value(self) -> tuple[Condition, ...]:
        """The conditions that were set."""
        found = ((side, column, field.value()) for (side, column), field in self.fields.items())
        return tuple(Condition(side, column, values) for side, column, values in found if values)
