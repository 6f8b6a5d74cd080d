"""Queries on draws; all return frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.draw.records import Draw, DrawnOfficer, DrawnSubject
from inspector_desktop.errors import Missing

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

    @property
    def recorded(self) -> bool:
        """Whether the draw was held elsewhere and only recorded here: shown as such, never as verified."""
        return self.place != LOCAL


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


def draw_of_plan(session: Session, bureau: str, plan: str) -> DrawView | None:
    """The latest draw of a plan that is not void."""
    return next((one for one in draws(session, bureau) if one.plan == plan and one.state != "void"), None)


def _view(session: Session, row: Draw) -> DrawView:
    drawn = session.exec(
        select(DrawnSubject)
        .where(DrawnSubject.bureau == row.bureau, DrawnSubject.dossier == row.dossier)
        .order_by(col(DrawnSubject.place))
    ).all()
    officers = session.exec(
        select(DrawnOfficer)
        .where(DrawnOfficer.bureau == row.bureau, DrawnOfficer.dossier == row.dossier)
        .order_by(col(DrawnOfficer.group_number), col(DrawnOfficer.place))
    ).all()
    last = max((one.group_number for one in officers), default=-1)
    return DrawView(
        **row.model_dump(),
        drawn=tuple(
            DrawnView(
                one.subject, one.stratum, one.position, one.batch, one.ticket, one.group_number, one.inspection,
                tuple(one.items.split(",")) if one.items else (),
            )
            for one in drawn
        ),
        groups=tuple(tuple(one.officer for one in officers if one.group_number == group) for group in range(last + 1)),
    )  # fmt: skip
