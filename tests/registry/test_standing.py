"""A compact register answers as one of whole rows would."""

from __future__ import annotations

import pytest

from inspector_desktop.registry import standing as standing_module
from inspector_desktop.registry.standing import StandingSubject, StandingSubjects


def row(one, name, code, **more):
    texts = dict.fromkeys(StandingSubject._fields, "") | {"id": one, "name": name, "code": code, "survival": "active"}
    return StandingSubject(**(texts | more))


ROWS = (
    row("91A", "滑县一加油站", "91A", address="人民路\x1f1号"),
    row("91A-2", "滑县一加油站", "91A"),
    row("N1", "无码单位", ""),
    row("N2", "老号单位", "410526000000001"),
)


@pytest.fixture
def standing():
    made = StandingSubjects()
    for one in ROWS:
        made.add(one)
    return made


def test_every_row_is_given_back_as_it_went_in(standing):
    assert list(standing) == [one.id for one in ROWS]
    assert standing["N2"] == ROWS[3]
    assert standing["91A"].address == "人民路 1号"
    assert [one.survival for one in standing.values()] == ["active"] * 4


def test_a_code_leads_to_the_company_and_not_to_its_further_site(standing):
    assert standing.by_code["91A"] == "91A"
    assert standing.by_code.get("410526000000001") == "N2"
    assert standing.by_code.get("N1", "") == ""
    assert sorted(standing.by_code) == ["410526000000001", "91A"]


def test_a_name_leads_to_the_first_that_has_it(standing):
    assert standing.by_name["滑县一加油站"] == "91A"
    assert "没有这家" not in standing.by_name


def test_names_whose_hashes_are_the_same_are_still_told_apart(monkeypatch):
    monkeypatch.setattr(standing_module, "hash", lambda _text: 1, raising=False)
    made = StandingSubjects()
    for one in ROWS:
        made.add(one)
    assert [made.by_name.get(name, "") for name in ("滑县一加油站", "无码单位", "老号单位", "没有")] == [
        "91A", "N1", "N2", "",
    ]  # fmt: skip
