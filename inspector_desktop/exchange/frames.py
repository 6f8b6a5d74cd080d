"""Length-prefixed parts and zstd frames: the two ways in which bytes are put together for the wire.

A part is a 32-bit big-endian length and that many bytes. Whatever is read has a limit that is checked before anything
is allocated, because the other side may be broken or hostile. What the parts mean is said by the modules beside this.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import zstandard

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Damaged

_LEVEL = 3
_LONGEST_NAME = 64
_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def damaged() -> Damaged:
    """The answer to bytes that are nothing of ours."""
    return Damaged("error-exchange-damaged")


def write_parts(parts: Iterable[bytes]) -> bytes:
    """Join parts, each behind its length."""
    joined = bytearray()
    for part in parts:
        joined += len(part).to_bytes(4, "big")
        joined += part
    return bytes(joined)


class Parts:
    """Reads parts one after the other. Every method raises `Damaged` when the bytes do not hold what is asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def next(self, limit: int) -> bytes:
        """The next part, of at most `limit` bytes."""
        start = self._at + 4
        length = int.from_bytes(self._content[self._at : start], "big")
        if start > len(self._content) or length > limit or start + length > len(self._content):
            raise damaged()
        self._at = start + length
        return self._content[start : self._at]

    def end(self) -> None:
        """Nothing may follow."""
        if self._at != len(self._content):
            raise damaged()


def pack(content: bytes) -> bytes:
    """One zstd frame that states its size and carries a checksum."""
    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(content)


def unpack(frame: bytes, limit: int) -> bytes:
    """The content of exactly one frame that states a size of at most `limit` bytes. Raises `Damaged`."""
    try:
        stated = zstandard.frame_content_size(frame)
        if not 0 <= stated <= limit:
            raise damaged()
        return zstandard.ZstdDecompressor().decompress(frame, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise damaged() from error


def read_object(content: bytes, form: str, fields: Mapping[str, type]) -> dict[str, Any]:
    """Read canonical JSON that has this `format`, exactly these fields, and these types. Raises `Damaged`."""
    try:
        found = json.loads(content)
        if not isinstance(found, dict) or canonical(found) != content:
            raise damaged()
    except (ValueError, TypeError, RecursionError) as error:
        raise damaged() from error
    if found.pop("format", None) != form or found.keys() != fields.keys():
        raise damaged()
    for name, kind in fields.items():
        if type(found[name]) is not kind:
            raise damaged()
    return found


def is_name(text: object) -> bool:
    """Whether this can name a life, a device or a dossier: 1 to 64 lower-case letters, digits and dashes."""
    return isinstance(text, str) and 1 <= len(text) <= _LONGEST_NAME and all(sign in _NAME for sign in text)


def is_hex(text: object, length: int) -> bool:
    """Whether this is a text of `length` lower-case hex digits."""
    return isinstance(text, str) and len(text) == length and all(sign in "0123456789abcdef" for sign in text)
