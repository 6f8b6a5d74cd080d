"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)


class FakeClock:
    """Fits `inspector_desktop.clock.Clock`."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        """Go to an aware moment, forwards or backwards."""
        self._now = moment.astimezone(UTC)

    def advance(self, **amount: float) -> datetime:
        """Go on by `timedelta(**amount)` and return the new moment."""
        self._now += timedelta(**amount)
        return self._now
