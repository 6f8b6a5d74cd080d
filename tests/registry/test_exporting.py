"""What leaves the registers: nothing a spreadsheet could run, codes whole, and readable by the import again."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from dataclasses import replace

import pytest
from factories.bureau import enter_some_subjects, open_bureau

from inspector_desktop.registry.exporting import (
    Sheet,
    csv_bytes,
    item_sheet,
    officer_sheet,
    subject_sheet,
    write_sheet,
    xlsx_bytes,
)
from inspector_desktop.registry.intake import take_in
from inspector_desktop.registry.store import items, officers, subjects

TRIGGERS = ("=", "+", "-", "@", "\t=", "\r=", " =", "\n+", "'=", "＝")


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


def test_no_cell_of_ten_thousand_triggers_comes_out_as_a_formula():
    pick = random.Random(7)
    texts = [
        pick.choice(TRIGGERS) + "".join(pick.choices("=+-@cmd|' /C calc'!A0(),;\"\t", k=pick.randrange(12)))
        for _ in range(10_000)
    ]
    sheet = Sheet("表", ("甲", "乙"), tuple((one, "x" + one) for one in texts))
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(sheet))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert page.count('t="s"') == 2 + 20_000
    rows = list(csv.reader(io.StringIO(csv_bytes(sheet).decode("utf-8-sig"), newline="")))[1:]
    assert len(rows) == 10_000
    assert all(first.startswith("'") and first[1:] == text for (first, _), text in zip(rows, texts, strict=True))


def test_codes_stay_texts_and_come_back_through_the_import(bureau, tmp_path):
    with bureau.reading() as session:
        view = subjects(session, bureau.desk().bureau)[0]
    views = [
        replace(view, name="滑县甲站", code="330100000012343", phone="03728110000", category="balloon", credit="high"),
        replace(view, name="-乙站", code="91410526MA9ABCDE21", category=""),
    ]
    for name in ("名录.csv", "名录.xlsx"):
        path = tmp_path / name
        write_sheet(path, subject_sheet(views, bureau.profile))
        intake = take_in("subjects", path)
        assert (intake.refused, intake.unread) == (0, ("信用等级起始日期", "状态", "标签", "所属企业代码", "类型"))
        first, second = intake.rows
        assert (first.get("code"), first.get("phone")) == ("330100000012343", "03728110000")
        assert (first.get("category"), second.get("name")) == ("升放气球单位", "-乙站")
    assert b'"\'330100000012343"' in (tmp_path / "名录.csv").read_bytes()


def test_officers_and_items_are_written_under_titles_the_import_knows(bureau, tmp_path):
    with bureau.reading() as session:
        people = officers(session, bureau.desk().bureau)
        listed = items(session, bureau.desk().bureau)
    write_sheet(tmp_path / "人员.csv", officer_sheet(people))
    write_sheet(tmp_path / "事项.xlsx", item_sheet(listed, bureau.profile))
    assert [row.get("certificate") for row in take_in("officers", tmp_path / "人员.csv").rows] == [
        one.certificate for one in people
    ]
    assert [row.get("code") for row in take_in("items", tmp_path / "事项.xlsx").rows] == [one.id for one in listed]
