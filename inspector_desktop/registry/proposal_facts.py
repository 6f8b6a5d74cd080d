"""What may be entered about a correction that somebody proposes: proposed, adopted by the shelf's holder, settled.

A fact writes rows of its own dossier only. So an adoption is two facts: `CorrectionAdopted` in the shelf's dossier
changes the row and names the proposal; `ProposalSettled` in the proposal's dossier says what became of it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field
from sqlalchemy import update
from sqlmodel import Session, col

from inspector_desktop.clock import civil_date
from inspector_desktop.digest import canonical
from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.registry.editions import changed
from inspector_desktop.registry.facts import Row, SubjectRow, placed, raise_version, subject_of
from inspector_desktop.registry.proposal_kinds import PROPOSABLE
from inspector_desktop.registry.proposal_records import Proposal
from inspector_desktop.registry.records import Item, Subject


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
    """A shelf took over what a proposal says: columns of one row, or one it lacked (`rows`, of other kinds `made`).

    An item that is published stands as published anew on the civil day `published_on`.
    """

    KIND: ClassVar[str] = "registry.correction-adopted"

    proposal: str
    shelf_kind: str
    proposer: str
    proposer_name: str
    id: str
    set: dict[str, str]
    reason: str
    rows: tuple[SubjectRow, ...] = ()
    made: dict[str, str] = Field(default_factory=dict)
    published_on: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        known = PROPOSABLE.get(self.shelf_kind)
        if known is None:
            return  # a kind of row of a newer program
        version = raise_version(session, head)
        for row in self.rows:
            session.merge(subject_of(head, row))
        if self.made:
            more: dict[str, Any] = {"version": version} if known.table is Item else {}
            given = {name: value for name, value in self.made.items() if name in known.table.model_fields}
            session.merge(known.table(**given | more | {"bureau": head.bureau, "dossier": head.dossier}))
        values: dict[str, Any] = {name: value for name, value in self.set.items() if name in known.settable}
        if values and known.table is Item:
            self._change_item(session, head, values, version)
        elif values:
            table: Any = known.table
            session.execute(
                update(table)
                .where(col(table.bureau) == head.bureau, col(table.dossier) == head.dossier, col(table.id) == self.id)
                .values(**(placed(values) if known.table is Subject else values))
                .execution_options(synchronize_session=False)
            )
        session.flush()
        session.expire_all()

    def _change_item(self, session: Session, head: Head, values: dict[str, Any], version: int) -> None:
        item = session.get(Item, (head.bureau, head.dossier, self.id))
        if item is not None:
            today = civil_date(head.occurred_at).isoformat()
            item.sqlmodel_update(changed(item, values, published_on=self.published_on, version=version, today=today))
            session.add(item)
