"""What may be entered about reading back, signing, refusing, witnessing, finalising and serving."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import delete
from sqlmodel import Session, col

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.facts import IssuedPaper, Part, file_paper, reach
from inspector_desktop.inspection.records import Paper
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.signature.records import (
    FinalRecord,
    PaperService,
    ReadingBack,
    SeenReport,
    SentRecord,
    SignatureRow,
    Statement,
)


class ReadLine(Part):
    """One passage read back: its name, the digest of its words, and when the unit's person had read it."""

    line: str
    digest: str
    read_at: str


class ReadBack(Fact):
    """The record was read back to the unit; `digest` is of all that stands above the unit's words.

    `how` is a wording key: on the screen in large type, read out aloud, or given to read on paper.
    """

    KIND: ClassVar[str] = "signature.read-back"

    how: str
    reader: str
    digest: str
    lines: tuple[ReadLine, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        lines = canonical([one.model_dump() for one in self.lines]).decode()
        row = ReadingBack(
            **_place(head), how=self.how, reader=self.reader, digest=self.digest, lines=lines, read_at=head.occurred_at
        )
        session.merge(row)


class UnitStated(Fact):
    """The unit's words, the branch, and reason and proof where there is no signature.

    `objected` are the check lines objected to (numbers joined by commas, `0` for the record as a whole); `own_words`
    what the person wished to be written down besides; `authority` by what somebody other than the principal signs.
    """

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
    objected: str = ""
    own_words: str = ""
    authority: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.merge(Statement(**_place(head), **self.model_dump(), stated_at=head.occurred_at, place=head.number))
        reach(session, head, "signature", done=False)

    def cites(self) -> tuple[str, ...]:
        return (self.proof_photo,) if self.proof_photo else ()


class RecordSent(Fact):
    """The record was sent to be signed: `digest` of all that stands above the unit's words, `paper` what went out."""

    KIND: ClassVar[str] = "signature.record-sent"

    way: str
    receiver: str
    address: str
    post_number: str = ""
    digest: str
    paper: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            SentRecord(
                **_place(head), **self.model_dump(), sent_at=head.occurred_at, returned_at="", signed_at="", pages=""
            )
        )

    def cites(self) -> tuple[str, ...]:
        return (self.paper,)


class RecordReturned(Fact):
    """The record came back; what the unit wrote and signed on it are facts of their own."""

    KIND: ClassVar[str] = "signature.record-returned"

    pages: tuple[str, ...]
    signed_at: str

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(SentRecord, (head.bureau, head.dossier))
        if row is None:
            raise Missing("error-record-unsent")
        row.returned_at, row.signed_at, row.pages = head.occurred_at, self.signed_at, "\n".join(self.pages)
        session.add(row)

    def cites(self) -> tuple[str, ...]:
        return self.pages


class Signed(Fact):
    """Somebody signed by hand; a typed name is no signature.

    `digest` is of all the words that were shown, `shown` the hash of the very PDF whose pages were on the screen, kept
    as evidence; both stand in this one fact and so under its entry's hash and seal. `edition` says what `digest`
    covers (`document.record_fields`). `picture` is the ink as PNG beside the `strokes`; `whole` marks a scan that shows
    the whole paper (`pages` its further pages). `identity` says how a second officer at this laptop was known;
    by his PIN, `identity_at` says when it opened his envelope and `identity_attempts` at which attempt.
    """

    KIND: ClassVar[str] = "signature.signed"

    role: str
    name: str
    post: str = ""
    way: str
    strokes: str = ""
    scan: str = ""
    digest: str
    edition: int = 1
    shown: str = ""
    picture: str = ""
    whole: bool = False
    pages: tuple[str, ...] = ()
    identity: str = ""
    identity_photo: str = ""
    identity_at: str = ""
    identity_attempts: int = 0

    def apply(self, session: Session, head: Head) -> None:
        kept = self.model_dump(exclude={"pages"})
        session.merge(SignatureRow(**_place(head), **kept, signed_at=head.occurred_at, entered_at=head.entered_at))

    def cites(self) -> tuple[str, ...]:
        cited = (self.scan, *self.pages, self.shown, self.picture, self.identity_photo)
        return tuple(dict.fromkeys(one for one in cited if one))


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


class ReportSeen(Fact):
    """Somebody whom it is addressed to saw a report on a refusal; the first time counts."""

    KIND: ClassVar[str] = "signature.report-seen"

    inspection: str
    paper: str
    number: str
    person: str
    name: str

    def apply(self, session: Session, head: Head) -> None:
        if session.get(SeenReport, (head.bureau, head.dossier, self.paper, self.person)) is None:
            session.add(SeenReport(**_place(head), **self.model_dump(), seen_at=head.occurred_at))


class PaperServed(Fact):
    """One paper was served in one way. `way` is a wording key; what it needs besides is in `rules.wanting_of_service`.

    A post item counts as served from `delivered_on`, the day on its advice of delivery; until then it is on its way.
    """

    KIND: ClassVar[str] = "signature.paper-served"

    paper: str
    way: str
    receiver: str = ""
    receiver_post: str = ""
    place: str = ""
    refusal: str = ""
    witness_name: str = ""
    witness_unit: str = ""
    photo: str = ""
    post_number: str = ""
    delivered_on: str = ""
    address: str = ""
    consent: bool = False
    servers: tuple[str, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        kept = self.model_dump(exclude={"servers"})
        session.merge(
            PaperService(
                **_place(head), id=head.id, **kept, servers="\n".join(self.servers), served_at=head.occurred_at
            )
        )
        session.flush()
        row = session.get(Paper, (head.bureau, head.dossier, self.paper))
        if row is not None and row.state != "paper-void" and (self.way != "service-post" or self.delivered_on):
            row.state = "paper-served"
            session.add(row)

    def cites(self) -> tuple[str, ...]:
        return (self.photo,) if self.photo else ()


class ReceiptIssued(Fact):
    """文书送达回证 was issued for the papers served."""

    KIND: ClassVar[str] = "signature.receipt-issued"

    paper: IssuedPaper

    def apply(self, session: Session, head: Head) -> None:
        file_paper(session, head, self.paper)

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob,)


class SigningReopened(Fact):
    """The signatures were void, and signing begins again; the earlier paper and entries stay."""

    KIND: ClassVar[str] = "signature.reopened"

    reason: str

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        for table in (SignatureRow, FinalRecord, Statement, ReadingBack, SentRecord):
            session.execute(delete(table).where(col(table.bureau) == head.bureau, col(table.dossier) == head.dossier))
        session.expire_all()
        reach(session, head, "signature", done=False, note="sign-again")


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
