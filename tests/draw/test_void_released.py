"""A fault found after the release: the draw is declared void, what nobody has begun is withdrawn, what was visited stays."""

from __future__ import annotations

import json

import pytest
from factories.bureau import frozen_draw, open_bureau, released_inspections
from factories.visits import come

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.acts import publish_draw, void_draw
from inspector_desktop.draw.roll import visits_of
from inspector_desktop.draw.store import draws, get_draw
from inspector_desktop.draw.substituting import adopt, waiting_changes
from inspector_desktop.draw.transcript import verify
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.deadlines import dues
from inspector_desktop.inspection.store import get_inspection, inspections
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.records import Dossier
from inspector_desktop.notice.acts import register_paper_approval


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


def void(bureau, approver="吴局长"):
    with bureau.writing() as session:
        void_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=the_draw(bureau).dossier,
            reason="名单漏列一类对象", approver=approver,
        )  # fmt: skip


def approve_and_come(bureau, inspection):
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=inspection, approver="孙志远")
    come(bureau, inspection)


def lie(bureau, inspection, life):
    with bureau.writing() as session:
        row = session.get(Dossier, (bureau.desk().bureau, inspection))
        row.holder = life
        session.add(row)


@pytest.mark.obligation("F132")
def test_a_released_draw_is_declared_void_by_the_head_and_only_what_was_begun_stays(bureau, released):
    approve_and_come(bureau, released[0])
    with pytest.raises(Refused, match="refused-approver"):
        void(bureau, "李建国")
    void(bureau)
    draw = the_draw(bureau)
    assert (draw.state, draw.void_reason) == ("void", "名单漏列一类对象")
    assert verify(draw.transcript.encode()).verified and json.loads(draw.transcript)["void"]["event"] == "held"
    assert [view(bureau, one).withdrawn for one in released] == ["", *["名单漏列一类对象"] * (len(released) - 1)]
    with pytest.raises(Refused, match="refused-withdrawn"):
        approve_and_come(bureau, released[1])
    with bureau.reading() as session:
        views = inspections(session, draw.bureau)
        today = civil_date(bureau.clock.now())
        assert sum(visits_of(views, bureau.profile.frequency, today).values()) == 1
        gone = [one for one in views if one.withdrawn]
        assert dues(gone, bureau.profile, today) == ()
        assert rebuild(session).equal
    with bureau.writing() as session:
        publish_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw.dossier)
    again = frozen_draw(bureau, draw.plan)
    with bureau.reading() as session:
        assert json.loads(get_draw(session, draw.bureau, again).frozen)["kind"] == "replacement"


def test_an_inspection_on_another_desk_is_withdrawn_when_that_takes_it_over_and_not_visited_before(bureau, released):
    last = released[-1]
    lie(bureau, last, "life-2")
    void(bureau)
    assert view(bureau, last).withdrawn == ""
    lie(bureau, last, bureau.life)
    with pytest.raises(Refused, match="refused-draw-void-visit"):
        approve_and_come(bureau, last)
    with bureau.writing() as session:
        given = {"desk": bureau.desk(), "clock": bureau.clock, "inspection": last}
        assert waiting_changes(session, bureau.desk().bureau, last) == 1
        assert adopt(session, **given) == 1
        assert waiting_changes(session, bureau.desk().bureau, last) == 0
    assert view(bureau, last).withdrawn == "名单漏列一类对象"
