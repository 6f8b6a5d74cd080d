"""The ceremony on a machine with a second screen; run by `test_two_screens` in a process of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from factories.bureau import enter_some_subjects
from factories.meeting import enter, later, names_in, planned, project, said, seal, visible
from factories.screens import FIRST, SECOND, plug
from factories.windows import make_bench, sign_in
from PySide6.QtTest import QTest

from inspector_desktop.gui.pages.drawing.ceremony_show import RESULT, REVEAL, TYPING


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    made = make_bench(tmp_path, clock, monkeypatch)
    enter_some_subjects(made.bureau)
    return made


@pytest.fixture
def window(bench, qtbot):
    plug(FIRST, SECOND)
    made = bench.window()
    sign_in(qtbot, made)
    yield made
    made.stop()


@pytest.fixture
def page(window, qtbot):
    found = planned(qtbot, window)
    seal(qtbot, window, found)
    return found


def where(one) -> tuple[str, tuple[int, ...], bool]:
    """On which screen a window stands, over which part of all screens, and whether it fills its own."""
    return one.screen().name(), one.geometry().getRect(), one.isFullScreen()


ALONE = ("first", (0, 0, 1366, 768), True)
FILLED = ("second", (1366, 0, 1920, 1080), True)


def keep(widget, name: str) -> None:
    """Save a picture, where somebody wants to look at it."""
    if folder := os.environ.get("INSPECTOR_PICTURES"):
        widget.grab().save(str(Path(folder) / f"{name}.png"))


def test_the_projector_fills_the_second_screen_and_the_operator_stays_on_the_first(bench, window, page, qtbot):
    before = where(window)
    screen = project(qtbot, window, page)
    assert (where(screen), where(window)) == (FILLED, before) and before[0] == "first"
    assert page.ceremony.bar.isVisible()
    later(qtbot, window, page, bench)
    enter(qtbot, window, page)  # typed on the first screen while the second shows that two are typing
    screen.skip()
    keep(screen, "projector")
    keep(window, "operator")
    assert screen.phase == RESULT
    assert names_in(said(screen)) == set()
    assert len(names_in("\n".join(row.name for row in page.whole.drawn))) == 5
    assert (where(screen), where(window)) == (FILLED, before)


def test_unplugging_the_projector_ends_nothing_and_plugging_it_in_goes_on_where_it_was(bench, window, page, qtbot):
    screen, before = project(qtbot, window, page), where(window)
    later(qtbot, window, page, bench)
    QTest.keyClicks(page.numbers.first.digits, "583")
    assert screen.phase == TYPING
    plug(FIRST)
    qtbot.wait(10)
    assert (screen.isVisible(), screen.waiting, where(window)) == (False, True, before)  # never over the operator
    assert "投影仪已断开，抽取不受影响" in page.banner.text()
    assert "投影仪已断开" in page.ceremony.bar._told.text()
    keep(window, "unplugged")
    assert page.numbers.first.value() == "583"
    screen.pace._calm = lambda: False
    enter(qtbot, window, page)  # the meeting may go on meanwhile
    assert (page.whole.draw.state, screen.phase) == ("held", REVEAL)
    plug(FIRST, SECOND)
    qtbot.wait(10)
    assert (where(screen), screen.isVisible(), screen.waiting) == (FILLED, True, False)
    assert page.banner.text() == "投影已转到新接上的屏幕。"
    assert "投影仪" not in page.ceremony.bar._told.text()
    assert names_in(said(screen)) == set() and "第 1 家，共 5 家" in visible(screen)
    assert not screen.pace.playing  # nobody saw it begin
    screen.pace.toggle()
    assert screen.pace.playing
    plug(FIRST)
    qtbot.wait(10)
    assert (screen.pace.playing, screen.pace.shown) == (False, 1)  # nobody would see it
    page._on_more("project")  # on the only screen, because somebody asked for it
    assert where(screen) == ALONE and screen.isVisible()
    plug(FIRST, SECOND)
    qtbot.wait(10)
    assert where(screen) == FILLED  # and from there as soon as there is another
    plug(FIRST)
    qtbot.wait(10)
    page.ceremony.bar.leave.click()
    qtbot.wait(10)
    assert page.ceremony.screen_window is None and page.ceremony.bar.isHidden()
