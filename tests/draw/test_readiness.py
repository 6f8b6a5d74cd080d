"""What stops a draw before it begins, and how plans are merged and results adopted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, open_bureau, released_inspections
from factories.bureaus import enter_firms, open_any_bureau, plan_for, sealed

from inspector_desktop.draw.amending import amend_plan
from inspector_desktop.draw.merging import merge_plans, settle_with_reference
from inspector_desktop.draw.overlapping import open_overlaps
from inspector_desktop.draw.readiness import refuse_unready
from inspector_desktop.draw.recording import place_for
from inspector_desktop.draw.store import draw_of_plan
from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.plan.acts import Table, approve_plan, draw_up_plan, record_upper_plan
from inspector_desktop.plan.checking import check_plan
from inspector_desktop.plan.drafting import draft_of
from inspector_desktop.plan.more_acts import close_upper, propose_work, write_work_plan
from inspector_desktop.plan.overlap import ADOPT, KEPT, MERGE
from inspector_desktop.plan.store import get_plan, plans
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.acts import publish_items
from inspector_desktop.registry.facts import ItemRow


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def open_ones(bureau, plan):
    with bureau.reading() as session:
        return open_overlaps(session, get_plan(session, bureau.desk().bureau, plan))


def view(bureau, plan):
    with bureau.reading() as session:
        return get_plan(session, bureau.desk().bureau, plan)


def draw_up(bureau, category, window=("2026-11-20", "2026-12-18"), *, title="抽查", kind="supplementary", **more):
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind=kind, title=title,
            task_title=title, basis="", window_from=window[0], window_until=window[1], categories=category, **more,
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
    return str(plan)


@pytest.mark.obligation("F048")
def test_a_supplementary_plan_is_not_sealed_before_the_tasks_of_the_upper_plan_are_finished(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    with bureau.writing() as session:
        above = record_upper_plan(
            session, desk=bureau.desk(), clock=bureau.clock, title="全省抽查", number="", issuer="河南省气象局",
            window_from="2026-05-01", window_until="2026-06-30", categories=("testing",),
        )  # fmt: skip
    with pytest.raises(Refused, match="refused-plan-upper-open"):
        frozen_draw(bureau, plan)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-day"):
        close_upper(session, desk=bureau.desk(), clock=bureau.clock, upper=above, on="2026-11-21")
    with bureau.writing() as session:
        close_upper(session, desk=bureau.desk(), clock=bureau.clock, upper=above, on="2026-07-05")
    frozen_draw(bureau, plan)
    with bureau.reading() as session:
        assert draw_of_plan(session, bureau.desk().bureau, plan) is not None


@pytest.mark.obligation("F032")
def test_an_overlap_stops_the_sealing_until_the_earlier_result_is_adopted_with_its_reference(bureau):
    inspections = released_inspections(bureau)
    second = approved_plan(bureau)
    with pytest.raises(Refused, match="refused-plan-overlap"):
        frozen_draw(bureau, second)
    (overlap,) = [one for one in open_ones(bureau, second) if one.stops]
    with bureau.writing() as session:
        settle_with_reference(
            session, desk=bureau.desk(), clock=bureau.clock, plan=second, other=overlap.other, effect=ADOPT
        )
    found = view(bureau, second)
    assert {one.inspection for one in found.adopted} == set(inspections)
    assert all(one.reference.startswith("《2026年防雷安全补充抽查》") for one in found.adopted)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-overlap-settled"):
        settle_with_reference(
            session, desk=bureau.desk(), clock=bureau.clock, plan=second, other=overlap.other, effect=KEPT, reason="x"
        )
    frozen_draw(bureau, second)


@pytest.mark.obligation("F031")
def test_two_plans_over_the_same_in_the_same_time_are_merged_into_one_task_and_approved_again(bureau):
    enter_some_subjects(bureau)
    first = draw_up(bureau, ("testing",), ("2026-11-20", "2026-12-10"), title="甲")
    second = draw_up(
        bureau, ("testing", "balloon"), ("2026-12-01", "2026-12-20"), title="乙", ratios={"testing": 500_000},
        table=Table(partners="防灾减灾股"),
    )  # fmt: skip
    (overlap,) = open_ones(bureau, first)
    assert (overlap.other, overlap.proposal, overlap.stops) == (second, MERGE, False)
    with bureau.writing() as session:
        merge_plans(session, desk=bureau.desk(), clock=bureau.clock, plan=first, other=second)
    one, two = view(bureau, first), view(bureau, second)
    assert (one.state, two.state, two.merged_into) == ("drawn-up", "merged", first)
    assert {part.category: part.ratio_ppm for part in one.strata} == {"testing": 500_000, "balloon": 300_000}
    assert {part.category for part in one.items} == {"testing", "balloon"}
    assert (one.window_from, one.window_until, one.partners) == ("2026-11-20", "2026-12-20", "防灾减灾股")
    assert open_ones(bureau, first) == ()
    with bureau.writing() as session, pytest.raises(Refused, match="refused-plan-merged"):
        approve_plan(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=second, by="赵志强")
    with bureau.reading() as session:
        assert rebuild(session).equal
        assert len(plans(session, bureau.desk().bureau)) == 2
    with bureau.writing() as session:
        approve_plan(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=first, by="赵志强")
    frozen_draw(bureau, first)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-merge"):
        merge_plans(session, desk=bureau.desk(), clock=bureau.clock, plan=first, other=second)


def test_plans_of_which_one_is_drawn_are_not_merged(bureau):
    enter_some_subjects(bureau)
    first, second = draw_up(bureau, ("testing",)), draw_up(bureau, ("testing",))
    frozen_draw(bureau, first)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-merge-drawn"):
        merge_plans(session, desk=bureau.desk(), clock=bureau.clock, plan=second, other=first)


def test_an_item_without_a_check_table_stops_the_sealing(bureau):
    enter_some_subjects(bureau)
    row = ItemRow(
        id="QX-99", title="新事项", group_title="防雷", item_class="", agency="滑县气象局", subject_category="testing",
        content="新事项", basis="《气象法》", methods="实地检查", ratio="30%", frequency="每年1次", form="not-there",
    )  # fmt: skip
    with bureau.writing() as session:
        publish_items(
            session, desk=bureau.desk(), clock=bureau.clock, rows=[row], published_on="2026-11-01",
            valid_from="2026-11-01",
        )  # fmt: skip
    plan = draw_up(bureau, ("testing",))
    with pytest.raises(Refused, match="refused-plan-form") as refused:
        frozen_draw(bureau, plan)
    assert refused.value.facts["items"] == "新事项"


@pytest.mark.obligation("F102")
def test_what_another_department_has_planned_for_our_subjects_is_found_and_its_result_adopted(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    with bureau.writing() as session:
        other = record_upper_plan(
            session, desk=bureau.desk(), clock=bureau.clock, title="加油站联合检查", number="县应急〔2026〕3号",
            issuer="县应急管理局", window_from="2026-11-01", window_until="2026-12-31", categories=(),
            listed=("S0001", "S0009"), level="peer",
        )  # fmt: skip
    (overlap,) = open_ones(bureau, plan)
    assert (overlap.proposal, overlap.upper, overlap.subjects) == (ADOPT, False, ("S0001", "S0009"))
    with bureau.writing() as session:
        settle_with_reference(session, desk=bureau.desk(), clock=bureau.clock, plan=plan, other=other, effect=ADOPT)
    assert {one.reference for one in view(bureau, plan).adopted} == {"县应急管理局《加油站联合检查》县应急〔2026〕3号"}
    frozen_draw(bureau, plan)  # another department's plan is none that has to be finished first


def test_a_plan_that_chose_to_be_drawn_by_lot_is_not_sealed_here(tmp_path, clock):
    profile = load("wugang-civil-defence")
    bureau = open_any_bureau(tmp_path, clock, profile)
    category = profile.categories[0].id
    enter_firms(bureau, category, 20)
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=clock, profile=profile, kind="main", title="抽查", task_title="抽查",
            basis="", window_from="2026-11-20", window_until="2026-12-18", categories=(category,), place="by-hand",
        )  # fmt: skip
        approve_plan(
            session, desk=bureau.desk(), clock=clock, profile=bureau.profile, plan=plan, by="赵志强", on_paper=True
        )
    with pytest.raises(Refused, match="refused-place"):
        sealed(bureau, plan)
    assert place_for(profile, view(bureau, plan)) == "by-hand"
    other = plan_for(bureau, category, kind="main")
    assert place_for(profile, view(bureau, other)) == "local"
    bureau.engine.dispose()


@pytest.mark.obligation("F131")
def test_where_the_profile_asks_for_a_work_plan_nothing_is_drawn_before_one_that_fits_is_written(bureau):
    enter_some_subjects(bureau)
    rules = bureau.profile.plan.model_copy(update={"work_plan_first": True})
    without = approved_plan(bureau)
    frozen_draw(bureau, without)  # the source of this bureau does not ask for it
    bureau.profile = bureau.profile.model_copy(update={"plan": rules})
    plan = draw_up(bureau, ("testing",), ("2027-01-04", "2027-02-05"))
    assert load("ningjin-emergency").plan.work_plan_first

    def aspect():
        with bureau.reading() as session:
            found = check_plan(session, view(bureau, plan), bureau.profile, day="2026-11-20")
        return next(one.tone for one in found if one.key == "work")

    def freeze():
        with bureau.reading() as session:
            refuse_unready(session, view(bureau, plan), bureau.profile, "2026-11-20")

    assert aspect() == "red"
    with pytest.raises(Refused, match="refused-plan-work"):
        freeze()
    common = {"desk": bureau.desk(), "clock": bureau.clock, "plan": plan}
    with bureau.writing() as session:
        work = propose_work(session, bureau=bureau.desk().bureau, profile=bureau.profile, plan=plan)
        write_work_plan(session, **common, work=replace(work, principal="赵志强"))
    assert aspect() == "green"
    freeze()
    with bureau.writing() as session:
        draft = replace(draft_of(view(bureau, plan), bureau.profile), window_from="2027-01-11")
        amend_plan(session, **common, profile=bureau.profile, draft=draft, reason="改期")
    with pytest.raises(Refused, match="refused-plan-work"):
        freeze()
