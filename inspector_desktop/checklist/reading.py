"""From an XLSForm to a definition, or to everything that is wrong with it.

Reading goes on after a finding, so that an author sees all of them at once. A check line is a `select_one verdict`; its
own columns begin with `bind::insp:` (pyxform passes them on, so the form stays an ordinary XLSForm).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspector_desktop.checklist.bases import repealed_bases
from inspector_desktop.checklist.definition import SEVERITIES, Basis, Choice, Definition, Group, Kind, Question
from inspector_desktop.checklist.model import Model
from inspector_desktop.checklist.problems import Findings, Problem
from inspector_desktop.checklist.program import Program, expressions
from inspector_desktop.checklist.rules import VERDICTS
from inspector_desktop.checklist.workbook import Row, Workbook, pyxform_objection, read_workbook
from inspector_desktop.checklist.xpath import compile_expression
from inspector_desktop.errors import Refused
from inspector_desktop.wording import say

VERDICT_LIST = "verdict"
_OWN = "bind::insp:"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_KINDS: dict[str, Kind] = {
    "text": "text",
    "string": "text",
    "integer": "integer",
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "note": "note",
    "calculate": "calculate",
}
_UNSEEN = {"start", "end", "today", "deviceid", "username", "start-geopoint", "audit"}
_SELECT = re.compile(r"(select_one|select one|select_multiple|select multiple)\s+(\S+)\Z")
_FLAGS = {"": "", "yes": "true()", "true": "true()", "no": "", "false": ""}
_VERIFIED = {"basis-verified": True, "basis-unverified": False}


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a form; `definition` is None when a problem is fatal."""

    definition: Definition | None
    problems: tuple[Problem, ...]
    questions: int


def read_form(path: Path) -> Definition:
    """Return the definition of a form. Raises `Refused` with the first thing that keeps it from being used."""
    found = examine(path)
    if found.definition is None:
        raise next(problem for problem in found.problems if problem.fatal).refusal()
    return found.definition


def examine(path: Path) -> Reading:
    """Read a form and collect all its problems."""
    findings = Findings()
    try:
        book = read_workbook(path)
    except Refused as refused:
        findings.add(refused.code, sheet="", facts=refused.facts)
        return Reading(None, tuple(findings.problems), 0)
    reader = _Reader(book, findings)
    definition = reader.definition(path.stem)
    if not findings.fatal:
        _check_expressions(definition, reader.rows, findings)
    if not findings.fatal and (objection := pyxform_objection(path)):
        findings.add("form-pyxform", row=objection[0], value=objection[1])
    problems = tuple(sorted(findings.problems, key=lambda p: (p.sheet != "settings", p.sheet, p.row)))
    return Reading(None if findings.fatal else definition, problems, len(definition.questions))


class _Reader:
    """Walks through the rows of `survey`, keeping the groups that are open."""

    def __init__(self, book: Workbook, findings: Findings) -> None:
        self.book = book
        self.findings = findings
        self.groups: list[Group] = []
        self.questions: list[Question] = []
        self.rows: dict[str, Row] = {}
        self.open: list[tuple[str, Row]] = []
        self.number = 0
        self.choices = self._choices()
        self.repealed = repealed_bases()

    def definition(self, stem: str) -> Definition:
        if not self.book.survey:
            self.findings.add("form-sheet-missing", sheet="survey")
        for column in ("type", "name", "label"):
            if self.book.survey and column not in self.book.columns:
                self.findings.add("form-column-missing", column=column)
        for row in self.book.survey:
            self._row(row)
        for name, row in self.open:
            self.findings.add("form-group-open", row=row.number, column="type", value=name)
        if self.book.survey and not self.number:
            self.findings.add("form-no-lines", column="type", facts={"list": VERDICT_LIST})
        settings = self.book.settings[0] if self.book.settings else Row(0, {})
        for column in ("form_title", "form_id", "version"):
            if not settings.get(column):
                self.findings.add("form-setting-missing", sheet="settings", row=2, column=column)
        return Definition(
            settings.get("form_id") or stem,
            settings.get("form_title"),
            settings.get("version"),
            tuple(self.groups),
            tuple(self.questions),
            self.choices,
        )

    def _choices(self) -> dict[str, tuple[Choice, ...]]:
        lists: dict[str, list[Choice]] = {}
        for row in self.book.choices:
            name, listed = row.get("name"), row.get("list_name")
            known = lists.setdefault(listed, [])
            if not name or not listed or " " in name:
                self.findings.add("form-choice-name", sheet="choices", row=row.number, column="name", value=name)
            elif name in {choice.name for choice in known}:
                self.findings.add("form-choice-twice", sheet="choices", row=row.number, column="name", value=name)
            else:
                known.append(Choice(name, row.get("label") or name))
        found = {choice.name for choice in lists.get(VERDICT_LIST, ())}
        if found and found != set(VERDICTS):
            self.findings.add("form-verdicts", sheet="choices", column="name", facts={"verdicts": "、".join(VERDICTS)})
        return {name: tuple(choices) for name, choices in lists.items()}

    def _row(self, row: Row) -> None:
        kind = " ".join(row.get("type").split())
        if kind in ("begin_group", "begin group"):
            self._begin(row)
        elif kind in ("end_group", "end group"):
            if self.open:
                self.open.pop()
            else:
                self.findings.add("form-group-end", row=row.number, column="type", value=kind)
        elif kind not in _UNSEEN and self._named(row):
            self._question(row, kind)

    def _named(self, row: Row) -> bool:
        name = row.get("name")
        if not _NAME.match(name):
            self.findings.add("form-name", row=row.number, column="name", value=name)
            return False
        if name in self.rows:
            first = self.rows[name].number
            self.findings.add("form-name-twice", row=row.number, column="name", value=name, facts={"first": first})
            return False
        self.rows[name] = row
        return True

    def _begin(self, row: Row) -> None:
        parent = self.open[-1][0] if self.open else ""
        if self._named(row):
            name = row.get("name")
            self.groups.append(Group(name, row.get("label"), parent, row.get("relevant")))
            self.open.append((name, row))
        else:
            self.open.append((parent, row))

    def _question(self, row: Row, written: str) -> None:
        kind, listed = self._kind(row, written)
        if kind is None:
            return
        if kind != "calculate" and not row.get("label"):
            self.findings.add("form-label", row=row.number, column="label", value=row.get("name"))
        if row.get("default"):
            self.findings.add("form-default", row=row.number, column="default", value=row.get("default"))
        if kind == "calculate" and not row.get("calculation"):
            self.findings.add("form-calculation", row=row.number, column="calculation", value=row.get("name"))
        required = row.get("required")
        question = Question(
            name=row.get("name"),
            kind=kind,
            number=0,
            group=self.open[-1][0] if self.open else "",
            label=row.get("label"),
            hint=row.get("hint"),
            choices=listed,
            relevant=row.get("relevant"),
            required=_FLAGS.get(required.lower(), required),
            constraint=row.get("constraint"),
            constraint_message=row.get("constraint_message"),
            calculation=row.get("calculation") if kind == "calculate" else "",
            violation="",
            severity="",
            basis=Basis(),
        )
        if kind == "verdict":
            self.number += 1
            question = self._line(row, replace(question, number=self.number))
        self.questions.append(question)

    def _kind(self, row: Row, written: str) -> tuple[Kind | None, str]:
        select = _SELECT.match(written)
        if select is None:
            kind = _KINDS.get(written)
            if kind is None:
                self.findings.add("form-type", row=row.number, column="type", value=written)
            return kind, ""
        listed = select[2]
        if listed not in self.choices:
            self.findings.add("form-list", row=row.number, column="type", value=written, facts={"list": listed})
            return None, ""
        if "multiple" in select[1]:
            return "choices", listed
        return ("verdict" if listed == VERDICT_LIST else "choice"), listed

    def _line(self, row: Row, question: Question) -> Question:
        """Read what a check line has beyond an ordinary question: basis, non-conformity, severity."""
        own = {column.removeprefix(_OWN): row.get(column) for column in self.book.columns if _OWN in column}
        severities = {say(f"severity-{severity}"): severity for severity in SEVERITIES}
        severity = severities.get(own.get("severity", ""), "")
        if not severity:
            self._own(row, "form-severity", "severity", allowed="、".join(severities))
        if not own.get("violation"):
            self._own(row, "form-violation", "violation")
        return replace(question, severity=severity, violation=own.get("violation", ""), basis=self._basis(row, own))

    def _basis(self, row: Row, own: dict[str, str]) -> Basis:
        words = {say(key): answer for key, answer in _VERIFIED.items()}
        verified = words.get(own.get("verified", ""))
        if verified is None:
            self._own(row, "form-verified", "verified", allowed="、".join(words))
        wanted = ["law", "article"]
        wanted += ["edition", "effective", "checked_on", "source"] if verified else []
        for column in wanted:
            if not own.get(column):
                self._own(row, "form-basis", column)
        for column in ("effective", "checked_on"):
            if own.get(column) and not _is_date(own[column]):
                self._own(row, "form-date", column)
        if verified is False and own.get("checked_on"):
            self._own(row, "form-unverified-date", "checked_on")
        if verified and own.get("effective", "") > own.get("checked_on", ""):
            self._own(row, "form-not-in-force", "effective", fatal=False, checked=own.get("checked_on", ""))
        gone = self.repealed.get((own.get("law", ""), own.get("edition", "")))
        if gone is not None:
            facts = {"day": gone.repealed_on, "successor": gone.successor, "law": gone.law}
            self._own(row, "form-basis-repealed", "edition", fatal=False, **facts)
        parts = {part: own.get(part, "") for part in ("law", "edition", "article", "effective", "checked_on", "source")}
        return Basis(**parts, verified=bool(verified))

    def _own(self, row: Row, code: str, column: str, *, fatal: bool = True, **facts: str | int) -> None:
        name = _OWN + column
        self.findings.add(code, row=row.number, column=name, value=row.get(name), fatal=fatal, facts=facts)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_expressions(definition: Definition, rows: dict[str, Row], findings: Findings) -> None:
    model = Model(definition)
    for expression in expressions(definition):
        try:
            compile_expression(expression.text, model, model.by_name[expression.owner])
        except Refused as refused:
            row = rows[expression.owner].number
            why = say(refused.code, **refused.facts)
            findings.add(
                "form-expression", row=row, column=expression.column, value=expression.text, facts={"why": why}
            )
    if not findings.fatal:
        try:
            Program(definition)
        except Refused as refused:
            first = str(refused.facts["names"]).split("、")[0]
            findings.add(
                "form-cycle", row=rows[first].number, column="relevant / calculation", value=str(refused.facts["names"])
            )
