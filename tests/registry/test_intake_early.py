"""A list judged while it is read comes out as one judged afterwards; few of its rows can be looked at alone."""

import csv

import pytest
import xlsxwriter

from inspector_desktop.registry.intake import Early, judge_sheets, judging, read_sheets
from inspector_desktop.registry.intake.judged_rows import JudgedRows
from inspector_desktop.registry.intake.model import Known
from inspector_desktop.registry.intake.spool import dumped, rows_at

SOUND, OTHER = "91410526MA00000583", "92410481MA4AAAAA0W"
HEADER = ["企业名称", "统一社会信用代码", "管辖单位", "地址"]


def lines(count):
    """Rows that go all ways: as they stand, without an office, tidied, old, refused, a hint, the same name again."""
    yield HEADER
    yield ["必填", "", "", ""]
    for at in range(count):
        yield (
            [f"甲{at % 900}加油站", SOUND, ("城关所", "")[at % 2], f'{at}号 "东]],[1,["门"']
            if at % 5
            else [
                f" 乙{at}\t站 ",
                ("", OTHER.lower(), "9133010071610357", "330100000012343")[at // 5 % 4],
                "城关所",
                "",
            ]
        )
    yield ["注：到此为止", "", "", ""]


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "名录.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(lines(2_400))
    return path


def same(early, late):
    assert early == late
    assert [*early.rows] == [*late.rows]
    assert [*early.warnings] == [*late.warnings]
    assert [*early.refusals] == [*late.refusals]
    assert (early.counts(), len(early.warnings)) == (late.counts(), len(late.warnings))


def test_what_is_judged_while_it_is_read_is_what_is_judged_afterwards(listed, monkeypatch):
    late = judge_sheets("subjects", listed.name, read_sheets(listed))
    sheets = read_sheets(listed, early=Early("subjects"))
    taken = judging.Judging.take
    monkeypatch.setattr(judging.Judging, "take", lambda *_given: pytest.fail("judged again"))
    early = judge_sheets("subjects", listed.name, sheets)
    same(early, late)
    assert early.warned
    assert early.refused
    assert early.skipped
    assert any(row.same_as for row in early.rows)
    monkeypatch.setattr(judging.Judging, "take", taken)
    known = Known({SOUND: "a"}, {})
    again = judge_sheets("subjects", listed.name, sheets, known=known)
    assert {row.known for row in again.rows if row.get("code") == SOUND} == {"a"}
    assert {row.known for row in early.rows} == {""}


def test_other_columns_than_those_the_list_was_judged_by_count(listed):
    sheets = read_sheets(listed, early=Early("subjects"))
    manual = {"地址": "principal"}
    found = judge_sheets("subjects", listed.name, sheets, manual=manual)
    same(found, judge_sheets("subjects", listed.name, read_sheets(listed), manual=manual))
    assert found.mapping["地址"] == "principal"


def test_the_sheet_that_knows_most_columns_is_taken_though_another_was_judged_first(tmp_path):
    path = tmp_path / "名录.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for rows in (["说明"],), ([HEADER[0], HEADER[1]], ["甲", SOUND]), (HEADER, ["乙", OTHER, "城关所", "1号"]):
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    book.close()
    found = judge_sheets("subjects", path.name, read_sheets(path, early=Early("subjects")))
    assert (found.sheet, [row.get("name") for row in found.rows]) == ("Sheet3", ["乙"])
    first = judge_sheets("items", path.name, read_sheets(path, early=Early("subjects")), manual={"企业名称": "title"})
    assert {row.get("title") for row in first.rows} == {"甲"}


def test_some_rows_are_looked_at_without_the_others(listed):
    rows = judge_sheets("subjects", listed.name, read_sheets(listed)).rows
    assert isinstance(rows, JudgedRows)
    every = [*rows]
    wanted = {0, 1, 4, 5, 990, 999, 1_000, 1_003, len(rows) - 1}
    assert dict(rows.at(wanted)) == {at: every[at] for at in wanted}
    assert rows[1_234] == every[1_234]
    assert [*rows.since(1_995)] == every[1_995:]
    assert dict(rows.at(())) == {}


def test_a_text_that_looks_like_the_end_of_a_row_is_no_end():
    rows = [[1, ["a]],[2", "b"]], [2, ["c", ["number", "5"]]], [3, [["number", "5"], ["number", "6"]]]]
    assert rows_at(dumped(rows), 3, [2, 0]) == [rows[2], rows[0]]
    assert rows_at(dumped(rows[1:]), 2, [1, 0]) == [rows[2], rows[1]]
