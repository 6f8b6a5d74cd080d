"""One visit instead of several: which checks of a subject may be joined, and joining them; way and day of checking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.facts import AssignedItem, AssignedOfficer
from inspector_desktop.inspection.joining_facts import DayPlanned, ItemsDivided, ItemsJoined, MergedInto, ModeSet
from inspector_desktop.inspection.rules import outside_period
from inspector_desktop.inspection.store import InspectionView, get_inspection, inspections_of_subjects
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

MODES = ("on-site", "written", "remote")
"""Ways of checking by ids of the profile's 核查方式: on the spot, by papers, by video and data."""
OFF_SITE = ("written", "remote")


def is_joinable(view: InspectionView) -> bool:
    """Whether an inspection may still be joined with another: nobody arrived, and it stands for itself."""
    return "check" not in view.begun and not view.gone


def joinable(session: Session, bureau: str, dossier: str) -> tuple[InspectionView, ...]:
    """The other checks of the same subject that are still to come, wherever they lie (F101, F235)."""
    view = get_inspection(session, bureau, dossier)
    if not is_joinable(view):
        return ()
    others = inspections_of_subjects(session, bureau, [view.subject])
    return tuple(one for one in others if one.dossier != dossier and is_joinable(one))


def join_inspections(session: Session, *, desk: Desk, clock: Clock, dossier: str, other: str) -> None:
    """Carry out another check of the same subject within this one: one visit, one notice, all items.

    Both must lie on this desk. Raises `Refused` for another subject and once somebody arrived in either.
    """
    view, given = get_inspection(session, desk.bureau, dossier), get_inspection(session, desk.bureau, other)
    if dossier == other or view.subject != given.subject:
        raise Refused("refused-join-subject")
    if not (is_joinable(view) and is_joinable(given)):
        raise Refused("refused-join-begun", subject=view.subject_name)
    if given.holder != desk.life:
        raise Refused("refused-join-away", title=given.title)
    fact = ItemsJoined(
        other=other, other_title=given.title,
        items=tuple(
            AssignedItem(
                item=one.id, title=one.title, version=one.version, basis=one.basis, department=one.department,
                form=one.form or given.form,
            )
            for one in given.items
        ),
        officers=tuple(
            AssignedOfficer(
                officer=one.id, name=one.name, certificate=one.certificate, valid_until=one.valid_until,
                department=one.department,
            )
            for one in given.officers
        ),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    enter(session, MergedInto(into=dossier, into_title=view.title), desk=desk, clock=clock, dossier=other)


def divide_items(session: Session, *, desk: Desk, clock: Clock, dossier: str, departments: Mapping[str, str]) -> None:
    """Say which department of a joint check has which item; each then has its own record, number and result.

    Raises `Refused` for an item or department that is not of this check, and once somebody arrived.
    """
    view = get_inspection(session, desk.bureau, dossier)
    known = {one.department for one in view.officers} | {""}
    if set(departments) - {one.id for one in view.items} or set(departments.values()) - known:
        raise Refused("refused-divide")
    if "check" in view.begun:
        raise Refused("refused-divide-begun")
    fact = ItemsDivided(departments=tuple(sorted(departments.items())))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def set_mode(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, dossier: str, mode: str, reason: str,
    approver: str = "",
) -> None:  # fmt: skip
    """Say in which way one checks.

    Raises `Refused` for an unknown way, without a visit where the bureau does not allow that (methods.remote_allowed),
    without a reason, and once it began.
    """
    view = get_inspection(session, desk.bureau, dossier)
    if mode not in MODES or not reason.strip():
        raise Refused("refused-mode")
    if mode in OFF_SITE and not profile.methods.remote_allowed:
        raise Refused("refused-mode-remote")
    if "check" in view.begun:
        raise Refused("refused-mode-begun")
    fact = ModeSet(mode=mode, reason=reason.strip(), approver=approver.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def plan_day(session: Session, *, desk: Desk, clock: Clock, dossier: str, day: str) -> None:
    """Say on which civil day the team means to come; empty takes it back.

    Raises `Refused` for a day outside the period of the plan or already over, and once somebody arrived.
    """
    view = get_inspection(session, desk.bureau, dossier)
    if "check" in view.begun:
        raise Refused("refused-day-begun")
    if day:
        if outside_period(view.window_from, view.window_until, day):
            first, last = date.fromisoformat(view.window_from), date.fromisoformat(view.window_until)
            raise Refused("refused-day-outside", period=say("date-range", first=first, last=last))
        if day < civil_date(clock.now()).isoformat():
            raise Refused("refused-day-over")
    if day != view.planned_day:
        enter(session, DayPlanned(day=day), desk=desk, clock=clock, dossier=dossier)
