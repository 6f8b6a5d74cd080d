"""The rows of reports: where the report stands, and every version of its five parts."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Report(Record, table=True):
    """The report of one inspection. `state` is of `paper-draft`, `paper-final` (submitted), `ok-returned`."""

    version: int = Field(sa_type=BigInteger)
    state: str
    submitted_version: int = Field(default=0, sa_type=BigInteger)
    submitted_at: str = ""
    submitted_by: str = ""  # name
    number: str = ""


class ReportVersion(Record, table=True):
    """The five parts as they were saved once; versions are never changed."""

    __tablename__ = "report_version"

    version: int = Field(primary_key=True)
    time: str
    content: str
    findings: str
    evaluation: str
    proposal: str
    saved_at: str
    saved_by: str  # id
