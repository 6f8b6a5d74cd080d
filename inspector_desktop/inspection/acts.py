"""What a person does with an inspection as a whole: taking numbers for its papers, voiding a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.inspection.facts import NumberClosed, NumbersAllotted, NumberUsed, PaperVoided
from inspector_desktop.inspection.rules import next_number, numbers_left
from inspector_desktop.inspection.store import blocks_of, used_numbers
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.records import Dossier

NUMBERS = "numbers"


@dataclass(frozen=True)
class Taken:
    """A number taken: the bare number and how it is written on the paper."""

    number: int
    text: str


def register_of_numbers(desk: Desk) -> DossierId:
    """The dossier in which this device life keeps its numbers."""
    return DossierId(f"numbers-{desk.life}")


def allot(
    session: Session, *, desk: Desk, clock: Clock, series: str, year: int, first: int, last: int, answer: str
) -> None:
    """Enter a block that headquarters allotted."""
    fact = NumbersAllotted(series=series, year=year, first=first, last=last, answer=answer)
    register = register_of_numbers(desk)
    if session.get(Dossier, (desk.bureau, register)) is None:
        open_dossier(session, fact, kind=NUMBERS, desk=desk, clock=clock, dossier=register)
    else:
        enter(session, fact, desk=desk, clock=clock, dossier=register)


def take_number(
    session: Session, *, desk: Desk, clock: Clock, series: str, series_title: str, pattern: str, inspection: str
) -> Taken:
    """Take the next number of a series for a paper of this civil year.

    `pattern` holds `{year}` and `{number}`. Raises `Refused("refused-numbers-used-up")`.
    """
    year = civil(clock.now()).year
    register = register_of_numbers(desk)
    number = next_number(
        blocks_of(session, desk.bureau, register, series, year),
        used_numbers(session, desk.bureau, register, series, year),
    )
    if not number:
        raise Refused("refused-numbers-used-up", series=series_title)
    text = pattern.format(year=year, number=number)
    fact = NumberUsed(series=series, year=year, number=number, text=text, inspection=inspection)
    enter(session, fact, desk=desk, clock=clock, dossier=register)
    return Taken(number, text)


def close_number(
    session: Session, *, desk: Desk, clock: Clock, series: str, year: int, number: int, text: str, reason: str
) -> None:
    """Close a number with a reason. Raises `Refused` without one."""
    if not reason.strip():
        raise Refused("refused-number-reason", number=text)
    fact = NumberClosed(series=series, year=year, number=number, text=text, reason=reason)
    enter(session, fact, desk=desk, clock=clock, dossier=register_of_numbers(desk))


def numbers_wanting(
    session: Session, *, desk: Desk, clock: Clock, series: Iterable[str], low_water: int
) -> tuple[str, ...]:
    """The series of which this device holds `low_water` free numbers or fewer for this civil year."""
    year = civil(clock.now()).year
    register = register_of_numbers(desk)
    return tuple(
        one
        for one in series
        if numbers_left(
            blocks_of(session, desk.bureau, register, one, year),
            used_numbers(session, desk.bureau, register, one, year),
        )
        <= low_water
    )


def void_paper(session: Session, *, desk: Desk, clock: Clock, dossier: str, paper: str, reason: str) -> None:
    """Declare an issued paper void; it stays in the dossier. Raises `Refused` without a reason."""
    if not reason.strip():
        raise Refused("refused-void-reason")
    enter(session, PaperVoided(paper=paper, reason=reason), desk=desk, clock=clock, dossier=dossier)
