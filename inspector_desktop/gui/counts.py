"""The numbers in the rail and the status bar: what waits for the signed-in person, and what waits to be uploaded.

Only numbers of work, never of people. What is late is counted by `inspection.deadlines`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.gui.page import SyncState
from inspector_desktop.gui.pages.approving.loading import queue_for
from inspector_desktop.inspection.deadlines import dues
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.journal.records import SET_ASIDE, WAITING, Citation, Entry
from inspector_desktop.lead.store import count_open
from inspector_desktop.registry.proposal_store import count_to_settle
from inspector_desktop.signature.seeing import unseen
from inspector_desktop.storage.evidence import Evidence

if TYPE_CHECKING:
    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.profile.model import Profile

LEADERS = ("section-chief", "deputy-head", "head")


@dataclass(frozen=True)
class Badge:
    """A number beside a place of the rail; red when it is about something late."""

    count: int
    late: bool = False


def concerns(view: InspectionView, desk: Desk) -> bool:
    """Whether an inspection is this person's business: of his team, in his tray, or his to oversee."""
    if desk.has_role("supervising", *LEADERS):
        return True
    person = str(desk.person.id)
    return person in {view.holder_person, view.tray_person} or any(one.id == person for one in view.officers)


def is_open(view: InspectionView) -> bool:
    """Whether an inspection still has work in it."""
    return not view.done.get("archive") and not view.gone


def waiting(session: Session) -> SyncState:
    """What this device has not brought to headquarters, as the journal alone knows it; offline."""
    count = func.count()
    records = session.exec(select(count).select_from(Entry).where(Entry.verdict == WAITING)).one()
    aside = session.exec(select(count).select_from(Entry).where(Entry.verdict == SET_ASIDE)).one()
    kinds = session.exec(
        select(Citation.hash, Evidence.media_type)
        .join(Entry, col(Entry.id) == col(Citation.entry))
        .join(Evidence, col(Evidence.hash) == col(Citation.hash))
        .where(Entry.verdict == WAITING)
        .distinct()
    ).all()
    photos = sum(kind.startswith("image/") for _, kind in kinds)
    return SyncState(records=records, photos=photos, set_aside=aside, others=len(kinds) - photos)


def badges(session: Session, *, desk: Desk, profile: Profile, today: date) -> dict[str, Badge]:
    """The numbers of the rail by name of place; places without a number are left out."""
    mine = [one for one in inspections(session, desk.bureau) if is_open(one) and concerns(one, desk)]
    late = sum(bool(one.late) for one in dues(mine, profile, today))
    tray = _in_tray(mine, desk) + len(unseen(session, desk=desk))
    found = {
        "workbench": Badge(late or tray, late=bool(late)),
        "inspections": Badge(len(mine)),
        "leads": Badge(count_open(session, str(desk.bureau))),
        "rectification": Badge(sum(_begun(one, "order") and not _done(one, "closed") for one in mine)),
        "approvals": Badge(len(queue_for(session, desk=desk, profile=profile, today=today)) if _decides(desk) else 0),
        "disclosure": Badge(sum(_done(one, "check") and not _done(one, "disclosure") for one in mine)),
        "registers": Badge(count_to_settle(session, desk)),
        "sync": Badge(session.exec(select(func.count()).select_from(Entry).where(Entry.verdict == WAITING)).one()),
    }
    return {name: badge for name, badge in found.items() if badge.count}


def _in_tray(views: Iterable[InspectionView], desk: Desk) -> int:
    return sum(
        one.tray_person == desk.person.id or bool(one.tray_role and desk.has_role(one.tray_role)) for one in views
    )


def _done(view: InspectionView, step: str) -> bool:
    return bool(view.done.get(step))


def _begun(view: InspectionView, step: str) -> bool:
    return step in view.begun


def _decides(desk: Desk) -> bool:
    return desk.has_role("supervising", *LEADERS)
