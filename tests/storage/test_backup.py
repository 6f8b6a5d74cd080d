"""Copies of a store in use: whole, checked, put back; and what is refused."""

import os

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from factories.opening import STORE_KEY
from sqlmodel import select

from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Cancelled, Damaged, Missing, Refused
from inspector_desktop.storage.backup import backup, envelopes_of, inspect_copy, restore
from inspector_desktop.storage.engine import open_store, reading, writing
from inspector_desktop.storage.evidence import put_evidence, read_evidence
from inspector_desktop.storage.working import Answer, keep_answer

PHOTO = os.urandom(3_000_000)


@pytest.fixture
def filled(store, places):
    places.envelopes.write_text("{}")
    with writing(store) as session:
        put_evidence(session, PHOTO, media_type="image/jpeg", added_at="2026-11-20T06:15:00Z")
    answer(store, "1")
    return store


def answer(store, line):
    with writing(store) as session:
        keep_answer(session, dossier="d", line=line, content="符合", given_at="2026-11-20T06:15:00Z", person="16001")


def test_a_copy_made_in_use_opens_with_the_same_key_and_is_complete(filled, places, tmp_path):
    target = tmp_path / "备份" / "11月20日.db"
    with reading(filled) as session:  # a window that is just reading does not hold it up
        session.exec(select(Answer)).all()
        facts = backup(filled, places, STORE_KEY, target)
    assert facts.schema == 1
    assert facts.size == target.stat().st_size > len(PHOTO)
    copy = open_store(target, STORE_KEY)
    with reading(copy) as session:
        digest = session.exec(select(Answer.content)).one()
        assert digest == "符合"
        assert read_evidence(session, sha256_hex(PHOTO)) == PHOTO
    copy.dispose()


def test_a_copy_into_which_somebody_writes_begins_again_and_is_sound(filled, places, tmp_path):
    seen = []

    def write_once(_done, _total):
        if not seen:
            answer(filled, "2")
        seen.append(1)

    backup(filled, places, STORE_KEY, tmp_path / "copy.db", progress=write_once)
    copy = open_store(tmp_path / "copy.db", STORE_KEY)
    with reading(copy) as session:
        assert session.exec(select(Answer.line).order_by(Answer.line)).all() == ["1", "2"]
    copy.dispose()


def test_the_envelopes_go_with_the_copy(filled, places, tmp_path):
    backup(filled, places, STORE_KEY, tmp_path / "copy.db")
    assert envelopes_of(tmp_path / "copy.db").read_text() == "{}"


def test_a_copy_is_encrypted(filled, places, tmp_path):
    with writing(filled) as session:
        put_evidence(session, b"MARKER-IN-PLAIN" * 100, media_type="text/plain", added_at="2026-11-20T06:15:00Z")
    backup(filled, places, STORE_KEY, tmp_path / "copy.db")
    content = (tmp_path / "copy.db").read_bytes()
    assert b"MARKER-IN-PLAIN" not in content
    assert not content.startswith(b"SQLite format 3")


def test_progress_is_told_and_a_stopped_copy_leaves_nothing(filled, places, tmp_path):
    seen = []

    def stop(done, total):
        seen.append((done, total))
        raise Cancelled("cancelled")

    with pytest.raises(Cancelled):
        backup(filled, places, STORE_KEY, tmp_path / "out" / "copy.db", progress=stop)
    assert 0 < seen[0][0] <= seen[0][1]
    assert list((tmp_path / "out").iterdir()) == []


def test_an_older_copy_of_the_same_name_stays_until_the_new_one_is_whole(filled, places, tmp_path):
    target = tmp_path / "copy.db"
    backup(filled, places, STORE_KEY, target)
    before = target.read_bytes()

    def stop(_done, _total):
        raise Cancelled("cancelled")

    with pytest.raises(Cancelled):
        backup(filled, places, STORE_KEY, target, progress=stop)
    assert target.read_bytes() == before


def test_the_files_in_use_are_no_target(filled, places):
    for target in (places.store, places.envelopes, places.folder / ".." / places.folder.name / "store.db"):
        with pytest.raises(Refused, match="refused-backup-target"):
            backup(filled, places, STORE_KEY, target)


def test_a_target_below_a_file_is_said_not_to_be_writable(filled, places, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="error-disk-readonly"):
        backup(filled, places, STORE_KEY, tmp_path / "file" / "copy.db")


@pytest.mark.parametrize("at", [20, 5000, 1_500_000, -10])
def test_any_changed_byte_of_a_copy_is_noticed(filled, places, tmp_path, at):
    target = tmp_path / "copy.db"
    backup(filled, places, STORE_KEY, target)
    content = bytearray(target.read_bytes())
    content[at] ^= 1
    target.write_bytes(content)
    with pytest.raises(Damaged, match="error-backup-damaged"):
        inspect_copy(target, STORE_KEY)


def test_a_copy_cut_short_is_noticed(filled, places, tmp_path):
    target = tmp_path / "copy.db"
    backup(filled, places, STORE_KEY, target)
    target.write_bytes(target.read_bytes()[:-4096])
    with pytest.raises(Damaged, match="error-backup-damaged"):
        inspect_copy(target, STORE_KEY)


def test_a_copy_that_is_not_there_or_of_another_key_is_refused(filled, places, tmp_path):
    with pytest.raises(Missing, match="error-backup-missing"):
        inspect_copy(tmp_path / "none.db", STORE_KEY)
    backup(filled, places, STORE_KEY, tmp_path / "copy.db")
    with pytest.raises(Damaged):
        inspect_copy(tmp_path / "copy.db", bytes(32))


def test_a_restored_copy_is_what_was_there_then_and_the_former_store_is_kept(filled, places, tmp_path, clock):
    target = tmp_path / "copy.db"
    backup(filled, places, STORE_KEY, target)
    answer(filled, "2")
    filled.dispose()
    restore(target, places, STORE_KEY, clock=clock)
    again = open_store(places.store, STORE_KEY)
    with reading(again) as session:
        assert session.exec(select(Answer.line)).all() == ["1"]
    again.dispose()
    former = open_store(places.copies / "replaced-20261120T061500Z.db", STORE_KEY)
    with reading(former) as session:
        assert session.exec(select(Answer.line).order_by(Answer.line)).all() == ["1", "2"]
    former.dispose()


def test_a_damaged_copy_is_not_put_in_the_place_of_a_store(filled, places, tmp_path, clock):
    (tmp_path / "copy.db").write_bytes(b"not a store" * 1000)
    before = places.store.read_bytes()
    with pytest.raises(Damaged):
        restore(tmp_path / "copy.db", places, STORE_KEY, clock=clock)
    assert places.store.read_bytes() == before


def test_a_copy_is_one_file_with_no_log_beside_it(filled, places, tmp_path):
    backup(filled, places, STORE_KEY, tmp_path / "out" / "copy.db")
    inspect_copy(tmp_path / "out" / "copy.db", STORE_KEY)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["copy.db", "copy.db.envelopes.json"]


def test_a_copy_does_not_open_with_the_stock_library_and_no_key(filled, places, tmp_path):
    backup(filled, places, STORE_KEY, tmp_path / "copy.db")
    connection = sqlcipher.connect(str(tmp_path / "copy.db"))
    with pytest.raises(sqlcipher.DatabaseError, match="not a database"):
        connection.execute("select count(*) from sqlite_master")
    connection.close()
