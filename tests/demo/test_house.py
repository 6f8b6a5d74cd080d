"""The demonstration: prepared from nothing, opened again, mended when it was interrupted, and never over real data."""

import json
from datetime import UTC, datetime

import pytest
from factories.demo import PIN, prepared

from inspector_desktop.check.facts import SheetSaved
from inspector_desktop.check.store import saved_lines
from inspector_desktop.clock import SystemClock, civil
from inspector_desktop.demo.bureau import OFFICERS, PEOPLE
from inspector_desktop.demo.house import FileKeychain, House, headquarters, house_at, is_ready, prepare, shown_pin
from inspector_desktop.demo.subjects import rows, spreadsheet
from inspector_desktop.errors import Damaged, Refused
from inspector_desktop.inspection.acts import blocks_wanting, register_of_numbers
from inspector_desktop.inspection.rules import numbers_left
from inspector_desktop.inspection.store import blocks_of
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.opening import open_device, people
from inspector_desktop.registry.store import counts_by_category, officers
from inspector_desktop.storage.working import keep_answer, unsaved_dossiers
from inspector_desktop.sync.states import counts, dossier_state
from inspector_desktop.upkeep.rounds import tend


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return prepared(tmp_path_factory.mktemp("demo") / "演示")


def opened(house: House, person: str = "16005"):
    return open_device(house.places, person_id=person, pin=PIN, clock=SystemClock(), keychain=house.keychain)


def test_everybody_of_the_bureau_may_sign_in_with_the_pin_that_is_shown(house):
    assert is_ready(house)
    assert shown_pin(house) == PIN
    assert {one.id for one in people(house.places)} == {one.id for one in PEOPLE}
    opening = opened(house, "16011")
    assert opening.desk.has_role("section-chief")
    opening.close()


def test_a_second_start_goes_on_with_the_same_life_and_everything_is_at_headquarters(house):
    first = opened(house)
    life = first.desk.life
    first.close()
    again = opened(house)
    assert (again.desk.life, again.new_life) == (life, "")
    with again.reading() as session:
        found = counts(session)
        assert (found.records, found.photos, found.set_aside, found.enrolled) == (0, 0, 0, True)
        assert len(officers(session, again.desk.bureau)) == len(OFFICERS)
        by_category = counts_by_category(session, again.desk.bureau)
    assert sum(by_category.values()) == len(rows())
    assert by_category.get("", 0) == 0
    again.close()


def test_two_blocks_of_numbers_for_every_series_lie_ahead_and_next_years_from_december(house, clock):
    opening = opened(house)
    profile, rules = opening.profile, opening.profile.numbers
    series = {profile.series(one.id) for one in profile.documents.kinds if one.numbered}
    year = civil(opening.clock.now()).year
    register = register_of_numbers(opening.desk)
    with opening.reading() as session:
        for one in series:
            free = numbers_left(blocks_of(session, opening.desk.bureau, register, one, year), ())
            assert free == rules.block * rules.blocks_ahead == 100
        clock.set(datetime(year, 12, 1, 1, tzinfo=UTC))
        wanting = blocks_wanting(session, desk=opening.desk, clock=clock, rules=rules, series=min(series))
        assert wanting == (year + 1,)
    opening.close()


def test_a_round_after_the_service_moved_to_another_port_finds_it(house):
    opening = opened(house)
    with headquarters(house) as served:
        done = tend(opening, address=served.address)
    assert (done.round.different, done.blocks, done.opening) == ((), 0, opening)
    opening.close()


def test_answers_in_progress_go_with_the_round_as_a_fact(house):
    opening = opened(house)
    with opening.writing() as session:
        dossier = open_dossier(session, SheetSaved(lines=()), kind="inspection", desk=opening.desk, clock=opening.clock)
        content = {"number": 1, "value": "conforms", "fact": "", "reason": "", "words": "", "measure": ""}
        keep_answer(
            session, dossier=dossier, line="first_person", content=json.dumps(content), given_at="2026-11-20T06:15:00Z",
            person="16005",
        )  # fmt: skip
    with headquarters(house) as served:
        assert tend(opening, address=served.address).round.accepted == 2
    with opening.reading() as session:
        assert saved_lines(session, opening.desk.bureau, dossier)["first_person"].value == "conforms"
        assert unsaved_dossiers(session) == []
        assert dossier_state(session, dossier).key == "record-complete"
    opening.close()


def test_an_interrupted_preparation_begins_again(tmp_path):
    house = house_at(tmp_path / "again")
    told = []

    def stop(step):
        told.append(step)
        if step == "demo-people":
            raise Refused("error-store-full")

    with pytest.raises(Refused):
        prepare(house, clock=SystemClock(), step=stop)
    assert not is_ready(house)
    prepare(house_at(tmp_path / "again"), clock=SystemClock(), register=False)
    assert is_ready(house)
    assert told == ["demo-headquarters", "demo-device", "demo-people"]
    opening = opened(house)
    with opening.reading() as session:
        assert officers(session, opening.desk.bureau) == ()
    opening.close()


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "store.db").write_bytes(b"somebody's")
    with pytest.raises(Refused, match="refused-demo-folder"):
        house_at(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["store.db"]


def test_the_keyring_of_the_demonstration_outlives_its_process(tmp_path):
    FileKeychain(tmp_path / "keyring.json").set("service", "name", "secret")
    again = FileKeychain(tmp_path / "keyring.json")
    assert again.get("service", "name") == "secret"
    again.delete("service", "name")
    assert FileKeychain(tmp_path / "keyring.json").get("service", "name") is None
    (tmp_path / "keyring.json").write_text("{")
    with pytest.raises(Damaged):
        FileKeychain(tmp_path / "keyring.json")


def test_the_invented_firms_are_all_different_and_always_the_same():
    assert len({row[1] for row in rows()}) == len(rows())
    assert len({row[0] for row in rows()}) == len(rows())
    assert spreadsheet() == spreadsheet()
