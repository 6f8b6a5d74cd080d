"""The form of a plan: items ticked, ratios for credit classes, and the rows of 002 附件2 and 附件3 as they are printed."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from factories import opening
from factories.clock import FakeClock
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.plan.store import plans
from inspector_desktop.registry.acts import enter_officers, enter_subjects, publish_items, set_up_shelf
from inspector_desktop.registry.facts import ItemRow, OfficerRow, SubjectRow
from inspector_desktop.registry.intake.reading import read_sheets

ITEMS = (
    ("chemical", "对危化企业安全生产的检查"), ("chemical", "人员和资质管理情况"), ("chemical", "工艺管理情况"),
    ("chemical", "设备设施管理情况"), ("chemical", "重大危险源安全管理情况"), ("trade", "对工贸企业安全生产的检查"),
)  # fmt: skip
RATIO = "5%（运用企业信用风险分级分类开展）"
SHOTS = os.environ.get("PLAN_SHOTS", "")


@pytest.fixture
def bench(tmp_path, monkeypatch):
    """The bureau of 002 in the month it made its plans, with the items of its annexes."""
    clock = FakeClock(datetime(2023, 1, 13, 2, 0, tzinfo=UTC))
    monkeypatch.setattr(opening, "PROFILE", "ningjin-emergency")
    made = make_bench(tmp_path, clock, monkeypatch, registers=False)
    bureau, desk = made.bureau, made.bureau.desk()
    items = [
        ItemRow(
            id=f"YJ{number}", title=title, group_title="安全生产", item_class="重点检查事项", agency="宁晋县应急管理局",
            subject_category=category, content=title, basis="《安全生产法》第六十五条", methods="实地检查", ratio="5%",
            frequency="每年1次", form="lightning-safety",
        )
        for number, (category, title) in enumerate(ITEMS, 1)
    ]  # fmt: skip
    firms = [
        SubjectRow(
            id=f"W{number:03}", name=f"宁晋第{number}化工厂", code=f"W{number:03}", code_kind="internal",
            category="chemical", credit="a" if number <= 20 else "d", address="建设路", principal="赵永安",
            phone="13803720000",
        )
        for number in range(1, 41)
    ]  # fmt: skip
    team = [
        OfficerRow(
            id=number, name=name, unit="执法监督股", sex="男", certificate=f"E{number}", areas="*", categories="行政执法",
            valid_until="2028-06-30", roles="officer、supervising",
        )
        for number, name in (("16005", "王秀英"), ("16001", "李建国"))
    ]  # fmt: skip
    with bureau.writing() as session:
        for kind in ("items", "officers", "subjects"):
            set_up_shelf(session, desk=desk, clock=clock, kind=kind, section="supervision")
        publish_items(session, desk=desk, clock=clock, rows=items, published_on="2022-12-01", valid_from="2022-12-01")
        enter_officers(session, desk=desk, clock=clock, rows=team)
        enter_subjects(session, desk=desk, clock=clock, rows=firms)
    return made


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    sign_in(qtbot, made)
    made.resize(1366, 768)
    yield made
    made.stop()


def shot(window, name):
    if SHOTS:
        window.grab().save(str(Path(SHOTS) / f"{name}.png"))


def begin(window, qtbot, kind, days, category):
    window.navigate("plans-draws", new="1")
    settle(qtbot, window)
    page = window.pages["plans-draws"]
    form = page.form
    form.kind.set_value(kind)
    form._show_kind()
    form.first.set_value(days[0])
    form.last.set_value(days[1])
    for key, row in form.categories.rows.items():
        row.box.setChecked(key == category)
    return page, form


def give(window, qtbot, page, task, items, **table):
    """Number and name by rule; the items by their ticks; the rest as typed."""
    form = page.form
    for key, text in table.items():
        form.table._lines[key].setText(text)
    form.by_rule.click()
    settle(qtbot, window)
    form.form.field("task").editor.setText(task)
    for row in form.categories.rows.values():
        for box in row.items.values():
            box.setChecked(box.text() in items)
    form.run()
    settle(qtbot, window)


@pytest.mark.obligation("F163", "F167")
def test_the_three_rows_of_the_annexes_are_made_in_the_window_and_printed_as_they_stand_there(
    bench, window, qtbot, tmp_path
):
    inner = (
        ("chemical", ("2023-05-01", "2023-06-30"), "宁晋县应急管理局2023年度危化企业“双随机”内部联合抽查", ITEMS[0][1],
         "2023年直接监管危化行业", "危化监管股、危化监察股"),
        ("trade", ("2023-09-01", "2023-10-31"), "宁晋县应急管理局2023年度工贸企业“双随机”内部联合抽查", ITEMS[5][1],
         "2023年直接监管工贸行业", "工贸监管股、工贸监察股"),
    )  # fmt: skip
    for category, days, task, item, scope, partners in inner:
        page, _ = begin(window, qtbot, "main", days, category)
        give(window, qtbot, page, task, {item}, ratio=RATIO, scope=scope, partners=partners)
    page, form = begin(window, qtbot, "joint", ("2023-05-01", "2023-07-31"), "chemical")
    form.categories.rows["chemical"].ratio.setText("10")
    give(
        window, qtbot, page, "2023年宁晋县危化行业重大危险源企业部门联合随机抽查", {one for _, one in ITEMS[1:5]},
        ratio="10% (运用企业信用风险分级分类开展)", scope="2023年直接监管危化行业企业", initiator="县应急管理局",
        partners="县消防救援大队", remark="县本级开展",
    )  # fmt: skip
    for kind in ("internal", "joint"):
        page.files.write_table(f"{kind}-xlsx", tmp_path / f"{kind}.xlsx")
        page.files.write_table(f"{kind}-pdf", Path(SHOTS or tmp_path) / f"{kind}.pdf")
        settle(qtbot, window)
        settle(qtbot, window)

    def rows(kind):
        (sheet,) = read_sheets(tmp_path / f"{kind}.xlsx")
        return [tuple(cell.text for cell in line.cells) for line in sheet.lines][3:]

    assert rows("internal")[:2] == [
        ("2023001", "2023年宁晋县应急管理局内部门联合抽查001", "001号", inner[0][2], "定向", RATIO,
         "对危化企业安全生产的检查", "2023年直接监管危化行业", "执法监督股", "危化监管股、危化监察股", "5月-6月"),
        ("2023002", "2023年宁晋县应急管理局内部门联合抽查002", "002号", inner[1][2], "定向", RATIO,
         "对工贸企业安全生产的检查", "2023年直接监管工贸行业", "执法监督股", "工贸监管股、工贸监察股", "9月-10月"),
    ]  # fmt: skip
    assert rows("joint") == [
        ("联2023001", "2023年宁晋县部门联合抽查001", "联001", "2023年宁晋县危化行业重大危险源企业部门联合随机抽查", "定向",
         "10% (运用企业信用风险分级分类开展)",
         "1、人员和资质管理情况。 2、工艺管理情况。 3、设备设施管理情况。 4、重大危险源安全管理情况。",
         "2023年直接监管危化行业企业", "县应急管理局", "县消防救援大队", "2023年5月至7月", "县本级开展"),
    ]  # fmt: skip


@pytest.mark.obligation("F026", "F028", "F226")
def test_a_ratio_is_set_for_each_credit_class_and_nought_means_that_none_of_it_is_drawn(bench, window, qtbot):
    page, form = begin(window, qtbot, "main", ("2023-05-01", "2023-06-30"), "chemical")
    row = form.categories.rows["chemical"]
    assert row.line.text() == "比例 5% · 库内 40 家 · 应抽 2 家"
    assert row.classes["a"].isHidden() is False
    assert not row.classes["a"].isVisible()
    row.by_class.click()
    settle(qtbot, window)
    assert row.classes["a"].isVisible()
    row.classes["a"].setText("0")
    row.classes["d"].setText("20")
    settle(qtbot, window)
    form.categories.forecast()
    assert row.line.text() == "按信用等级 · 库内 40 家 · 应抽 4 家"
    shot(window, "classes")
    give(window, qtbot, page, "信用分级抽查", {one for _, one in ITEMS})
    with bench.bureau.reading() as session:
        (made,) = plans(session, bench.bureau.desk().bureau)
    assert {one.credit: one.ratio_ppm for one in made.strata} == {"a": 0, "b": 50_000, "c": 50_000, "d": 200_000}
    page.amending.amend.click()
    settle(qtbot, window)
    assert (row.classes["a"].value(), row.classes["d"].value(), row.classes["b"].value()) == ("0", "20", "5")
    row.ratio.setText("0")
    form.run()
    assert "比例写法看不懂" in form.form.field("categories").refusal()


def test_two_tasks_over_one_category_have_their_own_items_and_other_words_are_marked(bench, window, qtbot):
    page, form = begin(window, qtbot, "main", ("2023-05-01", "2023-06-30"), "chemical")
    row = form.categories.rows["chemical"]
    assert [box.isChecked() for box in row.items.values()] == [True] * 5
    assert row.choose.text() == "抽查事项（已选 5 / 5）"
    row.choose.click()
    settle(qtbot, window)
    assert all(box.isVisible() and box.height() >= box.sizeHint().height() for box in row.items.values())
    shot(window, "items")
    give(window, qtbot, page, "危化抽查一", {ITEMS[1][1], ITEMS[2][1]})
    assert page.whole.plan.content == "人员和资质管理情况、工艺管理情况"
    page, form = begin(window, qtbot, "main", ("2023-07-01", "2023-08-31"), "chemical")
    give(window, qtbot, page, "危化抽查二", {ITEMS[3][1]}, content="设备设施")
    assert not form.table._differing.isHidden()
    with bench.bureau.reading() as session:
        second, first = plans(session, bench.bureau.desk().bureau)
    assert [one.title for one in first.items] == [ITEMS[1][1], ITEMS[2][1]]
    assert ([one.title for one in second.items], second.content) == ([ITEMS[3][1]], "设备设施")
    told = next(one for one in page.checking.found if one.key == "items")
    assert told.tone == "amber"
    assert "印制的用语与所选事项不同" in told.text
    shot(window, "plan")
    page, form = begin(window, qtbot, "main", ("2023-09-01", "2023-10-31"), "chemical")
    give(window, qtbot, page, "危化抽查三", set())
    assert page.banner.text() == "抽查事项：危化企业没有勾选事项。请至少勾选一项，或取消这个类别。"
