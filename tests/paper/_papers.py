"""Papers the tests draw: a check record, an order, an approval form, a letter with a red head, a report.

People, places and numbers are invented.
"""

from __future__ import annotations

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_desktop.paper.code import make_code
from inspector_desktop.paper.model import (
    Cell,
    Column,
    DateLine,
    Field,
    FieldLine,
    Fill,
    Grid,
    GridRow,
    Heading,
    Items,
    Paper,
    Paragraph,
    SealPlace,
    SignatureLine,
    SignOff,
    Spacer,
    Span,
    Strokes,
    Style,
    Table,
    Together,
    blank,
    filled,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FIELDS = {"number": "（滑）气检记〔2026〕12号", "unit": "滑县城关永安加油站", "items": [1, 2, 3]}
CODE = make_code(
    site="https://check.example.gov.cn/hx",
    key=KEY,
    number="（滑）气检记〔2026〕12号",
    kind="check-record",
    day=date(2026, 11, 20),
    name="滑县城关永安加油站",
    fields=FIELDS,
    revocation=bytes(range(8)),
)
INK = Strokes(
    400,
    150,
    (
        ((20, 60), (50, 48), (96, 40)),
        ((60, 20), (56, 70), (40, 110), (22, 134)),
        ((92, 30), (94, 80), (88, 128), (80, 138)),
        ((34, 84), (70, 76), (112, 72)),
        ((150, 50), (190, 42), (236, 40)),
        ((160, 86), (228, 80)),
        ((194, 22), (194, 80), (196, 126)),
        ((146, 130), (200, 126), (250, 124)),
        ((290, 56), (330, 48), (372, 44)),
        ((324, 18), (318, 70), (300, 110), (284, 132)),
        ((316, 80), (346, 76), (338, 104), (310, 134)),
        ((320, 92), (346, 116), (380, 136)),
    ),
)
OFFICERS = "被检查单位现场负责人（签名）："


def record(*, code: str = CODE, draft: bool = False, problems: int = 3) -> Paper:
    """A 现场检查记录, signed by one officer so far."""
    problem = "雷电防护装置检测报告（安泰检〔2026〕031号）日期为2026年3月2日，已超过半年（检查表第19项）。"
    return Paper(
        kind="check-record",
        style=Style.ENFORCEMENT,
        top_line="气象行政执法文书",
        title="现场检查记录",
        number="（滑）气检记〔2026〕12号",
        agency="滑县气象局",
        copies="本文书一式两份，一份存档，一份交被检查单位。",
        code=code,
        draft=draft,
        each_page=(SignatureLine(OFFICERS), SignatureLine("执法人员（签名）：", (None, None))),
        blocks=(
            FieldLine((Field("被检查单位：", "滑县城关永安加油站", label_width=5),)),
            FieldLine((Field("地址：", "滑县城关街道人民路西段", label_width=5),)),
            FieldLine(
                (
                    Field("法定代表人（负责人）：", "赵永安", share=5),
                    Field("职务：", "站长", share=3),
                    Field("电话：", "13803720000", share=4),
                )
            ),
            FieldLine((Field("检查场所：", "加油区、油罐区、站房", label_width=5),)),
            Paragraph(
                (
                    Span("检查时间："),
                    filled("2026"),
                    Span("年"),
                    filled("11"),
                    Span("月"),
                    filled("20"),
                    Span("日"),
                    filled("13"),
                    Span("时"),
                    filled("20"),
                    Span("分至"),
                    blank(2),
                    Span("日"),
                    blank(2),
                    Span("时"),
                    blank(2),
                    Span("分"),
                ),
                indent=False,
            ),
            Spacer(2),
            Paragraph(
                (
                    Span("我们是"),
                    filled("滑县气象局"),
                    Span("执法人员"),
                    filled("李建国"),
                    Span("、"),
                    filled("陈𬱖"),
                    Span("，证件号码为"),
                    filled("16052600112"),
                    Span("、"),
                    filled("16052600127"),
                    Span("，这是我们的证件（已出示）。现依法对你单位进行现场检查，请予以配合。"),
                )
            ),
            Spacer(2),
            Heading("检查情况："),
            Items(
                (problem, "站房配电箱电涌保护器失效指示窗变红，未更换（检查表第21项）。", *([problem] * (problems - 2)))
            ),
            Paragraph("未检查：第30项（检查时未作业）。"),
            Spacer(3),
            Together(
                (
                    FieldLine((Field("被检查单位意见：", "有异议。第19项：新报告已做，尚未取回。"),)),
                    SignatureLine(OFFICERS),
                    FieldLine((Field("注明：", "被检查单位站长赵永安阅后拒绝签字，理由：要等总公司的人来。"),)),
                    SignatureLine("见证人（签名）：", (INK,), (Field("单位：", "城关街道西关社区居委会"),)),
                    SignatureLine("执法人员（签名）：", (INK, None)),
                    DateLine("2026年11月20日"),
                )
            ),
        ),
    )


def letter() -> Paper:
    """A 行政检查通知书 as a letter with a red head."""
    return Paper(
        kind="check-notice",
        style=Style.LETTER,
        top_line="滑县气象局文件",
        title="关于对滑县城关永安加油站开展雷电防护装置安全“双随机、一公开”抽查的通知",
        number="滑气函〔2026〕8号",
        addressee="滑县城关永安加油站",
        agency="滑县气象局",
        code=CODE,
        blocks=(
            Paragraph(
                "根据《中华人民共和国气象法》《防雷减灾管理办法》和本年度随机抽查工作计划，经随机抽取，定于"
                "2026年11月20日至21日对你单位雷电防护装置安全情况进行检查。现将有关事项通知如下："
            ),
            Heading("一、检查事项"),
            Items(("雷电防护装置检测情况；", "雷电防护装置日常维护情况；", "防雷安全管理制度、应急预案及演练记录。")),
            Heading("二、检查人员"),
            Paragraph("李建国（证件号码16052600112）、陈𬱖（证件号码16052600127）。"),
            Heading("（一）需要准备的资料", 2),
            Paragraph(
                "营业执照、近两年雷电防护装置检测报告、安全管理制度、维护保养记录、应急预案和演练记录的原件或者复印件。"
            ),
            Heading("三、权利和义务"),
            Paragraph(
                "你单位有权陈述、申辩，有权申请执法人员回避；对检查应当予以配合，如实提供资料。监督电话：0372-8112233。"
            ),
            SealPlace("滑县气象局", "2026年11月17日"),
        ),
    )


def report() -> Paper:
    """A 检查报告: a letter without a head, with a long table."""
    rows = tuple(
        (
            str(n),
            f"雷电防护装置第{n}项：接闪器、引下线、接地装置完好，连接可靠，无锈蚀、断裂",
            "看、测",
            "符合" if n % 7 else "不符合",
        )
        for n in range(1, 47)
    )
    return Paper(
        kind="check-report",
        style=Style.LETTER,
        title="检查报告",
        agency="滑县气象局",
        blocks=(
            Paragraph("被检查单位：湛河区曹镇宏发加油加气站", indent=False),
            Paragraph("检查时间：2026年11月18日9时10分至11时35分", indent=False),
            Paragraph("检查情况：共检查46项，其中符合40项，不符合6项。", indent=False),
            Table((Column("序号", 1), Column("检查内容", 7), Column("方法", 2), Column("结果", 2)), rows),
            Spacer(4),
            Paragraph("处理意见：责令限期整改，12月2日前完成。", indent=False),
            SignOff("滑县气象局", "2026年11月19日"),
        ),
    )


def approval() -> Paper:
    """A 行政检查审批表: a grid."""
    label = lambda text, share=3: Cell(text, share, label=True)  # noqa: E731
    sign = (SignatureLine("签名："), DateLine("　　年　　月　　日"))
    return Paper(
        kind="check-approval",
        style=Style.ENFORCEMENT,
        top_line="应急管理行政执法文书",
        title="行政检查审批表",
        number="（湛）应急检审〔2026〕38号",
        copies="本文书一份，存档。",
        draft=True,
        blocks=(
            Grid(
                (
                    GridRow((label("被检查单位"), Cell("湛河区曹镇宏发加油加气站", 7))),
                    GridRow(
                        (
                            label("统一社会信用代码"),
                            Cell("91410411MA9ABCDE21", 4),
                            label("行业", 1),
                            Cell("加油加气站", 2),
                        )
                    ),
                    GridRow((label("检查事项"), Cell("危险化学品经营（加油加气）安全生产", 7)), 14),
                    GridRow((label("检查依据"), Cell("《中华人民共和国安全生产法》第六十五条", 7)), 14),
                    GridRow(
                        (
                            label("承办意见"),
                            Cell(
                                "拟于11月18日实施检查，请审批。",
                                7,
                                foot=(SignatureLine("签名：", (INK,)), DateLine("2026年11月17日")),
                            ),
                        ),
                        34,
                    ),
                    GridRow((label("审核意见"), Cell("", 7, foot=sign)), 34),
                    GridRow((label("审批意见"), Cell("", 7, foot=sign)), 34),
                    GridRow((label("备注"), Cell("", 7)), 16),
                )
            ),
            Fill(),
        ),
    )
