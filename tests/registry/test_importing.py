"""From a judged spreadsheet to the register."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter
from factories.bureau import open_bureau
from sqlmodel import select

from inspector_desktop.errors import Refused
from inspector_desktop.journal.records import Entry
from inspector_desktop.registry.acts import set_up_shelf
from inspector_desktop.registry.exporting import missing_sheet
from inspector_desktop.registry.importing import (
    bring_in_items,
    bring_in_officers,
    bring_in_subjects,
    compare_list,
    correct_subject,
    known_subjects,
    sort_subjects,
    standing_in,
    subject_id,
)
from inspector_desktop.registry.intake import Intake, IntakeRow, take_in
from inspector_desktop.registry.intake.model import Finding
from inspector_desktop.registry.rules import may_be_checked
from inspector_desktop.registry.search_table import SEARCH_TABLE
from inspector_desktop.registry.store import (
    SubjectView,
    all_subjects,
    count_subjects,
    find_officer,
    imports,
    items,
    kept_titles,
    officers,
    subjects,
)
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


def intake(*rows, kind="subjects", **more) -> Intake:
    return Intake(kind, "名录.xlsx", "Sheet1", 1, {}, (), rows, (), (), (), **more)


def bring_in(bureau, taken, content=b"file", number="16005", **more):
    with bureau.writing() as session:
        return bring_in_subjects(
            session, desk=bureau.desk(number), clock=bureau.clock, profile=bureau.profile, intake=taken,
            content=content, **more,
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
    assert (again.entered, again.known, again.repeated) == (0, 2, 1)
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
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            intake=intake(*rows, kind="officers"),
        )
        assert (done.entered, done.known, done.warned) == (3, 1, 1)
        known = find_officer(session, bureau.desk().bureau, "16005")
        assert known is not None
        assert (known.valid_until, known.roles) == ("2031-06-30", "officer、supervising")
        assert len(officers(session, bureau.desk().bureau)) == 7


FIRST = (
    row(2, "滑县道口加油站", "91410526MA9G21K09P", address="道口镇", principal="赵永安"),
    row(3, "滑县诚信加油站", "91410526MA9G21K10P", address="城关镇", phone="0372-8110000"),
    row(4, "滑县兴达气球服务部", address="道口镇"),
)


def standing(bureau) -> dict[str, SubjectView]:
    with bureau.reading() as session:
        return {one.name: one for one in all_subjects(session, bureau.desk().bureau)}


def compared(bureau, taken, **decisions):
    with bureau.reading() as session:
        register = standing_in(session, bureau.desk().bureau, taken.kind)
    return compare_list(taken, register, profile=bureau.profile, **decisions)


def test_a_changed_list_tells_what_is_new_changed_by_column_and_gone_before_it_changes_anything(bureau):
    bring_in(bureau, intake(*FIRST))
    second = intake(
        row(2, "滑县道口加油站", "91410526MA9G21K09P", address="产业集聚区", principal="赵永安"),
        row(3, "滑县 新开(加油)站", "91410526MA9G21K11P"),
        refused_names=frozenset({"滑县兴达气球服务部"}),
    )
    found = compared(bureau, second)
    assert [one.name for one in found.new.values()] == ["滑县 新开(加油)站"]
    assert [(one.name, one.columns) for one in found.changed] == [
        ("滑县道口加油站", (("address", "道口镇", "产业集聚区"),))
    ]
    assert [one.name for one in found.gone] == ["滑县诚信加油站"]
    assert standing(bureau)["滑县道口加油站"].address == "道口镇"
    done = bring_in(bureau, second, drop_gone=True)
    assert (done.entered, done.changed, done.gone, done.known) == (1, 1, 1, 1)
    after = standing(bureau)
    assert (after["滑县道口加油站"].address, after["滑县道口加油站"].principal) == ("产业集聚区", "赵永安")
    assert after["滑县诚信加油站"].survival == "cancelled"
    assert (after["滑县诚信加油站"].phone, after["滑县兴达气球服务部"].survival) == ("0372-8110000", "active")
    assert compared(bureau, second).changed == ()


def test_a_name_that_stands_with_another_code_waits_for_a_person(bureau):
    bring_in(bureau, intake(*FIRST))
    second = intake(
        row(2, "滑县兴达 气球服务部", "91410526MA9G21K12P"),
        row(3, "新来甲", "91410526MA9G21K13P"),
        row(4, "新来甲", "91410526MA9G21K14P"),
    )
    found = compared(bureau, second)
    assert [(one.row, one.earlier, one.decision) for one in found.doubts] == [(2, 0, None), (4, 3, None)]
    assert found.undecided == 2
    assert [one.name for one in found.gone] == ["滑县道口加油站", "滑县诚信加油站"]
    assert compared(bureau, second, decisions={2: "skip", 4: "other"}).undecided == 0
    first = bring_in(bureau, second)
    assert (first.entered, first.undecided) == (1, 2)
    decided = bring_in(bureau, second, decisions={2: "same", 4: "other"})
    assert (decided.entered, decided.changed, decided.undecided) == (1, 1, 0)
    one = standing(bureau)["滑县兴达气球服务部"]
    assert (one.code, one.code_kind, one.warning) == ("91410526MA9G21K12P", "uscc", "")
    assert one.id.startswith("N-")
    with bureau.reading() as session:
        assert [view.code for view in subjects(session, bureau.desk().bureau, search="新来甲")] == [
            "91410526MA9G21K13P",
            "91410526MA9G21K14P",
        ]


def test_what_a_title_means_is_kept_for_the_next_list_of_the_bureau(bureau):
    bring_in(bureau, intake(*FIRST), titles={"招牌": "name", "备用电话": ""})
    bring_in(bureau, intake(*FIRST), titles={"招牌": "name"})
    with bureau.reading() as session:
        assert kept_titles(session, bureau.desk().bureau, "subjects") == {"招牌": "name", "备用电话": ""}
        assert kept_titles(session, bureau.desk().bureau, "officers") == {}
        entries = session.exec(select(Entry).where(Entry.kind == "registry.titles-mapped")).all()
        assert len(entries) == 1


def item(number, title, **values) -> IntakeRow:
    whole = {
        "title": title, "group_title": "防雷", "subject_category": "升放气球单位", "content": "资质", "basis": "条例第三条",
        "methods": "现场检查", "ratio": "5%", "frequency": "每年1次",
    }  # fmt: skip
    return IntakeRow(number, {key: text for key, text in (whole | values).items() if text})


def bring_items(bureau, *rows, **more):
    with bureau.writing() as session:
        return bring_in_items(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile,
            intake=intake(*rows, kind="items"), **more,
        )  # fmt: skip


def test_items_are_entered_as_drafts_and_published_when_they_are_complete(bureau):
    rows = (
        item(2, "施放气球资质检查", code="QX90"), item(3, "缺依据的", basis=""), item(4, "别处的", subject_category="煤矿"),
    )  # fmt: skip
    done = bring_items(bureau, *rows)
    assert (done.entered, done.held) == (3, 0)
    with bureau.reading() as session:
        found = {one.title: one for one in items(session, bureau.desk().bureau)}
    assert not may_be_checked(found["施放气球资质检查"], "2026-12-01")
    assert (found["施放气球资质检查"].subject_category, found["施放气球资质检查"].form) == (
        "balloon",
        "lightning-safety",
    )
    changed = item(2, "施放气球资质检查", code="QX90", ratio="8%")
    done = bring_items(bureau, changed, *rows[1:], published_on="2026-11-30")
    assert (done.entered, done.changed) == (1, 1)
    with bureau.reading() as session:
        found = {one.title: one for one in items(session, bureau.desk().bureau)}
    assert may_be_checked(found["施放气球资质检查"], "2026-12-01")
    assert found["施放气球资质检查"].ratio == "8%"
    assert not found["缺依据的"].published_on
    held = bring_items(bureau, item(2, "施放气球资质检查", code="QX90", ratio="9%"))
    assert (held.entered, held.held) == (0, 1)
    with bureau.reading() as session:
        (one,) = (one for one in items(session, bureau.desk().bureau) if one.id == "QX90")
    assert (one.ratio, one.published_on) == ("8%", "2026-11-30")


def test_search_gives_the_same_by_the_table_and_without_it(bureau):
    names = ("滑县道口（新）加油站", "滑县A1气球", "甲乙丙", "乙丙甲", "滑县𠮷祥厂", "甲-乙丙")
    rows = [row(at, name, f"91410526MA9G21K{at}0P") for at, name in enumerate(names, 10)]
    bring_in(bureau, intake(*rows))
    with bureau.writing() as session:
        correct_subject(
            session, desk=bureau.desk(), clock=bureau.clock, subject="91410526MA9G21K100P",
            values={"name": "滑县道口（老）加油站"}, reason="更名",
        )  # fmt: skip
    terms = (
        "加油", "油", "（老）加", "新", "a1", "A1气", "乙丙", "甲-乙", "𠮷", "hxdk", "k10", "1K", "9", "100p", "%", "_", '"', "*",
        "x y", "（", "没有",
    )  # fmt: skip
    with bureau.reading() as session:
        found = {term: [one.name for one in subjects(session, bureau.desk().bureau, search=term)] for term in terms}
    with bureau.writing() as session:
        session.connection().exec_driver_sql(f"drop table {SEARCH_TABLE}")
        for term in terms:
            assert found[term] == [one.name for one in subjects(session, bureau.desk().bureau, search=term)], term
    assert found["（老）加"] == ["滑县道口（老）加油站"]
    assert found["新"] == []
    assert len(found["乙丙"]) == 3
    assert found["k10"] == ["滑县道口（老）加油站"]


def test_a_section_brings_a_list_in_to_its_own_shelf_and_leaves_what_others_keep(bureau):
    bring_in(bureau, intake(*FIRST))
    with bureau.reading() as session:
        people = {one.id: one.unit for one in officers(session, bureau.desk().bureau)}
    unit = people["16002"]
    with bureau.writing() as session:
        own = set_up_shelf(
            session, desk=bureau.desk(), clock=bureau.clock, kind="subjects", section="lightning", unit=unit
        )
    second = intake(
        row(2, "滑县道口加油站", "91410526MA9G21K09P", address="产业集聚区"),
        row(3, "滑县新开加油站", "91410526MA9G21K11P", address="新区"),
    )
    done = bring_in(bureau, second, number="16002", drop_gone=True)
    assert (done.entered, done.changed, done.others, done.gone) == (1, 0, 1, 0)
    now = standing(bureau)
    assert now["滑县新开加油站"].dossier == own
    assert now["滑县道口加油站"].address == "道口镇"
    third = intake(row(2, "滑县新开加油站", "91410526MA9G21K11P", address="新区2号"))
    done = bring_in(bureau, third, number="16002")
    assert (done.changed, done.others) == (1, 0)
    assert standing(bureau)["滑县新开加油站"].address == "新区2号"


@pytest.mark.obligation("F122", "F183")
def test_a_list_of_another_register_tells_who_is_missing_here_and_there_and_enters_nothing(bureau):
    bring_in(bureau, intake(*FIRST))
    source = intake(
        row(2, "滑县道口加油站", "91410526MA9G21K09P", address="道口镇"),
        row(3, "滑县新开加油站", "91410526MA9G21K11P", address="新区"),
    )
    sheet = missing_sheet(compared(bureau, source), "缺漏清单")
    assert sheet.rows[0] == ("名单有，名录库没有", "滑县新开加油站", "91410526MA9G21K11P", "新区", "3")
    assert {one[1] for one in sheet.rows[1:]} == {one.get("name") for one in FIRST} - {"滑县道口加油站"}
    assert {one[0] for one in sheet.rows[1:]} == {"名录库有，名单没有"}
    assert len(standing(bureau)) == len(FIRST)
