"""A plan's numbers by rule, its kinds, and its way from drawn up to published."""

from __future__ import annotations

import pytest
from factories.bureau import approved_plan, enter_some_subjects, open_bureau

from inspector_desktop.errors import Refused
from inspector_desktop.plan.acts import Table, approve_plan, draw_up_plan, file_plan, publish_plan
from inspector_desktop.plan.naming import items_of, name_of, period_of, ratio_of, region_of
from inspector_desktop.plan.store import get_plan
from inspector_desktop.profile.loading import load


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


def draw_up(bureau, kind="main", window=("2026-11-20", "2026-12-18"), **more):
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind=kind, title="抽查",
            task_title="抽查", basis="", window_from=window[0], window_until=window[1], categories=("testing",), **more,
        )  # fmt: skip
        return get_plan(session, bureau.desk().bureau, plan)


def test_numbers_run_by_year_of_the_window_and_by_kind_and_one_given_by_hand_is_left_out(bureau):
    assert (draw_up(bureau).number, draw_up(bureau).task_number) == ("2026001", "002")
    assert draw_up(bureau, table=Table(number="2026003")).number == "2026003"
    assert draw_up(bureau).number == "2026004"
    assert draw_up(bureau, window=("2027-03-01", "2027-04-30")).number == "2027001"
    joint = tuple((title, "如协议") for title in bureau.profile.plan.joint_fields)
    assert draw_up(bureau, "joint", table=Table(partners="县应急管理局", joint=joint)).number == "联2026001"
    with pytest.raises(Refused, match="refused-plan-number"):
        draw_up(bureau, table=Table(number="2026001"))


def test_a_kind_the_rules_do_not_have_is_refused(bureau):
    alone = bureau.profile.plan.model_copy(update={"kinds": ("main",)})
    bureau.profile = bureau.profile.model_copy(update={"plan": alone})
    with pytest.raises(Refused, match="refused-plan-kind"):
        draw_up(bureau, "supplementary")


@pytest.mark.obligation("F164")
def test_names_months_and_ratios_are_worded_as_the_tables_have_them():
    profile = load("ningjin-emergency")
    assert region_of(profile) == "宁晋县"
    assert name_of(profile, "main", year=2023, number=1, partners="") == "2023年宁晋县应急管理局随机抽查001"
    assert name_of(profile, "joint", year=2023, number=1, partners="县消防救援大队") == "2023年宁晋县部门联合抽查001"
    assert period_of("main", "2023-05-01", "2023-05-31") == "5月"
    assert period_of("joint", "2023-05-01", "2023-05-31") == "2023年5月"
    assert ratio_of((300_000, 50_000, 300_000, 2_500)) == "30%、5%、0.25%"


@pytest.mark.obligation("F168")
def test_items_of_a_joint_plan_are_listed_one_by_one_in_their_cell_and_those_of_others_in_a_row():
    titles = ["人员和资质管理情况", "工艺管理情况"]
    assert items_of("joint", titles) == "1、人员和资质管理情况。 2、工艺管理情况。"
    assert items_of("joint", titles[:1]) == "人员和资质管理情况"
    assert items_of("main", titles) == "人员和资质管理情况、工艺管理情况"


def test_a_plan_goes_from_drawn_up_over_filed_and_approved_to_published_and_never_twice(bureau):
    plan = draw_up(bureau).dossier
    common = {"desk": bureau.desk(), "clock": bureau.clock, "plan": plan}

    def standing():
        with bureau.reading() as session:
            return get_plan(session, bureau.desk().bureau, plan).standing

    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-publish-early"):
        publish_plan(session, **common, where="门户网站", on="2026-11-20")
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-filed-with"):
        file_plan(session, **common, body=" ", on="2026-11-20")
    with bureau.writing() as session:
        file_plan(session, **common, body="安阳市气象局", on="2026-11-20")
    assert standing() == "filed"
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-filed"):
        file_plan(session, **common, body="安阳市气象局", on="2026-11-20")
    with bureau.writing() as session:
        approve_plan(session, **common, profile=bureau.profile, by="赵志强", on_paper=True)
    assert standing() == "approved"
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-day"):
        publish_plan(session, **common, where="门户网站", on="2026-11-21")
    with bureau.writing() as session:
        publish_plan(session, **common, where="门户网站", on="2026-11-20")
    assert standing() == "published"
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-published"):
        publish_plan(session, **common, where="门户网站", on="2026-11-20")


def test_an_officer_neither_files_nor_publishes(bureau):
    plan = approved_plan(bureau)
    for act, more in ((file_plan, {"body": "市局"}), (publish_plan, {"where": "门户"})):
        with bureau.writing() as session, pytest.raises(Refused, match="refused-role-plans"):
            act(session, desk=bureau.desk("16001"), clock=bureau.clock, plan=plan, on="2026-11-20", **more)
