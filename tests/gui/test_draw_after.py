"""The windows beside the page of draws: substitution, supplement, exceptions, teams, chain, burden."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, released_inspections
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QApplication

from inspector_desktop.draw.acts import hold_draw, void_draw
from inspector_desktop.draw.preparing import prepared
from inspector_desktop.draw.store import draws
from inspector_desktop.draw.substituting import Asked, replace_officer
from inspector_desktop.draw.transcript import verify
from inspector_desktop.gui import look
from inspector_desktop.gui.pages.drawing.asking import open_asking
from inspector_desktop.gui.pages.drawing.chain import open_burden, open_chain
from inspector_desktop.gui.pages.drawing.changing import open_changing
from inspector_desktop.gui.pages.drawing.exceptions import open_exceptions
from inspector_desktop.gui.pages.drawing.joint import PERSONS, TEAMS, open_joint
from inspector_desktop.gui.pages.drawing.supplement import open_supplement
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.inspection.team import requests_of
from inspector_desktop.journal.records import Dossier

PROOF = b"%PDF-1.7 proof"


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    made.resize(1366, 768)
    sign_in(qtbot, made)
    yield made
    made.stop()


@pytest.fixture
def page(window, qtbot):
    window.navigate("plans-draws")
    settle(qtbot, window)
    return window.pages["plans-draws"]


def shot(widget, name):
    folder = os.environ.get("DRAW_PICTURES")
    if folder:
        look.install_look(QApplication.instance())
        QApplication.processEvents()
        widget.grab().save(str(Path(folder) / f"{name}.png"))


def the_draw(bench):
    with bench.bureau.reading() as session:
        return draws(session, bench.bureau.desk().bureau)[0]


def swap(qtbot, window, made, person, *, approver="吴局长"):
    made.leaves.set_value(person)
    made._compute()
    settle(qtbot, window)
    made.ground.set_value("interest")
    made.asked_name.set_value("赵永安")
    made.reason.set_value("检查人员的弟弟是该站股东")
    made.approver.set_value(approver)
    made.go.click()
    settle(qtbot, window)


@pytest.mark.obligation("F097")
def test_the_window_shows_the_computed_successor_and_enters_the_change(bench, window, page, qtbot):
    released = released_inspections(bench.bureau)
    draw = the_draw(bench)
    made = open_changing(page, draw.dossier)
    settle(qtbot, window)
    line = made.teams.current_row()
    swap(qtbot, window, made, line.team[0][0], approver="")
    assert made.banner.text().startswith("回避、替换：没有写明决定人")
    swap(qtbot, window, made, line.team[0][0])
    assert made.banner.text() == "已登记第1次变动，检查案卷的检查组已更新。"
    shot(made, "changing")
    found = the_draw(bench)
    assert found.changes[0].comes == draw.groups[0][0]
    with bench.bureau.reading() as session:
        teams = [get_inspection(session, draw.bureau, one) for one in released]
    changed = next(one for one in teams if one.subject == line.key)
    assert changed.officers[0].id == draw.groups[0][0]
    made.teams.choose(line.key)
    made._on_subject()
    made.leaves.set_value(draw.groups[0][0])
    made._compute()
    settle(qtbot, window)
    assert made.comes.text() == "没有可递补的人员。登记后请补充抽取。"
    swap(qtbot, window, made, draw.groups[0][0])
    assert made.banner.text().endswith("递补名单已用完，请补充抽取。")
    made.accept()
    wanting = open_supplement(page, draw.dossier)
    settle(qtbot, window)
    assert [(row.what, row.count) for row in wanting.whole.lines] == [(changed.subject_name, "检查组不足2人")]
    shot(wanting, "supplement")
    wanting.go.click()
    settle(qtbot, window)
    later = the_draw(bench)
    frozen = json.loads(later.frozen)
    assert (later.number, frozen["kind"], frozen["of"]) == (2, "supplement", draw.commitment)
    assert [one["id"] for one in frozen["objects"]] == [changed.subject]
    assert {one["rule"] for one in frozen["excluded"]} == {"drawn"}
    assert page.supplement == later.dossier
    assert (page.whole.supplement, page.whole.adds_to, page.stage) == (later.dossier, 1, "numbers")
    shot(window, "supplement-page")
    bench.clock.advance(minutes=30)
    with bench.bureau.writing() as session:
        hold_draw(
            session, desk=bench.bureau.desk(), clock=bench.clock, profile=bench.bureau.profile, draw=later.dossier,
            first=("王秀英", DIGITS), second=("赵志强", DIGITS), witnesses=("孙丽",), reason="名单当场宣读",
        )  # fmt: skip
    page.acts.release("吴局长") if hasattr(page.acts, "release") else None


def test_an_inspection_asks_and_a_decision_by_telephone_is_entered(bench, window, page, qtbot):
    released = released_inspections(bench.bureau)
    made = open_asking(page, released[0])
    settle(qtbot, window)
    made.ask.click()
    settle(qtbot, window)
    assert made.banner.text().startswith("回避、替换：")
    member = made.whole.view.officers[0]
    made.member.set_value(member.id)
    made.ground.set_value("party")
    made.asked_name.set_value("赵永安")
    made.reason.set_value("是其近亲属")
    made.ask.click()
    settle(qtbot, window)
    assert made.banner.text() == "已登记申请。决定之前检查照常进行。"
    made.approver.set_value("吴局长")
    made.told_by.set_value("王秀英")
    made.comes.set_value(the_draw(bench).groups[0][0])
    shot(made, "asking")
    made.save.click()
    settle(qtbot, window)
    assert made.banner.text() == "已登记电话决定。联网后请与抽取记录核对。"
    with bench.bureau.reading() as session:
        (row,) = requests_of(session, bench.bureau.desk().bureau, released[0])
    assert row.state == "granted"
    supervising = open_changing(page, the_draw(bench).dossier)
    settle(qtbot, window)
    (waiting,) = supervising.whole.waiting
    assert (waiting.kind, waiting.officer, waiting.approver) == ("told", member.id, "吴局长")
    supervising.take(waiting)
    settle(qtbot, window)
    shot(supervising, "changing-told")
    supervising.go.click()
    settle(qtbot, window)
    assert supervising.whole.waiting == ()
    assert the_draw(bench).changes[0].told


@pytest.mark.obligation("F112", "F229")
def test_who_goes_along_is_named_at_the_inspection_and_never_an_officer_of_the_team(bench, window, page, qtbot):
    released = released_inspections(bench.bureau)
    made = open_asking(page, released[0])
    settle(qtbot, window)
    member = made.whole.view.officers[0].name
    made.along.set_value(member)
    made.save_along.click()
    settle(qtbot, window)
    assert made.banner.text() == f"陪同人员：{member}是检查组的执法人员，不能同时作为陪同人员。请去掉其中一处。"
    made.along.set_value("周教授，专家，省防雷中心，防雷\n小刘，协助")
    made.save_along.click()
    settle(qtbot, window)
    assert made.banner.text() == "已保存2名陪同人员，不计入检查人员。"
    shot(made, "asking-along")
    with bench.bureau.reading() as session:
        view = get_inspection(session, bench.bureau.desk().bureau, released[0])
    assert [(one.name, one.kind, one.how) for one in view.companions] == [
        ("周教授", "expert", "named"), ("小刘", "assistant", "named"),
    ]  # fmt: skip
    assert len(view.officers) == 2


@pytest.mark.obligation("F102")
def test_who_takes_no_part_is_listed_counted_and_exported_and_exceptions_need_proof(
    bench, window, page, qtbot, tmp_path
):
    enter_some_subjects(bench.bureau)
    plan = approved_plan(bench.bureau)
    made = open_exceptions(page, plan)
    settle(qtbot, window)
    made.tabs._buttons["left"].click()
    made.rule.set_value("upper")
    made.source.set_value("市局2026年抽查名单")
    made.list.set_value("滑县第1加油站\nS0009")
    made.leave()
    settle(qtbot, window)
    assert made.banner.text() == "已登记2家不参加抽取。"
    shot(made, "exceptions-left")
    made.tabs._buttons["exempt"].click()
    made.subject.set_value("滑县第12加油站")
    made.ground.set_value("request")
    made.text.set_value("企业书面申请指导检查")
    made.enter()
    settle(qtbot, window)
    assert made.banner.text().startswith("名单规则：“滑县第12加油站”不受次数限制")
    proof = tmp_path / "申请.pdf"
    proof.write_bytes(PROOF)
    made.take_proof(proof)
    made.enter()
    settle(qtbot, window)
    assert made.banner.text() == "已登记，封存时写入抽取记录。"
    shot(made, "exceptions-exempt")
    made.tabs._buttons["out"].click()
    settle(qtbot, window)
    shot(made, "exceptions")
    assert made._counts.text() == "上级已列入检查 2 家"
    made.write(tmp_path / "名单.csv")
    settle(qtbot, window)
    rows = list(csv.reader(io.StringIO((tmp_path / "名单.csv").read_text("utf-8-sig"))))
    assert [(row[1], row[3], row[4]) for row in rows[1:]] == [
        ("S0001", "上级已列入检查", "市局2026年抽查名单"), ("S0009", "上级已列入检查", "市局2026年抽查名单"),
    ]  # fmt: skip
    draw = frozen_draw(bench.bureau, plan)
    made.reload()
    settle(qtbot, window)
    assert made.whole.sealed
    assert not made._enter_left.isVisibleTo(made.faces)
    assert [row.grounds for row in made.whole.out] == ["市局2026年抽查名单"] * 2
    assert json.loads(the_draw(bench).frozen)["note"]["exempt"] == [["S0012", "request"]]
    assert draw


def test_teams_are_proposed_kept_and_refused_when_one_is_alone(bench, window, page, qtbot):
    enter_some_subjects(bench.bureau)
    plan = approved_plan(bench.bureau)
    made = open_joint(page, plan)
    settle(qtbot, window)
    assert made.mode.value() == PERSONS
    made.mode.button(TEAMS).click()
    made.teams.set_value("第1检查小组：李建国")
    made.keep_teams()
    settle(qtbot, window)
    assert made.banner.text() == "检查小组：第1检查小组只有1人，不够每组2人。请补足人员，或撤销这个小组。"
    made.ask_teams()
    settle(qtbot, window)
    shot(made, "joint")
    made.keep_teams()
    settle(qtbot, window)
    assert made.banner.text() == "已保存2个检查小组。"
    with bench.bureau.reading() as session:
        teams = prepared(session, bench.bureau.desk().bureau, plan).teams
    assert [one.members for one in teams] == [("16001", "16002"), ("16003", "16004")]


def test_the_chain_shows_every_number_and_the_burden_is_told_by_name(bench, window, page, qtbot):
    enter_some_subjects(bench.bureau)
    plan = approved_plan(bench.bureau)
    first = frozen_draw(bench.bureau, plan)
    with bench.bureau.writing() as session:
        void_draw(
            session,
            desk=bench.bureau.desk(),
            clock=bench.clock,
            profile=bench.bureau.profile,
            draw=first,
            reason="名单有误",
            approver="吴局长",
        )
    frozen_draw(bench.bureau, plan)
    made = open_chain(page)
    settle(qtbot, window)
    assert made.answer.text() == "2 次抽取编号连续，前后相接。"
    assert [(row.number, row.kind, row.of) for row in made.chain.lines] == [(2, "replacement", 1), (1, "first", 0)]
    shot(made, "chain")
    burden = open_burden(page)
    settle(qtbot, window)
    names = [row.name for row in burden.table.rows_model.rows()]
    assert names == sorted(names)
    shot(burden, "burden")
    assert verify(the_draw(bench).transcript.encode()).verified is False  # nothing drawn yet: no transcript


@pytest.mark.obligation("F096")
def test_an_inspection_that_comes_back_tells_what_the_record_says_and_takes_it_over(bench, window, page, qtbot):
    released = released_inspections(bench.bureau)
    draw = the_draw(bench)
    with bench.bureau.reading() as session:
        view = get_inspection(session, draw.bureau, released[0])
    lay(bench, released[0], "another-life")
    with bench.bureau.writing() as session:
        made = replace_officer(
            session, desk=bench.bureau.desk(), clock=bench.clock, profile=bench.bureau.profile, draw=draw.dossier,
            person=view.officers[0].id, subjects=[view.subject],
            asked=Asked("party", "unit", "赵永安", "是其近亲属", "吴局长", bench.clock.now()),
        )  # fmt: skip
    assert made.elsewhere == 1
    lay(bench, released[0], bench.bureau.life)
    window.navigate("inspection", dossier=released[0])
    settle(qtbot, window)
    inspection = window.pages["inspection"]
    assert inspection.banner.text() == "抽取记录已有变动，请更新本案卷"
    shot(window, "inspection-waiting")
    inspection.banner._action.click()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        after = get_inspection(session, draw.bureau, released[0])
    assert after.officers[0].id == draw.groups[0][0]


def lay(bench, dossier, life):
    """Let a dossier lie with another device."""
    with bench.bureau.writing() as session:
        row = session.get(Dossier, (bench.bureau.desk().bureau, dossier))
        row.holder = life
        session.add(row)
