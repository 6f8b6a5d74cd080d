"""What may be entered about papers printed for a trip, and about their pages that come back."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, select

from inspector_desktop.inspection.facts import Part
from inspector_desktop.inspection.paper_records import PrintedPaper, ReturnedPage
from inspector_desktop.inspection.records import ReservedNumber
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head


class Printed(Part):
    """A paper as it was printed; see `paper_records.PrintedPaper`."""

    id: str
    kind: str
    title: str
    number: str
    pages: int
    codes: tuple[str, ...]
    layout: str


class PapersPrinted(Fact):
    """Papers were printed to be filled in by hand; their pages are known again by their codes."""

    KIND: ClassVar[str] = "inspection.papers-printed"

    papers: tuple[Printed, ...]

    def apply(self, session: Session, head: Head) -> None:
        for paper in self.papers:
            kept = paper.model_dump(exclude={"codes"})
            session.merge(
                PrintedPaper(
                    **_place(head), **kept, codes="\n".join(paper.codes), place=head.number, printed_at=head.occurred_at
                )
            )


class PageReturned(Fact):
    """A page came back: the picture as it was taken, and the page made straight. `how` is `code` or `hand`."""

    KIND: ClassVar[str] = "inspection.page-returned"

    paper: str
    kind: str
    number: str
    page: int
    original: str
    straight: str = ""
    original_name: str = ""
    how: str = "code"
    code: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        same = session.exec(
            select(ReturnedPage).where(
                ReturnedPage.bureau == head.bureau, ReturnedPage.dossier == head.dossier,
                ReturnedPage.paper == self.paper, ReturnedPage.page == self.page, ReturnedPage.state == "kept",
            )
        ).first()  # fmt: skip
        session.merge(
            ReturnedPage(
                **_place(head), id=head.id, **self.model_dump(), returned_at=head.occurred_at,
                state="spare" if same is not None else "kept",
            )
        )  # fmt: skip

    def cites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for one in (self.original, self.straight) if one))


class PageChosen(Fact):
    """Of several pictures of one page this one counts; the others stay."""

    KIND: ClassVar[str] = "inspection.page-chosen"

    page: str

    def apply(self, session: Session, head: Head) -> None:
        chosen = session.get(ReturnedPage, (head.bureau, head.dossier, self.page))
        if chosen is None:
            return
        rows = session.exec(
            select(ReturnedPage).where(
                ReturnedPage.bureau == head.bureau, ReturnedPage.dossier == head.dossier,
                ReturnedPage.paper == chosen.paper, ReturnedPage.page == chosen.page,
            )
        ).all()  # fmt: skip
        for row in rows:
            row.state = "kept" if row.id == self.page else "spare"
            session.add(row)


class PrintedClosed(Fact):
    """A printed paper was not used: spoiled, or not needed. Its number is not offered again."""

    KIND: ClassVar[str] = "inspection.printed-closed"

    paper: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(PrintedPaper, (head.bureau, head.dossier, self.paper))
        if row is None:
            return
        row.state, row.reason = "closed", self.reason
        session.add(row)
        reserved = session.get(ReservedNumber, (head.bureau, head.dossier, row.kind))
        if reserved is not None and reserved.number == row.number:
            reserved.used = True
            session.add(reserved)


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
