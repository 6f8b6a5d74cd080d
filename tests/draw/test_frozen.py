"""A frozen list is taken exactly as the page allows it, and its lists are put in order when it is written."""

import copy
import json
from dataclasses import replace

import pytest
from factories import draw_vector as vector

from inspector_desktop.draw.frozen import (
    Grouping,
    Part,
    conceal,
    freeze,
    read,
)
from inspector_desktop.errors import Refused


def with_value(path: str, value) -> dict:
    """The vector's frozen list with one place replaced."""
    content = json.loads(vector.FROZEN)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    inside = content
    for step in steps:
        inside = inside[step]
    inside[last] = copy.deepcopy(value)
    return content


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("format", "ticket-v2", "draw-form-choice"),
        ("bureau", "410526-qx", "draw-form-pattern"),
        ("bureau", "", "draw-form-pattern"),
        ("bureau", "A" * 65, "draw-form-pattern"),
        ("bureau", "A\n", "draw-form-text"),
        ("bureau", "４１", "draw-form-pattern"),
        ("note", [], "draw-form-type"),
        ("note", {"a": None}, "draw-form-type"),
        ("note", {"a": 1.5}, "draw-form-type"),
        ("note", {"Ä": 1}, "draw-form-key"),
        ("number", True, "draw-form-type"),
        ("number", 0, "draw-form-range"),
        ("number", 2, "draw-form-previous"),
        ("previous", "1" * 64, "draw-form-previous"),
        ("kind", "supplement", "draw-form-of"),
        ("of", "1" * 64, "draw-form-of"),
        ("salt", "0" * 31, "draw-form-pattern"),
        ("frozen_at", "2026-04-20T01:00:00+08:00", "draw-form-pattern"),
        ("frozen_at", "２026-04-20T01:00:00Z", "draw-form-pattern"),
        ("source/name", "", "draw-form-empty"),
        ("source/parts", [], "draw-form-empty"),
        ("source/parts", [{"count": 6, "min": 0, "max": 9, "set": False}], "draw-form-outcomes"),
        ("source/parts/0/min", 33, "draw-form-range"),
        ("source/parts/0/count", 34, "draw-form-range"),
        ("source/parts/0/set", 1, "draw-form-type"),
        ("strata", [], "draw-form-empty"),
        ("strata/1/id", "testing", "draw-form-repeat"),
        ("strata/0/take", "some", "draw-form-choice"),
        ("strata/0/batches", 0, "draw-form-range"),
        ("strata/0/items_count", 4, "draw-form-range"),
        ("strata/0/items_fixed", ["I1"], "draw-form-both"),
        ("strata/0/items_pool", ["I1", "I1"], "draw-form-repeat"),
        ("floor_ppm", 1_000_001, "draw-form-range"),
        ("top_up", ["other"], "draw-form-unknown"),
        ("top_up", ["key", "key"], "draw-form-repeat"),
        ("objects/0/id", "K2", "draw-form-rising"),
        ("objects/0/id", "Z", "draw-form-rising"),
        ("objects/0/label", "name", "draw-form-pattern"),
        ("objects/0/stratum", "other", "draw-form-unknown"),
        ("objects/0/needs", ["A"], "draw-form-pattern"),
        ("excluded/0/stratum", "other", "draw-form-unknown"),
        ("excluded/0/id", "K5", "draw-form-both"),
        ("officers/0/persons", 100, "draw-form-range"),
        ("officers/0/areas", [""], "draw-form-empty"),
        ("officers_out/0/id", "16005", "draw-form-both"),
        ("groups/count", 3, "draw-form-groups"),
        ("groups/rest", "wait", "draw-form-choice"),
        ("barred/0", ["16000", "K1"], "draw-form-unknown"),
        ("barred/0", ["16001", "K6"], "draw-form-unknown"),
        ("barred/0", ["16004", "K2"], "draw-form-rising"),
        ("barred/0", ["16001"], "draw-form-type"),
        ("extra", 1, "draw-form-keys"),
    ],
)
def test_what_the_page_does_not_allow_is_refused(path, value, code):
    with pytest.raises(Refused) as caught:
        read(with_value(path, value))
    assert caught.value.code == code


def test_what_is_read_is_written_alike():
    assert read(json.loads(vector.FROZEN)).value() == json.loads(vector.FROZEN)


def test_a_writer_may_give_lists_in_any_order():
    given = vector.frozen()
    mixed = replace(
        given,
        objects=given.objects[::-1],
        excluded=given.excluded[::-1],
        officers=given.officers[::-1],
        barred=(*given.barred[::-1], given.barred[0]),
    )
    assert freeze(mixed).commitment == vector.COMMITMENT


def test_an_event_before_the_freezing_is_refused():
    given = vector.frozen()
    late = replace(given, source=replace(given.source, event_at=given.frozen_at))
    with pytest.raises(Refused, match="draw-freeze-late"):
        freeze(late)


def test_groups_of_one_are_allowed_when_nobody_can_be_alone():
    given = vector.frozen()
    assert freeze(replace(given, groups=Grouping(2, 1, "join"))).groups.size == 1
    teams = tuple(replace(one, persons=2) for one in given.officers)
    assert freeze(replace(given, officers=teams, groups=Grouping(5, 1))).groups.count == 5
    with pytest.raises(Refused, match="draw-freeze-alone"):
        freeze(replace(given, groups=Grouping(3, 1, "join")))


def test_a_name_is_concealed_behind_its_digest():
    assert conceal(vector.NONCE, vector.NAME) == vector.LABEL
    assert vector.frozen().concealments() == {vector.LABEL}


def test_outcomes_are_counted_for_sets_and_for_throws():
    assert Part(6, 1, 33, distinct=True).outcomes == 1_107_568
    assert Part(20, 0, 9).outcomes == 10**20
