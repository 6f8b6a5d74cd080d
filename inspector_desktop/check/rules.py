"""What arrival, a finished sheet and a visit that could not check need. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MEASURES = ("measure-at-once", "measure-deadline", "measure-transfer")
UNABLE = (
    "unable-closed",
    "unable-no-contact",
    "unable-moved",
    "unable-deregistered",
    "unable-no-activity",
    "unable-obstructed",
)
TWO_VISITS = ("unable-no-contact",)


@dataclass(frozen=True)
class Expired:
    """An officer whose certificate, as the register has it, was not valid on the day."""

    name: str
    valid_until: str


def expired_on(officers: Sequence[tuple[str, str]], day: str) -> tuple[Expired, ...]:
    """Of `(name, valid_until)`, those no longer valid on the civil day of the visit."""
    return tuple(Expired(name, until) for name, until in officers if until < day)


def wanting_of_unable(branch: str, *, words: str, asked: str, visits: int, photos: int) -> str:
    """What 未能检查 still needs, as a wording key; empty when complete."""
    if branch not in UNABLE:
        return "refused-unable-branch"
    if not words.strip():
        return "refused-unable-words"
    if not photos:
        return "refused-unable-photos"
    if branch != "unable-obstructed" and not asked.strip():
        return "refused-unable-asked"
    if branch in TWO_VISITS and visits < len((1, 2)):
        return "refused-unable-visits"
    return ""


def summary_of(counts: dict[str, int]) -> dict[str, int]:
    """Lines by verdict, with their total, for title line and record."""
    judged = {name: counts.get(name, 0) for name in ("conforms", "violates", "not_applicable", "not_checked")}
    return {**judged, "open": counts.get("open", 0), "total": sum(judged.values()) + counts.get("open", 0)}
