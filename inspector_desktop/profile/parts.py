"""Takes a profile apart into rules and their values, by walking the model: so nothing is left out when it grows.

A rule is what people look up: one value of a group (`quota/base`), or one row of a table with its values
(`deadlines/D01`). What they are called and how a value is read aloud is `words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from inspector_desktop.profile.amending import IDENTITIES, body_of, identity
from inspector_desktop.profile.base import MILLION
from inspector_desktop.profile.model import Profile

Shape = Literal[
    "switch", "number", "percent", "choice", "choices", "reference", "references", "text", "lines", "day", "pattern",
    "parts",
]  # fmt: skip

GROUPS: dict[str, tuple[str, ...]] = {
    "bureau": ("source", "bureau", "sections", "documents", "numbers"),
    "approval": ("roles", "approval", "steps"),
    "registers": ("registers", "categories", "credit", "quota"),
    "frequency": ("frequency",),
    "draw": ("groups", "draw", "plan"),
    "notice": ("notice",),
    "check": ("check", "methods", "results", "followups", "leads"),
    "signature": ("signature", "rectification"),
    "disclosure": ("disclosure", "entry_sheet"),
    "deadlines": ("deadlines", "reports"),
    "archive": ("archive", "device"),
}
"""Groups of the page, in the order of the work, and the parts of the profile they hold."""

REFERENCES: dict[str, str] = {
    "credit-unassessed": "credit/classes", "draw-default-event": "draw/events", "draw-release-by": "deadlines",
    "registers-ready-by": "deadlines", "leads-deadline": "deadlines", "results-clean": "results/codes",
    "results-ordered": "results/codes", "results-pending": "results/codes",
    "rectification-advice": "documents/kinds", "rectification-order": "documents/kinds",
    "rectification-reinspection": "documents/kinds", "notice-papers": "documents/kinds",
    "archive-contents": "documents/kinds", "disclosure-review": "documents/kinds", "reports-deadline": "deadlines",
    "steps-deadlines": "deadlines", "disclosure-places-deadline": "deadlines",
    "frequency-exceptions-credit": "credit/classes", "approval-flows-levels": "roles",
    "disclosure-kinds-deadline": "deadlines", "leads-sources-type": "check/types", "sections-parent": "sections",
}  # fmt: skip
"""Values that name a row of another table."""

FIXED = frozenset({
    "source-title", "source-edition", "source-format", "bureau-field", "bureau-region", "bureau-draw-id",
    "documents-serial", "draw-events-parts", "draw-events-thrown",
})  # fmt: skip
"""What stands in papers, numbers and transcripts already given out and so is not changed by a fact."""

ALWAYS = frozenset({
    "credit-dated", "quota-rounding",
    "draw-mask-names-on-projector", "check-certificates-shown", "check-published-items-only", "results-per-item",
    "signature-reason-required", "signature-officers-sign-last", "rectification-hazard-list", "leads-enters-draw",
    "documents-first-number", "groups-substitution",
})  # fmt: skip
"""What the regulations say alike for every bureau, so that the program does it and asks no profile."""

NOT_YET = frozenset({
    "roles-counts-as-officer", "frequency-joint-task", "groups-leader", "plan-groups-fix-dates",
    "notice-before-check", "notice-on-site-service", "documents-kinds-enforceable", "numbers-gap-needs-reason",
    "bureau-short-mark", "approval-delegation-max-days", "approval-flows-may-be-late", "registers-ready-by",
    "registers-subject-columns", "credit-classes-leaning", "draw-release-by", "rectification-unmended",
    "disclosure-person-term-years", "disclosure-withdraw-within-hours", "deadlines-consequence", "device-lease-days",
    "archive-years",
})  # fmt: skip
"""What a bureau may set already, and nothing reads yet."""


@dataclass(frozen=True)
class Value:
    """One value: its path, the key of its words, how it is given, and what it is now.

    `options` are the words to choose from, `table` the rows it may name; `optional`: it may be left empty.
    """

    path: str
    key: str
    shape: Shape
    value: Any
    options: tuple[str, ...] = ()
    table: str = ""
    optional: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Rule:
    """A rule: one value, or (`row`) a row of the table `table` under its title; and the clause it comes from."""

    path: str
    group: str
    key: str
    clause: str
    values: tuple[Value, ...]
    title: str = ""
    row: bool = False


def rules_of(profile: Profile) -> tuple[Rule, ...]:
    """Every rule of a profile, group by group."""
    body = body_of(profile)
    found = []
    for group, parts in GROUPS.items():
        for part in parts:
            field = Profile.model_fields[part]
            found += list(_rules(group, field, body[part], (part,), (part,), "", profile))
    return tuple(found)


def key_of(path: str) -> str:
    """The key of the words for a path: `deadlines/D01/length` is `deadlines-length`, `deadlines/D01` is `deadlines`."""
    return rule_key(tuple(_names(path)))


def limits_of(path: str) -> tuple[int, int]:
    """The least and the most a number may be."""
    model: type[BaseModel] = Profile
    *above, last = _names(path)
    for name in above:
        found, _ = model_of(model.model_fields[name].annotation)
        model = found or model
    known = [*model.model_fields[last].metadata]
    for inner in get_args(model.model_fields[last].annotation):
        known += [part for extra in getattr(inner, "__metadata__", ()) for part in getattr(extra, "metadata", ())]
    least = next((one.ge for one in known if hasattr(one, "ge")), 0)
    most = next((one.le for one in known if hasattr(one, "le")), MILLION)
    return int(least), int(most)


def rows_of(profile: Profile, table: str) -> tuple[tuple[str, str], ...]:
    """The rows of a table by id and title."""
    here: Any = profile
    for part in table.split("/"):
        here = getattr(here, part)
    return tuple((str(one.id), str(one.title)) for one in here)


def _names(path: str) -> Iterator[str]:
    """The names of the fields on the way to a path; a row's id is none. What the model does not know comes as it is."""
    model: type[BaseModel] | None = Profile
    many = False
    for part in path.split("/"):
        if many:
            many = False
            continue
        yield part
        if model is not None and part in model.model_fields:
            model, many = model_of(model.model_fields[part].annotation)
            many = many and model is not None


def _rules(
    group: str, field: FieldInfo, value: Any, path: tuple[str, ...], key: tuple[str, ...], clause: str, profile: Profile
) -> Iterator[Rule]:
    model, many = model_of(field.annotation)
    if model is None:
        one = value_of(field, value, path, key, profile)
        yield Rule(one.path, group, one.key, clause, (one,))
    elif many:
        for row in value:
            where = (*path, identity(row))
            values = tuple(
                value_of(inner, row[name], (*where, name), (*key, name), profile)
                for name, inner in model.model_fields.items()
                if name not in {*IDENTITIES, "clause"}
            )
            title = str(row.get("title") or "")
            yield Rule("/".join(where), group, rule_key(key), row.get("clause") or clause, values, title, row=True)
    else:
        for name, inner in model.model_fields.items():
            if name not in {*IDENTITIES, "clause"}:
                own = value.get("clause") or clause
                yield from _rules(group, inner, value[name], (*path, name), (*key, name), own, profile)


def value_of(field: FieldInfo, value: Any, path: tuple[str, ...], key: tuple[str, ...], profile: Profile) -> Value:
    """The value of a field at a path, `key` being the names of the fields on the way to it."""
    words, kind, many, optional = rule_key(key), field.annotation, False, False
    if NoneType in get_args(kind):
        kind, optional = next(one for one in get_args(kind) if one is not NoneType), True
    if get_origin(kind) is tuple:
        kind, many = get_args(kind)[0], True
    bare = get_args(kind)[0] if get_origin(kind) is not None and get_origin(kind) is not Literal else kind
    table = _table(words, profile)
    options: tuple[str, ...] = ()
    shape: Shape
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        shape = "parts"
    elif table:
        shape = "references" if many else "reference"
    elif get_origin(bare) is Literal:
        shape, options = ("choices" if many else "choice"), tuple(str(one) for one in get_args(bare))
    elif bare is bool:
        shape = "switch"
    elif bare is int:
        shape = "percent" if key[-1].endswith("_ppm") else "number"
    elif many:
        shape = "lines"
    else:
        shape = "day" if key[-1] in {"opens", "closes", "next_year_from"} else "text"
        shape = "pattern" if key[-1] == "number" or (key[-1].endswith("code") and key[0] == "plan") else shape
    return Value("/".join(path), words, shape, value, options, table, optional, words in FIXED | ALWAYS)


def _table(words: str, profile: Profile) -> str:
    if words == "quota-top-up":
        return "credit/classes" if profile.quota.by == "credit" else "categories"
    return REFERENCES.get(words, "")


def model_of(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """The model a field holds, and whether it holds many."""
    if get_origin(annotation) is tuple:
        inner = get_args(annotation)[0]
        return (inner, True) if isinstance(inner, type) and issubclass(inner, BaseModel) else (None, True)
    return (annotation, False) if isinstance(annotation, type) and issubclass(annotation, BaseModel) else (None, False)


def rule_key(parts: tuple[str, ...]) -> str:
    """The key of the words for the names of fields on the way to a value."""
    return "-".join(parts).replace("_", "-")
