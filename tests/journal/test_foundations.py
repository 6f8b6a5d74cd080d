"""What everybody writes alike: canonical bytes, ids that sort by time, stamps and civil dates."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import rfc8785
from factories.clock import FakeClock
from hypothesis import example, given
from hypothesis import strategies as st

from inspector_desktop.clock import civil_date, moment, stamp
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.ids import new_id

LARGEST = 2**53 - 1
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(max_codepoint=127))
LEAVES = TEXTS | st.booleans() | st.integers(-LARGEST, LARGEST)
VALUES = st.recursive(LEAVES, lambda part: st.lists(part, max_size=4) | st.dictionaries(KEYS, part, max_size=4))
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@given(VALUES)
@example({"b": 1, "a": '\u2028\x7f\x1f"\\/€😀', "": [True, False, -0]})
def test_canonical_bytes_are_those_of_an_independent_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [None, 1.0, float("nan"), b"x", {1: "x"}, {"键": 1}, [None], {"a": {"b": 0.5}}])
def test_what_has_no_canonical_form_here_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("number", [LARGEST + 1, -LARGEST - 1])
def test_numbers_that_other_languages_would_round_are_refused(number):
    with pytest.raises(ValueError, match="beyond"):
        canonical([number])


def test_a_lone_surrogate_has_no_bytes():
    with pytest.raises(UnicodeEncodeError):
        canonical({"a": "\ud800"})


def test_a_text_and_its_utf8_have_the_same_digest():
    assert sha256_hex("滑县") == sha256_hex("滑县".encode())


@given(st.lists(st.integers(0, 2**41), min_size=2, max_size=20, unique=True))
def test_ids_sort_by_the_millisecond_they_were_made_in(milliseconds):
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    made = [new_id(FakeClock(epoch + timedelta(milliseconds=one))) for one in sorted(milliseconds)]
    assert made == sorted(made)


def test_ids_are_version_seven_and_never_the_same_within_a_millisecond():
    made = {new_id(FakeClock()) for _ in range(5000)}
    assert len(made) == 5000
    assert {one[12] for one in made} == {"7"}
    assert {one[16] for one in made} == set("89ab")


@given(MOMENTS)
def test_a_stamp_is_read_back_to_the_second(when):
    assert moment(stamp(when)) == when.replace(microsecond=0)


@given(MOMENTS, st.integers(-14 * 60, 14 * 60))
def test_stamps_do_not_depend_on_the_zone_a_moment_is_written_in(when, minutes):
    assert stamp(when.astimezone(timezone(timedelta(minutes=minutes)))) == stamp(when)


@given(MOMENTS, MOMENTS)
def test_stamps_sort_as_moments_do(one, other):
    assert (stamp(one) < stamp(other)) == (one.replace(microsecond=0) < other.replace(microsecond=0))


@pytest.mark.parametrize("text", ["2026-11-20", "2026-11-20T06:15:00+00:00", "2026-11-20 06:15:00Z", "", "今天"])
def test_another_spelling_is_no_stamp(text):
    with pytest.raises(ValueError, match="match"):
        moment(text)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-19T15:59:59Z", date(2026, 11, 19)),
        ("2026-11-19T16:00:00Z", date(2026, 11, 20)),
        ("2026-12-31T15:59:59Z", date(2026, 12, 31)),
        ("2026-12-31T16:00:00Z", date(2027, 1, 1)),
        ("2028-02-28T16:00:00Z", date(2028, 2, 29)),
        ("1988-07-01T15:30:00Z", date(1988, 7, 1)),  # summer time of those years is no part of the program
    ],
)
def test_the_chinese_day_turns_at_sixteen_hours_utc(written, day):
    assert civil_date(written) == day == civil_date(moment(written))
