"""A check table as a frozen value: groups, questions, choices, bases; its canonical bytes and digest.

An inspection stores these bytes when it starts and reads them back without pyxform; a definition read back is equal to
the one stored. Where definitions come from is left to `reading.py`, what answers do to them to `sheet.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.errors import Damaged

FORMAT = 1

Kind: TypeAlias = Literal["verdict", "choice", "choices", "text", "integer", "decimal", "date", "note", "calculate"]
KINDS: tuple[str, ...] = get_args(Kind)
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
class Choice:
    """One answer that may be chosen."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading; its relevance is that of everything below it. `parent` is empty at the top."""

    name: str
    label: str
    parent: str
    relevant: str


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the table. `number` is the place among check lines (项), 0 for what is no check line.

    `hint` is how to check, `violation` what counts as non-conforming, `severity` one of `SEVERITIES`.
    `relevant`, `required`, `constraint` and `calculation` are expressions, empty when there are none.
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


@dataclass(frozen=True)
class Definition:
    """A whole check table. `choices` are the lists by name."""

    form: str
    title: str
    version: str
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]
    choices: Mapping[str, tuple[Choice, ...]]

    @property
    def lines(self) -> tuple[Question, ...]:
        """The check lines (项), in order; each takes one verdict."""
        return tuple(question for question in self.questions if question.kind == "verdict")

    @cached_property
    def by_name(self) -> dict[str, Question]:
        """Questions by name."""
        return {question.name: question for question in self.questions}

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
        """Canonical JSON (RFC 8785) of texts, integers and booleans."""
        return canonical(
            {
                "format": FORMAT,
                "form": self.form,
                "title": self.title,
                "version": self.version,
                "groups": [asdict(group) for group in self.groups],
                "questions": [asdict(question) for question in self.questions],
                "choices": [
                    {"name": name, "choices": [asdict(choice) for choice in choices]}
                    for name, choices in self.choices.items()
                ],
            }
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes; this is what an inspection cites."""
        return sha256_hex(self.to_bytes())


def from_bytes(content: bytes) -> Definition:
    """Read back what `to_bytes` wrote. Raises `Damaged("form-damaged")` for any other bytes."""
    try:
        stored: dict[str, Any] = json.loads(content)
        if stored["format"] != FORMAT:
            raise Damaged("form-damaged", digest=sha256_hex(content))
        definition = Definition(
            form=stored["form"],
            title=stored["title"],
            version=stored["version"],
            groups=tuple(Group(**group) for group in stored["groups"]),
            questions=tuple(_question(question) for question in stored["questions"]),
            choices={each["name"]: tuple(Choice(**choice) for choice in each["choices"]) for each in stored["choices"]},
        )
        whole = definition.to_bytes() == content and all(
            definition.path(question.name) and question.kind in KINDS for question in definition.questions
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as damage:
        raise Damaged("form-damaged", digest=sha256_hex(content)) from damage
    if not whole:
        raise Damaged("form-damaged", digest=sha256_hex(content))
    return definition


def _question(stored: dict[str, Any]) -> Question:
    return Question(**{**stored, "basis": Basis(**stored["basis"])})
