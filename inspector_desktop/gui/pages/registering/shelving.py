"""分设名录: which section keeps which register, giving a section one of its own, and taking up the one given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.section import Entry, Section
from inspector_desktop.gui.page import REGISTERS, SYNC, Page
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.journal.dossiers import take
from inspector_desktop.journal.records import Dossier
from inspector_desktop.registry.shelf_acts import assign_shelf
from inspector_desktop.registry.store import OfficerView, ShelfView, officers, shelves
from inspector_desktop.wording import has, say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.journal.desks import Desk


@dataclass(frozen=True)
class Kept:
    """A shelf, the id of whose desk or tray it lies on, and whether this person may take it up."""

    shelf: ShelfView
    person: str
    in_tray: bool


def read_shelves(session: Session, desk: Desk) -> tuple[tuple[Kept, ...], tuple[OfficerView, ...]]:
    """Read the shelves and the officers."""
    found = []
    for one in shelves(session, desk.bureau):
        row = session.get(Dossier, (one.bureau, one.dossier))
        if row is not None:
            found.append(Kept(one, row.holder_person or row.tray_person, row.tray_person == desk.person.id))
    return tuple(found), officers(session, desk.bureau)


class ShelvesPanel(QWidget):
    """The shelves, and for the supervising section the form that sets one up."""

    def __init__(self, page: Page, leave: Callable[[], object]) -> None:
        super().__init__()
        self._page, self._leave = page, leave
        self._people: tuple[OfficerView, ...] = ()
        profile = page.context.profile
        self._sections = {one.id: one.title for one in profile.open_sections if not one.supervising}
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.form = fields.Form(label_width=76, gap=8)
        kinds = [(one, say(f"shelf-kind-{one}")) for one in ("items", "subjects", "officers")]
        self.form.add("kind", say("shelf-kind"), fields.ChoiceField(kinds, "subjects"))
        self.section = fields.ChoiceField(tuple(self._sections.items()))
        self.form.add("section", say("shelf-section"), self.section)
        self.person = fields.ChoiceField()
        self.form.add("person", say("shelf-person"), self.person)
        self.section.edited.connect(self._show_people)
        title = texts.label(say("shelves-title"), font=look.section())
        self._column = texts.column(title, texts.soft(say("shelves-note"), wrap=True), self.list, gap=12)
        ends = texts.row(buttons.secondary(say("shelves-leave"), leave), None)
        if page.context.has_role("supervising") and self._sections:
            given = Section(say("shelf-give"))
            given.add(self.form)
            self._column.addWidget(given)
            ends.insertWidget(0, buttons.primary(say("shelf-go"), self.run))
        self._column.addLayout(ends)
        self._column.addStretch(1)
        self._column.setContentsMargins(20, 18, 20, 18)
        self.setLayout(self._column)
        self.reload()

    def reload(self) -> None:
        """Read the shelves again."""
        desk = self._page.context.desk
        self._page.load(lambda session: read_shelves(session, desk), lambda found: self._show(*found))

    def run(self) -> None:
        """Give a section the register chosen."""
        given = self.form.values()
        for key in ("kind", "section", "person"):
            if not given[key]:
                self.form.refuse(key, say("refused-shelf-choice"))
                return
        unit = self._sections[given["section"]]
        self._page.act(
            assign_shelf, kind=given["kind"], section=given["section"], unit=unit, person=given["person"],
            changes=(REGISTERS, SYNC), done=lambda _: self._told(say("shelf-given", unit=unit)),
        )  # fmt: skip

    def take_up(self, kept: Kept) -> None:
        """Take up the shelf that lies in this person's tray."""
        self._page.act(
            take, dossier=kept.shelf.dossier, changes=(REGISTERS, SYNC),
            done=lambda _: self._told(say("shelf-taken", unit=kept.shelf.unit)),
        )  # fmt: skip

    def _told(self, text: str) -> None:
        self._page.show_notice(text, "green")
        self.reload()
        sync_soon(self._page.context)

    def _show(self, kept: tuple[Kept, ...], people: tuple[OfficerView, ...]) -> None:
        self._people = people
        names = {one.id: one.name for one in people}
        supervising = next((one.title for one in self._page.context.profile.sections if one.supervising), "")
        texts.empty_layout(self.list)
        for one in kept:
            if not has(f"shelf-kind-{one.shelf.kind}"):
                continue
            title = say(f"shelf-kind-{one.shelf.kind}")
            who = names.get(one.person, one.person)
            unit, version = one.shelf.unit or supervising, one.shelf.version
            key = "shelf-line" if version else "shelf-line-new"
            line = say(key, unit=unit, version=version, who=who)
            right = buttons.link(say("proposal-take"), partial(self.take_up, one)) if one.in_tray else None
            self.list.addWidget(Entry(title, line, bold=False, right=right))
        self._show_people()

    def _show_people(self) -> None:
        unit, before = self._sections.get(self.section.value(), ""), self.person.value()
        self.person.set_choices([(one.id, one.name) for one in self._people if one.unit == unit])
        self.person.set_value(before)
