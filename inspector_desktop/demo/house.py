"""The demonstration: a data folder of its own with a device, its people, registers, and a headquarters beside it.

Everything in it is invented, and its keyring is a plain file, so that a second start opens the same store; a real
bureau's folder is never touched. What the people and registers are is `demo.bureau`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Damaged, Refused
from inspector_desktop.keychain import MemoryKeychain
from inspector_desktop.places import Places, default_folder, replace_file
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.headquarters.running import Premises, Served
    from inspector_desktop.opening import Opening

SUPERVISING = "16005"
STEPS = ("demo-headquarters", "demo-device", "demo-people", "demo-registers", "demo-round")
_FORMAT = "demonstration-1"
_LARGEST = 1024 * 1024


@dataclass(frozen=True)
class House:
    """Where the demonstration lies."""

    folder: Path

    @property
    def places(self) -> Places:
        """The device's files."""
        return Places(self.folder / "device")

    @property
    def premises(self) -> Premises:
        """Headquarters' things."""
        from inspector_desktop.headquarters.running import Premises  # the service is heavy

        return Premises(self.folder / "headquarters")

    @property
    def keychain(self) -> FileKeychain:
        """The keyring, which is a file here."""
        return FileKeychain(self.folder / "keyring.json")

    @property
    def mark(self) -> Path:
        """Says that this folder is a demonstration, and whether it is complete."""
        return self.folder / "demonstration.json"

    @property
    def recovery(self) -> Path:
        """Both halves of the recovery key; a real bureau prints them and gives them to two people."""
        return self.folder / "recovery.txt"


class FileKeychain(MemoryKeychain):
    """Secrets in a plain file: for the demonstration alone, where there is nothing to protect."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        if path.exists():
            with path.open("rb") as file:
                raw = file.read(_LARGEST)
            try:
                self.secrets = {(service, name): str(secret) for service, name, secret in json.loads(raw)}
            except (ValueError, TypeError) as error:
                raise Damaged("error-demo-damaged") from error

    @override
    def set(self, service: str, name: str, secret: str) -> None:
        super().set(service, name, secret)
        self._write()

    @override
    def delete(self, service: str, name: str) -> None:
        super().delete(service, name)
        self._write()

    def _write(self) -> None:
        rows = [[service, name, secret] for (service, name), secret in sorted(self.secrets.items())]
        replace_file(self._path, json.dumps(rows, indent=1).encode())


def house_at(folder: Path | None = None) -> House:
    """The demonstration in this folder, or in the one the program keeps for it. Raises `Refused` for a real one."""
    chosen = folder or default_folder().with_name("InspectorDesktopDemo")
    house = House(chosen)
    if not house.mark.exists() and _is_somebodys(house):
        raise Refused("refused-demo-folder", folder=chosen.name)
    return house


def is_ready(house: House) -> bool:
    """Whether the demonstration was prepared to its end."""
    try:
        with house.mark.open("rb") as file:
            return bool(json.loads(file.read(_LARGEST))["complete"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def shown_pin(house: House) -> str:
    """The PIN of everybody in the demonstration, as it is shown where people sign in."""
    try:
        with house.mark.open("rb") as file:
            return str(json.loads(file.read(_LARGEST))["pin"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def prepare(
    house: House, *, clock: Clock, register: bool = True, step: Callable[[str], None] = lambda _name: None
) -> None:
    """Make the demonstration from nothing; what an interrupted preparation left is taken away first.

    Blocks for some seconds; `step` is told the wording key of what begins. With `register` the shelves, officers,
    items and invented firms are entered too. Raises `Refused` for the disk or when the service does not start.
    """
    from inspector_desktop.demo.bureau import PROFILE
    from inspector_desktop.headquarters.running import serve_in_process

    _clear(house)
    _mark(house, clock, complete=False)
    step("demo-headquarters")
    with serve_in_process(house.premises, bureau=PROFILE) as served:
        step("demo-device")
        opening = _device(house, clock)
        try:
            step("demo-people")
            opening = _people(house, opening, served, clock)
            if register:
                step("demo-registers")
                _registers(house, opening, clock)
            step("demo-round")
            _round(opening, served)
        finally:
            opening.close()
    _mark(house, clock, complete=True)


@contextmanager
def headquarters(house: House) -> Iterator[Served]:
    """Run the demonstration's headquarters in a process of its own until the block ends."""
    from inspector_desktop.demo.bureau import PROFILE
    from inspector_desktop.headquarters.running import serve_in_process

    with serve_in_process(house.premises, bureau=PROFILE) as served:
        yield served


def _is_somebodys(house: House) -> bool:
    """Whether the folder holds anything that is not the beginning of a demonstration."""
    try:
        found = {one.name for one in house.folder.iterdir()} if house.folder.exists() else set()
    except OSError:
        return True
    return bool(found - {house.places.folder.name}) or house.places.envelopes.exists()


def _clear(house: House) -> None:
    """Take away an unfinished preparation: only where our mark lies, and only what is ours."""
    if not house.mark.exists():
        return
    shutil.rmtree(house.premises.folder, ignore_errors=True)
    for pattern in ("store.db*", "*.json"):  # the window's lock and the logs may be held open
        for file in house.places.folder.glob(pattern):
            file.unlink(missing_ok=True)
    for file in (house.folder / "keyring.json", house.recovery):
        file.unlink(missing_ok=True)


def _mark(house: House, clock: Clock, *, complete: bool) -> None:
    from inspector_desktop.demo.bureau import PIN  # brings the tables

    content = {"format": _FORMAT, "made_at": stamp(clock.now()), "complete": complete, "pin": PIN}
    replace_file(house.mark, json.dumps(content, indent=1).encode())


def _device(house: House, clock: Clock) -> Opening:
    from inspector_desktop.demo.bureau import PIN, PROFILE, person
    from inspector_desktop.opening import create_device
    from inspector_desktop.settings import Settings
    from inspector_desktop.storage.recovery import make_recovery

    recovery = make_recovery()
    replace_file(house.recovery, "\n\n".join(recovery.halves).encode() + b"\n")
    return create_device(
        house.places,
        settings=Settings(PROFILE, device_name=say("demo-device-name")),
        person=person(SUPERVISING),
        pin=PIN,
        recovery_public=recovery.public,
        clock=clock,
        keychain=house.keychain,
    )


def _people(house: House, opening: Opening, served: Served, clock: Clock) -> Opening:
    """Enter everybody at headquarters and on the device, and enrol the device."""
    from inspector_desktop.demo.bureau import PEOPLE, PIN, PROFILE
    from inspector_desktop.headquarters.directory import make_code, put_person
    from inspector_desktop.headquarters.tables import open_headquarters
    from inspector_desktop.opening import put_person as let_in
    from inspector_desktop.storage.engine import writing
    from inspector_desktop.upkeep.rounds import enrol_device

    engine = open_headquarters(house.premises.where)
    try:
        with writing(engine) as session:
            for one in PEOPLE:
                put_person(session, bureau=PROFILE, person=one.id, name=one.name, roles=one.roles)
            code = make_code(session, identity=served.identity, clock=clock, address=served.address, person=SUPERVISING)
    finally:
        engine.dispose()
    for one in PEOPLE:
        if one.id != SUPERVISING:
            let_in(opening, one, PIN)
    return enrol_device(opening, code, name=say("demo-device-name"))[0]


def _registers(house: House, opening: Opening, clock: Clock) -> None:
    from inspector_desktop.demo.bureau import set_up_registers
    from inspector_desktop.demo.subjects import FILE, spreadsheet
    from inspector_desktop.registry.importing import bring_in_subjects
    from inspector_desktop.registry.intake import take_in

    path = house.folder / FILE
    content = spreadsheet()
    replace_file(path, content)
    with opening.writing() as session:
        set_up_registers(session, desk=opening.desk, clock=clock)
    intake = take_in("subjects", path)
    with opening.writing() as session:
        bring_in_subjects(
            session, desk=opening.desk, clock=clock, profile=opening.profile, intake=intake, content=content
        )


def _round(opening: Opening, served: Served) -> None:
    from inspector_desktop.upkeep.rounds import tend

    tend(opening, address=served.address)
