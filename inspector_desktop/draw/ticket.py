"""Seed, tickets, quotas, objects, items and groups (sections 3 and 4): the draw itself.

Who inspects which object is `matching`; what happens after the draw is `changes`.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress, count, pairwise, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.draw.columns import PIECE, Columns, as_bytes, no_sweeps, quoted
from inspector_desktop.draw.frozen import FORMAT, MILLION, Frozen, Grouping, Officer, Source, Stratum
from inspector_desktop.draw.matching import match
from inspector_desktop.errors import Refused

_FEWEST_PERSONS = 2
_ABOVE_ALL = b"\xff" * 33  # a digest has 32 bytes

Place = tuple[str, int]
"""A ticket and where in the list its object stands."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of a stratum stand in the register, may be drawn, are due, and are taken."""

    stratum: str
    register: int
    eligible: int
    due: int
    taken: int

    def value(self) -> dict[str, Any]:
        return {
            "stratum": self.stratum,
            "register": self.register,
            "eligible": self.eligible,
            "due": self.due,
            "taken": self.taken,
        }


class Picked(NamedTuple):
    """A drawn object: its ticket, its place in its stratum (from 1), its batch, group (0 = none) and items."""

    id: str
    ticket: str
    stratum: str
    position: int
    batch: int
    group: int
    items: tuple[str, ...]

    def value(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "ticket": self.ticket,
            "stratum": self.stratum,
            "position": self.position,
            "batch": self.batch,
            "group": self.group,
            "items": list(self.items),
        }


@dataclass(frozen=True)
class Drawn:
    """The result of a draw; `objects` in ticket order. `spare` = reserve of each stratum, in its order.

    The reserve is put into order when it is first asked for.
    """

    seed: str
    quotas: tuple[Quota, ...]
    groups: tuple[tuple[str, ...], ...]
    reserve: tuple[str, ...]
    objects: tuple[Picked, ...]
    unmatched: tuple[str, ...]
    spare: Mapping[str, tuple[str, ...]]

    def value(self) -> dict[str, Any]:
        """`result` as the transcript states it."""
        return {
            "seed": self.seed,
            "quotas": [one.value() for one in self.quotas],
            "groups": [list(team) for team in self.groups],
            "reserve": list(self.reserve),
            "objects": [one.value() for one in self.objects],
            "unmatched": list(self.unmatched),
        }

    @cached_property
    def canonical(self) -> bytes:
        """The canonical bytes of `value`."""
        listed = {one: ",".join(map(quoted, one)) for one in {one.items for one in self.objects}}
        lines = ",".join([
            f'{{"batch":{batch},"group":{group},"id":"{name}","items":[{listed[items]}],"position":{position},'
            f'"stratum":"{stratum}","ticket":"{ticket}"}}'
            for name, ticket, stratum, position, batch, group, items in self.objects
        ])  # fmt: skip
        rest = canonical(replace(self, objects=()).value()).decode()
        return rest.replace('"objects":[]', f'"objects":[{lines}]', 1).encode()


class Tickets:
    """Tickets of one kind (`object`, `item`, `officer`) under one seed."""

    def __init__(self, seed: str, kind: str) -> None:
        self._begun = hashlib.sha256(f"{FORMAT}\n{seed}\n{kind}".encode())

    def of(self, *ids: str) -> str:
        """The ticket of a thing: 64 hexadecimal digits."""
        one = self._begun.copy()
        one.update("".join(f"\n{name}" for name in ids).encode())
        return one.hexdigest()

    def order(self, ids: Iterable[str], *before: str) -> list[tuple[str, str]]:
        """`(ticket, id)` of all `ids` in ticket order; `before` stands in front of each id."""
        return sorted((self.of(*before, name), name) for name in ids)

    def first(self, ids: Sequence[str], strata: Sequence[str], wanted: Sequence[Quota]) -> dict[str, list[Place]]:
        """Of each stratum the `taken` first in ticket order: ticket and place; the others are put into no order.

        The ids rise, so that places stand in the order of the ids; no id holds a line feed. Tickets are as good as
        random, so the ones wanted lie below a bound with near certainty; if not, the whole stratum is sorted.
        """
        taken = {one.stratum: one.taken for one in wanted}
        bounds = {one.stratum: _bound(one.taken, one.eligible) for one in wanted}
        begun = self._begun.copy()
        begun.update(b"\n")
        copy = begun.copy
        found: dict[str, list[Place]] = {name: [] for name in taken}
        for begin in range(0, len(ids), PIECE):
            here = slice(begin, begin + PIECE)
            # With one stratum nobody need look its bound up a million times.
            lows = repeat(*bounds.values()) if len(bounds) == 1 else map(bounds.__getitem__, strata[here])
            for at, name, low in zip(count(begin), as_bytes(ids[here]), lows, strict=False):
                one = copy()
                one.update(name)
                ticket = one.digest()
                if ticket < low:
                    found[strata[at]].append((ticket.hex(), at))
        for stratum, most in taken.items():
            if len(found[stratum]) < most:
                found[stratum] = [(self.of(ids[at]), at) for at, one in enumerate(strata) if one == stratum]
        return {stratum: sorted(found[stratum])[:most] for stratum, most in taken.items()}


def _bound(taken: int, eligible: int) -> bytes:
    """What so many of all the digests are below, and hardly more."""
    share = (taken + 8 * math.isqrt(taken) + 64) / max(1, eligible)
    return int(share * 2**64).to_bytes(8, "big") if share < 1 else _ABOVE_ALL


class Spare(Mapping[str, tuple[str, ...]]):
    """The reserve of each stratum in ticket order: the members beyond the `taken` first."""

    def __init__(self, tickets: Tickets, columns: Columns, taken: Mapping[str, int]) -> None:
        self._tickets, self._columns, self._taken = tickets, columns, taken
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, stratum: str) -> tuple[str, ...]:
        if stratum not in self._known:
            members = compress(self._columns.ids, [one == stratum for one in self._columns.strata])
            order = self._tickets.order(members)
            self._known[stratum] = tuple(name for _, name in order[self._taken[stratum] :])
        return self._known[stratum]

    def __iter__(self) -> Iterator[str]:
        return iter(self._taken)

    def __len__(self) -> int:
        return len(self._taken)


def read_digits(source: Source, digits: str) -> tuple[tuple[int, ...], ...]:
    """The event's numbers, part by part. Raises `Refused` unless the digits fit the announced parts exactly."""
    length = sum(part.count * part.width for part in source.parts)
    if not (digits.isascii() and digits.isdigit()) or len(digits) != length:
        raise Refused("draw-seed-length", length=length)
    at = 0
    parts: list[tuple[int, ...]] = []
    for part in source.parts:
        end = at + part.count * part.width
        numbers = tuple(int(digits[i : i + part.width]) for i in range(at, end, part.width))
        at = end
        for number in numbers:
            if not part.low <= number <= part.high:
                raise Refused("draw-seed-range", number=number, low=part.low, high=part.high)
        if part.distinct and any(a >= b for a, b in pairwise(numbers)):
            raise Refused("draw-seed-rising")
        parts.append(numbers)
    return tuple(parts)


def write_digits(source: Source, numbers: Sequence[Sequence[int]]) -> str:
    """The digits of an event's numbers; a set is put in rising order. Raises `Refused` if they do not fit."""
    if len(numbers) != len(source.parts):
        raise Refused("draw-seed-length", length=sum(part.count * part.width for part in source.parts))
    written = "".join(
        f"{number:0{part.width}d}"
        for part, given in zip(source.parts, numbers, strict=True)
        for number in (sorted(given) if part.distinct else given)
    )
    read_digits(source, written)
    return written


def seed_of(commitment: str, digits: str) -> str:
    """The seed: no digit of it was known before the event."""
    return sha256_hex(f"{FORMAT}\nseed\n{commitment}\n{digits}")


def quotas(frozen: Frozen) -> tuple[Quota, ...]:
    """How many are due and taken of each stratum (section 4.1); needs no seed."""
    eligible = frozen.columns.by_stratum  # a Counter answers 0 for a stratum that has none
    register = eligible + Counter(map(itemgetter(1), frozen.excluded))
    return counted(frozen.strata, register, eligible, floor_ppm=frozen.floor_ppm, top_up=frozen.top_up)


def counted(
    strata: Sequence[Stratum],
    register: Mapping[str, int],
    eligible: Mapping[str, int],
    *,
    floor_ppm: int,
    top_up: Sequence[str],
) -> tuple[Quota, ...]:
    """The quotas of strata of which so many stand in the register and so many may be drawn."""
    due = {one.id: _due(one, register[one.id], eligible[one.id]) for one in strata if one.take != "pool"}
    due |= _pool([one for one in strata if one.take == "pool"], register)
    taken = {one.id: min(due[one.id], eligible[one.id]) for one in strata}
    short = _ceiling(sum(register[name] for name in taken) * floor_ppm) - sum(taken.values())
    for name in top_up:
        more = max(0, min(short, eligible[name] - taken[name]))
        taken[name] += more
        short -= more
    return tuple(Quota(name, register[name], eligible[name], due[name], taken[name]) for name in taken)


@no_sweeps()
def draw(frozen: Frozen, digits: str) -> Drawn:
    """Draw. Raises `Refused` when the digits do not fit or a group would be one person alone.

    A list and digits have one result; asked again, the same list gives it again.
    """
    if digits in frozen.drawn:
        known: Drawn = frozen.drawn[digits]
        return known
    read_digits(frozen.source, digits)
    seed = seed_of(frozen.commitment, digits)
    wanted = quotas(frozen)
    taken = {quota.stratum: quota.taken for quota in wanted}
    by_object, by_item = Tickets(seed, "object"), Tickets(seed, "item")
    teams, reserve = _teams(frozen.officers, frozen.groups, Tickets(seed, "officer"))
    picked = _pick(frozen.columns, wanted, by_object)
    things = frozen.columns.some(at for _, at, _ in picked)
    strata = {one.id: one for one in frozen.strata}
    objects = tuple(
        Picked(
            name, ticket, kind, position, _batch(strata[kind], position, taken[kind]), group,
            _items(strata[kind], by_item, name),
        )
        for (ticket, _, position), (name, kind, *_), group in zip(
            picked, things, match(things, teams, frozen.barred), strict=True
        )
    )  # fmt: skip
    left = tuple(one.id for one in objects if one.group == 0) if teams else ()
    groups = tuple(tuple(one.id for one in team) for team in teams)
    drawn = Drawn(seed, wanted, groups, reserve, objects, left, Spare(by_object, frozen.columns, taken))
    frozen.drawn.clear()  # the last one alone
    frozen.drawn[digits] = drawn
    return drawn


def picked_again(strata: Sequence[Stratum], seed: str, parts: Iterable[tuple[str, int, Iterable[str]]]) -> list[Picked]:
    """Everything that stands of drawn objects in a result, in its order, from who they are.

    `parts` are stratum, group and ids. Nobody is drawn here: whether these are the first of their stratum is not asked.
    """
    found: dict[str, list[tuple[str, str, int]]] = {one.id: [] for one in strata}
    by_object, by_item = Tickets(seed, "object"), Tickets(seed, "item")
    for stratum, group, ids in parts:
        found[stratum] += ((by_object.of(name), name, group) for name in ids)
    picked = [
        Picked(
            name, ticket, one.id, position, _batch(one, position, len(found[one.id])), group,
            _items(one, by_item, name),
        )
        for one in strata
        for position, (ticket, name, group) in enumerate(sorted(found[one.id]), 1)
    ]  # fmt: skip
    return sorted(picked, key=lambda one: (one.ticket, one.id))


def _ceiling(millionths: int) -> int:
    return -(-millionths // MILLION)


def _due(stratum: Stratum, register: int, eligible: int) -> int:
    if stratum.take == "all":
        return eligible
    if stratum.take == "count":
        return stratum.count
    if register == 0 or stratum.ratio_ppm == 0:
        return 0
    return max(stratum.minimum, _ceiling(register * stratum.ratio_ppm))


def _pool(strata: list[Stratum], register: Mapping[str, int]) -> dict[str, int]:
    """Largest remainders, so that the pool as a whole is rounded up once."""
    shares = {one.id: register[one.id] * one.ratio_ppm for one in strata}
    due = {name: share // MILLION for name, share in shares.items()}
    left = _ceiling(sum(shares.values())) - sum(due.values())
    for name in sorted(shares, key=lambda name: -(shares[name] % MILLION))[:left]:  # ties stay in order
        due[name] += 1
    return due


def _teams(
    officers: Sequence[Officer], groups: Grouping, tickets: Tickets
) -> tuple[list[list[Officer]], tuple[str, ...]]:
    known = {one.id: one for one in officers}
    order = [name for _, name in tickets.order(known)]
    used = groups.count * groups.size
    teams = [[known[name] for name in order[at : at + groups.size]] for at in range(0, used, groups.size)]
    reserve = order[used:]
    if groups.rest == "join" and teams:
        for at, name in enumerate(reserve):
            teams[at % groups.count].append(known[name])
        reserve = []
    for number, team in enumerate(teams, 1):
        if sum(one.persons for one in team) < _FEWEST_PERSONS:
            raise Refused("draw-result-alone", group=number)
    return teams, tuple(reserve)


def _pick(columns: Columns, wanted: Sequence[Quota], tickets: Tickets) -> list[tuple[str, int, int]]:
    """Ticket, place in the list, and position in its stratum of each object drawn, in ticket order."""
    firsts = tickets.first(columns.ids, columns.strata, wanted)
    return sorted((ticket, at, position) for some in firsts.values() for position, (ticket, at) in enumerate(some, 1))


def _batch(stratum: Stratum, position: int, taken: int) -> int:
    return (position - 1) * stratum.batches // taken + 1


def _items(stratum: Stratum, tickets: Tickets, thing: str) -> tuple[str, ...]:
    if stratum.items_count == 0:
        return stratum.items_fixed
    order = tickets.order(stratum.items_pool, thing)
    return stratum.items_fixed + tuple(name for _, name in order[: stratum.items_count])
