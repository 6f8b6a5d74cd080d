"""内设机构: the tree with people, shelves and items, and its changes by facts with their reasons."""

from __future__ import annotations

import pytest
from factories.bureau import open_bureau

from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.profile.loading import load
from inspector_desktop.profile.store import rules_in_force
from inspector_desktop.registry.row_history import past_of_row
from inspector_desktop.registry.shelf_acts import assign_shelf
from inspector_desktop.registry.store import officers
from inspector_desktop.registry.unit_acts import (
    add_unit,
    close_unit,
    move_people,
    move_unit,
    name_head,
    rename_unit,
    reopen_unit,
)
from inspector_desktop.registry.unit_store import unit_tree

WHY = "机构编制方案，局务会2026年第3号"


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def act(bureau, function, *, number="16005", **given):
    with bureau.writing() as session:
        return function(session, desk=bureau.desk(number), clock=bureau.clock, **{"reason": WHY, **given})


def changed(bureau, function, **given):
    return act(bureau, function, file=load(bureau.profile.id), **given)


def rules(bureau):
    with bureau.reading() as session:
        today = civil_date(bureau.clock.now())
        return rules_in_force(session, load(bureau.profile.id), today)


def tree(bureau):
    profile = rules(bureau).profile
    with bureau.reading() as session:
        return unit_tree(session, bureau.desk().bureau, profile)


def names(people):
    return {one.name for one in people}


@pytest.mark.obligation("F119")
def test_every_section_stands_in_the_tree_with_its_people_roles_shelves_and_items(bureau):
    whole = tree(bureau)
    main, lightning = whole.units
    assert main.supervising and names(main.members) == {"王秀英"}
    assert {one.kind for one in main.shelves} == {"items", "subjects", "officers"}
    assert names(lightning.members) == {"李建国", "周敏", "陈刚"} and not lightning.shelves
    assert names(whole.strays) == {"马红"}  # her unit is none of the rules'


@pytest.mark.obligation("F119")
@pytest.mark.obligation("F067")
def test_a_section_is_set_up_under_another_takes_people_in_and_each_change_has_its_reason(bureau):
    unit = changed(bureau, add_unit, title=" 气象台 ", parent="lightning")
    whole = tree(bureau)
    made = whole.unit(unit)
    assert (made.title, made.parent, made.depth) == ("气象台", "lightning", 1)
    assert [one.title for one in whole.units] == ["执法监督股", "防雷减灾股", "气象台"]
    assert names(made.members) == {"马红"} and not whole.strays
    moved = act(bureau, move_people, profile=rules(bureau).profile, unit=unit, people=["16003"])
    assert moved == 1 and names(tree(bureau).unit(unit).members) == {"马红", "陈刚"}
    (one,) = rules(bureau).standing
    assert (one.reason, one.by) == (WHY, "王秀英")
    with bureau.reading() as session:
        past = past_of_row(session, bureau.desk().bureau, "officers", "16003")
        assert past.changes[0].reason == WHY and past.changes[0].set == (("unit", "防雷减灾股", "气象台"),)
        assert rebuild(session).equal
    assert made.heads == ()
    changed(bureau, name_head, unit=unit, head="孙志远")
    assert tree(bureau).unit(unit).heads == ("孙志远",)
    changed(bureau, move_unit, unit=unit, parent="")
    assert tree(bureau).unit(unit).depth == 0


@pytest.mark.obligation("F119")
def test_a_section_keeps_its_people_and_its_old_name_when_it_is_renamed(bureau):
    assert changed(bureau, rename_unit, unit="lightning", title="防雷中心") == 3
    unit = tree(bureau).unit("lightning")
    assert (unit.title, unit.former, unit.renamed) == ("防雷中心", ("防雷减灾股",), ())
    with bureau.reading() as session:
        assert {one.unit for one in officers(session, bureau.desk().bureau) if one.id in {"16001", "16002"}} == {
            "防雷中心"
        }
    with pytest.raises(Refused, match="refused-unit-twice"):
        changed(bureau, add_unit, title="防雷减灾股", parent="")
    changed(bureau, rename_unit, unit="lightning", title="防雷减灾股")
    assert tree(bureau).unit("lightning").former == ("防雷中心",)


def test_the_role_of_the_supervising_section_is_called_as_the_section_is(bureau):
    changed(bureau, rename_unit, unit="supervision", title="法规与监督股")
    assert rules(bureau).profile.words["house-supervising"] == "法规与监督股"


def test_a_section_with_a_shelf_of_its_own_is_renamed_without_its_people_so_that_it_keeps_the_shelf(bureau):
    with bureau.writing() as session:
        assign_shelf(
            session, desk=bureau.desk(), clock=bureau.clock, kind="subjects", section="lightning", unit="防雷减灾股",
            person="16001",
        )  # fmt: skip
    assert changed(bureau, rename_unit, unit="lightning", title="防雷中心") == 0
    unit = tree(bureau).unit("lightning")
    assert set(unit.renamed) == {"16001", "16002", "16003"} and [one.kind for one in unit.shelves] == ["subjects"]


def test_what_is_in_use_is_not_closed_and_what_is_closed_takes_nobody_in_until_it_is_opened_again(bureau):
    for unit, code in (("supervision", "refused-unit-supervising"), ("lightning", "refused-unit-members")):
        with pytest.raises(Refused, match=code):
            changed(bureau, close_unit, unit=unit)
    made = changed(bureau, add_unit, title="人影办", parent="")
    under = changed(bureau, add_unit, title="作业点", parent=made)
    with pytest.raises(Refused, match="refused-unit-sections"):
        changed(bureau, close_unit, unit=made)
    with pytest.raises(Refused, match="refused-unit-under"):
        changed(bureau, move_unit, unit=made, parent=under)
    changed(bureau, close_unit, unit=under)
    changed(bureau, close_unit, unit=made)
    assert tree(bureau).unit(made).closed == civil_date(bureau.clock.now()).isoformat()
    with pytest.raises(Refused, match="refused-unit-closed"):
        act(bureau, move_people, profile=rules(bureau).profile, unit=made, people=["16004"])
    changed(bureau, reopen_unit, unit=made)
    assert act(bureau, move_people, profile=rules(bureau).profile, unit=made, people=["16004"]) == 1


@pytest.mark.parametrize(("given", "code"), [
    ({"title": " "}, "refused-unit-title"), ({"title": "执法监督股"}, "refused-unit-twice"),
    ({"title": "新股", "reason": " "}, "refused-rule-reason"), ({"title": "新股", "number": "16001"}, "refused-rule-role"),
])  # fmt: skip
def test_nobody_sets_up_a_section_without_name_reason_or_role(bureau, given, code):
    with pytest.raises(Refused, match=code):
        changed(bureau, add_unit, parent="", **given)
