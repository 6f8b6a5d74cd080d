"""The list of subjects stands in the order people read: 第2 before 第10, however a subject came in and page by page."""

from __future__ import annotations

import random

import pytest
from factories.bureau import open_bureau

from inspector_desktop.journal.applying import rebuild
from inspector_desktop.registry import acts, searching
from inspector_desktop.registry.acts import change_subjects, enter_subjects, import_subjects, pinyin_key
from inspector_desktop.registry.facts import SubjectRow
from inspector_desktop.registry.ready import LISTED, ReadyList
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.store import find_subjects

NAMES = [f"滑县第{number}加油站" for number in range(1, 31)]


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def row(name: str) -> SubjectRow:
    # ids in another order than the numbers: nothing but the name may give the place
    return SubjectRow(
        id=f"N-{name[::-1]}", name=name, code=f"N-{name}", code_kind="internal", pinyin=pinyin_key(name),
        category="balloon",
    )  # fmt: skip


class Ready(ReadyList):
    """Rows made ready as a long list makes them."""

    def __init__(self, rows):
        self.rows = rows

    def __len__(self):
        return len(self.rows)

    def ready(self):
        for one in self.rows:
            given = one.model_dump(include=set(LISTED))
            kept = {name: value for name, value in sorted(given.items()) if value or name == "source_row"}
            text = ",".join(
                f'"{name}":{value if name == "source_row" else chr(34) + value + chr(34)}'
                for name, value in kept.items()
            )
            yield ["{" + text + "}"], [tuple(given[name] for name in LISTED)]


def shuffled():
    rows = [row(name) for name in NAMES]
    random.Random(3).shuffle(rows)
    return rows


def bring(session, bureau, rows):
    import_subjects(
        session, desk=bureau.desk(), clock=bureau.clock, file="a.csv", content=b"a", media_type="text/csv", sheet="1",
        rows=rows, read=len(rows), warned=0, refused=0,
    )  # fmt: skip


@pytest.mark.parametrize("way", ["entered", "imported", "in bulk", "ready"])
def test_numbers_in_names_are_compared_as_numbers_however_the_subjects_came(bureau, monkeypatch, way):
    if way == "in bulk":
        monkeypatch.setattr(acts, "MANY_ROWS", 5)
    with bureau.writing() as session:
        if way == "entered":
            enter_subjects(session, desk=bureau.desk(), clock=bureau.clock, rows=shuffled())
        else:
            bring(session, bureau, Ready(shuffled()) if way == "ready" else shuffled())
    with bureau.reading() as session:
        here = bureau.desk().bureau
        assert [one.name for one in find_subjects(session, here, Wanted())] == NAMES
        pages = [find_subjects(session, here, Wanted(), limit=7, offset=at) for at in range(0, 30, 7)]
        assert [one.name for page in pages for one in page] == NAMES
        assert rebuild(session).equal


@pytest.mark.parametrize("walked", [0, 5_000])
def test_what_is_searched_stands_in_the_same_order_and_a_page_holds_the_first(bureau, monkeypatch, walked):
    monkeypatch.setattr(searching, "MANY", 3)
    monkeypatch.setattr(searching, "WALKED", walked)
    with bureau.writing() as session:
        enter_subjects(session, desk=bureau.desk(), clock=bureau.clock, rows=shuffled())
    with bureau.reading() as session:
        here = bureau.desk().bureau
        for term in ("加油站", "滑", "hxd", "jyz"):
            assert [one.name for one in find_subjects(session, here, Wanted(search=term))] == NAMES
        if walked:
            assert [one.name for one in find_subjects(session, here, Wanted(search="加油站"), limit=4)] == NAMES[:4]


def test_a_subject_that_is_renamed_moves_to_its_new_place(bureau):
    with bureau.writing() as session:
        enter_subjects(session, desk=bureau.desk(), clock=bureau.clock, rows=shuffled())
        new = "滑县第12加油站东店"
        change_subjects(
            session, desk=bureau.desk(), clock=bureau.clock, ids=(row(NAMES[1]).id,), reason="更名",
            changes={"name": new, "pinyin": pinyin_key(new)},
        )  # fmt: skip
    with bureau.reading() as session:
        found = [one.name for one in find_subjects(session, bureau.desk().bureau, Wanted())]
        assert found[9:12] == ["滑县第11加油站", "滑县第12加油站", new]
        assert rebuild(session).equal
