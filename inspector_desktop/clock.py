"""Time: the one place that asks the machine what time it is.

Moments are aware and UTC; in facts and tables they are texts such as `2026-11-20T06:15:00Z`. Civil dates are those of
UTC+8 always (China has one civil time), whatever the machine's own zone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

CIVIL = timezone(timedelta(hours=8))


class Clock(Protocol):
    """Tells the moment; tests and the tour pass one of their own."""

    def now(self) -> datetime:
        """Return the present moment, aware and UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def stamp(when: datetime) -> str:
    """Write a moment as `yyyy-mm-ddThh:mm:ssZ` (seconds; UTC)."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime:
    """Read what `stamp` wrote. Raises `ValueError` for any other spelling."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def civil(when: datetime) -> datetime:
    """The same moment on a Chinese wall clock."""
    return when.astimezone(CIVIL)


def civil_date(when: datetime | str) -> date:
    """The Chinese calendar day of a moment (or of its stamp)."""
    return civil(moment(when) if isinstance(when, str) else when).date()
