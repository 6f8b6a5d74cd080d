"""A clock that stands behind what was already entered: noticing it, and keeping the reason a person gives.

Correcting the computer's clock is the person's business; the journal only never lets it pass unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Field, Session, col, func, select

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.journal.lives import DeviceLife
from inspector_desktop.journal.records import Entry
from inspector_desktop.storage.working import Answer, Device

TOLERANCE = timedelta(minutes=1)  # clocks are set back by seconds all the time


class ClockReason(Device, table=True):
    """Why work went on with a clock behind `latest`."""

    __tablename__ = "clock_reason"

    latest: str = Field(primary_key=True)
    given_at: str
    person: str
    reason: str


@dataclass(frozen=True)
class ClockBehind:
    """The clock says `now`, but something here was done at `latest` already; `minutes` lie between."""

    now: str
    latest: str
    minutes: int


def clock_behind(session: Session, clock: Clock) -> ClockBehind | None:
    """Compare the clock with what this device did last; none when it is right or the reason is known already."""
    latest = latest_moment(session)
    now = clock.now()
    if not latest or now >= moment(latest) - TOLERANCE:
        return None
    explained = session.exec(select(func.max(ClockReason.latest))).one()
    if explained is not None and explained >= latest:
        return None
    return ClockBehind(stamp(now), latest, int((moment(latest) - now).total_seconds() // 60))


def explain_clock(session: Session, behind: ClockBehind, *, reason: str, person: str, clock: Clock) -> None:
    """Keep the reason for going on with this clock. Raises `Refused` without one."""
    if not reason.strip():
        raise Refused("refused-clock-reason")
    session.merge(ClockReason(latest=behind.latest, given_at=stamp(clock.now()), person=person, reason=reason.strip()))


def latest_moment(session: Session) -> str:
    """When this device last entered or answered anything, or began a life; empty in a new store."""
    moments: list[str | None] = [
        session.exec(select(func.max(DeviceLife.started_at))).one(),
        session.exec(select(func.max(Answer.given_at))).one(),
    ]
    moments += [  # by index, one row for each life, instead of a whole journal
        session.exec(
            select(Entry.entered_at).where(Entry.life == life).order_by(col(Entry.life_number).desc()).limit(1)
        ).first()
        for life in session.exec(select(DeviceLife.id)).all()
    ]
    return max((one for one in moments if one), default="")
