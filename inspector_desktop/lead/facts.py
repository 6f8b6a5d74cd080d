"""What may be entered about a lead: received, its subject found, its check started, its end and the reply."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Session

from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.lead.records import Lead


class LeadReceived(Fact):
    """A lead came in; the first fact of its dossier. It happened when it was received.

    `provisional` is the number itself where no block of the bureau's series was at hand: it names the dossier, so that
    no other device can give the same.
    """

    KIND: ClassVar[str] = "lead.received"

    number: str
    source: str
    received_by: str
    content: str
    channel: str = ""
    reporter: str = ""
    contact: str = ""
    reference: str = ""
    provisional: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.add(Lead(bureau=head.bureau, dossier=head.dossier, received_at=head.occurred_at, **self.model_dump()))


class LeadNumbered(Fact):
    """A lead that was registered without a block of numbers got its number of the bureau's series."""

    KIND: ClassVar[str] = "lead.numbered"

    number: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.provisional, row.number = row.number, self.number
        session.add(row)


class LeadSubjectSet(Fact):
    """Whom the lead is about, as the register has it or as it was told."""

    KIND: ClassVar[str] = "lead.subject-set"

    name: str
    subject: str = ""
    code: str = ""
    category: str = ""
    address: str = ""
    principal: str = ""
    phone: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.subject, row.subject_name, row.subject_code = self.subject, self.name, self.code
        row.category, row.address, row.principal, row.phone = self.category, self.address, self.principal, self.phone
        session.add(row)


class LeadCheckStarted(Fact):
    """An inspection was opened for it, outside draw and cap; `exempt` says on what ground (频次豁免原因)."""

    KIND: ClassVar[str] = "lead.check-started"

    inspection: str
    exempt: str
    items: tuple[str, ...]
    officers: tuple[str, ...]

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.state, row.inspection, row.exempt, row.started_at = (
            "checking", self.inspection, self.exempt, head.occurred_at,
        )  # fmt: skip
        session.add(row)


class LeadClosed(Fact):
    """What came of it."""

    KIND: ClassVar[str] = "lead.closed"

    conclusion: str
    words: str
    by: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.state, row.conclusion, row.words = "closed", self.conclusion, self.words
        row.closed_at, row.closed_by = head.occurred_at, self.by
        session.add(row)


class LeadReplied(Fact):
    """The complainant or sender was told the result, or could not be (anonymous), with the words."""

    KIND: ClassVar[str] = "lead.replied"

    way: str
    to: str
    words: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.reply_way, row.replied_to, row.reply, row.replied_at = self.way, self.to, self.words, head.occurred_at
        session.add(row)


def _row(session: Session, head: Head) -> Lead:
    row = session.get(Lead, (head.bureau, head.dossier))
    if row is None:
        raise Missing("error-lead-missing")
    return row
