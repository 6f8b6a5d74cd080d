"""Opening the program's window: of a bureau's device, or of the demonstration with its headquarters.

The window shows at once; what is heavy is loaded behind it. What the windows are is `gui`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from inspector_desktop.clock import SystemClock
from inspector_desktop.errors import Known
from inspector_desktop.gui.starting import Plan, run
from inspector_desktop.gui.window import Start
from inspector_desktop.keychain import SystemKeychain
from inspector_desktop.places import Places, default_folder
from inspector_desktop.wording import say


def open_program(data_dir: Path | None = None, *, demo: bool = False, arguments: Sequence[str] = ()) -> int:
    """Open the window and return when it is closed; 0, or 1 with a sentence when it cannot be opened."""
    try:
        plan = demonstration(data_dir) if demo else device(data_dir)
        return run(plan, arguments)
    except Known as error:
        print(say(error.code, **error.facts), file=sys.stderr)  # noqa: T201
        return 1


def device(data_dir: Path | None = None) -> Plan:
    """The window of a bureau's device."""
    places = Places(data_dir or default_folder())
    return Plan(Start(places, SystemClock(), SystemKeychain(), site=site_of(places)))


def demonstration(data_dir: Path | None = None) -> Plan:
    """The window of the demonstration, which is prepared first where it is not, and its headquarters."""
    from inspector_desktop.demo import house as demo  # noqa: PLC0415

    clock = SystemClock()
    house = demo.house_at(data_dir)

    def start() -> Start:
        return Start(house.places, clock, house.keychain, demo_pin=demo.shown_pin(house))

    def prepare(step: Callable[[str], None]) -> None:
        demo.prepare(house, clock=clock, step=step)

    if demo.is_ready(house):
        return Plan(start(), headquarters=lambda: demo.headquarters(house))
    empty = Start(house.places, clock, house.keychain)
    return Plan(empty, prepare=prepare, prepared=start, headquarters=lambda: demo.headquarters(house))


def site_of(places: Places) -> str:
    """The address of the disclosure site, which headquarters serves; one that leads nowhere before the enrolment."""
    from inspector_desktop.settings import load_settings  # noqa: PLC0415

    try:
        return load_settings(places.settings).headquarters or Start.site
    except Known:
        return Start.site


if __name__ == "__main__":
    sys.exit(open_program())
