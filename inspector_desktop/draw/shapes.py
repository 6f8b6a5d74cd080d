"""The shapes of "ticket-v1" values: what may stand in a frozen list or a transcript, and where it went wrong.

Every reader takes the value and the place it stands at (`objects/3/id`), returns it typed, and raises `Refused` with
a `draw-form-…` key otherwise. Nothing is normalised here: a reader accepts or refuses. What the keys of a frozen list
mean is left to `frozen`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise
from operator import lt
from typing import Any, Final, TypeVar

from inspector_desktop.errors import Refused

LARGEST: Final = 2**53 - 1
DEEPEST: Final = 16
ZEROS: Final = "0" * 64

_ID: Final = re.compile(r"[0-9A-Z][0-9A-Z.-]{0,63}")
_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,31}")
_HEX: Final = re.compile(r"[0-9a-f]{64}")
_NONCE: Final = re.compile(r"[0-9a-f]{32}")
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_KEY: Final = re.compile(r"[0-9a-z][0-9a-z_]{0,63}")
_FOREIGN: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

T = TypeVar("T")


def plain(value: Any, where: str = "", *, room: int = DEEPEST) -> None:
    """Refuse anything that is no value of section 1. `room` is how many levels may still be opened."""
    if isinstance(value, str):
        if _FOREIGN.search(value):
            raise Refused("draw-form-text", where=where)
    elif isinstance(value, int):  # a boolean too, as 0 or 1
        if not 0 <= value <= LARGEST:
            raise Refused("draw-form-range", where=where, low=0, high=LARGEST)
    elif isinstance(value, list):
        _open(where, room)
        for at, part in enumerate(value):
            plain(part, f"{where}/{at}", room=room - 1)
    elif isinstance(value, dict):
        _open(where, room)
        for key, part in value.items():
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                raise Refused("draw-form-key", where=where)
            plain(part, f"{where}/{key}", room=room - 1)
    else:
        raise Refused("draw-form-type", where=where)


def _open(where: str, room: int) -> None:
    if room < 1:
        raise Refused("draw-form-deep", where=where[:64], deepest=DEEPEST)


def record(value: Any, where: str, names: frozenset[str]) -> dict[str, Any]:
    """An object with exactly the keys `names`."""
    if not isinstance(value, dict):
        raise Refused("draw-form-type", where=where)
    if value.keys() != names:
        odd = min(value.keys() ^ names)
        raise Refused("draw-form-keys", where=where, name=odd)
    return value


def mapping(value: Any, where: str) -> dict[str, Any]:
    """Any object."""
    if not isinstance(value, dict):
        raise Refused("draw-form-type", where=where)
    return value


def array(value: Any, where: str) -> list[Any]:
    """Any array."""
    if not isinstance(value, list):
        raise Refused("draw-form-type", where=where)
    return value


def string(value: Any, where: str) -> str:
    """Any text, also the empty one."""
    if not isinstance(value, str):
        raise Refused("draw-form-type", where=where)
    return value


def text(value: Any, where: str) -> str:
    """TEXT: at least one character."""
    if not string(value, where):
        raise Refused("draw-form-empty", where=where)
    return str(value)


def flag(value: Any, where: str) -> bool:
    """True or false; 1 and 0 are not."""
    if not isinstance(value, bool):
        raise Refused("draw-form-type", where=where)
    return value


def whole(value: Any, where: str, low: int, high: int) -> int:
    """An integer from `low` to `high`, both included; a boolean is none."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused("draw-form-type", where=where)
    if not low <= value <= high:
        raise Refused("draw-form-range", where=where, low=low, high=high)
    return value


def _fit(pattern: re.Pattern[str], value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise Refused("draw-form-type", where=where)
    if not pattern.fullmatch(value):
        raise Refused("draw-form-pattern", where=where, text=value[:64])
    return value


def ident(value: Any, where: str) -> str:
    """ID: capitals, digits, full stop, hyphen; at most 64."""
    return _fit(_ID, value, where)


def code(value: Any, where: str) -> str:
    """CODE: small letters, digits, hyphen; at most 32."""
    return _fit(_CODE, value, where)


def digest(value: Any, where: str) -> str:
    """HEX: 64 small hexadecimal digits."""
    return _fit(_HEX, value, where)


def concealed(value: Any, where: str) -> str:
    """A label or ground: empty, or the digest that conceals it."""
    return "" if value == "" else digest(value, where)


def nonce(value: Any, where: str) -> str:
    """32 small hexadecimal digits."""
    return _fit(_NONCE, value, where)


def moment(value: Any, where: str) -> str:
    """TIME, `yyyy-mm-ddThh:mm:ssZ`; the calendar is not checked."""
    return _fit(_TIME, value, where)


def chosen(value: Any, where: str, names: Iterable[str]) -> str:
    """One of `names`."""
    if not isinstance(value, str) or value not in names:
        raise Refused("draw-form-choice", where=where)
    return value


def listed(read: Callable[[Any, str], T], value: Any, where: str) -> tuple[T, ...]:
    """An array of what `read` reads."""
    return tuple(read(part, f"{where}/{at}") for at, part in enumerate(array(value, where)))


def set_of(read: Callable[[Any, str], str], value: Any, where: str) -> tuple[str, ...]:
    """An array of what `read` reads, without repeats, its order kept."""
    parts = listed(read, value, where)
    if len(set(parts)) != len(parts):
        raise Refused("draw-form-repeat", where=where)
    return parts


def rises(keys: Sequence[Any]) -> bool:
    """Whether the keys are strictly ascending. Ids are ASCII, where characters compare as bytes do."""
    return all(map(lt, keys, islice(keys, 1, None)))


def rising(keys: Sequence[Any], where: str) -> None:
    """Refuse keys that are not strictly ascending."""
    if not rises(keys):
        at = next(at for at, (before, key) in enumerate(pairwise(keys), 1) if not before < key)
        raise Refused("draw-form-rising", where=f"{where}/{at}")
