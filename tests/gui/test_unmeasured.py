"""A check is ended with 处理意见 for every line that does not conform, or with the reason why it has to wait."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.stage import Stage, stage
from factories.visits import come, judge_everything
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_desktop.check.acts import answer_line
from inspector_desktop.check.store import find_visit, lines_of
from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting.check import CheckPanel
from inspector_desktop.gui.pages.inspecting.signature import SignaturePanel
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.wording import say


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau: Bureau) -> str:
    """All lines judged; two do not conform and have no 处理意见."""
    first, *_ = released_inspections(bureau)
    given = {"desk": bureau.desk(), "clock": bureau.clock, "dossier": first}
    with bureau.writing() as session:
        register_paper_approval(session, approver="孙志远", **given)
    come(bureau, first)
    judge_everything(bureau, first)
    with bureau.writing() as session:
        for one in lines_of(session, bureau.desk().bureau, first).values():
            if one.value == "violates":
                answer_line(session, line=one.line, number=one.number, value=one.value, fact=one.fact, **given)
    return first


@pytest.fixture
def staged(bureau: Bureau, dossier: str, tmp_path: Path, qapp: QApplication):
    if not qapp.styleSheet():
        look.install_look(qapp)
    with stage(bureau, tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, staged: Stage, dossier: str) -> InspectionPage:
    made = InspectionPage(staged.context)
    qtbot.addWidget(made)
    staged.pages.append(made)
    made.resize(1182, 736)
    made.open(dossier=dossier)
    made.show()
    settle(qtbot, staged)
    assert isinstance(made.panel, CheckPanel)
    return made


def settle(qtbot: QtBot, staged: Stage) -> None:
    for _ in range(2):
        qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=60_000)
        qtbot.wait(10)


def visit_of(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return find_visit(session, bureau.desk().bureau, dossier)


def test_lines_without_measure_are_named_and_one_after_another_chosen(qtbot, bureau, dossier, staged, page):
    panel = page.panel
    panel.finish.click()
    settle(qtbot, staged)
    bar = panel.unmeasured
    assert not bar.isHidden() and "第1、2项不符合" in bar.words.text() and not bar.later.isEnabled()
    assert not visit_of(bureau, dossier).ended_at
    bar.go.click()
    qtbot.wait(20)
    shown = panel.sheet.list
    assert shown.card.line().number == "1" and shown.card._refusal.text() == say("unmeasured-line")
    shown.card._handle("measure-deadline")
    assert shown.card._refusal.isHidden()
    settle(qtbot, staged)
    assert "第2项不符合" in bar.words.text()
    shown.handling_chosen.emit(panel.sheet.unmeasured()[0][0], "measure-at-once")
    settle(qtbot, staged)
    assert bar.isHidden()
    panel.finish.click()
    settle(qtbot, staged)
    visit = visit_of(bureau, dossier)
    assert visit.ended_at and visit.measures_later == ""


def test_a_measure_may_wait_with_a_reason_that_is_kept(qtbot, bureau, dossier, staged, page):
    panel = page.panel
    panel.finish.click()
    settle(qtbot, staged)
    panel.unmeasured.reason.setFocus()
    panel.unmeasured.reason.setText("要等检测结果")
    qtbot.keyClick(panel.unmeasured.reason, Qt.Key.Key_Return)
    settle(qtbot, staged)
    assert visit_of(bureau, dossier).measures_later == "要等检测结果"
    assert isinstance(page.panel, SignaturePanel)
    page.view_step("check")
    settle(qtbot, staged)
    with bureau.reading() as session:
        assert rebuild(session).equal
