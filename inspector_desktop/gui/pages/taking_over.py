"""Taking over a dossier from a laptop that is lost or broken, with a reason: for the supervising section alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from sqlmodel import col, select

from inspector_desktop.errors import Refused
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, Form, TextField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.page import INSPECTIONS, SYNC
from inspector_desktop.journal.dossiers import take_over
from inspector_desktop.journal.records import Dossier
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.page import Page
    from inspector_desktop.journal.desks import Desk


def held_elsewhere(session: Session, desk: Desk) -> frozenset[str]:
    """The dossiers that lie on another desk, and not in a tray."""
    statement = select(Dossier.dossier).where(
        Dossier.bureau == desk.bureau, Dossier.holder != "", Dossier.holder != desk.life,
        col(Dossier.kind).not_in(("numbers", "seen")),
    )  # fmt: skip
    return frozenset(session.exec(statement))


class TakeOverForm(QWidget):
    """Which dossier, and why; what the former desk enters afterwards is set aside."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.dossier = ChoiceField(hint=say("take-over-hint"))
        self.reason = TextField(say("take-over-reason-hint"))
        self.form = Form(label_width=76)
        self.form.add("dossier", say("take-over-dossier"), self.dossier)
        self.form.add("reason", say("take-over-reason"), self.reason)
        self.go = buttons.secondary(say("take-over-go"), self.run)
        section = Section(say("take-over-title"))
        section.add(texts.soft(say("take-over-note"), wrap=True))
        section.add(self.form, gap=10)
        section.add(texts.row(self.go, None), gap=10)
        self.setLayout(texts.column(section))
        self.hide()

    def show_dossiers(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these dossiers by id and name; nobody else than the supervising section sees the form."""
        before = self.dossier.value()
        self.dossier.set_choices(choices)
        self.dossier.set_value(before)
        self.setVisible(bool(choices) and self._page.context.has_role("supervising"))

    def run(self) -> None:
        """Take the chosen dossier over; headquarters confirms it at the next contact."""
        dossier = self.dossier.value()
        if not dossier:
            self.form.refuse("dossier", sentence(Refused("refused-take-over-none")))
            return
        self._page.act(
            take_over, dossier=dossier, reason=self.reason.value(), changes=(INSPECTIONS, SYNC, dossier),
            done=lambda _: self._done(),
        )  # fmt: skip

    def _done(self) -> None:
        self.reason.set_value("")
        self._page.show_notice(say("take-over-done"), "green")
