"""Signing by mouse, pen and finger."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_desktop.gui.kit.signaturepad import Signature, SignaturePad

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    made = SignaturePad()
    qtbot.addWidget(made)
    made.resize(400, 132)
    made.show()
    return made


def draw(qtbot: QtBot, pad: SignaturePad, *points: tuple[int, int]) -> None:
    qtbot.mousePress(pad, LEFT, pos=QPoint(*points[0]))
    for point in points[1:]:
        qtbot.mouseMove(pad, QPoint(*point))
    qtbot.mouseRelease(pad, LEFT, pos=QPoint(*points[-1]))


def pen(pad: SignaturePad, kind: QEvent.Type, x: float, y: float, pressure: float) -> None:
    where = QPointF(x, y)
    event = QTabletEvent(
        kind,
        QPointingDevice.primaryPointingDevice(),
        where,
        pad.mapToGlobal(where),
        pressure,
        0,
        0,
        0,
        0,
        0,
        Qt.KeyboardModifier.NoModifier,
        LEFT,
        LEFT,
    )
    QApplication.sendEvent(pad, event)


def test_the_mouse_leaves_strokes_of_whole_numbers(qtbot: QtBot, pad: SignaturePad) -> None:
    with qtbot.waitSignal(pad.signed) as heard:
        draw(qtbot, pad, (10, 20), (30, 40), (50, 20))
    draw(qtbot, pad, (60, 20), (60, 80))
    found = pad.vector()
    assert heard.args[0].strokes == found.strokes[:1]
    assert (found.width, found.height) == (4000, 1320)
    assert [[point[:2] for point in stroke] for stroke in found.strokes] == [
        [(100, 200), (300, 400), (500, 200)],
        [(600, 200), (600, 800)],
    ]
    assert all(isinstance(number, int) for stroke in found.strokes for point in stroke for number in point)


def test_the_pen_gives_its_pressure(pad: SignaturePad) -> None:
    pen(pad, QEvent.Type.TabletPress, 10, 10, 0.25)
    pen(pad, QEvent.Type.TabletMove, 20, 15, 0.75)
    pen(pad, QEvent.Type.TabletRelease, 20, 15, 0.0)
    pen(pad, QEvent.Type.TabletMove, 90, 90, 0.5)
    assert [[point[:3] for point in stroke] for stroke in pad.vector().strokes] == [[(100, 100, 250), (200, 150, 750)]]


def test_a_finger_signs(pad: SignaturePad) -> None:
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(10, 10), pad).commit()
    QTest.touchEvent(pad, finger).move(0, QPoint(40, 40), pad).commit()
    QTest.touchEvent(pad, finger).release(0, QPoint(40, 40), pad).commit()
    assert [point[:2] for point in pad.vector().strokes[0]] == [(100, 100), (400, 400)]


def test_a_stroke_stays_on_the_pad(qtbot: QtBot, pad: SignaturePad) -> None:
    draw(qtbot, pad, (390, 20), (900, -50))
    assert pad.vector().strokes[0][-1][:2] == (4000, 0)


def test_signing_again_starts_from_nothing(qtbot: QtBot, pad: SignaturePad) -> None:
    assert pad.is_empty()
    assert not pad._again.isVisible()
    draw(qtbot, pad, (10, 20), (30, 40))
    assert pad._again.text() == "重新签字"
    with qtbot.waitSignal(pad.cleared):
        qtbot.mouseClick(pad._again, LEFT)
    assert pad.is_empty()
    assert not pad.vector()


def test_a_signature_shown_is_not_written_on(qtbot: QtBot, pad: SignaturePad) -> None:
    made = Signature(4000, 1320, (((10, 10, 500, 0), (900, 900, 500, 30)),))
    pad.show_signature(made)
    draw(qtbot, pad, (10, 20), (30, 40))
    assert pad.vector() == made
    assert pad.grab().toImage().pixelColor(50, 50).lightness() < 120


@pytest.mark.qt_log_ignore("Mouse event .* not accepted by receiving widget")
def test_a_closed_pad_takes_no_ink(qtbot: QtBot, pad: SignaturePad) -> None:
    pad.setEnabled(False)
    draw(qtbot, pad, (10, 20), (30, 40))
    assert pad.is_empty()
