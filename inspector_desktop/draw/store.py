"""Queries on draws; all return frozen values."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from inspector_desktop.draw.facts import Guest, Helper
from inspector_desktop.draw.packed import Listing, unpack
from inspector_desktop.draw.records import Draw, DrawChange, DrawnOfficer, DrawnSubject
from inspector_desktop.errors import Missing
from inspector_desktop.journal.records import ACCEPTED, Entry
from inspector_desktop.storage.evidence import read_evidence

LOCAL, PLATFORM, BY_HAND = "local", "platform", "by-hand"


@dataclass(frozen=True)
class DrawnView:
    """A drawn subject."""

    subject: str
    stratum: str
    position: int
    batch: int
    ticket: str
    group: int
    inspection: str
    items: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True)
class ChangeView:
    """A substitution after the draw."""

    number: int
    what: str
    at: str
    leaves: str
    comes: str
    reason: str
    approver: str
    subjects: tuple[str, ...]
    asked_by: str
    asked_name: str
    text: str
    decided_at: str
    told: bool
    request: str
    inspection: str


@dataclass(frozen=True)
class DrawView:
    """A draw; `groups[0]` is the reserve, `groups[g]` group g. One held elsewhere has number 0 and no frozen list."""

    bureau: str
    dossier: str
    number: int
    plan: str
    title: str
    commitment: str
    frozen: str
    frozen_at: str
    event_name: str
    event_at: str
    anchor: str
    opened: str
    transcript: str
    held_at: str
    released_at: str
    published_at: str
    state: str
    void_reason: str
    void_approver: str
    place: str
    task_number: str
    people: str
    named: str
    evidence: str
    evidence_type: str
    note: str
    drawn: tuple[DrawnView, ...]
    groups: tuple[tuple[str, ...], ...]
    supplements: str = ""
    lacking: str = ""
    teams: str = ""
    guests: str = ""
    helpers: str = ""
    changes: tuple[ChangeView, ...] = ()
    listed: str = ""  # evidence: the long lists of a large draw
    differs: str = ""
    differs_reason: str = ""
    unproven: str = ""
    unproven_reason: str = ""
    listing: Listing | None = field(default=None, repr=False, compare=False)  # these, once `with_list` has read them

    @property
    def recorded(self) -> bool:
        """Whether the draw was held elsewhere and only recorded here: shown as such, never as verified."""
        return self.place != LOCAL

    @property
    def live(self) -> tuple[DrawnView, ...]:
        """The drawn subjects without those another came in for."""
        return tuple(one for one in self.drawn if not one.gone)

    @property
    def ready_teams(self) -> dict[str, tuple[str, ...]]:
        """The members of each ready-made team by its id."""
        return {one["id"]: tuple(one["members"]) for one in json.loads(self.teams)} if self.teams else {}

    @property
    def guest_rows(self) -> tuple[Guest, ...]:
        """The officers of other departments."""
        return tuple(Guest(**one) for one in json.loads(self.guests)) if self.guests else ()

    @property
    def helper_rows(self) -> tuple[Helper, ...]:
        """The experts and assistants who may go along."""
        return tuple(Helper(**one) for one in json.loads(self.helpers)) if self.helpers else ()


class DrawMark(NamedTuple):
    """A draw by what places it among the others, without its long texts."""

    dossier: str
    number: int
    plan: str
    commitment: str
    state: str
    place: str
    supplements: str
    lacking: str
    event_at: str

    @property
    def recorded(self) -> bool:
        """As `DrawView.recorded`."""
        return self.place != LOCAL


_MARK: tuple[Any, ...] = tuple(getattr(Draw, name) for name in DrawMark._fields)


def marks(session: Session, bureau: str) -> tuple[DrawMark, ...]:
    """All draws of the bureau in the order of `draws`, without reading their lists."""
    asked = select(*_MARK).where(Draw.bureau == bureau).order_by(col(Draw.number).desc(), col(Draw.held_at).desc())
    return tuple(map(DrawMark._make, session.execute(asked)))


def draws(session: Session, bureau: str) -> tuple[DrawView, ...]:
    """All draws of the bureau, latest number first; then those held elsewhere, latest first."""
    rows = session.exec(
        select(Draw).where(Draw.bureau == bureau).order_by(col(Draw.number).desc(), col(Draw.held_at).desc())
    ).all()
    return tuple(_view(session, row) for row in rows)


def get_draw(session: Session, bureau: str, dossier: str) -> DrawView:
    """One draw. Raises `Missing`."""
    row = session.get(Draw, (bureau, dossier))
    if row is None:
        raise Missing("error-draw-missing")
    return _view(session, row)


def with_list(session: Session, view: DrawView, read: Callable[[str], bytes] | None = None) -> DrawView:
    """A draw with its long lists, where these lie beside it: before `lists` is asked for what stands in them.

    `read` gives evidence by its hash where it does not lie in this store. Raises `Missing` while it is not here, and
    `Damaged` when it is no list.
    """
    if not view.listed or view.listing is not None:
        return view
    packed = read(view.listed) if read else read_evidence(session, view.listed)
    officers = {label: (nonce, name) for label, (nonce, name) in json.loads(view.opened).items()}
    return replace(view, listing=unpack(view.frozen, packed, officers))


def sealing_received(session: Session, draw: DrawView) -> bool:
    """Whether headquarters has confirmed the entry that froze the list of a draw."""
    first = select(Entry.verdict).where(Entry.bureau == draw.bureau, Entry.dossier == draw.dossier)
    return session.exec(first.order_by(col(Entry.number)).limit(1)).first() == ACCEPTED


def draw_of_plan(session: Session, bureau: str, plan: str) -> DrawView | None:
    """The draw of a plan that is not void; those that add to it (补充抽取) are not it."""
    own = (one for one in marks(session, bureau) if one.plan == plan and not one.supplements)
    found = next((one for one in own if one.state != "void"), None)
    return get_draw(session, bureau, found.dossier) if found else None


def supplements_of(session: Session, bureau: str, draw: str) -> tuple[DrawView, ...]:
    """The draws that add to one, by number; void ones too."""
    found = [one.dossier for one in marks(session, bureau) if one.supplements == draw]
    return tuple(get_draw(session, bureau, one) for one in reversed(found))


def drawn_counts(session: Session, bureau: str) -> dict[str, int]:
    """How many subjects each draw of the bureau has drawn, by its dossier."""
    asked = select(DrawnSubject.dossier, func.count()).where(DrawnSubject.bureau == bureau)
    return dict(session.exec(asked.group_by(col(DrawnSubject.dossier))).all())


def inspections_of_draw(bureau: str, draw: str) -> SelectOfScalar[str]:
    """A query for the dossiers of a draw's inspections, to read what belongs to very many of them at once."""
    drawn = (DrawnSubject.bureau == bureau, DrawnSubject.dossier == draw)
    return select(DrawnSubject.inspection).where(*drawn, DrawnSubject.inspection != "")


def subjects_of_draw(bureau: str, draw: str) -> SelectOfScalar[str]:
    """A query for the ids of all subjects that a draw has drawn."""
    return select(DrawnSubject.subject).where(DrawnSubject.bureau == bureau, DrawnSubject.dossier == draw)


_DRAWN: tuple[Any, ...] = tuple(
    getattr(DrawnSubject, name)
    for name in ("subject", "stratum", "position", "batch", "ticket", "group_number", "inspection", "items", "gone")
)


def _view(session: Session, row: Draw) -> DrawView:
    drawn = session.execute(  # plain rows: there may be very many
        select(*_DRAWN)
        .where(DrawnSubject.bureau == row.bureau, DrawnSubject.dossier == row.dossier)
        .order_by(col(DrawnSubject.place))
    ).all()
    officers = session.exec(
        select(DrawnOfficer)
        .where(DrawnOfficer.bureau == row.bureau, DrawnOfficer.dossier == row.dossier)
        .order_by(col(DrawnOfficer.group_number), col(DrawnOfficer.place))
    ).all()
    changes = session.exec(
        select(DrawChange)
        .where(DrawChange.bureau == row.bureau, DrawChange.dossier == row.dossier)
        .order_by(col(DrawChange.number))
    ).all()
    last = max((one.group_number for one in officers), default=-1)
    return DrawView(
        **row.model_dump(),
        drawn=tuple(
            DrawnView(
                subject, stratum, position, batch, ticket, group, inspection, tuple(items.split(",")) if items else (),
                gone,
            )
            for subject, stratum, position, batch, ticket, group, inspection, items, gone in drawn
        ),
        groups=tuple(tuple(one.officer for one in officers if one.group_number == group) for group in range(last + 1)),
        changes=tuple(
            ChangeView(
                **one.model_dump(exclude={"bureau", "dossier", "subjects"}),
                subjects=tuple(one.subjects.split(",")) if one.subjects else (),
            )
            for one in changes
        ),
    )  # fmt: skip
