"""办理记录: the entries of the dossier, latest first, with who made each and when, and what became of it.

A few are shown at a time, however many there are.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.clock import moment
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import Entry
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.journal.records import SET_ASIDE
from inspector_desktop.signature.rules import UNIT, WITNESS
from inspector_desktop.wording import has, say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.inspection.store import HistoryLine


LATE = timedelta(hours=1)
"""What was entered that much after it happened is marked."""
SHOWN = 40
"""How many entries are shown at a time."""


class HistoryPanel(QWidget):
    """The entries of one dossier; `later` and `earlier` turn to others, where there are any."""

    def __init__(self) -> None:
        super().__init__()
        self._case: Case | None = None
        self._before = 0
        self.later = buttons.link(say("history-later"))
        self.earlier = buttons.link("")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_case(self, case: Case) -> None:
        """Show the entries of a case, the latest ones of another case."""
        old, self._case = self._case, case
        if old is not None and (case.dossier, case.history) == (old.dossier, old.history):
            return
        if old is None or old.dossier != case.dossier:
            self._before = 0
        self._lay(case)

    def _turn(self, before: int) -> None:
        """Show what stands before the latest so many entries."""
        self._before = before
        if self._case is not None:
            self._lay(self._case)

    def _lay(self, case: Case) -> None:
        texts.empty_layout(self._column)
        end = len(case.history) - self._before
        start = max(end - SHOWN, 0)
        self.later = buttons.link(say("history-later"), lambda: self._turn(max(self._before - SHOWN, 0)))
        self.later.setVisible(self._before > 0)
        self.earlier = buttons.link(say("history-earlier", count=start), lambda: self._turn(self._before + SHOWN))
        self.earlier.setVisible(start > 0)
        lines = [_entry(case, line) for line in reversed(case.history[start:end])]
        inside = texts.column(texts.row(self.later, None), *lines, 8, texts.row(self.earlier, None), None, gap=0)
        inside.setContentsMargins(20, 0, 20, 16)
        self._column.addWidget(scrolled(texts.boxed(inside)))


def kind_words(kind: str) -> str:
    """What a kind of entry is called; one this program has no words for is named as it is."""
    key = f"entry-{kind.replace('.', '-')}"
    return say(key) if has(key) else say("entry-other")


def _title(case: Case, line: HistoryLine) -> str:
    """What was entered; of a signature also whose."""
    role, name = case.signed.get(line.entry, ("", ""))
    if not role:
        return kind_words(line.kind)
    who = role if role in (UNIT, WITNESS) else "officer"
    return say(f"history-signed-{who}", name=name)


def _entry(case: Case, line: HistoryLine) -> Entry:
    words = f"{moment_words(line.occurred_at)}　{case.name_of(line.person)}"
    if moment(line.entered_at) - moment(line.occurred_at) >= LATE:
        late = say("late-entry", occurred=moment_words(line.occurred_at), entered=moment_words(line.entered_at))
        words = f"{words}　{late}"
    chip = ChipText(say("record-set-aside"), "amber") if line.verdict == SET_ASIDE else None
    return Entry(_title(case, line), words, chip=chip, bold=False, small=True)
