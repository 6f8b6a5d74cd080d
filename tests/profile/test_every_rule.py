"""Every key of the model has a name, every rule of every bureau a source, and no key is ever shown."""

import re
from types import NoneType
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from inspector_desktop import profile as profiles
from inspector_desktop import wording
from inspector_desktop.profile.amending import body_of, value_at
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.parts import FIXED, GROUPS, REFERENCES, limits_of, rules_of
from inspector_desktop.profile.typed import as_typed, read_typed
from inspector_desktop.profile.words import month_day, name_of, percent, spoken, summary, table_of, unit_of, value_name

NOT_SHOWN = {"id", "of", "key", "category", "clause", "points"}
UNITLESS = {"deadlines-length", "documents-first-number", "draw-events-parts-count", "draw-events-parts-min",
            "draw-events-parts-max"}  # fmt: skip


def fields_of(model, before=()):
    """Every field that holds a value, and every table, by its key: a walk of its own beside the program's."""
    for name, field in model.model_fields.items():
        if name in NOT_SHOWN:
            continue
        kind = field.annotation
        inner = [one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, BaseModel)]
        key = "-".join((*before, name)).replace("_", "-")
        if not inner or key == "draw-events-parts":
            yield key, kind
        else:
            if get_origin(kind) is tuple:
                yield key, None
            yield from fields_of(inner[0], (*before, name))


def literals_of(kind):
    if get_origin(kind) is Literal:
        return {str(one) for one in get_args(kind)}
    return {word for one in get_args(kind) if one is not NoneType for word in literals_of(one)}


KEYS = dict(fields_of(Profile))


def test_every_key_of_the_model_has_a_name():
    assert [key for key in KEYS if not wording.has(f"rule-{key}")] == []
    assert len(KEYS) > 150


def test_every_choice_has_a_word():
    unnamed = [
        (key, word)
        for key, kind in KEYS.items()
        for word in literals_of(kind)
        if key not in REFERENCES
        and key != "source-format"
        and not any(wording.has(one) for one in (f"rule-{key}-is-{word}", f"rule-word-{word}", f"step-{word}", word))
    ]
    assert unnamed == []


def test_every_number_has_its_unit():
    assert [key for key, kind in KEYS.items() if kind is int and key not in UNITLESS and not unit_of(key)
            and not key.endswith("ppm")] == []  # fmt: skip


def test_no_words_are_left_of_rules_that_are_gone():
    whole = ("rule-group-", "rule-when-", "rule-word-", "rule-unit-", "rule-token-", "rule-deadline-", "rule-parts-")
    single = {"rule-yes", "rule-no", "rule-empty", "rule-forever", "rule-everybody", "rule-row-off", "rule-row-on",
              "rule-month-day", "rule-period"}  # fmt: skip
    known = {f"rule-{key}" for key in KEYS}
    left = [
        key
        for key in sorted(wording.keys())
        if key.startswith("rule-") and not key.startswith(whole) and key not in single
        and key.removesuffix("-note") not in known and key.partition("-is-")[0] not in known
    ]  # fmt: skip
    assert left == []
    units = [key for key in sorted(wording.keys()) if key.startswith("rule-unit-")]
    assert [key for key in units if key.removeprefix("rule-unit-") not in KEYS] == []


def test_every_part_of_the_profile_stands_in_one_group():
    parts = [part for group in GROUPS.values() for part in group]
    assert sorted(parts) == sorted(set(Profile.model_fields) - {"points"})
    for group in GROUPS:
        assert wording.say(f"rule-group-{group}")
        assert wording.say(f"rule-when-{group}").endswith("。")


@pytest.mark.obligation("F068")
@pytest.mark.parametrize("name", profiles.available())
def test_every_rule_of_every_bureau_is_called_said_and_sourced(name):
    profile = profiles.load(name)
    rules = rules_of(profile)
    assert len({one.path for one in rules}) == len(rules) > 250
    for rule in rules:
        assert name_of(rule, profile)
        assert re.match(profiles.base.CLAUSE, rule.clause), rule.path
        assert summary(rule, profile) or rule.row
        assert bool(table_of(rule)) == rule.row
        for one in rule.values:
            assert value_name(one.key)
            assert value_at(body_of(profile), one.path) == one.value


@pytest.mark.parametrize("name", profiles.available())
def test_a_value_is_shown_in_words_and_never_as_a_key(name):
    profile = profiles.load(name)
    raw = [
        (one.path, said)
        for rule in rules_of(profile)
        for one in rule.values
        if re.search(r"[a-z{}\[\]]{2,}|True|False|None", said := spoken(one, profile))
    ]
    assert raw == []


@pytest.mark.parametrize("name", profiles.available())
def test_what_stands_in_a_field_reads_back_as_the_value(name):
    profile = profiles.load(name)
    for rule in rules_of(profile):
        for one in rule.values:
            if one.key not in FIXED:
                assert read_typed(one, as_typed(one)) == one.value, one.path


@pytest.mark.parametrize(
    ("ppm", "text"), [(300_000, "30"), (12_500, "1.25"), (0, "0"), (1_000_000, "100"), (1, "0.0001")]
)
def test_ratios_are_written_as_percentages(ppm, text):
    assert percent(ppm) == text


def test_days_and_limits_are_those_of_the_model():
    assert month_day("11-30") == "11月30日"
    assert limits_of("groups/size") == (2, 99)
    assert limits_of("deadlines/D01/length") == (1, 1_000_000)


@pytest.mark.parametrize("name", profiles.available())
def test_what_the_source_leaves_open_is_stated_with_what_was_chosen_and_why(name):
    profile = profiles.load(name)
    numbers = {one.id for one in profile.points}
    assert {"6", "7", "8", "9", "10"} <= numbers
    assert len(numbers) == len(profile.points)
    for point in profile.points:
        assert point.rules
        for path in point.rules:
            assert value_at(body_of(profile), path) is not None


def test_the_ten_points_are_all_taken_up_by_the_bureau_they_concern():
    found = {name: {one.id for one in profiles.load(name).points} for name in profiles.available()}
    assert set().union(*found.values()) == {str(one) for one in range(1, 11)}
    assert "1" in found["wugang-civil-defence"]
    assert "2" in found["huaxian-meteorology"]
    assert {"3", "4"} <= found["zhanhe-emergency"]
    assert {"3", "5"} <= found["ningjin-emergency"]
