"""A page for developers: every part with sample content, rendered to PNG, so that the look can be judged by looking.

``PYTHONPATH=tests python -m factories.gallery FOLDER`` works without a display. Names, numbers and cases are invented.
The program does not hold it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QFont, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from factories import gallery_samples as samples
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import Banner
from inspector_desktop.gui.kit.checksheet import CheckSheet
from inspector_desktop.gui.kit.chips import Chip, ChipButton, ChipText
from inspector_desktop.gui.kit.copyrow import CopyRows
from inspector_desktop.gui.kit.fields import (
    ChoiceField,
    DateField,
    Form,
    LineField,
    NumberField,
    PinField,
    TextField,
    button_row,
)
from inspector_desktop.gui.kit.page import Frame, Page, pane
from inspector_desktop.gui.kit.paperview import PaperView
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.kit.queue import QueueList
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.section import EmptyState, Entry, KeyValues, Note, Section
from inspector_desktop.gui.kit.signaturepad import SignaturePad
from inspector_desktop.gui.kit.signerrow import SignerButton
from inspector_desktop.gui.kit.table import Table
from inspector_desktop.gui.kit.titleline import Link

SIZE = QSize(1366, 768)


def nothing() -> None:
    """Do nothing: these buttons are only looked at."""


def frame(place: str, page: QWidget, *, who: tuple[str, str, str], online: bool, right: str, clock: str) -> Frame:
    """Return a window with a page in it."""
    made = Frame()
    made.rail.set_person(*who)
    made.rail.set_items(samples.RAIL_OFFICER if who[2] == "执法人员" else samples.RAIL_CHIEF)
    made.rail.set_current(place)
    if online:
        made.status.set_state("在线 · 14:06 已同步")
        made.status.set_counts("")
    else:
        made.status.set_state("离线 · 数据都在本机")
        made.status.set_counts("待上传 3 条、照片 7 张")
    made.status.set_right(right)
    made.status.set_clock(clock)
    made.show_page(page)
    made.resize(SIZE)
    return made


def workbench() -> QWidget:
    """Picture 1."""
    page = Page("今天，11月20日 星期五")
    page.head.set_parts(["两家要去；一条结果逾期未录入省平台。"])
    page.head.set_right([buttons.secondary("登记线索"), buttons.primary("出发准备")])
    today = Section("今天要去")
    today.add(Table(samples.TODAY, samples.TODAY_ROWS, fit=True))
    after = Section("接下来")
    after.add(Table(samples.NEXT, samples.NEXT_ROWS, fit=True))
    page.add_pane(pane(today, 28, after, None, margins=(24, 10, 16, 24)), stretch=725, ruled=False)
    clocks = Section("时限", line=True)
    link = Link("打开录入对照单", nothing)
    clocks.add(Entry("结果录入省平台", samples.DUE_LATE, chip=ChipText("逾期 1 个工作日", "red"), link=link))
    clocks.add(Entry("门户网站公示", samples.DUE_SOON, chip=ChipText("11月24日到期", "amber")))
    clocks.add(Entry("整改复查", samples.DUE_LATER, chip=ChipText("11月30日到期", "grey")))
    waiting = Section("待上传")
    waiting.add(Note("3 条记录、7 张照片都在本机，联网后自动上传。"))
    waiting.add(Note("急需上报的，可", Link("导出数据包", nothing), "。"))
    page.add_pane(pane(clocks, 28, waiting, None, margins=(16, 10, 24, 24)), width=441, ruled=False)
    who = ("李建国", "滑县气象局", "执法人员")
    return frame("workbench", page, who=who, online=False, right="全部已存本机", clock="14:06")


def check() -> QWidget:
    """Picture 2."""
    page = Page("滑县城关永安加油站")
    before = Link("上次检查 2025年6月3日：2 项不符合，已销号", nothing)
    page.head.set_parts(["防雷补充抽查", "91410526MA9ABCDE21", "加油站", before])
    page.head.set_right([Chip("本机经办 · 已存本机")])
    page.set_steps(samples.STEPS_CHECK)
    sheet = CheckSheet(samples.HANDLINGS)
    sheet.set_lines(samples.check_lines((Photo("a", photo(0)), Photo("b", photo(1)))))
    sheet.open("19")
    page.add_pane(sheet)
    paper = PaperView()
    paper.set_tabs((("paper", "现场检查记录"), ("evidence", "证据 5"), ("history", "办理记录")))
    paper.show_pages([sheet_image(samples.RECORD), sheet_image(samples.RECORD), sheet_image(samples.RECORD)])
    page.add_pane(paper, width=496, warm=True)
    made = frame("inspections", page, who=samples.OFFICER, online=False, right="全部已存本机", clock="14:06")
    sheet.card.fact.setFocus()
    return made


def signature() -> QWidget:
    """Picture 3."""
    page = Page("滑县城关永安加油站")
    page.head.set_parts(["（滑）气检记〔2026〕12号", "32 项：符合 28，不符合 2，不涉及 1，未检查 1"])
    page.head.set_right([buttons.secondary("打印手签"), Chip("本机经办 · 已存本机")])
    page.set_steps(samples.STEPS_SIGN)
    form = Form()
    opinion = buttons.ChoiceGroup((("agrees", "情况属实"), ("objects", "有异议")), "objects")
    form.add_row("opinion", "单位意见", opinion, LineField(value="第 19 项：新报告已做，尚未取回。"))
    form.add("branch", "签字", buttons.ChoiceGroup(samples.BRANCHES, "refused"))
    form.add("note", "注明原因", TextField(value="站长赵永安阅后拒绝签字，理由：要等总公司的人来。"))
    form.add("proof", "佐证", buttons.ChoiceGroup(samples.PROOFS, "witness"))
    name, tel = LineField(value="刘桂兰", width=100), LineField(value="138 0372 0000", width=140)
    form.add_row("witness", "见证人", name, LineField(value="城关街道西关社区居委会"), tel)
    pad = SignaturePad()
    pad.show_signature(samples.SIGNATURE)
    form.add("sign", "见证人签名", pad, top=True)
    done, waiting = signer("李建国", "已签 15:12"), signer("周敏", "")
    form.add_row("officers", "执法人员", done, waiting)
    caption = texts.column(
        texts.small("签字以右侧文书为准；签后改动的，签字失效，须重新签字。"),
        texts.small("定稿后同时生成拒签情况报告。"),
        gap=2,
    )
    foot = texts.row(caption, None, buttons.primary("确认定稿"))
    page.add_pane(pane(form, 16, foot, None, margins=(24, 20, 24, 20)))
    paper = PaperView()
    paper.set_tabs((("paper", "现场检查记录"), ("large", "大字核对")))
    paper.show_pages([sheet_image(samples.RECORD_END)])
    page.add_pane(paper, width=477, warm=True)
    return frame("inspections", page, who=samples.OFFICER, online=False, right="全部已存本机", clock="15:12")


def signer(name: str, signed: str) -> QWidget:
    """Return one officer's place in the row of signatures."""
    made = SignerButton(name)
    made.set_signed(signed)
    return made


def draw() -> QWidget:
    """Picture 4."""
    page = Page("2026 年防雷安全补充抽查")
    page.head.set_parts(["补充计划 2026003", "任务 001号", "定向", "本局第 7 次抽取"])
    page.head.set_right([buttons.secondary("打印抽取记录"), buttons.secondary("投影隐去名称")])
    page.set_steps(samples.STEPS_DRAW)
    how = Section("怎么抽的")
    how.add(KeyValues(samples.HOW))
    classes = Section("按类抽取")
    classes.add(Table(samples.CLASSES, samples.CLASS_ROWS, fit=True))
    classes.add(Note("不参加的逐家列明理由。任何人可凭抽取记录", Link("验算", nothing), "。", small=True), gap=10)
    page.add_pane(pane(how, 24, classes, None, margins=(24, 20, 24, 20)), width=371)
    drawn = Section("抽中的对象", "各类内按随机值从小到大")
    table = Table(samples.DRAWN, samples.DRAWN_ROWS)
    drawn.add(table, 1)
    page.add_pane(pane(drawn, margins=(24, 20, 24, 0)))
    return frame("draws", page, who=samples.SUPERVISOR, online=True, right=samples.DRAW_SAVED, clock="")


def registers() -> QWidget:
    """Picture 5."""
    page = Page("一单两库")
    page.head.set_tabs(samples.REGISTER_TABS, "subjects")
    page.head.set_right([buttons.secondary("导入…"), buttons.secondary("导出"), buttons.primary("新增")])
    search = SearchField("名称、信用代码、地址", width=280)
    search.setText("加油")
    filters = [buttons.MenuButton(text) for text in ("类别：全部", "信用：全部", "街道：全部", "状态：存续")]
    page.set_under_head(texts.row(search, *filters, 8, texts.soft("38 家"), None, buttons.MenuButton("常用筛选")))
    page.show_line()
    table = Table(samples.SUBJECTS, samples.SUBJECT_ROWS)
    table.set_needle("加油")
    table.choose("91410411MA46KQ1F92")
    page.add_pane(pane(table, margins=(24, 0, 24, 0)))
    title = texts.ElidedLabel("湛河区曹镇宏发加油加气站", font=look.font(16, bold=True))
    where = texts.small("曹镇乡 311 国道东侧　•　负责人 李宏发")
    facts = KeyValues(samples.SUBJECT_FACTS, label_width=84)
    past = Section("历次检查", line=True)
    for day, found in samples.PAST:
        past.add(Entry(day, found, bold=False, small=True))
    act = texts.row(buttons.secondary("修改（留痕）"), buttons.secondary("历史"), None)
    side = pane(title, 2, where, 14, facts, 22, past, 16, act, None, margins=(20, 18, 20, 20))
    page.add_pane(side, width=319, warm=True)
    return frame("registers", page, who=samples.SUPERVISOR, online=True, right=samples.REGISTER_SAVED, clock="")


def approval() -> QWidget:
    """Picture 6."""
    page = Page("审核审批", line=True)
    page.head.set_parts(["3 件待审核，最早一件还剩 1 个工作日。本人参加的检查转赵副局长审批。"])
    queue = QueueList(samples.QUEUE)
    queue.set_value("a")
    page.add_pane(queue, width=329)
    title = texts.ElidedLabel("湛河区曹镇宏发加油加气站　检查报告", font=look.font(17, bold=True))
    line = texts.small("检查 11月18日 9:10—11:35　李勇、周洁　提交 11月19日", wrap=True)
    head = texts.row(texts.column(title, line, gap=1), buttons.secondary("退回修改"), buttons.primary("同意"))
    head.setStretch(0, 1)
    parts = KeyValues(samples.REPORT_PARTS, label_width=110, lined=True, heads=("部分", "内容"))
    notice = Section("请留意")
    for text in samples.NOTICE:
        notice.add(Note(text))
    page.add_pane(pane(head, 12, parts, 24, notice, None, margins=(24, 22, 24, 20)), scroll=True)
    paper = PaperView()
    paper.set_tabs((("paper", "检查报告"), ("record", "检查记录"), ("evidence", "证据 9")))
    paper.show_pages([sheet_image(samples.REPORT)])
    page.add_pane(paper, width=329, warm=True)
    return frame("approvals", page, who=samples.CHIEF, online=True, right="可离线审批，联网后上传", clock="")


def entry_sheet() -> QWidget:
    """Picture 7."""
    page = Page("录入对照单", line=True)
    page.head.set_parts(["滑县第一高级中学 · 河南省部门协同监管平台，字段顺序与平台录入页一致"])
    page.head.set_right([Chip("逾期 1 个工作日", "red")])
    page.add_pane(pane(CopyRows(samples.COPY_FIELDS), None, margins=(24, 0, 24, 0)))
    form = Form(label_width=112)
    form.add("day", "录入日期", DateField(value="2026-11-20"))
    form.add("number", "平台编号", LineField("平台给出的编号"))
    form.add("shot", "截图", PhotoStrip(addable=True))
    form.add("why", "逾期原因", TextField(value="11月13日至18日下乡检查，18日平台维护。"))
    done = Section("录好之后")
    done.add(form)
    acts = button_row(buttons.primary("登记已录入"), buttons.secondary("平台退回…"))
    also = Section("同一结果还要去", line=True)
    also.add(Entry("国家企业信用信息公示系统", bold=False, chip=ChipText("由省平台共享")))
    also.add(Entry("县政府门户网站", bold=False, chip=ChipText("12月10日到期")))
    also.add(Entry("公示稿、保密审查表", bold=False, right=buttons.link("生成 Word"), last=True))
    page.add_pane(pane(done, 14, acts, 28, also, None, margins=(24, 18, 24, 20)), width=482, warm=True)
    return frame("disclosure", page, who=samples.OFFICER, online=False, right="全部已存本机", clock="16:20")


def parts() -> QWidget:
    """Show the parts the pictures don't show: every button, field, chip, banner, and what is empty or refused."""
    page = Page("部件")
    page.head.set_parts(["各种状态", Link("链接", nothing)])
    page.set_steps(samples.STEPS_BRANCH)
    page.banner.refuse("到场登记：到场的执法人员只有 1 名，检查不得少于 2 名。请按递补顺序补一名，或改期检查。")
    warn, tell = Banner(), Banner()
    warn.tell("现场检查：本机时钟比局服务器慢 6 分钟，打印的文书会注明。", "amber", "改正时钟", nothing)
    tell.tell("数据同步：已上传 3 条，照片 7 张。", "green")
    off = buttons.primary("确认定稿")
    off.setEnabled(False)
    row = texts.row(
        buttons.primary("同意"), buttons.secondary("导出"), buttons.quiet("收起"), buttons.danger("作废"), off, None
    )
    chips = texts.row(*(Chip(tone, tone) for tone in ("blue", "amber", "red", "green", "grey")), None)
    chip_button = ChipButton()
    chip_button.set_choices(samples.HANDLINGS)
    chip_button.say("处理意见：限期整改")
    chips.insertWidget(5, chip_button)
    form = Form()
    form.add("line", "名称", LineField("如营业执照所载", "滑县城关永安加油站"))
    form.add("number", "接地电阻", NumberField(value="3.8", unit="Ω"))
    form.add("date", "检查日期", DateField())
    form.add("choice", "未检查原因", ChoiceField((("a", "检查时未作业"), ("b", "其他（写明）")), hint="请选择"))
    form.add("pin", "口令", PinField("至少 6 位"))
    form.field("date").refuse("日期写法看不懂。请写成 2026-11-20 或 2026年11月20日。")
    left = pane(warn, tell, 12, row, 12, chips, 16, form, None, margins=(24, 16, 24, 16))
    page.add_pane(left)
    strip = PhotoStrip([Photo(str(at), photo(at)) for at in range(9)], addable=True)
    pad = SignaturePad()
    empty = EmptyState(
        "还没有检查任务", "抽取发布后任务会到这里；有线索的，先登记线索再核查。", buttons.primary("登记线索")
    )
    page.add_pane(pane(strip, 12, pad, 12, empty, margins=(24, 16, 24, 16)), width=480)
    return frame("inspections", page, who=samples.OFFICER, online=False, right="全部已存本机", clock="14:06")


def photo(at: int) -> QImage:
    """Return a picture that stands for a photograph."""
    made = QImage(288, 216, QImage.Format.Format_RGB32)
    shade = QLinearGradient(QPointF(0, 0), QPointF(288, 216))
    pair = (("#B4C0C8", "#7C8890"), ("#C8BEA8", "#9A8A6E"), ("#A8BCA8", "#6E8A72"))[at % 3]
    shade.setColorAt(0, QColor(pair[0]))
    shade.setColorAt(1, QColor(pair[1]))
    painter = QPainter(made)
    painter.fillRect(made.rect(), shade)
    painter.end()
    return made


def sheet_image(lines: tuple[tuple[str, float, int], ...]) -> QImage:
    """Return a page with some text on it: (text, pixels, alignment: 0 left, 1 middle, 2 right)."""
    made = QImage(1240, 1754, QImage.Format.Format_RGB32)
    made.fill(QColor(look.PAPER))
    painter = QPainter(made)
    painter.setPen(QColor(look.INK))
    top = 110.0
    for text, size, side in lines:
        font = QFont(look.SERIF)
        font.setPixelSize(round(size * 2.6))
        font.setBold(size > 13)
        painter.setFont(font)
        align = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)[side]
        flags = int(align) | int(Qt.TextFlag.TextWordWrap)
        box = painter.boundingRect(QRectF(110, top, 1020, 600), flags, text)
        painter.drawText(QRectF(110, top, 1020, box.height() + 8), flags, text)
        top += box.height() + 16
    painter.end()
    return made


PAGES: dict[str, Callable[[], QWidget]] = {
    "1-workbench": workbench,
    "2-check": check,
    "3-signature": signature,
    "4-draw": draw,
    "5-registers": registers,
    "6-approval": approval,
    "7-entry-sheet": entry_sheet,
    "8-parts": parts,
}


def render(folder: Path, names: tuple[str, ...] = ()) -> None:
    """Draw the pages into a folder."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    look.install_look(app)
    look.load_fonts(serif=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or tuple(PAGES):
        window = PAGES[name]()
        window.show()
        window.activateWindow()
        for _ in range(5):
            app.processEvents()
        QCursor.setPos(SIZE.width() - 1, SIZE.height() - 1)
        window.grab().save(str(folder / f"{name}.png"))
        window.close()


def main(arguments: list[str] | None = None) -> int:
    """Draw all pages, or those named after the folder."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given:
        sys.stderr.write("python -m factories.gallery FOLDER [PAGE …]\n")
        return 2
    render(Path(given[0]), tuple(given[1:]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
