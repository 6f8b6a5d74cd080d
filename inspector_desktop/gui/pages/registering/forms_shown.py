"""检查表 as the page shows them: a form looked at, its findings as rows, and the words of periods and states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector_desktop.checklist.definition import Definition, Table
from inspector_desktop.checklist.program import Program
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import day_words
from inspector_desktop.registry.form_acts import FormFile
from inspector_desktop.registry.form_store import EditionView
from inspector_desktop.wording import say

TONES = {"shipped": "grey", "withdrawn": "grey", "coming": "blue", "holds": "green", "over": "grey"}
MUST, WRONG, CARE, UNVERIFIED = "must", "wrong", "care", "unverified"
FINDING_TONES = {MUST: "red", WRONG: "amber", CARE: "blue", UNVERIFIED: "grey"}
"""How grave a finding is: it keeps the form from being used, a basis is out of force, a remark, or a basis unread."""
_OUT_OF_FORCE = frozenset({"form-basis-repealed", "form-not-in-force"})


@dataclass(frozen=True)
class Finding:
    """A row of the findings: how grave (`FINDING_TONES`), where, what stands there, what to do."""

    key: str
    grade: str
    where: str
    value: str
    text: str


@dataclass(frozen=True)
class Looked:
    """A form in front: one just read from a file, or an edition of the register.

    `before` is the definition that holds now or held before it; `program` is there when the form can be used.
    """

    name: str
    definition: Definition | None
    program: Program | None
    findings: tuple[Finding, ...]
    questions: int = 0
    file: FormFile | None = None
    edition: EditionView | None = None
    before: Definition | None = None
    known: tuple[EditionView, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)

    @property
    def fatal(self) -> int:
        """How many findings keep it from being used."""
        return self.count(MUST)

    def count(self, grade: str) -> int:
        """How many findings are of a grade."""
        return sum(one.grade == grade for one in self.findings)


def grade_of(code: str, *, fatal: bool = False) -> str:
    """How grave a finding is."""
    return MUST if fatal else WRONG if code in _OUT_OF_FORCE else CARE


def looked_at_file(file: FormFile, before: Definition | None, known: tuple[EditionView, ...]) -> Looked:
    """Put a file that was read into words. Compiles the form: off the window's thread."""
    read = file.reading
    found = [
        Finding(
            str(at),
            grade_of(one.code, fatal=one.fatal),
            where_words(one.sheet, one.row, one.column),
            one.value,
            one.text(),
        )
        for at, one in enumerate(read.problems)
    ]
    program = Program(read.definition, read.tables) if read.definition is not None else None
    return Looked(
        name=read.definition.title if read.definition is not None else file.name, definition=read.definition,
        program=program, findings=(*found, *unverified_findings(read.definition)), questions=read.questions, file=file,
        before=before, known=known, tables=read.tables,
    )  # fmt: skip


def looked_at_edition(
    edition: EditionView, definition: Definition, tables: Mapping[str, Table], before: Definition | None
) -> Looked:
    """Put an edition of the register into words. Compiles the form: off the window's thread."""
    found = [
        Finding(str(at), grade_of(one.code), where_words(one.sheet, one.row, one.column), one.value, one.text)
        for at, one in enumerate(edition.problems)
    ]
    return Looked(
        name=edition.title, definition=definition, program=Program(definition, tables),
        findings=(*found, *unverified_findings(definition)), questions=edition.questions, edition=edition,
        before=before, tables=tables,
    )  # fmt: skip


def unverified_findings(definition: Definition | None) -> tuple[Finding, ...]:
    """The lines whose basis nobody has checked yet (待核), as rows."""
    return tuple(
        Finding(
            f"u{line.number}", UNVERIFIED, say("forms-where-line", number=line.number), line.label,
            say("forms-unverified-line", number=line.number, law=line.basis.law, article=line.basis.article),
        )
        for line in (definition.lines if definition is not None else ())
        if not line.basis.verified
    )  # fmt: skip


def where_words(sheet: str, row: int, column: str) -> str:
    """Where something stands in a spreadsheet."""
    if not row:
        return say("forms-where-sheet", sheet=sheet) if sheet else "—"
    key = "forms-where-cell" if column else "forms-where-row"
    return say(key, sheet=sheet, row=row, column=column.removeprefix("bind::insp:"))


def period_words(edition: EditionView) -> str:
    """From when until when an edition holds."""
    if edition.shipped:
        return say("forms-period-shipped")
    if not edition.valid_until:
        return say("forms-period-open", first=day_words(edition.valid_from))
    return say("forms-period", first=day_words(edition.valid_from), last=day_words(edition.valid_until))


def state_chip(state: str) -> ChipText:
    """Where an edition stands."""
    return ChipText(say(f"forms-state-{state}"), TONES[state])


def size_words(looked: Looked) -> str:
    """How much a form asks."""
    definition = looked.definition
    if definition is None:
        return say("forms-size-unusable", count=looked.fatal)
    open_ones = sum(not line.basis.verified for line in definition.lines)
    lines = len(definition.lines)
    parts = [
        say(
            "forms-size", form=definition.form, version=definition.version, lines=lines,
            questions=looked.questions - lines,
        )
    ]  # fmt: skip
    if looked.tables:
        parts.append(say("forms-size-lists", count=len(looked.tables)))
    if open_ones:
        parts.append(say("forms-size-unverified", count=open_ones))
    return " · ".join(parts)
