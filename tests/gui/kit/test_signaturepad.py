"""Signing by mouse, pen and finger."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QEventPoint, QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
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


def tablet(pad: SignaturePad, kind: QEvent.Type, x: float, y: float, pressure: float, *, eraser: bool = False) -> None:
    kinds = QPointingDevice.PointerType
    device = QPointingDevice(
        "stylus", 7, QInputDevice.DeviceType.Stylus, kinds.Eraser if eraser else kinds.Pen,
        QInputDevice.Capability.Pressure, 1, 1, "", QPointingDeviceUniqueId(),
    )  # fmt: skip
    where = QPointF(x, y)
    event = QTabletEvent(
        kind, device, where, pad.mapToGlobal(where), pressure, 20, -30, 0, 0, 0, Qt.KeyboardModifier.NoModifier, LEFT,
        LEFT,
    )  # fmt: skip
    QApplication.sendEvent(pad, event)


def proximity(kind: QEvent.Type) -> None:
    QApplication.sendEvent(QApplication.instance(), QEvent(kind))


@pytest.fixture
def screen() -> QPointingDevice:
    return QTest.createTouchDevice()


def finger(pad: SignaturePad, screen: QPointingDevice, *points: tuple[int, int], id_: int = 0) -> None:
    sequence = QTest.touchEvent(pad, screen)
    sequence.press(id_, QPoint(*points[0]), pad).commit()
    for point in points[1:]:
        QTest.touchEvent(pad, screen).move(id_, QPoint(*point), pad).commit()
    QTest.touchEvent(pad, screen).release(id_, QPoint(*points[-1]), pad).commit()


def test_a_pen_leaves_pressure_and_time_and_its_tilt_changes_nothing(pad: SignaturePad) -> None:
    tablet(pad, QEvent.Type.TabletPress, 10, 20, 0.2)
    tablet(pad, QEvent.Type.TabletMove, 60, 70, 0.9)
    tablet(pad, QEvent.Type.TabletRelease, 60, 70, 0)
    (stroke,) = pad.vector().strokes
    assert [point[:3] for point in stroke] == [(100, 200, 200), (600, 700, 900)]
    assert pad.vector().device == "pen"


def test_the_pens_other_end_rubs_out_the_stroke_it_touches(qtbot: QtBot, pad: SignaturePad) -> None:
    for x in (20, 200):
        tablet(pad, QEvent.Type.TabletPress, x, 20, 0.5)
        tablet(pad, QEvent.Type.TabletMove, x + 60, 100, 0.5)
        tablet(pad, QEvent.Type.TabletRelease, x + 60, 100, 0)
    tablet(pad, QEvent.Type.TabletPress, 22, 24, 0.4, eraser=True)
    assert [stroke[0][0] for stroke in pad.vector().strokes] == [2000]
    with qtbot.waitSignal(pad.cleared):
        tablet(pad, QEvent.Type.TabletMove, 258, 98, 0.4, eraser=True)
    assert pad.is_empty()


def test_a_finger_writes_and_a_second_one_does_nothing(pad: SignaturePad, screen: QPointingDevice) -> None:
    QTest.touchEvent(pad, screen).press(0, QPoint(20, 20), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(60, 60), pad).press(1, QPoint(300, 20), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(90, 30), pad).move(1, QPoint(300, 90), pad).commit()
    QTest.touchEvent(pad, screen).release(0, QPoint(90, 30), pad).release(1, QPoint(300, 90), pad).commit()
    (stroke,) = pad.vector().strokes
    assert [point[:2] for point in stroke] == [(200, 200), (600, 600), (900, 300)]
    assert pad.vector().device == "touch"


def test_while_a_pen_is_near_fingers_and_mouse_are_the_hand_that_holds_it(
    qtbot: QtBot, pad: SignaturePad, screen: QPointingDevice
) -> None:
    proximity(QEvent.Type.TabletEnterProximity)
    finger(pad, screen, (20, 20), (90, 90))
    draw(qtbot, pad, (20, 20), (90, 90))
    assert pad.is_empty()
    proximity(QEvent.Type.TabletLeaveProximity)
    finger(pad, screen, (20, 20), (90, 90))
    assert len(pad.vector().strokes) == 1


def test_a_hand_that_lands_before_the_pen_leaves_nothing(pad: SignaturePad, screen: QPointingDevice) -> None:
    QTest.touchEvent(pad, screen).press(0, QPoint(300, 120), pad).commit()
    tablet(pad, QEvent.Type.TabletPress, 10, 20, 0.5)
    QTest.touchEvent(pad, screen).move(0, QPoint(310, 125), pad).commit()
    tablet(pad, QEvent.Type.TabletMove, 80, 70, 0.5)
    tablet(pad, QEvent.Type.TabletRelease, 80, 70, 0)
    QTest.touchEvent(pad, screen).release(0, QPoint(310, 125), pad).commit()
    assert [stroke[0][:2] for stroke in pad.vector().strokes] == [(100, 200)]


def test_the_flat_of_a_hand_writes_nothing(pad: SignaturePad, monkeypatch: pytest.MonkeyPatch, screen) -> None:
    monkeypatch.setattr(QEventPoint, "ellipseDiameters", lambda _: QSizeF(90, 70))
    finger(pad, screen, (20, 20), (90, 90))
    assert pad.is_empty()


def test_the_last_stroke_is_taken_back(qtbot: QtBot, pad: SignaturePad) -> None:
    draw(qtbot, pad, (10, 20), (30, 40))
    draw(qtbot, pad, (60, 20), (60, 80))
    pad.undo()
    assert [stroke[0][:2] for stroke in pad.vector().strokes] == [(100, 200)]
    pad.undo()
    assert pad.is_empty()
    pad.undo()
