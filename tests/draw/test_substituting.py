"""回避 and 递补: the successor follows from the draw, the record stays verifiable, the inspection takes it over."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from factories.bureau import open_bureau, released_inspections

from inspector_desktop.draw.document import frozen_of, names_of, record_paper
from inspector_desktop.draw.releasing import standing_of
from inspector_desktop.draw.store import draws
from inspector_desktop.draw.substituting import (
    Asked,
    adopt,
    approvers,
    change_by_telephone,
    pending,
    refuse_recusal,
    replace_officer,
    replace_subject,
    successor,
    unrecorded,
)
from inspector_desktop.draw.transcript import verify
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.inspection.team import ask_recusal, requests_of, team_changes
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.records import Dossier
from inspector_desktop.plan.store import get_plan


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def released(bureau):
    return released_inspections(bureau)


def the_draw(bureau):
    with bureau.reading() as session:
        return draws(session, bureau.desk().bureau)[0]


def view(bureau, inspection):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, inspection)


def asked(bureau, **more):
    given = {
        "ground": "interest", "asked_by": "unit", "asked_name": "赵永安", "text": "其弟为该站股东", "approver": "吴局长",
        "decided_at": bureau.clock.now(),
    }  # fmt: skip
    return Asked(**{**given, **more})


def replace(bureau, draw, person, subjects, **more):
    with bureau.writing() as session:
        return replace_officer(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, person=person,
            subjects=subjects, asked=asked(bureau, **more),
        )  # fmt: skip


@pytest.mark.obligation("F096", "F097")
def test_the_successor_is_the_next_of_the_reserve_and_stands_in_the_record_and_in_the_inspection(bureau, released):
    before = view(bureau, released[0])
    draw = the_draw(bureau)
    (reserve,) = draw.groups[0]
    out = before.officers[0].id
    with bureau.reading() as session:
        shown = successor(session, bureau=draw.bureau, draw=draw.dossier, person=out, subjects=[before.subject])
    assert (shown.comes, shown.too_few) == ((reserve,), False)
    made = replace(bureau, draw.dossier, out, [before.subject])
    assert (made.change.comes, made.adopted, made.elsewhere) == (reserve, 1, 0)
    after = view(bureau, released[0])
    assert [one.id for one in after.officers] == [reserve, before.officers[1].id]
    found = the_draw(bureau)
    assert verify(found.transcript.encode()).verified
    (change,) = json.loads(found.transcript)["changes"]
    assert (change["out"], change["in"], change["reason"], change["approver"]) == (out, reserve, "interest", "吴局长")
    with bureau.writing() as session:
        (kept,) = team_changes(session, draw.bureau, released[0])
        assert (kept.leaves, kept.comes, kept.change, kept.approver) == (out, reserve, 1, "吴局长")
        assert rebuild(session).equal


def test_an_exhausted_reserve_leaves_the_place_empty_and_says_so(bureau, released):
    draw = the_draw(bureau)
    (reserve,) = draw.groups[0]
    first = view(bureau, released[0])
    replace(bureau, draw.dossier, first.officers[0].id, [first.subject])
    with bureau.reading() as session:
        shown = successor(session, bureau=draw.bureau, draw=draw.dossier, person=reserve, subjects=[first.subject])
    assert (shown.comes, shown.too_few) == ((), True)
    made = replace(bureau, draw.dossier, reserve, [first.subject], ground="unable", approver="钱副局长")
    assert made.change.comes == ""
    assert len(view(bureau, released[0]).officers) == 1
    assert standing_of(the_draw(bureau)).too_few == (first.subject,)


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("refused-swap-reason", {"text": " "}),
        ("refused-swap-ground", {"ground": "dislike"}),
        ("refused-swap-asker", {"asked_by": "somebody"}),
        ("refused-swap-approver", {"approver": ""}),
        ("refused-swap-future", {"decided_at": "tomorrow"}),
        ("refused-swap-level", {"approver": "马红"}),
    ],
)
def test_a_change_without_ground_asker_reason_or_the_right_approver_is_refused(bureau, released, code, more):
    first = view(bureau, released[0])
    if "decided_at" in more:
        more = {"decided_at": bureau.clock.now() + timedelta(days=1)}
    if more.get("approver") == "马红" and first.officers[0].name == "马红":
        more = {"approver": "陈刚"}
    with pytest.raises(Refused) as refusal:
        replace(bureau, the_draw(bureau).dossier, first.officers[0].id, [first.subject], **more)
    assert refusal.value.code == code
    assert the_draw(bureau).changes == ()


def test_nobody_decides_on_himself_and_nobody_names_a_successor(bureau, released):
    first, draw = view(bureau, released[0]), the_draw(bureau)
    with pytest.raises(Refused, match="refused-swap-own"):
        replace(bureau, draw.dossier, first.officers[0].id, [first.subject], approver=first.officers[0].name)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-swap-chosen"):
        replace_officer(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw.dossier,
            person=first.officers[0].id, subjects=[first.subject], asked=asked(bureau), named=draw.groups[0][0],
        )  # fmt: skip


def test_an_officer_cannot_change_a_draw(bureau, released):
    first = view(bureau, released[0])
    with bureau.writing() as session, pytest.raises(Refused, match="refused-role-plans"):
        replace_officer(
            session, desk=bureau.desk("16001"), clock=bureau.clock, profile=bureau.profile,
            draw=the_draw(bureau).dossier, person=first.officers[0].id, subjects=[first.subject], asked=asked(bureau),
        )  # fmt: skip


def ask(bureau, inspection, number="16005"):
    member = view(bureau, inspection).officers[0]
    with bureau.writing() as session:
        return member.id, ask_recusal(
            session, desk=bureau.desk(number), clock=bureau.clock, inspection=inspection, officer=member.id,
            ground="party", asked_by="unit", asked_name="赵永安", text="检查人员是其近亲属",
        )  # fmt: skip


@pytest.mark.obligation("F096")
def test_a_request_stops_nothing_and_its_refusal_is_recorded(bureau, released):
    draw = the_draw(bureau)
    officer, request = ask(bureau, released[0])
    with bureau.reading() as session:
        (row,) = requests_of(session, draw.bureau, released[0])
    assert (row.state, row.officer) == ("asked", officer)
    assert officer in {one.id for one in view(bureau, released[0]).officers}
    with pytest.raises(Refused, match="refused-swap-asked"):
        ask(bureau, released[0])
    with bureau.writing() as session:
        refuse_recusal(
            session, desk=bureau.desk(), clock=bureau.clock, draw=draw.dossier, inspection=released[0],
            request=request, approver="吴局长", note="经查不是近亲属",
        )  # fmt: skip
    with bureau.reading() as session:
        (row,) = requests_of(session, draw.bureau, released[0])
    assert (row.state, row.approver, row.note) == ("denied", "吴局长", "经查不是近亲属")
    assert the_draw(bureau).changes == ()


def lie_elsewhere(bureau, inspection, life):
    """As if the inspection lay on another device whose journal has reached this one."""
    with bureau.writing() as session:
        row = session.get(Dossier, (bureau.desk().bureau, inspection))
        before, row.holder = row.holder, life
        session.add(row)
    return before


@pytest.mark.obligation("F096", "F097")
def test_a_change_reaches_an_inspection_on_another_desk_when_that_takes_it_over(bureau, released):
    draw, first = the_draw(bureau), view(bureau, released[0])
    before = lie_elsewhere(bureau, released[0], "life-2")
    made = replace(bureau, draw.dossier, first.officers[0].id, [first.subject])
    assert (made.adopted, made.elsewhere) == (0, 1)
    assert [one.id for one in view(bureau, released[0]).officers] == [one.id for one in first.officers]
    with bureau.reading() as session:
        (waiting,) = pending(session, draw.bureau, released[0])
    assert (waiting.leaves, waiting.comes, waiting.differs) == (first.officers[0].id, draw.groups[0][0], False)
    lie_elsewhere(bureau, released[0], before)
    with bureau.writing() as session:
        assert adopt(session, desk=bureau.desk(), clock=bureau.clock, inspection=released[0]) == 1
        assert pending(session, draw.bureau, released[0]) == ()
    assert view(bureau, released[0]).officers[0].id == draw.groups[0][0]


def telephone(bureau, inspection, request, comes):
    with bureau.writing() as session:
        change_by_telephone(
            session, desk=bureau.desk(), clock=bureau.clock, inspection=inspection, request=request, granted=True,
            approver="吴局长", told_by="王秀英", told_at=bureau.clock.now(), comes=comes,
        )  # fmt: skip


@pytest.mark.obligation("F096")
def test_a_decision_by_telephone_changes_the_team_at_the_site_and_is_confirmed_by_the_record(bureau, released):
    draw, first = the_draw(bureau), view(bureau, released[0])
    (reserve,) = draw.groups[0]
    officer, request = ask(bureau, released[0])
    with pytest.raises(Refused, match="refused-swap-not-reserve"):
        telephone(bureau, released[0], request, first.officers[1].id)
    telephone(bureau, released[0], request, reserve)
    assert view(bureau, released[0]).officers[0].id == reserve
    with bureau.reading() as session:
        (open_one,) = unrecorded(session, draw.bureau, draw.dossier)
    assert (open_one.leaves, open_one.comes, open_one.told_by) == (officer, reserve, "王秀英")
    replace(bureau, draw.dossier, officer, [first.subject], told=True, ground="party", request=request)
    with bureau.reading() as session:
        assert unrecorded(session, draw.bureau, draw.dossier) == ()
        (kept,) = team_changes(session, draw.bureau, released[0])
    assert kept.change == 1
    assert [one.id for one in view(bureau, released[0]).officers] == [reserve, first.officers[1].id]


def test_a_name_told_wrongly_by_telephone_is_set_right_by_the_record(bureau, released):
    draw, first = the_draw(bureau), view(bureau, released[0])
    (reserve,) = draw.groups[0]
    officer, request = ask(bureau, released[0])
    telephone(bureau, released[0], request, "")
    assert len(view(bureau, released[0]).officers) == 1
    before = lie_elsewhere(bureau, released[0], "life-2")
    replace(bureau, draw.dossier, officer, [first.subject], told=True, ground="party", request=request)
    with bureau.reading() as session:
        (waiting,) = pending(session, draw.bureau, released[0])
    assert waiting.differs
    lie_elsewhere(bureau, released[0], before)
    with bureau.writing() as session:
        adopt(session, desk=bureau.desk(), clock=bureau.clock, inspection=released[0])
        assert pending(session, draw.bureau, released[0]) == ()
        assert rebuild(session).equal
    assert {one.id for one in view(bureau, released[0]).officers} == {reserve, first.officers[1].id}


def test_a_subject_is_replaced_only_where_the_profile_says_so(bureau, released):
    draw, first = the_draw(bureau), view(bureau, released[0])

    def give_way():
        with bureau.writing() as session:
            return replace_subject(
                session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw.dossier,
                subject=first.subject, asked=asked(bureau, ground="closed", asked_by="bureau", text="已注销停业"),
            )  # fmt: skip

    with pytest.raises(Refused, match="refused-replace-subject"):
        give_way()
    ruled = bureau.profile.draw.model_copy(update={"replaced": ("closed", "moved")})
    bureau.profile = bureau.profile.model_copy(update={"draw": ruled})
    expected = standing_of(draw).spare[_stratum(draw, first.subject)][0]
    made = give_way()
    assert made.change.comes == expected
    after = the_draw(bureau)
    assert first.subject not in {one.subject for one in after.live}
    came = next(one for one in after.live if one.subject == expected)
    new = view(bureau, came.inspection)
    assert (new.subject, len(new.officers)) == (expected, 2)
    assert verify(after.transcript.encode()).verified
    with bureau.writing() as session:
        assert rebuild(session).equal


def _stratum(draw, subject):
    return next(one.stratum for one in draw.drawn if one.subject == subject)


def test_who_may_approve_is_named_by_the_profile(bureau):
    with bureau.reading() as session:
        assert approvers(session, bureau.desk().bureau, bureau.profile, "party") == ()
    ruled = bureau.profile.flow("recusal").model_copy(update={"levels": ("supervising",)})
    flows = tuple(ruled if one.of == "recusal" else one for one in bureau.profile.approval.flows)
    approval = bureau.profile.approval.model_copy(update={"flows": flows})
    with bureau.reading() as session:
        own = bureau.profile.model_copy(update={"approval": approval})
        assert approvers(session, bureau.desk().bureau, own, "party") == ("王秀英",)


def test_the_record_of_the_draw_lists_later_changes_with_ground_approver_and_time(bureau, released):
    draw = the_draw(bureau)
    first = draw.live[0]
    person = view(bureau, first.inspection).officers[0]
    with bureau.writing() as session:
        made = replace_officer(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw.dossier,
            person=person.id, subjects=(first.subject,), asked=asked(bureau),
        )  # fmt: skip
    with bureau.reading() as session:
        found = the_draw(bureau)
        paper = record_paper(found, get_plan(session, bureau.desk().bureau, found.plan), bureau.profile)
    before = next(at for at, one in enumerate(paper.blocks) if getattr(one, "text", "") == "抽取后的变更（1项）")
    row = paper.blocks[before + 2].rows[0]
    subject = names_of(found, frozen_of(found)).of(first.subject)
    assert row[0] == "1"
    assert row[1].startswith(f"{person.name}退出，")
    assert made.change.comes not in row[1]
    assert row[2] == subject
    assert row[3] == "有利害关系（被检查单位赵永安提出：其弟为该站股东）"
    assert row[4].startswith("吴局长 2026年11月20日") or row[4].startswith("吴局长 2026-11-20")
