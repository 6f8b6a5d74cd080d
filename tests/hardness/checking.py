"""What must hold of the files of a field after anything was killed at any moment. Says problems, one text each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from factories.clock import FakeClock
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from hardness.field import BUREAU, Field
from hardness.visiting import problems_of
from inspector_desktop.check.records import Photo
from inspector_desktop.check.store import lines_of
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.headquarters import checking as headquarters
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.headquarters.tables import ReceivedBatch, ReceivedBlob, open_headquarters
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.heads import NO_HASH, Sealed, check_seal
from inspector_desktop.journal.lives import lives
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, WAITING, Citation, Dossier, Entry
from inspector_desktop.opening import Opening
from inspector_desktop.signature.records import SignatureRow
from inspector_desktop.storage.engine import reading
from inspector_desktop.storage.evidence import Evidence, has_evidence, read_evidence
from inspector_desktop.sync.tables import EvidenceReceipt, SealedBatch

RECENT = 200  # entries whose seals every check verifies; a deep one verifies all


def check_device(opened: Opening, acknowledged: Iterable[str], *, deep: bool) -> Iterator[str]:
    """The store as this start found it. `deep` also verifies every seal, replays the journal and reads all evidence."""
    if opened.new_life:
        yield f"a new life began: {opened.new_life}"
    yield from _sound(opened.engine, encrypted=True)
    with opened.reading() as session:
        yield from _chains(session, deep=deep)
        yield from _kept(session, list(acknowledged))
        if deep:
            replayed = rebuild(session)
            yield from (f"{table} is not what the journal says" for table in replayed.different)
            for digest in session.exec(select(Evidence.hash)):
                read_evidence(session, digest)


def check_headquarters(field: Field) -> Iterator[str]:
    """Headquarters after it was killed: whole, and nothing that a device holds a receipt for is missing."""
    engine = open_headquarters(field.premises.where)
    try:
        yield from _sound(engine, encrypted=False)
        clock = FakeClock(datetime.fromisoformat(field.facts["start"]) + timedelta(days=3650))
        with reading(engine) as there, field.device(clock) as opened, opened.reading() as here:
            yield from _receipted(here, there)
            depot = Depot(field.premises.evidence)
            receipted = list(here.exec(select(EvidenceReceipt.hash).where(EvidenceReceipt.receipt != b"")))
            yield from (f"receipted evidence {digest[:8]} is damaged" for digest in depot.missing(receipted))
    finally:
        engine.dispose()


def check_everything(field: Field, acknowledged: Iterable[str]) -> Iterator[str]:
    """After the last exchange: the same on both sides, exactly once."""
    yield from check_headquarters(field)
    engine = open_headquarters(field.premises.where)
    clock = FakeClock(datetime.fromisoformat(field.facts["start"]) + timedelta(days=3650))
    try:
        with reading(engine) as there, field.device(clock) as opened, opened.reading() as here:
            yield from check_device(opened, acknowledged, deep=True)
            found = headquarters.check(there, BUREAU, Depot(field.premises.evidence))
            yield from found.problems
            if found.set_aside:
                yield f"{found.set_aside} entries were set aside though nobody did anything wrong"
            mine = {row[0]: row[1:] for row in here.exec(select(Entry.hash, Entry.verdict, Entry.position))}
            theirs = {row[0]: row[1:] for row in there.exec(select(Entry.hash, Entry.verdict, Entry.position))}
            if mine != theirs:
                yield f"{len(set(mine.items()) ^ set(theirs.items()))} entries differ between device and headquarters"
            for name, column in (("cited", Citation.hash),):
                cited = set(there.exec(select(column)))
                whole = set(there.exec(select(ReceivedBlob.hash)))
                if cited != whole:
                    yield f"{len(cited ^ whole)} pieces of evidence are {name} and not received, or the reverse"
            for table in (Dossier, Photo, SignatureRow, Citation):
                if _rows(here, table) != _rows(there, table):
                    yield f"{table.__tablename__} differs between device and headquarters"
    finally:
        engine.dispose()


def _sound(engine: Engine, *, encrypted: bool) -> Iterator[str]:
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        said = [row[0] for row in cursor.execute("pragma integrity_check").fetchall()]
        if said != ["ok"]:
            yield f"integrity_check: {said[:3]}"
        if encrypted and (broken := cursor.execute("pragma cipher_integrity_check").fetchall()):
            yield f"cipher_integrity_check: {broken[:3]}"
        if cursor.execute("pragma foreign_key_check").fetchall():
            yield "foreign_key_check"
        cursor.close()


def _chains(session: Session, *, deep: bool) -> Iterator[str]:
    for life in lives(session):
        count, last = session.exec(
            select(func.count(), func.max(Entry.life_number)).select_from(Entry).where(Entry.life == life.id)
        ).one()
        if count != (last or 0):
            yield f"life {life.id[:8]} has {count} entries up to {last}"
        first = 1 if deep or not last else max(1, last - RECENT)
        previous, key = None, read_public(life.public_key)
        rows = session.exec(
            select(Entry).where(Entry.life == life.id, Entry.life_number >= first).order_by(col(Entry.life_number))
        )
        for row in rows:
            head = check_seal(Sealed(row.head, row.signature, row.body), key)
            if head.life_number == 1:
                previous = NO_HASH
            if previous is not None and head.life_previous != previous:
                yield f"the chain of {life.id[:8]} breaks at {head.life_number}"
            previous = row.hash
    twice = session.exec(select(Entry.hash).group_by(Entry.hash).having(func.count() > 1)).all()
    yield from (f"entry {one[:8]} is there twice" for one in twice)
    counted = dict(
        session.exec(
            select(Entry.dossier, func.count())
            .where(col(Entry.verdict).in_((ACCEPTED, WAITING)))
            .group_by(Entry.dossier)
        ).all()
    )
    standing = dict(session.exec(select(Dossier.dossier, Dossier.number)).all())
    yield from (
        f"dossier {one[:8]} does not stand where its entries do" for one in counted if counted[one] != standing.get(one)
    )


def _kept(session: Session, acknowledged: list[str]) -> Iterator[str]:
    """Everything that was said to be done is there."""
    said: dict[str, list[list[str]]] = {}
    for line in acknowledged:
        kind, *words = line.split()
        said.setdefault(kind, []).append(words)
    for life, number, entry_hash in said.get("entry", []):
        found = session.exec(select(Entry.hash).where(Entry.life == life, Entry.life_number == int(number))).first()
        if found != entry_hash:
            yield f"entry {number} was acknowledged as {entry_hash[:8]} and is {str(found)[:8]}"
    for dossier, digest in said.get("photo", []):
        shown = session.exec(select(Photo).where(Photo.dossier == dossier, Photo.hash == digest)).first()
        if shown is None or not has_evidence(session, digest):
            yield f"photograph {digest[:8]} was acknowledged and is not there"
        else:
            read_evidence(session, digest)  # raises for other bytes
    for dossier, role in {(words[0], words[1]) for words in said.get("sign", [])}:
        signed = select(SignatureRow).where(SignatureRow.dossier == dossier, SignatureRow.role == role)
        if session.exec(signed).first() is None:
            yield f"the signature of {role} was acknowledged and is not there"
    yield from _answers_kept(session, said.get("answer", []))
    yield from problems_of(session, said)


def _answers_kept(session: Session, said: list[list[str]]) -> Iterator[str]:
    """The latest answer to each line, or one given after it that nobody lived to acknowledge."""
    latest = {(dossier, line): int(token) for dossier, line, token in said}
    kept = {dossier: lines_of(session, BUREAU, dossier) for dossier, _ in latest}
    for (dossier, line), token in latest.items():
        if line not in kept[dossier] or int(kept[dossier][line].fact) < token:
            yield f"answer {token} on {line} was acknowledged and is not there"


def _receipted(here: Session, there: Session) -> Iterator[str]:
    """What a device believes headquarters has, headquarters has."""
    known = {row[0]: row[1:] for row in there.exec(select(Entry.hash, Entry.verdict, Entry.position))}
    own = here.exec(
        select(Entry.hash, Entry.verdict, Entry.position).where(col(Entry.verdict).in_((ACCEPTED, SET_ASIDE)))
    )
    for entry_hash, verdict, position in own:
        if known.get(entry_hash) != (verdict, position):
            yield f"entry {entry_hash[:8]} is {verdict} at {position} here, {known.get(entry_hash)} at headquarters"
    receipts = {(row.life, row.number): bytes(row.receipt) for row in there.exec(select(ReceivedBatch))}
    for row in here.exec(select(SealedBatch).where(SealedBatch.receipt != b"")):
        if receipts.get((row.life, row.number)) != bytes(row.receipt):
            yield f"the receipt of batch {row.number} differs"


def _rows(session: Session, table: Any) -> list[tuple[Any, ...]]:
    columns = table.__table__
    return [tuple(row) for row in session.execute(select(columns).order_by(*columns.primary_key.columns))]
