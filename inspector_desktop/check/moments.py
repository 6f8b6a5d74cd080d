"""The moments of a visit that must be recorded (the county's 音像记录事项清单), and what covers each. Pure.

Photographs and recordings cover the moment of their step, those of a line the check itself, recorder files what they
were registered for. Nothing here stops anybody: what is missing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from inspector_desktop.clock import moment

ENTER, CERTIFICATES, PURPOSE, REPORT, CHECK, PAPERS = MOMENTS = (
    "moment-enter", "moment-certificates", "moment-purpose", "moment-report", "moment-check", "moment-papers",
)  # fmt: skip
SERVICE, BEFORE, AFTER, OTHER = "step-shot-service", "step-shot-before", "step-shot-after", "step-shot-other"
STEPS = (*MOMENTS, SERVICE, BEFORE, AFTER, OTHER)
"""What a picture may show that belongs to no line."""

_MOMENT_OF = {SERVICE: PAPERS, BEFORE: CHECK}
BY_PHOTO, BY_RECORDING, BY_RECORDER = "cover-photo", "cover-recording", "cover-recorder"


@dataclass(frozen=True)
class Shown:
    """A piece of evidence and where it belongs: a wording key of what it is, its line or its steps."""

    by: str
    line: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Covered:
    """A moment and how many pieces cover it, by what they are; empty when it is missing."""

    moment: str
    by: tuple[tuple[str, int], ...] = ()

    @property
    def missing(self) -> bool:
        """Whether nothing shows it."""
        return not self.by


def coverage(shown: Iterable[Shown]) -> tuple[Covered, ...]:
    """Each moment in order, with what covers it."""
    counts: dict[str, dict[str, int]] = {one: {} for one in MOMENTS}
    for piece in shown:
        places = {CHECK} if piece.line else {_MOMENT_OF.get(one, one) for one in piece.steps}
        for place in places & counts.keys():
            counts[place][piece.by] = counts[place].get(piece.by, 0) + 1
    return tuple(Covered(name, tuple(sorted(found.items()))) for name, found in counts.items())


@dataclass(frozen=True)
class Answered:
    """A line and the moment it was answered."""

    line: str
    given_at: str


def line_at(taken: str, answered: Sequence[Answered], *, arrived_at: str, patience_s: int = 1800) -> str:
    """The line a picture taken at a moment most likely belongs to; empty where none does.

    Officers photograph what they see and then judge it, or judge and then photograph the proof: the line answered
    nearest, within `patience_s`. Before arrival no line is proposed. All moments are stamps.
    """
    if not taken or taken < arrived_at:
        return ""
    at = moment(taken)
    best, nearest = "", timedelta(seconds=patience_s)
    for one in sorted(answered, key=lambda one: (one.given_at, one.line)):
        away = abs(moment(one.given_at) - at)
        if away < nearest:
            best, nearest = one.line, away
    return best


def within_visit(taken: str, *, arrived_at: str, left_at: str, skew_s: int = 900) -> bool:
    """Whether a picture was taken during the visit, give or take the skew of a telephone's clock."""
    if not taken or not arrived_at:
        return False
    slack, at = timedelta(seconds=skew_s), moment(taken)
    return moment(arrived_at) - slack <= at <= moment(left_at) + slack
