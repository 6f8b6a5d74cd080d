"""Greyed buttons tell why, under the pointer and beside them; 打印外出文书 is in sight without scrolling."""

from __future__ import annotations

import os

import pytest
from factories.bureau import released_inspections
from factories.finished import officers_of, signed_visit, submitted_report
from factories.windows import make_bench, settle, sign_in
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.inspecting.panel import foot_bar
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
def opened(bench, qtbot):
    windows = []

    def make(dossier: str, step: str, person: str = ""):
        window = bench.window()
        windows.append(window)
        sign_in(qtbot, window, person or officers_of(bench.bureau, dossier)[0].id)
        window.resize(1366, 768)
        window.navigate("inspection", dossier=dossier, step=step)
        for _ in range(3):
            settle(qtbot, window)
        return window, window.pages["inspection"]

    yield make
    for window in windows:
        window.stop()


def keep(window, name: str) -> None:
    if SHOTS:
        window.grab().save(f"{SHOTS}/{name}.png")


def test_a_button_says_why_it_rests_and_no_more_once_it_works(qtbot):
    button, line = QPushButton("存"), QLabel("")
    bar = foot_bar(line, right=(button,))
    qtbot.addWidget(bar)
    button.setToolTip("存入案卷")
    grey(button, "还没有改动。", line)
    assert (button.isEnabled(), button.toolTip(), line.text(), line.isHidden()) == (
        False, "还没有改动。", "还没有改动。", False,
    )  # fmt: skip
    grey(button, "", line)
    assert (button.isEnabled(), button.toolTip(), line.isHidden()) == (True, "存入案卷", True)


def test_what_is_final_or_with_somebody_else_says_why_it_can_only_be_read(bench, opened, qtbot):
    dossier = signed_visit(bench.bureau, released_inspections(bench.bureau)[0], violates=1)
    window, page = opened(dossier, "check")
    panel = page.panel
    panel._front(panel.lines)
    assert panel.locked.text() == say("greyed-final") and panel.locked.isVisible()
    keep(window, "greyed-final")
    submitted_report(bench.bureau, dossier)
    page.stale()
    page.view_step("order")
    for _ in range(2):
        settle(qtbot, window)
    resting = [one for one in page.panel.findChildren(QPushButton) if not one.isEnabled() and one.isVisible()]
    assert resting and {one.toolTip() for one in resting} == {say("greyed-away")}
    assert page.strip.isVisible()  # and in words above the form
    keep(window, "greyed-away")


def test_the_papers_of_the_trip_are_printed_without_scrolling(bench, clock, opened):
    dossier = released_inspections(bench.bureau)[0]
    with bench.bureau.writing() as session:
        register_paper_approval(session, desk=bench.bureau.desk(), clock=clock, dossier=dossier, approver="孙志远")
    window, page = opened(dossier, "notice")
    button = page.panel.trip.print_all
    below = button.mapTo(window, QPoint(0, button.height())).y()
    foot = page.panel.primary.mapTo(window, QPoint(0, 0)).y()
    assert button.isVisible() and below < foot
    box = page.panel.trip.boxes["notice"]
    assert not box.isEnabled() and box.toolTip() == say("greyed-notice-open")
    keep(window, "trip")
