"""What may be proposed about each kind of row: its columns, what a new one must say, by what it is known. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspector_desktop.journal.records import Record
from inspector_desktop.registry.facts import CHANGEABLE, ItemRow, OfficerRow
from inspector_desktop.registry.kept_records import Expert, Partner
from inspector_desktop.registry.kept_rules import REQUIRED
from inspector_desktop.registry.records import Item, Officer, Subject

OFFICER_CHANGEABLE = frozenset({
    "name", "unit", "sex", "certificate", "areas", "categories", "fields", "valid_until", "duty",
})  # fmt: skip
"""The columns of an officer that an adopted correction may set; roles are given by headquarters alone."""
SUBJECT_PROPOSABLE = ("name", "code", "category", "address", "principal", "phone", "survival", "jurisdiction")
"""The columns of a subject that anybody may propose to correct."""


@dataclass(frozen=True)
class Proposable:
    """A kind of row: its table, the columns that may be proposed, those a new one must have, its name and its code.

    `settable` are the columns an adoption sets, with those that follow from what was proposed.
    """

    table: type[Record]
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    settable: frozenset[str]
    name: str = "name"
    code: str = ""


_ITEM = tuple(one for one in ItemRow.model_fields if one != "id")
_EXPERT = ("name", "field", "unit", "phone", "agreed_on", "valid_until", "note")
_PARTNER = ("name", "contact", "phone", "note")
PROPOSABLE: Mapping[str, Proposable] = {
    "subjects": Proposable(Subject, SUBJECT_PROPOSABLE, ("name",), CHANGEABLE, code="code"),
    "officers": Proposable(
        Officer, tuple(one for one in OfficerRow.model_fields if one in OFFICER_CHANGEABLE), ("name", "certificate"),
        OFFICER_CHANGEABLE, code="certificate",
    ),
    "items": Proposable(Item, _ITEM, ("title",), frozenset(_ITEM), name="title", code="id"),
    "experts": Proposable(Expert, _EXPERT, REQUIRED["experts"], frozenset(_EXPERT)),
    "partners": Proposable(Partner, _PARTNER, REQUIRED["partners"], frozenset(_PARTNER)),
}  # fmt: skip
"""Every kind of shelf somebody may propose to."""


def table_of(kind: str) -> Any:
    """The table rows of a kind of shelf lie in; of a kind a newer program knows, that of subjects."""
    return PROPOSABLE.get(kind, PROPOSABLE["subjects"]).table
