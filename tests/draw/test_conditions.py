"""Directed draws: whom their conditions leave on the list and among the officers, and strata by region."""

from __future__ import annotations

import json

import pytest
from factories.bureau import enter_some_subjects, frozen_draw, open_bureau

from inspector_desktop.draw.document import type_lines
from inspector_desktop.draw.frozen import read
from inspector_desktop.draw.roll import call_roll
from inspector_desktop.draw.store import get_draw
from inspector_desktop.errors import Refused
from inspector_desktop.plan.acts import approve_plan, draw_up_plan
from inspector_desktop.plan.conditions import OFFICER, REST, SUBJECT, Condition
from inspector_desktop.plan.inputs import plan_inputs
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.registry.kept_acts import change_officers
from inspector_desktop.registry.store import get_subject, officers

TOWNS = ("城关所", "道口所")


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened, testing=0, balloon=0, key=40)
    with opened.writing() as session:
        for town, numbers in zip(TOWNS, (range(1, 21), range(21, 31)), strict=True):
            change_subjects(
                session, desk=opened.desk(), clock=clock, ids=[f"S{one:04}" for one in numbers],
                changes={"jurisdiction": town}, reason="核对辖区",
            )  # fmt: skip
    yield opened
    opened.engine.dispose()


def plan_of(bureau, **more):
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind="supplementary",
            title="抽查", task_title="抽查", basis="", window_from="2026-11-20", window_until="2026-12-18",
            categories=more.pop("categories", ("key-unit",)), **more,
        )  # fmt: skip
        approve_plan(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            plan=plan,
            by="赵志强",
            on_paper=True,
        )
    return plan


def roll_of(bureau, plan):
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
        roll = call_roll(session, plan=view, profile=bureau.profile, today=bureau.clock.now().date())
        return view, roll


@pytest.mark.obligation("F238")
def test_a_directed_draw_filters_subjects_and_officers_by_conditions_that_are_frozen_and_printed(bureau):
    with bureau.reading() as session:
        team = officers(session, bureau.desk().bureau)
    with bureau.writing() as session:
        change_officers(
            session, desk=bureau.desk(), clock=bureau.clock, ids=[one.id for one in team[:2]], reason="调整",
            changes={"areas": "道口"},
        )  # fmt: skip
    conditions = (
        Condition(SUBJECT, "jurisdiction", ("城关所",)), Condition(OFFICER, "area", ("城关",)),
    )  # fmt: skip
    plan = plan_of(bureau, conditions=conditions)
    view, roll = roll_of(bureau, plan)
    assert view.conditions == conditions
    with bureau.reading() as session:
        places = {get_subject(session, bureau.desk().bureau, one).jurisdiction for one in roll.ids}
    assert places == {"城关所"}
    draw = frozen_draw(bureau, plan)
    with bureau.reading() as session:
        frozen = read(json.loads(get_draw(session, bureau.desk().bureau, draw).frozen))
    assert len(frozen.objects) + len(frozen.excluded) == 20
    assert frozen.note["conditions"] == [
        ["subject", "jurisdiction", ["城关所"]], ["officer", "area", ["城关"]],
    ]  # fmt: skip
    assert {one.id for one in frozen.officers_out if one.rule == "condition"} == {one.id for one in team[:2]}
    printed = [field.value for line in type_lines(view, bureau.profile) for field in line.fields]
    assert printed == ["定向", "辖区：城关所", "执法区域：城关"]


@pytest.mark.obligation("F237")
def test_a_draw_says_whether_it_is_directed_and_an_undirected_one_takes_no_conditions(bureau):
    with pytest.raises(Refused, match="refused-plan-undirected-conditions"):
        plan_of(
            bureau, draw_type="undirected", categories=tuple(one.id for one in bureau.profile.categories),
            conditions=(Condition(SUBJECT, "kind", ("enterprise",)),),
        )  # fmt: skip
    with pytest.raises(Refused, match="refused-plan-condition"):
        plan_of(bureau, conditions=(Condition(SUBJECT, "phone", ("1",)),))
    view, _ = roll_of(bureau, plan_of(bureau))
    assert [field.value for line in type_lines(view, bureau.profile) for field in line.fields] == ["定向"]


def test_strata_by_region_give_each_region_its_share_and_the_rest_one_of_their_own(bureau):
    plan = plan_of(bureau, regional=True, ratios={"key-unit": 100_000})
    view, roll = roll_of(bureau, plan)
    assert [(one.stratum, one.region) for one in view.strata] == [
        ("key-unit-r1", "城关所"), ("key-unit-r2", "道口所"), ("key-unit-r0", REST),
    ]  # fmt: skip
    assert [one.title for one in view.strata][-1].endswith("其他辖区")
    counted = {one.stratum: (one.register, one.taken) for one in roll.quotas(view, bureau.profile)}
    assert {name: number for name, (number, _) in counted.items()} == {
        "key-unit-r1": 20, "key-unit-r2": 10, "key-unit-r0": 10,
    }  # fmt: skip
    assert sum(taken for _, taken in counted.values()) == 4
    assert all(taken for _, taken in counted.values())
    draw = frozen_draw(bureau, plan)
    with bureau.reading() as session:
        assert get_draw(session, bureau.desk().bureau, draw).commitment


def test_conditions_are_offered_from_what_stands_in_the_registers(bureau):
    with bureau.reading() as session:
        found = plan_inputs(session, bureau=bureau.desk().bureau, profile=bureau.profile, day="2026-11-20")
    assert found.options["jurisdiction"] == tuple((one, one) for one in TOWNS)
    assert found.options["credit"][-1] == ("", "未评定")
    assert set(found.options) == {"jurisdiction", "kind", "tag", "credit", "library", "unit", "field", "area"}
