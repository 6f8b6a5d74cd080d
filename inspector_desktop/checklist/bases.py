"""Laws and standards known to be repealed, so that a form which still cites one is found.

The table is `forms/repealed-bases.csv`: law, edition as forms write it, day of repeal, what took its place,
and the text that says so. Whether an edition not in the table is in force is for the bureau's 法制 reviewers.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from inspector_desktop.assets import form


@dataclass(frozen=True, slots=True)
class Repealed:
    """An edition that is no longer in force."""

    law: str
    edition: str
    repealed_on: str
    successor: str


def repealed_bases(path: Path | None = None) -> dict[tuple[str, str], Repealed]:
    """The table by law and edition."""
    with (path or form("repealed-bases.csv")).open(encoding="utf-8", newline="") as file:
        rows = [
            Repealed(row["law"], row["edition"], row["repealed_on"], row["successor"]) for row in csv.DictReader(file)
        ]
    return {(row.law, row.edition): row for row in rows}
