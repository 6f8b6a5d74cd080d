"""Taking a register along as a file: what the search and the filters leave, and nothing else."""

from __future__ import annotations

import pytest
from factories.bureau import enter_some_subjects
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.registry.searching import Wanted


@pytest.fixture
def window(tmp_path, clock, monkeypatch, qtbot):
    bench = make_bench(tmp_path, clock, monkeypatch)
    made = bench.window()
    sign_in(qtbot, made)
    enter_some_subjects(bench.bureau)
    yield made
    made.stop()


@pytest.fixture
def filled(window, qtbot):
    window.navigate("registers")
    settle(qtbot, window)
    return window.pages["registers"]


def search(qtbot, window, page, text):
    page.search.setText(text)
    page.search._send()
    settle(qtbot, window)


def test_the_list_in_front_is_taken_along_as_it_is_filtered(window, filled, qtbot, tmp_path):
    search(qtbot, window, filled, "第1")
    for name in ("名录.xlsx", "名录.csv"):
        filled.taking.write(tmp_path / name)
        settle(qtbot, window)
        assert filled.banner.text() == f"已把 11 行存为“{name}”。"
    assert (tmp_path / "名录.xlsx").read_bytes().startswith(b"PK")
    lines = (tmp_path / "名录.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 12
    assert lines[0].startswith('"名称","统一社会信用代码","类别"')


def test_officers_and_items_are_found_by_initials_and_taken_along_as_they_are_found(window, filled, qtbot, tmp_path):
    for kind, needle, found in (("officers", "wxy", ["16005"]), ("items", "SFQQ", ["QX02"])):
        filled._choose_kind(kind)
        search(qtbot, window, filled, needle)
        assert [row.key for row in filled.tab(kind).table.rows_model.rows()] == found
        filled.taking.write(tmp_path / f"{kind}.csv")
        settle(qtbot, window)
        assert len((tmp_path / f"{kind}.csv").read_text("utf-8-sig").splitlines()) == 1 + len(found)


def test_a_filter_of_the_register_holds_for_what_is_taken_along_too(window, filled, qtbot, tmp_path):
    filled._choose_kind("officers")
    filled.tab("officers").set_filter("duty", "leave")
    filled.taking.write(tmp_path / "请假.csv")
    settle(qtbot, window)
    assert len((tmp_path / "请假.csv").read_text("utf-8-sig").splitlines()) == 1
    filled._choose_kind("subjects")
    filled.subjects._apply(Wanted(survival="active", tag="没有的标签"))
    settle(qtbot, window)
    assert filled.subjects.table.rows_model.rowCount() == 0
    filled.taking.write(tmp_path / "标签.csv")
    settle(qtbot, window)
    assert len((tmp_path / "标签.csv").read_text("utf-8-sig").splitlines()) == 1
