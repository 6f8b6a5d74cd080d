"""Items in force: what ended, or is not fit for random checks, is neither drawn, released nor checked (54号)."""

from __future__ import annotations

from datetime import date

import pytest
from factories.bureau import (
    DIGITS,
    approved_plan,
    enter_some_subjects,
    frozen_draw,
    open_bureau,
)
from factories.bureaus import open_any_bureau, plan_for
from factories.visits import come

from inspector_desktop.draw.acts import hold_draw, release_draw
from inspector_desktop.errors import Refused
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.plan.checking import GOOD, WRONG, check_plan
from inspector_desktop.plan.store import get_plan
from inspector_desktop.plan.year import read_year
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.acts import publish_items
from inspector_desktop.registry.facts import ItemRow
from inspector_desktop.registry.kept_acts import end_item
from inspector_desktop.registry.rules import fit_for_draws
from inspector_desktop.registry.store import items


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def end_all(bureau, on):
    with bureau.writing() as session:
        for one in items(session, bureau.desk().bureau):
            end_item(session, desk=bureau.desk(), clock=bureau.clock, item=one.id, on=on, reason="依据已废止")


def publish_again(bureau, *, valid_from="2026-11-20", valid_until="", **changes):
    with bureau.writing() as session:
        rows = [
            ItemRow(**{name: getattr(one, name) for name in ItemRow.model_fields} | changes.get(one.id, {}))
            for one in items(session, bureau.desk().bureau)
        ]
        publish_items(
            session, desk=bureau.desk(), clock=bureau.clock, rows=rows, published_on="2026-11-20",
            valid_from=valid_from, valid_until=valid_until,
        )  # fmt: skip


def test_items_that_ended_after_the_plan_was_approved_are_not_sealed_until_they_are_published_again(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    end_all(bureau, "2026-11-01")
    with pytest.raises(Refused, match="refused-items-ended") as refused:
        frozen_draw(bureau, plan)
    assert (refused.value.facts["date"], refused.value.facts["last"]) == ("2026-11-01", "2026-12-18")
    publish_again(bureau, valid_until="2026-12-17")
    with pytest.raises(Refused, match="refused-items-ended"):
        frozen_draw(bureau, plan)
    publish_again(bureau, valid_until="2026-12-18")
    frozen_draw(bureau, plan)


def test_an_item_without_end_is_valid_and_a_version_for_a_day_to_come_leaves_the_planned_one_in_force(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    publish_again(bureau, valid_from="2027-01-01")
    frozen_draw(bureau, plan)


def test_an_item_that_ends_after_the_sealing_stops_the_release_and_one_that_ends_after_the_release_the_check(bureau):
    enter_some_subjects(bureau)
    draw = frozen_draw(bureau, approved_plan(bureau))
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, first=("王秀英", DIGITS),
            second=("赵志强", DIGITS), witnesses=("孙丽",),
        )  # fmt: skip
    end_all(bureau, "2026-11-19")
    with bureau.writing() as session, pytest.raises(Refused, match="refused-items-ended"):
        release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
    publish_again(bureau)
    with bureau.writing() as session:
        first, *_ = release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    end_all(bureau, "2026-11-19")
    with pytest.raises(Refused, match="refused-items-ended"):
        come(bureau, first)
    end_all(bureau, "2026-11-20")  # its last day
    come(bureau, first)


def test_a_plan_leaves_out_an_item_that_ends_before_its_window_does(tmp_path, clock):
    bureau = open_any_bureau(tmp_path, clock, load("zhanhe-emergency"))
    category = bureau.profile.categories[0].id
    with bureau.writing() as session:
        end_item(
            session, desk=bureau.desk(), clock=clock, item=f"{category.upper()}-1", on="2026-12-01", reason="依据已废止"
        )
    plan = plan_for(bureau, category, ratios={category: 500_000})
    with bureau.reading() as session:
        planned = {one.item for one in get_plan(session, bureau.desk().bureau, plan).items}
    assert planned == {f"{category.upper()}-2", f"{category.upper()}-3"}


UNFIT = {"random": "no", "random_reason": "须停产检查"}


@pytest.mark.obligation("F011")
def test_an_item_not_listed_for_random_checks_is_never_planned_and_the_plan_check_and_the_year_say_so(tmp_path, clock):
    bureau = open_any_bureau(tmp_path, clock, load("zhanhe-emergency"))
    category = bureau.profile.categories[0].id
    gone = f"{category.upper()}-1"
    publish_again(bureau, **{gone: UNFIT})
    plan = plan_for(bureau, category, ratios={category: 500_000})
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
        title = next(one.title for one in items(session, bureau.desk().bureau) if one.id == gone)
        told = check_plan(session, view, bureau.profile, day="2026-11-20")[0]
        never = read_year(session, bureau=bureau.desk().bureau, profile=bureau.profile, today=date(2026, 11, 20)).never
    assert {one.item for one in view.items} == {f"{category.upper()}-2", f"{category.upper()}-3"}
    assert told.tone == GOOD and f"未列入本计划：{title}（不列入随机抽查：须停产检查）。" in told.text
    assert [one.id for one in never if not fit_for_draws(one)] == [gone]


@pytest.mark.obligation("F011")
def test_an_item_struck_from_random_checks_after_the_approval_is_not_sealed_and_a_category_of_such_not_planned(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    with bureau.reading() as session:
        struck = next(one.id for one in items(session, bureau.desk().bureau) if one.subject_category == "testing")
    publish_again(bureau, **{struck: UNFIT})
    with pytest.raises(Refused, match="refused-items-not-random"):
        frozen_draw(bureau, plan)
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
        assert check_plan(session, view, bureau.profile, day="2026-11-20")[0].tone == WRONG
    with pytest.raises(Refused, match="refused-items-not-random"):
        approved_plan(bureau)
