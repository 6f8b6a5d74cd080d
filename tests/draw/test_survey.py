"""What a draw would be made from, and where released inspections go."""

from __future__ import annotations

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, open_bureau, released_inspections

from inspector_desktop.clock import stamp
from inspector_desktop.draw.acts import hand_over_released
from inspector_desktop.draw.document import frozen_of
from inspector_desktop.draw.store import draws, get_draw
from inspector_desktop.draw.survey import survey
from inspector_desktop.draw.ticket import quotas
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.acts import change_subjects


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.mark.obligation("F019")
def test_the_survey_foresees_what_is_then_frozen(bureau):
    enter_some_subjects(bureau)
    with bureau.writing() as session:
        change_subjects(
            session, desk=bureau.desk(), clock=bureau.clock, ids=["S0001"], changes={"survival": "moved"}, reason="迁出"
        )
    bureau.clock.advance(days=420)  # one certificate has run out by then
    plan = approved_plan(bureau)
    with bureau.reading() as session:
        view = get_plan(session, bureau.desk().bureau, plan)
        seen = survey(session, plan=view, profile=bureau.profile, now=stamp(bureau.clock.now()))
    draw = frozen_draw(bureau, plan)
    with bureau.reading() as session:
        frozen = frozen_of(get_draw(session, bureau.desk().bureau, draw))
    assert [(one.id, one.rule) for one in seen.excluded] == [(one.id, one.rule) for one in frozen.excluded]
    assert [(one.id, one.rule) for one in seen.officers_out] == [("16003", "certificate")]
    assert [(one.id, one.rule) for one in frozen.officers_out] == [("16003", "certificate")]
    assert seen.officers == len(frozen.officers)
    assert seen.groups == frozen.groups.count
    foreseen = [(one.category, one.register, one.due) for one in seen.classes]
    assert foreseen == [(one.stratum, one.register, one.taken) for one in quotas(frozen)]
    assert seen.unsettled == 0


@pytest.mark.obligation("F134")
def test_released_inspections_go_to_the_tray_of_the_first_officer_but_her_own_stay(bureau):
    dossiers = released_inspections(bureau)
    desk = bureau.desk()
    with bureau.writing() as session:
        (draw,) = draws(session, desk.bureau)
        handed = hand_over_released(session, desk=desk, clock=bureau.clock, draw=draw.dossier)
        views = [get_inspection(session, desk.bureau, one) for one in dossiers]
    others = [one for one in views if one.officers[0].id != desk.person.id]
    assert handed == len(others)
    assert all(one.tray_person == one.officers[0].id and not one.holder for one in others)
    assert all(one.holder == desk.life for one in views if one not in others)


def test_nothing_is_handed_over_before_the_release(bureau):
    enter_some_subjects(bureau)
    draw = frozen_draw(bureau, approved_plan(bureau))
    with bureau.writing() as session, pytest.raises(Refused, match="refused-hand-over-early"):
        hand_over_released(session, desk=bureau.desk(), clock=bureau.clock, draw=draw)
