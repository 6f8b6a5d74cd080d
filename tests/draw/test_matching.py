"""Matching leaves no matchable object out, spreads the load as evenly as possible, and follows the page's walk."""

import itertools
import random

import pytest
from factories import draw_inputs as inputs
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.draw.frozen import Candidate, Officer
from inspector_desktop.draw.matching import match, may


def a_case(rng: random.Random, things: int, teams: int):
    """Objects in order, teams, bars, and who may take what."""
    skills, areas = ("a", "b", "c"), ("x", "y")
    groups = [
        [
            Officer(
                f"{number}{member}",
                areas=("*",) if rng.random() < 0.6 else inputs.some(rng, areas, 2),
                skills=inputs.some(rng, skills, 3),
            )
            for member in range(rng.randint(1, 2))
        ]
        for number in range(teams)
    ]
    objects = [
        Candidate(f"O{at}", "s", rng.choice(("", "", *areas)), inputs.some(rng, skills, 1)) for at in range(things)
    ]
    pairs = [(one.id, thing.id) for team in groups for one in team for thing in objects]
    barred = rng.sample(pairs, rng.randint(0, len(pairs) // 3))
    fits = [[n for n, team in enumerate(groups, 1) if may(team, one, barred)] for one in objects]
    return objects, groups, barred, fits


def walked(fits: list[list[int]], groups: int) -> list[int]:
    """The page's step 6 to the letter: no walk is cut short and no object is passed over."""
    held: dict[int, list[int]] = {number: [] for number in range(1, groups + 1)}
    for at, fit in enumerate(fits):
        found, notes = list(fit), {}
        for group in found:
            for thing in sorted(held[group]):
                for other in fits[thing]:
                    if other not in found:
                        found.append(other)
                        notes[other] = (group, thing)
        if not found:
            continue
        target = min(found, key=lambda number: len(held[number]))
        while target in notes:
            origin, thing = notes[target]
            held[origin].remove(thing)
            held[target].append(thing)
            target = origin
        held[target].append(at)
    return [next((number for number in held if at in held[number]), 0) for at in range(len(fits))]


def loads(answer, groups: int) -> list[int]:
    return [list(answer).count(number) for number in range(1, groups + 1)]


@settings(max_examples=120 * inputs.SCALE, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 6), st.integers(1, 3))
def test_no_other_assignment_is_better(number, things, teams):
    objects, groups, barred, fits = a_case(random.Random(number), things, teams)
    answer = match(objects, groups, barred)
    for group, fit in zip(answer, fits, strict=True):
        assert group in fit if fit else group == 0
    best = [loads(one, teams) for one in itertools.product(*(fit or [0] for fit in fits))]
    mine = loads(answer, teams)
    assert max(mine) == min(max(one) for one in best)
    assert sum(n * n for n in mine) == min(sum(n * n for n in one) for one in best)


@settings(max_examples=120 * inputs.SCALE, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 60), st.integers(1, 9))
def test_the_quick_walk_gives_what_the_walk_of_the_page_gives(number, things, teams):
    objects, groups, barred, fits = a_case(random.Random(number), things, teams)
    assert match(objects, groups, barred) == walked(fits, teams)


def test_without_groups_nothing_is_matched():
    assert match([Candidate("A", "s")], [], []) == [0]


@pytest.mark.obligation("F017", "F133", "F135")
@pytest.mark.parametrize(
    ("thing", "barred", "answer"),
    [
        (Candidate("A", "s"), [], True),
        (Candidate("A", "s", "北区"), [], True),
        (Candidate("A", "s", "南区"), [], False),
        (Candidate("A", "s", "", ("lightning", "balloon")), [], True),
        (Candidate("A", "s", "", ("forecast",)), [], False),
        (Candidate("A", "s"), [("2", "A")], False),
        (Candidate("A", "s"), [("2", "B"), ("3", "A")], True),
    ],
)
def test_every_member_covers_the_area_and_any_member_a_need(thing, barred, answer):
    team = [Officer("1", skills=("lightning",)), Officer("2", areas=("北区",), skills=("balloon",))]
    assert may(team, thing, barred) is answer
