"""Versions and settings that decide whether the program survives a day's work."""

import subprocess
import sys
from contextlib import closing

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from inspector_desktop.errors import Refused
from inspector_desktop.storage import engine as engines
from inspector_desktop.storage.engine import assert_floor, open_store, reading

VOID_CALLS = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
def work(times):
    for _ in range(times):
        label.setObjectName("x")
        app.processEvents()
work(100)
before = sys.getrefcount(None)
work(10_000)
print(before, sys.getrefcount(None))
"""
WANTED = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "temp_store": 2,  # memory: nothing leaves the encrypted file
    "auto_vacuum": 2,  # incremental
    "busy_timeout": 10_000,
}


def test_twenty_thousand_void_calls_of_qt_leave_none_alone():
    ran = subprocess.run([sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    before, after = map(int, ran.stdout.split())
    assert abs(after - before) < 100  # the faulty version loses one with each call and aborts at nought


def test_the_database_library_is_new_enough_and_an_older_one_is_refused(monkeypatch):
    assert sqlcipher.sqlite_version_info >= (3, 51, 3)
    assert_floor()
    monkeypatch.setattr(engines.sqlcipher, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(Refused, match="refused-sqlite-old"):
        assert_floor()


@pytest.mark.parametrize("key", [bytes(32), None], ids=["device", "headquarters"])
def test_every_connection_has_the_settings_that_survive_a_power_cut(tmp_path, key):
    store = open_store(tmp_path / "store.db", key)
    with closing(store.raw_connection()) as one, closing(store.raw_connection()) as two:
        for connection in (one, two):
            cursor = connection.cursor()
            found = {name: cursor.execute(f"pragma {name}").fetchone()[0] for name in WANTED}
            cursor.close()
            assert found == WANTED
    store.dispose()


def test_a_new_store_tells_nobody_anything_without_its_key(tmp_path):
    store = open_store(tmp_path / "store.db", bytes(32))
    with reading(store) as session:
        session.connection().exec_driver_sql("select 1")
    with store.begin() as connection:
        connection.exec_driver_sql("create table secret (name text)")
        connection.exec_driver_sql("insert into secret values ('滑县加油站')")
    store.dispose()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"SQLite format" not in written
    assert "滑县加油站".encode() not in written
    assert b"secret" not in written
