"""Files that are named one thing and are another: XML tables, pages, OpenDocument and binary workbooks, all read."""

import importlib.util
from pathlib import Path

import pytest

from inspector_desktop.errors import Refused
from inspector_desktop.registry.intake import take_in
from inspector_desktop.registry.intake.limits import Limits
from inspector_desktop.registry.intake.reading import read_sheets


def beside(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


hostile, markup = beside("hostile"), beside("markup")
row = markup.row
CODE = hostile.SOUND


def plain(sheets):
    return [
        (sheet.name, [(line.number, [cell.text for cell in line.cells]) for line in sheet.lines]) for sheet in sheets
    ]


def test_an_xml_table_named_xlsx_is_read_with_its_numbers_gaps_and_merges(tmp_path):
    path = markup.spreadsheetml(
        tmp_path / "名录.xlsx",
        ("空表", "", ""),
        (
            "名录",
            row("企业名称", "统一社会信用代码", "成立日期", "管辖单位", index=3)
            + row("甲公司", CODE, ("", "DateTime", "2016-03-01T00:00:00.000"), ('ss:MergeDown="2"', "String", "城关所"))
            + row(("", "String", "乙<x:b xmlns:x='urn:x'>公</x:b>司"), ("", "Number", "913301007161035711"))
            + row(('ss:Index="3"', "Number", "12"), index=6),
            "<x:Visible>SheetHidden</x:Visible>",
        ),
    )
    empty, sheet = read_sheets(path)
    assert (empty.lines, empty.visible, sheet.visible) == ([], True, False)
    assert plain([sheet])[0] == (
        "名录",
        [
            (3, ["企业名称", "统一社会信用代码", "成立日期", "管辖单位"]),
            (4, ["甲公司", CODE, "2016-03-01", "城关所"]),
            (5, ["乙公司", "913301007161035648", "", "城关所"]),
            (6, ["", "", "12", "城关所"]),
        ],
    )
    assert sheet.lines[2].cells[1].kind == "worn"
    assert sheet.lines[1].cells[2].kind == "date"


def test_an_xml_table_in_gb2312_is_read(tmp_path):
    path = markup.spreadsheetml(tmp_path / "a.xml", ("表", row("企业名称") + row("滑县加油站"), ""), encoding="GB2312")
    assert [one.get("name") for one in take_in("subjects", path).rows] == ["滑县加油站"]


@pytest.mark.parametrize(
    ("doctype", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY l0 "ha"><!ENTITY l1 "&l0;&l0;">]>', "refused-import-bomb"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd">', "refused-import-bomb"),
        ("<a>", "refused-import-damaged"),
    ],
)
def test_an_xml_table_that_defines_entities_or_breaks_off_is_refused(tmp_path, doctype, code):
    path = markup.spreadsheetml(tmp_path / "a.xlsx", ("表", row("企业名称"), ""), doctype=doctype)
    with pytest.raises(Refused, match=code):
        read_sheets(path)


def test_rows_far_apart_and_spans_without_end_cost_nothing(tmp_path):
    wide = ('ss:Index="99999999" ss:MergeAcross="999999999" ss:MergeDown="999999999"', "String", "远")
    path = markup.spreadsheetml(tmp_path / "a.xlsx", ("表", row("企业名称") + row("甲", wide, index=1_000_000), ""))
    assert plain(read_sheets(path))[0][1] == [(1, ["企业名称"]), (1_000_000, ["甲"])]
    path.write_text(
        f"<table><tr><td colspan=999999999 rowspan={'9' * 400}>企业名称</td></tr><tr><td>甲</table>", "utf-8"
    )
    assert [text for _, (text, *_rest) in plain(read_sheets(path))[0][1]] == ["企业名称", "甲"]


def test_more_rows_than_the_limit_are_refused_in_markup_too(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("<table>" + "<tr><td>甲</td></tr>" * 30 + "</table>", "utf-8")
    with pytest.raises(Refused, match="refused-import-too-many-rows"):
        read_sheets(path, limits=Limits(rows=20))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_named_xls_is_read_as_its_table(tmp_path, encoding):
    path = tmp_path / "名录.xls"
    path.write_bytes(
        "<html><head><style>td {mso-number-format:'\\@'}</style></head><body><h1>名录</h1><table border=1>"
        "<tr><th rowspan=2>序号<th colspan=2>企业<th rowspan=2>管辖单位</tr>"
        "<tr><th>名称</th><th>统一社会\n信用代码</th></tr>"
        f"<tr><td>1</td><td>甲&amp;乙<br>公司</td><td>{CODE}</td><td rowspan=2>城关所</td></tr>"
        "<tr><td>2</td><td>丙<table><tr><td>厂</td></tr></table></td><td>&nbsp;</td></tr>"
        "</table></body></html>".encode(encoding)
    )
    ((_, lines),) = plain(read_sheets(path))
    assert lines == [
        (1, ["序号", "企业", "", "管辖单位"]),
        (2, ["序号", "名称", "统一社会 信用代码", "管辖单位"]),
        (3, ["1", "甲&乙\n公司", CODE, "城关所"]),
        (4, ["2", "丙厂", "", "城关所"]),
    ]
    intake = take_in("subjects", path)
    assert [(one.get("name"), one.get("code"), one.get("jurisdiction")) for one in intake.rows] == [
        ("甲&乙 公司", CODE, "城关所"), ("丙厂", "", "城关所"),
    ]  # fmt: skip
    assert intake.header_row == 2


def test_a_page_without_a_table_is_refused_as_one(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("<html><body><p>请登录</p></body></html>", "utf-8")
    with pytest.raises(Refused, match="refused-import-html"):
        read_sheets(path)


@pytest.mark.parametrize("make", [markup.ods, markup.xlsb])
def test_other_containers_are_read_by_their_content(tmp_path, make):
    path = make(tmp_path / "名录.xlsx", ("企业名称", "统一社会信用代码"), ("甲公司", CODE))
    (found,) = take_in("subjects", path).rows
    assert (found.get("name"), found.get("code")) == ("甲公司", CODE)


def test_an_opendocument_text_is_still_no_table(tmp_path):
    with pytest.raises(Refused, match="refused-import-kind"):
        read_sheets(markup.ods(tmp_path / "a.ods", ("甲",), kind="text"))


def test_a_header_of_two_lines_is_read_where_cells_are_merged_and_where_they_are_blank(tmp_path):
    upper = ["序号", "基本信息", "", "执法证", ""]
    lower = ["", "姓名", "单位", "编号", "有效期至"]
    rows = [["滑县执法人员名单"], upper, lower, ["1", "王秀英", "执法监督股", "16052600105", "2031-06-30"]]
    for merges in ((), ((1, 0, 2, 0, "序号"), (1, 1, 1, 2, "基本信息"), (1, 3, 1, 4, "执法证"))):
        path = hostile.workbook(tmp_path / "a.xlsx", rows, merges=merges)
        intake = take_in("officers", path)
        assert intake.header_row == 3
        (found,) = intake.rows
        assert (found.get("name"), found.get("certificate"), found.get("valid_until")) == (
            "王秀英", "16052600105", "2031-06-30",
        )  # fmt: skip


def test_a_title_said_by_hand_goes_before_the_vocabulary_and_may_be_left_unread(tmp_path):
    path = hostile.workbook(
        tmp_path / "a.xlsx", [["企业名称", "招牌名称", "代码证", "电话"], ["甲公司", "老甲", CODE, "12345"]]
    )
    assert take_in("subjects", path).rows[0].get("name") == "甲公司"
    intake = take_in("subjects", path, manual={"招牌名称": "name", "代码证": "code", "电话": ""})
    assert dict(intake.rows[0].values) == {"name": "老甲", "code": CODE, "code_kind": "uscc"}
    assert intake.unread == ("企业名称", "电话")
