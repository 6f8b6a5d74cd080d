"""Whether draws are as even as chance: how often each thing is drawn over 10,000 seeds, beside the 99.9 % band.

Counted are each object of its stratum, each officer, two officers in one group, an officer at an object; the band is
that of a binomial, its doubt shared by all things of a kind. Then the same list with three recusals, which must never
be broken. `bench chances --scale 100000` draws oftener.
"""

from __future__ import annotations

from importlib import import_module
from time import perf_counter
from typing import Any

SEEDS = 10_000


def run(scale: int | None) -> dict[str, Any]:
    """Draw with `scale` seeds (10,000) and compare."""
    seeds, begun = scale or SEEDS, perf_counter()
    chances = import_module("factories.draw_chances")
    told = {
        kind: {"least": least, "most": most, "band": [low, high], "within": low <= least and most <= high}
        for kind, (least, most, low, high) in chances.count(seeds).bands().items()
    }
    met = chances.meetings_of_the_barred(seeds)
    return {
        "what": "how often things are drawn, beside the band of chance",
        "seeds": seeds,
        "kinds": told,
        "all_within": all(one["within"] for one in told.values()),
        "recusals_broken": met,
        "seconds": round(perf_counter() - begun),
    }
