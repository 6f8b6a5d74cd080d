"""Audio, video and documents: what a file is by its first bytes, how long it plays where that is cheaply known.

Nothing is decoded. A file that is none of these, or too large, is refused with a sentence. Recordings of 执法记录仪 are
not taken in but registered, by device and file number.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from inspector_desktop.errors import Refused

MEGABYTE = 1 << 20
LARGEST = 200 * MEGABYTE
AUDIO, VIDEO, DOCUMENT = "audio", "video", "document"
SUFFIXES = (
    ".mp3", ".m4a", ".aac", ".wav", ".amr", ".ogg", ".opus", ".flac", ".wma",
    ".mp4", ".mov", ".3gp", ".m4v", ".avi", ".mkv", ".webm", ".pdf",
)  # fmt: skip
_HEAD = 64
_LONGEST_S = 7 * 24 * 3600
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")


@dataclass(frozen=True)
class Media:
    """What a file is: audio, video or document; its media type, size in bytes, length in seconds (0: unknown)."""

    kind: str
    media_type: str
    size: int
    seconds: int = 0


def look_into(path: Path) -> Media:
    """Say what a file is. Raises `Refused` for a link, an empty or too large file, and for any other kind."""
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode) or not stat.S_ISREG(found.st_mode):
            raise Refused("refused-photo-link", name=path.name)
        if not found.st_size:
            raise Refused("refused-photo-empty", name=path.name)
        if found.st_size > LARGEST:
            raise Refused("refused-media-large", name=path.name, megabytes=LARGEST // MEGABYTE)
        with path.open("rb") as file:
            head = file.read(_HEAD)
            kind, media_type = kind_of(head)
            if not kind:
                raise Refused("refused-media-kind", name=path.name)
            if media_type in {"video/mp4", "video/quicktime", "video/3gpp"} and not _has_pictures(file, found.st_size):
                kind, media_type = AUDIO, "audio/mp4"
            seconds = _seconds(media_type, file, found.st_size)
    except OSError as error:
        raise Refused("refused-photo-unreadable", name=path.name) from error
    return Media(kind, media_type, found.st_size, seconds)


def kind_of(head: bytes) -> tuple[str, str]:
    """Kind and media type by the first bytes; empty for what is not taken."""
    if head.startswith(b"RIFF"):
        return {b"WAVE": (AUDIO, "audio/wav"), b"AVI ": (VIDEO, "video/x-msvideo")}.get(head[8:12], ("", ""))
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand[:3] in {b"M4A", b"M4B"}:
            return AUDIO, "audio/mp4"
        known = {b"qt": "video/quicktime", b"3g": "video/3gpp"}
        pictures = brand in {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc"}
        return ("", "") if pictures else (VIDEO, known.get(brand[:2], "video/mp4"))
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 in {0xE2, 0xE4}:  # noqa: PLR2004  (an MPEG frame)
        return AUDIO, "audio/mpeg"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:  # noqa: PLR2004  (an ADTS frame)
        return AUDIO, "audio/aac"
    known_heads = (
        (b"ID3", AUDIO, "audio/mpeg"), (b"OggS", AUDIO, "audio/ogg"), (b"fLaC", AUDIO, "audio/flac"),
        (b"#!AMR", AUDIO, "audio/amr"), (_ASF, AUDIO, "audio/x-ms-wma"), (b"\x1aE\xdf\xa3", VIDEO, "video/x-matroska"),
        (b"%PDF-", DOCUMENT, "application/pdf"),
    )  # fmt: skip
    return next(((kind, name) for first, kind, name in known_heads if head.startswith(first)), ("", ""))


def _seconds(media_type: str, file: BinaryIO, size: int) -> int:
    """How long it plays; 0 where that would need decoding, or where the file contradicts itself."""
    read = {
        "audio/wav": _wave, "audio/amr": _amr, "video/x-msvideo": _avi, "audio/flac": _flac, "audio/ogg": _ogg,
        "audio/mp4": _mp4, "video/mp4": _mp4, "video/quicktime": _mp4, "video/3gpp": _mp4,
    }.get(media_type)  # fmt: skip
    found = 0.0
    if read is not None:
        with suppress(struct.error, IndexError, ZeroDivisionError, OverflowError):
            found = read(file, size)
    return round(found) if 0 < found < _LONGEST_S else 0


def _wave(file: BinaryIO, size: int) -> float:
    file.seek(12)
    rate = 0
    for _ in range(64):
        name, length = struct.unpack("<4sI", file.read(8))
        if name == b"fmt ":
            rate = struct.unpack_from("<I", file.read(length), 8)[0]
        elif name == b"data":
            return min(float(length), size) / float(rate)
        else:
            file.seek(length, 1)
    return 0


def _amr(file: BinaryIO, size: int) -> float:
    sizes = (12, 13, 15, 17, 19, 20, 26, 31, 5)
    file.seek(6)
    frames = sizes[(file.read(1)[0] >> 3) & 0x0F] + 1
    return (size - 6) / frames * 0.02


def _avi(file: BinaryIO, size: int) -> float:
    del size
    file.seek(0)
    head = file.read(512)
    at = head.index(b"avih") if b"avih" in head else len(head)
    (each,), (frames,) = struct.unpack_from("<I", head, at + 8), struct.unpack_from("<I", head, at + 24)
    return float(each) * float(frames) / 1e6


def _flac(file: BinaryIO, size: int) -> float:
    del size
    file.seek(18)
    packed = int.from_bytes(file.read(8), "big")
    return float(packed & ((1 << 36) - 1)) / float(packed >> 44)


def _ogg(file: BinaryIO, size: int) -> float:
    file.seek(0)
    head = file.read(128)
    rate = 48_000
    if b"vorbis" in head:
        (rate,) = struct.unpack_from("<I", head, head.index(b"vorbis") + 11)
    file.seek(max(0, size - 65_536))
    tail = file.read(65_536)
    last = tail.rfind(b"OggS")
    return float(struct.unpack_from("<q", tail, last + 6)[0]) / float(rate) if last >= 0 else 0


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of an MP4 between two places: name, where the content begins, where it ends."""
    at, seen = start, 0
    while at + 8 <= end and seen < 4096:  # noqa: PLR2004  (more boxes than any camera writes)
        seen += 1
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(8))
        body = at + 8
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
            body += 8
        length = length or end - at
        if length < body - at:
            return
        yield name, body, min(at + length, end)
        at += length


def _mp4(file: BinaryIO, size: int) -> float:
    for name, start, end in _boxes(file, 0, size):
        if name == b"moov":
            for inner, at, _ in _boxes(file, start, end):
                if inner == b"mvhd":
                    file.seek(at)
                    head = file.read(32)
                    if head[0] == 1:
                        scale, length = struct.unpack_from(">IQ", head, 20)
                    else:
                        scale, length = struct.unpack_from(">II", head, 12)
                    return float(length) / float(scale)
    return 0


def _has_pictures(file: BinaryIO, size: int) -> bool:
    """Whether an MP4 has a track of pictures; recorders of sound write the same box. Unknown counts as yes."""
    with suppress(struct.error, IndexError):
        for name, start, end in _boxes(file, 0, size):
            if name == b"moov":
                file.seek(start)
                head = file.read(min(end - start, MEGABYTE))
                return b"vide" in head or b"soun" not in head
    return True
