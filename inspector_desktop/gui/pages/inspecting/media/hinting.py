"""A hint beside 完成检查: which moments nothing shows yet. It stops nobody, and leads to the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inspector_desktop.check.evidence_acts import missing_moments
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage


class MomentsHint(QWidget):
    """One small line; hidden while nothing is missing, there is no visit, or nobody goes there."""

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self._page = page
        self._read: object = None
        self.words = texts.ElidedLabel("", font=look.small(), ink=look.SOFT, mode=Qt.TextElideMode.ElideRight)
        self.lead = buttons.link(say("evidence-hint-go"), self._show_evidence, small=True)
        line = texts.row(self.words, self.lead, None, gap=8)
        self.setLayout(line)
        self.hide()

    def show_case(self, case: Case) -> None:
        """Read what is missing, if anything was entered since it was read."""
        key = (case.dossier, len(case.history), case.here)
        if key == self._read:
            return
        self._read = key
        if case.visit is None or case.visit.ended_at or not case.here or case.view.mode in OFF_SITE:
            self.hide()
            return
        desk, dossier = self._page.context.desk, case.dossier
        self._page.load(lambda session: missing_moments(session, desk=desk, dossier=dossier), self.tell)

    def tell(self, missing: tuple[str, ...]) -> None:
        """Say which moments are missing."""
        names = "、".join(say(one) for one in missing)
        self.words.setText(say("evidence-hint", count=len(missing), names=names))
        self.setVisible(bool(missing))

    def _show_evidence(self) -> None:
        self._page.paper.choose("evidence")
