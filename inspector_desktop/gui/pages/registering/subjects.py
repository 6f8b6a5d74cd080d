"""The register of subjects as the page reads it: rows with this year's visits, and one subject with its past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone

from sqlmodel import Session

from inspector_desktop.clock import civil_date, stamp
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import day_words
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.inspection.store import InspectionView, assigned_since, inspections_of_subjects
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.history import SubjectChange, changes_of
from inspector_desktop.registry.kept_store import KeptView, kept
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.store import SubjectView, count_found, find_subjects, get_subject, officers
from inspector_desktop.wording import say

SHOWN = 200
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

    @property
    def tall(self) -> bool:
        """Whether something stands under its name."""
        return not self.view.code or self.view.code_kind == "old" or bool(self.view.head_code)


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
    risks: tuple[KeptView, ...] = ()
    specials: tuple[KeptView, ...] = ()
    sites: tuple[SubjectView, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # of officers, by id
    editable: bool = False  # whether this person keeps its shelf, and it lies on this desk


@dataclass(frozen=True)
class Words:
    """The titles of categories and credit classes by id."""

    categories: Mapping[str, str]
    credit: Mapping[str, str]

    @classmethod
    def of(cls, profile: Profile) -> Words:
        """Take them from a profile."""
        return cls(
            {one.id: one.title for one in profile.categories}, {one.id: one.title for one in profile.credit.classes}
        )


def read_list(session: Session, *, bureau: str, profile: Profile, wanted: Wanted, today: date) -> Listed:
    """Read the rows that fit, as many as are shown; the count is `MORE` when there may be others."""
    found = find_subjects(session, bureau, settled(session, bureau, wanted, today), limit=SHOWN)
    count = len(found) if len(found) < SHOWN else MORE
    past = past_of(inspections_of_subjects(session, bureau, [one.id for one in found]))
    words = Words.of(profile)
    return Listed(tuple(line_of(one, profile, past.get(one.id, ()), today.year, words) for one in found), count)


def count_list(session: Session, *, bureau: str, wanted: Wanted, today: date) -> int:
    """Count the rows that fit, where `read_list` found more than are shown."""
    return count_found(session, bureau, settled(session, bureau, wanted, today))


def settled(session: Session, bureau: str, wanted: Wanted, today: date) -> Wanted:
    """The filter with the subjects to leave out, where it asks for those not visited lately."""
    if not wanted.unvisited:
        return wanted
    since = date(today.year, 1, 1) if wanted.unvisited == "year" else today - timedelta(days=int(wanted.unvisited))
    return replace(wanted, leave_out=assigned_since(session, bureau, stamp(begin_of_day(since))))


def begin_of_day(day: date) -> datetime:
    """The moment a civil day begins (UTC+8)."""
    return datetime(day.year, day.month, day.day, tzinfo=timezone(timedelta(hours=8)))


def read_whole(session: Session, *, bureau: str, profile: Profile, subject: str, year: int) -> Whole:
    """Read one subject. Raises `Missing`."""
    view = get_subject(session, bureau, subject)
    past = past_of(inspections_of_subjects(session, bureau, (subject,))).get(subject, ())
    sites = find_subjects(session, bureau, Wanted(search=view.head_code or view.code)) if view.code else ()
    return Whole(
        line_of(view, profile, past, year, Words.of(profile)), past, changes_of(session, bureau, subject),
        names={one.id: one.name for one in officers(session, bureau)},
        risks=kept(session, bureau, "risks", owner=subject), specials=kept(session, bureau, "specials", owner=subject),
        sites=tuple(one for one in sites if one.unit_code == view.unit_code and one.id != view.id),
    )  # fmt: skip


def past_of(views: Iterable[InspectionView]) -> dict[str, tuple[InspectionView, ...]]:
    """Inspections whose check is over, by subject, latest first."""
    found: dict[str, list[InspectionView]] = {}
    for view in views:
        if view.done.get("check"):
            found.setdefault(view.subject, []).append(view)
    return {key: tuple(sorted(them, key=lambda one: one.done["check"], reverse=True)) for key, them in found.items()}


def line_of(
    view: SubjectView, profile: Profile, past: tuple[InspectionView, ...], year: int, words: Words
) -> SubjectLine:
    """Put a subject into words; an id the profile has forgotten stands as it is."""
    days = [civil_date(one.done["check"]) for one in past]
    visits = sum(day.year == year and one.check_kind == "kind-routine" for day, one in zip(days, past, strict=True))
    caps = [one.times for one in profile.frequency.caps if one.category in {"*", view.category}]
    return SubjectLine(
        key=view.id,
        view=view,
        category=words.categories.get(view.category, view.category),
        credit=words.credit.get(view.credit, view.credit),
        visits=visits,
        cap=min(caps, default=0),
        last=days[0].isoformat() if days else "",
    )


def subject_columns() -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column("name", say("column-name"), _name, stretch=1),
        Column("code", say("column-code"), lambda row: Cell(row.view.code or "—", tone="soft"), width=170),
        Column("category", say("column-category"), _category, width=160),
        Column("visits", say("column-visits"), _visits, width=80, right=True),
        Column(
            "last", say("column-last"), lambda row: Cell(day_words(row.last) or "—", tone="soft"), width=118, right=True
        ),
    )


def _name(row: SubjectLine) -> Cell:
    view = row.view
    under = say("subject-code-old") if view.code_kind == "old" else ""
    if not view.code:
        under = say("subject-no-code")
    if view.head_code:
        return Cell(view.name, under=view.address)
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
