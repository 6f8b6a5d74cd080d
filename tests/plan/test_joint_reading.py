"""Joint item lists as provinces publish them: titles anywhere, a field merged over several rows."""

from __future__ import annotations

from inspector_desktop.plan.joint_reading import read_joint_list
from inspector_desktop.registry.intake.reading import read_sheets

TABLE = """河南省市场监管领域部门联合抽查事项清单（第一版）
序号,抽查领域,抽查事项,检查对象,抽查比例,发起部门,配合部门,实施层级及说明
1,加油站,成品油零售企业检查,加油站,5%,商务,应急、气象,省、市、县
2,,防雷装置检查,易燃易爆场所,5%,气象,应急,市、县
"""


def test_entries_are_read_below_their_titles_and_a_merged_field_holds_for_its_rows(tmp_path):
    path = tmp_path / "清单.csv"
    path.write_text(TABLE, encoding="utf-8")
    found = read_joint_list(read_sheets(path))
    assert [one.title for one in found] == ["成品油零售企业检查", "防雷装置检查"]
    assert (found[1].field, found[1].subjects, found[1].ratio) == ("加油站", "易燃易爆场所", "5%")
    assert (found[1].initiator, found[1].partners, found[1].level) == ("气象", "应急", "市、县")


def test_a_file_without_a_column_of_items_gives_nothing(tmp_path):
    path = tmp_path / "别的.csv"
    path.write_text("姓名,电话\n张三,1\n", encoding="utf-8")
    assert read_joint_list(read_sheets(path)) == ()
