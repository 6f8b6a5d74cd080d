"""The rest of the season: the task's other checks, made by the same acts without windows, so the draw may be shown.

The tour's summary says how many these were; what the tour shows in pictures is the one inspection it follows.
"""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.check.acts import answer_line, arrive, finish_check
from inspector_desktop.check.store import sheet_of
from inspector_desktop.checklist.definition import Group
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.clock import Clock
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import take

ROUNDS = 4  # an answer makes further lines apply
REQUIRED = {"date": "2028-05-31", "text": "1", "integer": "1", "decimal": "1"}
"""What is answered where a table insists; a certificate is valid for some time yet."""


def waiting_for(session: Session, *, desk: Desk) -> tuple[str, ...]:
    """Dossiers in this person's tray."""
    return tuple(one.dossier for one in inspections(session, desk.bureau) if one.tray_person == desk.person.id)


def take_all(session: Session, *, desk: Desk, clock: Clock) -> int:
    """Take up all that lies in this person's tray."""
    found = waiting_for(session, desk=desk)
    for dossier in found:
        take(session, desk=desk, clock=clock, dossier=dossier)
    return len(found)


def check_all(session: Session, *, desk: Desk, clock: Clock, house: House) -> int:
    """Make every check that lies on this desk and has not begun: all lines conform."""
    found = [one for one in inspections(session, desk.bureau) if one.holder == desk.life and not one.begun.get("check")]
    for view in found:
        _check(session, view, desk=desk, clock=clock, house=house)
    return len(found)


def _check(session: Session, view: InspectionView, *, desk: Desk, clock: Clock, house: House) -> None:
    arrive(
        session, desk=desk, clock=clock, house=house, dossier=view.dossier, present=[one.id for one in view.officers],
        place=view.address or view.subject_name, met=view.principal, met_post="", rights_told=True,
    )  # fmt: skip
    sheet = sheet_of(session, desk.bureau, view.dossier, at=clock.now())
    fill_in(sheet)
    for name, answer in sheet.answers().items():
        number = sheet.definition.by_name[name].number
        answer_line(session, desk=desk, clock=clock, dossier=view.dossier, line=name, number=number, value=answer.value)
    finish_check(session, desk=desk, clock=clock, dossier=view.dossier)


def fill_in(sheet: Sheet) -> None:
    """Answer what a table insists on, and judge every line as conforming; repeats are left without instances."""
    for _ in range(ROUNDS):
        for spot in list(sheet.spots()):
            question = spot.item
            if isinstance(question, Group) or sheet.given(spot.key).value:
                continue
            if question.kind == "verdict":
                sheet.answer(spot.key, "conforms")
            elif question.kind == "choice":
                names = [one.name for one in sheet.definition.choices[question.choices]]
                sheet.answer(spot.key, "no" if "no" in names else names[0])
            elif question.kind == "choices":
                sheet.answer(spot.key, sheet.definition.choices[question.choices][0].name)
            elif question.kind in REQUIRED and sheet.required(spot.key):
                sheet.answer(spot.key, REQUIRED[question.kind])
