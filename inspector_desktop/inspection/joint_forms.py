"""One check table out of several: every item of a subject in one sheet, its lines under the item's heading.

Names that two tables share are told apart, also in what the second table says of them; lines are numbered through.
What an inspection freezes is what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from inspector_desktop.checklist.definition import Choice, Definition, Group, Question
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import CheckItem, InspectionView, TeamOfficer
from inspector_desktop.registry.form_store import definition_on

ITEM = "item_"
_REFERENCE = re.compile(r"\$\{([^}]+)\}")
_PATH = re.compile(r"(?<=/)([^\W\d][\w.-]*)")
_ROOT = re.compile(r"(?<![\w.*\]])/data(?![\w.-])")
_TEXTS = ("label", "hint", "constraint_message", "guidance", "required_message")
_EXPRESSIONS = ("relevant", "required", "constraint", "calculation", "default", "read_only", "choice_filter")


@dataclass(frozen=True)
class Part:
    """A table, and the heading its lines stand under: the titles of the items it is for."""

    title: str
    definition: Definition


def combined(parts: Sequence[Part]) -> Definition:
    """The tables as one; a single one comes back as it is. Raises `Refused` for lists that differ."""
    if len(parts) == 1:
        return parts[0].definition
    groups: list[Group] = []
    questions: list[Question] = []
    choices: dict[str, tuple[Choice, ...]] = {}
    tables: dict[str, str] = {}
    taken: set[str] = set()
    number = 0
    for at, part in enumerate(parts, 1):
        own = part.definition
        head = f"{ITEM}{at}"
        names = {one.name for one in own.groups} | {one.name for one in own.questions}
        renamed = {one: f"{one}_{at}" for one in names if one in taken or one == head}
        lists = {
            name: f"{name}_{at}" if name in choices and choices[name] != given else name
            for name, given in own.choices.items()
        }
        for file, digest in own.tables.items():
            if tables.setdefault(file, digest) != digest:
                raise Refused("refused-joint-tables", name=file)
        groups.append(Group(head, part.title, "", ""))
        groups += [
            replace(
                one, name=renamed.get(one.name, one.name), parent=renamed.get(one.parent, one.parent) or head,
                relevant=_meant(one.relevant, renamed, head), count=_meant(one.count, renamed, head),
            )
            for one in own.groups
        ]  # fmt: skip
        for one in own.questions:
            number += one.kind == "verdict"
            told: dict[str, Any] = {name: _told(getattr(one, name), renamed) for name in _TEXTS}
            told |= {name: _meant(getattr(one, name), renamed, head) for name in _EXPRESSIONS}
            told |= {"name": renamed.get(one.name, one.name), "group": renamed.get(one.group, one.group) or head}
            told |= {"number": number if one.kind == "verdict" else 0, "choices": lists.get(one.choices, one.choices)}
            told["trigger"] = tuple(renamed.get(name, name) for name in one.trigger)
            questions.append(replace(one, **told))
        choices |= {lists[name]: given for name, given in own.choices.items()}
        taken |= {renamed.get(name, name) for name in names} | {head}
    first = parts[0].definition
    return Definition(
        form="+".join(one.definition.form for one in parts), title="、".join(one.definition.title for one in parts),
        version="+".join(one.definition.version for one in parts), groups=tuple(groups), questions=tuple(questions),
        choices=choices, tables=tables, language=first.language, languages=first.languages,
    )  # fmt: skip


def part_of(definition: Definition, line: str) -> int:
    """Under which part of a combined table a line stands: 1, 2, …; 0 in a table that is not combined."""
    question = definition.by_name.get(line.partition("@")[0])
    if question is None:
        return 0
    for step in definition.path(question.name):
        if step.startswith(ITEM) and step[len(ITEM) :].isdigit():
            return int(step[len(ITEM) :])
    return 0


def origin_of(definition: Definition, name: str) -> tuple[str, str]:
    """From which table a question of a sheet comes, and what it is called there."""
    at = part_of(definition, name)
    if not at:
        return definition.form, name
    base = name.removesuffix(f"_{at}")
    renamed = base != name and (base in definition.by_name or base in definition.groups_by_name)
    return definition.form.split("+")[at - 1], base if renamed else name


def grouped(view: InspectionView) -> dict[tuple[str, str], tuple[CheckItem, ...]]:
    """The items by table and department, in the order these first come: what `combined` makes parts of."""
    found: dict[tuple[str, str], tuple[CheckItem, ...]] = {}
    for item in view.items:
        key = (item.form or view.form, item.department)
        found[key] = (*found.get(key, ()), item)
    return found or {(view.form, ""): ()}


def department_of(view: InspectionView, definition: Definition, line: str) -> str:
    """Whose a line or answer of the sheet is: a department's of a joint check; empty for this bureau's own."""
    keys = tuple(grouped(view))
    return keys[min(max(part_of(definition, line), 1), len(keys)) - 1][1]


def own_title(view: InspectionView, definition: Definition) -> str:
    """What the table of this bureau's own items is called; departments' tables are left out."""
    titles, keys = definition.title.split("、"), tuple(grouped(view))
    if len(titles) != len(keys):
        return definition.title
    return "、".join(title for title, (_, department) in zip(titles, keys, strict=True) if not department)


def first_short(team: Sequence[TeamOfficer], items: Sequence[CheckItem], least: int) -> tuple[str, int] | None:
    """The first department with items of its own whose officers present are fewer than `least`, and how many these are.

    行政处罚法 42 asks two of whoever inspects; a department without items only goes along.
    """
    for department in dict.fromkeys(one.department for one in items):
        count = sum(one.department == department for one in team)
        if department and count < least:
            return department, count
    return None


def table_of(session: Session, view: InspectionView, day: str) -> Definition:
    """The table an inspection is checked by: that of its items, or theirs as one. Raises `Missing`, `Refused`."""
    return combined(
        [
            Part("；".join(one.title for one in own), definition_on(session, view.bureau, form, day))
            for (form, _), own in grouped(view).items()
        ]
    )


def _told(text: str, renamed: Mapping[str, str]) -> str:
    """A text with the names it refers to as they are now."""
    return _REFERENCE.sub(lambda found: f"${{{renamed.get(found[1].strip(), found[1])}}}", text)


def _meant(text: str, renamed: Mapping[str, str], head: str) -> str:
    """An expression with its references and paths as they are now: a table's root lies under its item's heading."""
    if "/" in text:
        text = _ROOT.sub(f"/data/{head}", _PATH.sub(lambda found: renamed.get(found[1], found[1]), text))
    return _told(text, renamed)
