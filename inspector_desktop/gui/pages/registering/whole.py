"""What the page of the registers reads at once: the counts, the two short registers, the kept filters; and choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from inspector_desktop.gui.pages.registering.subjects import SURVIVAL
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.store import (
    ItemView,
    OfficerView,
    ShelfView,
    count_subjects,
    find_shelf,
    items,
    kept_filters,
    officers,
)
from inspector_desktop.wording import say

ALL, UNSETTLED = "*", "-"


@dataclass(frozen=True)
class Counts:
    """How many each register holds, and where the register of subjects stands."""

    items: int
    subjects: int
    officers: int
    shelf: ShelfView | None


@dataclass(frozen=True)
class Others:
    """The two short registers, whole, and the filters kept by name."""

    items: tuple[ItemView, ...]
    officers: tuple[OfficerView, ...]
    kept: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_registers(session: Session, bureau: str) -> tuple[Counts, Others]:
    """Read the counts and what is short."""
    them = Others(items(session, bureau), officers(session, bureau), kept_filters(session, bureau))
    shelf = find_shelf(session, bureau, "subjects")
    return Counts(len(them.items), count_subjects(session, bureau), len(them.officers), shelf), them


def category_choices(profile: Profile) -> list[tuple[str, str]]:
    """All, each category, the unsettled."""
    named = [(one.id, one.title) for one in profile.categories]
    return [(ALL, say("registers-all")), *named, (UNSETTLED, say("registers-unsettled"))]


def credit_choices(profile: Profile) -> list[tuple[str, str]]:
    """All, each credit class, those without one."""
    named = [(one.id, one.title) for one in profile.credit.classes]
    return [(ALL, say("registers-all")), *named, (UNSETTLED, say("registers-unrated"))]


def survival_choices() -> list[tuple[str, str]]:
    """All, each state."""
    return [(ALL, say("registers-all")), *((one, say(f"survival-{one}")) for one in SURVIVAL)]


def filter_words(wanted: Wanted, profile: Profile) -> tuple[str, str, str]:
    """Category, credit class and state of a filter as the buttons show them."""
    named = ((wanted.category, category_choices(profile)), (wanted.credit, credit_choices(profile)))
    category, credit = (dict(choices).get(ALL if one is None else one or UNSETTLED, "") for one, choices in named)
    return category, credit, say(f"survival-{wanted.survival}") if wanted.survival else say("registers-all")
