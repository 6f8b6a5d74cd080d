"""Killing a device and a headquarters at random moments, and looking at what is left. The driver; it imports nothing.

A field lives through a few hundred kills. The next worker looks at the store before it works on; headquarters is
looked at before it is started again; at the end faults stop, the outbox must drain, and both sides must be the same.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from hardness.nursery import FORKS, Child, Nursery

KILLS_OF_A_FIELD = 200
LONELY = ("visit", "fill", "photo", "visit", "sign_record")  # without a network
MODES = (*LONELY, *LONELY, "push", "push", "pull")
ACKNOWLEDGED = ("answer", "kept", "photo", "shot", "recorder", "withdrawn", "recording", "sign", "entry")


@dataclass
class Tally:
    """What was done and found. `problems` must be empty."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    checks: int = 0
    rounds_to_drain: Counter[int] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    @property
    def killed(self) -> int:
        return sum(self.kills.values())

    def add(self, other: Tally) -> None:
        self.kills += other.kills
        self.acknowledged += other.acknowledged
        self.checks += other.checks
        self.rounds_to_drain += other.rounds_to_drain
        self.problems += other.problems

    def told(self) -> dict[str, object]:
        """For people and machines."""
        return {
            "seed": self.seed,
            "kills": self.killed,
            "by": dict(sorted(self.kills.items())),
            "acknowledged": dict(sorted(self.acknowledged.items())),
            "checks": self.checks,
            "rounds_to_drain": {str(rounds): count for rounds, count in sorted(self.rounds_to_drain.items())},
            "violations": len(self.problems),
            "problems": self.problems[:20],
        }


def kill_often(kills: int, *, seed: int, lanes: int = 2, so_far: Callable[[Tally], None] | None = None) -> Tally:
    """Kill `kills` times, on `lanes` fields side by side. The same seed chooses the same moments, not the same microsecond.

    `so_far` is told the sum after each field, for whoever may not wait for the last.
    """
    luck = random.Random(seed)
    each = KILLS_OF_A_FIELD // lanes
    parts = [(min(each, kills - start), luck.randrange(1 << 30)) for start in range(0, kills, each)]
    whole = Tally(seed)
    with ThreadPoolExecutor(lanes) as pool:
        for tally in pool.map(lambda part: _kill_in_a_field(*part), parts):
            whole.add(tally)
            if so_far is not None:
                so_far(whole)
    return whole


def _kill_in_a_field(kills: int, seed: int) -> Tally:
    folder = Path(tempfile.mkdtemp(prefix="inspector-kill-"))
    lane = Lane(folder, kills, seed)
    try:
        lane.live()
    finally:
        lane.close()
        shutil.rmtree(folder, ignore_errors=True)
    return lane.tally


class Lane:
    """One field and the processes that work on it."""

    def __init__(self, folder: Path, kills: int, seed: int) -> None:
        self.folder, self.wanted = str(folder), kills
        self.luck = random.Random(seed)
        self.tally = Tally(seed)
        self.device, self.house = Nursery(), Nursery()
        self.served: Child | None = None
        self.serving: Iterator[str] = iter(())
        self.address = ""
        self.house_unseen = False
        self.all: list[str] = []
        self.unseen: list[str] = []  # acknowledged, and not looked for yet

    def live(self) -> None:
        """Everything from the set-up to the last comparison."""
        self.device.warm(do="prepare", folder=self.folder)
        round_number = 0
        while self.tally.killed < self.wanted:
            round_number += 1
            self._round(round_number)
        self._serve()
        for line in self.device.do(do="drain", folder=self.folder, address=self.address):
            if line.startswith("drained"):
                self.tally.rounds_to_drain[int(line.split()[1])] += 1
            else:
                self._problem(line)
        self._stop_serving()
        for line in self.device.do(do="verify", folder=self.folder, acknowledged=self.all):
            self._problem(line)
        self.tally.checks += 1

    def close(self) -> None:
        """End every process."""
        self._stop_serving()
        self.device.close()
        self.house.close()

    def _round(self, number: int) -> None:
        mode, seed = self.luck.choice(MODES), self.luck.randrange(1 << 30)
        job: dict[str, object] = {"do": mode, "folder": self.folder, "seed": seed, "round_number": number}
        if mode not in LONELY:
            self._serve()
            job["address"] = self.address
            if mode == "pull":
                self.device.do(do="other", folder=self.folder, seed=seed, count=40, address=self.address)
        child = self.device.start(**job, acknowledged=self.unseen)
        early = self.luck.random() < 0.15  # while it is opened and looked at
        lines = child.lines()
        heard: list[str] = []
        if not early:
            heard += _until(lines, "checked")
            if mode not in LONELY and self.luck.random() < 0.5:
                heard += _until(lines, "exchanged", "trouble")  # once a whole round is over
            if mode in LONELY:  # at a moment of the work, not of the clock: a busy machine must not see only starts
                heard += _some(lines, self.luck.randrange(10))
        time.sleep(self.luck.random() * (0.02 if mode in LONELY and not early else 0.2))
        if mode not in LONELY and self.luck.random() < 0.4:
            self._kill_house()
            time.sleep(self.luck.random() * 0.05)
        child.kill()
        heard += lines
        self.tally.kills["opening" if early else mode] += 1
        self._note(heard)
        if child.status == 0 or (FORKS and child.status == 1):  # elsewhere the killed end with 1 as well
            self._problem(f"{mode} ended by itself: {heard[-3:]}")

    def _note(self, heard: list[str]) -> None:
        if any(line.startswith("checked") for line in heard):
            self.unseen = []
            self.tally.checks += 1
        for line in heard:
            kind = line.split()[0]
            if kind in {"wrong", "trouble"}:
                self._problem(line)
            if kind in ACKNOWLEDGED:
                self.all.append(line)
                self.unseen.append(line)
            self.tally.acknowledged[kind] += kind != "checked"

    def _serve(self) -> None:
        if self.house_unseen:
            for line in self.house.do(do="check_house", folder=self.folder):
                self._problem(line)
            self.tally.checks += 1
            self.house_unseen = False
        if self.served is None:
            self.served = self.house.start(do="serve", folder=self.folder)
            self.serving = self.served.lines()
            self.address = next(self.serving)

    def _kill_house(self) -> None:
        self._stop_serving()
        self.tally.kills["headquarters"] += 1
        self.house_unseen = True

    def _stop_serving(self) -> None:
        if self.served is not None:
            self.served.kill()
            for line in self.serving:
                self._problem(f"headquarters said {line}")
            self.served = None

    def _problem(self, line: str) -> None:
        self.tally.problems.append(f"seed {self.tally.seed}: {line}")


def _until(lines: Iterator[str], *words: str) -> Iterator[str]:
    for line in lines:
        yield line
        if line.startswith(words):
            return


def _some(lines: Iterator[str], count: int) -> Iterator[str]:
    for _ in range(count):
        yield from islice(lines, 1)
