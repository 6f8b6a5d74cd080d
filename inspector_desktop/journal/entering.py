"""Entering facts: the only door by which this device changes anything.

A fact becomes a signed entry at the end of its dossier and of its device life, and is applied in the same transaction.
Whoever opened the session commits.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.journal.applying import Folding, apply_entry
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.facts import Fact, find_kind, read_fact
from inspector_desktop.journal.heads import NO_HASH, Head, Sealed, read_body, seal, wrap_body
from inspector_desktop.journal.records import SET_ASIDE, WAITING, Dossier, Entry

TAKEN = "dossier.taken"
TAKEN_OVER = "dossier.taken-over"
AT_ONCE = 300  # entries of a run that are written together


def open_dossier(
    session: Session,
    fact: Fact,
    *,
    kind: str,
    desk: Desk,
    clock: Clock,
    dossier: DossierId | None = None,
    occurred_at: datetime | None = None,
) -> DossierId:
    """Open a dossier of `kind` with its first fact and return its id. It lies on this desk."""
    opened = dossier or DossierId(new_id(clock))
    if session.get(Dossier, (desk.bureau, opened)) is not None:
        raise Refused("refused-dossier-exists")
    _append(
        session,
        fact,
        desk=desk,
        clock=clock,
        dossier=opened,
        kind=kind,
        number=1,
        previous=NO_HASH,
        occurred_at=occurred_at,
    )
    return opened


def enter(
    session: Session,
    fact: Fact,
    *,
    desk: Desk,
    clock: Clock,
    dossier: DossierId | str,
    occurred_at: datetime | None = None,
) -> Head:
    """Enter a fact at the end of a dossier that lies on this desk.

    `occurred_at` is when it happened if that was earlier (补录). Raises `Missing`, or
    `Refused("refused-not-here")` when the dossier lies on another desk or in a tray, and
    `Refused("refused-take-waiting")` when headquarters has not receipted its taking yet, and
    `Refused("refused-needs-upgrade")` when a newer program wrote in it.
    """
    row = session.get(Dossier, (desk.bureau, dossier))
    if row is None:
        raise Missing("error-dossier-missing")
    if fact.KIND not in {TAKEN, TAKEN_OVER}:
        if row.holder != desk.life:
            raise Refused("refused-not-here", holder=row.holder_person or row.tray_person or row.tray_role)
        if row.taken_with and _is_waiting(session, row.taken_with):
            raise Refused("refused-take-waiting")
        if row.needs_upgrade:  # what is shown of it here is not all there is
            raise Refused("refused-needs-upgrade")
    return _append(
        session,
        fact,
        desk=desk,
        clock=clock,
        dossier=DossierId(dossier),
        kind=row.kind,
        number=row.number + 1,
        previous=row.head_hash,
        occurred_at=occurred_at,
    )


def reinstate(session: Session, entry_id: str, *, desk: Desk, clock: Clock) -> Head:
    """Enter the fact of a set-aside entry again, at the end of its dossier as it stands now.

    Raises `Refused` when the entry is not set aside or its dossier does not lie here, `Missing` without it.
    """
    entry = session.get(Entry, entry_id)
    if entry is None:
        raise Missing("error-entry-missing")
    if entry.verdict != SET_ASIDE:
        raise Refused("refused-not-set-aside")
    found = find_kind(entry.kind, entry.version)
    if found is None:
        raise Refused("refused-needs-upgrade")
    fact = read_fact(found, read_body(entry.body))
    return enter(session, fact, desk=desk, clock=clock, dossier=entry.dossier, occurred_at=moment(entry.occurred_at))


def last_of_life(session: Session, life: str) -> tuple[int, str]:
    """Number and hash of a life's latest entry; zero and `NO_HASH` before its first."""
    latest = session.exec(
        select(Entry.life_number, Entry.hash).where(Entry.life == life).order_by(col(Entry.life_number).desc()).limit(1)
    ).first()
    return latest if latest is not None else (0, NO_HASH)


def _is_waiting(session: Session, entry_id: str) -> bool:
    entry = session.get(Entry, entry_id)
    return entry is not None and entry.verdict == WAITING


def _append(
    session: Session,
    fact: Fact,
    *,
    desk: Desk,
    clock: Clock,
    dossier: DossierId,
    kind: str,
    number: int,
    previous: str,
    occurred_at: datetime | None,
) -> Head:
    head, sealed, body = _sealed(
        fact, desk=desk, clock=clock, dossier=dossier, kind=kind, number=number, previous=previous,
        occurred_at=occurred_at, last=last_of_life(session, desk.life),
    )  # fmt: skip
    session.add(Entry(**entry_columns(head, sealed)))
    session.flush()
    apply_entry(session, head, body, sealed.hash, fact if fact.AS_WRITTEN else None)
    return head


class Run:
    """Enters very many facts in one go, in dossiers opened on this desk: what they follow on is kept, not asked again.

    Whoever is done calls `settle`; nothing of what was entered is to be read before.
    """

    def __init__(self, session: Session, *, desk: Desk, clock: Clock) -> None:
        self._session, self._desk, self._clock = session, desk, clock
        self._last = last_of_life(session, desk.life)
        self._rows: list[dict[str, Any]] = []
        self._folding = Folding(session, desk.bureau, ())

    def open(self, fact: Fact, *, kind: str) -> DossierId:
        """Open a dossier of `kind` with its first fact, as `open_dossier` does."""
        dossier = DossierId(new_id(self._clock))
        self._append(fact, dossier, kind, 1, NO_HASH)
        return dossier

    def enter(self, fact: Fact, row: Dossier) -> None:
        """Enter a fact at the end of a dossier that was opened here. Raises `Refused` when it no longer lies here."""
        if row.holder != self._desk.life:
            raise Refused("refused-not-here", holder=row.holder_person or row.tray_person or row.tray_role)
        if self._folding.stands(row.dossier):
            self.settle()  # its facts read what the one before has written
        self._folding.hold(row)
        self._append(fact, DossierId(row.dossier), row.kind, row.number + 1, row.head_hash)

    def settle(self) -> None:
        """Write what was entered since the last time, and look whether every dossier stands where it was left."""
        if self._rows:
            self._session.flush()
            self._session.connection().execute(insert(Entry), self._rows)
            self._folding.settle()
        self._rows, self._folding = [], Folding(self._session, self._desk.bureau, ())

    def _append(self, fact: Fact, dossier: DossierId, kind: str, number: int, previous: str) -> None:
        head, sealed, body = _sealed(
            fact, desk=self._desk, clock=self._clock, dossier=dossier, kind=kind, number=number, previous=previous,
            occurred_at=None, last=self._last,
        )  # fmt: skip
        self._last = head.life_number, sealed.hash
        self._rows.append(entry_columns(head, sealed))
        with self._session.no_autoflush:  # nothing that is looked for can be among what is not written yet
            self._folding.apply(head, body, sealed.hash)
        if len(self._rows) >= AT_ONCE:
            self.settle()


def _sealed(
    fact: Fact,
    *,
    desk: Desk,
    clock: Clock,
    dossier: DossierId,
    kind: str,
    number: int,
    previous: str,
    occurred_at: datetime | None,
    last: tuple[int, str],
) -> tuple[Head, Sealed, bytes]:
    """A fact as the next entry of its dossier and of this life, whose last is given by number and hash."""
    now = clock.now()
    life_number, life_hash = last
    body = wrap_body(fact.written())
    head = Head(
        id=new_id(clock),
        bureau=desk.bureau,
        dossier=dossier,
        dossier_kind=kind,
        number=number,
        kind=fact.KIND,
        version=fact.VERSION,
        occurred_at=stamp(occurred_at or now),
        entered_at=stamp(now),
        person=desk.person.id,
        life=desk.life,
        life_number=life_number + 1,
        life_previous=life_hash,
        dossier_previous=previous,
        body=sha256_hex(body),
    )
    return head, seal(head, body, desk.signer), body


def entry_columns(head: Head, sealed: Sealed) -> dict[str, Any]:
    """What stands in the row of an entry, awaiting its verdict; many at a time are inserted as they are."""
    return {
        "id": head.id,
        "bureau": head.bureau,
        "dossier": head.dossier,
        "dossier_kind": head.dossier_kind,
        "number": head.number,
        "kind": head.kind,
        "version": head.version,
        "occurred_at": head.occurred_at,
        "entered_at": head.entered_at,
        "person": head.person,
        "life": head.life,
        "life_number": head.life_number,
        "hash": sealed.hash,
        "head": sealed.head,
        "signature": sealed.signature,
        "body": sealed.body,
        "verdict": WAITING,
        "verdict_code": "",
        "position": 0,
    }
