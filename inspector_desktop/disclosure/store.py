"""Queries on results, places and publications; all return frozen values."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from inspector_desktop.disclosure.facts import PublicContent
from inspector_desktop.disclosure.records import ItemResult, PlaceState, Publication
from inspector_desktop.journal.records import WAITING, Entry
from inspector_desktop.profile.model import Profile

OUTWARD = frozenset({"disclosure.published", "disclosure.corrected", "disclosure.withdrawn", "disclosure.repaired"})
"""Kinds of fact after which the public sees something else."""


@dataclass(frozen=True)
class ResultView:
    """The result of an item."""

    item: str
    result: str
    result_title: str
    followup: str
    followup_title: str
    explanation: str
    chosen_at: str
    chosen_by: str
    version: str


@dataclass(frozen=True)
class PlaceView:
    """How far the result is in one place."""

    place: str
    state: str
    done_on: str
    number: str
    evidence: str
    late_days: int
    late_reason: str
    returned_reason: str


@dataclass(frozen=True)
class PublicationView:
    """What is shown of an inspection; `content` is none where only state and reason are.

    `waits` while the latest step towards the public is here alone and headquarters has not received it.
    """

    dossier: str
    public_id: str
    state: str
    content: PublicContent | None
    digest: str
    reviewed_at: str
    reviewed_by: str
    published_at: str
    published_by: str
    until: str
    changed_at: str
    reason: str
    subject: str
    draw_id: str
    waits: bool = False

    @property
    def shown_state(self) -> str:
        """The wording key of what may be said: nothing counts as shown while headquarters has no word of it."""
        return "pub-unsent" if self.waits and self.state != "pub-ready" else self.state


def results_of(session: Session, bureau: str, dossier: str) -> tuple[ResultView, ...]:
    """The results of an inspection by item; none before they were chosen."""
    rows = session.exec(
        select(ItemResult)
        .where(ItemResult.bureau == bureau, ItemResult.dossier == dossier)
        .order_by(col(ItemResult.place))
    ).all()
    return tuple(ResultView(**row.model_dump(exclude={"bureau", "dossier", "place"})) for row in rows)


def places_of(session: Session, bureau: str, dossier: str) -> dict[str, PlaceView]:
    """Where the result is, by place of the profile; a place that is not there was not begun."""
    rows = session.exec(select(PlaceState).where(PlaceState.bureau == bureau, PlaceState.dossier == dossier)).all()
    return {row.place: PlaceView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows}


def settled(session: Session, bureau: str, profile: Profile) -> frozenset[tuple[str, str]]:
    """Pairs of dossier and deadline that are done: the place the deadline runs for has the result."""
    clocks = {one.id: one.deadline for one in profile.disclosure.places if one.deadline}
    rows = session.exec(select(PlaceState).where(PlaceState.bureau == bureau)).all()
    return frozenset(
        (row.dossier, clocks[row.place]) for row in rows if row.place in clocks and row.state != "entry-returned"
    )


def find_publication(session: Session, bureau: str, dossier: str) -> PublicationView | None:
    """The publication of an inspection, once its content was reviewed."""
    row = session.get(Publication, (bureau, dossier))
    if row is None:
        return None
    waiting = select(Entry.id).where(
        Entry.bureau == bureau, Entry.dossier == dossier, Entry.verdict == WAITING, col(Entry.kind).in_(OUTWARD)
    )
    return replace(_view(row), waits=session.exec(waiting).first() is not None)


def publications(session: Session, bureau: str) -> tuple[PublicationView, ...]:
    """Everything that ever went out, latest first; what is only reviewed is not among it."""
    rows = session.exec(
        select(Publication)
        .where(Publication.bureau == bureau, Publication.published_at != "")
        .order_by(col(Publication.published_at).desc(), col(Publication.public_id))
    ).all()
    return tuple(_view(row) for row in rows)


def _view(row: Publication) -> PublicationView:
    content = PublicContent.model_validate(json.loads(row.content)) if row.content else None
    return PublicationView(**row.model_dump(exclude={"bureau", "content"}), content=content)
