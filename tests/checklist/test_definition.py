"""The frozen form: stored and read back it is the same, and damage is noticed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from inspector_desktop.assets import form
from inspector_desktop.checklist.definition import Definition, Table, from_bytes, table_from_bytes
from inspector_desktop.checklist.reading import read_form
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.errors import Damaged
from inspector_desktop.wording import say


@pytest.fixture(scope="module")
def shipped() -> Definition:
    return read_form(form("lightning-safety.md"))


def test_a_definition_read_back_from_its_bytes_is_equal(shipped: Definition) -> None:
    again = from_bytes(shipped.to_bytes())
    assert again == shipped
    assert (again.digest, again.to_bytes()) == (shipped.digest, shipped.to_bytes())


def test_reading_the_same_form_twice_gives_the_same_digest(shipped: Definition) -> None:
    assert read_form(form("lightning-safety.md")).digest == shipped.digest == sha256_hex(shipped.to_bytes())


def test_any_change_of_a_line_changes_the_digest(shipped: Definition) -> None:
    line = shipped.lines[0]
    changed = tuple(replace(q, violation=q.violation + "。") if q == line else q for q in shipped.questions)
    assert replace(shipped, questions=changed).digest != shipped.digest


def test_the_bytes_hold_texts_integers_and_booleans_only(shipped: Definition) -> None:
    stored = json.loads(shipped.to_bytes())
    assert canonical(stored) == shipped.to_bytes()
    assert stored["format"] == 2


def test_damaged_bytes_are_told_apart(shipped: Definition) -> None:
    content = shipped.to_bytes()
    broken = [
        b"",
        b"{}",
        b"[1]",
        content[:-1],
        content.replace(b'"format":2', b'"format":3'),
        content + b" ",
        content.replace(b'"kind":"verdict"', b'"kind":"other"', 1),
        content.replace(b'"group":"duty"', b'"group":"gone"', 1),
    ]
    for damaged in broken:
        with pytest.raises(Damaged) as damage:
            from_bytes(damaged)
        assert say(damage.value.code, **damage.value.facts)


def test_a_table_kept_in_the_first_format_is_read_and_keeps_its_digest(shipped: Definition) -> None:
    first = replace(shipped, format=1)
    read = from_bytes(first.to_bytes())
    assert (read, read.digest) == (first, first.digest)
    assert read.digest != shipped.digest
    assert read.lines == shipped.lines


def test_a_long_list_is_read_back_equal_or_not_at_all() -> None:
    table = Table(("name", "label"), (("a", "甲"), ("b", "乙")))
    assert table_from_bytes(table.to_bytes()) == table
    with pytest.raises(Damaged):
        table_from_bytes(table.to_bytes() + b" ")
