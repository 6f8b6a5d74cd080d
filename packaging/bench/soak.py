"""Plays random events on the program's window offscreen; counts failures and what grows (must be nothing).

The same code as `tests/hardness/test_soak_window.py`, with any number: `bench soak --scale 1000000`. `INSPECTOR_SEED`
chooses another course of events.
"""

from __future__ import annotations

import os
import time
from importlib import import_module
from typing import Any

DEFAULT = 20_000


def run(scale: int | None) -> dict[str, Any]:
    """Play `scale` events; the seed is the moment, and is told so that a finding can be looked for again."""
    seed = int(os.environ.get("INSPECTOR_SEED", time.time()))
    told: dict[str, Any] = import_module("hardness.soaking").soak(scale or DEFAULT, seed=seed).told()
    return told
