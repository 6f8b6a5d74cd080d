"""The frozen input of a draw (section 2): everything but the seed, typed, and read strictly.

`read` accepts exactly what the page allows; `freeze` is for the program that writes: it sorts, reads back and also
refuses what the page allows but would make the draw invalid later. Who belongs on the list is decided elsewhere.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, Final

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.draw import columns, shapes
from inspector_desktop.draw.columns import Candidate, Excluded, no_sweeps
from inspector_desktop.errors import Refused

__all__ = [
    "Candidate", "Excluded", "Frozen", "Grouping", "Officer", "OfficerOut", "Part", "Source", "Stratum", "conceal",
    "freeze", "read", "read_source", "read_stratum", "read_text",
]  # fmt: skip

FORMAT: Final = "ticket-v1"
MILLION: Final = 10**6
FEWEST_OUTCOMES: Final = 10**7
ENOUGH_OUTCOMES: Final = 10**20  # for dice or balls thrown for the draw


@dataclass(frozen=True, slots=True)
class Part:
    """`count` numbers from `low` to `high`; `distinct`: all different and written in rising order."""

    count: int
    low: int
    high: int
    distinct: bool = False

    @property
    def width(self) -> int:
        """Digits of each number."""
        return len(str(self.high))

    @property
    def outcomes(self) -> int:
        """How many ways this part can fall."""
        span = self.high - self.low + 1
        return math.comb(span, self.count) if self.distinct else span**self.count

    def value(self) -> dict[str, Any]:
        return {"count": self.count, "min": self.low, "max": self.high, "set": self.distinct}


@dataclass(frozen=True, slots=True)
class Source:
    """The one event that gives the digits: its public name, its moment, the numbers it yields."""

    name: str
    event_at: str
    parts: tuple[Part, ...]

    def value(self) -> dict[str, Any]:
        return {"name": self.name, "event_at": self.event_at, "parts": [part.value() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class Stratum:
    """A class of objects with its own quota and its own items. `take`: ratio, pool, count or all."""

    id: str
    take: str
    ratio_ppm: int = 0
    count: int = 0
    minimum: int = 0
    batches: int = 1
    items_fixed: tuple[str, ...] = ()
    items_pool: tuple[str, ...] = ()
    items_count: int = 0

    def value(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "take": self.take,
            "ratio_ppm": self.ratio_ppm,
            "count": self.count,
            "minimum": self.minimum,
            "batches": self.batches,
            "items_fixed": list(self.items_fixed),
            "items_pool": list(self.items_pool),
            "items_count": self.items_count,
        }


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who may be sent, or a ready-made team (`persons` ≥ 2). `areas` with "*" = everywhere."""

    id: str
    persons: int = 1
    areas: tuple[str, ...] = ("*",)
    skills: tuple[str, ...] = ()
    label: str = ""

    def value(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "label": self.label,
            "persons": self.persons,
            "areas": list(self.areas),
            "skills": list(self.skills),
        }


@dataclass(frozen=True, slots=True)
class OfficerOut:
    """An officer of the library who does not take part, and the rule that says so."""

    id: str
    rule: str
    grounds: str = ""

    def value(self) -> dict[str, Any]:
        return {"id": self.id, "rule": self.rule, "grounds": self.grounds}


@dataclass(frozen=True, slots=True)
class Grouping:
    """`count` groups of `size` officers; `rest`: those left over wait in `reserve` or `join` the groups."""

    count: int
    size: int = 2
    rest: str = "reserve"

    def value(self) -> dict[str, Any]:
        return {"count": self.count, "size": self.size, "rest": self.rest}


@dataclass(frozen=True)
class Frozen:
    """The whole frozen input. Build it with `freeze` or `read`, which check it."""

    bureau: str
    number: int
    salt: str
    frozen_at: str
    source: Source
    strata: tuple[Stratum, ...]
    objects: Sequence[Candidate]
    groups: Grouping
    officers: tuple[Officer, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    officers_out: tuple[OfficerOut, ...] = ()
    barred: tuple[tuple[str, str], ...] = ()
    floor_ppm: int = 0
    top_up: tuple[str, ...] = ()
    previous: str = shapes.ZEROS
    kind: str = "first"
    of: str = ""
    note: Mapping[str, Any] = field(default_factory=dict)
    checked: bool = field(default=False, init=False, repr=False, compare=False)  # every rule of the page holds

    def value(self) -> dict[str, Any]:
        """The object whose canonical bytes are committed to."""
        return {
            "format": FORMAT,
            "bureau": self.bureau,
            "note": dict(self.note),
            "number": self.number,
            "previous": self.previous,
            "kind": self.kind,
            "of": self.of,
            "salt": self.salt,
            "frozen_at": self.frozen_at,
            "source": self.source.value(),
            "strata": [one.value() for one in self.strata],
            "floor_ppm": self.floor_ppm,
            "top_up": list(self.top_up),
            "objects": [one.value() for one in self.objects],
            "excluded": [one.value() for one in self.excluded],
            "officers": [one.value() for one in self.officers],
            "officers_out": [one.value() for one in self.officers_out],
            "groups": self.groups.value(),
            "barred": [list(pair) for pair in self.barred],
        }

    @cached_property
    def columns(self) -> columns.Columns:
        """The objects as columns."""
        return columns.Columns.of(self.objects)

    @cached_property
    def pieces(self) -> tuple[bytes | memoryview, ...]:
        """The canonical bytes of the whole input, what is committed to, in pieces: nobody need copy the long list."""
        if not self.checked and not columns.sound(self.columns, self.excluded):
            return (canonical(self.value()),)
        parts = {key: canonical(part) for key, part in replace(self, objects=(), excluded=()).value().items()}
        parts["excluded"] = f"[{columns.write_excluded(self.excluded)}]".encode()
        before = b",".join(columns.member(key, parts[key]) for key in sorted(parts) if key < "objects")
        after = b",".join(columns.member(key, parts[key]) for key in sorted(parts) if key > "objects")
        return b'{%b,"objects":[' % before, *columns.write_objects(self.columns), b"],%b}" % after

    @property
    def canonical(self) -> bytes:
        """The canonical bytes of the whole input, in one."""
        return b"".join(self.pieces)

    @cached_property
    def commitment(self) -> str:
        """封存码: SHA-256 of the canonical bytes of the whole input."""
        return columns.sha256_of(self.pieces)

    @cached_property
    def drawn(self) -> dict[str, Any]:
        """What was last drawn from this list in this run of the program, by the digits; `ticket` fills it."""
        return {}

    def concealments(self) -> frozenset[str]:
        """Every label and ground that can be opened in a transcript."""
        found = set(self.columns.labels) | {one.label for one in self.officers}
        for out in self.excluded:
            found |= {out.label, out.grounds}
        found |= {gone.grounds for gone in self.officers_out}
        return frozenset(found - {""})


_FROZEN: Final = frozenset((
    "format", "bureau", "note", "number", "previous", "kind", "of", "salt", "frozen_at", "source", "strata",
    "floor_ppm", "top_up", "objects", "excluded", "officers", "officers_out", "groups", "barred",
))  # fmt: skip
_STRATUM: Final = frozenset((
    "id", "take", "ratio_ppm", "count", "minimum", "batches", "items_fixed", "items_pool", "items_count",
))  # fmt: skip
_OFFICER: Final = frozenset(("id", "label", "persons", "areas", "skills"))
_OBJECT: Final = frozenset(("id", "label", "stratum", "area", "needs"))
_EXCLUDED: Final = frozenset(("id", "label", "stratum", "rule", "grounds"))


def conceal(nonce: str, text: str) -> str:
    """The label or ground that stands for `text`: H(nonce, line feed, text)."""
    return sha256_hex(f"{nonce}\n{text}")


@no_sweeps()
def freeze(frozen: Frozen) -> Frozen:
    """Return the input as it will be committed to: lists sorted, every rule of the page checked.

    Raises `Refused` where `read` would, and `draw-freeze-alone` when a group could be one person alone.
    """
    ready = replace(
        frozen,
        objects=frozen.columns if frozen.columns.rising else tuple(sorted(frozen.objects, key=itemgetter(0))),
        excluded=tuple(sorted(frozen.excluded, key=itemgetter(0))),
        officers=tuple(sorted(frozen.officers, key=lambda one: one.id)),
        officers_out=tuple(sorted(frozen.officers_out, key=lambda one: one.id)),
        barred=tuple(sorted(set(frozen.barred))),
    )
    ready = recheck(ready)
    if ready.source.event_at <= ready.frozen_at:
        raise Refused("draw-freeze-late", event=ready.source.event_at, frozen=ready.frozen_at)
    groups = ready.groups
    # With `join` and twice as many officers as groups, everybody is joined by somebody else.
    joined = groups.rest == "join" and len(ready.officers) >= 2 * groups.count
    if groups.count and groups.size == 1 and not joined:
        alone = next((one.id for one in ready.officers if one.persons == 1), None)
        if alone is not None:
            raise Refused("draw-freeze-alone", officer=alone)
    return ready


def recheck(frozen: Frozen) -> Frozen:
    """`read` of the value of an input. Raises `Refused` as `read` does."""
    if frozen.checked:  # nothing of it can have changed since
        return frozen
    if not columns.sound(frozen.columns, frozen.excluded):
        return read(frozen.value())
    value = replace(frozen, objects=(), excluded=()).value()
    shapes.plain(value, "frozen", room=shapes.DEEPEST - 1)
    return read_plain(value, frozen.columns, frozen.excluded)


def read(value: Any) -> Frozen:
    """Read a frozen input strictly. Raises `Refused` with a `draw-form-…` key and the place."""
    shapes.plain(value, "frozen", room=shapes.DEEPEST - 1)  # it has to fit into a transcript, one level down
    return read_plain(value)


@no_sweeps()
def read_text(text: str) -> Frozen:
    """`read` for the canonical text of a frozen input; the quick way for a long list.

    Raises `Refused` as `read` does, and `draw-form-json` or `draw-form-bytes` for another text.
    """
    try:
        lifted = columns.lift(text.encode().decode())  # a text that has no UTF-8 is none
        value = json.loads(lifted.rest)
        if not columns.stands_at(lifted, value) or lifted.opened is not None:
            lifted, value = columns.Lifted(text), json.loads(text)
        shapes.plain(value, "frozen", room=shapes.DEEPEST - 1)
    except (ValueError, RecursionError) as error:
        raise Refused("draw-form-json") from error
    if canonical(value).decode() != lifted.rest:
        raise Refused("draw-form-bytes")
    return read_plain(value, lifted.objects, lifted.excluded)


def read_plain(
    value: Any,
    objects: Sequence[Candidate] | None = None,
    excluded: tuple[Excluded, ...] | None = None,
) -> Frozen:
    """`read` for a value whose plainness (`shapes.plain`) is already known.

    `objects` and `excluded` stand for those of the value when each of their lines is already known to be sound.
    """
    raw = shapes.record(value, "frozen", _FROZEN)
    shapes.chosen(raw["format"], "format", (FORMAT,))
    frozen = Frozen(
        bureau=shapes.ident(raw["bureau"], "bureau"),
        note=shapes.mapping(raw["note"], "note"),
        number=shapes.whole(raw["number"], "number", 1, 999_999),
        previous=shapes.digest(raw["previous"], "previous"),
        kind=shapes.chosen(raw["kind"], "kind", ("first", "supplement", "replacement")),
        of=shapes.concealed(raw["of"], "of"),
        salt=shapes.nonce(raw["salt"], "salt"),
        frozen_at=shapes.moment(raw["frozen_at"], "frozen_at"),
        source=read_source(raw["source"]),
        strata=shapes.listed(read_stratum, raw["strata"], "strata"),
        floor_ppm=shapes.whole(raw["floor_ppm"], "floor_ppm", 0, MILLION),
        top_up=shapes.set_of(shapes.string, raw["top_up"], "top_up"),
        objects=shapes.listed(_candidate, raw["objects"], "objects") if objects is None else objects,
        excluded=shapes.listed(_excluded, raw["excluded"], "excluded") if excluded is None else excluded,
        officers=shapes.listed(_officer, raw["officers"], "officers"),
        officers_out=shapes.listed(_officer_out, raw["officers_out"], "officers_out"),
        groups=_grouping(raw["groups"]),
        barred=shapes.listed(_pair, raw["barred"], "barred"),
    )
    _check_place(frozen)
    _check_names(frozen)
    object.__setattr__(frozen, "checked", True)
    return frozen


def _check_place(frozen: Frozen) -> None:
    if (frozen.previous == shapes.ZEROS) != (frozen.number == 1):
        raise Refused("draw-form-previous", number=frozen.number)
    if (frozen.of == "") != (frozen.kind == "first"):
        raise Refused("draw-form-of")
    outcomes = 1
    for part in frozen.source.parts:
        outcomes *= part.outcomes
        if outcomes >= FEWEST_OUTCOMES:
            break
    else:
        raise Refused("draw-form-outcomes", outcomes=outcomes)
    if frozen.groups.count * frozen.groups.size > len(frozen.officers):
        needed = frozen.groups.count * frozen.groups.size
        raise Refused("draw-form-groups", needed=needed, officers=len(frozen.officers))


def _check_names(frozen: Frozen) -> None:
    names = [one.id for one in frozen.strata]
    if not names:
        raise Refused("draw-form-empty", where="strata")
    strata = set(names)
    if len(strata) != len(names):
        raise Refused("draw-form-repeat", where="strata")
    outside = [one.stratum for one in frozen.excluded]
    for name in dict.fromkeys((*frozen.top_up, *frozen.columns.by_stratum, *dict.fromkeys(outside))):
        if name not in strata:
            raise Refused("draw-form-unknown", where="strata", name=name[:64])
    objects = frozen.columns.ids
    officers = [one.id for one in frozen.officers]
    if not frozen.columns.rising:  # known since the list was frozen
        shapes.rising(objects, "objects")
    _check_apart(objects, [one.id for one in frozen.excluded], "objects", "excluded")
    shapes.rising(officers, "officers")
    _check_apart(officers, [one.id for one in frozen.officers_out], "officers", "officers_out")
    shapes.rising(frozen.barred, "barred")
    foreign = {thing for _, thing in frozen.barred}.difference(objects)
    known = set(officers)
    for officer, thing in frozen.barred:
        if officer not in known:
            raise Refused("draw-form-unknown", where="barred", name=officer[:64])
        if thing in foreign:
            raise Refused("draw-form-unknown", where="barred", name=thing[:64])


def _check_apart(inside: Sequence[str], outside: Sequence[str], where: str, where_out: str) -> None:
    shapes.rising(outside, where_out)
    both = set(outside).intersection(inside) if outside else set()
    if both:
        raise Refused("draw-form-both", where=where, name=min(both))


def read_source(value: Any) -> Source:
    """The event of a frozen input alone. Raises `Refused` as `read` does."""
    raw = shapes.record(value, "source", frozenset(("name", "event_at", "parts")))
    parts = shapes.listed(_part, raw["parts"], "source/parts")
    if not parts:
        raise Refused("draw-form-empty", where="source/parts")
    name = shapes.text(raw["name"], "source/name")
    return Source(name, shapes.moment(raw["event_at"], "source/event_at"), parts)


def _part(value: Any, where: str) -> Part:
    raw = shapes.record(value, where, frozenset(("count", "min", "max", "set")))
    high = shapes.whole(raw["max"], f"{where}/max", 1, 999_999)
    low = shapes.whole(raw["min"], f"{where}/min", 0, high - 1)
    distinct = shapes.flag(raw["set"], f"{where}/set")
    most = min(100, high - low + 1) if distinct else 100
    return Part(shapes.whole(raw["count"], f"{where}/count", 1, most), low, high, distinct)


def read_stratum(value: Any, where: str) -> Stratum:
    """A stratum alone. Raises `Refused` as `read` does."""
    raw = shapes.record(value, where, _STRATUM)
    stratum = Stratum(
        id=shapes.code(raw["id"], f"{where}/id"),
        take=shapes.chosen(raw["take"], f"{where}/take", ("ratio", "pool", "count", "all")),
        ratio_ppm=shapes.whole(raw["ratio_ppm"], f"{where}/ratio_ppm", 0, MILLION),
        count=shapes.whole(raw["count"], f"{where}/count", 0, 10**9),
        minimum=shapes.whole(raw["minimum"], f"{where}/minimum", 0, 10**9),
        batches=shapes.whole(raw["batches"], f"{where}/batches", 1, 10**6),
        items_fixed=shapes.set_of(shapes.ident, raw["items_fixed"], f"{where}/items_fixed"),
        items_pool=shapes.set_of(shapes.ident, raw["items_pool"], f"{where}/items_pool"),
        items_count=shapes.whole(raw["items_count"], f"{where}/items_count", 0, shapes.LARGEST),
    )
    both = set(stratum.items_fixed) & set(stratum.items_pool)
    if both:
        raise Refused("draw-form-both", where=where, name=min(both))
    if stratum.items_count > len(stratum.items_pool):
        raise Refused("draw-form-range", where=f"{where}/items_count", low=0, high=len(stratum.items_pool))
    return stratum


def _candidate(value: Any, where: str) -> Candidate:
    raw = shapes.record(value, where, _OBJECT)
    return Candidate(
        id=shapes.ident(raw["id"], where),
        label=shapes.concealed(raw["label"], where),
        stratum=shapes.string(raw["stratum"], where),
        area=shapes.string(raw["area"], where),
        needs=shapes.set_of(shapes.code, raw["needs"], where),
    )


def _excluded(value: Any, where: str) -> Excluded:
    raw = shapes.record(value, where, _EXCLUDED)
    return Excluded(
        id=shapes.ident(raw["id"], where),
        label=shapes.concealed(raw["label"], where),
        stratum=shapes.string(raw["stratum"], where),
        rule=shapes.code(raw["rule"], where),
        grounds=shapes.concealed(raw["grounds"], where),
    )


def _officer(value: Any, where: str) -> Officer:
    raw = shapes.record(value, where, _OFFICER)
    return Officer(
        id=shapes.ident(raw["id"], where),
        label=shapes.concealed(raw["label"], where),
        persons=shapes.whole(raw["persons"], f"{where}/persons", 1, 99),
        areas=shapes.set_of(shapes.text, raw["areas"], f"{where}/areas"),
        skills=shapes.set_of(shapes.code, raw["skills"], f"{where}/skills"),
    )


def _officer_out(value: Any, where: str) -> OfficerOut:
    raw = shapes.record(value, where, frozenset(("id", "rule", "grounds")))
    rule, grounds = shapes.code(raw["rule"], where), shapes.concealed(raw["grounds"], where)
    return OfficerOut(shapes.ident(raw["id"], where), rule, grounds)


def _grouping(value: Any) -> Grouping:
    raw = shapes.record(value, "groups", frozenset(("count", "size", "rest")))
    return Grouping(
        count=shapes.whole(raw["count"], "groups/count", 0, 10**6),
        size=shapes.whole(raw["size"], "groups/size", 1, 99),
        rest=shapes.chosen(raw["rest"], "groups/rest", ("reserve", "join")),
    )


def _pair(value: Any, where: str) -> tuple[str, str]:
    both = shapes.listed(shapes.string, value, where)
    if len(both) != 2:  # noqa: PLR2004  (an officer and an object)
        raise Refused("draw-form-type", where=where)
    return both[0], both[1]
