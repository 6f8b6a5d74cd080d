"""The findings of an intake in words, and as a spreadsheet to mend the original by.

Cells are written as typed texts, so nothing that came in can act as a formula on the way out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import xlsxwriter

from inspector_desktop.registry.intake.model import Finding, Intake
from inspector_desktop.wording import say

_WIDTHS = (8, 22, 34, 60, 12)
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)


def why(finding: Finding) -> str:
    """Return the reason of a finding in words."""
    return say(f"import-why-{finding.why}", **dict(finding.facts))


def sentence(finding: Finding, intake: Intake) -> str:
    """Return what people read about a refused row: row, column, value, why, and how to repair."""
    return say(
        "refused-import-row" if intake.kind == "subjects" else f"refused-import-row-{intake.kind}",
        row=finding.row,
        column=finding.column,
        value=finding.value,
        why=why(finding),
        accepted=intake.accepted,
    )


def warning(finding: Finding) -> str:
    """Return what people read about a row that was taken in with a word."""
    return say("warned-import-row", row=finding.row, column=finding.column, value=finding.value, why=why(finding))


def summary(intake: Intake) -> str:
    """Return the outcome in one sentence."""
    return say("import-summary", file=intake.file, sheet=intake.sheet, **intake.counts())


def error_report(intake: Intake) -> bytes:
    """Return a spreadsheet of all findings, refused rows first, and of rows passed over.

    The same intake gives the same bytes.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"created": _UNDATED})
    page = book.add_worksheet(say("import-report-sheet"))
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    titles = ("row", "column", "value", "why", "outcome")
    for column, (title, width) in enumerate(zip(titles, _WIDTHS, strict=True)):
        page.set_column(column, column, width, wrapped)
        page.write_string(0, column, say(f"import-report-{title}"), bold)
    for line, cells in enumerate(_lines(intake), 1):
        for column, text in enumerate(cells):
            page.write_string(line, column, text)
    page.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def _lines(intake: Intake) -> Iterator[tuple[str, ...]]:
    for outcome, findings in (("refused", intake.refusals), ("warned", intake.warnings)):
        for one in findings:
            yield (str(one.row), one.column, one.value, why(one), say(f"import-report-{outcome}"))
    for row in intake.skipped:
        yield (str(row), "", "", say("import-why-skipped"), say("import-report-skipped"))
