"""What came on a stick: batches by number, then the evidence they cite; receipts are written beside each file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import col, select

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Damaged, Missing
from inspector_desktop.exchange.answers import NOT_CITED, SPOILT
from inspector_desktop.exchange.batch import MOST_BYTES, read_batch
from inspector_desktop.exchange.handovers import STICK_FILE, write_identity
from inspector_desktop.headquarters.depot import MOST_PIECE, Depot, finish, received
from inspector_desktop.headquarters.identity import Identity
from inspector_desktop.headquarters.receiving import NotTakenError, receive
from inspector_desktop.headquarters.tables import Life
from inspector_desktop.journal.records import Citation
from inspector_desktop.places import replace_file
from inspector_desktop.storage.engine import reading, writing

BATCH, RECEIPT, EVIDENCE, EVIDENCE_RECEIPT = ".batch", ".receipt", ".evidence", ".evidence-receipt"
_STICK = "stick"  # whose part files in the depot these are
_DIGEST = 64


@dataclass
class Taken:
    """What was taken: batches with their entries, evidence received (again), and evidence left with the reason."""

    batches: list[dict[str, object]] = field(default_factory=list)
    evidence: int = 0
    left: list[dict[str, str]] = field(default_factory=list)


def files_of(given: Iterable[Path]) -> list[Path]:
    """The batches and pieces of evidence among files and folders: batches first, by number."""
    found: list[Path] = []
    for one in given:
        if one.is_dir():
            found += [*sorted(one.glob(f"*{BATCH}")), *sorted(one.glob(f"*{EVIDENCE}"))]
        else:
            found.append(one)
    return sorted(found, key=lambda path: path.suffix == EVIDENCE)


def take_stick(engine: Engine, identity: Identity, depot: Depot, given: Iterable[Path], clock: Clock) -> Taken:
    """Take everything on a stick. Raises `Missing`, `Damaged` for a batch that is not to be taken.

    A piece of evidence whose bytes are not those of its name, or that no record cites, is left and told.
    """
    taken = Taken()
    for path in files_of(given):
        if path.suffix == EVIDENCE:
            why = _take_evidence(engine, identity, depot, path, clock)
            if why:
                taken.left.append({"file": path.name, "why": why})
            else:
                taken.evidence += 1
        else:
            taken.batches.append(_take_batch(engine, identity, path, clock))
    return taken


def _take_batch(engine: Engine, identity: Identity, path: Path, clock: Clock) -> dict[str, object]:
    with path.open("rb") as file:
        sealed = file.read(MOST_BYTES + 1)
    batch = read_batch(sealed)
    try:
        with writing(engine) as session:
            if session.get(Life, batch.life) is None:
                raise Missing("rejected-unknown-life")
            done = receive(session, sealed, batch.life, batch.number, identity=identity, clock=clock)
    except NotTakenError as error:
        raise Damaged(f"rejected-{error.code}", expected=error.expected) from error
    replace_file(path.with_suffix(RECEIPT), done.receipt)
    if identity.former:  # else the device could not tell whose receipts these are
        replace_file(path.with_name(STICK_FILE), write_identity(identity.former, identity.signer))
    return {"file": path.name, "entries": len(batch.entries), "repeated": done.repeated}


def _take_evidence(engine: Engine, identity: Identity, depot: Depot, path: Path, clock: Clock) -> str:
    """Take one piece, resumed where its part file ends; return why it was left, or nothing."""
    digest = path.stem
    if len(digest) != _DIGEST or any(sign not in "0123456789abcdef" for sign in digest):
        return NOT_CITED
    size = path.stat().st_size
    with reading(engine) as session:
        cited = session.exec(
            select(Citation.hash).where(Citation.bureau == identity.bureau, col(Citation.hash) == digest).limit(1)
        ).first()
        known = received(session, identity.bureau, digest)
    if cited is None:
        return NOT_CITED
    if known is None:
        try:
            _bring(depot, digest, path, size)
        except NotTakenError as error:
            return error.code
    with writing(engine) as session:
        receipt = finish(session, digest, size, identity=identity, clock=clock)
    replace_file(path.with_suffix(EVIDENCE_RECEIPT), receipt)
    return ""


def _bring(depot: Depot, digest: str, path: Path, size: int) -> None:
    offset = depot.offset(digest, _STICK)
    with path.open("rb") as file:
        file.seek(offset)
        while True:
            piece = file.read(MOST_PIECE)
            if not piece:
                raise NotTakenError(SPOILT)
            if depot.append(digest, _STICK, offset=offset, piece=piece, size=size):
                return
            offset += len(piece)
