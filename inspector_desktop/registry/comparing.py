"""What a list would do to a register before it does it: new, changed by column, gone, and doubts for people. Pure.

The same code is the same one. The same name with another code, or without one, is a doubt: a person says whether it is
the same, another one, or to be left out. A blank cell never empties a column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from inspector_desktop.registry.codes import name_key
from inspector_desktop.registry.intake import Intake, IntakeRow, Kind

Decision = Literal["same", "other", "skip"]
Decisions = Mapping[int, Decision]
"""What a person said about a doubtful row, by its number in the list."""

COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    "subjects": (
        "name", "code", "category", "authority", "jurisdiction", "address", "principal", "phone", "credit",
    ),
    "officers": ("name", "unit", "sex", "certificate", "areas", "categories", "fields", "valid_until"),
    "items": (
        "title", "group_title", "item_class", "agency", "subject_category", "content", "basis", "methods", "ratio",
        "frequency", "form",
    ),
}  # fmt: skip
NAMES: Mapping[Kind, str] = {"subjects": "name", "officers": "name", "items": "title"}
CODES: Mapping[Kind, str] = {"subjects": "code", "officers": "certificate", "items": "id"}


@dataclass(frozen=True)
class Change:
    """One of the register that the list would change: `columns` holds column, before, after."""

    row: int
    id: str
    name: str
    code: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Doubt:
    """A row with a name that stands already: in the register (`id`) or in an earlier row of the list (`earlier`)."""

    row: int
    name: str
    code: str
    id: str = ""
    other_code: str = ""
    earlier: int = 0
    decision: Decision | None = None


@dataclass(frozen=True)
class Gone:
    """One of the register, still there, that the list does not name."""

    id: str
    name: str
    code: str


@dataclass(frozen=True)
class Compared:
    """A list against a register. `new` holds rows of the register by their number in the list."""

    new: Mapping[int, Any] = field(default_factory=dict)
    changed: tuple[Change, ...] = ()
    same: int = 0
    repeated: int = 0
    skipped: int = 0
    doubts: tuple[Doubt, ...] = ()
    gone: tuple[Gone, ...] = ()

    @property
    def undecided(self) -> int:
        """How many doubts nobody has settled; their rows are left out."""
        return sum(one.decision is None for one in self.doubts)

    @property
    def known(self) -> int:
        """How many rows stand in the register already, changed or not."""
        return self.same + len(self.changed)


def compare(
    intake: Intake,
    made: Sequence[tuple[IntakeRow, Any]],
    standing: Mapping[str, Any],
    *,
    decisions: Decisions | None = None,
) -> Compared:
    """Hold the rows `made` of an intake against what is `standing` in the register, by id."""
    return _Comparing(intake, standing, decisions or {}).run(made)


class _Comparing:
    """One comparison at work."""

    def __init__(self, intake: Intake, standing: Mapping[str, Any], decisions: Decisions) -> None:
        kind = intake.kind
        self._intake, self._standing, self._decisions = intake, standing, decisions
        self._name, self._code, self._columns = NAMES[kind], CODES[kind], COLUMNS[kind]
        self._by_code = {code: one for one, row in standing.items() if (code := getattr(row, self._code))}
        self._by_name: dict[str, str] = {}
        for one, row in standing.items():
            self._by_name.setdefault(name_key(getattr(row, self._name)), one)
        self._new: dict[int, Any] = {}
        self._changed: dict[str, Change] = {}
        self._met: set[str] = set()
        self._ids: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._doubts: list[Doubt] = []
        self._same = self._repeated = self._skipped = 0

    def run(self, made: Sequence[tuple[IntakeRow, Any]]) -> Compared:
        """Compare every row."""
        for given, row in made:
            self._take(given, row)
        return Compared(
            self._new, tuple(self._changed.values()), self._same, self._repeated, self._skipped,
            tuple(self._doubts), self._gone(),
        )  # fmt: skip

    def _take(self, given: IntakeRow, row: Any) -> None:
        name, code = name_key(getattr(row, self._name)), getattr(row, self._code)
        match = self._by_code.get(code, "") if code else ""
        if not match and row.id in self._standing:
            match = row.id
        if match:
            self._hold_against(match, given, row)
        elif row.id in self._ids:
            self._repeated += 1
        elif name in self._by_name:
            self._doubt(given, row, self._by_name[name], 0)
        elif name in self._names:
            self._doubt(given, row, "", self._names[name])
        else:
            self._enter(given, row)
        self._names.setdefault(name, given.row)

    def _doubt(self, given: IntakeRow, row: Any, match: str, earlier: int) -> None:
        said = self._decisions.get(given.row)
        other = getattr(self._standing[match], self._code) if match else ""
        self._doubts.append(
            Doubt(given.row, getattr(row, self._name), getattr(row, self._code), match, other, earlier, said)
        )
        if match:
            self._met.add(match)
        if said == "other":
            self._enter(given, row)
        elif said == "skip":
            self._skipped += 1
        elif said == "same" and match:
            self._hold_against(match, given, row)
        elif said == "same":
            self._repeated += 1

    def _enter(self, given: IntakeRow, row: Any) -> None:
        self._ids[row.id] = given.row
        self._new[given.row] = row

    def _hold_against(self, match: str, given: IntakeRow, row: Any) -> None:
        if match in self._ids:
            self._repeated += 1
            return
        self._ids[match] = given.row
        self._met.add(match)
        before = self._standing[match]
        columns = tuple(
            (column, getattr(before, column), after)
            for column in self._columns
            if (after := self._after(column, given, row)) and not self._alike(column, getattr(before, column), after)
        )
        if columns:
            self._changed[match] = Change(
                given.row, match, getattr(before, self._name), getattr(before, self._code), columns
            )
        else:
            self._same += 1

    def _after(self, column: str, given: IntakeRow, row: Any) -> str:
        """Return what the list says of a column, nothing where it has none or a word the profile does not know."""
        return str(getattr(row, column)) if given.get(column) else ""

    def _alike(self, column: str, before: str, after: str) -> bool:
        return before == after or (column == self._name and name_key(before) == name_key(after))

    def _gone(self) -> tuple[Gone, ...]:
        return tuple(
            Gone(one, getattr(row, self._name), getattr(row, self._code))
            for one, row in self._standing.items()
            if one not in self._met
            and getattr(row, "survival", "active") == "active"
            and getattr(row, "duty", "on") != "left"
            and name_key(getattr(row, self._name)) not in self._intake.refused_names
        )
