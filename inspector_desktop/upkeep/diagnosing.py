"""What whoever mends a device needs to know: versions, settings of the database, room on the disk, the keyring.

Nothing about people or firms stands in it, so that it can be sent to somebody.
"""

from __future__ import annotations

import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import func
from sqlmodel import select

from inspector_desktop.journal.records import Entry
from inspector_desktop.keychain import Keychain
from inspector_desktop.opening import Opening
from inspector_desktop.places import Places
from inspector_desktop.storage.engine import SQLITE_FLOOR
from inspector_desktop.storage.upgrades import SCHEMA
from inspector_desktop.sync.states import counts

WANTED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "auto_vacuum": "2"}
"""Settings without which the promise about power cuts does not hold, as the database says them."""


@dataclass(frozen=True)
class Machine:
    """What can be said before anybody signs in."""

    program: str
    python: str
    system: str
    sqlite: str
    sqlite_floor: str
    sqlite_ok: bool
    keyring: bool
    folder: str
    set_up: bool
    store_bytes: int
    free_bytes: int


@dataclass(frozen=True)
class Inside:
    """What the open store says. `pragmas_ok` tells whether they are those the promise needs."""

    schema: int
    cipher: str
    pragmas: dict[str, str]
    pragmas_ok: bool
    entries: int
    life: str
    enrolled: bool
    waiting: int
    photos: int
    set_aside: int
    synced_at: str
    lease_until: str
    skew_seconds: int


def look_at_machine(places: Places, keychain: Keychain) -> Machine:
    """Say what the machine and the data folder are like; nothing has to be open."""
    return Machine(
        program=program_version(),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        sqlite=sqlcipher.sqlite_version,
        sqlite_floor=".".join(map(str, SQLITE_FLOOR)),
        sqlite_ok=sqlcipher.sqlite_version_info >= SQLITE_FLOOR,
        keyring=keychain.available(),
        folder=str(places.folder),
        set_up=places.envelopes.exists(),
        store_bytes=_size(places.store),
        free_bytes=_free(places.folder),
    )


def look_inside(opening: Opening) -> Inside:
    """Ask the open store."""
    with opening.reading() as session:
        connection = session.connection()
        pragmas = {name: str(connection.exec_driver_sql(f"pragma {name}").scalar()) for name in WANTED}
        cipher = str(connection.exec_driver_sql("pragma cipher_version").scalar() or "")
        entries = session.exec(select(func.count()).select_from(Entry)).one()
        left = counts(session)
    return Inside(
        schema=SCHEMA,
        cipher=cipher,
        pragmas=pragmas,
        pragmas_ok=pragmas == WANTED,
        entries=entries,
        life=opening.desk.life,
        enrolled=left.enrolled,
        waiting=left.records,
        photos=left.photos,
        set_aside=left.set_aside,
        synced_at=left.synced_at,
        lease_until=left.lease_until,
        skew_seconds=left.skew_seconds,
    )


def as_dict(found: Machine | Inside) -> dict[str, Any]:
    """For machines."""
    return asdict(found)


def program_version() -> str:
    """The version of this installation; of an uninstalled source tree, nothing."""
    try:
        return version("inspector-desktop")
    except PackageNotFoundError:
        return ""


def _size(path: Path) -> int:
    log = path.with_name(path.name + "-wal")
    return sum(one.stat().st_size for one in (path, log) if one.exists())


def _free(folder: Path) -> int:
    """Free bytes where the folder is or would be."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), Path(sys.prefix))
    return shutil.disk_usage(there).free
