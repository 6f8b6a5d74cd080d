"""Plans beside their draw: the check of a plan, its work plan, the year, joint lists, merging, places."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, released_inspections
from factories.windows import make_bench, settle, sign_in
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel, QPushButton

from inspector_desktop.draw.acts import void_draw
from inspector_desktop.draw.amending import withdraw_plan
from inspector_desktop.gui.pages.drawing.plan_list import read_plans
from inspector_desktop.gui.pages.drawing.planning import PlanForm
from inspector_desktop.gui.pages.drawing.upper_tying import TieWindow
from inspector_desktop.gui.pages.draws import WORK, YEAR
from inspector_desktop.plan.acts import Table, draw_up_plan
from inspector_desktop.plan.more_store import joint_lists, work_plan
from inspector_desktop.plan.store import get_plan, plans
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.intake.reading import read_sheets

LIST = "抽查领域,抽查事项,抽查比例,发起部门,配合部门\n气象,{title},5%,气象,应急\n商务,成品油检查,5%,商务,气象\n"


SHOTS = os.environ.get("PLAN_SHOTS", "")


def shot(window, name):
    if SHOTS:
        window.grab().save(str(Path(SHOTS) / f"{name}.png"))


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
    window.navigate("plans-draws")
    settle(qtbot, window)
    return window.pages["plans-draws"]


def two_plans(bench):
    enter_some_subjects(bench.bureau)
    return approved_plan(bench.bureau), approved_plan(bench.bureau)


def go_to(qtbot, window, plan):
    window.navigate("plans-draws", plan=plan)
    settle(qtbot, window)


def test_the_check_of_a_plan_stands_on_its_first_page_and_leads_to_the_work_plan(bench, window, page, qtbot):
    plan, _ = two_plans(bench)
    go_to(qtbot, window, plan)
    found = {one.key: one.tone for one in page.checking.found}
    assert (found["items"], found["mode"], found["share"], found["publicity"]) == ("green", "green", "green", "amber")
    page.checking.work.click()
    settle(qtbot, window)
    assert page._faces.currentIndex() == WORK


def test_a_work_plan_is_kept_and_written_as_paper_and_workbook(bench, window, page, qtbot, tmp_path):
    plan, _ = two_plans(bench)
    go_to(qtbot, window, plan)
    page.open_work()
    settle(qtbot, window)
    page.work.go.click()
    settle(qtbot, window)
    assert page.banner.text() == "工作方案：检查流程、检查内容或责任人没有填写。请补齐后再保存。"
    assert not page.work.pdf.isEnabled()
    page.work.lines["principal"].setText("王秀英")
    page.work.go.click()
    settle(qtbot, window)
    assert page._faces.currentIndex() == WORK
    with bench.bureau.reading() as session:
        assert work_plan(session, bench.bureau.desk().bureau, plan).principal == "王秀英"
    for form in ("pdf", "xlsx"):
        page.work.write(form, tmp_path / f"方案.{form}")
        settle(qtbot, window)
    text = "".join(one.extract_text() for one in PdfReader(tmp_path / "方案.pdf").pages)
    assert "防雷补充抽查工作方案" in "".join(text.split())
    assert read_sheets(tmp_path / "方案.xlsx")[0].lines[0].cells[0].text == "防雷补充抽查工作方案"
    page.work.left.emit()
    settle(qtbot, window)
    assert {one.key: one.tone for one in page.checking.found}["work"] == "green"


@pytest.mark.obligation("F191", "F136")
def test_the_year_shows_coverage_beside_repeated_visits_and_each_category_against_its_target(
    bench, window, page, qtbot
):
    released_inspections(bench.bureau)
    page.open_year()
    settle(qtbot, window)
    year = page.year.year
    assert page._faces.currentIndex() == YEAR
    assert (year.cover[0].title, year.cover[0].target_ppm) == ("雷电防御检测机构", 300_000)
    assert len(page.year.cover.rows_model.rows()) == len(bench.bureau.profile.categories)
    assert page.year.tasks.rows_model.cell(0, 2).text == "5"
    assert page.year.calendar.rows_model.cell(0, 0).text == "2026年1月31日"
    page.year.show_part("cover")
    assert page.year.visits.isHidden()  # nobody is visited twice, and the page says so
    opened = []
    page.year.opened.connect(opened.append)
    page.year.tasks.opened.emit(page.year.tasks.rows_model.row(0))
    settle(qtbot, window)
    assert opened == [year.tasks[0].key]
    assert page.plan == year.tasks[0].key


def test_a_joint_list_is_loaded_from_a_file_and_an_entry_tied_by_hand(bench, window, page, qtbot, tmp_path):
    page.open_year()
    settle(qtbot, window)
    title = page.year.joint.own.itemText(1)
    path = tmp_path / "省级清单.csv"
    path.write_text(LIST.format(title=title), encoding="utf-8")
    page.year.joint.load_file(path)
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        (found,) = joint_lists(session, bench.bureau.desk().bureau)
    assert (found.title, found.linked) == ("省级清单", 1)
    page.year.joint.table.choose(2)
    page.year.joint.own.setCurrentIndex(1)
    page.year.joint.tie.click()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        assert joint_lists(session, bench.bureau.desk().bureau)[0].linked == 2


def test_two_plans_of_the_same_time_are_offered_to_be_merged_and_the_other_is_shown_as_gone(bench, window, page, qtbot):
    first, second = two_plans(bench)
    go_to(qtbot, window, first)
    (overlap,) = page.whole.overlaps
    shot(window, "standing")
    page.standing.merge(overlap)
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        assert get_plan(session, bench.bureau.desk().bureau, second).state == "merged"
    assert page.whole.plan.state == "drawn-up"
    page._to_list()
    settle(qtbot, window)
    assert {row.state for row in page.table.rows_model.rows()} == {"plan-state-drawn-up", "plan-state-merged"}


def test_a_plan_is_corrected_with_a_reason_and_shows_what_was_changed(bench, window, page, qtbot):
    enter_some_subjects(bench.bureau)
    plan = approved_plan(bench.bureau)
    go_to(qtbot, window, plan)
    assert page.whole.plan.state == "approved"
    page.amending.amend.click()
    settle(qtbot, window)
    form = page.form
    assert not form.form.field("reason").isHidden()
    assert (form.kind.value(), form.kind.isEnabled(), form.last.value()) == ("supplementary", False, "2026-12-18")
    assert form.categories.chosen() == ("testing", "balloon", "key-unit")
    assert form.categories.ratios() == {}  # by the bureau's rules, as before
    shot(window, "amend-form")
    form.last.set_value("2026-12-11")
    form.run()
    settle(qtbot, window)
    assert page.banner.text() == "修改计划：没有写修改理由。请填写后再保存。"
    form.reason.setText("检查时段写错")
    form.run()
    settle(qtbot, window)
    assert (page.whole.plan.state, page.whole.plan.window_until) == ("drawn-up", "2026-12-11")
    shown = [one.text() for one in page.amending.findChildren(QLabel)]
    shot(page.amending, "amended")
    assert "第1次修改 · 2026年11月20日 · 王秀英 · 检查时段写错" in shown
    assert "检查时段：2026-11-20至2026-12-18 → 2026-11-20至2026-12-11" in shown


def test_a_withdrawn_plan_says_why_and_stands_apart_in_the_list_of_the_year(bench, window, page, qtbot):
    plan, _ = two_plans(bench)
    go_to(qtbot, window, plan)
    page.amending.withdraw.click()
    settle(qtbot, window)
    assert page.banner.text() == "撤销计划：没有写撤销理由。请填写后再撤销。"
    page.amending.reason.setText("任务取消")
    page.amending.withdraw.click()
    settle(qtbot, window)
    shot(window, "withdrawn-window")
    shown = [one.text() for one in page.listing.findChildren(QLabel)]
    assert "本计划已于2026年11月20日撤销。理由：任务取消。编号2026001不再使用。" in shown
    assert page.amending.isHidden()
    assert page.checking.isHidden()
    page._to_list()
    settle(qtbot, window)
    assert {row.state for row in page.table.rows_model.rows()} == {"plan-state-withdrawn", "plan-state-approved"}
    page.open_year()
    settle(qtbot, window)
    shot(window, "year-withdrawn")
    assert [row.plan.number for row in page.year.tasks.rows_model.rows()] == ["2026002"]
    assert [row.number for row in page.year.withdrawn.rows_model.rows()] == ["2026001"]


def test_beside_a_joint_plan_of_the_same_time_the_page_says_which_is_to_be_drawn_first(bench, window, page, qtbot):
    enter_some_subjects(bench.bureau)
    plan = approved_plan(bench.bureau)
    settings = tuple((title, "如协议") for title in bench.bureau.profile.plan.joint_fields)
    with bench.bureau.writing() as session:
        joint = draw_up_plan(
            session, desk=bench.bureau.desk(), clock=bench.clock, profile=bench.bureau.profile, kind="joint",
            title="部门联合抽查", task_title="联合", basis="", window_from="2026-12-01", window_until="2026-12-31",
            categories=("testing",), table=Table(partners="县应急管理局", joint=settings),
        )  # fmt: skip
    for front, words in (
        (plan, "建议先抽取联合检查计划，本计划再采用其结果。"),
        (str(joint), "建议先抽取本联合检查计划"),
    ):
        go_to(qtbot, window, front)
        shown = [one.text() for one in page.standing.findChildren(QLabel)]
        assert any(words in one for one in shown)
        assert not [one for one in page.standing.findChildren(QPushButton) if one.text() == "合并为一份"]


def test_a_plan_withdrawn_after_a_void_draw_is_listed_as_withdrawn(bench):
    enter_some_subjects(bench.bureau)
    plan = approved_plan(bench.bureau)
    draw = frozen_draw(bench.bureau, plan)
    common = {"desk": bench.bureau.desk(), "clock": bench.clock}
    with bench.bureau.writing() as session:
        void_draw(
            session, **common, profile=bench.bureau.profile, draw=draw, reason="名单有误", approver="赵志强"
        )  # fmt: skip
        withdraw_plan(session, **common, plan=plan, reason="任务取消")
    with bench.bureau.reading() as session:
        (row,) = read_plans(session, bureau=bench.bureau.desk().bureau, profile=bench.bureau.profile)
    assert row.state == "plan-state-withdrawn"


def test_where_the_profile_leaves_the_place_open_the_form_asks_for_it(qtbot, bench):
    form = PlanForm(load("wugang-civil-defence"))
    qtbot.addWidget(form)
    form._show_kind()
    assert not form.form.field("where").isHidden()
    form.where.set_value("by-hand")
    given = []
    form.given.connect(lambda draft, _reason: given.append(draft))
    form.first.set_value("2026-11-20")
    form.last.set_value("2026-12-18")
    form.run()
    assert given[0].place == "by-hand"
    fixed = PlanForm(bench.bureau.profile)
    qtbot.addWidget(fixed)
    fixed._show_kind()
    assert fixed.form.field("where").isHidden()


def test_the_tasks_of_an_upper_plan_are_closed_in_its_list(bench, window, page, qtbot):
    page._new_upper()
    settle(qtbot, window)
    page.upper.title.setText("全省防雷抽查")
    page.upper.first.set_value("2026-05-01")
    page.upper.last.set_value("2026-06-30")
    next(iter(page.upper.boxes.values())).setChecked(True)
    page.upper.run()
    settle(qtbot, window)
    page._new_upper()
    settle(qtbot, window)
    row = page.upper.known.rows_model.row(0)
    page.upper.known.button_pressed.emit(row, "")
    settle(qtbot, window)
    assert page.upper.known.rows_model.row(0).closed_on == "2026-11-20"


@pytest.mark.obligation("F102")
def test_the_list_of_another_departments_plan_is_read_from_a_sheet_and_open_names_are_tied_by_hand(
    bench, window, page, qtbot, tmp_path
):
    enter_some_subjects(bench.bureau)
    path = tmp_path / "名单.csv"
    path.write_text("序号,企业名称,代码\n1,滑县第1加油站,S0001\n2,第2加油站,\n3,外县油站,\n", encoding="utf-8")
    page._new_upper()
    settle(qtbot, window)
    form = page.upper
    form.level.set_value("peer")
    form.title.setText("县消防救援大队年度抽查")
    form.first.set_value("2026-11-20")
    form.last.set_value("2026-12-31")
    form.take_sheet(path)
    qtbot.waitUntil(lambda: "S0001" in form.list.value(), timeout=60_000)
    shot(window, "upper-form")
    form.run()
    settle(qtbot, window)
    page._new_upper()
    settle(qtbot, window)
    row = form.known.rows_model.row(0)
    assert (row.level, row.subjects, row.unmatched) == ("peer", ("S0001",), "第2加油站、外县油站")
    shot(window, "upper-known")
    form.known.button_pressed.emit(row, "tie")
    settle(qtbot, window)
    tying = page.findChild(TieWindow)
    assert [one.key for one in tying.names.rows_model.rows()] == ["第2加油站", "外县油站"]
    tying.names.button_pressed.emit(tying.names.rows_model.row(0), "seek")
    settle(qtbot, window)
    assert "滑县第2加油站" in [one.name for one in tying.found.rows_model.rows()]
    shot(tying, "tying")
    hit = next(one for one in tying.found.rows_model.rows() if one.name == "滑县第2加油站")
    tying.found.button_pressed.emit(hit, "tie")
    settle(qtbot, window)
    tying.names.button_pressed.emit(tying.names.rows_model.row(0), "none")
    settle(qtbot, window)
    assert not tying.names.rows_model.rows()
    tying.accept()
    settle(qtbot, window)
    row = form.known.rows_model.row(0)
    assert (row.subjects, row.unmatched) == (("S0001", "S0002"), "")


def test_an_officer_reads_the_year_and_changes_nothing(bench, qtbot):
    window = bench.window()
    sign_in(qtbot, window, "16011")
    window.navigate("plans-draws")
    settle(qtbot, window)
    page = window.pages["plans-draws"]
    page.open_year()
    settle(qtbot, window)
    assert page.year.joint._loading.isHidden()
    with bench.bureau.reading() as session:
        assert plans(session, bench.bureau.desk().bureau) == ()
    window.stop()
