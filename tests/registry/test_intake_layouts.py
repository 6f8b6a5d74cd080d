"""A piece of a sheet whose rows are alike is read at once, every cell as the library says it; nothing is passed over."""

import importlib.util
import json
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from inspector_desktop.errors import Refused
from inspector_desktop.registry.intake import bulk
from inspector_desktop.registry.intake.limits import Limits
from inspector_desktop.registry.intake.parsing import cell_of
from inspector_desktop.registry.intake.reading import read_sheets

_SPEC = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
hostile = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(hostile)

ODD = ("甲 & 乙 <丙>", " 前后 ", "行\n行", "_x0041_", "𠮷", '"', "\\", "/>", "", "　", "普通")


def given(path):
    """What the reader of pieces gives of the first sheet: rows one by one, and lists of those read at once."""
    with zipfile.ZipFile(path) as archive:
        book = bulk.Book(archive, path, Limits(), cell_of)
        book.read_texts()
        return list(book.rows(book.sheets[0]))


def rows_of(found):
    """Those rows, each as number and cells without blanks behind them."""
    single = (row for one in found for row in (map(json.loads, one) if isinstance(one, list) else [one]))
    return [[number, trimmed(cells)] for number, cells in single if any(cells)]


def trimmed(cells):
    cells = list(cells)
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def by_library(path):
    (sheet, *_) = read_sheets(path)
    return [
        [line.number, trimmed([c.text if c.kind == "text" else [c.kind, c.text] for c in line.cells])]
        for line in sheet.lines
    ]


def a_list(path, seed, count=80):
    """A workbook as registers keep them: numbers, days, texts of all sorts, formatted cells without content."""
    pick = random.Random(seed)
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("名录")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row in range(count):
        page.write_number(row, 0, row + 1)
        page.write_string(row, 1, pick.choice(ODD))
        if pick.random() < 0.8:
            page.write_datetime(row, 2, date(2026, 11, pick.randrange(1, 28)), day)
        page.write_string(row, 4, f"滑县{row}号")
        page.write_blank(row, 5, None, day)
        if pick.random() < 0.5:
            page.write_string(row, 6, pick.choice(ODD))
    book.close()
    return path


@pytest.mark.parametrize("seed", range(3))
def test_rows_read_at_once_are_what_the_library_says(tmp_path, seed):
    path = a_list(tmp_path / "a.xlsx", seed)
    found = given(path)
    assert all(isinstance(one, list) for one in found)
    assert rows_of(found) == by_library(path)


def test_rows_read_at_once_and_through_the_front_door_hold_what_the_library_finds(tmp_path):
    path = a_list(tmp_path / "a.xlsx", 7, count=2_500)
    ((usual,), (pieces,)) = read_sheets(path), read_sheets(path, limits=Limits(at_once=0))
    assert [(one.number, trimmed(c.text for c in one.cells)) for one in usual.lines] == [
        (one.number, trimmed(c.text for c in one.cells)) for one in pieces.lines
    ]


SHARED = '<c r="A{0}" t="s"><v>{1}</v></c>'
STRINGS = "<si><t>名称</t></si><si><t>滑县</t></si><si><t> </t></si>"


@pytest.mark.parametrize(
    "odd",
    [
        '<row r="2"><c r="A2" t="inlineStr"><is><t>/>/>/>/>/>/>/>/></t></is></c></row>',
        '<row r="2"><c r="A2" t="s"><v>1</v></c><!-- /> --><c r="B2" t="s"><v>1</v></c></row>',
        '<row r="2"><c r="B2" t="s"><v>1</v></c><c r="A2" t="s"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>',
        '<row r="2"/><row r="2"><c r="A2" t="str"><v>二</v></c></row>',
        '<row><c r="A2" t="s"><v>1</v></c></row>',
        '<row r="002"><c r="A2" t="s"><v>1</v></c></row>',
        "<row r='2'><c r='A2' t='s'><v>1</v></c></row>",
    ],
)
def test_no_row_spelled_otherwise_is_passed_over_among_the_usual(tmp_path, odd):
    usual = [f'<row r="{number}">{SHARED.format(number, int(number > 1))}</row>' for number in (1, 3, 4)]
    path = hostile.by_hand(tmp_path / "a.xlsx", rows="".join((usual[0], odd, *usual[1:])), strings=STRINGS)
    found = rows_of(given(path))
    assert [number for number, _ in found] == [1, 2, 3, 4]
    assert [cells for _, cells in found][2:] == [["滑县"], ["滑县"]]


def test_a_blank_row_and_an_empty_one_stand_between_others_and_are_no_rows(tmp_path):
    rows = "".join((
        f'<row r="1">{SHARED.format(1, 0)}</row>', '<row r="2" ht="15"/>', f'<row r="3">{SHARED.format(3, 2)}</row>',
        '<row r="4"><c r="A4" s="1"/></row>', f'<row r="5">{SHARED.format(5, 1)}</row>',
    ))  # fmt: skip
    path = hostile.by_hand(tmp_path / "a.xlsx", rows=rows, strings=STRINGS)
    assert given(path) == [[b'[1,["\xe5\x90\x8d\xe7\xa7\xb0"]]', b'[5,["\xe6\xbb\x91\xe5\x8e\xbf"]]']]


def test_a_text_that_the_file_does_not_hold_makes_it_damaged(tmp_path):
    rows = f'<row r="1">{SHARED.format(1, 0)}</row><row r="2">{SHARED.format(2, 3)}</row>'
    with pytest.raises(Refused) as found:
        given(hostile.by_hand(tmp_path / "a.xlsx", rows=rows, strings=STRINGS))
    assert found.value.code == "refused-import-damaged"


def test_bytes_that_are_no_text_become_marks_and_not_the_end_of_the_reading(tmp_path):
    path = tmp_path / "a.xlsx"
    hostile.by_hand(path, rows=f'<row r="1">{SHARED.format(1, 0)}{SHARED.format(1, 1).replace("A1", "B1")}</row>')
    strings = '<?xml version="1.0"?><sst><si><t>\xff甲</t></si><si><t>乙</t></si></sst>'.encode().replace(
        b"\xc3\xbf", b"\xff"
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, strings if name == "xl/sharedStrings.xml" else old.read(name))
    assert rows_of(given(tmp_path / "b.xlsx")) == [[1, ["\ufffd甲", "乙"]]]


def test_more_rows_than_a_list_may_have_are_refused_when_read_at_once(tmp_path):
    path = a_list(tmp_path / "a.xlsx", 1, count=60)
    with pytest.raises(Refused) as found:
        read_sheets(path, limits=Limits(at_once=0, rows=50))
    assert found.value.code == "refused-import-too-many-rows"
