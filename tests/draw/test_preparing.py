"""What is prepared before a list is frozen, teams and joint tasks, supplements, and what no act allows."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau, released_inspections

from inspector_desktop.draw.acts import freeze_draw, hold_draw, publish_draw, release_draw, void_draw
from inspector_desktop.draw.burden import burdens
from inspector_desktop.draw.chain import chain_of, check_chain
from inspector_desktop.draw.facts import Exempt, Guest, Helper
from inspector_desktop.draw.preparing import (
    drop_exemption,
    exempt_subject,
    leave_out,
    prepared,
    propose_teams,
    set_guests,
    set_helpers,
    set_teams,
    take_in_again,
)
from inspector_desktop.draw.releasing import teams_of
from inspector_desktop.draw.store import draws, get_draw
from inspector_desktop.draw.substituting import Asked, adopt, replace_officer, successor
from inspector_desktop.draw.supplementing import SUBJECTS, TEAMS, freeze_supplement, lacking_of
from inspector_desktop.draw.transcript import verify, verify_chain
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.facts import AssignedCompanion
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.inspection.team import set_companions
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.document import NoticeContent, notice_paper
from inspector_desktop.plan.acts import Table, approve_plan, draw_up_plan
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.registry.kept_acts import keep_rows
from inspector_desktop.storage.evidence import read_evidence

PROOF = b"%PDF-1.7 proof"


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def plan(bureau):
    enter_some_subjects(bureau)
    return approved_plan(bureau)


def do(bureau, act, number="16005", **given):
    with bureau.writing() as session:
        return act(session, desk=bureau.desk(number), clock=bureau.clock, **given)


def frozen(bureau, draw):
    with bureau.reading() as session:
        return json.loads(get_draw(session, bureau.desk().bureau, draw).frozen)


def see(bureau, draw):
    with bureau.reading() as session:
        return get_draw(session, bureau.desk().bureau, draw)


def hold(bureau, draw):
    bureau.clock.advance(minutes=20)
    do(
        bureau, hold_draw, draw=draw, first=("王秀英", DIGITS), second=("赵志强", DIGITS), witnesses=("孙丽",)
    )  # fmt: skip


def exempt(bureau, plan, **more):
    given = {"subject": "S0003", "ground": "request", "text": "企业书面申请", "evidence": PROOF}
    do(bureau, exempt_subject, profile=bureau.profile, plan=plan, **{**given, **more})


def test_an_exception_is_kept_with_its_proof_and_sealed_with_the_list(bureau, plan):
    exempt(bureau, plan)
    with bureau.writing() as session:
        (kept,) = prepared(session, bureau.desk().bureau, plan).exempt
        assert read_evidence(session, kept.evidence) == PROOF
        assert rebuild(session).equal
    draw = frozen_draw(bureau, plan)
    assert frozen(bureau, draw)["note"]["exempt"] == [["S0003", "request"]]


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("refused-exempt-evidence", {"evidence": b"MZ"}),
        ("refused-exempt-evidence", {"text": " "}),
        ("refused-exempt-evidence", {"ground": "favour"}),
        ("refused-draw-complaint", {"ground": "lead"}),
    ],
)
@pytest.mark.obligation("F219")
def test_without_proof_or_ground_and_for_a_complaint_there_is_no_exception(bureau, plan, code, more):
    with pytest.raises(Refused) as refusal:
        exempt(bureau, plan, **more)
    assert refusal.value.code == code


@pytest.mark.obligation("F219")
def test_a_complaint_never_enters_a_draw_through_the_freezing_either(bureau, plan):
    with bureau.writing() as session, pytest.raises(Refused, match="refused-draw-complaint"):
        freeze_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan, event="numbered-balls",
            event_name="", event_at=bureau.clock.now() + timedelta(minutes=15),
            exempt=[Exempt(subject="S0003", ground="lead", evidence="投诉单")],
        )  # fmt: skip


@pytest.mark.obligation("F102")
def test_who_is_left_to_others_stands_in_the_list_with_rule_and_opened_proof(bureau, plan):
    for subjects, rule, source in (
        (["S0001"], "upper", "市局2026年名单"), (["S0002"], "joint-task", "县商务局联合任务"), (["S0009"], "twice", "危化科"),
    ):  # fmt: skip
        assert do(bureau, leave_out, plan=plan, subjects=subjects, rule=rule, source=source) == 1
    do(bureau, leave_out, plan=plan, subjects=["S0010"], rule="twice", source="危化科", evidence=PROOF)
    do(bureau, take_in_again, plan=plan, subject="S0010", reason="核对后只抽过1次")
    draw = frozen_draw(bureau, plan)
    listed = frozen(bureau, draw)
    assert [(one["id"], one["rule"]) for one in listed["excluded"]] == [
        ("S0001", "upper"), ("S0002", "joint-task"), ("S0009", "twice"),
    ]  # fmt: skip
    opened = json.loads(see(bureau, draw).opened)
    assert [opened[one["grounds"]][1] for one in listed["excluded"]] == ["市局2026年名单", "县商务局联合任务", "危化科"]
    nonces = [pair[0] for pair in opened.values()]
    assert len(set(nonces)) == len(nonces)  # opening a proof never helps to guess a name
    hold(bureau, draw)
    assert verify(see(bureau, draw).transcript.encode()).verified


def test_nothing_can_be_prepared_any_more_once_the_list_is_frozen(bureau, plan):
    exempt(bureau, plan)
    frozen_draw(bureau, plan)
    for act, given in (
        (exempt_subject, {"profile": bureau.profile, "subject": "S0004", "ground": "request", "text": "申请", "evidence": PROOF}),
        (drop_exemption, {"subject": "S0003", "reason": "撤回"}),
        (leave_out, {"subjects": ["S0001"], "rule": "upper", "source": "市局"}),
        (take_in_again, {"subject": "S0001", "reason": "撤回"}),
        (set_teams, {"profile": bureau.profile, "teams": ()}),
        (set_guests, {"guests": ()}),
        (set_helpers, {"helpers": ()}),
    ):  # fmt: skip
        with pytest.raises(Refused, match="refused-list-sealed"):
            do(bureau, act, plan=plan, **given)


def test_an_officer_prepares_nothing(bureau, plan):
    with pytest.raises(Refused, match="refused-role-plans"):
        do(bureau, set_teams, number="16001", plan=plan, profile=bureau.profile, teams=())


@pytest.mark.obligation("F093")
def test_ready_made_teams_are_drawn_whole_and_each_inspection_gets_its_members(bureau, plan):
    teams = (("第一组", ("16001", "16003")), ("第二组", ("16002", "16004", "16005")))
    do(bureau, set_teams, plan=plan, profile=bureau.profile, teams=teams)
    draw = frozen_draw(bureau, plan)
    listed = frozen(bureau, draw)
    assert [(one["id"], one["persons"]) for one in listed["officers"]] == [("TEAM-01", 2), ("TEAM-02", 3)]
    assert listed["groups"] == {"count": 2, "size": 1, "rest": "reserve"}
    hold(bureau, draw)
    assert verify(see(bureau, draw).transcript.encode()).verified
    released = do(bureau, release_draw, profile=bureau.profile, draw=draw)
    with bureau.writing() as session:
        found = {tuple(one.id for one in get_inspection(session, bureau.desk().bureau, it).officers) for it in released}
        assert rebuild(session).equal
    assert found <= {("16001", "16003"), ("16002", "16004", "16005")}


@pytest.mark.parametrize(
    ("code", "teams"),
    [
        ("refused-team-few", (("一组", ("16001",)),)),
        ("refused-team-few", (("一组", ("16001", "16001")),)),
        ("refused-team-twice", (("一组", ("16001", "16002")), ("二组", ("16002", "16003")))),
        ("refused-team-unknown", (("一组", ("16001", "99999")),)),
    ],
)
def test_a_team_of_fewer_than_two_or_with_somebody_twice_is_refused(bureau, plan, code, teams):
    with pytest.raises(Refused) as refusal:
        do(bureau, set_teams, plan=plan, profile=bureau.profile, teams=teams)
    assert refusal.value.code == code


def test_an_expired_certificate_cannot_be_in_a_team_nor_in_a_draw(bureau, plan):
    bureau.clock.advance(days=420)  # 陈刚's ends on 2027-12-31
    with pytest.raises(Refused) as refusal:
        do(bureau, set_teams, plan=plan, profile=bureau.profile, teams=(("一组", ("16001", "16003")),))
    assert refusal.value.code == "refused-team-officer"
    draw = frozen_draw(bureau, plan)
    assert [(one["id"], one["rule"]) for one in frozen(bureau, draw)["officers_out"]] == [("16003", "certificate")]


def joint_plan(bureau):
    enter_some_subjects(bureau)
    place = bureau.profile.draw.place.model_copy(update={"joint": "local"})
    bureau.profile = bureau.profile.model_copy(update={"draw": bureau.profile.draw.model_copy(update={"place": place})})
    settings = dict.fromkeys(bureau.profile.plan.joint_fields, "按计划")
    plan = do(
        bureau, draw_up_plan, profile=bureau.profile, kind="joint", title="2026年防雷联合检查", task_title="联合检查",
        basis="000 二(二)", window_from="2026-11-20", window_until="2026-12-18",
        categories=("testing", "balloon", "key-unit"),
        table=Table(number="2026901", task_number="901", partners="应急、公安", joint=settings),
    )  # fmt: skip
    do(bureau, approve_plan, plan=plan, by="赵志强", on_paper=True)
    return plan


def guest(department, name, certificate, until="2028-12-31"):
    return Guest(id="", department=department, name=name, certificate=certificate, areas="*", valid_until=until)


GUESTS = (
    guest("应急", "孙一", "Y001"), guest("应急", "孙二", "Y002"), guest("公安", "李一", "G001"), guest("公安", "李二", "G002"),
)  # fmt: skip


@pytest.mark.obligation("F060")
def test_a_joint_task_needs_two_officers_of_each_department_and_takes_guests_without_an_account(bureau):
    plan = joint_plan(bureau)
    with pytest.raises(Refused, match="refused-joint-teams"):
        frozen_draw(bureau, plan)
    do(bureau, set_guests, plan=plan, guests=GUESTS[:3])
    short = (("联合一组", ("16001", "16002", "GUEST-01", "GUEST-02", "GUEST-03")),)
    with pytest.raises(Refused) as refusal:
        do(bureau, set_teams, plan=plan, profile=bureau.profile, teams=short)
    assert (refusal.value.code, refusal.value.facts["department"]) == ("refused-joint-department", "公安")
    do(bureau, set_guests, plan=plan, guests=GUESTS)
    with bureau.reading() as session:
        (team,) = propose_teams(
            session, bureau.desk().bureau, get_plan(session, bureau.desk().bureau, plan), day="2026-11-20"
        )
    assert team.members == ("16001", "16002", "GUEST-01", "GUEST-02", "GUEST-03", "GUEST-04")
    do(bureau, set_teams, plan=plan, profile=bureau.profile, teams=((team.title, team.members),))
    draw = frozen_draw(bureau, plan)
    assert {tuple(one["needs"][-3:]) for one in frozen(bureau, draw)["objects"]} == {("dept-0", "dept-1", "dept-2")}
    hold(bureau, draw)
    released = do(bureau, release_draw, profile=bureau.profile, draw=draw)
    with bureau.writing() as session:
        view = get_inspection(session, bureau.desk().bureau, released[0])
        assert rebuild(session).equal
    assert view.way == "way-joint"
    assert [one.department for one in view.officers] == ["", "", "应急", "应急", "公安", "公安"]
    assert view.officers[2].certificate == "Y001"


@pytest.mark.parametrize(
    ("code", "guests"),
    [
        ("refused-guest-incomplete", (guest("应急", "孙一", ""),)),
        ("refused-guest-expired", (guest("应急", "孙一", "Y001", "2026-11-01"),)),
        ("refused-guest-twice", (guest("应急", "孙一", "Y001"), guest("应急", "孙二", "Y001"))),
    ],
)
def test_a_guest_without_certificate_or_with_an_expired_one_is_refused(bureau, plan, code, guests):
    with pytest.raises(Refused) as refusal:
        do(bureau, set_guests, plan=plan, guests=guests)
    assert refusal.value.code == code


@pytest.mark.obligation("F112", "F229")
def test_experts_go_along_with_a_group_by_the_draws_digits_and_are_never_counted(bureau, plan):
    helpers = (
        Helper(name="周教授", kind="expert", unit="省防雷中心", field="防雷"),
        Helper(name="小刘", kind="assistant"),
    )
    do(bureau, set_helpers, plan=plan, helpers=helpers)
    draw = frozen_draw(bureau, plan)
    assert [one[0] for one in frozen(bureau, draw)["note"]["experts"]] == ["周教授", "小刘"]
    hold(bureau, draw)
    released = do(bureau, release_draw, profile=bureau.profile, draw=draw)
    with bureau.reading() as session:
        views = [get_inspection(session, bureau.desk().bureau, one) for one in released]
    along = {one.name for view in views for one in view.companions}
    assert along == {"周教授", "小刘"}
    assert all(len(view.officers) == 2 for view in views)
    assert not along & {officer.name for view in views for officer in view.officers}
    named = AssignedCompanion(name="钱工", kind="expert")
    do(bureau, set_companions, inspection=released[0], companions=[named])
    with bureau.writing() as session:
        (one,) = get_inspection(session, bureau.desk().bureau, released[0]).companions
        assert (one.name, one.how) == ("钱工", "named")
        assert rebuild(session).equal
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, released[0])
    paper = notice_paper(view, NoticeContent("", "", (), 0, 0), bureau.profile, issued_at="2026-11-20T06:00:00Z")
    assert "陪同人员" in repr(paper.blocks)
    assert "钱工" in repr(paper.blocks)
    own = AssignedCompanion(name=views[0].officers[0].name, kind="expert")
    with pytest.raises(Refused, match="refused-companion-officer"):
        do(bureau, set_companions, inspection=released[0], companions=[own])


def swap(bureau, draw, person, subject):
    asked = Asked("unable", "officer", "李建国", "住院", "钱副局长", bureau.clock.now())
    return do(
        bureau, replace_officer, profile=bureau.profile, draw=draw, person=person, subjects=[subject], asked=asked
    )  # fmt: skip


def supplement(bureau, draw, lacking):
    return do(
        bureau, freeze_supplement, profile=bureau.profile, draw=draw, lacking=lacking, event="numbered-balls",
        event_name="", event_at=bureau.clock.now() + timedelta(minutes=15),
    )  # fmt: skip


@pytest.mark.obligation("F097")
def test_a_team_of_one_gets_a_new_one_by_a_supplement_with_its_own_number(bureau):
    released = released_inspections(bureau)
    with bureau.reading() as session:
        (draw,) = draws(session, bureau.desk().bureau)
        first = get_inspection(session, draw.bureau, released[0])
    with pytest.raises(Refused, match="refused-supplement-nothing"):
        supplement(bureau, draw.dossier, TEAMS)
    out = first.officers[0].id
    came = swap(bureau, draw.dossier, out, first.subject).change.comes
    assert swap(bureau, draw.dossier, came, first.subject).change.comes == ""
    with bureau.reading() as session:
        assert lacking_of(session, get_draw(session, draw.bureau, draw.dossier)).teams == (first.subject,)
    later = supplement(bureau, draw.dossier, TEAMS)
    listed = frozen(bureau, later)
    assert (listed["number"], listed["kind"], listed["of"]) == (2, "supplement", draw.commitment)
    back = {one["id"] for one in listed["officers_out"] if one["rule"] == "stood-back"}
    assert back == {out, came}  # who stood back is not drawn for it again
    with pytest.raises(Refused, match="refused-supplement-open"):
        supplement(bureau, draw.dossier, TEAMS)
    hold(bureau, later)
    assert do(bureau, release_draw, profile=bureau.profile, draw=later) == ()
    with bureau.writing() as session:
        after = get_inspection(session, draw.bureau, released[0])
        chosen = teams_of(get_draw(session, draw.bureau, later))[first.subject]
        assert tuple(one.id for one in after.officers) == chosen
        assert len(chosen) == 2
        assert lacking_of(session, get_draw(session, draw.bureau, draw.dossier)).teams == ()
        files = [one.transcript.encode() for one in draws(session, draw.bureau)]
        assert verify_chain(files).verified
        assert chain_of(session, draw.bureau).sound
        assert adopt(session, desk=bureau.desk(), clock=bureau.clock, inspection=released[0]) == 0
        assert rebuild(session).equal


def test_subjects_that_closed_without_a_reserve_are_made_up_by_a_supplement(bureau, plan):
    with bureau.writing() as session:
        closed = [f"S{number:04}" for number in range(1, 5)]
        change_subjects(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            ids=closed[1:],
            changes={"survival": "closed"},
            reason="关停",
        )
    draw = frozen_draw(bureau, plan)
    hold(bureau, draw)
    with bureau.reading() as session:
        assert dict(lacking_of(session, see(bureau, draw)).strata) == {"testing": 1}
    with pytest.raises(Refused, match="refused-supplement-nobody"):
        supplement(bureau, draw, SUBJECTS)
    with bureau.writing() as session:
        change_subjects(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            ids=["S0002"],
            changes={"survival": "active"},
            reason="复业",
        )
    later = supplement(bureau, draw, SUBJECTS)
    listed = frozen(bureau, later)
    assert {one["id"] for one in listed["excluded"] if one["rule"] == "drawn"} == {
        one.subject for one in see(bureau, draw).drawn
    }
    hold(bureau, later)
    assert [one.subject for one in see(bureau, later).drawn] == ["S0002"]
    with bureau.reading() as session:
        assert lacking_of(session, see(bureau, draw)).kinds == ()


def test_a_gap_a_double_number_and_a_changed_list_are_found_in_the_chain(bureau, plan):
    first = frozen_draw(bureau, plan)
    do(bureau, void_draw, draw=first, reason="名单有误", approver="吴局长")
    frozen_draw(bureau, plan)
    with bureau.reading() as session:
        second, one = draws(session, bureau.desk().bureau)
        assert chain_of(session, bureau.desk().bureau).sound
    assert check_chain([second]).missing == (1,)
    assert [line.wrong for line in check_chain([second]).lines] == ["chain-of", "chain-missing"]
    assert {line.wrong for line in check_chain([one, one, second]).lines if line.number == 1} == {"chain-twice"}
    from dataclasses import replace

    edited = replace(one, frozen=one.frozen.replace("S0001", "S0000"))
    assert check_chain([edited, second]).lines[-1].wrong == "chain-commitment"


def test_a_redraw_names_the_void_draw_it_replaces(bureau, plan):
    first = frozen_draw(bureau, plan)
    hold(bureau, first)
    do(bureau, void_draw, draw=first, reason="名单有误", approver="吴局长")
    second = frozen(bureau, frozen_draw(bureau, plan))
    assert (second["kind"], second["of"], second["number"]) == ("replacement", see(bureau, first).commitment, 2)


def test_a_void_keeps_the_changes_made_before_it(bureau, plan):
    draw = frozen_draw(bureau, plan)
    hold(bureau, draw)
    found = see(bureau, draw)
    one = next(each for each in found.drawn if each.group)
    swap(bureau, draw, found.groups[one.group][0], one.subject)
    do(bureau, void_draw, draw=draw, reason="名单有误", approver="吴局长")
    content = json.loads(see(bureau, draw).transcript)
    assert len(content["changes"]) == 1
    assert verify(see(bureau, draw).transcript.encode()).verified


def test_a_change_before_the_release_is_in_the_team_that_is_released(bureau, plan):
    draw = frozen_draw(bureau, plan)
    hold(bureau, draw)
    found = see(bureau, draw)
    one = next(each for each in found.drawn if each.group)
    out = found.groups[one.group][0]
    with bureau.reading() as session:
        expected = successor(session, bureau=found.bureau, draw=draw, person=out, subjects=[one.subject]).comes
    assert swap(bureau, draw, out, one.subject).change.comes == expected[0]
    do(bureau, release_draw, profile=bureau.profile, draw=draw)
    with bureau.reading() as session:
        inspection = next(each.inspection for each in see(bureau, draw).drawn if each.subject == one.subject)
        team = [each.id for each in get_inspection(session, found.bureau, inspection).officers]
    assert expected[0] in team
    assert out not in team


def test_the_burden_of_each_officer_is_told_by_name_and_not_by_number(bureau):
    released = released_inspections(bureau)
    with bureau.reading() as session:
        found = burdens(session, bureau.desk().bureau, bureau.clock.now().date())
    assert [one.name for one in found] == sorted(one.name for one in found)
    assert sum(one.assigned for one in found) == 2 * len(released)
    assert set(vars(found[0])) == {"officer", "name", "assigned", "open", "drawn"}


def test_a_frozen_list_has_no_act_that_edits_it(bureau, plan):
    draw = frozen_draw(bureau, plan)
    before = see(bureau, draw)
    with bureau.writing() as session:
        change_subjects(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            ids=["S0001"],
            changes={"survival": "closed"},
            reason="关停",
        )
    after = see(bureau, draw)
    assert (after.frozen, after.commitment) == (before.frozen, before.commitment)
    hold(bureau, draw)
    assert verify(see(bureau, draw).transcript.encode()).verified
    with pytest.raises(Refused, match="refused-publish-early"):
        do(bureau, publish_draw, draw=draw)


@pytest.mark.obligation("F096")
def test_what_no_group_may_take_stands_in_the_result_and_waits_for_a_supplement(bureau, plan):
    testing = [f"S{number:04}" for number in range(1, 5)]
    barred = [(officer, subject) for officer in ("16001", "16002", "16003", "16004", "16005") for subject in testing]
    draw = do(
        bureau, freeze_draw, profile=bureau.profile, plan=plan, event="numbered-balls", event_name="",
        event_at=bureau.clock.now() + timedelta(minutes=15), barred=barred,
    )  # fmt: skip
    hold(bureau, draw)
    found = see(bureau, draw)
    unmatched = {one.subject for one in found.drawn if not one.group}
    assert len(unmatched) == 2
    assert unmatched <= set(testing)
    assert verify(found.transcript.encode()).verified
    released = do(bureau, release_draw, profile=bureau.profile, draw=draw)
    assert len(released) == 3
    with bureau.reading() as session:
        assert set(lacking_of(session, see(bureau, draw)).teams) == unmatched
        views = [get_inspection(session, found.bureau, one) for one in released]
    assert all(len(one.officers) == 2 for one in views)
    later = supplement(bureau, draw, TEAMS)
    hold(bureau, later)
    opened = do(bureau, release_draw, profile=bureau.profile, draw=later)
    with bureau.reading() as session:
        after = [get_inspection(session, found.bureau, one) for one in opened]
    assert {one.subject for one in after} == unmatched
    assert {one.draw for one in after} == {later}


@pytest.mark.obligation("F096")
def test_a_relation_an_officer_declared_bars_him_from_that_company(bureau, plan):
    with bureau.writing() as session:
        keep_rows(
            session, desk=bureau.desk(), clock=bureau.clock, kind="relations",
            rows=[{"owner": "16001", "code": "S0009", "name": "滑县第9加油站", "relation": "其弟为股东", "since": "2025-01-01"}],
        )  # fmt: skip
    draw = frozen_draw(bureau, plan)
    assert frozen(bureau, draw)["barred"] == [["16001", "S0009"]]
