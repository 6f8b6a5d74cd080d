"""常用语 in their window: from a line while judging it, and from the settings, by keyboard as far as judging goes."""

from __future__ import annotations

import os

import pytest
from factories.bureau import released_inspections
from factories.finished import officers_of
from factories.visits import come
from factories.windows import make_bench, settle, sign_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting.phrases import PhrasesWindow
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.wording import say

SHOTS = os.environ.get("LATE_SHOTS", "")


@pytest.fixture(autouse=True)
def installed_look(qapp: QApplication) -> None:
    if not qapp.styleSheet():
        look.install_look(qapp)


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def signed_in(bench, qtbot):
    windows = []

    def make(number: str):
        window = bench.window()
        windows.append(window)
        sign_in(qtbot, window, number)
        window.resize(1366, 768)
        return window

    yield make
    for window in windows:
        window.stop()


def keep(widget, name: str) -> None:
    if SHOTS:
        widget.grab().save(f"{SHOTS}/{name}.png")


def press(qtbot, window, within, text: str, place: int = 0) -> None:
    found = [one for one in within.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(within)]
    found[place].click()
    settle(qtbot, window)
    settle(qtbot, window)


def test_a_phrase_is_added_from_the_line_and_filled_in_by_one_key(bench, clock, qtbot, signed_in):
    dossier = released_inspections(bench.bureau)[0]
    with bench.bureau.writing() as session:
        register_paper_approval(session, desk=bench.bureau.desk(), clock=clock, dossier=dossier, approver="孙志远")
    come(bench.bureau, dossier)
    window = signed_in(officers_of(bench.bureau, dossier)[0].id)
    window.navigate("inspection", dossier=dossier, step="check")
    for _ in range(3):
        settle(qtbot, window)
    page = window.pages["inspection"]
    sheet = page.panel.sheet
    line = sheet.sheet.lines()[0]
    sheet.list.open(line.name)
    card = sheet.list.card
    card.verdict_button("violates").click()
    settle(qtbot, window)
    press(qtbot, window, card, say("phrases-manage"))
    phrases = page.findChild(PhrasesWindow)
    assert phrases is not None and phrases.for_bureau.isHidden() == (not page.context.desk.has_role("supervising"))
    for text in ("未见主要负责人任命文件。", "安全管理人员证书已过期。"):
        clock.advance(minutes=1)
        phrases.words.setText(text)
        phrases.add.click()
        settle(qtbot, window)
        settle(qtbot, window)
    assert phrases.banner.text() == say("phrases-done")
    press(qtbot, window, phrases, say("phrases-pin"), 1)
    assert [one.text for one in phrases.phrases] == ["安全管理人员证书已过期。", "未见主要负责人任命文件。"]
    press(qtbot, window, phrases, say("phrases-edit"), 1)
    assert phrases.words.value() == "未见主要负责人任命文件。"
    phrases.words.setText("未见任命文件。")
    phrases.add.click()
    settle(qtbot, window)
    settle(qtbot, window)
    keep(phrases, "phrases")
    phrases.accept()
    settle(qtbot, window)
    assert sheet.list.card.line().phrases == ("安全管理人员证书已过期。", "未见任命文件。")
    keep(window, "phrases-line")
    qtbot.keyClick(card.fact, Qt.Key.Key_F7)
    assert card.fact.value() == "未见任命文件。"


def test_the_supervising_section_keeps_the_bureaus_phrases_from_the_settings(bench, qtbot, signed_in):
    window = signed_in("16005")
    window.navigate("settings")
    settle(qtbot, window)
    page = window.pages["settings"]
    keep(window, "settings-phrases")
    page.phrases.click()
    settle(qtbot, window)
    settle(qtbot, window)
    phrases = page.findChild(PhrasesWindow)
    phrases.form_choice.set_value("lightning-safety")
    phrases.form_choice.edited.emit("lightning-safety")
    settle(qtbot, window)
    phrases.line_choice.set_value("first_person")
    phrases.line_choice.edited.emit("first_person")
    settle(qtbot, window)
    phrases.words.setText("防雷装置未经检测投入使用。")
    phrases.for_bureau.setChecked(True)
    phrases.add.click()
    settle(qtbot, window)
    settle(qtbot, window)
    (one,) = phrases.phrases
    assert (one.text, one.origin) == ("防雷装置未经检测投入使用。", "bureau")
    keep(phrases, "phrases-bureau")
    phrases.words.setText("防雷装置未经检测投入使用。")
    phrases.add.click()
    settle(qtbot, window)
    assert "已经有了" in phrases.banner.text()
    press(qtbot, window, phrases, say("phrases-remove"))
    assert phrases.phrases == ()
    phrases.accept()
