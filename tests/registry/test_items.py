"""The list of items: what an item must say before it is published, and the versions of the list."""

from __future__ import annotations

import pytest
from factories.bureau import approved_plan, enter_some_subjects, open_bureau, released_inspections

from inspector_desktop.demo.bureau import ITEMS
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.plan.more_acts import propose_work
from inspector_desktop.plan.rules import refuse_out_of_force
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.acts import publish_items
from inspector_desktop.registry.kept_acts import end_item
from inspector_desktop.registry.kept_rules import state_of_item
from inspector_desktop.registry.rules import may_be_checked
from inspector_desktop.registry.store import items, items_on
from inspector_desktop.wording import say


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def listed(bureau):
    with bureau.reading() as session:
        return items(session, bureau.desk().bureau)


def published(bureau, rows, day="2026-11-20"):
    with bureau.writing() as session:
        publish_items(session, desk=bureau.desk(), clock=bureau.clock, rows=rows, published_on=day, valid_from=day)


def changed(row, **values):
    return row.model_copy(update=values)


@pytest.mark.obligation("F125", "F177", "F215")
@pytest.mark.parametrize("lacking", ["title", "content", "basis", "form"])
def test_an_item_without_name_content_basis_or_form_is_not_published(bureau, lacking):
    before = listed(bureau)
    with pytest.raises(Refused) as refusal:
        published(bureau, [ITEMS[0], changed(ITEMS[1], **{lacking: ""})])
    assert refusal.value.code == "refused-item-incomplete"
    assert say(refusal.value.code, **refusal.value.facts)
    assert listed(bureau) == before


@pytest.mark.obligation("F182")
def test_a_new_version_of_the_list_does_not_reach_back_into_checks_already_released(bureau):
    dossier, *_ = released_inspections(bureau)
    published(bureau, [changed(one, basis="《气象法》2026年修订") for one in ITEMS])
    now = listed(bureau)
    assert {one.version for one in now} == {2}
    assert {one.basis for one in now} == {"《气象法》2026年修订"}
    with bureau.reading() as session:
        (item, *_) = get_inspection(session, bureau.desk().bureau, dossier).items
        assert rebuild(session).equal
    assert item.version == 1
    assert item.basis != "《气象法》2026年修订"


@pytest.mark.obligation("F177")
def test_a_plan_takes_no_item_that_is_not_in_the_published_list(bureau):
    enter_some_subjects(bureau)
    published(bureau, ITEMS, day="2026-11-19")
    with bureau.writing() as session:
        for one in ITEMS:
            end_item(session, desk=bureau.desk(), clock=bureau.clock, item=one.id, on="2026-11-01", reason="职权已划转")
    with pytest.raises(Refused, match="refused-item-unpublished"):
        approved_plan(bureau)


def standing(bureau, day):
    with bureau.reading() as session:
        return items_on(session, bureau.desk().bureau, day)[0]


@pytest.mark.obligation("F182", "F217")
def test_a_new_edition_for_a_day_to_come_leaves_the_one_in_force_until_then(bureau):
    before = standing(bureau, "2026-11-20")
    published(bureau, [changed(ITEMS[0], level="市级", ratio="30%")], day="2027-01-01")
    now, last, first = (standing(bureau, day) for day in ("2026-11-20", "2026-12-31", "2027-01-01"))
    assert (now.version, now.level, now.ratio) == (before.version, before.level, before.ratio)
    assert (last.version, first.version) == (before.version, before.version + 1)
    assert (first.level, first.ratio, first.valid_from) == ("市级", "30%", "2027-01-01")
    for one in (now, first):  # whichever of its editions is at hand
        assert may_be_checked(one, "2026-11-20")
        assert may_be_checked(one, "2026-12-31")
        assert may_be_checked(one, "2027-06-01")
        assert not may_be_checked(one, "2026-01-01")
        assert state_of_item(one, "2026-12-31") == "valid"
    with bureau.reading() as session:
        assert rebuild(session).equal


def test_a_correction_for_today_leaves_the_edition_to_come_and_its_own_first_day_replaces_that(bureau):
    published(bureau, [changed(ITEMS[0], level="市级")], day="2027-01-01")
    published(bureau, [changed(ITEMS[0], level="县级")], day="2026-11-20")
    assert [standing(bureau, day).level for day in ("2026-11-20", "2027-01-01")] == ["县级", "市级"]
    published(bureau, [changed(ITEMS[0], level="省级")], day="2027-01-01")
    assert [standing(bureau, day).level for day in ("2026-11-20", "2027-01-01")] == ["县级", "省级"]
    assert len(standing(bureau, "2026-11-20").all_editions) == 2


def test_an_item_that_ends_before_its_next_edition_ends_for_good(bureau):
    published(bureau, [changed(ITEMS[0], level="市级")], day="2027-01-01")
    with bureau.writing() as session:
        end_item(
            session, desk=bureau.desk(), clock=bureau.clock, item=ITEMS[0].id, on="2026-12-01", reason="职权已划转"
        )
    found = standing(bureau, "2026-11-30")
    assert may_be_checked(found, "2026-12-01")
    assert not any(may_be_checked(found, day) for day in ("2026-12-02", "2027-01-01", "2027-06-01"))
    assert state_of_item(found, "2027-01-01") == "ended"


@pytest.mark.obligation("F042")
def test_between_the_end_of_an_edition_and_the_first_day_of_the_next_nothing_is_checked(bureau):
    with bureau.writing() as session:
        publish_items(
            session, desk=bureau.desk(), clock=bureau.clock, rows=ITEMS, published_on="2026-11-20",
            valid_from="2026-11-20", valid_until="2026-12-01",
        )  # fmt: skip
    published(bureau, ITEMS, day="2027-01-01")
    versions = {one.id: one.version for one in listed(bureau)}
    refuse_out_of_force(versions, listed(bureau), "2026-11-30", "2026-12-01")
    with pytest.raises(Refused, match="refused-items-ended"):
        refuse_out_of_force(versions, listed(bureau), "2026-12-10")
    refuse_out_of_force(versions, listed(bureau), "2027-01-01", "2027-06-30")


@pytest.mark.obligation("F042")
def test_a_plan_takes_the_edition_in_force_when_its_window_begins_though_the_next_is_published_already(bureau):
    enter_some_subjects(bureau)
    published(bureau, [changed(one, basis="《气象法》2027年修订") for one in ITEMS], day="2026-12-20")
    with bureau.reading() as session:
        plan = get_plan(session, bureau.desk().bureau, approved_plan(bureau))
    assert {one.version for one in plan.items} == {1}
    with bureau.reading() as session:
        work = propose_work(session, bureau=bureau.desk().bureau, profile=bureau.profile, plan=plan.dossier)
    assert all(one.rules for one in work.rules)
    assert "2027年修订" not in "".join(one.rules for one in work.rules)
