"""What a device remembers of its exchange with headquarters; working tables that are migrated and never rebuilt."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlmodel import Field

from inspector_desktop.storage.working import Device


class KnownLife(Device, table=True):
    """A certified device life: our own, and all whose entries we hold."""

    __tablename__ = "sync_life"

    life: str = Field(primary_key=True)
    device: str
    key: str
    certificate: bytes = Field(sa_type=LargeBinary)


class SealedBatch(Device, table=True):
    """A batch that was sealed once; its receipt once there is one."""

    __tablename__ = "sync_batch"

    life: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    first: int = Field(sa_type=BigInteger)  # life numbers of its entries
    last: int = Field(sa_type=BigInteger)
    digest: str
    content: bytes = Field(sa_type=LargeBinary)
    receipt: bytes = Field(default=b"", sa_type=LargeBinary)


class EvidenceReceipt(Device, table=True):
    """Headquarters has this evidence: its signed receipt, or empty where it came from there."""

    __tablename__ = "sync_evidence"

    hash: str = Field(primary_key=True)
    received_at: str
    receipt: bytes = Field(sa_type=LargeBinary)


class Difference(Device, table=True):
    """A dossier that stood differently here and at headquarters after the latest comparison."""

    __tablename__ = "sync_difference"

    dossier: str = Field(primary_key=True)
    found_at: str


class Settled(Device, table=True):
    """A set-aside entry that a person has dealt with; it needs no more attention."""

    __tablename__ = "sync_settled"

    entry: str = Field(primary_key=True)
    person: str
    settled_at: str
    how: str


class NumbersAsked(Device, table=True):
    """A question for paper numbers; asked again alike until it is answered."""

    __tablename__ = "sync_numbers"
    __table_args__ = (Index("sync_numbers_by_series", "series", "year"),)

    request: str = Field(primary_key=True)
    series: str
    year: int = Field(sa_type=BigInteger)
    count: int = Field(sa_type=BigInteger)
    answer: bytes = Field(default=b"", sa_type=LargeBinary)
