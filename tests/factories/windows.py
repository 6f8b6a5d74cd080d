"""A real device with the demonstration bureau's people and registers, and the program's window over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from factories.bureau import ONE_TABLE, Bureau
from factories.clock import FakeClock
from factories.opening import PIN, device_kit
from inspector_desktop.demo.bureau import PEOPLE, person, set_up_registers
from inspector_desktop.gui.window import MainWindow, Start
from inspector_desktop.ids import BureauId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.keychain import MemoryKeychain
from inspector_desktop.opening import Opening, put_person
from inspector_desktop.places import Places


@dataclass
class DeviceBureau(Bureau):
    """The bureau of a device that was set up, by the name that device gives it."""

    def desk(self, number: str = "16005") -> Desk:
        return replace(super().desk(number), bureau=BureauId(self.profile.id))


@dataclass
class Bench:
    """A device on which everybody of the bureau may sign in with `PIN`; `bureau` acts on the same store."""

    places: Places
    clock: FakeClock
    keychain: MemoryKeychain
    opening: Opening
    bureau: Bureau
    halves: tuple[str, str]

    def window(self, **more: object) -> MainWindow:
        """The window of the program; nobody has signed in."""
        return MainWindow(Start(self.places, self.clock, self.keychain, **more))


def make_bench(folder: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, *, registers: bool = True) -> Bench:
    """Set the device up for 王秀英 of the supervising section, who has set the registers up."""
    kit = device_kit(folder, clock, monkeypatch)
    opening = kit.create(person("16005"), PIN)
    for one in PEOPLE:
        if one.id != "16005":
            put_person(opening, one, PIN)
    bureau = DeviceBureau(opening.engine, clock, opening.profile, life=opening.desk.life, signer=opening.desk.signer)
    if registers:
        with bureau.writing() as session:
            set_up_registers(session, desk=bureau.desk(), clock=clock, items=ONE_TABLE)
    return Bench(kit.places, clock, kit.keychain, opening, bureau, kit.recovery.halves)


def sign_in(qtbot, window: MainWindow, number: str = "16005", pin: str = PIN) -> None:
    """Sign somebody in through the page, and wait for the workbench."""
    qtbot.addWidget(window)
    window.show()
    window.signin.person.set_value(number)
    window.signin.pin.setText(pin)
    with qtbot.waitSignal(window.signed_in, timeout=60_000):
        window.signin.go.click()
    settle(qtbot, window)


def settle(qtbot, window: MainWindow) -> None:
    """Wait until nothing is under way."""
    qtbot.wait(10)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=60_000)
    qtbot.wait(10)
