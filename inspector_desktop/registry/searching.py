"""Finding subjects as one types: few candidates from the search table, else the list in order until a page is full.

A rare text has few candidates, which are fetched and sorted. A frequent one fills a page soon, so the register is
walked in the order of the list. Both give what `contains` on name and code and the beginning of the initials give.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, literal_column, or_, text
from sqlmodel import Session, col, select

from inspector_desktop.registry.records import Subject
from inspector_desktop.registry.search_table import GRAM, SEARCH_TABLE

MANY = 4_000
"""With more candidates than this a text counts as frequent."""


@dataclass(frozen=True)
class Wanted:
    """What the register is searched and filtered by; `category` and `credit` None is all, `""` the unsettled."""

    search: str = ""
    category: str | None = None
    survival: str = ""
    credit: str | None = None


def conditions(bureau: str, wanted: Wanted, *, few: bool = False) -> list[Any]:
    """What a subject must fulfil to be among the wanted; of `few` candidates no index of the whole is walked."""
    at_home: Any = literal_column("+subject.bureau") == bureau if few else Subject.bureau == bureau
    found: list[Any] = [at_home, col(Subject.counted).is_(True)]
    if wanted.category is not None:
        found.append(Subject.category == wanted.category)
    if wanted.survival:
        found.append(Subject.survival == wanted.survival)
    if wanted.credit is not None:
        found.append(Subject.credit == wanted.credit)
    if term := wanted.search.strip():
        found.append(
            or_(
                col(Subject.name).contains(term, autoescape=True),
                col(Subject.code).contains(term.upper(), autoescape=True),
                _initials(term),
            )
        )
    return found


def candidates(session: Session, bureau: str, search: str) -> Any | None:
    """Return a condition that narrows the subjects to the few a text may mean; none when it may mean many."""
    term = search.strip()
    match = _match(term)
    if not match or not _has_table(session):
        return None
    found = session.execute(
        text(f"select rowid from {SEARCH_TABLE} where {SEARCH_TABLE} match :match limit :most"),  # noqa: S608  (ours)
        {"match": match, "most": MANY + 1},
    )
    rowids = [row for (row,) in found]
    if len(rowids) > MANY:
        return None
    if term.isascii():
        by_initials = select(text("rowid")).select_from(Subject).where(
            Subject.bureau == bureau, _initials(term)
        )  # fmt: skip
        rowids += [row for (row,) in session.execute(by_initials.limit(MANY + 1))]
        if len(rowids) > MANY:
            return None
    return text("subject.rowid in (select value from json_each(:rowids))").bindparams(rowids=json.dumps(rowids))


def _initials(term: str) -> Any:
    """The beginning of the initials, as a range that an index serves."""
    begin = term.lower()
    return and_(col(Subject.pinyin) >= begin, col(Subject.pinyin) < begin + "\U0010ffff")


def _match(term: str) -> str:
    """The text as a phrase of characters in names, or of pieces in codes; `""` where the table cannot help."""
    letters = [char for char in term if char.isalnum()]
    if not letters or (term.isascii() and len(letters) == 1):
        return ""
    found = f'name : "{" ".join(letters)}"'
    if term.isascii() and term.isalnum():
        pieces = [term[at : at + GRAM] for at in range(max(1, len(term) - GRAM + 1))]
        found += f' OR code : "{" ".join(pieces)}"' + (" *" if len(term) < GRAM else "")
    return found


def _has_table(session: Session) -> bool:
    if session.get_bind().dialect.name != "sqlite":
        return False
    asked = text("select 1 from sqlite_master where type = 'table' and name = :name")
    return session.execute(asked, {"name": SEARCH_TABLE}).first() is not None
