"""A public meeting before real windows: planned, sealed, seated, projected, typed by two; and what can be read there."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from factories.bureau import DIGITS
from factories.windows import settle
from inspector_desktop.demo.bureau import PEOPLE
from inspector_desktop.gui.pages.drawing import reading

SEATS = {"host": ("赵志强", "滑县气象局"), "operator": ("王秀英", "滑县气象局"), "overseer": ("孙志远", "滑县气象局")}
WITNESSES = (("孙丽", "县司法局"), ("刘洋", "县纪委监委"))
SEATED = {name for name, _ in (*SEATS.values(), *WITNESSES)}


def planned(qtbot, window):
    """The page with an approved plan in front, about to be sealed."""
    window.navigate("plans-draws", new="1")
    settle(qtbot, window)
    found = window.pages["plans-draws"]
    for key, text in (("title", "2026年防雷安全补充抽查"), ("task", "防雷补充抽查"), ("basis", "局务会议纪要")):
        found.form.form.field(key).editor.setText(text)
    found.form.run()
    settle(qtbot, window)
    found.listing.approver.setText("赵志强")
    found.listing.approve.click()
    settle(qtbot, window)
    found._show_stage(reading.SEALED)
    return found


def seal(qtbot, window, page, event="numbered-balls", *, anchored=True):
    page.sealing.source.set_value(event)
    page.sealing.run()
    settle(qtbot, window)
    if not anchored:
        return
    page.sealing.anchor.setText("县司法局 孙丽 抄录前16位")
    page.sealing.save_anchor.click()
    settle(qtbot, window)


def write(field, text):
    """Type as a person does: keys where the keyboard has them, else what the input method commits."""
    field.setFocus()
    field.selectAll()
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        field.insert(text)


def seat(qtbot, window, page):
    seats = page.ceremony.seats
    for role, (name, unit) in SEATS.items():
        write(seats.rows[role].name, name)
        write(seats.rows[role].unit, unit)
    for row, (name, unit) in zip(seats.witnesses, WITNESSES, strict=False):
        write(row.name, name)
        write(row.unit, unit)
    QTest.keyClick(seats.witnesses[-1].unit, Qt.Key.Key_Return)
    settle(qtbot, window)


def project(qtbot, window, page):
    page.ceremony.open_screen()
    qtbot.wait(20)
    return page.ceremony.screen_window


def later(qtbot, window, page, bench):
    bench.clock.advance(minutes=20)
    page.stale()
    settle(qtbot, window)
    page._show_stage(reading.NUMBERS)


def enter(qtbot, window, page, second=DIGITS, first=DIGITS):
    for typing, name, digits in ((page.numbers.first, "王秀英", first), (page.numbers.second, "陈刚", second)):
        write(typing.name, name)
        write(typing.digits, digits)
        QTest.keyClick(typing.digits, Qt.Key.Key_Return)
    QTest.keyClick(page.numbers.go, Qt.Key.Key_Return)
    settle(qtbot, window)


def said(screen):
    """Everything the projector could show or read aloud."""
    parts = [screen.windowTitle(), screen.accessibleName()]
    for label in screen.findChildren(QLabel):
        parts += [label.text(), label.toolTip(), label.accessibleName(), label.accessibleDescription()]
    return "\n".join(parts)


def visible(screen):
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen))


def names_in(text):
    officers = {one.name for one in PEOPLE} - SEATED
    return set(re.findall(r"滑县第\d+加油站", text)) | {name for name in officers if name in text}
