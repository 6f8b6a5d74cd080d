"""Storing a page of the log: entries verified under the bureau's root, kept, and folded into the records.

Storing the same page twice changes nothing. An entry whose dossier stands differently here (entries of ours await a
verdict there, or were made by a store that was restored) makes that dossier be folded anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import insert, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from inspector_desktop.errors import Disagreed
from inspector_desktop.exchange.enrolment import Certificate, read_certificate
from inspector_desktop.exchange.faults import UNAPPLIED, roll_back
from inspector_desktop.exchange.pages import Line, Page
from inspector_desktop.journal.applying import Folding, refold
from inspector_desktop.journal.entering import entry_columns
from inspector_desktop.journal.heads import NO_HASH, Head, Sealed, read_head, verify_seal
from inspector_desktop.journal.leases import Station
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, Dossier, Entry
from inspector_desktop.sync.tables import KnownLife

RESTORED = "restored"  # set aside here: a store that was restored had gone another way


@dataclass(frozen=True)
class Stored:
    """What a page brought."""

    new: int
    troubled: tuple[str, ...]  # dossiers that could not be brought up to date


def store_page(session: Session, page: Page, *, station: Station, root: Ed25519PublicKey) -> Stored:
    """Keep a page's entries and fold them. Raises `Disagreed` or `Damaged` for entries that do not verify."""
    if page.bureau != station.bureau:
        raise Disagreed("error-exchange-signature")
    certificates = keep_certificates(session, page.certificates, station=station, root=root)
    session.flush()
    known = {
        entry.hash: entry
        for entry in session.execute(
            columns(col(Entry.hash), col(Entry.id), col(Entry.dossier), col(Entry.verdict), col(Entry.position)).where(
                col(Entry.hash).in_([line.hash for line in page.lines])
            )
        )
    }
    changes: list[dict[str, Any]] = []
    anew: set[str] = set()
    keys: dict[str, Ed25519PublicKey] = {}
    fresh: list[tuple[Line, Sealed, Head]] = []
    for line in page.lines:
        entry = known.get(line.hash)
        if entry is not None:
            if entry.verdict == SET_ASIDE:
                anew.add(entry.dossier)
            if (entry.verdict, entry.position) != (ACCEPTED, line.position):
                accepted = {"verdict": ACCEPTED, "verdict_code": "", "position": line.position}
                changes.append({"id": entry.id, **accepted})
        elif line.entry is None:
            raise Disagreed("error-log-unknown-entry")
        else:
            fresh.append((line, line.entry, _verified(line.entry, certificates, keys, station.bureau)))
    if changes:
        session.execute(update(Entry), changes)
        session.expire_all()  # rows the session holds are told nothing of this
    anew |= _make_room(session, [head for _, _, head in fresh])
    session.flush()
    anew |= _keep_all(session, fresh, anew)
    return Stored(len(fresh), tuple(dossier for dossier in sorted(anew) if not fold_anew(session, dossier)))


def keep_certificates(
    session: Session, documents: tuple[bytes, ...], *, station: Station, root: Ed25519PublicKey
) -> dict[str, Certificate]:
    """Verify and keep certificates of lives; by life."""
    found: dict[str, Certificate] = {}
    for document in documents:
        certificate = read_certificate(document, root)
        if certificate.bureau != station.bureau:
            raise Disagreed("error-exchange-signature")
        found[certificate.life] = certificate
        if session.get(KnownLife, certificate.life) is None:
            session.add(
                KnownLife(life=certificate.life, device=certificate.device, key=certificate.key, certificate=document)
            )
    session.flush()
    return found


def fold_anew(session: Session, dossier: str) -> bool:
    """Fold a dossier anew; false when it cannot be, and then it stays as it was."""
    savepoint = session.begin_nested()
    try:
        refold(session, dossier)
        savepoint.commit()
    except UNAPPLIED:
        roll_back(session, savepoint)
        return False
    return True


def set_fork_aside(session: Session, entry: Entry) -> None:
    """Put an entry aside that a restored store had made beside headquarters' own of that number.

    The signed head keeps its number; only the column turns negative, so that the true entry can take its place.
    """
    entry.verdict, entry.verdict_code, entry.position = SET_ASIDE, RESTORED, 0
    entry.life_number = -abs(entry.life_number)
    session.add(entry)


def _make_room(session: Session, heads: list[Head]) -> set[str]:
    """Put aside entries of ours that stand on the number of another; their dossiers must be folded anew."""
    numbers = {(head.life, head.life_number) for head in heads}
    rivals = [
        entry
        for entry in session.exec(
            select(Entry).where(
                col(Entry.life).in_({life for life, _ in numbers}),
                col(Entry.life_number).in_({number for _, number in numbers}),
            )
        )
        if (entry.life, entry.life_number) in numbers
    ]
    for entry in rivals:
        set_fork_aside(session, entry)
    return {entry.dossier for entry in rivals}


def _keep_all(session: Session, fresh: list[tuple[Line, Sealed, Head]], anew: set[str]) -> set[str]:
    """Add the entries and apply those that follow on; returns the dossiers to be folded anew.

    In one savepoint: if some entry cannot be applied, all dossiers of the page are folded one by one instead.
    """
    if not fresh:
        return set()
    rows = [
        entry_columns(head, sealed) | {"verdict": ACCEPTED, "position": line.position} for line, sealed, head in fresh
    ]
    session.execute(insert(Entry), rows)
    folding = Folding(session, fresh[0][2].bureau, {head.dossier for _, _, head in fresh})
    behind: set[str] = set()
    savepoint = session.begin_nested()
    try:
        for line, sealed, head in fresh:
            if head.dossier in anew or head.dossier in behind or not _follows(folding.standing(head.dossier), head):
                behind.add(head.dossier)
            else:
                folding.apply(head, sealed.body, line.hash)
        folding.settle()
        savepoint.commit()
    except UNAPPLIED:
        roll_back(session, savepoint)
        behind = {head.dossier for _, _, head in fresh}
    return behind


def _verified(
    sealed: Sealed, certificates: dict[str, Certificate], keys: dict[str, Ed25519PublicKey], bureau: str
) -> Head:
    head = read_head(sealed.head)
    if head.life not in keys:
        certificate = certificates.get(head.life)
        if certificate is None:
            raise Disagreed("error-exchange-signature")
        keys[head.life] = certificate.public_key
    verify_seal(sealed, head, keys[head.life])
    if head.bureau != bureau:
        raise Disagreed("error-exchange-signature")
    return head


def _follows(dossier: Dossier | None, head: Head) -> bool:
    if dossier is None:
        return head.number == 1 and head.dossier_previous == NO_HASH
    return head.number == dossier.number + 1 and head.dossier_previous == dossier.head_hash
