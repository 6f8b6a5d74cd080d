"""Supplements, the chain of draws, relations and flags, and what no act allows."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau, released_inspections

from inspector_desktop.draw.acts import freeze_draw, hold_draw, publish_draw, release_draw, void_draw
from inspector_desktop.draw.burden import burdens
from inspector_desktop.draw.chain import chain_of, check_chain
from inspector_desktop.draw.releasing import teams_of
from inspector_desktop.draw.store import draws, get_draw
from inspector_desktop.draw.substituting import Asked, adopt, replace_officer, successor
from inspector_desktop.draw.supplementing import SUBJECTS, TEAMS, freeze_supplement, lacking_of
from inspector_desktop.draw.transcript import verify, verify_chain
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.plan.acts import approve_plan, draw_up_plan
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.registry.kept_acts import enter_site, flag_risk, keep_rows

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
    do(bureau, void_draw, profile=bureau.profile, draw=first, reason="名单有误", approver="吴局长")
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
    do(bureau, void_draw, profile=bureau.profile, draw=first, reason="名单有误", approver="吴局长")
    second = frozen(bureau, frozen_draw(bureau, plan))
    assert (second["kind"], second["of"], second["number"]) == ("replacement", see(bureau, first).commitment, 2)


def test_a_void_keeps_the_changes_made_before_it(bureau, plan):
    draw = frozen_draw(bureau, plan)
    hold(bureau, draw)
    found = see(bureau, draw)
    one = next(each for each in found.drawn if each.group)
    swap(bureau, draw, found.groups[one.group][0], one.subject)
    do(bureau, void_draw, profile=bureau.profile, draw=draw, reason="名单有误", approver="吴局长")
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


@pytest.mark.obligation("F206")
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
        do(bureau, publish_draw, profile=bureau.profile, draw=draw)


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


@pytest.mark.obligation("F091", "F194")
def test_a_risk_flag_of_the_register_lifts_the_cap_and_stands_beside_the_list(bureau):
    frequency = bureau.profile.frequency
    flagged = frequency.exceptions[1].model_copy(update={"id": "abnormal", "title": "列入经营异常名录"})
    caps = tuple(one.model_copy(update={"times": 1}) for one in frequency.caps)
    ruled = frequency.model_copy(
        update={"effect": "exclude", "caps": caps, "exceptions": (*frequency.exceptions, flagged)}
    )
    released = released_inspections(bureau)
    bureau.profile = bureau.profile.model_copy(update={"frequency": ruled})
    with bureau.reading() as session:
        visited = [get_inspection(session, bureau.desk().bureau, one).subject for one in released]
    do(bureau, flag_risk, subject=visited[0], name="列入经营异常名录", day="2026-11-01", source="公示系统")
    do(
        bureau,
        flag_risk,
        subject=visited[1],
        name="投诉举报、转办交办、数据监测线索",
        day="2026-11-01",
        source="投诉单",
    )
    second = do(
        bureau, draw_up_plan, profile=bureau.profile, kind="supplementary", title="第二次", task_title="第二次",
        basis="000 一(六)4", window_from="2027-01-20", window_until="2027-02-18",
        categories=("testing", "balloon", "key-unit"),
    )  # fmt: skip
    do(bureau, approve_plan, profile=bureau.profile, plan=second, by="赵志强", on_paper=True)
    listed = frozen(bureau, frozen_draw(bureau, second))
    assert listed["note"]["exempt"] == [[visited[0], "abnormal"]]
    assert {one["id"] for one in listed["excluded"] if one["rule"] == "cap"} == set(visited[1:])
    opened = json.loads(see(bureau, _latest(bureau)).opened)
    proof = {opened[one["grounds"]][1] for one in listed["excluded"]}
    assert proof == {"本年度已检查1次（2026-11-20），上限1次"}


def _latest(bureau):
    with bureau.reading() as session:
        return draws(session, bureau.desk().bureau)[0].dossier


def test_a_check_of_one_site_counts_for_all_sites_of_its_company_in_the_next_draw(bureau):
    frequency = bureau.profile.frequency
    caps = tuple(one.model_copy(update={"times": 1}) for one in frequency.caps)
    released = released_inspections(bureau)
    bureau.profile = bureau.profile.model_copy(
        update={"frequency": frequency.model_copy(update={"effect": "exclude", "caps": caps})}
    )
    with bureau.reading() as session:
        visited = get_inspection(session, bureau.desk().bureau, released[0]).subject
    site = do(bureau, enter_site, company=visited, values={"address": "产业集聚区2号"})
    second = do(
        bureau, draw_up_plan, profile=bureau.profile, kind="supplementary", title="第二次", task_title="第二次",
        basis="000 一(六)4", window_from="2027-01-20", window_until="2027-02-18",
        categories=("testing", "balloon", "key-unit"),
    )  # fmt: skip
    do(bureau, approve_plan, profile=bureau.profile, plan=second, by="赵志强", on_paper=True)
    listed = frozen(bureau, frozen_draw(bureau, second))
    assert {visited, site} <= {one["id"] for one in listed["excluded"] if one["rule"] == "cap"}
