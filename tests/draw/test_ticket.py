"""Quotas are exact, digits fit or are refused, and every object has the chance the screen shows."""

import math
import random
from collections import Counter
from dataclasses import replace

import pytest
from factories import draw_chances as chances
from factories import draw_inputs as inputs
from factories import draw_vector as vector
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.draw import ticket
from inspector_desktop.draw.frozen import (
    Candidate,
    Excluded,
    Frozen,
    Grouping,
    Officer,
    Part,
    Source,
    Stratum,
    freeze,
)
from inspector_desktop.draw.ticket import draw, quotas, read_digits, write_digits
from inspector_desktop.errors import Refused

DICE = Source("十面骰", "2026-04-21T01:20:00Z", (Part(20, 0, 9),))


def a_list(strata, counts, **more) -> Frozen:
    """A list with `counts` objects, and as many excluded as asked, in each stratum."""
    things, out = [], []
    for stratum, (inside, outside) in zip(strata, counts, strict=True):
        things += [Candidate(f"{stratum.id.upper()}.{at}", stratum.id) for at in range(inside)]
        out += [Excluded(f"{stratum.id.upper()}.X{at}", stratum.id, "cap") for at in range(outside)]
    return freeze(
        Frozen(
            bureau="410526-QX",
            number=1,
            salt="0" * 32,
            frozen_at="2026-04-20T01:00:00Z",
            source=DICE,
            strata=tuple(strata),
            objects=tuple(things),
            excluded=tuple(out),
            **{"groups": Grouping(0), **more},
        )
    )


@settings(max_examples=100 * inputs.SCALE, deadline=None)
@given(st.integers(0, 2**32))
def test_quotas_are_rounded_up_once_and_never_beyond_the_eligible(number):
    frozen = inputs.a_frozen(random.Random(number))
    rows = {row.stratum: row for row in quotas(frozen)}
    assert [*rows] == [one.id for one in frozen.strata]
    pool = [one for one in frozen.strata if one.take == "pool"]
    shares = sum(rows[one.id].register * one.ratio_ppm for one in pool)
    assert sum(rows[one.id].due for one in pool) == math.ceil(shares / 10**6)
    for one in frozen.strata:
        row = rows[one.id]
        assert 0 <= row.taken <= row.eligible <= row.register
        assert row.taken >= min(row.due, row.eligible)
        if one.take == "pool":
            assert abs(row.due - row.register * one.ratio_ppm / 10**6) < 1
        if one.take == "ratio" and row.register and one.ratio_ppm:
            assert row.due >= max(one.minimum, row.register * one.ratio_ppm / 10**6)
    floor = math.ceil(sum(row.register for row in rows.values()) * frozen.floor_ppm / 10**6)
    if sum(row.taken for row in rows.values()) < floor:
        assert all(rows[name].taken == rows[name].eligible for name in frozen.top_up)


def test_a_pool_gives_what_is_left_to_the_largest_remainders_and_ties_to_the_earlier():
    strata = [Stratum(name, "pool", ratio_ppm=50_000) for name in ("a", "b", "c")]
    rows = quotas(a_list(strata, [(10, 0), (10, 0), (30, 2)]))
    assert [row.due for row in rows] == [1, 0, 2]  # 0.5 + 0.5 + 1.6 = 2.6, so 3 in all
    rows = quotas(a_list(strata, [(10, 0), (10, 0), (10, 0)]))
    assert [row.due for row in rows] == [1, 1, 0]


@pytest.mark.obligation("F076")
def test_the_floor_raises_strata_in_the_order_of_top_up_and_stops():
    strata = [Stratum("a", "count", count=1), Stratum("b", "count", count=1), Stratum("c", "all")]
    frozen = a_list(strata, [(5, 0), (4, 0), (1, 0)], floor_ppm=800_000, top_up=("b", "a"))
    assert [(row.due, row.taken) for row in quotas(frozen)] == [(1, 3), (1, 4), (1, 1)]


def test_the_excluded_count_for_the_ratio_and_are_never_drawn():
    frozen = a_list([Stratum("a", "ratio", ratio_ppm=500_000)], [(2, 8)])
    row = quotas(frozen)[0]
    assert (row.register, row.eligible, row.due, row.taken) == (10, 2, 5, 2)
    assert {one.id for one in draw(frozen, "0" * 20).objects} == {"A.0", "A.1"}


@pytest.mark.obligation("F075")
def test_batches_are_of_equal_size_in_the_order_drawn():
    frozen = a_list([Stratum("a", "all", batches=3)], [(10, 0)])
    order = sorted(draw(frozen, "1" * 20).objects, key=lambda one: one.position)
    assert [one.position for one in order] == [*range(1, 11)]
    assert [one.batch for one in order] == [1, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert [one.ticket for one in order] == sorted(one.ticket for one in order)


@pytest.mark.obligation("F227")
@pytest.mark.parametrize("bound", [None, bytes(8)])  # as it is, and one below which no ticket ever lies
def test_of_long_strata_those_with_the_first_tickets_are_drawn_and_the_others_wait_in_order(monkeypatch, bound):
    if bound is not None:
        monkeypatch.setattr(ticket, "_bound", lambda *_: bound)
    strata = [Stratum("a", "ratio", ratio_ppm=100_000), Stratum("b", "all"), Stratum("c", "count", count=3)]
    frozen = a_list(strata, [(900, 0), (20, 0), (600, 0)])
    drawn = draw(frozen, "0" * 20)
    tickets = ticket.Tickets(drawn.seed, "object")
    for stratum, taken in (("a", 90), ("b", 20), ("c", 3)):
        order = tickets.order(one.id for one in frozen.objects if one.stratum == stratum)
        mine = [one for one in drawn.objects if one.stratum == stratum]
        assert [(one.ticket, one.id) for one in mine] == order[:taken]
        assert [one.position for one in mine] == [*range(1, taken + 1)]
        assert drawn.spare[stratum] == tuple(name for _, name in order[taken:])


def test_items_are_the_fixed_ones_and_a_draw_from_the_pool():
    pool = tuple(f"I{at}" for at in range(6))
    stratum = Stratum("a", "all", items_fixed=("F2", "F1"), items_pool=pool, items_count=2)
    objects = draw(a_list([stratum], [(200, 0)]), "2" * 20).objects
    assert all(one.items[:2] == ("F2", "F1") for one in objects)
    drawn = Counter(item for one in objects for item in one.items[2:])
    assert set(drawn) == set(pool)
    assert sum(drawn.values()) == 400


def test_those_left_over_join_the_groups_in_turn():
    people = tuple(Officer(f"{at:02}") for at in range(11))
    frozen = a_list([Stratum("a", "all")], [(3, 0)], officers=people, groups=Grouping(4, 2, "join"))
    drawn = draw(frozen, "3" * 20)
    assert [len(team) for team in drawn.groups] == [3, 3, 3, 2]
    assert drawn.reserve == ()
    waiting = draw(replace(frozen, groups=Grouping(4, 2, "reserve")), "3" * 20)
    assert len(waiting.reserve) == 3


def test_a_group_of_one_person_makes_the_draw_invalid():
    people = (Officer("1"), Officer("2", persons=2))
    frozen = a_list([Stratum("a", "all")], [(1, 0)], officers=people)
    with pytest.raises(Refused, match="draw-freeze-alone"):
        freeze(replace(frozen, groups=Grouping(2, 1)))
    with pytest.raises(Refused, match="draw-result-alone"):
        draw(replace(frozen, groups=Grouping(2, 1)), "4" * 20)


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("0611172329330", "draw-seed-length"),
        ("061117232933081", "draw-seed-length"),
        ("0611172329330８", "draw-seed-length"),
        ("", "draw-seed-length"),
        ("06111723293408", "draw-seed-range"),
        ("00111723293308", "draw-seed-range"),
        ("06111723293317", "draw-seed-range"),
        ("06111723332908", "draw-seed-rising"),
        ("06061723293308", "draw-seed-rising"),
    ],
)
def test_digits_that_do_not_fit_the_event_are_refused(digits, code):
    with pytest.raises(Refused, match=code):
        read_digits(vector.frozen().source, digits)


def test_numbers_are_written_as_the_page_says():
    source = vector.frozen().source
    assert write_digits(source, [[33, 6, 11, 29, 17, 23], [8]]) == vector.DIGITS
    assert read_digits(source, vector.DIGITS) == ((6, 11, 17, 23, 29, 33), (8,))
    for numbers in ([[1, 2, 3, 4, 5, 6]], [[1, 2, 3, 4, 5, 6], [-1]], [[1, 2, 3, 4, 5], [8]]):
        with pytest.raises(Refused):
            write_digits(source, numbers)


@pytest.mark.obligation("F174")
def test_every_object_officer_and_pair_is_drawn_as_often_as_chance_allows():
    for kind, (least, most, low, high) in chances.count(1_000 * inputs.SCALE).bands().items():
        assert low <= least <= most <= high, kind


@pytest.mark.obligation("F174")
def test_no_recusal_is_ever_broken_over_many_seeds():
    assert chances.meetings_of_the_barred(300 * inputs.SCALE) == 0
