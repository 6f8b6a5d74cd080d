"""A workbook too large for the library is read piece by piece, and every cell is what the library would have said."""

import importlib.util
import json
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from inspector_desktop.errors import Refused
from inspector_desktop.registry import codes
from inspector_desktop.registry.facts import SubjectRow
from inspector_desktop.registry.initials import pinyin_key, pinyin_keys
from inspector_desktop.registry.intake import bulk, quick
from inspector_desktop.registry.intake.limits import MEBIBYTE, Limits, limits_for
from inspector_desktop.registry.intake.parsing import cell_of, unpack_within
from inspector_desktop.registry.intake.reading import read_sheets
from inspector_desktop.registry.intake.spool import RUN, Spool, Spooling

_SPEC = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
hostile = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(hostile)


def piecewise(path):
    """The rows of each sheet as the reader of pieces gives them, empty ones left out."""
    seen = unpack_within(path, Limits())
    with zipfile.ZipFile(path) as archive:
        book = bulk.Book(archive, path, Limits(), cell_of)
        book.read_texts()
        found = []
        for sheet in book.sheets:
            sheet.merges += seen.merges.get(sheet.path.lower(), [])
            given = [row for one in book.rows(sheet) for row in (map(json.loads, one) if type(one) is list else [one])]
            rows = [(number, trimmed(cells)) for number, cells in given]
            found.append((sheet.name, sheet.visible, [row for row in rows if row[1]]))
        return found


def trimmed(cells):
    cells = list(cells)
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def whole(path):
    """The same by the library."""
    return [
        (
            sheet.name, sheet.visible,
            [(line.number, trimmed(c.text if c.kind == "text" else [c.kind, c.text] for c in line.cells))
             for line in sheet.lines],
        )
        for sheet in read_sheets(path)
    ]  # fmt: skip


def motley(path, seed):
    """A workbook of all sorts of cells."""
    pick = random.Random(seed)
    book = xlsxwriter.Workbook(str(path))
    for number in range(2):
        page = book.add_worksheet(f"表{number}")
        day, hour = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": '0.00"年度"'})
        rich = book.add_format({"bold": True})
        for row in range(1, 60):
            page.write_string(row, 0, pick.choice(("甲 & 乙 <丙>", " 前后 ", "行\n行", "_x0041_", "𠮷", '"', "'")))
            page.write_number(row, 1, pick.choice((1, 0.05, 330100000012343, 913301007161035748, -7, 1e300)))
            page.write_datetime(row, 2, date(2026, 11, pick.randrange(1, 28)), day)
            page.write_number(row, 3, 2026, hour)
            page.write_boolean(row, 4, pick.random() < 0.5)
            page.write_formula(row, 5, "=1+1", value=pick.choice((2, "二", 913301007161035748)))
            if row % 7:
                page.write_rich_string(row, 6, rich, "粗", "细&")
            page.write_blank(row, 7, None, day)
            page.write_string(row, 9, pick.choice(("远", "")))
        page.merge_range(3, 11, 9, 11, "并")
        page.set_row(70, 40)
    book.get_worksheet_by_name("表1").hide()
    book.close()
    return path


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_is_what_the_library_says(tmp_path, seed):
    path = motley(tmp_path / "a.xlsx", seed)
    assert piecewise(path) == whole(path)


def test_other_spellings_of_the_same_cells_go_through_a_real_parser(tmp_path):
    rows = (
        '<row r="1" ><c t="inlineStr" r="A1"><is><t>名<!-- x -->称</t></is></c><c r="B1" t="s"><v>0</v></c></row>'
        '<row r="2"/><row r="4" spans="1:2"><c r="B4"><f>1+1</f><v>2</v></c></row>'
        "<row><c><v>5</v></c><c t='str'><v>a&#x41;</v></c></row>"
    )
    strings = "<si><r><t>粗</t></r><r><t>细</t></r><rPh sb='0' eb='1'><t>cu</t></rPh></si>"
    path = hostile.by_hand(tmp_path / "a.xlsx", rows=rows, strings=strings)
    ((_, _, found),) = piecewise(path)
    assert found == [
        (1, ["名称", "粗细"]), (4, ["", ["number", "2"]]), (5, [["number", "5"], "aA"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"',
    ],
)
def test_what_cannot_be_cut_into_rows_is_refused_and_never_passed_over(tmp_path, rows):
    path = hostile.by_hand(tmp_path / "a.xlsx", rows=rows)
    with pytest.raises(Refused) as found:
        piecewise(path)
    assert found.value.code == "refused-import-damaged"


def test_a_large_workbook_goes_piece_by_piece_through_the_front_door(tmp_path):
    path = motley(tmp_path / "a.xlsx", 9)
    usual, pieces = read_sheets(path), read_sheets(path, limits=Limits(at_once=0))
    assert [(one.name, one.visible) for one in usual] == [(one.name, one.visible) for one in pieces]
    assert piecewise(path) == whole(path)
    assert [len(one.lines) for one in usual] == [len(one.lines) for one in pieces]
    assert [line.cells[0] for line in usual[0].lines] == [line.cells[0] for line in pieces[0].lines]


@pytest.mark.parametrize(
    ("code", "dated"),
    [("yyyy-mm-dd", True), ("General", False), ('0.00"年d"', False), ("[Red]0", False), ("h:mm", True), ("@", False)],
)
def test_formats_of_days_are_told_from_formats_of_numbers(code, dated):
    assert bulk.is_date_format(code) is dated


def test_a_larger_file_is_given_more_and_a_small_one_never_more_than_256_megabytes_and_ten_seconds():
    small = limits_for(8 * MEBIBYTE)
    assert limits_for(0) == small
    assert (small.memory, small.seconds, small.rows) == (256 * MEBIBYTE, 9, 200_000)
    assert (limits_for(16 * MEBIBYTE).memory, limits_for(16 * MEBIBYTE).rows) == (320 * MEBIBYTE, 1_000_000)
    huge = limits_for(1 << 40)
    assert (huge.memory, huge.seconds, huge.rows) == (480 * MEBIBYTE, 180, 1_048_576)


def test_packed_rows_are_a_sequence_like_any_other():
    spool = Spool(lambda item: item * 2)
    filling = Spooling(spool)
    for number in range(2 * RUN + 7):
        filling.put(number)
    filling.close()
    plain = [number * 2 for number in range(2 * RUN + 7)]
    assert spool == plain
    assert spool != plain[:-1]
    assert (spool[0], spool[-1], spool[RUN], spool[RUN - 1 : RUN + 2]) == (
        0, plain[-1], plain[RUN], plain[RUN - 1 : RUN + 2],
    )  # fmt: skip
    assert spool[::-1][:2] == plain[::-1][:2]
    with pytest.raises(IndexError):
        spool[len(plain)]


def test_the_short_ways_give_what_the_long_ways_give():
    pick = random.Random(7)
    letters = "滑县加油站（）()·•A1a０Ａ，,' 　\u200b-—#&《》e\u0301"
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for _ in range(3_000):
        text = "".join(pick.choices(letters, k=pick.randrange(9)))
        assert quick.tidy_name(text) == codes.tidy_name(text)
        assert quick.name_key(text) == codes.name_key(text)
        body = "91410526" + "".join(pick.choices(alphabet, k=9))
        code = body + pick.choice((codes.check_character(body), "0"))
        judged = codes.judge_code(code)
        assert quick.is_sound(code) is (judged == codes.JudgedCode(code, "uscc"))
    assert quick.is_sound(hostile.SOUND) is (codes.judge_code(hostile.SOUND).problem == "")


def test_initials_by_the_million_are_those_of_one_name():
    words = (
        "重庆",
        "长城",
        "银行",
        "一技之长",
        "滑县",
        "加油站",
        "乐清",
        "〇",
        "A b",
        "（新）",
        "·",
        "３",
        "\u3105",
        "行",
    )
    pick = random.Random(5)
    for _ in range(2_000):
        name = "".join(pick.choices(words, k=pick.randrange(6)))
        assert pinyin_keys(name) == pinyin_key(name)
    assert pinyin_keys("重庆银行长城加油站") == pinyin_key("重庆银行长城加油站") == "cqyhccjyz"


def test_a_day_is_a_day_in_both_ways():
    assert cell_of(date(2026, 1, 2)) == ["date", "2026-01-02"]
    assert SubjectRow.model_fields["category"].default == ""
