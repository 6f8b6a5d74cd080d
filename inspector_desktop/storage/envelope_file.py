"""The file of envelopes: its shape, reading it with care, writing it whole. How one opens is not its business."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inspector_desktop.clock import moment
from inspector_desktop.errors import Damaged, Missing, Refused
from inspector_desktop.places import replace_file

FORMAT = "envelopes-1"
LARGEST = 1_000_000
_HIGHEST_MEMORY = 1024 * 1024  # KiB; a file must not make the program ask for more
_HEX = re.compile(r"(?:[0-9a-f]{2})+")


@dataclass(frozen=True)
class Holder:
    """A person who signs in; the fields of `journal.desks.Person`, which lies in a room above."""

    id: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Cost:
    """What a try costs: memory in KiB, passes over it, lanes (Argon2id, RFC 9106)."""

    memory: int
    passes: int
    lanes: int


@dataclass(frozen=True)
class Envelope:
    """The store's key wrapped for one person, and how often the PIN was wrong lately."""

    holder: Holder
    id: str
    cost: Cost
    salt: bytes
    keyring: bool
    nonce: bytes
    sealed: bytes
    failures: int = 0
    not_before: str = ""


@dataclass(frozen=True)
class Envelopes:
    """The whole file; `check` tells whether a key is the store's without opening the store."""

    store: str
    check: bytes
    recovery_public: bytes
    recovery_sealed: bytes
    people: tuple[Envelope, ...]

    def find(self, person: str) -> Envelope | None:
        """The person's envelope, or none."""
        return next((one for one in self.people if one.holder.id == person), None)

    def of(self, person: str) -> Envelope:
        """The person's envelope. Raises `Missing`."""
        found = self.find(person)
        if found is None:
            raise Missing("error-person-missing")
        return found

    def having(self, envelope: Envelope) -> Envelopes:
        """The same file with this envelope in place of the person's former one, or at the end."""
        if self.find(envelope.holder.id) is None:
            return replace(self, people=(*self.people, envelope))
        return replace(
            self, people=tuple(envelope if one.holder.id == envelope.holder.id else one for one in self.people)
        )


def read_file(path: Path) -> Envelopes:
    """Read the file. Raises `Missing` without it, `Damaged` when it is not what was written."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise Missing("error-envelopes-missing") from error
    except OSError as error:
        raise Refused("error-disk-unreadable") from error
    try:
        table = json.loads(raw.decode("utf-8")) if len(raw) <= LARGEST else None
        if not isinstance(table, dict) or table["format"] != FORMAT:
            raise Damaged("error-envelopes-damaged")
        return Envelopes(
            store=_text(table["store"]),
            check=_bytes(table["check"]),
            recovery_public=_bytes(table["recovery"]["public"]),
            recovery_sealed=_bytes(table["recovery"]["sealed"]),
            people=tuple(_envelope(one) for one in table["people"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged("error-envelopes-damaged") from error


def write_file(path: Path, file: Envelopes) -> None:
    """Write the file whole. Raises `Refused` when the folder cannot be written or the disk is full."""
    table = {
        "format": FORMAT,
        "store": file.store,
        "check": file.check.hex(),
        "recovery": {"public": file.recovery_public.hex(), "sealed": file.recovery_sealed.hex()},
        "people": [
            {
                "id": one.holder.id,
                "name": one.holder.name,
                "roles": list(one.holder.roles),
                "envelope": one.id,
                "memory": one.cost.memory,
                "passes": one.cost.passes,
                "lanes": one.cost.lanes,
                "salt": one.salt.hex(),
                "keyring": one.keyring,
                "nonce": one.nonce.hex(),
                "sealed": one.sealed.hex(),
                "failures": one.failures,
                "not_before": one.not_before,
            }
            for one in file.people
        ],
    }
    replace_file(path, json.dumps(table, ensure_ascii=False, indent=1).encode())


def _envelope(table: dict[str, Any]) -> Envelope:
    cost = Cost(_number(table["memory"]), _number(table["passes"]), _number(table["lanes"]))
    if not (8 * cost.lanes <= cost.memory <= _HIGHEST_MEMORY and 1 <= cost.passes <= 64 and 1 <= cost.lanes <= 64):  # noqa: PLR2004  (RFC 9106, 3.1, and a sane top)
        raise ValueError("cost")
    not_before = _text(table["not_before"])
    if not_before:
        moment(not_before)
    if not isinstance(table["keyring"], bool):
        raise TypeError("keyring")
    return Envelope(
        holder=Holder(_text(table["id"]), _text(table["name"]), tuple(_text(role) for role in table["roles"])),
        id=_text(table["envelope"]),
        cost=cost,
        salt=_bytes(table["salt"], 16),
        keyring=table["keyring"],
        nonce=_bytes(table["nonce"], 12),
        sealed=_bytes(table["sealed"]),
        failures=_number(table["failures"]),
        not_before=not_before,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("number")
    return value


def _bytes(value: Any, length: int = 0) -> bytes:
    if not _HEX.fullmatch(_text(value)) or (length and len(value) != 2 * length):
        raise ValueError("bytes")
    return bytes.fromhex(value)
