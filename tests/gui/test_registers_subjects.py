"""Subjects in the window: kinds, tags, risks with evidence, sites, further filters, and changing several at once."""

from __future__ import annotations

import pytest
from factories.bureau import enter_some_subjects
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.gui.pages.registering.sided import FieldForm, SideTabs
from inspector_desktop.registry.kept_store import kept
from inspector_desktop.registry.store import get_subject, subjects
from inspector_desktop.storage.evidence import read_evidence


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    made = make_bench(tmp_path, clock, monkeypatch)
    enter_some_subjects(made.bureau)
    return made


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    sign_in(qtbot, made)
    made.navigate("registers")
    settle(qtbot, made)
    yield made
    made.stop()


@pytest.fixture
def tab(window):
    return window.pages["registers"].subjects


def fill(tab, **values):
    form = tab.side.findChildren(FieldForm)[-1]
    for column, value in values.items():
        form.set_value(column, value)
    form.run()


def read(bench, query, *inputs, **named):
    with bench.bureau.reading() as session:
        return query(session, bench.bureau.desk().bureau, *inputs, **named)


def listed(tab):
    return [row.key for row in tab.table.rows_model.rows()]


@pytest.mark.obligation("F120", "F016")
def test_several_subjects_are_tagged_and_found_by_tag_and_what_has_none_is_listed(bench, window, tab, qtbot):
    tab.table.pick(("S0001", "S0002", "S0003"))
    tab._ask_bulk()
    fill(tab, tags_add="危化、重点监管", jurisdiction="城关所", reason="按重点名单")
    settle(qtbot, window)
    assert read(bench, get_subject, "S0002").tags == "危化、重点监管"
    assert read(bench, get_subject, "S0002").jurisdiction == "城关所"
    tab.table.pick(("S0002",))
    tab._ask_bulk()
    fill(tab, tags_remove="重点监管", reason="移出名单")
    settle(qtbot, window)
    assert read(bench, get_subject, "S0002").tags == "危化"
    tab._ask_further()
    settle(qtbot, window)
    fill(tab, tag="重点监管")
    settle(qtbot, window)
    assert sorted(listed(tab)) == ["S0001", "S0003"]
    assert tab.further.text() == "更多筛选：1 项"
    tab._ask_further()
    settle(qtbot, window)
    fill(tab, tag="-")
    settle(qtbot, window)
    assert len(listed(tab)) == 44
    tab.keeping.keep("没有标签的")
    settle(qtbot, window)
    tab._ask_further()
    settle(qtbot, window)
    fill(tab, tag="", jurisdiction="城关所")
    settle(qtbot, window)
    assert len(listed(tab)) == 3
    tab.keeping._on_chosen("apply:没有标签的")
    settle(qtbot, window)
    assert len(listed(tab)) == 44


def test_a_risk_flag_with_its_file_and_a_further_site_are_entered_beside_a_subject(bench, window, tab, qtbot, tmp_path):
    tab.table.choose("S0004")
    settle(qtbot, window)
    file = tmp_path / "公示截图.png"
    file.write_bytes(b"picture")
    tab.marks.flag(tab.side._whole.line.view, file)
    fill(tab, name="经营异常名录", day="2026-10-01")
    settle(qtbot, window)
    (flag,) = read(bench, kept, "risks", owner="S0004")
    with bench.bureau.reading() as session:
        assert read_evidence(session, flag.get("evidence")) == b"picture"
    tab.marks._ask_site(tab.side._whole.line.view)
    fill(tab, address="产业集聚区珠江路2号")
    settle(qtbot, window)
    site = read(bench, get_subject, "S0004-2")
    assert (site.head_code, site.unit_code) == ("S0004", "S0004")
    tab.table.choose("S0004")
    settle(qtbot, window)
    assert [one.id for one in tab.side._whole.sites] == ["S0004-2"]
    made = tab.side.findChildren(SideTabs)[-1]
    made.choose("marks")
    assert made.value() == "marks"


def test_a_shelter_without_a_code_is_entered_under_one_of_the_bureau(bench, window, tab, qtbot):
    window.pages["registers"].adding.click()
    form = tab.side.form
    for column, value in (
        ("name", "人民广场地下人防工程"),
        ("kind", "shelter"),
        ("tags", "平时停车"),
        ("category", "key-unit"),
    ):
        form.form.field(column).editor.set_value(value)
    form.run()
    settle(qtbot, window)
    (made,) = read(bench, subjects, search="人防")
    assert (made.id, made.kind, made.tags) == ("RFGC-410526-0001", "shelter", "平时停车")


def test_the_platform_s_sheet_of_a_special_library_is_brought_in_and_narrows_the_list(
    bench, window, tab, qtbot, tmp_path
):
    file = tmp_path / "专项库.csv"
    head, hints = "专项库名称,统一社会信用代码/注册号,企业名称,许可证编号", "从27个专项库名称中进行单选,,,"
    file.write_text(f"注意,,,\n{head}\n{hints}\n危化库,S0005,某站,7号\n", "utf-8-sig")
    tab.marks.take_special(file)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(read(bench, kept, "specials")), timeout=60_000)
    settle(qtbot, window)
    tab._ask_further()
    settle(qtbot, window)
    fill(tab, library="危化库")
    settle(qtbot, window)
    assert listed(tab) == ["S0005"]


def test_a_new_subject_s_form_gives_way_to_a_row_unless_something_was_typed(window, tab, qtbot):
    tab.add()
    tab.table.choose("S0003")
    settle(qtbot, window)
    assert tab.side.currentWidget() is tab.side.detail
    tab.add()
    tab.side.form.form.field("phone").editor.set_value("13800000000")
    tab.table.choose("S0004")
    settle(qtbot, window)
    assert tab.side.currentWidget() is tab.side.form
