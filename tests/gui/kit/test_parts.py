"""Rail, status bar, title line, steps, fields, copying, photographs, paper, banner, queue."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector_desktop.errors import Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit.banner import Banner
from inspector_desktop.gui.kit.buttons import ChoiceGroup, Tabs
from inspector_desktop.gui.kit.copyrow import CopyField, CopyRows
from inspector_desktop.gui.kit.fields import (
    DateField,
    Form,
    LineField,
    NumberField,
    PinField,
    TextField,
    day_words,
    read_date,
)
from inspector_desktop.gui.kit.page import Frame, Page, pane
from inspector_desktop.gui.kit.paperview import PaperView
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.kit.progress import ProgressLine
from inspector_desktop.gui.kit.queue import QueueList, Waiting
from inspector_desktop.gui.kit.rail import Rail, RailItem
from inspector_desktop.gui.kit.scroll import ScrollArea
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.stepbar import CURRENT, DONE, OPEN, Step, StepBar
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.kit.texts import ElidedLabel
from inspector_desktop.gui.kit.titleline import Link, TitleLine
from inspector_desktop.gui.messages import CrashHook, Messages
from inspector_desktop.gui.tasks import Tasks, Ticket

STEPS = (
    Step("notice", "检查告知", "11月18日 已送达", DONE),
    Step("check", "现场检查", "18 / 32 项", CURRENT),
    Step("sign", "签字送达", "", OPEN),
)


def shown(qtbot: QtBot, made: QWidget, width: int = 500, height: int = 300) -> None:
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    made.activateWindow()


def picture(width: int, height: int) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.darkBlue)
    return made


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_text_stands_out_from_its_ground() -> None:
    for ink, ground in look.TONES.values():
        for under in [ground] if ground != look.NONE else [look.PAGE, look.GROUND, look.PAPER, look.BLUE_GROUND]:
            assert contrast(ink, under) >= 4.5, (ink, under)


def test_the_style_sheet_knows_all_its_names() -> None:
    assert "$" not in look.style_sheet()


def test_the_shipped_fonts_are_used(qapp: QApplication) -> None:
    assert look.SANS in look.load_fonts()
    assert qapp.font().family() == look.SANS


def test_alt_and_a_digit_lead_to_a_place(qtbot: QtBot) -> None:
    rail = Rail()
    rail.set_items((RailItem("desk", "工作台", "3", late=True), RailItem("tasks", "检查任务"), RailItem("x", "设置")))
    shown(qtbot, rail, 184, 500)
    qtbot.waitUntil(rail.isActiveWindow)
    with qtbot.waitSignal(rail.chosen) as heard:
        qtbot.keyClick(rail, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert heard.args == ["tasks"]
    assert rail.current() == "tasks"


def test_new_badges_keep_the_place(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    items = (RailItem("desk", "工作台"), RailItem("tasks", "检查任务", "12"))
    rail.set_items(items)
    rail.set_current("tasks")
    rail.set_items(items[::-1])
    assert rail.current() == "tasks"


def test_the_status_bar_tells_what_waits(qtbot: QtBot) -> None:
    frame = Frame()
    shown(qtbot, frame, 900, 400)
    frame.status.set_state("离线 · 数据都在本机")
    frame.status.set_counts("待上传 3 条、照片 7 张")
    frame.status.set_attention("1 条另存待核")
    assert frame.status.texts_shown()[:3] == ("离线 • 数据都在本机", "待上传 3 条、照片 7 张", "1 条另存待核")
    with qtbot.waitSignal(frame.status.attention_pressed):
        frame.status._attention.click()


def test_steps_are_pressed_and_reached_by_arrow_keys(qtbot: QtBot) -> None:
    bar = StepBar(STEPS)
    shown(qtbot, bar, 800, 61)
    assert bar.viewed() == "check"
    with qtbot.waitSignal(bar.chosen) as heard:
        qtbot.mouseClick(bar.step("notice"), Qt.MouseButton.LeftButton)
    assert heard.args == ["notice"]
    qtbot.waitUntil(bar.isActiveWindow)
    bar.step("notice").setFocus()
    qtbot.keyClick(bar.step("notice"), Qt.Key.Key_Right)
    assert bar.step("check").hasFocus()
    with qtbot.waitSignal(bar.chosen) as heard:
        qtbot.keyClick(bar.step("check"), Qt.Key.Key_Return)
    assert heard.args == ["check"]
    assert bar.viewed() == "check"


def test_the_title_line_has_parts_and_links(qtbot: QtBot) -> None:
    pressed: list[str] = []
    line = TitleLine("滑县城关永安加油站")
    line.set_parts(["加油站", "", Link("上次检查", lambda: pressed.append("last"))])
    shown(qtbot, line, 700, 90)
    texts = [label.text() for label in line._second.findChildren(QLabel)]
    assert texts == ["加油站", "•"]
    button = line._parts.itemAt(2).widget()
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["last"]


def test_a_long_title_gives_way_in_the_middle(qtbot: QtBot) -> None:
    label = ElidedLabel("中国石油天然气股份有限公司河南平顶山销售分公司湛河区轻工路加油站")
    shown(qtbot, label, 120, 24)
    assert label.toolTip() == label.text()
    label.resize(900, 24)
    assert label.toolTip() == ""


def test_one_among_few_is_chosen_without_echo(qtbot: QtBot) -> None:
    group = ChoiceGroup((("a", "情况属实"), ("b", "有异议")))
    shown(qtbot, group)
    assert group.value() == ""
    with qtbot.assertNotEmitted(group.chosen):
        group.set_value("b")
    with qtbot.waitSignal(group.chosen) as heard:
        group.button("a").click()
    assert heard.args == ["a"]
    assert group.value() == "a"


def test_a_day_is_shown_as_people_write_it_and_anything_else_as_it_is() -> None:
    assert [day_words(one) for one in ("2026-11-20", "长期", "")] == ["2026年11月20日", "长期", ""]


@pytest.mark.parametrize("text", ["2026-11-20", "2026年11月20日", "2026.11.20", "20261120", " 2026/11/20 "])
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.isoformat() == "2026-11-20"


def test_a_date_that_cannot_be_is_refused_under_its_field(qtbot: QtBot) -> None:
    form = Form()
    day = DateField()
    field = form.add("day", "检查日期", day)
    shown(qtbot, form)
    qtbot.keyClicks(day, "2026-02-30")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert field.refusal().startswith("日期写法看不懂")
    assert form.values() == {"day": ""}
    assert not form.check()
    day.clear()
    qtbot.keyClicks(day, "20260228")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert day.text() == "2026年2月28日"
    assert form.values() == {"day": "2026-02-28"}
    assert field.refusal() == ""


def test_a_form_gives_its_values_and_takes_refusals(qtbot: QtBot) -> None:
    form = Form()
    form.add("name", "名称", LineField(value=" 加油站 "))
    form.add("ohm", "接地电阻", NumberField(value="3.8", unit="Ω"))
    form.add("pin", "口令", PinField())
    form.add("why", "原因", TextField(value="下乡"))
    shown(qtbot, form)
    assert form.values() == {"name": "加油站", "ohm": "3.8", "pin": "", "why": "下乡"}
    form.refuse("name", "名称：与执照不一致。请照执照填写。")
    assert form.field("name").refusal().startswith("名称")
    qtbot.keyClicks(form.field("name").editor, "x")
    assert form.field("name").refusal() == ""
    form.field("ohm").editor.setText("abc")
    assert not form.check()


def test_searching_waits_for_a_pause_and_asks_once(qtbot: QtBot) -> None:
    field = SearchField()
    shown(qtbot, field)
    asked: list[str] = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "abc")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["abc"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: asked == ["abc", ""])


def test_copying_goes_down_the_form(qtbot: QtBot) -> None:
    rows = CopyRows((CopyField("a", "抽查计划编号", "2026003"), CopyField("b", "企业名称", "滑县第一高级中学")))
    shown(qtbot, rows)
    qtbot.waitUntil(rows.isActiveWindow)
    with qtbot.waitSignal(rows.copied) as heard:
        qtbot.mouseClick(rows.row_button("a"), Qt.MouseButton.LeftButton)
    assert heard.args == ["a"]
    assert QGuiApplication.clipboard().text() == "2026003"
    assert rows.done() == ("a",)
    assert rows.row_button("b").hasFocus()
    qtbot.keyClick(rows.row_button("b"), Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "滑县第一高级中学"


def test_pictures_are_pasted_and_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    strip = PhotoStrip(addable=True)
    shown(qtbot, strip, 400, 54)
    QGuiApplication.clipboard().setImage(picture(8, 8))
    with qtbot.waitSignal(strip.given) as heard:
        assert strip.paste()
    assert QImage.fromData(heard.args[0][0]).size().width() == 8
    mime = QMimeData()
    files = [tmp_path / "一.jpg", tmp_path / "二.docx"]
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    with qtbot.waitSignal(strip.given) as heard:
        assert strip._take(mime)
    assert heard.args[0] == (files[0],)


def test_photographs_are_opened_added_and_removed_by_key(qtbot: QtBot) -> None:
    strip = PhotoStrip([Photo("a", picture(40, 30)), Photo("b", picture(30, 40))], addable=True)
    shown(qtbot, strip, 400, 54)
    with qtbot.waitSignal(strip.opened) as heard:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip._cell(1).center().toPoint())
    assert heard.args == ["b"]
    with qtbot.waitSignal(strip.remove_asked) as heard:
        qtbot.keyClick(strip, Qt.Key.Key_Delete)
    assert heard.args == ["b"]
    with qtbot.waitSignal(strip.add_asked):
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip._cell(2).center().toPoint())


@pytest.fixture
def tasks(qapp: QApplication) -> Tasks:
    def none() -> None:
        raise AssertionError("no ledger here")

    made = Tasks(none)  # type: ignore[arg-type]
    yield made
    made.close()


def test_pages_are_made_off_the_ui_thread_and_counted(qtbot: QtBot, tasks: Tasks) -> None:
    view = PaperView(tasks.pool)
    shown(qtbot, view, 496, 500)
    view.set_tabs((("paper", "现场检查记录"), ("evidence", "证据 5")))
    panel = QWidget()
    view.set_panel("evidence", panel)
    widths: list[int] = []

    def pages(width: int) -> list[QImage]:
        widths.append(width)
        return [picture(width, width * 297 // 210) for _ in range(3)]

    with qtbot.waitSignal(view.shown):
        view.load(pages)
    assert widths[0] == 496 - 40
    assert view.page_count() == 3
    assert view._where.text() == "共 3 页　第 1 页"
    view.go_to(2)
    assert view._where.text() == "共 3 页　第 2 页"
    with qtbot.waitSignal(view.tab_chosen) as heard:
        view.tabs()._buttons["evidence"].click()
    assert heard.args == ["evidence"]
    assert panel.isVisible()
    assert not view._where.isVisible()


def test_a_banner_is_read_and_put_away(qtbot: QtBot) -> None:
    banner = Banner()
    shown(qtbot, banner)
    banner.hide()
    banner.refuse("到场登记：到场的执法人员只有 1 名。")
    assert banner.isVisible()
    assert banner.tone() == "red"
    qtbot.keyClick(banner, Qt.Key.Key_Escape)
    assert not banner.isVisible()
    assert banner.text() == ""


def test_a_queue_tells_what_is_chosen_and_keeps_it(qtbot: QtBot) -> None:
    queue = QueueList((Waiting("a", "加油站"), Waiting("b", "医院")))
    shown(qtbot, queue)
    with qtbot.waitSignal(queue.chosen) as heard:
        queue.set_value("b")
    assert heard.args == ["b"]
    queue.set_rows((Waiting("b", "医院"), Waiting("c", "学校")))
    assert queue.value() == "b"


def test_a_known_failure_is_a_sentence_in_the_page_in_front(qtbot: QtBot, tasks: Tasks) -> None:
    page = Page("现场检查")
    page.add_pane(pane(None))
    shown(qtbot, page)
    Messages(tasks, lambda: page)
    tasks.refused.emit(Refused("refused-two-officers", count=1))
    assert page.banner.isVisible()
    assert page.banner.text().startswith("到场登记：到场的执法人员只有 1 名")


def test_progress_is_shown_in_the_page_and_can_be_stopped(qtbot: QtBot, tasks: Tasks) -> None:
    line = ProgressLine()
    shown(qtbot, line, 600, 40)
    line.hide()
    stop = Event()

    def work(ticket: Ticket) -> None:
        ticket.report(2, 5)
        while not ticket.cancelled:
            stop.wait(0.01)

    ticket = tasks.pool.run(work, progressed=line.step)
    line.start(ticket, "检查对象导入")
    qtbot.waitUntil(lambda: line._count.text() == "2 / 5")
    qtbot.mouseClick(line._cancel, Qt.MouseButton.LeftButton)
    assert ticket.cancelled
    assert not line.isVisible()
    qtbot.waitUntil(lambda: not tasks.is_busy)


def test_tabs_that_find_no_room_go_to_a_row_below_and_none_is_cut(qtbot: QtBot) -> None:
    tabs = Tabs("tab", gap=6)
    qtbot.addWidget(tabs)
    names = ("检查报告", "现场检查记录", "责令限期整改指令书", "证据 14", "办理记录", "补充记录", "更正名录")
    tabs.set_tabs([(name, name) for name in names])
    tabs.fit(380)
    tabs.adjustSize()
    tabs.show()
    made = tabs.findChildren(QPushButton)
    assert tabs.width() <= 380
    assert len({button.y() for button in made}) == 2
    assert all(button.width() >= button.sizeHint().width() for button in made)
    tabs.fit(1200)
    tabs.adjustSize()
    assert len({button.y() for button in made}) == 1


def test_above_a_paper_of_many_pages_six_tabs_stand_in_one_row(qtbot: QtBot) -> None:
    view = PaperView()
    shown(qtbot, view, 480, 600)
    for first in ("现场检查记录", "责令限期整改指令书"):
        names = (first, "大字核对", "证据 12", "办理记录", "补充", "更正名录")
        view.set_tabs([(name, name) for name in names])
        view.show_pages([picture(440, 622)] * 2)
        qtbot.wait(1)
        made = [one for one in view.tabs().findChildren(QPushButton) if one.isVisible()]
        assert len({button.y() for button in made}) == 1
        assert view._where.isVisible() and view.tabs().width() <= 440
        assert [one.toolTip() or one.text() for one in made] == list(names)
    assert made[0].text() == "责令限期整…"
    view.tabs().fit(1200, shorten=True)
    assert made[0].text() == "责令限期整改指令书" and not made[0].toolTip()


def test_what_is_refused_above_comes_into_sight(qtbot: QtBot) -> None:
    form = Form()
    for number in range(20):
        form.add(str(number), f"第{number}项", LineField())
    area = ScrollArea(form)
    shown(qtbot, area, height=200)
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    form.refuse("0", "没有填写。请写明。")
    qtbot.waitUntil(lambda: bar.value() == 0)


def test_an_empty_table_says_what_to_do(qtbot: QtBot) -> None:
    table = Table((Column("name", "名称", str),))
    table.set_empty("还没有检查对象", "请导入名录库，或新增一家。")
    shown(qtbot, table, 500, 300)
    empty = table.viewport().grab().toImage()
    table.set_rows(("一",))
    assert table.viewport().grab().toImage() != empty
    table.set_rows(())
    assert table.viewport().grab().toImage() == empty
    assert table.accessibleDescription() == "还没有检查对象 请导入名录库，或新增一家。"


def test_a_bug_is_shown_with_its_details(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    hook = CrashHook()
    hook.crashed(ZeroDivisionError("seven"))
    assert hook.dialog is not None
    qtbot.addWidget(hook.dialog)
    assert hook.dialog.isVisible()
    hook.dialog.copy()
    assert "ZeroDivisionError: seven" in QGuiApplication.clipboard().text()
    first = hook.dialog
    hook.crashed(ZeroDivisionError("eight"))
    assert hook.dialog is first


def test_no_page_of_the_gallery_is_larger_than_the_smallest_laptop(tmp_path: Path) -> None:
    from factories import gallery

    gallery.render(tmp_path)
    found = sorted(tmp_path.glob("*.png"))
    assert [path.stem for path in found] == sorted(gallery.PAGES)
    for path in found:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1366, 768), path.name
