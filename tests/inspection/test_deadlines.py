"""The clocks of the profile that run for inspections."""

from __future__ import annotations

from datetime import date

import pytest

from inspector_desktop.inspection.deadlines import due, dues
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.profile.loading import load


@pytest.fixture(scope="module")
def profile():
    return load("huaxian-meteorology")


def view(dossier="d1", **done) -> InspectionView:
    texts = dict.fromkeys(
        (
            "bureau", "title", "check_kind", "way", "plan_number", "plan_title", "task_number", "task_title",
            "draw_type", "draw", "subject", "subject_code", "category", "category_title", "address", "principal",
            "phone", "form", "assigned_at", "holder", "holder_person", "tray_person", "tray_role",
        ),
        "",
    )  # fmt: skip
    return InspectionView(
        **texts, dossier=dossier, subject_name="滑县第一高级中学", window_from="2026-04-21",
        window_until="2026-11-30", batch=1, officers=(), items=(), begun={}, done=done, notes={}, needs_upgrade=False,
    )  # fmt: skip


ENDED = "2026-11-12T08:00:00Z"  # a Thursday


@pytest.mark.obligation("F041", "F042")
def test_the_platform_clock_ends_five_working_days_after_the_check_and_counts_lateness_in_working_days(profile):
    found = {one.deadline: one for one in dues([view(check=ENDED)], profile, date(2026, 11, 20))}
    assert found["D01"].day == date(2026, 11, 19)
    assert found["D01"].late == 1
    assert not found["D01"].soon
    assert found["D02"].day == date(2026, 12, 10)
    assert (found["D02"].late, found["D02"].soon) == (0, False)


def test_a_weekend_after_the_last_day_is_not_counted_as_late(profile):
    late = {one.deadline: one.late for one in dues([view(check=ENDED)], profile, date(2026, 11, 22))}
    assert late["D01"] == 1


def test_a_clock_warns_within_its_working_days_and_stops_when_settled_or_done(profile):
    today = date(2026, 11, 18)
    assert next(one for one in dues([view(check=ENDED)], profile, today) if one.deadline == "D01").soon
    settled = dues([view(check=ENDED)], profile, today, settled={("d1", "D01")})
    assert "D01" not in {one.deadline for one in settled}
    assert "D02" in {one.deadline for one in settled}
    assert dues([view(check=ENDED, disclosure=ENDED)], profile, today) == ()


@pytest.mark.obligation("F059")
def test_a_yearly_clock_gives_way_to_the_working_day_before_and_counts_what_is_open(profile):
    waiting = [view(dossier=f"d{number}") for number in range(3)]
    (found,) = dues(waiting, profile, date(2026, 11, 20))
    assert (found.deadline, found.count, found.day) == ("D05", 3, date(2026, 11, 30))
    assert found.soon
    assert not found.provisional


def test_the_most_urgent_stands_first(profile):
    found = dues([view(check=ENDED), view(dossier="d2", check="2026-10-20T08:00:00Z")], profile, date(2026, 11, 20))
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert found[0].dossier == "d2"


def test_a_due_counted_through_a_year_without_notice_is_provisional(profile):
    clock = profile.deadline("D02")
    found = due(clock, date(2030, 1, 10), date(2030, 1, 11), dossier="d", subject="s")
    assert found.provisional
    with pytest.raises(ValueError, match="D05"):
        due(profile.deadline("D05"), date(2026, 1, 1), date(2026, 1, 1), dossier="d", subject="s")
