"""Evidence in the store: photographs, scans and issued papers, content-addressed, in 256 KB chunks.

A record and its evidence commit together because they lie in one database. The client's file name is never a path.
Who cites a piece of evidence is the journal's business.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import BigInteger, LargeBinary, MetaData, delete
from sqlmodel import Field, Session, SQLModel, col, select

from inspector_desktop.errors import Damaged, Missing
from inspector_desktop.ids import BlobHash

CHUNK = 256 * 1024


class Stored(SQLModel):
    """Base of tables that are stored and migrated, never rebuilt."""

    metadata = MetaData()


class Evidence(Stored, table=True):
    """One piece of evidence: its hash, size and kind."""

    hash: str = Field(primary_key=True)
    size: int = Field(sa_type=BigInteger)
    media_type: str
    added_at: str


class EvidenceChunk(Stored, table=True):
    """A run of at most 256 KB of it."""

    __tablename__ = "evidence_chunk"

    hash: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


def put_evidence(session: Session, content: bytes, *, media_type: str, added_at: str) -> BlobHash:
    """Store `content` once and return its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if session.get(Evidence, digest) is None:
        session.add(Evidence(hash=digest, size=len(content), media_type=media_type, added_at=added_at))
        for number, start in enumerate(range(0, len(content), CHUNK)):
            session.add(EvidenceChunk(hash=digest, number=number, content=content[start : start + CHUNK]))
        session.flush()
    return BlobHash(digest)


def read_evidence(session: Session, digest: BlobHash | str) -> bytes:
    """Return the bytes. Raises `Missing`, or `Damaged` when they are not those of the hash."""
    if session.get(Evidence, digest) is None:
        raise Missing("error-evidence-missing", hash=digest[:8])
    chunks = session.exec(
        select(EvidenceChunk.content).where(EvidenceChunk.hash == digest).order_by(col(EvidenceChunk.number))
    )
    content = b"".join(chunks)
    if hashlib.sha256(content).hexdigest() != digest:
        raise Damaged("error-evidence-damaged", hash=digest[:8])
    return content


def has_evidence(session: Session, digest: BlobHash | str) -> bool:
    """Whether the bytes lie here."""
    return session.get(Evidence, digest) is not None


def drop_evidence(session: Session, digest: BlobHash | str) -> None:
    """Remove the bytes (only ever after headquarters' receipt, or when nothing cites them)."""
    session.exec(delete(EvidenceChunk).where(col(EvidenceChunk.hash) == digest))
    session.exec(delete(Evidence).where(col(Evidence.hash) == digest))
