"""The lease of a device: how long it may take up new work without having spoken with headquarters.

Past it, dossiers on this desk may be finished, nothing new is taken up and no new number is printed. Enrolment writes
the row and every contact renews it; what else stands in it is the business of `sync`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field, Session, select

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.journal.heads import NO_HASH
from inspector_desktop.storage.working import Device


class Station(Device, table=True):
    """The bureau this device was enrolled in, and how far it has come with headquarters' log; one row."""

    __tablename__ = "sync_station"

    bureau: str = Field(primary_key=True)
    device: str
    address: str
    identity: str  # headquarters' pinned public key, hex
    root: str  # the bureau root's public key, hex
    person: str
    lease_until: str
    position: int = Field(default=0, sa_type=BigInteger)
    chain: str = NO_HASH
    settled_life: str = ""  # the life whose restored state has been brought up to date
    contact_at: str = ""  # when headquarters last answered, by its own clock
    synced_at: str = ""  # when a whole round last succeeded, by its own clock
    skew_seconds: int = Field(default=0, sa_type=BigInteger)  # this clock minus headquarters'


def lease_ended(session: Session, *, clock: Clock) -> bool:
    """Whether the lease ran out; a device that was never enrolled has none."""
    return _ended(session, clock) != ""


def require_lease(session: Session, *, clock: Clock) -> None:
    """Raise `Refused("refused-lease-ended")` once the lease has ended."""
    until = _ended(session, clock)
    if until:
        raise Refused("refused-lease-ended", date=str(civil_date(until)))


def clock_skew(session: Session) -> int:
    """Seconds by which this clock was ahead of headquarters' at the latest contact; 0 before any."""
    return session.exec(select(Station.skew_seconds)).first() or 0


def _ended(session: Session, clock: Clock) -> str:
    until = session.exec(select(Station.lease_until)).first() or ""
    return until if until and stamp(clock.now()) > until else ""
