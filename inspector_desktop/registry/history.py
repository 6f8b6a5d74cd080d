"""What happened to one subject: entered, brought in, changed, each with its reason; and how it stood on a day.

Read from the journal, never from the records: what the register says now is only the end of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.clock import civil_date
from inspector_desktop.journal.heads import read_body
from inspector_desktop.journal.records import SET_ASIDE, Entry
from inspector_desktop.registry.facts import (
    CHANGEABLE,
    SubjectRow,
    SubjectsChanged,
    SubjectsEntered,
    SubjectsImported,
    SubjectsUpdated,
)
from inspector_desktop.registry.proposal_facts import CorrectionAdopted
from inspector_desktop.registry.records import Import
from inspector_desktop.registry.store import SubjectView, get_subject

_KINDS = tuple(
    fact.KIND for fact in (SubjectsChanged, SubjectsEntered, SubjectsImported, SubjectsUpdated, CorrectionAdopted)
)


@dataclass(frozen=True)
class SubjectChange:
    """One change of a subject. `kind` is of `changed`, `updated` (by a list), `entered`, `imported`, `adopted`.

    `set` holds the columns that were set, `before` what those of them held that held anything else; `proposer`
    is the name of who proposed what was adopted.
    """

    kind: str
    at: str
    person: str
    reason: str = ""
    set: tuple[tuple[str, str], ...] = ()
    file: str = ""
    row: int = 0
    before: tuple[tuple[str, str], ...] = ()
    proposer: str = ""


def changes_of(session: Session, bureau: str, subject: str) -> tuple[SubjectChange, ...]:
    """All changes of a subject, latest first. Raises `Missing`."""
    return tuple(change for change, _ in reversed(list(_story(session, bureau, subject))))


def subject_as_of(session: Session, bureau: str, subject: str, day: date) -> SubjectView | None:
    """How a subject stood at the end of a civil day; none when it was not in the register yet. Raises `Missing`."""
    stood: dict[str, str] | None = None
    for change, state in _story(session, bureau, subject):
        if civil_date(change.at) <= day:
            stood = state
    return replace(get_subject(session, bureau, subject), **stood) if stood is not None else None  # type: ignore[arg-type]


def _story(session: Session, bureau: str, subject: str) -> Iterator[tuple[SubjectChange, dict[str, str]]]:
    """Yield every change, earliest first, and how the subject stood after it."""
    view = get_subject(session, bureau, subject)
    entries = session.exec(
        select(Entry)
        .where(
            Entry.dossier == view.dossier,
            col(Entry.kind).in_(_KINDS),
            Entry.verdict != SET_ASIDE,
            _names(session, subject),
        )
        .order_by(col(Entry.number))
    ).all()
    state: dict[str, str] = {}
    for entry in entries:
        found = _change(session, view, entry, subject)
        if found is None:
            continue
        change, values = found
        before = tuple((name, state.get(name, "")) for name in sorted(values) if state.get(name, "") != values[name])
        state = {**state, **values}
        yield replace(change, before=before if change.set else ()), state


def _names(session: Session, subject: str) -> Any:
    """Whether a body names the subject at all, so that few of a large register's entries are read."""
    if session.get_bind().dialect.name == "sqlite":
        return func.instr(Entry.body, f'"{subject}"'.encode()) > 0
    return col(Entry.id).is_not(None)


def _change(  # noqa: PLR0911  (one for each kind of fact)
    session: Session, view: SubjectView, entry: Entry, subject: str
) -> tuple[SubjectChange, dict[str, str]] | None:
    content = read_body(entry.body)
    at, person = entry.occurred_at, entry.person
    if entry.kind == SubjectsChanged.KIND and subject in content["ids"]:
        values = _settable(content["set"])
        return SubjectChange("changed", at, person, content["reason"], tuple(sorted(values.items()))), values
    if entry.kind == CorrectionAdopted.KIND:
        return _adopted(content, at, person) if content["id"] == subject else None
    row = next((one for one in content.get("rows", ()) if one["id"] == subject), None)
    if row is None:
        return None
    if entry.kind == SubjectsUpdated.KIND:
        values = _settable(row["set"])
        return SubjectChange(
            "updated", at, person, set=tuple(sorted(values.items())), file=content["file"], row=row["row"]
        ), values
    values = {"survival": "active", **_settable({name: row.get(name, "") for name in SubjectRow.model_fields})}
    if entry.kind == SubjectsEntered.KIND:
        return SubjectChange("entered", at, person), values
    source = session.get(Import, (view.bureau, view.dossier, content["source"]))
    if source is None or not source.closed_at:
        return None
    return SubjectChange("imported", source.closed_at, person, file=source.file, row=row["source_row"]), values


def _adopted(content: dict[str, Any], at: str, person: str) -> tuple[SubjectChange, dict[str, str]]:
    values = _settable(content["set"])
    for row in content["rows"]:
        values |= {"survival": "active", **_settable({name: row.get(name, "") for name in SubjectRow.model_fields})}
    set_ = () if content["rows"] else tuple(sorted(values.items()))
    return SubjectChange("adopted", at, person, content["reason"], set_, proposer=content["proposer_name"]), values


def _settable(given: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if name in CHANGEABLE}
