"""The device's lives: whose key signs what is entered here, and when a new one must begin.

A life is one unbroken run of entries, numbered and chained. A store that was restored from a copy, or cloned, would
number again what headquarters has already seen; so it begins a new life with a new key. It is noticed by a small file
beside the store that is ahead of an older store, and by a count of openings in the operating system's keyring that
is ahead of an older folder. What neither shows (a whole machine set back) headquarters does, and says so.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import LargeBinary, event
from sqlalchemy.orm import object_session
from sqlmodel import Field, Session, col, select

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Damaged
from inspector_desktop.ids import LifeId, new_id
from inspector_desktop.journal.entering import last_of_life
from inspector_desktop.journal.records import Entry
from inspector_desktop.keychain import SERVICE, Keychain
from inspector_desktop.places import Places, replace_file
from inspector_desktop.storage.working import Device

FIRST, RESTORED, CLONED, COUNTER_MISSING, TOLD = "first", "restored", "cloned", "counter-missing", "told"
_ENTERED = "entered-by-life"
_LARGEST = 4096
_DIGITS = 12
_NUMBER = b'"number": "'


class DeviceLife(Device, table=True):
    """One life; the key never leaves the store. `closed_at` is empty for the current life only."""

    __tablename__ = "device_life"

    id: str = Field(primary_key=True)
    private_key: bytes = Field(sa_type=LargeBinary)
    public_key: str
    started_at: str
    reason: str
    closed_at: str = ""


@dataclass(frozen=True)
class Life:
    """The current life and the key it signs with."""

    id: LifeId
    signer: Ed25519PrivateKey
    started_at: str
    reason: str


@dataclass(frozen=True)
class Counter:
    """What stands beside the store: the current life, its latest number, how often opened, and where the folder lay."""

    life: str
    number: int
    openings: int
    in_keyring: bool
    folder: str
    file: int


def begin_life(session: Session, *, reason: str, clock: Clock) -> Life:
    """Close the current life, if there is one, and begin another with a key of its own.

    The caller commits and then writes the counter with `keep_counter`. Headquarters' word for it is the reason `told`.
    """
    now = stamp(clock.now())
    for row in session.exec(select(DeviceLife).where(DeviceLife.closed_at == "")):
        row.closed_at = now
        session.add(row)
    signer = Ed25519PrivateKey.generate()
    life = DeviceLife(
        id=new_id(clock),
        private_key=signer.private_bytes_raw(),
        public_key=signer.public_key().public_bytes_raw().hex(),
        started_at=now,
        reason=reason,
    )
    session.add(life)
    session.flush()
    return Life(LifeId(life.id), signer, now, reason)


def current_life(session: Session) -> Life | None:
    """The life that is not closed, or none before the first. Raises `Damaged` when there are two."""
    rows = session.exec(select(DeviceLife).where(DeviceLife.closed_at == "")).all()
    if not rows:
        return None
    if len(rows) > 1:
        raise Damaged("error-store-unreadable")
    row = rows[0]
    return Life(LifeId(row.id), Ed25519PrivateKey.from_private_bytes(row.private_key), row.started_at, row.reason)


def lives(session: Session) -> list[DeviceLife]:
    """All lives of this store, oldest first."""
    order = (col(DeviceLife.started_at), col(DeviceLife.closed_at) == "", col(DeviceLife.id))
    return list(session.exec(select(DeviceLife).order_by(*order)))


def why_new_life(session: Session, places: Places, *, keychain: Keychain) -> str:
    """The reason for which a new life must begin before anything is entered, or an empty text."""
    life = current_life(session)
    if life is None:
        return FIRST
    counter = read_counter(places)
    if counter is None:
        return COUNTER_MISSING
    if counter.life != life.id:
        return "" if _just_begun(session, life, counter) else RESTORED
    if counter.number > last_of_life(session, life.id)[0]:
        return RESTORED
    return _why_by_keyring(counter, keychain) or _why_by_place(counter, places)


def _just_begun(session: Session, life: Life, counter: Counter) -> bool:
    """The power went between beginning this life and writing its counter; nothing was entered by it yet."""
    known = any(former.id == counter.life for former in lives(session))
    return known and last_of_life(session, life.id)[0] == 0


def _why_by_keyring(counter: Counter, keychain: Keychain) -> str:
    if not (counter.in_keyring and keychain.available()):
        return ""
    kept = keychain.get(SERVICE, _mark(counter.life))
    if kept is None or not kept.isdecimal():
        return CLONED
    return RESTORED if int(kept) > counter.openings else ""


def _why_by_place(counter: Counter, places: Places) -> str:
    """A moved folder keeps its files, a copied one does not; either alone proves nothing."""
    folder, file = _where(places)
    return CLONED if counter.folder != folder and counter.file != file else ""


def keep_counter(session: Session, places: Places, *, life: LifeId, keychain: Keychain) -> None:
    """Note one more opening of this life, in the file first and then in the keyring."""
    before = read_counter(places)
    openings = before.openings + 1 if before is not None and before.life == life else 1
    folder, file = _where(places)
    in_keyring = keychain.available()
    counter = Counter(life, last_of_life(session, life)[0], openings, in_keyring, folder, file)
    replace_file(places.life, _encode(counter))
    if in_keyring:
        keychain.set(SERVICE, _mark(life), str(openings))


def has_entered(session: Session) -> bool:
    """Whether entries were made in this session; tells once."""
    return bool(session.info.pop(_ENTERED, False))


def advance_counter(session: Session, places: Places, life: LifeId) -> None:
    """After a commit: note how far the life has come.

    Overwrites the digits in place and does not flush: a file that a power cut or a full disk leaves behind its store
    is harmless; one that is ahead of its store is what tells that the store is an old one.
    """
    counter = read_counter(places)
    number = last_of_life(session, life)[0]
    if counter is None or counter.life != life or number <= counter.number:
        return
    with suppress(OSError), places.life.open("r+b") as file:
        written = file.read(_LARGEST)
        place = written.find(_NUMBER) + len(_NUMBER)
        # Only these digits, and only in a file of this life: another process may just have counted its opening.
        if f'"{life}"'.encode() in written and written[place : place + _DIGITS].isdigit():
            file.seek(place)
            file.write(f"{number:0{_DIGITS}d}".encode())


def read_counter(places: Places) -> Counter | None:
    """What the file says, or none when it is missing or not as it was written."""
    try:
        with places.life.open("rb") as file:
            table = json.loads(file.read(_LARGEST))
        return Counter(
            life=str(table["life"]),
            number=int(table["number"]),
            openings=int(table["openings"]),
            in_keyring=bool(table["in_keyring"]),
            folder=str(table["folder"]),
            file=int(table["file"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


@event.listens_for(Entry, "after_insert")
def _note_entry(_mapper: object, _connection: object, entry: Entry) -> None:
    session = object_session(entry)
    if session is not None:
        session.info[_ENTERED] = True


def _encode(counter: Counter) -> bytes:
    """Always the same length for the same life and place, so that digits can be overwritten in place."""
    table = {**asdict(counter), "number": f"{counter.number:0{_DIGITS}d}", "openings": f"{counter.openings:09d}"}
    return json.dumps(table, indent=1).encode()


def _mark(life: str) -> str:
    return f"life:{life}"


def _where(places: Places) -> tuple[str, int]:
    """The folder's path, unreadable, and the store file's own number in its file system."""
    path: Path = places.folder.resolve()
    return sha256_hex(os.path.normcase(str(path)))[:16], places.store.stat().st_ino
