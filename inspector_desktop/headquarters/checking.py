"""Checking a headquarters against itself: log unbroken, entries sealed, records equal to a replay, evidence whole."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.errors import Damaged
from inspector_desktop.exchange.faults import UNAPPLIED
from inspector_desktop.exchange.pages import LOG_START, next_link
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.headquarters.tables import Bureau, Life, LogLine, ReceivedBlob
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.heads import Sealed, check_seal
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, Entry

_STEP = 500


@dataclass(frozen=True)
class Checked:
    """What was found. `problems` are short English words for machines and logs, with the place they were found at."""

    positions: int
    accepted: int
    set_aside: int
    evidence: int
    problems: tuple[str, ...]

    @property
    def verified(self) -> bool:
        """Whether nothing was wrong."""
        return not self.problems


def check(session: Session, bureau: str, depot: Depot) -> Checked:
    """Read everything once and say what is wrong."""
    problems = list(_log_problems(session, bureau))
    try:
        problems += [f"records-differ:{table}" for table in rebuild(session).different]
    except UNAPPLIED as error:
        problems.append(f"replay-stopped:{type(error).__name__}")
    blobs = list(session.exec(select(ReceivedBlob.hash).where(ReceivedBlob.bureau == bureau)))
    problems += [f"evidence-damaged:{digest}" for digest in depot.missing(blobs)]
    end = session.get(Bureau, bureau)
    return Checked(
        positions=end.position if end else 0,
        accepted=_count(session, ACCEPTED),
        set_aside=_count(session, SET_ASIDE),
        evidence=len(blobs),
        problems=tuple(problems),
    )


def _log_problems(session: Session, bureau: str) -> list[str]:
    keys = {life.life: read_public(life.key) for life in session.exec(select(Life))}
    end = session.get(Bureau, bureau)
    found, chain, position = [], LOG_START, 0
    last = end.position if end else 0
    while position < last:
        rows = session.exec(
            select(LogLine, Entry)
            .outerjoin(Entry, col(Entry.hash) == col(LogLine.hash))
            .where(LogLine.bureau == bureau, LogLine.position > position)
            .order_by(col(LogLine.position))
            .limit(_STEP)
        ).all()
        if not rows:
            found.append(f"log-ends-early:{position}")
            break
        for line, entry in rows:
            position += 1
            chain = next_link(chain, line.hash)
            if line.position != position or line.chain != chain:
                return [*found, f"log-broken:{position}"]
            if entry is None or entry.position != position:
                found.append(f"entry-missing:{position}")
                continue
            try:
                check_seal(Sealed(entry.head, entry.signature, entry.body), keys[entry.life])
            except (Damaged, KeyError):
                found.append(f"entry-damaged:{position}")
    if end is not None and chain != end.chain:
        found.append(f"log-broken:{position}")
    return found


def _count(session: Session, verdict: str) -> int:
    return session.exec(select(func.count()).select_from(Entry).where(Entry.verdict == verdict)).one()
