"""Every column lists of items are published with is read, and stands in the register afterwards (DOMAIN 4.1)."""

from __future__ import annotations

import pytest
import xlsxwriter
from factories.bureau import open_bureau

from inspector_desktop.registry.exporting import item_sheet, write_sheet
from inspector_desktop.registry.importing import bring_in_items, compare_list, standing_in
from inspector_desktop.registry.intake import take_in
from inspector_desktop.registry.kept_rules import state_of_item
from inspector_desktop.registry.store import items

SUPERSET = {
    "编号": "QX77", "抽查类别": "防雷安全", "事项名称": "防雷装置检测", "抽查子项": "检测周期", "事项类别": "一般检查事项",
    "检查主体": "滑县气象局", "检查对象": "升放气球单位", "检查内容及要求": "是否按期检测", "检查依据": "《气象法》第三十一条；条例第三条",
    "抽查方式": "现场检查", "抽查比例": "5%", "法定比例依据": "办法第九条", "抽查频次": "每年1次", "检查人员要求": "需专业岗位资格",
    "检查层级": "县级", "联合部门": "应急局；教育局", "备注": "重点月份为6月", "公示日期": "2026年1月5日", "版本": "2026年版",
    "生效日期": "2026-01-10", "失效日期": "2026-06-30", "失效原因": "并入其他事项", "公示网址": "http://example.test/list",
    "责任股室": "防灾减灾股", "责任人": "李建国", "检查表": "lightning",
}  # fmt: skip
PUBLISHED = {
    "石泉县应急": "抽查类别 抽查事项 检查对象 事项类别 检查方式 检查主体 检查依据",
    "南京国动办": "序号 抽查类别 抽查事项 抽查对象 事项类别 检查方式 检查主体 检查依据",
    "浙江国动办": "序号 抽查事项 抽查依据 检查主体 检查对象 抽查内容 抽查方式",
    "莱阳市": "序号 实施部门 抽查事项 抽查对象 抽查内容 抽查依据 抽查方式 抽查比例和频次",
    "定州市": "单位名称 序号 抽查类别名称 事项名称 事项类别 检查依据 检查方式 检查内容及要求 备注",
    "浙江平台": "编号 抽查事项名称 抽查子项 抽查依据 抽查主体 抽查对象 抽查比例 抽查频次 抽查方式 检查人员要求 备注",
    "联合清单": "序号 抽查领域 抽查事项 检查对象 抽查比例 发起部门 配合部门 实施层级及说明",
}


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def sheet(path, titles, *rows):
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for at, row in enumerate((titles, *rows)):
            for place, text in enumerate(row):
                page.write_string(at, place, text)
    return path


def brought(bureau, taken, **more):
    with bureau.writing() as session:
        bring_in_items(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, intake=taken, **more
        )  # fmt: skip
        return {one.id: one for one in items(session, bureau.desk().bureau)}


@pytest.mark.parametrize("publisher", PUBLISHED)
def test_no_column_of_a_published_list_stays_unread_but_the_number_of_the_line(publisher, tmp_path):
    titles = PUBLISHED[publisher].split()
    taken = take_in("items", sheet(tmp_path / "清单.xlsx", titles, [f"{one}内容" for one in titles]))
    assert set(taken.unread) <= {"序号"}


def test_every_column_of_the_superset_is_read_and_kept(bureau, tmp_path):
    taken = take_in("items", sheet(tmp_path / "清单.xlsx", list(SUPERSET), list(SUPERSET.values())))
    assert not taken.unread
    one = brought(bureau, taken)["QX77"]
    assert (one.title, one.sub_title, one.group_title, one.item_class) == (
        "防雷装置检测",
        "检测周期",
        "防雷安全",
        "一般检查事项",
    )
    assert (one.agency, one.subject_category, one.content) == ("滑县气象局", "balloon", "是否按期检测")
    assert (one.basis, one.methods, one.form) == ("《气象法》第三十一条；条例第三条", "现场检查", "lightning")
    assert (one.ratio, one.ratio_by_law, one.frequency) == ("5%", "办法第九条", "每年1次")
    assert (one.staffing, one.level, one.partners) == ("需专业岗位资格", "县级", "应急局、教育局")
    assert one.note == "重点月份为6月；清单版本：2026年版"
    assert (one.section, one.person) == ("防灾减灾股", "李建国")
    assert (one.published_on, one.valid_from, one.link) == ("2026-01-05", "2026-01-10", "http://example.test/list")
    assert (one.valid_until, one.ended_reason) == ("2026-06-30", "并入其他事项")
    assert state_of_item(one, "2026-11-20") == "ended"


def test_a_day_that_is_none_is_refused_with_its_column(tmp_path):
    wrong = SUPERSET | {"生效日期": "2026年2月30日"}
    taken = take_in("items", sheet(tmp_path / "清单.xlsx", list(wrong), list(wrong.values())))
    assert [(one.column, one.why) for one in taken.refusals] == [("生效日期", "date")]


def test_a_list_taken_along_and_brought_in_again_changes_nothing(bureau, tmp_path):
    before = brought(bureau, take_in("items", sheet(tmp_path / "清单.xlsx", list(SUPERSET), list(SUPERSET.values()))))
    write_sheet(tmp_path / "带走.xlsx", item_sheet(before.values(), bureau.profile))
    again = take_in("items", tmp_path / "带走.xlsx")
    with bureau.reading() as session:
        standing = standing_in(session, bureau.desk().bureau, "items")
    found = compare_list(again, standing, profile=bureau.profile)
    assert not again.unread
    assert (len(found.new), found.changed, found.doubts) == (0, (), ())


def test_the_day_a_person_gives_goes_before_what_the_list_says(bureau, tmp_path):
    taken = take_in("items", sheet(tmp_path / "清单.xlsx", list(SUPERSET), list(SUPERSET.values())))
    one = brought(bureau, taken, published_on="2026-11-20")["QX77"]
    assert (one.published_on, one.valid_from, one.valid_until) == ("2026-11-20", "2026-11-20", "")
