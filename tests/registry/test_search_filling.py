"""The search table that a process of its own makes is the one the triggers make; whatever ends it, nothing is half."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from factories import bureau as bureaus
from registry.test_inserting import NAMES, bring, kept, rows

from inspector_desktop.errors import Cancelled
from inspector_desktop.registry import acts, inserting, search_filling, search_table, searching
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.registry.search_table import SEARCH_TABLE, is_current, renew_search_table
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.store import count_found, find_subjects
from inspector_desktop.storage.engine import open_store, reading

KILLED = """
import sys, time
from pathlib import Path
from factories import bureau as bureaus
from factories.clock import FakeClock
from registry.test_inserting import bring, rows
from inspector_desktop.registry import acts, inserting

def stand_still(done, total):
    if done == total:
        steps.append(done)
        if len(steps) == int(sys.argv[2]):
            print("here", flush=True)
            time.sleep(600)

if __name__ == "__main__":
    acts.MANY_ROWS = acts.ROWS_PER_IMPORT_ENTRY = inserting.BESIDE = 10
    bureau, steps = bureaus.open_bureau(Path(sys.argv[1]), FakeClock()), []
    with bureau.writing() as session:
        bring(session, bureau, rows(400), progress=stand_still)
"""


@pytest.fixture
def bureau(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(acts, "MANY_ROWS", 5)
    monkeypatch.setattr(acts, "ROWS_PER_IMPORT_ENTRY", 40)
    monkeypatch.setattr(inserting, "BESIDE", 5)
    opened = bureaus.open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def words(session):
    """Every word of the table, and in how many rows it stands."""
    connection = session.connection()
    connection.exec_driver_sql(f"create virtual table temp.told using fts5vocab(main, {SEARCH_TABLE}, row)")
    found = [tuple(row) for row in connection.exec_driver_sql("select term, doc from temp.told order by 1")]
    connection.exec_driver_sql("drop table temp.told")
    return found


def whole(session, bureau):
    """Nothing is amiss inside the table, and the rows that stand are found."""
    session.connection().exec_driver_sql(f"insert into {SEARCH_TABLE}({SEARCH_TABLE}) values ('integrity-check')")
    here = bureau.desk().bureau
    for term in ("加油", "站", "（", "气球", "h", "hx", "hxdk", "9", "914", "A0", "没有", '"', "乙 丙"):
        found = {one.name for one in find_subjects(session, here, Wanted(search=term), limit=500)}
        every = session.connection().exec_driver_sql("select name, code, pinyin from subject where counted").all()
        assert found == {name for name, code, letters in every if fits(term, name, code, letters)}, term


def fits(term, name, code, letters):
    in_code = term.upper() in code if len(term) >= 3 else code.startswith(term.upper())
    return term.lower() in name.lower() or in_code or (term.isascii() and term.lower() in letters)


def test_what_another_process_makes_is_what_row_by_row_is_made(bureau, monkeypatch):
    with bureau.writing() as session:
        bring(session, bureau, rows(300))
        beside = words(session)
        whole(session, bureau)
        search_table._make(session.connection())
        search_table.fill_search_table(session.connection(), 0)
        assert words(session) == beside


def test_after_it_rows_are_changed_and_found_as_ever(bureau):
    with bureau.writing() as session:
        bring(session, bureau, rows(100))
    with bureau.writing() as session:
        desk, here = bureau.desk("16005"), bureau.desk().bureau
        change_subjects(
            session, desk=desk, clock=bureau.clock, ids=("N-4",), changes={"name": "安阳鑫源厂"}, reason="更名"
        )
        assert [one.id for one in find_subjects(session, here, Wanted(search="鑫源"))] == ["N-4"]
        assert count_found(session, here, Wanted(search="源")) == 1
        whole(session, bureau)


def test_pieces_taken_over_while_rows_still_come_make_the_same_table(bureau, monkeypatch):
    monkeypatch.setattr(inserting, "_TAKEN_AFTER", 60)
    monkeypatch.setattr(search_filling, "HASH_BYTES", 4_000)
    taken, original = [], search_filling.Filling.collect

    def collect(self, take):
        original(self, lambda part, given: (taken.append((part, given)), take(part, given)))

    monkeypatch.setattr(search_filling.Filling, "collect", collect)
    with bureau.writing() as session:
        bring(session, bureau, rows(50))
        bring(session, bureau, [one.model_copy(update={"id": f"M{one.id}"}) for one in rows(300)])
        assert {part for part, _ in taken} == {"data", "docsize"}
        sizes = [json.loads(one) for part, given in taken if part == "docsize" for _first, _origin, one in given]
        assert sum(map(len, sizes)) > 200
        whole(session, bureau)
        beside = words(session)
        search_table._make(session.connection())
        search_table.fill_search_table(session.connection(), 0)
        assert words(session) == beside


@pytest.mark.parametrize("how", ["never starts", "dies", "dies later"])
def test_without_the_other_process_the_table_is_made_here(bureau, monkeypatch, how):
    if how == "dies later":
        monkeypatch.setattr(inserting, "_TAKEN_AFTER", 30)
        finished = search_filling.Filling.finish

        def finish(self, take):
            self._child.kill()
            self._child.join()
            return finished(self, take)

        monkeypatch.setattr(search_filling.Filling, "finish", finish)
    elif how == "dies":
        original = search_filling.Filling.put

        def put(self, given):
            self._child.kill()
            self._child.join()
            original(self, given)

        monkeypatch.setattr(search_filling.Filling, "put", put)
    else:
        monkeypatch.setattr(inserting, "BESIDE", 1_000)
    with bureau.writing() as session:
        bring(session, bureau, rows(100))
        whole(session, bureau)
        assert find_subjects(session, bureau.desk().bureau, Wanted(search=NAMES[0]))


def test_a_stop_while_the_table_is_taken_over_leaves_nothing(bureau):
    with bureau.reading() as session:
        before = kept(session), words(session)
    seen = []

    def stop(done, total):
        seen.append(done)
        if seen.count(total) == 6:
            raise Cancelled("cancelled-import", file="a.csv")

    with pytest.raises(Cancelled), bureau.writing() as session:
        bring(session, bureau, rows(100), progress=stop)
    with bureau.reading() as session:
        assert (kept(session), words(session)) == before
        whole(session, bureau)


def test_a_stop_in_the_middle_of_an_index_leaves_nothing(bureau, monkeypatch):
    monkeypatch.setattr(inserting, "_STEPS_A_TICK", 100)
    here, original = [], inserting._looking

    def looking(connection, tick):
        here.append(tick)
        return original(connection, tick)

    def stop(done, total):
        if here and done == total:
            here.append(done)
            if len(here) == 5:
                raise Cancelled("cancelled-import", file="a.csv")

    monkeypatch.setattr(inserting, "_looking", looking)
    with bureau.reading() as session:
        before = kept(session), words(session)
    with pytest.raises(Cancelled), bureau.writing() as session:
        bring(session, bureau, rows(300), progress=stop)
    with bureau.reading() as session:
        assert (kept(session), words(session)) == before
    with bureau.writing() as session:
        bring(session, bureau, rows(100))
        whole(session, bureau)


@pytest.mark.parametrize("step", [2, 6])
def test_a_process_killed_while_it_fills_indexes_leaves_the_register_as_it_was(tmp_path, clock, step):
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    places = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    (folder := tmp_path / "desk").mkdir()
    with subprocess.Popen(
        [sys.executable, str(script), str(folder), str(step)], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": places, "PYTHONUTF8": "1"},
    ) as process:  # fmt: skip
        assert process.stdout.readline().strip() == "here"
        process.kill()
    engine = open_store(folder / "store.db", bytes(32))
    fresh = bureaus.open_bureau(tmp_path, clock)
    try:
        with reading(engine) as left, fresh.reading() as right:
            assert kept(left) == kept(right)
            assert is_current(left)
            assert words(left) == words(right)
            for table in ("import", "subject"):
                asked = f'select count(*) from "{table}"'
                assert (
                    left.connection().exec_driver_sql(asked).scalar()
                    == right.connection().exec_driver_sql(asked).scalar()
                )
            assert left.connection().exec_driver_sql("pragma integrity_check").scalar() == "ok"
            whole(left, fresh)
    finally:
        engine.dispose()
        fresh.engine.dispose()


def test_a_table_with_the_words_of_another_program_is_not_asked_and_made_anew(bureau):
    with bureau.writing() as session:
        bring(session, bureau, rows(50))
        right = words(session)
        connection = session.connection()
        connection.exec_driver_sql(f"drop table {SEARCH_TABLE}")
        connection.exec_driver_sql(
            f"create virtual table {SEARCH_TABLE} using fts5(keys, content='', contentless_delete=1)"
        )
    with bureau.reading() as session:
        assert not is_current(session)
        found = find_subjects(session, bureau.desk().bureau, Wanted(search="加油"), limit=500)
        assert any(one.name == NAMES[0] for one in found)
        assert count_found(session, bureau.desk().bureau, Wanted(search="加油")) == len(found)
    assert renew_search_table(bureau.engine)
    assert not renew_search_table(bureau.engine)
    with bureau.reading() as session:
        assert words(session) == right
        assert searching.page_of(session, bureau.desk().bureau, Wanted(search="加油"), 10)
        whole(session, bureau)
