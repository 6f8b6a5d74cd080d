"""What a check line has beyond an ordinary question: its basis, what counts as non-conforming, how grave that is.

These stand in columns of our own, `bind::insp:…`, which pyxform passes on, so that a form stays an ordinary XLSForm.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from inspector_desktop.checklist.bases import repealed_bases
from inspector_desktop.checklist.definition import SEVERITIES, Basis, Question
from inspector_desktop.checklist.problems import Findings
from inspector_desktop.checklist.workbook import Row
from inspector_desktop.wording import say

OWN = "bind::insp:"
COLUMNS = ("law", "edition", "article", "effective", "checked_on", "source", "violation", "severity", "verified")
_VERIFIED = {"basis-verified": True, "basis-unverified": False}


class Lines:
    """Reads check lines, and notes what is wrong with them."""

    def __init__(self, columns: Iterable[str], findings: Findings) -> None:
        self.columns = [column for column in columns if column.startswith(OWN)]
        self.findings = findings
        self.repealed = repealed_bases()
        self.number = 0

    def line(self, row: Row, question: Question) -> Question:
        """The next line, with what its own columns say."""
        self.number += 1
        own = {column.removeprefix(OWN): row.get(column) for column in self.columns}
        severities = {say(f"severity-{severity}"): severity for severity in SEVERITIES}
        severity = severities.get(own.get("severity", ""), "")
        if not severity:
            self._own(row, "form-severity", "severity", allowed="、".join(severities))
        if not own.get("violation"):
            self._own(row, "form-violation", "violation")
        if question.default:
            self.findings.add("form-default", row=row.number, column="default", value=question.default)
        return replace(
            question, number=self.number, severity=severity, violation=own.get("violation", ""),
            basis=self._basis(row, own), default="", dynamic=False,
        )  # fmt: skip

    def _basis(self, row: Row, own: dict[str, str]) -> Basis:
        words = {say(key): answer for key, answer in _VERIFIED.items()}
        verified = words.get(own.get("verified", ""))
        if verified is None:
            self._own(row, "form-verified", "verified", allowed="、".join(words))
        wanted = ["law", "article"]
        wanted += ["edition", "effective", "checked_on", "source"] if verified else []
        for column in wanted:
            if not own.get(column):
                self._own(row, "form-basis", column)
        for column in ("effective", "checked_on"):
            if own.get(column) and not _is_date(own[column]):
                self._own(row, "form-date", column)
        if verified is False and own.get("checked_on"):
            self._own(row, "form-unverified-date", "checked_on")
        if verified and own.get("effective", "") > own.get("checked_on", ""):
            self._own(row, "form-not-in-force", "effective", fatal=False, checked=own.get("checked_on", ""))
        gone = self.repealed.get((own.get("law", ""), own.get("edition", "")))
        if gone is not None:
            facts = {"day": gone.repealed_on, "successor": gone.successor, "law": gone.law}
            self._own(row, "form-basis-repealed", "edition", fatal=False, **facts)
        parts = {part: own.get(part, "") for part in ("law", "edition", "article", "effective", "checked_on", "source")}
        return Basis(**parts, verified=bool(verified))

    def _own(self, row: Row, code: str, column: str, *, fatal: bool = True, **facts: str | int) -> None:
        name = OWN + column
        self.findings.add(code, row=row.number, column=name, value=row.get(name), fatal=fatal, facts=facts)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
