"""Takes in the spreadsheets bureaus really have: finds out what a file is, reads it apart, judges every row.

Entering what was judged is `registry.acts`; nothing here knows a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from inspector_desktop.registry.intake.columns import likely_titles, vocabulary
from inspector_desktop.registry.intake.judging import Early, judge_sheets
from inspector_desktop.registry.intake.limits import Limits
from inspector_desktop.registry.intake.model import Finding, Intake, IntakeRow, Kind, Known
from inspector_desktop.registry.intake.reading import Sheet, read_sheets
from inspector_desktop.registry.intake.report import error_report, sentence, summary, warning, why

__all__ = [
    "Early", "Finding", "Intake", "IntakeRow", "Kind", "Known", "Limits", "Sheet", "error_report", "fields_of",
    "judge_sheets", "likely_titles", "read_sheets", "sentence", "summary", "take_in", "warning", "why",
]  # fmt: skip


def fields_of(kind: Kind) -> tuple[str, ...]:
    """Return the fields a column of a kind of list may be given."""
    return tuple(dict.fromkeys(vocabulary(kind).fields.values()))


def take_in(
    kind: Kind,
    path: Path,
    *,
    manual: Mapping[str, str] | None = None,
    known: Known | None = None,
    limits: Limits | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Intake:
    """Read a spreadsheet in a process of its own and judge its rows; blocks, so the GUI calls it from a worker.

    `manual` maps titles of this bureau to fields, `known` is what the register holds, `progress` is told the rows
    read so far, `cancelled` is asked often. Raises `Missing`, `Refused` (the whole file), `Cancelled`.
    """
    sheets = read_sheets(
        path,
        limits=limits,
        progress=progress or (lambda _rows: None),
        cancelled=cancelled or (lambda: False),
        early=Early(kind, manual),
    )
    return judge_sheets(kind, path.name, sheets, manual=manual, known=known)
