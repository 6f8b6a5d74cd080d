"""专家 and 协作部门 as tabs: short registers beside the three, with agreements, contacts and their past."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import day_words
from inspector_desktop.gui.kit.section import KeyValues, Value
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.page import REGISTERS
from inspector_desktop.gui.pages.registering.attached import CONTACTS, Attaching
from inspector_desktop.gui.pages.registering.correcting import row_form
from inspector_desktop.gui.pages.registering.short import ShortTab
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf, PastPart, SideTabs
from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.kept_acts import end_row, keep_rows
from inspector_desktop.registry.kept_rules import REQUIRED
from inspector_desktop.registry.kept_sheets import kept_sheet
from inspector_desktop.registry.kept_store import KeptView, kept
from inspector_desktop.registry.proposal_kinds import PROPOSABLE
from inspector_desktop.registry.row_history import Past, past_of_row
from inspector_desktop.registry.store import officers
from inspector_desktop.wording import say


@dataclass(frozen=True)
class Whole:
    """One row with its past, what is attached to it, and the names of people."""

    past: Past
    attached: tuple[KeptView, ...]
    names: Mapping[str, str]


class KeptTab(ShortTab[KeptView]):
    """A register of rows kept beside."""

    fields: ClassVar[tuple[FieldOf, ...]]
    past: ClassVar[bool] = True
    several_fields: ClassVar[frozenset[str]]
    """What may be set for several at once."""
    hidden: ClassVar[frozenset[str]] = frozenset({"name"})
    """Columns that do not stand among the values at the right."""
    listed: ClassVar[tuple[tuple[str, int], ...]]
    """The columns of the list and their widths, 0 for what shares the rest."""

    @override
    def columns(self) -> Sequence[Column]:
        titles = {one.column: one.title for one in self.fields}
        made = [Column(name, titles[name], partial(_cell, name), width=width) for name, width in self.listed]
        return (*made, Column("state", say("items-state"), self._state, width=110))

    @override
    def choices(self) -> Sequence[tuple[str, str, list[tuple[str, str]]]]:
        states = [(one, say(f"kept-state-{one}")) for one in ("holds", "ended")]
        return (("state", "registers-filter-state", states),)

    @override
    def has(self, line: KeptView, name: str, value: str) -> bool:
        return self._holds(line) == (value == "holds")

    @override
    def bulk(self) -> Sequence[tuple[str, Callable[[], object]]]:
        return (("kept-bulk", self._ask_bulk), ("kept-end", self._ask_end_of_several))

    @override
    def read(self, session: Session) -> tuple[KeptView, ...]:
        return kept(session, self.page.context.bureau, self.register)

    @override
    def searched(self, line: KeptView) -> tuple[str, ...]:
        return tuple(value for _, value in line.values)

    @override
    def show_line(self, line: KeptView) -> None:
        bureau, kind = self.page.context.bureau, self.register

        def query(session: Session) -> Whole:
            contacts = kept(session, bureau, "contacts", owner=line.id) if kind == "partners" else ()
            names = {one.id: one.name for one in officers(session, bureau)}
            return Whole(past_of_row(session, bureau, kind, line.id), contacts, names)

        self.page.load(query, lambda whole: self._show_whole(line, whole))

    @override
    def open_line(self, line: KeptView) -> None:
        if self.may_edit:
            self._edit(line)

    @override
    def add(self) -> None:
        self._edit(None)

    @override
    def propose(self) -> None:
        if self.register in PROPOSABLE:
            self._correct(None)

    @override
    def sheet_of(self, lines: Sequence[KeptView]) -> Sheet:
        return kept_sheet(self.register, lines)

    @override
    def read_sheet(self) -> Callable[[Session], Sheet]:
        bureau, kind, shown = self.page.context.bureau, self.register, self.keys_shown()
        return lambda session: kept_sheet(kind, [one for one in kept(session, bureau, kind) if one.id in shown])

    def more(self, made: SideTabs, line: KeptView, whole: Whole) -> None:
        """Add tabs of the kind."""

    def words(self, _names: Mapping[str, str], _column: str, value: str) -> str:
        """Say a value of a column, as changes tell it; `_names` are those of officers."""
        return value

    def keep(self, session: Session, row: Mapping[str, str], reason: str) -> tuple[str, ...]:
        """Enter a row, or correct the one with its id."""
        context = self.page.context
        return keep_rows(
            session, desk=context.desk, clock=context.clock, kind=self.register, rows=(row,), reason=reason
        )

    def attaching(self, line: KeptView) -> Attaching:
        """Return where attached rows are shown."""
        return Attaching(
            self.page, line.key, line.get("name"), self.may_edit, self.type_in, self.stop_typing,
            lambda text: self.saved(text, line.key),
        )  # fmt: skip

    def _today(self) -> str:
        return self.standing_day().isoformat()

    def _holds(self, line: KeptView) -> bool:
        until = line.get("valid_until")
        return line.holds_on(self._today()) and (not until or self._today() <= until)

    def _state(self, line: KeptView) -> Cell:
        if self._holds(line):
            return Cell(say("kept-state-holds"))
        return Cell(chips=(ChipText(say("kept-state-ended"), "grey"),))

    def _show_whole(self, line: KeptView, whole: Whole) -> None:
        current = self.current()
        if current is None or current.key != line.key or self._typing:
            return
        made = SideTabs(line.get("name"), line.get("unit") or line.get("contact"))
        values = [
            Value(say(f"field-{name}"), day_words(value))
            for name, value in line.values
            if value and name not in self.hidden
        ]
        parts: list[QWidget] = [texts.soft(say(f"{self.empty_key}-note"), wrap=True), KeyValues(values, label_width=84)]
        if self.may_edit:
            go = [buttons.secondary(say("do-edit"), lambda: self._edit(line))]
            if not line.get("ended_on"):
                go.append(buttons.secondary(say("kept-end"), lambda: self._ask_end(line)))
            parts.append(texts.boxed(texts.row(*go, None)))
        elif self.register in PROPOSABLE and self.as_of is None:
            self.correct = buttons.secondary(say("correcting"), lambda: self._correct(line))
            parts.append(texts.boxed(texts.row(self.correct, None)))
        made.add("whole", say("side-whole"), *parts)
        if self.as_of is not None:  # what is attached, and its changes, are of the present
            self.put_sided(made)
            return
        self.more(made, line, whole)
        made.add("past", say("side-past"), PastPart(whole.past, partial(self.words, whole.names), whole.names))
        self.put_sided(made)

    def _correct(self, line: KeptView | None) -> None:
        values = dict(line.values) if line else {}
        self.type_in(row_form(self.page, self.register, line, self.fields, values, self.stop_typing))

    def _edit(self, line: KeptView | None) -> None:
        values = dict(line.values) if line else {}
        needed = REQUIRED[self.register]
        asked = [replace(one, needed=one.column in needed) for one in self.fields]
        key = {"id": line.id} if line else {}

        def save(given: dict[str, str], reason: str) -> None:
            def done(ids: tuple[str, ...]) -> None:
                self.saved(say("kept-saved", title=given["name"]), ids[0])

            def work(session: Session, **_: object) -> tuple[str, ...]:
                return self.keep(session, key | given, reason)

            self.page.act(work, changes=(REGISTERS,), done=done)

        title = say("edit-title") if line else say(f"{self.register}-new-title")
        self.type_in(
            FieldForm(
                title, say(f"{self.empty_key}-note"), asked, values, save, self.stop_typing, reason=line is not None
            )
        )

    def _ask_bulk(self) -> None:
        asked = [replace(one, needed=False) for one in self.fields if one.column in self.several_fields]
        self._ask_several("kept-bulk-title", "officers-bulk-note", asked, "kept-bulk-go", {})

    def _ask_end_of_several(self) -> None:
        asked = [FieldOf("ended_on", "date", needed=True)]
        self._ask_several("kept-end-several", f"{self.empty_key}-note", asked, "kept-end", {"ended_on": self._today()})

    def _ask_several(self, title: str, note: str, asked: Sequence[FieldOf], go: str, values: Mapping[str, str]) -> None:
        """Ask what to set in all that are picked; what stays empty is left as it is."""
        chosen, what = self.chosen(), say(self.count_key, count=len(self.chosen()))

        def change(given: dict[str, str], reason: str) -> None:
            rows = [{"id": one, **{name: value for name, value in given.items() if value}} for one in chosen]
            self.page.act(
                keep_rows, kind=self.register, rows=rows, reason=reason, changes=(REGISTERS,),
                done=lambda _: self.saved(say("kept-bulk-done", what=what), chosen[0]),
            )  # fmt: skip

        self.type_in(
            FieldForm(say(title, what=what), say(note), asked, values, change, self.stop_typing, reason=True, go=go)
        )

    def _ask_end(self, line: KeptView) -> None:
        def end(given: dict[str, str], reason: str) -> None:
            self.page.act(
                end_row, kind=self.register, row=line.id, on=given["ended_on"], reason=reason, changes=(REGISTERS,),
                done=lambda _: self.saved(say("kept-ended", title=line.get("name")), line.id),
            )  # fmt: skip

        asked = [FieldOf("ended_on", "date", needed=True)]
        form = FieldForm(
            say("kept-end-title", what=line.get("name")), "", asked, {"ended_on": self._today()}, end, self.stop_typing,
            reason=True, go="kept-end",
        )  # fmt: skip
        self.type_in(form)


class ExpertsTab(KeptTab):
    """专家库: asked for advice, never counted as officers (F085)."""

    hint = "experts-search"
    adding = "registers-new"
    proposable = True
    register: ClassVar[str] = "experts"
    count_key: ClassVar[str] = "registers-count-people"
    empty_key: ClassVar[str] = "experts-empty"
    fields = (
        FieldOf("name", label="column-officer"), FieldOf("field"), FieldOf("unit"), FieldOf("phone"),
        FieldOf("agreed_on", "date"), FieldOf("valid_until", "date"), FieldOf("note", "text"),
    )  # fmt: skip
    several_fields = frozenset({"field", "unit", "agreed_on", "valid_until", "note"})
    listed = (("name", 120), ("field", 150), ("unit", 0), ("phone", 130), ("valid_until", 124))


class PartnersTab(KeptTab):
    """协作部门: whom joint checks are made with, and what was agreed when (F024)."""

    hint = "partners-search"
    adding = "registers-new"
    proposable = True
    register: ClassVar[str] = "partners"
    count_key: ClassVar[str] = "registers-count-units"
    empty_key: ClassVar[str] = "partners-empty"
    fields = (FieldOf("name"), FieldOf("contact"), FieldOf("phone"), FieldOf("note", "text"))
    several_fields = frozenset({"contact", "phone", "note"})
    listed = (("name", 0), ("contact", 120), ("phone", 140))

    @override
    def more(self, made: SideTabs, line: KeptView, whole: Whole) -> None:
        made.add("contacts", say("side-contacts"), *self.attaching(line).part(CONTACTS, whole.attached))


def _cell(column: str, row: KeptView) -> str:
    return day_words(row.get(column)) or "—"
