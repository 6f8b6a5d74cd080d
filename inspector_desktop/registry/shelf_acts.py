"""What is done with a whole shelf: given to a section of its own, and its list said to be public."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import hand_over
from inspector_desktop.journal.entering import enter
from inspector_desktop.registry.acts import set_up_shelf
from inspector_desktop.registry.kept_facts import ListPublished
from inspector_desktop.registry.shelves import writable_shelves
from inspector_desktop.registry.store import find_officer, shelves


def publish_list(session: Session, *, desk: Desk, clock: Clock, kind: str, on: str, where: str) -> int:
    """Say that the list of a kind is public as it stands, since a civil day and where; return the version.

    Every shelf of the kind that this person may write is said so. Raises `Refused` without a day, a place, or a shelf.
    """
    try:
        date.fromisoformat(on)
    except ValueError as error:
        raise Refused("refused-list-day") from error
    if not where.strip():
        raise Refused("refused-list-where")
    here = writable_shelves(session, desk, kind)
    version = 0
    for shelf in (one for one in shelves(session, desk.bureau, kind) if one.dossier in here):
        version = version or shelf.version
        fact = ListPublished(version=shelf.version, on=on, where=where.strip(), by=desk.person.name)
        enter(session, fact, desk=desk, clock=clock, dossier=shelf.dossier)
    if not here:
        raise Refused("refused-role-registers")
    return version


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
