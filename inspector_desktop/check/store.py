"""Queries on visits; all return frozen values. A sheet is the frozen table with answers saved and in progress."""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from inspector_desktop.check.records import CheckLine, CheckSheet, Photo, UnableVisit, Visit, VisitOfficer
from inspector_desktop.checklist.definition import Definition, Table, from_bytes
from inspector_desktop.checklist.program import Program
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.records import Inspection
from inspector_desktop.registry.form_store import tables_of as lists_of
from inspector_desktop.storage.working import unsaved_answers

_PROGRAMS: OrderedDict[str, Program] = OrderedDict()
_MOST_PROGRAMS = 8
_PHRASES = 9


@dataclass(frozen=True)
class VisitView:
    """A visit."""

    arrived_at: str
    place: str
    met: str
    met_post: str
    companions: str
    visit_code: str
    no_code_reason: str
    rights_told: bool
    told_at: str
    visits: int
    cap: int
    ended_at: str
    outcome: str
    officers: tuple[tuple[str, str, str], ...]  # id, name, certificate
    measures_later: str = ""
    over_cap_reason: str = ""
    outside_reason: str = ""


@dataclass(frozen=True)
class LineView:
    """An answered line."""

    line: str
    number: int
    value: str
    fact: str
    reason: str
    words: str
    measure: str
    given_at: str
    person: str


@dataclass(frozen=True)
class PhotoView:
    """A photograph."""

    hash: str
    line: str
    original_hash: str
    original_name: str
    width: int
    height: int
    taken_at: str
    added_at: str
    note: str


@dataclass(frozen=True)
class UnableView:
    """未能检查."""

    branch: str
    words: str
    asked: str
    visits: tuple[str, ...]


def find_visit(session: Session, bureau: str, dossier: str) -> VisitView | None:
    """The visit, if they arrived."""
    row = session.get(Visit, (bureau, dossier))
    if row is None:
        return None
    officers = session.exec(
        select(VisitOfficer)
        .where(VisitOfficer.bureau == bureau, VisitOfficer.dossier == dossier)
        .order_by(col(VisitOfficer.place))
    ).all()
    return VisitView(
        **row.model_dump(exclude={"bureau", "dossier"}),
        officers=tuple((one.officer, one.name, one.certificate) for one in officers),
    )


def find_definition(session: Session, bureau: str, dossier: str) -> Definition | None:
    """The check table frozen into the inspection, if it was opened. Raises `Damaged`."""
    row = session.get(CheckSheet, (bureau, dossier))
    return from_bytes(row.definition.encode()) if row else None


def get_definition(session: Session, bureau: str, dossier: str) -> Definition:
    """The frozen check table. Raises `Missing` before it is opened."""
    definition = find_definition(session, bureau, dossier)
    if definition is None:
        raise Missing("error-sheet-missing")
    return definition


def lines_of(session: Session, bureau: str, dossier: str) -> dict[str, LineView]:
    """Answered lines by name: what facts hold, overlaid by answers in progress on this device."""
    rows = session.exec(select(CheckLine).where(CheckLine.bureau == bureau, CheckLine.dossier == dossier)).all()
    lines = {row.line: LineView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows}
    for answer in unsaved_answers(session, dossier):
        content = json.loads(answer.content)
        lines[answer.line] = LineView(line=answer.line, given_at=answer.given_at, person=answer.person, **content)
    return lines


def saved_lines(session: Session, bureau: str, dossier: str) -> dict[str, LineView]:
    """Answered lines as facts hold them; the same on every device."""
    rows = session.exec(select(CheckLine).where(CheckLine.bureau == bureau, CheckLine.dossier == dossier)).all()
    return {row.line: LineView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows}


def sheet_of(session: Session, bureau: str, dossier: str, *, at: datetime) -> Sheet:
    """The sheet with all answers, in progress included. Raises `Missing` before it is opened."""
    lines = lines_of(session, bureau, dossier)
    definition = get_definition(session, bureau, dossier)
    return make_sheet(definition, lines, at=at, tables=tables_of(session, definition))


def tables_of(session: Session, definition: Definition) -> dict[str, Table]:
    """The long lists that a check table cites, from evidence. Raises `Missing` for one that is not here."""
    if definition.digest in _PROGRAMS:  # the lists are part of what was compiled
        return {}
    return lists_of(session, definition)


def program_of(definition: Definition, tables: Mapping[str, Table] | None = None) -> Program:
    """The table made ready to run; the latest few are kept, since every answer's reader needs the same one."""
    program = _PROGRAMS.get(definition.digest)
    if program is None:
        program = _PROGRAMS[definition.digest] = Program(definition, tables)
        while len(_PROGRAMS) > _MOST_PROGRAMS:
            _PROGRAMS.popitem(last=False)
    return program


def make_sheet(
    definition: Definition, lines: Mapping[str, LineView], *, at: datetime, tables: Mapping[str, Table] | None = None
) -> Sheet:
    """A sheet of answered lines. A repeat without instances still tells, in words, which numbers were used."""
    answers = {
        name: Answer(one.value, one.fact, one.reason, one.words)
        for name, one in lines.items()
        if one.value or one.fact or one.words
    }
    return Sheet(program_of(definition, tables), answers, at=at)


def phrases_of(session: Session, bureau: str, form: str, *, most: int = _PHRASES) -> dict[str, tuple[str, ...]]:
    """常用语: by line of a check table, what officers of this bureau wrote of it before, the most usual first.

    They are learned from the facts of all inspections this device holds, so they travel with them and need no keeping.
    """
    rows = session.exec(
        select(CheckLine.line, CheckLine.fact, CheckLine.given_at)
        .join(CheckSheet, (col(CheckSheet.bureau) == CheckLine.bureau) & (col(CheckSheet.dossier) == CheckLine.dossier))
        .where(CheckLine.bureau == bureau, CheckSheet.form == form, CheckLine.value == "violates", CheckLine.fact != "")
    ).all()
    used: dict[str, Counter[str]] = {}
    latest: dict[tuple[str, str], str] = {}
    for line, fact, given_at in rows:
        used.setdefault(line, Counter())[fact] += 1
        latest[line, fact] = max(given_at, latest.get((line, fact), ""))
    return {
        line: tuple(sorted(facts, key=lambda fact: (facts[fact], latest[line, fact]), reverse=True)[:most])
        for line, facts in used.items()
    }


def visits_this_year(session: Session, bureau: str, dossier: str) -> int:
    """How many checks of this subject began in the calendar year of its window, this one left out; re-checks apart."""
    view = session.get(Inspection, (bureau, dossier))
    if view is None:
        raise Missing("error-dossier-missing")
    year = view.window_until[:4]
    found = session.exec(
        select(Visit.dossier)
        .join(
            Inspection, (col(Inspection.bureau) == Visit.bureau) & (col(Inspection.dossier) == Visit.dossier)
        )
        .where(
            Visit.bureau == bureau, Inspection.subject == view.subject, Inspection.dossier != dossier,
            Inspection.way != "way-reinspection", col(Visit.arrived_at).startswith(year),
        )
    ).all()  # fmt: skip
    return len(found)


def photos_of(session: Session, bureau: str, dossier: str) -> tuple[PhotoView, ...]:
    """The photographs of an inspection in the order they were added."""
    rows = session.exec(
        select(Photo)
        .where(Photo.bureau == bureau, Photo.dossier == dossier)
        .order_by(col(Photo.added_at), col(Photo.hash))
    ).all()
    return tuple(PhotoView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows)


def find_unable(session: Session, bureau: str, dossier: str) -> UnableView | None:
    """未能检查, if that was the outcome."""
    row = session.get(UnableVisit, (bureau, dossier))
    return UnableView(row.branch, row.words, row.asked, tuple(row.visits.splitlines())) if row else None
