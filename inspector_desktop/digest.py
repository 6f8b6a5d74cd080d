"""Bytes that everybody writes alike, and their SHA-256.

`canonical` gives RFC 8785 (JCS) bytes for the values this program signs: objects, arrays, texts, integers and
booleans. Fractions and null do not occur, so the standard library's encoder suffices; `rfc8785` is the oracle
in tests.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

_LARGEST = 2**53 - 1
# Sorting is by UTF-16 code unit in RFC 8785; keys here are ASCII, where all orders agree.
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> bytes:
    """Return the canonical bytes. Raises `TypeError` or `ValueError` for values that have none."""
    _refuse_foreign(value)
    return _WRITER.encode(value).encode()


def sha256_hex(content: bytes | str) -> str:
    """SHA-256 in 64 lower-case hex digits; a text stands for its UTF-8."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def _refuse_foreign(value: Any) -> None:
    if isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise TypeError(f"key {key!r} is not an ASCII text")
            if type(part) is not str:  # most parts are texts: no call for each
                _refuse_foreign(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_foreign(part)
    elif isinstance(value, int):
        if not -_LARGEST <= value <= _LARGEST:
            raise ValueError(f"{value} is beyond 2^53-1")
    elif not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} has no canonical form here")
