"""Checks a whole journal against itself: seals, bodies, the chain of every device life and of every dossier, evidence.

Nothing is mended here; what is found is named with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import delete
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from inspector_desktop.errors import Damaged, Missing
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.journal.heads import NO_HASH, Head, Sealed, check_seal
from inspector_desktop.journal.lives import lives
from inspector_desktop.journal.records import ACCEPTED, Entry, Record
from inspector_desktop.kinds import replay
from inspector_desktop.storage.evidence import Evidence, read_evidence
from inspector_desktop.sync.tables import KnownLife

_STEP = 500
_COLUMNS = (
    "id",
    "bureau",
    "dossier",
    "dossier_kind",
    "number",
    "kind",
    "version",
    "occurred_at",
    "entered_at",
    "person",
)


@dataclass(frozen=True)
class Problem:
    """Something wrong: a wording key, and which entry, dossier or piece of evidence it is about."""

    why: str
    place: str


@dataclass(frozen=True)
class Checked:
    """How much was read, and what is wrong."""

    entries: int
    dossiers: int
    lives: int
    evidence: int
    erased: int  # bodies taken out where the law demands it; their heads still verify
    problems: tuple[Problem, ...]

    @property
    def verified(self) -> bool:
        """Whether nothing was wrong."""
        return not self.problems


def check_journal(session: Session) -> Checked:
    """Read every entry and every piece of evidence of this store once."""
    own = {row.id for row in lives(session)}
    keys = {row.life: read_public(row.key) for row in session.exec(select(KnownLife))}
    keys |= {row.id: read_public(row.public_key) for row in lives(session)}
    problems = [*_seals(session, keys), *_life_chains(session, own), *_dossier_chains(session)]
    evidence = session.exec(select(Evidence.hash).order_by(Evidence.hash)).all()
    for digest in evidence:
        try:
            read_evidence(session, digest)
        except (Damaged, Missing):
            problems.append(Problem("journal-evidence-damaged", digest))
        session.expunge_all()
    found = session.exec(select(Entry.dossier, Entry.life, Entry.body == b"")).all()
    return Checked(
        entries=len(found),
        dossiers=len({one[0] for one in found}),
        lives=len({one[1] for one in found}),
        evidence=len(evidence),
        erased=sum(bool(one[2]) for one in found),
        problems=tuple(problems),
    )


def _seals(session: Session, keys: Mapping[str, Ed25519PublicKey]) -> Iterator[Problem]:
    """Signature, body and hash of each entry, and that the columns say what the signed head says."""
    after = ""
    while True:
        rows = session.exec(select(Entry).where(Entry.id > after).order_by(col(Entry.id)).limit(_STEP)).all()
        if not rows:
            return
        for row in rows:
            after = row.id
            key = keys.get(row.life)
            if key is None:
                yield Problem("journal-key-unknown", row.id)
                continue
            sealed = Sealed(row.head, row.signature, row.body)
            try:
                head = check_seal(sealed, key)
            except Damaged:
                yield Problem("journal-entry-damaged", row.id)
                continue
            if sealed.hash != row.hash or not _same(row, head):
                yield Problem("journal-entry-differs", row.id)
        session.expunge_all()


def _same(row: Entry, head: Head) -> bool:
    # The column of a fork's entry is negative, so that the true one can take its place (`sync.storing`).
    return (head.life, head.life_number) == (row.life, abs(row.life_number)) and all(
        getattr(row, name) == getattr(head, name) for name in _COLUMNS
    )


def _life_chains(session: Session, own: set[str]) -> Iterator[Problem]:
    """Each entry of a life points to the one before. Of other devices only the dossiers we may see lie here."""
    life, number, before = "", 0, NO_HASH
    statement = (
        columns(col(Entry.id), col(Entry.life), col(Entry.life_number), col(Entry.hash), col(Entry.head))
        .where(col(Entry.life_number) > 0)
        .order_by(col(Entry.life), col(Entry.life_number))
    )
    for entry, of_life, of_number, digest, head in session.execute(statement):
        if of_life != life:
            life, number, before = of_life, 0, NO_HASH
        if of_number == number + 1:
            if f'"life_previous":"{before}"'.encode() not in head:
                yield Problem("journal-life-broken", entry)
        elif of_life in own:
            yield Problem("journal-life-gap", entry)
        number, before = of_number, digest


def _dossier_chains(session: Session) -> Iterator[Problem]:
    """The accepted entries of a dossier are numbered from one, each pointing to the one before."""
    dossier, number, before = "", 0, NO_HASH
    statement = (
        columns(col(Entry.id), col(Entry.dossier), col(Entry.number), col(Entry.hash), col(Entry.head))
        .where(col(Entry.verdict) == ACCEPTED)
        .order_by(col(Entry.dossier), col(Entry.number))
    )
    for entry, of_dossier, of_number, digest, head in session.execute(statement):
        if of_dossier != dossier:
            dossier, number, before = of_dossier, 0, NO_HASH
        if of_number != number + 1 or f'"dossier_previous":"{before}"'.encode() not in head:
            yield Problem("journal-dossier-broken", entry)
        number, before = of_number, digest


def replay_in_place(session: Session) -> None:
    """Make all records anew from the journal, in the caller's transaction."""
    for table in reversed(Record.metadata.sorted_tables):
        session.execute(delete(table))
    session.expire_all()
    replay(session)
