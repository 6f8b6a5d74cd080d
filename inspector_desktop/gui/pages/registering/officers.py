"""执法检查人员 as a tab: certificate, duty with its days, qualifications, trainings, declared relations, past."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.errors import Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.gui.pages.registering import lists
from inspector_desktop.gui.pages.registering.attached import QUALIFICATIONS, RELATIONS, TRAININGS, Attaching
from inspector_desktop.gui.pages.registering.correcting import row_form
from inspector_desktop.gui.pages.registering.publicity import Publicity
from inspector_desktop.gui.pages.registering.short import ShortTab
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf, PastPart, SideTabs
from inspector_desktop.gui.pages.registering.taking import officers_reader
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.ids import new_id
from inspector_desktop.registry.acts import enter_officers
from inspector_desktop.registry.exporting import Sheet, officer_sheet, write_sheet
from inspector_desktop.registry.facts import OfficerRow
from inspector_desktop.registry.kept_acts import change_officers
from inspector_desktop.registry.kept_sheets import public_officers
from inspector_desktop.registry.kept_store import KeptView, kept
from inspector_desktop.registry.row_history import Past, past_of_row
from inspector_desktop.registry.store import OfficerView, officers
from inspector_desktop.wording import has, say

_EDITED = (
    "name", "unit", "sex", "certificate", "valid_until", "areas", "categories", "fields", "duty", "joined_on",
    "left_on", "duty_until", "duty_note",
)  # fmt: skip
_DAYS = frozenset({"valid_until", "joined_on", "left_on", "duty_until"})
_SIX = frozenset({"name", "unit", "sex", "certificate", "areas", "categories"})
"""What 004 第九条 asks of everybody in the register."""


@dataclass(frozen=True)
class Whole:
    """One officer with what is attached."""

    past: Past
    qualifications: tuple[KeptView, ...]
    trainings: tuple[KeptView, ...]
    relations: tuple[KeptView, ...]
    names: Mapping[str, str]


class OfficersTab(ShortTab[lists.OfficerLine]):
    """The register of officers."""

    hint = "registers-search-officers"
    importing = "officers"
    adding = "officers-new"
    proposable = True
    register: ClassVar[str] = "officers"
    count_key: ClassVar[str] = "registers-count-people"
    empty_key: ClassVar[str] = "officers-empty"
    past: ClassVar[bool] = True

    def __init__(self, page: Page) -> None:
        self.publicity = Publicity(page, "officers", self.type_in, self.stop_typing, self.saved)
        super().__init__(page)

    @override
    def columns(self) -> Sequence[Column]:
        return lists.officer_columns()

    @override
    def choices(self) -> Sequence[tuple[str, str, list[tuple[str, str]]]]:
        return (
            ("duty", "registers-filter-duty", [(one, say(f"duty-{one}")) for one in lists.DUTIES]),
            ("state", "officers-filter-valid", [(one, say(f"officer-{one}")) for one in ("expires", "expired")]),
        )

    @override
    def has(self, line: lists.OfficerLine, name: str, value: str) -> bool:
        return (line.view.duty if name == "duty" else line.state) == value

    @override
    def bulk(self) -> Sequence[tuple[str, Callable[[], object]]]:
        return (
            ("officers-duty", self._ask_duty), ("officers-areas", self._ask_areas),
            ("officers-fields", self._ask_fields),
        )  # fmt: skip

    @override
    def read(self, session: Session) -> tuple[lists.OfficerLine, ...]:
        today = self.standing_day()
        return tuple(lists.officer_line(one, today) for one in officers(session, self.page.context.bureau))

    @override
    def searched(self, line: lists.OfficerLine) -> tuple[str, ...]:
        return (line.view.name, line.view.unit, line.view.certificate)

    @override
    def show_line(self, line: lists.OfficerLine) -> None:
        bureau, one = self.page.context.bureau, line.key

        def query(session: Session) -> Whole:
            return Whole(
                past_of_row(session, bureau, "officers", one), kept(session, bureau, "qualifications", owner=one),
                kept(session, bureau, "trainings", owner=one), kept(session, bureau, "relations", owner=one),
                {officer.id: officer.name for officer in officers(session, bureau)},
            )  # fmt: skip

        self.page.load(query, lambda whole: self._show_whole(line, whole))

    @override
    def open_line(self, line: lists.OfficerLine) -> None:
        if line.view.dossier in self.writable:
            self._edit(line)

    @override
    def add(self) -> None:
        self._edit(None)

    @override
    def tools(self) -> Sequence[QWidget]:
        return (*super().tools(), buttons.secondary(say("officers-public"), self._ask_public), self.publicity.button)

    @override
    def reload(self) -> None:
        super().reload()
        self.publicity.reload()

    @override
    def read_sheet(self) -> Callable[[Session], Sheet]:
        return officers_reader(self.page.context.bureau, self.keys_shown())

    @override
    def sheet_of(self, lines: Sequence[lists.OfficerLine]) -> Sheet:
        return officer_sheet(one.view for one in lines)

    def write_public(self, path: Path) -> None:
        """Write the public list of six columns (004 第九条), as the ending of the file says."""
        found = public_officers(one.view for one in self.lines)

        def work(_ticket: Ticket) -> int:
            try:
                write_sheet(path, found)
            except OSError as error:
                raise Refused("refused-file-unwritten", file=path.name) from error
            return len(found.rows)

        self.page.context.pool.run(
            work,
            done=lambda count: self.page.show_notice(say("officers-public-done", count=count, file=path.name), "green"),
            failed=self.page.show_refusal,
            owner=self,
        )

    def _ask_public(self) -> None:
        proposed = f"{say('officers-public')}.xlsx"
        files.ask_where(self, say("officers-public"), proposed, "*.xlsx *.csv", self.write_public)

    # -- shown

    def _show_whole(self, line: lists.OfficerLine, whole: Whole) -> None:
        current = self.current()
        if current is None or current.key != line.key or self._typing:
            return
        edit = (lambda: self._edit(line)) if line.view.dossier in self.writable else None
        made = SideTabs(line.view.name, line.view.unit)
        correct = (lambda: self._correct(line)) if self.as_of is None else None
        made.add("whole", say("side-whole"), *lists.officer_parts(line, edit, correct))
        if self.as_of is not None:  # what is attached, and his changes, are of the present
            self.put_sided(made)
            return
        attaching = Attaching(
            self.page, line.key, line.view.name, self.may_edit, self.type_in, self.stop_typing,
            lambda text: self.saved(text, line.key),
        )  # fmt: skip
        skilled = attaching.part(QUALIFICATIONS, whole.qualifications)
        trained = attaching.part(TRAININGS, whole.trainings)
        made.add("skilled", say("side-skilled"), *skilled, *trained)
        barred: list[QWidget] = [texts.soft(say("relations-note"), wrap=True)]
        made.add("related", say("side-related"), *barred, *attaching.part(RELATIONS, whole.relations))
        made.add("past", say("side-past"), PastPart(whole.past, _in_words, whole.names))
        self.put_sided(made)

    # -- what people do

    def _values(self, view: OfficerView | None) -> dict[str, str]:
        values = {name: getattr(view, name) for name in _EDITED} if view else {"duty": "on", "areas": "*"}
        if values["areas"] == "*":
            values["areas"] = say("officer-anywhere")
        if values.get("fields") and view:
            values["fields"] = lists.skills(view)
        return values

    def _asked(self) -> list[FieldOf]:
        choices = {
            "duty": tuple((one, say(f"duty-{one}")) for one in lists.DUTIES),
            "sex": tuple((say(f"sex-{one}"), say(f"sex-{one}")) for one in ("man", "woman")),
            "unit": self._units(),
        }
        return [
            FieldOf(
                one, "date" if one in _DAYS else "choice" if one in choices else "line", choices.get(one, ()),
                needed=one in _SIX, label="column-officer" if one == "name" else "",
            )
            for one in _EDITED
        ]  # fmt: skip

    def _units(self) -> tuple[tuple[str, str], ...]:
        """The sections of the bureau to choose from, and what else stands in the register already."""
        titles = [one.title for one in self.page.context.profile.open_sections]
        return tuple((one, one) for one in dict.fromkeys([*titles, *(line.view.unit for line in self.lines)]) if one)

    def _edit(self, line: lists.OfficerLine | None) -> None:
        view = line.view if line else None
        title, under = ("edit-officer-title", view.name) if view else ("officers-new-title", say("officers-six"))
        self.type_in(
            FieldForm(
                say(title), under, self._asked(), self._values(view), lambda given, _: self._save(view, given),
                self.stop_typing,
            )
        )  # fmt: skip

    def _stored(self, given: dict[str, str]) -> dict[str, str]:
        """What was typed, as the register holds it."""
        anywhere = given["areas"] == say("officer-anywhere")
        return given | {"areas": "*" if anywhere else given["areas"], "fields": self._codes(given["fields"])}

    def _codes(self, typed: str) -> str:
        """Fields as they were typed in words, as the register holds them."""
        known = {need for one in self.page.context.profile.categories for need in one.needs}
        known |= {code for line in self.lines for code in line.view.fields.split("、") if code}
        words = {say(f"skill-{one}"): one for one in known if has(f"skill-{one}")}
        parts = [one.strip() for one in typed.replace("，", "、").split("、")]
        return "、".join(dict.fromkeys(words.get(one, one) for one in parts if one not in {"", "—"}))

    def _save(self, view: OfficerView | None, given: dict[str, str]) -> None:
        kept_values = {name: getattr(view, name) for name in OfficerRow.model_fields} if view else {}
        made = {"id": given["certificate"] or new_id(self.page.context.clock)}
        row = OfficerRow(**(made | kept_values | self._stored(given)))

        def done(_: object) -> None:
            self.saved(say("edit-saved" if view else "edit-entered", name=row.name), row.id)

        self.page.act(enter_officers, rows=(row,), changes=(REGISTERS,), done=done)

    @override
    def propose(self) -> None:
        self._correct(None)

    def _correct(self, line: lists.OfficerLine | None) -> None:
        view = line.view if line else None
        self.type_in(
            row_form(
                self.page, "officers", view, self._asked(), self._values(view), self.stop_typing, stored=self._stored
            )
        )

    def _ask_duty(self) -> None:
        duties = tuple((one, say(f"duty-{one}")) for one in lists.DUTIES)
        asked = [
            FieldOf("duty", "choice", duties, needed=True), FieldOf("joined_on", "date"), FieldOf("left_on", "date"),
            FieldOf("duty_until", "date"),
        ]  # fmt: skip
        self._ask_bulk("officers-duty-title", asked)

    def _ask_areas(self) -> None:
        self._ask_bulk(
            "officers-areas-title", [FieldOf("areas"), FieldOf("categories"), FieldOf("unit", "choice", self._units())]
        )

    def _ask_fields(self) -> None:
        self._ask_bulk("officers-fields-title", [FieldOf("fields", hint=say("officers-fields-hint"), needed=True)])

    def _ask_bulk(self, title: str, asked: list[FieldOf]) -> None:
        chosen = self.chosen()

        def change(given: dict[str, str], reason: str) -> None:
            values = {name: value for name, value in given.items() if value}
            if "fields" in values:
                values["fields"] = self._codes(values["fields"])
            self._change(chosen, values, reason)

        self.type_in(
            FieldForm(
                say(title, count=len(chosen)),
                say("officers-bulk-note"),
                asked,
                {},
                change,
                self.stop_typing,
                reason=True,
            )
        )

    def _change(self, chosen: tuple[str, ...], values: Mapping[str, str], reason: str) -> None:
        desk, clock = self.page.context.desk, self.page.context.clock

        def work(session: Session, **_: object) -> int:
            return change_officers(session, desk=desk, clock=clock, ids=chosen, changes=values, reason=reason)

        self.page.act(
            work, changes=(REGISTERS,), done=lambda count: self.saved(say("officers-changed", count=count), chosen[0])
        )


def _in_words(column: str, value: str) -> str:
    if column == "fields" and value:
        return "、".join(say(f"skill-{one}") if has(f"skill-{one}") else one for one in value.split("、"))
    if column == "duty" and value:
        return say(f"duty-{value}")
    if column == "areas" and value == "*":
        return say("officer-anywhere")
    return value
