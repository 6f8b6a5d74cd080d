"""A register as it stood on a day: on the screen to be read only, and as a file; subjects as a file."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from factories.bureau import enter_some_subjects
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QPushButton

from inspector_desktop.demo.bureau import ITEMS
from inspector_desktop.errors import Refused
from inspector_desktop.gui.pages.registering.taking import subjects_as_of
from inspector_desktop.registry import as_of
from inspector_desktop.registry.acts import change_subjects, publish_items
from inspector_desktop.registry.as_of import register_as_of
from inspector_desktop.registry.kept_acts import change_officers, keep_rows
from inspector_desktop.registry.store import all_subjects, officers


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


def did(bench, act, **inputs):
    with bench.bureau.writing() as session:
        return act(session, desk=bench.bureau.desk(), clock=bench.clock, **inputs)


def stand(page, window, qtbot, kind, day):
    page._choose_kind(kind)
    settle(qtbot, window)
    tab = page.tab(kind)
    tab.day.set_value(day)
    tab.stand_on(tab.day.value())
    settle(qtbot, window)
    return tab


def test_officers_are_listed_as_they_stood_on_a_day_and_nothing_can_be_changed_there(
    bench, window, page, qtbot, tmp_path
):
    first = page.context.clock.now().date().isoformat()
    bench.clock.advance(days=3)
    did(bench, change_officers, ids=["16001"], changes={"unit": "气象台"}, reason="调动")
    tab = stand(page, window, qtbot, "officers", first)
    tab.table.choose("16001")
    settle(qtbot, window)
    assert {one.key: one.view.unit for one in tab.lines}["16001"] == "防雷减灾股"
    assert tab._stood.text() == f"{int(first[:4])}年{int(first[5:7])}月{int(first[8:])}日的名录（只读）"
    assert tab._note.isVisible() and not tab.writable and not tab.may_edit
    tab.table.pick(["16001"])
    assert not any(one.isVisible() for one in tab.several)
    assert {one.text() for one in tab.side.findChildren(QPushButton)} == {"资料"}
    page.taking.write(tmp_path / "then.csv")
    settle(qtbot, window)
    rows = list(csv.DictReader((tmp_path / "then.csv").read_text("utf-8-sig").splitlines()))
    assert {one["执法证号"]: one["单位"] for one in rows}["16052600112"] == "防雷减灾股"
    tab.to_present()
    settle(qtbot, window)
    assert {one.key: one.view.unit for one in tab.lines}["16001"] == "气象台"
    assert not tab._note.isVisible() and tab.writable


def test_items_stand_by_the_edition_in_force_on_the_day_and_experts_are_not_there_before_they_were_entered(
    bench, window, page, qtbot
):
    first = page.context.clock.now().date().isoformat()
    did(
        bench, publish_items, rows=[ITEMS[0].model_copy(update={"ratio": "60%"})], published_on=first,
        valid_from="2027-01-01",
    )  # fmt: skip
    tab = stand(page, window, qtbot, "items", "2027-01-01")
    assert tab.lines[0].view.ratio == "60%" and tab._state(tab.lines[0]).text == "有效"
    assert stand(page, window, qtbot, "items", first).lines[0].view.ratio == ITEMS[0].ratio
    bench.clock.advance(days=2)
    did(bench, keep_rows, kind="experts", rows=({"name": "王专家", "field": "防雷"},))
    assert stand(page, window, qtbot, "experts", first).lines == ()
    page._add()  # what is entered is entered now
    settle(qtbot, window)
    assert page.tab("experts").as_of is None and len(page.tab("experts").lines) == 1


def test_subjects_are_taken_along_as_they_stood_on_a_day_unless_they_are_too_many(
    bench, window, page, qtbot, monkeypatch
):
    bureau, first = bench.bureau.desk().bureau, page.context.clock.now().date()
    with bench.bureau.reading() as session:
        before = {one.id: one.address for one in all_subjects(session, bureau)}
    one = min(before)
    bench.clock.advance(days=3)
    did(bench, change_subjects, ids=[one], changes={"address": "新址"}, reason="搬迁")
    with bench.bureau.reading() as session:
        sheet = subjects_as_of(page.context, first)(session)
        assert before[one] in next(row for row in sheet.rows if one in row) and "新址" not in str(sheet.rows)
        assert len(sheet.rows) == len(before) and sheet.name == f"检查对象{first.isoformat()}（只读）"
        with register_as_of(session, bureau, "subjects", date(2020, 1, 1)) as then:
            assert all_subjects(then, bureau) == ()
        monkeypatch.setattr(as_of, "MOST", len(before) - 1)
        with pytest.raises(Refused, match="refused-as-of-large"):
            subjects_as_of(page.context, first)(session)
        assert officers(session, bureau)
