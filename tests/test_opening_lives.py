"""Lives of a device: restored and cloned folders, counters lost or left behind, and what headquarters asks for."""

import shutil

import pytest
from factories.opening import OFFICER, PIN, PROFILE, device_kit
from sqlmodel import select

from inspector_desktop import opening
from inspector_desktop.clock import stamp
from inspector_desktop.errors import NotSignedIn, Refused
from inspector_desktop.journal import lives
from inspector_desktop.journal.dossiers import DossierHandedOver
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.journal.records import Entry
from inspector_desktop.keychain import MemoryKeychain
from inspector_desktop.places import Places
from inspector_desktop.storage.backup import restore
from inspector_desktop.wording import say


@pytest.fixture
def kit(tmp_path, clock, monkeypatch):
    return device_kit(tmp_path, clock, monkeypatch)


@pytest.fixture
def device(kit):
    opened = kit.create()
    yield opened
    opened.engine.dispose()


def enter_one(opened):
    with opened.writing() as session:
        return open_dossier(
            session, DossierHandedOver(to_role="officer"), kind="inspection", desk=opened.desk, clock=opened.clock
        )


def enter_twice(opened):
    """The second of the two is refused, so that neither is saved."""
    fact = DossierHandedOver(to_role="officer")
    with opened.writing() as session:
        made = open_dossier(session, fact, kind="inspection", desk=opened.desk, clock=opened.clock)
        open_dossier(session, fact, kind="inspection", desk=opened.desk, clock=opened.clock, dossier=made)


def reopened(kit, **given):
    """Open, look at why a new life began, close."""
    opened = kit.open(**given)
    opened.close()
    return opened


def test_a_restored_older_copy_begins_a_new_life_with_a_new_key(kit, device, tmp_path):
    enter_one(device)
    opening.backup(device, tmp_path / "copy.db")
    enter_one(device)
    device.close()
    restore(tmp_path / "copy.db", kit.places, device.key, clock=kit.clock)
    opened = kit.open()
    assert opened.new_life == "restored"
    assert opened.desk.life != device.desk.life
    assert opened.desk.signer.private_bytes_raw() != device.desk.signer.private_bytes_raw()
    enter_one(opened)
    with opened.reading() as session:
        numbers = session.exec(select(Entry.life, Entry.life_number).order_by(Entry.entered_at, Entry.id)).all()
        first, second = lives.lives(session)
    assert sorted(numbers) == sorted([(device.desk.life, 1), (opened.desk.life, 1)])
    assert (first.closed_at, first.reason) == (stamp(kit.clock.now()), "first")
    assert (second.closed_at, second.reason) == ("", "restored")
    opened.close()
    assert reopened(kit).new_life == ""


def test_a_device_is_restored_with_the_pin_and_what_it_replaced_is_kept(kit, device, tmp_path):
    enter_one(device)
    told = opening.backup(device, tmp_path / "copy.db")
    assert (told.entries, told.latest) == (1, "2026-11-20T06:15:00Z")
    enter_one(device)
    device.close()
    given = {"clock": kit.clock, "keychain": kit.keychain, "person_id": OFFICER.id}
    with pytest.raises(NotSignedIn):
        opening.restore_device(kit.places, tmp_path / "copy.db", pin="000000", **given)
    assert opening.restore_device(kit.places, tmp_path / "copy.db", pin=PIN, **given) == told
    assert len(list(kit.places.copies.iterdir())) == 1
    opened = kit.open()
    assert opened.new_life == "restored"
    with opened.reading() as session:
        assert len(session.exec(select(Entry)).all()) == 1
    opened.close()


def test_a_copy_is_brought_to_a_new_computer_with_both_halves(kit, device, tmp_path):
    enter_one(device)
    opening.backup(device, tmp_path / "copy.db")
    device.close()
    kit.places, kit.keychain = Places(tmp_path / "new computer"), MemoryKeychain()
    given = {"clock": kit.clock, "keychain": kit.keychain}
    opening.restore_device(kit.places, tmp_path / "copy.db", halves=kit.recovery.halves, **given)
    opened = opening.recover_device(
        kit.places, halves=kit.recovery.halves, person_id=OFFICER.id, new_pin="246810", **given
    )
    assert opened.new_life == "counter-missing"
    assert opened.profile.id == PROFILE
    with opened.reading() as session:
        assert len(session.exec(select(Entry)).all()) == 1
    opened.close()
    assert reopened(kit, pin="246810").new_life == ""


def test_a_restored_copy_with_nothing_entered_since_goes_on(kit, device, tmp_path):
    enter_one(device)
    opening.backup(device, tmp_path / "copy.db")
    device.close()
    restore(tmp_path / "copy.db", kit.places, device.key, clock=kit.clock)
    assert reopened(kit).new_life == ""


def test_a_whole_folder_set_back_is_noticed_by_the_keyring(kit, device, tmp_path):
    device.close()
    shutil.copytree(kit.places.folder, tmp_path / "old")
    opened = kit.open()
    enter_one(opened)
    opened.close()
    for path in (tmp_path / "old").iterdir():
        if path.is_file():
            kit.places.folder.joinpath(path.name).write_bytes(path.read_bytes())
    assert reopened(kit).new_life == "restored"


def test_a_cloned_folder_begins_a_new_life_and_the_original_goes_on(kit, device, tmp_path):
    enter_one(device)
    device.close()
    original = kit.places
    kit.places = Places(tmp_path / "clone")
    shutil.copytree(original.folder, kit.places.folder)
    clone = reopened(kit)
    assert clone.new_life == "cloned"
    kit.places = original
    assert reopened(kit).new_life == ""
    kit.places = clone.places
    assert reopened(kit).new_life == ""


def test_a_cloned_folder_is_noticed_without_a_keyring_too(kit, tmp_path):
    kit.keychain = MemoryKeychain(present=False)
    pin = "没有密钥库时要用长一些的密码"
    kit.create(pin=pin).close()
    shutil.copytree(kit.places.folder, tmp_path / "clone")
    assert reopened(kit, pin=pin).new_life == ""
    kit.places = Places(tmp_path / "clone")
    assert reopened(kit, pin=pin).new_life == "cloned"


def test_a_moved_folder_goes_on(kit, device, tmp_path):
    device.close()
    kit.places.folder.rename(tmp_path / "moved")
    kit.places = Places(tmp_path / "moved")
    assert reopened(kit).new_life == ""


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\x00" * 200, b'{"life": 1}'])
def test_a_missing_or_damaged_counter_begins_a_new_life(kit, device, content):
    device.close()
    if content is None:
        kit.places.life.unlink()
    else:
        kit.places.life.write_bytes(content)
    assert reopened(kit).new_life == "counter-missing"
    assert reopened(kit).new_life == ""


def test_a_counter_left_behind_by_a_power_cut_is_harmless(kit, device):
    before = kit.places.life.read_bytes()
    enter_one(device)
    device.close()
    kit.places.life.write_bytes(before)
    assert reopened(kit).new_life == ""


def test_the_counter_follows_entries_and_only_committed_ones(kit, device):
    enter_one(device)
    counted = lives.read_counter(kit.places)
    assert counted.number == 1
    with pytest.raises(Refused, match="refused-dossier-exists"):
        enter_twice(device)
    assert lives.read_counter(kit.places) == counted


def test_a_counter_that_can_not_be_written_does_not_undo_what_was_saved(kit, device):
    kit.places.life.unlink()
    kit.places.life.mkdir()
    enter_one(device)
    with device.reading() as session:
        assert len(session.exec(select(Entry)).all()) == 1


def test_headquarters_may_ask_for_a_new_life(kit, device):
    enter_one(device)
    told = opening.begin_life(device, reason=lives.TOLD)
    assert told.desk.life != device.desk.life
    enter_one(told)
    with told.reading() as session:
        assert sorted(session.exec(select(Entry.life, Entry.life_number)).all()) == sorted(
            [(device.desk.life, 1), (told.desk.life, 1)]
        )
    told.close()
    assert reopened(kit).desk.life == told.desk.life
    assert reopened(kit).new_life == ""


def test_a_new_life_killed_before_its_counter_was_written_goes_on(kit, device, monkeypatch):
    def killed(*_given, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(lives, "keep_counter", killed)
        with pytest.raises(KeyboardInterrupt):
            opening.begin_life(device, reason=lives.TOLD)
    device.close()
    assert reopened(kit).new_life == ""


@pytest.mark.parametrize("reason", ["restored", "cloned", "counter-missing", "told"])
def test_every_reason_for_a_new_life_has_its_sentence(reason):
    assert say(f"life-{reason}")
