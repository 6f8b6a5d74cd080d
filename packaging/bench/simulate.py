"""Devices and headquarters through weeks of lost and repeated messages, wild clocks, old copies; counts violations.

The same code as `tests/hardness/test_simulate.py`; the scale is device-days: `bench simulate --scale 100000`.
"""

from __future__ import annotations

import os
import time
from importlib import import_module
from typing import Any

DEFAULT = 2_000


def run(scale: int | None) -> dict[str, Any]:
    """Simulate `scale` device-days; the first seed is told, so that a finding can be looked for again."""
    seed = int(os.environ.get("INSPECTOR_SEED", time.time()))
    begun = time.monotonic()
    told: dict[str, Any] = import_module("hardness.simulating").simulate(scale or DEFAULT, seed=seed).told()
    seconds = time.monotonic() - begun
    rate = round(told["device_days"] / seconds, 1)
    return {"first_seed": seed, **told, "seconds": round(seconds), "device_days_a_second": rate}
