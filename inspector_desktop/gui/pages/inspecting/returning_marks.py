"""勾选核对: what seems to be ticked, each beside the stretch of the page it was read from, for a person to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.check.rules import MEASURES
from inspector_desktop.checklist.rules import REASONS, VERDICTS, Answer
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.buttons import ChoiceGroup
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import ChoiceField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.pages.inspecting.returning_crops import picture
from inspector_desktop.gui.pages.inspecting.returning_open import OpenRow, heading
from inspector_desktop.inspection.returning import Proposal, Stretch
from inspector_desktop.notice.blanks import WRITTEN
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.returning import ReturningWindow

SHEET = "check-sheet"
_STATES = {"sure": "green", "unclear": "amber", "empty": "grey"}


class MarkRow(QWidget):
    """One question: the crop on the left, what it seems to say on the right, and whether somebody has looked."""

    def __init__(self, proposal: Proposal, labels: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.proposal = proposal
        self._labels = labels or {}
        marked = proposal.marked
        self.verdict = {value for value, _ in marked.shares} <= set(VERDICTS)
        self.value = ChoiceGroup(tuple((value, self._word(value)) for value, _ in marked.shares), marked.value)
        self.value.chosen.connect(self._chosen)
        self.confirmed = QCheckBox(say("returning-confirmed"))
        key = "returning-certain" if marked.state == "sure" else f"returning-{marked.state}"
        self.chip = Chip(say(key, percent=marked.certain), _STATES[marked.state])
        self.fact = GrowingField(say("returning-fact"))
        self.reason = ChoiceField(tuple((one, say(f"why-{one}")) for one in REASONS), hint=say("kit-reason-pick"))
        self.measure = ChoiceField(tuple((one, say(one)) for one in MEASURES), hint=say("returning-measure"))
        side = texts.column(
            texts.row(self.value, None), texts.row(self.chip, 8, self.confirmed, None), self.fact,
            texts.row(self.reason, self.measure), gap=6,
        )  # fmt: skip
        side.addStretch(1)
        line = texts.row(picture(proposal.crop), 16, texts.boxed(side))
        line.setContentsMargins(0, 8, 0, 8)
        self.setLayout(texts.column(line, texts.Hairline(colour=look.HAIR), gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._lay()

    def answer(self) -> Answer | None:
        """What is to be entered: only what somebody has confirmed."""
        value = self.value.value()
        if not self.confirmed.isChecked() or not value:
            return None
        return Answer(
            value, fact=self.fact.value() if value == "violates" else "",
            reason=self.reason.value() if value == "not_checked" else "",
            words=self.fact.value() if value == "not_checked" else "",
        )  # fmt: skip

    def _word(self, value: str) -> str:
        if self.verdict:
            return say(f"verdict-{value.replace('_', '-')}")
        if value in self._labels:
            return self._labels[value]
        place = next(at for at, (one, _) in enumerate(self.proposal.marked.shares, 1) if one == value)
        return say("returning-choice", place=place)

    def _chosen(self, _: str) -> None:
        self.confirmed.setChecked(True)
        self._lay()

    def _lay(self) -> None:
        value = self.value.value()
        self.fact.setVisible(self.verdict and value in {"violates", "not_checked"})
        self.reason.setVisible(value == "not_checked" and self.verdict)
        self.measure.setVisible(value == "violates" and self.verdict)


class MarksPart(QWidget):
    """All rows of the check table that came back."""

    def __init__(self, window: ReturningWindow) -> None:
        super().__init__()
        self._window = window
        self.rows: list[MarkRow] = []
        self._shown: tuple[Proposal, ...] = ()
        self.confirm_sure = buttons.secondary(say("returning-confirm-sure"), self.confirm_all_sure)
        self._none = EmptyState(say("returning-marks-none"), say("returning-marks-none-how"))
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        head = texts.row(texts.soft(say("returning-marks-note"), wrap=True), 12, self.confirm_sure)
        head.setStretch(0, 1)
        self.open_rows: dict[str, OpenRow] = {}
        self._open_head = heading()
        self._open_head.hide()
        self._open = texts.column(gap=0)
        self.setLayout(texts.column(head, 6, self._none, self._column, 12, self._open_head, 6, self._open, None, gap=0))

    def show_proposals(self, proposals: tuple[Proposal, ...]) -> None:
        """Show what was read; what a person chose or typed stays while the pages are the same."""
        sheet = tuple(one for one in proposals if one.kind == SHEET)
        if sheet == self._shown:
            return
        self._shown = sheet
        labels = self._window.labels
        kept = {row.proposal: row for row in self.rows if row.proposal in sheet}
        for row in self.rows:
            self._column.removeWidget(row)
            if row.proposal not in kept:
                row.hide()
                row.deleteLater()
        self.rows = [kept.get(one) or MarkRow(one, labels.get(one.marked.question)) for one in sheet]
        for row in self.rows:
            self._column.addWidget(row)
        self._none.setVisible(not sheet)
        self.confirm_sure.setVisible(bool(sheet))

    def show_open(self, stretches: tuple[Stretch, ...]) -> None:
        """Show what was written where the table asks for words, numbers and days; what is typed stays."""
        crops = {one.name.removeprefix(WRITTEN): one.crop for one in stretches if one.kind == SHEET}
        back = any(one.kind == SHEET for one in self._window.standing.returned)
        for asked, options in self._window.asked if back else ():
            row, crop = self.open_rows.get(asked.key), crops.get(asked.key, b"")
            if row is not None and (row.crop == crop or row.answer() is not None):
                continue
            made = OpenRow(asked, options, crop, self._window.page.context.clock)
            if row is None:
                self._open.addWidget(made)
            else:
                self._open.replaceWidget(row, made)
                row.hide()
                row.deleteLater()
            self.open_rows[asked.key] = made
        self._open_head.setVisible(bool(self.open_rows))

    def confirm_all_sure(self) -> None:
        """Say that one has looked at all rows the program is sure of."""
        for row in self.rows:
            if row.proposal.marked.state == "sure":
                row.confirmed.setChecked(True)

    def answers(self) -> dict[str, Answer]:
        """The confirmed and the typed answers by question."""
        given = {row.proposal.marked.question: row.answer() for row in self.rows}
        given |= {key: row.answer() for key, row in self.open_rows.items()}
        return {question: answer for question, answer in given.items() if answer is not None}

    def unreadable(self) -> str:
        """The question to which something was typed that cannot be read; empty when there is none."""
        return next((row.label for row in self.open_rows.values() if row.unreadable()), "")

    def measures(self) -> dict[str, str]:
        """处理意见 of confirmed lines that do not conform."""
        return {
            row.proposal.marked.question: row.measure.value()
            for row in self.rows
            if row.value.value() == "violates" and row.measure.value()
        }
