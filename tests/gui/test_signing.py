"""The end of a visit in the real windows: read back in large type, the laptop handed over, pen, finger and paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.stage import Stage, stage
from factories.visits import come, jpeg, judge_everything
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inspector_desktop.check.acts import finish_check
from inspector_desktop.errors import NotSignedIn
from inspector_desktop.gui import look
from inspector_desktop.gui.kit.signaturepad import SignaturePad
from inspector_desktop.gui.pages.inspecting import signature as signature_panel
from inspector_desktop.gui.pages.inspecting.signature import SignaturePanel
from inspector_desktop.gui.pages.inspecting.signing_locked import HOLD_MS
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.inspection.store import papers_of
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.signature.store import find_reading, find_statement, services_of, signatures_of
from inspector_desktop.storage import envelopes, proofs
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

KEY = Qt.Key
NAME = ([(40, 30), (90, 110), (150, 40)], [(180, 60), (300, 60)], [(240, 20), (230, 120)])


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
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    come(bureau, first)
    judge_everything(bureau, first)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=first)
    return first


@pytest.fixture
def staged(bureau: Bureau, dossier: str, tmp_path: Path):
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
    made.activateWindow()
    settle(qtbot, staged)
    assert isinstance(made.panel, SignaturePanel)
    return made


def settle(qtbot: QtBot, staged: Stage) -> None:
    qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=60_000)
    qtbot.wait(10)
    qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=60_000)


def press(qtbot: QtBot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def pen(pad: SignaturePad, strokes=NAME) -> None:
    """Write with a pen of a tablet."""
    device = QPointingDevice(
        "stylus", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Pressure, 1, 1, "", QPointingDeviceUniqueId(),
    )  # fmt: skip
    for stroke in strokes:
        kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(stroke) - 1), QEvent.Type.TabletRelease]
        for at, (kind, (x, y)) in enumerate(zip(kinds, [*stroke, stroke[-1]], strict=True)):
            where = QPointF(x, y)
            QApplication.sendEvent(pad, QTabletEvent(
                kind, device, where, pad.mapToGlobal(where), 0.3 + 0.2 * (at % 3), 10, 10, 0, 0, 0,
                Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
            ))  # fmt: skip


def finger(pad: SignaturePad, strokes=NAME) -> None:
    screen = QTest.createTouchDevice()
    for stroke in strokes:
        QTest.touchEvent(pad, screen).press(0, QPoint(*stroke[0]), pad).commit()
        for point in stroke[1:]:
            QTest.touchEvent(pad, screen).move(0, QPoint(*point), pad).commit()
        QTest.touchEvent(pad, screen).release(0, QPoint(*stroke[-1]), pad).commit()


def mouse(pad: SignaturePad, strokes=NAME) -> None:
    for stroke in strokes:
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*stroke[0]))
        for point in stroke[1:]:
            QTest.mouseMove(pad, QPoint(*point))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*stroke[-1]))


def choose(qtbot: QtBot, group, key: str) -> None:
    qtbot.keyClick(group.button(key), KEY.Key_Space)


def state(qtbot: QtBot, staged: Stage, page: InspectionPage, branch: str = "branch-principal") -> SignaturePanel:
    """Read aloud, agreed to, and taken down for a branch."""
    panel = page.panel
    choose(qtbot, panel.statement.reading, "read-aloud")
    choose(qtbot, panel.statement.opinion, "opinion-agrees")
    choose(qtbot, panel.statement.branch, branch)
    press(qtbot, panel.primary)
    settle(qtbot, staged)
    return panel


def confirm(qtbot: QtBot, staged: Stage, panel: SignaturePanel, write=mouse) -> None:
    """Let whoever is next sign on the pad beside the paper."""
    if panel.board.needs_identity():
        choose(qtbot, panel.board.identity, "identity-certificate")
        panel.board.certificate.take([jpeg((300, 200))])
        settle(qtbot, staged)
    write(panel.board.pad)
    press(qtbot, panel.primary)
    settle(qtbot, staged)


def signed(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return signatures_of(session, bureau.desk().bureau, dossier)


def hold_escape(qtbot: QtBot, room, for_ms: int) -> None:
    QTest.keyPress(room, KEY.Key_Escape)
    qtbot.wait(for_ms)


@pytest.mark.obligation("F212")
def test_findings_are_read_back_one_by_one_in_large_type_and_marked_with_their_time(
    qtbot, bureau, dossier, staged, page
):
    panel = page.panel
    press(qtbot, panel.statement.read_large)
    room = panel.reading_room
    qtbot.waitUntil(room.isFullScreen)
    seen = []
    while room.at < len(room.passages):
        seen.append(room.text())
        least = min(part.font().pointSizeF() for part in room._body.findChildren(QLabel))
        assert least >= 20
        bureau.clock.advance(seconds=20)
        qtbot.keyClick(room, KEY.Key_Space)
    assert "检测报告日期为2026年3月2日" in seen[1]
    assert say("measure-deadline") in seen[1]
    qtbot.keyClick(room, KEY.Key_Left) if not room.words.hasFocus() else room.go_back()
    assert room._read.text().startswith("已读")
    room.go_on()
    room.words.setPlainText("报告下周就能取回。")
    press(qtbot, room.next)
    settle(qtbot, staged)
    assert panel.reading_room is None
    with bureau.reading() as session:
        read = find_reading(session, bureau.desk().bureau, dossier)
    assert read is not None and read.how == "read-screen" and read.reader == "赵永安"
    assert len(set(read.times.values())) == 2, "each finding has its own time"
    assert panel.statement.own_words.value() == "报告下周就能取回。"
    assert panel.statement.read_chip.text().startswith("已核对")
    choose(qtbot, panel.statement.opinion, "opinion-agrees")
    choose(qtbot, panel.statement.branch, "branch-principal")
    press(qtbot, panel.primary)
    settle(qtbot, staged)
    with bureau.reading() as session:
        statement = find_statement(session, bureau.desk().bureau, dossier)
    assert statement is not None and statement.own_words == "报告下周就能取回。"


def test_a_reading_broken_off_counts_for_nothing(qtbot, bureau, dossier, staged, page):
    panel = page.panel
    press(qtbot, panel.statement.read_large)
    room = panel.reading_room
    room.go_on()
    room.close()
    qtbot.keyClick(room, KEY.Key_Escape)
    assert room.isVisible(), "neither closing nor a tap of Escape leads out"
    hold_escape(qtbot, room, HOLD_MS + 300)
    assert panel.reading_room is None
    with bureau.reading() as session:
        assert find_reading(session, bureau.desk().bureau, dossier) is None
    choose(qtbot, panel.statement.opinion, "opinion-agrees")
    choose(qtbot, panel.statement.branch, "branch-principal")
    press(qtbot, panel.primary)
    settle(qtbot, staged)
    assert page.banner.text() == say("refused-not-read")


def test_a_held_key_that_the_screen_tells_as_many_short_presses_leads_out_all_the_same(qtbot, page):
    panel = page.panel
    press(qtbot, panel.statement.read_large)
    room = panel.reading_room
    for _ in range(HOLD_MS // 40 + 20):
        if panel.reading_room is None:
            break
        QTest.keyPress(room, KEY.Key_Escape)
        qtbot.wait(40)
        if panel.reading_room is not None:
            QTest.keyRelease(room, KEY.Key_Escape)
    assert panel.reading_room is None


@pytest.mark.parametrize(("write", "device"), [(pen, "pen"), (finger, "touch"), (mouse, "mouse")])
@pytest.mark.obligation("F038")
def test_the_laptop_is_handed_over_and_signed_with_pen_finger_or_mouse(
    qtbot, bureau, dossier, staged, page, write, device
):
    panel = state(qtbot, staged, page)
    press(qtbot, panel.board.room)
    settle(qtbot, staged)
    room = panel.room
    assert room is not None and room.isFullScreen() and room.isModal()
    qtbot.waitExposed(room)
    assert not room.finish.isEnabled()
    mouse(room.pad, [[(50, 50), (58, 54)]])
    press(qtbot, room.finish)
    assert room.told.text() == say("refused-ink-short")
    room.pad.clear()
    write(room.pad)
    shown = room.shown
    press(qtbot, room.finish)
    settle(qtbot, staged)
    assert room.isVisible(), "it stays shut until an officer takes it back"
    assert not room.paper.isVisible() and not room.pad.isVisible()
    hold_escape(qtbot, room, HOLD_MS + 300)
    assert panel.room is None
    (found,) = signed(bureau, dossier)
    assert (found.role, found.way, found.shown) == ("unit", "pad", shown)
    assert f'"device":"{device}"' in found.strokes
    with bureau.reading() as session:
        assert read_evidence(session, found.shown).startswith(b"%PDF")
        assert read_evidence(session, found.picture).startswith(b"\x89PNG")
    assert panel.board.buttons["unit"].signed().startswith("已签")


def test_upright_the_pad_lies_below_the_paper_and_for_a_left_hand_on_the_left(qtbot, bureau, dossier, staged, page):
    panel = state(qtbot, staged, page)
    press(qtbot, panel.board.room)
    settle(qtbot, staged)
    room = panel.room
    room.resize(768, 1366)
    qtbot.wait(20)
    assert room.pad.mapTo(room, QPoint()).y() > room.paper.mapTo(room, QPoint()).y() + room.paper.height() // 2
    room.resize(1366, 768)
    qtbot.wait(20)
    right = room.pad.mapTo(room, QPoint()).x()
    press(qtbot, room.side)
    qtbot.wait(20)
    assert room.pad.mapTo(room, QPoint()).x() < right
    assert room.pad.width() >= 400 and room.pad.height() >= 300
    room.come_back()
    assert signed(bureau, dossier) == ()


@pytest.mark.obligation("F035")
def test_the_second_officer_signs_here_after_his_own_pin(qtbot, bureau, dossier, staged, page, monkeypatch):
    tried = []

    class Nobody:
        failures = 0

        def of(self, _person):
            return self

    def unlock(_path, person, pin, **_more):
        tried.append(person)
        if pin != "246810":
            raise NotSignedIn("refused-pin-wrong", name="x", left=2)

    monkeypatch.setattr(envelopes, "unlock", unlock)
    monkeypatch.setattr(proofs, "read_file", lambda _path: Nobody())
    panel = state(qtbot, staged, page)
    confirm(qtbot, staged, panel)
    board = panel.board
    while not board.needs_identity():  # who signed in here signs first
        confirm(qtbot, staged, panel)
    officer, before = board.active.role, len(signed(bureau, dossier))
    mouse(board.pad)
    assert not panel.primary.isEnabled(), "nobody knows yet who signs"
    choose(qtbot, board.identity, "identity-pin")
    for pin, count in (("111111", before), ("246810", before + 1)):
        board.pin.clear()
        qtbot.keyClicks(board.pin, pin)
        press(qtbot, panel.primary)
        settle(qtbot, staged)
        assert len(signed(bureau, dossier)) == count
    assert tried == [officer.removeprefix("officer:")] * 2
    assert [one.identity for one in signed(bureau, dossier) if one.role == officer] == ["identity-pin"]


def test_a_whole_paper_signed_by_hand_is_entered_with_the_time_of_the_signing(
    qtbot, bureau, dossier, staged, page, monkeypatch
):
    panel = state(qtbot, staged, page)
    asked = []
    monkeypatch.setattr(signature_panel, "ask_pictures", lambda *_given, **_more: asked.append(1))
    press(qtbot, panel.board.late)
    panel._take_whole([jpeg((300, 500))])
    assert page.banner.text() == say("signing-late-time")
    bureau.clock.advance(hours=4)
    panel.board.late_at.show_moment(bureau.clock.now())
    written = panel.board.late_at.stamp()
    bureau.clock.advance(days=1)
    press(qtbot, panel.board.late_go)
    assert asked == [1]
    panel._take_whole([jpeg((300, 500))])
    settle(qtbot, staged)
    assert len(signed(bureau, dossier)) == 3
    assert {(one.signed_at, one.whole) for one in signed(bureau, dossier)} == {(written, True)}
    assert panel.stage() == "finalise"


def test_where_no_pad_is_taken_the_rows_say_so(qtbot, bureau, dossier, staged, monkeypatch):
    rules = bureau.profile.signature.model_copy(update={"pad": False})
    monkeypatch.setitem(bureau.profile.__dict__, "signature", rules)
    made = InspectionPage(staged.context)
    qtbot.addWidget(made)
    staged.pages.append(made)
    made.open(dossier=dossier)
    made.show()
    settle(qtbot, staged)
    panel = state(qtbot, staged, made)
    assert not panel.board.pad.isVisible() and not panel.board.room.isVisible()
    assert {one._ask for one in panel.board.buttons.values()} == {"纸上签"}
    assert panel.board.late.isVisible()


def test_what_was_changed_after_signing_is_put_back_with_one_press(qtbot, bureau, dossier, staged, page):
    panel = state(qtbot, staged, page)
    confirm(qtbot, staged, panel)
    page.view_step("check")
    settle(qtbot, staged)
    check = page.panel
    check._front(check.lines)
    check.sheet.list.open("manager")
    qtbot.keyClick(check.sheet.list.card, KEY.Key_3)
    page.view_step("signature")
    settle(qtbot, staged)
    assert panel.board.buttons["unit"].is_void() and panel.board.buttons["unit"].isVisible()
    assert "签字后第" in panel.caption.text() and "项有改动" in panel.caption.text()
    press(qtbot, panel.restore)
    settle(qtbot, staged)
    assert panel.board.buttons["unit"].signed().startswith("已签")
    assert "原签字继续有效" in page.banner.text()


@pytest.mark.obligation("F212")
def test_objected_lines_are_chosen_and_the_copy_is_served_in_its_own_record(qtbot, bureau, dossier, staged, page):
    panel = page.panel
    form = panel.statement
    choose(qtbot, form.reading, "read-paper")
    choose(qtbot, form.opinion, "opinion-objects")
    assert [one.text() for one in form.items._menu.actions()] == ["第1项", "第2项", "整份记录"]
    form.items.chosen.emit("2")
    form.objection.setText("报告已经重做。")
    choose(qtbot, form.branch, "branch-on-site")
    form.authority.setText("岗位职责")
    press(qtbot, panel.primary)
    settle(qtbot, staged)
    for write in (pen, finger, mouse):
        confirm(qtbot, staged, panel, write)
    assert panel.copy.way.value() == "service-direct"
    panel.copy.way.set_value("service-post")
    panel.copy._lay()
    press(qtbot, panel.primary)
    settle(qtbot, staged)
    assert page.banner.text() == say("refused-no-post-number")
    panel.copy.post_number.setText("XA12345678941")
    press(qtbot, panel.primary)
    settle(qtbot, staged)
    assert page.case.final is not None
    with bureau.reading() as session:
        (posted,) = services_of(session, bureau.desk().bureau, dossier)
        statement = find_statement(session, bureau.desk().bureau, dossier)
        (paper,) = papers_of(session, bureau.desk().bureau, dossier)
    assert (posted.way, posted.paper, paper.state) == ("service-post", paper.id, "paper-signed")
    assert statement.objected == "2"
