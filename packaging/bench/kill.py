"""Kills device and headquarters at random moments; counts what was acknowledged and lost or repeated (must be nothing).

The same code as `tests/hardness/test_kill.py`, with any number: `bench kill --scale 50000`.
"""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from typing import Any

DEFAULT = 2_000


def run(scale: int | None) -> dict[str, Any]:
    """Kill `scale` times; the seed is the moment, and is told so that a finding can be looked for again."""
    seed = int(os.environ.get("INSPECTOR_SEED", time.time()))
    begun = time.monotonic()
    kill_often = import_module("hardness.killing").kill_often
    lanes = max(2, (os.cpu_count() or 2) - 1)
    told: dict[str, Any] = kill_often(scale or DEFAULT, seed=seed, lanes=lanes, so_far=_say).told()
    seconds = time.monotonic() - begun
    return {**told, "seconds": round(seconds), "kills_a_second": round(told["kills"] / seconds, 1)}


def _say(tally: Any) -> None:
    print(f"{tally.killed} kills, {len(tally.problems)} violations", file=sys.stderr, flush=True)
