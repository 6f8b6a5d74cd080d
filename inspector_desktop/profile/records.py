"""The table of changed rules: one row per change, never overwritten. Written only by applying facts."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class RuleChange(Record, table=True):
    """A rule changed (or, `restores`, back at its source) by the entry `number` of the dossier."""

    number: int = Field(primary_key=True, sa_type=BigInteger)
    path: str = Field(primary_key=True)
    value: str = ""
    former: str = ""
    reason: str
    since: str
    by: str
    person: str
    at: str
    restores: bool = False
