"""检查表 as a tab: forms with their versions and periods, and who uses them; brought in, tried and withdrawn here.

002 二(一): an item has its table before it is drawn. Everybody looks and tries; the supervising section changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.clock import civil, civil_date, moment
from inspector_desktop.errors import Refused
from inspector_desktop.gui.files import ask_folder
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.section import Entry, KeyValues, Value
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.gui.pages.inspecting.papers import open_file, write_pdf
from inspector_desktop.gui.pages.registering.forms_bringing import ItemsForm
from inspector_desktop.gui.pages.registering.forms_face import FormFace
from inspector_desktop.gui.pages.registering.forms_shown import period_words, state_chip
from inspector_desktop.gui.pages.registering.short import ShortTab
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf, SideTabs
from inspector_desktop.gui.pages.registering.tabs import RegisterTab
from inspector_desktop.notice.blanks import form_blank
from inspector_desktop.places import replace_file
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.form_acts import assign_items, change_period, withdraw_form
from inspector_desktop.registry.form_store import (
    TableLine,
    definition_of,
    source_of,
    table_lines,
    warm_shipped,
)
from inspector_desktop.registry.store import ItemView, items, officers
from inspector_desktop.wording import say

STATES = ("holds", "coming", "shipped", "over", "withdrawn")


class FormsTab(RegisterTab):
    """The list, and in its place the form that is looked at."""

    hint = "forms-search"
    adding = "forms-import"
    takes_files = True

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.face = FormFace(page)
        self.list = FormsList(page, self.face)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.face)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.face.opening.connect(lambda: self.stack.setCurrentWidget(self.face))
        self.face.left.connect(self._to_front)
        self.face.brought.connect(self._brought)

    @override
    def tools(self) -> Sequence[QWidget]:
        return self.list.tools()

    @override
    def reload(self) -> None:
        self.list.reload()

    @override
    def search(self, text: str) -> None:
        self.list.search(text)
        looked = self.face.looked
        if text.strip() and looked is not None and looked.file is None:
            self.face.leave()  # a form being brought in stays in front

    @override
    def add(self) -> None:
        """Ask for a spreadsheet."""
        self.face.ask()

    @override
    def take_file(self, path: Path) -> None:
        """Read a spreadsheet and show it."""
        self.face.read(path)

    @override
    def sheet(self) -> Callable[[Session], Sheet] | None:
        return None

    @override
    def to_list(self) -> None:
        self.list.to_list()

    def _to_front(self) -> None:
        self.stack.setCurrentWidget(self.list)

    def _brought(self, edition: str) -> None:
        self.list.show_next(edition)
        self._to_front()
        self.counts_changed.emit()


class FormsList(ShortTab[TableLine]):
    """All editions of all forms, the shipped ones among them."""

    register: ClassVar[str] = "forms"
    count_key: ClassVar[str] = "forms-count"
    empty_key: ClassVar[str] = "forms-empty"

    def __init__(self, page: Page, face: FormFace) -> None:
        self.face = face
        super().__init__(page)

    @override
    def reload(self) -> None:
        """Read the shipped forms away from both threads, which is done once, then the register."""
        self.page.context.pool.run(lambda _: warm_shipped(), done=lambda _: self.read_anew(), owner=self)

    def read_anew(self) -> None:
        """Read the register."""
        super().reload()

    @override
    def columns(self) -> Sequence[Column]:
        return (
            Column("title", say("forms-column-title"), _title),
            Column("version", say("forms-field-version"), lambda one: one.edition.version, width=84),
            Column("period", say("forms-column-period"), lambda one: period_words(one.edition), width=228),
            Column("lines", say("forms-column-lines"), lambda one: str(one.edition.lines), width=56, right=True),
            Column("open", say("forms-column-open"), _open, width=50, right=True),
            Column("problems", say("forms-column-problems"), _problems, width=50, right=True),
            Column("items", say("forms-column-items"), lambda one: str(len(one.used_by)), width=56, right=True),
            Column("state", say("items-state"), lambda one: Cell(chips=(state_chip(one.state),)), width=100),
        )

    @override
    def choices(self) -> Sequence[tuple[str, str, list[tuple[str, str]]]]:
        return (("state", "registers-filter-state", [(one, say(f"forms-state-{one}")) for one in STATES]),)

    @override
    def has(self, line: TableLine, name: str, value: str) -> bool:
        return line.state == value

    @override
    def read(self, session: Session) -> tuple[TableLine, ...]:
        return table_lines(session, self.page.context.bureau, self._today())

    @override
    def searched(self, line: TableLine) -> tuple[str, ...]:
        one = line.edition
        return (one.title, one.form, one.version, *(item.title for item in line.used_by))

    @override
    def count_words(self) -> str:
        forms = len({one.edition.form for one in self.shown})
        return say(self.count_key, forms=forms, count=len(self.shown))

    @override
    def open_line(self, line: TableLine) -> None:
        self.face.open(line.edition)

    @override
    def show_line(self, line: TableLine) -> None:
        bureau = self.page.context.bureau

        def names(session: Session) -> dict[str, str]:
            return {one.id: one.name for one in officers(session, bureau)}

        self.page.load(names, lambda found: self._show_whole(line, found))

    def show_next(self, key: str) -> None:
        """Mark an edition when the list comes anew."""
        self._next = key

    # -- shown

    def _today(self) -> str:
        return civil_date(self.page.context.clock.now()).isoformat()

    def _show_whole(self, line: TableLine, names: dict[str, str]) -> None:
        current = self.current()
        if current is None or current.key != line.key or self._typing:
            return
        one, chip = line.edition, state_chip(line.state)
        made = SideTabs(one.title, say("forms-side-version", version=one.version), chips=(Chip(chip.text, chip.tone),))
        made.add("whole", say("side-whole"), KeyValues(_values(line, names), label_width=84), *self._doing(line))
        used: list[QWidget] = [Entry(item.title, item.id, bold=False, small=True) for item in line.used_by]
        title = say("forms-side-items", count=len(used))
        made.add("items", title, *(used or [texts.soft(say("forms-unused"), wrap=True)]))
        told = [texts.label(each.text, wrap=True) for each in one.problems[:20]]
        if one.problems:
            made.add("problems", say("forms-side-problems", count=len(told)), *told)
        self.put_sided(made)

    def _doing(self, line: TableLine) -> list[QWidget]:
        one = line.edition
        go = [
            buttons.secondary(say("forms-open"), lambda: self.open_line(line)),
            buttons.secondary(say("forms-blank"), lambda: self.print_blank(line)),
        ]
        more = [buttons.link(say("forms-source"), lambda: self._ask_source(line))]
        if self.may_edit and not one.shipped and not one.withdrawn_on:
            more += [
                buttons.link(say("forms-period-change"), lambda: self.ask_period(line)),
                buttons.link(say("forms-items-change"), lambda: self.ask_items(line)),
                buttons.link(say("forms-withdraw"), lambda: self.ask_withdrawal(line)),
            ]
        return [texts.boxed(texts.row(*go, None)), texts.boxed(texts.row(*more, None, gap=14))]

    # -- what people do

    def print_blank(self, line: TableLine) -> None:
        """Draw the form as it prints and open it for printing."""
        context = self.page.context
        folder = context.opening.places.papers

        def draw(paper: object) -> None:
            name = f"{line.edition.title} {line.edition.version}"
            context.pool.run(
                write_pdf(folder, name, paper),  # type: ignore[arg-type]
                done=open_file, failed=self.page.show_refusal, owner=self,
            )  # fmt: skip

        self.page.load(lambda session: form_blank(definition_of(session, line.edition), context.profile), draw)

    def write_source(self, line: TableLine, folder: Path) -> None:
        """Write the spreadsheet of an edition, and the lists beside it, into a folder."""

        def write(pieces: tuple[tuple[str, bytes], ...]) -> None:
            self.page.context.pool.run(
                lambda _: _written(folder, pieces), failed=self.page.show_refusal, owner=self,
                done=lambda names: self.page.show_notice(say("forms-source-done", files="、".join(names)), "green"),
            )  # fmt: skip

        self.page.load(lambda session: source_of(session, line.edition), write)

    def ask_period(self, line: TableLine) -> None:
        """Ask for other days of an edition."""
        one = line.edition

        def save(given: dict[str, str], reason: str) -> None:
            self.page.act(
                change_period, edition=one.id, valid_from=given["valid_from"], valid_until=given["valid_until"],
                reason=reason, changes=(REGISTERS,),
                done=lambda _: self.saved(say("forms-period-changed", title=one.title, version=one.version), one.id),
            )  # fmt: skip

        asked = [
            FieldOf("valid_from", "date", needed=True, label="forms-field-valid_from"),
            FieldOf("valid_until", "date", label="forms-field-valid_until"),
        ]
        self.type_in(
            FieldForm(
                say("forms-period-title", title=one.title, version=one.version), say("forms-until-note"), asked,
                {"valid_from": one.valid_from, "valid_until": one.valid_until}, save, self.stop_typing, reason=True,
            )
        )  # fmt: skip

    def ask_items(self, line: TableLine) -> None:
        """Ask which items an edition is for."""
        one, bureau = line.edition, self.page.context.bureau

        def save(chosen: tuple[str, ...], reason: str) -> None:
            self.page.act(
                assign_items, edition=one.id, items_used=chosen, reason=reason, changes=(REGISTERS,),
                done=lambda _: self.saved(say("forms-items-changed", title=one.title, count=len(chosen)), one.id),
            )  # fmt: skip

        def ask(listed: tuple[ItemView, ...]) -> None:
            title = say("forms-items-of", title=one.title, version=one.version)
            self.type_in(ItemsForm(title, listed, one.items, save, self.stop_typing))

        self.page.load(lambda session: items(session, bureau), ask)

    def ask_withdrawal(self, line: TableLine) -> None:
        """Ask for the reason to take an edition out of use."""
        one = line.edition
        note = say("forms-withdraw-note")
        if line.used_by:
            note += say("forms-withdraw-used", count=len(line.used_by))

        def save(_given: dict[str, str], reason: str) -> None:
            self.page.act(
                withdraw_form, edition=one.id, reason=reason, changes=(REGISTERS,),
                done=lambda _: self.saved(say("forms-withdrawn", title=one.title, version=one.version), one.id),
            )  # fmt: skip

        self.type_in(
            FieldForm(
                say("forms-withdraw-title", title=one.title, version=one.version), note, (), {},
                save, self.stop_typing, reason=True, go="forms-withdraw-go",
            )
        )  # fmt: skip

    def _ask_source(self, line: TableLine) -> None:
        ask_folder(self.page, say("forms-source-where"), lambda folder: self.write_source(line, folder))


def _title(line: TableLine) -> Cell:
    one = line.edition
    return Cell(one.title, under="" if one.shipped else one.source_name)


def _open(line: TableLine) -> Cell:
    count = len(line.edition.unverified)
    return Cell(str(count), tone="amber" if count else "soft")


def _problems(line: TableLine) -> Cell:
    count = len(line.edition.problems)
    return Cell(str(count), tone="amber" if count else "soft")


def _values(line: TableLine, names: dict[str, str]) -> list[Value]:
    one = line.edition
    found = [
        Value(say("forms-side-number"), one.form),
        Value(say("forms-column-period"), period_words(one)),
        Value(
            say("forms-side-size"), say("forms-side-size-words", lines=one.lines, questions=one.questions - one.lines)
        ),
    ]
    if one.unverified:
        found.append(
            Value(
                say("forms-side-open"), say("forms-side-open-words", lines="、".join(map(str, one.unverified))),
                under=say("forms-side-open-note"), tone="amber",
            )
        )  # fmt: skip
    if one.shipped:
        found.append(Value(say("forms-side-source"), say("forms-side-shipped"), under=say("forms-side-shipped-note")))
        return found
    at = civil(moment(one.imported_at))
    found += [
        Value(say("forms-side-source"), one.source_name),
        Value(say("forms-side-brought"), say("forms-side-brought-words", who=names.get(one.person, one.person),
              at=f"{at:%Y-%m-%d %H:%M}")),
        Value(say("forms-field-reason"), one.reason),
    ]  # fmt: skip
    if one.withdrawn_on:
        found.append(Value(say("forms-side-withdrawn"), one.withdrawn_on, under=one.withdrawn_reason, tone="red"))
    return found


def _written(folder: Path, pieces: tuple[tuple[str, bytes], ...]) -> list[str]:
    for name, content in pieces:
        path = folder / Path(name).name
        if path.exists() and path.read_bytes() != content:
            raise Refused("refused-form-source-there", file=path.name)
        replace_file(path, content)
    return [name for name, _ in pieces]
