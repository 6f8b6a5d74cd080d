"""A check table as a frozen value: groups, questions, choices, bases; its canonical bytes and digest.

An inspection stores these bytes when it starts and reads them back without pyxform; a definition read back is equal to
the one stored. Where definitions come from is left to `reading.py`, what answers do to them to `sheet.py`. Long lists
(`tables`, from files beside the form) are cited by digest and travel as evidence of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from functools import cache, cached_property
from typing import Any, Literal, TypeAlias, get_args

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.errors import Damaged

FORMAT = 2

Kind: TypeAlias = Literal[
    "verdict", "choice", "choices", "rank", "text", "integer", "decimal", "range", "date", "time", "datetime", "note",
    "calculate", "hidden", "acknowledge", "barcode", "geopoint", "geotrace", "geoshape", "image", "signature", "audio",
    "video", "file", "start", "end", "today", "username", "device",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)
CHOOSING = ("choice", "choices", "rank")
"""Kinds whose answer is taken from a list."""
MEDIA = ("image", "signature", "audio", "video", "file")
"""Kinds whose answer is a file, by the hash of its evidence."""
METADATA = ("start", "end", "today", "username", "device")
"""Kinds the program answers by itself."""
UNASKED = ("note", "calculate", "hidden", *METADATA)
"""Kinds that take no answer of a person."""
SEVERITIES = ("general", "serious")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a line rests on: law or standard, edition, article, in force since, and whether its text was read.

    `checked_on` is the day somebody compared the line with the article's text, `source` the text that was read;
    both are empty while `verified` is false (待核). Dates are civil (`2026-11-20`).
    """

    law: str = ""
    edition: str = ""
    article: str = ""
    effective: str = ""
    checked_on: str = ""
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a question or group in another language of the form."""

    language: str
    label: str = ""
    hint: str = ""
    guidance: str = ""
    constraint_message: str = ""
    required_message: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be chosen; `columns` are the list's own columns, for filters, `words` other languages."""

    name: str
    label: str
    columns: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def cell(self, column: str) -> str:
        """What stands in a column of the list; empty when it has none."""
        if column in ("name", "label"):
            return self.name if column == "name" else self.label
        return next((text for name, text in self.columns if name == column), "")


@dataclass(frozen=True, slots=True)
class Group:
    """A heading; its relevance is that of everything below it. `parent` is empty at the top.

    `repeated` makes it a repeat: it is answered any number of times, or as often as the expression `count` says.
    """

    name: str
    label: str
    parent: str
    relevant: str
    repeated: bool = False
    count: str = ""
    appearance: str = ""
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the table. `number` is the place among check lines (项), 0 for what is no check line.

    `hint` is how to check, `violation` what counts as non-conforming, `severity` one of `SEVERITIES`.
    `relevant`, `required`, `constraint`, `calculation`, `read_only` and `choice_filter` are expressions, empty when
    there are none; `default` is a text, or an expression when `dynamic`. `trigger` names the questions whose change
    works the calculation out. `parameters` are those of a range (start, end, step).
    """

    name: str
    kind: Kind
    number: int
    group: str
    label: str
    hint: str
    choices: str
    relevant: str
    required: str
    constraint: str
    constraint_message: str
    calculation: str
    violation: str
    severity: str
    basis: Basis
    guidance: str = ""
    appearance: str = ""
    default: str = ""
    dynamic: bool = False
    trigger: tuple[str, ...] = ()
    read_only: str = ""
    required_message: str = ""
    choice_filter: str = ""
    other: bool = False
    parameters: tuple[tuple[str, str], ...] = ()
    words: tuple[Words, ...] = ()

    def parameter(self, name: str, default: str = "") -> str:
        """A parameter's text."""
        return dict(self.parameters).get(name, default)


def blank_question(name: str, kind: Kind = "text", **parts: Any) -> Question:
    """A question with a name and a kind, and otherwise only what is given."""
    plain = dict.fromkeys(_FIRST_QUESTION, "") | {"number": 0, "basis": Basis()}
    return Question(**{**plain, "name": name, "kind": kind, **parts})


@dataclass(frozen=True)
class Table:
    """A long list from a file beside the form: its columns, and its rows as texts in their order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_bytes(self) -> bytes:
        """Canonical JSON, as it is kept in evidence."""
        return canonical({"columns": list(self.columns), "rows": [list(row) for row in self.rows]})

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes."""
        return sha256_hex(self.to_bytes())


@dataclass(frozen=True)
class Definition:
    """A whole check table. `choices` are the lists by name, `tables` the digests of long lists by file name.

    `language` is the language of the plain texts, `languages` those that `words` hold besides.
    """

    form: str
    title: str
    version: str
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    tables: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    languages: tuple[str, ...] = ()
    format: int = FORMAT

    @property
    def lines(self) -> tuple[Question, ...]:
        """The check lines (项), in order; each takes one verdict."""
        return tuple(question for question in self.questions if question.kind == "verdict")

    @cached_property
    def by_name(self) -> dict[str, Question]:
        """Questions by name."""
        return {question.name: question for question in self.questions}

    @cached_property
    def groups_by_name(self) -> dict[str, Group]:
        """Groups and repeats by name."""
        return {group.name: group for group in self.groups}

    def path(self, name: str) -> tuple[str, ...]:
        """The steps from the root to a question or group."""
        return self._paths[name]

    @cached_property
    def _paths(self) -> dict[str, tuple[str, ...]]:
        paths: dict[str, tuple[str, ...]] = {"": ("data",)}
        for group in self.groups:
            paths[group.name] = (*paths[group.parent], group.name)
        for question in self.questions:
            paths[question.name] = (*paths[question.group], question.name)
        return paths

    def to_bytes(self) -> bytes:
        """Canonical JSON (RFC 8785) of texts, integers and booleans; what equals its default is left out."""
        return canonical(_first_format(self) if self.format == 1 else _second_format(self))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes; this is what an inspection cites."""
        return sha256_hex(self.to_bytes())


def from_bytes(content: bytes) -> Definition:
    """Read back what `to_bytes` wrote, now or in the first format. Raises `Damaged("form-damaged")` otherwise."""
    try:
        stored: dict[str, Any] = json.loads(content)
        definition = _read(stored)
        whole = definition.to_bytes() == content and all(
            definition.path(question.name) and question.kind in KINDS for question in definition.questions
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as damage:
        raise Damaged("form-damaged", digest=sha256_hex(content)) from damage
    if not whole:
        raise Damaged("form-damaged", digest=sha256_hex(content))
    return definition


def table_from_bytes(content: bytes) -> Table:
    """Read back a long list. Raises `Damaged("form-damaged")`."""
    try:
        stored = json.loads(content)
        table = Table(tuple(stored["columns"]), tuple(tuple(row) for row in stored["rows"]))
        whole = table.to_bytes() == content
    except (ValueError, KeyError, TypeError, RecursionError) as damage:
        raise Damaged("form-damaged", digest=sha256_hex(content)) from damage
    if not whole:
        raise Damaged("form-damaged", digest=sha256_hex(content))
    return table


_FIRST_GROUP = ("name", "label", "parent", "relevant")
_FIRST_QUESTION = (
    "name", "kind", "number", "group", "label", "hint", "choices", "relevant", "required", "constraint",
    "constraint_message", "calculation", "violation", "severity", "basis",
)  # fmt: skip


def _first_format(definition: Definition) -> dict[str, Any]:
    def kept(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
        every = asdict(value)
        return {name: every[name] for name in names}

    return {
        "format": 1,
        "form": definition.form,
        "title": definition.title,
        "version": definition.version,
        "groups": [kept(group, _FIRST_GROUP) for group in definition.groups],
        "questions": [kept(question, _FIRST_QUESTION) for question in definition.questions],
        "choices": [
            {"name": name, "choices": [kept(choice, ("name", "label")) for choice in choices]}
            for name, choices in definition.choices.items()
        ],
    }


def _second_format(definition: Definition) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "form": definition.form,
        "title": definition.title,
        "version": definition.version,
        "language": definition.language,
        "languages": list(definition.languages),
        "tables": dict(definition.tables),
        "groups": [_plain(group) for group in definition.groups],
        "questions": [_plain(question) for question in definition.questions],
        "choices": [
            {"name": name, "choices": [_plain(choice) for choice in choices]}
            for name, choices in definition.choices.items()
        ],
    }


def _plain(value: Any) -> Any:
    """A value of this module as JSON holds it, without what equals its default."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    found = {}
    for name, default in _named(value.__class__):
        content = getattr(value, name)
        if default is MISSING or content != default:
            found[name] = content if type(content) is str else _plain(content)
    return found


@cache
def _named(kind: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a class and what each is where nothing was said."""
    return tuple((one.name, one.default) for one in fields(kind))


def _read(stored: dict[str, Any]) -> Definition:
    if stored["format"] not in (1, FORMAT):
        raise ValueError(stored["format"])
    return Definition(
        form=stored["form"],
        title=stored["title"],
        version=stored["version"],
        groups=tuple(_group(group) for group in stored["groups"]),
        questions=tuple(_question(question) for question in stored["questions"]),
        choices={each["name"]: tuple(_choice(choice) for choice in each["choices"]) for each in stored["choices"]},
        tables=dict(stored.get("tables", {})),
        language=stored.get("language", ""),
        languages=tuple(stored.get("languages", ())),
        format=stored["format"],
    )


def _pairs(stored: dict[str, Any], name: str) -> dict[str, Any]:
    return {name: tuple((one, two) for one, two in stored[name])} if name in stored else {}


def _words(stored: dict[str, Any]) -> dict[str, Any]:
    return {"words": tuple(Words(**words) for words in stored["words"])} if "words" in stored else {}


def _group(stored: dict[str, Any]) -> Group:
    return Group(**{**stored, **_words(stored)})


def _choice(stored: dict[str, Any]) -> Choice:
    return Choice(**{**stored, **_pairs(stored, "columns"), **_pairs(stored, "words")})


def _question(stored: dict[str, Any]) -> Question:
    trigger = {"trigger": tuple(stored["trigger"])} if "trigger" in stored else {}
    basis = Basis(**stored["basis"])
    return Question(**{**stored, **_pairs(stored, "parameters"), **_words(stored), **trigger, "basis": basis})
