"""Pages that come back from a trip: which inspection, paper and page a picture shows, and filing them as evidence.

A page is ours when its code is byte for byte one that was printed; no key is needed for that. What is ticked on it is a
proposal (`paper.ticks`); entering what it says is the business of each step, by a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Disagreed, Missing, Refused
from inspector_desktop.inspection.acts import register_of_numbers
from inspector_desktop.inspection.facts import NumberClosed
from inspector_desktop.inspection.paper_facts import PageChosen, PageReturned, PrintedClosed
from inspector_desktop.inspection.paper_records import PrintedPaper, ReturnedPage
from inspector_desktop.inspection.records import Paper, UsedNumber
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.paper.code import read_code
from inspector_desktop.paper.printed import Layout, Tick, layout_of
from inspector_desktop.paper.ticks import Marked, Page
from inspector_desktop.storage.evidence import has_evidence, put_evidence, read_evidence

KNOWN, UNREAD, FOREIGN, ALTERED, CLOSED, ELSEWHERE, DOUBLE = (
    "page-known", "page-unread", "page-foreign", "page-altered", "page-closed", "page-elsewhere", "page-double",
)  # fmt: skip
FILED = (KNOWN, DOUBLE)
ISSUED = "issued:"
"""Before the id of a paper that was issued, not printed to be filled in."""


@dataclass(frozen=True)
class PrintedView:
    """A paper that was printed for a trip."""

    dossier: str
    id: str
    kind: str
    title: str
    number: str
    pages: int
    layout: Layout
    printed_at: str
    state: str
    reason: str


@dataclass(frozen=True)
class ReturnedView:
    """A page that came back."""

    dossier: str
    id: str
    paper: str
    kind: str
    number: str
    page: int
    original: str
    straight: str
    original_name: str
    how: str
    code: str
    returned_at: str
    state: str


@dataclass(frozen=True)
class Matched:
    """What a page in a picture is. `number` and `title` are as its code says where the paper is not known here."""

    state: str
    dossier: str = ""
    paper: str = ""
    kind: str = ""
    title: str = ""
    number: str = ""
    page: int = 0
    pages: int = 0


@dataclass(frozen=True)
class Standing:
    """Which papers of an inspection were printed, what came back, and which pages of them are wanting."""

    printed: tuple[PrintedView, ...]
    returned: tuple[ReturnedView, ...]
    missing: tuple[tuple[PrintedView, int], ...] = field(default=())

    def kept(self, kind: str) -> tuple[ReturnedView, ...]:
        """The pages of a kind of paper that count, in order."""
        found = [one for one in self.returned if one.kind == kind and one.state == "kept"]
        return tuple(sorted(found, key=lambda one: one.page))


def match_code(session: Session, *, bureau: str, dossier: str, code: str) -> Matched:
    """Say what page a code stands on, as seen from an inspection; `code` is empty when none could be read."""
    if not code:
        return Matched(UNREAD)
    try:
        content = read_code(code).content
    except Disagreed:
        return Matched(ALTERED)
    told = {"kind": content.kind, "number": content.number, "page": content.page or 1, "pages": content.pages or 1}
    row = session.exec(
        select(PrintedPaper).where(PrintedPaper.bureau == bureau, PrintedPaper.id == content.revocation.hex())
    ).first()
    if row is None:
        return _issued(session, bureau, dossier, code) or Matched(FOREIGN, dossier=content.dossier, **told)  # type: ignore[arg-type]
    codes = row.codes.splitlines()
    if not 1 <= content.page <= len(codes) or codes[content.page - 1] != sha256_hex(code):
        return Matched(ALTERED, **told)  # type: ignore[arg-type]
    state = CLOSED if row.state == "closed" else KNOWN if row.dossier == dossier else ELSEWHERE
    if state == KNOWN and _is_back(session, bureau, row.dossier, row.id, content.page):
        state = DOUBLE
    return Matched(state, row.dossier, row.id, row.kind, row.title, row.number, content.page, row.pages)


def file_page(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    paper: str,
    page: int,
    original: bytes,
    media_type: str,
    name: str,
    straight: bytes = b"",
    code: str = "",
) -> str:
    """File a page that came back, with its picture as it was taken and the page made straight; return its id.

    Without a `code` somebody said by hand which page it is.
    A second picture of a page is kept beside the first until somebody chooses. The same picture of the same page is not
    filed twice. Raises `Refused` for a paper that is not of this inspection.
    """
    kind, number = _paper(session, desk.bureau, dossier, paper, page)
    now = stamp(clock.now())
    taken = put_evidence(session, original, media_type=media_type, added_at=now)
    for one in standing_of_papers(session, desk.bureau, dossier).returned:
        if (one.paper, one.page, one.original) == (paper, page, taken):
            return one.id
    made = put_evidence(session, straight, media_type="image/jpeg", added_at=now) if straight else ""
    fact = PageReturned(
        paper=paper, kind=kind, number=number, page=page, original=taken, straight=made, original_name=name,
        how="code" if code else "hand", code=code,
    )  # fmt: skip
    return enter(session, fact, desk=desk, clock=clock, dossier=dossier).id


def choose_page(session: Session, *, desk: Desk, clock: Clock, dossier: str, page: str) -> None:
    """Let this picture of a page count instead of another. Raises `Missing` for one that is not filed."""
    if session.get(ReturnedPage, (desk.bureau, dossier, page)) is None:
        raise Missing("error-page-missing")
    enter(session, PageChosen(page=page), desk=desk, clock=clock, dossier=dossier)


def close_printed(session: Session, *, desk: Desk, clock: Clock, dossier: str, paper: str, reason: str) -> None:
    """Close a printed paper that was not used, and its number in this device's register, with a reason.

    Raises `Refused` without a reason, for a paper of which pages came back or that was issued, or one closed already.
    """
    row = session.get(PrintedPaper, (desk.bureau, dossier, paper))
    if row is None:
        raise Missing("error-page-missing")
    if not reason.strip():
        raise Refused("refused-number-reason", number=row.number or row.title)
    used = (
        row.number
        and session.exec(
            select(Paper).where(Paper.bureau == desk.bureau, Paper.dossier == dossier, Paper.number == row.number)
        ).first()
    )
    back = [one for one in standing_of_papers(session, desk.bureau, dossier).returned if one.paper == paper]
    if row.state == "closed" or back or used:
        raise Refused("refused-printed-used", number=row.number or row.title)
    enter(session, PrintedClosed(paper=paper, reason=reason.strip()), desk=desk, clock=clock, dossier=dossier)
    register = register_of_numbers(desk)
    number = session.exec(
        select(UsedNumber).where(
            UsedNumber.bureau == desk.bureau, UsedNumber.dossier == register, UsedNumber.text == row.number,
            UsedNumber.series == row.kind,
        )
    ).first()  # fmt: skip
    if number is not None and row.number:
        closed = NumberClosed(
            series=number.series, year=number.year, number=number.number, text=number.text, reason=reason.strip()
        )
        enter(session, closed, desk=desk, clock=clock, dossier=register)


def standing_of_papers(session: Session, bureau: str, dossier: str) -> Standing:
    """Where the papers of an inspection stand. Pages are wanting of papers some page of which came back."""
    printed = tuple(_printed_view(row) for row in session.exec(
        select(PrintedPaper)
        .where(PrintedPaper.bureau == bureau, PrintedPaper.dossier == dossier)
        .order_by(col(PrintedPaper.place), col(PrintedPaper.kind))
    ).all())  # fmt: skip
    returned = tuple(
        ReturnedView(**row.model_dump(exclude={"bureau"}))
        for row in session.exec(
            select(ReturnedPage)
            .where(ReturnedPage.bureau == bureau, ReturnedPage.dossier == dossier)
            .order_by(col(ReturnedPage.returned_at), col(ReturnedPage.id))
        ).all()
    )
    back = {(one.paper, one.page) for one in returned}
    missing = tuple(
        (one, page)
        for one in printed
        if any(paper == one.id for paper, _ in back)
        for page in range(1, one.pages + 1)
        if (one.id, page) not in back
    )
    return Standing(printed, returned, missing)


def printed_paper(session: Session, bureau: str, dossier: str, paper: str) -> PrintedView:
    """One printed paper. Raises `Missing`."""
    row = session.get(PrintedPaper, (bureau, dossier, paper))
    if row is None:
        raise Missing("error-page-missing")
    return _printed_view(row)


def unused_printed(standing: Standing, issued: Sequence[str]) -> tuple[PrintedView, ...]:
    """Printed papers with a number of which nothing came back and nothing was `issued` (numbers), to be closed."""
    back = {one.paper for one in standing.returned}
    return tuple(
        one for one in standing.printed
        if one.number and one.state == "printed" and one.id not in back and one.number not in issued
    )  # fmt: skip


def _printed_view(row: PrintedPaper) -> PrintedView:
    kept = row.model_dump(exclude={"bureau", "place", "codes", "layout"})
    return PrintedView(**kept, layout=layout_of(row.layout))


def _paper(session: Session, bureau: str, dossier: str, paper: str, page: int) -> tuple[str, str]:
    if paper.startswith(ISSUED):
        issued = session.get(Paper, (bureau, dossier, paper.removeprefix(ISSUED)))
        if issued is not None:
            return issued.kind, issued.number
    row = session.get(PrintedPaper, (bureau, dossier, paper))
    if row is None or not 1 <= page <= row.pages:
        raise Refused("refused-page-elsewhere")
    if row.state == "closed":
        raise Refused("refused-page-closed", number=row.number or row.title, reason=row.reason)
    return row.kind, row.number


def _is_back(session: Session, bureau: str, dossier: str, paper: str, page: int) -> bool:
    found = session.exec(
        select(ReturnedPage.id).where(
            ReturnedPage.bureau == bureau, ReturnedPage.dossier == dossier, ReturnedPage.paper == paper,
            ReturnedPage.page == page,
        )
    ).first()  # fmt: skip
    return found is not None


def _issued(session: Session, bureau: str, dossier: str, code: str) -> Matched | None:
    """A paper that was issued (the notice) and came back signed."""
    row = session.exec(select(Paper).where(Paper.bureau == bureau, Paper.code == code)).first()
    if row is None:
        return None
    state = CLOSED if row.state == "paper-void" else KNOWN if row.dossier == dossier else ELSEWHERE
    paper = f"{ISSUED}{row.id}"
    if state == KNOWN and _is_back(session, bureau, dossier, paper, 1):
        state = DOUBLE
    return Matched(state, row.dossier, paper, row.kind, row.title, row.number, 1, 1)


@dataclass(frozen=True)
class Proposal:
    """What the boxes of a returned page seem to say, with the stretch of the page to look at. Never an answer yet."""

    kind: str
    page: int
    marked: Marked
    crop: bytes


@dataclass(frozen=True)
class Stretch:
    """A stretch of a returned page in which something named was written by hand."""

    kind: str
    name: str
    crop: bytes


def read_returned(pages: Sequence[tuple[PrintedView, int, bytes]]) -> tuple[tuple[Proposal, ...], tuple[Stretch, ...]]:
    """Read straightened pages, each with its paper and number: what is ticked, and what is to be typed from."""
    proposals: list[Proposal] = []
    stretches: list[Stretch] = []
    for paper, number, jpeg in pages:
        page = Page(jpeg)
        rows: dict[str, list[Tick]] = {}
        for tick in paper.layout.ticks:
            if tick.page == number:
                rows.setdefault(tick.question, []).append(tick)
        for one in page.marks(paper.layout, number):  # boxes may stand on several lines: all of them are shown
            boxes = rows[one.question]
            crop = page.crop(min(box.row_top for box in boxes), max(box.row_bottom for box in boxes))
            proposals.append(Proposal(paper.kind, number, one, crop))
        stretches += [
            Stretch(paper.kind, area.name, page.area(area)) for area in paper.layout.areas if area.page == number
        ]
    return tuple(proposals), tuple(stretches)


def pages_to_read(session: Session, bureau: str, dossier: str) -> tuple[tuple[PrintedView, int, bytes], ...]:
    """The straightened pages of an inspection that count, for `read_returned`."""
    standing = standing_of_papers(session, bureau, dossier)
    printed = {one.id: one for one in standing.printed}
    return tuple(
        (printed[one.paper], one.page, read_evidence(session, one.straight))
        for one in standing.returned
        if one.state == "kept" and one.straight and one.paper in printed and has_evidence(session, one.straight)
    )
