"""The form of a new supplementary plan: its window, its categories with ratio and how many will be due, its groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.draw.document import percent
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.plan.rules import due_of
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

_WIDTH = 760


@dataclass(frozen=True)
class NewPlan:
    """What a person gave."""

    title: str
    task_title: str
    basis: str
    window_from: str
    window_until: str
    categories: tuple[str, ...]
    group_count: int


class PlanForm(QWidget):
    """The form; `given` carries a `NewPlan`, `left` that the person turned back."""

    given = Signal(object)
    left = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._counts: Mapping[str, int] = {}
        self.form = fields.Form(label_width=96)
        self.form.add("title", say("plan-title"), fields.LineField(say("plan-title-hint")))
        self.form.add("task", say("plan-task-title"), fields.LineField(say("plan-task-hint")))
        self.form.add("basis", say("plan-basis"), fields.LineField(say("plan-basis-hint")))
        self.first, self.last = fields.DateField(width=180), fields.DateField(width=180)
        until = texts.label(say("plan-until"))
        until.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.period = self.form.add_row("window", say("plan-from"), self.first, until, self.last)
        self.boxes: dict[str, QCheckBox] = {}
        self._lines = {one.id: texts.soft() for one in profile.categories}
        self._sum = texts.label(font=look.body(bold=True))
        self._unsettled = texts.label(ink=look.AMBER, wrap=True)
        self.form.add("categories", say("plan-categories"), self._categories(), top=True)
        self.groups = fields.NumberField(unit=say("plan-groups-unit"), width=110)
        note = say("plan-groups-note", size=profile.groups.size)
        self.form.add("groups", say("plan-groups"), texts.boxed(_left(self.groups)), note=note)
        self.go = buttons.primary(say("plan-save"), self.run)
        row = texts.row(96, self.go, look.GAP, buttons.secondary(say("plan-cancel"), self.left.emit), None, gap=0)
        inner = texts.column(self.form, self._unsettled, row, gap=14)
        holder = texts.boxed(inner)
        holder.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 20, look.MARGIN, 16)
        column.addWidget(holder)
        column.addStretch(1)

    def start(self, counts: Mapping[str, int], today: str, until: str) -> None:
        """Begin a new plan; `counts` by category as the register stands, `""` the unsettled."""
        self._counts = counts
        for key in ("title", "task", "basis"):
            editor = self.form.field(key).editor
            if isinstance(editor, fields.LineField):
                editor.set_value("")
        self.first.set_value(today)
        self.last.set_value(until)
        self.groups.set_value("")
        for key, box in self.boxes.items():
            box.setChecked(bool(counts.get(key)))
        unsettled = counts.get("", 0)
        self._unsettled.setText(say("plan-unsettled", count=unsettled) if unsettled else "")
        self._unsettled.setVisible(bool(unsettled))
        self._forecast()
        self.form.field("title").editor.setFocus()

    def run(self) -> None:
        """Hand over what was given."""
        given = self.form.values()
        for field, date in (("window", self.first), ("window", self.last)):
            if not date.value():
                self.form.refuse(field, say("kit-date-unreadable"))
                return
        if not self.form.check():
            return
        chosen = tuple(key for key, box in self.boxes.items() if box.isChecked())
        self.given.emit(
            NewPlan(
                given["title"], given["task"] or given["title"], given["basis"], self.first.value(),
                self.last.value(), chosen, int(self.groups.value() or "0"),
            )
        )  # fmt: skip

    def _categories(self) -> QWidget:
        parts: list[QWidget] = []
        for one in self._profile.categories:
            box = QCheckBox(one.title)
            box.setFont(look.body())
            box.setMinimumWidth(190)
            box.toggled.connect(lambda _: self._forecast())
            self.boxes[one.id] = box
            parts.append(texts.boxed(texts.row(box, self._lines[one.id], None)))
        parts.append(self._sum)
        return texts.boxed(texts.column(*parts, gap=2))

    def _forecast(self) -> None:
        total = 0
        for one in self._profile.categories:
            count = self._counts.get(one.id, 0)
            due = due_of(count, one.ratio_ppm or 0, one.minimum)
            ratio = percent(one.ratio_ppm or 0)
            self._lines[one.id].setText(say("plan-category-line", ratio=ratio, register=count, due=due))
            total += due if self.boxes[one.id].isChecked() else 0
        self._sum.setText(say("plan-due-sum", due=total))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _left(editor: QWidget) -> QHBoxLayout:
    return texts.row(editor, None)


class VoidForm(QWidget):
    """Reason and approver of a void; `given` carries both, `left` that the person turned back."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = fields.Form(label_width=84)
        self.reason = fields.TextField(lines=3)
        self.approver = fields.LineField(say("draws-approver-hint"), width=200)
        self.form.add("reason", say("draws-void-reason"), self.reason)
        self.form.add_row("approver", say("draws-void-approver"), self.approver, QWidget())
        self.go = buttons.danger(
            say("draws-void-go"), lambda: self.given.emit(self.reason.value(), self.approver.value())
        )
        row = texts.row(84, self.go, look.GAP, buttons.secondary(say("plan-cancel"), self.left.emit), None, gap=0)
        column = texts.column(
            texts.label(say("draws-void-title"), font=look.section()),
            texts.soft(say("draws-void-note"), wrap=True),
            self.form,
            row,
            None,
            gap=14,
        )
        column.setContentsMargins(look.MARGIN, 24, look.MARGIN, 16)
        self.setLayout(column)

    def start(self) -> None:
        """Begin."""
        self.reason.set_value("")
        self.approver.set_value("")
        self.reason.setFocus()
