"""The tables of 002 附件2 and 附件3, printed and as a workbook: its own rows come out of plans drawn up here."""

from __future__ import annotations

import io
from datetime import date

import pytest
from factories.bureau import open_bureau
from pypdf import PdfReader

from inspector_desktop.paper.render import render
from inspector_desktop.plan.acts import Table, draw_up_plan, propose
from inspector_desktop.plan.document import plan_table, table_paper, workbook
from inspector_desktop.plan.store import plans
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.acts import publish_items, set_up_shelf
from inspector_desktop.registry.facts import ItemRow
from inspector_desktop.registry.intake.reading import read_sheets

ITEMS = (("chemical", "对危化企业安全生产的检查"), ("trade", "对工贸企业安全生产的检查"))
INTERNAL_COLUMNS = (
    "抽查计划编号", "抽查计划名称", "抽查任务编号", "抽查任务名称", "抽查类型", "抽查比例", "抽查事项",
    "抽查对象范围", "发起科（股）室", "联合科（股）室", "抽查时间",
)  # fmt: skip
JOINT_COLUMNS = (*INTERNAL_COLUMNS[:8], "发起部门", "联合部门", "抽查时间", "备注")
RATIO = "5%（运用企业信用风险分级分类开展）"
INTERNAL_ROWS = (
    ("2023001", "2023年宁晋县应急管理局内部门联合抽查001", "001号",
     "宁晋县应急管理局2023年度危化企业“双随机”内部联合抽查", "定向", RATIO, "对危化企业安全生产的检查",
     "2023年直接监管危化行业", "执法监督股", "危化监管股、危化监察股", "5月-6月"),
    ("2023002", "2023年宁晋县应急管理局内部门联合抽查002", "002号",
     "宁晋县应急管理局2023年度工贸企业“双随机”内部联合抽查", "定向", RATIO, "对工贸企业安全生产的检查",
     "2023年直接监管工贸行业", "执法监督股", "工贸监管股、工贸监察股", "9月-10月"),
)  # fmt: skip
JOINT_ROW = (
    "联2023001", "2023年宁晋县部门联合抽查001", "联001", "2023年宁晋县危化行业重大危险源企业部门联合随机抽查", "定向",
    "10% (运用企业信用风险分级分类开展)",
    "1、人员和资质管理情况。 2、工艺管理情况。 3、设备设施管理情况。 4、重大危险源安全管理情况。",
    "2023年直接监管危化行业企业", "县应急管理局", "县消防救援大队", "2023年5月至7月", "县本级开展",
)  # fmt: skip


@pytest.fixture
def bureau(tmp_path, clock):
    """The bureau of 002 with its own rules and an item for each of its two kinds of firm."""
    opened = open_bureau(tmp_path, clock)
    opened.profile = load("ningjin-emergency")
    rows = [
        ItemRow(
            id=f"YJ{number}", title=title, group_title="安全生产", item_class="重点检查事项", agency="宁晋县应急管理局",
            subject_category=category, content=title, basis="《安全生产法》第六十二条", methods="实地检查", ratio="5%",
            frequency="每年1次", form="lightning-safety",
        )
        for number, (category, title) in enumerate(ITEMS, 1)
    ]  # fmt: skip
    with opened.writing() as session:
        for kind in ("items", "officers", "subjects"):
            set_up_shelf(session, desk=opened.desk(), clock=clock, kind=kind, section="supervision")
        publish_items(
            session, desk=opened.desk(), clock=clock, rows=rows, published_on="2022-12-01", valid_from="2022-12-01"
        )
    yield opened
    opened.engine.dispose()


def draw_up(bureau, kind, task, window, categories, **table):
    """A plan named and numbered by rule."""
    with bureau.writing() as session:
        by_rule = propose(
            session, bureau=bureau.desk().bureau, profile=bureau.profile, kind=kind, window_from=window[0],
            partners=table["partners"],
        )  # fmt: skip
        draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind=kind, title=by_rule.title,
            task_title=task, basis="宁应急〔2023〕2号", window_from=window[0], window_until=window[1],
            categories=categories, table=Table(**table),
        )  # fmt: skip


def the_plans_of_002(bureau):
    """Items, and the months of a window, come by rule; ratio, scope and partners as the bureau words them."""
    months = (("2023-05-01", "2023-06-30"), ("2023-09-01", "2023-10-31"))
    for row, window, (category, _) in zip(INTERNAL_ROWS, months, ITEMS, strict=True):
        draw_up(bureau, "main", row[3], window, (category,), ratio=row[5], scope=row[7], partners=row[9])
    draw_up(
        bureau, "joint", JOINT_ROW[3], ("2023-05-01", "2023-07-31"), ("chemical",), ratio=JOINT_ROW[5],
        content=JOINT_ROW[6], scope=JOINT_ROW[7], initiator=JOINT_ROW[8], partners=JOINT_ROW[9], remark=JOINT_ROW[11],
    )  # fmt: skip


def table(bureau, kind):
    with bureau.reading() as session:
        found = plans(session, bureau.desk().bureau)
    return plan_table(found, bureau.profile, kind=kind, year=2023, made_on=date(2023, 1, 13))


@pytest.mark.obligation("F163")
def test_the_rows_printed_in_annex_2_come_out_numbered_named_and_dated_by_rule(bureau):
    the_plans_of_002(bureau)
    found = table(bureau, "internal")
    assert found.title == "2023年内部联合“双随机、一公开”抽查工作计划表"
    assert (found.unit, found.made) == ("宁晋县应急管理局", "2023年1月13日")
    assert found.titles == INTERNAL_COLUMNS
    assert found.rows == INTERNAL_ROWS


@pytest.mark.obligation("F129", "F167")
def test_the_row_printed_in_annex_3_comes_out_with_lead_partner_and_remark(bureau):
    the_plans_of_002(bureau)
    found = table(bureau, "joint")
    assert found.titles == JOINT_COLUMNS
    assert found.rows == (JOINT_ROW,)


@pytest.mark.parametrize("kind", ["internal", "joint"])
def test_the_workbook_holds_head_columns_and_rows_as_text_and_the_same_bytes_each_time(bureau, kind, tmp_path):
    the_plans_of_002(bureau)
    found = table(bureau, kind)
    content = workbook(found)
    assert content == workbook(found)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    (sheet,) = read_sheets(path)
    rows = [tuple(cell.text for cell in line.cells) for line in sheet.lines]
    assert rows[0][0] == found.title
    assert rows[1][0] == "单位（盖章）：宁晋县应急管理局"
    assert rows[2] == found.titles
    assert tuple(rows[3 : 3 + len(found.rows)]) == found.rows


def test_the_paper_carries_every_cell_of_the_table(bureau):
    the_plans_of_002(bureau)
    found = table(bureau, "internal")
    pages = PdfReader(io.BytesIO(render(table_paper(found, bureau.profile)))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    for word in ("2023001", "2023002", "制表时间", "2023年1月13日", "抽查时间必须填到月份"):
        assert word in text
