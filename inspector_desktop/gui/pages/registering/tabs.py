"""The tabs of the registers: a small table, and what each of them is to the page.

A tab is made when it is first looked at. What stands in it, how it is searched and what a person may do there is its
own business; the page has the title line, the search field, the import and the export.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from sqlmodel import Session

from inspector_desktop.gui.page import Page
from inspector_desktop.registry import store
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.form_store import count_forms
from inspector_desktop.registry.intake import Kind
from inspector_desktop.registry.kept_store import count_experts, count_partners, count_teams
from inspector_desktop.registry.proposal_store import count_open
from inspector_desktop.wording import say


class RegisterTab(QWidget):
    """One register in the page: its list on the left, what is chosen on the right.

    `page` is the page around it, by which it reads and acts (`load`, `act`, `show_notice`).
    """

    counts_changed = Signal()
    hint = "registers-search-items"
    importing: Kind | None = None  # what kind of spreadsheet is brought in here
    takes_files = False  # whether it takes files that are no rows for the import
    adding = ""  # the wording key of the button that adds one, none where nothing is added
    proposable = False  # whether who does not keep it may propose one that is missing

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def take_file(self, path: Path) -> None:
        """Take a file that was dropped, where `takes_files`."""

    def tools(self) -> Sequence[QWidget]:
        """What stands right of the search field."""
        return ()

    def reload(self) -> None:
        """Read again what is shown."""

    def search(self, text: str) -> None:
        """Show what fits a text."""

    def add(self) -> None:
        """Open the form for a new one."""

    def unmark(self) -> None:
        """Mark no row: what is typed now is about none of them."""

    def propose(self) -> None:
        """Open the form in which somebody proposes one that is missing, where `proposable`."""

    def sheet(self) -> Callable[[Session], Sheet] | None:
        """Return the query that reads the list in front for a file, if it can be taken along."""
        return None

    def ask_as_of(self) -> None:
        """Ask as of which day the list is wanted, where it can be told."""

    def to_list(self) -> None:
        """Bring the keyboard to the list."""

    def open(self, **where: str) -> None:
        """Go to a place inside."""


@dataclass(frozen=True)
class TabKind:
    """A tab: its key, the wording key of its title (told `count`), how many it holds, and where it is made."""

    key: str
    title: str
    count: Callable[[Session, str], int]
    module: str
    name: str
    shelf: str = ""  # the kind of shelf its rows lie in, where a section may keep one of its own
    roles: tuple[str, ...] = ()  # who sees it; nobody named: everybody

    def make(self, page: Page) -> RegisterTab:
        """Make the tab."""
        made: RegisterTab = getattr(import_module(self.module), self.name)(page)
        return made

    def words(self, count: int) -> str:
        """Return the title."""
        return say(self.title, count=count)


_HERE = "inspector_desktop.gui.pages.registering"
TABS: tuple[TabKind, ...] = (
    TabKind("items", "registers-items", store.count_items, f"{_HERE}.items", "ItemsTab", "items"),
    TabKind("subjects", "registers-subjects", store.count_subjects, f"{_HERE}.subjects_tab", "SubjectsTab", "subjects"),
    TabKind("officers", "registers-officers", store.count_officers, f"{_HERE}.officers", "OfficersTab", "officers"),
    TabKind("teams", "registers-teams", count_teams, f"{_HERE}.teams", "TeamsTab", "officers"),
    TabKind("experts", "registers-experts", count_experts, f"{_HERE}.beside", "ExpertsTab", "experts"),
    TabKind("partners", "registers-partners", count_partners, f"{_HERE}.beside", "PartnersTab", "partners"),
    TabKind("forms", "registers-forms", count_forms, f"{_HERE}.forms", "FormsTab"),
    TabKind("proposals", "registers-proposals", count_open, f"{_HERE}.proposing", "ProposingTab"),
)


def read_counts(session: Session, bureau: str, kinds: Sequence[TabKind]) -> dict[str, int]:
    """Read how many each tab holds."""
    return {one.key: one.count(session, bureau) for one in kinds}
