"""The list of inspections: found, filtered, opened, taken up."""

from __future__ import annotations

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.stage import stage
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspections import HERE, TRAY, InspectionsPage
from inspector_desktop.inspection.listing import listing, step_at
from inspector_desktop.journal.dossiers import hand_over
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
def dossiers(bureau: Bureau) -> list[str]:
    return released_inspections(bureau)


def show(qtbot: QtBot, staged) -> InspectionsPage:
    page = InspectionsPage(staged.context)
    qtbot.addWidget(page)
    page.resize(1182, 736)
    page.show()
    qtbot.waitUntil(lambda: not staged.tasks.is_busy)
    qtbot.wait(10)
    return page


def keys(page: InspectionsPage) -> set[str]:
    return {one.key for one in page.table.rows_model.rows()}


def test_enter_opens_the_marked_inspection(qtbot, bureau, dossiers, tmp_path):
    with stage(bureau, tmp_path) as staged:
        page = show(qtbot, staged)
        assert keys(page) == set(dossiers)
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        ((name, where),) = staged.went
        assert name == "inspection" and where["dossier"] in dossiers


def test_a_search_finds_by_name_or_officer_and_an_empty_result_says_so(qtbot, bureau, dossiers, tmp_path):
    with bureau.reading() as session:
        first = listing(session, bureau.desk().bureau)[0]
    with stage(bureau, tmp_path) as staged:
        page = show(qtbot, staged)
        for text in (first.subject_name, first.subject_code.lower()):
            page.search.setText(text)
            qtbot.keyClick(page.search, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: keys(page) == {first.dossier})
        officer = first.officers[0][1]
        page.search.setText(officer)
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
        qtbot.waitUntil(
            lambda: all(
                officer in one.listed.officers[0][1] + one.listed.officers[1][1] for one in page.table.rows_model.rows()
            )
        )
        page.search.setText("没有这一家")
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page._stack.currentIndex() == 1)


def test_filters_by_step_and_desk_and_a_tray_is_taken_up_from_the_row(qtbot, bureau, dossiers, tmp_path):
    approved, handed = dossiers[0], dossiers[1]
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=approved, approver="孙志远")
        hand_over(session, desk=bureau.desk(), clock=bureau.clock, dossier=handed, to_person="16001")
    with stage(bureau, tmp_path, "16001") as staged:
        page = show(qtbot, staged)
        page.choose("step", "notice")
        assert keys(page) == {approved}
        page.choose("step", "")
        page.choose("place", TRAY)
        assert keys(page) == {handed}
        page.table.button_pressed.emit(page.table.rows_model.row(0), TRAY)
        qtbot.waitUntil(lambda: not staged.tasks.is_busy)
        page.choose("place", HERE)
        qtbot.waitUntil(lambda: handed in keys(page))


@pytest.mark.parametrize(
    ("begun", "done", "step"),
    [
        ((), (), "authorised"),
        (("authorised",), ("authorised",), "notice"),
        (("authorised", "notice", "check"), ("authorised",), "check"),
        (("authorised", "check"), ("authorised", "check"), "signature"),
        (("authorised", "notice", "check", "signature"), ("authorised", "notice", "check", "signature"), ""),
    ],
)
def test_the_step_is_the_one_where_work_goes_on_even_if_an_earlier_one_is_open(begun, done, step):
    steps = ("authorised", "notice", "check", "signature")
    moment = "2026-11-20T06:15:00Z"
    assert step_at(steps, dict.fromkeys(begun, moment), dict.fromkeys(done, moment)) == step
