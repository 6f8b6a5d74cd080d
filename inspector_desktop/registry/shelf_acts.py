"""Giving a section a shelf of its own: set up by the supervising section, handed over to one of its people."""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over
from inspector_desktop.registry.acts import set_up_shelf
from inspector_desktop.registry.store import find_officer


def assign_shelf(
    session: Session, *, desk: Desk, clock: Clock, kind: str, section: str, unit: str, person: str
) -> DossierId:
    """Set up the shelf of a kind for a section and put it in the tray of one of its people; return its dossier.

    `section` and `unit` are the section's id and title. Raises `Refused` without the role, for a person of another
    unit, and when the shelf lies elsewhere already.
    """
    officer = find_officer(session, desk.bureau, person)
    if officer is None or officer.unit != unit:
        raise Refused("refused-shelf-person", unit=unit)
    dossier = set_up_shelf(session, desk=desk, clock=clock, kind=kind, section=section, unit=unit)
    hand_over(session, desk=desk, clock=clock, dossier=dossier, to_person=person)
    return dossier
