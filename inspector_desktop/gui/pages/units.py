"""内设机构, from 设置: the sections of the bureau as a tree, and beside it the one that is chosen.

The supervising section sets up, renames, moves and closes them, and takes people in; everybody reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import button_row
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.page import REGISTERS, RULES, SYNC, Context, Page
from inspector_desktop.gui.pages.unit.side import UnitForm, shelves_short, stray_part, unit_parts
from inspector_desktop.profile.loading import load
from inspector_desktop.profile.store import Standing, rules_in_force, standing_of
from inspector_desktop.registry.unit_acts import (
    add_unit,
    close_unit,
    move_people,
    move_unit,
    name_head,
    rename_unit,
    reopen_unit,
)
from inspector_desktop.registry.unit_store import Tree, Unit, below, unit_tree
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.profile.model import Profile

_SIDE = 400
_INDENT = "　　"


@dataclass(frozen=True)
class Seen:
    """What the page reads: the rules in force, the tree, and where the rules may be changed."""

    profile: Profile
    tree: Tree
    standing: Standing


def read_units(session: Session, context: Context) -> Seen:
    """Read everything the page shows, by the rules of today."""
    today = civil_date(context.clock.now())
    profile = rules_in_force(session, load(context.profile.id), today, bureau=context.bureau).profile
    standing = standing_of(session, context.bureau, context.desk.life)
    return Seen(profile, unit_tree(session, context.bureau, profile), standing)


class UnitsPage(Page):
    """The page."""

    topics = frozenset({RULES, REGISTERS, SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("units-title"), line=True)
        self.seen: Seen | None = None
        self.form: UnitForm | None = None
        self.table = Table(self._columns())
        self.table.chosen.connect(lambda _line: self._show_chosen())
        self.side = texts.column(gap=0)
        self.add_pane(pane(self.table, margins=(look.MARGIN, 8, look.MARGIN, 0)))
        self.add_pane(scrolled(pane(self.side, gap=0)), width=_SIDE)

    @override
    def reload(self) -> None:
        context = self.context
        self.load(lambda session: read_units(session, context), self.show_seen)

    def show_seen(self, seen: Seen) -> None:
        """Show what was read."""
        before, self.seen = self.table.current_row(), seen
        people = sum(len(one.members) for one in seen.tree.units) + len(seen.tree.strays)
        count = sum(not one.closed for one in seen.tree.units)
        self.head.set_parts(
            (
                Link(say("settings-title"), lambda: self.context.navigate("settings")),
                seen.profile.bureau.name,
                say("units-line", count=count, people=people),
            )
        )
        add = buttons.primary(say("units-add"), self.ask_add)
        self.head.set_right((add,) if self._may() else ())
        self.table.set_rows(seen.tree.units)
        if before is not None:
            self.table.choose(before.key)
        if self.table.current_row() is None and seen.tree.units:
            self.table.choose(seen.tree.units[0].key)
        if self.form is None:
            self._show_chosen()

    def ask_add(self) -> None:
        """Show the form for a new section; it is proposed under the one chosen."""
        self._ask(
            UnitForm(
                "add", "", lambda given: self._change(add_unit, title=given["title"], parent=given["parent"],
                reason=given["reason"]), self._cancel, name="", under=self._under(),
            )
        )  # fmt: skip

    def ask_rename(self, unit: Unit) -> None:
        """Show the form for another name."""
        run = lambda given: self._change(  # noqa: E731
            rename_unit, unit=unit.id, title=given["title"], reason=given["reason"]
        )
        self._ask(UnitForm("rename", unit.title, run, self._cancel, name=unit.title))

    def ask_head(self, unit: Unit) -> None:
        """Show the form for who leads a section."""
        run = lambda given: self._change(  # noqa: E731
            name_head, unit=unit.id, head=given["title"], reason=given["reason"]
        )
        self._ask(UnitForm("head", unit.title, run, self._cancel, name="、".join(unit.heads)))

    def ask_move(self, unit: Unit) -> None:
        """Show the form for another place in the tree."""
        run = lambda given: self._change(  # noqa: E731
            move_unit, unit=unit.id, parent=given["parent"], reason=given["reason"]
        )
        self._ask(UnitForm("move", unit.title, run, self._cancel, under=self._under(unit.id), parent_unit=unit.parent))

    def ask_close(self, unit: Unit) -> None:
        """Show the form for closing, or for opening again."""
        act = reopen_unit if unit.closed else close_unit
        run = lambda given: self._change(act, unit=unit.id, reason=given["reason"])  # noqa: E731
        self._ask(UnitForm("reopen" if unit.closed else "close", unit.title, run, self._cancel))

    def ask_take_in(self, unit: Unit) -> None:
        """Show the form for an officer who comes into a section."""
        seen = self.seen
        if seen is None:
            return
        others = [*seen.tree.strays, *(one for u in seen.tree.units if u.id != unit.id for one in u.members)]
        people = [(one.id, f"{one.name}（{one.unit or '—'}）") for one in others]

        def run(given: dict[str, str]) -> None:
            self.act(
                move_people, profile=seen.profile, unit=unit.id, people=[given.get("person", "")],
                reason=given["reason"], changes=(REGISTERS, SYNC),
                done=lambda _: self._done(say("units-moved", unit=unit.title)),
            )  # fmt: skip

        self._ask(UnitForm("take-in", unit.title, run, self._cancel, people=people))

    def _under(self, own: str = "") -> list[tuple[str, str]]:
        """The places a section may have: under the bureau, or under an open section that is not below itself."""
        seen = self.seen
        if seen is None:
            return []
        not_these = below(seen.profile, own) if own else frozenset()
        open_ones = [one for one in seen.tree.units if not one.closed and one.id not in not_these]
        return [("", say("units-directly")), *((one.id, _INDENT * one.depth + one.title) for one in open_ones)]

    def _change(self, act: Callable[..., Any], **given: Any) -> None:
        file = load(self.context.profile.id)
        self.act(
            act, file=file, changes=(RULES, REGISTERS, SYNC), done=lambda _: self._done(say("units-saved")), **given
        )

    def _done(self, text: str) -> None:
        self.form = None
        self.show_notice(text, "green")
        self.stale()

    def _cancel(self) -> None:
        self.form = None
        self._show_chosen()

    def _ask(self, form: UnitForm) -> None:
        self.form = form
        self._put(form)

    def _may(self) -> bool:
        return self.context.has_role("supervising") and self.seen is not None and self.seen.standing.here

    def _show_chosen(self) -> None:
        unit, seen = self.table.current_row(), self.seen
        self.form = None
        if not isinstance(unit, Unit) or seen is None:
            return
        parts: list[QWidget] = unit_parts(unit, seen.tree, seen.profile)
        parts.insert(1, button_row(*self._actions(unit)) if self._may() else self._note(seen))
        if seen.tree.strays and unit.supervising:
            parts.append(stray_part(seen.tree))
        self._put(*parts)

    def _actions(self, unit: Unit) -> list[QWidget]:
        if unit.closed:
            return [buttons.secondary(say("units-reopen"), partial(self.ask_close, unit))]
        asks = {"rename": self.ask_rename, "head": self.ask_head, "move": self.ask_move, "close": self.ask_close}
        if unit.supervising:
            del asks["close"]
        more = buttons.MenuButton(say("units-change"), tuple((one, say(f"units-{one}")) for one in asks))
        more.chosen.connect(lambda what: asks[what](unit))
        return [buttons.secondary(say("units-take-in"), partial(self.ask_take_in, unit)), more]

    def _note(self, seen: Seen) -> QWidget:
        if self.context.has_role("supervising") and not seen.standing.here:
            go = buttons.link(say("units-to-rules"), lambda: self.context.navigate("rules"))
            note = texts.small(say("units-elsewhere"), wrap=True)
            return texts.boxed(texts.column(note, texts.row(go, None)))
        return texts.small(say("units-only-supervising"), wrap=True)

    def _put(self, *parts: QWidget) -> None:
        texts.empty_layout(self.side)
        for at, part in enumerate(parts):
            if at:
                self.side.addSpacing(18)
            self.side.addWidget(part)
        self.side.addStretch(1)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("title", say("units-column-title"), _title, stretch=4),
            Column("head", say("units-column-head"), _head, width=110),
            Column(
                "people", say("units-column-people"), lambda one: say("units-people", count=len(one.members)), width=88
            ),
            Column("shelves", say("units-column-shelves"), lambda one: Cell(shelves_short(one) or "—"), stretch=3),
            Column("items", say("units-column-items"), lambda one: say("units-items", count=len(one.items)), width=88),
            Column("state", say("units-column-state"), _state, width=88),
        )


def _title(unit: Unit) -> Cell:
    under = say("units-former-are", names="、".join(unit.former)) if unit.former else ""
    return Cell(_INDENT * unit.depth + unit.title, under=_INDENT * unit.depth + under if under else "", bold=True)


def _head(unit: Unit) -> Cell:
    return Cell("、".join(unit.heads) or "—")


def _state(unit: Unit) -> Cell:
    chip = ChipText(say("units-closed-chip"), "grey") if unit.closed else ChipText(say("units-in-use"), "green")
    return Cell(chips=(chip,))
