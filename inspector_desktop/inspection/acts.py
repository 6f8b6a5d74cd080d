"""What a person does with an inspection as a whole: taking numbers for its papers, voiding a paper."""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.inspection.facts import NumberClosed, NumberReserved, NumbersAllotted, NumberUsed, PaperVoided
from inspector_desktop.inspection.rules import next_number, numbers_left
from inspector_desktop.inspection.store import blocks_of, find_reserved, used_numbers
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.leases import require_lease
from inspector_desktop.journal.records import Dossier
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.papers import Numbers

NUMBERS = "numbers"


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


def take_number(session: Session, *, desk: Desk, clock: Clock, profile: Profile, kind: str, inspection: str) -> str:
    """Take the next number for a paper of `kind`, of this civil year, and return how it is written.

    Raises `Refused("refused-numbers-used-up")`, and `Refused("refused-lease-ended")` past the lease.
    """
    require_lease(session, clock=clock)
    year = civil(clock.now()).year
    series = profile.series(kind)
    register = register_of_numbers(desk)
    number = next_number(
        blocks_of(session, desk.bureau, register, series, year),
        used_numbers(session, desk.bureau, register, series, year),
    )
    if not number:
        raise Refused("refused-numbers-used-up", series=profile.document(kind).title)
    text = profile.number_text(kind, year=year, number=number)
    fact = NumberUsed(series=series, year=year, number=number, text=text, inspection=inspection)
    enter(session, fact, desk=desk, clock=clock, dossier=register)
    return text


def reserve_number(session: Session, *, desk: Desk, clock: Clock, profile: Profile, kind: str, inspection: str) -> str:
    """The number set aside for the next paper of `kind` in this inspection; takes one if there is none yet."""
    reserved = find_reserved(session, desk.bureau, inspection, kind)
    if reserved:
        return reserved
    number = take_number(session, desk=desk, clock=clock, profile=profile, kind=kind, inspection=inspection)
    enter(session, NumberReserved(kind=kind, number=number), desk=desk, clock=clock, dossier=inspection)
    return number


def take_told_number(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    kind: str,
    inspection: str,
    number: int,
    told_by: str,
) -> str:
    """Reserve a number that was told by telephone for the next paper of `kind`, and return how it is written.

    Raises `Refused` where the profile has no such numbers, without a number and who told it, for one that this device
    holds or has used itself, and while one is reserved for this paper.
    """
    year = civil(clock.now()).year
    series, register = profile.series(kind), register_of_numbers(desk)
    if not profile.numbers.by_telephone:
        raise Refused("refused-number-telephone")
    if number < 1 or not told_by.strip():
        raise Refused("refused-number-told")
    text = profile.number_text(kind, year=year, number=number)
    reserved = find_reserved(session, desk.bureau, inspection, kind)
    if reserved:
        raise Refused("refused-number-reserved", number=reserved)
    if number in _held(session, desk, series, year) or number in used_numbers(
        session, desk.bureau, register, series, year
    ):
        raise Refused("refused-number-own", number=text)
    fact = NumberUsed(
        series=series, year=year, number=number, text=text, inspection=inspection, told_by=told_by.strip()
    )
    if session.get(Dossier, (desk.bureau, register)) is None:
        open_dossier(session, fact, kind=NUMBERS, desk=desk, clock=clock, dossier=register)
    else:
        enter(session, fact, desk=desk, clock=clock, dossier=register)
    enter(session, NumberReserved(kind=kind, number=text), desk=desk, clock=clock, dossier=inspection)
    return text


def close_number(
    session: Session, *, desk: Desk, clock: Clock, series: str, year: int, number: int, text: str, reason: str
) -> None:
    """Close a free number of this device with a reason: spoiled, or told somebody by telephone.

    Raises `Refused` without a reason, and for a number that is not this device's or not free any more.
    """
    if not reason.strip():
        raise Refused("refused-number-reason", number=text)
    register = register_of_numbers(desk)
    if number not in _held(session, desk, series, year) or number in used_numbers(
        session, desk.bureau, register, series, year
    ):
        raise Refused("refused-number-not-free", number=text)
    fact = NumberClosed(series=series, year=year, number=number, text=text, reason=reason.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=register)


def blocks_wanting(session: Session, *, desk: Desk, clock: Clock, rules: Numbers, series: str) -> tuple[int, ...]:
    """The years for which this device should be allotted another block of a series.

    Kept ahead is what the profile says, of this civil year and from its day on also of the next.
    """
    today = civil(clock.now()).date()
    years = [today.year, today.year + 1] if f"{today:%m-%d}" >= rules.next_year_from else [today.year]
    enough = (rules.blocks_ahead - 1) * rules.block + rules.low_water
    register = register_of_numbers(desk)
    return tuple(
        year
        for year in years
        if numbers_left(
            blocks_of(session, desk.bureau, register, series, year),
            used_numbers(session, desk.bureau, register, series, year),
        )
        <= enough
    )


def void_paper(session: Session, *, desk: Desk, clock: Clock, dossier: str, paper: str, reason: str) -> None:
    """Declare an issued paper void; it stays in the dossier. Raises `Refused` without a reason."""
    if not reason.strip():
        raise Refused("refused-void-reason")
    enter(session, PaperVoided(paper=paper, reason=reason), desk=desk, clock=clock, dossier=dossier)


def _held(session: Session, desk: Desk, series: str, year: int) -> frozenset[int]:
    """The numbers of a series and year that were allotted to this device."""
    blocks = blocks_of(session, desk.bureau, register_of_numbers(desk), series, year)
    return frozenset(number for block in blocks for number in range(block.first, block.last + 1))
