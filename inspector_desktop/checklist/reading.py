"""From an XLSForm to a definition, or to everything that is wrong with it.

Reading goes on after a finding, so that an author sees all of them at once. A check line is a `select_one verdict`;
what it has beyond that is read in `lines.py`, lists in `lists.py`; which types there are stands in `types.py`, and
whether the expressions hold is tried in `proving.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector_desktop.checklist import telephones, types
from inspector_desktop.checklist.defaults import check_defaults
from inspector_desktop.checklist.definition import Basis, Choice, Definition, Group, Kind, Question, Table, Words
from inspector_desktop.checklist.lines import COLUMNS, OWN, Lines
from inspector_desktop.checklist.lists import VERDICT_LIST, Place, choices_of, pulled, read_table
from inspector_desktop.checklist.problems import Findings, Problem
from inspector_desktop.checklist.program import expressions
from inspector_desktop.checklist.proving import prove
from inspector_desktop.checklist.workbook import SPOKEN, Row, Workbook, pyxform_objection, read_workbook
from inspector_desktop.errors import Refused
from inspector_desktop.wording import say

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_FLAGS = {"": "", "yes": "true()", "true": "true()", "true()": "true()", "no": "", "false": "", "false()": ""}
_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}\Z")
_RESERVED = ("data", "meta")
"""Names that XForms keep for the form itself and for its metadata."""
_CHINESE = ("zh", "chinese", "中文", "汉语", "简体")
_TEXTS_OF = {"label": "label", "hint": "hint", "guidance": "guidance_hint", "constraint_message": "constraint_message",
             "required_message": "required_message"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a form; `definition` is None when a problem is fatal. `tables` are its long lists."""

    definition: Definition | None
    problems: tuple[Problem, ...]
    questions: int
    tables: Mapping[str, Table] = field(default_factory=dict)


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
    reader = _Reader(book, findings, path.parent)
    definition = reader.definition(path.stem)
    rows = {name: row.number for name, row in reader.rows.items()}
    check_defaults(definition, reader.tables, rows, findings)
    prove(definition, reader.tables, rows, findings, unread=reader.unread)
    if not findings.fatal:
        objection, told = pyxform_objection(path, book)
        if objection:
            code = "form-pyxform-column" if objection.column else "form-pyxform"
            findings.add(code, row=objection.row, column=objection.column, value=objection.words)
        for one in told:
            findings.add("form-pyxform-warning", value=" ".join(one.split()), fatal=False)
    problems = tuple(sorted(findings.problems, key=lambda p: (p.sheet != "settings", p.sheet, p.row)))
    whole = None if findings.fatal else definition
    return Reading(whole, problems, len(definition.questions), dict(reader.tables))


class _Reader:
    """Walks through the rows of `survey`, keeping the groups that are open."""

    def __init__(self, book: Workbook, findings: Findings, folder: Path) -> None:
        self.book = book
        self.findings = findings
        self.folder = folder
        self.groups: list[Group] = []
        self.questions: list[Question] = []
        self.rows: dict[str, Row] = {}
        self.open: list[tuple[str, Row]] = []
        self.unread: set[str] = set()
        self.settings = book.settings[0] if book.settings else Row(0, {})
        self.language = self._language()
        self.choices = choices_of(book, self.language, findings)
        self.tables: dict[str, Table] = {}
        self.lines = Lines(book.columns, findings)

    def _language(self) -> str:
        """The language that people see: the form's own, else the Chinese one, else the first."""
        languages = self.book.languages
        named = self.settings.get("default_language")
        if named in languages:
            return named
        if not languages or "label" in self.book.columns:
            return ""
        chinese = [one for one in languages if any(mark in one.lower() for mark in _CHINESE)]
        return (chinese or list(languages))[0]

    def definition(self, stem: str) -> Definition:
        self._columns()
        for row in self.book.survey:
            if row.get("disabled").lower() not in ("yes", "true"):
                self._row(row)
        for name, row in self.open:
            self.findings.add("form-group-open", row=row.number, column="type", value=name)
        if self.book.survey and not self.lines.number:
            self.findings.add("form-no-lines", column="type", facts={"list": VERDICT_LIST})
        for column in ("form_title", "form_id", "version"):
            if not self.settings.get(column):
                number = self.settings.number or self.book.heads.get("settings", 1) + 1
                self.findings.add("form-setting-missing", sheet="settings", row=number, column=column)
        definition = Definition(
            self.settings.get("form_id") or stem,
            self.settings.get("form_title"),
            self.settings.get("version"),
            tuple(self.groups),
            tuple(self.questions),
            self.choices,
            language=self.language,
            languages=tuple(one for one in self.book.languages if one != self.language),
        )
        for expression in expressions(definition):
            for name in pulled(expression.text):
                if name not in self.choices and f"{name.removesuffix('.csv')}.csv" not in self.tables:
                    self._table(self.rows[expression.owner], expression.column, f"{name.removesuffix('.csv')}.csv")
        return _with_tables(definition, self.tables)

    def _columns(self) -> None:
        if not self.book.survey:
            self.findings.add("form-sheet-missing", sheet="survey")
        known = {
            column.partition("::")[0] if column.split("::")[0] in SPOKEN else column for column in self.book.columns
        }
        for column in ("type", "name", "label"):
            if self.book.survey and column not in known:
                self.findings.add("form-column-missing", column=column)
        head = self.book.heads.get("survey", 1)
        elsewhere = telephones.note_columns(known, self.book.survey, head, self.findings)
        telephones.note_settings(self.settings, self.findings)
        for column in sorted(known - types.COLUMNS - types.REMARKS - {OWN + one for one in COLUMNS} - elsewhere):
            if not column.startswith("media::"):
                self.findings.add("form-column-unknown", row=head, column=column, fatal=column.startswith(OWN))
        for sheet in self.book.beyond:
            self.findings.add("form-sheet-beyond", sheet=sheet)

    def _row(self, row: Row) -> None:
        kind = " ".join(row.get("type").split())
        opening = re.match(r"begin[ _](group|repeat)\Z", kind)
        if opening:
            self._begin(row, repeated=opening[1] == "repeat")
        elif re.match(r"end[ _](group|repeat)\Z", kind):
            self._end(row, kind)
        elif kind in ("csv-external", "csv_external"):
            self._table(row, "name", f"{row.get('name')}.csv")
        elif self._named(row):
            self._question(row, kind)

    def _end(self, row: Row, kind: str) -> None:
        if not self.open:
            self.findings.add("form-group-end", row=row.number, column="type", value=kind)
            return
        _, begun = self.open.pop()
        if begun.get("type").split("_")[-1].split()[-1] != kind.rsplit("_", maxsplit=1)[-1].rsplit(maxsplit=1)[-1]:
            facts: dict[str, str | int] = {"first": begun.number, "begun": begun.get("type")}
            self.findings.add("form-group-mixed", row=row.number, column="type", value=kind, facts=facts)

    def _named(self, row: Row) -> bool:
        name = row.get("name")
        if not _NAME.match(name):
            self.findings.add("form-name", row=row.number, column="name", value=name)
            self.unread.add(name)
            return False
        if name in _RESERVED:
            self.findings.add("form-name-reserved", row=row.number, column="name", value=name)
            self.unread.add(name)
            return False
        if name in self.rows:
            first = self.rows[name].number
            self.findings.add("form-name-twice", row=row.number, column="name", value=name, facts={"first": first})
            return False
        self.rows[name] = row
        return True

    def _begin(self, row: Row, *, repeated: bool) -> None:
        parent = self.open[-1][0] if self.open else ""
        if not self._named(row):
            self.open.append((parent, row))
            return
        name = row.get("name")
        group = Group(
            name, self._said(row, "label"), parent, row.get("relevant"), repeated,
            row.get("repeat_count") if repeated else "", telephones.note_looks(row, "group", self.findings),
            self._words(row),
        )  # fmt: skip
        self.groups.append(group)
        self.open.append((name, row))

    def _said(self, row: Row, column: str) -> str:
        return row.said(column, self.language) or row.get(column)

    def _words(self, row: Row) -> tuple[Words, ...]:
        found = []
        for language in self.book.languages:
            texts = {part: row.said(column, language) for part, column in _TEXTS_OF.items()}
            if language != self.language and any(texts.values()):
                found.append(Words(language, **texts))
        return tuple(found)

    def _question(self, row: Row, written: str) -> None:
        selecting = types.selecting(written)
        kind = self._kind(row, written, selecting)
        if kind is None:
            self.unread.add(row.get("name"))
            return
        if kind not in types.UNSEEN and not self._said(row, "label"):
            self.findings.add("form-label", row=row.number, column="label", value=row.get("name"))
        if kind == "calculate" and not row.get("calculation"):
            self.findings.add("form-calculation", row=row.number, column="calculation", value=row.get("name"))
        for column in self.book.columns:
            if column.startswith("media::") and row.get(column):
                self.findings.add("form-media", row=row.number, column=column, value=row.get(column))
        required, locked, default = row.get("required"), row.get("read_only"), row.get("default")
        question = Question(
            name=row.get("name"),
            kind=kind,
            number=0,
            group=self.open[-1][0] if self.open else "",
            label=self._said(row, "label"),
            hint=self._said(row, "hint"),
            choices=selecting.listed if selecting else "",
            relevant=row.get("relevant"),
            required=_FLAGS.get(required.lower(), required),
            constraint=row.get("constraint"),
            constraint_message=self._said(row, "constraint_message"),
            calculation=row.get("calculation"),
            violation="",
            severity="",
            basis=Basis(),
            guidance=self._said(row, "guidance_hint"),
            appearance=telephones.note_looks(row, kind, self.findings),
            default=default,
            dynamic=types.is_dynamic(default),
            trigger=self._trigger(row),
            read_only=_FLAGS.get(locked.lower(), locked),
            required_message=self._said(row, "required_message"),
            choice_filter=row.get("choice_filter"),
            other=bool(selecting and selecting.other),
            parameters=telephones.note_parameters(row, kind, self.findings),
            words=self._words(row),
        )
        if kind == "verdict":
            self._verdict(row)
            question = self.lines.line(row, question)
        self.questions.append(question)
        if selecting and selecting.other:
            if question.choice_filter:
                text = question.choice_filter
                self.findings.add("form-other-filter", row=row.number, column="choice_filter", value=text)
            self._other(question)

    def _verdict(self, row: Row) -> None:
        if any(group.repeated for group in self.groups if group.name in {name for name, _ in self.open}):
            self.findings.add("form-verdict-repeated", row=row.number, column="type", value=row.get("name"))
        if row.get("calculation"):
            self.findings.add("form-default", row=row.number, column="calculation", value=row.get("calculation"))
        if _FLAGS.get(row.get("read_only").lower()):
            value = row.get("read_only")
            self.findings.add("form-verdict-locked", row=row.number, column="read_only", value=value)

    def _other(self, question: Question) -> None:
        """`or_other`: another choice, and a line to write it on (as pyxform makes them)."""
        known = self.choices[question.choices]
        if "other" not in {choice.name for choice in known}:
            self.choices[question.choices] = (*known, Choice("other", say("form-other-choice")))
        name = f"{question.name}_other"
        self.rows.setdefault(name, self.rows[question.name])
        self.questions.append(
            Question(
                name=name, kind="text", number=0, group=question.group, label=say("form-other-label"), hint="",
                choices="", relevant=f"selected(${{{question.name}}}, 'other')", required=question.required,
                constraint="", constraint_message="", calculation="", violation="", severity="", basis=Basis(),
            )
        )  # fmt: skip

    def _kind(self, row: Row, written: str, selecting: types.Selecting | None) -> Kind | None:
        if selecting is None:
            kind = types.KINDS.get(written.lower())
            if kind is None:
                self.findings.add("form-type", row=row.number, column="type", value=written)
            return "signature" if kind == "image" and "signature" in row.get("appearance").split() else kind
        listed = selecting.listed
        if selecting.from_file:
            given = types.parameters(row.get("parameters")) or {}
            parts = (given.get("value", "name"), given.get("label", "label"))
            return selecting.kind if self._table(row, "type", listed, *parts) else None
        if listed not in self.choices:
            self.findings.add("form-list", row=row.number, column="type", value=written, facts={"list": listed})
            return None
        return "verdict" if selecting.kind == "choice" and listed == VERDICT_LIST else selecting.kind

    def _table(self, row: Row, column: str, file: str, value: str = "name", label: str = "label") -> bool:
        if file in self.tables:
            return True
        path, place = self.folder / Path(file).name, Place(row.number, column)
        table = read_table(path, self.findings, place, value=value, label=label)
        if table is not None:
            self.tables[file] = table
        return table is not None

    def _trigger(self, row: Row) -> tuple[str, ...]:
        found = []
        for part in row.get("trigger").split(","):
            if part.strip():
                named = _REFERENCE.match(part.strip())
                if named is None:
                    self.findings.add("form-trigger", row=row.number, column="trigger", value=part.strip())
                else:
                    found.append(named[1])
        return tuple(found)


def _with_tables(definition: Definition, tables: Mapping[str, Table]) -> Definition:
    return replace(definition, tables={name: table.digest for name, table in sorted(tables.items())})
