"""What is prepared before a list is frozen, teams and joint tasks, supplements, and what no act allows."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau

from inspector_desktop.draw.acts import freeze_draw, hold_draw, release_draw
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
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.transcript import verify
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.facts import AssignedCompanion
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.inspection.team import set_companions
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.document import NoticeContent, notice_paper
from inspector_desktop.plan.acts import Table, approve_plan, draw_up_plan
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.store import officers
from inspector_desktop.registry.team_acts import keep_team
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
        bureau, hold_draw, profile=bureau.profile, draw=draw,
        first=("王秀英", DIGITS), second=("赵志强", DIGITS), witnesses=("孙丽",), reason="名单当场宣读",
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
    do(bureau, approve_plan, profile=bureau.profile, plan=plan, by="赵志强", on_paper=True)
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
    assert (refusal.value.code, refusal.value.facts["department"]) == ("refused-joint-few", "公安")
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


def test_the_teams_of_the_register_are_offered_before_pairs_of_the_other_officers(bureau, plan):
    with bureau.reading() as session:
        people = [one.id for one in officers(session, bureau.desk().bureau)]
    do(bureau, keep_team, name="防雷一组", people=people[-2:])
    do(bureau, keep_team, name="旧组", people=people[:2], since="2027-01-01")
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
        offered = propose_teams(session, bureau.desk().bureau, view, day="2026-11-20")
    assert (offered[0].title, offered[0].members) == ("防雷一组", tuple(people[-2:]))
    assert offered[1].title == "第2检查小组"
    assert len({one for team in offered for one in team.members}) == 2 * len(offered)
    assert offered[1].members == tuple(people[:2])


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
