"""The tour's three laptops and its headquarters, prepared like a bureau's; each has a store and a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector_desktop.demo.bureau import PEOPLE, PIN, PROFILE, person, set_up_registers
from inspector_desktop.demo.tour.clock import TourClock
from inspector_desktop.errors import Damaged
from inspector_desktop.gui.driving import Stage
from inspector_desktop.gui.starting import Plan, Program
from inspector_desktop.gui.window import MainWindow, Start
from inspector_desktop.headquarters.directory import make_code, put_person
from inspector_desktop.headquarters.running import Premises, Served, serve_in_process
from inspector_desktop.headquarters.tables import open_headquarters
from inspector_desktop.keychain import MemoryKeychain
from inspector_desktop.opening import create_device
from inspector_desktop.opening import put_person as let_in
from inspector_desktop.places import Places
from inspector_desktop.settings import Settings
from inspector_desktop.storage.engine import writing
from inspector_desktop.storage.recovery import make_recovery
from inspector_desktop.upkeep.rounds import enrol_device, tend
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.syncing import Syncing

SUPERVISING, CHIEF, DEPUTY = "16005", "16011", "16012"
SITE = "https://gs.huaxian.example"


@dataclass
class Laptop:
    """A laptop of the bureau with its open window."""

    name: str
    places: Places
    keychain: MemoryKeychain
    program: Program | None = None

    @property
    def window(self) -> MainWindow:
        """Its window. Raises `Damaged` before it was opened."""
        if self.program is None or self.program.window is None:
            raise Damaged("error-tour", what=self.name)
        return self.program.window

    @property
    def syncing(self) -> Syncing:
        """Its rounds with headquarters."""
        if self.program is None or self.program.syncing is None:
            raise Damaged("error-tour", what=self.name)
        return self.program.syncing


class Bureau:
    """Headquarters' premises and the laptops; headquarters can be taken away and brought back."""

    def __init__(self, folder: Path, clock: TourClock, stage: Stage) -> None:
        self.folder, self.clock, self.stage = folder, clock, stage
        self.premises = Premises(folder / "headquarters")
        self.laptops: dict[str, Laptop] = {}
        self._address = ""

    @contextmanager
    def headquarters(self) -> Iterator[Served]:
        """Run headquarters in a process of its own, and let every laptop that is open know where."""
        with serve_in_process(self.premises, bureau=PROFILE) as served:
            self._address = served.address
            for laptop in self.laptops.values():
                if laptop.program is not None:
                    laptop.syncing.use_address(served.address)
            yield served

    def prepare(self, served: Served) -> None:
        """Enter the people at headquarters, and enrol three laptops; the first one gets officers and items."""
        codes: dict[str, str] = {}
        engine = open_headquarters(self.premises.where)
        try:
            with writing(engine) as session:
                for one in PEOPLE:
                    put_person(session, bureau=PROFILE, person=one.id, name=one.name, roles=one.roles)
                for name, who in (("office", SUPERVISING), ("laptop", "16001"), ("chief", CHIEF)):
                    codes[name] = make_code(
                        session, identity=served.identity, clock=self.clock, address=served.address, person=who
                    )
        finally:
            engine.dispose()
        for name, who in (("office", SUPERVISING), ("laptop", "16001"), ("chief", CHIEF)):
            self.laptops[name] = self._enrol(name, who, codes[name], served)

    def open(self, name: str, who: str) -> MainWindow:
        """Open a laptop's window and sign in by its sign-in page."""
        laptop = self.laptops[name]
        start = Start(laptop.places, self.clock, laptop.keychain, demo_pin=PIN, site=SITE)
        laptop.program = Program(Plan(start))
        laptop.program.begin()
        window = laptop.window
        laptop.syncing.use_address(self._address)
        self.stage.settle(window)
        self.sign_in(window, who)
        return window

    def sign_in(self, window: MainWindow, who: str) -> None:
        """Choose the person, type the PIN, and wait for the rail."""
        window.signin.person.set_value(who)
        self.stage.type_into(window.signin.pin, PIN)
        self.stage.press(window.signin.go)
        self.stage.until(lambda: window.context is not None and window.context.desk.person.id == who, "sign-in")
        self.stage.settle(window)

    def change_person(self, window: MainWindow, who: str) -> None:
        """Another person works on at the same laptop, without a restart."""
        if window.context is not None and window.context.desk.person.id == who:
            return
        window.switch_person()
        self.stage.settle(window)
        self.sign_in(window, who)

    def round(self, name: str) -> None:
        """Do a whole round with headquarters now, as 立即同步 does, until nothing is left to send."""
        laptop = self.laptops[name]
        for _ in range(2):
            self.stage.until(lambda: not laptop.syncing.progress.running, f"round {name}")
            laptop.syncing.go()
            self.stage.until(lambda: not laptop.syncing.progress.running, f"round {name}", seconds=180)
            error = laptop.syncing.progress.error
            if error is not None:
                raise error
        self.stage.settle(laptop.window)

    def close(self) -> None:
        """Close every window."""
        for laptop in self.laptops.values():
            if laptop.program is not None and laptop.program.window is not None:
                laptop.program.window.stop()
                laptop.program.window.close()
                laptop.program.end()

    def _enrol(self, name: str, who: str, code: str, served: Served) -> Laptop:
        laptop = Laptop(name, Places(self.folder / name), MemoryKeychain())
        opening = create_device(
            laptop.places, settings=Settings(PROFILE, device_name=say("demo-device-name")), person=person(who),
            pin=PIN, recovery_public=make_recovery().public, clock=self.clock, keychain=laptop.keychain,
        )  # fmt: skip
        try:
            for one in PEOPLE:
                if one.id != who:
                    let_in(opening, one, PIN)
            opening = enrol_device(opening, code, name=f"{say('demo-device-name')} {name}")[0]
            if name == "office":
                with opening.writing() as session:
                    set_up_registers(session, desk=opening.desk, clock=self.clock)
            tend(opening, address=served.address)
        finally:
            opening.close()
        return laptop
