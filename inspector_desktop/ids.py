"""Identities: what things are called for ever, made without asking anybody.

Ids are UUIDv7 (RFC 9562) in 32 lower-case hex digits, so that they sort by the time they were made.
"""

from __future__ import annotations

import secrets
from typing import NewType

from inspector_desktop.clock import Clock

BureauId = NewType("BureauId", str)
DossierId = NewType("DossierId", str)
EntryId = NewType("EntryId", str)
LifeId = NewType("LifeId", str)
PersonId = NewType("PersonId", str)
BlobHash = NewType("BlobHash", str)

_VARIANT = 0b10 << 62
_VERSION = 0x7 << 76


def new_id(clock: Clock) -> str:
    """Make a UUIDv7 of this moment: 48 bits of milliseconds, 74 random bits."""
    milliseconds = int(clock.now().timestamp() * 1000) & ((1 << 48) - 1)
    random = secrets.randbits(74)
    value = milliseconds << 80 | _VERSION | (random >> 62) << 64 | _VARIANT | (random & ((1 << 62) - 1))
    return f"{value:032x}"
