"""Sample content of the gallery: invented names, numbers and cases. The program does not hold it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from inspector_desktop.gui.kit.answercard import CheckLine
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.copyrow import CopyField
from inspector_desktop.gui.kit.photostrip import Photo
from inspector_desktop.gui.kit.queue import Waiting
from inspector_desktop.gui.kit.rail import RailItem
from inspector_desktop.gui.kit.section import Value
from inspector_desktop.gui.kit.signaturepad import Signature
from inspector_desktop.gui.kit.stepbar import CURRENT, DONE, LATE, OPEN, Step
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.kit.titleline import Link

OFFICER = ("李建国", "滑县气象局", "执法人员")
SUPERVISOR = ("王秀英", "滑县气象局", "执法监督股")
CHIEF = ("孙志远", "湛河区应急管理局", "危化股负责人")


@dataclass(frozen=True)
class Row:
    """A row of cells by column key."""

    key: str
    cells: dict[str, Cell | str] = field(default_factory=dict)


def columns(*given: tuple[str, str, int] | tuple[str, str, int, str]) -> tuple[Column, ...]:
    """Return columns from (key, title, width) and perhaps ``right``."""
    return tuple(Column(one[0], one[1], _taking(one[0]), width=one[2], right=one[-1] == "right") for one in given)


def _taking(key: str) -> Callable[[Row], Cell | str]:
    return lambda row: row.cells.get(key, "")


RAIL_OFFICER = (
    RailItem("workbench", "工作台", "3", late=True),
    RailItem("inspections", "检查任务", "12"),
    RailItem("rectification", "整改复查", "2"),
    RailItem("leads", "线索核查"),
    RailItem("papers", "文书案卷"),
    RailItem("disclosure", "录入公示", "1"),
    RailItem("registers", "一单两库", line_above=True),
    RailItem("sync", "数据同步", "3"),
    RailItem("settings", "设置"),
)
RAIL_CHIEF = (
    RailItem("workbench", "工作台", "5", late=True),
    RailItem("inspections", "检查任务", "38"),
    RailItem("rectification", "整改复查", "6"),
    RailItem("leads", "线索核查", "1"),
    RailItem("approvals", "审核审批", "2"),
    RailItem("draws", "计划抽取"),
    RailItem("registers", "一单两库"),
    RailItem("papers", "文书案卷"),
    RailItem("disclosure", "录入公示", "4"),
    RailItem("statistics", "统计报表"),
    RailItem("sync", "数据同步", line_above=True),
    RailItem("settings", "设置"),
)

TODAY = columns(("subject", "检查对象", 0), ("task", "任务", 136), ("stage", "当前环节", 124), ("do", "", 114, "right"))
TODAY_ROWS = (
    Row(
        "a",
        {
            "subject": Cell("滑县城关永安加油站", "城关街道人民路西段 · 加油站 · 本年第 1 次", bold=True),
            "task": Cell("防雷补充抽查", "检查时段至 11月30日"),
            "stage": Cell("18/32", tone="soft", chips=(ChipText("现场检查", "blue"),)),
            "do": Cell(button="继续检查"),
        },
    ),
    Row(
        "b",
        {
            "subject": Cell(
                "河南安泰防雷检测有限公司滑县分公司", "产业集聚区文明路 · 检测资质单位 · 本年第 1 次", bold=True
            ),
            "task": Cell("检测单位抽查", "检查时段至 11月30日"),
            "stage": Cell(chips=(ChipText("检查告知"),)),
            "do": Cell(button="打开"),
        },
    ),
)
NEXT = columns(
    ("subject", "检查对象", 0), ("task", "任务", 139), ("stage", "当前环节", 118), ("day", "安排", 108, "right")
)
NEXT_ROWS = tuple(
    Row(name, {"subject": name, "task": task, "stage": Cell(chips=(ChipText("检查审批"),)), "day": day})
    for name, task, day in (
        ("滑县道口兴达气球服务部", "升放气球单位抽查", "11月24日"),
        ("滑县白道口瑞丰烟花爆竹仓库", "防雷补充抽查", "11月25日"),
        ("河南华丰面业有限公司", "防雷补充抽查", Cell("未安排", tone="soft")),
    )
)
DUE_LATE = "滑县第一高级中学 · 检查结束 11月12日，5 个工作日"
DUE_SOON = "滑县人民医院 · 检查结束 10月27日，20 个工作日"
DUE_LATER = "滑县城南液化气站 · 2 个问题未销号"

_MAIN = ("检查审批", "检查告知", "现场检查", "签字送达", "检查报告", "审核审批", "录入公示", "立卷归档")


def steps(unders: tuple[str, ...], now: int) -> tuple[Step, ...]:
    """Return the main steps, those before ``now`` done."""
    return tuple(
        Step(
            text,
            text,
            unders[at] if at < len(unders) else "",
            DONE if at < now else CURRENT if at == now else OPEN,
        )
        for at, text in enumerate(_MAIN)
    )


STEPS_CHECK = steps(("11月17日", "11月18日 已送达", "18 / 32 项"), 2)
STEPS_SIGN = steps(("11月17日", "11月18日 已送达", "13:20—15:05", "还差执法人员"), 3)
STEPS_BRANCH = (
    *steps(("11月17日", "11月18日 已送达", "13:20—15:05", "15:12", "11月21日", "还剩 2 个工作日"), 5),
    Step("order", "下达整改", "12月2日前", DONE, branch=True),
    Step("again", "整改复查", "逾期 1 个工作日", LATE, branch=True),
    Step("closed", "销号", "", OPEN, branch=True),
)
STEPS_DRAW = (
    Step("list", "名单规则", "库内 412 家，不参加 31 家", DONE),
    Step("sealed", "封存公布", "09:02 封存，封存码已打印", DONE),
    Step("numbers", "随机号码", "两人分别录入，一致", DONE),
    Step("subjects", "抽取对象", "应抽 25 · 实抽 25", CURRENT),
    Step("groups", "分组匹配", "2 组，每组 2 人以上"),
    Step("release", "发布任务"),
)
HANDLINGS = (("fix", "限期整改"), ("now", "当场改正"), ("case", "移送立案"))


def check_lines(photos: tuple[Photo, ...]) -> tuple[CheckLine, ...]:
    """Return the lines of a sheet."""
    group, basis = "三、雷电防护装置", "（依据、版本、条款） · 看、测"
    return (
        CheckLine("17", "17", "卸油口静电接地装置完好、连接可靠", basis, "", group, verdict="conforms"),
        CheckLine(
            "18",
            "18",
            "接地装置有检测记录，数值合格",
            "（依据、版本、条款） · 查记录",
            "",
            group,
            verdict="conforms",
        ),
        CheckLine(
            "19",
            "19",
            "雷电防护装置在检测有效期内（爆炸和火灾危险场所每半年一次）",
            "（依据、版本、条款，核对于 2026-11-01） · 查检测报告",
            "报告超过半年，或检测单位无资质",
            group,
            verdict="violates",
            fact="检测报告（安泰检〔2026〕031号）日期为2026年3月2日，已超过半年。",
            photos=photos,
            photos_note="2 张照片，已存本机 14:05",
            handling="fix",
        ),
        CheckLine("20", "20", "罩棚、站房接闪器无锈蚀、断裂", group=group),
        CheckLine("21", "21", "电涌保护器安装、状态指示正常", group=group),
        *(CheckLine(str(at), str(at), f"第 {at} 项检查内容", group="四、安全管理") for at in range(22, 34)),
    )


BRANCHES = (
    ("principal", "负责人签字"),
    ("seal", "加盖公章"),
    ("on-site", "现场负责人签字"),
    ("refused", "拒绝签字"),
    ("unavailable", "无法签字或盖章"),
)
PROOFS = (("witness", "见证人签名"), ("photo", "现场照片"), ("recorder", "执法记录仪录像"), ("none", "当时无法取得"))


def _stroke(*points: tuple[int, int]) -> tuple[tuple[int, int, int, int], ...]:
    return tuple((x * 10, y * 10, 500, at * 12) for at, (x, y) in enumerate(points))


SIGNATURE = Signature(
    5480,
    1320,
    (
        _stroke((160, 38), (182, 30), (206, 24)),
        _stroke((184, 20), (181, 48), (174, 74), (161, 94)),
        _stroke((168, 62), (190, 54), (212, 50)),
        _stroke((210, 26), (213, 52), (215, 80), (222, 66), (224, 26)),
        _stroke((258, 36), (286, 30), (314, 28)),
        _stroke((262, 60), (286, 56), (312, 52)),
        _stroke((284, 18), (283, 54), (281, 94)),
        _stroke((253, 92), (290, 88), (326, 85)),
        _stroke((352, 30), (372, 25), (390, 22)),
        _stroke((368, 16), (366, 44), (352, 74)),
        _stroke((360, 50), (378, 44), (396, 38), (386, 62), (358, 90)),
        _stroke((372, 58), (390, 76), (410, 90)),
    ),
)

HOW = (
    Value("封存码", "9f3c 61aa 0d52 7be4  …", mono=True),
    Value("随机号码", "5830 1967 4402 7715 9036", "十面骰 20 次，09:20 当众掷出", large=True),
    Value("录入", "王秀英　赵志强"),
    Value("监督人", "县司法局 孙丽"),
    Value("见证人", "陈刚、马红"),
    Value("可能结果", "10²⁰ 种"),
)
CLASSES = columns(
    ("name", "类别", 0),
    ("pool", "库内", 44, "right"),
    ("out", "不参加", 57, "right"),
    ("rate", "比例", 47, "right"),
    ("due", "应抽", 39, "right"),
    ("got", "实抽", 39, "right"),
)
CLASS_ROWS = tuple(
    Row(one[0], dict(zip(("name", "pool", "out", "rate", "due", "got"), one, strict=True)))
    for one in (
        ("检测资质单位", "6", "1", "30%", "2", "2"),
        ("升放气球单位", "4", "0", "30%", "2", "2"),
        ("其他重点单位", "402", "30", "5%", "21", "21"),
    )
)
DRAWN = columns(
    ("at", "序", 40),
    ("name", "检查对象", 0),
    ("class", "类别", 120),
    ("ticket", "随机值", 120),
    ("chance", "抽中概率", 100, "right"),
)
_DRAWN = (
    ("河南安泰防雷检测有限公司滑县分公司", "检测资质单位", "2f31 0c77 …", "40%"),
    ("河南豫雷科技检测有限公司", "检测资质单位", "4be0 91d2 …", "40%"),
    ("滑县鸿运气球服务部", "升放气球单位", "11e0 4fa8 …", "50%"),
    ("滑县道口兴达气球服务部", "升放气球单位", "3a9c d0b1 …", "50%"),
    ("滑县城关永安加油站", "其他重点单位", "00a4 7c19 …", "5.6%"),
    ("滑县人民医院", "其他重点单位", "00f1 e2b3 …", "5.6%"),
    ("河南华丰面业有限公司", "其他重点单位", "0139 55d0 …", "5.6%"),
    ("滑县白道口瑞丰烟花爆竹仓库", "其他重点单位", "0172 0c6e …", "5.6%"),
    ("滑县第一高级中学", "其他重点单位", "01b8 a94f …", "5.6%"),
    ("滑县城南液化气站", "其他重点单位", "0204 3d77 …", "5.6%"),
    ("滑县留固天然气门站", "其他重点单位", "0251 f00b …", "5.6%"),
    ("滑县新区商贸有限公司", "其他重点单位", "0266 91ac …", "5.6%"),
    ("滑县城南粮油储备库有限公司", "其他重点单位", "0270 2b0d …", "5.6%"),
    ("滑县半坡店加油站", "其他重点单位", "0288 7a11 …", "5.6%"),
)
DRAWN_ROWS = tuple(
    Row(
        name,
        {
            "at": Cell(str(at), tone="soft"),
            "name": name,
            "class": Cell(kind, tone="soft"),
            "ticket": Cell(ticket, mono=True),
            "chance": Cell(chance, tone="soft"),
        },
    )
    for at, (name, kind, ticket, chance) in enumerate(_DRAWN, start=1)
)
DRAW_SAVED = "抽取记录已存；作废须写明原因、批准人并公开"
REGISTER_SAVED = "名录库第 7 版，2026年11月3日公布"
REGISTER_TABS = (
    ("items", "抽查事项 14"),
    ("subjects", "检查对象 386"),
    ("officers", "执法检查人员 11"),
    ("experts", "专家 5"),
)
SUBJECTS = columns(
    ("name", "名称", 0),
    ("code", "统一社会信用代码", 170),
    ("class", "类别", 76),
    ("credit", "信用", 110),
    ("visits", "本年已查", 92, "right"),
    ("last", "上次检查", 104, "right"),
)
_LONG_NAME = "中国石油天然气股份有限公司河南平顶山销售分公司湛河区轻工路加油站"
_SUBJECTS = (
    ("湛河区诚信加油站", "91410411MA9G21K09P", "守信", "0 / 2", "2024-09-18"),
    ("湛河区北渡镇顺达加油站", "91410411MA40PJ7T44", "一般", "1 / 2", "2026-03-12"),
    ("中国石化平顶山湛河区第三加油站", "91410411X14000036Y", "守信", "0 / 2", "2023-10-11"),
    ("湛河区曹镇宏发加油加气站", "91410411MA46KQ1F92", "一般", "2 / 2", "2026-08-26"),
    ("湛河区荆山街道利民加油站", "410411000012344", "—", "0 / 2", "—"),
    ("湛河区河滨街道金源加油站", "91410411MA3X8G2B24", "严重失信名单", "1 / 不限", "2026-05-14"),
    ("湛河区九里山鑫盛加油站", "91410411MA44T3DC50", "一般", "0 / 2", "2025-11-07"),
    (
        "中国石油天然气股份有限公司河南平顶山销售分公司湛河区轻工路加油站",
        "91410411MA45W6YH5D",
        "一般",
        "0 / 2",
        "2024-04-22",
    ),
    ("湛河区姚孟街道永兴加油站", "91410411MA3XN0RT7E", "守信", "0 / 2", "2022-07-15"),
    ("湛河区马庄顺通加油站", "91410411MA47H5LE5A", "一般", "1 / 2", "2026-03-30"),
)


def _subject(one: tuple[str, str, str, str, str]) -> Row:
    name, code, credit, visits, last = one
    bad = credit == "严重失信名单"
    return Row(
        code,
        {
            "name": Cell(name, "旧注册号，待补信用代码" if code.startswith("4104110") else "", under_tone="amber"),
            "code": Cell(code, tone="soft"),
            "class": Cell("危化经营", tone="soft"),
            "credit": Cell(chips=(ChipText(credit, "amber"),)) if bad else Cell(credit),
            "visits": Cell(visits, tone="amber", bold=True) if visits == "2 / 2" else Cell(visits),
            "last": Cell(last, tone="soft"),
        },
    )


SUBJECT_ROWS = tuple(_subject(one) for one in _SUBJECTS)
SUBJECT_FACTS = (
    Value("信用", "一般", beside="2026年9月起，此前守信"),
    Value("标签", chips=(ChipText("易燃易爆"), ChipText("加气"))),
    Value("许可", "危化经营许可 2027-05-31 止"),
    Value("本年已查", "2 次，达到上限", "3月 双随机抽查；8月 联合检查", tone="amber", bold=True),
)
PAST = (
    ("2026-08-26　联合检查", "3 项不符合，已销号"),
    ("2026-03-12　双随机抽查", "未发现问题"),
    ("2024-10-29　线索核查（不计次）", "1 项不符合，已销号"),
)
QUEUE = (
    Waiting("a", "湛河区曹镇宏发加油加气站", "检查报告 · 李勇、周洁 · 3 项不符合", ChipText("剩 1 个工作日", "amber")),
    Waiting("b", "平顶山市恒安气体有限公司", "检查报告 · 李勇、何伟 · 未发现问题", ChipText("剩 3 个工作日")),
    Waiting("c", "湛河区轻工路恒通加油站", "检查审批 · 紧急检查待补批", ChipText("今天补批", "amber")),
)
REPORT_PARTS = (
    Value("检查时间", "2026年11月18日9时10分至11时35分"),
    Value("检查内容", "危险化学品经营（加油加气）安全生产，抽查事项 3 项，检查表 46 项"),
    Value("检查情况", "符合 40，不符合 3，不涉及 2，未检查 1（检查时未作业）"),
    Value("评价", "制度健全；设备维护、应急物资管理有缺项。"),
    Value("处理意见", "第 12、27、31 项责令限期整改，12月2日前完成", link=Link("修改（留痕）", str)),
)
NOTICE = (
    "第 27 项与 8月26日联合检查的第 8 项文字相同，当时已销号。",
    "第 31 项的照片与第 30 项是同一张。",
    "46 项用时 2 小时 25 分；现场负责人已签字，意见“属实”。",
)
_ACCOUNT = "教学楼接闪带一处断开，已下达整改意见书（滑气改〔2026〕6号），要求于12月2日前完成整改并报送。"
COPY_FIELDS = tuple(
    CopyField(label, label, value, copied=at < 8)
    for at, (label, value) in enumerate(
        (
            ("抽查计划编号", "2026003"),
            ("抽查任务编号", "001"),
            ("企业名称", "滑县第一高级中学"),
            ("统一社会信用代码", "12410526416001234X"),
            ("检查日期", "2026-11-12"),
            ("检查人员", "李建国,周敏"),
            ("检查方式", "实地检查"),
            ("抽查事项", "防雷安全重点单位雷电防护装置检查"),
            ("检查结果", "发现问题已责令改正"),
            ("后续处置", "责令限期改正，纳入日常监管"),
            (
                "检查情况说明",
                "教学楼接闪带一处断开，已下达整改意见书（滑气改〔2026〕6号），要求于12月2日前完成整改并报送整改情况。",
            ),
        )
    )
)

_SHOWN = (
    "　　我们是滑县气象局行政执法人员李建国、周敏，证件号码为16052600112、16052600127，这是我们的证件"
    "（已出示）。现依法对你单位进行现场检查，请予以配合。"
)
RECORD = (
    ("气象行政执法文书", 13, 1),
    ("现 场 检 查 记 录", 17, 1),
    ("（滑）气检记〔2026〕12号", 11, 2),
    ("被检查单位：滑县城关永安加油站", 12, 0),
    ("地　　址：滑县城关街道人民路西段", 12, 0),
    ("法定代表人（负责人）：赵永安　职务：站长", 12, 0),
    ("检查场所：加油区、油罐区、站房", 12, 0),
    ("检查时间：2026年11月20日13时20分至__日__时__分", 12, 0),
    (
        _SHOWN,
        12,
        0,
    ),
    ("检查情况：", 12, 0),
    ("　　1. 雷电防护装置检测报告（安泰检〔2026〕031号）日期为2026年3月2日，已超过半年（检查表第19项）。", 12, 0),
    (" ", 40, 0),
    ("被检查单位现场负责人（签名）：____________", 12, 0),
    ("执法人员（签名）：____________、____________", 12, 0),
)
RECORD_END = (
    ("　　2. 站房配电箱电涌保护器失效指示窗变红，未更换（检查表第21项）。", 12, 0),
    ("　　未检查：第30项（检查时未作业）。", 12, 0),
    ("被检查单位意见：有异议。第19项：新报告已做，尚未取回。", 12, 0),
    ("被检查单位现场负责人（签名）：________________", 12, 0),
    ("注明：被检查单位站长赵永安阅后拒绝签字，理由：要等总公司的人来。", 12, 0),
    ("见证人（签名）：　　　　单位：城关街道西关社区居委会", 12, 0),
    ("执法人员（签名）：____________、____________", 12, 0),
    ("2026年11月20日", 12, 2),
)
REPORT = (
    ("检 查 报 告", 17, 1),
    ("被检查单位：湛河区曹镇宏发加油加气站", 12, 0),
    ("检查时间：2026年11月18日9时10分至11时35分", 12, 0),
    ("检查内容：危险化学品经营（加油加气）安全生产。", 12, 0),
    ("检查情况：共检查46项，其中符合40项，不符合3项，不涉及2项，未检查1项（检查时未作业）。", 12, 0),
    ("　　1. 卸油口防溢流装置失灵（第12项）。", 12, 0),
    ("　　2. 灭火毯数量不足，缺2块（第27项）。", 12, 0),
    ("　　3. 加气区可燃气体报警器超期未检定（第31项）。", 12, 0),
    ("评价：制度健全；设备维护、应急物资管理有缺项。", 12, 0),
    ("处理意见：责令限期整改，12月2日前完成。", 12, 0),
    (" ", 40, 0),
    ("执法人员：李勇　周洁", 12, 0),
    ("2026年11月19日", 12, 2),
)
