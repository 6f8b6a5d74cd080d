"""The past of an item, an officer, an expert, a partner or anything kept beside: every change, and how it stood then.

Read from the journal, as `history` does for subjects: what the register says now is only the end of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.clock import civil_date
from inspector_desktop.journal.heads import read_body
from inspector_desktop.journal.records import SET_ASIDE, Entry
from inspector_desktop.registry.facts import ItemsEntered, ItemsPublished, OfficersEntered
from inspector_desktop.registry.kept_facts import ItemEnded, ItemsChanged, OfficersChanged, RowsKept
from inspector_desktop.registry.proposal_facts import CorrectionAdopted

_KINDS: Mapping[str, tuple[str, ...]] = {
    "items": (ItemsEntered.KIND, ItemsPublished.KIND, ItemsChanged.KIND, ItemEnded.KIND, CorrectionAdopted.KIND),
    "officers": (OfficersEntered.KIND, OfficersChanged.KIND, CorrectionAdopted.KIND),
}


@dataclass(frozen=True)
class RowChange:
    """One change. `kind` is of `entered`, `changed`, `published`, `ended`; `set` holds column, before, after.

    `proposer` is who proposed it, where it was an adopted correction.
    """

    kind: str
    at: str
    person: str
    reason: str
    set: tuple[tuple[str, str, str], ...]
    proposer: str = ""


@dataclass(frozen=True)
class Past:
    """Every change of a row, latest first, each with how the row stood after it."""

    changes: tuple[RowChange, ...] = ()
    states: tuple[Mapping[str, str], ...] = ()

    def as_of(self, day: date) -> Mapping[str, str] | None:
        """How the row stood at the end of a civil day; none when it was not there yet."""
        return next(
            (state for change, state in zip(self.changes, self.states, strict=True) if civil_date(change.at) <= day),
            None,
        )


def past_of_row(session: Session, bureau: str, kind: str, row: str) -> Past:
    """The past of a row of a register (`items`, `officers`) or of what is kept beside (`kept_facts.TABLES`)."""
    asked = (
        select(Entry)
        .where(
            Entry.bureau == bureau,
            col(Entry.kind).in_(_KINDS.get(kind, (RowsKept.KIND, CorrectionAdopted.KIND))),
            Entry.verdict != SET_ASIDE,
            _names(session, row),
        )
        .order_by(col(Entry.occurred_at), col(Entry.number))
    )
    told = list(_story(session.exec(asked).all(), kind, row))
    return Past(tuple(change for change, _ in reversed(told)), tuple(state for _, state in reversed(told)))


def _story(entries: Any, kind: str, row: str) -> Iterator[tuple[RowChange, Mapping[str, str]]]:
    state: dict[str, str] = {}
    for entry in entries:
        content = read_body(entry.body) if entry.body else {}
        values = _values(entry.kind, content, kind, row)
        if values is None:
            continue
        changed = tuple(
            (name, state.get(name, ""), value) for name, value in values.items() if state.get(name, "") != value
        )
        what = "changed" if state else "entered"
        what = {ItemsPublished.KIND: "published", ItemEnded.KIND: "ended"}.get(entry.kind, what)
        state = {**state, **values}
        if changed or what == "published":
            reason, proposer = content.get("reason", ""), content.get("proposer_name", "")
            yield RowChange(what, entry.occurred_at, entry.person, reason, changed, proposer), state


def _values(fact: str, content: Mapping[str, Any], kind: str, row: str) -> dict[str, str] | None:
    if fact == ItemEnded.KIND:
        said = {"valid_until": content["on"], "ended_reason": content["reason"]}
        return said if content.get("id") == row else None
    if fact in {OfficersChanged.KIND, ItemsChanged.KIND}:
        return dict(content["set"]) if row in content.get("ids", ()) else None
    if fact == CorrectionAdopted.KIND:
        return _adopted(content, kind) if content["id"] == row else None
    if fact == RowsKept.KIND and content.get("kind") != kind:
        return None
    found = next((one for one in content.get("rows", ()) if one.get("id") == row), None)
    if found is None:
        return None
    days = {name: content[name] for name in ("published_on", "valid_from", "valid_until", "link") if name in content}
    return {name: str(value) for name, value in {**found, **days}.items() if name != "id"}


def _adopted(content: Mapping[str, Any], kind: str) -> dict[str, str] | None:
    if content["shelf_kind"] != kind:
        return None
    day = content.get("published_on", "")
    days = {"published_on": day, "valid_from": day} if day else {}
    return {
        name: value for name, value in {**content.get("made", {}), **content["set"], **days}.items() if name != "id"
    }


def _names(session: Session, row: str) -> Any:
    if session.get_bind().dialect.name == "sqlite":
        return func.instr(Entry.body, f'"{row}"'.encode()) > 0
    return col(Entry.id).is_not(None)
