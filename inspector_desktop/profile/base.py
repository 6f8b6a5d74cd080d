"""What every part of a bureau's profile is made of: groups that name their clause, rows, and small value types.

Leaves the parts themselves to the modules beside it, and files and refusals to `loading`.
"""

from __future__ import annotations

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

# The source's number and its own numbering, a law by its name, or a proposal of this program with its reason.
CLAUSE = r"^(\d{3} \S.*|《[^》]+》.*|默认：.+)$"
MILLION = 1_000_000

Clause = Annotated[str, StringConstraints(pattern=CLAUSE)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,47}$")]
DeadlineId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{2}[a-z]?$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Region = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
Ppm = Annotated[int, Field(ge=0, le=MILLION, strict=True)]
Count = Annotated[int, Field(ge=0, le=MILLION, strict=True)]
Positive = Annotated[int, Field(ge=1, le=MILLION, strict=True)]
Switch = Annotated[bool, Field(strict=True)]


def _known_places(pattern: str) -> str:
    """Refuse a pattern with places nobody fills, so that writing a number can't go wrong later."""
    try:
        places = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        pattern.format(short="", word="", year=2026, number=1)
    except (ValueError, LookupError, AttributeError) as wrong:
        raise ValueError("number-pattern") from wrong
    if "number" not in places or not places <= {"short", "word", "year", "number"}:
        raise ValueError("number-pattern")
    return pattern


NumberPattern = Annotated[str, StringConstraints(min_length=1), AfterValidator(_known_places)]


class Row(BaseModel):
    """A line of a table; the clause stands at the group that holds the table."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Group(Row):
    """A group of settings with the place they come from (`clause`)."""

    clause: Clause


class Named(Row):
    """A code and the words people read for it."""

    id: Code
    title: Text
