"""What a reading gives: rows to take in, findings about rows, and where in the file all this stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from inspector_desktop.registry.intake.spool import Spool

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
class Twin:
    """What comparing a row with the file and the register added: an earlier row, an id, a reason to look."""

    same_as: int = 0
    known: str = ""
    column: str = ""
    value: str = ""
    why: str = ""

    def finding(self, row: int) -> Finding:
        """Return what a person should look at."""
        facts = (("first", str(self.same_as)),) if self.same_as else ()
        return Finding(row, self.column, self.value, self.why, facts)


class Findings(Spool[Finding]):
    """Findings, packed; `rows` counts the rows they are about."""

    def __init__(self) -> None:
        super().__init__(lambda item: finding_of(item[0], item[1:]))
        self.rows = 0


def finding_of(row: int, item: Sequence[Any]) -> Finding:
    """Return a finding from column, value, reason and facts as JSON holds them."""
    column, value, why, facts = item
    return Finding(row, column, value, why, tuple((name, text) for name, text in facts))


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
    rows: Sequence[IntakeRow]
    warnings: Sequence[Finding]
    refusals: Sequence[Finding]
    skipped: Sequence[int]
    refused_names: frozenset[str] = frozenset()

    @property
    def accepted(self) -> int:
        """Rows taken in, with or without a warning."""
        return len(self.rows)

    @property
    def warned(self) -> int:
        """Rows taken in that a person should look at."""
        if (counted := getattr(self.rows, "warned", None)) is not None:
            return int(counted)
        return sum(bool(row.warnings) for row in self.rows)

    @property
    def refused(self) -> int:
        """Rows not taken in."""
        if isinstance(self.refusals, Findings):
            return self.refusals.rows
        return len({finding.row for finding in self.refusals})

    def counts(self) -> dict[str, int]:
        """Return rows = accepted + refused, and how many of the accepted are warned."""
        return {
            "rows": self.accepted + self.refused,
            "accepted": self.accepted,
            "warned": self.warned,
            "refused": self.refused,
        }
