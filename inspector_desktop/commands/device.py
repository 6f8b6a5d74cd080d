"""Signing in for a command: which data folder, whose PIN, and the demonstration's in its place."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path

from inspector_desktop.clock import SystemClock
from inspector_desktop.errors import Refused
from inspector_desktop.keychain import Keychain, SystemKeychain
from inspector_desktop.opening import Opening, open_device, people
from inspector_desktop.places import Places, default_folder
from inspector_desktop.wording import say

CLOCK = SystemClock()
PIN_VARIABLE = "INSPECTOR_PIN"
_LONGEST_PIN = 256


def places_of(asked: argparse.Namespace) -> Places:
    """The device's data folder."""
    if asked.demo:
        from inspector_desktop.demo.house import house_at

        return house_at(asked.data_dir).places
    return Places(asked.data_dir or default_folder())


def keychain_of(asked: argparse.Namespace) -> Keychain:
    """The system's keyring, or the demonstration's file."""
    if asked.demo:
        from inspector_desktop.demo.house import house_at

        return house_at(asked.data_dir).keychain
    return SystemKeychain()


@contextmanager
def opened(asked: argparse.Namespace) -> Iterator[Opening]:
    """Open the device as the person asked for, and close it at the end.

    Raises as `opening.open_device`, and `Refused` without a person or a PIN.
    """
    places = places_of(asked)
    if asked.demo:
        _prepare_demo(asked)
    if not places.envelopes.exists():
        raise Refused("refused-not-set-up")
    person = person_of(asked, places)
    pin = pin_of(asked)
    opening = open_device(places, person_id=person, pin=pin, clock=CLOCK, keychain=keychain_of(asked))
    try:
        yield opening
    finally:
        opening.close()


def person_of(asked: argparse.Namespace, places: Places) -> str:
    """The number of the person who signs in. Raises `Refused` when there are several and none was named."""
    if asked.person:
        return str(asked.person)
    if asked.demo:
        from inspector_desktop.demo.house import SUPERVISING

        return SUPERVISING
    found = people(places)
    if len(found) != 1:
        raise Refused("refused-person-choose", people="、".join(f"{one.id} {one.name}" for one in found))
    return found[0].id


def pin_of(asked: argparse.Namespace, *, ask: str = "cli-pin-ask") -> str:
    """The PIN from the file, the environment, the demonstration, or the terminal. Raises `Refused` without one."""
    given = given_pin(asked)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused("refused-pin-asked")
    return getpass(say(ask))


def given_pin(asked: argparse.Namespace) -> str:
    """The PIN if it was given without asking anybody, else nothing."""
    if asked.pin_file is not None:
        return _from_file(asked.pin_file)
    if os.environ.get(PIN_VARIABLE):
        return os.environ[PIN_VARIABLE]
    if asked.demo:
        from inspector_desktop.demo.house import house_at, shown_pin

        return shown_pin(house_at(asked.data_dir))
    return ""


def _from_file(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            pin = file.readline(_LONGEST_PIN).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("refused-pin-file", file=path.name) from error
    if not pin:
        raise Refused("refused-pin-file", file=path.name)
    return pin


def _prepare_demo(asked: argparse.Namespace) -> None:
    from inspector_desktop.demo.house import house_at, is_ready, prepare

    house = house_at(asked.data_dir)
    if not is_ready(house):
        print(say("demo-preparing"), file=sys.stderr, flush=True)  # noqa: T201  (it takes some seconds)
        prepare(house, clock=CLOCK)
