"""What a bureau's file says about ratios, caps, items, fields and clocks is what its draws and dues do."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from factories.bureaus import drawn, enter_firms, open_any_bureau, plan_for, sealed

from inspector_desktop import profile as profiles
from inspector_desktop.draw.document import frozen_of
from inspector_desktop.draw.facts import Exempt
from inspector_desktop.draw.roll import visits_of
from inspector_desktop.draw.rules import in_window
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.survey import survey
from inspector_desktop.draw.ticket import quotas
from inspector_desktop.draw.transcript import verify
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.deadlines import dues
from inspector_desktop.inspection.store import InspectionView, TeamOfficer, get_inspection
from inspector_desktop.plan.acts import settle_overlap
from inspector_desktop.plan.shares import ppm_of, shares_of
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.acts import change_subjects, enter_officers
from inspector_desktop.registry.facts import OfficerRow
from inspector_desktop.registry.store import find_officer
from inspector_desktop.wording import say

CIVIL_DEFENCE, NINGJIN, XUSHUI, ZHANHE = (
    "wugang-civil-defence", "ningjin-emergency", "xushui-meteorology", "zhanhe-emergency",
)  # fmt: skip
FAR = 1_000_000


@pytest.fixture
def bureau_of(tmp_path, clock):
    opened = []

    def open_one(name, **more):
        opened.append(open_any_bureau(tmp_path, clock, profiles.load(name), **more))
        return opened[-1]

    yield open_one
    for one in opened:
        one.engine.dispose()


def quotas_of(bureau, draw):
    with bureau.reading() as session:
        return {one.stratum: one for one in quotas(frozen_of(get_draw(session, bureau.profile.id, draw)))}


def excluded(bureau, draw):
    with bureau.reading() as session:
        frozen = frozen_of(get_draw(session, bureau.profile.id, draw))
    return {one.id: one.rule for one in frozen.excluded}


def views(bureau, dossiers):
    with bureau.reading() as session:
        return [get_inspection(session, bureau.profile.id, one) for one in dossiers]


@pytest.mark.obligation("F076")
@pytest.mark.obligation("F077")
@pytest.mark.obligation("F092")
def test_credit_classes_have_their_ratios_and_the_whole_is_topped_up_to_five_percent_from_the_highest_risk(bureau_of):
    bureau = bureau_of(CIVIL_DEFENCE)
    for credit, count in (("a", 100), ("b", 20), ("c", 5), ("d", 5)):
        enter_firms(bureau, "works-use", count, credit=credit)
    plan = plan_for(bureau, "works-use")
    draw = sealed(bureau, plan)
    found = quotas_of(bureau, draw)
    # 1 % of 100, 3 % of 20, 10 % of 5 and 20 % of 5 are 3.1, so 4 for the pool; 5 % of 130 are 7: three more of D.
    assert {name: (one.due, one.taken) for name, one in found.items()} == {
        "works-use-a": (1, 1), "works-use-b": (1, 1), "works-use-c": (1, 1), "works-use-d": (1, 4),
    }  # fmt: skip
    with bureau.reading() as session:
        view = get_plan(session, bureau.profile.id, plan)
        file = json.loads(get_draw(session, bureau.profile.id, draw).frozen)
    assert (file["floor_ppm"], file["top_up"][0]) == (50_000, "works-use-d")
    assert [one.ratio_ppm for one in view.strata] == [10_000, 30_000, 100_000, 200_000]
    assert view.strata[0].title == "人防工程使用单位（低风险（A））"
    assert len(drawn(bureau, draw)) == 7


def test_a_firm_nobody_has_assessed_counts_in_the_class_the_profile_names(bureau_of):
    bureau = bureau_of(CIVIL_DEFENCE)
    enter_firms(bureau, "works-use", 10)
    assert quotas_of(bureau, sealed(bureau, plan_for(bureau, "works-use")))["works-use-b"].register == 10


@pytest.mark.obligation("F074")
@pytest.mark.obligation("F075")
def test_key_items_may_be_checked_on_all_and_the_draw_gives_the_order_of_the_batches(bureau_of):
    bureau = bureau_of(CIVIL_DEFENCE)
    enter_firms(bureau, "works-building", 8, credit="a")
    draw = sealed(bureau, plan_for(bureau, "works-building", ratios={"works-building": FAR}))
    found = views(bureau, drawn(bureau, draw))
    assert len(found) == 8
    assert sorted(one.batch for one in found) == [1, 1, 2, 2, 3, 3, 4, 4]
    with bureau.reading() as session:
        assert verify(get_draw(session, bureau.profile.id, draw).transcript.encode()).verified


def test_key_items_need_a_ratio_of_their_plan_and_do_not_mix_with_general_ones(bureau_of):
    bureau = bureau_of(CIVIL_DEFENCE)
    with pytest.raises(Refused, match="refused-plan-ratio-missing"):
        plan_for(bureau, "works-building")
    with pytest.raises(Refused, match="refused-plan-mixed"):
        plan_for(bureau, "works-building", "alarm", ratios={"works-building": FAR})


def test_a_plan_may_set_more_than_five_percent_but_never_less(bureau_of):
    bureau = bureau_of(NINGJIN)
    enter_firms(bureau, "chemical", 21)
    enter_firms(bureau, "trade", 21)
    with pytest.raises(Refused) as refusal:
        plan_for(bureau, "chemical", ratios={"chemical": 40_000})
    assert refusal.value.code == "refused-plan-ratio"
    assert "5%至100%" in say(refusal.value.code, **refusal.value.facts)
    with pytest.raises(Refused, match="refused-plan-ratio-nobody"):
        plan_for(bureau, "chemical", ratios={"trade": 100_000})
    found = quotas_of(bureau, sealed(bureau, plan_for(bureau, "chemical", "trade", ratios={"chemical": 100_000})))
    assert (found["chemical"].taken, found["trade"].taken) == (3, 2)


@pytest.mark.obligation("F017")
@pytest.mark.obligation("F133")
@pytest.mark.obligation("F135")
def test_a_subject_goes_to_a_group_with_the_field_its_industry_needs(bureau_of):
    bureau = bureau_of(NINGJIN)
    enter_firms(bureau, "chemical", 40)
    found = views(bureau, drawn(bureau, sealed(bureau, plan_for(bureau, "chemical", ratios={"chemical": 200_000}))))
    assert len(found) == 8
    with bureau.reading() as session:
        for one in found:
            team = [find_officer(session, bureau.profile.id, officer.id) for officer in one.officers]
            assert any("chemical" in officer.fields.split("、") for officer in team if officer)


def test_nothing_is_sealed_when_nobody_has_the_field_an_industry_needs(bureau_of):
    bureau = bureau_of(NINGJIN)
    enter_firms(bureau, "chemical", 40)
    plan = plan_for(bureau, "chemical")
    with bureau.writing() as session:
        gone = [find_officer(session, bureau.profile.id, one) for one in ("16001", "16003")]
        rows = [_left(one) for one in gone if one]
        enter_officers(session, desk=bureau.desk(), clock=bureau.clock, rows=rows)
    with pytest.raises(Refused, match="refused-skill-missing"):
        sealed(bureau, plan)


def _left(officer):
    known = {name: getattr(officer, name) for name in OfficerRow.model_fields}
    return OfficerRow(**{**known, "duty": "left"})


def test_the_ratio_of_the_item_list_is_the_ratio_of_the_draw(bureau_of):
    bureau = bureau_of(XUSHUI, ratio="不低于8%")
    enter_firms(bureau, "other-field", 26)
    assert quotas_of(bureau, sealed(bureau, plan_for(bureau, "other-field")))["other-field"].taken == 3


@pytest.mark.parametrize(
    ("text", "ppm"), [("5%", 50_000), ("不低于 5％", 50_000), ("0.5%", 5_000), ("2‰", 2_000), ("100%", FAR)]
)
def test_a_written_ratio_is_read_in_millionths(text, ppm):
    assert ppm_of(text) == ppm


@pytest.mark.parametrize("text", ["", "按计划", "每年1次", "120%"])
def test_a_text_without_a_ratio_gives_none(text):
    assert ppm_of(text) is None


def drawn_twice(bureau, *categories, ratios=None):
    for _ in range(2):
        drawn(bureau, sealed(bureau, plan_for(bureau, *categories, ratios=ratios)))


@pytest.mark.obligation("F192")
@pytest.mark.obligation("F193")
def test_two_checks_in_the_last_year_bar_a_third_except_in_key_fields_and_for_the_untrustworthy(bureau_of):
    bureau = bureau_of(XUSHUI, ratio="100%")
    other = enter_firms(bureau, "other-field", 2)
    poor = enter_firms(bureau, "other-field", 1, credit="poor")
    enter_firms(bureau, "key-field", 2)
    drawn_twice(bureau, "other-field", "key-field")
    bureau.clock.set(datetime(2027, 1, 11, 2, 0, tzinfo=UTC))  # another calendar year, the same 365 days
    barred = excluded(bureau, sealed(bureau, plan_for(bureau, "other-field", "key-field")))
    assert barred == dict.fromkeys(other, "cap")
    assert poor[0] not in barred
    bureau.clock.set(datetime(2027, 11, 22, 2, 0, tzinfo=UTC))
    assert excluded(bureau, sealed(bureau, plan_for(bureau, "other-field"))) == {}


@pytest.mark.obligation("F232")
@pytest.mark.obligation("F234")
@pytest.mark.obligation("F236")
def test_two_checks_of_a_calendar_year_bar_a_third_unless_the_firm_is_dishonest_or_its_exception_is_shown(bureau_of):
    bureau = bureau_of(ZHANHE)
    firms = enter_firms(bureau, "trade", 3)
    dishonest = enter_firms(bureau, "trade", 1, credit="dishonest")
    all_of_them = {"trade": FAR}
    drawn_twice(bureau, "trade", ratios=all_of_them)
    plan = plan_for(bureau, "trade", ratios=all_of_them)
    with pytest.raises(Refused, match="refused-exempt-evidence"):
        sealed(bureau, plan, exempt=(Exempt(subject=firms[0], ground="penalised", evidence=" "),))
    with pytest.raises(Refused, match="refused-exempt-evidence"):
        sealed(bureau, plan, exempt=(Exempt(subject=firms[0], ground="because", evidence="湛应急罚〔2026〕3号"),))
    shown = Exempt(subject=firms[0], ground="penalised", evidence="（湛）应急罚〔2026〕3号")
    draw = sealed(bureau, plan, exempt=(shown,))
    assert excluded(bureau, draw) == dict.fromkeys(firms[1:], "cap")
    with bureau.reading() as session:
        frozen = frozen_of(get_draw(session, bureau.profile.id, draw))
    assert dishonest[0] in {one.id for one in frozen.objects}
    assert frozen.note["exempt"] == [[firms[0], "penalised"]]
    bureau.clock.set(datetime(2027, 1, 11, 2, 0, tzinfo=UTC))
    assert excluded(bureau, sealed(bureau, plan_for(bureau, "trade", ratios=all_of_them))) == {}


@pytest.mark.obligation("F233")
def test_firms_the_upper_level_has_checked_this_year_take_no_part(bureau_of):
    bureau = bureau_of(ZHANHE)
    firms = enter_firms(bureau, "coal", 3)
    draw = sealed(bureau, plan_for(bureau, "coal", ratios={"coal": FAR}), upper=(firms[1],))
    assert excluded(bureau, draw) == {firms[1]: "upper"}


def test_a_firm_that_left_the_plan_for_an_upper_one_stays_out_even_where_no_cap_holds(bureau_of):
    bureau = bureau_of(ZHANHE)
    firms = enter_firms(bureau, "coal", 2, credit="dishonest")
    plan = plan_for(bureau, "coal", ratios={"coal": FAR})
    with bureau.writing() as session:
        settle_overlap(
            session, desk=bureau.desk(), clock=bureau.clock, plan=plan, other="upper", other_title="市局年度计划",
            effect="upper-prevails", subjects=firms[:1],
        )  # fmt: skip
    assert excluded(bureau, sealed(bureau, plan)) == {firms[0]: "upper"}


def test_what_the_profile_has_drawn_on_the_platform_is_not_sealed_here(bureau_of):
    bureau = bureau_of(NINGJIN)
    enter_firms(bureau, "chemical", 3)
    with pytest.raises(Refused):
        sealed(bureau, plan_for(bureau, "chemical", kind="main"))
    assert excluded(bureau, sealed(bureau, plan_for(bureau, "chemical"))) == {}


@pytest.mark.obligation("F226")
def test_a_plan_may_leave_out_the_trustworthy_of_a_category(bureau_of):
    bureau = bureau_of(ZHANHE)
    enter_firms(bureau, "chemical", 6, credit="trusted")
    enter_firms(bureau, "chemical", 6, credit="ordinary")
    plan = plan_for(bureau, "chemical", ratios={"chemical": 500_000, "chemical-trusted": 0})
    found = quotas_of(bureau, sealed(bureau, plan))
    assert {name: one.taken for name, one in found.items()} == {
        "chemical-trusted": 0, "chemical-ordinary": 3, "chemical-dishonest": 0,
    }  # fmt: skip


@pytest.mark.obligation("F227")
@pytest.mark.obligation("F228")
def test_what_is_checked_is_drawn_from_the_item_list_for_each_subject(bureau_of):
    bureau = bureau_of(ZHANHE)
    enter_firms(bureau, "trade", 12)
    draw = sealed(bureau, plan_for(bureau, "trade", ratios={"trade": FAR}))
    found = views(bureau, drawn(bureau, draw))
    listed = {"TRADE-1", "TRADE-2", "TRADE-3"}
    chosen = [tuple(item.id for item in one.items) for one in found]
    assert all(len(one) == 2 and set(one) <= listed for one in chosen)
    assert len({frozenset(one) for one in chosen}) > 1
    with bureau.reading() as session:
        view = get_draw(session, bureau.profile.id, draw)
    stated = {one["id"]: tuple(one["items"]) for one in json.loads(view.transcript)["result"]["objects"]}
    assert {one.subject: tuple(item.id for item in one.items) for one in found} == stated
    assert verify(view.transcript.encode()).verified


@pytest.mark.obligation("F026")
@pytest.mark.obligation("F028")
def test_a_plan_lowers_the_ratio_of_the_well_rated_and_leaves_the_others_at_the_profiles(bureau_of):
    bureau = bureau_of("huaxian-meteorology")
    for credit in ("high", "ordinary", "low"):
        enter_firms(bureau, "key-unit", 100, credit=credit)
    found = quotas_of(bureau, sealed(bureau, plan_for(bureau, "key-unit", ratios={"key-unit-high": 10_000})))
    assert [one.taken for one in found.values()] == [1, 5, 5]


@pytest.mark.obligation("F029")
@pytest.mark.obligation("F078")
def test_the_survey_foresees_for_each_class_what_is_frozen(bureau_of):
    bureau = bureau_of(CIVIL_DEFENCE)
    for credit, count in (("a", 60), ("b", 20), ("d", 3)):
        enter_firms(bureau, "alarm", count, credit=credit)
    plan = plan_for(bureau, "alarm")
    with bureau.reading() as session:
        seen = survey(
            session, plan=get_plan(session, bureau.profile.id, plan), profile=bureau.profile,
            now="2026-11-20T06:15:00Z",
        )  # fmt: skip
    found = quotas_of(bureau, sealed(bureau, plan))
    assert [(one.category, one.register, one.due) for one in seen.classes] == [
        (name, one.register, one.taken) for name, one in found.items()
    ]


@pytest.mark.obligation("F224")
def test_a_firm_that_closed_leaves_the_draw_with_its_rule(bureau_of):
    bureau = bureau_of(ZHANHE)
    firms = enter_firms(bureau, "coal", 3)
    with bureau.writing() as session:
        change_subjects(
            session, desk=bureau.desk(), clock=bureau.clock, ids=firms[:1], changes={"survival": "closed"},
            reason="已关闭",
        )  # fmt: skip
    assert excluded(bureau, sealed(bureau, plan_for(bureau, "coal", ratios={"coal": FAR}))) == {firms[0]: "state"}


def visit(**changes):
    """An inspection as far as caps and clocks look at it."""
    plain = dict.fromkeys(InspectionView.__dataclass_fields__, "")
    team = (TeamOfficer("16001", "李建国", "16000000001", "2028-06-30"),)
    plain |= {
        "check_kind": "kind-routine", "way": "way-random", "subject": "S1", "assigned_at": "2026-11-02T01:00:00Z",
        "window_from": "2026-11-01", "window_until": "2026-11-30", "batch": 1, "officers": team, "items": (),
        "begun": {}, "done": {}, "notes": {}, "needs_upgrade": False, "plan_number": "2026001", "task_number": "001",
    }  # fmt: skip
    return InspectionView(**{**plain, **changes})


@pytest.mark.obligation("F235")
def test_a_joint_visit_counts_once_and_reinspections_complaints_and_special_checks_do_not():
    frequency = profiles.load(ZHANHE).frequency
    ways = [
        visit(), visit(way="way-joint"), visit(way="way-reinspection"), visit(check_kind="kind-targeted"),
        visit(check_kind="kind-special"),
    ]  # fmt: skip
    assert visits_of(ways, frequency, date(2026, 11, 20)) == {"S1": 2}


def test_the_window_is_the_calendar_year_or_the_last_365_days():
    today = date(2026, 3, 1)
    assert in_window(date(2026, 1, 1), today, "calendar-year")
    assert not in_window(date(2025, 12, 31), today, "calendar-year")
    assert in_window(date(2025, 3, 2), today, "rolling-year")
    assert not in_window(date(2025, 3, 1), today, "rolling-year")


def test_units_with_one_code_share_their_cap():
    frequency = profiles.load(XUSHUI).frequency
    two_sites = [visit(subject="S1", subject_code="X"), visit(subject="S2", subject_code="X")]
    assert visits_of(two_sites, frequency, date(2026, 11, 20)) == {"X": 2}


@pytest.mark.obligation("F239")
@pytest.mark.obligation("F247")
def test_report_feedback_and_publication_have_the_clocks_of_their_articles():
    profile = profiles.load(ZHANHE)
    one = visit(dossier="d1", done={"check": "2026-11-20T08:00:00Z"})
    open_one = visit(dossier="d2")
    found = {due.deadline: due.day for due in dues([one], profile, date(2026, 11, 20), among=[open_one])}
    assert found["D17"] == date(2026, 11, 27)
    assert "D22" not in found  # the task goes on
    reported = visit(dossier="d1", done={"check": "2026-11-20T08:00:00Z", "report": "2026-11-23T08:00:00Z"})
    found = {due.deadline: due.day for due in dues([reported], profile, date(2026, 11, 23))}
    assert found["D20"] == date(2026, 11, 30)
    assert found["D22"] == date(2026, 11, 27)  # the task's last check was on the 20th
    past = {due.deadline: due.day for due in dues([one], profile, date(2026, 12, 1), among=[open_one])}
    assert past["D22"] == date(2026, 12, 7)  # the window closed on the 30th


def test_the_two_days_for_the_list_are_shown_both_as_calendar_and_as_working_days():
    profile = profiles.load(NINGJIN)
    one = visit(dossier="d1", done={"check": "2026-11-19T08:00:00Z"})  # a Thursday
    found = {due.deadline: due.day for due in dues([one], profile, date(2026, 11, 20))}
    assert (found["D10"], found["D10a"]) == (date(2026, 11, 23), date(2026, 11, 23))
    assert profile.deadline("D10").unit == "calendar-days"
    assert profile.deadline("D10a").unit == "working-days"


@pytest.mark.parametrize(("name", "deadline"), [(CIVIL_DEFENCE, "D07"), (XUSHUI, "D16")])
def test_where_a_source_says_in_time_an_internal_limit_runs_from_the_end_of_the_check(name, deadline):
    one = visit(dossier="d1", done={"check": "2026-11-20T08:00:00Z"})
    found = {due.deadline: due.day for due in dues([one], profiles.load(name), date(2026, 11, 20))}
    assert found[deadline] == date(2026, 12, 18)


@pytest.mark.obligation("F184")
@pytest.mark.obligation("F223")
def test_classes_and_categories_are_those_of_the_source():
    assert [one.title for one in profiles.load(XUSHUI).credit.classes] == ["良好", "一般", "不良"]
    assert [one.title for one in profiles.load(ZHANHE).categories] == [
        "煤矿企业", "危险化学品企业", "工贸企业", "安全生产培训机构", "综合监管领域企业",
    ]  # fmt: skip


def test_the_public_columns_of_officers_are_the_six_of_article_nine():
    assert profiles.load(ZHANHE).registers.officer_columns == (
        "姓名", "单位", "性别", "执法证号", "执法区域", "执法类别",
    )  # fmt: skip


def test_shares_are_pure_and_keep_the_order_of_plan_and_classes():
    profile = profiles.load(CIVIL_DEFENCE)
    found = shares_of(profile, ("alarm", "equipment"), given={}, listed={})
    assert [one.stratum for one in found] == [
        f"{category}-{rank}" for category in ("alarm", "equipment") for rank in "abcd"
    ]
    assert {one.take for one in found} == {"pool"}
