"""How often things are drawn over many seeds, beside how often chance allows."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field

from inspector_desktop.draw.frozen import Candidate, Excluded, Frozen, Grouping, Officer, Part, Source, Stratum, freeze
from inspector_desktop.draw.ticket import draw

DICE = Source("十面骰", "2026-04-21T01:20:00Z", (Part(20, 0, 9),))
OFFICERS = 6
INSIDE = {"a": 9, "b": 15}
BARRED = (("0", "A.0"), ("1", "A.0"), ("2", "B.3"))
DOUBT = 0.001


def band(trials: int, chance: float, doubt: float) -> tuple[int, int]:
    """The counts among which a binomial stays but for `doubt`, half of it on either side."""
    chances = [  # by logarithms, because binomials of many trials leave the range of floats
        math.exp(
            math.lgamma(trials + 1) - math.lgamma(at + 1) - math.lgamma(trials - at + 1)
            + at * math.log(chance) + (trials - at) * math.log1p(-chance)
        )
        for at in range(trials + 1)
    ]  # fmt: skip
    low, total = 0, chances[0]
    while total < doubt / 2:
        low += 1
        total += chances[low]
    high, total = trials, chances[trials]
    while total < doubt / 2:
        high -= 1
        total += chances[high]
    return low, high


def a_register(*, barred: tuple[tuple[str, str], ...] = ()) -> Frozen:
    """Two strata, 4 of 9 and 5 of 15 due, six officers in two groups of two and a reserve of two."""
    return freeze(
        Frozen(
            bureau="410526-QX",
            number=1,
            salt="0" * 32,
            frozen_at="2026-04-20T01:00:00Z",
            source=DICE,
            strata=(Stratum("a", "ratio", ratio_ppm=300_000), Stratum("b", "count", count=5)),
            objects=tuple(Candidate(f"{name.upper()}.{at}", name) for name in INSIDE for at in range(INSIDE[name])),
            excluded=tuple(Excluded(f"A.X{at}", "a", "cap") for at in range(3)),
            officers=tuple(Officer(str(at)) for at in range(OFFICERS)),
            groups=Grouping(2, 2),
            barred=barred,
        )
    )


@dataclass
class Counted:
    """How often each thing of a kind was drawn, and the band all of them should stay in together."""

    trials: int
    counts: dict[str, tuple[float, int, Counter[Hashable]]] = field(default_factory=dict)

    def bands(self) -> dict[str, tuple[int, int, int, int]]:
        """Of each kind: least and greatest count found, then the band; the doubt is shared by all its members."""
        told = {}
        for kind, (chance, members, counts) in self.counts.items():
            low, high = band(self.trials, chance, DOUBT / members)
            least = min(counts.values()) if len(counts) == members else 0
            told[kind] = least, max(counts.values()), low, high
        return told


def count(seeds: int) -> Counted:
    """Draw with so many seeds: each object, each officer, two officers together, an officer and an object."""
    frozen = a_register()
    taken: dict[str, Counter[Hashable]] = {name: Counter() for name in INSIDE}
    sent: Counter[Hashable] = Counter()
    together: Counter[Hashable] = Counter()
    meeting: dict[str, Counter[Hashable]] = {name: Counter() for name in INSIDE}
    for number in range(seeds):
        drawn = draw(frozen, f"{number:020}")
        for one in drawn.objects:
            taken[one.stratum][one.id] += 1
            meeting[one.stratum].update((name, one.id) for name in drawn.groups[one.group - 1])
        sent.update(name for team in drawn.groups for name in team)
        together.update(tuple(sorted(team)) for team in drawn.groups)
    chances = {"a": 4 / 9, "b": 5 / 15}
    counted = Counted(seeds)
    for name, chance in chances.items():
        counted.counts[f"objects of {name}"] = chance, INSIDE[name], taken[name]
        counted.counts[f"officer and object of {name}"] = chance * 2 / OFFICERS, INSIDE[name] * OFFICERS, meeting[name]
    counted.counts["officers"] = 4 / OFFICERS, OFFICERS, sent
    counted.counts["two officers together"] = 2 / 15, 15, together
    return counted


def meetings_of_the_barred(seeds: int) -> int:
    """How often a barred officer was sent to the object she may not inspect, over so many seeds."""
    frozen = a_register(barred=BARRED)
    met = 0
    for number in range(seeds):
        drawn = draw(frozen, f"{number:020}")
        teams = ((), *drawn.groups)
        met += sum((name, one.id) in BARRED for one in drawn.objects for name in teams[one.group])
    return met
