"""Working days and last days agree with the notices, with the law's counting rules and with a second source."""

import importlib.util
import json
from datetime import date, timedelta

import holidays
import pytest
from factories.sources import ROOT
from hypothesis import given
from hypothesis import strategies as st

from inspector_desktop import workdays
from inspector_desktop.assets import resource
from inspector_desktop.errors import Refused
from inspector_desktop.workdays import DAY, LastDay, WorkingDays, add_working_days, deadline, shipped

VECTORS = """
2023-04-21  2023-04-25  2023-04-27  2023-05-22  2023-04-28
2023-09-22  2023-09-27  2023-10-07  2023-10-26  2023-10-07
2023-09-28  2023-10-09  2023-10-11  2023-11-01  2023-10-07
2023-12-27  2024-01-02  2024-01-04  2024-01-25  2024-01-03
2025-01-24  2025-02-05  2025-02-07  2025-02-27  2025-02-05
2025-09-26  2025-09-30  2025-10-10  2025-10-30  2025-10-09
2026-02-11  2026-02-14  2026-02-25  2026-03-17  2026-02-24
2026-04-30  2026-05-08  2026-05-11  2026-06-01  2026-05-07
2026-09-30  2026-10-10  2026-10-13  2026-11-03  2026-10-08
"""
FIFTH = {
    2023: "01-09 02-07 03-07 04-10 05-09 06-07 07-07 08-07 09-07 10-11 11-07 12-07",
    2026: "01-08 02-06 03-06 04-08 05-11 06-05 07-07 08-07 09-07 10-13 11-06 12-07",
}
known_days = st.dates(date(2004, 1, 1), date(2025, 12, 31))


def sure(text: str) -> LastDay:
    return LastDay(date.fromisoformat(text), provisional=False)


@pytest.mark.parametrize("row", VECTORS.split("\n")[1:-1])
def test_periods_end_on_the_days_of_the_test_vectors(row):
    event, three, five, twenty, seven = row.split()
    day = date.fromisoformat(event)
    assert deadline(day, 3, "working-days") == sure(three)
    assert deadline(day, 5, "working-days") == sure(five)
    assert deadline(day, 20, "working-days") == sure(twenty)
    assert deadline(day, 7, "calendar-days", "later") == sure(seven)


@pytest.mark.parametrize("year", FIFTH)
def test_the_fifth_working_day_of_each_month_is_found(year):
    found = [shipped().of_month(year, month, 5).day.strftime("%m-%d") for month in range(1, 13)]
    assert found == FIFTH[year].split()


@pytest.mark.parametrize(("year", "months"), [(2023, {1, 6, 7, 9, 12}), (2026, {2, 5, 8})])
def test_the_23rd_is_a_rest_day_in_the_known_months(year, months):
    assert {month for month in range(1, 13) if not shipped().is_working(date(year, month, 23))} == months


@pytest.mark.parametrize(("year", "count"), [(2023, 249), (2025, 248), (2026, 248)])
def test_a_year_has_its_number_of_working_days(year, count):
    assert shipped().between(date(year - 1, 12, 31), date(year, 12, 31)) == count


@pytest.mark.parametrize("year", range(2007, 2027))
def test_a_second_source_knows_the_same_working_days(year):
    oracle = holidays.country_holidays("CN", years=[year])
    days = [date(year, 1, 1) + number * DAY for number in range(366)]
    differing = [day for day in days if day.year == year and oracle.is_working_day(day) != shipped().is_working(day)]
    assert differing == []


def test_the_shipped_table_is_what_its_script_makes():
    spec = importlib.util.spec_from_file_location("make_workdays", ROOT / "packaging" / "workdays.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert resource("workdays.json").read_text(encoding="utf-8") == script.table()


@pytest.mark.parametrize(
    ("event", "length", "unit", "rest_day", "end"),
    [
        ("2026-01-31", 1, "months", "stays", "2026-02-28"),
        ("2026-01-31", 1, "months", "earlier", "2026-02-28"),  # Saturday, but a make-up day
        ("2024-02-29", 1, "years", "stays", "2025-02-28"),
        ("2025-11-30", 13, "months", "stays", "2026-12-30"),
        ("2026-05-16", 7, "calendar-days", "later", "2026-05-25"),
        ("2026-05-16", 7, "calendar-days", "earlier", "2026-05-22"),
        ("2026-05-16", 7, "calendar-days", "stays", "2026-05-23"),
    ],
)
def test_months_years_and_rest_days_follow_the_civil_code(event, length, unit, rest_day, end):
    assert deadline(date.fromisoformat(event), length, unit, rest_day) == sure(end)


def test_a_day_of_each_year_gives_way_when_it_is_a_rest_day():
    assert shipped().off_rest_days(date(2026, 5, 23), "earlier") == sure("2026-05-22")
    assert shipped().off_rest_days(date(2026, 4, 23), "earlier") == sure("2026-04-23")


def test_warning_days_are_counted_back_from_the_last_day():
    assert add_working_days(date(2026, 10, 10), -2) == sure("2026-10-08")
    assert add_working_days(date(2026, 10, 10), 0) == sure("2026-10-10")


def test_a_period_without_length_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        deadline(date(2026, 1, 5), 0, "working-days")


def test_a_deadline_in_an_unpublished_year_is_provisional():
    assert deadline(date(2026, 12, 30), 1, "working-days") == sure("2026-12-31")
    late = deadline(date(2026, 12, 30), 5, "working-days")
    assert late == LastDay(date(2027, 1, 7), provisional=True)  # 1 January is a holiday by law, whatever the notice


def test_a_period_moved_out_of_an_unpublished_year_is_still_provisional():
    end = deadline(date(2026, 12, 26), 7, "calendar-days", "earlier")
    assert end == LastDay(date(2026, 12, 31), provisional=True)


def test_a_period_that_may_end_on_a_rest_day_is_never_provisional():
    assert deadline(date(2026, 12, 26), 60, "calendar-days", "stays") == sure("2027-02-24")


def test_counting_back_into_a_published_year_is_certain_only_when_all_of_it_is():
    assert add_working_days(date(2027, 1, 4), -1).provisional
    assert add_working_days(date(2026, 12, 31), -1) == sure("2026-12-30")


def test_an_update_file_makes_the_year_certain():
    update = {"years": {"2027": {"rest": ["01-01"], "work": ["01-03"]}}}
    table = shipped().with_notices(json.dumps(update))
    assert deadline(date(2026, 12, 30), 5, "working-days", table=table) == sure("2027-01-06")
    assert shipped().is_working(date(2027, 1, 3)) is False


def test_a_year_file_may_hold_days_of_the_year_before():
    days = [
        {"name": "元旦", "date": "2026-12-31", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2026-12-27", "isOffDay": False},
    ]
    table = shipped().with_notices(json.dumps({"year": 2027, "days": days}))
    assert not table.is_working(date(2026, 12, 31))
    assert table.is_working(date(2026, 12, 27))
    assert table.is_working(date(2026, 10, 10))  # the rest of 2026 stays as it was
    assert {2026, 2027} <= table.published


def test_a_year_file_without_days_publishes_nothing():
    assert shipped().with_notices('{"year": 2027, "papers": [], "days": []}') == shipped()


@pytest.mark.parametrize(
    "document",
    [
        "not json",
        "[]",
        '{"years": {"2027": {"rest": ["13-01"], "work": []}}}',
        '{"years": {"2027": {"rest": ["01-01"], "work": ["01-01"]}}}',
        '{"year": 2027, "days": [{"date": "2027-01-01"}]}',
        '{"year": null, "days": []}',
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_changes_nothing(document):
    with pytest.raises(Refused) as refusal:
        shipped().with_notices(document)
    assert refusal.value.code == "refused-workdays-file"


def test_days_of_the_bureau_stand_above_the_notices():
    table = shipped().with_local(rest=[date(2026, 11, 20)], work=[date(2026, 11, 22)])
    assert not table.is_working(date(2026, 11, 20))
    assert table.is_working(date(2026, 11, 22))


def test_lateness_counts_working_days_after_the_last_day():
    assert shipped().between(date(2026, 9, 30), date(2026, 10, 10)) == 3
    assert shipped().between(date(2026, 10, 10), date(2026, 9, 30)) == 0


@given(known_days, st.integers(1, 60))
def test_a_working_day_deadline_is_a_working_day_and_counts_right(day, count):
    end = add_working_days(day, count).day
    assert shipped().is_working(end)
    assert shipped().between(day, end) == count


@given(known_days, st.integers(1, 60))
def test_counting_back_returns_to_where_counting_began(day, count):
    start = shipped().off_rest_days(day, "later").day
    assert add_working_days(add_working_days(start, count).day, -count).day == start


@given(known_days, st.integers(1, 90), st.sampled_from(["calendar-days", "months"]))
def test_moving_off_rest_days_moves_no_further_than_needed(day, length, unit):
    plain = deadline(day, length, unit, "stays").day
    earlier, later = deadline(day, length, unit, "earlier").day, deadline(day, length, unit, "later").day
    assert earlier <= plain <= later
    assert later - earlier <= timedelta(days=13)
    skipped = [earlier + number * DAY for number in range(1, (later - earlier).days)]
    assert not any(shipped().is_working(skip) for skip in skipped)


def test_the_table_knows_no_years_it_was_not_told():
    assert shipped().published == frozenset(range(2004, 2027))
    empty = WorkingDays(frozenset(), frozenset(), frozenset())
    assert workdays.add_working_days(date(2026, 2, 13), 1, empty) == LastDay(date(2026, 2, 16), provisional=True)
