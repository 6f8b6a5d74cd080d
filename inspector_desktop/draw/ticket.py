"""Seed, tickets, quotas, objects, items and groups (sections 3 and 4): the draw itself.

Who inspects which object is `matching`; what happens after the draw is `changes`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from inspector_desktop.digest import sha256_hex
from inspector_desktop.draw.frozen import FORMAT, MILLION, Candidate, Frozen, Grouping, Officer, Source, Stratum
from inspector_desktop.draw.matching import match
from inspector_desktop.errors import Refused

_FEWEST_PERSONS = 2


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


@dataclass(frozen=True, slots=True)
class Picked:
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


@dataclass(frozen=True, slots=True)
class Drawn:
    """The result of a draw; `objects` in ticket order. `spare` = reserve of each stratum, in its order."""

    seed: str
    quotas: tuple[Quota, ...]
    groups: tuple[tuple[str, ...], ...]
    reserve: tuple[str, ...]
    objects: tuple[Picked, ...]
    unmatched: tuple[str, ...]
    spare: dict[str, tuple[str, ...]]

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
    register = dict.fromkeys((one.id for one in frozen.strata), 0)
    eligible = dict(register)
    for thing in frozen.objects:
        eligible[thing.stratum] += 1
        register[thing.stratum] += 1
    for out in frozen.excluded:
        register[out.stratum] += 1
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


def draw(frozen: Frozen, digits: str) -> Drawn:
    """Draw. Raises `Refused` when the digits do not fit or a group would be one person alone."""
    read_digits(frozen.source, digits)
    seed = seed_of(frozen.commitment, digits)
    wanted = quotas(frozen)
    teams, reserve = _teams(frozen.officers, frozen.groups, Tickets(seed, "officer"))
    picked, spare = _pick(frozen, wanted, seed)
    order = sorted(picked, key=lambda one: (one.ticket, one.id))
    things = {one.id: one for one in frozen.objects}
    found = match([things[one.id] for one in order], teams, frozen.barred)
    objects = tuple(
        Picked(one.id, one.ticket, one.stratum, one.position, one.batch, group, one.items)
        for one, group in zip(order, found, strict=True)
    )
    left = tuple(one.id for one in objects if one.group == 0) if teams else ()
    groups = tuple(tuple(one.id for one in team) for team in teams)
    return Drawn(seed, wanted, groups, reserve, objects, left, spare)


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


def _pick(frozen: Frozen, wanted: Sequence[Quota], seed: str) -> tuple[list[Picked], dict[str, tuple[str, ...]]]:
    members: dict[str, list[Candidate]] = {one.id: [] for one in frozen.strata}
    for thing in frozen.objects:
        members[thing.stratum].append(thing)
    by_object, by_item = Tickets(seed, "object"), Tickets(seed, "item")
    picked: list[Picked] = []
    spare: dict[str, tuple[str, ...]] = {}
    for stratum, quota in zip(frozen.strata, wanted, strict=True):
        order = by_object.order(one.id for one in members[stratum.id])
        for position, (ticket, name) in enumerate(order[: quota.taken], 1):
            batch = (position - 1) * stratum.batches // quota.taken + 1
            items = stratum.items_fixed + _items(stratum, by_item, name)
            picked.append(Picked(name, ticket, stratum.id, position, batch, 0, items))
        spare[stratum.id] = tuple(name for _, name in order[quota.taken :])
    return picked, spare


def _items(stratum: Stratum, tickets: Tickets, thing: str) -> tuple[str, ...]:
    if stratum.items_count == 0:
        return ()
    return tuple(name for _, name in tickets.order(stratum.items_pool, thing)[: stratum.items_count])
