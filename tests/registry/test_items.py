"""The list of items: what an item must say before it is published, and the versions of the list."""

from __future__ import annotations

import pytest
from factories.bureau import approved_plan, enter_some_subjects, open_bureau, released_inspections

from inspector_desktop.demo.bureau import ITEMS
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.registry.acts import publish_items
from inspector_desktop.registry.store import items
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
    published(bureau, ITEMS, day="2027-01-01")
    with pytest.raises(Refused, match="refused-item-unpublished"):
        approved_plan(bureau)
