"""The program's window under random events: what is measured, and the process it happens in. The driver; no Qt here.

The events happen in a process of their own (`hardness.monkey`), so that an abort of Qt or of the interpreter is a
finding and not the end of whoever asked. What was pressed last lies in a file that survives the abort.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
MEGABYTE = 1 << 20
SECONDS_AN_EVENT = 0.5  # more than this for the average is a hang


@dataclass
class Sample:
    """The process at rest, with every window closed; `events` so far."""

    events: int
    memory: int
    handles: int
    threads: int
    widgets: int
    nones: int
    store: int = 0


@dataclass
class Soaked:
    """What a soak did and found. `problems` must be empty."""

    seed: int
    events: int = 0
    seconds: float = 0
    processor: float = 0
    kinds: dict[str, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    entries: int = 0
    answers: int = 0
    refused: int = 0
    said: dict[str, int] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def growth(self, name: str) -> float:
        """How much a figure grows in 1,000 events, by the least squares over the second half of the samples."""
        later = self.samples[len(self.samples) // 2 :]
        points = [(one.events / 1000, float(getattr(one, name))) for one in later]
        if len(points) < 2:
            return 0.0
        middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
        spread = sum((x - middle[0]) ** 2 for x, _ in points)
        return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / spread if spread else 0.0

    def told(self) -> dict[str, object]:
        """For people and machines."""
        first, last = self.samples[0], self.samples[-1]
        return {
            "seed": self.seed,
            "events": self.events,
            "seconds": round(self.seconds),
            "events_a_second": round(self.events / self.seconds) if self.seconds else 0,
            "events_a_processor_second": round(self.events / self.processor) if self.processor else 0,
            "kinds": self.kinds,
            "pages": self.pages,
            "entries": self.entries,
            "unsaved_answers": self.answers,
            "refusals_shown": self.refused,
            "qt_said": self.said,
            "memory_megabytes": {
                "first": round(first.memory / MEGABYTE, 1),
                "middle": round(self.samples[len(self.samples) // 2].memory / MEGABYTE, 1),
                "last": round(last.memory / MEGABYTE, 1),
                "most": round(max(one.memory for one in self.samples) / MEGABYTE, 1),
                "kilobytes_in_1000_events": round(self.growth("memory") / 1024, 1),
            },
            "handles": [first.handles, last.handles],
            "threads": [first.threads, last.threads],
            "widgets": [first.widgets, last.widgets],
            "references_to_none": [first.nones, last.nones],
            "store_megabytes": [round(first.store / MEGABYTE, 1), round(last.store / MEGABYTE, 1)],
            "violations": len(self.problems),
            "problems": self.problems[:20],
        }


def soak(events: int, *, seed: int, day: int = 2_000, folder: Path | None = None) -> Soaked:
    """Play `events` random events on the window, which is closed and opened anew after each `day` of them."""
    where = folder or Path(tempfile.mkdtemp(prefix="inspector-soak-"))
    try:
        return _run(where, events, seed, day)
    finally:
        if folder is None:
            shutil.rmtree(where, ignore_errors=True)


def _run(where: Path, events: int, seed: int, day: int) -> Soaked:
    told, said = where / "told.json", where / "stderr.txt"
    order = {"folder": str(where), "events": events, "seed": seed, "day": day, "told": str(told)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    paths = os.pathsep.join((str(TESTS.parent), str(TESTS)))
    given = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": paths, "PYTHONFAULTHANDLER": "1"}
    with said.open("wb") as errors:
        done = subprocess.run(
            [sys.executable, "-m", "hardness.monkey", json.dumps(order)],
            env=kept | given | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            check=False,
            timeout=120 + events * SECONDS_AN_EVENT,
        )
    found = Soaked(seed)
    if told.exists():
        content: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
        samples = [Sample(**one) for one in content.pop("samples")]
        found = Soaked(seed, samples=samples, **content)
    if done.returncode:
        trail = where / "trail.txt"
        last = trail.read_text(encoding="utf-8", errors="replace").strip() if trail.exists() else ""
        heard = said.read_text(encoding="utf-8", errors="replace")[-4000:]
        found.problems.append(f"the process ended with {done.returncode}\n{heard}\nafter\n{last}")
    return found
