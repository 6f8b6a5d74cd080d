"""文书案卷: every paper that was issued, searched as you type, seen beside the list, exported as it was issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import col, select

from inspector_desktop.clock import civil_date
from inspector_desktop.gui.counts import concerns
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.buttons import MenuButton
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import pane
from inspector_desktop.gui.kit.paperview import PAPER, PaperView
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import INSPECTIONS, SYNC, Context, Page
from inspector_desktop.gui.pages.inspecting.papers import open_file, pages_of, read_paper, write_pdf
from inspector_desktop.gui.pages.inspecting.pictures import ask_folder
from inspector_desktop.gui.pages.numbering import NumbersPanel
from inspector_desktop.inspection.records import Paper
from inspector_desktop.inspection.store import inspections
from inspector_desktop.ordering import natural
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.journal.desks import Desk

TONES = {"paper-final": "blue", "paper-signed": "green", "paper-sealed": "green", "paper-served": "green"}
VOID = "paper-void"
NUMBERS = "numbers"
_SIDE, _NOTICE = 440, "notice"


@dataclass(frozen=True)
class Row:
    """One issued paper."""

    key: str
    dossier: str
    kind: str
    title: str
    number: str
    subject: str
    officers: tuple[str, ...]
    issued_on: str
    state: str
    note: str
    blob: str

    def fits(self, term: str) -> bool:
        """Whether the paper answers to what is searched."""
        return any(term in text for text in (self.title, self.number, self.subject, *self.officers))


def rows_for(session: Session, *, desk: Desk) -> tuple[Row, ...]:
    """The papers of all inspections that concern this person, latest first."""
    bureau = str(desk.bureau)
    views = {one.dossier: one for one in inspections(session, bureau) if concerns(one, desk)}
    papers = session.exec(
        select(Paper).where(Paper.bureau == bureau).order_by(col(Paper.issued_at).desc(), col(Paper.id).desc())
    ).all()
    return tuple(
        Row(
            one.id, one.dossier, one.kind, one.title, one.number, views[one.dossier].subject_name,
            tuple(officer.name for officer in views[one.dossier].officers), civil_date(one.issued_at).isoformat(),
            one.state, one.note, one.blob,
        )
        for one in papers
        if one.dossier in views
    )  # fmt: skip


class PapersPage(Page):
    """All issued papers."""

    topics = frozenset({INSPECTIONS, SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-papers"))
        self.rows: tuple[Row, ...] = ()
        self._kind = self._state = self._wanted = self._shown = ""
        self.search = SearchField(say("papers-search"), width=280)
        self.search.searched.connect(self._filter)
        self.kinds = MenuButton(say("papers-kind", title=say("papers-all")))
        self.kinds.chosen.connect(self._choose_kind)
        self.states = MenuButton(say("papers-state", title=say("papers-all")), self._state_choices())
        self.states.chosen.connect(self._choose_state)
        self.count = texts.soft()
        self.set_under_head(texts.row(self.search, self.kinds, self.states, 8, self.count, None))
        self.table = Table(self._columns())
        self.table.set_empty(say("papers-none"), say("papers-none-how"))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._go)
        self.search.left_down.connect(self.table.setFocus)
        self.paper = PaperView(context.pool)
        self.numbers = NumbersPanel(self)
        self.paper.set_panel(NUMBERS, self.numbers)
        self.paper.set_tabs(((PAPER, say("papers-tab")), (NUMBERS, say("papers-numbers"))))
        self.export_button = buttons.secondary(say("papers-export"), self.export)
        self.print_button = buttons.secondary(say("papers-print"), self.print)
        self.go_button = buttons.link(say("papers-dossier"), lambda: self._go(self.table.current_row()))
        foot = texts.row(self.go_button, None, self.print_button, self.export_button)
        foot.setContentsMargins(20, 10, 20, 10)
        side = texts.boxed(texts.column(self.paper, texts.Hairline(), foot, gap=0))
        self.add_pane(pane(self.table, margins=(24, 0, 0, 0)))
        self.add_pane(side, width=_SIDE, warm=True)
        self._choose(None)

    def open(self, **where: str) -> None:
        """Show the papers of a `dossier`, or one `paper` by its id."""
        self._wanted = where.get("paper", "") or where.get("dossier", "")
        self.stale()

    def reload(self) -> None:
        """Read the list."""
        desk = self.context.desk
        self.load(lambda session: rows_for(session, desk=desk), self._show)
        self.numbers.reload()

    def export(self) -> None:
        """Put the PDF where the person wants it."""
        ask_folder(self, self.export_to)

    def export_to(self, folder: Path) -> None:
        """Write the issued PDF of the marked paper into a folder, byte for byte."""
        self._write(folder, say("papers-exported"), look=False)

    def print(self) -> None:
        """Open the PDF of the marked paper for reading or printing."""
        self._write(self.context.opening.places.papers, say("papers-opened"), look=True)

    def _write(self, folder: Path, words: str, *, look: bool) -> None:
        row = self.table.current_row()
        if row is None:
            return

        def done(path: Path) -> None:
            self.show_notice(f"{words} {path}", "green")
            if look:
                open_file(path)

        def write(pdf: bytes) -> None:
            work = write_pdf(folder, f"{row.title} {row.number} {row.subject}".replace("  ", " "), pdf)
            self.context.pool.run(work, done=done, failed=self.show_refusal, owner=self)

        self.load(read_paper(row.blob), write)

    def _show(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows
        kinds = {one.kind: one.title for one in rows}
        self.kinds.set_choices((("", say("papers-all")), *sorted(kinds.items(), key=lambda one: natural(one[1]))))
        unserved = sum(one.state == "paper-final" and self._is_served(one) for one in rows)
        self.head.set_parts([say("papers-unserved", count=unserved) if unserved else ""])
        self._filter()

    def _is_served(self, row: Row) -> bool:
        """Whether papers of this kind go to the unit, so that one not served yet is worth a word."""
        return any(one.id == row.kind and one.served for one in self.context.profile.documents.kinds)

    def _filter(self) -> None:
        term, before = self.search.text().strip(), self.table.current_row()
        shown = [
            one for one in self.rows
            if (not self._kind or one.kind == self._kind) and (not self._state or one.state == self._state)
            and (not term or one.fits(term))
        ]  # fmt: skip
        self.table.set_rows(shown)
        self.table.set_needle(term)
        self.count.setText(say("papers-count", count=len(shown)))
        marked = [one for one in shown if self._wanted and self._wanted in (one.key, one.dossier)]
        kept = [one for one in shown if before is not None and one.key == before.key]
        chosen = next(iter((*marked, *kept, *shown)), None)
        self._wanted = ""
        if chosen is None:
            self._choose(None)
        else:
            self.table.choose(chosen.key)

    def _choose_kind(self, kind: str) -> None:
        self._kind = kind
        titles = {one.kind: one.title for one in self.rows}
        self.kinds.setText(say("papers-kind", title=titles.get(kind, say("papers-all"))))
        self._filter()

    def _choose_state(self, state: str) -> None:
        self._state = state
        self.states.setText(say("papers-state", title=say(state) if state else say("papers-all")))
        self._filter()

    def _choose(self, row: Row | None) -> None:
        for button in (self.export_button, self.print_button, self.go_button):
            button.setEnabled(row is not None)
        if row is None:
            self._shown = ""
            self.paper.clear(say("papers-none-chosen"))
            return
        if row.blob == self._shown:
            return
        self._shown = row.blob
        self.paper.show_pages(())

        def show(pdf: bytes) -> None:
            if self._shown == row.blob:
                self.paper.load(pages_of(pdf))

        self.load(read_paper(row.blob), show)

    def _go(self, row: Row | None) -> None:
        if row is not None:
            step = next((one.step for one in self.context.profile.documents.kinds if one.id == row.kind), None)
            self.context.navigate("inspection", dossier=row.dossier, **({"step": step} if step else {}))

    def _state_choices(self) -> tuple[tuple[str, str], ...]:
        states = ("paper-final", "paper-signed", "paper-served", VOID)
        return (("", say("papers-all")), *((one, say(one)) for one in states))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("paper", say("papers-paper"), _paper, stretch=5),
            Column("subject", say("papers-subject"), _subject, stretch=5),
            Column("issued", say("papers-issued"), _issued, width=128),
            Column("state", say("papers-state-head"), _state, width=96),
        )


def _paper(row: Row) -> Cell:
    return Cell(row.title, under=row.number or say("papers-unnumbered"), bold=True)


def _subject(row: Row) -> Cell:
    return Cell(row.subject, under="、".join(row.officers))


def _issued(row: Row) -> Cell:
    return Cell(say("date-long", date=date.fromisoformat(row.issued_on)), tone="soft")


def _state(row: Row) -> Cell:
    return Cell(chips=(ChipText(say(row.state), TONES.get(row.state, "grey")),))
