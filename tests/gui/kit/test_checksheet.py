"""Answering a check sheet by keyboard."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from inspector_desktop.gui.kit.answercard import CheckLine
from inspector_desktop.gui.kit.checksheet import CheckSheet
from inspector_desktop.gui.kit.photostrip import Photo

KEY = Qt.Key


def lines(count: int = 6) -> tuple[CheckLine, ...]:
    return tuple(
        CheckLine(f"k{at}", str(at), f"第{at}项 接地装置完好", "（依据）", group="一、防雷" if at < 4 else "二、用电")
        for at in range(1, count + 1)
    )


@pytest.fixture
def sheet(qtbot: QtBot) -> CheckSheet:
    made = CheckSheet((("fix", "限期整改"), ("now", "当场改正")))
    qtbot.addWidget(made)
    made.resize(690, 560)
    made.set_lines(lines())
    made.show()
    made.activateWindow()
    made.open("k1")
    qtbot.waitUntil(made.card.hasFocus)
    return made


@pytest.mark.parametrize(
    ("key", "verdict"),
    [(KEY.Key_1, "conforms"), (KEY.Key_2, "violates"), (KEY.Key_3, "not-applicable"), (KEY.Key_4, "not-checked")],
)
def test_the_keys_one_to_four_judge(qtbot: QtBot, sheet: CheckSheet, key: Qt.Key, verdict: str) -> None:
    with qtbot.waitSignal(sheet.answered) as heard:
        qtbot.keyClick(sheet.card, key)
    assert heard.args == ["k1", verdict]
    assert sheet.lines()[0].verdict == verdict
    asks_more = verdict in {"violates", "not-checked"}  # a fact or a reason; anything else leads to the next line
    assert sheet.current() == ("k1" if asks_more else "k2")
    sheet.open("k1")
    assert sheet.card.verdict_button(verdict).isChecked()


def test_nothing_is_judged_beforehand(sheet: CheckSheet) -> None:
    assert sheet.open_count() == 6
    for verdict in ("conforms", "violates", "not-applicable", "not-checked"):
        assert not sheet.card.verdict_button(verdict).isChecked()


def test_a_violation_asks_for_the_fact_and_enter_leads_on(qtbot: QtBot, sheet: CheckSheet) -> None:
    qtbot.keyClick(sheet.card, KEY.Key_2)
    qtbot.waitUntil(sheet.card.fact.hasFocus)
    told: list[tuple[str, str]] = []
    sheet.fact_changed.connect(lambda key, text: told.append((key, text)))
    qtbot.keyClicks(sheet.card.fact, "2026 report")
    qtbot.keyClick(sheet.card.fact, KEY.Key_Return)
    assert told == [("k1", "2026 report")]
    assert sheet.current() == "k2"
    assert sheet.lines()[0].verdict == "violates"
    assert sheet.lines()[0].fact == "2026 report"


def test_digits_typed_in_the_fact_stay_digits_and_control_judges(qtbot: QtBot, sheet: CheckSheet) -> None:
    qtbot.keyClick(sheet.card, KEY.Key_2)
    qtbot.keyClicks(sheet.card.fact, "13")
    assert sheet.card.fact.value() == "13"
    with qtbot.waitSignal(sheet.answered) as heard:
        qtbot.keyClick(sheet.card.fact, KEY.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["k1", "conforms"]


def test_what_is_typed_is_told_after_a_pause(qtbot: QtBot, sheet: CheckSheet) -> None:
    qtbot.keyClick(sheet.card, KEY.Key_2)
    with qtbot.waitSignal(sheet.fact_changed) as heard:
        qtbot.keyClicks(sheet.card.fact, "abc")
    assert heard.args == ["k1", "abc"]


def test_saving_does_not_disturb_the_one_who_types(qtbot: QtBot, sheet: CheckSheet) -> None:
    qtbot.keyClick(sheet.card, KEY.Key_2)
    qtbot.keyClicks(sheet.card.fact, "abcd")
    sheet.update_line(CheckLine("k1", "1", "第1项", verdict="violates", fact="ab"))
    assert sheet.card.fact.value() == "abcd"


def test_a_verdict_goes_on_by_itself_and_enter_round_to_the_open_ones(qtbot: QtBot, sheet: CheckSheet) -> None:
    seen = []
    for _ in range(5):
        qtbot.keyClick(sheet.card, KEY.Key_1)
        seen.append(sheet.current())
    assert seen == ["k2", "k3", "k4", "k5", "k6"]
    sheet.open("k6")
    sheet.update_line(CheckLine("k2", "2", "第2项"))
    qtbot.keyClick(sheet.card, KEY.Key_Return)
    assert sheet.current() == "k2"


def test_the_arrows_move_and_the_button_jumps_to_what_is_open(qtbot: QtBot, sheet: CheckSheet) -> None:
    qtbot.keyClick(sheet.card, KEY.Key_Down)
    assert sheet.current() == "k2"
    qtbot.keyClick(sheet.card, KEY.Key_Up)
    assert sheet.current() == "k1"
    assert sheet.open_button.text() == "待判定 6"
    qtbot.keyClick(sheet.card, KEY.Key_1)
    assert sheet.open_button.text() == "待判定 5"
    sheet.open("k6")
    sheet.open_button.click()
    assert sheet.current() == "k2"


def test_searching_shows_only_lines_with_the_text(qtbot: QtBot, sheet: CheckSheet) -> None:
    sheet.search.setText("第5项")
    qtbot.keyClick(sheet.search, KEY.Key_Return)
    assert sheet.current() == "k5"
    assert [row.label for row in sheet.list.rows()] == ["二、用电", "第5项 接地装置完好"]
    sheet.search.setText("电梯")
    qtbot.keyClick(sheet.search, KEY.Key_Return)
    assert list(sheet.list.rows()) == []
    qtbot.keyClick(sheet.search, KEY.Key_Escape)
    qtbot.waitUntil(lambda: len(sheet.list.rows()) == 8)


def test_a_line_is_opened_by_pressing_it(qtbot: QtBot, sheet: CheckSheet) -> None:
    place = sheet.list.place_of("k3")
    assert place is not None
    with qtbot.waitSignal(sheet.opened) as heard:
        qtbot.mouseClick(sheet.list, Qt.MouseButton.LeftButton, pos=QPoint(200, place[0] + 10))
    assert heard.args == ["k3"]
    assert sheet.card.line().key == "k3"


def test_a_refusal_opens_the_line_and_stands_in_it(sheet: CheckSheet) -> None:
    sheet.refuse("k4", "第4项：已判“不符合”，没有写明事实。")
    assert sheet.current() == "k4"
    assert sheet.card._refusal.text().startswith("第4项")
    assert sheet.card._refusal.isVisible()


def test_the_reason_is_asked_for_what_was_not_checked(qtbot: QtBot, sheet: CheckSheet) -> None:
    qtbot.keyClick(sheet.card, KEY.Key_4)
    assert sheet.card._reason.isVisible()
    assert not sheet.card._handling.isVisible()
    with qtbot.waitSignal(sheet.reason_chosen) as heard:
        sheet.card._reason.setCurrentIndex(1)
        sheet.card._reason.activated.emit(1)
    assert heard.args == ["k1", "why-stopped"]
    assert sheet.lines()[0].reason == "why-stopped"


def test_the_handling_is_named_and_chosen_on_its_chip(qtbot: QtBot, sheet: CheckSheet) -> None:
    qtbot.keyClick(sheet.card, KEY.Key_2)
    assert sheet.card._handling.isVisible()
    assert sheet.card._handling.text() == "处理意见：待定"
    with qtbot.waitSignal(sheet.handling_chosen) as heard:
        sheet.card._handling.chosen.emit("fix")
    assert heard.args == ["k1", "fix"]
    assert sheet.card._handling.text() == "处理意见：限期整改"


def test_photographs_stand_in_the_card(sheet: CheckSheet) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0)
    sheet.update_line(CheckLine("k1", "1", "第1项", verdict="conforms", photos=(Photo("p", picture),)))
    assert sheet.card._strip.isVisible()
    assert [photo.key for photo in sheet.card._strip.photos()] == ["p"]


def test_two_hundred_lines_open_without_waiting(qtbot: QtBot) -> None:
    made = CheckSheet()
    qtbot.addWidget(made)
    made.resize(690, 560)
    made.show()
    made.set_lines(lines(200))
    started = time.perf_counter()
    for at in range(1, 101):
        made.open(f"k{at}")
        made.grab()
    each = (time.perf_counter() - started) / 100
    assert each < 0.1
    place = made.list.place_of("k100")
    bar = made._area.verticalScrollBar().value()
    assert place is not None
    assert bar <= place[0]
    assert place[0] + place[1] <= bar + made._area.viewport().height()


def test_the_last_visit_stands_beside_its_line_and_is_taken_over_only_when_pressed(qtbot: QtBot) -> None:
    made = CheckSheet()
    qtbot.addWidget(made)
    made.resize(690, 560)
    said = "上次：不符合 2025-06-03　检测报告已超过半年"
    made.set_lines((CheckLine("k1", "1", "第1项", last_visit=said, last_fact="检测报告已超过半年"),))
    made.show()
    made.open("k1")
    assert made.card._before.text() == said
    assert made.lines()[0].verdict == "" and made.card.fact.value() == ""
    told: list[tuple[str, str]] = []
    made.fact_changed.connect(lambda key, text: told.append((key, text)))
    qtbot.mouseClick(made.card.quote, Qt.MouseButton.LeftButton)
    made.flush()
    assert made.lines()[0].verdict == "violates" and told == [("k1", "检测报告已超过半年")]


def test_a_usual_phrase_is_put_in_by_its_key(qtbot: QtBot) -> None:
    made = CheckSheet()
    qtbot.addWidget(made)
    made.resize(690, 560)
    made.set_lines((CheckLine("k1", "1", "第1项", phrases=("没有书面责任分工。", "没有检测报告。")),))
    made.show()
    made.open("k1")
    qtbot.keyClick(made.card, KEY.Key_F7)
    assert made.card.fact.value() == ""  # nothing is written while the line is not judged
    qtbot.keyClick(made.card, KEY.Key_2)
    qtbot.keyClick(made.card.fact, KEY.Key_F7)
    assert made.card.fact.value() == "没有检测报告。"
    assert made.lines()[0].fact == "没有检测报告。"


@pytest.mark.obligation("F137")
def test_the_lines_that_matter_most_are_marked_and_can_be_judged_first(qtbot: QtBot) -> None:
    made = CheckSheet()
    qtbot.addWidget(made)
    made.resize(690, 560)
    made.set_lines([replace(one, severity="serious" if one.key in {"k3", "k5"} else "general") for one in lines()])
    made.show()
    made.open("k1")
    assert made.card.severity.isHidden()
    assert made.key_button.text() == "先看重点 2"
    qtbot.mouseClick(made.key_button, Qt.MouseButton.LeftButton)
    assert [row.key for row in made.list.rows() if isinstance(row, CheckLine)] == ["k3", "k5"]
    assert made.current() == "k3"
    assert made.card.severity.text() == "严重"
    assert made.card.severity.isVisible()
    qtbot.keyClick(made.card, KEY.Key_1)
    assert made.current() == "k5"
    qtbot.keyClick(made.card, KEY.Key_1)
    assert made.current() == "k6"  # all that matter most are judged: the next of the others, all in sight again
    assert len([row for row in made.list.rows() if isinstance(row, CheckLine)]) == 6
    assert made.key_button.text() == "先看重点 0"


def test_the_lines_that_matter_most_are_no_choice_of_their_own_where_all_or_none_are(qtbot: QtBot) -> None:
    made = CheckSheet()
    qtbot.addWidget(made)
    for severity in ("general", "serious"):
        made.set_lines([replace(one, severity=severity) for one in lines()])
        assert made.key_button.isHidden()


def test_sixty_lines_are_judged_by_one_key_each_within_seconds_of_machine_time(qtbot: QtBot) -> None:
    made = CheckSheet()
    qtbot.addWidget(made)
    made.resize(690, 560)
    made.set_lines(lines(60))
    made.show()
    made.jump_to_open()
    started = time.perf_counter()
    for _ in range(60):
        qtbot.keyClick(made.card, KEY.Key_1)
    assert made.open_count() == 0
    assert time.perf_counter() - started < 20
