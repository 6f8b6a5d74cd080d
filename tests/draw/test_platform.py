"""A draw held on the provincial platform, or by lot in a meeting: recorded, never verified, released as any other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.bureau import enter_some_subjects, frozen_draw, open_bureau

from inspector_desktop.draw.acts import release_draw, void_draw
from inspector_desktop.draw.merging import settle_with_reference
from inspector_desktop.draw.overlapping import open_overlaps
from inspector_desktop.draw.preparing import leave_out
from inspector_desktop.draw.recording import (
    Present,
    Recorded,
    compare,
    known_keys,
    record_by_hand,
    record_from_platform,
)
from inspector_desktop.draw.releasing import teams_of
from inspector_desktop.draw.store import draws, get_draw
from inspector_desktop.draw.substituting import Asked, replace_officer
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.plan.acts import approve_plan, draw_up_plan
from inspector_desktop.plan.overlap import ADOPT
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.registry.kept_acts import keep_rows
from inspector_desktop.registry.lists import keys_of, read_groups, read_list, split_lines
from inspector_desktop.storage.evidence import read_evidence

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(20)
REASON = "省局任务统一下达数量"
LIST = (
    "序号\t企业名称\t检查人员\n1\t滑县第1加油站\t李建国、周敏\n2\tS0009\t陈刚、马红\n3\t滑县第12加油站\t周敏、李建国\n"
)


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


def main_plan(bureau, kind="main", **more):
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind=kind,
            title="2026年防雷安全随机抽查", task_title="防雷抽查", basis="000 二(一)", window_from="2026-11-20",
            window_until="2026-12-18", categories=("testing", "balloon", "key-unit"), **more,
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


def given(bureau, text=LIST, **more):
    with bureau.reading() as session:
        found = read_list(split_lines(text), known_keys(session, bureau.desk().bureau))
    assert found.unknown == ()
    values = {"held_at": bureau.clock.now() - timedelta(hours=1), "evidence": PICTURE, "reason": REASON}
    return Recorded(**{**values, "subjects": found.subjects, "groups": found.groups, **more})


def record(bureau, plan, entered=None, number="SPT-2026-0417"):
    with bureau.writing() as session:
        return record_from_platform(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan, task_number=number,
            given=entered or given(bureau),
        )  # fmt: skip


def test_a_draw_of_the_platform_is_recorded_with_its_list_and_released_with_its_task_number(bureau):
    plan = main_plan(bureau)
    draw = record(bureau, plan)
    with bureau.writing() as session:
        view = get_draw(session, bureau.desk().bureau, draw)
        assert (view.place, view.recorded, view.state, view.number) == ("platform", True, "held", 0)
        assert (view.transcript, view.commitment) == ("", "")
        assert read_evidence(session, view.evidence) == PICTURE
        assert view.groups[1:] == (("16001", "16002"), ("16003", "16004"))
        released = release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
        seen = [get_inspection(session, bureau.desk().bureau, one) for one in released]
    assert [one.subject for one in seen] == ["S0001", "S0009", "S0012"]
    assert [[officer.name for officer in one.officers] for one in seen] == [
        ["李建国", "周敏"], ["陈刚", "马红"], ["李建国", "周敏"],
    ]  # fmt: skip
    assert {(one.plan_number, one.task_number) for one in seen} == {("2026001", "SPT-2026-0417")}
    with bureau.reading() as session:
        assert rebuild(session).equal


def test_a_main_plan_of_the_bureau_is_never_sealed_here(bureau):
    plan = main_plan(bureau)
    with pytest.raises(Refused) as refusal:
        frozen_draw(bureau, plan)
    assert refusal.value.code == "refused-place-platform"
    assert refusal.value.facts["platform"] == "河南省部门协同监管平台"


def test_a_supplementary_plan_is_drawn_here_and_takes_no_record_of_another_place(bureau):
    plan = main_plan(bureau, kind="supplementary")
    with pytest.raises(Refused, match="refused-place-local"):
        record(bureau, plan)


def test_what_was_recorded_takes_no_number_of_the_draws_held_here(bureau):
    record(bureau, main_plan(bureau))
    own = main_plan(bureau, kind="supplementary")
    with bureau.reading() as session:
        (taken,) = [one for one in open_overlaps(session, get_plan(session, bureau.desk().bureau, own)) if one.stops]
    with bureau.writing() as session:
        settle_with_reference(
            session, desk=bureau.desk(), clock=bureau.clock, plan=own, other=taken.other, effect=ADOPT
        )
    local = frozen_draw(bureau, own)
    with bureau.reading() as session:
        assert get_draw(session, bureau.desk().bureau, local).number == 1
        assert [one.number for one in draws(session, bureau.desk().bureau)] == [1, 0]


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("refused-recorded-evidence", {"evidence": b"MZ"}),
        ("refused-recorded-empty", {"subjects": ()}),
        ("refused-recorded-twice", {"subjects": (("S0001", 1), ("S0001", 2))}),
        ("refused-recorded-group", {"subjects": (("S0001", 0),)}),
        ("refused-recorded-group", {"subjects": (("S0001", 3),)}),
        ("refused-recorded-few", {"groups": (("16001",), ("16003", "16004"))}),
        ("refused-recorded-few", {"groups": (("16001", "16001"), ("16003", "16004"))}),
        ("refused-recorded-officer", {"groups": (("16001", "99999"), ("16003", "16004"))}),
    ],
)
def test_an_incomplete_record_is_refused_and_leaves_nothing(bureau, code, more):
    plan = main_plan(bureau)
    with pytest.raises(Refused) as refusal:
        record(bureau, plan, given(bureau, **more))
    assert refusal.value.code == code
    with bureau.reading() as session:
        assert draws(session, bureau.desk().bureau) == ()


def test_a_draw_to_come_and_one_without_the_platforms_number_are_refused(bureau):
    plan = main_plan(bureau)
    with pytest.raises(Refused, match="refused-recorded-future"):
        record(bureau, plan, given(bureau, held_at=bureau.clock.now() + timedelta(minutes=1)))
    with pytest.raises(Refused, match="refused-recorded-number"):
        record(bureau, plan, number=" ")


def test_a_closed_subject_of_the_list_is_named(bureau):
    plan = main_plan(bureau)
    with bureau.writing() as session:
        change_subjects(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            ids=["S0009"],
            changes={"survival": "closed"},
            reason="关停",
        )
    with pytest.raises(Refused) as refusal:
        record(bureau, plan)
    assert (refusal.value.code, refusal.value.facts["names"]) == ("refused-recorded-state", "滑县第9加油站")


def test_a_record_declared_void_frees_the_plan_and_stays_with_reason_and_approver(bureau):
    plan = main_plan(bureau)
    first = record(bureau, plan)
    with pytest.raises(Refused, match="refused-draw-exists"):
        record(bureau, plan)
    with bureau.writing() as session:
        void_draw(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            draw=first,
            reason="任务编号有误",
            approver="赵志强",
        )
    record(bureau, plan)
    with bureau.reading() as session:
        voided = get_draw(session, bureau.desk().bureau, first)
    assert (voided.state, voided.void_reason, voided.drawn[0].subject) == ("void", "任务编号有误", "S0001")


def test_a_draw_by_lot_needs_host_operator_overseer_and_another_witness(bureau):
    place = bureau.profile.draw.place.model_copy(update={"main": "by-hand"})
    bureau.profile = bureau.profile.model_copy(update={"draw": bureau.profile.draw.model_copy(update={"place": place})})
    plan = main_plan(bureau)

    def enter(*witnesses):
        with bureau.writing() as session:
            return record_by_hand(
                session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan,
                present=Present("赵志强", "王秀英", "孙志远", witnesses), given=given(bureau, evidence=b"%PDF-1.7"),
            )  # fmt: skip

    with pytest.raises(Refused, match="refused-place-by-hand"):
        record(bureau, plan)
    for wrong in ((), ("王秀英",)):
        with pytest.raises(Refused, match="refused-recorded-present"):
            enter(*wrong)
    draw = enter("县司法局 孙丽")
    with bureau.writing() as session:
        view = get_draw(session, bureau.desk().bureau, draw)
        assert (view.place, view.evidence_type) == ("by-hand", "application/pdf")
        assert '"witness":"县司法局 孙丽"' in view.people
        released = release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
        assert {get_inspection(session, view.bureau, one).task_number for one in released} == {"001"}


KEYS = keys_of(
    [
        ("91410526MA1", "91410526MA1", "滑县甲厂"),
        ("S2", "", "滑县乙（集团）"),
        ("S3", "", "同名店"),
        ("S4", "", "同名店"),
    ],
    [("1", "160526", "李建国"), ("2", "160527", "周敏"), ("3", "160528", "陈刚")],
)


def test_a_list_is_read_by_code_or_name_with_teams_or_group_numbers():
    found = read_list(
        split_lines("91410526MA1，第2组\n滑县乙(集团)\t160526 周敏"), KEYS, groups=(("3", "1"), ("2", "3"))
    )
    assert found.subjects == (("91410526MA1", 2), ("S2", 3))
    assert found.groups == (("3", "1"), ("2", "3"), ("1", "2"))


def test_rows_that_name_nobody_or_two_are_given_back_and_never_guessed():
    found = read_list(split_lines("序号\t企业名称\n1\t同名店\n2\t滑县丙厂\n3\tS2\n4\tS2"), KEYS, groups=(("1", "2"),))
    assert found.unknown == ("同名店", "滑县丙厂")
    assert found.subjects == (("S2", 1),)
    assert found.twice == ("S2",)


def test_typed_groups_tell_unknown_names():
    assert read_groups("李建国、周敏\n陈刚 王五", KEYS) == ((("1", "2"), ("3",)), ("王五",))


@pytest.mark.obligation("F097")
def test_of_a_draw_of_the_platform_the_successor_is_the_one_the_platform_named(bureau):
    from inspector_desktop.draw.substituting import Asked, replace_officer

    plan = main_plan(bureau)
    draw = record(bureau, plan)
    with bureau.writing() as session:
        released = release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
        asked = Asked("unable", "officer", "李建国", "住院", "钱副局长", bureau.clock.now())
        given = {"draw": draw, "person": "16001", "subjects": ["S0001"], "asked": asked, "profile": bureau.profile}
        with pytest.raises(Refused, match="refused-swap-in-team"):
            replace_officer(session, desk=bureau.desk(), clock=bureau.clock, named="16002", **given)
        made = replace_officer(session, desk=bureau.desk(), clock=bureau.clock, named="16005", **given)
        assert (made.change.comes, made.adopted) == ("16005", 1)
        view = get_inspection(session, bureau.desk().bureau, released[0])
        assert [one.id for one in view.officers] == ["16005", "16002"]
        assert get_draw(session, bureau.desk().bureau, draw).transcript == ""
        assert rebuild(session).equal


@pytest.mark.obligation("F060")
def test_a_joint_draw_of_the_platform_takes_officers_of_other_departments_two_of_each(bureau):
    from inspector_desktop.draw.facts import Guest
    from inspector_desktop.draw.preparing import set_guests
    from inspector_desktop.plan.acts import Table

    settings = dict.fromkeys(bureau.profile.plan.joint_fields, "按计划")
    table = Table(number="2026901", task_number="901", partners="应急", joint=settings)
    plan = main_plan(bureau, kind="joint", table=table)
    guests = [
        Guest(id="", department="应急", name=name, certificate=number, areas="*", valid_until="2028-12-31")
        for name, number in (("孙一", "Y001"), ("孙二", "Y002"))
    ]
    with bureau.writing() as session:
        set_guests(session, desk=bureau.desk(), clock=bureau.clock, plan=plan, guests=guests)

    def listed(text):
        with bureau.reading() as session:
            return read_list(split_lines(text), known_keys(session, bureau.desk().bureau, plan))

    short, whole = listed("滑县第1加油站\t李建国、周敏、孙一"), listed("滑县第1加油站\t李建国、周敏、孙一、孙二")
    with pytest.raises(Refused) as refusal:
        record(bureau, plan, given(bureau, subjects=short.subjects, groups=short.groups))
    assert (refusal.value.code, refusal.value.facts["department"]) == ("refused-joint-few", "应急")
    draw = record(bureau, plan, given(bureau, subjects=whole.subjects, groups=whole.groups))
    with bureau.writing() as session:
        (one,) = release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
        view = get_inspection(session, bureau.desk().bureau, one)
        assert view.way == "way-joint"
        assert [(officer.name, officer.department) for officer in view.officers] == [
            ("李建国", ""), ("周敏", ""), ("孙一", "应急"), ("孙二", "应急"),
        ]  # fmt: skip
        assert rebuild(session).equal


@pytest.mark.obligation("F096")
def test_the_platform_can_name_nobody_as_successor_who_declared_a_relation_to_the_firm(bureau):
    draw = record(bureau, main_plan(bureau))
    with bureau.reading() as session:
        teams = teams_of(get_draw(session, bureau.desk().bureau, draw))
    assert "16003" not in teams["S0001"]
    row = {"owner": "16003", "code": "S0001", "name": "S0001", "relation": "其弟为股东", "since": "2026-11-20"}
    with bureau.writing() as session:
        keep_rows(session, desk=bureau.desk(), clock=bureau.clock, kind="relations", rows=[row])
    asked = Asked("interest", "unit", "赵永安", "其弟为该站股东", "吴局长", bureau.clock.now())
    given = {"desk": bureau.desk(), "clock": bureau.clock, "profile": bureau.profile, "draw": draw}
    change = {"person": "16001", "subjects": ["S0001"], "named": "16003"}
    with bureau.writing() as session, pytest.raises(Refused, match="refused-swap-related"):
        replace_officer(session, **given, **change, asked=asked)
    with bureau.writing() as session:
        replace_officer(session, **given, **{**change, "named": "16004"}, asked=asked)


@pytest.mark.obligation("F132")
def test_what_differs_from_the_plan_and_the_rules_is_recorded_only_with_a_reason_and_kept_beside_the_record(bureau):
    first, *others = bureau.profile.categories
    needing = (first.model_copy(update={"needs": ("explosives",)}), *others)
    bureau.profile = bureau.profile.model_copy(update={"categories": needing})
    plan = main_plan(bureau)
    everybody = [(f"S{number:04}", 1) for number in range(1, 11)]  # all 4 and 3 of two categories, 3 of the third
    entered = given(bureau, subjects=everybody, groups=(("16002", "16004"),), reason=" ")
    with pytest.raises(Refused, match="refused-recorded-differs") as refused:
        record(bureau, plan, entered)
    with bureau.reading() as session:
        told = compare(
            session, profile=bureau.profile, plan=get_plan(session, bureau.desk().bureau, plan), given=entered
        )
        counts = [one for one in told if "应抽" in one]
        assert refused.value.facts["count"] == len(told) > len(counts) == 3
        assert counts[0].endswith("应抽2家，登记4家")
        assert any("专业的人员，组内没有" in one for one in told)
        assert draws(session, bureau.desk().bureau) == ()
    draw = record(bureau, plan, given(bureau, subjects=everybody, groups=(("16002", "16004"),)))
    with bureau.reading() as session:
        view = get_draw(session, bureau.desk().bureau, draw)
        assert (tuple(view.differs.splitlines()), view.differs_reason) == (told, REASON)
        assert rebuild(session).equal


def test_a_firm_others_have_checked_and_an_officers_relation_are_told_before_the_record(bureau):
    plan = main_plan(bureau)
    row = {"owner": "16001", "code": "S0001", "name": "S0001", "relation": "其弟为股东", "since": "2026-11-20"}
    with bureau.writing() as session:
        keep_rows(session, desk=bureau.desk(), clock=bureau.clock, kind="relations", rows=[row])
        leave_out(
            session, desk=bureau.desk(), clock=bureau.clock, plan=plan, subjects=["S0009"], rule="upper",
            source="省局2026年专项",
        )  # fmt: skip
        told = compare(
            session, profile=bureau.profile, plan=get_plan(session, bureau.desk().bureau, plan), given=given(bureau)
        )
    assert "滑县第9加油站：上级已列入检查，按规则不参加抽取" in told
    assert "李建国申报过与滑县第1加油站的回避关系，发布任务之前须办理回避" in told


def test_a_draw_of_the_platform_before_any_work_plan_is_told_where_the_profile_asks_for_one(bureau):
    plan = main_plan(bureau)

    def told(profile):
        with bureau.reading() as session:
            view = get_plan(session, bureau.desk().bureau, plan)
            return compare(session, profile=profile, plan=view, given=given(bureau))

    rules = bureau.profile.plan.model_copy(update={"work_plan_first": True})
    asking = bureau.profile.model_copy(update={"plan": rules})
    assert set(told(asking)) - set(told(bureau.profile)) == {"抽取前没有制定工作方案，或方案与计划不符"}
