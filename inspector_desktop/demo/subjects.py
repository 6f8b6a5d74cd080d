"""A spreadsheet of invented firms as a bureau would bring one: the demonstration imports it by the ordinary way.

Names, people and numbers are made up; the credit codes have right check characters and belong to nobody.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter
from stdnum.cn import uscc

from inspector_desktop.registry.codes import inner_check

FILE = "检查对象.xlsx"
HEADINGS = ("企业名称", "统一社会信用代码", "登记机关", "类别", "地址", "法定代表人", "联系电话", "信用等级")
_JUDGED = (HEADINGS.index("类别"), HEADINGS.index("信用等级"))
_AUTHORITY = "滑县市场监督管理局"
_TOWNS = ("道口镇", "城关街道", "留固镇", "白道口镇", "牛屯镇", "上官镇", "焦虎镇", "万古镇", "高平镇", "老店镇")
_NAMES = ("永安", "华盛", "金穗", "通达", "恒源", "安泰", "鑫隆", "宏远", "瑞丰", "德兴")
_FAMILY = ("赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫")
_GIVEN = ("永安", "海涛", "文静", "建军", "晓燕", "志刚", "丽娟", "国强")
_SORTS = (
    ("testing", "雷电防御检测机构", ("防雷检测有限公司",), 4),
    ("balloon", "升放气球单位", ("庆典服务有限公司",), 6),
    ("key-unit", "其他防雷安全重点单位", ("加油站", "烟花爆竹有限公司", "燃气有限公司", "化工有限公司"), 50),
)  # fmt: skip
_CREDIT = ("信用等级一般", "信用等级一般", "信用等级高", "信用等级一般", "信用等级较低")


def rows() -> list[tuple[str, ...]]:
    """The firms, always the same."""
    found: list[tuple[str, ...]] = []
    for _, category, endings, count in _SORTS:
        for at in range(count):
            number = len(found)
            town, name = _TOWNS[number % len(_TOWNS)], _NAMES[(number // len(_TOWNS) + at) % len(_NAMES)]
            body = f"MA4{number:05d}"
            stem = next(one for digit in "0123456789X" if inner_check((one := f"91410526{body}{digit}") + "0"))
            code = stem + uscc.calc_check_digit(stem)
            person = _FAMILY[number % len(_FAMILY)] + _GIVEN[number % len(_GIVEN)]
            phone = f"0372-55{number:05d}"
            firm = f"滑县{town[:2]}{name}{endings[at % len(endings)]}"
            place = f"滑县{town}{number + 1}号"
            found.append((firm, code, _AUTHORITY, category, place, person, phone, _CREDIT[number % len(_CREDIT)]))
    return found


def spreadsheet(*, settled: bool = True) -> bytes:
    """The firms as an .xlsx file; always the same bytes. Not `settled`: categories and credit are left open."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    page = book.add_worksheet()
    for line, cells in enumerate((HEADINGS, *rows())):
        for column, text in enumerate(cells):
            page.write_string(line, column, text if settled or not line or column not in _JUDGED else "")
    page.set_column(0, len(HEADINGS) - 1, 24)
    book.close()
    return target.getvalue()
