"""What may be entered about results, their entry on platforms, and their publication."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.disclosure.records import ItemResult, PlaceState, Publication
from inspector_desktop.disclosure.rules import CORRECTED, REPAIRED, SHOWN, WITHDRAWN
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.facts import IssuedPaper, Part, file_paper, reach
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head


class ChosenResult(Part):
    """The result of an item and the measure after it; titles are snapshots of the list of that version."""

    item: str
    result: str
    result_title: str
    followup: str
    followup_title: str
    explanation: str


class ResultsChosen(Fact):
    """Results were chosen for every item; `version` is that of the profile's list."""

    KIND: ClassVar[str] = "disclosure.results-chosen"

    version: str
    by: str
    results: tuple[ChosenResult, ...]

    def apply(self, session: Session, head: Head) -> None:
        for place, one in enumerate(self.results, 1):
            session.merge(
                ItemResult(
                    **_place(head), place=place, **one.model_dump(), chosen_at=head.occurred_at, chosen_by=self.by,
                    version=self.version,
                )
            )  # fmt: skip
        reach(session, head, "disclosure", done=False, note="entry-none")


class PlatformEntered(Fact):
    """The result was entered on a platform by hand; `completes` says that no place with a clock is left open."""

    KIND: ClassVar[str] = "disclosure.entered"

    place: str
    entered_on: str
    number: str
    evidence: str
    late_days: int = 0
    late_reason: str = ""
    sheet: IssuedPaper
    completes: bool

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            PlaceState(
                **_place(head), place=self.place, state="entry-done", done_on=self.entered_on, number=self.number,
                evidence=self.evidence, late_days=self.late_days, late_reason=self.late_reason,
            )
        )  # fmt: skip
        file_paper(session, head, self.sheet)
        reach(session, head, "disclosure", done=self.completes, note="entry-done")

    def cites(self) -> tuple[str, ...]:
        return tuple(one for one in (self.evidence, self.sheet.blob) if one)


class PlatformReturned(Fact):
    """The platform sent the result back; it has to be entered again."""

    KIND: ClassVar[str] = "disclosure.returned"

    place: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(PlaceState, (head.bureau, head.dossier, self.place))
        if row is None:
            raise Missing("error-place-missing")
        row.state, row.returned_reason = "entry-returned", self.reason
        session.add(row)
        reach(session, head, "disclosure", done=False, note="entry-returned")


class PlaceShown(Fact):
    """A place shows the result to the public (also one the platform shares with, such as the national system)."""

    KIND: ClassVar[str] = "disclosure.place-shown"

    place: str
    shown_on: str
    evidence: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(PlaceState, (head.bureau, head.dossier, self.place))
        if row is None:
            row = PlaceState(**_place(head), place=self.place, state="entry-shown", done_on=self.shown_on)
        row.state, row.evidence = "entry-shown", self.evidence or row.evidence
        session.add(row)

    def cites(self) -> tuple[str, ...]:
        return (self.evidence,) if self.evidence else ()


class PublicField(Part):
    """A field as the public sees it; its key stands on the profile's allowlist."""

    key: str
    title: str
    value: str


class PublicItem(Part):
    """An item and its result as the public sees them."""

    item: str
    result: str


class PublicContent(Part):
    """All that leaves the bureau about one inspection. `draw` is the draw's number (0: none), with its commitment."""

    public_id: str
    subject: str
    code: str
    fields: tuple[PublicField, ...]
    items: tuple[PublicItem, ...]
    draw: int
    commitment: str

    @property
    def text(self) -> str:
        """Canonical JSON."""
        return canonical(self.model_dump(mode="json")).decode()

    @property
    def reviewed(self) -> str:
        """Digest of what a review covers: all but the draw, which a device may not hold and the site adds."""
        return sha256_hex(canonical(self.model_dump(mode="json", exclude={"draw", "commitment"})))


class DisclosureReviewed(Fact):
    """The content was reviewed before publication (政府信息公开条例 14, 15); papers: the review and the draft."""

    KIND: ClassVar[str] = "disclosure.reviewed"

    reviewer: str
    by_hand: bool = False
    scan: str = ""
    content: PublicContent
    papers: tuple[IssuedPaper, ...]

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Publication, (head.bureau, head.dossier))
        if row is None:
            row = Publication(
                **_place(head), public_id=self.content.public_id, state="pub-ready", content="", digest="",
                reviewed_at="", reviewed_by="",
            )  # fmt: skip
        row.digest, row.reviewed_at, row.reviewed_by = self.content.reviewed, head.occurred_at, self.reviewer
        session.add(row)
        for paper in self.papers:
            file_paper(session, head, paper)

    def cites(self) -> tuple[str, ...]:
        return tuple(one for one in (self.scan, *(paper.blob for paper in self.papers)) if one)


class DisclosurePublished(Fact):
    """The reviewed content went out, for a term; `draw_id` and `subject` refer to the draw behind it."""

    KIND: ClassVar[str] = "disclosure.published"

    by: str
    content: PublicContent
    until: str
    draw_id: str
    subject: str
    place: str
    published_on: str
    completes: bool

    def apply(self, session: Session, head: Head) -> None:
        row = _publication(session, head)
        row.state, row.content, row.published_at = SHOWN, self.content.text, head.occurred_at
        row.published_by, row.until, row.draw_id, row.subject = self.by, self.until, self.draw_id, self.subject
        session.add(row)
        if self.place:
            session.merge(
                PlaceState(
                    **_place(head), place=self.place, state="entry-shown", done_on=self.published_on,
                    number=self.content.public_id,
                )
            )  # fmt: skip
        reach(session, head, "disclosure", done=self.completes, note=SHOWN)


class DisclosureCorrected(Fact):
    """A published result was corrected; the reason is shown, the earlier content not."""

    KIND: ClassVar[str] = "disclosure.corrected"

    by: str
    content: PublicContent
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        row = _publication(session, head)
        row.state, row.content, row.reason = CORRECTED, self.content.text, self.reason
        row.changed_at = head.occurred_at
        session.add(row)


class DisclosureWithdrawn(Fact):
    """A published result was taken down; state and reason stay, the content goes."""

    KIND: ClassVar[str] = "disclosure.withdrawn"

    by: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        _take_down(session, head, WITHDRAWN, self.reason)


class DisclosureRepaired(Fact):
    """信用修复: the published result is stopped; state and reason stay, the content goes."""

    KIND: ClassVar[str] = "disclosure.repaired"

    by: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        _take_down(session, head, REPAIRED, self.reason)


def _take_down(session: Session, head: Head, state: str, reason: str) -> None:
    row = _publication(session, head)
    row.state, row.content, row.reason, row.changed_at = state, "", reason, head.occurred_at
    session.add(row)


def _publication(session: Session, head: Head) -> Publication:
    row = session.get(Publication, (head.bureau, head.dossier))
    if row is None:
        raise Missing("error-publication-missing")
    return row


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
