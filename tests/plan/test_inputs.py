"""What a plan is made from: risk mix by class, officers with the skills, departments to join with."""

from __future__ import annotations

import pytest
from factories.bureaus import enter_firms, open_any_bureau

from inspector_desktop.plan.inputs import plan_inputs
from inspector_desktop.plan.more_acts import load_joint_list
from inspector_desktop.plan.more_facts import JointEntry
from inspector_desktop.profile.loading import available, load


@pytest.mark.obligation("F126")
@pytest.mark.parametrize("name", available())
def test_a_category_shows_its_classes_and_how_many_officers_have_its_skills(tmp_path, clock, name):
    profile = load(name)
    bureau = open_any_bureau(tmp_path, clock, profile)
    category = next((one for one in profile.categories if one.needs), profile.categories[0])
    rank = profile.credit.classes[-1]
    enter_firms(bureau, category.id, 2)
    enter_firms(bureau, category.id, 3, credit=rank.id)
    with bureau.reading() as session:
        found = plan_inputs(session, bureau=bureau.desk().bureau, profile=profile, day="2026-11-20")
    line = found.line(category.id)
    assert f"{rank.title} 3 家" in line
    assert "未评定 2 家" in line
    assert ("有相应专业的执法人员 2 名" in line) == bool(category.needs)
    bureau.engine.dispose()


def test_departments_come_from_the_profile_and_the_joint_list_each_once(tmp_path, clock):
    profile = load("huaxian-meteorology")
    bureau = open_any_bureau(tmp_path, clock, profile)
    with bureau.writing() as session:
        load_joint_list(
            session, desk=bureau.desk(), clock=clock, title="清单", edition="", issuer="", file="清单.csv",
            entries=[JointEntry(field="气象", title="检查", initiator="气象", partners="应急、住建")],
        )  # fmt: skip
        found = plan_inputs(session, bureau=bureau.desk().bureau, profile=profile, day="2026-11-20")
    assert found.partners == ("应急", "商务", "公安", "气象", "住建")
    bureau.engine.dispose()
