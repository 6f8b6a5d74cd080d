"""The secret numbers of draws, so that a test that failed can fail again.

A draw's salt decides who is drawn, and tests go on with whoever was. Each file of tests therefore has its own numbers,
the same at every run; `INSPECTOR_SEED=random` or any other number gives others, to look for what rests on luck.
"""

from __future__ import annotations

import os
import random
import secrets
from types import SimpleNamespace

from hypothesis import settings

from inspector_desktop.draw import freezing, packed

GIVEN = os.environ.get("INSPECTOR_SEED", "")
SEED = secrets.token_hex(4) if GIVEN == "random" else GIVEN
_luck = random.Random()
_file = ""


def begin(file: str) -> None:
    """Begin a file's numbers, unless they are under way."""
    global _file  # noqa: PLW0603
    if file != _file:
        _file = file
        _luck.seed(f"{SEED} {file}")


def install() -> None:
    """Give draws these numbers for as long as the process lives, and Hypothesis the same examples at each run."""
    numbers = SimpleNamespace(token_bytes=_luck.randbytes, token_hex=lambda count: _luck.randbytes(count).hex())
    for room in (freezing, packed):
        room.secrets = numbers  # type: ignore[attr-defined]
    if not SEED:
        settings.load_profile("ci")
