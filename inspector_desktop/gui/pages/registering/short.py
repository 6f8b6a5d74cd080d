"""A short register as a tab: read whole, searched as one types, a list left and what is chosen in full at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.page import Page
from inspector_desktop.gui.pages.registering import lists
from inspector_desktop.gui.pages.registering.keeping import Keeping
from inspector_desktop.gui.pages.registering.picking import PickTable
from inspector_desktop.gui.pages.registering.side import SIDE_WIDTH
from inspector_desktop.gui.pages.registering.sided import FieldForm, SideTabs
from inspector_desktop.gui.pages.registering.tabs import RegisterTab
from inspector_desktop.profile.words import item_list
from inspector_desktop.registry.as_of import register_as_of
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.shelves import keeps_here, writable_shelves
from inspector_desktop.registry.store import kept_filters
from inspector_desktop.wording import say


class Keyed(Protocol):
    """A line of a list, with what lists know it by."""

    @property
    def key(self) -> str:
        """The key."""


Line = TypeVar("Line", bound=Keyed)


class ShortTab(RegisterTab, Generic[Line]):
    """The tab. A subclass says how its lines are read, searched, and shown; a line is frozen and has a `key`."""

    register: ClassVar[str]
    """Its kind of shelf, by which filters are kept."""
    shelf: ClassVar[str] = ""
    """The kind of shelf its rows lie in, where that is another."""
    count_key: ClassVar[str]
    empty_key: ClassVar[str]
    """Wording keys `KEY-title` and `KEY`: what the register holds, and how it is filled."""
    past: ClassVar[bool] = False
    """Whether it can be shown as it stood on a day."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.may_edit = page.context.has_role("supervising")
        self.writable: frozenset[str] = frozenset()  # dossiers of the shelves whose rows may be changed here and now
        self.lines: tuple[Line, ...] = ()
        self.shown: tuple[Line, ...] = ()
        self._needle = ""
        self._next, self._typing, self._front = "", False, ""
        self._kept = False
        self.as_of: date | None = None  # the civil day as of which it is shown, to be read only
        self.day = fields.DateField(say("as-of-field"), width=172)
        self.day.finished.connect(self.stand_on)
        self.day.setVisible(self.past)
        self._stood = texts.label(ink="#8A5A00")
        row = texts.row(self._stood, buttons.link(say("as-of-back"), self.to_present), None)
        row.setContentsMargins(0, 8, 0, 4)
        self._note = texts.boxed(row)
        self._note.setVisible(False)
        self.filters: dict[str, str] = {}
        self._menus: dict[str, buttons.MenuButton] = {}
        for name, _, choices in self.choices():
            menu = buttons.MenuButton("", [("", say("registers-all")), *choices])
            menu.chosen.connect(partial(self.set_filter, name))
            self._menus[name] = menu
        self.keeping = Keeping(page, self._content, self._apply, may_keep=self.may_edit, kind=self.register)
        self.count = texts.soft()
        self.table = PickTable(self.columns(), pick=self.may_edit and bool(self.bulk()))
        self.table.set_empty(say(f"{self.empty_key}-title"), say(self.empty_key, list=item_list(page.context.profile)))
        self.side = QStackedWidget()
        look.paint_over(self.side, look.GROUND)
        self.side.setFixedWidth(SIDE_WIDTH)
        self.picked = texts.label(ink=look.BLUE)
        self.unpick = buttons.link(say("registers-unpick"), self.table.unpick)
        self.several = [buttons.secondary(say(key), go) for key, go in self.bulk()]
        left = QVBoxLayout()
        left.setContentsMargins(look.MARGIN, 0, look.MARGIN, 0)
        left.addWidget(self._note)
        left.addWidget(self.table)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addLayout(left, 1)
        self._between = texts.Hairline(vertical=True)
        both.addWidget(self._between)
        both.addWidget(self.side)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self.open_line)
        self.table.picked_changed.connect(self._show_picked)
        self.table.all_asked.connect(self._pick_all)
        self.leave()
        self._show_filters()
        self._show_picked()

    # -- what a register says of itself

    def columns(self) -> Sequence[Column]:
        """Return the columns of the list."""
        raise NotImplementedError

    def read(self, session: Session) -> tuple[Line, ...]:
        """Read all lines."""
        raise NotImplementedError

    def searched(self, line: Line) -> tuple[str, ...]:
        """Return the texts of a line that a search looks through, as they stand or by their initials."""
        raise NotImplementedError

    def choices(self) -> Sequence[tuple[str, str, list[tuple[str, str]]]]:
        """Return the filters: name, wording key of the button, key and text of each choice."""
        return ()

    def has(self, line: Line, name: str, value: str) -> bool:
        """Whether a line passes a filter that is set."""
        raise NotImplementedError

    def show_line(self, line: Line) -> None:
        """Show one at the right."""
        raise NotImplementedError

    def open_line(self, line: Line) -> None:
        """Do what Enter on a line does."""

    def bulk(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return what can be done with several: wording key and what to do."""
        return ()

    # -- the page asks

    @override
    def tools(self) -> Sequence[QWidget]:
        return (*self._menus.values(), self.keeping, self.day, self.count, self.picked, self.unpick, *self.several)

    @override
    def sheet(self) -> Callable[[Session], Sheet] | None:
        if self.as_of is None:
            return self.read_sheet()
        made = self.sheet_of(self.shown)
        named = replace(made, name=say("as-of-sheet", name=made.name, day=self.as_of.isoformat()))
        return lambda _session: named

    def read_sheet(self) -> Callable[[Session], Sheet] | None:
        """Return the query that reads what is shown for a file, if it can be taken along."""
        return None

    def sheet_of(self, lines: Sequence[Line]) -> Sheet:
        """Return lines as a file, where the register can be shown as of a day."""
        raise NotImplementedError

    def standing_day(self) -> date:
        """The civil day it is shown as of."""
        return self.as_of or civil_date(self.page.context.clock.now())

    def stand_on(self, day: str) -> None:
        """Show the register as it stood at the end of a civil day, to be read only; as it is now without one."""
        wanted = date.fromisoformat(day) if day else None
        if wanted == self.as_of:
            return
        self.as_of = wanted
        if self.as_of is not None:
            self._stood.setText(say("as-of-note", day=self.as_of))
        self._note.setVisible(self.as_of is not None)
        self.table.unpick()
        self._typing = False
        self.reload()

    def to_present(self) -> None:
        """Show the register as it is now."""
        self.day.set_value("")
        self.stand_on("")

    @override
    def ask_as_of(self) -> None:
        self.day.setFocus()

    @override
    def reload(self) -> None:
        bureau, kind = self.page.context.bureau, self.register
        desk, shelf = self.page.context.desk, self.shelf or kind
        self.page.load(
            lambda session: (
                self._read(session), kept_filters(session, bureau, kind), keeps_here(session, desk, shelf),
                writable_shelves(session, desk, shelf),
            ),
            lambda answer: self._take(*answer),
        )  # fmt: skip

    def _read(self, session: Session) -> tuple[Line, ...]:
        """Read the lines, and learn their initials while no window waits."""
        if self.as_of is None:
            found = self.read(session)
        else:
            with register_as_of(session, self.page.context.bureau, self.shelf or self.register, self.as_of) as then:
                found = self.read(then)
        for one in found:
            lists.learn(*self.searched(one))
        return found

    @override
    def search(self, text: str) -> None:
        self._needle = text.strip()
        self.refresh()

    @override
    def to_list(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.table.rows_model.rowCount():
            self.table.selectRow(0)

    # -- for the register

    def current(self) -> Line | None:
        """The line that is marked."""
        found: Line | None = self.table.current_row()
        return found

    def chosen(self) -> tuple[str, ...]:
        """The keys that are picked."""
        return tuple(sorted(self.table.picked))

    def keys_shown(self) -> frozenset[str]:
        """The keys of the lines that fit the filters and the search, which are those taken along as a file."""
        return frozenset(one.key for one in self.shown)

    def refresh(self) -> None:
        """Show the lines that fit."""
        asked = [(name, value) for name, value in self.filters.items() if value]
        self.shown = tuple(
            one
            for one in self.lines
            if all(self.has(one, name, value) for name, value in asked)
            and lists.fits(self._needle, *self.searched(one))
        )
        self.table.set_needle(self._needle)
        self.table.set_rows(self.shown)
        self.count.setText(self.count_words())

    def count_words(self) -> str:
        """Say how many are shown."""
        return say(self.count_key, count=len(self.shown))

    def put(self, part: QWidget, *, scroll: bool = True) -> None:
        """Show something at the right instead of what is there."""
        before = self.side.currentWidget()
        self.side.addWidget(scrolled(part) if scroll else part)
        self.side.setCurrentIndex(self.side.count() - 1)
        if before is not None:
            texts.take_out(self.side, before)

    def leave(self) -> None:
        """Go back from a form to what is chosen."""
        line = self.current()
        self._show_side(bool(self.lines))
        if line is None:
            self.put(EmptyState(say("registers-pick-other"), say("registers-pick-other-how")), scroll=False)
        else:
            self.show_line(line)

    def saved(self, text: str, key: str = "") -> None:
        """Say that something was saved, and show it when the list comes anew."""
        self.page.show_notice(text, "green")
        self.table.unpick()
        self._next = key
        self._typing = False

    def type_in(self, form: QWidget) -> None:
        """Show a form, which a list that comes anew does not take away."""
        self._typing = True
        self._show_side(True)
        self.put(form)

    @override
    def unmark(self) -> None:
        self.to_present()
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())

    def stop_typing(self) -> None:
        """Give a form up."""
        self._typing = False
        self.leave()

    def set_filter(self, name: str, value: str) -> None:
        """Set a filter; an empty value is all."""
        self.filters[name] = value
        self._show_filters()
        self.refresh()

    def put_sided(self, made: SideTabs) -> None:
        """Show what is chosen under tabs, with the tab in front that was in front before."""
        made.choose(self._front)
        made.tabs.chosen.connect(self._remember)
        self.put(made, scroll=False)

    def _show_side(self, shown: bool) -> None:
        """An empty register has nothing to choose, so nothing says that one should."""
        self._between.setVisible(shown)
        self.side.setVisible(shown)

    def _remember(self, key: str) -> None:
        self._front = key

    def _content(self) -> dict[str, str]:
        return {"search": self._needle, **{name: value for name, value in self.filters.items() if value}}

    def _apply(self, content: Mapping[str, str]) -> None:
        self.filters = {name: content.get(name, "") for name in self._menus}
        self._needle = content.get("search", "")
        self.page.search.setText(self._needle)  # type: ignore[attr-defined]
        self._show_filters()
        self.refresh()

    def _show_filters(self) -> None:
        for name, key, choices in self.choices():
            text = dict(choices).get(self.filters.get(name, ""), say("registers-all"))
            self._menus[name].setText(say(key, value=text))

    def _take(
        self, lines: tuple[Line, ...], kept: Mapping[str, Mapping[str, str]], keeps: bool, writable: frozenset[str]
    ) -> None:
        now = self.as_of is None
        self.lines, self.may_edit, self.writable = lines, keeps and now, writable if now else frozenset()
        if self.proposable and not keeps:
            self.table.set_empty(say(f"{self.empty_key}-title"), say("registers-empty-propose"))
        self._kept = bool(kept)
        self.keeping.show_kept(kept)
        self._show_picked()
        self.refresh()
        if self._next:
            self.table.choose(self._next)
            self._next = ""
        if not self._typing:
            self.leave()

    def _choose(self, line: Any) -> None:
        if self._typing and any(one.touched() for one in self.side.findChildren(FieldForm)):
            return  # what was typed stays until it is saved or given up
        self._typing = False
        self.show_line(line)

    def _pick_all(self) -> None:
        self.table.pick(row.key for row in self.table.rows_model.rows())

    def _show_picked(self) -> None:
        count = len(self.table.picked)
        self.picked.setText(say("registers-picked-of", what=say(self.count_key, count=count)) if count else "")
        for part in (self.picked, self.unpick, *self.several):
            part.setVisible(bool(count) and self.as_of is None)
        self.day.setVisible(self.past and not count)
        for part in self._menus.values():
            part.setVisible(not count)  # while some are picked the row has what can be done with them
        self.keeping.setVisible(not count and (self.may_edit or self._kept))
