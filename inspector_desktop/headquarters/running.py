"""Starting the service: in a process of its own on a free port, or inside this process for the demonstration.

Both say when they are ready, and both stop when asked. How a bureau's machine starts it is `cli.py serve`.
"""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from fastapi import FastAPI

from inspector_desktop.clock import Clock, SystemClock
from inspector_desktop.errors import Refused
from inspector_desktop.headquarters.identity import Identity, load_identity
from inspector_desktop.headquarters.service import make_service
from inspector_desktop.headquarters.tables import open_headquarters
from inspector_desktop.headquarters.upgrading import refresh_records

START_SECONDS = 30
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Served:
    """Where a running service listens, and who it is."""

    address: str
    identity: Identity


@dataclass(frozen=True)
class Premises:
    """Where one headquarters keeps its things; `database` is a URL, or empty for SQLite in the folder."""

    folder: Path
    database: str = ""

    @property
    def where(self) -> str | Path:
        """What the database is opened by."""
        return self.database or self.folder / "headquarters.db"

    @property
    def evidence(self) -> Path:
        """The folder of evidence."""
        return self.folder / "evidence"

    @property
    def site(self) -> Path:
        """The folder of the disclosure site."""
        return self.folder / "site"

    @property
    def identity(self) -> Path:
        """The file of keys."""
        return self.folder / "identity.json"


@contextmanager
def build(premises: Premises, identity: Identity, clock: Clock) -> Iterator[FastAPI]:
    """The application of a headquarters that keeps its things there; its database is closed at the end."""
    engine = open_headquarters(premises.where)
    try:
        refresh_records(engine)
        yield make_service(engine, premises.evidence, premises.site, _kept(premises.identity, identity), clock)
    finally:
        engine.dispose()


@contextmanager
def serve_in_process(premises: Premises, *, bureau: str) -> Iterator[Served]:
    """Run the service in a spawned process on a free loopback port until the block ends."""
    identity = load_identity(premises.identity, bureau)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(premises, there), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(START_SECONDS):
            raise Refused("refused-service-start", seconds=START_SECONDS)
        try:
            port = int(here.recv())
        except EOFError as error:
            raise Refused("refused-service-start", seconds=START_SECONDS) from error
        yield Served(f"http://{_LOOPBACK}:{port}", identity)
    finally:
        here.close()  # which is the signal to stop
        process.join(START_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


@contextmanager
def serve_embedded(premises: Premises, *, bureau: str, clock: Clock) -> Iterator[Served]:
    """Run the service on a thread of this process until the block ends; for the demonstration, and for its clock."""
    identity = load_identity(premises.identity, bureau)
    with build(premises, identity, clock) as app, _served(app) as port:
        yield Served(f"http://{_LOOPBACK}:{port}", identity)


@contextmanager
def _served(app: FastAPI) -> Iterator[int]:
    """The port on which the application is served by a thread, which leaves the process' signals alone."""
    # The protocol must be named: only then does asyncio switch Nagle's delay off, which is 40 ms in each answer.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind((_LOOPBACK, 0))
        server = uvicorn.Server(_config(app))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _await_start(server, thread)
            yield int(listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)


def _kept(path: Path, identity: Identity) -> Callable[[], Identity]:
    """The identity of the file at `path`, read again when another was put in its place (`replace_identity`)."""
    kept = [(_mark(path), identity)]

    def asked() -> Identity:
        known, found = kept[0]
        try:
            mark = _mark(path)
        except OSError:
            return found  # taken away while the service runs; its next start will say so
        if mark != known:
            found = load_identity(path)
            kept[0] = (mark, found)
        return found

    return asked


def _mark(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_ino, found.st_size


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(app, log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=5)


def _await_start(server: uvicorn.Server, thread: Thread) -> None:
    waited = 0.0
    while not server.started:
        if not thread.is_alive() or waited > START_SECONDS:
            raise Refused("refused-service-start", seconds=START_SECONDS)
        time.sleep(0.01)
        waited += 0.01


def _run(premises: Premises, ready: Connection) -> None:
    """The spawned process: serve until the other end of the pipe closes."""
    identity = load_identity(premises.identity)
    with build(premises, identity, SystemClock()) as app, _served(app) as port:
        ready.send(port)
        _wait_closed(ready)


def _wait_closed(pipe: Any) -> None:
    try:
        pipe.recv()
    except (EOFError, OSError):
        return
