"""The draw as people hold it: frozen, made known, typed twice, released."""

from __future__ import annotations

import json

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau, released_inspections

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.ledger import ledger
from inspector_desktop.draw.acts import freeze_draw, hold_draw, publish_draw, release_draw, void_draw
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.transcript import verify
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.registry.facts import SubjectRow


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def held(bureau, draw, first=("王秀英", DIGITS), second=("赵志强", DIGITS)):
    with bureau.writing() as session:
        return hold_draw(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            draw=draw,
            first=first,
            second=second,
            witnesses=("孙丽",),
        )


@pytest.mark.obligation("F132", "F187", "F228")
@pytest.mark.obligation("F005")
@pytest.mark.obligation("F020")
@pytest.mark.obligation("F021")
@pytest.mark.obligation("F056")
@pytest.mark.obligation("F057")
def test_a_draw_from_plan_to_released_tasks_is_computed_by_the_specification(bureau):
    released = released_inspections(bureau)
    assert len(released) == 2 + 1 + 2  # ceilings of 30 % of 4, 30 % of 3, 5 % of 40
    with bureau.reading() as session:
        one = get_inspection(session, bureau.desk().bureau, released[0])
        draw = get_draw(session, bureau.desk().bureau, one.draw)
        assert one.plan_title == get_plan(session, bureau.desk().bureau, draw.plan).title == "2026年防雷安全补充抽查"
        assert verify(draw.transcript.encode()).verified
        assert len(one.officers) == 2
        assert all(len(group) == 2 for group in draw.groups[1:])
        assert len(draw.groups[0]) == 1
        assert rebuild(session).equal


def test_the_transcript_opens_the_names_of_all_who_took_part(bureau):
    released_inspections(bureau)
    with bureau.reading() as session:
        from inspector_desktop.draw.store import draws

        file = json.loads(draws(session, bureau.desk().bureau)[0].transcript)
    names = {pair[1] for pair in file["opened"].values()}
    assert "李建国" in names
    assert "滑县第1加油站" in names


def test_two_typings_that_differ_are_refused_with_the_places(bureau):
    enter_some_subjects(bureau)
    draw = frozen_draw(bureau, approved_plan(bureau))
    bureau.clock.advance(minutes=20)
    with pytest.raises(Refused) as refusal:
        held(bureau, draw, second=("赵志强", DIGITS[:3] + "9" + DIGITS[4:]))
    assert refusal.value.code == "refused-entries-differ"
    assert refusal.value.facts["places"] == "4"


def test_one_person_cannot_type_twice_and_nobody_before_the_event(bureau):
    enter_some_subjects(bureau)
    draw = frozen_draw(bureau, approved_plan(bureau))
    with pytest.raises(Refused, match="refused-event-open"):
        held(bureau, draw)
    bureau.clock.advance(minutes=20)
    with pytest.raises(Refused, match="refused-one-typist"):
        held(bureau, draw, second=("王秀英", DIGITS))


def test_a_plan_is_drawn_once_and_a_held_draw_never_again(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    draw = frozen_draw(bureau, plan)
    with pytest.raises(Refused, match="refused-draw-exists"):
        frozen_draw(bureau, plan)
    bureau.clock.advance(minutes=20)
    held(bureau, draw)
    with pytest.raises(Refused, match="refused-draw-held"):
        held(bureau, draw)


def test_subjects_without_a_category_stop_the_freezing(bureau):
    enter_some_subjects(bureau)
    with bureau.writing() as session:
        from inspector_desktop.registry.acts import enter_subjects

        open_one = SubjectRow(id="S9999", name="未分类", code="S9999", code_kind="internal")
        enter_subjects(session, desk=bureau.desk(), clock=bureau.clock, rows=[open_one])
    with pytest.raises(Refused, match="refused-categories-open"):
        frozen_draw(bureau, approved_plan(bureau))


def test_a_void_after_the_event_keeps_the_result_and_frees_the_plan(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    draw = frozen_draw(bureau, plan)
    bureau.clock.advance(minutes=20)
    held(bureau, draw)
    with bureau.writing() as session:
        void_draw(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            draw=draw,
            reason="名单有误",
            approver="主要负责人",
        )
        voided = get_draw(session, bureau.desk().bureau, draw)
    assert voided.state == "void"
    assert verify(voided.transcript.encode()).verified
    assert json.loads(voided.transcript)["result"] != {}
    bureau.clock.advance(hours=20)
    second = frozen_draw(bureau, plan)
    with bureau.reading() as session:
        assert get_draw(session, bureau.desk().bureau, second).number == 2
        assert json.loads(get_draw(session, bureau.desk().bureau, second).frozen)["previous"] == voided.commitment


@pytest.mark.obligation("F224")
@pytest.mark.obligation("F018")
def test_a_closed_subject_stands_in_the_list_as_excluded_with_its_rule(bureau):
    enter_some_subjects(bureau)
    with bureau.writing() as session:
        change_subjects(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            ids=["S0001"],
            changes={"survival": "closed"},
            reason="已关停",
        )
    draw = frozen_draw(bureau, approved_plan(bureau))
    with bureau.reading() as session:
        frozen = json.loads(get_draw(session, bureau.desk().bureau, draw).frozen)
    assert [(one["id"], one["rule"]) for one in frozen["excluded"]] == [("S0001", "state")]
    assert len(frozen["objects"]) == 46


def test_nothing_is_released_before_the_draw_and_nothing_published_before_the_last_check(bureau):
    enter_some_subjects(bureau)
    draw = frozen_draw(bureau, approved_plan(bureau))
    with bureau.writing() as session, pytest.raises(Refused, match="refused-release-early"):
        release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
    bureau.clock.advance(minutes=20)
    held(bureau, draw)
    with bureau.writing() as session:
        release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-publish-early"):
        publish_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)


def test_an_officer_may_neither_plan_nor_draw(bureau):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-role-plans"):
        freeze_draw(
            session,
            desk=bureau.desk("16001"),
            clock=bureau.clock,
            profile=bureau.profile,
            plan=plan,
            event="numbered-balls",
            event_name="",
            event_at=bureau.clock.now(),
        )


def released_under(bureau, **changes):
    """A released draw under a profile with other rules on publishing."""
    ruled = bureau.profile.draw.model_copy(update=changes)
    bureau.profile = bureau.profile.model_copy(update={"draw": ruled})
    inspection, *_ = released_inspections(bureau)
    with bureau.reading() as session:
        return get_draw(session, bureau.desk().bureau, get_inspection(session, bureau.desk().bureau, inspection).draw)


def test_where_the_profile_publishes_names_before_the_checks_the_opened_list_is_public_with_the_release(bureau):
    draw = released_under(bureau, publish_before="names")
    assert draw.published_at == draw.released_at != ""
    with bureau.reading() as session:
        assert rebuild(session).equal


def test_where_the_profile_publishes_at_once_nobody_waits_for_the_last_check(bureau):
    draw = released_under(bureau, publish_after="at-once")
    assert draw.published_at == ""
    today = civil_date(bureau.clock.now())
    with bureau.reading() as session:
        (line,) = [one for one in ledger(session, draw.bureau, bureau.profile, today) if one.about == draw.dossier]
    assert line.ready
    with bureau.writing() as session, pytest.raises(Refused, match="refused-role-plans"):
        publish_draw(session, desk=bureau.desk("16001"), clock=bureau.clock, profile=bureau.profile, draw=draw.dossier)
    with bureau.writing() as session:
        publish_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw.dossier)
        assert get_draw(session, draw.bureau, draw.dossier).published_at != ""
