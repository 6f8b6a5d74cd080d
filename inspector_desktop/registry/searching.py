"""Finding subjects as one types: what the search table names, else a walk through the list in its order.

A text that few subjects have is looked up, and what was found is sorted. One that many have fills a page soon: the
list is walked in its order for a while, and where that does not fill the page (all that fit stand together far below)
the page takes those entered first. What fits is the same everywhere: the text occurs in the name, in the initials of
the name, or in the code (one or two characters: at its beginning).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import BigInteger, literal_column, or_, text
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from inspector_desktop.registry.kept_records import Special
from inspector_desktop.registry.records import ORDER_COLUMNS, Subject
from inspector_desktop.registry.search_table import SEARCH_TABLE, is_current
from inspector_desktop.registry.search_words import BLANK, END, GRAM, MARKS, is_word, joined

MANY = 600
"""With more than this a text counts as frequent."""
WALKED = 5_000
"""So many of the list are looked at in its order before those entered first are taken."""
_WALKABLE = frozenset({"search", "category", "survival", "credit", "unvisited"})


UNTAGGED = "-"


@dataclass(frozen=True)
class Wanted:
    """What the register is searched and filtered by; of what may be `None`, that is all, and `""` the unsettled."""

    search: str = ""
    category: str | None = None
    survival: str = ""
    credit: str | None = None
    kind: str | None = None
    tag: str = ""  # `UNTAGGED`: those without any
    jurisdiction: str | None = None
    library: str = ""  # a special library (专项库)
    unvisited: str = ""  # `year`: not in this one; a number of days: not within them. `leave_out` says whom that means
    leave_out: tuple[str, ...] = ()  # ids, such as of those visited lately

    @property
    def walkable(self) -> bool:
        """Whether the list itself has all that is asked for."""
        return all(getattr(self, one.name) == one.default for one in fields(self) if one.name not in _WALKABLE)

    @property
    def is_all(self) -> bool:
        """Whether nothing is asked for but perhaps the usual state."""
        return self == Wanted(survival=self.survival)


def conditions(wanted: Wanted, of: Any = Subject) -> list[Any]:
    """What a subject must fulfil to be among the wanted; `of` has the columns."""
    found: list[Any] = [of.counted.is_(True)]
    for column in ("category", "credit", "kind", "jurisdiction"):
        value = getattr(wanted, column)
        if value is not None:
            found.append(getattr(of, column) == value)
    if wanted.survival:
        found.append(of.survival == wanted.survival)
    if wanted.tag == UNTAGGED:
        found.append(of.tags == "")
    elif wanted.tag:
        found.append(("、" + of.tags + "、").contains(f"、{wanted.tag}、", autoescape=True))
    if wanted.library:
        listed = select(Special.owner).where(
            Special.bureau == of.bureau, Special.library == wanted.library, Special.ended_on == ""
        )
        found.append(of.id.in_(listed))
    if wanted.leave_out:
        found.append(of.id.not_in(wanted.leave_out))
    if term := wanted.search.strip():
        code = of.code.contains if len(term) >= GRAM else of.code.startswith
        said = [of.name.contains(term, autoescape=True), code(term.upper(), autoescape=True)]
        if term.isascii():
            said.append(of.pinyin.contains(term.lower(), autoescape=True))
        found.append(or_(*said))
    return found


def match_of(wanted: Wanted) -> str:
    """The question to the search table; `""` where it cannot help."""
    parts = [
        f'"{MARKS[column]}{value.encode().hex()}"'
        for column in ("category", "survival", "credit", "kind", "jurisdiction", "tag")
        if (value := _asked(wanted, column)) is not None
        for column in ["tags" if column == "tag" else column]
    ]
    term = wanted.search.strip()
    said = _match_text(term)
    if term and not said:
        return ""
    return " AND ".join([*parts, *([f"({said})"] if said else [])])


def is_exact(wanted: Wanted) -> bool:
    """Whether the search table alone says who fits, without a look at the rows."""
    term = wanted.search.strip()
    short = not term or (is_word(joined(term)) and len(term) < GRAM)  # names know pairs only
    return short and not wanted.library and not wanted.leave_out and wanted.tag != UNTAGGED


def page_of(session: Session, bureau: str, wanted: Wanted, limit: int) -> list[int] | None:
    """The numbers of the rows that fit, at most `limit` where there are more; none where the list must be walked."""
    match = match_of(wanted)
    if not match or wanted.is_all or not is_current(session):
        return None
    short = wanted.walkable and 0 < len(wanted.search.strip()) < GRAM
    if short and len(walked := _walk(session, bureau, wanted, limit)) == limit:
        return walked  # what many words begin with is gathered slowly, and stands near the top
    rows = _named(session, match, 0)
    if len(rows) <= MANY:
        return _fitting(session, bureau, wanted, rows)
    if wanted.walkable and not short and len(walked := _walk(session, bureau, wanted, limit)) == limit:
        return walked
    found: list[int] = []
    while rows and len(found) < limit:
        found += _fitting(session, bureau, wanted, rows)
        rows = _named(session, match, rows[-1])
    return found[:limit]


def among(rows: Sequence[int]) -> Any:
    """The condition that a subject is among these."""
    return text("subject.rowid in (select value from json_each(:rowids))").bindparams(rowids=json.dumps(rows))


def _named(session: Session, match: str, after: int) -> list[int]:
    asked = text(
        f"select rowid from {SEARCH_TABLE} where {SEARCH_TABLE} match :match and rowid > :after "  # noqa: S608  (ours)
        "order by rowid limit :most"
    )
    return [row for (row,) in session.execute(asked, {"match": match, "after": after, "most": MANY + 1})]


def _fitting(session: Session, bureau: str, wanted: Wanted, rows: list[int]) -> list[int]:
    if not rows or is_exact(wanted):
        return rows
    asked = columns(_ROW).select_from(Subject).where(among(rows), _at_home(bureau), *conditions(wanted))
    return sorted(row for (row,) in session.execute(asked))


def _walk(session: Session, bureau: str, wanted: Wanted, limit: int) -> list[int]:
    """The first that fit, of the first of the list in its order; all that is looked at stands in the list's index."""
    held: list[Any] = [_ROW, *(getattr(Subject, one) for one in ORDER_COLUMNS)]
    begin = (
        columns(*held)
        .where(col(Subject.bureau) == bureau)
        .order_by(col(Subject.order_key), col(Subject.id))
        .limit(WALKED)
        .subquery()
    )
    asked = columns(begin.c.row).where(*conditions(wanted, begin.c)).limit(limit)
    return [row for (row,) in session.execute(asked)]


_ROW: Any = literal_column("subject.rowid", BigInteger()).label("row")


def _at_home(bureau: str) -> Any:
    """The bureau, told so that no index of the whole is walked for a few candidates."""
    return literal_column("+subject.bureau") == bureau


def count_in_table(session: Session, wanted: Wanted) -> int | None:
    """How many the search table names; none where it cannot tell."""
    match = match_of(wanted)
    if not match or not is_exact(wanted) or not is_current(session):
        return None
    asked = text(f"select count(*) from {SEARCH_TABLE} where {SEARCH_TABLE} match :match")  # noqa: S608
    return int(session.execute(asked, {"match": match}).scalar_one())


def _asked(wanted: Wanted, column: str) -> str | None:
    value: str | None = getattr(wanted, column)
    nothing = {"survival": ("",), "tag": ("", UNTAGGED)}.get(column, ())
    return None if value in nothing else value


def _match_text(term: str) -> str:
    """Every way a text may occur, each as the pieces that it consists of; longer texts are looked at again."""
    if not term or END in term or BLANK in term:
        return ""
    plain, term = term.isascii(), joined(term)
    if len(term) == 1:
        marks = "npd" if plain else "n"
        return " OR ".join(f"{_quoted(mark + term)}*" for mark in marks) if is_word(term) else ""
    ways = [_together("n", _pieces(term, 2))]
    if plain:
        if len(term) < GRAM:
            ways += [f"{_quoted('p' + term)}*", _quoted("d" + term)] if is_word(term) else [""]
        else:
            ways += [_together("p", _pieces(term, GRAM)), _together("c", _pieces(term, GRAM))]
    return " OR ".join(ways) if all(ways) else ""


def _pieces(term: str, long: int) -> list[str]:
    pieces = [term[at : at + long] for at in range(len(term) - long + 1)]
    return [one for one in pieces if is_word(one)]


def _together(mark: str, pieces: list[str]) -> str:
    said = " AND ".join(_quoted(mark + one) for one in dict.fromkeys(pieces))
    return f"({said})" if said else ""


def _quoted(word: str) -> str:
    escaped = word.replace('"', '""')
    return f'"{escaped}"'
