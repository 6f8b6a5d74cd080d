"""出发准备: all papers for the trip, numbered in advance, as one file to print.

The act takes the numbers and notes what was prepared; drawing is left to `trip_pdf`, which needs no database.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.acts import reserve_number
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import InspectionView, find_paper, get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.notice.blanks import BLANKS, Blank
from inspector_desktop.notice.facts import TripPrepared
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.paper.code import make_code
from inspector_desktop.paper.model import Paper
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.form_store import definition_on
from inspector_desktop.storage.evidence import read_evidence

NOTICE = "notice"
RARE = ("unable-record", "refusal-report")
"""Papers of the trip set that most visits don't need; their numbers are taken only when they are asked for."""


@dataclass(frozen=True)
class TripPaper:
    """One paper of the trip: what it is, its number (empty for none), how often it is printed, and its content."""

    kind: str
    title: str
    number: str
    copies: int
    content: Paper | bytes


@dataclass(frozen=True)
class Trip:
    """The papers of a trip in the order of the visit; `unnumbered` are titles whose block of numbers was used up."""

    papers: tuple[TripPaper, ...]
    unnumbered: tuple[str, ...]


def trip_kinds(profile: Profile) -> tuple[str, ...]:
    """The kinds of paper this bureau takes along and this program can prepare, in the order of the visit."""
    known = (NOTICE, *BLANKS)
    wanted = {one.id for one in profile.documents.kinds if one.in_trip_set}
    return tuple(kind for kind in known if kind in wanted)


def prepare_trip(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, kinds: Sequence[str] | None = None
) -> Trip:
    """Take the numbers and put the papers together; without `kinds` all but the rare ones.

    Raises `Refused` before the check is approved, and when the notice is wanted and not finalised. A used-up block
    of numbers or an ended lease stops nothing: that paper is printed without a number, to be written in by hand.
    """
    if find_authorisation(session, desk.bureau, dossier) is None:
        raise Refused("refused-not-authorised", approver=house.profile.role("section-chief").title)
    view = get_inspection(session, desk.bureau, dossier)
    notice = find_paper(session, desk.bureau, dossier, NOTICE)
    possible = trip_kinds(house.profile)
    wanted = [one for one in possible if one in kinds] if kinds is not None else _usual(possible, notice is not None)
    if not wanted:
        raise Refused("refused-trip-empty")
    definition = definition_on(session, desk.bureau, view.form, civil_date(clock.now()).isoformat())
    papers: list[TripPaper] = []
    unnumbered: list[str] = []
    for kind in wanted:
        document = house.profile.document(kind)
        if kind == NOTICE:
            if notice is None:
                raise Refused("refused-trip-notice", title=document.title)
            content: Paper | bytes = read_evidence(session, notice.blob)
            papers.append(TripPaper(kind, document.title, notice.number, document.copies, content))
            continue
        number = ""
        if document.numbered:
            number = _number(session, desk=desk, clock=clock, house=house, dossier=dossier, kind=kind)
            if not number:
                unnumbered.append(document.title)
        code = _code(desk, clock, house, view, kind, number) if number else ""
        made = BLANKS[kind](Blank(view, house.profile, definition, number, code))
        papers.append(TripPaper(kind, document.title, number, document.copies, made))
    fact = TripPrepared(kinds=tuple(wanted), numbers=tuple(one.number for one in papers if one.number))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return Trip(tuple(papers), tuple(unnumbered))


def trip_pdf(trip: Trip) -> bytes:
    """Draw the papers and put them together, each as often as it is needed."""
    from inspector_desktop.paper.bundle import bundle  # noqa: PLC0415  (pikepdf and reportlab load when printing)
    from inspector_desktop.paper.render import render  # noqa: PLC0415

    drawn = [
        (one.content if isinstance(one.content, bytes) else render(one.content), one.copies) for one in trip.papers
    ]
    return bundle(content for content, copies in drawn for _ in range(copies))


def _usual(possible: Sequence[str], has_notice: bool) -> list[str]:  # noqa: FBT001  (a flag of one private line)
    return [one for one in possible if one not in RARE and (one != NOTICE or has_notice)]


def _number(session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, kind: str) -> str:
    try:
        return reserve_number(session, desk=desk, clock=clock, profile=house.profile, kind=kind, inspection=dossier)
    except Refused as refusal:
        if refusal.code not in {"refused-numbers-used-up", "refused-lease-ended"}:
            raise
        return ""


def _code(desk: Desk, clock: Clock, house: House, view: InspectionView, kind: str, number: str) -> str:
    """A code by which the paper, filled in and photographed, finds its inspection again."""
    return make_code(
        site=house.site, key=desk.signer, number=number, kind=kind, day=civil_date(clock.now()), name=view.subject_name,
        fields={"kind": kind, "number": number, "inspection": view.dossier}, revocation=secrets.token_bytes(8),
    )  # fmt: skip
