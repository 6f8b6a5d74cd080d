"""收回文书: the pages seen in pictures, what each is, and what is wanting; assigning by hand, choosing between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.buttons import MenuButton
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import ChoiceField, LineField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import INSPECTIONS
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.inspection.returning import (
    DOUBLE,
    FILED,
    KNOWN,
    Matched,
    Standing,
    choose_page,
    close_printed,
    file_page,
    unused_printed,
)
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.returning import ReturningWindow

_TONES = {KNOWN: "green", DOUBLE: "amber"}


@dataclass(frozen=True)
class Row:
    """A page seen in a picture, or one filed earlier. `filed` is its id, empty if it was not filed."""

    key: str
    name: str
    match: Matched
    filed: str
    content: bytes
    straight: bool
    spare: bool = False


class PagesPart(QWidget):
    """The list of pages with what can be done about each."""

    def __init__(self, window: ReturningWindow) -> None:
        super().__init__()
        self._window = window
        self.table = Table(
            (
                Column("file", say("returning-file"), lambda row: Cell(row.name), stretch=3),
                Column("paper", say("returning-paper"), _paper, stretch=4),
                Column("page", say("returning-page"), _page, width=90),
                Column("state", say("returning-state"), _state, stretch=4),
            ),
            fit=True,
        )
        self.table.set_empty(say("returning-none"), say("returning-none-how"))
        self.table.chosen.connect(self._offer)
        self.look = buttons.secondary(say("returning-look"), self.look_at)
        self.assign = MenuButton(say("returning-assign"))
        self.assign.chosen.connect(self.assign_to)
        self.choose = buttons.secondary(say("returning-choose-this"), self.choose_this)
        self.missing = texts.soft(wrap=True)
        self.why = texts.small("")
        take = buttons.primary(say("returning-take"), window.choose_files)
        folder = buttons.secondary(say("returning-take-folder"), window.choose_folder)
        drop = texts.soft(say("returning-drop"))
        self.unused = Section(say("returning-unused"), say("returning-unused-note"))
        self.which = ChoiceField(hint=say("returning-unused-which"))
        self.reason = LineField(say("returning-unused-reason"))
        self.close_it = buttons.secondary(say("returning-unused-close"), self.close_number)
        self.unused.add(texts.row(self.which, self.reason, self.close_it), gap=8)
        self.setLayout(
            texts.column(
                texts.row(take, folder, 8, drop, None), 10, self.table, 6,
                texts.row(self.look, self.assign, self.choose, 8, self.why, None), 6, self.missing, 16,
                self.unused, None, gap=0,
            )
        )  # fmt: skip
        self._offer()

    def show_rows(self, seen: tuple[Row, ...], standing: Standing) -> None:
        """Show the pages seen now and those filed before."""
        titles = {one.id: one for one in standing.printed}
        here = {one.filed for one in seen}
        state = {one.id: one.state for one in standing.returned}
        rows = [
            Row(one.key, one.name, one.match, one.filed, one.content, one.straight, state.get(one.filed) == "spare")
            for one in seen
        ]
        for one in standing.returned:
            if one.id not in here:
                paper = titles.get(one.paper)
                pages, title = (paper.pages, paper.title) if paper else (1, one.kind)
                match = Matched(KNOWN, one.dossier, one.paper, one.kind, title, one.number, one.page, pages)
                rows.append(
                    Row(one.id, one.original_name, match, one.id, b"", bool(one.straight), one.state == "spare")
                )
        self.table.set_rows(rows)
        self.missing.setText(
            say("returning-missing", pages="、".join(
                say("returning-missing-page", title=paper.title, page=page) for paper, page in standing.missing
            )) if standing.missing else ""
        )  # fmt: skip
        open_ones = [one for one in standing.printed if one.state == "printed"]
        self.assign.set_choices(
            tuple(
                (f"{one.id}:{page}", say("returning-assign-page", title=one.title, number=one.number, page=page))
                for one in open_ones
                for page in range(1, one.pages + 1)
            )
        )
        issued = [one.number for one in self._window.case.papers]
        unused = unused_printed(standing, issued)
        self.unused.setVisible(bool(unused))
        self.which.set_choices(tuple((one.id, f"{one.title} {one.number}") for one in unused))
        self._offer()

    def look_at(self) -> None:
        """Show the page made straight, or the picture as it came."""
        row = self.table.current_row()
        kept = next((one for one in self._window.standing.returned if row and one.id == row.filed), None)
        if kept is not None:
            page = self._window.page
            page.open_photo(kept.straight or kept.original)  # type: ignore[attr-defined]

    def assign_to(self, key: str) -> None:
        """Say by hand which page a picture shows."""
        row = self.table.current_row()
        paper, _, page = key.partition(":")
        if row is None or row.filed:
            return
        from inspector_desktop.gui.pages.inspecting.returning import media_type  # noqa: PLC0415  (they know each other)

        def done(_: object) -> None:
            self._window.rows = tuple(one for one in self._window.rows if one.key != row.key)
            self._window.entered(say("returning-assigned"))

        self._window.run(
            file_page, dossier=self._window.dossier, paper=paper, page=int(page), original=row.content,
            media_type=media_type(row.name), name=row.name, changes=(INSPECTIONS, self._window.dossier), done=done,
        )  # fmt: skip

    def choose_this(self) -> None:
        """Let the marked picture of a page count."""
        row = self.table.current_row()
        if row is not None and row.filed:
            self._window.run(
                choose_page, dossier=self._window.dossier, page=row.filed, changes=(self._window.dossier,),
                done=lambda _: self._window.entered(say("returning-chosen")),
            )  # fmt: skip

    def close_number(self) -> None:
        """Close a printed paper and its number that were not used."""
        if not self.which.value():
            self._window.tell(say("returning-unused-which"), "amber")
            return
        self._window.run(
            close_printed, dossier=self._window.dossier, paper=self.which.value(), reason=self.reason.value(),
            changes=(INSPECTIONS, self._window.dossier),
            done=lambda _: self._window.entered(say("returning-unused-done")),
        )  # fmt: skip

    def _offer(self) -> None:
        row = self.table.current_row()
        filed = row is not None and bool(row.filed)
        none = "" if row is not None else say("greyed-no-page")
        grey(self.look, none or ("" if filed else say("greyed-page-unfiled")))
        free = row is not None and not row.filed and row.match.state not in FILED
        grey(self.assign, none or ("" if free else say("greyed-page-filed")))
        grey(self.choose, none or ("" if row is not None and row.spare else say("greyed-page-single")))
        self.why.setText(none)


def _paper(row: Row) -> Cell:
    return Cell(row.match.title or row.match.number or "—", under=row.match.number if row.match.title else "")


def _page(row: Row) -> Cell:
    return Cell(say("returning-page-of", page=row.match.page, pages=row.match.pages) if row.match.page else "—")


def _state(row: Row) -> Cell:
    if row.spare:
        return Cell(say("page-spare"), chips=(ChipText(say("page-double-short"), "amber"),))
    tone = _TONES.get(row.match.state, "red")
    words = "" if row.match.state == KNOWN and row.straight else say(row.match.state)
    if row.match.state == KNOWN and not row.straight:
        words = say("page-crooked")
    return Cell(words, chips=(ChipText(say(f"{row.match.state}-short"), tone),))
