"""Draws held elsewhere, on the page: stages without sealing, the forms, the list from a sheet, release, paper."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from factories.bureau import enter_some_subjects, open_bureau
from factories.stage import stage
from factories.windows import make_bench, settle, sign_in
from pypdf import PdfReader

from inspector_desktop.gui.pages.drawing import reading
from inspector_desktop.gui.pages.draws import DrawsPage
from inspector_desktop.inspection.store import inspections
from inspector_desktop.plan.acts import approve_plan, draw_up_plan

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    made = make_bench(tmp_path, clock, monkeypatch)
    enter_some_subjects(made.bureau)
    return made


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    sign_in(qtbot, made)
    yield made
    made.stop()


def open_plan(bench, window, qtbot, *, approved=True):
    bureau = bench.bureau
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind="main",
            title="2026年滑县气象局随机抽查001", task_title="防雷抽查", basis="000 二(一)", window_from="2026-11-20",
            window_until="2026-12-18", categories=("testing", "balloon", "key-unit"),
        )  # fmt: skip
        if approved:
            approve_plan(
                session,
                desk=bureau.desk(),
                clock=bureau.clock,
                profile=bureau.profile,
                plan=plan,
                by="赵志强",
                on_paper=True,
            )
    window.navigate("plans-draws", plan=plan)
    settle(qtbot, window)
    return window.pages["plans-draws"]


def fill(page, tmp_path):
    shot = tmp_path / "平台截图.png"
    shot.write_bytes(PICTURE)
    stage = page.recording
    stage.number.setText("SPT-2026-0417")
    stage.day.set_value("2026-11-20")
    stage.time.setText("09:30")
    stage.list.set_value("滑县第1加油站\t李建国、周敏\nS0009\t陈刚、马红")
    stage.take_evidence(shot)
    stage.reason.setText("省局任务统一下达数量")
    return stage


def sheet(path, rows):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    book.close()
    path.write_bytes(out.getvalue())
    return path


def test_a_main_plan_has_a_stage_to_record_and_none_to_seal(bench, window, qtbot):
    page = open_plan(bench, window, qtbot, approved=False)
    assert page.whole.stages == (reading.LIST, reading.RECORD, reading.SUBJECTS, reading.GROUPS, reading.RELEASE)
    page._show_stage(reading.RECORD)
    assert not page.recording.go.isEnabled()
    page.listing.approver.setText("赵志强")
    page.listing.approve.click()
    settle(qtbot, window)
    assert page.stage == reading.RECORD
    assert page.recording.go.isEnabled()
    assert page.recording.go.text() == "登记平台抽取"
    assert "河南省部门协同监管平台" in page.recording._told.text()
    assert page.recording.form.field("host").isHidden()


def test_a_platform_draw_is_recorded_shown_as_such_and_its_tasks_released(bench, window, qtbot, tmp_path):
    page = open_plan(bench, window, qtbot)
    fill(page, tmp_path).run()
    settle(qtbot, window)
    assert page.banner.text() == "已登记抽取结果，抽中 2 家。请核对后发布任务。"
    assert page.stage == reading.SUBJECTS
    assert [row.name for row in page.subjects.table.rows_model.rows()] == ["滑县第1加油站", "滑县第9加油站"]
    assert [row.officers for row in page.groups.groups.rows_model.rows()] == ["李建国、周敏", "陈刚、马红"]
    page.write_record(tmp_path / "登记表.pdf")
    settle(qtbot, window)
    text = "".join(PdfReader(tmp_path / "登记表.pdf").pages[0].extract_text().split())
    for word in ("抽取登记表", "平台抽取", "SPT-2026-0417", "本机只作登记，没有验算"):
        assert word in text
    assert "已验算" not in text
    page._show_stage(reading.RELEASE)
    page.release.approver.setText("赵志强")
    page.release.go.click()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        views = inspections(session, bench.bureau.desk().bureau)
    assert {(one.plan_number, one.task_number) for one in views} == {("2026001", "SPT-2026-0417")}
    assert len(views) == 2


def test_a_list_comes_from_a_spreadsheet_or_is_picked_from_the_register(bench, window, qtbot, tmp_path):
    page = open_plan(bench, window, qtbot)
    stage = fill(page, tmp_path)
    rows = [("序号", "主体名称", "检查人员"), ("1", "滑县第2加油站", "陈刚、马红")]
    stage.take_sheet(sheet(tmp_path / "平台.xlsx", rows))
    settle(qtbot, window)
    stage.seek("S0012")
    settle(qtbot, window)
    (row,) = stage.found.rows_model.rows()
    stage.add(row)
    assert stage.list.value().splitlines()[-1] == "S0012\t滑县第12加油站"
    stage.run()
    settle(qtbot, window)
    assert [one.drawn.subject for one in page.whole.drawn] == ["S0002", "S0012"]


def test_names_the_registers_lack_are_told_and_nothing_is_recorded(bench, window, qtbot, tmp_path):
    page = open_plan(bench, window, qtbot)
    stage = fill(page, tmp_path)
    stage.list.set_value("滑县某厂\t李建国、周敏\nS0009\t陈刚、马红")
    stage.run()
    settle(qtbot, window)
    assert "名录库里找不到滑县某厂" in page.banner.text()
    assert page.whole.draw is None


def test_without_a_screenshot_or_with_an_unreadable_time_nothing_is_recorded(bench, window, qtbot, tmp_path):
    page = open_plan(bench, window, qtbot)
    stage = fill(page, tmp_path)
    stage.take_evidence(tmp_path / "没有.png")
    assert "没有.png" in page.banner.text()
    stage._evidence = b""
    stage.run()
    settle(qtbot, window)
    assert "没有附平台截图" in page.banner.text()
    stage.time.setText("九点")
    stage.run()
    assert stage.form.field("time").refusal() == "时间写法看不懂。请写成 09:20。"


def new_plan(window, qtbot, kind):
    window.navigate("plans-draws", new="1")
    settle(qtbot, window)
    page = window.pages["plans-draws"]
    page.form.kind.set_value(kind)
    return page


@pytest.mark.obligation("F054")
def test_a_main_plan_is_numbered_and_named_by_rule_and_told_where_it_is_drawn(bench, window, qtbot):
    page = new_plan(window, qtbot, "main")
    assert page.form.place.text() == "在河南省部门协同监管平台抽取，结果在本机登记"
    page.form.by_rule.click()
    settle(qtbot, window)
    assert page.form.form.field("title").editor.value() == "2026年滑县气象局随机抽查001"
    page.form.run()
    settle(qtbot, window)
    assert (page.whole.plan.kind, page.whole.plan.number, page.whole.place) == ("main", "2026001", "platform")
    assert page.whole.plan.ratio_text == "30%、5%"


@pytest.mark.obligation("F025", "F054")
def test_a_joint_plan_lacks_neither_its_partner_nor_one_of_the_agreed_settings(bench, window, qtbot):
    page = new_plan(window, qtbot, "joint")
    table = page.form.table
    page.form.form.field("title").editor.setText("2026年滑县部门联合抽查001")
    page.form.run()
    settle(qtbot, window)
    assert "没有写联合部门" in page.banner.text()
    table._lines["partners"].setText("县应急管理局")
    page.form.run()
    settle(qtbot, window)
    assert "还没有填写检查领域、检查对象" in page.banner.text()
    for title, editor in table._joint.items():
        assert not table.form.field(f"joint {title}").isHidden()
        editor.setText(f"{title}如协议")
    page.form.run()
    settle(qtbot, window)
    assert page.whole.plan.number == "联2026001"
    assert [title for title, _ in page.whole.plan.joint] == list(bench.bureau.profile.plan.joint_fields)


@pytest.mark.obligation("F055")
def test_the_form_forecasts_coverage_and_visits_and_follows_another_ratio(bench, window, qtbot):
    page = new_plan(window, qtbot, "supplementary")
    assert page.form.categories.reach.text() == ("覆盖库内 10.6%（共 47 家）；本期已列入检查 0 家，已达次数上限 0 家。")
    page.form.categories.rows["key-unit"].ratio.setText("10")
    page.form.categories.forecast()
    assert page.form.categories.rows["key-unit"].line.text() == "比例 10% · 库内 40 家 · 应抽 4 家"
    page.form.categories.rows["key-unit"].ratio.setText("很多")
    page.form.form.field("title").editor.setText("补充")
    page.form.run()
    assert "比例写法看不懂" in page.form.form.field("categories").refusal()


def test_the_tables_of_plans_are_written_as_workbook_and_paper(bench, window, qtbot, tmp_path):
    page = open_plan(bench, window, qtbot)
    page.files.write_table("internal-xlsx", tmp_path / "计划.xlsx")
    page.files.write_table("internal-pdf", tmp_path / "计划.pdf")
    settle(qtbot, window)
    settle(qtbot, window)
    assert (tmp_path / "计划.xlsx").read_bytes().startswith(b"PK")
    text = "".join(PdfReader(tmp_path / "计划.pdf").pages[0].extract_text().split())
    assert "2026年内部联合" in text
    assert "2026" in text


def record_upper(window, qtbot, page, *, listed="", boxes=()):
    page._to_list()
    page._new_upper()
    form = page.upper
    form.title.setText("安阳市2026年防雷安全抽查计划")
    form.first.set_value("2026-11-01")
    form.last.set_value("2026-12-31")
    form.list.set_value(listed)
    for key in boxes:
        form.boxes[key].setChecked(True)
    form.run()
    settle(qtbot, window)


@pytest.mark.obligation("F047")
def test_an_upper_plan_with_a_list_takes_its_subjects_out_of_ours_once_it_is_followed(bench, window, qtbot):
    page = new_plan(window, qtbot, "supplementary")
    page.form.form.field("title").editor.setText("2026年补充抽查")
    page.form.run()
    settle(qtbot, window)
    plan = page.plan
    record_upper(window, qtbot, page, listed="滑县第1加油站\nS0009\n滑县某厂", boxes=("testing", "key-unit"))
    assert page.banner.text().startswith("已登记上级计划")
    page._open_plan(plan)
    settle(qtbot, window)
    (overlap,) = page.whole.overlaps
    assert (overlap.subjects, overlap.upper) == (("S0001", "S0009"), True)
    page.standing.settle(overlap, overlap.proposal)
    settle(qtbot, window)
    assert page.whole.overlaps == ()
    page._new_upper()
    settle(qtbot, window)
    (row,) = page.upper.known.rows_model.rows()
    assert (row.title, row.unmatched) == ("安阳市2026年防雷安全抽查计划", "滑县某厂")
    page._open_plan(plan)
    settle(qtbot, window)
    assert {one.name: one.rule for one in page.whole.survey.excluded} == {
        "滑县第1加油站": "upper", "滑县第9加油站": "upper",
    }  # fmt: skip


@pytest.mark.obligation("F047")
def test_a_plan_whose_every_category_an_upper_plan_covers_gives_way_and_is_not_approved(bench, window, qtbot):
    page = open_plan(bench, window, qtbot, approved=False)
    plan = page.plan
    record_upper(window, qtbot, page, boxes=("testing", "balloon", "key-unit"))
    page._open_plan(plan)
    settle(qtbot, window)
    (overlap,) = page.whole.overlaps
    page.standing.settle(overlap, "kept")
    settle(qtbot, window)
    assert "须写明理由" in page.banner.text()
    page.standing.settle(overlap, overlap.proposal)
    settle(qtbot, window)
    assert page.whole.plan.standing == "superseded"
    page.listing.approver.setText("赵志强")
    page.listing.approve.click()
    settle(qtbot, window)
    assert "已按上级计划组织实施" in page.banner.text()


def test_filing_and_publishing_are_registered_with_body_place_and_day(bench, window, qtbot):
    page = open_plan(bench, window, qtbot, approved=False)
    standing = page.standing
    assert standing._publishing.isHidden()
    standing.filed_on.set_value("2026-12-24")
    standing.file.click()
    settle(qtbot, window)
    assert "晚于今天" in page.banner.text()
    standing.filed_on.set_value("2026-11-19")
    standing.file.click()
    settle(qtbot, window)
    assert page.whole.plan.standing == "filed"
    page.listing.approver.setText("赵志强")
    page.listing.approve.click()
    settle(qtbot, window)
    assert page.whole.plan.standing == "approved"
    standing.publish.click()
    settle(qtbot, window)
    plan = page.whole.plan
    assert (plan.standing, plan.filed_with, plan.published_where) == (
        "published", "安阳市气象局", "滑县人民政府门户网站",
    )  # fmt: skip


def test_a_draw_by_lot_is_recorded_with_who_held_it_and_no_number_of_a_platform(tmp_path, clock, qtbot):
    bureau = open_bureau(tmp_path, clock)
    enter_some_subjects(bureau)
    place = bureau.profile.draw.place.model_copy(update={"main": "by-hand"})
    drawn = bureau.profile.draw.model_copy(update={"place": place})
    bureau.profile = bureau.profile.model_copy(update={"draw": drawn})
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind="main", title="年度抽查",
            task_title="抽查", basis="", window_from="2026-11-20", window_until="2026-12-18",
            categories=("testing", "key-unit"),
        )  # fmt: skip
        approve_plan(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            plan=plan,
            by="赵志强",
            on_paper=True,
        )
    with stage(bureau, tmp_path) as made:
        page = DrawsPage(made.context)
        made.pages.append(page)
        qtbot.addWidget(page)
        page.show()
        page.open(plan=plan)
        qtbot.waitUntil(lambda: page.whole is not None and page.stage == reading.RECORD)
        form = fill(page, tmp_path)
        assert form.form.field("number").isHidden()
        assert not form.form.field("witnesses").isHidden()
        form.run()
        qtbot.waitUntil(lambda: "主持人、操作人、监督人须写全" in page.banner.text())
        for key, name in (("host", "赵志强"), ("operator", "王秀英"), ("overseer", "孙志远"), ("witnesses", "孙丽")):
            form.people[key].setText(name)
        form.run()
        qtbot.waitUntil(lambda: page.whole is not None and page.whole.draw is not None)
        draw = page.whole.draw
    assert (draw.place, draw.task_number, len(draw.drawn)) == ("by-hand", "", 2)
    assert "孙丽" in draw.people
    bureau.engine.dispose()


def test_what_differs_from_the_rules_is_shown_before_it_is_recorded_and_kept_with_its_reason(
    bench, window, qtbot, tmp_path
):
    page = open_plan(bench, window, qtbot)
    stage = fill(page, tmp_path)
    stage.reason.setText("")
    assert stage.form.field("reason").isHidden()
    stage.run()
    settle(qtbot, window)
    assert page.whole.draw is None
    assert "雷电防御检测机构：应抽2家，登记1家" in stage.differs.text()
    assert not stage.form.field("reason").isHidden()
    stage.reason.setText("省局任务统一下达数量")
    stage.run()
    settle(qtbot, window)
    assert page.whole.draw.differs_reason == "省局任务统一下达数量"
