"""出发准备: all papers for the trip, numbered in advance, as one file to print.

The act takes the numbers, lays the pages out and notes what was printed with a code for each page, so that a photograph
of it finds its place again (`inspection.returning`); drawing is left to `trip_pdf`, which needs no database.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.acts import reserve_number
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.joint_forms import table_of
from inspector_desktop.inspection.paper_facts import PapersPrinted, Printed
from inspector_desktop.inspection.store import InspectionView, find_paper, get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.notice.blanks import BLANKS, Blank
from inspector_desktop.notice.blanks_aside import ASIDE, CONTINUES, title_of
from inspector_desktop.notice.blanks_beside import BESIDE
from inspector_desktop.notice.facts import TripPrepared
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.paper.code import make_code
from inspector_desktop.paper.model import Paper
from inspector_desktop.paper.printed import Layout
from inspector_desktop.profile.model import Profile
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

NOTICE = "notice"
DEPARTMENT = "department-record"
RARE = ("unable-record", "refusal-report", "sampling-voucher", "expert-opinion")
"""Papers of the trip set that most visits don't need; their numbers are taken only when they are asked for."""


@dataclass(frozen=True)
class TripPaper:
    """One paper of the trip: what it is, its number (empty for none), how often it is printed, and its content.

    `id` is what its codes carry; empty for a paper issued before.
    """

    kind: str
    title: str
    number: str
    copies: int
    content: Paper | bytes
    id: str = ""
    layout: Layout | None = None


@dataclass(frozen=True)
class Trip:
    """The papers of a trip in the order of the visit; `unnumbered` are titles whose block of numbers was used up."""

    papers: tuple[TripPaper, ...]
    unnumbered: tuple[str, ...]


def trip_kinds(profile: Profile, view: InspectionView | None = None) -> tuple[str, ...]:
    """The kinds of paper this bureau takes along and this program can prepare, in the order of the visit.

    Records of departments belong to it only in a check (`view`) in which departments have items of their own.
    """
    known = (NOTICE, *BLANKS, *BESIDE)
    wanted = {one.id for one in profile.documents.kinds if one.in_trip_set}
    if view is None or not recording(view):
        wanted.discard(DEPARTMENT)
    kinds = [kind for kind in known if kind in wanted]
    after = next((at for at, kind in enumerate(kinds, 1) if kind == "check-record"), len(kinds))
    return (*kinds[:after], *ASIDE, *kinds[after:])


def recording(view: InspectionView) -> tuple[str, ...]:
    """The departments of a joint check that have items of their own, and so their own records."""
    return tuple(dict.fromkeys(one.department for one in view.items if one.department))


def trip_title(profile: Profile, kind: str) -> tuple[str, int]:
    """What a paper of the trip is called, and in how many copies it is printed."""
    if kind in ASIDE:
        return title_of(kind), 1
    document = profile.document(kind)
    return document.title, document.copies


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
    possible = trip_kinds(house.profile, view)
    wanted = [one for one in possible if one in kinds] if kinds is not None else _usual(possible, notice is not None)
    if not wanted:
        raise Refused("refused-trip-empty")
    definition = table_of(session, view, civil_date(clock.now()).isoformat())
    papers: list[TripPaper] = []
    unnumbered: list[str] = []
    for kind in wanted:
        title, copies = trip_title(house.profile, kind)
        if kind == NOTICE:
            if notice is None:
                raise Refused("refused-trip-notice", title=title)
            papers.append(TripPaper(kind, title, notice.number, copies, read_evidence(session, notice.blob)))
            continue
        number, series = "", CONTINUES.get(kind, kind)
        if series not in ASIDE and house.profile.document(series).numbered:
            number = _number(session, desk=desk, clock=clock, house=house, dossier=dossier, kind=series)
            if not number and series == kind:
                unnumbered.append(title)
        for department in recording(view) if kind == DEPARTMENT else ("",):
            blank = Blank(view, house.profile, definition, number, ("",), department)
            papers.append(_printed(desk, clock, house, blank, kind))
    enter(session, PapersPrinted(papers=_as_printed(papers)), desk=desk, clock=clock, dossier=dossier)
    fact = TripPrepared(kinds=tuple(wanted), numbers=tuple(dict.fromkeys(one.number for one in papers if one.number)))
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


def _printed(desk: Desk, clock: Clock, house: House, blank: Blank, kind: str) -> TripPaper:
    """Lay a blank out and give each of its pages a code by which it finds its inspection again."""
    from inspector_desktop.paper.render import count_pages, layout_of_paper  # noqa: PLC0415  (reportlab)

    build = {**BLANKS, **BESIDE, **ASIDE}[kind]
    title, copies = trip_title(house.profile, kind)
    if blank.department:
        title = say("department-paper", title=title, department=blank.department)
    pages = count_pages(build(blank))  # the code's place is kept free on every page whatever stands in it
    mark = secrets.token_bytes(8)
    view = blank.view
    fields = {"kind": kind, "number": blank.number, "inspection": view.dossier}
    codes = tuple(
        make_code(
            site=house.site, key=desk.signer, number=blank.number or title, kind=kind, day=civil_date(clock.now()),
            name=view.subject_name, fields=fields, revocation=mark, page=page, pages=pages, dossier=view.dossier,
        )
        for page in range(1, pages + 1)
    )  # fmt: skip
    made = build(replace(blank, codes=codes))
    return TripPaper(kind, title, blank.number, copies, made, mark.hex(), layout_of_paper(made))


def _as_printed(papers: Sequence[TripPaper]) -> tuple[Printed, ...]:
    return tuple(
        Printed(
            id=one.id, kind=one.kind, title=one.title, number=one.number, pages=one.layout.pages,
            codes=tuple(sha256_hex(code) for code in one.content.codes), layout=one.layout.to_text(),
        )
        for one in papers
        if one.layout is not None and not isinstance(one.content, bytes)
    )  # fmt: skip
