"""What may be entered about a correction that somebody proposes: proposed, adopted by the shelf's holder, settled.

A fact writes rows of its own dossier only. So an adoption is two facts: `CorrectionAdopted` in the shelf's dossier
changes the row and names the proposal; `ProposalSettled` in the proposal's dossier says what became of it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import update
from sqlmodel import Session, col

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.registry.facts import CHANGEABLE, Row, SubjectRow, raise_version
from inspector_desktop.registry.proposal_records import Proposal
from inspector_desktop.registry.records import Officer, Subject

OFFICER_CHANGEABLE = frozenset({
    "name", "unit", "sex", "certificate", "areas", "categories", "fields", "valid_until", "duty",
})  # fmt: skip
"""The columns of an officer that an adopted correction may set; roles are given by headquarters alone."""


class ColumnChange(Row):
    """One column, as it stood when the proposal was made and as it should be."""

    column: str
    before: str
    after: str


class CorrectionProposed(Fact):
    """更正建议: the first fact of the proposal's own dossier. An empty `row` proposes a subject the register lacks."""

    KIND: ClassVar[str] = "registry.correction-proposed"

    shelf_kind: str
    shelf: str
    row: str
    name: str
    changes: tuple[ColumnChange, ...]
    reason: str
    evidence: tuple[str, ...] = ()
    found_in: str = ""
    by: str

    def apply(self, session: Session, head: Head) -> None:
        session.add(
            Proposal(
                bureau=head.bureau, dossier=head.dossier, shelf_kind=self.shelf_kind, shelf=self.shelf, row=self.row,
                name=self.name,
                changes=canonical([[one.column, one.before, one.after] for one in self.changes]).decode(),
                reason=self.reason, evidence=" ".join(self.evidence), found_in=self.found_in, proposer=head.person,
                proposer_name=self.by, proposed_at=head.occurred_at,
            )
        )  # fmt: skip

    def cites(self) -> tuple[str, ...]:
        return self.evidence


class ProposalSettled(Fact):
    """The shelf's holder adopted or declined the proposal; a declined one has a reason."""

    KIND: ClassVar[str] = "registry.proposal-settled"

    outcome: str
    reason: str = ""
    by: str

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Proposal, (head.bureau, head.dossier))
        if row is None:
            raise Missing("error-proposal-missing")
        row.state, row.settled_at, row.settled_by = self.outcome, head.occurred_at, self.by
        row.settled_reason = self.reason
        session.add(row)


class CorrectionAdopted(Fact):
    """A shelf took over what a proposal says: columns of one row, or a subject it lacked (`rows`)."""

    KIND: ClassVar[str] = "registry.correction-adopted"

    proposal: str
    shelf_kind: str
    proposer: str
    proposer_name: str
    id: str
    set: dict[str, str]
    reason: str
    rows: tuple[SubjectRow, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        for row in self.rows:
            session.merge(Subject(bureau=head.bureau, dossier=head.dossier, counted=True, **row.model_dump()))
        table, allowed = (Officer, OFFICER_CHANGEABLE) if self.shelf_kind == "officers" else (Subject, CHANGEABLE)
        values: dict[str, Any] = {name: value for name, value in self.set.items() if name in allowed}
        if values:
            session.execute(
                update(table)
                .where(col(table.bureau) == head.bureau, col(table.dossier) == head.dossier, col(table.id) == self.id)
                .values(**values)
                .execution_options(synchronize_session=False)
            )
        session.flush()
        session.expire_all()
        raise_version(session, head)
