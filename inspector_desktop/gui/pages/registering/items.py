"""抽查事项 as a tab: entered, checked for what they lack, published, ended; with their past and the duty table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import Chip, ChipText
from inspector_desktop.gui.kit.section import KeyValues, Value
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.page import REGISTERS
from inspector_desktop.gui.pages.registering import lists
from inspector_desktop.gui.pages.registering.correcting import row_form
from inspector_desktop.gui.pages.registering.short import ShortTab
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf, PastPart, SideTabs
from inspector_desktop.gui.pages.registering.taking import items_reader
from inspector_desktop.ids import new_id
from inspector_desktop.registry.acts import enter_items, publish_items
from inspector_desktop.registry.exporting import Sheet, item_sheet
from inspector_desktop.registry.facts import ItemRow
from inspector_desktop.registry.form_store import form_title, form_titles
from inspector_desktop.registry.kept_acts import change_items, end_item, publish_drafts
from inspector_desktop.registry.kept_rules import fit_for, is_key, lacking_of_item, state_of_item, twice_listed
from inspector_desktop.registry.row_history import Past, past_of_row
from inspector_desktop.registry.store import ItemView, count_subjects, items_on, officers
from inspector_desktop.wording import say

STATES = ("draft", "waiting", "valid", "ended")
_TONES = {"draft": "amber", "waiting": "blue", "ended": "grey"}
_EDITORS = dict.fromkeys(("title", "content", "basis", "note", "staffing", "random_reason"), "text") | {
    "reviewed_on": "date"
}
_MAIN = (
    "title", "sub_title", "group_title", "item_class", "subject_category", "content", "basis", "methods", "ratio",
    "ratio_by_law", "frequency", "agency", "form", "staffing", "level", "partners", "section", "person", "random",
    "random_reason", "duty_code", "reviewed_by", "reviewed_on", "note",
)  # fmt: skip
_SEVERAL = ("section", "ratio", "frequency", "form", "random", "random_reason")
"""What may be set for several at once."""


@dataclass(frozen=True)
class Reach:
    """What follows from an item: how many subjects it is for, and which officers may check it."""

    subjects: int
    people: tuple[str, ...]


class ItemsTab(ShortTab[lists.ItemLine]):
    """The item list."""

    hint = "registers-search-items"
    importing = "items"
    adding = "items-new"
    proposable = True
    register: ClassVar[str] = "items"
    _forms: Mapping[str, str] = MappingProxyType({})
    count_key: ClassVar[str] = "registers-count-items"
    empty_key: ClassVar[str] = "items-empty"
    past: ClassVar[bool] = True

    @override
    def columns(self) -> Sequence[Column]:
        return (*lists.item_columns(), Column("state", say("items-state"), self._state, width=92))

    @override
    def choices(self) -> Sequence[tuple[str, str, list[tuple[str, str]]]]:
        categories = [(one.id, one.title) for one in self.page.context.profile.categories]
        return (
            ("state", "registers-filter-state", [(one, say(f"item-{one}")) for one in STATES]),
            ("grade", "items-filter-grade", [(one, say(f"grade-{one}")) for one in ("key", "general")]),
            ("category", "items-filter-object", categories),
        )

    @override
    def has(self, line: lists.ItemLine, name: str, value: str) -> bool:
        if name == "state":
            return state_of_item(line.view, self._today()) == value
        if name == "grade":
            return is_key(line.view) == (value == "key")
        return line.view.subject_category == value

    @override
    def bulk(self) -> Sequence[tuple[str, Callable[[], object]]]:
        return (
            ("items-publish", lambda: self._ask_publication(self.chosen())),
            ("items-bulk", lambda: self._with_forms(self._ask_bulk)),
        )

    @override
    def read(self, session: Session) -> tuple[lists.ItemLine, ...]:
        context = self.page.context
        return tuple(lists.item_line(one, context.profile) for one in items_on(session, context.bureau, self._today()))

    @override
    def searched(self, line: lists.ItemLine) -> tuple[str, ...]:
        return (line.view.title, line.category, line.view.basis, line.view.id)

    @override
    def show_line(self, line: lists.ItemLine) -> None:
        context, view = self.page.context, line.view
        bureau, profile, today = context.bureau, context.profile, self._today()

        def query(session: Session) -> tuple[Past, Reach, Mapping[str, str], str]:
            people = officers(session, bureau)
            able = fit_for(view, people, profile, today)
            count = count_subjects(session, bureau, category=view.subject_category, survival="active")
            names = {one.id: one.name for one in people}
            return (
                past_of_row(session, bureau, "items", view.id),
                Reach(count, tuple(one.name for one in able)),
                names,
                form_title(session, bureau, view.form),
            )

        self.page.load(query, lambda found: self._show_whole(line, *found))

    @override
    def open_line(self, line: lists.ItemLine) -> None:
        if line.view.dossier in self.writable:
            self._edit(line)

    @override
    def propose(self) -> None:
        self._correct(None)

    @override
    def add(self) -> None:
        self._edit(None)

    @override
    def read_sheet(self) -> Callable[[Session], Sheet]:
        return items_reader(self.page.context, self.keys_shown())

    @override
    def sheet_of(self, lines: Sequence[lists.ItemLine]) -> Sheet:
        return item_sheet((one.view for one in lines), self.page.context.profile)

    # -- shown

    def _today(self) -> str:
        return self.standing_day().isoformat()

    def _state(self, line: lists.ItemLine) -> Cell:
        state = state_of_item(line.view, self._today())
        lacks = lacking_of_item(line.view, self.page.context.profile) if state == "draft" else ()
        text = say("item-lacks", count=len(lacks)) if lacks else say(f"item-{state}")
        return Cell(text) if state == "valid" else Cell(chips=(ChipText(text, _TONES[state]),))

    def _show_whole(self, line: lists.ItemLine, past: Past, reach: Reach, names: Mapping[str, str], form: str) -> None:
        current = self.current()
        if current is None or current.key != line.key or self._typing:
            return
        view = line.view
        state = state_of_item(view, self._today())
        made = SideTabs(view.title, view.group_title, chips=self._chips(view, state))
        lacks = lacking_of_item(view, self.page.context.profile) if state == "draft" else ()
        parts: list[QWidget] = []
        if lacks:
            columns = "、".join(say(f"field-{one}") for one in lacks)
            parts.append(texts.label(say("item-lacks-columns", columns=columns), ink="#8A5A00", wrap=True))
        parts += [KeyValues(self._values(line, form), label_width=84), *self._actions(line, state)]
        made.add("whole", say("side-whole"), *parts)
        if self.as_of is not None:  # what follows from an item, and its changes, are of the present
            self.put_sided(made)
            return
        people = "、".join(reach.people) or say("item-nobody")
        made.add(
            "reach", say("side-reach"),
            KeyValues(
                [
                    Value(say("item-for"), line.category, under=say("item-for-count", count=reach.subjects)),
                    Value(say("item-people"), people, under=say("item-people-count", count=len(reach.people))),
                    Value(say("field-section"), view.section or "—"),
                    Value(say("field-person"), view.person or "—"),
                ],
                label_width=84,
            ),
        )  # fmt: skip
        made.add("past", say("side-past"), PastPart(past, self._in_words, names))
        self.put_sided(made)

    def _chips(self, view: ItemView, state: str) -> list[QWidget]:
        chips: list[QWidget] = [Chip(say(f"item-{state}"), _TONES.get(state, "green"))]
        chips.append(Chip(say("grade-key" if is_key(view) else "grade-general"), "blue" if is_key(view) else "grey"))
        if state == "draft" and view.reviewed_on:
            chips.append(Chip(say("item-reviewed"), "green"))
        if view.random == "no":
            chips.append(Chip(say("item-not-random"), "amber"))
        return chips

    def _values(self, line: lists.ItemLine, form: str) -> list[Value]:
        view = line.view
        shown = replace(view, subject_category=line.category, form=form)
        found = [
            Value(say(f"field-{column}"), self._in_words(column, str(getattr(shown, column))))
            for column in _MAIN
            if column != "title" and str(getattr(shown, column))
        ]
        if view.published_on:
            found.append(
                Value(say("item-detail-version"), lists.version_of(view), under=view.link),
            )
            found.append(Value(say("item-detail-valid"), lists.validity_of(view), under=view.ended_reason))
        later = (one for one in view.others if one.valid_from > view.valid_from)
        found.extend(Value(say("item-next"), lists.version_of(one), under=lists.validity_of(one)) for one in later)
        return found

    def _in_words(self, column: str, value: str) -> str:
        if column == "subject_category":
            titles = {one.id: one.title for one in self.page.context.profile.categories}
            return titles.get(value, value)
        if column == "random" and value:
            return say(f"random-{value}")
        return value

    def _actions(self, line: lists.ItemLine, state: str) -> list[QWidget]:
        if self.as_of is not None:
            return []
        if line.view.dossier not in self.writable:
            correct = self.correct = buttons.secondary(say("correcting"), lambda: self._correct(line))
            return [texts.boxed(texts.row(correct, None))]
        go = [buttons.secondary(say("do-edit"), lambda: self._edit(line))]
        if state == "draft":
            go.insert(0, buttons.primary(say("items-publish"), lambda: self._ask_publication((line.key,))))
        elif state != "ended":
            go.append(buttons.secondary(say("items-end"), lambda: self._ask_end(line)))
        return [texts.boxed(texts.row(*go, None))]

    # -- what people do

    def _with_forms(self, then: Callable[[], object]) -> None:
        """Look up what the check tables are called, and go on."""
        bureau = self.page.context.bureau

        def show(found: dict[str, str]) -> None:
            self._forms = found
            then()

        self.page.load(lambda session: form_titles(session, bureau), show)

    def _fields(self) -> list[FieldOf]:
        profile = self.page.context.profile
        choices = {
            "form": tuple(self._forms.items()),
            "item_class": tuple((say(f"grade-{one}"), say(f"grade-{one}")) for one in ("general", "key")),
            "subject_category": tuple((one.id, one.title) for one in profile.categories),
            "section": tuple((one.title, one.title) for one in profile.open_sections),
            "random": (("yes", say("random-yes")), ("no", say("random-no"))),
        }
        made = []
        for column in _MAIN:
            what = "choice" if column in choices else _EDITORS.get(column, "line")
            made.append(FieldOf(column, what, choices.get(column, ()), needed=column == "title"))
        return made

    def _shown_values(self, view: ItemView | None) -> dict[str, str]:
        values = {column: str(getattr(view, column)) for column in _MAIN} if view else {"random": "yes"}
        values["agency"] = values.get("agency") or self.page.context.profile.bureau.name
        return values

    def _correct(self, line: lists.ItemLine | None) -> None:
        self._with_forms(lambda: self._type_correction(line))

    def _type_correction(self, line: lists.ItemLine | None) -> None:
        view = line.view if line else None
        self.type_in(row_form(self.page, "items", view, self._fields(), self._shown_values(view), self.stop_typing))

    def _edit(self, line: lists.ItemLine | None) -> None:
        self._with_forms(lambda: self._type_edit(line))

    def _type_edit(self, line: lists.ItemLine | None) -> None:
        view = line.view if line else None
        values = self._shown_values(view)
        published = view is not None and bool(view.published_on)
        asked = self._fields()
        if published:
            asked.append(FieldOf("published_on", "date", needed=True))
            values["published_on"] = self._today()
        title = say("items-edit" if view else "items-new-title")
        under = say("items-edit-published" if published else "items-edit-draft")

        def save(given: dict[str, str], _reason: str) -> None:
            self._save(view, given)

        self.type_in(FieldForm(title, under, asked, values, save, self.stop_typing))

    def _save(self, view: ItemView | None, given: dict[str, str]) -> None:
        day = given.pop("published_on", "")
        kept = {name: getattr(view, name) for name in ItemRow.model_fields} if view else {}
        row = ItemRow(**({"id": f"X{new_id(self.page.context.clock)[-8:].upper()}"} | kept | given))

        def done(_: object) -> None:
            self.saved(say("items-published-again" if day else "items-saved", title=row.title), row.id)

        if day and view is not None:
            self.page.act(
                publish_items, rows=(row,), published_on=day, valid_from=day, valid_until=view.valid_until,
                link=view.link, changes=(REGISTERS,), done=done,
            )  # fmt: skip
        else:
            self.page.act(enter_items, rows=(row,), changes=(REGISTERS,), done=done)

    def _ask_publication(self, ids: tuple[str, ...]) -> None:
        asked = [
            FieldOf("published_on", "date", needed=True), FieldOf("valid_from", "date"), FieldOf("valid_until", "date"),
            FieldOf("link"),
        ]  # fmt: skip

        def publish(given: dict[str, str], _reason: str) -> None:
            def done(count: int) -> None:
                self.saved(say("items-published", count=count), ids[0])

            self.page.act(
                publish_drafts, profile=self.page.context.profile, ids=ids, published_on=given["published_on"],
                valid_from=given["valid_from"], valid_until=given["valid_until"], link=given["link"],
                changes=(REGISTERS,), done=done,
            )  # fmt: skip

        values = {"published_on": self._today(), "valid_from": self._today()}
        form = FieldForm(
            say("items-publish-title", count=len(ids)), say("items-publish-note"), asked, values, publish,
            self.stop_typing, go="items-publish-go", care=self._doubles(ids),
        )  # fmt: skip
        self.type_in(form)

    def _doubles(self, ids: tuple[str, ...]) -> str:
        """Which items another section's list has, too (004 第七条)."""
        every = [line.view for line in self.lines]
        pairs = twice_listed([one for one in every if one.id in ids], every, self._today())
        return "".join(say("items-twice", title=one.title, own=one.id, other=other.id) for one, other in pairs)

    def _ask_bulk(self) -> None:
        chosen = self.chosen()
        fields = {one.column: one for one in self._fields()}
        asked = [replace(fields[name], needed=False) for name in _SEVERAL]
        out = any(line.view.published_on for line in self.lines if line.key in chosen)
        if out:
            asked += [FieldOf("last_day", "date"), FieldOf("published_on", "date", needed=True)]

        def change(given: dict[str, str], reason: str) -> None:
            day, last = given.pop("published_on", ""), given.pop("last_day", "")
            context = self.page.context

            def work(session: Session, **_: object) -> int:
                return change_items(
                    session, desk=context.desk, clock=context.clock, profile=context.profile, ids=chosen, changes=given,
                    reason=reason, published_on=day, last_day=last,
                )  # fmt: skip

            def done(count: int) -> None:
                self.saved(say("items-changed", count=count), chosen[0])

            self.page.act(work, changes=(REGISTERS,), done=done)

        title = say("items-bulk-title", count=len(chosen))
        note = say("items-bulk-note" if out else "officers-bulk-note")
        values = {"published_on": self._today()} if out else {}
        form = FieldForm(title, note, asked, values, change, self.stop_typing, reason=True, go="subjects-bulk-go")
        self.type_in(form)

    def _ask_end(self, line: lists.ItemLine) -> None:
        def end(given: dict[str, str], reason: str) -> None:
            def done(_: object) -> None:
                self.saved(say("items-ended", title=line.view.title), line.key)

            self.page.act(end_item, item=line.key, on=given["last_day"], reason=reason, changes=(REGISTERS,), done=done)

        form = FieldForm(
            say("items-end-title"), line.view.title, [FieldOf("last_day", "date", needed=True)],
            {"last_day": self._today()}, end, self.stop_typing, reason=True, go="items-end-go",
        )  # fmt: skip
        self.type_in(form)
