"""What may be entered about the approval of a report."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, func, select

from inspector_desktop.approval.records import Approval, ApprovalDecision, ApprovalMark
from inspector_desktop.approval.rules import AGREED, PASSED_ON, RETURNED
from inspector_desktop.inspection.facts import Part, reach
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.report.facts import reopen


class ResultAgreed(Fact):
    """A level agreed to the report; `last` when its word decides. `on_paper` with a scan when it signed by hand."""

    KIND: ClassVar[str] = "approval.agreed"

    role: str
    approver: str
    opinion: str = ""
    last: bool
    on_paper: bool = False
    scan: str = ""

    def apply(self, session: Session, head: Head) -> None:
        _decide(
            session, head, state="ok-done" if self.last else "ok-chief", decision=AGREED, role=self.role,
            approver=self.approver, opinion=self.opinion, on_paper=self.on_paper, scan=self.scan,
        )  # fmt: skip
        reach(session, head, "approval", done=self.last, note="ok-done" if self.last else "ok-chief")

    def cites(self) -> tuple[str, ...]:
        return (self.scan,) if self.scan else ()


class ResultPassedOn(Fact):
    """A level passed the report on undecided, because its holder was of the team."""

    KIND: ClassVar[str] = "approval.passed-on"

    role: str
    by: str
    to_role: str

    def apply(self, session: Session, head: Head) -> None:
        _decide(
            session, head, state="ok-chief", decision=PASSED_ON, role=self.role, approver=self.by,
            opinion="", on_paper=False, scan="",
        )  # fmt: skip
        reach(session, head, "approval", done=False, note="ok-chief")


class MarkedPart(Part):
    """What is to be changed: the part of the report, and what is asked."""

    part: str
    text: str


class ResultReturned(Fact):
    """A level returned the report, with at least one mark; its paper becomes void and the report open again."""

    KIND: ClassVar[str] = "approval.returned"

    role: str
    approver: str
    marks: tuple[MarkedPart, ...]
    on_paper: bool = False
    scan: str = ""

    def apply(self, session: Session, head: Head) -> None:
        number = _decide(
            session, head, state="ok-returned", decision=RETURNED, role=self.role, approver=self.approver,
            opinion="", on_paper=self.on_paper, scan=self.scan,
        )  # fmt: skip
        for place, mark in enumerate(self.marks, 1):
            session.add(ApprovalMark(**_place(head), number=number, place=place, part=mark.part, text=mark.text))
        reopen(session, head, reason=self.marks[0].text)
        reach(session, head, "approval", done=False, note="ok-returned")

    def cites(self) -> tuple[str, ...]:
        return (self.scan,) if self.scan else ()


def _decide(session: Session, head: Head, *, state: str, decision: str, **more: Any) -> int:
    row = session.get(Approval, (head.bureau, head.dossier))
    if row is None:
        row = Approval(**_place(head), state=state, round=1, decided_at=head.occurred_at)
    elif row.state == "ok-returned":
        row.round += 1
    row.state, row.decided_at = state, head.occurred_at
    session.add(row)
    before = session.exec(
        select(func.count())
        .select_from(ApprovalDecision)
        .where(ApprovalDecision.bureau == head.bureau, ApprovalDecision.dossier == head.dossier)
    ).one()
    session.add(
        ApprovalDecision(
            **_place(head), number=before + 1, round=row.round, decision=decision, decided_at=head.occurred_at, **more
        )
    )
    return before + 1


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
