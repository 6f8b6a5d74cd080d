"""Push and pull of entries, beside raw httpx2 with bulk inserts of the same bytes, over a real loopback connection.

    python packaging/bench/sync.py [--scale 10000] [--rounds 3]

Ours signs, judges, folds, receipts and verifies each entry; the raw side moves the same bytes in the same batches and
inserts them into one table. Both run in turn, each in its own service process. Prints JSON with the ratios.
"""

# ruff: noqa: E402, I001  (the path to our own rooms stands before their imports)
from __future__ import annotations

import argparse
import json
import multiprocessing
import socket
import os
import statistics
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ClassVar

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]  # before our own rooms are imported, here and in the spawned services

import httpx2
import uvicorn
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlmodel import Field, Session, col, select

from inspector_desktop.clock import SystemClock
from inspector_desktop.exchange.batch import MOST_ENTRIES
from inspector_desktop.exchange.frames import Parts, pack, unpack, write_parts
from inspector_desktop.headquarters.directory import make_code, put_person
from inspector_desktop.headquarters.running import Premises, serve_in_process
from inspector_desktop.headquarters.tables import open_headquarters
from inspector_desktop.ids import BureauId, PersonId
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.journal.lives import current_life
from inspector_desktop.journal.records import Entry, Record
from inspector_desktop.storage.engine import open_store, reading, writing
from inspector_desktop.storage.evidence import Stored
from inspector_desktop.storage.working import Device
from inspector_desktop.sync.enrolling import enrol
from inspector_desktop.sync.ledgers import PlainLedger
from inspector_desktop.sync.rounds import round_trip
from inspector_desktop.sync.wire import Wire

BUREAU = "410526-QX"
SCALE = 10_000
CLOCK = SystemClock()
PER_DOSSIER = 20
TABLE = "create table raw (position integer primary key, head blob, signature blob, body blob)"
INSERT = "insert into raw (head, signature, body) values (?, ?, ?)"
LARGEST = 64 * 1024 * 1024


class BenchLine(Record, table=True):
    """What an entry of the measurement leaves behind."""

    __tablename__ = "bench_line"
    number: int = Field(primary_key=True)
    text: str


class BenchNoted(Fact):
    """A fact of about the size of a check line."""

    KIND: ClassVar[str] = "bench.noted"
    text: str

    def apply(self, session: Session, head: Head) -> None:
        session.add(BenchLine(bureau=head.bureau, dossier=head.dossier, number=head.number, text=self.text))


class Laptop:
    """One enrolled device."""

    def __init__(self, folder: Path, code: str) -> None:
        self.engine = open_store(folder / "store.db", bytes(32))
        for tables in (Stored.metadata, Record.metadata, Device.metadata):
            tables.create_all(self.engine)
        self.ledger = PlainLedger(self.engine)
        enrol(self.ledger, code, device_name="bench", clock=CLOCK)

    def fill(self, scale: int) -> None:
        """Enter `scale` facts in dossiers of twenty."""
        with writing(self.engine) as session:
            life = current_life(session)
            assert life is not None
            desk = Desk(BureauId(BUREAU), life.id, Person(PersonId("16001"), "bench", ("officer",)), life.signer)
            text = "依据、情况、处理意见 " * 20
            for number in range(scale):
                fact = BenchNoted(text=f"{number} {text}")
                if number % PER_DOSSIER == 0:
                    dossier = open_dossier(session, fact, kind="inspection", desk=desk, clock=CLOCK)
                else:
                    enter(session, fact, desk=desk, clock=CLOCK, dossier=dossier)

    def sealed(self) -> list[tuple[bytes, bytes, bytes]]:
        """The bytes of all entries, for the raw side."""
        with reading(self.engine) as session:
            rows = session.exec(select(Entry.head, Entry.signature, Entry.body).order_by(col(Entry.life_number)))
            return [(head, signature, body) for head, signature, body in rows]


def ours(scale: int, folder: Path) -> tuple[float, float, list[tuple[bytes, bytes, bytes]]]:
    """Seconds of a push and of another device's pull, and the entries."""
    premises = Premises(folder / "hq")
    with serve_in_process(premises, bureau=BUREAU) as served:
        house = open_headquarters(premises.where)
        with writing(house) as session:
            put_person(session, bureau=BUREAU, person="16001", name="bench", roles=("officer",))
            codes = [
                make_code(session, identity=served.identity, clock=CLOCK, address=served.address, person="16001")
                for _ in range(2)
            ]
        house.dispose()
        writer, reader = (Laptop(folder / name, code) for name, code in zip(("writer", "reader"), codes, strict=True))
        writer.fill(scale)
        times = []
        for laptop in (writer, reader):
            with Wire(served.address, served.identity.public, clock=CLOCK) as wire:
                started = time.perf_counter()
                done = round_trip(laptop.ledger, wire, CLOCK)
                times.append(time.perf_counter() - started)
            assert done.sent + done.fetched == scale, done
            assert done.set_aside == 0, done
        entries = writer.sealed()
        writer.engine.dispose()
        reader.engine.dispose()
    return times[0], times[1], entries


def raw(entries: list[tuple[bytes, bytes, bytes]], folder: Path) -> tuple[float, float]:
    """Seconds to move the same bytes both ways and insert them in bulk, with the same drivers, pragmas and zstd."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=raw_service, args=(folder / "raw-hq.db", there), daemon=True)
    process.start()
    address = f"http://127.0.0.1:{here.recv()}"
    reader = open_store(folder / "raw-reader.db", bytes(32))
    with httpx2.Client(trust_env=False, timeout=60) as client, reader.connect() as connection:
        connection.exec_driver_sql(TABLE)
        connection.commit()
        started = time.perf_counter()
        for start in range(0, len(entries), MOST_ENTRIES):
            batch = entries[start : start + MOST_ENTRIES]
            client.put(address + "/batch", content=pack(write_parts([part for entry in batch for part in entry])))
        push = time.perf_counter() - started
        started = time.perf_counter()
        for start in range(0, len(entries), MOST_ENTRIES):
            content = client.get(f"{address}/log?after={start}").content
            rows = read_rows(content)
            with connection.begin():
                connection.exec_driver_sql(INSERT, rows)
        pull = time.perf_counter() - started
        assert connection.exec_driver_sql("select count(*) from raw").scalar_one() == len(entries)
    reader.dispose()
    here.close()
    process.join(10)
    process.kill()
    return push, pull


def read_rows(content: bytes) -> list[tuple[bytes, bytes, bytes]]:
    parts, rows, plain = Parts(found := unpack(content, LARGEST)), [], 0
    while plain < len(found):
        row = (parts.next(LARGEST), parts.next(LARGEST), parts.next(LARGEST))
        plain += sum(len(part) + 4 for part in row)
        rows.append(row)
    return rows


def raw_service(path: Path, ready: Connection) -> None:
    """The raw side's service: put bytes in, get bytes out."""
    engine = open_store(path)
    with engine.connect() as connection:
        connection.exec_driver_sql(TABLE)
        connection.commit()
    app = FastAPI()

    def insert(content: bytes) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql(INSERT, read_rows(content))

    def page(after: int) -> bytes:
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "select head, signature, body from raw where position > ? order by position limit ?",
                (after, MOST_ENTRIES),
            )
            return pack(write_parts([part for row in rows for part in row]))

    async def put(request: Request) -> Response:
        await run_in_threadpool(insert, await request.body())
        return Response(status_code=201)

    async def get(request: Request) -> Response:
        return Response(await run_in_threadpool(page, int(request.query_params["after"])))

    app.add_api_route("/batch", put, methods=["PUT"])
    app.add_api_route("/log", get, methods=["GET"])
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        ready.send(listener.getsockname()[1])
        uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listener])


def run(scale: int | None) -> dict[str, Any]:
    """Measure in a process of its own: the spawned services import this file as their main module."""
    command = [sys.executable, str(Path(__file__).resolve()), "--scale", str(scale or SCALE)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, default=SCALE, help="entries")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    found: dict[str, list[float]] = {name: [] for name in ("push", "pull", "raw_push", "raw_pull")}
    size = 0
    for _ in range(asked.rounds):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            push, pull, entries = ours(asked.scale, Path(folder))
            raw_push, raw_pull = raw(entries, Path(folder))
            size = sum(len(part) for entry in entries for part in entry)
        for name, value in zip(found, (push, pull, raw_push, raw_pull), strict=True):
            found[name].append(value)
    told: dict[str, Any] = {"name": "sync", "entries": asked.scale, "bytes": size, "rounds": asked.rounds}
    for way in ("push", "pull"):
        pairs = zip(found[way], found[f"raw_{way}"], strict=True)
        told[f"{way}_seconds"] = round(statistics.median(found[way]), 3)
        told[f"raw_{way}_seconds"] = round(statistics.median(found[f"raw_{way}"]), 3)
        told[f"{way}_ratio"] = round(statistics.median(mine / theirs for mine, theirs in pairs), 2)
        told[f"{way}_entries_per_second"] = round(asked.scale / statistics.median(found[way]))
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
