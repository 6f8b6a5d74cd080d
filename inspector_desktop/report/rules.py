"""What the lines of a visit say together, and what a report still lacks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

PARTS = ("time", "content", "findings", "evaluation", "proposal")
"""检查时间、检查内容、检查情况、对被检查人评价、处理意见和建议 (004 art. 15)."""


@dataclass(frozen=True)
class Parts:
    """The five parts of a report; `findings` and `proposal` may have several lines."""

    time: str
    content: str
    findings: str
    evaluation: str
    proposal: str

    def by_name(self) -> dict[str, str]:
        """Texts by the names of `PARTS`, in order."""
        return asdict(self)


@dataclass(frozen=True)
class JudgedLine:
    """A check line that applied: its number (项), question, verdict and what was written with it.

    `basis` is empty while the basis has not been compared with the article's text: it may not be cited then.
    """

    line: str
    number: int
    label: str
    value: str
    fact: str
    reason: str
    words: str
    measure: str
    basis: str
    serious: bool


@dataclass(frozen=True)
class Findings:
    """Lines by verdict, the ones that do not conform, and the ones left out with their reasons."""

    total: int
    conforms: int
    violates: int
    not_applicable: int
    not_checked: int
    problems: tuple[JudgedLine, ...]
    unchecked: tuple[JudgedLine, ...]


def findings_of(lines: Iterable[JudgedLine]) -> Findings:
    """Count the lines and pick out what has to be spoken of."""
    seen = tuple(lines)

    def of(value: str) -> tuple[JudgedLine, ...]:
        return tuple(one for one in seen if one.value == value)

    return Findings(
        total=len(seen), conforms=len(of("conforms")), violates=len(of("violates")),
        not_applicable=len(of("not_applicable")), not_checked=len(of("not_checked")),
        problems=of("violates"), unchecked=of("not_checked"),
    )  # fmt: skip


def numbers_by_measure(problems: Iterable[JudgedLine]) -> dict[str, tuple[int, ...]]:
    """Numbers of the lines that do not conform, by the measure chosen on site (empty: none chosen yet)."""
    found: dict[str, tuple[int, ...]] = {}
    for one in problems:
        found[one.measure] = (*found.get(one.measure, ()), one.number)
    return found


def numbers_by_reason(lines: Iterable[JudgedLine]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Numbers of the lines not checked, by reason and words."""
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for one in lines:
        key = (one.reason, one.words)
        found[key] = (*found.get(key, ()), one.number)
    return found


def empty_parts(parts: Parts) -> tuple[str, ...]:
    """Names of the parts that say nothing."""
    return tuple(name for name, text in parts.by_name().items() if not text.strip())
