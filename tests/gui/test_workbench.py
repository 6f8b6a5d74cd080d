"""The workbench: what to do today, what is late, what waits to be uploaded."""

from __future__ import annotations

import os
from datetime import date, timedelta

import pytest
from factories.bureau import released_inspections
from factories.visits import come
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QLabel

from inspector_desktop.check.joint_acts import note_first_visit
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.pages.workbench import _until, due_chip, due_line
from inspector_desktop.inspection.deadlines import Due
from inspector_desktop.inspection.joining import plan_day
from inspector_desktop.inspection.records import Milestone
from inspector_desktop.inspection.store import inspections
from inspector_desktop.journal.dossiers import hand_over
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.wording import say

SHOTS = os.environ.get("LATE_SHOTS", "")


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def dossiers(bench):
    bureau = bench.bureau
    found = released_inspections(bureau)
    with bureau.writing() as session:
        for one in found:
            register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=one, approver="赵志强")
    return found


def team_of(bench, dossier):
    with bench.bureau.reading() as session:
        views = inspections(session, bench.bureau.desk().bureau)
    return [officer.id for officer in next(one for one in views if one.dossier == dossier).officers]


def milestone(bench, dossier, step, begun, done=""):
    with bench.bureau.writing() as session:
        desk = bench.bureau.desk()
        session.add(Milestone(bureau=desk.bureau, dossier=dossier, step=step, begun_at=begun, done_at=done))


@pytest.mark.obligation("F069")
@pytest.mark.obligation("F041", "F042")
def test_an_officer_sees_the_check_under_way_what_follows_and_what_is_late(bench, dossiers, qtbot):
    person = team_of(bench, dossiers[0])[0]
    milestone(bench, dossiers[0], "check", "2026-11-12T02:00:00Z", "2026-11-12T03:00:00Z")
    window = bench.window()
    sign_in(qtbot, window, person)
    page = window.pages["workbench"]
    assert page.title == "今天，11月20日 星期五"
    (row,) = page.today.rows_model.rows()
    assert row.stage_title == "签字送达"
    assert all(person in team_of(bench, one.key) for one in page.following.rows_model.rows())
    late = [one for one in page.findChildren(object) if type(one).__name__ == "Chip" and "逾期" in one.text()]
    assert [chip.text() for chip in late] == ["逾期 1 个工作日"]
    assert late[0].tone() == "red"
    window.stop()


@pytest.mark.obligation("F034")
def test_what_a_team_planned_stands_by_its_day_and_on_that_day_under_today(bench, dossiers, qtbot):
    person = team_of(bench, dossiers[0])[0]
    mine = [one for one in dossiers if person in team_of(bench, one)]
    with bench.bureau.writing() as session:
        desk, clock = bench.bureau.desk(), bench.bureau.clock
        plan_day(session, desk=desk, clock=clock, dossier=mine[0], day="2026-11-20")
        plan_day(session, desk=desk, clock=clock, dossier=mine[-1], day="2026-11-24")
    window = bench.window()
    sign_in(qtbot, window, person)
    page = window.pages["workbench"]
    assert [one.key for one in page.today.rows_model.rows()] == [mine[0]]
    first = page.following.rows_model.rows()[0]
    assert first.key == mine[-1] and _until(first).text == "计划11月24日检查"
    if SHOTS:
        page.window().grab().save(f"{SHOTS}/planned.png")
    window.stop()


def test_what_was_handed_over_is_taken_up_in_one_press(bench, dossiers, qtbot):
    bureau = bench.bureau
    with bureau.writing() as session:
        hand_over(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossiers[0], to_person="16004")
    window = bench.window()
    sign_in(qtbot, window, "16004")
    page = window.pages["workbench"]
    (row,) = page.tray.rows_model.rows()
    page.tray.button_pressed.emit(row, "")
    settle(qtbot, window)
    assert page.tray.rows_model.rows() == ()
    assert page.banner.text() == f"已接办{row.view.subject_name}。联网确认后可以办理。"
    bureau.receipt_everything()
    window.tasks.tell("sync")
    settle(qtbot, window)
    assert page.banner.text() == f"局服务器已确认接办{row.view.subject_name}，现在可以办理。"
    window.stop()


def test_a_chief_for_whom_nothing_waits_is_told_so_instead_of_an_empty_side(bench, qtbot):
    window = bench.window()
    sign_in(qtbot, window, "16011")
    page = window.pages["workbench"]
    assert page._none_tray.isVisible() and not page.tray.isVisible()
    assert not page._today.isVisible()
    window.stop()


def test_the_supervising_section_is_led_from_registers_to_release(bench, qtbot):
    window = bench.window()
    sign_in(qtbot, window)
    page = window.pages["workbench"]
    assert page.errands.rows_model.rows() == ()
    assert "补充计划" in page._none_errands.text()
    from factories.bureau import approved_plan, enter_some_subjects

    enter_some_subjects(bench.bureau)
    approved_plan(bench.bureau)
    window.tasks.tell("plans")
    settle(qtbot, window)
    (row,) = page.errands.rows_model.rows()
    assert row.stage == "封存名单"
    page.errands.opened.emit(row)
    settle(qtbot, window)
    assert window.current == "plans-draws"
    assert window.pages["plans-draws"].title == "2026年防雷安全补充抽查"
    window.stop()


def a_due(**more) -> Due:
    given = {
        "deadline": "D01", "title": "结果录入省平台", "dossier": "d", "subject": "滑县第一高级中学",
        "started_on": date(2026, 11, 12), "day": date(2026, 11, 19), "provisional": False, "late": 0, "soon": False,
        "length": 5, "unit": "working-days",
    }  # fmt: skip
    return Due(**(given | more))


@pytest.mark.parametrize(
    ("due", "text", "tone"),
    [
        (a_due(late=1), "逾期 1 个工作日", "red"),
        (a_due(day=date(2026, 11, 20), soon=True), "今天到期", "amber"),
        (a_due(day=date(2026, 11, 24), soon=True), "11月24日到期", "amber"),
        (a_due(day=date(2026, 12, 30)), "12月30日到期", "grey"),
    ],
)
def test_a_deadline_says_late_soon_or_its_day_in_words_and_colour(due, text, tone):
    chip = due_chip(due, date(2026, 11, 20))
    assert (chip.text, chip.tone) == (text, tone)


def test_a_deadline_names_subject_start_and_length():
    assert due_line(a_due()) == "滑县第一高级中学 · 检查结束 11月12日，5 个工作日"
    assert due_line(a_due(provisional=True)).endswith("（暂按周末推算）")


def test_a_second_visit_that_is_due_is_told_with_its_day_until_somebody_went_there(bench, dossiers, qtbot, clock):
    bureau, dossier = bench.bureau, dossiers[0]
    with bureau.writing() as session:
        note_first_visit(
            session, desk=bureau.desk(), clock=clock, dossier=dossier, branch="unable-no-contact", words="大门上锁。",
            asked="门卫 王师傅", planned_at=clock.now() + timedelta(days=3), at=clock.now() - timedelta(hours=1),
        )  # fmt: skip
    window = bench.window()
    sign_in(qtbot, window, team_of(bench, dossier)[0])
    page = window.pages["workbench"]
    told = [one.text() for one in page.findChildren(QLabel)]
    assert say("second-visit") in told and any("到场无人，计划11月23日" in one for one in told)
    assert any(
        chip.text() == say("due-on", month=11, day=23) and chip.tone() == "amber" for chip in page.findChildren(Chip)
    )
    if SHOTS:
        window.resize(1366, 768)
        window.grab().save(f"{SHOTS}/workbench-second.png")
    come(bureau, dossier)
    page.stale()
    settle(qtbot, window)
    assert say("second-visit") not in [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]
    window.stop()
