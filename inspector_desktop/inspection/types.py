"""What type of check an inspection is, in the bureau's words. Pure.

Only what a draw gave counts as 双随机; checks on leads, assigned ones and re-inspections are told apart everywhere
(004 第八条), so that no figure and no list mixes them.
"""

from __future__ import annotations

from typing import Protocol

from inspector_desktop.profile.model import Profile

DIRECTED, UNDIRECTED, SPECIAL, LEAD, REINSPECTION = "directed", "undirected", "special", "lead", "reinspection"
DRAWN = frozenset({DIRECTED, UNDIRECTED})


class Check(Protocol):
    """What a type is told by: an inspection, or its row in a list."""

    @property
    def check_kind(self) -> str: ...
    @property
    def way(self) -> str: ...
    @property
    def draw_type(self) -> str: ...
    @property
    def lead_source(self) -> str: ...


def type_of(view: Check, profile: Profile) -> str:
    """The id of the type among the profile's: by its lead's source, its way, or how its plan was drawn."""
    if view.check_kind == "kind-targeted":
        return next((one.type for one in profile.leads.sources if one.id == view.lead_source), LEAD)
    if view.way == "way-reinspection":
        return REINSPECTION
    if view.check_kind == "kind-special":
        return SPECIAL
    return UNDIRECTED if view.draw_type == UNDIRECTED else DIRECTED


def type_title(view: Check, profile: Profile) -> str:
    """The type in the bureau's words; empty where its rules name no types."""
    wanted = type_of(view, profile)
    return next((one.title for one in profile.check.types if one.id == wanted), "")


def is_drawn(view: Check, profile: Profile) -> bool:
    """Whether it counts as 双随机."""
    wanted = type_of(view, profile)
    return next((one.drawn for one in profile.check.types if one.id == wanted), wanted in DRAWN)
