"""Photographs made fit for the dossier: looked at, decoded in a process of its own, turned upright, shrunk to 300 KB.

The original's hash and size are kept beside the shrunk picture, and of the camera's notes the time, the device and the
place; all else of them stays out of the kept picture. A file that is no picture, or would unpack to something huge, is
refused with a sentence before anything is decoded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspector_desktop.check.photos_child import decode
from inspector_desktop.check.photos_decode import LONGEST_SIDE, SHORTEST_SIDE, WANTED_BYTES
from inspector_desktop.check.photos_sniff import LARGEST_FILE, LARGEST_PIXELS, look_at, read_picture
from inspector_desktop.digest import sha256_hex

_TAKEN = re.compile(r"^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}:\d{2}:\d{2})")


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be stored.

    `taken` is the camera's own text made ISO (`2026-11-20 14:15:02`, local time), or empty; `latitude` and `longitude`
    are decimal degrees as text; `dropped` is how many notes of the camera are not in the kept picture.
    """

    jpeg: bytes
    width: int
    height: int
    original_hash: str
    taken: str
    original_size: int = 0
    media_type: str = "image/jpeg"
    device: str = ""
    latitude: str = ""
    longitude: str = ""
    dropped: int = 0


def prepare_photo(content: bytes, name: str) -> Prepared:
    """Shrink a photograph to JPEG. Raises `Refused` for what is none, is damaged, or is beyond the limits."""
    seen = look_at(content, name)
    head, jpeg = decode(content, name)
    return Prepared(
        jpeg=jpeg, width=int(head["width"]), height=int(head["height"]), original_hash=sha256_hex(content),
        taken=iso_of(str(head["taken"])), original_size=len(content), media_type=seen.media_type,
        device=str(head["device"]), latitude=str(head["latitude"]), longitude=str(head["longitude"]),
        dropped=int(head["dropped"]),
    )  # fmt: skip


def glance(content: bytes, name: str, side: int) -> tuple[bytes, str]:
    """A small JPEG of a picture, for choosing, and the camera's time of it. Raises `Refused`."""
    look_at(content, name)
    head, jpeg = decode(content, name, side=side)
    return jpeg, iso_of(str(head["taken"]))


def iso_of(taken: str) -> str:
    """The camera's text `2026:11-20 …` as ISO; empty when it is no time (cameras without a clock write zeros)."""
    found = _TAKEN.match(taken)
    if found is None or found[1] == "0000":
        return ""
    return f"{found[1]}-{found[2]}-{found[3]} {found[4]}"


__all__ = [
    "LARGEST_FILE", "LARGEST_PIXELS", "LONGEST_SIDE", "SHORTEST_SIDE", "WANTED_BYTES", "Prepared", "glance", "iso_of",
    "prepare_photo", "read_picture",
]  # fmt: skip
