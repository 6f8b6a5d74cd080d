"""Photographs made fit for the dossier: opened with limits, turned upright, shrunk to about 300 KB.

The original's hash is kept beside the shrunk picture. A file that is no picture, or would unpack to something huge, is
refused with a sentence before anything is decoded.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Refused

LARGEST_FILE = 60 * 1024 * 1024
LARGEST_PIXELS = 120_000_000
LONGEST_SIDE = 1600
SHORTEST_SIDE = 640
WANTED_BYTES = 300 * 1024
QUALITIES = (82, 72, 60, 48)
KINDS = ("JPEG", "PNG", "WEBP", "BMP")
EXIF_TAKEN = 36867
EXIF_GROUP = 0x8769


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be stored. `taken` is the camera's own text (`2026:11-20 …` made ISO), or empty."""

    jpeg: bytes
    width: int
    height: int
    original_hash: str
    taken: str


def prepare_photo(content: bytes, name: str) -> Prepared:
    """Shrink a photograph to JPEG. Raises `Refused` for what is none, is damaged, or is beyond the limits."""
    if len(content) > LARGEST_FILE:
        raise Refused("refused-photo-large", name=name, megabytes=LARGEST_FILE // 1024 // 1024)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=KINDS)
            if picture.width * picture.height > LARGEST_PIXELS:
                raise Refused("refused-photo-pixels", name=name)
            taken = str(picture.getexif().get_ifd(EXIF_GROUP).get(EXIF_TAKEN, ""))
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused("refused-photo-pixels", name=name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused("refused-photo-unreadable", name=name) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    jpeg = _encode(upright)
    while len(jpeg) > WANTED_BYTES and max(upright.size) > SHORTEST_SIDE:
        upright.thumbnail((upright.width * 3 // 4, upright.height * 3 // 4))
        jpeg = _encode(upright)
    return Prepared(jpeg, upright.width, upright.height, sha256_hex(content), _iso(taken))


def _encode(picture: Image.Image) -> bytes:
    jpeg = b""
    for quality in QUALITIES:
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=quality, optimize=True)
        jpeg = target.getvalue()
        if len(jpeg) <= WANTED_BYTES:
            break
    return jpeg


def _iso(taken: str) -> str:
    day, _, time = taken.strip("\x00 ").partition(" ")
    return f"{day.replace(':', '-')} {time}".strip()
