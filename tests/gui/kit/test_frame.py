"""The frame around the pages: the keyboard stays in the page when what had it goes away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from inspector_desktop.gui.kit import buttons
from inspector_desktop.gui.kit.fields import LineField
from inspector_desktop.gui.kit.page import Frame, Page, pane
from inspector_desktop.gui.kit.rail import RailItem


@pytest.fixture
def frame(qtbot):
    made = Frame()
    qtbot.addWidget(made)
    made.rail.set_items((RailItem("workbench", "工作台"),))
    made.resize(900, 600)
    made.show()
    return made


def shown(frame, qtbot, *parts):
    page = Page("页")
    page.add_pane(pane(*parts, None))
    frame.show_page(page)
    with qtbot.waitActive(frame):
        frame.activateWindow()


@pytest.mark.parametrize("gone", ["hide", "disable"])
def test_the_keyboard_goes_to_the_next_field_of_the_page_and_not_to_the_person_in_the_rail(frame, qtbot, gone):
    first, button = LineField(), buttons.primary("确定")
    shown(frame, qtbot, first, button)
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    button.hide() if gone == "hide" else button.setEnabled(False)
    qtbot.waitUntil(first.hasFocus)


def test_without_a_field_the_keyboard_goes_to_the_primary_button(frame, qtbot):
    other, last, primary = buttons.secondary("其他"), buttons.secondary("最后"), buttons.primary("确定")
    shown(frame, qtbot, other, primary, last)
    last.setFocus()
    last.hide()
    qtbot.waitUntil(primary.hasFocus)


def test_whoever_walks_into_the_rail_by_tab_stays_there(frame, qtbot):
    field = LineField()
    shown(frame, qtbot, field)
    field.setFocus()
    item = frame.rail._items["workbench"]
    item.setFocus()
    qtbot.wait(20)
    assert QApplication.focusWidget() is item
