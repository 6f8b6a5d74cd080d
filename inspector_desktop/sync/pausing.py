"""When to try again by itself: growing pauses with a random part, only for `Unreachable`, and at once when told so."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from inspector_desktop.errors import Known, Unreachable

FIRST_SECONDS = 5
MOST_SECONDS = 15 * 60
BETWEEN_SECONDS = 5 * 60  # after a round that succeeded


@dataclass(frozen=True)
class Pausing:
    """How many rounds in a row found nobody."""

    missed: int = 0

    def after(self, error: Known | None) -> tuple[Pausing, int | None]:
        """The next state, and the seconds to wait; none means that a person has to look before it is tried again."""
        if error is None:
            return Pausing(), BETWEEN_SECONDS
        if not isinstance(error, Unreachable):
            return Pausing(), None
        span = min(MOST_SECONDS, FIRST_SECONDS * 2 ** min(self.missed, 10))
        # Between half the span and the whole, so that a county's laptops do not all come back in the same second.
        return Pausing(self.missed + 1), span // 2 + secrets.randbelow(span // 2 + 1)
