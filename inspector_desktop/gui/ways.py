"""The places of the program: which page stands behind which name, and who finds it in the rail.

A page is named by text and imported when somebody first goes there, so that starting stays quick.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector_desktop.gui.page import Page

ROOM = "inspector_desktop.gui.pages"
PAGES: dict[str, tuple[str, str]] = {
    "workbench": ("workbench", "WorkbenchPage"),
    "inspections": ("inspections", "InspectionsPage"),
    "inspection": ("inspection", "InspectionPage"),
    "rectification": ("rectifications", "RectificationPage"),
    "leads": ("leads", "LeadsPage"),
    "approvals": ("approvals", "ApprovalsPage"),
    "plans-draws": ("draws", "DrawsPage"),
    "registers": ("registers", "RegistersPage"),
    "papers": ("papers", "PapersPage"),
    "disclosure": ("entries", "EntriesPage"),
    "statistics": ("statistics", "StatisticsPage"),
    "sync": ("sync", "SyncPage"),
    "settings": ("settings", "SettingsPage"),
    "rules": ("rules", "RulesPage"),
    "units": ("units", "UnitsPage"),
}
PARENTS = {"inspection": "inspections", "rules": "settings", "units": "settings"}
"""Pages that are not in the rail, and the place of the rail they belong to."""

CHIEFS = frozenset({"section-chief", "deputy-head", "head"})
SUPERVISING = "supervising"
_EVERYBODY = ("workbench", "inspections", "rectification", "leads")
_FOR_CHIEFS = frozenset({"approvals", "plans-draws", "statistics"})


def places(roles: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the places a person of these roles finds in the rail: above the line and below it."""
    supervising = SUPERVISING in roles
    chief = supervising or not CHIEFS.isdisjoint(roles)
    above = [*_EVERYBODY]
    above += ["approvals", "plans-draws"] if chief else []
    above += ["registers"] if supervising else []
    above += ["papers", "disclosure"]
    above += ["statistics"] if chief else []
    below = ([] if supervising else ["registers"]) + ["sync", "settings"]
    return tuple(filter(exists, above)), tuple(filter(exists, below))


def exists(name: str) -> bool:
    """Whether this installation has the page."""
    return name in PAGES and find_spec(f"{ROOM}.{PAGES[name][0]}") is not None


def page_class(name: str) -> type[Page]:
    """Import and return the class of a page. Raises `LookupError` for a name nobody knows."""
    module, wanted = PAGES[name]
    found: type[Page] = getattr(import_module(f"{ROOM}.{module}"), wanted)
    return found
