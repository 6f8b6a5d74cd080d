"""What is wrong with a form, said so that its author can repair it: sheet, row, column, value, and what to do.

Rows are counted as a spreadsheet shows them: the heading is row 1. A fatal problem keeps the form from being used; the
others are reported and left to the bureau.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector_desktop.errors import Refused
from inspector_desktop.wording import say


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `code` is the wording key of the sentence; `row` is 0 when it concerns a whole sheet."""

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    facts: tuple[tuple[str, str | int], ...] = ()
    fatal: bool = True

    def refusal(self) -> Refused:
        """The finding as a refusal."""
        return Refused(self.code, **self._all())

    def text(self) -> str:
        """The whole sentence."""
        return say(self.code, **self._all())

    def as_dict(self) -> dict[str, str | int | bool]:
        """For machines: where, what, and the sentence."""
        return {
            "code": self.code,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "fatal": self.fatal,
            "text": self.text(),
        }

    def _all(self) -> dict[str, str | int]:
        place: dict[str, str | int] = {"sheet": self.sheet, "row": self.row, "column": self.column}
        return {**place, "value": self.value, **dict(self.facts)}


@dataclass(slots=True)
class Findings:
    """Collects problems while a form is read."""

    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        *,
        sheet: str = "survey",
        row: int = 0,
        column: str = "",
        value: str = "",
        fatal: bool = True,
        facts: Mapping[str, str | int] | None = None,
    ) -> None:
        """Note one finding."""
        self.problems.append(Problem(code, sheet, row, column, value, tuple((facts or {}).items()), fatal))

    @property
    def fatal(self) -> bool:
        """Tell whether the form can't be used as it stands."""
        return any(problem.fatal for problem in self.problems)
