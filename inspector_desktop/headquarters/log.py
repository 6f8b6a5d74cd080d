"""Serving the log: pages by position, pages of one dossier, and the comparison of where dossiers stand.

What is written here was decided in `receiving`; nothing here changes anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from inspector_desktop.exchange.digests import Comparison, Standing, group_digests, group_of, root_digest
from inspector_desktop.exchange.pages import LOG_START, MOST_LINES, PAGE_BYTES, Line, Page
from inspector_desktop.headquarters.directory import certificates_of
from inspector_desktop.headquarters.tables import Bureau, LogLine
from inspector_desktop.journal.heads import Sealed
from inspector_desktop.journal.records import ACCEPTED, Dossier, Entry

_COLUMNS = (
    col(Entry.position), col(Entry.hash), col(Entry.life), col(Entry.head), col(Entry.signature), col(Entry.body),
)  # fmt: skip
"""What a line needs; whole rows would cost several times as much to read."""


def end_of_log(session: Session, bureau: str) -> int:
    """The latest position; 0 before the first."""
    row = session.get(Bureau, bureau)
    return row.position if row is not None else 0


def page_after(session: Session, bureau: str, *, after: int, limit: int, life: str) -> Page:
    """At most `limit` lines after a position that is not beyond the end; entries of `life` as positions only."""
    last = end_of_log(session, bureau)
    entries = session.execute(
        columns(*_COLUMNS)
        .where(col(Entry.bureau) == bureau, col(Entry.position) > after, col(Entry.position) <= last)
        .order_by(col(Entry.position))
        .limit(max(1, min(limit, MOST_LINES)))
    ).all()
    chosen, lines = _lines(entries, life)
    through = lines[-1].position if lines else after
    return Page(
        bureau=bureau,
        dossier="",
        after=after,
        last=last,
        chain_before=_chain_at(session, bureau, after),
        chain_after=_chain_at(session, bureau, through),
        lines=lines,
        certificates=certificates_of(session, {entry.life for entry in chosen}),
    )


def page_of_dossier(session: Session, bureau: str, dossier: str, *, after: int, life: str) -> Page:
    """The accepted entries of a dossier beyond its number `after`; `last` is its latest number."""
    row = session.get(Dossier, (bureau, dossier))
    entries = session.execute(
        columns(*_COLUMNS)
        .where(
            col(Entry.bureau) == bureau,
            col(Entry.dossier) == dossier,
            col(Entry.verdict) == ACCEPTED,
            col(Entry.number) > after,
        )
        .order_by(col(Entry.number))
        .limit(MOST_LINES)
    ).all()
    chosen, lines = _lines(entries, "")
    return Page(
        bureau=bureau,
        dossier=dossier,
        after=after,
        last=row.number if row is not None else 0,
        chain_before="",
        chain_after="",
        lines=lines,
        certificates=certificates_of(session, {entry.life for entry in chosen} | {life}),
    )


def compare(session: Session, bureau: str, *, detail: str) -> Comparison:
    """Where all dossiers stand: the root alone, the groups (`groups`), or the heads of one group (its two digits)."""
    position = end_of_log(session, bureau)
    standings = standings_of(session, bureau)
    groups = group_digests(standings)
    return Comparison(
        bureau=bureau,
        position=position,
        root=root_digest(groups),
        group=detail if detail != "groups" else "",
        groups=tuple(groups.items()) if detail == "groups" else (),
        heads=tuple(one for one in standings if group_of(one.dossier) == detail),
    )


def standings_of(session: Session, bureau: str) -> list[Standing]:
    """Every dossier's latest entry, by the records."""
    rows = session.exec(
        select(Dossier.dossier, Dossier.number, Dossier.head_hash)
        .where(Dossier.bureau == bureau)
        .order_by(col(Dossier.dossier))
    )
    return [Standing(*row) for row in rows]


def _lines(entries: Sequence[Row[Any]], own: str) -> tuple[list[Row[Any]], tuple[Line, ...]]:
    """As many lines as fit a page, at least one, and the entries that travel in full."""
    lines: list[Line] = []
    full: list[Row[Any]] = []
    size = 0
    for entry in entries:
        sealed = None
        if entry.life != own:
            size += len(entry.head) + len(entry.body)
            if lines and size > PAGE_BYTES:
                break
            sealed = Sealed(head=entry.head, signature=entry.signature, body=entry.body)
            full.append(entry)
        lines.append(Line(position=entry.position, hash=entry.hash, entry=sealed))
    return full, tuple(lines)


def _chain_at(session: Session, bureau: str, position: int) -> str:
    if position == 0:
        return LOG_START
    return session.get_one(LogLine, (bureau, position)).chain
