"""Whether what a form fills in beforehand is an answer to its question. Computed defaults are tried in `proving.py`."""

from __future__ import annotations

from collections.abc import Mapping

from inspector_desktop.checklist.definition import CHOOSING, Definition, Question, Table
from inspector_desktop.checklist.kinds import is_of_kind
from inspector_desktop.checklist.problems import Findings


def check_defaults(
    definition: Definition, tables: Mapping[str, Table], rows: Mapping[str, int], findings: Findings
) -> None:
    """Note every fixed default that is not of its question's kind or not in its list."""
    for question in definition.questions:
        if not question.default or question.dynamic:
            continue
        if question.kind in CHOOSING and (question.choices in definition.choices or question.choices in tables):
            unknown = _not_offered(question, definition, tables)
            if unknown:
                facts = {"list": question.choices}
                findings.add(
                    "form-default-choice", row=rows[question.name], column="default", value=unknown, facts=facts
                )
        elif not is_of_kind(question, question.default):
            findings.add("form-default-kind", row=rows[question.name], column="default", value=question.default)


def _not_offered(question: Question, definition: Definition, tables: Mapping[str, Table]) -> str:
    """The first choice of a default that its list does not have; empty when there is none."""
    if question.choices in tables:
        known = {row[0] for row in tables[question.choices].rows}
    else:
        known = {choice.name for choice in definition.choices[question.choices]}
    chosen = [question.default] if question.kind == "choice" else question.default.split()
    return next((one for one in chosen if one not in known), "")
