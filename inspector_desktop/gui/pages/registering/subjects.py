"""The register of subjects as the page reads it: rows with this year's visits, and one subject with its past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.history import SubjectChange, changes_of
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.store import SubjectView, count_subjects, get_subject, subjects
from inspector_desktop.wording import say

SHOWN = 500
MORE = -1
"""The count of a list that has more rows than are shown; counting them is a query of its own, after the painting."""
SURVIVAL = ("active", "closed", "moved", "cancelled")


@dataclass(frozen=True)
class SubjectLine:
    """A row: the subject, its category and credit in words, how often it was checked this year, and when last."""

    key: str
    view: SubjectView
    category: str
    credit: str
    visits: int
    cap: int
    last: str


@dataclass(frozen=True)
class Listed:
    """An answer: the rows, and how many there are altogether."""

    rows: tuple[SubjectLine, ...]
    count: int


@dataclass(frozen=True)
class Whole:
    """One subject with its inspections, latest first, and its changes."""

    line: SubjectLine
    past: tuple[InspectionView, ...]
    changes: tuple[SubjectChange, ...]
    here: bool = True  # whether its shelf lies on this desk


def read_list(session: Session, *, bureau: str, profile: Profile, wanted: Wanted, year: int) -> Listed:
    """Read the rows that fit, as many as are shown; the count is `MORE` when there may be others."""
    found = subjects(
        session, bureau, search=wanted.search, category=wanted.category, survival=wanted.survival,
        credit=wanted.credit, limit=SHOWN,
    )  # fmt: skip
    count = len(found) if len(found) < SHOWN else MORE
    past = past_of(inspections(session, bureau))
    return Listed(tuple(line_of(one, profile, past.get(one.id, ()), year) for one in found), count)


def count_list(session: Session, *, bureau: str, wanted: Wanted) -> int:
    """Count the rows that fit, where `read_list` found more than are shown."""
    return count_subjects(
        session, bureau, search=wanted.search, category=wanted.category, survival=wanted.survival, credit=wanted.credit
    )


def read_whole(session: Session, *, bureau: str, profile: Profile, subject: str, year: int) -> Whole:
    """Read one subject. Raises `Missing`."""
    view = get_subject(session, bureau, subject)
    past = past_of(inspections(session, bureau)).get(subject, ())
    return Whole(line_of(view, profile, past, year), past, changes_of(session, bureau, subject))


def past_of(views: Iterable[InspectionView]) -> dict[str, tuple[InspectionView, ...]]:
    """Inspections whose check is over, by subject, latest first."""
    found: dict[str, list[InspectionView]] = {}
    for view in views:
        if view.done.get("check"):
            found.setdefault(view.subject, []).append(view)
    return {key: tuple(sorted(them, key=lambda one: one.done["check"], reverse=True)) for key, them in found.items()}


def line_of(view: SubjectView, profile: Profile, past: tuple[InspectionView, ...], year: int) -> SubjectLine:
    """Put a subject into words."""
    days = [civil_date(one.done["check"]) for one in past]
    visits = sum(day.year == year and one.check_kind == "kind-routine" for day, one in zip(days, past, strict=True))
    caps = [one.times for one in profile.frequency.caps if one.category in {"*", view.category}]
    return SubjectLine(
        key=view.id,
        view=view,
        category=title_of(view.category, ((one.id, one.title) for one in profile.categories)),
        credit=title_of(view.credit, ((one.id, one.title) for one in profile.credit.classes)),
        visits=visits,
        cap=min(caps, default=0),
        last=days[0].isoformat() if days else "",
    )


def title_of(wanted: str, rows: Iterable[tuple[str, str]]) -> str:
    """The title of an id; the id itself where the profile has forgotten it."""
    return next((title for one, title in rows if one == wanted), wanted)


def subject_columns() -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column("name", say("column-name"), _name, stretch=1),
        Column("code", say("column-code"), lambda row: Cell(row.view.code or "—", tone="soft"), width=170),
        Column("category", say("column-category"), _category, width=160),
        Column("visits", say("column-visits"), _visits, width=80, right=True),
        Column("last", say("column-last"), lambda row: Cell(row.last or "—", tone="soft"), width=100, right=True),
    )


def _name(row: SubjectLine) -> Cell:
    view = row.view
    under = say("subject-code-old") if view.code_kind == "old" else ""
    if not view.code:
        under = say("subject-no-code")
    chips = (ChipText(say(f"survival-{view.survival}")),) if view.survival != "active" else ()
    return Cell(view.name, under=under, under_tone="amber", chips=chips)


def _category(row: SubjectLine) -> Cell:
    if row.category:
        return Cell(row.category, tone="soft")
    return Cell(chips=(ChipText(say("registers-unsettled"), "amber"),))


def _visits(row: SubjectLine) -> Cell:
    full = bool(row.cap) and row.visits >= row.cap
    text = say("subject-visits", count=row.visits, cap=row.cap) if row.cap else str(row.visits)
    return Cell(text, tone="amber" if full else "ink", bold=full)
