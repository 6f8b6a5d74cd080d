"""The platform's sheet of a special library: warning above, header in row 2, hints in row 3."""

from __future__ import annotations

import pytest
import xlsxwriter

from inspector_desktop.errors import Refused
from inspector_desktop.registry.intake.reading import read_sheets
from inspector_desktop.registry.special_sheet import read_special

TITLES = (
    "专项库名称", "对应专项库监管标签", "统一社会信用代码/注册号", "企业名称", "许可证名称", "许可证编号", "许可批准日期", "有效期至",
    "许可发证机关", "专业监管", "专业资质资格", "配备专家（组长）",
)  # fmt: skip
HINTS = (
    "从27个专项库名称中进行单选",
    "",
    "",
    "",
    "填写许可证名称",
    "",
    "",
    "年月日，若长期有效输入9999-09-09",
    "",
    "请填写“是”或“否”",
)


def write(path, *rows):
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def test_the_sheet_is_read_below_its_warning_and_hints(tmp_path):
    full = (
        "危化库",
        "危化",
        "91410526MA9G21K09P",
        "滑县加油站",
        "经营许可证",
        "1号",
        "2024年5月1日",
        "9999-09-09",
        "县应急局",
        "是",
    )
    file = write(
        tmp_path / "专项库.xlsx", ("注意:请将信息填写完整",), TITLES, HINTS, full, ("危化库", "", "", "", "", "2号")
    )
    found = read_special(read_sheets(file), file=file.name)
    (row,) = found.rows
    assert (row["library"], row["code"], row["approved_on"], row["valid_until"]) == (
        "危化库", "91410526MA9G21K09P", "2024-05-01", "9999-09-09",
    )  # fmt: skip
    assert found.left_out == (5,)


def test_a_sheet_without_the_header_is_refused(tmp_path):
    file = write(tmp_path / "别的.xlsx", ("姓名", "单位"), ("甲", "乙"))
    with pytest.raises(Refused, match="refused-import-no-header"):
        read_special(read_sheets(file), file=file.name)
