"""What may be entered about handing a case over: that it went, and what the other side said."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Session, select

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Missing
from inspector_desktop.handling.records import Transfer
from inspector_desktop.handling.rules import COPY, SENT_BACK
from inspector_desktop.inspection.facts import IssuedPaper, Part, file_paper, reach
from inspector_desktop.inspection.records import Paper
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.rectification.facts import mark_handled, mark_open


class HandedDocument(Part):
    """A paper that went along."""

    name: str
    pages: int


class CaseTransferred(Fact):
    """A case was handed over or told, with its letter; `approval` is the form that was signed by hand, if it was given.

    The problems named count as handled from then on, unless they were only told of (抄告).
    """

    KIND: ClassVar[str] = "handling.transferred"

    way: str
    receiver: str
    matter: str
    reason: str
    basis: str
    documents: tuple[HandedDocument, ...]
    problems: tuple[int, ...]
    approver: str
    approved_on: str
    by: str
    paper: IssuedPaper
    approval: tuple[IssuedPaper, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        told = self.model_dump(exclude={"documents", "problems", "paper", "approval"})
        session.add(
            Transfer(
                bureau=head.bureau, dossier=head.dossier, id=head.id, **told,
                documents=canonical([one.model_dump() for one in self.documents]).decode(),
                problems="\n".join(str(one) for one in self.problems), title=self.paper.title,
                number=self.paper.number, transferred_at=head.occurred_at,
            )
        )  # fmt: skip
        for paper in (*self.approval, self.paper):
            file_paper(session, head, paper)
        if self.problems and self.way != COPY:
            mark_handled(session, head, self.problems)
        _reach(session, head)

    def cites(self) -> tuple[str, ...]:
        return tuple(one.blob for one in (*self.approval, self.paper))


class ReceiptTaken(Fact):
    """The other side took the case, or sent it back; what was sent back has to be dealt with here again."""

    KIND: ClassVar[str] = "handling.receipt-taken"

    transfer: str
    result: str
    received_by: str
    words: str = ""
    scan: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Transfer, (head.bureau, head.dossier, self.transfer))
        if row is None:
            raise Missing("error-transfer-missing")
        row.result, row.received_by, row.received_at = self.result, self.received_by, head.occurred_at
        row.receipt_words, row.receipt_scan = self.words, self.scan
        session.add(row)
        paper = session.get(Paper, (head.bureau, head.dossier, f"{row.id}-transfer"))
        if paper is not None and paper.state != "paper-void":
            paper.state = "paper-served"
            session.add(paper)
        numbers = tuple(int(one) for one in row.problems.splitlines())
        if self.result == SENT_BACK and row.way != COPY and numbers:
            mark_open(session, head, numbers)
        _reach(session, head)

    def cites(self) -> tuple[str, ...]:
        return (self.scan,) if self.scan else ()


def _reach(session: Session, head: Head) -> None:
    """The step is done once every transfer has its receipt."""
    session.flush()
    waiting = session.exec(
        select(Transfer.id).where(
            Transfer.bureau == head.bureau, Transfer.dossier == head.dossier, Transfer.result == ""
        )
    ).first()
    reach(session, head, "handling", done=waiting is None, note="" if waiting is None else "handling-sent")
