"""What a round writes through: something that runs a function in one transaction.

The windows pass one that owns the writer's lane; commands and tests pass the plain one here. No session is ever open
while the network is waited for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from inspector_desktop.storage.engine import writing

T = TypeVar("T")


class Ledger(Protocol):
    """Runs work on the store."""

    def run(self, work: Callable[[Session], T], /) -> T:
        """Run `work` with a session in one transaction, committed at the end, and return its result."""
        ...


class PlainLedger:
    """One transaction on an engine, on the calling thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self, work: Callable[[Session], T], /) -> T:
        with writing(self._engine) as session:
            return work(session)
