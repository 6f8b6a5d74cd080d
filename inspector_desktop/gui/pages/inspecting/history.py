"""办理记录: every entry of the dossier, latest first, with who made it and when, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.clock import moment
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import Entry
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.journal.records import SET_ASIDE
from inspector_desktop.wording import has, say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.inspection.store import HistoryLine


LATE = timedelta(hours=1)
"""What was entered that much after it happened is marked."""


class HistoryPanel(QWidget):
    """The entries of one dossier."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_case(self, case: Case) -> None:
        """Show the entries of a case."""
        if (case.dossier, case.history) == self._shown:
            return
        self._shown = (case.dossier, case.history)
        texts.empty_layout(self._column)
        lines = [_entry(case, line) for line in reversed(case.history)]
        inside = texts.column(*lines, None, gap=0)
        inside.setContentsMargins(20, 0, 20, 16)
        self._column.addWidget(scrolled(texts.boxed(inside)))


def kind_words(kind: str) -> str:
    """What a kind of entry is called; one this program has no words for is named as it is."""
    key = f"entry-{kind.replace('.', '-')}"
    return say(key) if has(key) else say("entry-other")


def _entry(case: Case, line: HistoryLine) -> Entry:
    words = f"{moment_words(line.occurred_at)}　{case.name_of(line.person)}"
    if moment(line.entered_at) - moment(line.occurred_at) >= LATE:
        late = say("late-entry", occurred=moment_words(line.occurred_at), entered=moment_words(line.entered_at))
        words = f"{words}　{late}"
    chip = ChipText(say("record-set-aside"), "amber") if line.verdict == SET_ASIDE else None
    return Entry(kind_words(line.kind), words, chip=chip, bold=False, small=True)
