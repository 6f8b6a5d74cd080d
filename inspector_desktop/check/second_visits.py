"""第二次到访: which checks met nobody and wait to be gone to again, by when, and how late that is.

Where the bureau's rules ask for a second visit, it is due on the day that was planned, and on the last day of the
check's window at the latest. It waits until somebody arrives or the visit is recorded as one that could not check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from inspector_desktop.check.joint_records import FirstVisit
from inspector_desktop.clock import civil_date
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.ordering import natural
from inspector_desktop.profile.model import Profile
from inspector_desktop.workdays import WorkingDays, shipped

SOON = 2
"""So many working days ahead it is told in amber."""


@dataclass(frozen=True)
class SecondVisit:
    """A second visit that is due. `first_at` and `planned_at` are stamps, `late` counts working days after `day`."""

    dossier: str
    subject: str
    first_at: str
    planned_at: str
    day: date
    late: int
    soon: bool


def due_again(
    view: InspectionView, first_at: str, planned_at: str, today: date, *, table: WorkingDays | None = None
) -> SecondVisit:
    """When one has to go to a subject again where a first visit met nobody. Pure."""
    days = table or shipped()
    window = date.fromisoformat(view.window_until)
    planned = civil_date(planned_at)
    day = min(planned, max(window, civil_date(first_at)))
    late = days.between(day, today)
    soon = day >= today and days.between(today, day) <= SOON
    return SecondVisit(view.dossier, view.subject_name, first_at, planned_at, day, late, soon)


def second_visits(
    session: Session, *, bureau: str, profile: Profile, views: Iterable[InspectionView], today: date
) -> tuple[SecondVisit, ...]:
    """The second visits that are due among inspections, the most urgent first; none where the rules ask for none."""
    if not profile.check.second_visit_when_absent:
        return ()
    waiting = {one.dossier: one for one in views if not one.done.get("check") and "check" not in one.begun}
    rows = session.exec(
        select(FirstVisit).where(FirstVisit.bureau == bureau, col(FirstVisit.dossier).in_(waiting))
    ).all()
    found = [due_again(waiting[row.dossier], row.at, row.planned_at, today) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.day, natural(one.subject))))
