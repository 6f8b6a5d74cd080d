"""The tables of the journal, and the base of every projection.

`Entry` is stored and migrated. `Record` tables (of the steps, and `Dossier` and `Citation` here) are projections:
written only by applying facts, and rebuilt at will. Every record begins with its bureau and its dossier.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

from inspector_desktop.storage.evidence import Stored

WAITING, ACCEPTED, SET_ASIDE = "waiting", "accepted", "set-aside"


class Record(SQLModel):
    """Base of projections; `bureau` and `dossier` lead every primary key."""

    metadata = MetaData()

    bureau: str = Field(primary_key=True)
    dossier: str = Field(primary_key=True)


class Entry(Stored, table=True):
    """One entry: its original bytes, the columns that queries need, and headquarters' verdict on it."""

    __table_args__ = (
        UniqueConstraint("life", "life_number"),
        Index("entry_by_dossier", "dossier", "number"),
        Index("entry_by_position", "bureau", "position"),
        Index("entry_by_verdict", "verdict", "life", "life_number"),
        Index("entry_by_hash", "hash"),
    )

    id: str = Field(primary_key=True)
    bureau: str
    dossier: str
    dossier_kind: str
    number: int = Field(sa_type=BigInteger)
    kind: str
    version: int = Field(sa_type=BigInteger)
    occurred_at: str
    entered_at: str
    person: str
    life: str
    life_number: int = Field(sa_type=BigInteger)
    hash: str
    head: bytes = Field(sa_type=LargeBinary)
    signature: bytes = Field(sa_type=LargeBinary)
    body: bytes = Field(sa_type=LargeBinary)
    verdict: str = WAITING
    verdict_code: str = ""
    position: int = Field(default=0, sa_type=BigInteger)  # in headquarters' log; 0 while it has none


class Dossier(Record, table=True):
    """Where a dossier stands: its latest entry, and whose desk it lies on."""

    kind: str
    number: int = Field(sa_type=BigInteger)
    head_hash: str
    opened_at: str
    opened_by: str
    changed_at: str
    holder: str = ""  # a device life; empty while it lies in a tray
    holder_person: str = ""
    taken_with: str = ""  # id of the entry by which the holder took it up; empty if he opened it
    tray_person: str = ""
    tray_role: str = ""
    needs_upgrade: bool = False


class Citation(Record, table=True):
    """Evidence that an applied entry rests on."""

    entry: str = Field(primary_key=True)
    hash: str = Field(primary_key=True, index=True)
