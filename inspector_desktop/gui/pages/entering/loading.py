"""What the page 录入公示 shows: the list by clocks; of one inspection results, entry sheets, places, publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inspector_desktop.disclosure.acts import (
    Choice,
    content_of,
    due_of_place,
    entry_sheet,
    is_unclocked,
    propose_results,
)
from inspector_desktop.disclosure.document import ItemSheet
from inspector_desktop.disclosure.facts import PublicContent
from inspector_desktop.disclosure.store import (
    PlaceView,
    PublicationView,
    ResultView,
    find_publication,
    places_of,
    results_of,
)
from inspector_desktop.errors import Refused
from inspector_desktop.gui.counts import concerns
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.inspecting.case import place_of
from inspector_desktop.inspection.deadlines import TASK, Due
from inspector_desktop.inspection.rules import took_part
from inspector_desktop.inspection.store import InspectionView, get_inspection, inspections, inspections_of_task
from inspector_desktop.ordering import natural
from inspector_desktop.profile.outcome import Place

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.profile.model import Profile

RETURNED = "entry-returned"
SUPERVISING = "supervising"


@dataclass(frozen=True)
class Row:
    """One inspection in the list: where its result is, by place, and the clocks that run for the places left.

    `waiting` are the places left for which there are clocks; `unclocked` says that none of them is for such a check.
    """

    key: str
    view: InspectionView
    places: Mapping[str, PlaceView]
    running: Mapping[str, Due]
    publication: PublicationView | None
    waiting: tuple[str, ...] = ()
    unclocked: bool = False

    @property
    def due(self) -> Due | None:
        """The nearest clock of a place that is still open."""
        return min(self.running.values(), key=lambda one: one.day, default=None)

    @property
    def over(self) -> bool:
        """Whether every place with a clock has the result."""
        return not self.waiting


@dataclass(frozen=True)
class EntryCase:
    """One inspection's entry and publication. `proposed` stands while no results were chosen.

    `content` is what would go out now; `held` says why nothing may. `place` says whose desk the dossier lies on.
    """

    row: Row
    results: tuple[ResultView, ...]
    proposed: tuple[Choice, ...]
    sheets: tuple[ItemSheet, ...]
    content: PublicContent | None
    held: str
    early: str
    place: str
    own: bool
    may_review: bool

    @property
    def view(self) -> InspectionView:
        """The inspection."""
        return self.row.view

    @property
    def approved(self) -> bool:
        """Whether the result was approved, so that it may be entered."""
        return bool(self.view.done.get("approval"))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Results as chosen, else as proposed."""
        if self.results:
            return tuple(Choice(one.item, one.result, one.followup, one.explanation) for one in self.results)
        return self.proposed


def rows_for(session: Session, *, desk: Desk, profile: Profile, today: date) -> tuple[Row, ...]:
    """Inspections whose check has ended and that concern this person, the nearest clock first."""
    made = [
        _row(session, view, profile, today)
        for view in inspections(session, str(desk.bureau))
        if view.done.get("check") and concerns(view, desk)
    ]
    return tuple(
        sorted(made, key=lambda one: (one.over, one.due.day if one.due else date.max, natural(one.view.subject_name)))
    )


def load_entry(session: Session, *, desk: Desk, profile: Profile, today: date, dossier: str) -> EntryCase:
    """Read one inspection's entry. Raises `Missing`."""
    bureau = str(desk.bureau)
    view = get_inspection(session, bureau, dossier)
    results = results_of(session, bureau, dossier)
    proposed: tuple[Choice, ...] = ()
    content, early, held = None, "", ""
    try:
        proposed = propose_results(session, desk=desk, profile=profile, dossier=dossier)
    except Refused as error:
        early = sentence(error)
    if results:
        try:
            content = content_of(session, bureau=bureau, profile=profile, dossier=dossier)
        except Refused as error:
            held = sentence(error)
    own = took_part((one.name for one in view.officers), desk.person.name)
    return EntryCase(
        row=_row(session, view, profile, today), results=results, proposed=proposed,
        sheets=entry_sheet(session, bureau=bureau, profile=profile, dossier=dossier) if results else (),
        content=content, held=held, early=early, place=place_of(view, desk), own=own,
        may_review=desk.has_role(*profile.flow("disclosure").levels, SUPERVISING) and not own,
    )  # fmt: skip


def _row(session: Session, view: InspectionView, profile: Profile, today: date) -> Row:
    places = places_of(session, view.bureau, view.dossier)
    publication = find_publication(session, view.bureau, view.dossier)
    task = inspections_of_task(session, view) if any(one.trigger == TASK for one in profile.deadlines) else ()
    left = tuple(one.id for one in profile.disclosure.places if one.deadline and _is_open(one, places))
    found = {one: due_of_place(view, profile, one, today, among=task) for one in left}
    running = {name: one for name, one in found.items() if one is not None}
    unclocked = is_unclocked(view, profile)
    return Row(view.dossier, view, places, running, publication, left if unclocked else tuple(running), unclocked)


def _is_open(place: Place, places: Mapping[str, PlaceView]) -> bool:
    found = places.get(place.id)
    return found is None or found.state == RETURNED
