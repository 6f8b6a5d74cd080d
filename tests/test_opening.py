"""Setting a device up, signing in, switching, recovering; clocks that went back. Lives: `test_opening_lives`."""

import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from factories.opening import CHIEF, OFFICER, PIN, PROFILE, device_kit
from sqlmodel import select

from inspector_desktop import opening
from inspector_desktop.errors import Damaged, Missing, NotSignedIn, Refused
from inspector_desktop.journal import lives
from inspector_desktop.journal.clocks import ClockReason
from inspector_desktop.journal.dossiers import DossierHandedOver, take
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.journal.heads import Sealed, check_seal
from inspector_desktop.journal.records import Entry
from inspector_desktop.keychain import SERVICE, MemoryKeychain
from inspector_desktop.places import Places
from inspector_desktop.settings import Settings, load_settings
from inspector_desktop.storage import engine as engines
from inspector_desktop.storage.working import Answer, keep_answer


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


def reopened(kit, **given):
    """Open, look at why a new life began, close."""
    opened = kit.open(**given)
    opened.close()
    return opened


def test_a_device_is_set_up_closed_and_opened_again(kit):
    first = kit.create()
    enter_one(first)
    first.close()
    again = kit.open()
    assert (first.new_life, again.new_life) == ("first", "")
    assert again.desk.life == first.desk.life
    assert again.desk.person == OFFICER
    assert again.profile.id == PROFILE == again.desk.bureau
    assert not again.prepared.created
    with again.reading() as session:
        assert len(session.exec(select(Entry)).all()) == 1
    again.close()


def test_what_was_sealed_and_never_recorded_is_swept_away_at_opening_and_nothing_else(kit, device, tmp_path):
    from inspector_desktop.storage.evidence import put_sealed, read_evidence, sealed_folder
    from inspector_desktop.storage.sealing import seal

    for name in ("kept", "lost"):
        (tmp_path / name).write_bytes(name.encode() * 1000)
    with device.writing() as session:
        folder = sealed_folder(session)
        kept = seal(tmp_path / "kept", folder)
        put_sealed(session, kept, media_type="video/mp4", added_at="2026-11-20T06:00:00Z")
        lost = seal(tmp_path / "lost", folder)
    device.engine.dispose()
    again = reopened(kit)
    assert {one.name for one in folder.iterdir()} == {kept.hash} and lost.hash != kept.hash
    with again.reading() as session:
        assert read_evidence(session, kept.hash) == b"kept" * 1000
    again.engine.dispose()


def test_what_is_entered_is_signed_by_the_life_of_the_device(device):
    enter_one(device)
    with device.reading() as session:
        entry = session.exec(select(Entry)).one()
        row = lives.lives(session)[0]
    assert check_seal(Sealed(entry.head, entry.signature, entry.body), device.desk.signer.public_key()).life == row.id
    assert row.public_key == device.desk.signer.public_key().public_bytes_raw().hex()


def test_rows_read_may_be_shown_after_the_session_is_over(device):
    enter_one(device)
    with device.reading() as session:
        entries = session.exec(select(Entry)).all()
    assert entries[0].kind == "dossier.handed-over"


def test_a_wrong_pin_opens_nothing(kit, device):
    with pytest.raises(NotSignedIn, match="refused-pin-wrong"):
        kit.open(pin="000000")


def test_a_folder_not_set_up_says_so(kit):
    with pytest.raises(Missing, match="error-settings-missing"):
        kit.open()
    with pytest.raises(Missing, match="error-envelopes-missing"):
        opening.people(kit.places)


def test_a_device_is_set_up_once(kit, device):
    with pytest.raises(Refused, match="refused-device-exists"):
        kit.create()


def test_a_store_without_its_envelopes_is_not_overwritten(kit, device):
    device.close()
    kit.places.envelopes.unlink()
    before = kit.places.store.read_bytes()
    with pytest.raises(Refused, match="refused-store-without-envelopes"):
        kit.create()
    assert kit.places.store.read_bytes() == before


def test_an_unknown_profile_sets_nothing_up(kit):
    with pytest.raises(Missing, match="missing-profile"):
        opening.create_device(
            kit.places,
            settings=Settings("nowhere"),
            person=OFFICER,
            pin=PIN,
            recovery_public=kit.recovery.public,
            clock=kit.clock,
            keychain=kit.keychain,
        )
    assert not kit.places.folder.exists()


@pytest.mark.parametrize("stop", ["open_store", "prepare", "begin_life", "keep_counter"])
def test_a_set_up_killed_after_the_envelopes_is_finished_by_signing_in(kit, monkeypatch, stop):
    from inspector_desktop.storage import upgrades

    room = {"open_store": engines, "prepare": upgrades, "begin_life": lives, "keep_counter": lives}[stop]

    def killed(*_given, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(room, stop, killed)
        with pytest.raises(KeyboardInterrupt):
            kit.create()
    opened = kit.open()
    enter_one(opened)
    opened.close()
    assert reopened(kit).new_life == ""


def test_the_signed_in_person_is_switched_without_opening_again(kit, device):
    opening.put_person(device, CHIEF, "887766")
    dossier = enter_one(device)
    chief = opening.switch_person(device, person_id=CHIEF.id, pin="887766")
    assert chief.desk.person == CHIEF
    assert chief.engine is device.engine
    assert chief.desk.life == device.desk.life
    with chief.writing() as session:
        take(session, desk=chief.desk, clock=chief.clock, dossier=dossier)
    with chief.reading() as session:
        persons = session.exec(select(Entry.person).order_by(Entry.life_number)).all()
    assert persons == [OFFICER.id, CHIEF.id]


def test_a_switch_with_a_wrong_pin_leaves_the_former_person(kit, device):
    opening.put_person(device, CHIEF, "887766")
    with pytest.raises(NotSignedIn):
        opening.switch_person(device, person_id=CHIEF.id, pin="000000")
    assert device.desk.person == OFFICER
    enter_one(device)


def test_who_may_sign_in_is_shown_before_anybody_has(kit, device):
    opening.put_person(device, CHIEF, "887766")
    assert [(holder.id, holder.name) for holder in opening.people(kit.places)] == [
        ("16001", "李建国"),
        ("16002", "王芳"),
    ]


def test_a_person_changes_his_pin(kit, device):
    opening.change_pin(device, pin=PIN, new_pin="135790")
    device.close()
    with pytest.raises(NotSignedIn):
        kit.open()
    assert reopened(kit, pin="135790").desk.person == OFFICER


def test_after_a_forgotten_pin_both_halves_open_the_store_with_everything_in_it(kit, device):
    enter_one(device)
    device.close()
    opened = opening.recover_device(
        kit.places,
        halves=kit.recovery.halves,
        person_id=OFFICER.id,
        new_pin="246810",
        clock=kit.clock,
        keychain=kit.keychain,
    )
    assert opened.new_life == ""
    with opened.reading() as session:
        assert len(session.exec(select(Entry)).all()) == 1
    opened.close()
    assert reopened(kit, pin="246810").desk.person == OFFICER


def test_on_another_computer_the_copy_opens_by_recovery_and_begins_a_new_life(kit, device, tmp_path):
    enter_one(device)
    device.close()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(kit.places.folder, elsewhere)
    kit.places, kit.keychain = Places(elsewhere), MemoryKeychain()
    with pytest.raises(NotSignedIn, match="error-keyring-entry-missing"):
        kit.open()
    opened = opening.recover_device(
        kit.places,
        halves=kit.recovery.halves,
        person_id=OFFICER.id,
        new_pin="246810",
        clock=kit.clock,
        keychain=kit.keychain,
    )
    assert opened.new_life == "cloned"
    assert opened.desk.life != device.desk.life
    opened.close()


def test_a_lost_store_is_not_replaced_by_an_empty_one(kit, device):
    device.close()
    kit.places.store.unlink()
    with pytest.raises(Missing, match="error-store-missing"):
        kit.open()
    assert not kit.places.store.exists()


def test_a_store_of_another_device_does_not_open_with_this_key(kit, device, tmp_path, monkeypatch):
    device.close()
    other = device_kit(tmp_path / "other", kit.clock, monkeypatch)
    other.create().close()
    shutil.copyfile(other.places.store, kit.places.store)
    with pytest.raises(Damaged, match="error-store-unreadable"):
        kit.open()


def test_a_clock_behind_the_latest_entry_asks_for_a_reason_which_is_kept(kit, device):
    enter_one(device)
    device.close()
    kit.clock.advance(hours=-3)
    opened = kit.open()
    assert opened.clock_behind is not None
    assert (opened.clock_behind.minutes, opened.clock_behind.latest) == (180, "2026-11-20T06:15:00Z")
    with pytest.raises(Refused, match="refused-clock-reason"):
        opening.explain_clock(opened, "  ")
    explained = opening.explain_clock(opened, "上次开机时电脑时间偏快")
    assert explained.clock_behind is None
    with explained.reading() as session:
        kept = session.exec(select(ClockReason)).one()
    assert (kept.person, kept.reason) == (OFFICER.id, "上次开机时电脑时间偏快")
    explained.close()
    again = kit.open()
    assert again.clock_behind is None
    again.close()


def test_a_clock_behind_the_latest_answer_is_noticed_too(kit, device):
    with device.writing() as session:
        keep_answer(session, dossier="d", line="1", content="符合", given_at="2026-11-20T07:00:00Z", person=OFFICER.id)
    assert opening.check_clock(device).clock_behind.minutes == 45
    kit.clock.advance(hours=1)
    assert opening.check_clock(device).clock_behind is None


def test_a_few_seconds_of_correction_ask_nothing(kit, device):
    kit.clock.advance(seconds=-59)
    assert opening.check_clock(device).clock_behind is None


def test_a_right_clock_asks_nothing(kit, device):
    assert device.clock_behind is None
    assert opening.explain_clock(device, "") is device


def test_the_settings_name_the_bureau(kit, device):
    assert load_settings(kit.places.settings).profile == PROFILE


def test_nothing_secret_stands_in_the_text_of_an_opening(device):
    text = repr(replace(device))
    assert device.key.hex() not in text
    assert repr(device.key) not in text
    assert device.desk.signer.private_bytes_raw().hex() not in text


def test_importing_the_opening_loads_no_tables_so_that_a_window_shows_first():
    script = (
        "import sys, inspector_desktop.opening;"
        "print([name for name in ('sqlmodel', 'sqlalchemy', 'pydantic', 'alembic', 'keyring', 'reportlab')"
        " if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_nothing_written_in_a_day_stands_in_plain_in_any_file(kit, device, tmp_path):
    marks = ["ZZPLAINMARKER", "滑县某某加油站有限公司"]
    with device.writing() as session:
        for mark in marks:
            keep_answer(
                session, dossier="d", line=mark, content=mark * 50, given_at="2026-11-20T06:15:00Z", person="16001"
            )
    names = {path.name for path in kit.places.folder.iterdir()}
    assert {"store.db", "store.db-wal", "store.db-shm"} <= names
    opening.backup(device, tmp_path / "copy.db")
    files = [path for path in (*kit.places.folder.rglob("*"), tmp_path / "copy.db") if path.is_file()]
    for path in files:
        content = path.read_bytes()
        for mark in marks:
            assert mark.encode() not in content
            assert mark.encode("utf-16-le") not in content
        assert device.key not in content
        assert device.key.hex().encode() not in content
        assert device.desk.signer.private_bytes_raw() not in content
    with device.reading() as session:
        assert session.get(Answer, ("d", marks[1])).content == marks[1] * 50


def test_openings_are_counted_in_the_file_and_in_the_keyring(kit, device):
    device.close()
    reopened(kit)
    life = device.desk.life
    assert lives.read_counter(kit.places).openings == 2
    assert kit.keychain.get(SERVICE, f"life:{life}") == "2"


def test_a_closed_device_leaves_one_file_and_no_log(kit, device):
    enter_one(device)
    device.close()
    assert not [path for path in kit.places.folder.iterdir() if path.name.startswith("store.db-")]
    assert kit.places.store.stat().st_size > 0
