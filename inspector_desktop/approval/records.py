"""The rows of approvals of reports: where each stands, every decision, and the marks of those returned."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Approval(Record, table=True):
    """The approval of one report. `state` is of `ok-chief`, `ok-done`, `ok-returned`; `round` counts returns."""

    state: str
    round: int = Field(sa_type=BigInteger)
    decided_at: str


class ApprovalDecision(Record, table=True):
    """One decision. `decision` is of `agreed`, `returned`, `passed-on`."""

    __tablename__ = "approval_decision"

    number: int = Field(primary_key=True)
    round: int = Field(sa_type=BigInteger)
    role: str
    decision: str
    approver: str  # name
    opinion: str
    on_paper: bool
    scan: str
    decided_at: str


class ApprovalMark(Record, table=True):
    """A mark on a returned report: the part (of `report.rules.PARTS`, or a wording of its own), and what is asked."""

    __tablename__ = "approval_mark"

    number: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    part: str
    text: str
