"""Whether the expressions of a form hold: each is compiled where it stands, then all are put in order.

They are tried whatever else is wrong with the form, so that an author sees all there is to mend at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from inspector_desktop.checklist.definition import Definition, Group, Question, Table
from inspector_desktop.checklist.model import Model, Rows
from inspector_desktop.checklist.problems import Findings
from inspector_desktop.checklist.program import TEXTS, Program, compile_filter, expressions, parts_of
from inspector_desktop.checklist.xpath import compile_expression
from inspector_desktop.errors import Refused
from inspector_desktop.wording import say


def prove(
    definition: Definition,
    tables: Mapping[str, Table],
    rows: Mapping[str, int],
    findings: Findings,
    *,
    unread: Collection[str] = (),
) -> None:
    """Note every expression that cannot be compiled, with the row of its owner, and the circles among them.

    What names an `unread` row (one that has a finding of its own) is left until that row can be read.
    """
    model = Model(definition, {name: Rows(table.columns, table.rows) for name, table in tables.items()})
    left = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, unread))})(?![\w.-])") if unread else None

    def try_out(owner: str, column: str, text: str, compiling: Callable[[], object]) -> None:
        if left is not None and left.search(text):
            return
        try:
            compiling()
        except Refused as refused:
            why = say(refused.code, **refused.facts)
            findings.add("form-expression", row=rows[owner], column=column, value=text, facts={"why": why})

    for one in expressions(definition):
        column = "repeat_count" if one.column == "count" else one.column
        owner = model.by_name[one.owner]
        try_out(one.owner, column, one.text, lambda: compile_expression(one.text, model, owner))  # noqa: B023
    for question in definition.questions:
        for name in {*question.trigger} - definition.by_name.keys() - set(unread):
            findings.add("form-trigger", row=rows[question.name], column="trigger", value=name)
        if question.choice_filter and question.choices in model.lists:
            text = question.choice_filter
            try_out(question.name, "choice_filter", text, lambda: compile_filter(question, model))  # noqa: B023
    _texts(definition, model, try_out)
    if not findings.fatal:
        try:
            Program(definition, tables)
        except Refused as refused:
            names = str(refused.facts["names"])
            row = rows[names.split("、", maxsplit=1)[0]]
            findings.add("form-cycle", row=row, column="relevant / calculation", value=names)


def _texts(
    definition: Definition, model: Model, try_out: Callable[[str, str, str, Callable[[], object]], None]
) -> None:
    """Try the references in labels and hints."""
    found: list[tuple[str, str, str]] = []
    items: tuple[Question | Group, ...] = (*definition.questions, *definition.groups)
    for one in items:
        for column in TEXTS:
            found += [(one.name, column, text) for text in _references(one, column)]
            for words in one.words:
                spoken = f"{column}::{words.language}"
                found += [(one.name, spoken, text) for text in _references(words, column)]
    for name, column, text in found:
        owner = model.by_name[name]
        try_out(name, column, text, lambda: compile_expression(text, model, owner))  # noqa: B023


def _references(item: object, column: str) -> list[str]:
    return parts_of(str(getattr(item, column, "")))[1::2]
