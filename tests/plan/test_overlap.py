"""Two plans over the same subjects in the same time are found, with a way proposed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, open_bureau, released_inspections

from inspector_desktop.draw.merging import merge_plans
from inspector_desktop.draw.overlapping import open_overlaps
from inspector_desktop.draw.store import draws, get_draw
from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.plan.acts import Table, draw_up_plan, record_upper_plan, settle_overlap
from inspector_desktop.plan.more_acts import close_upper, tie_upper
from inspector_desktop.plan.overlap import (
    ADOPT,
    JOINT_FIRST,
    KEPT,
    MERGE,
    OWN_FIRST,
    TOGETHER,
    UPPER,
    meeting,
    overlaps,
)
from inspector_desktop.plan.store import get_plan, plans, upper_plans
from inspector_desktop.registry.acts import enter_subjects
from inspector_desktop.registry.facts import SubjectRow


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def upper(bureau, *, categories=(), listed=(), window=("2026-12-01", "2026-12-31"), number="16005"):
    with bureau.writing() as session:
        return record_upper_plan(
            session, desk=bureau.desk(number), clock=bureau.clock, title="全省防雷安全抽查", number="豫气〔2026〕9号",
            issuer="河南省气象局", window_from=window[0], window_until=window[1], categories=categories, listed=listed,
            file=b"%PDF-1.7",
        )  # fmt: skip


def found(bureau, plan):
    with bureau.reading() as session:
        return open_overlaps(session, get_plan(session, bureau.desk().bureau, plan))


def settle(bureau, plan, overlap, effect, reason=""):
    with bureau.writing() as session:
        settle_overlap(
            session, desk=bureau.desk(), clock=bureau.clock, plan=plan, other=overlap.other, other_title=overlap.title,
            effect=effect, subjects=overlap.subjects, reason=reason,
        )  # fmt: skip


def test_windows_meet_on_the_days_both_have_first_and_last_included():
    assert meeting(("2026-05-01", "2026-06-30"), ("2026-06-30", "2026-07-31")) == ("2026-06-30", "2026-06-30")
    assert meeting(("2026-05-01", "2026-06-30"), ("2026-07-01", "2026-07-31")) is None


@pytest.mark.obligation("F047")
def test_subjects_on_an_upper_list_leave_our_draw_with_the_rule_that_the_upper_level_checks_them(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    upper(bureau, listed=("S0001", "滑县第9加油站", "别县某站"))
    (overlap,) = found(bureau, plan)
    assert (overlap.subjects, overlap.proposal, overlap.upper) == (("S0001", "S0009"), UPPER, True)
    assert (overlap.window_from, overlap.window_until) == ("2026-12-01", "2026-12-18")
    settle(bureau, plan, overlap, UPPER)
    assert found(bureau, plan) == ()
    with bureau.writing() as session:
        (above,) = upper_plans(session, bureau.desk().bureau)
        close_upper(session, desk=bureau.desk(), clock=bureau.clock, upper=above.dossier, on="2026-11-20")
    draw = frozen_draw(bureau, plan)
    with bureau.reading() as session:
        text = get_draw(session, bureau.desk().bureau, draw).frozen
        assert upper_plans(session, bureau.desk().bureau)[0].unmatched == "别县某站"
        assert rebuild(session).equal
    assert '"id":"S0001"' in text
    assert text.count('"rule":"upper"') == 2


def test_an_upper_plan_of_another_time_or_over_others_is_no_overlap(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    upper(bureau, categories=("testing",), window=("2027-01-01", "2027-02-01"))
    upper(bureau, listed=("别县某站",))
    assert found(bureau, plan) == ()


def test_an_upper_plan_over_some_categories_takes_these_and_not_the_whole_plan(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    upper(bureau, categories=("balloon",))
    (overlap,) = found(bureau, plan)
    assert (overlap.whole, len(overlap.subjects)) == (False, 3)
    settle(bureau, plan, overlap, UPPER)
    with bureau.reading() as session:
        assert get_plan(session, bureau.desk().bureau, plan).state == "approved"


def test_what_another_of_our_plans_has_drawn_for_the_same_item_is_proposed_for_adoption(bureau):
    released_inspections(bureau)
    second = approved_plan(bureau)
    with bureau.reading() as session:
        (draw,) = draws(session, bureau.desk().bureau)
        (first,) = [one for one in plans(session, bureau.desk().bureau) if one.dossier != second]
    (overlap,) = found(bureau, second)
    assert overlap.other == first.dossier
    assert set(overlap.subjects) == {one.subject for one in draw.drawn}
    assert overlap.proposal == ADOPT
    settle(bureau, second, overlap, ADOPT)
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, second)
    assert set(view.left) == set(overlap.subjects)
    upper(bureau, listed=[next(one for one in ("S0001", "S0002", "S0003", "S0004") if one not in view.left)])
    (other,) = found(bureau, second)
    settle(bureau, second, other, UPPER)
    with bureau.writing() as session:
        close_upper(session, desk=bureau.desk(), clock=bureau.clock, upper=other.other, on="2026-11-20")
    draw = frozen_draw(bureau, second)
    with bureau.reading() as session:
        text = get_draw(session, bureau.desk().bureau, draw).frozen
    assert (text.count('"rule":"joint-task"'), text.count('"rule":"upper"')) == (len(overlap.subjects), 1)


def test_both_are_checked_only_with_a_reason_and_only_the_supervising_section_decides(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    upper(bureau, categories=("balloon",))
    (overlap,) = found(bureau, plan)
    with pytest.raises(Refused, match="refused-overlap-reason"):
        settle(bureau, plan, overlap, KEPT)
    settle(bureau, plan, replace(overlap, subjects=()), KEPT, reason="检查事项不同")
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
    assert (view.settled[0].effect, view.settled[0].reason, view.left) == (KEPT, "检查事项不同", ())
    with pytest.raises(Refused, match="refused-role-plans"):
        upper(bureau, categories=("balloon",), number="16001")
    with pytest.raises(Refused, match="refused-upper-incomplete"):
        upper(bureau)


def another(bureau, kind, *, items=None, window=("2026-11-20", "2026-12-18")):
    joint = tuple((title, "如协议") for title in bureau.profile.plan.joint_fields)
    table = Table(partners="县应急管理局", joint=joint) if kind == "joint" else Table()
    with bureau.writing() as session:
        return draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind=kind, title="另一份",
            task_title="另一份", basis="", window_from=window[0], window_until=window[1], categories=("testing",),
            table=table, items=items,
        )  # fmt: skip


def test_a_main_plan_and_a_supplementary_one_are_proposed_to_become_the_main_one(bureau):
    enter_some_subjects(bureau)
    own, main = approved_plan(bureau), another(bureau, "main")
    (overlap,) = found(bureau, own)
    assert (overlap.other, overlap.proposal, overlap.stops) == (main, MERGE, False)
    with bureau.writing() as session:
        merge_plans(session, desk=bureau.desk(), clock=bureau.clock, plan=own, other=main)
    with bureau.reading() as session:
        one, two = (get_plan(session, bureau.desk().bureau, name) for name in (main, own))
    assert (one.kind, one.gone, two.merged_into) == ("main", False, main)
    assert {part.category for part in one.strata} == {"testing", "balloon", "key-unit"}


def test_a_joint_plan_is_to_be_drawn_first_and_is_never_merged_with_one_of_ours_alone(bureau):
    enter_some_subjects(bureau)
    own, joint = approved_plan(bureau), another(bureau, "joint")
    assert [(one.other, one.proposal, one.stops) for one in found(bureau, own)] == [(joint, JOINT_FIRST, False)]
    assert [(one.other, one.proposal, one.stops) for one in found(bureau, joint)] == [(own, OWN_FIRST, False)]
    with bureau.writing() as session, pytest.raises(Refused, match="refused-merge-kinds"):
        merge_plans(session, desk=bureau.desk(), clock=bureau.clock, plan=own, other=joint)


def test_a_firm_that_is_drawn_already_for_other_items_is_told_and_stops_nothing(bureau):
    released_inspections(bureau)
    with bureau.reading() as session:
        (first,) = plans(session, bureau.desk().bureau)
        (draw,) = draws(session, bureau.desk().bureau)
    second = another(bureau, "supplementary")
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, second)
    other_items = replace(view, items=tuple(replace(one, item=f"{one.item}X") for one in view.items))
    drawn = {first.dossier: [one.subject for one in draw.drawn]}
    members = {"testing": {"S0001", "S0002", "S0003", "S0004"}}
    (overlap,) = overlaps(other_items, others=(first,), upper=(), drawn=drawn, members=members)
    assert (overlap.proposal, overlap.stops, overlap.items) == (TOGETHER, False, ())
    assert set(overlap.subjects) == members["testing"] & set(drawn[first.dossier])
    assert overlap.subjects


def test_of_firms_with_one_name_none_is_taken_until_somebody_ties_it_by_code_or_hand(bureau):
    enter_some_subjects(bureau)
    twin = [
        SubjectRow(
            id=f"T{number}", name="滑县同名加油站", code=f"T{number}", code_kind="internal", category="testing",
            address=place, principal="赵永安", phone="13803720000",
        )
        for number, place in enumerate(("城关", "道口"), 1)
    ]  # fmt: skip
    with bureau.writing() as session:
        enter_subjects(session, desk=bureau.desk(), clock=bureau.clock, rows=twin)
    plan = approved_plan(bureau)
    listed = ("序号\t企业名称\t代码", "1\t滑县同名加油站", "2\t滑县第1加油站\tS0001", "3\t滑县新建油站")
    above = upper(bureau, listed=listed)
    with bureau.reading() as session:
        (known,) = upper_plans(session, bureau.desk().bureau)
    assert (known.subjects, known.unmatched) == (("S0001",), "滑县同名加油站、滑县新建油站")
    with bureau.writing() as session:
        common = {"desk": bureau.desk(), "clock": bureau.clock, "upper": above}
        tie_upper(session, **common, name="滑县同名加油站", subject="T2")
        tie_upper(session, **common, name="滑县新建油站")
        with pytest.raises(Refused, match="refused-upper-tied"):
            tie_upper(session, **common, name="滑县新建油站", subject="T1")
        with pytest.raises(Refused, match="refused-role-plans"):
            tie_upper(session, **{**common, "desk": bureau.desk("16001")}, name="滑县新建油站")
    (overlap,) = found(bureau, plan)
    assert overlap.subjects == ("S0001", "T2")
    with bureau.reading() as session:
        assert upper_plans(session, bureau.desk().bureau)[0].unmatched == ""
        assert rebuild(session).equal
