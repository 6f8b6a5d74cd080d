"""Headquarters' key gives way to another: devices follow signatures alone, by network and by stick; a lost key ends it."""

from __future__ import annotations

import json
import os

import pytest
from factories.exchange import ADDRESS, BUREAU, laptop, open_house

from inspector_desktop.errors import Damaged, Disagreed, Refused
from inspector_desktop.exchange.handovers import Handover, follow, hand_over, write_identity
from inspector_desktop.exchange.receipts import read_receipt
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.headquarters.identity import load_identity, make_identity, replace_identity
from inspector_desktop.headquarters.running import Premises, build
from inspector_desktop.headquarters.stick import take_stick
from inspector_desktop.sync.enrolling import ask_numbers, enrol
from inspector_desktop.sync.stations import read_enrolment
from inspector_desktop.sync.stick import export_batches, import_receipts
from inspector_desktop.sync.wire import Wire


@pytest.fixture
def house(tmp_path, clock):
    """A headquarters whose key lies in a file and can give way."""
    path = tmp_path / "hq" / "identity.json"
    made = open_house(tmp_path / "headquarters.db", tmp_path / "hq", clock, load_identity(path, BUREAU))
    made.app.state.service.identity_of = lambda: load_identity(path)
    return made


@pytest.fixture
def here(house, tmp_path):
    return laptop(house, tmp_path / "laptop.db")


def give_way(house, *, lost=False):
    house.clock.advance(minutes=1)
    return replace_identity(house.folder / "identity.json", house.clock, lost=lost)


def pinned(one) -> str:
    return one.ledger.run(read_enrolment).identity_text


def test_devices_follow_from_key_to_key_and_what_was_half_done_is_finished(house, here):
    here.open("一")
    former = house.identity.public
    assert pinned(here) == former
    asked = here.wire.numbers  # the block is allotted, and the answer lost
    here.wire.numbers = lambda document: (asked(document), 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ask_numbers(here.ledger, here.wire, clock=house.clock, series="notice", year=2026, count=5)
    here.wire.numbers = asked
    give_way(house)
    fresh = give_way(house)  # and once more, before the device came by
    assert here.sync().accepted == 1
    assert pinned(here) == fresh.public != former
    block = ask_numbers(here.ledger, here.wire, clock=house.clock, series="notice", year=2026, count=5)
    assert (block.first, block.last) == (1, 5)  # the very block, signed anew
    batch = here.ledger.run(
        lambda session: session.connection().exec_driver_sql("select content from sync_batch").scalar()
    )
    repeated = here.wire.put_batch(1, batch)
    assert read_receipt(repeated, read_public(fresh.public)).number == 1
    again = Wire(ADDRESS, pinned(here), clock=house.clock, client=house.client())
    assert here.sync(again).different == ()


def test_a_code_made_before_the_hand_over_enrols_after_it(house, tmp_path):
    code = house.code("16003")
    fresh = give_way(house)
    made = laptop(house, tmp_path / "b.db")  # whose own code is older still
    assert pinned(made) == fresh.public
    answer = enrol(made.ledger, code, device_name="丙", clock=house.clock, connect=lambda *_: house.wire())
    assert answer.person == "16003" and pinned(made) == fresh.public


def test_a_lost_key_is_followed_by_nobody_and_a_new_code_is_what_helps(house, here):
    here.open("一")
    former = pinned(here)
    fresh = give_way(house, lost=True)
    with pytest.raises(Disagreed, match="error-identity-changed"):
        here.sync()
    assert pinned(here) == former  # nothing is trusted, and the records wait
    object.__setattr__(house, "identity", fresh)
    enrol(here.ledger, house.code("16001"), device_name="新", clock=house.clock, connect=lambda *_: house.wire())
    here.wire.trust(fresh.public)
    here.sync()
    assert pinned(here) == fresh.public


def test_another_headquarters_is_not_followed(house, here, tmp_path):
    house.app.state.service.identity_of = lambda: make_identity(BUREAU)
    with pytest.raises(Disagreed, match="error-identity-changed"):
        here.sync()
    document = write_identity((), make_identity(BUREAU).signer)
    with pytest.raises(Disagreed, match="error-identity-changed"):
        follow(document, house.identity.public)
    with pytest.raises((Damaged, Disagreed)):
        follow(document[:-1] + b" }", house.identity.public)


def test_the_chain_a_device_follows_is_checked_link_by_link(house):
    second, third, stranger = (make_identity(BUREAU) for _ in range(3))
    first = house.identity
    one = hand_over(first.signer, second.public, "2026-10-01T00:00:00Z")
    two = hand_over(second.signer, third.public, "2026-11-01T00:00:00Z")
    assert follow(write_identity((one, two), third.signer), first.public) == third.public
    assert follow(write_identity((one, two), third.signer), third.public) == third.public
    taken = Handover(two.at, two.key, two.next, hand_over(stranger.signer, third.public, two.at).signature)
    for chain, signer in (((two, one), third), ((one, taken), third), ((one,), third), ((one, two), stranger)):
        with pytest.raises(Disagreed, match="error-keys-chain"):
            follow(write_identity(chain, signer.signer), first.public)


def test_a_device_without_a_network_follows_by_the_stick(house, here, tmp_path):
    stick = tmp_path / "U盘"
    here.open("一")
    export_batches(here.ledger, stick)
    fresh = give_way(house)
    take_stick(house.engine, fresh, Depot(house.folder / "evidence"), [stick], house.clock)
    assert [one.accepted for one in import_receipts(here.ledger, stick)] == [1]
    assert pinned(here) == fresh.public


def test_the_former_key_is_gone_the_root_stays_and_older_files_are_read(house, clock):
    path = house.folder / "identity.json"
    before, kept = load_identity(path), path.read_text(encoding="utf-8")
    assert "former" not in json.loads(kept)  # as every file before
    fresh = give_way(house)
    assert before.signer.private_bytes_raw().hex() not in path.read_text(encoding="utf-8")
    assert fresh.root.private_bytes_raw() == before.root.private_bytes_raw()
    assert load_identity(path).former == fresh.former and fresh.former[0].key == before.public
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0
    with pytest.raises(Refused, match="refused-handover-clock"):
        replace_identity(path, clock)
    spoilt = json.loads(path.read_text(encoding="utf-8"))
    spoilt["former"][0]["at"] = "2026-01-01T00:00:00Z"
    path.write_text(json.dumps(spoilt), encoding="utf-8")
    with pytest.raises(Damaged, match="error-identity-unreadable"):
        load_identity(path)


def test_a_running_service_takes_the_new_key_without_a_new_start(tmp_path, clock):
    premises = Premises(tmp_path / "running")
    with build(premises, load_identity(premises.identity, BUREAU), clock) as app:
        service = app.state.service
        before = service.identity.public
        fresh = replace_identity(premises.identity, clock)
        assert before != service.identity.public == fresh.public
        assert service.identity is service.identity
