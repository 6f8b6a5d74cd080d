"""The day a team plans, in the head of the page, and the remark at an arrival outside the period of the plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.stage import Stage, stage
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting.period import DayWindow
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.notice.acts import register_paper_approval


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


def settle(qtbot: QtBot, staged: Stage) -> None:
    for _ in range(3):
        qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=60_000)
        qtbot.wait(10)


@pytest.mark.obligation("F034", "F231")
def test_the_team_plans_its_day_in_the_head_and_says_why_it_came_outside_the_period(qtbot, bureau, dossier, staged):
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="孙志远")
    page = InspectionPage(staged.context)
    qtbot.addWidget(page)
    staged.pages.append(page)
    page.resize(1182, 736)
    page.open(dossier=dossier, step="check")
    page.show()
    settle(qtbot, staged)

    def press(text: str) -> None:
        link = next(one for one in page.head.findChildren(QPushButton) if one.text() == text)
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)

    press("排定检查日…")
    window = page.findChild(DayWindow)
    window.day.setText("2026-12-25")
    qtbot.keyClick(window.day, Qt.Key.Key_Return)
    settle(qtbot, staged)
    assert "2026年12月18日" in window.banner.text()  # the period is told, the day is not kept
    window.day.setText("2026-12-01")
    qtbot.mouseClick(window.go, Qt.MouseButton.LeftButton)
    settle(qtbot, staged)
    assert any(one.text() == "计划12月1日检查" for one in page.head.findChildren(QPushButton))
    arrival = page.panel.arrival
    assert arrival.period.isHidden()
    bureau.clock.advance(days=30)
    page.reload()
    settle(qtbot, staged)
    arrival.late.edited.emit()
    assert arrival.period.isVisibleTo(arrival)
    for row in arrival.officers.values():
        qtbot.mouseClick(row.shown, Qt.MouseButton.LeftButton)
    arrival.place.setText("加油区")
    arrival.rights.setChecked(True)
    arrival.told._told()
    arrival.visit_code.setText("JC-1")
    qtbot.mouseClick(arrival.primary, Qt.MouseButton.LeftButton)
    settle(qtbot, staged)
    assert page.case.visit is None and "原因" in arrival.form.field("period").refusal()
    arrival.period.reason.setText("雪后复工才开门")
    qtbot.mouseClick(arrival.primary, Qt.MouseButton.LeftButton)
    settle(qtbot, staged)
    assert page.case.visit is not None and page.case.visit.outside_reason == "雪后复工才开门"
