"""Which check of the year this is, of how many, and on what ground one goes beyond that (国办发〔2024〕54号)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.check.store import visits_this_year
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.profile.model import Profile


@dataclass(frozen=True)
class YearCount:
    """`visits` is which check of the year this is, `cap` how many there may be (0: none is set)."""

    visits: int
    cap: int

    @property
    def over(self) -> bool:
        """Whether it is one more than there may be."""
        return bool(self.cap) and self.visits > self.cap


def year_count(session: Session, view: InspectionView, profile: Profile) -> YearCount:
    """The count of an inspection that has not begun yet."""
    return YearCount(visits_this_year(session, view.bureau, view.dossier) + 1, profile.frequency.cap(view.category))


def reason_beyond(view: InspectionView, count: YearCount, reason: str) -> str:
    """On what ground one goes beyond the cap: the one given, or else the one the check was opened with; none within it.

    Raises `Refused` where there is neither: nothing forbids the check, but its ground is kept.
    """
    if not count.over:
        return ""
    kept = reason.strip() or view.exempt
    if not kept:
        raise Refused("refused-over-cap", visits=count.visits, cap=count.cap)
    return kept
