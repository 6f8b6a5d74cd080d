"""The short registers in the window: items published and ended, officers, experts, partners, and what is attached."""

from __future__ import annotations

import pytest
from factories.bureau import enter_some_subjects
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QLabel

from inspector_desktop.demo.bureau import ITEMS
from inspector_desktop.gui.pages.registering.sided import FieldForm, PastPart, SideTabs
from inspector_desktop.registry.acts import enter_items
from inspector_desktop.registry.kept_store import kept
from inspector_desktop.registry.store import find_officer, items, officers


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
def page(window):
    return window.pages["registers"]


def go(page, window, qtbot, kind, key=""):
    page._choose_kind(kind)
    settle(qtbot, window)
    tab = page.tab(kind)
    if key:
        tab.table.choose(key)
        settle(qtbot, window)
    return tab


def fill(tab, **values):
    form = tab.side.findChildren(FieldForm)[-1]
    for column, value in values.items():
        form.set_value(column, value)
    form.run()
    return form


def read(bench, query, *inputs, **named):
    with bench.bureau.reading() as session:
        return query(session, bench.bureau.desk().bureau, *inputs, **named)


@pytest.mark.obligation("F011", "F073", "F079", "F080")
def test_a_draft_shows_what_it_lacks_is_completed_published_and_ended(bench, window, page, qtbot):
    draft = ITEMS[0].model_copy(update={"id": "QX77", "title": "防雷补充检查", "ratio": "", "item_class": ""})
    with bench.bureau.writing() as session:
        enter_items(session, desk=bench.bureau.desk(), clock=bench.clock, rows=(draft,))
    tab = go(page, window, qtbot, "items", "QX77")
    assert tab._state(tab.current()).chips[0].text == "缺 2 项"
    tab._ask_publication(("QX77",))
    fill(tab)
    settle(qtbot, window)
    assert page.banner.text() == "事项清单：“防雷补充检查”还缺事项类别、比例，不能公布。请补齐后再公布。"
    tab._edit(tab.current())
    settle(qtbot, window)
    fill(tab, ratio="5%", item_class="重点检查事项", person="李建国", random="no", random_reason="只作专项检查")
    settle(qtbot, window)
    tab._ask_publication(("QX77",))
    fill(tab, published_on="2026-11-20", valid_from="2026-12-01", link="www.hnhx.gov.cn/1")
    settle(qtbot, window)
    assert page.banner.text() == "已公布 1 项。"
    (item,) = (one for one in read(bench, items) if one.id == "QX77")
    assert (item.published_on, item.valid_from, item.person, item.random_reason, item.link) == (
        "2026-11-20", "2026-12-01", "李建国", "只作专项检查", "www.hnhx.gov.cn/1",
    )  # fmt: skip
    assert tab._state(tab.current()).chips[0].text == "未生效"
    tab._ask_end(tab.current())
    fill(tab, last_day="2026-12-31", reason="依据已废止")
    settle(qtbot, window)
    (item,) = (one for one in read(bench, items) if one.id == "QX77")
    assert (item.valid_until, item.ended_reason) == ("2026-12-31", "依据已废止")
    past = tab.side.findChildren(PastPart)[-1]
    assert [one.kind for one in past._past.changes] == ["ended", "published", "changed", "entered"]


@pytest.mark.obligation("F052", "F082", "F083")
def test_beside_an_item_stand_its_subjects_its_people_and_who_answers_for_it(bench, window, page, qtbot):
    tab = go(page, window, qtbot, "items", "QX02")
    made = tab.side.findChildren(SideTabs)[-1]
    made.choose("reach")
    texts = [label.text() for label in made._stack.currentWidget().findChildren(type(tab.count))]
    assert "库内存续的 3 家" in texts
    assert any("人在岗、证件有效且专业符合" in one for one in texts)
    tab.set_filter("grade", "key")
    assert tab.shown == ()
    tab.set_filter("grade", "general")
    assert len(tab.shown) == 3


@pytest.mark.obligation("F014", "F208", "F096")
def test_an_officer_s_qualifications_trainings_and_relations_are_entered_beside_him(bench, window, page, qtbot):
    tab = go(page, window, qtbot, "officers", "16001")
    for kind, values in (
        ("qualifications", {"name": "防雷检测", "valid_until": "2028-01-31"}),
        ("trainings", {"name": "执法培训", "day": "2026-05-20", "hours": "24"}),
        ("relations", {"name": "某公司", "code": "S0001", "relation": "配偶任职"}),
    ):
        press(tab, kind)
        fill(tab, **values)
        settle(qtbot, window)
        (row,) = read(bench, kept, kind, owner="16001")
        assert row.get("name") == values["name"]
    assert page.banner.text() == "已保存“李建国”。"


def press(tab, kind):
    from PySide6.QtWidgets import QPushButton

    from inspector_desktop.wording import say

    made = tab.side.findChildren(SideTabs)[-1]
    (one,) = [one for one in made.findChildren(QPushButton) if one.text() == say(f"kept-add-{kind}")]
    one.click()


@pytest.mark.obligation("F220", "F222")
def test_the_public_list_of_officers_has_six_columns_and_a_new_one_needs_them(bench, window, page, qtbot, tmp_path):
    tab = go(page, window, qtbot, "officers")
    tab.write_public(tmp_path / "名单.csv")
    settle(qtbot, window)
    lines = (tmp_path / "名单.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == '"姓名","单位","性别","执法证号","执法区域","执法类别"'
    assert len(lines) == 6
    tab.add()
    form = fill(tab, name="新人", unit="防雷减灾股", sex="男", certificate="16052600199")
    assert form.form.field("categories").refusal() == "没有填“执法类别”。"
    fill(tab, categories="气象行政执法", valid_until="2030-01-31")
    settle(qtbot, window)
    assert read(bench, find_officer, "16052600199").name == "新人"


@pytest.mark.obligation("F221")
def test_several_officers_are_set_on_leave_with_a_reason_and_any_day_can_be_looked_at(bench, window, page, qtbot):
    tab = go(page, window, qtbot, "officers")
    tab.table.pick(("16003", "16004"))
    tab._ask_duty()
    bench.clock.advance(days=3)
    fill(tab, duty="leave", duty_until="2026-12-15", reason="集中培训")
    settle(qtbot, window)
    assert page.banner.text() == "已调整 2 人，原内容留在“变更”里。"
    assert read(bench, find_officer, "16004").duty_until == "2026-12-15"
    tab.table.choose("16003")
    settle(qtbot, window)
    past = tab.side.findChildren(PastPart)[-1]
    past.ask("2026-11-20")
    assert "在岗：在岗" in past.stood.text()
    past.ask("2026-11-23")
    assert "在岗：请假" in past.stood.text()


@pytest.mark.obligation("F085", "F024")
def test_experts_and_partners_have_registers_of_their_own_with_contacts(bench, window, page, qtbot):
    tab = go(page, window, qtbot, "experts")
    tab.add()
    fill(tab, name="何教授", field="防雷", valid_until="2027-12-31")
    settle(qtbot, window)
    assert [row.get("name") for row in tab.table.rows_model.rows()] == ["何教授"]
    assert page.head.tabs().keys()[:6] == ("items", "subjects", "officers", "teams", "experts", "partners")
    tab = go(page, window, qtbot, "partners")
    tab.add()
    fill(tab, name="县住建局", contact="钱进")
    settle(qtbot, window)
    press(tab, "contacts")
    fill(tab, day="2026-11-18", who="钱进", agreed="十二月联合检查")
    settle(qtbot, window)
    (contact,) = read(bench, kept, "contacts")
    assert contact.get("agreed") == "十二月联合检查"


@pytest.mark.obligation("F016")
def test_filters_of_each_register_are_kept_for_everybody(bench, window, page, qtbot):
    tab = go(page, window, qtbot, "officers")
    tab.set_filter("duty", "leave")
    tab.keeping.keep("请假的人")
    settle(qtbot, window)
    tab.set_filter("duty", "")
    tab.keeping._on_chosen("apply:请假的人")
    assert tab.filters["duty"] == "leave"
    items_tab = go(page, window, qtbot, "items")
    assert items_tab.keeping._kept == {}


def test_a_ready_made_team_is_entered_by_names_and_shown_by_names(window, page, qtbot, bench):
    tab = go(page, window, qtbot, "teams")
    names = [one.name for one in read(bench, officers)[:2]]
    tab.add()
    fill(tab, name="防雷一组", members="、".join(names))
    settle(qtbot, window)
    (team,) = read(bench, kept, "teams")
    assert team.get("members") == "、".join(one.id for one in read(bench, officers)[:2])
    assert tab.lines[0].get("members") == "、".join(names)
    assert "、".join(names) in " ".join(label.text() for label in tab.side.findChildren(QLabel))
    tab.add()
    fill(tab, name="防雷二组", members="无此人、" + names[0])
    settle(qtbot, window)
    assert "没有“无此人”" in page.banner.text()
    assert len(read(bench, kept, "teams")) == 1


def test_what_was_typed_stays_when_another_row_is_marked_and_an_untouched_form_gives_way(window, page, qtbot):
    tab = go(page, window, qtbot, "officers", "16001")
    tab._edit(tab.current())
    tab.table.choose("16002")
    settle(qtbot, window)
    assert not tab._typing
    tab._edit(tab.current())
    form = tab.side.findChildren(FieldForm)[-1]
    form.set_value("areas", "城关街道")
    tab.table.choose("16001")
    settle(qtbot, window)
    assert tab._typing and tab.side.findChildren(FieldForm) == [form]
