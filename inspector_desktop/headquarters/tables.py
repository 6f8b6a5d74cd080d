"""Headquarters' own tables, and how its database is opened and made: SQLite by path, PostgreSQL by URL.

Entries and records are the same tables as on a device. On PostgreSQL texts are TEXT with collation "C" and integers
BIGINT, so that both databases order and hold the same.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import BigInteger, Engine, Index, Integer, LargeBinary, MetaData, String, Text, create_engine, text
from sqlmodel import Field, Session, SQLModel
from sqlmodel.sql.sqltypes import AutoString

from inspector_desktop.digest import sha256_hex
from inspector_desktop.exchange.pages import LOG_START
from inspector_desktop.journal.heads import NO_HASH
from inspector_desktop.journal.protecting import protect
from inspector_desktop.journal.records import Entry, Record
from inspector_desktop.storage.engine import open_store


class Own(SQLModel):
    """Base of headquarters' own tables."""

    metadata = MetaData()


class Bureau(Own, table=True):
    """The end of a bureau's log; written only under the bureau's lock."""

    bureau: str = Field(primary_key=True)
    position: int = Field(default=0, sa_type=BigInteger)
    chain: str = LOG_START


class LogLine(Own, table=True):
    """One position of the log and the running digest after it."""

    __tablename__ = "log_line"

    bureau: str = Field(primary_key=True)
    position: int = Field(primary_key=True, sa_type=BigInteger)
    hash: str
    chain: str


class Device(Own, table=True):
    """A laptop that was enrolled."""

    device: str = Field(primary_key=True)
    bureau: str
    name: str
    enrolled_at: str
    seen_at: str
    lease_until: str
    skew_seconds: int = Field(default=0, sa_type=BigInteger)
    revoked_at: str = ""
    revoked_why: str = ""


class Life(Own, table=True):
    """A life of a device: its key, and where its chain of batches and entries stands."""

    life: str = Field(primary_key=True)
    device: str = Field(index=True)
    bureau: str
    key: str
    began_at: str
    certificate: bytes = Field(sa_type=LargeBinary)
    next_batch: int = Field(default=1, sa_type=BigInteger)
    life_number: int = Field(default=0, sa_type=BigInteger)
    life_hash: str = NO_HASH


class ReceivedBatch(Own, table=True):
    """A batch that was received, and the receipt that is repeated byte for byte."""

    __tablename__ = "received_batch"

    life: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    digest: str
    received_at: str
    receipt: bytes = Field(sa_type=LargeBinary)


class EnrolmentCode(Own, table=True):
    """A one-time code; its secret goes once it is used."""

    __tablename__ = "enrolment_code"

    name: str = Field(primary_key=True)
    bureau: str
    secret: str
    person: str
    made_at: str
    expires_at: str
    used_by: str = ""  # the key that used it
    answer: bytes = Field(default=b"", sa_type=LargeBinary)


class DirectoryPerson(Own, table=True):
    """Who holds which roles, as headquarters knows it; roles are separated by blanks."""

    __tablename__ = "directory_person"

    bureau: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    name: str
    roles: str


class ReceivedBlob(Own, table=True):
    """A piece of evidence that is whole and verified in the depot, and its receipt."""

    __tablename__ = "received_blob"

    bureau: str = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    size: int = Field(sa_type=BigInteger)
    received_at: str
    receipt: bytes = Field(sa_type=LargeBinary)


class NumberSeries(Own, table=True):
    """The next free number of a series and year."""

    __tablename__ = "number_series"

    bureau: str = Field(primary_key=True)
    series: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_type=BigInteger)
    next_number: int = Field(default=1, sa_type=BigInteger)


class AllottedNumbers(Own, table=True):
    """A block that was allotted, and the answer that is repeated byte for byte."""

    __tablename__ = "allotted_numbers"
    __table_args__ = (Index("allotted_by_device", "bureau", "device"),)

    request: str = Field(primary_key=True)
    bureau: str
    device: str
    series: str
    year: int = Field(sa_type=BigInteger)
    first: int = Field(sa_type=BigInteger)
    last: int = Field(sa_type=BigInteger)
    answer: bytes = Field(sa_type=LargeBinary)


def open_headquarters(where: str | Path) -> Engine:
    """Open the database by path (SQLite) or by URL `postgresql://…`, and make what tables are missing."""
    address = str(where)
    if address.startswith(("postgresql:", "postgresql+psycopg:", "postgres:")):
        engine = create_engine(f"postgresql+psycopg:{address.split(':', 1)[1]}", pool_size=8, pool_pre_ping=True)
    else:
        engine = open_store(Path(where))
    make_tables(engine)
    return engine


def make_tables(engine: Engine) -> None:
    """Create the tables that are not there yet: the entries, all records of the steps, and headquarters' own."""
    with engine.begin() as connection:
        tables_for(engine).create_all(connection)
        protect(connection)


def tables_for(engine: Engine) -> MetaData:
    """All tables as this database spells their types."""
    wanted = MetaData()
    tables = [Entry.__table__, *Record.metadata.sorted_tables, *Own.metadata.sorted_tables]  # type: ignore[attr-defined]
    for table in tables:
        copy = table.to_metadata(wanted)
        if engine.dialect.name == "postgresql":
            for column in copy.columns:
                if isinstance(column.type, AutoString | String):
                    column.type = Text(collation="C")
                elif type(column.type) is Integer:
                    column.type = BigInteger()
    return wanted


def lock_bureau(session: Session, bureau: str) -> Bureau:
    """Wait until nobody else writes this bureau's log, and return its end. Held until the transaction ends.

    On PostgreSQL this is an advisory lock: a plain sequence numbers rows at insert while they appear at commit, and a
    reader that polls by number would miss some for ever. On SQLite the transaction began as the only writer.
    """
    if session.get_bind().dialect.name == "postgresql":
        key = int(sha256_hex(bureau)[:15], 16)
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": key})
    row = session.get(Bureau, bureau, populate_existing=True)
    if row is None:
        row = Bureau(bureau=bureau)
        session.add(row)
        session.flush()
    return row
