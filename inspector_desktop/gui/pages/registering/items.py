"""抽查事项 as a tab of the registers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.pages.registering import lists
from inspector_desktop.gui.pages.registering.short import ShortTab
from inspector_desktop.gui.pages.registering.taking import sheet_reader
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.store import items


class ItemsTab(ShortTab[lists.ItemLine]):
    """The item list."""

    hint = "registers-search-items"
    importing = "items"
    count_key: ClassVar[str] = "registers-count-items"
    empty_key: ClassVar[str] = "items-empty"

    @override
    def columns(self) -> Sequence[Column]:
        return lists.item_columns()

    @override
    def read(self, session: Session) -> tuple[lists.ItemLine, ...]:
        context = self.page.context
        return tuple(lists.item_line(one, context.profile) for one in items(session, context.bureau))

    @override
    def fits(self, needle: str, line: lists.ItemLine) -> bool:
        return lists.item_fits(needle, line)

    @override
    def show_line(self, line: lists.ItemLine) -> None:
        self.put(lists.item_detail(line))

    @override
    def sheet(self) -> Callable[[Session], Sheet]:
        return sheet_reader("items", self.page.context, None, self._needle)
