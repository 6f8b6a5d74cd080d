"""The numbers the screens show about the strength of a draw."""

import itertools
import math
import random
from dataclasses import replace
from fractions import Fraction

from factories import draw_inputs as inputs
from factories import draw_vector as vector
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.draw.frozen import Grouping, Part, Source
from inspector_desktop.draw.power import Chance, chances, enough, groupings, outcomes, possible
from inspector_desktop.draw.ticket import quotas


def test_the_chances_of_the_vector():
    assert [(one.stratum, one.fraction, one.percent) for one in chances(vector.frozen())] == [
        ("testing", Fraction(2, 3), "66.7"),
        ("key", Fraction(3, 5), "60"),
    ]


def test_a_chance_never_shows_as_none_or_certain_unless_it_is():
    assert [Chance("a", *row).percent for row in [(10**5, 1), (10**5, 10**5 - 1), (5, 5), (0, 0)]] == [
        "0.1",
        "99.9",
        "100",
        "0",
    ]


@settings(max_examples=50 * inputs.SCALE, deadline=None)
@given(st.integers(0, 2**32))
def test_possible_results_are_counted_exactly(number):
    frozen = inputs.a_frozen(random.Random(number), objects=40)
    all_ways = math.prod(math.comb(row.eligible, row.taken) for row in quotas(frozen))
    assert possible(frozen) == min(outcomes(frozen.source), all_ways)


def test_the_event_limits_what_can_be_told_apart():
    frozen = vector.frozen()
    assert outcomes(frozen.source) == 17_721_088
    assert not enough(frozen.source)
    assert possible(frozen) == 30
    dice = Source("十面骰", frozen.source.event_at, (Part(20, 0, 9),))
    assert enough(dice)
    assert outcomes(replace(dice, parts=(Part(19, 0, 9),))) == 10**19


def test_groupings_count_what_a_list_of_all_orders_gives():
    for officers, count, size, rest in (
        (4, 2, 2, "reserve"),
        (5, 2, 2, "reserve"),
        (5, 2, 2, "join"),
        (7, 2, 3, "join"),
        (6, 2, 2, "join"),
    ):
        seen = set()
        for order in itertools.permutations(range(officers)):
            teams = [set(order[at * size : (at + 1) * size]) for at in range(count)]
            left = order[count * size :]
            if rest == "join":
                for at, one in enumerate(left):
                    teams[at % count].add(one)
            seen.add(frozenset(map(frozenset, teams)))
        assert groupings(officers, Grouping(count, size, rest)) == len(seen)
    assert groupings(1, Grouping(0)) == 0
