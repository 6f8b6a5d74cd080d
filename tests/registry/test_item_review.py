"""Items come from the list of powers and duties, pass a review, then the portal, and stand on one section's list only."""

from __future__ import annotations

import pytest
import xlsxwriter
from factories.bureau import open_bureau

from inspector_desktop.demo.bureau import ITEMS
from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.acts import enter_items, set_up_shelf
from inspector_desktop.registry.exporting import item_sheet, missing_sheet, write_sheet
from inspector_desktop.registry.importing import bring_in_items, compare_list, standing_in
from inspector_desktop.registry.intake import take_in
from inspector_desktop.registry.kept_acts import end_item, publish_drafts
from inspector_desktop.registry.kept_rules import lacking_of_item, twice_listed
from inspector_desktop.registry.store import items, officers
from inspector_desktop.wording import say

TITLES = (
    "编号", "抽查事项", "检查主体", "检查对象", "检查内容", "检查依据", "检查方式", "抽查比例", "抽查频次", "事项类别", "检查表",
    "权责清单编号", "审定单位", "审定日期",
)  # fmt: skip
ROW = (
    "QX77", "防雷装置检测", "滑县气象局", "升放气球单位", "是否按期检测", "《气象法》第三十一条", "现场检查", "5%", "每年1次",
    "一般检查事项", "lightning", "QZ-0012", "县司法局", "2026年11月10日",
)  # fmt: skip


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def sheet(path, *rows):
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return path


def did(bureau, act, **inputs):
    with bureau.writing() as session:
        return act(session, desk=bureau.desk(), clock=bureau.clock, **inputs)


def listed(bureau):
    with bureau.reading() as session:
        return {one.id: one for one in items(session, bureau.desk().bureau)}


@pytest.mark.obligation("F176", "F214", "F181")
def test_the_duty_entry_and_the_review_of_an_item_are_brought_in_kept_and_taken_along(bureau, tmp_path):
    taken = take_in("items", sheet(tmp_path / "清单.xlsx", TITLES, ROW))
    assert not taken.unread
    did(bureau, bring_in_items, profile=bureau.profile, intake=taken)
    one = listed(bureau)["QX77"]
    assert (one.duty_code, one.reviewed_by, one.reviewed_on) == ("QZ-0012", "县司法局", "2026-11-10")
    assert not one.published_on
    with bureau.reading() as session:
        assert rebuild(session).equal
    out = item_sheet((one,), bureau.profile)
    cells = dict(zip(out.titles, out.rows[0], strict=True))
    assert (cells["权责清单编号"], cells["审定单位"], cells["审定日期"]) == ("QZ-0012", "县司法局", "2026-11-10")
    assert (cells["检查表"], cells["名录版次"]) == ("lightning", str(one.version))
    write_sheet(tmp_path / "带走.xlsx", out)
    again = take_in("items", tmp_path / "带走.xlsx")
    assert not again.unread
    with bureau.reading() as session:
        found = compare_list(again, standing_in(session, bureau.desk().bureau, "items"), profile=bureau.profile)
    assert (len(found.new), found.changed) == (0, ())


@pytest.mark.obligation("F176", "F214", "F181")
@pytest.mark.parametrize(
    ("profile", "wanted"),
    [("zhanhe-emergency", ("duty_code",)), ("xushui-meteorology", ("duty_code", "reviewed_by", "reviewed_on"))],
)
def test_an_item_without_duty_entry_or_review_is_not_published_where_the_bureau_s_list_has_them(
    bureau, profile, wanted
):
    theirs = load(profile)
    item = ITEMS[0].model_copy(
        update={
            "id": "QX77",
            "subject_category": theirs.categories[0].id,
            "level": "县级",
            "item_class": "一般检查事项",
        }
    )
    did(bureau, enter_items, rows=(item,))
    assert lacking_of_item(listed(bureau)["QX77"], theirs) == wanted
    with pytest.raises(Refused) as refusal:
        did(bureau, publish_drafts, profile=theirs, ids=("QX77",), published_on="2026-11-20")
    words = say(refusal.value.code, **refusal.value.facts)
    assert all(say(f"field-{one}") in words for one in wanted)
    whole = {"duty_code": "QZ-0012", "reviewed_by": "县司法局", "reviewed_on": "2026-11-10"}
    did(bureau, enter_items, rows=(item.model_copy(update=whole),))
    did(bureau, publish_drafts, profile=theirs, ids=("QX77",), published_on="2026-11-20")
    assert listed(bureau)["QX77"].published_on == "2026-11-20"


@pytest.mark.obligation("F179")
def test_the_list_of_the_bureau_that_names_them_is_complete_with_body_basis_content_ratio_frequency_and_mode(bureau):
    theirs = load("xushui-meteorology")
    named = ("agency", "basis", "content", "methods", "ratio", "frequency")
    bare = {"subject_category": theirs.categories[0].id, "item_class": "一般检查事项", "duty_code": "QZ-0012"}
    bare |= {"reviewed_by": "县司法局", "reviewed_on": "2026-11-10", "id": "QX77"} | dict.fromkeys(named, "")
    did(bureau, enter_items, rows=(ITEMS[0].model_copy(update=bare),))
    assert set(lacking_of_item(listed(bureau)["QX77"], theirs)) == set(named)
    with pytest.raises(Refused, match="refused-item-lacks"):
        did(bureau, publish_drafts, profile=theirs, ids=("QX77",), published_on="2026-11-20")


@pytest.mark.obligation("F181")
def test_a_list_is_reviewed_before_it_is_published(bureau):
    item = ITEMS[0].model_copy(
        update={"id": "QX77", "item_class": "一般检查事项", "reviewed_by": "县司法局", "reviewed_on": "2026-11-21"}
    )
    did(bureau, enter_items, rows=(item,))
    with pytest.raises(Refused, match="refused-item-review-day") as refusal:
        did(bureau, publish_drafts, profile=bureau.profile, ids=("QX77",), published_on="2026-11-20")
    assert "2026-11-21" in say(refusal.value.code, **refusal.value.facts)


@pytest.mark.obligation("F216")
def test_an_item_on_the_lists_of_two_sections_is_noticed_until_one_of_them_ends(bureau):
    shelf = did(bureau, set_up_shelf, kind="items", section="lightning", unit="防雷减灾股")
    double = ITEMS[0].model_copy(update={"id": "FL01", "title": f" {ITEMS[0].title}"})
    did(bureau, enter_items, rows=(double,), shelf=shelf)
    every = listed(bureau)
    pairs = twice_listed([every["FL01"]], every.values(), "2026-11-20")
    assert [(one.id, other.id) for one, other in pairs] == [("FL01", ITEMS[0].id)]
    assert twice_listed([every[ITEMS[1].id]], every.values(), "2026-11-20") == ()
    did(bureau, end_item, item=ITEMS[0].id, on="2026-11-01", reason="并入股室清单")
    every = listed(bureau)
    assert twice_listed([every["FL01"]], every.values(), "2026-11-20") == ()


@pytest.mark.obligation("F185")
def test_a_list_of_certificate_holders_tells_who_is_not_in_the_register_of_officers_and_who_left_it(bureau, tmp_path):
    with bureau.reading() as session:
        known = officers(session, bureau.desk().bureau)
        standing = standing_in(session, bureau.desk().bureau, "officers")
    titles = ("姓名", "单位", "性别", "执法证号", "执法区域", "执法类别", "有效期至")
    rows = [(one.name, one.unit, one.sex, one.certificate, "", one.categories, one.valid_until) for one in known[1:]]
    rows.append(("新持证", "气象台", "女", "16052600999", "", "气象行政执法", "2029-01-31"))
    taken = take_in("officers", sheet(tmp_path / "持证人员.xlsx", titles, *rows))
    told = missing_sheet(compare_list(taken, standing, profile=bureau.profile), "缺漏", "officers")
    assert told.titles[1:4] == ("姓名", "执法证号", "单位")
    assert ("名单有，名录库没有", "新持证", "16052600999", "气象台", str(len(rows) + 1)) in told.rows
    assert [row[1] for row in told.rows if row[0] == "名录库有，名单没有"] == [known[0].name]
