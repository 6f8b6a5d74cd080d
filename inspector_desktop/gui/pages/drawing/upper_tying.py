"""对照名称: whom the open names of an upper plan's list mean, found in the register by a person, or none of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import PLANS, Page
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.plan.more_acts import tie_upper
from inspector_desktop.plan.store import UpperView, upper_plans
from inspector_desktop.registry.codes import name_key
from inspector_desktop.registry.store import subject_keys, subjects
from inspector_desktop.wording import say

_FOUND = 8


@dataclass(frozen=True)
class OpenName:
    """A name nobody has tied yet, and how many subjects of the register have it."""

    key: str
    namesakes: int


def open_names(session: Session, bureau: str, upper: str) -> tuple[OpenName, ...]:
    """The open names of an upper plan's list."""
    view = next(one for one in upper_plans(session, bureau) if one.dossier == upper)
    known = [name_key(name) for _, _, name in subject_keys(session, bureau)]
    return tuple(OpenName(one, known.count(name_key(one))) for one in view.unmatched.split("、") if one)


class TieWindow(DrawWindow):
    """The open names on top; below the register, searched by the name that is looked at."""

    def __init__(self, page: Page, upper: UpperView) -> None:
        super().__init__(page, say("upper-tie-title", title=upper.title), say("upper-tie-lead"), width=980, height=640)
        self._upper = upper.dossier
        self.name = ""
        self.names = Table(
            (
                Column("name", say("upper-tie-name"), lambda row: row.key, stretch=3),
                Column("why", say("upper-tie-why"), _why, stretch=2),
                Column("seek", "", lambda _row: Cell(button=say("upper-tie-seek")), width=96, right=True),
                Column("none", "", lambda _row: Cell(button=say("upper-tie-none")), width=140, right=True),
            ),
            fit=True,
        )
        self.names.button_pressed.connect(self._pressed)
        self.names.opened.connect(lambda row: self.look_for(row.key))
        self.search = SearchField(say("draws-record-search"), width=320)
        self.search.searched.connect(self.seek)
        self._for = texts.soft(wrap=True)
        self.found = Table(
            (
                Column("name", say("term-subject"), lambda row: Cell(row.name, under=row.address), stretch=3),
                Column("code", say("draws-record-code"), lambda row: Cell(row.code or row.id, tone="soft"), stretch=2),
                Column("tie", "", lambda _row: Cell(button=say("upper-tie-this")), width=110, right=True),
            ),
            fit=True,
        )
        self.found.button_pressed.connect(lambda row, _key: self.tie(row.id))
        self.found.opened.connect(lambda row: self.tie(row.id))
        self._register = Section(say("upper-tie-register"))
        for part in (self._for, texts.boxed(texts.row(self.search, None)), self.found):
            self._register.add(part, gap=6)
        self._register.hide()
        self.body.addWidget(self.names)
        self.body.addWidget(gap(20))
        self.body.addWidget(self._register)
        self.body.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Read the open names again."""
        bureau, upper = self.page.context.bureau, self._upper
        self.load(lambda session: open_names(session, bureau, upper), self._show)

    def look_for(self, name: str) -> None:
        """Look for one of the names in the register."""
        self.name = name
        self._for.setText(say("upper-tie-for", name=name))
        self._register.show()
        self.search.setText(name)
        self.seek(name)

    def seek(self, text: str) -> None:
        """Look for subjects in the register."""
        bureau = self.page.context.bureau
        if text:
            self.load(lambda session: subjects(session, bureau, search=text, limit=_FOUND), self.found.set_rows)
        else:
            self.found.set_rows(())

    def tie(self, subject: str) -> None:
        """The name is this subject, or (empty) none of ours."""
        name = self.name
        self.run(
            tie_upper, upper=self._upper, name=name, subject=subject, changes=(PLANS,),
            done=lambda _: self._after(say("upper-tied" if subject else "upper-tied-none", name=name)),
        )  # fmt: skip

    def _pressed(self, row: OpenName, key: str) -> None:
        if key == "none":
            self.name = row.key
            self.tie("")
        else:
            self.look_for(row.key)

    def _after(self, told: str) -> None:
        self._register.hide()
        self.reload()
        self.tell(told)

    def _show(self, rows: Sequence[OpenName]) -> None:
        self.names.set_rows(rows)


def _why(row: OpenName) -> Cell:
    return Cell(
        say("upper-tie-namesakes", count=row.namesakes) if row.namesakes else say("upper-tie-unknown"), tone="soft"
    )
