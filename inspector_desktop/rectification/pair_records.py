"""The rows of photographs before and after, by problem."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class PicturePair(Record, table=True):
    """What a problem looked like, and what it looks like since: hashes of photographs of this dossier."""

    __tablename__ = "picture_pair"

    problem: int = Field(primary_key=True, sa_type=BigInteger)
    before: str
    after: str
    paired_at: str
    paired_by: str
