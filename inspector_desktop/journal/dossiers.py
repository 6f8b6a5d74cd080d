"""Facts about dossiers themselves: handed over, taken up, taken over.

A dossier lies on one desk at a time. Handing over addresses a person or a role and puts it in that tray, where nobody
writes; a device takes it up with a fact that headquarters must receipt before anything else is entered.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlmodel import Session, select

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import TAKEN, TAKEN_OVER, enter
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.journal.leases import require_lease
from inspector_desktop.journal.records import Dossier


class DossierHandedOver(Fact):
    """移交经办: into the tray of a person or of a role (exactly one of the two)."""

    KIND: ClassVar[str] = "dossier.handed-over"

    to_person: str = ""
    to_role: str = ""
    note: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.holder = row.holder_person = row.taken_with = ""
        row.tray_person, row.tray_role = self.to_person, self.to_role
        session.add(row)


class DossierTaken(Fact):
    """接办 from a tray. `role` is the role by which the person takes it, if it was addressed to a role."""

    KIND: ClassVar[str] = TAKEN

    role: str = ""

    def apply(self, session: Session, head: Head) -> None:
        _take(session, head)


class DossierTakenOver(Fact):
    """The supervising section takes a dossier from a desk that is lost, with a reason."""

    KIND: ClassVar[str] = TAKEN_OVER

    reason: str

    def apply(self, session: Session, head: Head) -> None:
        _take(session, head)


def hand_over(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    to_person: str = "",
    to_role: str = "",
    note: str = "",
    handed_at: datetime | None = None,
) -> Head:
    """Put a dossier in a tray, as of `handed_at` if it was handed over earlier (补录).

    Raises `Refused` unless exactly one of person and role is named.
    """
    if bool(to_person) == bool(to_role):
        raise Refused("refused-tray-address")
    fact = DossierHandedOver(to_person=to_person, to_role=to_role, note=note)
    return enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=handed_at)


def dossiers_here(session: Session, desk: Desk) -> dict[str, Dossier]:
    """All dossiers that lie on this desk, by id: for who enters in very many of them at once (`entering.Run`)."""
    found = session.exec(select(Dossier).where(Dossier.bureau == desk.bureau, Dossier.holder == desk.life))
    return {one.dossier: one for one in found}


def take(session: Session, *, desk: Desk, clock: Clock, dossier: str) -> Head:
    """Take a dossier up from this person's tray. Raises `Refused` when it does not lie there or the lease ended."""
    row = session.get(Dossier, (desk.bureau, dossier))
    if row is None:
        raise Missing("error-dossier-missing")
    if row.holder or not (row.tray_person == desk.person.id or (row.tray_role and desk.has_role(row.tray_role))):
        raise Refused("refused-not-in-tray")
    require_lease(session, clock=clock)
    role = "" if row.tray_person == desk.person.id else row.tray_role
    return enter(session, DossierTaken(role=role), desk=desk, clock=clock, dossier=dossier)


def take_over(session: Session, *, desk: Desk, clock: Clock, dossier: str, reason: str) -> Head:
    """Take a dossier from another desk with a reason. Raises `Refused` without the role, the reason or a lease."""
    if not desk.has_role("supervising"):
        raise Refused("refused-role-supervising")
    if not reason.strip():
        raise Refused("refused-take-over-reason")
    require_lease(session, clock=clock)
    return enter(session, DossierTakenOver(reason=reason), desk=desk, clock=clock, dossier=dossier)


def _row(session: Session, head: Head) -> Dossier:
    row = session.get(Dossier, (head.bureau, head.dossier))
    if row is None:
        raise Missing("error-dossier-missing")
    return row


def _take(session: Session, head: Head) -> None:
    row = _row(session, head)
    row.holder, row.holder_person, row.taken_with = head.life, head.person, head.id
    row.tray_person = row.tray_role = ""
    session.add(row)
