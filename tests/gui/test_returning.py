"""从纸质文书补录: the window that takes papers back, on a real store with real pictures."""

from __future__ import annotations

import os
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from factories import paper_photos as photos
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.paper_photos import Shot, photograph
from factories.paper_trip import PaperTrip, bring_back, print_trip
from factories.pictures import phone
from factories.stage import Stage, stage
from factories.visits import come, jpeg, judge_everything
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_desktop.check.acts import finish_check
from inspector_desktop.check.evidence_acts import register_recorder, take_picture
from inspector_desktop.check.evidence_store import evidence_of
from inspector_desktop.check.store import find_visit, saved_lines
from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting.returning import MARKS, TIMES, ReturningWindow, open_returning
from inspector_desktop.gui.pages.inspecting.returning_form import TimesPart
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.inspection.returning import CLOSED, KNOWN, UNREAD
from inspector_desktop.inspection.store import history_of
from inspector_desktop.inspection.team import requests_of
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.signature.facts import UnitStated
from inspector_desktop.signature.rules import Words, wanting_of_words
from inspector_desktop.signature.store import find_final, find_statement

SHOTS = os.environ.get("LATE_SHOTS", "")
SHOT = Shot(turn=3, tilt=0.05, light=0.8, shade=0.2, noise=20, blur=0.4)


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
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    return first


@pytest.fixture
def staged(bureau: Bureau, dossier: str, tmp_path: Path):
    with stage(bureau, tmp_path) as made:
        yield made


def settle(qtbot: QtBot, staged: Stage) -> None:
    for _ in range(3):
        qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=120_000)
        qtbot.wait(20)


def opened(qtbot: QtBot, staged: Stage, dossier: str) -> ReturningWindow:
    page = InspectionPage(staged.context)
    qtbot.addWidget(page)
    staged.pages.append(page)
    page.resize(1182, 736)
    page.open(dossier=dossier)
    page.show()
    settle(qtbot, staged)
    assert page.case is not None
    window = open_returning(page, page.case)
    settle(qtbot, staged)
    return window


def fill_arrival(times: TimesPart) -> None:
    times.arrived_at.set_value("11月19日 9:30")
    assert times.period.outside()  # the plan begins on the day after
    times.period.reason.setText("企业停电检修只在当天")
    times.place.setText("加油区、站房")
    times.met.setText("赵永安")
    times.code.setText("HX-2026-001")


def show_certificates(times: TimesPart) -> None:
    for row in times.officers.values():
        row.shown.click()


def pictures(folder: Path, trip: PaperTrip) -> tuple[Path, dict[str, str]]:
    """A sheet's first page, the record and its signature page, and a picture of nothing, in one folder."""
    layout = trip.paper("check-sheet").layout
    questions = sorted({tick.question for tick in layout.ticks if tick.page == 1})
    values = {
        question: next(tick.value for tick in layout.ticks if tick.question == question and tick.page == 1)
        for question in questions
    }
    signed = {"opinion": "opinion-agrees", "branch": "branch-principal"}
    pages = {
        "1检查表": trip.filled("check-sheet", 0, values, Random(3)),
        "2记录": trip.filled("check-record", 0, signed, Random(4)),
        "3签字页": trip.filled("signature-page", 0, signed, Random(5)),
    }
    folder.mkdir()
    for name, page in pages.items():
        (folder / f"{name}.jpg").write_bytes(photograph(page, SHOT, Random(6)))
    (folder / "4别的.jpg").write_bytes(photos.compressed(pages["2记录"].crop((0, 0, 800, 800))))
    return folder, values


def test_pictures_of_a_folder_are_matched_confirmed_and_entered(qtbot, bureau, dossier, staged, tmp_path):
    trip = print_trip(bureau, dossier, ("check-sheet", "check-record", "signature-page"))
    folder, values = pictures(tmp_path / "照片", trip)
    window = opened(qtbot, staged, dossier)
    window.take_folder(folder)
    settle(qtbot, staged)
    states = [row.match.state for row in window.pages.table.model().rows()]
    assert sorted(states) == sorted([KNOWN, KNOWN, KNOWN, UNREAD])
    assert "第2页" in window.pages.missing.text()
    window.show_part(MARKS)
    rows = {row.proposal.marked.question: row for row in window.marks.rows}
    assert {name: row.value.value() for name, row in rows.items()} == values
    assert window.marks.answers() == {}  # nothing counts before a person has looked
    window.marks.confirm_all_sure()
    assert {name: answer.value for name, answer in window.marks.answers().items()} == values
    written = window.marks.open_rows
    assert {"site": "choice", "report_date": "date", "report_number": "text"}.keys() <= written.keys()
    assert written["report_date"].crop  # the stretch of the page where the day was written
    typed = {"site": "oil", "report_date": "2026-06-01", "report_number": "豫雷检2026-117"}
    for name, value in typed.items():
        written[name].editor.show_value(value)
    if SHOTS:
        window.resize(1180, 690)
        qtbot.wait(100)
        window.marks.grab().save(f"{SHOTS}/returning-marks.png")
    window.show_part(TIMES)
    times = window.times
    assert (times.signing_part.opinion.value(), times.signing_part.branch.value()) == (
        "opinion-agrees",
        "branch-principal",
    )
    assert times.crops["arrival"].count() >= 2
    fill_arrival(times)
    times.enter()
    assert "已出示" in window.banner.text()  # each certificate is asked
    show_certificates(times)
    times.enter()
    settle(qtbot, staged)
    assert "告知权利" in window.banner.text()  # no sheet that was read out came back: it is asked all the same
    times.reading.heard.set_value("yes")
    written["report_date"].editor.entry().setText("六月初")
    times.enter()
    assert "检测日期" in window.banner.text()  # what cannot be read is told, not left out
    written["report_date"].editor.show_value(typed["report_date"])
    times.enter()
    settle(qtbot, staged)
    with bureau.reading() as session:
        here = str(bureau.desk().bureau)
        visit = find_visit(session, here, dossier)
        assert (visit.arrived_at, visit.outside_reason) == ("2026-11-19T01:30:00Z", "企业停电检修只在当天")
        kept = {name: line.value for name, line in saved_lines(session, here, dossier).items()}
        assert {name: kept.get(name) for name in (*values, *typed)} == values | typed
        moments = {saved_lines(session, here, dossier)[name].given_at for name in (*values, *typed)}
        assert moments == {"2026-11-19T01:30:00Z"}  # as of the visit, not of today
    assert "到场登记" in window.banner.text()


def test_a_recusal_ticked_on_the_sheet_read_out_is_proposed_asked_and_entered(qtbot, bureau, dossier, staged, tmp_path):
    trip = print_trip(bureau, dossier, ("reading-sheet",))
    file = tmp_path / "宣读单.jpg"
    page = trip.filled("reading-sheet", 0, {"heard": "asks-recusal"}, Random(8))
    file.write_bytes(photograph(page, SHOT, Random(9)))
    window = opened(qtbot, staged, dossier)
    times = window.times
    window.take([file])
    settle(qtbot, staged)
    window.show_part(TIMES)
    reading = times.reading
    assert reading.heard.value() == "asks-recusal"
    assert times.crops["read"].count() == 4  # the boxes, reason, signature and time as they were ticked and written
    if SHOTS:
        trip.pages["reading-sheet"][0].save(f"{SHOTS}/reading-sheet.png")
    assert len(trip.pages["reading-sheet"]) == 1
    fill_arrival(times)
    show_certificates(times)
    times.enter()
    settle(qtbot, staged)
    assert "回避" in window.banner.text()  # whom, on what ground and why is asked before anything is entered
    with bureau.reading() as session:
        assert find_visit(session, str(bureau.desk().bureau), dossier) is None
    officer = next(iter(reading.who))
    reading.who[officer].setChecked(True)
    reading.ground.set_value("interest")
    reading.text.set_value("与本站负责人是亲属。")
    reading.told_at.set_value("11月19日 9:35")
    if SHOTS:
        window.resize(1180, 690)
        times.read.grab().save(f"{SHOTS}/returning-read.png")
    times.enter()
    settle(qtbot, staged)
    with bureau.reading() as session:
        here = str(bureau.desk().bureau)
        (asked,) = requests_of(session, here, dossier)
        visit = find_visit(session, here, dossier)
    assert (asked.officer, asked.ground, asked.asked_by, asked.asked_name) == (officer, "interest", "unit", "赵永安")
    assert asked.asked_at == visit.told_at == "2026-11-19T01:35:00Z"
    assert visit.rights_told
    assert "已登记回避申请" in reading.known.text()
    assert reading.heard.value() == ""  # the tick is not proposed again


def test_a_page_is_assigned_by_hand_and_an_unused_number_closed(qtbot, bureau, dossier, staged, tmp_path):
    trip = print_trip(bureau, dossier, ("check-record", "order"))
    window = opened(qtbot, staged, dossier)
    page = trip.pages["check-record"][0]
    file = tmp_path / "模糊.jpg"
    file.write_bytes(photos.compressed(page.crop((0, 0, page.width, page.height // 2))))
    window.take([file])
    settle(qtbot, staged)
    (row,) = window.pages.table.model().rows()
    window.pages.table.choose(row.key)
    assert window.pages.assign.isEnabled()
    window.pages.assign_to(f"{trip.paper('check-record').id}:1")
    settle(qtbot, staged)
    assert [one.how for one in window.standing.returned] == ["hand"]
    window.pages.which.set_value(trip.paper("order").id)
    window.pages.reason.setText("现场未发现问题")
    window.pages.close_number()
    settle(qtbot, staged)
    assert {one.kind: one.state for one in window.standing.printed}["order"] == "closed"
    file.write_bytes(photograph(trip.pages["order"][0], SHOT, Random(1)))
    window.take([file])
    settle(qtbot, staged)
    assert [row.match.state for row in window.pages.table.model().rows() if not row.filed] == [CLOSED]


def test_each_proof_of_a_refusal_on_paper_is_taken_over_and_one_is_finalised(qtbot, bureau, dossier, staged, tmp_path):
    given = {"desk": bureau.desk(), "clock": bureau.clock, "dossier": dossier}
    come(bureau, dossier)
    judge_everything(bureau, dossier)
    now = bureau.clock.now()
    with bureau.writing() as session:
        picture = take_picture(session, content=phone(), name="值班室.jpg", step="moment-papers", **given)
        register_recorder(
            session, device="DSJ-07", file="F0012", from_at=now - timedelta(minutes=30), until_at=now, keeper="周敏",
            moments=("moment-enter",), **given,
        )  # fmt: skip
        finish_check(session, **given)
    bureau.clock.advance(hours=3)
    trip = print_trip(bureau, dossier, ("check-record", "signature-page"))
    refused = {"opinion": "opinion-agrees", "branch": "branch-refused", "proof": "proof-photo"}
    bring_back(bureau, dossier, photograph(trip.pages["check-record"][0], SHOT, Random(3)))
    page = trip.filled("signature-page", 0, refused, Random(5))
    bring_back(bureau, dossier, photograph(page, SHOT, Random(6)))
    window = opened(qtbot, staged, dossier)
    window.show_part(TIMES)
    part = window.times.signing_part
    assert (part.branch.value(), part.proof.value()) == ("branch-refused", "proof-photo")
    part.reason.setText("要等总公司的人来")
    part.at.set_value("11月20日 15:00")
    part.photo.press(picture)
    part.recorder.choose("0")
    part.witness.setText("刘桂兰")
    part.witness_unit.setText("西关社区居委会")
    part.no_proof.setText("值班室只有一人，记录仪没电")
    for proof, kept in (
        ("proof-witness", {"witness_name": "刘桂兰", "witness_unit": "西关社区居委会"}),
        ("proof-recorder", {"recorder": part.recorder.value()}),
        ("proof-none", {"no_proof_reason": "值班室只有一人，记录仪没电"}),
        ("proof-photo", {"proof_photo": picture}),
    ):
        part.proof.set_value(proof)
        part.proof.edited.emit(proof)
        stated = window.times.entry().signed.stated
        parts = ("witness_name", "witness_unit", "recorder", "no_proof_reason", "proof_photo")
        assert {name: getattr(stated, name) for name in parts if getattr(stated, name)} == kept
        assert stated.reason == "要等总公司的人来"
        assert wanting_of_words(words_of(stated)) == ""
        if SHOTS:
            window.resize(1180, 690)
            qtbot.wait(100)
            window.times.signing.grab().save(f"{SHOTS}/returning-{proof}.png")
    part.seen_all.setChecked(True)
    window.times.enter()
    settle(qtbot, staged)
    assert "签字" in window.banner.text()
    with bureau.reading() as session:
        here = str(bureau.desk().bureau)
        assert find_final(session, here, dossier) is not None
        assert find_statement(session, here, dossier).proof_photo == picture


def words_of(stated: UnitStated) -> Words:
    """As the rules need it."""
    return Words(**{one.name: getattr(stated, one.name) for one in fields(Words)})


def test_recordings_and_photographs_are_taken_over_from_the_register_that_came_back(
    qtbot, bureau, dossier, staged, tmp_path
):
    come(bureau, dossier)
    bureau.clock.advance(minutes=3 * 24 * 60)
    trip = print_trip(bureau, dossier, ("recorder-register",))
    file = tmp_path / "登记表.jpg"
    file.write_bytes(photograph(trip.pages["recorder-register"][0], SHOT, Random(2)))
    window = opened(qtbot, staged, dossier)
    window.take([file])
    settle(qtbot, staged)
    window.show_part(TIMES)
    assert window.times.crops["media"].count() == 2  # what was written of recordings, and of photographs
    part = window.times.media_part
    row = part.rows[0]
    row.device.set_value("DSJ-0417")
    row.file.set_value("20261120_1430.mp4")
    row.begins.set_value("11月20日 14:30")
    row.ends.set_value("11月20日 15:10")
    row.keeper.set_value("采集站")
    row.shows.set_value("1、2、5")
    part.add_row()
    assert (part.rows[1].device.value(), part.rows[1].keeper.value()) == ("DSJ-0417", "采集站")
    part.take((jpeg((640, 480)),))
    settle(qtbot, staged)
    (photo,) = part.photos
    photo.target.set_value("step:moment-enter")
    photo.at.set_value("11月20日 14:36")
    if SHOTS:
        window.resize(1180, 690)
        window.times.media.grab().save(f"{SHOTS}/returning-media.png")
        trip.pages["recorder-register"][0].save(f"{SHOTS}/register.png")
    window.times.enter()
    settle(qtbot, staged)
    assert "登记录像、拍照" in window.banner.text()
    with bureau.reading() as session:
        found = evidence_of(session, str(bureau.desk().bureau), dossier)
    (recording,) = found.recorders
    assert (recording.file, recording.moments, recording.registered_at) == (
        "20261120_1430.mp4", ("moment-enter", "moment-certificates", "moment-check"), "2026-11-20T07:10:00Z",
    )  # fmt: skip
    assert [one.added_at for one in found.photos] == ["2026-11-20T06:36:00Z"]
    assert part.photos == [] and part.recordings() == ()
    with bureau.reading() as session:
        late = [one for one in history_of(session, dossier) if one.kind == "check.picture-added"]
    assert [one.occurred_at for one in late] == ["2026-11-20T06:36:00Z"] and late[0].entered_at > late[0].occurred_at
