"""A check table with a question of every kind and look, repeats within repeats, a table, another language."""

from __future__ import annotations

from inspector_desktop.checklist.definition import Basis, Choice, Definition, Group, Words, blank_question

BASIS = Basis(
    "气象灾害防御条例", "2017年10月7日修订（国务院令第687号）", "第二十三条", "2017-10-07", "2026-11-20", "存本", True
)
GRADES = (Choice("good", "好"), Choice("fair", "一般"), Choice("bad", "差"))
LISTS = {
    "yes_no": (Choice("yes", "是", words=(("English", "Yes"),)), Choice("no", "否", words=(("English", "No"),))),
    "grade": GRADES,
    "kind": tuple(Choice(f"k{n}", label) for n, label in enumerate(("加油站", "油库", "化工厂", "烟花爆竹仓库", "学校", "医院"))),
    "town": tuple(Choice(f"t{n}", f"第{n}乡镇") for n in range(1, 61)),
    "verdict": (
        Choice("conforms", "符合"), Choice("violates", "不符合"), Choice("not_applicable", "不涉及"),
        Choice("not_checked", "未检查"),
    ),
}  # fmt: skip
GROUPS = (
    Group("unit", "一、单位情况", "", ""),
    Group("place", "二、场所", "", ""),
    Group("tank", "储罐", "place", "", repeated=True),
    Group("point", "检测点", "tank", "", repeated=True),
    Group("view", "三、管理评价", "", "", appearance="table-list"),
    Group("proof", "四、材料", "", ""),
    Group("gear", "五、防雷装置", "", ""),
)


def asked(name: str, kind: str, label: str, group: str, **parts):
    return blank_question(name, kind, label=label, group=group, **parts)


def line(name: str, number: int, label: str, group: str = "gear"):
    return blank_question(
        name, "verdict", number=number, label=label, group=group, choices="verdict", hint="看、测", violation="未达到要求",
        severity="general", basis=BASIS,
    )  # fmt: skip


QUESTIONS = (
    blank_question("begun", "start"),
    blank_question("who", "username"),
    asked("name", "text", "现场名称", "unit", default="加油区", words=(Words("English", "Name of the place", "As on the sign"),)),
    asked("about", "text", "基本情况", "unit", appearance="multiline", guidance="写明规模、用途、建成时间。\n分期建设的分别写。"),
    asked("site", "text", "网址", "unit", appearance="url"),
    asked("phone", "text", "值班电话", "unit", appearance="numbers"),
    asked("staff", "integer", "从业人数（人）", "unit", required="true()", required_message="请填写从业人数。",
          constraint=". > 0", constraint_message="人数要大于 0。"),
    asked("money", "decimal", "防雷投入（万元）", "unit", appearance="thousands-sep"),
    asked("level", "range", "自评分", "unit", parameters=(("start", "0"), ("end", "100"), ("step", "5"))),
    asked("stars", "range", "评级", "unit", appearance="rating", parameters=(("start", "1"), ("end", "5"), ("step", "1"))),
    asked("built", "date", "建成月份", "unit", appearance="month-year"),
    asked("year", "date", "最近改造年份", "unit", appearance="year"),
    asked("tested", "date", "检测日期", "unit"),
    asked("at", "time", "开始测量时间", "unit"),
    asked("when", "datetime", "上次雷击时间", "unit"),
    asked("hazard", "choice", "有无爆炸危险场所", "unit", choices="yes_no", words=(Words("English", "Explosive areas?"),)),
    asked("sort", "choice", "单位类别", "unit", choices="kind", appearance="columns-3"),
    asked("town", "choice", "所在乡镇", "unit", choices="town", appearance="minimal"),
    asked("sorts", "choices", "兼有的类别", "unit", choices="kind"),
    asked("order", "rank", "整改先后", "unit", choices="grade"),
    asked("note", "note", "以上由“${name}”负责人现场确认，共 ${staff} 人。", "unit"),
    asked("told", "acknowledge", "安全须知", "unit"),
    asked("double", "calculate", "", "unit", calculation="${staff} * 2"),
    asked("kept", "hidden", "", "unit", default="v1"),
    asked("fixed", "text", "表的版本", "unit", default="2026", read_only="true()"),
    asked("volume", "decimal", "容积（㎥）", "tank", constraint=". > 0"),
    asked("ohms", "decimal", "接地电阻（Ω）", "point", constraint=". <= 10", constraint_message="电阻不超过 10 Ω。"),
    asked("shot", "image", "测点照片", "point"),
    asked("worst", "calculate", "", "place", calculation="max(${ohms})"),
    asked("worst_note", "note", "最大接地电阻 ${worst} Ω。", "place"),
    asked("v1", "choice", "制度建设", "view", choices="grade"),
    asked("v2", "choice", "日常维护", "view", choices="grade"),
    asked("v3", "choice", "人员培训", "view", choices="grade"),
    asked("code", "barcode", "设备编码", "proof"),
    asked("where", "geopoint", "坐标", "proof"),
    asked("path", "geotrace", "引下线走向", "proof"),
    asked("area", "geoshape", "保护范围", "proof"),
    asked("photo", "image", "全景照片", "proof"),
    asked("sound", "audio", "询问录音", "proof"),
    asked("film", "video", "现场录像", "proof"),
    asked("paper", "file", "检测报告", "proof"),
    asked("sign", "signature", "陪同人签名", "proof"),
    line("rods", 1, "接闪器无锈蚀、断裂"),
    line("earth", 2, "接地电阻符合设计要求"),
    line("logs", 3, "维护记录完整"),
)  # fmt: skip


def every_kind() -> Definition:
    """The table."""
    return Definition("every-kind", "各类题型检查表", "2026.1", GROUPS, QUESTIONS, LISTS, {}, "中文", ("English",))
