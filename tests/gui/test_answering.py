"""Every kind of question through its real editor, on a real store: answered, on the disk, there again when reopened."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.every_kind import every_kind
from factories.stage import Stage, stage
from factories.visits import come, jpeg
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_desktop.check import acts
from inspector_desktop.check.acts import save_sheet
from inspector_desktop.check.evidence_store import evidence_of
from inspector_desktop.check.store import lines_of, photos_of, saved_lines, sheet_of
from inspector_desktop.check.words import answer_lines
from inspector_desktop.gui import look
from inspector_desktop.gui.kit.answering.asked import Adder, Asked, Heading
from inspector_desktop.gui.kit.signaturepad import Signature
from inspector_desktop.gui.pages.inspecting import picking
from inspector_desktop.gui.pages.inspecting.check import CheckPanel
from inspector_desktop.gui.pages.inspecting.media.viewing import PictureWindow
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.inspection.store import inspections
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.paper.model import Paragraph
from inspector_desktop.signature.document import record_paper
from inspector_desktop.signature.store import record_content

KEY = Qt.Key
INK = Signature(4000, 1200, (((100, 100, 500, 0), (900, 700, 500, 80)), ((1200, 200, 500, 200), (1800, 900, 500, 300))))


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
def dossier(bureau: Bureau, monkeypatch) -> str:
    monkeypatch.setattr(acts, "table_of", lambda *_: every_kind())
    first, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    come(bureau, first)
    return first


@pytest.fixture
def staged(bureau: Bureau, dossier: str, tmp_path: Path, qtbot: QtBot):
    with stage(bureau, tmp_path) as made:
        yield made
        settle(qtbot, made)


def settle(qtbot: QtBot, staged: Stage) -> None:
    for _ in range(2):
        qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=60_000)
        qtbot.wait(10)


def show(qtbot: QtBot, staged: Stage, dossier: str) -> CheckPanel:
    page = InspectionPage(staged.context)
    qtbot.addWidget(page)
    staged.pages.append(page)
    page.resize(1182, 736)
    page.open(dossier=dossier)
    page.show()
    settle(qtbot, staged)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    assert isinstance(page.panel, CheckPanel)
    return page.panel


def stored(bureau: Bureau, dossier: str) -> dict[str, str]:
    with bureau.reading() as session:
        return {key: one.value for key, one in lines_of(session, bureau.desk().bureau, dossier).items()}


def typed(qtbot: QtBot, panel: CheckPanel, key: str, text: str) -> None:
    """Open a question, type, and press Enter."""
    panel.sheet.list.open(key)
    entry = panel.sheet.list.question.editor.entry()
    qtbot.keyClicks(entry, text)
    qtbot.keyClick(entry, KEY.Key_Return)


def test_defaults_and_who_fills_it_in_are_answered_once_when_the_sheet_is_opened(bureau, dossier):
    found = stored(bureau, dossier)
    assert found["name"] == "加油区" and found["fixed"] == "2026" and found["kept"] == "v1"
    assert found["who"] == bureau.desk().person.name
    assert found["begun"]


@pytest.mark.parametrize(
    ("key", "typing", "kept"),
    [
        ("name", "A", "加油区A"),
        ("about", "old", "old"),
        ("site", "https://a.cn", "https://a.cn"),
        ("phone", "03728", "03728"),
        ("staff", "12", "12"),
        ("money", "1,234.5", "1234.5"),
        ("level", "35", "35"),
        ("built", "2019-07", "2019-07-01"),
        ("year", "2020", "2020-01-01"),
        ("tested", "20260302", "2026-03-02"),
        ("at", "1405", "14:05"),
        ("sort", "3", "k2"),
        ("sorts", "13", "k0 k2"),
        ("hazard", "2", "no"),
        ("told", " ", "OK"),
        ("code", "EQ-0042", "EQ-0042"),
        ("path", "35.5 114.1;35.6 114.2", "35.5 114.1 0 0;35.6 114.2 0 0"),
        ("area", "35 114;35 115;36 115", "35 114 0 0;35 115 0 0;36 115 0 0;35 114 0 0"),
        ("v2", "3", "bad"),
    ],
)
def test_each_kind_is_answered_by_keyboard_and_is_on_the_disk(qtbot, bureau, dossier, staged, key, typing, kept):
    panel = show(qtbot, staged, dossier)
    shown = panel.sheet.list
    shown.open(key)
    part = shown.list if key == "v2" else shown.question.editor.entry()
    for sign in typing:
        part = part if key in {"v2", "sorts"} else shown.question.editor.entry()
        qtbot.keyClicks(part, sign)
    qtbot.keyClick(part, KEY.Key_Return)
    settle(qtbot, staged)
    assert stored(bureau, dossier)[key] == kept
    assert panel.sheet.sheet.valid(key)
    assert shown.current() != key


def test_a_moment_a_place_a_rating_a_long_list_and_an_order(qtbot, bureau, dossier, staged):
    panel = show(qtbot, staged, dossier)
    shown = panel.sheet.list
    shown.open("when")
    editor = shown.question.editor
    qtbot.keyClicks(editor.day, "2026-08-01")
    qtbot.keyClicks(editor.time, "7:30")
    qtbot.keyClick(editor.time, KEY.Key_Return)
    QGuiApplication.clipboard().setText("纬度:35.57412 经度:114.51703 精度:6.5")
    shown.open("where")
    qtbot.mouseClick(shown.question.editor.paste, Qt.MouseButton.LeftButton)
    shown.open("stars")
    qtbot.mouseClick(shown.question.editor.group.button("4"), Qt.MouseButton.LeftButton)
    shown.open("town")
    shown.question.editor.field.insert("第37")
    qtbot.keyClick(shown.question.editor.field, KEY.Key_Return)
    shown.open("order")
    qtbot.keyClick(shown.question.editor.list, KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, staged)
    found = stored(bureau, dossier)
    assert found["when"] == "2026-08-01T07:30:00+08:00"
    assert found["where"] == "35.57412 114.51703 0 6.5"
    assert found["stars"] == "4" and found["town"] == "t37" and found["order"] == "fair good bad"
    assert not panel.sheet.sheet.invalid()


def test_files_and_a_signature_are_kept_as_evidence_and_cited(qtbot, bureau, dossier, staged, tmp_path, monkeypatch):
    panel = show(qtbot, staged, dossier)
    shown = panel.sheet.list
    files = {"photo": ("全景.jpg", jpeg((640, 480))), "sound": ("a.m4a", b"sound"), "film": ("b.mp4", b"film"),
             "paper": ("c.pdf", b"%PDF-")}  # fmt: skip
    monkeypatch.setattr(picking, "ask_pictures", lambda _page, given, **_: given((tmp_path / "全景.jpg",)))
    chosen: list[str] = []
    monkeypatch.setattr(picking.files, "ask_files", lambda _p, _t, _k, given, **_: given((tmp_path / chosen[-1],)))
    for key, (name, content) in files.items():
        (tmp_path / name).write_bytes(content)
        chosen.append(name)
        shown.open(key)
        qtbot.mouseClick(shown.question.editor.choose, Qt.MouseButton.LeftButton)
        settle(qtbot, staged)
    shown.open("sign")
    pad = shown.question.editor.pad
    pad.show_signature(INK, locked=False)
    pad.signed.emit(INK)
    qtbot.mouseClick(shown.question.editor.keep, Qt.MouseButton.LeftButton)
    settle(qtbot, staged)
    with bureau.writing() as session:
        save_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    with bureau.reading() as session:
        saved = saved_lines(session, bureau.desk().bureau, dossier)
        assert all(len(saved[key].value) == 64 for key in (*files, "sign"))
        assert [one.line for one in photos_of(session, bureau.desk().bureau, dossier)] == ["photo"]
        assert rebuild(session).equal


def test_a_picture_that_answers_is_marked_where_it_is_and_the_marked_copy_answers(
    qtbot, bureau, dossier, staged, tmp_path, monkeypatch
):
    panel = show(qtbot, staged, dossier)
    shown = panel.sheet.list
    (tmp_path / "全景.jpg").write_bytes(jpeg((640, 480)))
    monkeypatch.setattr(picking, "ask_pictures", lambda _page, given, **_: given((tmp_path / "全景.jpg",)))
    shown.open("photo")
    assert shown.question.editor.mark.isHidden()
    qtbot.mouseClick(shown.question.editor.choose, Qt.MouseButton.LeftButton)
    settle(qtbot, staged)
    plain = stored(bureau, dossier)["photo"]
    qtbot.mouseClick(shown.question.editor.mark, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.page.findChildren(PictureWindow) != [])
    window = panel.page.findChildren(PictureWindow)[-1]
    assert window.photo.hash == plain
    window.write(40, 40, "锈蚀")
    window.keep_marked()
    qtbot.waitUntil(lambda: stored(bureau, dossier)["photo"] != plain, timeout=60_000)
    settle(qtbot, staged)
    with bureau.reading() as session:
        evidence = evidence_of(session, bureau.desk().bureau, dossier)
    marked = stored(bureau, dossier)["photo"]
    assert {one.hash for one in evidence.photos} == {plain, marked}  # the picture itself stays
    assert evidence.origin(marked).made_of == plain and evidence.origin(marked).made_by == "annotation"
    assert not panel.page.thumbs.image(marked).isNull() and shown.question.editor.asked.value == marked


def test_repeats_are_added_filled_and_taken_out_by_keyboard_and_come_back(qtbot, bureau, dossier, staged):
    panel = show(qtbot, staged, dossier)
    shown = panel.sheet.list
    for volume in ("10", "20"):
        shown.open("tank")
        qtbot.keyClick(shown.list, KEY.Key_Space)
        qtbot.keyClicks(shown.question.editor.entry(), volume)
        qtbot.keyClick(shown.question.editor.entry(), KEY.Key_Return)
    assert isinstance(shown.row_of(shown.current()), Adder)
    qtbot.keyClick(shown.list, KEY.Key_Space)
    qtbot.keyClicks(shown.question.editor.entry(), "12.5")
    qtbot.keyClick(shown.question.editor.entry(), KEY.Key_Return)
    assert not panel.sheet.sheet.valid("ohms@2.1")
    assert shown.row_of("ohms@2.1").refusal == "电阻不超过 10 Ω。"
    assert shown.row_of("worst_note").label == "最大接地电阻 12.5 Ω。"
    assert [row.label for row in shown.rows() if isinstance(row, Heading) and row.removable] == [
        "储罐 1", "储罐 2", "检测点 1",
    ]  # fmt: skip
    settle(qtbot, staged)
    shown.open("volume@1")
    qtbot.keyClick(shown.question.editor.entry(), KEY.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, staged)
    assert "volume@1" not in panel.sheet.sheet.answers()
    assert stored(bureau, dossier)["tank"] == "2" and stored(bureau, dossier)["volume@1"] == ""
    panel.page.banner._run()
    settle(qtbot, staged)
    assert stored(bureau, dossier)["tank"] == "1 2" and stored(bureau, dossier)["volume@1"] == "10"
    with bureau.writing() as session:
        save_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    with bureau.reading() as session:
        assert rebuild(session).equal
        sheet = sheet_of(session, bureau.desk().bureau, dossier, at=bureau.clock.now())
    assert sheet.instances("tank") == ("tank@1", "tank@2") and sheet.value("ohms@2.1") == "12.5"
    assert [(one.heading, one.words) for one in answer_lines(sheet) if one.key.startswith(("volume", "ohms"))] == [
        ("储罐 1", "10 ㎥"), ("储罐 2", "20 ㎥"), ("检测点 1", "12.5 Ω"),
    ]  # fmt: skip


def test_a_repeat_emptied_stays_empty_when_opened_again_and_its_numbers_are_not_used_twice(
    qtbot, bureau, dossier, staged
):
    panel = show(qtbot, staged, dossier)
    panel.sheet.add("tank")
    panel.sheet.remove("tank@1")
    settle(qtbot, staged)
    with bureau.reading() as session:
        sheet = sheet_of(session, bureau.desk().bureau, dossier, at=bureau.clock.now())
    assert sheet.instances("tank") == ()
    assert sheet.add("tank") == "tank@2"


def test_after_a_crash_everything_answered_is_there_again(qtbot, bureau, dossier, staged):
    panel = show(qtbot, staged, dossier)
    typed(qtbot, panel, "staff", "12")
    panel.sheet.list.open("rods")
    qtbot.keyClick(panel.sheet.list.card, KEY.Key_1)
    settle(qtbot, staged)
    again = show(qtbot, staged, dossier)
    assert again.sheet.given("staff").value == "12" and again.sheet.given("rods").value == "conforms"
    assert again.sheet.list.row_of("note").label == "以上由“加油区”负责人现场确认，共 12 人。"


def test_searching_finds_labels_hints_and_bases_and_enter_goes_there(qtbot, dossier, staged):
    panel = show(qtbot, staged, dossier)
    shown = panel.sheet.list
    qtbot.keyClick(
        shown.card if shown.card.isVisible() else shown.question, KEY.Key_F, Qt.KeyboardModifier.ControlModifier
    )
    qtbot.waitUntil(shown.search.hasFocus)
    shown.search.setText("第二十三条")
    qtbot.keyClick(shown.search, KEY.Key_Return)
    assert shown.current() == "rods"
    assert {row.key for row in shown.list.rows() if not isinstance(row, Heading)} == {"rods", "earth", "logs"}
    shown.search.setText("接地电阻")
    qtbot.keyClick(shown.search, KEY.Key_Return)
    assert shown.current() == "earth"


def test_what_is_wanting_is_reached_by_one_key_and_said_when_the_check_is_ended(qtbot, dossier, staged):
    panel = show(qtbot, staged, dossier)
    shown = panel.sheet.list
    assert shown.current() == "staff"
    for line in shown.lines():
        shown.open(line.key)
        qtbot.keyClick(shown.card, KEY.Key_1)
    panel._finish()
    settle(qtbot, staged)
    assert shown.current() == "staff" and shown.question.refusal() == "请填写从业人数。"
    typed(qtbot, panel, "staff", "0")
    settle(qtbot, staged)
    assert shown.row_of("staff").refusal == "人数要大于 0。"


def test_another_language_and_back(qtbot, dossier, staged):
    panel = show(qtbot, staged, dossier)
    panel.sheet.speak("English")
    assert panel.sheet.list.row_of("name").label == "Name of the place"
    panel.sheet.list.open("hazard")
    assert [one.text() for one in panel.sheet.list.question.editor.group._buttons.values()] == ["Yes", "No"]
    panel.sheet.speak("")
    assert panel.sheet.list.row_of("name").label == "现场名称"


def test_a_table_is_answered_by_pressing_its_circles(qtbot, bureau, dossier, staged):
    panel = show(qtbot, staged, dossier)
    shown = panel.sheet.list
    shown.open("v1")
    top, height = shown.list.place_of("v1")
    right = shown.list._wide - 24
    qtbot.mouseClick(shown.list, Qt.MouseButton.LeftButton, pos=QPoint(right - 20, top + height // 2))
    settle(qtbot, staged)
    assert stored(bureau, dossier)["v1"] == "bad"
    qtbot.keyClick(shown.list, KEY.Key_Left)
    qtbot.keyClick(shown.list, KEY.Key_Return)
    settle(qtbot, staged)
    assert stored(bureau, dossier)["v1"] == "fair" and shown.current() == "v2"


def test_only_the_opened_row_has_widgets(qtbot, dossier, staged):
    panel = show(qtbot, staged, dossier)
    shown = panel.sheet.list
    asked = [row for row in shown.rows() if isinstance(row, Asked)]
    assert len(asked) > 30
    assert len([part for part in shown.list.children() if part.isWidgetType()]) == 2


def test_what_was_answered_besides_the_lines_stands_on_the_record(bureau, dossier):
    with bureau.writing() as session:
        sheet = sheet_of(session, bureau.desk().bureau, dossier, at=bureau.clock.now())
        sheet.answer("staff", "12")
        sheet.answer("sort", "k1")
        sheet.add("tank")
        sheet.answer("volume@1", "20")
        acts.keep_answers(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, answers=sheet.answers() | sheet.unkept()
        )
        save_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    with bureau.reading() as session:
        content = record_content(session, bureau.desk().bureau, dossier)
        paper = record_paper(content, (), bureau.profile)
    texts = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    assert any("单位类别 油库" in one and "从业人数（人） 12 人" in one for one in texts)
    assert any(one == "储罐 1：容积（㎥） 20 ㎥。" for one in texts)


def test_the_clock_of_a_sheet_stops_when_another_dossier_comes_to_the_front(qtbot, bureau, dossier, staged):
    minute = show(qtbot, staged, dossier).sheet._minute
    assert minute.isActive()
    page = staged.pages[-1]
    with bureau.reading() as session:
        others = [one.dossier for one in inspections(session, bureau.desk().bureau) if one.dossier != dossier]
    page.open(dossier=others[0])
    settle(qtbot, staged)
    qtbot.waitUntil(lambda: not minute.isActive())
