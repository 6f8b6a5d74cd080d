"""What may be entered about reading back, signing, refusing, witnessing and finalising."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import delete
from sqlmodel import Session, col

from inspector_desktop.inspection.facts import IssuedPaper, file_paper, reach
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.signature.records import FinalRecord, SignatureRow, Statement


class UnitStated(Fact):
    """The record was read back; the unit's words, the branch, and reason and proof where there is no signature."""

    KIND: ClassVar[str] = "signature.unit-stated"

    opinion: str
    objection: str = ""
    branch: str
    signer_name: str = ""
    signer_post: str = ""
    reason: str = ""
    proof: str = ""
    witness_name: str = ""
    witness_unit: str = ""
    witness_phone: str = ""
    recorder: str = ""
    proof_photo: str = ""
    no_proof_reason: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.merge(Statement(**_place(head), **self.model_dump(), stated_at=head.occurred_at))
        reach(session, head, "signature", done=False)

    def cites(self) -> tuple[str, ...]:
        return (self.proof_photo,) if self.proof_photo else ()


class Signed(Fact):
    """Somebody signed by hand. `digest` is of exactly what was shown; a typed name is no signature."""

    KIND: ClassVar[str] = "signature.signed"

    role: str
    name: str
    post: str = ""
    way: str
    strokes: str = ""
    scan: str = ""
    digest: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(SignatureRow(**_place(head), **self.model_dump(), signed_at=head.occurred_at))

    def cites(self) -> tuple[str, ...]:
        return (self.scan,) if self.scan else ()


class RecordFinalised(Fact):
    """The record was finalised; a refusal also makes the report to the department (`refusal_report`)."""

    KIND: ClassVar[str] = "signature.record-finalised"

    paper: IssuedPaper
    refusal_report: tuple[IssuedPaper, ...] = ()
    digest: str
    copy_way: str
    copy_receiver: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            FinalRecord(
                **_place(head), number=self.paper.number, digest=self.digest, finalised_at=head.occurred_at,
                copy_way=self.copy_way, copy_receiver=self.copy_receiver,
            )
        )  # fmt: skip
        file_paper(session, head, self.paper, state="paper-signed")
        for paper in self.refusal_report:
            file_paper(session, head, paper)
        reach(session, head, "signature")

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob, *(one.blob for one in self.refusal_report))


class SigningReopened(Fact):
    """The signatures were void, and signing begins again; the earlier paper and entries stay."""

    KIND: ClassVar[str] = "signature.reopened"

    reason: str

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        for table in (SignatureRow, FinalRecord, Statement):
            session.execute(delete(table).where(col(table.bureau) == head.bureau, col(table.dossier) == head.dossier))
        session.expire_all()
        reach(session, head, "signature", done=False, note="sign-again")


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
