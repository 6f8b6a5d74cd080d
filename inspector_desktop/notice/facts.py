"""What may be entered about approving a check and giving notice of it."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, select

from inspector_desktop.errors import Missing
from inspector_desktop.inspection.facts import IssuedPaper, file_paper, reach
from inspector_desktop.inspection.records import Milestone, Paper
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.notice.records import Authorisation, Notice


class CheckApproved(Fact):
    """The check was approved beforehand; `on_paper` with a scan when the form was signed by hand."""

    KIND: ClassVar[str] = "notice.check-approved"

    approver: str
    on_paper: bool = False
    scan: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            Authorisation(
                **_place(head), state="approved", approver=self.approver, approved_at=head.occurred_at,
                on_paper=self.on_paper, scan=self.scan,
            )
        )  # fmt: skip
        reach(session, head, "authorised")

    def cites(self) -> tuple[str, ...]:
        return (self.scan,) if self.scan else ()


class CheckOrallyApproved(Fact):
    """紧急检查，事后补批: reason, who agreed by word of mouth, and when."""

    KIND: ClassVar[str] = "notice.check-orally-approved"

    approver: str
    reason: str
    told_at: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            Authorisation(
                **_place(head), state="oral", approver=self.approver, reason=self.reason, told_at=self.told_at
            )
        )
        reach(session, head, "authorised", note="ok-later")


class CheckApprovalMadeUp(Fact):
    """The approval of an urgent check was made up."""

    KIND: ClassVar[str] = "notice.check-approval-made-up"

    approver: str
    on_paper: bool = False
    scan: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Authorisation, (head.bureau, head.dossier))
        if row is None:
            raise Missing("error-dossier-missing")
        row.state, row.approver, row.approved_at = "made-up", self.approver, head.occurred_at
        row.on_paper, row.scan = self.on_paper, self.scan
        session.add(row)
        milestone = session.get(Milestone, (head.bureau, head.dossier, "authorised"))
        if milestone is not None:  # it stays done at the moment it was agreed by word of mouth
            milestone.note = ""
            session.add(milestone)

    def cites(self) -> tuple[str, ...]:
        return (self.scan,) if self.scan else ()


class NoticeIssued(Fact):
    """The notice was finalised and printed."""

    KIND: ClassVar[str] = "notice.issued"

    paper: IssuedPaper
    contact: str
    telephone: str
    materials: tuple[str, ...]

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            Notice(
                **_place(head), number=self.paper.number, issued_at=head.occurred_at, contact=self.contact,
                telephone=self.telephone, materials="\n".join(self.materials),
            )
        )  # fmt: skip
        file_paper(session, head, self.paper)
        reach(session, head, "notice", done=False, note="paper-final")

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob,)


class NoticeServed(Fact):
    """The notice was served on the unit; `way` is a wording key (`service-direct`, `service-left`…)."""

    KIND: ClassVar[str] = "notice.served"

    way: str
    receiver: str
    receiver_post: str = ""
    place: str = ""
    remark: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Notice, (head.bureau, head.dossier))
        if row is None:
            raise Missing("error-dossier-missing")
        row.served_at, row.way, row.receiver = head.occurred_at, self.way, self.receiver
        row.receiver_post, row.place, row.remark = self.receiver_post, self.place, self.remark
        session.add(row)
        paper = session.exec(
            select(Paper).where(
                Paper.bureau == head.bureau, Paper.dossier == head.dossier, Paper.kind == "notice",
                Paper.number == row.number,
            )
        ).first()  # fmt: skip
        if paper is not None:
            paper.state = "paper-served"
            session.add(paper)
        reach(session, head, "notice", note="paper-served")


class TripPrepared(Fact):
    """The papers for the trip were printed; their numbers were set aside by facts of their own."""

    KIND: ClassVar[str] = "notice.trip-prepared"

    kinds: tuple[str, ...]
    numbers: tuple[str, ...]

    def apply(self, session: Session, head: Head) -> None:
        """Nothing is projected: the entry itself is what 办理记录 shows."""


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
