"""The ceremony of a draw through real windows: printed first, seated, typed by two, revealed calmly, signed by hand."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pytest
from factories.bureau import DIGITS, enter_some_subjects
from factories.meeting import enter, later, names_in, planned, project, said, seal, seat, visible, write
from factories.windows import make_bench, settle, sign_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from inspector_desktop.gui.pages.drawing import ceremony_pace, reading
from inspector_desktop.gui.pages.drawing.ceremony_screen import CeremonyScreen
from inspector_desktop.gui.pages.drawing.ceremony_show import EVENT, RESULT, REVEAL, SEALING, TYPING, show_of


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
    return planned(qtbot, window)


def test_the_way_to_the_digits_and_the_groupings_are_told_before_sealing(window, page, qtbot):
    told = page.ceremony.explained
    assert (
        told.text()
        == "20 个号码，每个都在 0 至 9 之间，每次摇出或掷出一个，可以重复，按先后次序记下。共 20 位数字，由两人分别录入。"
    )
    page.sealing.source.set_value("sealed-digits")
    assert told.text().startswith("2 名见证人各写 20 位数字")
    page.sealing.source.set_value("dice")
    assert "26 个号码，每个都在 1 至 6 之间" in told.text()
    page.sealing.source.set_value("double-colour-ball")
    assert "6 个互不相同的号码，在 1 至 33 之间，从小到大写；1 个号码" in told.text()
    assert page.ceremony.ways.text().startswith("可参加的执法人员 5 名，分 2 组，每组 2 人，一共有 15 种分法。人员少")


def test_the_sealed_list_is_asked_for_first_and_its_printing_is_shown(window, page, qtbot, tmp_path):
    seal(qtbot, window, page, anchored=False)
    assert "先打印封存清单" in page.banner.text()
    assert page.ceremony._printed.text().startswith("号码产生之前先打印")
    page.ceremony.papers.write_list(tmp_path / "清单.pdf")
    settle(qtbot, window)
    assert (tmp_path / "清单.pdf").read_bytes().startswith(b"%PDF")
    assert "已打印，原件已存" in page.ceremony._printed.text()
    shown = {label.text() for label in page.how.findChildren(QLabel)}
    assert "只公布封存码" in shown
    assert "2026年11月20日 14:15 已打印" in shown


def test_seats_are_entered_by_keyboard_and_a_wrong_one_is_refused(window, page, qtbot):
    seal(qtbot, window, page)
    seats = page.ceremony.seats
    assert seats.rows["operator"].name.value() == "王秀英"
    seats.go.click()
    settle(qtbot, window)
    assert page.banner.text() == "公开会议：主持人、操作人、监督人须写全，并至少有一名见证人。请补填。"
    seat(qtbot, window, page)
    assert page.banner.text() == "已登记到会人员。"
    assert [one.told for one in page.whole.ceremony.of("witness")] == ["县司法局 孙丽", "县纪委监委 刘洋"]
    assert seats._edit.isHidden()
    assert page.numbers.witnesses.value() == "县司法局 孙丽、县纪委监委 刘洋"


@pytest.mark.obligation("F186", "F098")
def test_the_projector_goes_through_five_phases_and_never_shows_a_name(bench, window, page, qtbot):
    seal(qtbot, window, page)
    seat(qtbot, window, page)
    screen = project(qtbot, window, page)
    seen = [said(screen)]
    assert (screen.phase, screen.open_phases()) == (SEALING, (SEALING, EVENT))
    assert page.whole.draw.commitment in "".join(visible(screen).split())
    QTest.keyClick(screen, Qt.Key.Key_Right)
    assert screen.phase == EVENT
    QTest.keyClick(screen, Qt.Key.Key_PageDown)
    assert screen.phase == EVENT
    later(qtbot, window, page, bench)
    write(page.numbers.first.digits, "583")
    assert screen.phase == TYPING
    assert "第一人　正在录入　3 / 20" in visible(screen)
    assert "583" not in visible(screen)
    seen.append(said(screen))
    enter(qtbot, window, page)
    assert screen.phase == REVEAL
    screen.pace.stop()
    for shown in range(screen.pace.shown, 5):
        QTest.keyClick(screen, Qt.Key.Key_Right)
        assert f"第 {shown + 1} 家，共 5 家" in visible(screen)
        seen.append(said(screen))
    QTest.keyClick(screen, Qt.Key.Key_Right)
    assert screen.phase == RESULT
    seen.append(said(screen))
    for told in (
        "抽取库总户数",
        "应抽取数",
        "实抽取数",
        "抽取时间",
        "5830 1967 4402 7715 9036",
        "15 种分法",
        "第 1 组　2 人",
    ):
        assert told in visible(screen)
    assert [names_in(text) for text in seen] == [set()] * len(seen)
    picture = screen.grab().toImage()
    sampled = {picture.pixel(x, y) for x in range(0, picture.width(), 5) for y in range(0, picture.height(), 5)}
    assert len(sampled) > 10
    assert len(names_in("\n".join(row.name for row in page.whole.drawn))) == 5


def test_the_object_revealed_is_the_one_of_that_number_on_the_sealed_list(bench, window, page, qtbot):
    seal(qtbot, window, page)
    later(qtbot, window, page, bench)
    screen = project(qtbot, window, page)
    enter(qtbot, window, page)
    listed = [one.id for one in page.whole.frozen.objects]
    for row, reveal in zip(page.whole.drawn, screen.show_now.reveals, strict=True):
        assert listed[int(reveal.number) - 1] == row.drawn.subject
        assert "".join(reveal.ticket.split()) == row.drawn.ticket[:16]
        assert (reveal.position, reveal.group, reveal.name) == (row.drawn.position, row.drawn.group, "")


def test_a_differing_entry_is_refused_by_its_place_and_nobody_sees_a_digit(bench, window, page, qtbot):
    seal(qtbot, window, page)
    screen = project(qtbot, window, page)
    later(qtbot, window, page, bench)
    enter(qtbot, window, page, second=DIGITS[:3] + "9" + DIGITS[4:])
    told = "随机号码：两次录入第4位不一致。请两人对照原号码各自重录；已封存的名单不受影响。"
    assert page.banner.text() == told
    assert told in visible(screen)
    assert visible(screen).count("待录入") == 2
    assert page.whole.draw.state == "frozen"
    for typing in (page.numbers.first, page.numbers.second):
        assert typing.value() == ""
        typing.digits.undo()
        assert typing.value() == ""
    enter(qtbot, window, page)
    assert page.whole.draw.state == "held"


def test_once_held_nothing_can_be_drawn_again(bench, window, page, qtbot):
    seal(qtbot, window, page)
    seat(qtbot, window, page)
    screen = project(qtbot, window, page)
    later(qtbot, window, page, bench)
    enter(qtbot, window, page)
    before = page.whole.draw.transcript
    page._show_stage(reading.NUMBERS)
    assert not page.numbers.go.isVisible()
    texts = {
        one.text()
        for one in (*page.findChildren(QAbstractButton), *screen.findChildren(QAbstractButton))
        if one.isVisible()
    }
    assert "开始抽取" not in texts
    page.acts.hold(("王秀英", "0" * 20), ("陈刚", "0" * 20), ["孙丽"])
    settle(qtbot, window)
    assert page.banner.text().startswith("随机号码：第1次抽取已经完成，号码只用一次")
    assert page.whole.draw.transcript == before
    assert not page.ceremony.seats.change.isVisible()


def test_full_width_digits_with_spaces_are_read_as_digits(bench, window, page, qtbot):
    seal(qtbot, window, page)
    later(qtbot, window, page, bench)
    wide = "".join(chr(ord(one) + 0xFEE0) for one in DIGITS)
    enter(qtbot, window, page, first=f"{wide[:4]}　{wide[4:]}", second=" ".join(DIGITS))
    assert page.whole.seed["digits"] == DIGITS


def test_sealed_digits_are_typed_only_when_every_envelope_is_in(bench, window, page, qtbot):
    seal(qtbot, window, page, "sealed-digits")
    seat(qtbot, window, page)
    screen = project(qtbot, window, page)
    later(qtbot, window, page, bench)
    screen.go_to(EVENT)
    assert [box.text() for box in page.numbers.envelopes] == ["第 1 份　县司法局 孙丽", "第 2 份　县纪委监委 刘洋"]
    assert page.numbers._form.isHidden()
    QTest.keyClick(page.numbers.envelopes[0], Qt.Key.Key_Space)
    assert page.numbers._form.isHidden()
    assert "✓　第 1 份　县司法局 孙丽　已交\n○　第 2 份　县纪委监委 刘洋　待交" in visible(screen)
    QTest.keyClick(page.numbers.envelopes[1], Qt.Key.Key_Space)
    assert not page.numbers._form.isHidden()
    enter(qtbot, window, page, first=DIGITS * 2, second=DIGITS * 2)
    assert page.whole.seed["digits"] == DIGITS * 2


@pytest.mark.obligation("F093", "F186")
def test_the_reveal_can_be_paused_stepped_hastened_and_skipped_by_keyboard(bench, window, page, qtbot, monkeypatch):
    monkeypatch.setattr(ceremony_pace, "SPEEDS", {"slow": 60_000, "middle": 50_000, "quick": 40_000})
    seal(qtbot, window, page)
    screen = project(qtbot, window, page)
    later(qtbot, window, page, bench)
    screen.pace._calm = lambda: False
    enter(qtbot, window, page)
    pace = screen.pace
    assert (pace.playing, pace.shown, pace.total) == (True, 1, 5)
    pace._timer.timeout.emit()
    assert pace.shown == 2
    QTest.keyClick(screen, Qt.Key.Key_Space)
    assert not pace.playing
    QTest.keyClick(screen, Qt.Key.Key_Left)
    assert pace.shown == 1
    QTest.keyClick(screen, Qt.Key.Key_Space)
    QTest.keyClick(screen, Qt.Key.Key_Plus)
    assert (pace.playing, pace.speed, page.ceremony.bar.speed.value()) == (True, "quick", "quick")
    QTest.keyClick(screen, Qt.Key.Key_Minus)
    QTest.keyClick(screen, Qt.Key.Key_Minus)
    assert pace.speed == "slow"
    QTest.keyClick(screen, Qt.Key.Key_End)
    assert (screen.phase, pace.shown, pace.playing) == (RESULT, 5, False)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    qtbot.wait(10)
    assert page.ceremony.screen_window is None
    assert page.ceremony.bar.isHidden()


def test_where_less_motion_is_asked_for_nothing_goes_on_by_itself(bench, window, page, qtbot):
    seal(qtbot, window, page)
    screen = project(qtbot, window, page)
    later(qtbot, window, page, bench)
    screen.pace._calm = lambda: True
    enter(qtbot, window, page)
    assert (screen.phase, screen.pace.playing, screen.pace.shown) == (REVEAL, False, 1)
    page.ceremony.bar.on.click()
    assert screen.pace.shown == 2


def test_the_projector_opened_after_the_draw_shows_its_result_and_no_name(bench, window, page, qtbot):
    seal(qtbot, window, page)
    later(qtbot, window, page, bench)
    enter(qtbot, window, page)
    screen = project(qtbot, window, page)
    assert screen.phase == RESULT
    assert names_in(said(screen)) == set()
    page.ceremony.reveal_names()
    assert names_in(said(screen)) == set()
    assert "names" not in {key for key, _ in page._more(page.whole.draw)}


def test_a_long_result_is_paged_through_and_every_drawn_number_is_on_one_screen(window, page, qtbot, bench):
    seal(qtbot, window, page)
    later(qtbot, window, page, bench)
    enter(qtbot, window, page)
    show = show_of(page.whole)
    one = show.classes[0]
    reveals = tuple(replace(show.reveals[0], number=f"{at:03}", category=one.title) for at in range(1, 301))
    long = replace(show, reveals=reveals, classes=(replace(one, taken=300),), draw=show.draw + 1)
    screen = CeremonyScreen(page, bench.clock, "滑县气象局")
    qtbot.addWidget(screen)
    screen.show_it(long)
    face = screen.faces[RESULT]
    assert (screen.phase, face.pages) == (RESULT, (1, 6))
    seen = []
    for number in range(2, 7):
        QTest.keyClick(screen, Qt.Key.Key_Right)
        assert face.pages == (number, 6)
        assert f"第 {number} 屏，共 6 屏" in screen._keys.text()
        seen += re.findall(r"\b\d{3}\b", face.drawn.text().split("：")[1])
    assert seen == [reveal.number for reveal in reveals]
    QTest.keyClick(screen, Qt.Key.Key_Right)
    assert face.pages == (6, 6)
    QTest.keyClick(screen, Qt.Key.Key_Left)
    assert face.pages == (5, 6)


def test_names_come_to_the_projector_by_one_act_and_only_where_the_profile_makes_them_public(
    bench, window, page, qtbot
):
    opening = page.context.opening
    draw = opening.profile.draw.model_copy(update={"publish_before": "names"})
    object.__setattr__(opening, "profile", opening.profile.model_copy(update={"draw": draw}))
    seal(qtbot, window, page)
    later(qtbot, window, page, bench)
    enter(qtbot, window, page)
    screen = project(qtbot, window, page)
    assert names_in(said(screen)) == set()
    page._on_more("names")
    assert len(names_in(said(screen))) == 5
    page._on_more("names")
    assert names_in(visible(screen)) == set()


def test_the_projector_fills_its_screen_and_goes_down_with_the_person(bench, window, page, qtbot):
    seal(qtbot, window, page)
    screen = project(qtbot, window, page)
    assert screen.isFullScreen()
    for width, height in ((1024, 768), (1366, 768), (1920, 1080)):
        screen.showNormal()
        screen.resize(width, height)
        QApplication.processEvents()
        assert (screen.width(), screen.height()) == (width, height)
    page._to_list()
    qtbot.wait(10)
    assert page.ceremony.screen_window is None


def test_the_record_is_printed_signed_by_hand_and_kept_as_scan(bench, window, page, qtbot, tmp_path):
    seal(qtbot, window, page)
    seat(qtbot, window, page)
    later(qtbot, window, page, bench)
    enter(qtbot, window, page)
    page.write_record(tmp_path / "记录.pdf")
    settle(qtbot, window)
    said_there = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "记录.pdf"), "-"], capture_output=True, check=True
    )
    text = "".join(said_there.stdout.decode().split())
    numbers = [reveal.number for reveal in show_of(page.whole).reveals]
    for row, number in zip(page.whole.drawn, numbers, strict=True):
        assert f"{row.order}{number}{row.name}" in text
    page.ceremony.papers.take_scan(tmp_path / "fehlt.pdf")
    settle(qtbot, window)
    assert page.banner.text().startswith("抽取记录：“fehlt.pdf”读不出来")
    page.ceremony.papers.take_scan(tmp_path / "记录.pdf")
    settle(qtbot, window)
    assert page.banner.text() == "签字后的抽取记录已存入。"
    shown = {label.text() for label in page.how.findChildren(QLabel)}
    assert {"签字扫描件已存", "实抽取数", "名单、号码和抽取记录在全部检查结束后公开"} <= shown
