"""Rows of subjects, officers and items: taken in, taken in with a word, or refused with row, column, value, why."""

import importlib.util
import os
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from inspector_desktop.errors import Refused
from inspector_desktop.registry.codes import old_check
from inspector_desktop.registry.intake import (
    Known,
    error_report,
    judging,
    sentence,
    summary,
    take_in,
    warning,
    why,
)  # fmt: skip
from inspector_desktop.registry.intake.judging import judge_sheets
from inspector_desktop.registry.intake.reading import Cell, Line, Sheet, read_sheets
from inspector_desktop.registry.intake.short_way import ShortWay
from inspector_desktop.wording import say

_SPEC = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
hostile = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(hostile)

SOUND, OTHER = hostile.SOUND, "92410481MA4AAAAA0W"
OLD_15 = next(f"33010000001234{n}" for n in range(10) if old_check(f"33010000001234{n}"))


def cell(value):
    return value if isinstance(value, Cell) else Cell(value)


def sheet(*rows, name="S", visible=True):
    return Sheet(name, visible, [Line(n, tuple(map(cell, row))) for n, row in enumerate(rows, 1) if any(row)])


def judged(*rows, kind="subjects", header=hostile.HEADER, **more):
    return judge_sheets(kind, "a.xlsx", [sheet(header, *rows)], **more)


def findings(found):
    return [(one.row, one.column, one.value, one.why) for one in found]


def test_a_sound_row_is_taken_in_whole():
    intake = judged(["滑县城关永安加油站", SOUND, "滑县市场监督管理局", "城关所"])
    assert intake.counts() == {"rows": 1, "accepted": 1, "warned": 0, "refused": 0}
    assert dict(intake.rows[0].values) == {
        "name": "滑县城关永安加油站", "code": SOUND, "code_kind": "uscc", "authority": "滑县市场监督管理局", "jurisdiction": "城关所",
    }  # fmt: skip
    assert (intake.sheet, intake.header_row, intake.rows[0].row) == ("S", 1, 2)
    assert intake.mapping == {
        "企业名称": "name", "注册号/统一社会信用代码": "code", "登记机关": "authority", "管辖单位": "jurisdiction",
    }  # fmt: skip


def test_old_numbers_and_a_blank_jurisdiction_are_taken_in_with_a_word():
    intake = judged(["甲公司", OLD_15, "局", "所"], ["乙店", hostile.OLD_13, "局", "所"], ["丙公司", SOUND, "局", " "])
    assert intake.counts() == {"rows": 3, "accepted": 3, "warned": 3, "refused": 0}
    assert findings(intake.warnings) == [
        (2, "注册号/统一社会信用代码", OLD_15, "code-old-number"),
        (3, "注册号/统一社会信用代码", hostile.OLD_13, "code-old-number"),
        (4, "管辖单位", " ", "jurisdiction-blank"),
    ]
    assert [row.get("code_kind") for row in intake.rows] == ["registration-15", "registration-13", "uscc"]
    assert "15 位旧注册号" in warning(intake.warnings[0])


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        (Cell("913301007161035776", "worn"), "code-number-cell", "数值格式"),
        (Cell("33010000001234567", "number"), "code-number-cell", "数值格式"),
        ("9.13301E+17", "code-scientific", "科学计数法"),
        ("9133010071610357", "code-length", "16 位"),
        ("91410526MA9ABCDE22", "code-check", "校验位"),
        ("9l410526MA9ABCDE21", "code-check-proposal", SOUND),
        ("9I410526MA9ABCDE21", "code-alphabet-proposal", SOUND),
        ("V1410526MA9ABCDE21", "code-alphabet", "不用的字符"),
        ("9141052AMA9ABCDE21", "code-region", "应为数字"),
    ],
)
def test_a_code_that_cannot_stand_refuses_its_row_and_no_other(code, reason, words):
    intake = judged(["甲公司", code, "局", "所"], ["乙公司", OTHER, "局", "所"])
    assert intake.counts() == {"rows": 2, "accepted": 1, "warned": 0, "refused": 1}
    assert findings(intake.refusals) == [(2, "注册号/统一社会信用代码", cell(code).text, reason)]
    text = sentence(intake.refusals[0], intake)
    assert words in text
    assert text.startswith("检查对象导入：第2行“注册号/统一社会信用代码”为“")
    assert "其余1行已导入" in text


def test_a_fifteen_digit_number_cell_is_still_whole():
    intake = judged(["甲公司", Cell(OLD_15, "number"), "局", "所"])
    assert intake.rows[0].get("code") == OLD_15


def test_a_row_without_a_name_is_refused_and_one_without_a_code_gets_a_word():
    intake = judged(["甲公司", "", "局", "所"], ["", SOUND, "局", "所"])
    assert findings(intake.warnings) == [(2, "注册号/统一社会信用代码", "", "code-blank")]
    assert findings(intake.refusals) == [(3, "企业名称", "", "name-blank")]


def test_spaces_quotes_and_formulas_around_texts_are_taken_off():
    intake = judged(["  甲\u3000公司\u200b", f'="{SOUND}"', " 局 ", "所"], ["乙公司", f"'{OTHER}", "局", "所"])
    assert [(row.get("name"), row.get("code")) for row in intake.rows] == [("甲 公司", SOUND), ("乙公司", OTHER)]


def test_duplicates_by_code_then_by_name_are_left_to_a_person():
    intake = judged(
        ["甲公司", SOUND, "局", "所"], ["甲公司分店", SOUND, "局", "所"], ["甲 公司", OTHER, "局", "所"], ["乙公司", "", "局", "所"],
    )  # fmt: skip
    assert intake.accepted == 4
    assert [(row.row, row.same_as) for row in intake.rows] == [(2, 0), (3, 2), (4, 2), (5, 0)]
    assert [one.why for one in intake.warnings] == ["duplicate-code", "duplicate-name", "code-blank"]
    assert "第2行" in why(intake.warnings[0])


def test_what_the_register_holds_is_matched_by_code_and_asked_about_by_name():
    known = Known(by_code={SOUND: "id-1"}, by_name={"甲公司": "id-1", "丁（滑县）公司": "id-4"})
    intake = judged(["甲公司", SOUND, "局", "所"], ["丁(滑县)公司", OTHER, "局", "所"], known=known)
    assert [(row.known, [one.why for one in row.warnings]) for row in intake.rows] == [
        ("id-1", []),
        ("", ["known-name"]),
    ]


def test_the_header_is_found_below_titles_by_synonyms_and_in_the_right_sheet():
    sheets = [
        sheet(["说明", "请填写完整"], name="说明"),
        sheet(
            ["2026年检查对象名录库"],
            [],
            ["序号", "单位 名称（必填）", "＊统一社会\n信用代码", "RegOrgName"],
            ["1", "甲公司", SOUND, "局"],
            name="名录",
        ),
        sheet(name="Sheet3"),
    ]
    intake = judge_sheets("subjects", "a.xlsx", sheets)
    assert (intake.sheet, intake.header_row) == ("名录", 3)
    assert set(intake.mapping.values()) == {"name", "code", "authority"}
    assert intake.unread == ("序号",)
    assert intake.rows[0].row == 4


def test_an_own_title_can_be_named_by_hand():
    with pytest.raises(Refused) as found:
        judged(["甲公司", SOUND], header=["店招", "码"])
    assert "企业名称" in say(found.value.code, **found.value.facts)
    intake = judged(["甲公司", SOUND], header=["店招", "码"], manual={"店招": "name", "码": "code"})
    assert intake.rows[0].get("code") == SOUND


def test_hints_below_the_header_and_notes_below_the_list_are_no_rows():
    intake = judged(
        ["", "", "填写全称", ""], ["甲公司", SOUND, "局", "所"], ["合计：1 家", "", "", ""], ["填表人：王", "", "", ""]
    )
    assert intake.counts()["rows"] == 1
    assert intake.skipped == (2, 4, 5)


def test_a_list_with_separate_columns_for_both_numbers_prefers_the_new_one():
    header = ["企业名称", "统一社会信用代码", "注册号"]
    intake = judged(["甲公司", SOUND, OLD_15], ["乙公司", "", OLD_15], header=header)
    assert [row.get("code") for row in intake.rows] == [SOUND, OLD_15]
    assert findings(intake.warnings) == [(3, "注册号", OLD_15, "code-old-number")]


def test_officers_are_judged_softly_but_dates_and_worn_numbers_are_not_guessed():
    header = ["姓名", "单位", "性别", "执法证号", "执法区域", "执法类别", "专业领域", "有效期至"]
    base = ["滑县气象局", "男", "16052600112", "滑县", "气象；安全生产", "雷电，气球"]
    intake = judged(
        ["李建国", *base, "2027年5月1日"], ["周敏", "局", "女", "", "", "", "", "长期"], ["阿依古丽•买买提", "局", "其他", "1" * 21, "", "", "", "20270501"],
        ["赵一", "局", "男", Cell("1605260011200000000", "worn"), "", "", "", ""], ["钱二", "局", "男", "1", "", "", "", "2027-02-30"],
        ["", "局", "男", "2", "", "", "", ""], kind="officers", header=header,
    )  # fmt: skip
    first = intake.rows[0]
    assert (first.get("valid_until"), first.get("categories"), first.get("fields")) == (
        "2027-05-01",
        "气象、安全生产",
        "雷电、气球",
    )
    assert intake.rows[1].get("valid_until") == "9999-09-09"
    assert intake.rows[2].get("valid_until") == "2027-05-01"
    assert [one.why for one in intake.warnings] == ["certificate-blank", "sex-other", "certificate-odd"]
    assert findings(intake.refusals) == [
        (5, "执法证号", "1605260011200000000", "certificate-number-cell"),
        (6, "有效期至", "2027-02-30", "date"),
        (7, "姓名", "", "officer-blank"),
    ]
    assert sentence(intake.refusals[1], intake).startswith("执法检查人员导入：第6行")


@pytest.mark.parametrize(
    ("ratio", "ppm"),
    [("5%", "50000"), ("5 ％", "50000"), ("2‰", "2000"), ("0.5%", "5000"), (Cell("0.05", "number"), "50000"), (Cell("1", "number"), "1000000"), ("100%", "1000000"), ("0%", "0"), ("按需", "")],
)  # fmt: skip
def test_ratios_become_whole_millionths_or_stay_as_written(ratio, ppm):
    header = ["事项名称", "检查依据", "抽查比例", "检查对象"]
    intake = judged(["雷电防护装置检查", "依据", ratio, "单位"], kind="items", header=header)
    assert intake.rows[0].get("ratio_ppm") == ppm
    assert [one.why for one in intake.warnings] == ([] if ppm else ["ratio-other"])


def test_items_without_a_basis_get_a_word_and_without_a_name_are_refused():
    header = ["编号", "事项名称", "检查依据", "抽查比例"]
    intake = judged(
        ["1", "甲事项", "", "5%"], ["2", "", "依据", "5%"], ["3", "乙事项", "依据", "101%"], kind="items", header=header
    )
    assert [one.why for one in intake.warnings] == ["basis-blank"]
    assert [one.why for one in intake.refusals] == ["item-blank", "ratio-beyond"]


@given(st.lists(st.lists(st.text(max_size=25), min_size=4, max_size=4).filter(any), max_size=8))
def test_every_row_of_any_texts_is_accepted_refused_or_skipped_and_none_is_lost(rows):
    lines = [Line(n, tuple(map(Cell, row))) for n, row in enumerate([hostile.HEADER, *rows], 1)]
    lines.append(Line(len(lines) + 1, (Cell("甲公司"),)))
    intake = judge_sheets("subjects", "a", [Sheet("S", visible=True, lines=lines)])
    assert intake.accepted + intake.refused + len(intake.skipped) == len(rows) + 1
    told = {row.row for row in intake.rows} | {one.row for one in intake.refusals} | set(intake.skipped)
    assert len(told) == len(rows) + 1
    assert all(why(one) for one in (*intake.warnings, *intake.refusals))


def test_rows_passed_over_stand_in_the_error_report(tmp_path):
    intake = judged(["", "", "填写全称", ""], ["甲公司", SOUND, "局", "所"])
    _, strings = hostile.cells_of(error_report(intake))
    assert "未读入" in strings


def test_the_error_report_names_every_finding_and_holds_no_formula(tmp_path):
    nasty = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.invalid", "=cmd|' /C calc'!A0"]
    intake = judged(*[[f"甲{n}", text, "局", "所"] for n, text in enumerate(nasty)], ["=甲()", "", "局", ""])
    assert intake.refused == len(nasty)
    content = error_report(intake)
    assert content == error_report(intake)
    page, strings = hostile.cells_of(content)
    assert "<f>" not in page
    assert "<hyperlink" not in page
    assert "=1+1" in strings
    path = tmp_path / "结果.xlsx"
    path.write_bytes(content)
    (report,) = read_sheets(path)
    assert len(report.lines) == 1 + len(intake.refusals) + len(intake.warnings)
    assert [one.text for one in report.lines[0].cells] == ["行", "栏", "原表内容", "原因", "处理"]
    assert {one.cells[4].text for one in report.lines[1:]} == {"未导入", "已导入，须核对"}


def test_a_file_with_the_faults_of_provincial_lists_goes_through_the_front_door(tmp_path):
    rows = [
        ["注意：请将信息填写完整"], hostile.HEADER, ["甲公司", SOUND, "局", "所"], ["乙公司", 913301007161035748, "局", "所"],
        ["丙公司 ", OLD_15, "局", ""], ["丁公司", 330100000012343, "局", "所"], [], ["戊公司", "91410526ma9abcde2l", "局", "所"],
    ]  # fmt: skip
    intake = take_in("subjects", hostile.workbook(tmp_path / "名录.xlsx", rows, [], []))
    assert intake.header_row == 2
    assert intake.counts() == {"rows": 5, "accepted": 3, "warned": 2, "refused": 2}
    assert [(one.row, one.why) for one in intake.refusals] == [(4, "code-number-cell"), (8, "code-check-proposal")]
    assert "名录.xlsx" in summary(intake)
    assert "共 5 行" in summary(intake)


def test_a_workbook_of_the_old_kind_is_read_whatever_it_is_called(tmp_path):
    intake = take_in("subjects", hostile.old_workbook(tmp_path / "名录.xlsx"))
    assert (intake.sheet, intake.header_row) == ("名录", 2)
    assert [row.get("code") for row in intake.rows] == [SOUND, "330100000012343"]
    assert findings(intake.refusals) == [(5, "注册号/统一社会信用代码", "913301007161035776", "code-number-cell")]


def provincial(path):
    """A list like the provincial one: 478 subjects, 47 of them with 15 digits and one with 13, extra sheets empty."""
    rows = [hostile.HEADER]
    for n in range(478):
        old = next(f"3301000{n:07}{d}" for d in range(10) if old_check(f"3301000{n:07}{d}"))
        code = old if n < 47 else hostile.OLD_13 if n == 47 else _sound(n)
        rows.append([f"杭州第{n}有限公司", code, "杭州市市场监督管理局", "朝晖所"])
    book = xlsxwriter.Workbook(str(path))
    for number in range(3):
        page = book.add_worksheet()
        for r, row in enumerate(rows if number == 0 else []):
            for c, text in enumerate(row):
                page.write_string(r, c, text)
    book.close()
    return path


def _sound(n):
    from inspector_desktop.registry.codes import check_character, inner_check

    body = f"9133010{n:09}"
    first = next(body + c for c in "0123456789X" if inner_check(f"{body}{c}0"))
    return first + check_character(first)


def test_the_real_list_of_478_subjects_is_read_right(tmp_path):
    shared = Path(os.environ.get("INSPECTOR_SHARED", Path(__file__).parents[3] / "shared"))
    real = shared / "data" / "subjects-479.xlsx"
    for path in [provincial(tmp_path / "a.xlsx"), *([real] if real.is_file() else [])]:
        intake = take_in("subjects", path)
        assert (intake.sheet, intake.header_row) == ("Sheet1", 1)
        assert intake.counts() == {"rows": 478, "accepted": 478, "warned": 48, "refused": 0}
        kinds = [row.get("code_kind") for row in intake.rows]
        assert [kinds.count(one) for one in ("uscc", "registration-15", "registration-13")] == [430, 47, 1]
        assert {one.why for one in intake.warnings} == {"code-old-number"}
        assert not any(row.same_as for row in intake.rows)


def test_the_short_way_judges_as_the_long_way_does(monkeypatch):
    names = ["滑县永安加油站", "", " 滑县永安加油站", "注：甲", "甲" * 130, "A1（东）店", "'甲", '="甲"']
    codes = [SOUND, OTHER, SOUND.lower(), SOUND[:-1] + "0", "", OLD_15, Cell("9.14E+17", "number")]
    offices = ["城关所", "", " 道口所"]
    rows = [[name, code, "局", office] for name in names for code in codes for office in offices]
    rows += [[name, OTHER] for name in names] + [["", "", "", "注"], ["注：到此为止"]]
    short = judged(*rows)
    monkeypatch.setattr(judging, "short_way", lambda *_given: None)
    long = judged(*rows)
    assert short == long
    assert list(short.rows) == list(long.rows)
    assert short.counts() == long.counts()
    assert len(short.warnings) == len(long.warnings)


def test_most_rows_of_an_honest_list_go_the_short_way(monkeypatch):
    monkeypatch.setattr(judging, "_read", lambda *_given: pytest.fail("the long way"))
    monkeypatch.setattr(ShortWay, "__init__", _from_the_first(ShortWay.__init__))
    intake = judged(["甲加油站", SOUND, "局", "城关所"], ["乙加油站", OTHER, "局", ""])
    assert [row.get("name") for row in intake.rows] == ["甲加油站", "乙加油站"]
    assert findings(intake.warnings) == [(3, "管辖单位", "", "jurisdiction-blank")]


def _from_the_first(original):
    def made(self, header, fields):
        original(self, header, fields)
        self._first = header.row + 1

    return made
