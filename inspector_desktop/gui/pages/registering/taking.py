"""Taking a register along as a file: the list in front with its filter, as xlsx or CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.kit import buttons
from inspector_desktop.gui.page import Context, Page
from inspector_desktop.gui.pages.registering.subjects import settled
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.registry.as_of import register_as_of
from inspector_desktop.registry.exporting import Sheet, item_sheet, officer_sheet, subject_sheet, write_sheet
from inspector_desktop.registry.kept_sheets import kept_sheet
from inspector_desktop.registry.kept_store import kept
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.store import find_subjects, items_on, officers
from inspector_desktop.wording import say

MOST = 1_048_575
"""Rows that fit below the titles of a sheet."""


class Taking(buttons.MenuButton):
    """The button; `sheet` reads the list in front as it is filtered now."""

    def __init__(
        self, page: Page, sheet: Callable[[], Callable[[Session], Sheet]], ask_as_of: Callable[[], object] | None = None
    ) -> None:
        endings = [(one, say(f"taking-{one}")) for one in ("xlsx", "csv")]
        super().__init__(say("taking"), [*endings, *([("as-of", say("as-of-export"))] if ask_as_of else [])])
        self._page, self._sheet, self._ask_as_of = page, sheet, ask_as_of
        self.chosen.connect(self._ask)

    def write(self, path: Path) -> None:
        """Write the list in front to a file, away from the window's thread."""
        self.write_list(path, self._sheet())

    def write_list(self, path: Path, read: Callable[[Session], Sheet]) -> None:
        """Write another list to a file in the same way."""
        self._page.load(read, lambda sheet: self._write(path, sheet))

    def ask_list(self, name: str, read: Callable[[Session], Sheet]) -> None:
        """Ask where another list goes, and write it there."""
        files.ask_where(self, say("taking"), f"{name}.xlsx", "*.xlsx *.csv", lambda path: self.write_list(path, read))

    def _ask(self, ending: str) -> None:
        if self._ask_as_of is not None and ending == "as-of":
            self._ask_as_of()
            return
        proposed = f"{say('taking-file')}.{ending}"
        files.ask_where(self, say("taking"), proposed, f"*.{ending}", self.write)

    def _write(self, path: Path, sheet: Sheet) -> None:
        def work(_ticket: Ticket) -> int:
            try:
                write_sheet(path, sheet)
            except OSError as error:
                raise Refused("refused-file-unwritten", file=path.name) from error
            return len(sheet.rows)

        self._page.context.pool.run(
            work,
            done=lambda count: self._page.show_notice(say("taking-done", count=count, file=path.name), "green"),
            failed=self._page.show_refusal,
            owner=self,
        )


def specials_reader(bureau: str) -> Callable[[Session], Sheet]:
    """Return the query that reads all special libraries (专项库), under the titles their import knows."""
    return lambda session: kept_sheet("specials", kept(session, bureau, "specials"))


def officers_reader(bureau: str, shown: frozenset[str]) -> Callable[[Session], Sheet]:
    """Return the query that reads these officers."""
    return lambda session: officer_sheet(one for one in officers(session, bureau) if one.id in shown)


def items_reader(context: Context, shown: frozenset[str]) -> Callable[[Session], Sheet]:
    """Return the query that reads these items."""
    bureau, profile, today = context.bureau, context.profile, civil_date(context.clock.now()).isoformat()
    return lambda session: item_sheet((one for one in items_on(session, bureau, today) if one.id in shown), profile)


def subjects_as_of(context: Context, day: date) -> Callable[[Session], Sheet]:
    """Return the query that reads every subject as the register stood at the end of a civil day."""
    bureau, profile = context.bureau, context.profile

    def read(session: Session) -> Sheet:
        with register_as_of(session, bureau, "subjects", day) as then:
            made = subject_sheet(find_subjects(then, bureau, Wanted(), limit=MOST), profile)
        return replace(made, name=say("as-of-sheet", name=made.name, day=day.isoformat()))

    return read


def subjects_reader(context: Context, wanted: Wanted) -> Callable[[Session], Sheet]:
    """Return the query that reads the subjects a filter leaves, all of them and not only those on the screen."""
    bureau, profile, today = context.bureau, context.profile, civil_date(context.clock.now())
    return lambda session: subject_sheet(
        find_subjects(session, bureau, settled(session, bureau, wanted, today), limit=MOST), profile
    )
