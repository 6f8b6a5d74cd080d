"""The day a team plans for its check within the period of the plan, and what is said of arriving outside that period.

The law leaves the day to the team (within the period); nothing stops a check outside of it, but its reason is kept.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Known
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import Banner
from inspector_desktop.gui.kit.fields import DateField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.messages import sentence
from inspector_desktop.inspection.joining import OFF_SITE, plan_day
from inspector_desktop.inspection.rules import outside_period
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from datetime import datetime

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.inspection.store import InspectionView


class DayWindow(QDialog):
    """One date, within the period; empty takes the plan back."""

    def __init__(self, page: InspectionPage, view: InspectionView) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("period-title"))
        look.paint_over(self, look.PAPER)
        self._page = page
        self.banner = Banner()
        self.day = DateField(say("period-day-hint"), view.planned_day, width=200)
        self.go = buttons.primary(say("period-keep"), self._go)
        self.day.returnPressed.connect(self._go)
        inside = texts.column(
            texts.label(view.subject_name, font=look.body(bold=True), wrap=True),
            texts.soft(say("period-within", period=period_words(view)), wrap=True), self.day, 4,
            texts.row(None, buttons.secondary(say("evidence-cancel"), self.reject), self.go), gap=10,
        )  # fmt: skip
        inside.setContentsMargins(look.MARGIN, 20, look.MARGIN, 16)
        self.setLayout(texts.column(self.banner, texts.boxed(inside), gap=0))
        self.setMinimumWidth(460)
        self.day.setFocus()

    def _go(self) -> None:
        if self.day.complaint():
            self._refuse(self.day.complaint())
            return
        self._page.do(plan_day, day=self.day.value(), done=lambda _: self._kept(), failed=self._failed)

    def _kept(self) -> None:
        self._page.show_notice(say("period-kept"), "green")
        self.accept()

    def _failed(self, error: Known) -> None:
        self._refuse(sentence(error))

    def _refuse(self, text: str) -> None:
        self.banner.refuse(text)
        layout = self.layout()
        if layout is not None:  # nothing is squeezed by what is said above it
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))


class PeriodRemark(QWidget):
    """Says in amber that one arrives outside the period, and asks why; hidden within it."""

    def __init__(self, page: InspectionPage, case: Case) -> None:
        super().__init__()
        self._view, self._clock = case.view, page.context.clock
        self.reason = GrowingField(say("period-outside-hint"))
        words = say("period-outside", period=period_words(case.view))
        self.setLayout(texts.column(texts.small(words, wrap=True, ink=look.AMBER), self.reason, gap=6))
        self.show_at(None)

    def show_at(self, at: datetime | None) -> None:
        """Hold the period against the day of arrival: now, or another moment (补录)."""
        day = civil_date(at or self._clock.now()).isoformat()
        self._outside = outside_period(self._view.window_from, self._view.window_until, day)
        self.setVisible(self._outside)

    def outside(self) -> bool:
        """Tell whether one arrives outside the period."""
        return self._outside

    def value(self) -> str:
        """Why one comes outside the period; empty within it."""
        return self.reason.value().strip() if self._outside else ""

    def wanting(self) -> bool:
        """Tell whether a reason is wanted and not given yet."""
        return self._outside and not self.value()


def period_words(view: InspectionView) -> str:
    """The period of the plan in words."""
    return say("date-range", first=date.fromisoformat(view.window_from), last=date.fromisoformat(view.window_until))


def day_part(page: InspectionPage, case: Case) -> str | Link:
    """What the head of the page says of the planned day before anybody arrived; pressed, it is planned."""
    view = case.view
    if case.visit is not None or view.gone or view.mode in OFF_SITE or view.done.get("check"):
        return ""
    planned = date.fromisoformat(view.planned_day) if view.planned_day else None
    words = say("period-planned", month=planned.month, day=planned.day) if planned else ""
    if not case.here:
        return words
    return Link(words or say("period-plan"), lambda: DayWindow(page, view).open())
