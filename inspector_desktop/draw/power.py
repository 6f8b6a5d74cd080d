"""How strong a draw is, as the screens show it: the number of possible results and each object's chance.

Only numbers; their sentences stand elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from inspector_desktop.draw.frozen import ENOUGH_OUTCOMES, Frozen, Grouping, Source
from inspector_desktop.draw.ticket import quotas


@dataclass(frozen=True, slots=True)
class Chance:
    """Every eligible object of the stratum is taken with the same chance, `taken` in `eligible`."""

    stratum: str
    eligible: int
    taken: int

    @property
    def fraction(self) -> Fraction:
        """The chance; 0 when nobody is eligible."""
        return Fraction(self.taken, self.eligible) if self.eligible else Fraction(0)

    @property
    def percent(self) -> str:
        """As shown, without the sign: `40`, `5.6`; a chance above zero never shows as 0, nor one below 100 as 100."""
        tenths = round(self.fraction * 1000)
        if 0 < self.fraction < 1:
            tenths = min(max(tenths, 1), 999)
        whole, rest = divmod(tenths, 10)
        return f"{whole}.{rest}" if rest else str(whole)


def outcomes(source: Source) -> int:
    """How many ways the announced event can fall."""
    return math.prod(part.outcomes for part in source.parts)


def enough(source: Source) -> bool:
    """Whether dice or balls thrown for the draw give the 10^20 outcomes they should."""
    return outcomes(source) >= ENOUGH_OUTCOMES


def possible(frozen: Frozen) -> int:
    """The number of possible results: what the list allows, at most what the event can tell apart."""
    limit = outcomes(frozen.source)
    results = 1
    for quota in quotas(frozen):
        # A partial product of a binomial only grows, so it may stop once the limit is reached.
        ways = 1
        fewer = min(quota.taken, quota.eligible - quota.taken)
        for step in range(1, fewer + 1):
            ways = ways * (quota.eligible - fewer + step) // step
            if results * ways >= limit:
                return limit
        results *= ways
    return min(limit, results)


def chances(frozen: Frozen) -> tuple[Chance, ...]:
    """The chance of an object, stratum by stratum; known before the event."""
    return tuple(Chance(quota.stratum, quota.eligible, quota.taken) for quota in quotas(frozen))


def groupings(officers: int, groups: Grouping) -> int:
    """In how many ways the officers can fall into groups; neither the groups' numbers nor the reserve's order count.

    0 when the officers do not make one group. With few officers this is small, and people are told so.
    """
    if not groups.count or groups.count * groups.size > officers:
        return 0
    rest = officers - groups.count * groups.size
    sizes = [groups.size] * groups.count
    if groups.rest == "join":
        for number in range(rest):
            sizes[number % groups.count] += 1
        rest = 0
    ways = math.factorial(officers) // math.factorial(rest)
    for size in sizes:
        ways //= math.factorial(size)
    for size in set(sizes):
        ways //= math.factorial(sizes.count(size))
    return ways
