"""Entering facts: the only door by which this device changes anything.

A fact becomes a signed entry at the end of its dossier and of its device life, and is applied in the same transaction.
Whoever opened the session commits.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.journal.applying import apply_entry
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.facts import Fact, find_kind, read_fact
from inspector_desktop.journal.heads import NO_HASH, Head, Sealed, read_body, seal, wrap_body
from inspector_desktop.journal.records import SET_ASIDE, WAITING, Dossier, Entry

TAKEN = "dossier.taken"
TAKEN_OVER = "dossier.taken-over"


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
    now = clock.now()
    life_number, life_hash = last_of_life(session, desk.life)
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
    sealed = seal(head, body, desk.signer)
    session.add(Entry(**entry_columns(head, sealed)))
    session.flush()
    apply_entry(session, head, body, sealed.hash, fact if fact.AS_WRITTEN else None)
    return head


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
