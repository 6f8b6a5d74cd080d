"""Subjects inserted at once stand in the search table as those inserted one by one, and a refusal leaves no trace."""

import random

import pytest
from factories import bureau as bureaus

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Cancelled
from inspector_desktop.registry import acts, search_table
from inspector_desktop.registry.acts import import_subjects, set_up_shelf
from inspector_desktop.registry.facts import SubjectRow, SubjectsImported
from inspector_desktop.registry.search_table import SEARCH_TABLE
from inspector_desktop.registry.search_words import MARKED, search_words, search_words_of
from inspector_desktop.registry.store import subjects

NAMES = ("滑县道口（新）加油站", "A1气球", "甲", "乙丙", "𠮷祥厂", "甲-乙 丙", "A\"b'c*")


@pytest.fixture
def bureau(tmp_path, clock):
    opened = bureaus.open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def rows(count=7):
    return [
        SubjectRow(
            id=f"N-{at}", name=NAMES[at % len(NAMES)], code=f"91410526MA{at}", code_kind="uscc", pinyin="hxdk"[: at % 5],
            category="balloon" if at % 2 else "", tags="重点、散装" if at % 3 else "", jurisdiction="城关所",
        )
        for at in range(count)
    ]  # fmt: skip


def bring(session, bureau, given, **more):
    return import_subjects(
        session, desk=bureau.desk("16005"), clock=bureau.clock, file="a.csv", content=b"a", media_type="text/csv",
        sheet="1", rows=given, read=len(given), warned=0, refused=0, **more,
    )  # fmt: skip


def kept(session):
    """What makes the search table and the indexes of the subjects."""
    asked = "select type, name, sql from sqlite_master where tbl_name = 'subject' order by 1, 2"
    return [tuple(row) for row in session.connection().exec_driver_sql(asked)]


def test_the_words_of_a_row_are_those_its_trigger_makes(bureau):
    columns = ("name", "pinyin", "code", *MARKED)
    made = search_table._KEYS.replace("new.", "subject.")
    with bureau.writing() as session:
        bring(session, bureau, rows())
        found = session.connection().exec_driver_sql(f"select {', '.join(columns)}, {made} from subject").all()
        assert {one[0] for one in found} == set(NAMES)
        for name, pinyin, code, *marks, words in found:
            assert sorted(search_words(name, pinyin, code, tuple(marks)).split()) == sorted(words.split())


def test_many_rows_at_once_are_found_as_few_are_and_leave_triggers_and_indexes_as_they_were(bureau, monkeypatch):
    monkeypatch.setattr(acts, "MANY_ROWS", 5)
    with bureau.writing() as session:
        before = kept(session)
        bring(session, bureau, rows(30))
        assert kept(session) == before
        found = subjects(session, bureau.desk().bureau, search="加油")
        assert {one.name for one in found} >= {NAMES[0]}
        counted = session.connection().exec_driver_sql(f"select count(*) from {SEARCH_TABLE}").scalar()
        assert counted == session.connection().exec_driver_sql("select count(*) from subject where counted").scalar()


def test_an_import_stopped_in_the_middle_leaves_nothing(bureau, monkeypatch):
    monkeypatch.setattr(acts, "MANY_ROWS", 5)
    monkeypatch.setattr(acts, "ROWS_PER_IMPORT_ENTRY", 10)
    with bureau.reading() as session:
        before = kept(session), len(subjects(session, bureau.desk().bureau))

    def stop(done, _total):
        if done == 20:
            raise Cancelled("cancelled-import", file="a.csv")

    with pytest.raises(Cancelled), bureau.writing() as session:
        bring(session, bureau, rows(30), progress=stop)
    with bureau.reading() as session:
        assert (kept(session), len(subjects(session, bureau.desk().bureau))) == before


def test_long_texts_make_short_entries(monkeypatch):
    monkeypatch.setattr(acts, "MOST_BYTES_PER_ENTRY", 30_000)
    long = [SubjectRow(id=f"N-{at}", name="甲", code="", code_kind="internal", address="路" * 4_000) for at in range(7)]
    assert [len(part) for part in acts._parts(long)] == [1, 2, 2, 2]
    assert "category" not in next(acts._parts(long))[0]


def test_what_is_written_of_rows_is_their_canonical_form():
    given = [row.model_dump(exclude_defaults=True) for row in rows(9)]
    given[0] |= {"name": 'a"\\\n\t\x1f\u2028é𠮷', "source_row": 2**40}
    fact = SubjectsImported.model_construct(source='1"', rows=tuple(given))
    assert fact.written() == canonical(fact.model_dump(mode="json")) == canonical({"source": '1"', "rows": given})


def test_the_roles_of_others_bring_nothing_in(bureau):
    with bureau.writing() as session:
        set_up_shelf(session, desk=bureau.desk("16005"), clock=bureau.clock, kind="subjects", section="supervision")
        assert bring(session, bureau, rows(2)).accepted == 2


def test_the_words_of_many_rows_at_once_are_those_of_each():
    pick, letters = random.Random(8), "滑县加油站Aa1 \"'（𠮷\ue000、"

    def text(longest):
        return "".join(pick.choices(letters, k=pick.randrange(longest)))

    for count in range(40):
        given = [(text(6), text(7), text(20), tuple(text(3) for _ in MARKED)) for _ in range(count)]
        columns = [list(column) for column in zip(*given, strict=True)] or [[], [], [], []]
        assert search_words_of(*columns) == [search_words(*row) for row in given]
