"""The day a team plans within the period of the plan, and why it came outside of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.visits import come

from inspector_desktop.check.store import find_visit
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.joining import plan_day
from inspector_desktop.inspection.rules import outside_period
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import register_paper_approval


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau: Bureau) -> str:
    first, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    return first


def plan(bureau: Bureau, dossier: str, day: str) -> str:
    with bureau.writing() as session:
        plan_day(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, day=day)
        return get_inspection(session, bureau.desk().bureau, dossier).planned_day


@pytest.mark.obligation("F034", "F231")
def test_a_team_plans_its_day_within_the_period_and_may_take_it_back(bureau, dossier):
    assert plan(bureau, dossier, "2026-11-25") == "2026-11-25"
    assert plan(bureau, dossier, "2026-12-18") == "2026-12-18"  # the last day belongs to the period
    for day, code in (("2026-12-19", "refused-day-outside"), ("2026-11-19", "refused-day-outside")):
        with pytest.raises(Refused, match=code):
            plan(bureau, dossier, day)
    bureau.clock.set(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    with pytest.raises(Refused, match="refused-day-over"):
        plan(bureau, dossier, "2026-11-20")
    assert plan(bureau, dossier, "") == ""
    come(bureau, dossier)
    with pytest.raises(Refused, match="refused-day-begun"):
        plan(bureau, dossier, "2026-11-25")
    with bureau.reading() as session:
        assert rebuild(session).equal


@pytest.mark.parametrize(
    ("now", "kept"),
    [(datetime(2026, 12, 18, 15, 0, tzinfo=UTC), ""), (datetime(2026, 12, 18, 16, 30, tzinfo=UTC), "雪后复工才开门")],
)
def test_the_reason_for_coming_outside_the_period_is_kept_and_within_it_none(bureau, dossier, now, kept):
    bureau.clock.set(now)  # the second is already 19 December in China
    come(bureau, dossier, outside_reason="雪后复工才开门")
    with bureau.reading() as session:
        visit = find_visit(session, bureau.desk().bureau, dossier)
        assert visit is not None and visit.outside_reason == kept
        assert rebuild(session).equal


def test_both_ends_belong_to_the_period():
    found = [day for day in ("2026-11-19", "2026-11-20", "2026-12-18", "2026-12-19")
             if outside_period("2026-11-20", "2026-12-18", day)]  # fmt: skip
    assert found == ["2026-11-19", "2026-12-19"]
