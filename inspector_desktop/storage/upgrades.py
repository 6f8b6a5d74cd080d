"""Bringing a store to this program's shape: creating it, upgrading it, refusing a newer one, rebuilding records.

Two things have versions. What is stored (journal, evidence, working tables) is migrated by alembic, one transaction
per upgrade, after a copy. What is projected (records) is dropped and replayed from the journal, in one transaction
too, so that the former records serve until it is done. Whatever stops in the middle begins again at the next start.
alembic is imported only when a store is created or upgraded. Which tables there are, and how to replay, the rooms
above pass in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData
from sqlalchemy.exc import DatabaseError as WrappedError
from sqlmodel import Field, Session

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Damaged, Refused
from inspector_desktop.places import Places, disk_refusal
from inspector_desktop.storage.backup import copy_store
from inspector_desktop.storage.engine import find_sentence, reading, writing
from inspector_desktop.storage.evidence import Stored

SCHEMA = 1  # the number of the last revision in `migrations/versions`
APPLICATION = 0x494E5350  # "INSP" in the file's header: this is a store of ours
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
COPIES_KEPT = 3
SPARE_BYTES = 50 * 1024 * 1024
_RECORDS, _TABLES = "projection", "projection-tables"


class StoreMark(Stored, table=True):
    """What the store says about itself: which projection its records are."""

    __tablename__ = "store_mark"

    name: str = Field(primary_key=True)
    value: str


@dataclass(frozen=True)
class Projection:
    """The records as this program makes them: their tables, a version that changes with them, and how to replay."""

    tables: MetaData
    version: str
    replay: Callable[[Session], None]


@dataclass(frozen=True)
class Prepared:
    """What `prepare` had to do; `copy` is the copy made before an upgrade."""

    created: bool = False
    upgraded_from: int = 0
    rebuilt: bool = False
    copy: Path | None = None


def prepare(
    engine: Engine, places: Places, key: bytes, *, projection: Projection, clock: Clock, schema: int = SCHEMA
) -> Prepared:
    """Make the store fit this program.

    Raises `Refused("refused-store-newer")` for a store of a newer program, `Refused("refused-upgrade-space")` when
    the disk has no room for the copy, `Damaged` for a database that is none of ours; after any of these the file is
    as it was.
    """
    application, found = _header(engine)
    if found > schema:
        raise Refused("refused-store-newer", found=found, known=schema)
    created, copy = False, None
    if application == 0 and found == 0 and not _has_tables(engine):
        _migrate(engine, schema)
        created = True
    elif application != APPLICATION or found == 0:
        raise Damaged("error-store-foreign")
    elif found < schema:
        copy = copy_before_upgrade(engine, places, key, found=found, clock=clock)
        _migrate(engine, schema)
    rebuilt = refresh_records(engine, projection)
    return Prepared(created, 0 if created or found == schema else found, rebuilt and not created, copy)


def refresh_records(engine: Engine, projection: Projection) -> bool:
    """Make the records anew from the journal if another projection made them. Returns whether it had to."""
    with reading(engine) as session:
        mark = session.get(StoreMark, _RECORDS)
    if mark is not None and mark.value == projection.version:
        return False
    with writing(engine) as session:
        made = session.get(StoreMark, _TABLES)
        names = set(made.value.split()) if made is not None else set()
        connection = session.connection()
        connection.exec_driver_sql("pragma defer_foreign_keys = on")
        for name in sorted(names | set(projection.tables.tables)):
            connection.exec_driver_sql(f'drop table if exists "{name}"')
        projection.tables.create_all(connection)
        projection.replay(session)
        _set_mark(session, _RECORDS, projection.version)
        _set_mark(session, _TABLES, " ".join(sorted(projection.tables.tables)))
    return True


def copy_before_upgrade(engine: Engine, places: Places, key: bytes, *, found: int, clock: Clock) -> Path:
    """Copy the store beside it, after looking whether the disk has room for the copy and for the upgrade."""
    size = sum(path.stat().st_size for path in _files(places.store))
    needed = 3 * size + SPARE_BYTES  # the copy, and at most two more while tables are rewritten
    try:
        free = shutil.disk_usage(places.folder).free
        if free < needed:
            raise Refused("refused-upgrade-space", free=_megabytes(free), needed=_megabytes(needed))
        places.copies.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_refusal(error) from error
    moment = clock.now().strftime("%Y%m%dT%H%M%SZ")
    target = places.copies / f"store-{found:04d}-{moment}.db"
    copy_store(engine, key, target)
    for old in sorted(places.copies.glob("store-*.db"), key=lambda path: path.stat().st_mtime)[:-COPIES_KEPT]:
        old.unlink(missing_ok=True)
    return target


def migrate(connection: Connection, schema: int = SCHEMA) -> None:
    """Run the revisions that are missing, inside the transaction that is open. Also used by the test of revisions."""
    from alembic.config import Config  # noqa: PLC0415  (only when a store is made or upgraded)
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    target = f"{schema:04d}"

    def steps(revision: Any, _context: Any) -> Iterable[Any]:
        return script._upgrade_revs(target, revision)

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True, render_as_batch=True)
        environment.run_migrations()


def _migrate(engine: Engine, schema: int) -> None:
    """All missing revisions and the new version in the header: one transaction."""
    try:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is None:
                raise Damaged("error-store-unreadable")
            raw.execute("pragma foreign_keys = off")  # a table is rewritten by dropping it; only works outside
            try:
                with connection.begin():
                    migrate(connection, schema)
                    if connection.exec_driver_sql("pragma foreign_key_check").first() is not None:
                        raise Damaged("error-store-unreadable")
                    connection.exec_driver_sql(f"pragma application_id = {APPLICATION}")
                    connection.exec_driver_sql(f"pragma user_version = {schema}")
            finally:
                raw.execute("pragma foreign_keys = on")
    except WrappedError as error:
        if (known := find_sentence(error)) is not None:
            raise known from error
        raise


def _header(engine: Engine) -> tuple[int, int]:
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        application = cursor.execute("pragma application_id").fetchone()[0]
        found = cursor.execute("pragma user_version").fetchone()[0]
        cursor.close()
    return application, found


def _has_tables(engine: Engine) -> bool:
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        count = cursor.execute("select count(*) from sqlite_master").fetchone()[0]
        cursor.close()
    return bool(count)


def _set_mark(session: Session, name: str, value: str) -> None:
    mark = session.get(StoreMark, name) or StoreMark(name=name, value=value)
    mark.value = value
    session.add(mark)


def _files(store: Path) -> list[Path]:
    return [path for path in (store, store.with_name(store.name + "-wal")) if path.exists()]


def _megabytes(count: int) -> str:
    return f"{count / 1024 / 1024:.0f} MB"
