"""What a picture file is, judged by its first bytes alone: nothing is decoded, so nothing can be made to unpack.

Refuses with a sentence what is no photograph, is too large, moves, hides another file inside, or holds more notes than
any camera writes. What passes is decoded by `photos_decode`, in a process of its own.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inspector_desktop.errors import Refused

MEGABYTE = 1 << 20
LARGEST_FILE = 60 * MEGABYTE
LARGEST_PIXELS = 120_000_000  # of a JPEG, which is decoded at a fraction of its size
LARGEST_WHOLE = 32_000_000  # of the kinds that must be decoded whole
LARGEST_HEIC = 25_000_000  # whose decoder needs eight bytes for each
LONGEST_EDGE = 30_000
MOST_NOTES = 16 * MEGABYTE  # of metadata: depth maps of telephones are a few megabytes
MOST_PARTS = 20_000  # segments or chunks of one file
_TAIL = 66_000
_BRANDS = 264
_ALIEN = (b"<script", b"<html", b"<?php", b"<!doctype html", b"<iframe", b"javascript:")
_PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_STILL = (b"heic", b"heix", b"heim", b"heis")  # one picture each, packed as telephones do
_FIRST = (
    (b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"GIF87a", "GIF"), (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"), (b"BM", "BMP"),
)  # fmt: skip
_OTHER_KINDS = {"HEIC": "refused-photo-heic", "GIF": "refused-photo-animated"}
_SIZED_MARKERS = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))


@dataclass(frozen=True)
class Seen:
    """The kind of a picture (as Pillow names it), its size in pixels, and its media type."""

    kind: str
    width: int
    height: int

    @property
    def media_type(self) -> str:
        """As in `image/jpeg`."""
        return f"image/{self.kind.lower()}"


class _BrokenError(Exception):
    """The header ends early or contradicts itself."""


class _AnimatedError(Exception):
    """The file holds more than one picture."""


def read_picture(path: Path) -> bytes:
    """Read a file a person named, no link and no device, up to the largest size. Raises `Refused`."""
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode) or not stat.S_ISREG(found.st_mode):
            raise Refused("refused-photo-link", name=path.name)
        if found.st_size > LARGEST_FILE:
            raise Refused("refused-photo-large", name=path.name, megabytes=LARGEST_FILE // MEGABYTE)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Refused("refused-photo-unreadable", name=path.name) from error


def look_at(content: bytes, name: str) -> Seen:
    """Say what a picture is. Raises `Refused` for all that is none, or is not what it gives itself out to be."""
    if not content:
        raise Refused("refused-photo-empty", name=name)
    if len(content) > LARGEST_FILE:
        raise Refused("refused-photo-large", name=name, megabytes=LARGEST_FILE // MEGABYTE)
    kind = kind_of(content)
    if kind not in _SIZES or (kind == "HEIC" and not _is_still(content)):
        raise Refused(_OTHER_KINDS.get(kind, "refused-photo-kind"), name=name)
    width, height = _size_of(kind, content, name)
    most = {"JPEG": LARGEST_PIXELS, "HEIC": LARGEST_HEIC}.get(kind, LARGEST_WHOLE)
    if width * height > most or max(width, height) > LONGEST_EDGE:
        honest = kind == "HEIC" and width * height <= LARGEST_PIXELS and max(width, height) <= LONGEST_EDGE
        raise Refused("refused-photo-heic" if honest else "refused-photo-pixels", name=name)
    if _hides_another(content):
        raise Refused("refused-photo-polyglot", name=name)
    return Seen(kind, width, height)


def _size_of(kind: str, content: bytes, name: str) -> tuple[int, int]:
    try:
        width, height = _SIZES[kind](content)
    except _AnimatedError as error:
        raise Refused("refused-photo-animated", name=name) from error
    except (_BrokenError, struct.error, IndexError) as error:
        raise Refused("refused-photo-unreadable", name=name) from error
    if not width or not height:
        raise Refused("refused-photo-unreadable", name=name)
    return width, height


def kind_of(content: bytes) -> str:
    """The kind by its first bytes: JPEG, PNG, WEBP, BMP, TIFF, GIF, HEIC; empty for anything else."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "HEIC"
    if content.startswith(b"RIFF"):
        return "WEBP" if content[8:12] == b"WEBP" else ""
    return next((kind for first, kind in _FIRST if content.startswith(first)), "")


def _hides_another(content: bytes) -> bool:
    """Tell whether a page, a program or an archive could be read out of the same bytes (GIFAR and the like)."""
    lowered = content.lower()
    if any(mark in lowered for mark in _ALIEN) or any(mark in content for mark in _PACKED):
        return True
    return b"PK\x05\x06" in content[-_TAIL:] or b"%PDF-" in content[:1024]


def _jpeg(content: bytes) -> tuple[int, int]:
    at, notes, parts = 2, 0, 0
    while True:
        parts += 1
        if content[at] != 0xFF or parts > MOST_PARTS:  # noqa: PLR2004  (every marker begins with it)
            raise _BrokenError
        while content[at] == 0xFF:  # noqa: PLR2004
            at += 1
        marker = content[at]
        at += 1
        if marker in {0xD8, 0x01} or 0xD0 <= marker <= 0xD7:  # noqa: PLR2004  (markers without a length)
            continue
        if marker in {0xD9, 0xDA}:
            raise _BrokenError  # the picture begins, or ends, before its size was told
        (length,) = struct.unpack_from(">H", content, at)
        if marker in _SIZED_MARKERS:
            height, width = struct.unpack_from(">HH", content, at + 3)
            return int(width), int(height)
        notes += length
        if length < 2 or notes > MOST_NOTES:  # noqa: PLR2004  (the length counts itself)
            raise _BrokenError
        at += length


def _png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        raise _BrokenError
    width, height = struct.unpack_from(">II", content, 16)
    at, notes, parts = 8, 0, 0
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        parts += 1
        if name == b"acTL":
            raise _AnimatedError
        if name in {b"IDAT", b"IEND"}:
            return int(width), int(height)
        notes += length
        if notes > MOST_NOTES or parts > MOST_PARTS:
            raise _BrokenError
        at += length + 12
    raise _BrokenError


def _webp(content: bytes) -> tuple[int, int]:
    form = content[12:16]
    if form == b"VP8X":
        if content[20] & 0x02:
            raise _AnimatedError
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if form == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF)
    if form == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return int(width) & 0x3FFF, int(height) & 0x3FFF
    raise _BrokenError


def _bmp(content: bytes) -> tuple[int, int]:
    (size,) = struct.unpack_from("<I", content, 14)
    if size < 40 or size > 124:  # noqa: PLR2004  (the headers that cameras and scanners write)
        raise _BrokenError
    width, height, _, depth, packing = struct.unpack_from("<iiHHI", content, 18)
    if width <= 0 or packing not in {0, 3} or depth not in {1, 4, 8, 16, 24, 32}:
        raise _BrokenError
    return int(width), abs(int(height))


def _tiff(content: bytes) -> tuple[int, int]:
    order = "<" if content.startswith(b"II") else ">"
    (at,) = struct.unpack_from(f"{order}I", content, 4)
    (count,) = struct.unpack_from(f"{order}H", content, at)
    sizes: dict[int, int] = {}
    if count > 4096:  # noqa: PLR2004  (a page of a scan has some twenty)
        raise _BrokenError
    for place in range(count):
        tag, form, number = struct.unpack_from(f"{order}HHI", content, at + 2 + place * 12)
        if tag in {256, 257} and number == 1:
            (sizes[tag],) = struct.unpack_from(f"{order}{'H' if form == 3 else 'I'}", content, at + 10 + place * 12)  # noqa: PLR2004
    (following,) = struct.unpack_from(f"{order}I", content, at + 2 + count * 12)
    if following:
        raise _AnimatedError
    if len(sizes) < 2:  # noqa: PLR2004
        raise _BrokenError
    return sizes[256], sizes[257]


def _is_still(content: bytes) -> bool:
    """Whether a HEIF file says that it holds a single picture in HEVC: not AVIF, no sequence alone."""
    brands = content[8 : min(int.from_bytes(content[:4], "big"), _BRANDS)]
    return any(brands[at : at + 4] in _STILL for at in range(0, len(brands), 4))


def _heic(content: bytes) -> tuple[int, int]:
    """The largest size that any picture in the file is said to have: the whole, its tiles, small ones beside it."""
    properties = content
    for name, head in ((b"meta", 4), (b"iprp", 0), (b"ipco", 0)):
        found = next((body for kind, body in _boxes(properties) if kind == name), None)
        if found is None or len(found) > MOST_NOTES:
            raise _BrokenError
        properties = found[head:]
    sizes = [struct.unpack_from(">II", body, 4) for kind, body in _boxes(properties) if kind == b"ispe"]
    if not sizes:
        raise _BrokenError
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return int(width), int(height)


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes beside each other in a piece of an ISO base media file: kind and body."""
    at, parts = 0, 0
    while at + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", content, at + 8), 16
        elif size == 0:  # up to the end
            size = len(content) - at
        parts += 1
        if size < head or parts > MOST_PARTS:
            raise _BrokenError
        yield kind, content[at + head : at + size]
        at += size


_SIZES = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "BMP": _bmp, "TIFF": _tiff, "HEIC": _heic}
