"""What the supervising section does with the registers: sets up shelves, imports, settles categories, publishes.

Reading a spreadsheet is `registry.intake`; here its judged rows become facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pypinyin import Style, lazy_pinyin
from sqlmodel import Session

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.digest import canonical
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.registry.facts import (
    FilterKept,
    ImportClosed,
    ImportOpened,
    ItemRow,
    ItemsEntered,
    ItemsPublished,
    OfficerRow,
    OfficersEntered,
    ShelfOpened,
    SubjectRow,
    SubjectsChanged,
    SubjectsEntered,
    SubjectsImported,
    SubjectsUpdated,
    SubjectUpdate,
    TitleMeaning,
    TitlesMapped,
)
from inspector_desktop.registry.store import find_shelf, get_shelf, kept_titles
from inspector_desktop.storage.evidence import put_evidence

ROWS_PER_ENTRY = 500
IMPORT_CACHE_KIB, USUAL_CACHE_KIB = 65_536, 2_000


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    id: str
    accepted: int
    warned: int
    refused: int


def set_up_shelf(session: Session, *, desk: Desk, clock: Clock, kind: str, section: str) -> DossierId:
    """Set up the register of a kind unless it exists; return its dossier. Raises `Refused` without the role."""
    _only_supervising(desk)
    shelf = find_shelf(session, desk.bureau, kind)
    if shelf is not None:
        return DossierId(shelf.dossier)
    return open_dossier(
        session, ShelfOpened(kind=kind, section=section), kind="register", desk=desk, clock=clock,
        dossier=DossierId(f"register-{kind}-{section}"),
    )  # fmt: skip


def import_subjects(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    file: str,
    content: bytes,
    media_type: str,
    sheet: str,
    rows: Sequence[SubjectRow],
    read: int,
    warned: int,
    refused: int,
) -> Imported:
    """Enter the accepted rows of a spreadsheet, which is kept as evidence. `read` counts all its rows."""
    _only_supervising(desk)
    shelf = get_shelf(session, desk.bureau, "subjects").dossier
    file_hash = put_evidence(session, content, media_type=media_type, added_at=stamp(clock.now()))
    source = new_id(clock)
    _give_room(session)
    opened = ImportOpened(id=source, file=file, file_hash=file_hash, sheet=sheet, rows=read)
    enter(session, opened, desk=desk, clock=clock, dossier=shelf)
    for start in range(0, len(rows), ROWS_PER_ENTRY):
        part = SubjectsImported(source=source, rows=tuple(rows[start : start + ROWS_PER_ENTRY]))
        enter(session, part, desk=desk, clock=clock, dossier=shelf)
    closed = ImportClosed(id=source, accepted=len(rows), warned=warned, refused=refused)
    enter(session, closed, desk=desk, clock=clock, dossier=shelf)
    _give_room(session, USUAL_CACHE_KIB)
    return Imported(id=source, accepted=len(rows), warned=warned, refused=refused)


def enter_subjects(session: Session, *, desk: Desk, clock: Clock, rows: Iterable[SubjectRow]) -> None:
    """Enter subjects by hand."""
    _only_supervising(desk)
    fact = SubjectsEntered(rows=tuple(rows))
    enter(session, fact, desk=desk, clock=clock, dossier=get_shelf(session, desk.bureau, "subjects").dossier)


def change_subjects(
    session: Session, *, desk: Desk, clock: Clock, ids: Iterable[str], changes: dict[str, str], reason: str
) -> int:
    """Set columns of subjects, with the reason; return how many. Raises `Refused` without subjects or reason."""
    _only_supervising(desk)
    chosen = tuple(ids)
    if not chosen:
        raise Refused("refused-none-chosen")
    if not reason.strip():
        raise Refused("refused-change-reason")
    shelf = get_shelf(session, desk.bureau, "subjects").dossier
    for start in range(0, len(chosen), ROWS_PER_ENTRY):
        fact = SubjectsChanged(ids=chosen[start : start + ROWS_PER_ENTRY], set=changes, reason=reason)
        enter(session, fact, desk=desk, clock=clock, dossier=shelf)
    return len(chosen)


def update_subjects(
    session: Session, *, desk: Desk, clock: Clock, source: str, file: str, rows: Sequence[SubjectUpdate]
) -> None:
    """Set subjects to what a changed list says, each with its own columns."""
    _only_supervising(desk)
    shelf = get_shelf(session, desk.bureau, "subjects").dossier
    for start in range(0, len(rows), ROWS_PER_ENTRY):
        fact = SubjectsUpdated(source=source, file=file, rows=tuple(rows[start : start + ROWS_PER_ENTRY]))
        enter(session, fact, desk=desk, clock=clock, dossier=shelf)


def set_credit(
    session: Session, *, desk: Desk, clock: Clock, ids: Iterable[str], credit: str, since: str, reason: str
) -> int:
    """Set the credit class of subjects as of a civil day; return how many. Raises `Refused` without a day or reason."""
    try:
        date.fromisoformat(since)
    except ValueError as error:
        raise Refused("refused-credit-day") from error
    changes = {"credit": credit, "credit_since": since}
    return change_subjects(session, desk=desk, clock=clock, ids=ids, changes=changes, reason=reason)


def keep_titles(session: Session, *, desk: Desk, clock: Clock, kind: str, titles: Mapping[str, str]) -> None:
    """Keep what column titles of this bureau mean for the next list; what is kept already is not entered again."""
    _only_supervising(desk)
    known = kept_titles(session, desk.bureau, kind)
    fresh = tuple(
        TitleMeaning(title=title, field=field) for title, field in titles.items() if known.get(title) != field
    )
    if fresh:
        shelf = get_shelf(session, desk.bureau, kind).dossier
        enter(session, TitlesMapped(kind=kind, titles=fresh), desk=desk, clock=clock, dossier=shelf)


def keep_filter(session: Session, *, desk: Desk, clock: Clock, name: str, content: Mapping[str, str]) -> None:
    """Keep a filter of the register of subjects under a name, or give it up (no content).

    Raises `Refused` without the role or a name.
    """
    _only_supervising(desk)
    if not name.strip():
        raise Refused("refused-filter-name")
    text = canonical(dict(content)).decode() if content else ""
    shelf = get_shelf(session, desk.bureau, "subjects").dossier
    enter(session, FilterKept(name=name.strip(), content=text), desk=desk, clock=clock, dossier=shelf)


def enter_items(session: Session, *, desk: Desk, clock: Clock, rows: Iterable[ItemRow]) -> None:
    """Enter items that are not published yet."""
    _only_supervising(desk)
    shelf = get_shelf(session, desk.bureau, "items").dossier
    enter(session, ItemsEntered(rows=tuple(rows)), desk=desk, clock=clock, dossier=shelf)


def enter_officers(session: Session, *, desk: Desk, clock: Clock, rows: Iterable[OfficerRow]) -> None:
    """Enter or correct officers."""
    _only_supervising(desk)
    shelf = get_shelf(session, desk.bureau, "officers").dossier
    given = tuple(rows)
    for start in range(0, len(given), ROWS_PER_ENTRY):
        fact = OfficersEntered(rows=given[start : start + ROWS_PER_ENTRY])
        enter(session, fact, desk=desk, clock=clock, dossier=shelf)


def publish_items(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    rows: Iterable[ItemRow],
    published_on: str,
    valid_from: str,
    valid_until: str = "",
) -> None:
    """Publish a version of the item list. Raises `Refused` without a day, or a row lacks what 001 二(二) asks of it."""
    _only_supervising(desk)
    try:
        date.fromisoformat(published_on)
    except ValueError as error:
        raise Refused("refused-item-day", day=published_on) from error
    published = tuple(rows)
    for row in published:
        if not all((row.title, row.agency, row.subject_category, row.content, row.basis, row.methods, row.form)):
            raise Refused("refused-item-incomplete", item=row.title or row.id)
    fact = ItemsPublished(rows=published, published_on=published_on, valid_from=valid_from, valid_until=valid_until)
    enter(session, fact, desk=desk, clock=clock, dossier=get_shelf(session, desk.bureau, "items").dossier)


def pinyin_key(name: str) -> str:
    """Initials of a name for search and order, such as `hxyajyz` for 滑县永安加油站."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors=lambda text: text.lower())).replace(" ", "")[:60]


def _give_room(session: Session, kibibytes: int = IMPORT_CACHE_KIB) -> None:
    """Let SQLite keep so much of its indexes in memory: rows of a list come in another order than they are kept in."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"pragma cache_size = -{kibibytes}")


def _only_supervising(desk: Desk) -> None:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-registers")
