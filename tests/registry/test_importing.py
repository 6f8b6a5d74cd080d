"""From a judged spreadsheet to the register."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter
from factories.bureau import open_bureau

from inspector_desktop.errors import Refused
from inspector_desktop.registry.importing import (
    bring_in_officers,
    bring_in_subjects,
    known_subjects,
    sort_subjects,
    subject_id,
)
from inspector_desktop.registry.intake import Intake, IntakeRow, take_in
from inspector_desktop.registry.intake.model import Finding
from inspector_desktop.registry.store import count_subjects, find_officer, imports, officers, subjects
from inspector_desktop.storage.evidence import read_evidence

DRAW_ID = re.compile(r"[0-9A-Z][0-9A-Z.-]{0,63}")


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def row(number, name, code="", kind="uscc", **values) -> IntakeRow:
    given = {"name": name, "code": code, "code_kind": kind if code else "none", **values}
    return IntakeRow(number, {key: text for key, text in given.items() if text})


def intake(*rows, kind="subjects") -> Intake:
    return Intake(kind, "名录.xlsx", "Sheet1", 1, {}, (), rows, (), (), ())


def bring_in(bureau, taken, content=b"file", number="16005"):
    with bureau.writing() as session:
        return bring_in_subjects(
            session, desk=bureau.desk(number), clock=bureau.clock, profile=bureau.profile, intake=taken,
            content=content,
        )  # fmt: skip


def test_a_code_is_the_id_and_without_one_the_name_and_address_make_it():
    assert subject_id("91410526MA9G21K09P", "甲", "") == "91410526MA9G21K09P"
    made = subject_id("", "滑县道口兴达气球服务部", "道口镇")
    assert DRAW_ID.fullmatch(made)
    assert made.startswith("N-")
    assert made == subject_id("", "滑县道口兴达气球服务部", "道口镇")
    assert made != subject_id("", "滑县道口兴达气球服务部", "城关镇")


def test_categories_and_credit_are_taken_by_title_and_else_left_open(bureau):
    taken = intake(
        row(2, "甲", "91410526MA9G21K09P", category="升放气球单位", credit="信用等级高"),
        row(3, "乙", "91410526MA9G21K10P", category="加油站"),
    )
    first, second = sort_subjects(taken, bureau.profile).rows
    assert (first.category, first.credit) == ("balloon", "high")
    assert second.category == ""


def test_rows_of_the_register_and_repeated_rows_are_left_out_and_counted(bureau):
    taken = intake(
        row(2, "甲", "91410526MA9G21K09P"), row(3, "甲", "91410526MA9G21K09P"), row(4, "乙", "410526000012344")
    )
    assert bring_in(bureau, taken).repeated == 1
    again = bring_in(bureau, taken)
    assert (again.entered, again.known, again.repeated) == (0, 3, 0)
    with bureau.reading() as session:
        assert count_subjects(session, bureau.desk().bureau) == 2
        assert known_subjects(session, bureau.desk().bureau).by_code["91410526MA9G21K09P"] == "91410526MA9G21K09P"


def test_a_spreadsheet_is_read_judged_entered_and_kept_as_evidence(bureau, tmp_path):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for at, title in enumerate(("企业名称", "统一社会信用代码", "类别", "地址")):
        page.write_string(0, at, title)
    for at in range(1, 601):
        page.write_row(at, 0, (f"滑县第{at}加油站", "", "其他防雷安全重点单位", f"人民路{at}号"))
    book.close()
    path = tmp_path / "名录.xlsx"
    path.write_bytes(out.getvalue())
    done = bring_in(bureau, take_in("subjects", path), out.getvalue())
    assert (done.entered, done.warned, done.refused) == (600, 600, 0)
    with bureau.reading() as session:
        (record,) = imports(session, bureau.desk().bureau)
        assert (record.accepted, record.file) == (600, "名录.xlsx")
        assert read_evidence(session, record.file_hash) == out.getvalue()
        found = subjects(session, bureau.desk().bureau, search="hxd12jyz")
        assert [one.name for one in found] == ["滑县第12加油站"]
        assert all(DRAW_ID.fullmatch(one.id) for one in subjects(session, bureau.desk().bureau))
        assert found[0].warning == "code-blank"


def test_an_officer_may_not_import(bureau):
    with pytest.raises(Refused, match="refused-role-registers"):
        bring_in(bureau, intake(row(2, "甲")), number="16001")


def test_officers_are_added_and_a_known_certificate_is_corrected_with_its_roles_kept(bureau):
    rows = (
        IntakeRow(
            2, {"name": "王秀英", "certificate": "16052600105", "valid_until": "2031-06-30", "unit": "执法监督股"}
        ),
        IntakeRow(3, {"name": "新来", "certificate": "16052600199", "valid_until": "2030-01-31"}),
        IntakeRow(4, {"name": "无证"}, warnings=(Finding(4, "执法证号", "", "certificate-blank"),)),
    )
    with bureau.writing() as session:
        done = bring_in_officers(
            session, desk=bureau.desk(), clock=bureau.clock, intake=intake(*rows, kind="officers"), unit="滑县气象局"
        )
        assert (done.entered, done.known, done.warned) == (3, 1, 1)
        known = find_officer(session, bureau.desk().bureau, "16005")
        assert known is not None
        assert (known.valid_until, known.roles) == ("2031-06-30", "officer、supervising")
        assert len(officers(session, bureau.desk().bureau)) == 7
