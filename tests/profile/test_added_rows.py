"""Rows added to tables of rules: in every bureau, whole, validated by the model, and with a source."""

from __future__ import annotations

from typing import Any

import pytest

from inspector_desktop.errors import Refused
from inspector_desktop.profile.adding import CLOSED, RowTable, blank_values, free_id, row_of, row_tables
from inspector_desktop.profile.amending import amended
from inspector_desktop.profile.loading import available, load
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.parts import Value, rows_of, rules_of
from inspector_desktop.profile.words import value_name

SOURCE = "《某某办法》第九条"


def a_value(one: Value, profile: Profile) -> Any:
    """A value such a field would give."""
    given: dict[str, Any] = {"switch": True, "number": 5, "percent": 5}
    given |= {key: [] for key in ("choices", "references", "lines")}
    if one.shape == "choice":
        return {"deadlines-unit": "working-days"}.get(one.key, one.options[0])
    if one.shape == "reference":
        return rows_of(profile, one.table)[0][0]
    usual = None if one.optional else "06-01" if one.shape == "day" else "某项"
    return given.get(one.shape, usual)


def added(profile: Profile, table: RowTable) -> tuple[str, Profile]:
    row = table.ids[0][0] if table.ids else free_id(profile, table)
    values = {one.path.rpartition("/")[2]: a_value(one, profile) for one in blank_values(profile, table, row)}
    return row, amended(profile, [(f"{table.path}/{row}", row_of(table, row, values, SOURCE))])


@pytest.mark.parametrize("name", available())
def test_every_open_table_takes_a_row_of_which_every_value_has_a_name(name: str) -> None:
    profile = load(name)
    tables = row_tables(profile)
    assert {"deadlines", "categories", "reports"} <= {one.path for one in tables}
    assert not CLOSED & {one.path for one in tables}
    for table in tables:
        row, after = added(profile, table)
        [made] = [one for one in rules_of(after) if one.path == f"{table.path}/{row}"]
        assert all(value_name(one.key) for one in made.values)
        assert (made.clause == SOURCE) == table.sourced


def test_a_row_without_a_source_that_can_be_read_is_refused() -> None:
    profile = load("huaxian-meteorology")
    [table] = [one for one in row_tables(profile) if one.path == "categories"]
    for source in ("", "局务会"):
        with pytest.raises(Refused, match="refused-rule-source"):
            row_of(table, "own-1", {"title": "加油站"}, source)


def test_what_is_given_once_is_not_offered_again() -> None:
    profile = load("huaxian-meteorology")
    [table] = [one for one in row_tables(profile) if one.path == "frequency/caps"]
    row, after = added(profile, table)
    [again] = [one for one in row_tables(after) if one.path == "frequency/caps"]
    assert row not in dict(again.ids)
