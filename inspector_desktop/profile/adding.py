"""Adding a row to a table of rules: which tables take one, what a row must say, by what it is known. Pure.

Entering it is `acts`. Tables whose rows the program itself is built around (steps, kinds of papers, events of draws)
and the points of the source take none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from inspector_desktop.errors import Refused
from inspector_desktop.profile.amending import IDENTITIES
from inspector_desktop.profile.base import CLAUSE
from inspector_desktop.profile.loading import available, load
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.parts import GROUPS, Value, model_of, rule_key, value_of
from inspector_desktop.profile.words import option_word
from inspector_desktop.wording import say

CLOSED = frozenset({"steps", "documents/kinds", "draw/events", "points"})
"""Tables nobody adds to."""
EVERYBODY = "*"
_DEADLINES = "deadlines"


@dataclass(frozen=True)
class RowTable:
    """A table that takes new rows: its path, the key of its words, the group it is shown in.

    `ids` are the words a new row may be known by, where they are given; else one is made. `sourced`: each row names
    its own clause.
    """

    path: str
    key: str
    group: str
    ids: tuple[tuple[str, str], ...] = ()
    sourced: bool = True


def row_tables(profile: Profile) -> tuple[RowTable, ...]:
    """Every table that takes a new row now, group by group."""
    found = []
    for group, parts in GROUPS.items():
        for part in parts:
            for path, model in _tables((part,), Profile.model_fields[part].annotation):
                given = _given_ids(profile, path, model)
                if path not in CLOSED and given != ():
                    key = rule_key(tuple(path.split("/")))
                    found.append(RowTable(path, key, group, given or (), "clause" in model.model_fields))
    return tuple(found)


def blank_values(profile: Profile, table: RowTable, row: str) -> tuple[Value, ...]:
    """The values a new row of a table has, empty as yet."""
    path = tuple(table.path.split("/"))
    model = _model_at(path)
    return tuple(
        value_of(field, _blank(field.annotation), (*path, row, name), (*path, name), profile)
        for name, field in model.model_fields.items()
        if name not in {*IDENTITIES, "clause"}
    )


def free_id(profile: Profile, table: RowTable) -> str:
    """An id no row of a table has, for those whose rows are known by what the program gives them."""
    taken = {_identity_of(row) for row in _rows(profile, table.path)}
    pattern = "X{:02}" if table.path == _DEADLINES else "own-{}"
    return next(made for number in range(1, 100) if (made := pattern.format(number)) not in taken)


def row_of(table: RowTable, row: str, values: Mapping[str, Any], source: str) -> dict[str, Any]:
    """The body of a new row. Raises `Refused` without a source, or where each row has its own, for one that is none."""
    model = _model_at(tuple(table.path.split("/")))
    if not source.strip() or (table.sourced and not re.match(CLAUSE, source.strip())):
        raise Refused("refused-rule-source")
    identity = next(name for name in IDENTITIES if name in model.model_fields)
    body = {identity: row} | {name: value for name, value in values.items() if value is not None}
    return body | ({"clause": source.strip()} if table.sourced else {})


def hooked(profile: Profile, table: RowTable, row: str, values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What else has to change with a new row: a deadline runs only where its step names it."""
    step = values.get("step") if table.path == _DEADLINES else None
    if not step or not profile.has_step(step):
        return []
    return [(f"steps/{step}/deadlines", [*profile.step(step).deadlines, row])]


def unhooked(profile: Profile, path: str) -> list[tuple[str, Any]]:
    """What else has to change when a row goes: no step may name a deadline that is gone."""
    table, _, row = path.rpartition("/")
    if table != _DEADLINES:
        return []
    return [
        (f"steps/{one.id}/deadlines", [name for name in one.deadlines if name != row])
        for one in profile.steps
        if row in one.deadlines
    ]


def _tables(path: tuple[str, ...], annotation: Any) -> Iterator[tuple[str, type[BaseModel]]]:
    model, many = model_of(annotation)
    if model is None:
        return
    if many:
        if not any(_has_parts(field.annotation) for field in model.model_fields.values()):
            yield "/".join(path), model
        return
    for name, field in model.model_fields.items():
        yield from _tables((*path, name), field.annotation)


def _has_parts(annotation: Any) -> bool:
    return model_of(annotation)[0] is not None


def _given_ids(profile: Profile, path: str, model: type[BaseModel]) -> tuple[tuple[str, str], ...] | None:
    """The words left for a row to be known by; none where the program makes one up, empty where all are taken."""
    identity = next(name for name in IDENTITIES if name in model.model_fields)
    taken = {_identity_of(row) for row in _rows(profile, path)}
    key = rule_key(tuple(path.split("/")))
    if identity == "category":
        offered = [(EVERYBODY, say("rule-everybody")), *((one.id, one.title) for one in profile.categories)]
    elif identity == "key":
        offered = [(one.key, one.title) for name in available() for one in _rows(load(name), path)]
    elif get_origin(model.model_fields[identity].annotation) is Literal:
        words = get_args(model.model_fields[identity].annotation)
        offered = [(word, option_word(key, word)) for word in words]
    else:
        return None
    return tuple({one: title for one, title in offered if one not in taken}.items())


def _rows(profile: Profile, path: str) -> tuple[Any, ...]:
    here: Any = profile
    for part in path.split("/"):
        here = getattr(here, part)
    return tuple(here)


def _identity_of(row: BaseModel) -> str:
    return next(str(getattr(row, name)) for name in IDENTITIES if name in type(row).model_fields)


def _model_at(path: tuple[str, ...]) -> type[BaseModel]:
    model: type[BaseModel] = Profile
    for part in path:
        found, _ = model_of(model.model_fields[part].annotation)
        model = found or model
    return model


def _blank(annotation: Any) -> Any:
    if annotation is bool:
        return False
    return () if get_origin(annotation) is tuple else None
