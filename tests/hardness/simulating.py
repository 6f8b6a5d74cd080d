"""Devices and a headquarters through weeks of bad luck, in one process, from one seed: real client, real service.

The network drops requests and answers, delivers twice, cuts answers off, answers 500 and 502 and shows a hotel's
portal with 200. Clocks are ten years off and jump. Stores come back from old copies. Then the faults stop: within three
rounds every outbox must be empty, and everybody must hold the same, once.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
from factories.clock import START, FakeClock
from factories.exchange import ADDRESS, BUREAU, Laptop, laptop, open_house, open_laptop_store
from sqlmodel import col, select
from starlette.testclient import TestClient

from inspector_desktop.errors import Known, Missing, Refused, Unreachable
from inspector_desktop.exchange.pages import LOG_START, next_link
from inspector_desktop.headquarters.checking import check
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.headquarters.tables import LogLine
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.dossiers import hand_over, take, take_over
from inspector_desktop.journal.entering import reinstate
from inspector_desktop.journal.records import SET_ASIDE, WAITING, Citation, Dossier, Entry
from inspector_desktop.storage.engine import reading, writing
from inspector_desktop.storage.evidence import has_evidence
from inspector_desktop.sync.comparing import standings
from inspector_desktop.sync.ledgers import PlainLedger
from inspector_desktop.sync.states import counts, set_aside, settle
from inspector_desktop.sync.tables import EvidenceReceipt
from inspector_desktop.sync.wire import Wire

DEVICES = 4
DAYS = 8  # of one seed
ROUNDS = 3
DECADE = 3650
FAULTS = ("ok",) * 13 + ("request", "request", "answer", "answer", "twice", "cut", "500", "502", "portal")


@dataclass
class Seen:
    """What happened and what was wrong."""

    device_days: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    entries: int = 0
    photos: int = 0
    aside: int = 0
    restored: int = 0
    rounds_to_drain: Counter[int] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """For people and machines."""
        return {
            "device_days": self.device_days,
            "faults": dict(sorted(self.faults.items())),
            "entries": self.entries,
            "photos": self.photos,
            "set_aside": self.aside,
            "restored_stores": self.restored,
            "rounds_to_drain": {str(rounds): count for rounds, count in sorted(self.rounds_to_drain.items())},
            "violations": len(self.problems),
            "problems": self.problems[:20],
        }


class Weather(httpx2.BaseTransport):
    """The network between one device and headquarters."""

    def __init__(self, client: TestClient, luck: random.Random, seen: Seen) -> None:
        self.client, self.luck, self.seen = client, luck, seen
        self.calm = False
        self.older: list[httpx2.Request] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        what = "ok" if self.calm else self.luck.choice(FAULTS)
        self.seen.faults[what] += 1
        if what == "request":
            raise httpx2.ConnectError("lost")
        if what == "portal":
            return httpx2.Response(200, html="<h1>请登录</h1>")
        if what in {"500", "502"}:
            return httpx2.Response(int(what), html="<h1>Bad Gateway</h1>")
        if self.older and not self.calm and self.luck.random() < 0.05:
            self._deliver(self.luck.choice(self.older))  # a proxy's late repeat of something from days ago
        answer = self._deliver(request)
        if what == "answer":
            raise httpx2.ReadError("lost")
        if what == "twice":
            self._deliver(request)
        if what == "cut":
            return httpx2.Response(answer.status_code, headers=answer.headers, stream=_Cut(answer.content))
        if self.luck.random() < 0.1:
            self.older = [*self.older[-20:], request]
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def _deliver(self, request: httpx2.Request) -> Any:
        return self.client.request(
            request.method, str(request.url), content=request.read(), headers=dict(request.headers)
        )


class _Cut(httpx2.SyncByteStream):
    def __init__(self, content: bytes) -> None:
        self.content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self.content[: len(self.content) // 2]
        raise httpx2.RemoteProtocolError("peer closed connection without sending complete message body")


class Weeks:
    """One seed."""

    def __init__(self, seed: int, folder: Path, seen: Seen) -> None:
        self.seed, self.folder, self.seen = seed, folder, seen
        self.luck = random.Random(seed)
        self.clock = FakeClock()
        self.house = open_house(folder / "hq.db", folder, self.clock)
        self.client = TestClient(self.house.app, base_url=ADDRESS).__enter__()
        self.desks = [self._desk(number) for number in range(DEVICES)]
        self.dossiers: list[str] = []
        self.said = 0
        self.copied: set[int] = set()

    def close(self) -> None:
        self.client.__exit__(None, None, None)
        for desk in self.desks:
            desk.wire.close()
            desk.engine.dispose()
        self.house.engine.dispose()

    def live(self) -> None:
        for day in range(DAYS):
            self.clock.set(START + timedelta(days=day))
            for number, desk in enumerate(self.desks):
                self._tick(desk)
                for _ in range(self.luck.randrange(8)):
                    self._work(desk)
                if self.luck.random() < 0.08:
                    self._copy_or_restore(number, desk)
                for _ in range(self.luck.randrange(4)):
                    self._exchange(desk)
                self.seen.device_days += 1
        self._calm()
        self._compare()

    def _desk(self, number: int) -> Laptop:
        clock = FakeClock()
        # The second and the last device are one person's.
        person = f"1600{number if number < DEVICES - 1 else 1}"
        path = self.folder / f"{number}" / "store.db"
        desk = laptop(self.house, path, person=person, roles=("officer", "supervising"), clock=clock)
        desk.wire.close()
        weather = Weather(self.client, random.Random(self.luck.random()), self.seen)
        desk.extra.update(weather=weather, offset=timedelta())
        desk.wire = Wire(
            ADDRESS, self.house.identity.public, clock=clock, client=httpx2.Client(transport=weather, trust_env=False)
        )
        return desk

    def _tick(self, desk: Laptop) -> None:
        if self.luck.random() < 0.1:
            desk.extra["offset"] = timedelta(days=self.luck.choice((0, 0, self.luck.uniform(-DECADE, DECADE))))
        desk.clock.set(self.clock.now() + desk.extra["offset"])

    def _work(self, desk: Laptop) -> None:
        self.said += 1
        desk.clock.advance(seconds=self.luck.randrange(600))
        what = self.luck.choice(("open", "note", "note", "note", "hand", "take", "take-over", "reinstate"))
        photo = self.luck.randbytes(self.luck.randrange(1, 3000)) if self.luck.random() < 0.25 else b""
        if what == "open" or not self.dossiers:
            self.dossiers.append(desk.open(f"{self.said}", photo))
            return
        dossier = self.luck.choice(self._near(desk) or self.dossiers[-12:])
        try:
            if what == "note":
                desk.note(dossier, f"{self.said}", photo)
                return
            with writing(desk.engine) as session:
                given: dict[str, Any] = {"desk": desk.desk(), "clock": desk.clock, "dossier": dossier}
                if what == "hand":
                    hand_over(session, to_role="officer", **given)
                elif what == "take":
                    take(session, **given)
                elif what == "take-over" and self.luck.random() < 0.3:
                    take_over(session, reason="电脑遗失", **given)
                elif what == "reinstate" and (asides := set_aside(session)):
                    reinstate(session, asides[0].entry, desk=given["desk"], clock=desk.clock)
                    settle(session, asides[0].entry, person=desk.person, how="reinstated", clock=desk.clock)
        except (Refused, Missing):
            return  # it lies elsewhere, waits for its receipt, or is not known here

    def _near(self, desk: Laptop) -> list[str]:
        """Mostly dossiers that lie on this desk or in a tray; sometimes any."""
        if self.luck.random() < 0.2:
            return []
        with reading(desk.engine) as session:
            mine = select(Dossier.dossier).where(col(Dossier.holder).in_((desk.desk().life, "")))
            return list(session.exec(mine.order_by(Dossier.dossier)))

    def _exchange(self, desk: Laptop) -> None:
        try:
            desk.sync()
        except Unreachable:
            return
        except Known as error:
            self._wrong(f"a round ended with {error.code}")

    def _copy_or_restore(self, number: int, desk: Laptop) -> None:
        copy = desk.path.with_name("copy.db")
        desk.engine.dispose()
        for beside in desk.path.parent.glob("store.db-*"):
            self._wrong(f"{beside.name} is left after closing")
        if number in self.copied:
            shutil.copy(copy, desk.path)
            self.copied.discard(number)
            self.seen.restored += 1
        else:
            shutil.copy(desk.path, copy)
            self.copied.add(number)
        desk.engine = open_laptop_store(desk.path)
        desk.ledger = PlainLedger(desk.engine)

    def _calm(self) -> None:
        """Faults stop: the rounds that the program does by itself."""
        for desk in self.desks:
            desk.extra["weather"].calm = True
        for desk in self.desks:
            for rounds in range(1, ROUNDS + 1):
                self._exchange(desk)
                with reading(desk.engine) as session:
                    left = counts(session)
                if (left.records, left.photos) == (0, 0):
                    self.seen.rounds_to_drain[rounds] += 1
                    break
            else:
                self._wrong(f"an outbox still holds {left.records} records and {left.photos} photographs")
        for _ in range(2):  # so that the first desks read what the last ones sent
            for desk in self.desks:
                self._exchange(desk)

    def _compare(self) -> None:
        with reading(self.house.engine) as session:
            for problem in check(session, BUREAU, Depot(self.folder / "evidence")).problems:
                self._wrong(f"headquarters: {problem}")
            everywhere = standings(session, BUREAU)
            entries = session.exec(select(Entry)).all()
            held = Counter(entry.hash for entry in entries)
            self._unless(max(held.values(), default=1) == 1, "an entry is there twice")
            self.seen.entries += len(entries)
            self.seen.aside += sum(entry.verdict == SET_ASIDE for entry in entries)
            chain = LOG_START
            for line in session.exec(select(LogLine).order_by(col(LogLine.position))):
                chain = next_link(chain, line.hash)
                self._unless(chain == line.chain, f"the log breaks at {line.position}")
            cited = set(session.exec(select(Citation.hash)))
            self.seen.photos += len(cited)
        for desk in self.desks:
            with reading(desk.engine) as session:
                self._unless(rebuild(session).equal, "the records are not what the journal says")
                self._unless(standings(session, BUREAU) == everywhere, "dossiers stand differently")
                self._unless(counts(session).different == 0, "a difference did not heal")
                for entry in session.exec(select(Entry)):
                    self._unless(entry.verdict != WAITING, "an entry has no verdict")
                    if entry.verdict_code != "restored":
                        self._unless(held[entry.hash] == 1, "an entry with a verdict is not at headquarters")
                for digest in session.exec(select(EvidenceReceipt.hash).where(EvidenceReceipt.receipt != b"")):
                    path = Depot(self.folder / "evidence").path(digest)
                    self._unless(path.exists(), "receipted evidence is not at headquarters")
                for row in session.exec(select(Citation)):
                    mine = session.get(Dossier, (row.bureau, row.dossier))
                    here = mine is None or mine.holder != desk.desk().life or has_evidence(session, row.hash)
                    known = Depot(self.folder / "evidence").path(row.hash).exists()
                    self._unless(here or not known, "evidence of a dossier here was not fetched")
            for dossier in self.dossiers:
                self._unless(desk.texts(dossier) == self.house.texts(dossier), "a dossier reads differently")

    def _unless(self, holds: bool, problem: str) -> None:  # noqa: FBT001
        if not holds:
            self._wrong(problem)

    def _wrong(self, problem: str) -> None:
        text = f"seed {self.seed}: {problem}"
        if text not in self.seen.problems:
            self.seen.problems.append(text)


def simulate(device_days: int, *, seed: int) -> Seen:
    """Live through seeds from `seed` on until so many device-days are over."""
    seen = Seen()
    while seen.device_days < device_days:
        folder = Path(tempfile.mkdtemp(prefix="inspector-weeks-"))
        weeks = Weeks(seed, folder, seen)
        try:
            weeks.live()
        finally:
            weeks.close()
            shutil.rmtree(folder, ignore_errors=True)
        seed += 1
    return seen
