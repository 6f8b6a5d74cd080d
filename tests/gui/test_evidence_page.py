"""Evidence at the dossier page: import by time, files, recorder, looking at and marking pictures, on a real store."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.pictures import noise, phone, saved
from factories.stage import Stage, stage
from factories.visits import come
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inspector_desktop.check.acts import answer_line
from inspector_desktop.check.evidence_store import evidence_of
from inspector_desktop.check.store import sheet_of
from inspector_desktop.clock import civil
from inspector_desktop.gui import look
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.pages.inspecting import papers
from inspector_desktop.gui.pages.inspecting.media.adding import Wish, add_given
from inspector_desktop.gui.pages.inspecting.media.canvas import ARROW, BOX, Mark
from inspector_desktop.gui.pages.inspecting.media.importing import ImportWindow
from inspector_desktop.gui.pages.inspecting.media.opening import given_any, open_recording
from inspector_desktop.gui.pages.inspecting.media.recorder import RecorderForm
from inspector_desktop.gui.pages.inspecting.media.shots import KNOWN, READY, REFUSED
from inspector_desktop.gui.pages.inspecting.media.viewing import PictureWindow
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.notice.acts import register_paper_approval

SHOTS = os.environ.get("EVIDENCE_SHOTS", "")


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
    return first


@pytest.fixture
def staged(bureau: Bureau, tmp_path: Path):
    with stage(bureau, tmp_path) as made:
        yield made


def settle(qtbot: QtBot, staged: Stage) -> None:
    for _ in range(4):
        qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=30_000)
        qtbot.wait(20)


def show(qtbot: QtBot, staged: Stage, dossier: str) -> InspectionPage:
    page = InspectionPage(staged.context)
    qtbot.addWidget(page)
    staged.pages.append(page)
    page.resize(1182, 736)
    page.open(dossier=dossier, step="check")
    page.show()
    settle(qtbot, staged)
    page.paper.choose("evidence")
    settle(qtbot, staged)
    return page


def keep(widget, name: str) -> None:
    if SHOTS:
        widget.grab().save(f"{SHOTS}/{name}.png")


def seen(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return evidence_of(session, bureau.desk().bureau, dossier)


def words_of(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def chips_of(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Chip) if one.isVisibleTo(widget))


def press(qtbot, widget, text: str) -> None:
    found = next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(widget))
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def choose(field, key: str) -> None:
    field.setCurrentIndex(field.findData(key))
    field.activated.emit(field.currentIndex())


MIMES: list[QMimeData] = []
"""A drop only borrows its data."""


def dropped(*paths: Path) -> QDropEvent:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    assert len(given_any(mime)) == len(paths)
    MIMES.append(mime)
    return QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )


def card(folder: Path, clock, minutes: list[int], *, fast: int = 0) -> Path:
    """A card of a camera whose clock is `fast` minutes ahead, with a picture so many minutes after now."""
    folder = folder / "card" / "DCIM" / "Camera"
    folder.mkdir(parents=True)
    for at, minute in enumerate(minutes):
        when: datetime = civil(clock.now()) + timedelta(minutes=minute)
        taken = when + timedelta(minutes=fast)
        path = folder / f"IMG_{at:04}.jpg"
        path.write_bytes(phone((640, 480), taken=f"{taken:%Y:%m:%d %H:%M:%S}"))
        os.utime(path, (taken.timestamp(), taken.timestamp()))
    return folder.parent


def open_import(qtbot: QtBot, staged: Stage, page: InspectionPage, folder: Path) -> ImportWindow:
    page.evidence.open_import()
    settle(qtbot, staged)
    window = page.findChild(ImportWindow)
    assert window is not None, page.banner.text()
    assert "先在“此电脑”里打开手机，把 DCIM 中的照片复制到本机" in words_of(window)  # MTP gives no path
    window.open_folder(folder)
    for _ in range(3):
        qtbot.wait(150)
        settle(qtbot, staged)
    return window


@pytest.mark.obligation("F035", "F036")
def test_pictures_of_the_visit_are_ticked_bound_by_time_and_known_ones_told(
    qtbot, bureau, dossier, staged, tmp_path, clock
):
    folder = card(tmp_path, clock, [4, 11, 19, 60 * 30, -60 * 24 * 9])
    (folder / "Camera" / "broken.jpg").write_bytes(b"MZ not a picture")
    with bureau.reading() as session:
        sheet = sheet_of(session, bureau.desk().bureau, dossier, at=clock.now())
    first, second = (one.name for one in sheet.lines()[:2])
    for number, line in enumerate((first, second), 1):
        clock.advance(minutes=9)
        with bureau.writing() as session:
            answer_line(session, desk=bureau.desk(), clock=clock, dossier=dossier, line=line, number=number,
                        value="conforms")  # fmt: skip
    clock.advance(minutes=9)
    page = show(qtbot, staged, dossier)
    window = open_import(qtbot, staged, page, folder)
    by_name = {one.found.path.name: one for one in window.shots()}
    assert [by_name[f"IMG_{at:04}.jpg"].chosen for at in range(5)] == [True, True, True, False, False]
    assert [by_name[f"IMG_{at:04}.jpg"].target for at in range(3)] == [
        f"line:{first}", f"line:{first}", f"line:{second}",
    ]  # fmt: skip
    row = window.shots().index(by_name["IMG_0001.jpg"])
    window.assign("step:moment-certificates", [row])
    keep(window, "import")
    window.go.click()
    settle(qtbot, staged)
    settle(qtbot, staged)
    found = seen(bureau, dossier)
    assert sorted((one.line, found.origin(one.hash).step) for one in found.photos) == [
        ("", "moment-certificates"), *sorted(((first, ""), (second, ""))),
    ]  # fmt: skip
    assert "已存入 3 件证据" in page.banner.text()
    again = open_import(qtbot, staged, page, folder)
    states = {one.found.path.name: one.state for one in again.shots()}
    assert [states[f"IMG_{at:04}.jpg"] for at in range(3)] == [KNOWN] * 3
    assert not any(one.chosen for one in again.shots()) and not again.go.isEnabled()
    row = next(at for at, one in enumerate(again.shots()) if one.found.path.name == "broken.jpg")
    again._want(row)
    qtbot.wait(150)
    settle(qtbot, staged)
    assert again.shots()[row].state == REFUSED and "内容不是照片" in again.shots()[row].why
    again.reject()


def test_a_fast_clock_is_set_right_once_for_the_batch(qtbot, bureau, dossier, staged, tmp_path, clock):
    folder = card(tmp_path, clock, [2, 5], fast=120)
    clock.advance(minutes=30)
    page = show(qtbot, staged, dossier)
    window = open_import(qtbot, staged, page, folder)
    assert not any(one.chosen for one in window.shots())
    window._want(0)
    window._want(1)
    qtbot.wait(150)
    settle(qtbot, staged)
    window.offset.setText("120")
    window.offset.edited.emit("120")
    assert all(one.chosen and one.state == READY for one in window.shots())
    window.stamp.setChecked(True)
    window.keep.setChecked(True)
    window.late.setChecked(True)
    keep(window, "import-late")
    window.go.click()
    settle(qtbot, staged)
    settle(qtbot, staged)
    found = seen(bureau, dossier)
    marked = [one for one in found.photos if found.origin(one.hash).made_by == "stamp"]
    plain = [one for one in found.photos if not found.origin(one.hash).made_by]
    assert len(marked) == len(plain) == 2
    assert {found.origin(one.hash).made_of for one in marked} == {one.hash for one in plain}
    for one in plain:
        origin = found.origin(one.hash)
        assert one.added_at == origin.shown_at  # entered as of when it was taken
        assert origin.offset_s == -7200 and origin.original and one.taken_at[11:16] != origin.shown_at[11:16]


def test_the_panel_shows_moments_and_what_covers_them_and_files_may_be_dropped_or_pasted(
    qtbot, bureau, dossier, staged, tmp_path
):
    page = show(qtbot, staged, dossier)
    chips = [one.text() for one in page.evidence.findChildren(Chip)]
    assert chips.count("缺") == 6 and "出示执法证" in words_of(page.evidence)
    picture, sound, bad = tmp_path / "证件.jpg", tmp_path / "录音.amr", tmp_path / "病毒.jpg"
    picture.write_bytes(phone((640, 480)))
    other = saved(noise(), "PNG")
    sound.write_bytes(b"#!AMR\n" + (b"\x3c" + bytes(31)) * 3000)
    bad.write_bytes(b"<script>")
    add_given(page, (picture,), Wish(step="moment-certificates", note="两人出示证件"))
    settle(qtbot, staged)
    page.evidence.dropEvent(dropped(sound, bad))
    settle(qtbot, staged)
    assert "已存入 1 件证据" in page.banner.text() and "病毒.jpg" in page.banner.text()
    QGuiApplication.clipboard().setImage(QImage.fromData(other))
    page.evidence.setFocus()
    qtbot.keyClick(page.evidence, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, staged)
    found = seen(bureau, dossier)
    assert len(found.photos) == 2 and found.recordings[0].seconds == 60
    assert "照片 1 张" in words_of(page.evidence) and "1:00" in words_of(page.evidence)
    keep(page, "panel")


def test_a_recorder_is_registered_and_its_moments_are_covered(qtbot, bureau, dossier, staged, clock):
    clock.advance(minutes=50)
    page = show(qtbot, staged, dossier)
    page.evidence.open_recorder()
    settle(qtbot, staged)
    form = page.findChild(RecorderForm)
    assert form is not None and not any(box.isChecked() for box in form.boxes.values())
    keep(form, "recorder")
    form.primary.click()
    settle(qtbot, staged)
    assert "没有填设备号或文件号" in form.banner.text()
    form.device.setText("DSJ-0417")
    form.file.setText("20261120_1400.mp4")
    form.keeper.setText("采集站")
    for key, box in form.boxes.items():
        box.setChecked(key != "moment-report")
    form.primary.click()
    settle(qtbot, staged)
    found = seen(bureau, dossier)
    assert "证据 1" in [one.text() for one in page.paper.findChildren(QPushButton)]
    assert found.missing() == ("moment-report",) and found.recorders[0].device == "DSJ-0417"
    assert "DSJ-0417　20261120_1400.mp4" in words_of(page.evidence)
    keep(page, "panel-recorder")


def test_pictures_that_belong_nowhere_are_counted_and_bound_one_by_one_or_all_at_once(
    qtbot, bureau, dossier, staged, tmp_path
):
    page = show(qtbot, staged, dossier)
    assert page.evidence.unbound is None and "未归项" not in chips_of(page.evidence)
    paths = [tmp_path / f"IMG_{at}.jpg" for at in range(3)]
    for one in paths:
        one.write_bytes(saved(noise(), "JPEG"))
    page.evidence.dropEvent(dropped(*paths))
    settle(qtbot, staged)
    assert "未归项 3 张" in chips_of(page.evidence)
    press(qtbot, page.evidence, "去归项")
    section = page.evidence.unbound
    assert section is not None and section.every is not None
    keep(page, "unbound")
    first, *rest = section.fields
    choose(section.fields[first], "line:first_person")
    settle(qtbot, staged)
    assert {one.hash: one.line for one in seen(bureau, dossier).photos} == {first: "first_person"} | dict.fromkeys(
        rest, ""
    )
    assert "未归项 2 张" in chips_of(page.evidence)
    choose(page.evidence.unbound.every, "step:moment-enter")
    settle(qtbot, staged)
    found = seen(bureau, dossier)
    assert {found.origin(one).step for one in rest} == {"moment-enter"}
    assert page.evidence.unbound is None and "未归项" not in chips_of(page.evidence)


def test_a_picture_is_looked_at_bound_elsewhere_marked_and_taken_off(qtbot, bureau, dossier, staged, tmp_path):
    page = show(qtbot, staged, dossier)
    picture = tmp_path / "IMG_0001.jpg"
    picture.write_bytes(phone((1600, 1200)))
    add_given(page, (picture,), Wish(line="first_person"))
    settle(qtbot, staged)

    def window() -> PictureWindow:
        page.open_photo(seen(bureau, dossier).photos[0].hash)
        settle(qtbot, staged)
        return page.findChildren(PictureWindow)[-1]

    first = window()
    shown = words_of(first)
    assert "HUAWEI Mate 60" in shown and "35.570000, 114.518333" in shown and "不含拍摄信息" in shown
    first.canvas.set_tool(ARROW)
    middle = first.canvas.rect().center()
    qtbot.mousePress(first.canvas, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(first.canvas, middle + QPoint(120, 60))
    qtbot.mouseRelease(first.canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(120, 60))
    first.canvas.add(Mark(BOX, ((300, 300), (700, 600))))
    first.write(300, 280, "未接地")
    assert len(first.canvas.marks()) >= 2
    keep(first, "viewer")
    first.keep_marked()
    settle(qtbot, staged)
    found = seen(bureau, dossier)
    marked = next(one for one in found.photos if found.origin(one.hash).made_by == "annotation")
    assert marked.line == "first_person" and len(found.photos) == 2
    plain = next(one for one in found.photos if not found.origin(one.hash).made_by)
    page.open_photo(plain.hash)
    settle(qtbot, staged)
    second = page.findChildren(PictureWindow)[-1]
    second.target.set_value("step:moment-enter")
    second.note.setText("大门和单位牌匾")
    second.note.edited.emit("大门和单位牌匾")
    second.save.click()
    settle(qtbot, staged)
    found = seen(bureau, dossier)
    moved = next(one for one in found.photos if one.hash == plain.hash)
    assert (moved.line, moved.note) == ("", "大门和单位牌匾")
    page.open_photo(plain.hash)
    settle(qtbot, staged)
    third = page.findChildren(PictureWindow)[-1]
    third.keep_stamped()
    settle(qtbot, staged)
    assert len(seen(bureau, dossier).photos) == 3
    page.open_photo(marked.hash)
    settle(qtbot, staged)
    page.findChildren(PictureWindow)[-1].withdraw("画错了位置")
    settle(qtbot, staged)
    assert "撤下原因：画错了位置" in words_of(page.evidence)
    assert len(seen(bureau, dossier).photos) == 2
    keep(page, "panel-withdrawn")


def test_a_recording_is_opened_under_its_own_kind_whatever_it_was_called(
    qtbot, bureau, dossier, staged, tmp_path, monkeypatch
):
    opened: list[Path] = []
    monkeypatch.setattr(papers, "open_file", opened.append)
    page = show(qtbot, staged, dossier)
    sound = tmp_path / "会议 录音..exe.amr"
    sound.write_bytes(b"#!AMR\n" + (b"\x3c" + bytes(31)) * 100)
    add_given(page, (sound,))
    settle(qtbot, staged)
    open_recording(page, seen(bureau, dossier).recordings[0])
    settle(qtbot, staged)
    assert opened[0].suffix == ".amr" and opened[0].read_bytes() == sound.read_bytes()
    assert opened[0].parent == page.context.opening.places.papers


def test_nothing_can_be_added_or_taken_off_where_the_dossier_is_only_read(qtbot, bureau, dossier, staged, tmp_path):
    page = show(qtbot, staged, dossier)
    picture = tmp_path / "a.png"
    picture.write_bytes(saved(noise((300, 200)), "PNG"))
    add_given(page, (picture,))
    settle(qtbot, staged)

    assert page.case is not None
    page.evidence.show_case(replace(page.case, place="away"))
    settle(qtbot, staged)
    assert not page.evidence._takes()
    titles = [one.text() for one in page.evidence.findChildren(QPushButton) if one.isVisibleTo(page.evidence)]
    assert "导入手机照片" not in titles and "撤下…" not in titles
    page.evidence.dropEvent(dropped(picture))
    settle(qtbot, staged)
    assert len(seen(bureau, dossier).photos) == 1
