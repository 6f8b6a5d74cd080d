"""A list held against a register: some of what is missing is entered, or proposed by those who do not keep the shelf."""

from __future__ import annotations

import pytest
import xlsxwriter
from factories.bureau import enter_some_subjects
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.journal.dossiers import take
from inspector_desktop.registry.proposal_acts import take_proposals
from inspector_desktop.registry.shelf_acts import assign_shelf
from inspector_desktop.registry.store import shelves, subjects

UNIT = "防雷减灾股"


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    made = make_bench(tmp_path, clock, monkeypatch)
    enter_some_subjects(made.bureau)
    return made


def enter_as(qtbot, bench, number):
    window = bench.window()
    sign_in(qtbot, window, number)
    window.navigate("registers")
    settle(qtbot, window)
    return window, window.pages["registers"]


def a_list(folder, *names):
    path = folder / "名单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for at, row in enumerate(
            (("企业名称", "地址", "类别"), *((name, f"{name}路", "升放气球单位") for name in names))
        ):
            for place, text in enumerate(row):
                page.write_string(at, place, text)
    return path


def named(bench, text):
    with bench.bureau.reading() as session:
        return {one.name: one for one in subjects(session, bench.bureau.desk().bureau, search=text)}


def compared(qtbot, window, page, path):
    page.take_file(path)
    settle(qtbot, window)
    return page.bringing


def test_who_does_not_keep_the_register_proposes_rows_of_a_list_and_they_are_adopted_together(bench, qtbot, tmp_path):
    path = a_list(tmp_path, "新开甲", "新开乙", "新开丙")
    window, page = enter_as(qtbot, bench, "16001")
    bringing = compared(qtbot, window, page, path)
    assert (bringing.tabs.value(), bringing.go.isVisible()) == ("new", False)
    bringing.choosing.table.toggle(0)
    bringing.choosing.table.toggle(2)
    bringing.choosing.propose.click()
    settle(qtbot, window)
    assert "没有写明依据" in page.banner.text()
    bringing.choosing.reason.set_value("与市场监管名单比对")
    bringing.choosing.propose.click()
    settle(qtbot, window)
    assert "已提交 2 条建议" in page.banner.text()
    again = compared(qtbot, window, page, path).choosing
    assert [bool(row.finding and "已有人建议增加" in row.finding) for row in again.table.rows_model.rows()] == [
        True, False, True,
    ]  # fmt: skip
    again.pick_all()
    assert again.chosen() == {3}
    window.stop()
    assert named(bench, "新开") == {}
    bench.bureau.receipt_everything()
    with bench.bureau.writing() as session:
        take_proposals(session, desk=bench.bureau.desk(), clock=bench.clock)
    bench.bureau.receipt_everything()
    window, page = enter_as(qtbot, bench, "16005")
    page.open(kind="proposals")
    settle(qtbot, window)
    tab = page.tab("proposals")
    tab.table.pick(one.key for one in tab.lines)
    tab.several[0].click()
    settle(qtbot, window)
    assert page.banner.text() == "已采纳 2 条。"
    assert {name: one.category for name, one in named(bench, "新开").items()} == {
        "新开甲": "balloon",
        "新开丙": "balloon",
    }
    window.stop()


def test_of_a_list_only_the_rows_chosen_are_entered(bench, qtbot, tmp_path):
    window, page = enter_as(qtbot, bench, "16005")
    bringing = compared(qtbot, window, page, a_list(tmp_path, "新开甲", "新开乙"))
    assert bringing.entering
    bringing.missing.click()
    settle(qtbot, window)
    bringing.choosing.table.toggle(1)
    bringing.choosing.enter.click()
    settle(qtbot, window)
    assert set(named(bench, "新开")) == {"新开乙"}
    window.stop()


def test_new_rows_go_to_the_shelf_chosen_and_a_list_of_the_same_columns_remembers_it(bench, qtbot, tmp_path):
    with bench.bureau.writing() as session:
        given = {"kind": "subjects", "section": "weather", "unit": UNIT, "person": "16002"}
        shelf = assign_shelf(session, desk=bench.bureau.desk(), clock=bench.clock, **given)
    bench.bureau.receipt_everything()
    window, page = enter_as(qtbot, bench, "16005")
    bringing = compared(qtbot, window, page, a_list(tmp_path, "新开甲"))
    assert (bringing.shelf_line.isHidden(), bringing.entering) == (False, True)
    bringing.shelf.set_value(shelf)
    bringing.shelf.edited.emit(shelf)
    assert not bringing.entering  # it lies with the section: what is missing there is proposed
    bringing.leave()
    window.stop()
    with bench.bureau.writing() as session:
        take(session, desk=bench.bureau.desk("16002"), clock=bench.clock, dossier=shelf)
    bench.bureau.receipt_everything()
    window, page = enter_as(qtbot, bench, "16005")
    bringing = compared(qtbot, window, page, a_list(tmp_path, "新开甲"))
    bringing.shelf.set_value(shelf)
    bringing.shelf.edited.emit(shelf)
    assert bringing.entering
    bringing.go.click()
    settle(qtbot, window)
    assert named(bench, "新开")["新开甲"].dossier == shelf
    later = compared(qtbot, window, page, a_list(tmp_path, "新开乙"))
    assert later.shelf.value() == shelf
    with bench.bureau.reading() as session:
        assert len(shelves(session, bench.bureau.desk().bureau, "subjects")) == 2
    window.stop()
