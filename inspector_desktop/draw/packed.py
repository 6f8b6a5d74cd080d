"""The long lists of a large draw, packed: evidence beside the fact that freezes them, which names its hash.

A list of some thousand lines stands in the fact itself. A longer one would make an entry that no batch can carry, and
every look at the draw would read it. Packed are ids, classes, names and nonces. The concealed names are made from these
again, so what is unpacked is the list that was committed to, or it has another commitment.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import compress
from typing import Any, Final

from inspector_desktop.digest import canonical
from inspector_desktop.draw import columns, shapes
from inspector_desktop.draw.columns import PIECE, Columns, Excluded, Opened, as_bytes, no_sweeps
from inspector_desktop.draw.frozen import Frozen, conceal, read_plain
from inspector_desktop.errors import Damaged, Refused

FORMAT: Final = "draw-list-1"
MEDIA_TYPE: Final = "application/octet-stream"
LONG: Final = 5_000
"""From so many lines on the lists are packed."""
MOST_BYTES: Final = 2**30  # of an unpacked part

_NONCE: Final = 16
_DIGITS: Final = 2 * _NONCE
_KINDS: Final = 65_535  # so many different classes, places and rules can be told apart
_QUICK: Final = 1
_PARTS: Final = 9

Pair = tuple[str, str]


@dataclass(frozen=True)
class Hidden:
    """What the labels of a list conceal: nonces (16 bytes each) and names of objects, then of excluded, in their order.

    `proofs` are nonce and text of the grounds, by the id of the excluded.
    """

    nonces: bytes
    names: Sequence[str]
    proofs: Mapping[str, Pair] = field(default_factory=dict)


class ByPlace(Mapping[str, str]):
    """A text for each of rising ids, without a dictionary of a million."""

    def __init__(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        self._ids, self._texts = ids, texts

    def __getitem__(self, name: str) -> str:
        at = bisect_left(self._ids, name)
        if at == len(self._ids) or self._ids[at] != name:
            raise KeyError(name)
        return self._texts[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(frozen=True)
class Listing:
    """A packed list as it was unpacked; `officers` are the names of officers that may be opened, by label."""

    frozen: Frozen
    hidden: Hidden
    officers: Mapping[str, Pair]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each object, excluded and officer, by id."""
        inside = len(self.frozen.objects)
        found = {one.id: name for one, name in zip(self.frozen.excluded, self.hidden.names[inside:], strict=True)}
        found |= {one.id: self.officers[one.label][1] for one in self.frozen.officers if one.label in self.officers}
        return _Either(found, ByPlace(self.frozen.columns.ids, self.hidden.names))

    @property
    def opened(self) -> Opened:
        """Everything that may be opened."""
        value = self.frozen
        proofs = [(one.grounds, *self.hidden.proofs[one.id]) for one in value.excluded if one.id in self.hidden.proofs]
        more = [*proofs, *((label, *pair) for label, pair in self.officers.items())]
        labels = [*value.columns.labels, *(one.label for one in value.excluded), *(one[0] for one in more)]
        nonces = self.hidden.nonces + bytes.fromhex("".join(one[1] for one in more))
        return Opened(labels, nonces, [*self.hidden.names, *(one[2] for one in more)])

    def opened_but(self, closed: Collection[str]) -> Opened:
        """As `opened`, without the names of these subjects."""
        value, whole = self.frozen, self.opened
        ids = [*value.columns.ids, *(one.id for one in value.excluded)]
        hidden = set(closed)
        wanted = [one not in hidden for one in ids]
        wanted += [True] * (len(whole) - len(wanted))
        return Opened(
            list(compress(whole.labels, wanted)), of_some(whole.nonces, wanted), list(compress(whole.texts, wanted))
        )


class _Either(Mapping[str, str]):
    def __init__(self, first: Mapping[str, str], second: Mapping[str, str]) -> None:
        self._first, self._second = first, second

    def __getitem__(self, name: str) -> str:
        return self._first[name] if name in self._first else self._second[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._first
        yield from self._second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)


def conceal_all(nonces: bytes, texts: Sequence[str]) -> list[str]:
    """The label of each text under its 16 bytes of the nonces, as `frozen.conceal` makes it."""
    copy = hashlib.sha256().copy  # a copy is quicker made than a new one
    labels: list[str] = []
    for begin in range(0, len(texts), PIECE):
        some = texts[begin : begin + PIECE]
        digits = nonces[_NONCE * begin : _NONCE * (begin + len(some))].hex("\n", _NONCE).encode().split(b"\n")
        names = as_bytes(some)
        if len(names) != len(some):  # there is a line feed in a text
            names = [text.encode() for text in some]
        for digit, name in zip(digits, names, strict=True):
            one = copy()
            one.update(b"%b\n%b" % (digit, name))
            labels.append(one.hexdigest())
    return labels


def fresh_nonces(count: int) -> bytes:
    """So many secret numbers of 128 bits."""
    return secrets.token_bytes(_NONCE * count)


def nonce_text() -> str:
    """One of them as it is opened."""
    return secrets.token_hex(_NONCE)


def of_some(nonces: bytes, wanted: Sequence[bool]) -> bytes:
    """The nonces at the places that are wanted."""
    return b"".join(compress((nonces[at : at + _NONCE] for at in range(0, len(nonces), _NONCE)), wanted))


def pack(frozen: Frozen, hidden: Hidden) -> bytes | None:
    """The long lists and what they conceal as bytes; None for a list that has no such form.

    That is one with a name of several lines, or with more kinds of lines than can be told apart.
    """
    own, out = frozen.columns, frozen.excluded
    proofs = [hidden.proofs.get(one.id, ("", "")) for one in out]
    strata = _coded([*own.strata, *(one.stratum for one in out)])
    areas, needs, rules = _coded(own.areas), _coded(own.needs), _coded([one.rule for one in out])
    texts = [*hidden.names, *(text for _, text in proofs)]
    if not (strata and areas and needs and rules) or not columns.plain_texts(texts):
        return None
    parts = [
        "\n".join([*own.ids, *(one.id for one in out)]).encode(), "\n".join(hidden.names).encode(), hidden.nonces,
        strata[1], areas[1], needs[1], rules[1], "\n".join(text for _, text in proofs).encode(),
        bytes.fromhex("".join(nonce for nonce, _ in proofs)),
    ]  # fmt: skip
    kept = [part if at in {2, 8} else zlib.compress(part, _QUICK) for at, part in enumerate(parts)]
    head = {
        "format": FORMAT, "objects": len(own), "excluded": len(out), "strata": strata[0], "areas": areas[0],
        "needs": [list(some) for some in needs[0]], "rules": rules[0],
        "sizes": [[len(packed), len(part)] for packed, part in zip(kept, parts, strict=True)],
    }  # fmt: skip
    return b"".join((canonical(head), b"\n", *kept))


@no_sweeps()
def unpack(rest: str, packed: bytes, officers: Mapping[str, Pair]) -> Listing:
    """Put a list together from its canonical text without the long lists (`rest`) and these.

    Raises `Damaged("error-draw-list")` when they are no lists of a draw, and `Refused` as `frozen.read` does.
    """
    try:
        end = packed.index(b"\n")
        head = json.loads(packed[:end])
        inside, outside = head["objects"], head["excluded"]
        parts = _parts(packed, end + 1, head["sizes"])
        ids, names = (_lines(parts[at], inside + outside) for at in (0, 1))
        strata = _decoded(parts[3], head["strata"])
        rows = Columns(
            ids[:inside], strata[:inside], _decoded(parts[4], head["areas"]),
            _decoded(parts[5], [tuple(some) for some in head["needs"]]), partial(conceal_all, parts[2], names[:inside]),
        )  # fmt: skip
        proofs = _proofs(ids[inside:], _lines(parts[7], outside), parts[8].hex())
        hidden = Hidden(parts[2], names, proofs)
        labels = conceal_all(parts[2][_NONCE * inside :], names[inside:])
        excluded = tuple(
            Excluded(name, stratum, rule, conceal(*proofs[name]) if name in proofs else "", label)
            for name, stratum, rule, label in zip(
                ids[inside:], strata[inside:], _decoded(parts[6], head["rules"]), labels, strict=True
            )
        )
        lengths = {len(rows.areas), len(rows.needs), len(rows.strata), len(rows.ids)}
        if head["format"] != FORMAT or lengths != {inside} or len(parts[2]) != _NONCE * len(names):
            raise Damaged("error-draw-list")
        value: Any = json.loads(rest)
    except (ValueError, KeyError, TypeError, IndexError, zlib.error, RecursionError) as error:
        raise Damaged("error-draw-list") from error
    shapes.plain(value, "frozen", room=shapes.DEEPEST - 1)
    if canonical(value).decode() != rest or not columns.sound(rows, excluded):
        raise Refused("draw-form-bytes")
    return Listing(read_plain(value, rows, excluded), hidden, officers)


def without_lists(frozen: Frozen) -> str:
    """The canonical text of a list without its long lists: what the fact holds beside them."""
    return canonical(replace(frozen, objects=(), excluded=()).value()).decode()


def _coded(column: Sequence[Any]) -> tuple[list[Any], bytes] | None:
    """The different values of a column, and for each line which of them it has."""
    values = sorted(set(column))
    if len(values) > _KINDS:
        return None
    places = {value: at for at, value in enumerate(values)}
    codes = array("H", map(places.__getitem__, column))
    if sys.byteorder == "big":
        codes.byteswap()
    return values, codes.tobytes()


def _decoded(part: bytes, values: Sequence[Any]) -> list[Any]:
    codes = array("H")
    codes.frombytes(part)
    if sys.byteorder == "big":
        codes.byteswap()
    return list(map(values.__getitem__, codes))


def _parts(packed: bytes, at: int, sizes: Sequence[Sequence[int]]) -> list[bytes]:
    found = []
    for number, (length, whole) in enumerate(sizes):
        if not 0 <= length <= MOST_BYTES or not 0 <= whole <= MOST_BYTES:
            raise Damaged("error-draw-list")
        part = packed[at : at + length]
        unpacking = zlib.decompressobj()
        found.append(part if number in {2, 8} else unpacking.decompress(part, whole + 1))  # no more, whatever it holds
        at += length
        if len(found[-1]) != whole or not (number in {2, 8} or unpacking.eof):
            raise Damaged("error-draw-list")
    if len(found) != _PARTS or at != len(packed):
        raise Damaged("error-draw-list")
    return found


def _lines(part: bytes, count: int) -> list[str]:
    found = part.decode().split("\n") if count else []
    if len(found) != count:
        raise Damaged("error-draw-list")
    return found


def _proofs(ids: Sequence[str], texts: Sequence[str], digits: str) -> dict[str, Pair]:
    """Nonce and text of each that has a proof; whoever has none has an empty text, and no nonce."""
    shown = [(name, text) for name, text in zip(ids, texts, strict=True) if text]
    if len(digits) != _DIGITS * len(shown):
        raise Damaged("error-draw-list")
    return {name: (digits[_DIGITS * at : _DIGITS * (at + 1)], text) for at, (name, text) in enumerate(shown)}
