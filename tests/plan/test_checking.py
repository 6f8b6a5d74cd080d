"""The plan check: every aspect of a plan is looked at, and what is wrong says where and how to repair it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories.bureau import approved_plan, enter_some_subjects, open_bureau

from inspector_desktop.errors import Refused
from inspector_desktop.plan.acts import Table, draw_up_plan, publish_plan
from inspector_desktop.plan.checking import CARE, GOOD, WRONG, aspects, check_plan
from inspector_desktop.plan.rules import names_months, places_open
from inspector_desktop.plan.store import get_plan
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.acts import publish_items
from inspector_desktop.registry.facts import ItemRow
from inspector_desktop.registry.store import items


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


def look(bureau, plan):
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
        return {one.key: one for one in check_plan(session, view, bureau.profile, day="2026-11-20")}


@pytest.mark.obligation("F046")
def test_listed_items_random_mode_share_and_publicity_of_a_plan_are_shown_each_with_how_it_stands(bureau):
    plan = approved_plan(bureau)
    found = look(bureau, plan)
    assert found["items"].tone == GOOD
    assert found["mode"].text == "本机封存后随机抽取检查对象、执法人员"
    assert (found["share"].tone, found["share"].text) == (GOOD, "30%、5%")
    assert (found["publicity"].tone, found["work"].tone) == (CARE, CARE)
    with bureau.writing() as session:
        publish_plan(session, desk=bureau.desk(), clock=bureau.clock, plan=plan, where="门户网站", on="2026-11-20")
    assert look(bureau, plan)["publicity"].tone == GOOD


def test_an_item_taken_off_the_list_a_share_of_nothing_and_a_lost_form_are_wrong(bureau):
    plan = approved_plan(bureau)
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
        listed = items(session, bureau.desk().bureau)
    bare = replace(view, strata=tuple(replace(one, ratio_ppm=0) for one in view.strata), period_text="适时")
    off = [replace(one, valid_until="2026-01-01", form="") for one in listed]
    given = {"day": "2026-11-20", "formless": ("检测单位检查",)}
    found = {one.key: one for one in aspects(bare, bureau.profile, listed=off, has_work=True, **given)}
    assert [key for key, one in found.items() if one.tone == WRONG] == ["items", "share", "period", "forms"]
    assert found["work"].tone == GOOD
    newer = [replace(one, version=one.version + 1) for one in listed]
    given = {"day": "2026-11-20", "formless": ()}
    found = {one.key: one for one in aspects(view, bureau.profile, listed=newer, has_work=False, **given)}
    assert found["items"].tone == CARE


@pytest.mark.obligation("F165")
def test_a_time_without_months_is_refused_when_the_plan_is_drawn_up(bureau):
    assert [names_months(one) for one in ("5月-6月", "2023年5月至7月", "2023.5-7", "适时", "第13月")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-period"):
        draw_up(session, bureau, table=Table(period="上半年"))


@pytest.mark.obligation("F166")
def test_a_plan_is_directed_by_categories_or_undirected_over_all_of_them(bureau):
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-undirected"):
        draw_up(session, bureau, draw_type="undirected")
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-incomplete"):
        draw_up(session, bureau, categories=())
    with bureau.writing() as session:
        every = tuple(one.id for one in bureau.profile.categories)
        plan = draw_up(session, bureau, categories=every, draw_type="undirected")
        assert get_plan(session, bureau.desk().bureau, plan).draw_type == "undirected"
    assert look(bureau, plan)["type"].text == "不定向（全部类别）"


def test_the_place_of_a_draw_can_be_chosen_only_where_the_profile_leaves_it_open(bureau):
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-place"):
        draw_up(session, bureau, place="by-hand")
    assert places_open(load("wugang-civil-defence"), "main") == ("local", "by-hand")
    assert places_open(load("huaxian-meteorology"), "main") == ("platform",)


def draw_up(session, bureau, *, categories=("testing",), **more):
    return draw_up_plan(
        session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind="supplementary", title="抽查",
        task_title="抽查", basis="", window_from="2026-11-20", window_until="2026-12-18", categories=categories, **more,
    )  # fmt: skip


def by_law(bureau, ratio, law="《气象灾害防御条例》第二十三条"):
    with bureau.writing() as session:
        one = next(
            one
            for one in items(session, bureau.desk().bureau)
            if one.published_on and one.subject_category == "testing"
        )
        row = ItemRow(**{name: getattr(one, name) for name in ItemRow.model_fields} | {
            "ratio": ratio, "ratio_by_law": law,
        })  # fmt: skip
        publish_items(
            session, desk=bureau.desk(), clock=bureau.clock, rows=(row,), published_on="2026-11-20",
            valid_from="2026-11-20",
        )  # fmt: skip


@pytest.mark.obligation("F089")
def test_a_ratio_fixed_by_law_goes_before_every_other_is_printed_and_looked_after(tmp_path, clock):
    bureau = open_bureau(tmp_path, clock)
    enter_some_subjects(bureau)
    before = see_plan(bureau, approved_plan(bureau))
    by_law(bureau, "60%")
    with bureau.reading() as session:
        listed = items(session, bureau.desk().bureau)
    late = aspects(before, bureau.profile, listed=listed, day="2026-11-20", has_work=False, formless=())
    (share,) = [one for one in late if one.key == "share"]
    assert share.tone == WRONG
    assert "低于法定比例（《气象灾害防御条例》第二十三条）" in share.text
    plan = see_plan(bureau, approved_plan(bureau))
    (stratum,) = [one for one in plan.strata if one.category == "testing"]
    assert (stratum.ratio_ppm, stratum.credit, stratum.take) == (600_000, "", "ratio")
    assert "法定60%，《气象灾害防御条例》第二十三条" in plan.ratio_text
    now = aspects(plan, bureau.profile, listed=listed, day="2026-11-20", has_work=False, formless=())
    assert next(one for one in now if one.key == "share").tone == GOOD
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-ratio-law"):
        draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind="supplementary",
            title="低于法定", task_title="低于法定", basis="局务会议纪要", window_from="2026-11-20",
            window_until="2026-12-18", categories=("testing",), ratios={"testing": 500_000},
        )  # fmt: skip
    bureau.engine.dispose()


def see_plan(bureau, plan):
    with bureau.reading() as session:
        return get_plan(session, bureau.desk().bureau, plan)
