"""What is seen of a form besides trying it: its findings, what changed since the version before, and expressions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from inspector_desktop.checklist.commands import evaluate_on
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.errors import Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.registering.forms_shown import FINDING_TONES, Finding, Looked
from inspector_desktop.registry.form_rules import ADDED, REMOVED, LineChange, changes_between
from inspector_desktop.wording import has, say

_CHANGE_TONES = {ADDED: "green", REMOVED: "red"}
_MOST_TRIED = 50
_CUT = 60


class FindingsPart(QWidget):
    """What was found, with where and how to repair; a double click or Enter copies a finding."""

    def __init__(self, told: Callable[[str], object]) -> None:
        super().__init__()
        self._told = told
        self.table = Table(
            (
                Column("grade", say("forms-finding-grade"), _grade, width=96),
                Column("where", say("forms-finding-where"), lambda one: Cell(one.where), width=230),
                Column("value", say("forms-finding-value"), lambda one: Cell(one.value or "—"), width=190),
                Column("text", say("forms-finding-text"), lambda one: Cell(one.text)),
            )
        )
        self.table.set_empty(say("forms-findings-none-title"), say("forms-findings-none"))
        self.whole = texts.label(wrap=True)
        self.whole.setMinimumHeight(44)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_all = buttons.secondary(say("forms-findings-copy"), self._copy_all, small=True)
        foot = texts.row(self.whole, self.copy_all, gap=16)
        foot.setAlignment(self.copy_all, Qt.AlignmentFlag.AlignTop)
        foot.setContentsMargins(0, 10, 0, 12)
        layout = texts.column(self.table, texts.Hairline(), foot, gap=0)
        layout.setStretch(0, 1)
        layout.setContentsMargins(look.MARGIN, 0, look.MARGIN, 0)
        self.setLayout(layout)
        self.table.chosen.connect(lambda one: self.whole.setText(one.text))
        self.table.opened.connect(self.copy)

    def show_looked(self, looked: Looked) -> None:
        """Show the findings of a form, the gravest first."""
        grades = list(FINDING_TONES)
        rows = sorted(looked.findings, key=lambda one: grades.index(one.grade))
        self.table.set_rows(rows)
        self.whole.setText(say("forms-findings-how") if rows else "")
        self.copy_all.setVisible(bool(rows))

    def copy(self, one: Finding) -> None:
        """Put a finding on the clipboard, as it goes to the author of the spreadsheet."""
        QGuiApplication.clipboard().setText(one.text)
        self._told(say("forms-finding-copied"))

    def _copy_all(self) -> None:
        rows = self.table.rows_model.rows()
        QGuiApplication.clipboard().setText("\n".join(one.text for one in rows))
        self._told(say("forms-findings-copied", count=len(rows)))


class ComparePart(QWidget):
    """What changed since the version that holds now or held before."""

    def __init__(self) -> None:
        super().__init__()
        self.title = texts.soft(wrap=True)
        self.table = Table(
            (
                Column("kind", say("forms-change-kind"), _kind, width=84),
                Column("number", say("forms-change-number"), lambda one: str(one.number or "—"), width=56),
                Column("line", say("forms-change-line"), _change),
            )
        )
        layout = texts.column(self.title, self.table, gap=8)
        layout.setStretch(1, 1)
        layout.setContentsMargins(look.MARGIN, 12, look.MARGIN, 0)
        self.setLayout(layout)

    def show_looked(self, looked: Looked) -> None:
        """Compare a form with the one before."""
        if looked.definition is None or looked.before is None:
            self.table.set_rows(())
            self.title.clear()
            self.table.set_empty(say("forms-compare-first-title"), say("forms-compare-first"))
            return
        rows = changes_between(looked.before, looked.definition)
        self.table.set_empty(say("forms-compare-same-title"), say("forms-compare-same"))
        self.table.set_rows([_Changed(str(at), one) for at, one in enumerate(rows)])
        counts = {kind: sum(one.kind == kind for one in rows) for kind in (ADDED, REMOVED)}
        self.title.setText(
            say(
                "forms-compare-title", version=looked.before.version, added=counts[ADDED], removed=counts[REMOVED],
                changed=len(rows) - sum(counts.values()),
            )
        )  # fmt: skip


class EvaluatePart(QWidget):
    """A box for expressions, worked out over what the trial is filled in with; the last ones stand below."""

    def __init__(self, sheet: Callable[[], Sheet | None]) -> None:
        super().__init__()
        self._sheet = sheet
        self._tried: list[_Tried] = []
        self.box = fields.LineField(say("forms-evaluate-hint"))
        self.go = buttons.secondary(say("forms-evaluate-go"), self.run)
        self.refusal = texts.label(ink=look.RED, wrap=True)
        self.table = Table(
            (
                Column("expression", say("forms-evaluate-expression"), lambda one: Cell(one.expression, mono=True)),
                Column("type", say("forms-evaluate-type"), lambda one: one.type, width=110),
                Column("value", say("forms-evaluate-value"), lambda one: Cell(one.value, bold=True), width=260),
            )
        )
        self.table.set_empty(say("forms-evaluate-empty-title"), say("forms-evaluate-empty"))
        head = texts.row(self.box, self.go)
        head.setStretch(0, 1)
        layout = texts.column(texts.soft(say("forms-evaluate-note"), wrap=True), head, self.refusal, self.table, gap=8)
        layout.setStretch(3, 1)
        layout.setContentsMargins(look.MARGIN, 12, look.MARGIN, 0)
        self.setLayout(layout)
        self.refusal.hide()
        self.box.returnPressed.connect(self.run)
        self.table.opened.connect(lambda one: self.box.set_value(one.expression))

    def clear(self) -> None:
        """Forget what was tried on another form."""
        self._tried = []
        self.table.set_rows(())
        self.refusal.hide()
        self.box.set_value("")

    def run(self) -> None:
        """Work out what stands in the box."""
        sheet, expression = self._sheet(), self.box.value()
        if sheet is None or not expression:
            return
        try:
            found = evaluate_on(sheet, expression)
        except Refused as refused:
            self.refusal.setText(sentence(refused))
            self.refusal.show()
            return
        self.refusal.hide()
        value = "、".join(found.value) if isinstance(found.value, list) else str(found.value)
        if isinstance(found.value, bool):
            value = say("forms-value-true" if found.value else "forms-value-false")
        tried = _Tried(
            str(len(self._tried)), expression, say(f"cli-value-{found.type}"), value or say("forms-value-empty")
        )
        self._tried = [tried, *self._tried][:_MOST_TRIED]
        self.table.set_rows(self._tried)


@dataclass(frozen=True)
class _Tried:
    key: str
    expression: str
    type: str
    value: str


@dataclass(frozen=True)
class _Changed:
    key: str
    change: LineChange

    @property
    def number(self) -> int:
        return self.change.number


def _grade(one: Finding) -> Cell:
    return Cell(chips=(ChipText(say(f"forms-grade-{one.grade}"), FINDING_TONES[one.grade]),))


def _kind(one: _Changed) -> Cell:
    kind = one.change.kind
    return Cell(chips=(ChipText(say(f"forms-change-{kind}"), _CHANGE_TONES.get(kind, "amber")),))


def _change(one: _Changed) -> Cell:
    told = [
        say("forms-change-column", column=_column(name), was=_cut(was), now=_cut(now))
        for name, was, now in one.change.columns
    ]
    return Cell(one.change.label or one.change.name, under="；".join(told))


def _column(name: str) -> str:
    return say(f"forms-column-{name}") if has(f"forms-column-{name}") else name


def _cut(text: str) -> str:
    text = {"True": say("forms-value-true"), "False": say("forms-value-false")}.get(text, text)
    text = text or say("forms-value-empty")
    return text if len(text) <= _CUT else text[: _CUT - 1] + "…"
