"""What a verdict needs before a line counts as checked.

A fresh sheet has no verdict at all: conforming is found, never assumed. Non-conforming needs a fact; not checked needs
one of the reasons, and the last reason needs words (statutory forms: no blank, no guess).
"""

from __future__ import annotations

from dataclasses import dataclass

VERDICTS = ("conforms", "violates", "not_applicable", "not_checked")
REASONS = ("idle", "stopped", "test", "denied", "other")


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands on one line: the verdict or value, the fact found, the reason it was not checked, its words."""

    value: str = ""
    fact: str = ""
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Something a line still needs: the line's number and name, and the wording key that says what."""

    line: int
    name: str
    code: str


def shortfall(answer: Answer) -> str:
    """Wording key of what a verdict still needs; empty when the line is complete.

    `line-open` (待判定), `refused-no-fact`, `refused-no-why` (no reason chosen),
    `refused-no-why-words` (other, unsaid).
    """
    if answer.value not in VERDICTS:
        return "line-open"
    if answer.value == "violates" and not answer.fact.strip():
        return "refused-no-fact"
    if answer.value == "not_checked":
        if answer.reason not in REASONS:
            return "refused-no-why"
        if answer.reason == "other" and not answer.words.strip():
            return "refused-no-why-words"
    return ""
