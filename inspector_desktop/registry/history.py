"""What happened to one subject: entered, brought in, changed, each with its reason; read from the journal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.journal.heads import read_body
from inspector_desktop.journal.records import SET_ASIDE, Entry
from inspector_desktop.registry.facts import SubjectsChanged, SubjectsEntered
from inspector_desktop.registry.records import Import
from inspector_desktop.registry.store import get_subject


@dataclass(frozen=True)
class SubjectChange:
    """One change of a subject. `kind` is of `changed`, `entered`, `imported`; `set` holds the columns that were set."""

    kind: str
    at: str
    person: str
    reason: str = ""
    set: tuple[tuple[str, str], ...] = ()
    file: str = ""
    row: int = 0


def changes_of(session: Session, bureau: str, subject: str) -> tuple[SubjectChange, ...]:
    """All changes of a subject, latest first. Raises `Missing`."""
    view = get_subject(session, bureau, subject)
    entries = session.exec(
        select(Entry)
        .where(
            Entry.dossier == view.dossier,
            col(Entry.kind).in_((SubjectsChanged.KIND, SubjectsEntered.KIND)),
            Entry.verdict != SET_ASIDE,
        )
        .order_by(col(Entry.number).desc())
    ).all()
    found = []
    for entry in entries:
        content = read_body(entry.body)
        if entry.kind == SubjectsChanged.KIND and subject in content["ids"]:
            found.append(
                SubjectChange(
                    "changed", entry.occurred_at, entry.person, content["reason"], tuple(sorted(content["set"].items()))
                )
            )
        elif entry.kind == SubjectsEntered.KIND and any(row["id"] == subject for row in content["rows"]):
            found.append(SubjectChange("entered", entry.occurred_at, entry.person))
    source = session.get(Import, (bureau, view.dossier, view.source)) if view.source else None
    if source is not None:
        found.append(SubjectChange("imported", source.closed_at, "", file=source.file, row=view.source_row))
    return tuple(found)
