"""When a second visit is due: on the planned day, within the check's window, and only where the rules ask for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories.bureau import open_bureau, released_inspections

from inspector_desktop.check.joint_acts import note_first_visit
from inspector_desktop.check.second_visits import due_again, second_visits
from inspector_desktop.clock import stamp
from inspector_desktop.inspection.store import get_inspection


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def view(bureau):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, released_inspections(bureau)[0])


def test_it_is_due_on_the_planned_day_and_no_later_than_the_window(view):
    view = replace(view, window_until="2026-11-30")
    today = date(2026, 11, 20)
    first = "2026-11-20T02:00:00Z"
    due = due_again(view, first, "2026-11-26T02:00:00Z", today)
    assert (due.day, due.late, due.soon) == (date(2026, 11, 26), 0, False)
    assert due_again(view, first, "2026-12-08T02:00:00Z", today).day == date(2026, 11, 30)
    assert due_again(view, first, "2026-11-23T02:00:00Z", today).soon  # the next working day
    assert due_again(view, first, "2026-11-20T06:00:00Z", date(2026, 11, 25)).late == 3  # Monday to Wednesday


def test_only_where_the_rules_ask_for_it_and_only_until_somebody_went(bureau, view, clock):
    with bureau.writing() as session:
        note_first_visit(
            session, desk=bureau.desk(), clock=clock, dossier=view.dossier, branch="unable-no-contact", words="大门上锁。",
            asked="门卫 王师傅", planned_at=clock.now() + timedelta(days=3), at=clock.now(),
        )  # fmt: skip
    today, where = date(2026, 11, 20), {"bureau": bureau.desk().bureau}
    without = bureau.profile.model_copy(
        update={"check": bureau.profile.check.model_copy(update={"second_visit_when_absent": False})}
    )
    with bureau.reading() as session:
        (one,) = second_visits(session, profile=bureau.profile, views=[view], today=today, **where)
        assert (one.dossier, one.first_at) == (view.dossier, stamp(clock.now()))
        assert second_visits(session, profile=without, views=[view], today=today, **where) == ()
        gone = replace(view, begun={**view.begun, "check": stamp(clock.now())})
        assert second_visits(session, profile=bureau.profile, views=[gone], today=today, **where) == ()
