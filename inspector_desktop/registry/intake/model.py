"""What a reading gives: rows to take in, findings about rows, and where in the file all this stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["subjects", "officers", "items"]


@dataclass(frozen=True)
class Finding:
    """What is to be said about one cell of one row; `why` and `facts` are a wording key and what it needs."""

    row: int
    column: str
    value: str
    why: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class IntakeRow:
    """A row to take in. `row` is its number in the sheet, `values` go by field, absent ones are `""`.

    `same_as` is an earlier row of this file, `known` an id of the register with the same code.
    """

    row: int
    values: Mapping[str, str]
    warnings: tuple[Finding, ...] = ()
    same_as: int = 0
    known: str = ""

    def get(self, field_name: str) -> str:
        """Return the text of a field, `""` where the file has none."""
        return self.values.get(field_name, "")


@dataclass(frozen=True)
class Known:
    """What the register holds already: ids by code and by `codes.name_key` of the name."""

    by_code: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Intake:
    """A judged sheet. `mapping` goes from the header's own words to fields, `unread` names columns left out.

    `refused_names` are the `codes.name_key` of refused rows: whom the list names even so.
    """

    kind: Kind
    file: str
    sheet: str
    header_row: int
    mapping: Mapping[str, str]
    unread: tuple[str, ...]
    rows: tuple[IntakeRow, ...]
    warnings: tuple[Finding, ...]
    refusals: tuple[Finding, ...]
    skipped: tuple[int, ...]
    refused_names: frozenset[str] = frozenset()

    @property
    def accepted(self) -> int:
        """Rows taken in, with or without a warning."""
        return len(self.rows)

    @property
    def warned(self) -> int:
        """Rows taken in that a person should look at."""
        return sum(bool(row.warnings) for row in self.rows)

    @property
    def refused(self) -> int:
        """Rows not taken in."""
        return len({finding.row for finding in self.refusals})

    def counts(self) -> dict[str, int]:
        """Return rows = accepted + refused, and how many of the accepted are warned."""
        return {
            "rows": self.accepted + self.refused,
            "accepted": self.accepted,
            "warned": self.warned,
            "refused": self.refused,
        }
