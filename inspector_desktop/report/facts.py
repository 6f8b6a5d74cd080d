"""What may be entered about the report of an inspection."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, col, select

from inspector_desktop.errors import Missing
from inspector_desktop.inspection.facts import IssuedPaper, file_paper, reach
from inspector_desktop.inspection.records import Paper
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.report.records import Report, ReportVersion

KIND_OF_PAPER = "check-report"


class ReportSaved(Fact):
    """A version of the five parts was saved; earlier versions stay."""

    KIND: ClassVar[str] = "report.saved"

    version: int
    time: str
    content: str
    findings: str
    evaluation: str
    proposal: str

    def apply(self, session: Session, head: Head) -> None:
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        session.add(ReportVersion(**place, **self.model_dump(), saved_at=head.occurred_at, saved_by=head.person))
        row = session.get(Report, (head.bureau, head.dossier))
        if row is None:
            row = Report(**place, version=self.version, state="paper-draft")
        row.version = self.version
        session.add(row)
        if row.state == "paper-draft":
            reach(session, head, "report", done=False, note="paper-draft")


class ReportSubmitted(Fact):
    """A version was finalised as a paper and submitted for approval."""

    KIND: ClassVar[str] = "report.submitted"

    version: int
    by: str
    paper: IssuedPaper

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Report, (head.bureau, head.dossier))
        if row is None:
            raise Missing("error-report-missing")
        row.state, row.submitted_version, row.number = "paper-final", self.version, self.paper.number
        row.submitted_at, row.submitted_by = head.occurred_at, self.by
        session.add(row)
        file_paper(session, head, self.paper)
        reach(session, head, "report", note="paper-final")
        reach(session, head, "approval", done=False, note="ok-waiting")

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob,)


def reopen(session: Session, head: Head, *, reason: str) -> None:
    """Give the submitted report back for changes (called by the fact that returned it); its paper becomes void."""
    row = session.get(Report, (head.bureau, head.dossier))
    if row is None:
        raise Missing("error-report-missing")
    row.state = "ok-returned"
    session.add(row)
    issued = session.exec(
        select(Paper)
        .where(Paper.bureau == head.bureau, Paper.dossier == head.dossier, Paper.kind == KIND_OF_PAPER)
        .order_by(col(Paper.id))
    ).all()
    for paper in issued:
        if paper.state != "paper-void":
            paper.state, paper.note = "paper-void", reason
            session.add(paper)
    reach(session, head, "report", done=False, note="ok-returned")
