"""Full disks, read-only folders, busy stores: each gives a sentence, and what was saved before stays saved."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from factories.opening import STORE_KEY
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import select

from inspector_desktop.errors import Damaged, Missing, Refused
from inspector_desktop.kinds import projection
from inspector_desktop.places import Places, disk_refusal, replace_file
from inspector_desktop.storage.backup import backup, restore
from inspector_desktop.storage.engine import BUSY_TIMEOUT_MS, checkpoint, find_sentence, open_store, reading, writing
from inspector_desktop.storage.evidence import put_evidence, read_evidence
from inspector_desktop.storage.upgrades import prepare
from inspector_desktop.storage.working import Answer, keep_answer
from inspector_desktop.wording import say

MOUNTS = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None


def answer(engine, line="1", content="符合"):
    with writing(engine) as session:
        keep_answer(session, dossier="d", line=line, content=content, given_at="2026-11-20T06:15:00Z", person="16001")


def lines(engine):
    with reading(engine) as session:
        return session.exec(select(Answer.line).order_by(Answer.line)).all()


def put(engine, content):
    with writing(engine) as session:
        return put_evidence(session, content, media_type="image/jpeg", added_at="2026-11-20T06:15:00Z")


def prepared(places, clock):
    engine = open_store(places.store, STORE_KEY)
    prepare(engine, places, STORE_KEY, projection=projection(), clock=clock)
    return engine


@pytest.fixture
def small_disk(tmp_path, clock):
    """A store that may grow by two megabytes: on a file system of that size where one can be mounted, else by limit.

    Both ways SQLite meets the end of the room in the middle of a transaction.
    """
    places = Places(tmp_path / "small")
    places.folder.mkdir()
    if MOUNTS:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", places.folder], capture_output=True, check=False
        )
    engine = prepared(places, clock)
    yield engine, places
    engine.dispose()
    if MOUNTS and mounted.returncode == 0:
        subprocess.run(["umount", "-l", places.folder], check=True)


def limit_pages(engine, room):
    """Let every connection of the pool grow the file by `room` pages only."""
    with engine.connect() as connection:
        used = connection.exec_driver_sql("pragma page_count").scalar()
        connection.exec_driver_sql(f"pragma max_page_count = {used + room}")


def test_a_full_store_refuses_the_photo_and_keeps_what_was_saved(store):
    answer(store)
    limit_pages(store, 100)
    with pytest.raises(Refused) as refused:
        put(store, os.urandom(3_000_000))
    assert refused.value.code == "error-store-full"
    assert "此前已保存的内容都在" in say(refused.value.code)
    assert lines(store) == ["1"]
    digest = put(store, b"small enough")
    with reading(store) as session:
        assert read_evidence(session, digest) == b"small enough"


def test_a_full_disk_refuses_the_photo_and_keeps_what_was_saved(small_disk):
    engine, places = small_disk
    answer(engine)
    if shutil.disk_usage(places.folder).total > 4_000_000:
        limit_pages(engine, 100)  # no file system of our own here
    with pytest.raises(Refused, match="error-store-full"):
        put(engine, os.urandom(4_000_000))
    assert lines(engine) == ["1"]
    answer(engine, "2")
    assert lines(engine) == ["1", "2"]
    if shutil.disk_usage(places.folder).total < 4_000_000:
        assert not checkpoint(engine)  # no room to move the log; it stays, and nothing is lost
        assert lines(engine) == ["1", "2"]


def test_a_copy_that_finds_no_room_leaves_nothing_and_harms_nothing(small_disk, tmp_path):
    engine, places = small_disk
    answer(engine)
    places.envelopes.write_text("{}")
    target = places.folder / "copy.db"
    if shutil.disk_usage(places.folder).total > 4_000_000:
        (tmp_path / "file").write_text("")
        target = tmp_path / "file" / "copy.db"  # no file system of our own here: a place where nothing can be written
    else:
        (places.folder / "ballast").write_bytes(bytes(shutil.disk_usage(places.folder).free - 100_000))
    with pytest.raises(Refused) as refused:
        backup(engine, places, STORE_KEY, target)
    assert refused.value.code in {"error-store-full", "error-disk-readonly"}
    assert not [path for path in places.folder.iterdir() if path.name.startswith("copy")]
    assert lines(engine) == ["1"]


def test_a_small_file_is_replaced_whole_or_not_at_all_on_a_full_disk(small_disk):
    _engine, places = small_disk
    replace_file(places.settings, b"before")
    if shutil.disk_usage(places.folder).total > 4_000_000:
        with pytest.raises(Refused):
            replace_file(places.settings / "below", b"x")
    else:
        with pytest.raises(Refused, match="error-store-full"):
            replace_file(places.settings, bytes(5_000_000))
    assert places.settings.read_bytes() == b"before"
    assert not [path for path in places.folder.iterdir() if path.name.startswith(".settings")]


@pytest.fixture
def frozen(store, places):
    """The store's folder, remounted so that nothing can be written there; only where one can mount."""
    answer(store)
    store.dispose()
    if not MOUNTS:
        yield None
        return
    subprocess.run(["mount", "--bind", places.folder, places.folder], capture_output=True, check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", places.folder], capture_output=True, check=True)
    yield places
    subprocess.run(["umount", "-l", places.folder], check=True)


def test_a_read_only_folder_is_named_and_nothing_is_lost(frozen, places):
    if frozen is None:  # a plain file in the place of the folder cannot be written into either
        places = Places(places.store)
    with pytest.raises(Refused) as refused:
        answer(open_store(places.store, STORE_KEY))  # refused by the one or the other
    assert refused.value.code == "error-disk-readonly"
    assert say(refused.value.code)
    with pytest.raises(Refused, match="error-disk-readonly"):
        replace_file(places.settings, b"x")


def test_a_folder_below_a_file_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="error-disk-readonly"):
        open_store(tmp_path / "file" / "data" / "store.db", STORE_KEY)
    with pytest.raises(Refused, match="error-disk-readonly"):
        replace_file(tmp_path / "file" / "settings.json", b"x")


def test_a_folder_in_the_place_of_the_store_is_said_not_to_be_writable(tmp_path):
    (tmp_path / "store.db").mkdir()
    with pytest.raises(Refused, match="error-disk-readonly"):
        open_store(tmp_path / "store.db", STORE_KEY)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "error-store-full"),
        (errno.EFBIG, "error-store-full"),
        (errno.EROFS, "error-disk-readonly"),
        (errno.EACCES, "error-disk-readonly"),
        (errno.EIO, "error-disk-readonly"),
    ],
)
def test_what_the_system_says_of_a_disk_becomes_a_sentence(number, code):
    assert disk_refusal(OSError(number, os.strerror(number))).code == code
    assert say(code)


def test_a_store_held_by_another_program_is_said_to_be_busy(store, places, monkeypatch):
    monkeypatch.setattr("inspector_desktop.storage.engine.BUSY_TIMEOUT_MS", 50)
    assert BUSY_TIMEOUT_MS >= 5_000  # as shipped
    other = open_store(places.store, STORE_KEY)
    with writing(store) as session:
        keep_answer(session, dossier="d", line="1", content="符合", given_at="2026-11-20T06:15:00Z", person="16001")
        with pytest.raises(Refused) as refused:
            answer(other, "2")
    assert refused.value.code == "error-store-busy"
    assert lines(other) == ["1"]
    other.dispose()


def test_reading_never_waits_for_the_writer(store):
    answer(store)
    with writing(store) as session:
        keep_answer(session, dossier="d", line="2", content="符合", given_at="2026-11-20T06:15:00Z", person="16001")
        assert lines(store) == ["1"]
    assert lines(store) == ["1", "2"]


def test_flipped_bytes_in_the_store_are_damage_and_not_wrong_answers(store, places):
    digest = put(store, os.urandom(600_000))
    checkpoint(store)
    store.dispose()
    content = bytearray(places.store.read_bytes())
    content[len(content) - 200_000] ^= 0xFF
    places.store.write_bytes(content)
    engine = open_store(places.store, STORE_KEY)
    with pytest.raises(Damaged), reading(engine) as session:
        read_evidence(session, digest)
    engine.dispose()


def test_after_a_kill_what_was_committed_is_there_and_what_was_not_is_not(store, places):
    store.dispose()
    script = (
        "import os, sys; from pathlib import Path;"
        "from inspector_desktop.storage.engine import open_store, writing;"
        "from inspector_desktop.storage.working import keep_answer;"
        f"engine = open_store(Path({str(places.store)!r}), bytes(range(32)));\n"
        "def keep(session, line):\n"
        "    keep_answer(session, dossier='d', line=line, content='符合', given_at='2026-11-20T06:15:00Z', person='1')\n"
        "with writing(engine) as session: keep(session, '1')\n"
        "with writing(engine) as session:\n"
        "    keep(session, '2'); session.flush(); os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    engine = open_store(places.store, STORE_KEY)
    assert lines(engine) == ["1"]
    engine.dispose()


def test_opening_sets_what_the_promise_rests_on(store):
    with store.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "auto_vacuum", "temp_store", "cipher_version")
        }
    assert told.pop("cipher_version")
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "auto_vacuum": 2, "temp_store": 2}


def test_opening_a_store_writes_nothing(store, places):
    store.dispose()
    before = places.store.read_bytes()
    engine = open_store(places.store, STORE_KEY)
    lines(engine)
    engine.dispose()
    assert places.store.read_bytes() == before


def test_errors_of_the_database_do_not_carry_what_people_typed(store):
    row = {"dossier": "d", "line": "1", "content": "某某公司", "given_at": "x", "person": "李建国", "saved": False}
    answer(store)
    with pytest.raises(IntegrityError) as broken, writing(store) as session:
        session.add(Answer(**row))
    assert "李建国" not in str(broken.value)


def test_restoring_onto_a_folder_that_cannot_be_written_is_refused(store, places, tmp_path, clock):
    places.envelopes.write_text("{}")
    backup(store, places, STORE_KEY, tmp_path / "copy.db")
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="error-disk-readonly"):
        restore(tmp_path / "copy.db", Places(tmp_path / "file" / "data"), STORE_KEY, clock=clock)
    with pytest.raises(Missing):
        restore(Path("none.db"), places, STORE_KEY, clock=clock)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_FULL, "error-store-full"),
        (sqlite3.SQLITE_READONLY_CANTLOCK, "error-disk-readonly"),
        (sqlite3.SQLITE_CANTOPEN, "error-disk-readonly"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "error-store-busy"),
        (sqlite3.SQLITE_IOERR_FSYNC, "error-disk-io"),
        (sqlite3.SQLITE_CORRUPT, "error-store-unreadable"),
        (sqlite3.SQLITE_NOTADB, "error-store-unreadable"),
    ],
)
def test_what_sqlite_says_becomes_a_sentence(number, code):
    error = sqlcipher.OperationalError("words that do not matter: full, locked")
    error.sqlite_errorcode = number
    known = find_sentence(error)
    assert known is not None
    assert known.code == code
    assert say(code)


def test_a_bug_in_a_statement_stays_a_bug_whatever_words_stand_in_it(store):
    with pytest.raises(OperationalError), writing(store) as session:
        session.exec(text("select is_full, readonly from malformed"))
    with pytest.raises(OperationalError), reading(store) as session:
        session.exec(text("select is_full, readonly from malformed"))
