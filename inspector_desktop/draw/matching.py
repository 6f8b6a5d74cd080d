"""Which team inspects which object (sections 4.5 and 4.6).

Objects come in ticket order; an object goes to the least loaded group it can reach, moving earlier objects over where
that helps. The walk over groups and objects of the page is kept step by step; objects that the same groups may take are
walked once per group, because the second of them finds nothing new. That keeps 100,000 objects quick.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence

from inspector_desktop.draw.frozen import Candidate, Officer


def may(team: Sequence[Officer], thing: Candidate, barred: Collection[tuple[str, str]]) -> bool:
    """Whether the team may take the object: nobody barred, everybody covers the area, every need a skill."""
    if any((one.id, thing.id) in barred for one in team):
        return False
    return _able(team, thing.area, thing.needs)


def match(
    things: Sequence[Candidate], teams: Sequence[Sequence[Officer]], barred: Collection[tuple[str, str]]
) -> list[int]:
    """The group (from 1; 0 = none may take it) of each object; `things` must be in ticket order."""
    matcher = _Matcher(len(teams), *_fits(things, teams, barred))
    for at in range(len(things)):
        matcher.place(at)
    return matcher.group


def _able(team: Sequence[Officer], area: str, needs: Collection[str]) -> bool:
    if area and not all(area in one.areas or "*" in one.areas for one in team):
        return False
    return all(any(need in one.skills for one in team) for need in needs)


def _fits(
    things: Sequence[Candidate], teams: Sequence[Sequence[Officer]], barred: Collection[tuple[str, str]]
) -> tuple[list[int], list[tuple[int, ...]]]:
    """The kind of each object, and for each kind the groups that may take it, by number; no two kinds have the same.

    Kinds are numbers, because a tuple of fifty groups is slow to look up.
    """
    seat = {one.id: number for number, team in enumerate(teams, 1) for one in team}
    shut: dict[str, set[int]] = {}
    for officer, thing in barred:
        if officer in seat:
            shut.setdefault(thing, set()).add(seat[officer])
    known: dict[tuple[str, tuple[str, ...]], int] = {}
    numbers: dict[tuple[int, ...], int] = {}
    fits: list[tuple[int, ...]] = []

    def number(able: tuple[int, ...]) -> int:
        if able not in numbers:
            numbers[able] = len(fits)
            fits.append(able)
        return numbers[able]

    kinds: list[int] = []
    for one in things:
        wants = (one.area, one.needs)
        kind = known.get(wants)
        if kind is None:
            able = tuple(n for n, team in enumerate(teams, 1) if _able(team, one.area, one.needs))
            kind = known[wants] = number(able)
        if one.id in shut:
            kind = number(tuple(n for n in fits[kind] if n not in shut[one.id]))
        kinds.append(kind)
    return kinds, fits


class _Matcher:
    def __init__(self, groups: int, kinds: list[int], fits: list[tuple[int, ...]]) -> None:
        self.group = [0] * len(kinds)
        self._kinds, self._fits = kinds, fits
        self._load = [0] * (groups + 1)
        # Per group: objects held, as positions in ticket order, apart for each kind.
        self._held: list[dict[int, list[int]]] = [{} for _ in range(groups + 1)]
        self._part = _parts(groups, fits)
        # Per part (groups connected through objects) how many groups have each load, and the least load.
        self._tally: dict[int, dict[int, int]] = {}
        for part in self._part[1:]:
            tally = self._tally.setdefault(part, {0: 0})
            tally[0] += 1
        self._least = dict.fromkeys(self._tally, 0)

    def place(self, at: int) -> None:
        """Give object `at` to a group, moving others over as the page says."""
        if not self._fits[self._kinds[at]]:
            return
        target, notes = self._walk(at)
        self._count(target)
        while target in notes:
            origin, thing = notes[target]
            pile = self._held[origin][self._kinds[thing]]
            heapq.heappop(pile)  # the first of its kind there, which is `thing`
            if not pile:
                del self._held[origin][self._kinds[thing]]
            self._put(thing, target)
            target = origin
        self._put(at, target)

    def _put(self, thing: int, group: int) -> None:
        self.group[thing] = group
        heapq.heappush(self._held[group].setdefault(self._kinds[thing], []), thing)

    def _walk(self, at: int) -> tuple[int, dict[int, tuple[int, int]]]:
        """The group that shall hold one more, and how each later group was found."""
        load, fits = self._load, self._fits
        notes: dict[int, tuple[int, int]] = {}
        found = list(fits[self._kinds[at]])
        # No group outside this part can be found, so its least load ends the walk.
        least = self._least[self._part[found[0]]]
        for group in found:
            if load[group] == least:
                return group, notes
        seen, done = set(found), {self._kinds[at]}
        for group in found:  # grows while it is walked
            firsts = sorted((pile[0], kind) for kind, pile in self._held[group].items() if kind not in done)
            for thing, kind in firsts:
                done.add(kind)
                for other in fits[kind]:
                    if other in seen:
                        continue
                    notes[other] = (group, thing)
                    if load[other] == least:
                        return other, notes
                    seen.add(other)
                    found.append(other)
        return min(found, key=load.__getitem__), notes

    def _count(self, group: int) -> None:
        part, before = self._part[group], self._load[group]
        tally = self._tally[part]
        self._load[group] = before + 1
        tally[before] -= 1
        tally[before + 1] = tally.get(before + 1, 0) + 1
        if before == self._least[part] and tally[before] == 0:
            self._least[part] = before + 1


def _parts(groups: int, fits: list[tuple[int, ...]]) -> list[int]:
    """For each group the part it belongs to; objects that several groups may take connect these."""
    parent = list(range(groups + 1))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for fit in filter(None, fits):
        for other in fit[1:]:
            parent[root(other)] = root(fit[0])
    return [root(one) for one in range(groups + 1)]
