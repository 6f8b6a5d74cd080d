"""What `check-form` and `evaluate` answer; how it is printed is left to the command line."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector_desktop.checklist.definition import Definition, blank_question
from inspector_desktop.checklist.problems import Problem
from inspector_desktop.checklist.reading import examine, read_form
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.checklist.values import Value
from inspector_desktop.checklist.xpath import compile_expression
from inspector_desktop.clock import Clock, SystemClock


@dataclass(frozen=True, slots=True)
class FormReport:
    """What was found in a form: questions, check lines, how many bases were verified, which lines wait for it.

    `form`, `title` and `version` are those of its settings, empty when it can't be used; `tables` its long lists.
    """

    questions: int
    lines: int
    verified: int
    unverified: tuple[int, ...]
    digest: str
    problems: tuple[Problem, ...]
    form: str = ""
    title: str = ""
    version: str = ""
    tables: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Tell whether the form can be used; a problem that is not fatal does not stand in the way."""
        return not any(problem.fatal for problem in self.problems)

    def as_dict(self) -> dict[str, Any]:
        """For machines; the digest is empty when the form can't be used."""
        return {
            "form": self.form,
            "title": self.title,
            "version": self.version,
            "tables": list(self.tables),
            "questions": self.questions,
            "lines": self.lines,
            "verified": self.verified,
            "unverified": list(self.unverified),
            "digest": self.digest,
            "problems": [problem.as_dict() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The value of an expression; `type` is number, string, boolean or nodeset. NaN and infinity are texts."""

    type: str
    value: str | int | float | bool | list[str]

    def as_dict(self) -> dict[str, Any]:
        """For machines."""
        return {"type": self.type, "value": self.value}


def check_form(path: Path) -> FormReport:
    """Examine a form; never refuses, all findings are in the report."""
    found = examine(path)
    lines = found.definition.lines if found.definition else ()
    return FormReport(
        questions=found.questions,
        lines=len(lines),
        verified=sum(1 for line in lines if line.basis.verified),
        unverified=tuple(line.number for line in lines if not line.basis.verified),
        digest=found.definition.digest if found.definition else "",
        problems=found.problems,
        form=found.definition.form if found.definition else "",
        title=found.definition.title if found.definition else "",
        version=found.definition.version if found.definition else "",
        tables=tuple(sorted(found.tables)),
    )


def evaluate(
    expression: str,
    form: Path | None = None,
    answers: Mapping[str, str] | None = None,
    *,
    clock: Clock | None = None,
) -> Evaluated:
    """Work out an expression, over a form's sheet or over bare answers by name.

    Raises `Refused` for an expression that can't be compiled, a form that can't be used, or an answer to a question
    the form does not have.
    """
    at = (clock or SystemClock()).now()
    given = dict(answers or {})
    definition = _bare(given) if form is None else read_form(form)
    sheet = Sheet(definition, {name: Answer(value) for name, value in given.items()}, at=at)
    return evaluate_on(sheet, expression)


def evaluate_on(sheet: Sheet, expression: str) -> Evaluated:
    """Work out an expression over a sheet as it is filled in now. Raises `Refused` where it can't be compiled."""
    return _evaluated(sheet.run(compile_expression(expression, sheet.model)))


def _bare(given: Mapping[str, str]) -> Definition:
    """A table of nothing but texts of these names."""
    return Definition("", "", "", (), tuple(blank_question(name) for name in given), {})


def _evaluated(value: Value) -> Evaluated:
    if isinstance(value, bool):
        return Evaluated("boolean", value)
    if isinstance(value, str):
        return Evaluated("string", value)
    if isinstance(value, tuple):
        return Evaluated("nodeset", list(value))
    if not math.isfinite(value):
        return Evaluated("number", "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity")
    return Evaluated("number", int(value) if value == int(value) else value)
