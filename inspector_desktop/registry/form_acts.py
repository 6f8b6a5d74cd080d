"""What the supervising section does with check tables: bring one in, give it a period, withdraw it (002 二(一)).

A file is read beforehand, away from the store (`read_form_file`); what was read is what is entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlmodel import Session

from inspector_desktop.checklist.definition import Definition
from inspector_desktop.checklist.lists import MOST_BYTES as MOST_LIST
from inspector_desktop.checklist.reading import Reading, examine
from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import DossierId, new_id
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.registry.acts import set_up_shelf
from inspector_desktop.registry.form_facts import (
    FormFinding,
    FormImported,
    FormItemsChanged,
    FormPeriodChanged,
    FormPiece,
    FormWithdrawn,
)
from inspector_desktop.registry.form_rules import closes, is_empty, meets
from inspector_desktop.registry.form_store import SHELF, EditionView, get_edition, standing, unverified_of
from inspector_desktop.registry.store import find_shelf, get_shelf, items
from inspector_desktop.storage.evidence import put_evidence

SECTION = "supervision"
MOST_BYTES = 20_000_000
MOST_FINDINGS = 500
KINDS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".csv": "text/csv",
    ".md": "text/markdown",
}
"""Files a check table may be written in."""


@dataclass(frozen=True)
class FormFile:
    """A spreadsheet that was read: its name and bytes, the lists beside it, and what was found in it."""

    name: str
    content: bytes
    files: tuple[tuple[str, bytes], ...]
    reading: Reading


def read_form_file(path: Path, *, progress: Callable[[int, int], object] = lambda _done, _total: None) -> FormFile:
    """Read a spreadsheet and the lists beside it; what is wrong with it stands in its reading.

    Raises `Refused` for a file of another kind or a very large one, `Missing` for one that is not there.
    """
    if path.suffix.lower() not in KINDS:
        raise Refused("form-unreadable", file=path.name)
    content = _content(path, MOST_BYTES)
    progress(1, 3)
    reading = examine(path)
    progress(2, 3)
    names = sorted({Path(name).name for name in reading.tables})  # lists are read from beside the form
    files = tuple((name, _content(path.parent / name, MOST_LIST)) for name in names)
    progress(3, 3)
    return FormFile(path.name, content, files, reading)


def bring_form(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    file: FormFile,
    valid_from: str,
    reason: str,
    version: str = "",
    valid_until: str = "",
    items_used: Iterable[str] | None = None,
) -> str:
    """Enter an edition with its period and the items it is for; return its id. `version` replaces the file's own.

    Without `items_used` it is for the items of the latest edition of the same form.
    The edition of the same form that is open at the end closes the day before. Raises `Refused` without the role or a
    reason, for a form with problems that keep it from being used, a version that stands already, and days that are
    none, in the wrong order, or overlap those of another edition.
    """
    _only_supervising(desk)
    definition = file.reading.definition
    if definition is None:
        raise Refused("refused-form-problems", count=sum(one.fatal for one in file.reading.problems))
    if version.strip() and version.strip() != definition.version:
        definition = replace(definition, version=version.strip())
    _asked(valid_from, valid_until, reason)
    known = standing(session, desk.bureau, definition.form)
    if items_used is None:
        items_used = known[0].items if known else ()
    _known_items(session, desk.bureau, items_used)
    for one in known:
        if one.version == definition.version:
            raise Refused("refused-form-version", title=definition.title, version=definition.version)
    closed = tuple(one for one in known if closes(one, valid_from))
    _free(definition.title, [one for one in known if one not in closed], valid_from, valid_until)
    if find_shelf(session, desk.bureau, SHELF) is None:
        set_up_shelf(session, desk=desk, clock=clock, kind=SHELF, section=SECTION)
    edition = new_id(clock)
    fact = _imported(session, clock, file, definition, edition).model_copy(
        update={
            "items": tuple(sorted(set(items_used))), "valid_from": valid_from, "valid_until": valid_until,
            "closes": tuple(one.id for one in closed), "reason": reason.strip(),
        }
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=_shelf(session, desk))
    return edition


def change_period(
    session: Session, *, desk: Desk, clock: Clock, edition: str, valid_from: str, valid_until: str, reason: str
) -> None:
    """Set the civil days of an edition anew. Raises `Refused` as `bring_form`, and for a withdrawn one."""
    _only_supervising(desk)
    found = _usable(session, desk, edition)
    _asked(valid_from, valid_until, reason)
    others = [one for one in standing(session, desk.bureau, found.form) if one.id != edition]
    _free(found.title, others, valid_from, valid_until)
    fact = FormPeriodChanged(id=edition, valid_from=valid_from, valid_until=valid_until, reason=reason.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=_shelf(session, desk))


def assign_items(
    session: Session, *, desk: Desk, clock: Clock, edition: str, items_used: Iterable[str], reason: str
) -> None:
    """Set anew which items an edition is for. Raises `Refused` without role or reason, and for a withdrawn one."""
    _only_supervising(desk)
    _usable(session, desk, edition)
    if not reason.strip():
        raise Refused("refused-form-reason")
    chosen = tuple(sorted(set(items_used)))
    _known_items(session, desk.bureau, chosen)
    fact = FormItemsChanged(id=edition, items=chosen, reason=reason.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=_shelf(session, desk))


def withdraw_form(session: Session, *, desk: Desk, clock: Clock, edition: str, reason: str) -> None:
    """Take an edition out of use from today; checks that began with it go on. Raises `Refused` without a reason."""
    _only_supervising(desk)
    _usable(session, desk, edition)
    if not reason.strip():
        raise Refused("refused-form-reason")
    fact = FormWithdrawn(id=edition, on=civil_date(clock.now()).isoformat(), reason=reason.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=_shelf(session, desk))


def _imported(session: Session, clock: Clock, file: FormFile, definition: Definition, edition: str) -> FormImported:
    at = stamp(clock.now())

    def keep(name: str, content: bytes) -> FormPiece:
        kind = KINDS.get(Path(name).suffix.lower(), "application/octet-stream")
        return FormPiece(name=name, hash=put_evidence(session, content, media_type=kind, added_at=at))

    json_kind = "application/json"
    kept = put_evidence(session, definition.to_bytes(), media_type=json_kind, added_at=at)
    lists = tuple(
        FormPiece(name=name, hash=put_evidence(session, table.to_bytes(), media_type=json_kind, added_at=at))
        for name, table in sorted(file.reading.tables.items())
    )
    return FormImported(
        id=edition, form=definition.form, title=definition.title, version=definition.version, definition=kept,
        lists=lists, source=keep(file.name, file.content), files=tuple(keep(*one) for one in file.files),
        valid_from="", lines=len(definition.lines), questions=file.reading.questions,
        unverified=unverified_of(definition),
        problems=tuple(
            FormFinding(
                code=one.code, sheet=one.sheet, row=one.row, column=one.column, value=one.value, text=one.text()
            )
            for one in file.reading.problems[:MOST_FINDINGS]
        ),
        reason="",
    )  # fmt: skip


def _content(path: Path, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise Refused("refused-form-large", file=path.name, most=most // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise Missing("error-form-file", file=path.name) from error


def _asked(valid_from: str, valid_until: str, reason: str) -> None:
    for day in (valid_from, *([valid_until] if valid_until else ())):
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise Refused("refused-form-day", day=day) from error
    if valid_until and valid_until < valid_from:
        raise Refused("refused-form-until", first=valid_from, last=valid_until)
    if not reason.strip():
        raise Refused("refused-form-reason")


def _free(title: str, others: Iterable[EditionView], first: str, last: str) -> None:
    for one in others:
        if not is_empty(one) and meets(one, first, last):
            until = one.valid_until or "…"
            raise Refused("refused-form-overlap", title=title, version=one.version, first=one.valid_from, last=until)


def _known_items(session: Session, bureau: str, wanted: Iterable[str]) -> None:
    known = {one.id for one in items(session, bureau)}
    if set(wanted) - known:
        raise Missing("error-item-missing")


def _usable(session: Session, desk: Desk, edition: str) -> EditionView:
    found = get_edition(session, desk.bureau, edition)
    if found.withdrawn_on:
        raise Refused("refused-form-withdrawn", title=found.title, version=found.version)
    return found


def _only_supervising(desk: Desk) -> None:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-registers")


def _shelf(session: Session, desk: Desk) -> DossierId:
    return DossierId(get_shelf(session, desk.bureau, SHELF).dossier)
