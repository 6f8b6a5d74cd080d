"""The long lists of a draw, a million lines and more, as columns: checked, written and read without a step per line.

Nothing here decides anything. A column is found sound, or a text is found to be exactly the one spelling of sound
lines; whatever is not is left to the careful readers of `shapes` and `frozen`, which accept it or say what is wrong
and where. So the outcome never depends on this module, only the time it takes.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from operator import lt
from typing import Any, Final, NamedTuple

from inspector_desktop.draw import shapes
from inspector_desktop.errors import Refused

_DIGITS: Final = b"0123456789"
_ID_REST: Final = _DIGITS + b"ABCDEFGHIJKLMNOPQRSTUVWXYZ.-"
_HEX: Final = _DIGITS + b"abcdef"
_LONGEST_ID: Final = 64
_HEX_LENGTH: Final = 64

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


def rises(keys: Sequence[Any]) -> bool:
    """Whether each key is greater than the one before."""
    return all(map(lt, keys, islice(keys, 1, None)))


def sound(objects: Sequence[Candidate], excluded: Sequence[Excluded]) -> bool:
    """Whether every line has the right form. Order, repeated ids and what strata there are is for the caller."""
    try:
        return (not objects or _sound_objects(objects)) and (not excluded or _sound_excluded(excluded))
    except (Refused, TypeError, ValueError):  # ValueError: a line of another length
        return False


def _sound_objects(objects: Sequence[Candidate]) -> bool:
    ids, strata, areas, needs, labels = zip(*objects, strict=True)
    if not (_ids(ids) and _labels(labels) and _texts(strata) and _texts(areas) and set(map(type, needs)) == {tuple}):
        return False
    for text in {*areas, *strata}:
        shapes.plain(text)
    for some in set(needs):
        shapes.set_of(shapes.code, list(some), "objects")
    return True


def _sound_excluded(excluded: Sequence[Excluded]) -> bool:
    ids, strata, rules, grounds, labels = zip(*excluded, strict=True)
    if not (_ids(ids) and _texts(strata) and _labels(grounds) and _labels(labels)):
        return False
    for text in set(strata):
        shapes.plain(text)
    for rule in set(rules):
        shapes.code(rule, "excluded")
    return True


def _texts(column: Iterable[Any]) -> bool:
    return set(map(type, column)) <= {str}


def _ids(column: Sequence[Any]) -> bool:
    if not _texts(column) or not all(map(str.isascii, column)):
        return False
    lengths = set(map(len, column))
    joined = "\n".join(["", *column]).encode()
    return (
        min(lengths) > 0 and max(lengths) <= _LONGEST_ID and joined.count(b"\n") == len(column)
        and b"\n." not in joined and b"\n-" not in joined and not joined.translate(None, _ID_REST + b"\n")
    )  # fmt: skip


def _labels(column: Sequence[Any]) -> bool:
    if not _texts(column) or not all(map(str.isascii, column)):
        return False
    if not set(map(len, column)) <= {0, _HEX_LENGTH}:
        return False
    return not "".join(column).encode().translate(None, _HEX)


# ---- lines as they are committed to ------------------------------------------------------------------


def quoted(text: str) -> str:
    """A text in its one spelling; it holds no control character."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_objects(objects: Sequence[Candidate]) -> str:
    """The canonical text of the objects, all of them sound."""
    heads = {area: f'{{"area":{quoted(area)},"id":"' for area in {one.area for one in objects}}
    needs = {one: ",".join(map(quoted, one)) for one in {one.needs for one in objects}}
    tails = {
        one: f'","needs":[{needs[one[0]]}],"stratum":{quoted(one[1])}}}'
        for one in {(one.needs, one.stratum) for one in objects}
    }
    lines = [
        f'{heads[area]}{name}","label":"{label}{tails[need, stratum]}' for name, stratum, area, need, label in objects
    ]
    return f"[{','.join(lines)}]"


def write_excluded(excluded: Sequence[Excluded]) -> str:
    """The canonical text of the excluded, all of them sound."""
    tails = {
        one: f'","rule":{quoted(one[0])},"stratum":{quoted(one[1])}}}'
        for one in {(one.rule, one.stratum) for one in excluded}
    }
    lines = [
        f'{{"grounds":"{grounds}","id":"{name}","label":"{label}{tails[rule, stratum]}'
        for name, stratum, rule, grounds, label in excluded
    ]
    return f"[{','.join(lines)}]"


# ---- lines as they stand in a file -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lifted:
    """A canonical text without its long lists (`rest`), and these; None where a list was left in its place."""

    rest: str
    objects: tuple[Candidate, ...] | None = None
    excluded: tuple[Excluded, ...] | None = None
    opened: dict[str, list[str]] | None = None


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
        rows = zip(ids, strata, map(places.__getitem__, areas), map(codes.__getitem__, needs), labels, strict=True)
        objects = tuple(map(partial(tuple.__new__, Candidate), rows))
    lifted = _EXCLUDED.lift(text, f'"{_EXCLUDED.mark}"')
    if lifted:
        text, (grounds, ids, labels, rules, strata) = lifted
        rows = zip(ids, strata, rules, grounds, labels, strict=True)
        excluded = tuple(map(partial(tuple.__new__, Excluded), rows))
    lifted = _OPENED.lift(text, f'"{_OPENED.mark}":""')
    if lifted and rises(lifted[1][0]):
        text, (keys, nonces, texts) = lifted
        plain = [json.loads(f'"{one}"') if "\\" in one else one for one in texts]
        opened = dict(zip(keys, map(list, zip(nonces, plain, strict=True)), strict=True))
    return Lifted(text, objects, excluded, opened)


def stands_at(lifted: Lifted, frozen: Any, opened: Any = None) -> bool:
    """Whether every list that was lifted out was the list of its name in `frozen`, or the names `opened`."""
    if not isinstance(frozen, dict):
        return False
    return (
        (lifted.objects is None or frozen.get("objects") == [_OBJECTS.mark])
        and (lifted.excluded is None or frozen.get("excluded") == [_EXCLUDED.mark])
        and (lifted.opened is None or opened == {_OPENED.mark: ""})
    )
