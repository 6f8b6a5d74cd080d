"""What may be entered when several checks of one subject become one visit, and about the way one checks.

国办发〔2024〕54号: what can be joined is joined, and what papers or data show needs no visit. Each fact touches its own
dossier only: the one that takes the items in, and the one that gives them up.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, col, select

from inspector_desktop.errors import Missing
from inspector_desktop.inspection.facts import AssignedItem, AssignedOfficer
from inspector_desktop.inspection.records import Inspection, InspectionItem, InspectionOfficer
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head


class ItemsJoined(Fact):
    """The items and officers of another inspection of the same subject (`other`) came into this one."""

    KIND: ClassVar[str] = "inspection.items-joined"

    other: str
    other_title: str
    items: tuple[AssignedItem, ...]
    officers: tuple[AssignedOfficer, ...]

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        at = _last(session, head, InspectionItem)
        for item in self.items:
            if session.get(InspectionItem, (head.bureau, head.dossier, item.item)) is None:
                at += 1
                session.add(InspectionItem(**place, place=at, **item.model_dump()))
        at = _last(session, head, InspectionOfficer)
        for officer in self.officers:
            if session.get(InspectionOfficer, (head.bureau, head.dossier, officer.officer)) is None:
                at += 1
                session.add(InspectionOfficer(**place, place=at, **officer.model_dump()))
        row.joined = "\n".join(one for one in (row.joined, self.other) if one)
        session.add(row)


class ItemsDivided(Fact):
    """Which department of a joint check has which item: pairs of item and department (empty: this bureau)."""

    KIND: ClassVar[str] = "inspection.items-divided"

    departments: tuple[tuple[str, str], ...]

    def apply(self, session: Session, head: Head) -> None:
        for item, department in self.departments:
            row = session.get(InspectionItem, (head.bureau, head.dossier, item))
            if row is not None:
                row.department = department
                session.add(row)


class MergedInto(Fact):
    """This inspection is carried out within another one of the same subject; nothing more happens here."""

    KIND: ClassVar[str] = "inspection.merged-into"

    into: str
    into_title: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.merged_into = self.into
        session.add(row)


class InspectionWithdrawn(Fact):
    """The draw this inspection came of was declared void before anybody arrived; it is not carried out."""

    KIND: ClassVar[str] = "inspection.withdrawn"

    draw: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.withdrawn = self.reason
        session.add(row)


class ModeSet(Fact):
    """One checks in another way (核查方式) than was assigned, with the reason and who agreed."""

    KIND: ClassVar[str] = "inspection.mode-set"

    mode: str
    reason: str
    approver: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.mode, row.mode_reason = self.mode, self.reason
        session.add(row)


class DayPlanned(Fact):
    """The team says on which civil day it means to come, within the period of the plan; empty takes it back."""

    KIND: ClassVar[str] = "inspection.day-planned"

    day: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.planned_day = self.day
        session.add(row)


def _row(session: Session, head: Head) -> Inspection:
    row = session.get(Inspection, (head.bureau, head.dossier))
    if row is None:
        raise Missing("error-dossier-missing")
    return row


def _last(session: Session, head: Head, table: type[InspectionItem | InspectionOfficer]) -> int:
    found = session.exec(
        select(table.place)
        .where(table.bureau == head.bureau, table.dossier == head.dossier)
        .order_by(col(table.place).desc())
        .limit(1)
    ).first()
    return found or 0
