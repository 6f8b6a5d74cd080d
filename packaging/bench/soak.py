"""Plays random events on the program's window offscreen; counts failures and what grows (must be nothing).

The same code as `tests/hardness/test_soak_window.py`, with any number: `bench soak --scale 1000000`. `INSPECTOR_SEED`
chooses another course of events, `INSPECTOR_DAY` after how many of them the window is closed and opened anew,
`INSPECTOR_MINUTES` when it ends however many there were.
"""

from __future__ import annotations

import os
import time
from importlib import import_module
from typing import Any

DEFAULT = 20_000
DAY = 2_000


def run(scale: int | None) -> dict[str, Any]:
    """Play `scale` events; the seed is the moment, and is told so that a finding can be looked for again."""
    seed = int(os.environ.get("INSPECTOR_SEED", time.time()))
    day = int(os.environ.get("INSPECTOR_DAY", DAY))
    minutes = float(os.environ.get("INSPECTOR_MINUTES", "0"))
    found = import_module("hardness.soaking").soak(scale or DEFAULT, seed=seed, day=day, minutes=minutes)
    told: dict[str, Any] = found.told()
    return told
