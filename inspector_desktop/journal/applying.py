"""Applying entries to the records: one by one, a dossier anew after a verdict, or everything for a check.

The same code runs on the device and at headquarters. A dossier's state is the fold of its accepted entries by number,
then of our own that await a verdict and still follow on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import create_engine, delete
from sqlalchemy import select as columns
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, col, select

from inspector_desktop.clock import civil_date
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Damaged
from inspector_desktop.journal.facts import Fact, find_kind, read_fact
from inspector_desktop.journal.heads import Head, read_body, read_head
from inspector_desktop.journal.records import ACCEPTED, WAITING, Citation, Dossier, Entry, Record

HANDED_OVER = "dossier.handed-over"


def apply_entry(session: Session, head: Head, body: bytes, entry_hash: str, written: Fact | None = None) -> None:
    """Fold one entry into its dossier's records and flush. Raises `Damaged` when the body is none of its kind.

    `written` is what the body was just made from, where that need not be read back. An entry of an unknown kind or a
    newer version is chained and not applied; the dossier then says 需升级程序.
    """
    _apply(session, session.get(Dossier, (head.bureau, head.dossier)), head, body, entry_hash, written)
    session.flush()


class Folding:
    """Applies the entries of a batch or page: every dossier is read once, and all is written together at the end.

    Held rows are what the entries before have made of them, so `standing` needs no query. Whoever is done calls
    `settle`; whoever rolled back calls `forget`.
    """

    def __init__(self, session: Session, bureau: str, dossiers: Collection[str]) -> None:
        self._session = session
        # A session lets go of rows nobody refers to, and would read them again for every entry.
        self._rows = {
            row.dossier: row
            for row in session.exec(
                select(Dossier).where(Dossier.bureau == bureau, col(Dossier.dossier).in_(set(dossiers)))
            )
        }
        self._bureau = bureau
        self._latest: dict[str, tuple[int, str]] = {}

    def stands(self, dossier: str) -> bool:
        """Whether an entry of this dossier was applied in this batch."""
        return dossier in self._latest

    def hold(self, row: Dossier) -> None:
        """Know a dossier that was read by somebody else."""
        self._rows[row.dossier] = row

    def standing(self, dossier: str) -> Dossier | None:
        """Where a dossier of this batch stands now, or none before its first entry."""
        return self._rows.get(dossier)

    def apply(self, head: Head, body: bytes, entry_hash: str) -> None:
        """Fold one entry as `apply_entry` does, without flushing."""
        row = _apply(self._session, self._rows.get(head.dossier), head, body, entry_hash)
        self._rows[head.dossier] = row
        self._latest[head.dossier] = head.number, entry_hash

    def forget(self, dossier: str) -> None:
        """Read a dossier again, because what was applied to it last has been rolled back."""
        self._latest.pop(dossier, None)
        row = self._session.get(Dossier, (self._bureau, dossier))
        if row is None:
            self._rows.pop(dossier, None)
        else:
            self._rows[dossier] = row

    def settle(self) -> None:
        """Write everything, and look whether each dossier stands where its last entry left it.

        Raises `Damaged` when one does not: a fact threw away what was not yet written.
        """
        self._session.flush()
        found = self._session.execute(
            columns(col(Dossier.dossier), col(Dossier.number), col(Dossier.head_hash)).where(
                col(Dossier.bureau) == self._bureau, col(Dossier.dossier).in_(self._latest)
            )
        )
        if {dossier: (number, last) for dossier, number, last in found} != self._latest:
            raise Damaged("error-entry-damaged")


def _apply(
    session: Session, dossier: Dossier | None, head: Head, body: bytes, entry_hash: str, written: Fact | None = None
) -> Dossier:
    if dossier is None:
        dossier = Dossier(
            bureau=head.bureau,
            dossier=head.dossier,
            kind=head.dossier_kind,
            number=0,
            head_hash="",
            opened_at=head.occurred_at,
            opened_by=head.person,
            changed_at=head.occurred_at,
            holder=head.life,
            holder_person=head.person,
        )
        session.add(dossier)
    found = find_kind(head.kind, head.version)
    if found is None:
        dossier.needs_upgrade = True
    elif body:
        fact = written or read_fact(found, read_body(body))
        fact.apply(session, head)
        for cited in set(fact.cites()):
            session.add(Citation(bureau=head.bureau, dossier=head.dossier, entry=head.id, hash=cited))
    dossier.number = head.number
    dossier.head_hash = entry_hash
    dossier.changed_at = head.entered_at
    session.add(dossier)
    return dossier


def refold(session: Session, dossier: str) -> None:
    """Make a dossier's records anew from its entries, after a verdict changed what counts."""
    session.flush()
    for table in reversed(Record.metadata.sorted_tables):
        session.execute(delete(table).where(table.c.dossier == dossier))
    session.expire_all()
    fold(session, session, dossier)


def fold(source: Session, target: Session, dossier: str, *, until: date | None = None) -> None:
    """Apply a dossier's entries, read from `source`, to the records of `target`, or those up to a civil day.

    A body that is not the one its head names is left out, as an erased one is; `verify-journal` names it.
    """
    entries = source.exec(
        select(Entry).where(Entry.dossier == dossier, Entry.verdict == ACCEPTED).order_by(col(Entry.number))
    ).all()
    waiting = source.exec(
        select(Entry).where(Entry.dossier == dossier, Entry.verdict == WAITING).order_by(col(Entry.life_number))
    ).all()
    latest = ""
    for entry in entries:
        head = read_head(entry.head)
        if until is None or civil_date(head.occurred_at) <= until:
            apply_entry(target, head, _sound(entry.body, head), entry.hash)
        latest = entry.hash
    for entry in waiting:
        head = read_head(entry.head)
        if until is not None and civil_date(head.occurred_at) > until:
            break
        if latest in {"", head.dossier_previous}:  # one that followed an entry now set aside counts nowhere
            apply_entry(target, head, _sound(entry.body, head), entry.hash)
            latest = entry.hash


@contextmanager
def fresh_records() -> Iterator[Session]:
    """Empty records in memory to fold a journal into; they are gone afterwards."""
    fresh = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Record.metadata.create_all(fresh)
    try:
        with Session(fresh) as target:
            yield target
    finally:
        fresh.dispose()


def _sound(body: bytes, head: Head) -> bytes:
    return body if sha256_hex(body) == head.body else b""


@dataclass(frozen=True)
class Rebuilt:
    """What `rebuild` found: how much was replayed, and the tables that differ."""

    dossiers: int
    entries: int
    rows: int
    different: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether the live records are exactly what the journal says."""
        return not self.different


def rebuild(session: Session) -> Rebuilt:
    """Replay the whole journal into fresh tables in memory and compare them with the live ones, row by row."""
    dossiers = session.exec(select(Entry.dossier).distinct().order_by(col(Entry.dossier))).all()
    with fresh_records() as target:
        for dossier in dossiers:
            fold(session, target, dossier)
        target.commit()
        different, rows = [], 0
        for table in Record.metadata.sorted_tables:
            live, replayed = _rows(session, table), _rows(target, table)
            rows += len(live)
            if live != replayed:
                different.append(table.name)
    entries = len(session.exec(select(Entry.id)).all())
    return Rebuilt(dossiers=len(dossiers), entries=entries, rows=rows, different=tuple(different))


def _rows(session: Session, table: Any) -> list[tuple[Any, ...]]:
    keys = list(table.primary_key.columns)
    return sorted((tuple(row) for row in session.execute(select(table).order_by(*keys))), key=repr)
