"""修改与撤销: the way to correct a plan or to withdraw it before its list is frozen, and what was changed and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.amending import withdraw_plan
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.page import DRAWS, PLANS, Page
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.plan.more_store import AmendmentView, amendments
from inspector_desktop.registry.store import officers
from inspector_desktop.wording import say

_WIDTH = 320


class AmendingPart(QWidget):
    """The section under a plan; `wanted` when it is to be amended."""

    wanted = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._plan = ""
        self.amend = buttons.secondary(say("amending-open"), self.wanted.emit)
        self.reason = fields.LineField(say("amending-withdraw-reason"), width=_WIDTH)
        self.withdraw = buttons.danger(say("amending-withdraw"), self.run)
        self._may_amend = texts.boxed(texts.row(self.amend, texts.small(say("amending-open-note")), None))
        self._may_withdraw = texts.boxed(texts.row(self.withdraw, self.reason, None))
        self._withdraw_note = texts.small(say("amending-withdraw-note"), wrap=True)
        self._history = QVBoxLayout()
        self._history.setContentsMargins(0, 0, 0, 0)
        self._history.setSpacing(4)
        section = Section(say("amending-title"))
        parts = (self._may_amend, self._may_withdraw, self._withdraw_note, texts.boxed(self._history))
        for part in parts:
            section.add(part, gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 0, look.MARGIN, 20)
        column.addWidget(section)

    def show_whole(self, whole: Whole, *, may_act: bool) -> None:
        """Show what may be done with the plan in front, and what was."""
        plan = whole.plan
        if plan.dossier != self._plan:
            self._plan = plan.dossier
            self.reason.set_value("")
        free = may_act and whole.draw is None and not plan.gone
        self._may_amend.setVisible(free and not whole.void)
        for part in (self._may_withdraw, self._withdraw_note):
            part.setVisible(free)
        self.setVisible(free or plan.amended > 0)
        texts.empty_layout(self._history)
        if plan.amended:
            bureau, dossier = plan.bureau, plan.dossier

            def query(session: Session) -> tuple[tuple[AmendmentView, ...], dict[str, str]]:
                names = {one.id: one.name for one in officers(session, bureau)}
                return amendments(session, bureau, dossier), names

            self._page.load(query, lambda found: self._show_history(dossier, *found))

    def run(self) -> None:
        """Withdraw the plan."""
        self._page.act(
            withdraw_plan, plan=self._plan, reason=self.reason.value(), changes=(PLANS, DRAWS),
            done=lambda _: self._page.show_notice(say("amending-withdrawn-now"), "amber"),
        )  # fmt: skip

    def _show_history(self, plan: str, found: tuple[AmendmentView, ...], names: dict[str, str]) -> None:
        if plan != self._plan:
            return
        texts.empty_layout(self._history)
        for one in found:
            on = fields.day_words(civil_date(one.amended_at).isoformat())
            by = names.get(one.person, one.person)
            self._history.addWidget(
                texts.label(say("amending-line", number=one.number, on=on, by=by, reason=one.reason), wrap=True)
            )
            for part, before, after in one.changes:
                what = say(f"plan-part-{part}")
                self._history.addWidget(
                    texts.soft(say("amending-change", what=what, before=before or "—", after=after or "—"), wrap=True)
                )
