"""What a list would do to a register before it does it: new, changed by column, gone, and doubts for people. Pure.

The same code is the same one. The same name with another code, or without one, is a doubt: a person says whether it is
the same, another one, or to be left out. A blank cell never empties a column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, Literal

from inspector_desktop.registry.intake import Intake, IntakeRow, Kind
from inspector_desktop.registry.intake.judged_rows import JudgedRows
from inspector_desktop.registry.intake.quick import name_key
from inspector_desktop.registry.standing import StandingSubjects

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
        "frequency", "form", "sub_title", "staffing", "level", "partners", "note", "section", "person",
        "random_reason", "ratio_by_law", "duty_code", "reviewed_by", "reviewed_on",
    ),
}  # fmt: skip
_ROWS_A_TICK = 2_000
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


class NewRows(Mapping[int, Any]):
    """The rows a register lacks, by their number in the list; each is made when somebody goes through them."""

    def __init__(self, rows: Sequence[IntakeRow], taken: bytearray, make: Callable[[IntakeRow], Any]) -> None:
        self.rows, self.taken, self._make = rows, taken, make
        self._count = sum(taken)

    def given(self) -> Iterator[IntakeRow]:
        """Yield the rows as the list has them."""
        return compress(self.rows, self.taken)

    def narrowed(self, taken: bytearray) -> NewRows:
        """Return the same rows of the list with others of them taken."""
        return NewRows(self.rows, taken, self._make)

    def made(self) -> Iterator[Any]:
        """Yield the rows as the register will have them."""
        return (self._make(row) for row in self.given())

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        return (row.row for row in self.given())

    def __getitem__(self, number: int) -> Any:
        """Return the row with a number; raises `KeyError`."""
        for row in self.given():
            if row.row == number:
                return self._make(row)
        raise KeyError(number)


@dataclass(frozen=True)
class Compared:
    """A list against a register. `new` holds rows of the register by their number in the list."""

    new: NewRows = field(default_factory=lambda: NewRows((), bytearray(), lambda row: row))
    changed: tuple[Change, ...] = ()
    same: int = 0
    repeated: int = 0
    skipped: int = 0
    doubts: tuple[Doubt, ...] = ()
    gone: tuple[Gone, ...] = ()

    def only(self, numbers: Collection[int]) -> Compared:
        """Return what is left when of the new rows some are chosen by their numbers, and nothing else is done."""
        chosen = set(numbers)
        taken = bytearray(
            bool(was) and row.row in chosen for row, was in zip(self.new.rows, self.new.taken, strict=True)
        )
        return Compared(self.new.narrowed(taken), same=self.same, repeated=self.repeated, skipped=self.skipped)

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
    make: Callable[[IntakeRow], Any],
    standing: Mapping[str, Any],
    *,
    decisions: Decisions | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Compared:
    """Hold the rows of an intake, each as `make` makes it for the register, against what is `standing` there, by id.

    `progress` is told the rows compared and all, now and then; what it raises ends the comparing.
    """
    return _Comparing(intake, make, standing, decisions or {}).run(progress)


def _leading(standing: Mapping[str, Any], name: str, code: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The ids of what stands in a register by code and by the key of the name, of namesakes the first."""
    if isinstance(standing, StandingSubjects):
        return standing.by_code, standing.by_name
    by_name: dict[str, str] = {}
    for one, row in standing.items():
        by_name.setdefault(name_key(getattr(row, name)), one)
    return {found: one for one, row in standing.items() if (found := getattr(row, code))}, by_name


class _Comparing:
    """One comparison at work."""

    def __init__(
        self,
        intake: Intake,
        make: Callable[[IntakeRow], Any],
        standing: Mapping[str, Any],
        decisions: Decisions,
    ) -> None:
        kind = intake.kind
        self._intake, self._make, self._standing, self._decisions = intake, make, standing, decisions
        self._name, self._code, self._columns = NAMES[kind], CODES[kind], COLUMNS[kind]
        self._by_code, self._by_name = _leading(standing, self._name, self._code)
        self._taken = bytearray(len(intake.rows))
        self._changed: dict[str, Change] = {}
        self._met: set[str] = set()
        self._ids: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._doubts: list[Doubt] = []
        self._same = self._repeated = self._skipped = 0

    def run(self, progress: Callable[[int, int], None]) -> Compared:
        """Compare every row; where the register is empty, only those that are not alone in their list."""
        rows, total = self._intake.rows, len(self._intake.rows)
        if isinstance(rows, JudgedRows) and not self._standing and self._intake.kind == "subjects":
            self._taken = bytearray(b"\1") * total
            pairs = rows.at(rows.suspects)
        else:
            pairs = enumerate(rows)
        for at, given in pairs:
            if at % _ROWS_A_TICK == 0:
                progress(at, total)
            self._taken[at] = self._take(given, self._make(given))
        return Compared(
            NewRows(rows, self._taken, self._make), tuple(self._changed.values()), self._same, self._repeated,
            self._skipped, tuple(self._doubts), self._gone(),
        )  # fmt: skip

    def _take(self, given: IntakeRow, row: Any) -> bool:
        """Compare a row; tell whether it is to be entered as a new one."""
        name, code = name_key(getattr(row, self._name)), getattr(row, self._code)
        match = self._by_code.get(code, "") if code else ""
        if not match and row.id in self._standing:
            match = row.id
        earlier = self._names.setdefault(name, given.row)
        if match:
            self._hold_against(match, given, row)
        elif row.id in self._ids:
            self._repeated += 1
        elif namesake := self._by_name.get(name, ""):
            return self._doubt(given, row, namesake, 0)
        elif earlier != given.row:
            return self._doubt(given, row, "", earlier)
        else:
            self._ids[row.id] = given.row
            return True
        return False

    def _doubt(self, given: IntakeRow, row: Any, match: str, earlier: int) -> bool:
        said = self._decisions.get(given.row)
        other = getattr(self._standing[match], self._code) if match else ""
        self._doubts.append(
            Doubt(given.row, getattr(row, self._name), getattr(row, self._code), match, other, earlier, said)
        )
        if match:
            self._met.add(match)
        if said == "other":
            self._ids[row.id] = given.row
        elif said == "skip":
            self._skipped += 1
        elif said == "same" and match:
            self._hold_against(match, given, row)
        elif said == "same":
            self._repeated += 1
        return said == "other"

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
