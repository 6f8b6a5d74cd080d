"""The registers: brought in from a spreadsheet, searched, picked, settled, edited; read only for officers."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter
from factories.bureau import enter_some_subjects, released_inspections
from factories.windows import make_bench, settle, sign_in
from PySide6.QtCore import Qt

from inspector_desktop.clock import civil_date
from inspector_desktop.gui.pages.registering.side import when_words
from inspector_desktop.gui.pages.registering.sided import FieldForm
from inspector_desktop.registry.store import (
    count_subjects,
    counts_by_category,
    find_officer,
    get_subject,
    imports,
    items,
)


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    sign_in(qtbot, made)
    yield made
    made.stop()


@pytest.fixture
def page(window, qtbot):
    window.navigate("registers")
    settle(qtbot, window)
    return window.pages["registers"]


@pytest.fixture
def filled(bench, page, qtbot, window):
    enter_some_subjects(bench.bureau)
    window.tasks.tell("registers")
    settle(qtbot, window)
    return page


def spreadsheet(folder: Path, rows: int = 12) -> Path:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("名录")
    sheet.write_row(0, 0, ("企业名称", "统一社会信用代码", "地址"))
    for at in range(1, rows + 1):
        sheet.write_row(at, 0, (f"滑县第{at}加油站", "", f"人民路{at}号"))
    sheet.write_row(rows + 1, 0, ("", "91410526MA9G21K09X", "无名"))
    book.close()
    path = folder / "名录.xlsx"
    path.write_bytes(out.getvalue())
    return path


def listed(folder: Path, *rows, name="名录.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(",".join(row) for row in rows), "gb18030")
    return path


def names(page) -> list[str]:
    return [row.view.name for row in page.subjects.table.rows_model.rows()]


def search(qtbot, window, page, text):
    page.search.setText(text)
    page.search._send()
    settle(qtbot, window)


def rows_in(bench, **filters) -> int:
    with bench.bureau.reading() as session:
        return count_subjects(session, bench.bureau.desk().bureau, **filters)


@pytest.mark.obligation("F003")
def headings(table):
    return [one.title for one in table.rows_model.columns]


def test_a_spreadsheet_dropped_on_the_page_is_shown_before_anything_is_entered(bench, window, page, qtbot, tmp_path):
    assert page.subjects._middle.currentWidget() is page.subjects._holders[page.subjects.empty]
    page.take_file(spreadsheet(tmp_path))
    settle(qtbot, window)
    assert page._faces.currentWidget() is page.bringing
    assert page.bringing.sum.text() == (
        "“名录.xlsx”工作表“名录”共 13 行：可导入 12 行（其中 12 行须核对），不能导入 1 行。"
    )
    assert page.bringing.tabs.value() == "refused"
    assert next(row.finding for row in page.bringing.table.rows_model.rows()) == "名称为空"
    assert headings(page.bringing.table) == ["行", "内容", "", "栏目", "说明"]  # a refused row is one of its cells
    assert rows_in(bench) == 0
    page.bringing.go.click()
    settle(qtbot, window)
    assert rows_in(bench) == 12
    assert page.banner.text() == "已导入 12 家，其中 12 家须核对；不能导入 1 行。"
    assert len(names(page)) == 12
    with bench.bureau.reading() as session:
        (record,) = imports(session, bench.bureau.desk().bureau)
        assert record.closed_at


def test_what_the_register_has_already_is_told_before_and_not_entered_again(bench, window, filled, qtbot, tmp_path):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("企业名称", "统一社会信用代码"))
    sheet.write_row(1, 0, ("滑县诚信加油站", "91330100311348661F"))
    book.close()
    path = tmp_path / "新.xlsx"
    path.write_bytes(out.getvalue())
    for expected in ("导入 1 行", "导入 0 行"):
        filled.take_file(path)
        settle(qtbot, window)
        assert filled.bringing.go.text() == expected
        filled.bringing.go.click()
        settle(qtbot, window)
    assert not filled.bringing.go.isEnabled()
    assert [row.finding for row in filled.bringing.table.rows_model.rows()] == ["库内已有，不重复导入"]
    assert rows_in(bench) == 48


def test_an_import_given_up_enters_nothing(bench, window, page, qtbot, tmp_path):
    page.take_file(spreadsheet(tmp_path))
    page.bringing.leave()
    settle(qtbot, window)
    assert page._faces.currentIndex() == 0
    assert rows_in(bench) == 0


def test_a_file_that_is_no_spreadsheet_is_refused_in_the_page(window, page, qtbot, tmp_path):
    path = tmp_path / "名录.xlsx"
    path.write_bytes(b"%PDF-1.7 nothing")
    page.take_file(path)
    settle(qtbot, window)
    assert page._faces.currentIndex() == 0
    assert page.banner.text().startswith("名录导入：文件“名录.xlsx”")


def test_the_findings_are_saved_as_a_spreadsheet(window, page, qtbot, tmp_path):
    page.take_file(spreadsheet(tmp_path))
    settle(qtbot, window)
    target = tmp_path / "清单.xlsx"
    page.bringing.write_report(target)
    settle(qtbot, window)
    assert target.read_bytes().startswith(b"PK")
    assert page.banner.text() == "核对清单已存为“清单.xlsx”。"
    page.bringing.write_report(tmp_path / "没有" / "清单.xlsx")
    settle(qtbot, window)
    assert page.banner.text().startswith("另存文件：“清单.xlsx”没有写成")


def test_search_finds_by_name_code_and_pinyin_initials(window, filled, qtbot):
    search(qtbot, window, filled, "第12加油")
    assert names(filled) == ["滑县第12加油站"]
    assert filled.subjects.table._delegate.needle == "第12加油"
    search(qtbot, window, filled, "s0007")
    assert names(filled) == ["滑县第7加油站"]
    search(qtbot, window, filled, "hxd30jyz")
    assert names(filled) == ["滑县第30加油站"]
    assert filled.subjects.count.text() == "1 家"
    search(qtbot, window, filled, "没有这一家")
    assert filled.subjects._middle.currentWidget() is filled.subjects._holders[filled.subjects.none]


def test_filters_are_queries(window, filled, qtbot):
    filled.subjects.category.chosen.emit("balloon")
    settle(qtbot, window)
    assert len(names(filled)) == 3
    assert filled.subjects.category.text() == "类别：升放气球单位"
    filled.subjects.category.chosen.emit("-")
    settle(qtbot, window)
    assert names(filled) == []
    filled.subjects.category.chosen.emit("*")
    settle(qtbot, window)
    assert len(names(filled)) == 47


@pytest.mark.obligation("F015")
def test_rows_are_picked_by_space_shift_and_all_and_settled_with_a_reason(bench, window, page, qtbot, tmp_path):
    page.take_file(spreadsheet(tmp_path))
    settle(qtbot, window)
    page.bringing.go.click()
    settle(qtbot, window)
    table = page.subjects.table
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(table.picked) == 3
    assert page.subjects.picked.text() == "已选 3 家"
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert not table.picked
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert len(table.picked) == 12
    page.subjects.settle.click()
    form = page.subjects.side.settle
    form.run()
    assert "没有选类别" in form.form.field("category").refusal()
    form.category.set_value("key-unit")
    form.run()
    assert "没有写明修改原因" in form.form.field("reason").refusal()
    form.reason.setText("按经营范围")
    form.run()
    settle(qtbot, window)
    assert page.banner.text() == "已将 12 家归为“其他防雷安全重点单位”。"
    with bench.bureau.reading() as session:
        assert counts_by_category(session, bench.bureau.desk().bureau) == {"key-unit": 12}


def test_what_is_picked_survives_another_search(window, filled, qtbot):
    search(qtbot, window, filled, "第1")
    filled.subjects.pick_all.click()
    settle(qtbot, window)
    first = len(filled.subjects.table.picked)
    search(qtbot, window, filled, "第2")
    filled.subjects.pick_all.click()
    settle(qtbot, window)
    assert len(filled.subjects.table.picked) > first


def test_a_subject_is_shown_with_its_past_and_its_changes(bench, window, page, qtbot):
    from inspector_desktop.inspection.records import Milestone
    from inspector_desktop.inspection.store import get_inspection

    dossiers = released_inspections(bench.bureau)
    desk = bench.bureau.desk()
    with bench.bureau.writing() as session:
        at = "2026-11-12T03:00:00Z"
        session.add(Milestone(bureau=desk.bureau, dossier=dossiers[0], step="check", begun_at=at, done_at=at))
        subject = get_inspection(session, desk.bureau, dossiers[0]).subject
    window.tasks.tell("registers")
    settle(qtbot, window)
    page.subjects.table.choose(subject)
    settle(qtbot, window)
    whole = page.subjects.side._whole
    assert whole.line.view.id == subject
    assert (whole.line.visits, whole.line.cap, whole.line.last) == (1, 2, "2026-11-12")
    assert [one.dossier for one in whole.past] == [dossiers[0]]
    assert [one.kind for one in whole.changes] == ["entered"]


def test_a_subject_is_edited_with_a_reason_that_stays(bench, window, filled, qtbot):
    filled.subjects.table.choose("S0003")
    settle(qtbot, window)
    filled.subjects.side.edit()
    form = filled.subjects.side.form
    form.form.field("address").editor.set_value("产业集聚区文明路")
    form.run()
    assert "没有写明修改原因" in form.form.field("reason").refusal()
    form.form.field("reason").editor.set_value("企业搬迁")
    form.run()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        assert get_subject(session, bench.bureau.desk().bureau, "S0003").address == "产业集聚区文明路"
    assert "原内容留在登记变更中" in filled.banner.text()
    assert filled.subjects.side._whole.changes[0].reason == "企业搬迁"


def test_a_new_subject_is_entered_once(bench, window, filled, qtbot):
    for _ in range(2):
        filled.adding.click()
        filled.subjects.side.form.form.field("name").editor.set_value("滑县道口兴达气球服务部")
        filled.subjects.side.form.form.field("category").editor.set_value("balloon")
        filled.subjects.side.form.run()
        settle(qtbot, window)
    assert rows_in(bench) == 48
    assert filled.banner.text() == "检查对象：名录库里已有同一代码的“滑县道口兴达气球服务部”。请直接修改那一家。"


def test_a_code_with_a_slip_is_refused(bench, window, filled, qtbot):
    filled.adding.click()
    filled.subjects.side.form.form.field("name").editor.set_value("甲")
    filled.subjects.side.form.form.field("code").editor.set_value("91410526MA9G21K09X")
    filled.subjects.side.form.run()
    settle(qtbot, window)
    assert "代码“91410526MA9G21K09X”不合规定的写法" in filled.banner.text()
    assert rows_in(bench) == 47


@pytest.mark.obligation("F014")
def test_an_officer_who_is_away_or_whose_certificate_expired_is_told_and_changed(bench, window, filled, qtbot):
    filled._choose_kind("officers")
    bench.clock.advance(days=500)
    window.tasks.tell("registers")
    settle(qtbot, window)
    states = {row.key: row.state for row in filled.tab("officers").table.rows_model.rows()}
    assert states["16003"] == "expired"
    assert states["16001"] == ""
    filled.tab("officers").table.choose("16003")
    row = filled.tab("officers").table.current_row()
    filled.tab("officers")._edit(row)
    form = filled.tab("officers").side.findChildren(FieldForm)[-1]
    form.form.field("valid_until").editor.set_value("2031-12-31")
    form.form.field("duty").editor.set_value("leave")
    form.run()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        officer = find_officer(session, bench.bureau.desk().bureau, "16003")
    assert (officer.valid_until, officer.duty) == ("2031-12-31", "leave")


def test_the_items_are_searched_and_shown_with_version_and_basis(window, filled, qtbot):
    filled._choose_kind("items")
    search(qtbot, window, filled, "气球")
    assert [row.key for row in filled.tab("items").table.rows_model.rows()] == ["QX02"]
    assert filled.tab("items").count.text() == "1 项"


def test_an_officer_reads_and_cannot_change(bench, qtbot):
    enter_some_subjects(bench.bureau)
    window = bench.window()
    sign_in(qtbot, window, "16001")
    window.navigate("registers")
    settle(qtbot, window)
    page = window.pages["registers"]
    assert len(names(page)) == 47
    assert not page.may_edit
    page.subjects.table.selectRow(0)
    settle(qtbot, window)
    qtbot.keyClick(page.subjects.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.subjects.table, Qt.Key.Key_Return)
    assert not page.subjects.table.picked
    assert page.subjects.side.currentIndex() == 1
    assert page.importing.text() == "比对…"
    window.stop()


def test_a_changed_list_shows_what_would_change_and_asks_about_namesakes_first(bench, window, filled, qtbot, tmp_path):
    path = listed(
        tmp_path,
        ("企业名称", "统一社会信用代码", "地址"),
        ("滑县第3加油站", "91410526MA9ABCDE21", "产业集聚区"),
        ("滑县新开加油站", "", "人民路"),
    )
    filled.take_file(path)
    settle(qtbot, window)
    bringing = filled.bringing
    assert bringing.tabs.value() == "doubts"
    assert [row.finding for row in bringing.table.rows_model.rows()] == ["库内有同名的，代码为S0003"]
    assert headings(bringing.table) == ["行", "名称", "统一社会信用代码", "处理", "说明"]
    bringing.go.click()
    settle(qtbot, window)
    assert "还有 1 行同名" in filled.banner.text()
    assert rows_in(bench) == 47
    bringing.decisions["same"].click()
    settle(qtbot, window)
    bringing.tabs.set_value("changed")
    bringing._show_rows()
    assert [row.finding for row in bringing.table.rows_model.rows()] == [
        "代码：S0003 → 91410526MA9ABCDE21；地址：城关街道人民路3号 → 产业集聚区"
    ]
    with bench.bureau.reading() as session:
        assert get_subject(session, bench.bureau.desk().bureau, "S0003").address == "城关街道人民路3号"
    assert bringing.go.text() == "导入 2 行"
    bringing.go.click()
    settle(qtbot, window)
    assert rows_in(bench) == 48
    with bench.bureau.reading() as session:
        assert get_subject(session, bench.bureau.desk().bureau, "S0003").address == "产业集聚区"
    assert "其中 1 家按名录改过" in filled.banner.text()


def test_what_columns_mean_is_corrected_in_the_preview_and_remembered(bench, window, page, qtbot, tmp_path):
    path = listed(tmp_path, ("招牌", "证照编码", "电话号"), ("滑县道口加油站", "91410526MA9ABCDE21", "8110000"))
    page.take_file(path)
    settle(qtbot, window)
    bringing = page.bringing
    assert bringing.currentWidget() is bringing.mapping
    assert "没有找到表头" in page.banner.text()
    assert list(bringing.mapping.choices) == ["招牌", "证照编码", "电话号"]
    bringing.mapping.choices["招牌"].set_value("name")
    bringing.mapping.choices["证照编码"].set_value("code")
    bringing.mapping.run()
    settle(qtbot, window)
    assert bringing.go.text() == "导入 1 行"
    bringing.go.click()
    settle(qtbot, window)
    assert names(page) == ["滑县道口加油站"]
    page.take_file(path)
    settle(qtbot, window)
    assert [row.finding for row in bringing.table.rows_model.rows()] == ["库内已有，不重复导入"]


def test_items_are_brought_in_from_the_window_and_published_with_a_day(bench, window, filled, qtbot, tmp_path):
    filled._choose_kind("items")
    path = listed(
        tmp_path,
        ("编号", "抽查事项", "抽查类别", "检查对象", "检查内容", "检查依据", "检查方式", "抽查比例", "抽查频次"),
        ("QX90", "施放气球检查", "气象", "升放气球单位", "资质", "条例第三条", "现场检查", "5%", "每年1次"),
    )
    filled.take_file(path)
    settle(qtbot, window)
    filled.bringing.published_on.set_value("2026-12-01")
    filled.bringing.go.click()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        (found,) = (one for one in items(session, bench.bureau.desk().bureau) if one.id == "QX90")
    assert (found.published_on, found.subject_category) == ("2026-12-01", "balloon")
    assert "已登记 1 项" in filled.banner.text()


@pytest.mark.obligation("F013")
def test_credit_is_set_for_many_from_a_day_filtered_by_and_the_filter_kept(bench, window, filled, qtbot):
    search(qtbot, window, filled, "第1")
    filled.subjects.pick_all.click()
    settle(qtbot, window)
    filled.subjects.rate.click()
    form = filled.subjects.side.rate
    form.run()
    assert "没有选信用等级" in form.form.field("credit").refusal()
    form.credit.set_value("high")
    form.run()
    assert "从哪天起" in form.form.field("since").refusal()
    form.since.set_value("2026-09-01")
    form.reason.setText("按2026年9月评定结果")
    form.run()
    settle(qtbot, window)
    assert "定为“信用等级高”" in filled.banner.text()
    with bench.bureau.reading() as session:
        view = get_subject(session, bench.bureau.desk().bureau, "S0001")
    assert (view.credit, view.credit_since) == ("high", "2026-09-01")
    assert view.credit_source == "按2026年9月评定结果"
    filled.search.setText("")
    filled.search._send()
    filled.subjects.credit.chosen.emit("high")
    settle(qtbot, window)
    assert len(names(filled)) == 11
    filled.subjects.keeping.keep("高信用")
    settle(qtbot, window)
    filled.subjects.credit.chosen.emit("*")
    settle(qtbot, window)
    assert len(names(filled)) == 47
    filled.subjects.keeping.chosen.emit("apply:高信用")
    settle(qtbot, window)
    assert len(names(filled)) == 11
    filled.subjects.keeping.chosen.emit("drop:高信用")
    settle(qtbot, window)
    assert filled.subjects.keeping._kept == {}


def test_how_a_subject_stood_on_a_day_is_told_from_the_journal(bench, window, filled, qtbot):
    bench.clock.advance(days=10)
    filled.subjects.table.choose("S0003")
    settle(qtbot, window)
    filled.subjects.side.edit()
    filled.subjects.side.form.form.field("address").editor.set_value("产业集聚区")
    filled.subjects.side.form.form.field("reason").editor.set_value("搬迁")
    filled.subjects.side.form.run()
    settle(qtbot, window)
    whole = filled.subjects.side._whole
    assert whole.changes[0].before == (("address", "城关街道人民路3号"),)
    assert when_words(whole.changes[0], whole.names) == "2026年11月30日　王秀英"
    for days, told in ((0, "地址：产业集聚区"), (-5, "地址：城关街道人民路3号"), (-50, "那一天还没有登记这一家")):
        day = civil_date(bench.clock.now()) + timedelta(days=days)
        filled.subjects.side.as_of_asked.emit("S0003", day.isoformat())
        settle(qtbot, window)
        assert told in filled.subjects.side.stood.text()


def test_a_list_may_be_compared_without_bringing_anything_in(bench, window, page, qtbot, tmp_path):
    page.take_file(spreadsheet(tmp_path))
    settle(qtbot, window)
    page.bringing.write_missing(tmp_path / "缺漏.xlsx")
    settle(qtbot, window)
    assert page.banner.text() == (
        "比对完成，没有导入：名单有而名录库没有 12 家，名录库有而名单没有 0 家，已存为“缺漏.xlsx”。"
    )
    assert rows_in(bench) == 0
    assert (tmp_path / "缺漏.xlsx").stat().st_size > 0
