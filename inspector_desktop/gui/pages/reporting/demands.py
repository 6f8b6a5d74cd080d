"""The rows of an advice or an order: which problems, what is asked, until when, and for an order on which basis."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import DateField, Field
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.reporting.ordering import ORDER, Asked, proposed_demand
from inspector_desktop.rectification.store import ProblemView
from inspector_desktop.wording import say

_INDENT, _LABEL, _DATE = 26, 84, 168


class DemandRow(QWidget):
    """One problem: chosen or not, and what is asked for it."""

    edited = Signal()

    def __init__(self, problem: ProblemView, due: str) -> None:
        super().__init__()
        self.problem = problem
        self.box = QCheckBox()
        self.box.setChecked(True)
        self.box.setAccessibleName(say("order-page-choose", line=problem.line_number))
        self.demand = GrowingField(value=proposed_demand(problem))
        self.due = DateField(value=problem.due_on or due, width=_DATE)
        self.basis = GrowingField(say("order-page-basis-hint"), problem.basis)
        self.serious = QCheckBox(say("order-page-serious"))
        self.serious.setChecked(problem.serious)
        grey(self.serious, say("greyed-serious") if problem.serious else "")
        words = texts.label(problem.fact or problem.label, font=look.body(bold=True), wrap=True)
        number = texts.soft(say("term-line", line=problem.line_number))
        number.setFixedWidth(64)
        for label in (number, words):
            label.setContentsMargins(0, 4, 0, 0)
        head = texts.row(self.box, number, words, gap=8)
        head.setStretch(2, 1)
        for part in (self.box, number, words):
            head.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        if problem.order_number or problem.advice_number:
            chip = Chip(say("order-page-issued", number=problem.order_number or problem.advice_number))
            head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        self._basis = Field(say("order-page-basis"), self.basis, label_width=_LABEL)
        when = texts.row(self.due, 16, self.serious, None, gap=8)
        fields = texts.column(
            Field(say("order-page-demand"), self.demand, label_width=_LABEL),
            self._basis,
            Field(say("order-page-due"), texts.boxed(when), label_width=_LABEL),
            gap=8,
        )
        fields.setContentsMargins(_INDENT, 8, 0, 0)
        self._inner = texts.boxed(fields)
        whole = texts.column(head, self._inner, gap=0)
        whole.setContentsMargins(0, 12, 0, 12)
        outer = texts.column(whole, texts.Hairline(colour=look.HAIR), gap=0)
        self.setLayout(outer)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.box.toggled.connect(self._on_chosen)
        self.serious.toggled.connect(lambda _: self.edited.emit())
        for field in (self.demand, self.due, self.basis):
            field.edited.connect(lambda _: self.edited.emit())

    def show_kind(self, kind: str) -> None:
        """Ask what this kind of paper needs: an order also its basis and whether the problem is serious."""
        self._basis.setVisible(kind == ORDER)
        self.serious.setVisible(kind == ORDER)

    def asked(self) -> Asked:
        """Return what is asked."""
        return Asked(
            self.problem.line, self.demand.value(), self.due.value(), self.basis.value(), self.serious.isChecked()
        )

    def _on_chosen(self, on: bool) -> None:
        self._inner.setVisible(on)
        self.edited.emit()


class DemandList(QWidget):
    """All rows; ``edited`` when anything in them changed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[DemandRow, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_problems(self, problems: Sequence[ProblemView], due: str, kind: str) -> None:
        """Show these problems."""
        texts.empty_layout(self._column)
        self.rows = tuple(DemandRow(one, due) for one in problems)
        for row in self.rows:
            row.edited.connect(self.edited)
            row.show_kind(kind)
            self._column.addWidget(row)

    def show_kind(self, kind: str) -> None:
        """Ask what this kind of paper needs."""
        for row in self.rows:
            row.show_kind(kind)

    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked for the chosen problems."""
        return tuple(row.asked() for row in self.rows if row.box.isChecked())
