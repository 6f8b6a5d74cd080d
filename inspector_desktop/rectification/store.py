"""Queries on problems and the papers about them; all return frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from inspector_desktop.check.joint_store import presence_of
from inspector_desktop.check.store import find_visit
from inspector_desktop.inspection.deadlines import Due, due
from inspector_desktop.inspection.records import Inspection
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.ordering import natural
from inspector_desktop.profile.model import Profile
from inspector_desktop.rectification.records import FixPaper, Problem
from inspector_desktop.rectification.rules import RUNNING


@dataclass(frozen=True)
class ProblemView:
    """A problem of the list."""

    number: int
    line: str
    line_number: int
    label: str
    fact: str
    basis: str
    serious: bool
    state: str
    listed_at: str
    demand: str
    due_on: str
    advice_number: str
    order_number: str
    reported_at: str
    reported_words: str
    rechecked_at: str
    rechecked_words: str
    closed_at: str


@dataclass(frozen=True)
class FixPaperView:
    """An advice, an order or a reinspection, and its service."""

    kind: str
    number: str
    issued_at: str
    issued_by: str
    problems: tuple[int, ...]
    due_on: str
    served_at: str
    way: str
    receiver: str
    receiver_post: str
    place: str
    remark: str


@dataclass(frozen=True)
class OpenProblem:
    """A problem still to be put right, with its subject. `late` counts calendar days after its last day."""

    dossier: str
    subject: str
    problem: ProblemView
    late: int


def problems_of(session: Session, bureau: str, dossier: str) -> tuple[ProblemView, ...]:
    """The list of problems of an inspection."""
    rows = session.exec(
        select(Problem).where(Problem.bureau == bureau, Problem.dossier == dossier).order_by(col(Problem.number))
    ).all()
    return tuple(_view(row) for row in rows)


def fix_papers(session: Session, bureau: str, dossier: str, kind: str = "") -> tuple[FixPaperView, ...]:
    """The papers issued about problems, in order; of one kind if named."""
    rows = session.exec(
        select(FixPaper)
        .where(FixPaper.bureau == bureau, FixPaper.dossier == dossier)
        .order_by(col(FixPaper.issued_at), col(FixPaper.number))
    ).all()
    return tuple(
        FixPaperView(
            **row.model_dump(exclude={"bureau", "dossier", "problems"}),
            problems=tuple(int(one) for one in row.problems.splitlines()),
        )
        for row in rows
        if not kind or row.kind == kind
    )


def own_officers(session: Session, bureau: str, dossier: str) -> tuple[tuple[str, str, str], ...]:
    """The officers of this bureau who were at the visit to its end (id, name, certificate): they sign its papers.

    Guests of other departments are named in the visit's record; an order or a reinspection is none of theirs.
    """
    visit = find_visit(session, bureau, dossier)
    if visit is None:
        return ()
    view = get_inspection(session, bureau, dossier)
    away = {one.id for one in view.officers if one.department}
    away |= {one.officer for one in presence_of(session, bureau, dossier) if one.left_at}
    return tuple(one for one in visit.officers if one[0] not in away)


def open_problems(session: Session, bureau: str, today: date) -> tuple[OpenProblem, ...]:
    """Problems not yet put right in all inspections, the earliest last day first; those without one at the end."""
    rows = session.exec(
        select(Problem, Inspection)
        .join(
            Inspection,
            (col(Inspection.bureau) == col(Problem.bureau)) & (col(Inspection.dossier) == col(Problem.dossier)),
        )
        .where(Problem.bureau == bureau, col(Problem.state).in_(RUNNING))
        .order_by(col(Problem.due_on) == "", col(Problem.due_on), col(Problem.number))
    ).all()
    found = (
        OpenProblem(
            problem.dossier,
            inspection.subject_name,
            _view(problem),
            max((today - date.fromisoformat(problem.due_on)).days, 0) if problem.due_on else 0,
        )
        for problem, inspection in rows
    )
    return tuple(
        sorted(found, key=lambda one: (not one.problem.due_on, one.problem.due_on, natural(one.subject)))
    )  # fmt: skip


def reinspection_dues(session: Session, bureau: str, profile: Profile, today: date) -> tuple[Due, ...]:
    """The profile's clocks that an order's last day starts, one for each inspection with problems still running."""
    clocks = [one for one in profile.deadlines if one.trigger == "order-due" and one.use == "clock"]
    starts: dict[tuple[str, str], str] = {}
    for one in open_problems(session, bureau, today):
        if one.problem.order_number:
            key = (one.dossier, one.subject)
            starts[key] = max(starts.get(key, ""), one.problem.due_on)
    found: Iterable[Due] = (
        due(clock, date.fromisoformat(start), today, dossier=dossier, subject=subject)
        for clock in clocks
        for (dossier, subject), start in starts.items()
    )
    return tuple(sorted(found, key=lambda one: (one.day, natural(one.subject))))


def _view(row: Problem) -> ProblemView:
    return ProblemView(**row.model_dump(exclude={"bureau", "dossier"}))
