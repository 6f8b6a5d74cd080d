"""What the tour answers where nobody looks: every table that the demonstration's items name is filled in whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inspector_desktop.assets import form
from inspector_desktop.checklist.reading import read_form
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.demo.bureau import ITEMS
from inspector_desktop.demo.tour.season import fill_in

AT = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)


def test_each_kind_of_unit_is_checked_by_a_table_of_its_own() -> None:
    assert {item.subject_category: item.form for item in ITEMS} == {
        "testing": "lightning-testing-body", "balloon": "balloon-unit", "key-unit": "lightning-safety",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(item.form for item in ITEMS))
def test_the_rest_of_the_season_fills_its_tables_in_whole(name: str) -> None:
    sheet = Sheet(read_form(form(f"{name}.md")), at=AT, fresh=True)
    fill_in(sheet)
    assert (sheet.shortfalls(), sheet.missing(), sheet.invalid()) == ((), (), ())
    assert sheet.counts()["conforms"] == len(sheet.lines()) > 0
