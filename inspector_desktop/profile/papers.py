"""Which papers the bureau uses, how they are numbered, and how blocks of numbers are allotted to devices.

The layout of a paper belongs to `paper`, what stands on it to the `document.py` of its step.
"""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from inspector_desktop.profile.base import Code, Count, Group, MonthDay, NumberPattern, Positive, Switch, Text
from inspector_desktop.profile.house import StepId


class Document(Group):
    """A kind of paper. `word` is its 文种代字 (empty: not numbered); `number` replaces the bureau's pattern."""

    id: Code
    title: Text
    step: StepId | None = None
    word: str = ""
    number: NumberPattern | None = None
    copies: Positive
    served: Switch
    enforceable: Switch
    in_trip_set: Switch

    @property
    def numbered(self) -> bool:
        """Whether the paper takes a number out of a series."""
        return bool(self.word or self.number)


class Documents(Group):
    """Heading, number pattern (`{short}`, `{word}`, `{year}`, `{number}`) and kinds of paper."""

    heading: Text
    number: NumberPattern
    serial: Literal["per-kind", "per-case"]
    first_number: Positive
    kinds: tuple[Document, ...]

    @model_validator(mode="after")
    def _numbers_begin_anew_each_year(self) -> Documents:
        patterns = [self.number, *(kind.number for kind in self.kinds if kind.number)]
        if any("{year}" not in pattern for pattern in patterns):
            raise ValueError("number-pattern")
        return self


class Numbers(Group):
    """Blocks of numbers: size, how many lie ahead on a device, and what happens when none is left."""

    block: Positive
    blocks_ahead: Positive
    next_year_from: MonthDay
    by_telephone: Switch
    gap_needs_reason: Switch
    low_water: Count
