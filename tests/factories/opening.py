"""A device with one person, set up for real in a folder of the test: real files, real encryption, a keychain in memory."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from factories.clock import FakeClock
from inspector_desktop import opening
from inspector_desktop.ids import PersonId
from inspector_desktop.journal.desks import Person
from inspector_desktop.keychain import MemoryKeychain
from inspector_desktop.opening import Opening
from inspector_desktop.places import Places
from inspector_desktop.settings import Settings
from inspector_desktop.storage import envelopes
from inspector_desktop.storage.envelope_file import Cost
from inspector_desktop.storage.recovery import Recovery, make_recovery

OFFICER = Person(PersonId("16001"), "李建国", ("officer",))
CHIEF = Person(PersonId("16002"), "王芳", ("officer", "section-chief"))
PIN = "202611"
STORE_KEY = bytes(range(32))  # for tests that open a store without anybody signing in
PROFILE = "huaxian-meteorology"


@dataclass
class DeviceKit:
    """What a device of a test is made of; `open` signs the officer in again."""

    places: Places
    clock: FakeClock
    keychain: MemoryKeychain
    recovery: Recovery

    def create(self, person: Person = OFFICER, pin: str = PIN) -> Opening:
        return opening.create_device(
            self.places,
            settings=Settings(PROFILE),
            person=person,
            pin=pin,
            recovery_public=self.recovery.public,
            clock=self.clock,
            keychain=self.keychain,
        )

    def open(self, person: str = OFFICER.id, pin: str = PIN) -> Opening:
        return opening.open_device(self.places, person_id=person, pin=pin, clock=self.clock, keychain=self.keychain)


def device_kit(folder: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> DeviceKit:
    """Parts of a device not yet set up. Trying a PIN costs next to nothing here, unlike in the program."""
    monkeypatch.setattr(envelopes, "COST", Cost(memory=64, passes=1, lanes=1))
    return DeviceKit(Places(folder / "数据"), clock, MemoryKeychain(), make_recovery())
