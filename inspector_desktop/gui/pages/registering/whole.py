"""The filters of the register of subjects in words: what may be chosen, and what is set."""

from __future__ import annotations

from inspector_desktop.gui.pages.registering.subjects import SURVIVAL
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.wording import say

ALL, UNSETTLED = "*", "-"


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
