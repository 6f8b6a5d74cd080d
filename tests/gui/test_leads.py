"""线索核查 through the window: from a complaint to a check that may begin, the reminder owed, the end and the reply."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from factories.bureau import enter_some_subjects
from factories.windows import make_bench, settle, sign_in
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.lead.store import leads
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.wording import say

CONTENT = "加油机接地线断裂，昨日雷雨时有人触电。"
REASON = "今晚有雷雨，来不及先批。"


class Hand:
    """Counts what a person presses; typing is counted apart."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window, self.clicks, self.typed = qtbot, window, 0, 0

    def press(self, widget):
        self.clicks += 1
        assert widget.isVisible()
        assert widget.isEnabled()
        at = QPoint(12, widget.height() // 2) if isinstance(widget, QCheckBox) else QPoint()
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        settle(self.qtbot, self.window)

    def type(self, widget, text):
        self.typed += len(text)
        widget.setFocus()
        if hasattr(widget, "insertPlainText"):
            widget.insertPlainText(text)
        else:
            widget.setText(text)

    def pick(self, combo, key):
        """Open the list and press the line: two presses."""
        self.clicks += 2
        combo.set_value(key)
        combo.edited.emit(key)


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    made = make_bench(tmp_path, clock, monkeypatch)
    enter_some_subjects(made.bureau)
    return made


@pytest.fixture
def opened(bench, qtbot):
    windows = []

    def make(person="16001"):
        window = bench.window()
        windows.append(window)
        sign_in(qtbot, window, person)
        window.resize(1366, 768)
        settle(qtbot, window)
        return window

    yield make
    for window in windows:
        window.stop()


def fill_in(hand, page, subject="滑县第10加油站"):
    form = page.form
    hand.pick(form.source, "lead-complaint")
    hand.type(form.content, CONTENT)
    hand.type(form.subject.search, subject)
    QTest.keyClick(form.subject.search, Qt.Key.Key_Return)
    settle(hand.qtbot, hand.window)
    settle(hand.qtbot, hand.window)
    assert form.subject.chosen is not None
    if not form.items.values():
        hand.press(form.items.box(next(iter(form.items._boxes))))
    second = next(key for key in form.officers._boxes if key not in form.officers.values())
    hand.press(form.officers.box(second))


def picture(window, name):
    if folder := os.environ.get("PICTURES"):
        window.grab().save(str(Path(folder) / f"{name}.png"))


@pytest.mark.obligation("F044")
def test_from_the_workbench_to_a_started_urgent_check_takes_at_most_eight_presses(bench, opened, qtbot):
    window = opened()
    hand = Hand(qtbot, window)
    begun = time.perf_counter()
    bench_page = window.pages["workbench"]
    hand.press(next(one for one in bench_page.findChildren(QPushButton) if one.text() == say("do-lead")))
    page = window.pages["leads"]
    fill_in(hand, page)
    hand.press(page.form.way.button("urgent"))
    hand.type(page.form.reason, REASON)
    hand.type(page.form.approver, "赵志强")
    picture(window, "leads-form")
    hand.press(page.form.go)
    settle(qtbot, window)
    took = time.perf_counter() - begun
    assert window.current == "inspection"
    assert hand.clicks <= 8
    assert took < 60  # the program's own part of the three minutes
    with bench.bureau.reading() as session:
        (lead,) = leads(session, bench.bureau.desk().bureau)
        view = get_inspection(session, bench.bureau.desk().bureau, lead.inspection)
        told = find_authorisation(session, bench.bureau.desk().bureau, lead.inspection)
    assert view.done.get("authorised")
    assert told is not None
    assert (told.state, told.approver, told.reason) == ("oral", "赵志强", REASON)
    assert lead.content == CONTENT
    if folder := os.environ.get("PICTURES"):
        Path(folder, "leads-measured.txt").write_text(f"{hand.clicks} {hand.typed} {took:.1f}")
    picture(window, "leads-inspection")
    window.navigate("workbench")
    settle(qtbot, window)
    picture(window, "leads-workbench")
    texts = [one.text() for one in bench_page.findChildren(QLabel)]
    assert any(say("leads-owed", subject="滑县第10加油站") in one for one in texts)


def test_a_lead_may_only_be_registered_and_its_check_started_later(bench, opened, qtbot):
    window = opened()
    window.navigate("leads", new="1")
    settle(qtbot, window)
    page = window.pages["leads"]
    hand = Hand(qtbot, window)
    fill_in(hand, page)
    hand.press(page.form.only)
    settle(qtbot, window)
    (row,) = page.rows
    assert row.view.state == "received"
    page.detail.show_row(row)
    picture(window, "leads-list")
    hand.press(page.detail.go)
    settle(qtbot, window)
    assert page.form.content.value() == CONTENT
    assert not page.form.content.isEnabled()
    second = next(key for key in page.form.officers._boxes if key not in page.form.officers.values())
    hand.press(page.form.officers.box(second))
    if not page.form.items.values():
        hand.press(page.form.items.box(next(iter(page.form.items._boxes))))
    hand.press(page.form.way.button("send"))
    hand.press(page.form.go)
    settle(qtbot, window)
    assert page.banner.text() == say("leads-handed")
    with bench.bureau.reading() as session:
        (lead,) = leads(session, bench.bureau.desk().bureau)
        view = get_inspection(session, bench.bureau.desk().bureau, lead.inspection)
    assert (lead.state, view.tray_role) == ("checking", "section-chief")
    assert "authorised" not in view.done


def test_what_is_missing_is_said_and_nothing_is_entered(bench, opened, qtbot):
    window = opened()
    window.navigate("leads", new="1")
    settle(qtbot, window)
    page = window.pages["leads"]
    hand = Hand(qtbot, window)
    fill_in(hand, page)
    hand.press(page.form.go)
    settle(qtbot, window)
    assert say("refused-lead-approval") in page.banner.text()
    with bench.bureau.reading() as session:
        assert leads(session, bench.bureau.desk().bureau) == ()


def test_a_subject_in_no_register_is_taken_by_its_name(bench, opened, qtbot):
    window = opened()
    window.navigate("leads", new="1")
    settle(qtbot, window)
    page = window.pages["leads"]
    hand = Hand(qtbot, window)
    hand.pick(page.form.source, "lead-transferred")
    hand.type(page.form.content, CONTENT)
    hand.type(page.form.subject.search, "路边无名加油点")
    page.form.subject._find("路边无名加油点")
    settle(qtbot, window)
    hand.press(page.form.subject.none)
    page.form.subject.category.set_value("key-unit")
    page.form._offer()
    settle(qtbot, window)
    assert len(page.form.items._boxes) == 1
    picture(window, "leads-typed")
    hand.press(page.form.only)
    settle(qtbot, window)
    assert [one.view.subject_name for one in page.rows] == ["路边无名加油点"]
    assert page.rows[0].view.category == "key-unit"


def test_the_end_of_a_lead_is_written_and_the_reply_asked_for(bench, opened, qtbot):
    window = opened()
    window.navigate("leads", new="1")
    settle(qtbot, window)
    page = window.pages["leads"]
    hand = Hand(qtbot, window)
    fill_in(hand, page)
    hand.press(page.form.only)
    settle(qtbot, window)
    page.detail.show_row(page.rows[0])
    page.detail.conclusion.set_value("lead-no-check")
    hand.type(page.detail.words, "同一问题上周已检查并整改，不再重复检查。")
    hand.press(page.detail.end)
    settle(qtbot, window)
    page.which.set_value("all")
    page._filter()
    page.detail.show_row(page.rows[0])
    assert page.rows[0].view.state == "closed"
    picture(window, "leads-reply")
    page.detail.reply_way.set_value("reply-anonymous")
    hand.press(page.detail.end)
    settle(qtbot, window)
    assert page.rows[0].view.reply_way == "reply-anonymous"
