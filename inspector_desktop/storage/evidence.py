"""Evidence in the store: photographs, scans and issued papers, content-addressed, in 256 KB chunks.

A record and its evidence commit together because they lie in one database. The client's file name is never a path.
Files over 30 MB lie sealed beside the store (`storage.sealing`); their key lies in it, in a chunk of number -1, so a
store without its folder says which files it misses. Who cites a piece of evidence is the journal's business.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import BigInteger, LargeBinary, MetaData, delete
from sqlmodel import Field, Session, SQLModel, col, select

from inspector_desktop.errors import Damaged, Missing
from inspector_desktop.ids import BlobHash
from inspector_desktop.storage.sealing import SealedFile, open_sealed, sweep

CHUNK = 256 * 1024
KEY_NUMBER = -1
SEALED_FOLDER = "sealed"


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


def put_sealed(session: Session, sealed: SealedFile, *, media_type: str, added_at: str) -> BlobHash:
    """Record a file that was sealed beside the store, with its key; return its SHA-256."""
    if session.get(Evidence, sealed.hash) is None:
        session.add(Evidence(hash=sealed.hash, size=sealed.size, media_type=media_type, added_at=added_at))
        session.add(EvidenceChunk(hash=sealed.hash, number=KEY_NUMBER, content=sealed.key))
        session.flush()
    return BlobHash(sealed.hash)


def sealed_folder(session: Session) -> Path:
    """Where large files lie: beside the database this session is of."""
    rows = session.connection().exec_driver_sql("pragma database_list").all()
    return Path(str(next(row[2] for row in rows if row[1] == "main"))).parent / SEALED_FOLDER


def sweep_sealed(session: Session) -> int:
    """Remove sealed files that no evidence names (a power cut between the two); return how many. At opening only."""
    folder = sealed_folder(session)
    if not folder.is_dir():
        return 0
    return sweep(folder, set(session.exec(select(EvidenceChunk.hash).where(EvidenceChunk.number == KEY_NUMBER))))


def read_evidence(session: Session, digest: BlobHash | str) -> bytes:
    """Return the bytes. Raises `Missing`, or `Damaged` when they are not those of the hash."""
    if session.get(Evidence, digest) is None:
        raise Missing("error-evidence-missing", hash=digest[:8])
    key = session.get(EvidenceChunk, (digest, KEY_NUMBER))
    if key is not None:
        return open_sealed(sealed_folder(session), str(digest), key.content)
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
    if session.get(EvidenceChunk, (digest, KEY_NUMBER)) is not None:
        (sealed_folder(session) / str(digest)).unlink(missing_ok=True)
    session.exec(delete(EvidenceChunk).where(col(EvidenceChunk.hash) == digest))
    session.exec(delete(Evidence).where(col(Evidence.hash) == digest))
