"""执法检查人员 as a tab of the registers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.page import REGISTERS
from inspector_desktop.gui.pages.registering import lists
from inspector_desktop.gui.pages.registering.correcting import OfficerCorrection
from inspector_desktop.gui.pages.registering.short import ShortTab
from inspector_desktop.gui.pages.registering.taking import sheet_reader
from inspector_desktop.registry.acts import enter_officers
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.facts import OfficerRow
from inspector_desktop.registry.store import officers
from inspector_desktop.wording import say


class OfficersTab(ShortTab[lists.OfficerLine]):
    """The register of officers."""

    hint = "registers-search-officers"
    importing = "officers"
    count_key: ClassVar[str] = "registers-count-people"
    empty_key: ClassVar[str] = "officers-empty"

    @override
    def columns(self) -> Sequence[Column]:
        return lists.officer_columns()

    @override
    def read(self, session: Session) -> tuple[lists.OfficerLine, ...]:
        today = civil_date(self.page.context.clock.now())
        return tuple(lists.officer_line(one, today) for one in officers(session, self.page.context.bureau))

    @override
    def fits(self, needle: str, line: lists.OfficerLine) -> bool:
        return lists.fits(needle, line.view.name, line.view.unit, line.view.certificate)

    @override
    def show_line(self, line: lists.OfficerLine) -> None:
        edit = (lambda: self._edit(line)) if self.may_edit else None
        self.put(lists.officer_detail(line, edit, lambda: self._correct(line)))

    @override
    def open_line(self, line: lists.OfficerLine) -> None:
        if self.may_edit:
            self._edit(line)

    @override
    def sheet(self) -> Callable[[Session], Sheet]:
        return sheet_reader("officers", self.page.context, None, self._needle)

    def _edit(self, line: lists.OfficerLine) -> None:
        self.type_in(lists.OfficerForm(line, self._save, self.stop_typing))

    def _correct(self, line: lists.OfficerLine) -> None:
        self.type_in(OfficerCorrection(self.page, line.view, self.stop_typing))

    def _save(self, row: OfficerRow) -> None:
        def done(_: None) -> None:
            self.saved(say("edit-saved", name=row.name), row.id)

        self.page.act(enter_officers, rows=(row,), changes=(REGISTERS,), done=done)
