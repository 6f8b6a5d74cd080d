"""更正名录 beside the form: what was found on site and the register has otherwise, proposed to who keeps it.

Any officer may propose, with or without a network, whoever's desk the dossier lies on; the dossier itself is not
touched. What became of what was proposed stands above the form.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.errors import Missing
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import Entry, Section
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.registering.correcting import CorrectionForm
from inspector_desktop.gui.pages.registering.proposing import state_of, summary_of
from inspector_desktop.registry.proposal_store import ProposalView, proposals
from inspector_desktop.registry.store import SubjectView, get_subject
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage


class CorrectingPanel(QWidget):
    """What this visit found wrong in the register."""

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self._page = page
        self._dossier = ""
        self._view: SubjectView | None = None
        self.form: CorrectionForm | None = None
        self.found: tuple[ProposalView, ...] = ()
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(20, 16, 20, 16)
        self._inside.setSpacing(0)
        outer = texts.column(scrolled(texts.boxed(self._inside)), gap=0)
        self.setLayout(outer)

    def show_case(self, case: Case) -> None:
        """Read the subject and what was proposed; what is being typed stays."""
        dossier, subject, desk = case.dossier, case.view.subject, self._page.context.desk
        if dossier != self._dossier:
            self._dossier, self.form = dossier, None

        def query(session: Session) -> tuple[SubjectView | None, tuple[ProposalView, ...]]:
            view = None
            with suppress(Missing):
                view = get_subject(session, str(desk.bureau), subject)
            return view, proposals(session, desk, found_in=dossier)

        self._page.load(query, lambda answer: self._show(dossier, *answer))

    def _show(self, dossier: str, view: SubjectView | None, found: tuple[ProposalView, ...]) -> None:
        if dossier != self._dossier:
            return
        self._view, self.found = view, found
        if self.form is None:
            self._fill()

    def _fill(self) -> None:
        texts.empty_layout(self._inside)
        profile = self._page.context.profile
        self._inside.addWidget(texts.soft(say("correcting-start"), wrap=True))
        if self._view is None:
            self._inside.addSpacing(10)
            self._inside.addWidget(texts.soft(say("correcting-unregistered"), wrap=True))
        self.missing = buttons.secondary(say("correcting-missing"), lambda: self.propose(None))
        row = texts.row(self.missing, None)
        if self._view is not None:
            self.correct = buttons.secondary(say("correcting"), lambda: self.propose(self._view))
            row.insertWidget(0, self.correct)
        self._inside.addSpacing(14)
        self._inside.addLayout(row)
        if self.found:
            section = Section(say("correcting-of-visit"), line=True)
            for one in self.found:
                line = summary_of(one, profile)
                if one.settled_reason:
                    line = say("proposal-answered", line=line, by=one.settled_by, reason=one.settled_reason)
                section.add(Entry(one.name, line, chip=state_of(one, keeps=False), bold=False))
            self._inside.addSpacing(20)
            self._inside.addWidget(section)
        self._inside.addStretch(1)

    def propose(self, view: SubjectView | None) -> None:
        """Open the form on the subject, or for one the register lacks."""
        late = LateField(self._page, "after-found", width=84, scans=False)
        self.form = CorrectionForm(
            self._page, done=self._leave, leave=self._leave, found_in=self._dossier, label_width=84, margin=0,
            late=late,
        )  # fmt: skip
        self.form.fill(view)
        texts.empty_layout(self._inside)
        self._inside.addWidget(self.form)

    def _leave(self) -> None:
        self.form = None
        self._fill()
