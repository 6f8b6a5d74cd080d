"""A province's list of items for joint checks: loaded from a file, each entry tied to an item of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlmodel import Session

from inspector_desktop.gui import files
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import PLANS, Page
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.plan.more_acts import link_joint_item, load_joint_list
from inspector_desktop.plan.more_facts import JointEntry
from inspector_desktop.plan.more_store import JointItemView, JointListView, joint_lists
from inspector_desktop.registry.store import items
from inspector_desktop.wording import say


@dataclass(frozen=True)
class _Line:
    key: int
    entry: JointItemView
    own: str


class JointPart(QWidget):
    """The latest list, loading another one, and tying its entries."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._list: JointListView | None = None
        self.title = fields.LineField(say("joint-title-hint"), width=320)
        self.edition = fields.LineField(say("joint-edition-hint"), width=190)
        self.choose = buttons.secondary(say("joint-load"), self._choose)
        self.own = fields.ChoiceField()
        self.own.setMinimumWidth(320)
        self.tie = buttons.secondary(say("joint-tie"), self.link)
        self.table = Table(_columns(), fit=True)
        self._told = texts.soft("", wrap=True)
        self._loading = texts.boxed(texts.row(self.title, self.edition, self.choose, None))
        self._tying = texts.boxed(texts.row(texts.label(say("joint-own")), self.own, self.tie, None))
        section = Section(say("joint-section"), say("joint-section-note"))
        for part in (self._loading, self._told, self.table, self._tying):
            section.add(part, gap=10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)

    def start(self) -> None:
        """Read the latest list and our items."""
        bureau = self._page.context.bureau

        def query(session: Session) -> tuple[JointListView | None, tuple[tuple[str, str], ...]]:
            found = joint_lists(session, bureau)
            return found[0] if found else None, tuple((one.id, one.title) for one in items(session, bureau))

        self._page.load(query, lambda found: self._show(*found))

    def load_file(self, path: Path) -> None:
        """Read a file and load its list; a title left empty is the file's name."""
        title, edition = self.title.value() or path.stem, self.edition.value()

        def work(_ticket: Ticket) -> tuple[JointEntry, ...]:
            from inspector_desktop.plan.joint_reading import read_joint_list  # noqa: PLC0415  (on demand)
            from inspector_desktop.registry.intake.reading import read_sheets  # noqa: PLC0415  (on demand)

            return read_joint_list(read_sheets(path))

        def loaded(entries: tuple[JointEntry, ...]) -> None:
            self._page.act(
                load_joint_list, title=title, edition=edition, issuer="", file=path.name, entries=entries,
                changes=(PLANS,), done=lambda _: self._after(say("joint-loaded", count=len(entries))),
            )  # fmt: skip

        self._page.context.pool.run(work, done=loaded, failed=self._page.show_refusal, owner=self._page)

    def link(self) -> None:
        """Tie the entry marked in the table to the item chosen."""
        row = self.table.current_row()
        if row is None or self._list is None:
            self._page.show_notice(say("joint-choose-first"), "amber")
            return
        self._page.act(
            link_joint_item, joint_list=self._list.dossier, number=row.key, own_item=self.own.value(),
            changes=(PLANS,), done=lambda _: self._after(say("joint-tied")),
        )  # fmt: skip

    def _show(self, found: JointListView | None, own: Sequence[tuple[str, str]]) -> None:
        self._list = found
        titles = dict(own)
        self.own.set_choices([("", say("joint-own-none")), *own])
        self.own.setCurrentIndex(0)
        rows = [_Line(one.number, one, titles.get(one.own_item, "")) for one in (found.entries if found else ())]
        self.table.set_rows(rows)
        may = self._page.context.has_role("supervising")
        self._loading.setVisible(may)
        self.table.setVisible(bool(rows))
        self._tying.setVisible(bool(rows) and may)
        if found is None:
            self._told.setText(say("joint-none"))
        else:
            self._told.setText(
                say("joint-known", title=found.title, edition=found.edition, count=len(rows), linked=found.linked)
            )

    def _after(self, text: str) -> None:
        self.start()
        self._page.show_notice(text, "green")

    def _choose(self) -> None:
        files.ask_files(self, say("joint-load"), say("joint-file-kinds"), lambda paths: self.load_file(paths[0]))


def _partners(row: _Line) -> Cell:
    return Cell(row.entry.initiator, under=row.entry.partners, tone="soft")


def _columns() -> tuple[Column, ...]:
    return (
        Column("field", say("joint-head-field"), lambda row: Cell(row.entry.field, tone="soft"), stretch=2),
        Column(
            "title", say("year-column-item"), lambda row: Cell(row.entry.title, under=row.entry.subjects), stretch=4
        ),
        Column("ratio", say("draws-column-ratio"), lambda row: Cell(row.entry.ratio, tone="soft"), width=90),
        Column("partners", say("joint-head-partners"), _partners, stretch=2),
        Column("own", say("joint-own"), lambda row: Cell(row.own or "—", tone="ink" if row.own else "soft"), stretch=3),
    )
