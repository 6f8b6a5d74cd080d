"""Plans and draws: planned, approved, sealed, typed by two, drawn, verified, released, or declared void."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from io import BytesIO

import pytest
import python_calamine
from factories.bureau import DIGITS, approved_plan, enter_some_subjects
from factories.windows import make_bench, settle, sign_in
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel

from inspector_desktop.draw.signing import judge
from inspector_desktop.draw.store import draws
from inspector_desktop.draw.transcript import verify
from inspector_desktop.exchange.signed import public_text
from inspector_desktop.gui.pages.drawing import reading
from inspector_desktop.gui.pages.drawing.files import RELEASED
from inspector_desktop.gui.pages.drawing.steps import steps_of
from inspector_desktop.gui.pages.drawing.verifying import VerifyWindow
from inspector_desktop.inspection.store import inspections
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.plan.store import plans
from inspector_desktop.registry.store import items


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


@pytest.fixture
def page(window, qtbot):
    window.navigate("plans-draws")
    settle(qtbot, window)
    return window.pages["plans-draws"]


def plan(qtbot, window, page):
    page.context.navigate("plans-draws", new="1")
    settle(qtbot, window)
    for key, text in (("title", "2026年防雷安全补充抽查"), ("task", "防雷补充抽查"), ("basis", "局务会议纪要")):
        page.form.form.field(key).editor.setText(text)
    page.form.run()
    settle(qtbot, window)


def approve(qtbot, window, page):
    page.listing.approver.setText("赵志强")
    page.listing.approve.click()
    settle(qtbot, window)


def seal(qtbot, window, page):
    page._show_stage(reading.SEALED)
    page.sealing.run()
    settle(qtbot, window)


def type_digits(page, second=DIGITS, names=("王秀英", "赵志强")):
    for typing, name, digits in ((page.numbers.first, names[0], DIGITS), (page.numbers.second, names[1], second)):
        typing.name.setText(name)
        typing.digits.setText(digits)
        typing.finish()


def to_digits(qtbot, window, page, bench):
    plan(qtbot, window, page)
    approve(qtbot, window, page)
    seal(qtbot, window, page)
    page.sealing.anchor.setText("县司法局 孙丽 抄录前16位")
    page.sealing.save_anchor.click()
    settle(qtbot, window)
    to_numbers(qtbot, window, page, bench)


def to_numbers(qtbot, window, page, bench):
    bench.clock.advance(minutes=20)
    page.stale()
    settle(qtbot, window)
    page._show_stage(reading.NUMBERS)


def hold(qtbot, window, page, bench):
    to_digits(qtbot, window, page, bench)
    type_digits(page)
    page.numbers.witnesses.setText("孙丽")
    page.numbers.go.click()
    settle(qtbot, window)


@pytest.mark.obligation("F150")
@pytest.mark.obligation("F004", "F048")
def test_a_supplementary_plan_is_drawn_up_with_how_many_will_be_due(bench, window, page, qtbot):
    page.context.navigate("plans-draws", new="1")
    settle(qtbot, window)
    assert page.form.categories.rows["key-unit"].line.text() == "比例 5% · 库内 40 家 · 应抽 2 家"
    assert page.form.categories.sum.text() == "共应抽 5 家"
    page.form.categories.rows["balloon"].box.setChecked(False)
    assert page.form.categories.sum.text() == "共应抽 4 家"
    page.form.run()
    settle(qtbot, window)
    assert page.banner.text() == "计划：还没有写计划名称，或没有选类别。请填写后再保存。"
    plan(qtbot, window, page)
    with bench.bureau.reading() as session:
        (made,) = plans(session, bench.bureau.desk().bureau)
    assert (made.title, made.kind, made.state) == ("2026年防雷安全补充抽查", "supplementary", "drawn-up")
    assert page.title == "2026年防雷安全补充抽查"
    assert page.stage == reading.LIST


@pytest.mark.obligation("F131")
def test_nothing_is_sealed_before_the_plan_is_approved(bench, window, page, qtbot):
    plan(qtbot, window, page)
    page._show_stage(reading.SEALED)
    assert not page.sealing.seal.isEnabled()
    assert page.sealing.seal.toolTip() == "计划还没有批准：先在“名单规则”登记批准。"
    page.listing.approve.click()
    settle(qtbot, window)
    assert page.banner.text() == "计划：没有写批准人。请填写批准人姓名。"
    approve(qtbot, window, page)
    assert page.stage == reading.SEALED
    assert page.sealing.seal.isEnabled() and not page.sealing.seal.toolTip()


def test_an_event_in_the_past_is_refused_and_an_unreadable_time_is_told_in_the_form(window, page, qtbot):
    plan(qtbot, window, page)
    approve(qtbot, window, page)
    page.sealing.time.setText("九点")
    page.sealing.run()
    assert page.sealing.form.field("time").refusal() == "时间写法看不懂。请写成 09:20。"
    page.sealing.time.setText("09:20")
    page.sealing.run()
    settle(qtbot, window)
    assert page.banner.text().startswith("封存公布：随机号码的产生时间必须在封存之后")


def test_the_fields_for_the_digits_open_by_themselves_when_the_event_is_over(bench, window, page, qtbot):
    plan(qtbot, window, page)
    approve(qtbot, window, page)
    seal(qtbot, window, page)
    assert {one.key: one.under for one in steps_of(page.whole)}[reading.SUBJECTS] == "应抽 5"
    page._show_stage(reading.NUMBERS)
    assert page.numbers._form.isHidden()
    assert page._event.isActive()
    bench.clock.advance(minutes=20)
    page._event.timeout.emit()
    settle(qtbot, window)
    assert not page.numbers._form.isHidden()
    assert not page._event.isActive()


def test_the_commitment_is_shown_in_groups_of_four_and_the_witness_noted_before_the_event(bench, window, page, qtbot):
    plan(qtbot, window, page)
    approve(qtbot, window, page)
    seal(qtbot, window, page)
    assert page.stage == reading.SEALED
    draw = page.whole.draw
    shown = [label.accessibleName() for label in page.sealing._after.findChildren(QLabel)]
    assert "".join("".join(text.split()) for text in shown) == draw.commitment
    page.sealing.anchor.setText("县司法局 孙丽 抄录前16位")
    page.sealing.save_anchor.click()
    settle(qtbot, window)
    assert page.whole.draw.anchor == "县司法局 孙丽 抄录前16位"


def test_the_second_person_cannot_see_the_first_and_differing_places_are_named(bench, window, page, qtbot):
    to_digits(qtbot, window, page, bench)
    numbers = page.numbers
    assert not numbers.second.isEnabled()
    numbers.first.name.setText("王秀英")
    numbers.first.digits.setText(DIGITS)
    numbers.first.finish()
    assert numbers.second.isEnabled()
    assert numbers.first.digits.displayText() == "●" * 20
    numbers.go.click()
    assert "还有一人没有录完" in numbers.second.form.field("digits").refusal()
    numbers.second.name.setText("赵志强")
    numbers.second.digits.setText(DIGITS[:3] + "9" + DIGITS[4:])
    numbers.second.finish()
    numbers.go.click()
    settle(qtbot, window)
    assert "两次录入第4位不一致" in page.banner.text()
    assert numbers.first.value() == ""
    assert page.whole.draw.state == "frozen"


def test_one_person_may_not_type_both(bench, window, page, qtbot):
    to_digits(qtbot, window, page, bench)
    type_digits(page, names=("王秀英", "王秀英"))
    page.numbers.go.click()
    settle(qtbot, window)
    assert page.banner.text() == "随机号码：两次录入须由两名不同的人完成。请另一人录入第二遍。"


def test_a_list_nobody_outside_could_know_is_drawn_from_only_with_a_reason(bench, window, page, qtbot):
    plan(qtbot, window, page)
    approve(qtbot, window, page)
    seal(qtbot, window, page)
    to_numbers(qtbot, window, page, bench)
    type_digits(page)
    assert not page.numbers.reason.isVisible()
    page.numbers.go.click()
    settle(qtbot, window)
    assert page.whole.draw.state == "frozen" and page.numbers.reason.isVisible()
    assert "没有局外见证人" in page.numbers._present.field("reason").refusal()
    page.numbers.reason.setText("当场停电，清单未能打印")
    page.numbers.go.click()
    settle(qtbot, window)
    assert (page.whole.draw.state, page.whole.draw.unproven) == ("held", "commitment,witness")


def test_too_few_digits_are_told_at_once(bench, window, page, qtbot):
    to_digits(qtbot, window, page, bench)
    page.numbers.first.name.setText("王秀英")
    page.numbers.first.digits.setText("123")
    page.numbers.first.finish()
    assert page.numbers.first.form.field("digits").refusal() == "应为 20 位，现有 3 位。"


@pytest.mark.obligation("F001", "F005")
def test_the_result_is_shown_by_class_with_ticket_and_chance_and_names_can_be_hidden(bench, window, page, qtbot):
    hold(qtbot, window, page, bench)
    assert page.stage == reading.SUBJECTS
    assert page.banner.text() == "第 1 次抽取完成，抽中 5 家。"
    rows = page.subjects.table.rows_model.rows()
    assert [row.order for row in rows] == [1, 2, 3, 4, 5]
    assert [row.chance for row in rows] == ["50%", "50%", "33.3%", "5%", "5%"]
    tickets = [row.drawn.ticket for row in rows if row.drawn.stratum == "testing"]
    assert tickets == sorted(tickets)
    assert "加油站" in page.subjects._name(rows[0]).text
    page._toggle_mask()
    assert page.subjects._name(rows[0]).text == "雷电防御检测机构 1 号"


def test_verifying_says_what_is_proven_and_what_is_not_of_the_kept_record_and_of_the_saved_one(
    bench, window, page, qtbot, tmp_path
):
    hold(qtbot, window, page, bench)
    page.verify()
    settle(qtbot, window)
    (shown,) = page.findChildren(VerifyWindow)
    told = "\n".join(one.text() for one in shown._results.findChildren(QLabel))
    assert "本机保存的记录" in told and told.count("已证明：") == 1 and told.count("未证明：") == 4
    page.write_transcript(tmp_path / "draw.json")
    settle(qtbot, window)
    shown.check((tmp_path / "draw.json",))
    settle(qtbot, window)
    told = "\n".join(one.text() for one in shown._results.findChildren(QLabel))
    assert "本局一台设备的公钥，本机认得" in told and told.count("已证明：") == 2 and told.count("未证明：") == 3
    shown.close()


def test_record_notice_and_transcript_are_written_as_files(bench, window, page, qtbot, tmp_path):
    hold(qtbot, window, page, bench)
    page.write_record(tmp_path / "抽取记录.pdf")
    page.write_notice(tmp_path / "封存公告.pdf")
    page.write_transcript(tmp_path / "draw.json")
    settle(qtbot, window)
    text = "".join(PdfReader(BytesIO((tmp_path / "抽取记录.pdf").read_bytes())).pages[0].extract_text().split())
    assert "随机抽取记录" in text
    assert (tmp_path / "封存公告.pdf").read_bytes().startswith(b"%PDF")
    content, signature = ((tmp_path / name).read_bytes() for name in ("draw.json", "draw.sig.json"))
    answer = verify(content)
    pin = public_text(bench.bureau.desk().signer)
    assert answer.verified and judge(content, answer, signature=signature, pin=pin).standing == "pinned"


def test_groups_show_officers_loads_and_the_reserve(bench, window, page, qtbot):
    hold(qtbot, window, page, bench)
    rows = page.groups.groups.rows_model.rows()
    assert [row.title for row in rows] == ["第 1 组", "第 2 组", "递补"]
    assert all("、" in row.officers for row in rows[:2])
    assert sum(int(row.load.split()[0]) for row in rows[:2]) == 5


@pytest.mark.obligation("F022", "F058", "F084")
def test_after_the_release_each_officer_has_a_list_and_each_object_a_sheet(bench, window, page, qtbot, tmp_path):
    hold(qtbot, window, page, bench)
    page._show_stage(reading.RELEASE)
    page.release.approver.setText("赵志强")
    page.release.go.click()
    settle(qtbot, window)
    for which in RELEASED:
        page.files.write_release(page.whole, which, tmp_path / f"{which}.{which.split('-')[-1]}")
        settle(qtbot, window)
    desk = bench.bureau.desk()
    with bench.bureau.reading() as session:
        views = inspections(session, desk.bureau)
    rows = python_calamine.load_workbook(tmp_path / "release-list-xlsx.xlsx").get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + sum(len(view.officers) for view in views)
    for view in views:
        for officer in view.officers:
            (row,) = [one for one in rows if one[0] == officer.name and one[2] == view.subject_name]
            assert row[1] == officer.certificate
            assert view.items[0].title in row[5]
            assert row[7] == "11月20日至12月31日"
    for name, told in (("release-list-pdf", "发布任务清单"), ("release-assignment-pdf", "检查任务单")):
        text = subprocess.run(
            ["pdftotext", "-layout", tmp_path / f"{name}.pdf", "-"], check=True, capture_output=True, text=True
        ).stdout
        assert told in text
        assert all(view.subject_name in text for view in views)
    assert text.count("\f") == len(views)
    with bench.bureau.reading() as session:
        contents = {one.id: one.on("2026-11-20").content for one in items(session, desk.bureau)}
    for view, sheet in zip(sorted(views, key=lambda one: text.index(one.subject_name)), text.split("\f"), strict=False):
        told = (view.subject_name, view.items[0].title[:6], contents[view.items[0].id][:6], "11月20日至12月31日")
        assert all(one and one in sheet for one in told)  # whom, what, how far, by when


@pytest.mark.obligation("F022")
def test_releasing_opens_approves_and_hands_over_every_inspection(bench, window, page, qtbot):
    hold(qtbot, window, page, bench)
    page._show_stage(reading.RELEASE)
    page.release.go.click()
    settle(qtbot, window)
    assert page.whole.draw.state == "held"
    page.release.approver.setText("赵志强")
    page.release.go.click()
    assert not page.release.go.isEnabled()  # the same tasks are not released twice
    settle(qtbot, window)
    assert page.banner.text().startswith("已发布 5 家的检查任务")
    assert page.release.go.isEnabled()
    desk = bench.bureau.desk()
    with bench.bureau.reading() as session:
        views = inspections(session, desk.bureau)
        assert len(views) == 5
        for view in views:
            assert find_authorisation(session, desk.bureau, view.dossier).approver == "赵志强"
            first = view.officers[0].id
            assert view.tray_person == ("" if first == desk.person.id else first)
    assert len(page.release.table.rows_model.rows()) == 5


def test_a_void_needs_reason_and_approver_and_lets_the_plan_be_sealed_again(bench, window, page, qtbot):
    hold(qtbot, window, page, bench)
    page._on_more("void")
    page.void.go.click()
    settle(qtbot, window)
    assert page.banner.text().startswith("作废本次抽取：没有写明原因或批准人")
    page.void.reason.set_value("名单有误")
    page.void.approver.setText("主要负责人")
    page.void.go.click()
    settle(qtbot, window)
    assert page.whole.draw is None
    assert [one.void_reason for one in page.whole.void] == ["名单有误"]
    assert page.stage == reading.SEALED
    with bench.bureau.reading() as session:
        (draw,) = draws(session, bench.bureau.desk().bureau)
    assert json.loads(draw.transcript)["result"] != {}


@pytest.mark.obligation("F018")
def test_those_without_part_stand_with_their_rule_before_and_after_sealing(bench, window, page, qtbot):
    from inspector_desktop.gui.pages.drawing.listing import out_lines
    from inspector_desktop.registry.acts import change_subjects

    bureau = bench.bureau
    with bureau.writing() as session:
        change_subjects(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            ids=["S0001"],
            changes={"survival": "closed"},
            reason="关停",
        )
    plan(qtbot, window, page)
    expected = [("滑县第1加油站", "关停、迁出或注销")]
    assert [(one.name, one.rule) for one in out_lines(page.whole)] == expected
    approve(qtbot, window, page)
    seal(qtbot, window, page)
    assert [(one.name, one.rule) for one in out_lines(page.whole)] == expected


def test_unsettled_subjects_lead_to_the_registers(bench, window, page, qtbot):
    from inspector_desktop.registry.acts import change_subjects

    bureau = bench.bureau
    with bureau.writing() as session:
        change_subjects(
            session, desk=bureau.desk(), clock=bureau.clock, ids=["S0002"], changes={"category": ""}, reason="待核"
        )
    plan(qtbot, window, page)
    approve(qtbot, window, page)
    seal(qtbot, window, page)
    assert "还有1家没有分类" in page.banner.text()
    page.listing.settle.emit()
    settle(qtbot, window)
    assert window.current == "registers"
    assert [row.key for row in window.pages["registers"].subjects.table.rows_model.rows()] == ["S0002"]


def test_a_chief_reads_and_may_not_act(bench, qtbot):
    window = bench.window()
    sign_in(qtbot, window, "16011")
    window.navigate("plans-draws")
    settle(qtbot, window)
    page = window.pages["plans-draws"]
    assert not page.may_act
    page._new_plan()
    assert page._faces.currentIndex() == 0
    window.stop()


def test_the_conditions_of_a_directed_draw_are_offered_from_the_registers_and_kept_with_the_plan(
    bench, qtbot, window, page
):
    page.context.navigate("plans-draws", new="1")
    settle(qtbot, window)
    for key, text in (("title", "城关定向抽查"), ("task", "定向抽查")):
        page.form.form.field(key).editor.setText(text)
    areas = page.form.conditions.fields["officer", "unit"]
    assert areas.isEnabled()
    first = areas._menu.actions()[0]
    first.setChecked(True)
    assert areas.text() == first.text()
    page.form.run()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        made = plans(session, bench.bureau.desk().bureau)[0]
    assert [(one.side, one.column, one.values) for one in made.conditions] == [("officer", "unit", (first.text(),))]
    page.context.navigate("plans-draws", new="1")
    settle(qtbot, window)
    assert page.form.conditions.value() == ()
    page.form.type.set_value("undirected")
    page.form._show_type()
    assert not page.form.conditions.isVisibleTo(page.form)


def test_the_list_of_plans_stands_before_the_parts_of_a_draw_are_made(bench, qtbot):
    enter_some_subjects(bench.bureau)
    approved_plan(bench.bureau)
    window = bench.window()
    sign_in(qtbot, window)
    window.navigate("plans-draws")
    page = window.pages["plans-draws"]
    assert page.table.isVisible()
    assert not any(page.made(one) for one in ("form", "how", "ceremony", "year", "drawing"))
    qtbot.waitUntil(lambda: page.made("drawing"), timeout=60_000)  # by itself, so that a plan opens without a pause
    assert not page.made("form")
    window.stop()


def test_a_certificate_that_ends_inside_the_window_is_named_where_the_tasks_are_released(bench, window, page, qtbot):
    hold(qtbot, window, page, bench)
    page._show_stage(reading.RELEASE)
    assert not page.release.ending.isVisible()
    page.release.show_whole(replace(page.whole, ending=(("李建国", "2026-12-10"),)), may_act=True)
    assert page.release.ending.text().startswith("李建国（2026年12月10日）的执法证在检查结束日")
    window.resize(1366, 768)
    settle(qtbot, window)
