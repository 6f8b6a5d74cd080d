"""计划检查: the aspects of a plan one below the other, each with how it stands, and the way to its work plan."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.page import Page
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.plan.checking import GOOD, WRONG, Aspect, check_plan
from inspector_desktop.wording import say


class CheckPart(QWidget):
    """The plan check of the plan in front; `work_asked` opens its work plan."""

    work_asked = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.found: tuple[Aspect, ...] = ()
        self.section = Section(say("check-title"))
        self.values = KeyValues(label_width=84)
        self.work = buttons.secondary(say("check-work-open"), self.work_asked.emit)
        self.section.add(self.values)
        self.section.add(texts.boxed(texts.row(self.work, None)), gap=10)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 0, look.MARGIN, 20)
        column.addWidget(self.section)

    def show_whole(self, whole: Whole) -> None:
        """Look at the plan in front."""
        self.setVisible(not whole.plan.gone)  # nothing is to be repaired of a plan that is gone
        context = self._page.context
        profile, day = context.profile, civil_date(context.clock.now()).isoformat()

        def query(session: Session) -> tuple[Aspect, ...]:
            return check_plan(session, whole.plan, profile, day=day, overlaps=whole.overlaps)

        self._page.load(query, self._show)

    def _show(self, found: tuple[Aspect, ...]) -> None:
        self.found = found
        wrong, care = sum(one.tone == WRONG for one in found), sum(one.tone not in {GOOD, WRONG} for one in found)
        self.section.set_title(say("check-title"), say("check-sum", wrong=wrong, care=care))
        self.values.set_values(
            [Value(one.title, one.text, tone="ink" if one.tone == GOOD else one.tone) for one in found]
        )
