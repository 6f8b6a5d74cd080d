"""Keys wrapped for people: PINs, keyrings, slowing down, changing, and a damaged file."""

import json

import pytest
from factories.opening import CHIEF, OFFICER, PIN

from inspector_desktop.errors import Damaged, Missing, NotSignedIn, Refused
from inspector_desktop.keychain import SERVICE, MemoryKeychain
from inspector_desktop.storage import envelopes
from inspector_desktop.storage.envelope_file import Holder, read_file
from inspector_desktop.wording import say

LONG_PIN = "滑县气象局的防雷检查从这里开始"
LI = Holder(OFFICER.id, OFFICER.name, OFFICER.roles)
WANG = Holder(CHIEF.id, CHIEF.name, CHIEF.roles)


@pytest.fixture
def path(kit):
    return kit.places.envelopes


@pytest.fixture
def key(kit, path):
    return envelopes.create(path, LI, PIN, recovery_public=kit.recovery.public, keychain=kit.keychain)


def unlock(kit, pin, person=OFFICER.id):
    return envelopes.unlock(kit.places.envelopes, person, pin, keychain=kit.keychain, clock=kit.clock)


def fail(kit, times):
    code = ""
    for _ in range(times):
        with pytest.raises(NotSignedIn) as refused:
            unlock(kit, "000000")
        code = refused.value.code
        assert say(code, **refused.value.facts)
    return code


def test_the_right_pin_gives_the_person_and_the_key(kit, key):
    assert unlock(kit, PIN) == (LI, key)
    assert len(key) == 32


def test_full_width_digits_are_the_same_pin(kit, key):
    assert unlock(kit, "２０２６１１")[1] == key


def test_the_key_stands_nowhere_in_the_file(kit, key, path):
    content = path.read_text(encoding="utf-8")
    assert key.hex() not in content
    assert PIN not in content


def test_a_wrong_pin_says_how_many_tries_are_left(kit, key):
    with pytest.raises(NotSignedIn) as refused:
        unlock(kit, "111111")
    assert refused.value.code == "refused-pin-wrong"
    assert refused.value.facts["left"] == 2


def test_an_unknown_person_is_missing(kit, key):
    with pytest.raises(Missing, match="error-person-missing"):
        unlock(kit, PIN, person="99999")


def test_failures_slow_the_next_try_down_even_with_the_right_pin(kit, key):
    assert fail(kit, 3) == "refused-pin-wrong-slowed"
    with pytest.raises(NotSignedIn) as refused:
        unlock(kit, PIN)
    assert (refused.value.code, refused.value.facts["wait"]) == ("refused-pin-slowed", 30)
    kit.clock.advance(seconds=30)
    assert unlock(kit, PIN)[1] == key
    assert read_file(kit.places.envelopes).people[0].failures == 0


def test_each_further_failure_doubles_the_wait_up_to_an_hour(kit, key):
    fail(kit, 3)
    waits = []
    for _ in range(9):
        kit.clock.advance(hours=2)
        with pytest.raises(NotSignedIn) as refused:
            unlock(kit, "000000")
        waits.append(refused.value.facts["wait"])
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_a_failure_counts_although_the_program_is_killed_during_the_try(kit, key, monkeypatch):
    def killed(*_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(envelopes, "_derive", killed)
    with pytest.raises(KeyboardInterrupt):
        unlock(kit, "000000")
    assert read_file(kit.places.envelopes).people[0].failures == 1


def test_setting_the_clock_back_does_not_lock_anybody_out_for_long(kit, key):
    fail(kit, 3)
    kit.clock.advance(days=-400)
    with pytest.raises(NotSignedIn) as refused:
        unlock(kit, PIN)
    assert refused.value.facts["wait"] == 30
    kit.clock.advance(seconds=31)
    assert unlock(kit, PIN)[1] == key


def test_a_pin_has_at_least_six_characters(kit, path):
    with pytest.raises(Refused) as refused:
        envelopes.create(path, LI, "12345", recovery_public=kit.recovery.public, keychain=kit.keychain)
    assert (refused.value.code, refused.value.facts) == ("refused-pin-short", {"shortest": 6})
    assert not path.exists()


def test_without_a_keyring_a_pin_has_at_least_twelve_and_it_is_said_why(kit, path):
    kit.keychain = MemoryKeychain(present=False)
    assert envelopes.shortest_pin(kit.keychain) == 12
    with pytest.raises(Refused) as refused:
        envelopes.create(path, LI, "12345678901", recovery_public=kit.recovery.public, keychain=kit.keychain)
    assert refused.value.code == "refused-pin-short-no-keyring"
    assert "没有可用的系统密钥库" in say(refused.value.code, **refused.value.facts)
    key = envelopes.create(path, LI, LONG_PIN, recovery_public=kit.recovery.public, keychain=kit.keychain)
    assert unlock(kit, LONG_PIN)[1] == key


def test_the_files_alone_on_another_computer_do_not_open_even_with_the_pin(kit, key):
    kit.keychain = MemoryKeychain()
    with pytest.raises(NotSignedIn, match="error-keyring-entry-missing"):
        unlock(kit, PIN)


def test_a_keyring_with_another_secret_makes_the_pin_wrong(kit, key):
    kit.keychain.secrets = dict.fromkeys(kit.keychain.secrets, "00" * 32)
    with pytest.raises(NotSignedIn, match="refused-pin-wrong"):
        unlock(kit, PIN)


def test_a_locked_keyring_is_named_and_costs_no_try(kit, key):
    kit.keychain.present = False
    with pytest.raises(NotSignedIn, match="error-keyring-locked"):
        unlock(kit, PIN)
    assert read_file(kit.places.envelopes).people[0].failures == 0


def test_a_changed_pin_replaces_the_former_and_its_secret(kit, key, path):
    former = set(kit.keychain.secrets)
    envelopes.change_pin(path, LI.id, PIN, "654321", keychain=kit.keychain, clock=kit.clock)
    assert unlock(kit, "654321")[1] == key
    with pytest.raises(NotSignedIn, match="refused-pin-wrong"):
        unlock(kit, PIN)
    assert len(kit.keychain.secrets) == 1
    assert not former & set(kit.keychain.secrets)


def test_a_change_interrupted_before_the_file_is_written_leaves_the_former_pin(kit, key, path, monkeypatch):
    def torn(*_given):
        raise Refused("error-store-full")

    with monkeypatch.context() as patch:
        patch.setattr(envelopes, "write_file", torn)
        with pytest.raises(Refused):
            envelopes.put_person(path, key, LI, "654321", keychain=kit.keychain)
    assert unlock(kit, PIN)[1] == key


def test_a_second_person_needs_the_open_key_and_gets_the_same_store(kit, key, path):
    with pytest.raises(Damaged):
        envelopes.put_person(path, bytes(32), WANG, "334455", keychain=kit.keychain)
    envelopes.put_person(path, key, WANG, "334455", keychain=kit.keychain)
    assert envelopes.people(path) == (LI, WANG)
    assert unlock(kit, "334455", person=WANG.id) == (WANG, key)
    assert unlock(kit, PIN)[1] == key


def test_failures_of_one_person_do_not_slow_another(kit, key, path):
    envelopes.put_person(path, key, WANG, "334455", keychain=kit.keychain)
    fail(kit, 3)
    assert unlock(kit, "334455", person=WANG.id)[1] == key


def test_a_person_is_removed_but_never_the_last(kit, key, path):
    envelopes.put_person(path, key, WANG, "334455", keychain=kit.keychain)
    envelopes.remove_person(path, key, LI.id, keychain=kit.keychain)
    with pytest.raises(Missing):
        unlock(kit, PIN)
    with pytest.raises(Refused, match="refused-last-person"):
        envelopes.remove_person(path, key, WANG.id, keychain=kit.keychain)


def test_roles_edited_in_the_file_no_longer_open(kit, key, path):
    table = json.loads(path.read_text(encoding="utf-8"))
    table["people"][0]["roles"] = ["supervising"]
    path.write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(NotSignedIn, match="refused-pin-wrong"):
        unlock(kit, PIN)


def test_a_missing_file_means_that_the_device_is_not_set_up(kit, path):
    with pytest.raises(Missing, match="error-envelopes-missing"):
        envelopes.people(path)


@pytest.mark.parametrize(
    "broken",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"format": "envelopes-9"}', b"[" * 100_000, b" " * 2_000_000],
    ids=["empty", "no text", "a list", "nothing", "another format", "deep", "huge"],
)
def test_a_damaged_file_is_said_to_be_damaged(path, broken):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(broken)
    with pytest.raises(Damaged, match="error-envelopes-damaged"):
        envelopes.people(path)


@pytest.mark.parametrize(
    ("field", "value"),
    [("memory", 10**9), ("passes", 0), ("lanes", "4"), ("salt", "zz"), ("nonce", "00"), ("keyring", 1), ("failures", -1),
     ("not_before", "tomorrow")],
)  # fmt: skip
def test_a_field_that_is_none_is_refused_before_it_is_used(kit, key, path, field, value):
    table = json.loads(path.read_text(encoding="utf-8"))
    table["people"][0][field] = value
    path.write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(Damaged, match="error-envelopes-damaged"):
        unlock(kit, PIN)


def test_the_shipped_cost_of_a_try_is_that_of_the_standard():
    assert (envelopes.COST.memory, envelopes.COST.passes, envelopes.COST.lanes) == (65536, 3, 4)  # RFC 9106, 4


def test_secrets_are_named_by_store_and_envelope(kit, key, path):
    file = read_file(path)
    assert list(kit.keychain.secrets) == [(SERVICE, f"{file.store}:{file.people[0].id}")]
