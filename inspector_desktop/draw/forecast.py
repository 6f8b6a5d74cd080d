"""What a plan would reach before it is drawn: how many of each category were visited in the profile's window already.

For the form of a new plan (000 二(一): enough coverage, no disturbance). Nothing is entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from inspector_desktop.draw.roll import visits_of
from inspector_desktop.inspection.store import inspections
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import company_codes, counts_by_category, subjects

EVERYTHING = 10**9


@dataclass(frozen=True)
class Reach:
    """A category: in the register, visited or to be visited in the window, at the cap (0 where there is none)."""

    register: int
    visited: int
    capped: int


@dataclass(frozen=True)
class Forecast:
    """By category; `unsettled` subjects have none."""

    reaches: dict[str, Reach]
    unsettled: int

    @property
    def counts(self) -> dict[str, int]:
        """The register by category, `""` the unsettled."""
        return {name: one.register for name, one in self.reaches.items()} | {"": self.unsettled}


def forecast(session: Session, *, bureau: str, profile: Profile, today: date) -> Forecast:
    """Look at register and visits of a civil day's window."""
    counts = counts_by_category(session, bureau)
    companies = company_codes(session, bureau)
    visits = visits_of(inspections(session, bureau), profile.frequency, today, companies=companies)
    reaches = {}
    for category in profile.categories:
        cap = profile.frequency.cap(category.id)
        times = []
        if visits:
            listed = subjects(session, bureau, category=category.id, limit=EVERYTHING)
            times = [visits.get(one.unit_code, 0) for one in listed]
        reaches[category.id] = Reach(
            counts.get(category.id, 0), sum(one > 0 for one in times), sum(bool(cap) and one >= cap for one in times)
        )
    return Forecast(reaches, counts.get("", 0))
