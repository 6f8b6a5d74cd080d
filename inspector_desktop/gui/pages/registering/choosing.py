"""库内没有: the rows of a list that a register lacks; some are entered, or proposed to whoever keeps the shelf.

The list was judged like any import (`judged`); what is chosen here is entered or proposed by `bringing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.registering.judged import Judged
from inspector_desktop.gui.pages.registering.picking import PickTable
from inspector_desktop.gui.pages.registering.preview import ShownRow, preview_columns
from inspector_desktop.wording import say


class Choosing(QWidget):
    """The rows with a box each. `enter_asked` carries their numbers, `propose_asked` those and the reason."""

    enter_asked = Signal(object)
    propose_asked = Signal(object, str)

    def __init__(self, save: Callable[[], object]) -> None:
        super().__init__()
        self._judged: Judged | None = None
        self._entering = True
        self.table = PickTable(preview_columns(), pick=True)
        self.every = buttons.link(say("choosing-every"), self.pick_all)
        self.none = buttons.link(say("registers-unpick"), self.table.unpick)
        self.count = texts.soft()
        self.reason = fields.LineField(say("choosing-reason"))
        self.reason.setMinimumWidth(300)
        self.enter = buttons.primary("", lambda: self.enter_asked.emit(self.chosen()))
        self.propose = buttons.primary("", self._propose)
        self.save = buttons.secondary(say("choosing-save"), save)
        self.note = texts.small("", wrap=True)
        row = texts.row(self.count, self.every, self.none, None, self.save, self.reason, self.propose, self.enter)
        self.setLayout(texts.column(row, 6, self.note, 4, self.table, gap=0))
        self.table.picked_changed.connect(self._show_count)
        self.table.all_asked.connect(self.pick_all)

    def show_rows(self, judged: Judged, rows: Sequence[ShownRow], *, entering: bool) -> None:
        """Show the rows of a list, with what may be done with them."""
        if judged is not self._judged:
            self.table.picked.clear()
        self._judged, self._entering = judged, entering
        if judged.intake is not None:
            self.table.set_columns(preview_columns(judged.intake.kind))
        self.table.set_rows(rows)
        self.note.setText(say("choosing-note" if entering else "choosing-note-propose"))
        self.reason.setVisible(not entering)
        self.propose.setVisible(not entering)
        self.enter.setVisible(entering)
        self._show_count()

    def chosen(self) -> frozenset[int]:
        """The numbers of the rows that are picked."""
        return frozenset(map(int, self.table.picked))

    def pick_all(self) -> None:
        """Pick every row the register lacks but those proposed already, shown or not."""
        if self._judged is not None:
            known = self._judged.read.register.proposed
            new = self._judged.compared.new
            self.table.pick(
                str(row.row) for row in new.given() if self._entering or not known & set(row.values.values())
            )

    def _propose(self) -> None:
        self.propose_asked.emit(self.chosen(), self.reason.value().strip())

    def _show_count(self) -> None:
        count = len(self.table.picked)
        self.count.setText(say("registers-picked-rows", count=count) if count else say("choosing-none"))
        self.none.setVisible(bool(count))
        self.enter.setText(say("choosing-enter", count=count))
        self.propose.setText(say("choosing-propose", count=count))
        for go in (self.enter, self.propose):
            grey(go, "" if count else say("greyed-none-picked"))
