"""The dossier page as an officer uses it: by keyboard, on a real store."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.stage import Stage, stage
from factories.visits import come, jpeg, judge_everything
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlmodel import select

from inspector_desktop.check.acts import finish_check
from inspector_desktop.check.store import find_unable, find_visit, lines_of, photos_of, saved_lines
from inspector_desktop.gui import look
from inspector_desktop.gui.kit.signaturepad import Signature, SignaturePad
from inspector_desktop.gui.pages.inspecting import papers
from inspector_desktop.gui.pages.inspecting.arrival import ArrivalForm
from inspector_desktop.gui.pages.inspecting.check import CheckPanel
from inspector_desktop.gui.pages.inspecting.signature import SignaturePanel
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.inspection.facts import AssignedOfficer, InspectionAssigned
from inspector_desktop.inspection.store import find_paper, get_inspection, papers_of
from inspector_desktop.journal.applying import refold
from inspector_desktop.journal.desks import Person
from inspector_desktop.journal.dossiers import hand_over
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.records import Entry
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.notice.facts import TripPrepared
from inspector_desktop.notice.store import find_notice
from inspector_desktop.signature.store import find_final
from inspector_desktop.wording import say

KEY = Qt.Key
INK = Signature(4000, 1200, (((100, 100, 500, 0), (900, 700, 500, 80)), ((1200, 200, 500, 200), (1800, 900, 500, 300))))


@pytest.fixture(autouse=True)
def installed_look(qapp: QApplication) -> None:
    if not qapp.styleSheet():
        look.install_look(qapp)


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau: Bureau) -> str:
    first, *_ = released_inspections(bureau)
    return first


@pytest.fixture
def staged(bureau: Bureau, dossier: str, tmp_path: Path):
    with stage(bureau, tmp_path) as made:
        yield made


@pytest.fixture
def printed(monkeypatch) -> list[Path]:
    opened: list[Path] = []
    monkeypatch.setattr(papers, "open_file", opened.append)
    return opened


def approve(bureau: Bureau, dossier: str) -> None:
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="孙志远")


def show(qtbot: QtBot, staged: Stage, dossier: str) -> InspectionPage:
    page = InspectionPage(staged.context)
    qtbot.addWidget(page)
    staged.pages.append(page)
    page.resize(1182, 736)
    page.open(dossier=dossier)
    page.show()
    page.activateWindow()
    settle(qtbot, staged)
    assert page.case is not None
    return page


def settle(qtbot: QtBot, staged: Stage) -> None:
    qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=60_000)
    qtbot.wait(10)
    qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=60_000)


def shown(qtbot: QtBot, arrival: ArrivalForm) -> None:
    for row in arrival.officers.values():
        qtbot.keyClick(row.shown, KEY.Key_Space)


def ended(bureau: Bureau, dossier: str) -> None:
    approve(bureau, dossier)
    come(bureau, dossier)
    judge_everything(bureau, dossier)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)


def write(qtbot: QtBot, staged: Stage, panel: SignaturePanel) -> None:
    pad: SignaturePad = panel.board.pad
    if panel.board.needs_identity():
        panel.board.identity.set_value("identity-certificate")
        panel.board.certificate.take([jpeg((300, 200))])
        settle(qtbot, staged)
    pad.show_signature(INK, locked=False)
    pad.signed.emit(INK)
    panel.primary.setFocus()
    qtbot.keyClick(panel.primary, KEY.Key_Return)
    settle(qtbot, staged)


@pytest.mark.obligation("F070", "F121")
def test_from_arrival_to_a_finished_sheet_by_keyboard(qtbot, bureau, dossier, staged):
    approve(bureau, dossier)
    page = show(qtbot, staged, dossier)
    page.view_step("check")
    panel = page.panel
    assert isinstance(panel, CheckPanel) and isinstance(panel.arrival, ArrivalForm)
    arrival = panel.arrival
    shown(qtbot, arrival)
    arrival.place.setFocus()
    qtbot.keyClicks(arrival.place, "yard")
    arrival.no_code.setText("现场断网")
    qtbot.keyClick(arrival.primary, KEY.Key_Return)
    settle(qtbot, staged)
    assert "还没有告知权利" in page.banner.text()
    qtbot.keyClick(arrival.rights, KEY.Key_Space)
    qtbot.keyClick(arrival.primary, KEY.Key_Return)
    settle(qtbot, staged)
    sheet = panel.sheet.list
    assert panel.parts_stack.currentWidget() is panel.lines

    for name, key in (("site", "oil"), ("hazard", "yes")):
        sheet.open(name)
        entry = sheet.question.editor.entry()
        place = [one.key for one in panel.sheet._options(name)].index(key)
        qtbot.keyClick(entry, KEY(KEY.Key_1 + place))
        assert panel.sheet.given(name).value == key
    assert sheet.open_count() > 40
    panel.sheet.to_lines()
    qtbot.keyClick(sheet.card, KEY.Key_2)
    qtbot.keyClicks(sheet.card.fact, "report dated 2026-03-02")
    qtbot.keyClick(sheet.card.fact, KEY.Key_Return)
    qtbot.keyClick(panel.finish, KEY.Key_Return)
    settle(qtbot, staged)
    assert "项待判定" in page.banner.text()
    assert page.window().focusWidget() is sheet.card
    for _ in range(90):
        if not sheet.open_count():
            break
        here = page.window().focusWidget()
        if here is sheet.card and not sheet.card.line().verdict:  # Enter passes over the questions between
            qtbot.keyClick(here, KEY.Key_1)
            assert page.banner.text() == ""
        else:
            qtbot.keyClick(here, KEY.Key_Return)
    assert sheet.open_count() == 0
    qtbot.keyClick(panel.finish, KEY.Key_Return)
    qtbot.keyClicks(panel.unmeasured.reason, "await test\r")
    settle(qtbot, staged)
    with bureau.reading() as session:
        visit = find_visit(session, bureau.desk().bureau, dossier)
        assert visit is not None and visit.outcome == "checked"
        saved = saved_lines(session, bureau.desk().bureau, dossier)
        assert [one.fact for one in saved.values() if one.value == "violates"] == ["report dated 2026-03-02"]
    assert isinstance(page.panel, SignaturePanel)


def test_an_answer_is_called_saved_only_when_it_is_on_the_disk(qtbot, bureau, dossier, staged):
    approve(bureau, dossier)
    come(bureau, dossier)
    page = show(qtbot, staged, dossier)
    panel = page.panel
    panel._to_lines()
    sheet = panel.sheet.list
    held, release = Event(), Event()

    def hold(_session: object) -> None:
        held.set()
        release.wait(10)

    staged.tasks.ledger.run(hold)
    qtbot.waitUntil(held.is_set)
    qtbot.keyClick(sheet.card, KEY.Key_1)
    qtbot.wait(50)
    assert "正在存入" in page.chip.text()
    with bureau.reading() as session:
        assert lines_of(session, bureau.desk().bureau, dossier) == {}
    release.set()
    qtbot.waitUntil(lambda: "已存本机" in page.chip.text())
    with bureau.reading() as session:
        assert [one.value for one in lines_of(session, bureau.desk().bureau, dossier).values()] == ["conforms"]


def test_leaving_the_page_carries_the_answers_into_one_fact(qtbot, bureau, dossier, staged):
    approve(bureau, dossier)
    come(bureau, dossier)
    page = show(qtbot, staged, dossier)
    page.panel._to_lines()
    sheet = page.panel.sheet.list
    for _ in range(3):
        qtbot.keyClick(sheet.card, KEY.Key_1)
    settle(qtbot, staged)
    with bureau.reading() as session:
        assert saved_lines(session, bureau.desk().bureau, dossier) == {}
    page.hide()
    settle(qtbot, staged)
    with bureau.reading() as session:
        assert len(saved_lines(session, bureau.desk().bureau, dossier)) == 3
        kinds = session.exec(select(Entry.kind).where(Entry.dossier == dossier)).all()
        assert kinds.count("check.sheet-saved") == 1
    assert page.panel._autosave.interval() <= 10 * 60_000


def test_photographs_are_kept_with_their_line_and_shown(qtbot, bureau, dossier, staged, tmp_path):
    approve(bureau, dossier)
    come(bureau, dossier)
    page = show(qtbot, staged, dossier)
    panel = page.panel
    panel._to_lines()
    qtbot.keyClick(panel.sheet.list.card, KEY.Key_2)
    (tmp_path / "门牌.jpg").write_bytes(jpeg((640, 480)))
    (tmp_path / "坏.jpg").write_bytes(b"no picture")
    line = panel.sheet.list.current()
    panel.sheet.add_photos(line, (tmp_path / "门牌.jpg", tmp_path / "坏.jpg"))
    settle(qtbot, staged)
    with bureau.reading() as session:
        assert [one.line for one in photos_of(session, bureau.desk().bureau, dossier)] == [line]
    assert "坏.jpg" in page.banner.text()
    qtbot.waitUntil(lambda: len(panel.sheet.list.card.line().photos) == 1)
    qtbot.waitUntil(lambda: not panel.sheet.list.card.line().photos[0].thumbnail.isNull())


def test_on_a_full_disk_the_page_says_what_is_safe_and_the_answers_before_stay(qtbot, bureau, dossier, staged):
    approve(bureau, dossier)
    come(bureau, dossier)
    page = show(qtbot, staged, dossier)
    page.panel._to_lines()
    line = page.panel.sheet.list.current()
    qtbot.keyClick(page.panel.sheet.list.card, KEY.Key_1)
    settle(qtbot, staged)
    with ExitStack() as held:  # every connection of the pool
        for connection in [held.enter_context(closing(bureau.engine.raw_connection())) for _ in range(4)]:
            cursor = connection.cursor()
            used = cursor.execute("pragma page_count").fetchone()[0]
            cursor.execute(f"pragma max_page_count = {used}").fetchone()
    page.panel.sheet.add_photos(line, [jpeg()])
    settle(qtbot, staged)
    told = page.banner.text()
    assert told.startswith("本机存储：磁盘只剩")
    assert "这张照片没有存入；已判定的各项都已保存" in told
    with bureau.reading() as session:
        assert lines_of(session, bureau.desk().bureau, dossier)[line].value == "conforms"
        assert photos_of(session, bureau.desk().bureau, dossier) == ()


@pytest.mark.obligation("F039")
def test_a_refusal_goes_from_the_words_to_the_finalised_record(qtbot, bureau, dossier, staged):
    ended(bureau, dossier)
    page = show(qtbot, staged, dossier)
    panel = page.panel
    assert isinstance(panel, SignaturePanel)
    form = panel.statement
    qtbot.keyClick(form.reading.button("read-aloud"), KEY.Key_Space)
    qtbot.keyClick(form.opinion.button("opinion-objects"), KEY.Key_Space)
    form.objection.setText("第19项：新报告已做，尚未取回。")
    qtbot.keyClick(form.branch.button("branch-refused"), KEY.Key_Space)
    qtbot.keyClick(panel.primary, KEY.Key_Return)
    settle(qtbot, staged)
    assert "没有注明原因" in page.banner.text()
    form.reason.setPlainText("要等总公司的人来")
    qtbot.keyClick(form.proof.button("proof-witness"), KEY.Key_Space)
    form.witness_name.setText("刘桂兰")
    form.witness_unit.setText("城关街道西关社区居委会")
    qtbot.keyClick(panel.primary, KEY.Key_Return)
    settle(qtbot, staged)
    assert panel.board.active is not None and panel.board.active.role == "witness"
    assert not panel.primary.isEnabled()
    for _ in range(3):
        write(qtbot, staged, panel)
    assert panel.stage() == "finalise"
    assert panel.copy_way.value() == "service-left"
    qtbot.keyClick(panel.primary, KEY.Key_Return)
    settle(qtbot, staged)
    with bureau.reading() as session:
        assert find_final(session, bureau.desk().bureau, dossier) is not None
        kinds = [one.kind for one in papers_of(session, bureau.desk().bureau, dossier)]
    assert kinds == ["check-record", "refusal-report"]
    assert "拒签情况报告" in page.banner.text()


def test_a_change_after_signing_is_shown_as_void_and_asks_again(qtbot, bureau, dossier, staged):
    ended(bureau, dossier)
    page = show(qtbot, staged, dossier)
    panel = page.panel
    qtbot.keyClick(panel.statement.reading.button("read-aloud"), KEY.Key_Space)
    qtbot.keyClick(panel.statement.opinion.button("opinion-agrees"), KEY.Key_Space)
    qtbot.keyClick(panel.statement.branch.button("branch-principal"), KEY.Key_Space)
    qtbot.keyClick(panel.primary, KEY.Key_Return)
    settle(qtbot, staged)
    write(qtbot, staged, panel)
    assert panel.board.buttons["unit"].signed().startswith("已签")
    page.view_step("check")
    settle(qtbot, staged)
    check = page.panel
    check._front(check.lines)
    sheet = check.sheet.list
    sheet.open("manager")
    qtbot.keyClick(sheet.card, KEY.Key_3)
    page.view_step("signature")
    settle(qtbot, staged)
    assert panel.board.buttons["unit"].is_void()
    assert panel.stage() == "state", "what changed has to be read back again first"
    assert panel.restore.isVisible()
    assert "原签字已失效" in panel.caption.text()
    assert page.case.standing.void == ("unit",)


def test_the_notice_is_finalised_served_and_all_papers_of_the_trip_are_printed(qtbot, bureau, dossier, staged, printed):
    approve(bureau, dossier)
    page = show(qtbot, staged, dossier)
    panel = page.panel
    panel.telephone.setText("0372-8112345")
    qtbot.keyClick(panel.primary, KEY.Key_Return)
    settle(qtbot, staged)
    qtbot.keyClick(panel.trip.print_all, KEY.Key_Return)
    settle(qtbot, staged)
    (file,) = printed
    assert file.parent == staged.context.opening.places.papers
    assert file.read_bytes().startswith(b"%PDF")
    assert "5 种已预先编号" in page.banner.text()
    qtbot.keyClick(panel.primary, KEY.Key_Return)
    settle(qtbot, staged)
    with bureau.reading() as session:
        found = find_notice(session, bureau.desk().bureau, dossier)
        assert found is not None and found.receiver == "赵永安"
    assert isinstance(page.panel, CheckPanel)


def test_a_chief_of_the_team_is_offered_no_approval_of_his_own_check(qtbot, bureau, dossier, staged):
    with bureau.reading() as session:
        team = {one.id for one in get_inspection(session, bureau.desk().bureau, dossier).officers}
    for number in (next(iter(team)), next(one for one in ("16001", "16002", "16003", "16004") if one not in team)):
        desk = bureau.desk(number)
        chief = replace(desk, person=Person(desk.person.id, desk.person.name, ("officer", "section-chief")))
        staged.context = replace(staged.context, opening=replace(staged.context.opening, desk=chief))
        page = show(qtbot, staged, dossier)
        assert ("desk" in dict(page.panel._ways(page.case, oral=False))) is (number not in team)
        page.hide()


def test_a_notice_handed_over_at_the_door_is_served_with_the_arrival(qtbot, bureau, dossier, staged):
    approve(bureau, dossier)
    page = show(qtbot, staged, dossier)
    page.panel.telephone.setText("0372-8112345")
    qtbot.keyClick(page.panel.primary, KEY.Key_Return)
    settle(qtbot, staged)
    page.view_step("check")
    arrival = page.panel.arrival
    shown(qtbot, arrival)
    qtbot.keyClicks(arrival.place, "yard")
    arrival.no_code.setText("现场断网")
    arrival.met.setText("赵永安")
    qtbot.keyClick(arrival.rights, KEY.Key_Space)
    qtbot.keyClick(arrival.serve, KEY.Key_Space)
    qtbot.keyClick(arrival.primary, KEY.Key_Return)
    settle(qtbot, staged)
    with bureau.reading() as session:
        found = find_notice(session, bureau.desk().bureau, dossier)
        visit = find_visit(session, bureau.desk().bureau, dossier)
        paper = find_paper(session, bureau.desk().bureau, dossier, "notice")
    assert paper is not None and paper.state == "paper-served"
    assert found is not None and (found.receiver, found.way, bool(found.served_at)) == (
        "赵永安",
        "service-direct",
        True,
    )
    assert visit is not None and visit.met == "赵永安"


def test_an_urgent_check_is_approved_by_word_and_shown_as_owed(qtbot, bureau, dossier, staged):
    page = show(qtbot, staged, dossier)
    panel = page.panel
    qtbot.keyClick(panel.way.button("urgent"), KEY.Key_Space)
    qtbot.keyClick(panel.primary, KEY.Key_Return)
    settle(qtbot, staged)
    assert "没有写明理由" in page.banner.text()
    panel.reason.setPlainText("雷暴预警，油库接闪器倒伏")
    panel.approver.setText("赵志强")
    panel.at.setText("8:30")
    qtbot.keyClick(panel.primary, KEY.Key_Return)
    settle(qtbot, staged)
    with bureau.reading() as session:
        assert get_inspection(session, bureau.desk().bureau, dossier).notes["authorised"] == "ok-later"


def test_a_visit_that_finds_nobody_is_one_act(qtbot, bureau, dossier, staged, tmp_path):
    approve(bureau, dossier)
    page = show(qtbot, staged, dossier)
    page.view_step("check")
    panel = page.panel
    panel.arrival.unable_pressed.emit()
    form = panel.unable
    form.branch.set_value("unable-closed")
    form.words.setPlainText("大门上锁，门口贴有停业告示。")
    form.asked.setText("西关社区居委会 刘桂兰")
    qtbot.keyClick(form.primary, KEY.Key_Return)
    settle(qtbot, staged)
    assert "还没有现场照片" in page.banner.text()
    with bureau.reading() as session:
        assert find_visit(session, bureau.desk().bureau, dossier) is None
    (tmp_path / "大门.jpg").write_bytes(jpeg((640, 480)))
    form.take((tmp_path / "大门.jpg",))
    settle(qtbot, staged)
    qtbot.keyClick(form.primary, KEY.Key_Return)
    settle(qtbot, staged)
    with bureau.reading() as session:
        visit = find_visit(session, bureau.desk().bureau, dossier)
        assert visit is not None and visit.outcome == "unable-closed" and not visit.rights_told
        assert find_unable(session, bureau.desk().bureau, dossier) is not None


def test_a_dossier_in_which_a_newer_program_wrote_says_so_and_can_only_be_read(
    qtbot, bureau, dossier, staged, monkeypatch
):
    monkeypatch.setattr(TripPrepared, "VERSION", 2)
    with bureau.writing() as session:
        fact = TripPrepared(kinds=(), numbers=())
        enter(session, fact, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    monkeypatch.setattr(TripPrepared, "VERSION", 1)
    with bureau.writing() as session:
        refold(session, dossier)
    page = show(qtbot, staged, dossier)
    assert page.strip.text() == say("inspection-needs-upgrade")
    assert not page.panel.primary.isEnabled()


def test_a_dossier_on_another_desk_is_read_only_and_one_in_the_tray_can_be_taken_up(qtbot, bureau, dossier, tmp_path):
    with bureau.writing() as session:
        hand_over(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, to_person="16001")
    with stage(bureau, tmp_path, "16002") as other:
        page = show(qtbot, other, dossier)
        assert "本机只能查看" in page.strip.text() and "李建国" in page.strip.text()
        assert not page.panel.primary.isEnabled()
        page.hide()
    with stage(bureau, tmp_path, "16001") as mine:
        page = show(qtbot, mine, dossier)
        assert "接办后才能办理" in page.strip.text()
        page.strip._run()
        settle(qtbot, mine)
        assert "等局服务器确认" in page.strip.text()
        assert not page.panel.primary.isEnabled()
        bureau.receipt_everything()
        mine.tasks.tell("sync")
        settle(qtbot, mine)
        assert page.strip.isHidden()
        assert "本机经办" in page.chip.text()
        assert page.panel.primary.isEnabled()
        page.hide()


def test_the_visit_before_is_one_press_away_and_stands_beside_its_line(qtbot, bureau, dossier, staged):
    ended(bureau, dossier)
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, dossier)
    fact = InspectionAssigned(
        **{name: getattr(view, name) for name in InspectionAssigned.model_fields if name not in {"officers", "items"}},
        officers=tuple(
            AssignedOfficer(officer=one.id, name=one.name, certificate=one.certificate, valid_until=one.valid_until)
            for one in view.officers
        ),
        items=(),
    )
    with bureau.writing() as session:
        again = str(open_dossier(session, fact, kind="inspection", desk=bureau.desk(), clock=bureau.clock))
    approve(bureau, again)
    come(bureau, again)
    page = show(qtbot, staged, again)
    assert page.case.last is not None and page.case.last.dossier == dossier
    line = next(one for one in page.panel.sheet.list.lines() if one.key == "first_person")
    assert "检测报告日期" in line.last_visit
    before = next(one for one in page.head.findChildren(QPushButton) if "上次检查" in one.text())
    assert "2 项不符合" in before.text()
    qtbot.keyClick(before, KEY.Key_Return)
    assert staged.went == [("inspection", {"dossier": dossier})]
