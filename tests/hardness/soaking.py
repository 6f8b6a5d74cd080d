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
LEAST_SAMPLES = 3
COURSE = 25  # as many samples, about, are told one by one
SECONDS_AN_EVENT = 0.5  # more than this for the average is a hang


@dataclass
class Sample:
    """The process at rest; `events` so far.

    `memory` is what the process occupies, with holes that nobody uses; `heap` (bytes of C) and `blocks` (small objects
    of Python) are what is in use of it. `widgets` are those Qt knows, `kept` the program's own widgets that Python knows, `dead` of these such as Qt has
    deleted: what Python keeps of them keeps whole pages.
    """

    events: int
    memory: int
    blocks: int
    heap: int
    handles: int
    threads: int
    widgets: int
    kept: int
    dead: int
    nones: int
    store: int = 0


@dataclass
class Soaked:
    """What a soak did and found. `problems` must be empty.

    `samples` are taken with every window closed, `opens` with the window open at its first page. `left` are the classes
    of what was still there when the last window was closed.
    """

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
    opens: list[Sample] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def growth(self, name: str) -> float | None:
        """How much a figure grows in 1,000 events with every window closed; see `growth`."""
        return growth(self.samples, name)

    def told(self) -> dict[str, object]:
        """For people and machines."""
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
            "closed": _told(self.samples),
            "open": _told(self.opens),
            "left": self.left,
            "violations": len(self.problems),
            "problems": self.problems[:20],
        }


def growth(samples: list[Sample], name: str) -> float | None:
    """How much a figure grows in 1,000 events, by the least squares over the second half of the samples.

    The first half is left out: caches of a bounded size fill in it, and modules are loaded when somebody first goes to
    their page. None where too few samples are left to say anything.
    """
    later = samples[len(samples) // 2 :]
    if len(later) < LEAST_SAMPLES:
        return None
    points = [(one.events / 1000, float(getattr(one, name))) for one in later]
    middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    spread = sum((x - middle[0]) ** 2 for x, _ in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / spread


def _told(samples: list[Sample]) -> dict[str, object]:
    """The figures of samples of one sort; what grows is said of all of them."""
    if not samples:
        return {}
    memory, grown = [one.memory / MEGABYTE for one in samples], growth(samples, "memory")
    told: dict[str, object] = {
        "samples": len(samples),
        "memory_megabytes": {
            "first": round(memory[0], 1),
            "middle": round(memory[len(memory) // 2], 1),
            "last": round(memory[-1], 1),
            "most": round(max(memory), 1),
            "kilobytes_in_1000_events": None if grown is None else round(grown / 1024, 1),
        },
        "course": [
            {"events": one.events, "memory_megabytes": round(one.memory / MEGABYTE, 1)}
            for one in samples[:: max(1, len(samples) // COURSE)]
        ],
        "store_megabytes": [round(one.store / MEGABYTE, 1) for one in (samples[0], samples[-1])],
    }
    for name in ("widgets", "kept", "dead", "blocks", "heap", "handles", "threads"):
        figures = [getattr(one, name) for one in samples]
        grown = growth(samples, name)
        told[name] = {
            "first": figures[0], "last": figures[-1], "most": max(figures),
            "in_1000_events": None if grown is None else round(grown, 2),
        }  # fmt: skip
    return told


def soak(
    events: int, *, seed: int, day: int = 2_000, rest: int = 1_000, minutes: float = 0, folder: Path | None = None
) -> Soaked:
    """Play `events` random events on the window, which is closed and opened anew after each `day` of them.

    After each `rest` of them it is measured open. After `minutes`, where given, it ends however many there were.
    """
    where = folder or Path(tempfile.mkdtemp(prefix="inspector-soak-"))
    try:
        return _run(where, {"events": events, "seed": seed, "day": day, "rest": rest, "minutes": minutes})
    finally:
        if folder is None:
            shutil.rmtree(where, ignore_errors=True)


def _run(where: Path, wanted: dict[str, Any]) -> Soaked:
    told, said = where / "told.json", where / "stderr.txt"
    order = {"folder": str(where), "told": str(told), **wanted}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    paths = os.pathsep.join((str(TESTS.parent), str(TESTS)))
    given = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": paths, "PYTHONFAULTHANDLER": "1"}
    given["MALLOC_ARENA_MAX"] = "1"  # one heap, as on Windows: glibc's many, one a thread, have more holes each day
    with said.open("wb") as errors:
        done = subprocess.run(
            [sys.executable, "-m", "hardness.monkey", json.dumps(order)],
            env=kept | given | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            check=False,
            timeout=120 + wanted["events"] * SECONDS_AN_EVENT,
        )
    found = Soaked(wanted["seed"])
    if told.exists():
        content: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
        samples, opens = ([Sample(**one) for one in content.pop(name)] for name in ("samples", "opens"))
        found = Soaked(wanted["seed"], samples=samples, opens=opens, **content)
    if done.returncode:
        trail = where / "trail.txt"
        last = trail.read_text(encoding="utf-8", errors="replace").strip() if trail.exists() else ""
        heard = said.read_text(encoding="utf-8", errors="replace")[-4000:]
        found.problems.append(f"the process ended with {done.returncode}\n{heard}\nafter\n{last}")
    return found
