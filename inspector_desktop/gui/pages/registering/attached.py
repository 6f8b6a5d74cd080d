"""Rows attached to one of a register under a tab of the side: listed, entered, ended. One way for all kinds of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from inspector_desktop.clock import civil_date
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import day_words
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf, kept_entry
from inspector_desktop.registry.kept_acts import end_row, keep_rows
from inspector_desktop.registry.kept_rules import REQUIRED
from inspector_desktop.registry.kept_store import KeptView
from inspector_desktop.wording import say


@dataclass(frozen=True)
class AttachedKind:
    """A kind of attached row: its fields, which of them make the title and the line, and whether it can be ended."""

    kind: str
    fields: tuple[FieldOf, ...]
    title: str
    line: tuple[str, ...]
    ends: bool = False


QUALIFICATIONS = AttachedKind(
    "qualifications",
    (FieldOf("name"), FieldOf("number"), FieldOf("field"), FieldOf("valid_until", "date")),
    "name", ("number", "field", "valid_until"), ends=True,
)  # fmt: skip
TRAININGS = AttachedKind(
    "trainings", (FieldOf("name"), FieldOf("day", "date"), FieldOf("hours"), FieldOf("certificate")),
    "name", ("day", "hours", "certificate"),
)  # fmt: skip
RELATIONS = AttachedKind(
    "relations", (FieldOf("name"), FieldOf("code"), FieldOf("relation"), FieldOf("since", "date")),
    "name", ("relation", "code", "since"), ends=True,
)  # fmt: skip
CONTACTS = AttachedKind(
    "contacts", (FieldOf("day", "date"), FieldOf("who"), FieldOf("agreed", "text")), "agreed", ("day", "who"),
)  # fmt: skip
SPECIALS = AttachedKind(
    "specials",
    (
        FieldOf("library"), FieldOf("tag"), FieldOf("licence"), FieldOf("number"), FieldOf("approved_on", "date"),
        FieldOf("valid_until", "date"), FieldOf("issuer"), FieldOf("qualification"), FieldOf("experts"),
    ),
    "library", ("licence", "number", "issuer", "valid_until"), ends=True,
)  # fmt: skip


@dataclass(frozen=True)
class Attaching:
    """Where attached rows are shown: the page, whose they are, how a form is shown and left, and what follows."""

    page: Page
    owner: str
    title: str
    may_edit: bool
    show: Callable[[QWidget], object]
    leave: Callable[[], object]
    saved: Callable[[str], object]

    def part(
        self, kind: AttachedKind, rows: Sequence[KeptView], *, fixed: Mapping[str, str] | None = None
    ) -> list[QWidget]:
        """Return the rows of a kind and the button that adds one; `fixed` are columns every new row has."""
        today = civil_date(self.page.context.clock.now()).isoformat()
        parts: list[QWidget] = [texts.label(say(f"kept-{kind.kind}"), font=look.body(bold=True))]
        for one in rows:
            line = "　".join(self._shown(column, one.get(column)) for column in kind.line if one.get(column))
            go = [Link(say("officer-edit"), lambda one=one: self._form(kind, dict(one.values) | {"id": one.id}))]  # type: ignore[misc]
            if kind.ends:
                go.append(Link(say("kept-end"), lambda one=one: self._ask_end(kind, one)))  # type: ignore[misc]
            parts.append(kept_entry(one, one.get(kind.title), line, today=today, go=go if self.may_edit else ()))
        if not rows:
            parts.append(texts.soft(say(f"kept-none-{kind.kind}"), wrap=True))
        if self.may_edit:
            add = buttons.secondary(say(f"kept-add-{kind.kind}"), lambda: self._form(kind, dict(fixed or {})))
            parts.append(texts.boxed(texts.row(add, None)))
        return parts

    def _shown(self, column: str, value: str) -> str:
        return say("kept-value", column=say(f"field-{column}"), value=day_words(value))

    def _form(self, kind: AttachedKind, values: Mapping[str, str]) -> None:
        needed = REQUIRED[kind.kind]
        asked = [
            FieldOf(one.column, one.what, one.choices, one.hint, needed=one.column in needed) for one in kind.fields
        ]

        def save(given: dict[str, str], _reason: str) -> None:
            row = {name: value for name, value in values.items() if name not in given} | given | {"owner": self.owner}
            self.page.act(
                keep_rows, kind=kind.kind, rows=(row,), changes=(REGISTERS,),
                done=lambda _: self.saved(say("kept-saved", title=self.title)),
            )  # fmt: skip

        self.show(FieldForm(say(f"kept-add-{kind.kind}"), self.title, asked, values, save, self.leave))

    def _ask_end(self, kind: AttachedKind, row: KeptView) -> None:
        def end(given: dict[str, str], reason: str) -> None:
            self.page.act(
                end_row, kind=kind.kind, row=row.id, on=given["ended_on"], reason=reason, changes=(REGISTERS,),
                done=lambda _: self.saved(say("kept-ended", title=row.get(kind.title))),
            )  # fmt: skip

        asked = [FieldOf("ended_on", "date", needed=True)]
        values = {"ended_on": civil_date(self.page.context.clock.now()).isoformat()}
        title = say("kept-end-title", what=say(f"kept-{kind.kind}"))
        self.show(
            FieldForm(title, row.get(kind.title), asked, values, end, self.leave, reason=True, go="kept-end")
        )  # fmt: skip
