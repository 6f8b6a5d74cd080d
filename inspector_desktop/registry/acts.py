"""What the supervising section does with the registers: sets up shelves, imports, settles categories, publishes.

Reading a spreadsheet is `registry.intake`; here its judged rows become facts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import cast

from sqlmodel import Session

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.digest import canonical
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.registry import initials
from inspector_desktop.registry.facts import (
    FilterKept,
    ImportClosed,
    ImportedRow,
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
from inspector_desktop.registry.inserting import WrittenRows, filled_at_once
from inspector_desktop.registry.pausing import collecting_paused
from inspector_desktop.registry.ready import ReadyList, ReadyRows, in_entries
from inspector_desktop.registry.shelves import by_shelf, kept_shelves, own_shelf, taking_shelf
from inspector_desktop.registry.store import kept_list_shelves, kept_titles, list_key, list_kind, shelves
from inspector_desktop.storage.evidence import put_evidence

ROWS_PER_ENTRY = 500
ROWS_PER_IMPORT_ENTRY = 2_000
MOST_BYTES_PER_ENTRY = 3 << 20
"""Far below a batch's 8 MB a body."""
MANY_ROWS = 5_000
"""From so many on, indexes are filled once at the end."""
IMPORT_CACHE_KIB = 49_152


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    id: str
    accepted: int
    warned: int
    refused: int


def set_up_shelf(session: Session, *, desk: Desk, clock: Clock, kind: str, section: str, unit: str = "") -> DossierId:
    """Set up the shelf of a kind and section unless it exists; return its dossier. Raises `Refused` without the role.

    `unit` is the section's title where its own people keep the shelf (handed over to one of them afterwards); without
    one it is the supervising section's, of which there is one of a kind.
    """
    if not unit and not desk.has_role("supervising") and (kept := kept_shelves(session, desk, kind)):
        return DossierId(kept[0].dossier)
    _only_supervising(desk)
    for shelf in shelves(session, desk.bureau, kind):
        if shelf.unit == unit and (not unit or shelf.section == section):
            return DossierId(shelf.dossier)
    return open_dossier(
        session, ShelfOpened(kind=kind, section=section, unit=unit), kind="register", desk=desk, clock=clock,
        dossier=DossierId(f"register-{kind}-{section}"),
    )  # fmt: skip


@collecting_paused()
def import_subjects(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    file: str,
    content: bytes,
    media_type: str,
    sheet: str,
    rows: Collection[SubjectRow | ImportedRow] | ReadyList,
    read: int,
    warned: int | Callable[[], int],
    refused: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    to_shelf: str = "",
) -> Imported:
    """Enter the accepted rows of a spreadsheet, which is kept as evidence. `read` counts all its rows.

    `warned` may be told once all rows were gone through; `to_shelf` takes the rows, else the person's own shelf does.
    `progress` is told the rows entered and all; what it raises undoes everything with the transaction.
    """
    shelf = taking_shelf(session, desk, "subjects", to_shelf).dossier
    file_hash = put_evidence(session, content, media_type=media_type, added_at=stamp(clock.now()))
    source = new_id(clock)
    opened = ImportOpened(id=source, file=file, file_hash=file_hash, sheet=sheet, rows=read)
    enter(session, opened, desk=desk, clock=clock, dossier=shelf)
    done, total = 0, len(rows)
    many = total >= MANY_ROWS
    with _room(session), filled_at_once(session, lambda: progress(total, total), total) if many else nullcontext():
        for part in _parts(rows):
            progress(done, total)
            fact = SubjectsImported.model_construct(source=source, rows=part)
            enter(session, fact, desk=desk, clock=clock, dossier=shelf)
            done += len(part)
        progress(done, total)
        warnings = warned if isinstance(warned, int) else warned()
        closed = ImportClosed(id=source, accepted=done, warned=warnings, refused=refused)
        enter(session, closed, desk=desk, clock=clock, dossier=shelf)
    return Imported(id=source, accepted=done, warned=warnings, refused=refused)


def _parts(rows: Iterable[SubjectRow | ImportedRow] | ReadyList) -> Iterator[WrittenRows | ReadyRows]:
    """Yield the rows in entries far below what a batch may carry (8 MB), however long their texts are."""
    if isinstance(rows, ReadyList):
        yield from in_entries(rows.ready(), ROWS_PER_IMPORT_ENTRY, MOST_BYTES_PER_ENTRY)
        return
    given = (
        cast("ImportedRow", row.model_dump(exclude_defaults=True)) if isinstance(row, SubjectRow) else row
        for row in rows
    )
    while part := tuple(islice(given, ROWS_PER_IMPORT_ENTRY)):
        yield from _short(WrittenRows(part))


def _short(part: WrittenRows) -> Iterator[WrittenRows]:
    if len(part) == 1 or len(part.content) <= MOST_BYTES_PER_ENTRY:
        yield part
        return
    middle = len(part) // 2
    yield from _short(WrittenRows(part[:middle]))
    yield from _short(WrittenRows(part[middle:]))


def enter_subjects(session: Session, *, desk: Desk, clock: Clock, rows: Iterable[SubjectRow]) -> None:
    """Enter subjects by hand."""
    for shelf, part in by_shelf(session, desk, "subjects", tuple(rows), lambda row: row.id):
        enter(session, SubjectsEntered(rows=part), desk=desk, clock=clock, dossier=shelf.dossier)


def change_subjects(
    session: Session, *, desk: Desk, clock: Clock, ids: Iterable[str], changes: dict[str, str], reason: str
) -> int:
    """Set columns of subjects, with the reason; return how many. Raises `Refused` without subjects or reason."""
    own_shelf(session, desk, "subjects")
    chosen = tuple(ids)
    if not chosen:
        raise Refused("refused-none-chosen")
    if not reason.strip():
        raise Refused("refused-change-reason")
    for shelf, part in by_shelf(session, desk, "subjects", chosen, lambda one: one):
        for start in range(0, len(part), ROWS_PER_ENTRY):
            fact = SubjectsChanged(ids=part[start : start + ROWS_PER_ENTRY], set=changes, reason=reason)
            enter(session, fact, desk=desk, clock=clock, dossier=shelf.dossier)
    return len(chosen)


def update_subjects(
    session: Session, *, desk: Desk, clock: Clock, source: str, file: str, rows: Sequence[SubjectUpdate]
) -> None:
    """Set subjects to what a changed list says, each with its own columns."""
    for shelf, part in by_shelf(session, desk, "subjects", rows, lambda row: row.id):
        for start in range(0, len(part), ROWS_PER_ENTRY):
            fact = SubjectsUpdated(source=source, file=file, rows=part[start : start + ROWS_PER_ENTRY])
            enter(session, fact, desk=desk, clock=clock, dossier=shelf.dossier)


def set_credit(
    session: Session, *, desk: Desk, clock: Clock, ids: Iterable[str], credit: str, since: str, reason: str
) -> int:
    """Set the credit class of subjects as of a civil day; return how many. Raises `Refused` without a day or reason."""
    try:
        date.fromisoformat(since)
    except ValueError as error:
        raise Refused("refused-credit-day") from error
    changes = {"credit": credit, "credit_since": since, "credit_source": reason.strip()}
    return change_subjects(session, desk=desk, clock=clock, ids=ids, changes=changes, reason=reason)


def keep_titles(session: Session, *, desk: Desk, clock: Clock, kind: str, titles: Mapping[str, str]) -> None:
    """Keep what column titles of this bureau mean for the next list; what is kept already is not entered again."""
    own = own_shelf(session, desk, kind)
    known = kept_titles(session, desk.bureau, kind)
    fresh = tuple(
        TitleMeaning(title=title, field=field) for title, field in titles.items() if known.get(title) != field
    )
    if fresh:
        enter(session, TitlesMapped(kind=kind, titles=fresh), desk=desk, clock=clock, dossier=own.dossier)


def keep_list_shelf(
    session: Session, *, desk: Desk, clock: Clock, kind: str, titles: Iterable[str], shelf: str
) -> None:
    """Keep into which shelf lists with these column titles were brought, for the next such list."""
    own = own_shelf(session, desk, kind)
    known, key = kept_list_shelves(session, desk.bureau, kind), list_key(titles)
    if known.get(key) != shelf:
        fact = TitlesMapped(kind=list_kind(kind), titles=(TitleMeaning(title=key, field=shelf),))
        enter(session, fact, desk=desk, clock=clock, dossier=own.dossier)


def keep_filter(
    session: Session, *, desk: Desk, clock: Clock, name: str, content: Mapping[str, str], kind: str = "subjects"
) -> None:
    """Keep a filter of a register under a name, or give it up (no content).

    Raises `Refused` without the role or a name.
    """
    shelf = own_shelf(session, desk, kind).dossier
    if not name.strip():
        raise Refused("refused-filter-name")
    text = canonical(dict(content)).decode() if content else ""
    enter(session, FilterKept(name=name.strip(), content=text), desk=desk, clock=clock, dossier=shelf)


def enter_items(session: Session, *, desk: Desk, clock: Clock, rows: Iterable[ItemRow], shelf: str = "") -> None:
    """Enter items that are not published yet; new ones go to `shelf`, else to the person's own."""
    for one, part in by_shelf(session, desk, "items", tuple(rows), lambda row: row.id, new_to=shelf):
        enter(session, ItemsEntered(rows=part), desk=desk, clock=clock, dossier=one.dossier)


def enter_officers(session: Session, *, desk: Desk, clock: Clock, rows: Iterable[OfficerRow], shelf: str = "") -> None:
    """Enter or correct officers; new ones go to `shelf`, else to the person's own."""
    for one, part in by_shelf(session, desk, "officers", tuple(rows), lambda row: row.id, new_to=shelf):
        for start in range(0, len(part), ROWS_PER_ENTRY):
            fact = OfficersEntered(rows=part[start : start + ROWS_PER_ENTRY])
            enter(session, fact, desk=desk, clock=clock, dossier=one.dossier)


def publish_items(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    rows: Iterable[ItemRow],
    published_on: str,
    valid_from: str,
    valid_until: str = "",
    link: str = "",
    shelf: str = "",
) -> None:
    """Publish a version of the item list. Raises `Refused` without a day, or a row lacks what 001 二(二) asks of it."""
    own_shelf(session, desk, "items")
    try:
        date.fromisoformat(published_on)
    except ValueError as error:
        raise Refused("refused-item-day", day=published_on) from error
    published = tuple(rows)
    for row in published:
        if not all((row.title, row.agency, row.subject_category, row.content, row.basis, row.methods, row.form)):
            raise Refused("refused-item-incomplete", item=row.title or row.id)
    for one, part in by_shelf(session, desk, "items", published, lambda row: row.id, new_to=shelf):
        fact = ItemsPublished(
            rows=part, published_on=published_on, valid_from=valid_from, valid_until=valid_until, link=link
        )
        enter(session, fact, desk=desk, clock=clock, dossier=one.dossier)


def pinyin_key(name: str) -> str:
    """Initials of a name for search and order, such as `hxyajyz` for 滑县永安加油站."""
    return initials.pinyin_key(name)


@contextmanager
def _room(session: Session) -> Iterator[None]:
    """Let SQLite keep so much of its indexes in memory: rows of a list come in another order than they are kept in."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    usual = int(connection.exec_driver_sql("pragma cache_size").scalar() or 0)
    connection.exec_driver_sql(f"pragma cache_size = -{IMPORT_CACHE_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"pragma cache_size = {usual}")


def _only_supervising(desk: Desk) -> None:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-registers")
