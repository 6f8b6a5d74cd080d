"""The row of a proposal: what somebody suggests to correct in a register, and what became of it."""

from __future__ import annotations

from sqlmodel import Field

from inspector_desktop.journal.records import Record

OPEN, ADOPTED, DECLINED = "open", "adopted", "declined"


class Proposal(Record, table=True):
    """A proposal to a shelf, in a dossier of its own. `row` is empty for one the register lacks."""

    shelf_kind: str  # of `proposal_kinds.PROPOSABLE`
    shelf: str = Field(index=True)  # the shelf's dossier
    row: str
    name: str  # as the proposer knew it
    changes: str  # canonical JSON: lists of column, before, after
    reason: str
    evidence: str = ""  # hashes, joined by spaces
    found_in: str = ""  # the inspection's dossier; empty when found elsewhere
    proposer: str
    proposer_name: str
    proposed_at: str
    state: str = OPEN
    settled_at: str = ""
    settled_by: str = ""  # name of the person
    settled_reason: str = ""
