"""The team of an inspection after its assignment: requests that somebody stand back, changes, companions.

Queries and the acts that need nothing but this dossier; who comes in is computed in `draw.substituting`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.inspection.facts import AssignedCompanion
from inspector_desktop.inspection.records import RecusalRequest, TeamChange
from inspector_desktop.inspection.store import InspectionView, get_inspection
from inspector_desktop.inspection.team_facts import CompanionsSet, RecusalAsked
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter

ASKED_BY = ("unit", "officer", "bureau")
COMPANION_KINDS = ("expert", "assistant")
RECUSAL = ("party", "interest", "fairness")
"""Grounds of recusal (行政处罚法 43, 安全生产违法行为行政处罚办法 24)."""
UNABLE = "unable"
"""客观原因不能参加 (001 三(三)): no recusal, but replaced in the same way."""
GROUNDS = (*RECUSAL, UNABLE)


@dataclass(frozen=True)
class RequestView:
    """A request that an officer stand back, and what was decided (`state` asked, granted, denied)."""

    bureau: str
    dossier: str
    id: str
    officer: str
    name: str
    ground: str
    asked_by: str
    asked_name: str
    text: str
    asked_at: str
    state: str
    approver: str
    decided_at: str
    note: str


@dataclass(frozen=True)
class TeamChangeView:
    """A change of the team; `change` 0 while it was only told by telephone."""

    bureau: str
    dossier: str
    place: int
    leaves: str
    leaves_name: str
    comes: str
    comes_name: str
    ground: str
    approver: str
    decided_at: str
    draw: str
    change: int
    told_by: str
    request: str


def requests_of(session: Session, bureau: str, dossier: str = "") -> tuple[RequestView, ...]:
    """Requests of one inspection, or of all, oldest first."""
    statement = select(RecusalRequest).where(RecusalRequest.bureau == bureau)
    if dossier:
        statement = statement.where(RecusalRequest.dossier == dossier)
    rows = session.exec(statement.order_by(col(RecusalRequest.asked_at), col(RecusalRequest.id))).all()
    return tuple(RequestView(**row.model_dump()) for row in rows)


def team_changes(session: Session, bureau: str, dossier: str = "") -> tuple[TeamChangeView, ...]:
    """Changes of the team of one inspection, or of all, in the order of their entry."""
    statement = select(TeamChange).where(TeamChange.bureau == bureau)
    if dossier:
        statement = statement.where(TeamChange.dossier == dossier)
    rows = session.exec(statement.order_by(col(TeamChange.dossier), col(TeamChange.place))).all()
    return tuple(TeamChangeView(**row.model_dump()) for row in rows)


def ask_recusal(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    inspection: str,
    officer: str,
    ground: str,
    asked_by: str,
    asked_name: str,
    text: str,
    asked_at: datetime | None = None,
) -> str:
    """Record that somebody asked for an officer's recusal or replacement, and return the request's id.

    Nothing stops: until it is decided the check goes on (行政处罚法 43). Raises `Refused` for somebody who is not of
    the team, without ground, asker or reason, where it was asked after the check, and while a request about this
    officer is open.
    """
    view = get_inspection(session, desk.bureau, inspection)
    member = next((one for one in view.officers if one.id == officer), None)
    if member is None:
        raise Refused("refused-swap-not-member")
    check_given(view, ground=ground, asked_by=asked_by, asked_name=asked_name, text=text, at=asked_at)
    waiting = [one for one in requests_of(session, desk.bureau, inspection) if one.state == "asked"]
    if any(one.officer == officer for one in waiting):
        raise Refused("refused-swap-asked", name=member.name)
    if asked_at is not None and asked_at > clock.now():
        raise Refused("refused-swap-future")
    fact = RecusalAsked(
        officer=officer, name=member.name, ground=ground, asked_by=asked_by, asked_name=asked_name.strip(),
        text=text.strip(),
    )  # fmt: skip
    return enter(session, fact, desk=desk, clock=clock, dossier=inspection, occurred_at=asked_at).id


def get_request(session: Session, bureau: str, dossier: str, request: str) -> RequestView:
    """One request. Raises `Missing`."""
    row = session.get(RecusalRequest, (bureau, dossier, request))
    if row is None:
        raise Missing("error-recusal-missing")
    return RequestView(**row.model_dump())


def set_companions(
    session: Session, *, desk: Desk, clock: Clock, inspection: str, companions: Sequence[AssignedCompanion]
) -> None:
    """Say who goes along. Raises `Refused` for one without name or of an unknown kind, and for one of the team."""
    view = get_inspection(session, desk.bureau, inspection)
    team = {one.name for one in view.officers}
    for one in companions:
        if not one.name.strip() or one.kind not in COMPANION_KINDS:
            raise Refused("refused-companion-incomplete")
        if one.name.strip() in team:
            raise Refused("refused-companion-officer", name=one.name)
    enter(session, CompanionsSet(companions=tuple(companions)), desk=desk, clock=clock, dossier=inspection)


def check_given(
    view: InspectionView, *, ground: str, asked_by: str, asked_name: str, text: str, at: datetime | None = None
) -> None:
    """Raise `Refused` unless a change of this team can be asked for `at` that moment, with all that must be stated.

    What was asked on paper before the check ended may be entered after it.
    """
    ended = view.done.get("check", "")
    if ended and (at is None or stamp(at) >= ended):
        raise Refused("refused-swap-done", subject=view.subject_name)
    if ground not in GROUNDS:
        raise Refused("refused-swap-ground")
    if asked_by not in ASKED_BY or not asked_name.strip():
        raise Refused("refused-swap-asker")
    if not text.strip():
        raise Refused("refused-swap-reason")
