"""The long lists of a draw, a million lines and more, as columns: checked, written and read without a step per line.

Nothing here decides anything. A column is found sound, or a text is found to be exactly the one spelling of sound
lines; whatever is not is left to the careful readers of `shapes` and `frozen`, which accept it or say what is wrong
and where. So the outcome never depends on this module, only the time it takes.
"""

from __future__ import annotations

import gc
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, repeat
from typing import Any, Final, NamedTuple, overload

from inspector_desktop.draw import shapes
from inspector_desktop.errors import Refused

_DIGITS: Final = b"0123456789"
_ID_REST: Final = _DIGITS + b"ABCDEFGHIJKLMNOPQRSTUVWXYZ.-"
_HEX: Final = _DIGITS + b"abcdef"
_LABEL: Final = '","label":"'
_LONGEST_ID: Final = 64
_HEX_LENGTH: Final = 64
_NONCE_LENGTH: Final = 32
PIECE: Final = 10_000  # lines taken at a time; more of them would not stay in the processor's cache

ID: Final = r"[0-9A-Z][0-9A-Z.-]{0,63}"
CODE: Final = r"[a-z][a-z0-9-]{0,31}"
LABEL: Final = r"(?:[0-9a-f]{64})?"
TEXT: Final = r'[^"\\\x00-\x1f\x7f]*(?:\\["\\][^"\\\x00-\x1f\x7f]*)*'  # as it stands between its quotes
CODES: Final = rf'(?:"{CODE}"(?:,"{CODE}")*)?'


class Candidate(NamedTuple):
    """An object that may be drawn. `area` "" = anywhere; `needs` = skills its team must have."""

    id: str
    stratum: str
    area: str = ""
    needs: tuple[str, ...] = ()
    label: str = ""

    def value(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "label": self.label,
            "stratum": self.stratum,
            "area": self.area,
            "needs": list(self.needs),
        }


class Excluded(NamedTuple):
    """An object of the register that does not take part, and the rule that says so."""

    id: str
    stratum: str
    rule: str
    grounds: str = ""
    label: str = ""

    def value(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "label": self.label,
            "stratum": self.stratum,
            "rule": self.rule,
            "grounds": self.grounds,
        }


class Columns(Sequence[Candidate]):
    """The objects of a list, in its order, held as columns; a candidate is put together when it is asked for."""

    def __init__(
        self,
        ids: Sequence[str],
        strata: Sequence[str],
        areas: Sequence[str],
        needs: Sequence[tuple[str, ...]],
        labels: Sequence[str] | Callable[[], Sequence[str]],
    ) -> None:
        """`labels` may be given as what makes them, for a list whose names mostly are not asked for."""
        self.ids, self.strata, self.areas, self.needs, self._labels = ids, strata, areas, needs, labels

    @classmethod
    def of(cls, objects: Sequence[Candidate]) -> Columns:
        """Any objects as columns. Raises `ValueError` or `TypeError` for what are no candidates."""
        if isinstance(objects, Columns):
            return objects
        return cls(*zip(*objects, strict=True)) if objects else cls((), (), (), (), ())

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Candidate: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Candidate]: ...

    def __getitem__(self, at: int | slice) -> Candidate | Sequence[Candidate]:
        if isinstance(at, slice):
            return tuple(self)[at]
        return Candidate(self.ids[at], self.strata[at], self.areas[at], self.needs[at], self.labels[at])

    def __iter__(self) -> Iterator[Candidate]:
        rows = zip(self.ids, self.strata, self.areas, self.needs, self.labels, strict=True)
        return map(partial(tuple.__new__, Candidate), rows)

    def some(self, places: Iterable[int]) -> list[Candidate]:
        """The candidates at some places, without their labels."""
        ids, strata, areas, needs = self.ids, self.strata, self.areas, self.needs
        return [Candidate(ids[at], strata[at], areas[at], needs[at]) for at in places]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    # A million lines are walked once for each of these, however many steps ask.

    @cached_property
    def by_stratum(self) -> Counter[str]:
        """How many lines each stratum has."""
        return Counter(self.strata)

    @cached_property
    def different_areas(self) -> frozenset[str]:
        """The different areas."""
        return frozenset(self.areas)

    @cached_property
    def different_needs(self) -> frozenset[tuple[str, ...]]:
        """The different needs."""
        return frozenset(self.needs)

    @cached_property
    def rising(self) -> bool:
        """Whether the ids are strictly ascending."""
        return shapes.rises(self.ids)

    @property
    def labels_made(self) -> bool:
        """Whether the labels are made when they are asked for; then each of them is a digest."""
        return callable(self._labels)

    @cached_property
    def labels(self) -> Sequence[str]:
        """The concealed names."""
        return self._labels() if callable(self._labels) else self._labels


class Opened(Mapping[str, tuple[str, str]]):
    """All that a list conceals, by its label: nonce and text, held as columns, of which the labels were made."""

    def __init__(self, labels: Sequence[str], nonces: bytes, texts: Sequence[str]) -> None:
        """`nonces` are 16 bytes each, in one."""
        self.labels, self.nonces, self.texts = labels, nonces, texts

    @cached_property
    def digits(self) -> str:
        """The nonces as they are opened, in one."""
        return self.nonces.hex()

    @cached_property
    def _places(self) -> dict[str, int]:
        return {label: at for at, label in enumerate(self.labels)}

    def __getitem__(self, label: str) -> tuple[str, str]:
        at = self._places[label]
        begin = _NONCE_LENGTH * at
        return self.digits[begin : begin + _NONCE_LENGTH], self.texts[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def __len__(self) -> int:
        return len(self.labels)


@contextmanager
def no_sweeps() -> Iterator[None]:
    """Let nobody look for cyclic garbage meanwhile: there is none among a million lines, and looking takes seconds."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


# ---- columns that are sound --------------------------------------------------------------------------


def sound(columns: Columns, excluded: Sequence[Excluded]) -> bool:
    """Whether every line has the right form. Order, repeated ids and what strata there are is for the caller."""
    try:
        return (not columns.ids or _sound_objects(columns)) and (not excluded or _sound_excluded(excluded))
    except (Refused, TypeError, ValueError):  # TypeError: no text; ValueError: a line of another length
        return False


def _sound_objects(columns: Columns) -> bool:
    for text in columns.different_areas | columns.by_stratum.keys():
        shapes.plain(shapes.string(text, "objects"))
    for some in columns.different_needs:
        if type(some) is not tuple:
            return False
        shapes.set_of(shapes.code, list(some), "objects")
    return _ids(columns.ids) and (columns.labels_made or _labels(columns.labels))


def _sound_excluded(excluded: Sequence[Excluded]) -> bool:
    ids, strata, rules, grounds, labels = zip(*excluded, strict=True)
    for text in set(strata):
        shapes.plain(shapes.string(text, "excluded"))
    for rule in set(rules):
        shapes.code(rule, "excluded")
    return _ids(ids) and _labels(grounds) and _labels(labels)


def sound_opened(opened: Mapping[str, Sequence[str]]) -> bool:
    """Whether every name that is opened has the right form: its label, and with it a nonce and a text."""
    try:
        if isinstance(opened, Opened):
            return plain_texts(opened.texts)  # the rest of it was made here
        nonces, texts = zip(*opened.values(), strict=True) if opened else ((), ())
        shapes.plain("".join(texts))
        return _hexes(tuple(opened), {_HEX_LENGTH}) and _hexes(nonces, {_NONCE_LENGTH})
    except (Refused, TypeError, ValueError):
        return False


def plain_texts(texts: Sequence[str]) -> bool:
    """Whether no text holds a control character, a line feed for one."""
    try:
        shapes.plain("".join(texts))
    except Refused:
        return False
    return True


def _ids(column: Sequence[str]) -> bool:
    joined = "\n".join(column)
    if not joined.isascii():
        return False
    lengths = set(map(len, column))
    whole = b"\n" + joined.encode()
    # One byte is sought far quicker than two, and most ids hold no mark at all.
    begins_marked = any(mark in whole and b"\n" + mark in whole for mark in (b".", b"-"))
    return (
        min(lengths) > 0 and max(lengths) <= _LONGEST_ID and whole.count(b"\n") == len(column)
        and not begins_marked and not whole.translate(None, _ID_REST + b"\n")
    )  # fmt: skip


def _labels(column: Sequence[str]) -> bool:
    return _hexes(column, {0, _HEX_LENGTH})


def _hexes(column: Sequence[str], lengths: set[int]) -> bool:
    joined = "".join(column)
    return joined.isascii() and set(map(len, column)) <= lengths and not joined.encode().translate(None, _HEX)


# ---- lines as they are committed to ------------------------------------------------------------------


def quoted(text: str) -> str:
    """A text in its one spelling; it holds no control character."""
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def member(key: str, value: bytes) -> bytes:
    """A member of an object, its value in canonical bytes."""
    return b'"%b":%b' % (key.encode(), value)


Piece = bytes | memoryview | Mapping[str, Sequence[str]]
"""Bytes, or names to be opened: these are written whenever they are asked for, and need not lie in memory."""


def bytes_of(pieces: Iterable[Piece]) -> Iterator[bytes | memoryview]:
    """The bytes of pieces, one after another."""
    for one in pieces:
        if isinstance(one, Mapping):
            yield from write_opened(one)
        else:
            yield one


def sha256_of(pieces: Iterable[Piece]) -> str:
    """SHA-256 of pieces one after another, in 64 hexadecimal digits."""
    whole = hashlib.sha256()
    for piece in bytes_of(pieces):
        whole.update(piece)
    return whole.hexdigest()


def as_bytes(texts: Sequence[str]) -> list[bytes]:
    """Texts, none of which holds a line feed, as bytes; many at a time are quicker than one by one."""
    return "\n".join(texts).encode().split(b"\n") if texts else []


def write_objects(columns: Columns) -> tuple[bytes | memoryview, ...]:
    """The canonical bytes of the objects, all of them sound, without the brackets around them; in pieces."""
    named = any(columns.labels)
    needs = {some: ",".join(map(quoted, some)) for some in columns.different_needs}
    tails = {
        (some, stratum): f'{"" if named else _LABEL}","needs":[{needs[some]}],"stratum":{quoted(stratum)}}}'.encode()
        for some in needs
        for stratum in columns.by_stratum
    }
    # Where all lines end alike, each end is written with the beginning of the next line: one part less of every line.
    end = next(iter(tails.values())) if len(tails) == 1 else b""
    heads = {area: end + f',{{"area":{quoted(area)},"id":"'.encode() for area in columns.different_areas}
    pieces: list[bytes | memoryview] = []
    for begin in range(0, len(columns), PIECE):  # so that what is put together never lies in memory twice
        here = slice(begin, begin + PIECE)
        names = as_bytes(columns.ids[here])
        parts: list[Iterable[bytes]] = [map(heads.__getitem__, columns.areas[here]), names]
        if named:
            parts += [repeat(_LABEL.encode(), len(names)), as_bytes(columns.labels[here])]
        if not end:
            parts.append(map(tails.__getitem__, zip(columns.needs[here], columns.strata[here], strict=True)))
        piece = b"".join(chain.from_iterable(zip(*parts, strict=True)))
        pieces.append(piece if begin else memoryview(piece)[len(end) + 1 :])
    return (*pieces, end)


def write_excluded(excluded: Sequence[Excluded]) -> str:
    """The canonical text of the excluded, all of them sound, without the brackets around them."""
    tails = {
        one: f'","rule":{quoted(one[0])},"stratum":{quoted(one[1])}}}'
        for one in {(one.rule, one.stratum) for one in excluded}
    }
    lines = [
        f'{{"grounds":"{grounds}","id":"{name}","label":"{label}{tails[rule, stratum]}'
        for name, stratum, rule, grounds, label in excluded
    ]
    return ",".join(lines)


def write_opened(opened: Mapping[str, Sequence[str]]) -> Iterator[bytes]:
    """The canonical bytes of the names that are opened, all of them sound; in pieces."""
    begins = "{"
    for labels, nonces, texts in _by_label(opened):
        whole = "\n".join(texts)
        shown = map(_escaped, texts) if '"' in whole or "\\" in whole else texts
        rows = zip(labels, nonces, shown, strict=True)
        lines = ",".join([f'"{label}":["{nonce}","{text}"]' for label, nonce, text in rows])
        yield f"{begins}{lines}".encode()
        begins = ","
    yield b"{}" if begins == "{" else b"}"


def _by_label(opened: Mapping[str, Sequence[str]]) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Labels in order, nonces and texts, some thousand at a time."""
    if not isinstance(opened, Opened):
        keys = sorted(opened)
        for begin in range(0, len(keys), PIECE):
            some = keys[begin : begin + PIECE]
            pairs = [opened[key] for key in some]
            yield some, [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        return
    labels, texts, digits = opened.labels, opened.texts, opened.digits
    order = sorted(range(len(labels)), key=labels.__getitem__)
    for begin in range(0, len(order), PIECE):
        here = order[begin : begin + PIECE]
        starts = [_NONCE_LENGTH * at for at in here]
        nonces = [digits[at : at + _NONCE_LENGTH] for at in starts]
        yield list(map(labels.__getitem__, here)), nonces, list(map(texts.__getitem__, here))


# ---- lines as they stand in a file -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lifted:
    """A canonical text without its long lists (`rest`), and these; None where a list was left in its place."""

    rest: str
    objects: Columns | None = None
    excluded: tuple[Excluded, ...] | None = None
    opened: Mapping[str, Sequence[str]] | None = None


class _Run:
    """A run of like lines between two marks: how one line reads, with the comma before it."""

    def __init__(self, name: str, begins: str, ends: str, line: tuple[str, ...]) -> None:
        self.mark = f"#{name}#"  # stands for the lines that were lifted out
        self._begins, self._ends = begins, ends
        self._line = re.compile("".join(f"({part})" if at % 2 else re.escape(part) for at, part in enumerate(line)))
        self._length = sum(map(len, line[::2]))

    def lift(self, text: str, stand_in: str) -> tuple[str, list[Any]] | None:
        """The text with `stand_in` instead of the run, and the columns of its lines; None when a line is unlike."""
        at = text.find(self._begins)
        if at < 0 or self.mark in text:
            return None
        at = text.index(":", at) + 2
        end = text.find(self._ends, at)
        if end < 0:
            return None
        run = "," + text[at:end]
        columns = list(zip(*self._line.findall(run), strict=True))
        # No character stands between two lines when the lines together are as long as the run.
        if not columns or len(columns[0]) * self._length + sum(sum(map(len, one)) for one in columns) != len(run):
            return None
        return text[:at] + stand_in + text[end:], columns


_OBJECTS: Final = _Run(
    "objects", '"objects":[{"area":"', '],"of":"',
    (',{"area":"', TEXT, '","id":"', ID, '","label":"', LABEL, '","needs":[', CODES, '],"stratum":"', CODE, '"}'),
)  # fmt: skip
_EXCLUDED: Final = _Run(
    "excluded", '"excluded":[{"grounds":"', '],"floor_ppm":',
    (
        ',{"grounds":"', LABEL, '","id":"', ID, '","label":"', LABEL, '","rule":"', CODE, '","stratum":"', CODE, '"}',
    ),
)  # fmt: skip
_OPENED: Final = _Run(
    "opened", '"opened":{"', '},"result":', (',"', "[0-9a-f]{64}", '":["', "[0-9a-f]{32}", '","', TEXT, '"]')
)  # fmt: skip


def lift(text: str) -> Lifted:
    """Take the long lists out of the text of a frozen list or a transcript, where they are spelt as they must be.

    Only their place is left to be proven: the caller makes sure with `stands_at` that the mark of each stands where the
    list belongs and nowhere else; `lift` has made sure that the mark was not in the text before.
    """
    objects, excluded, opened = None, None, None
    lifted = _OBJECTS.lift(text, f'"{_OBJECTS.mark}"')
    codes = {one: tuple(json.loads(f"[{one}]")) for one in set(lifted[1][3])} if lifted else {}
    if lifted and all(len(set(one)) == len(one) for one in codes.values()):
        text, (areas, ids, labels, needs, strata) = lifted
        places = {one: json.loads(f'"{one}"') for one in set(areas)}
        own = list(map(places.__getitem__, areas)), list(map(codes.__getitem__, needs))
        objects = Columns(ids, strata, *own, labels)
    lifted = _EXCLUDED.lift(text, f'"{_EXCLUDED.mark}"')
    if lifted:
        text, (grounds, ids, labels, rules, strata) = lifted
        rows = zip(ids, strata, rules, grounds, labels, strict=True)
        excluded = tuple(map(partial(tuple.__new__, Excluded), rows))
    lifted = _OPENED.lift(text, f'"{_OPENED.mark}":""')
    if lifted and shapes.rises(lifted[1][0]):
        text, (keys, nonces, texts) = lifted
        plain = [json.loads(f'"{one}"') if "\\" in one else one for one in texts]
        opened = dict(zip(keys, zip(nonces, plain, strict=True), strict=True))
    return Lifted(text, objects, excluded, opened)


@no_sweeps()
def short_parts(text: str) -> dict[str, Any]:
    """What a frozen list or transcript of this store says beside its long lists, which are not read.

    In their place may stand anything; for `result`, `seed`, `number` and the like.
    """
    lifted = lift(text)
    content: dict[str, Any] = json.loads(lifted.rest)
    if stands_at(lifted, content.get("frozen", content), content.get("opened")):
        return content
    whole: dict[str, Any] = json.loads(text)
    return whole


def stands_at(lifted: Lifted, frozen: Any, opened: Any = None) -> bool:
    """Whether every list that was lifted out was the list of its name in `frozen`, or the names `opened`."""
    if not isinstance(frozen, dict):
        return False
    return (
        (lifted.objects is None or frozen.get("objects") == [_OBJECTS.mark])
        and (lifted.excluded is None or frozen.get("excluded") == [_EXCLUDED.mark])
        and (lifted.opened is None or opened == {_OPENED.mark: ""})
    )
