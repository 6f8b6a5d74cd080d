"""The registers beside as files people take away, and the public list of officers: six columns and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from inspector_desktop.registry.exporting import Sheet
from inspector_desktop.registry.kept_store import KeptView
from inspector_desktop.registry.store import OfficerView
from inspector_desktop.wording import say

COLUMNS = {
    "experts": ("name", "field", "unit", "phone", "agreed_on", "valid_until", "note", "ended_on"),
    "partners": ("name", "contact", "phone", "note", "ended_on"),
    "teams": ("name", "members", "since", "note", "ended_on"),
    "specials": (
        "library", "tag", "code", "name", "licence", "number", "approved_on", "valid_until", "issuer", "professional",
        "qualification", "experts",
    ),
}  # fmt: skip
PUBLIC = ("name", "unit", "sex", "certificate", "areas", "categories")
"""004 第九条; number of identity card, phone and age stay inside (DOMAIN 4.3)."""


def kept_sheet(kind: str, views: Iterable[KeptView]) -> Sheet:
    """Return a register beside under its titles."""
    columns = COLUMNS[kind]
    rows = tuple(tuple(one.get(column) for column in columns) for one in views)
    return Sheet(say(f"kept-{kind}"), tuple(say(f"field-{column}") for column in columns), rows)


def public_officers(views: Iterable[OfficerView]) -> Sheet:
    """Return the public list of the officers who are on their post."""
    rows = tuple(
        tuple(
            say("officer-anywhere") if column == "areas" and one.areas == "*" else str(getattr(one, column))
            for column in PUBLIC
        )
        for one in views
        if one.duty != "left"
    )
    titles = tuple(say("column-officer") if one == "name" else say(f"field-{one}") for one in PUBLIC)
    return Sheet(say("officers-public"), titles, rows)
