"""Storing a page of the log: entries verified under the bureau's root, kept, and folded into the records.

Storing the same page twice changes nothing. An entry whose dossier stands differently here (entries of ours await a
verdict there, or were made by a store that was restored) makes that dossier be folded anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlmodel import Session, col, select

from inspector_desktop.errors import Disagreed
from inspector_desktop.exchange.enrolment import Certificate, read_certificate
from inspector_desktop.exchange.faults import UNAPPLIED
from inspector_desktop.exchange.pages import Line, Page
from inspector_desktop.journal.applying import apply_entry, refold
from inspector_desktop.journal.entering import entry_row
from inspector_desktop.journal.heads import NO_HASH, Head, Sealed, check_seal, read_head
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, Dossier, Entry
from inspector_desktop.sync.tables import KnownLife, Station

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
    known = {
        entry.hash: entry
        for entry in session.exec(select(Entry).where(col(Entry.hash).in_([line.hash for line in page.lines])))
    }
    anew: set[str] = set()
    new = 0
    for line in page.lines:
        entry = known.get(line.hash)
        if entry is not None:
            if entry.verdict == SET_ASIDE:
                anew.add(entry.dossier)
            entry.verdict, entry.verdict_code, entry.position = ACCEPTED, "", line.position
            session.add(entry)
        elif line.entry is None:
            raise Disagreed("error-log-unknown-entry")
        else:
            _keep(session, line, line.entry, certificates, anew, station.bureau)
            new += 1
    session.flush()
    return Stored(new, tuple(dossier for dossier in sorted(anew) if not fold_anew(session, dossier)))


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
        savepoint.rollback()
        return False
    return True


def set_fork_aside(session: Session, entry: Entry) -> None:
    """Put an entry aside that a restored store had made beside headquarters' own of that number.

    The signed head keeps its number; only the column turns negative, so that the true entry can take its place.
    """
    entry.verdict, entry.verdict_code, entry.position = SET_ASIDE, RESTORED, 0
    entry.life_number = -abs(entry.life_number)
    session.add(entry)


def _keep(
    session: Session,
    line: Line,
    sealed: Sealed,
    certificates: dict[str, Certificate],
    anew: set[str],
    bureau: str,
) -> None:
    head = _verified(sealed, certificates, bureau)
    other = session.exec(select(Entry).where(Entry.life == head.life, Entry.life_number == head.life_number)).first()
    if other is not None:
        anew.add(other.dossier)
        set_fork_aside(session, other)
        session.flush()
    row = entry_row(head, sealed.head, sealed.signature, sealed.body)
    row.verdict, row.position = ACCEPTED, line.position
    session.add(row)
    if head.dossier in anew or not _follows(session, head):
        anew.add(head.dossier)
        return
    savepoint = session.begin_nested()
    try:
        apply_entry(session, head, sealed.body, line.hash)
        savepoint.commit()
    except UNAPPLIED:
        savepoint.rollback()
        anew.add(head.dossier)


def _verified(sealed: Sealed, certificates: dict[str, Certificate], bureau: str) -> Head:
    from_life = read_head(sealed.head).life
    certificate = certificates.get(from_life)
    if certificate is None:
        raise Disagreed("error-exchange-signature")
    head = check_seal(sealed, certificate.public_key)
    if head.bureau != bureau:
        raise Disagreed("error-exchange-signature")
    return head


def _follows(session: Session, head: Head) -> bool:
    dossier = session.get(Dossier, (head.bureau, head.dossier))
    if dossier is None:
        return head.number == 1 and head.dossier_previous == NO_HASH
    return head.number == dossier.number + 1 and head.dossier_previous == dossier.head_hash
