"""What this device remembers that is no evidence: its bureau's profile, and where headquarters is.

A small JSON file in plain text beside the store, because it is needed before anybody signs in. Nothing secret and
nothing about anybody stands in it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from inspector_desktop.errors import Damaged, Missing, Refused
from inspector_desktop.places import replace_file

FORMAT = "settings-1"
_LARGEST = 64 * 1024


@dataclass(frozen=True)
class Settings:
    """`profile` names the bureau's rules; `headquarters_key` is the pinned identity key (Ed25519, hex)."""

    profile: str
    headquarters: str = ""
    headquarters_key: str = ""
    device_name: str = ""


def load_settings(path: Path) -> Settings:
    """Read the file. Raises `Missing` on a device not yet set up, `Damaged` when it is not what was written."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST)
    except FileNotFoundError as error:
        raise Missing("error-settings-missing") from error
    except OSError as error:
        raise Refused("error-disk-unreadable") from error
    try:
        table = json.loads(raw.decode("utf-8"))
        if table.pop("format") != FORMAT or not all(isinstance(value, str) for value in table.values()):
            raise Damaged("error-settings-damaged")
        known = {field.name for field in fields(Settings)}
        return Settings(**{name: value for name, value in table.items() if name in known})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("error-settings-damaged") from error


def save_settings(path: Path, settings: Settings) -> None:
    """Write the file whole. Raises `Refused` for a full or read-only disk."""
    content = {"format": FORMAT, **asdict(settings)}
    replace_file(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode())
