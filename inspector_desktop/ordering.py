"""The order in which people read lists: a number inside a text counts as a number, so 第2 stands before 第10."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[0-9０-９]+")
_USUAL = {ord("０") + digit: str(digit) for digit in range(10)}


def natural(text: str) -> str:
    """By what a text is sorted, as a text itself, so that it can be kept in a table: every number led by its length."""
    return text if text.isalpha() else _NUMBER.sub(_led, text)


def _led(found: re.Match[str]) -> str:
    digits = found[0].translate(_USUAL).lstrip("0")
    return f"{len(digits):02}{digits}"
