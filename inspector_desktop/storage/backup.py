"""Copies of a store: made while it is in use, encrypted with the same key, checked by opening them; and put back.

A copy takes envelopes, settings and sealed files with it, so that it can be opened on another computer with the
recovery key. Putting one back makes the store older than its counter; that the device then begins a new life is the
journal's business.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Damaged, Missing, Refused
from inspector_desktop.places import Places, disk_refusal, flush_folder, replace_file
from inspector_desktop.storage.engine import DRIVER_ERRORS, checkpoint, translate
from inspector_desktop.storage.evidence import SEALED_FOLDER

STEP_PAGES = 512  # 2 MB at a time, so that progress moves and a person can stop it
ENVELOPES_SUFFIX, SETTINGS_SUFFIX, SEALED_SUFFIX = ".envelopes.json", ".settings.json", ".sealed"


@dataclass(frozen=True)
class CopyFacts:
    """What a copy holds: bytes, the store's version, number of entries, and the latest moment of one (or empty)."""

    size: int
    schema: int
    entries: int
    latest: str


Progress = Callable[[int, int], None]


def backup(engine: Engine, places: Places, key: bytes, target: Path, *, progress: Progress | None = None) -> CopyFacts:
    """Copy the store to `target`, its envelopes and settings beside it, and check the copy by opening it.

    `progress(done, total)` counts pages and may raise `Cancelled`; nothing is left at `target` then. Raises `Refused`
    for a full or read-only disk or a target inside the data folder's own files, `Damaged` when the copy is not sound.
    """
    if target.resolve() in {places.store.resolve(), places.envelopes.resolve(), places.life.resolve()}:
        raise Refused("refused-backup-target")
    copy_store(engine, key, target, progress=progress)
    facts = inspect_copy(target, key)
    _take_along(places.envelopes, envelopes_of(target))
    _take_along(places.settings, settings_of(target))
    _take_sealed(places.folder / SEALED_FOLDER, sealed_of(target))
    return facts


def copy_store(engine: Engine, key: bytes, target: Path, *, progress: Progress | None = None) -> None:
    """Copy the store alone, whole or not at all, while others use it."""
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        try:
            _copy_pages(engine, key, part, progress)
            with part.open("r+b") as file:
                os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        flush_folder(target.parent)
    except DRIVER_ERRORS as error:
        raise translate(error) from error
    except OSError as error:
        raise disk_refusal(error) from error


def inspect_copy(path: Path, key: bytes) -> CopyFacts:
    """Open a copy, check every page and the structure, and say what it holds. Raises `Missing` or `Damaged`."""
    if not path.is_file():
        raise Missing("error-backup-missing", file=path.name)
    try:
        with closing(sqlcipher.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            copy.execute(f"pragma key = \"x'{key.hex()}'\"")
            copy.execute("pragma cipher_log = off")
            schema = copy.execute("pragma user_version").fetchone()[0]
            broken = copy.execute("pragma cipher_integrity_check").fetchall()
            sound = copy.execute("pragma quick_check(1)").fetchone()[0]
            if broken or sound != "ok":
                raise Damaged("error-backup-damaged", file=path.name)
            entries, latest = copy.execute("select count(*), max(entered_at) from entry").fetchone()
    except DRIVER_ERRORS as error:
        raise Damaged("error-backup-damaged", file=path.name) from error
    return CopyFacts(path.stat().st_size, schema, entries, latest or "")


def restore(source: Path, places: Places, key: bytes, *, clock: Clock) -> CopyFacts:
    """Put a copy in the place of the store, which must be closed; the former store is kept among the copies.

    The counter beside the store stays: being ahead of the copy, or missing on another computer, it makes the next
    opening begin a new life. Raises as `inspect_copy`, and `Refused` for the disk.
    """
    facts = inspect_copy(source, key)
    try:
        fresh = places.store.with_name(places.store.name + ".restored")
        places.folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, fresh)
        with fresh.open("r+b") as file:
            os.fsync(file.fileno())
        if not places.envelopes.exists():
            _take_along(envelopes_of(source), places.envelopes)
        if not places.settings.exists():
            _take_along(settings_of(source), places.settings)
        _take_sealed(sealed_of(source), places.folder / SEALED_FOLDER)
        if places.store.exists():
            places.copies.mkdir(parents=True, exist_ok=True)
            moment = clock.now().strftime("%Y%m%dT%H%M%SZ")
            for path in _with_log(places.store):
                path.replace(places.copies / path.name.replace("store.db", f"replaced-{moment}.db", 1))
        fresh.replace(places.store)
        flush_folder(places.folder)
    except OSError as error:
        raise disk_refusal(error) from error
    return facts


def envelopes_of(copy: Path) -> Path:
    """Where a copy's envelopes lie."""
    return copy.with_name(copy.name + ENVELOPES_SUFFIX)


def settings_of(copy: Path) -> Path:
    """Where a copy's settings lie."""
    return copy.with_name(copy.name + SETTINGS_SUFFIX)


def sealed_of(copy: Path) -> Path:
    """Where the large files that lie sealed beside a store lie beside its copy."""
    return copy.with_name(copy.name + SEALED_SUFFIX)


def _take_sealed(source: Path, target: Path) -> None:
    """Copy sealed files; their name is the hash of what is in them, so those that are there already stay."""
    try:
        for path in sorted(source.iterdir()) if source.is_dir() else ():
            if path.is_file() and not path.name.endswith(".part") and not (target / path.name).exists():
                target.mkdir(parents=True, exist_ok=True)
                part = target / f"{path.name}.part"
                shutil.copyfile(path, part)
                part.replace(target / path.name)
    except OSError as error:
        raise disk_refusal(error) from error


def _take_along(source: Path, target: Path) -> None:
    try:
        if source.is_file():
            replace_file(target, source.read_bytes())
    except OSError as error:
        raise disk_refusal(error) from error


def _copy_pages(engine: Engine, key: bytes, part: Path, progress: Progress | None) -> None:
    checkpoint(engine)

    def step(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    with (
        closing(engine.raw_connection()) as pooled,
        closing(sqlcipher.connect(str(part), isolation_level=None)) as target,
    ):
        source: Any = pooled.driver_connection
        target.execute(f"pragma key = \"x'{key.hex()}'\"")
        target.execute("pragma cipher_log = off")
        source.backup(target, pages=STEP_PAGES, progress=step)
        target.execute("pragma journal_mode = delete")  # one file, no log beside it


def _with_log(store: Path) -> list[Path]:
    return [path for path in (store, *(store.with_name(store.name + end) for end in ("-wal", "-shm"))) if path.exists()]
