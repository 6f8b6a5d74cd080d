"""The tour's clock: the machine's, ahead of it by what the tour did not wait for."""

from __future__ import annotations

from datetime import datetime, timedelta

from inspector_desktop.clock import SystemClock


class TourClock:
    """Fits `inspector_desktop.clock.Clock`."""

    def __init__(self) -> None:
        self._machine = SystemClock()
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The tour's present moment."""
        return self._machine.now() + self._ahead

    def pass_time(self, **amount: float) -> None:
        """Go on by `timedelta(**amount)` without waiting."""
        self._ahead += timedelta(**amount)
