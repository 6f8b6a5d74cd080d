"""What may be entered about checks with several departments or items, who came later or left, and a first visit."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, col, select

from inspector_desktop.check.facts import ShownCertificate
from inspector_desktop.check.joint_records import (
    DepartmentDisclosure,
    DepartmentRecord,
    DepartmentReport,
    FirstVisit,
    Presence,
    SingleResult,
)
from inspector_desktop.check.records import VisitOfficer
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.deadlines import RESULTS
from inspector_desktop.inspection.facts import IssuedPaper, file_paper
from inspector_desktop.inspection.records import InspectionItem, Milestone, Paper
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head

NOON = "T04:00:00Z"
"""Twelve o'clock in China: the moment that stands for a civil day."""


class DepartmentRecorded(Fact):
    """A department's record of a joint check was printed, for its officers and the unit to sign by hand.

    With `elsewhere` the department wrote it in its own system: `paper` is the copy it gave, `made_on` the day it bears.
    """

    KIND: ClassVar[str] = "check.department-recorded"

    department: str
    number: str
    result: str
    words: str
    officers: tuple[str, ...]
    paper: IssuedPaper
    made_on: str = ""
    elsewhere: bool = False

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            DepartmentRecord(
                **_place(head), department=self.department, number=self.number, result=self.result, words=self.words,
                paper=self.paper.blob, issued_at=head.occurred_at, officers="、".join(self.officers),
                place=head.number, made_on=self.made_on, elsewhere=self.elsewhere,
                signed_at=head.occurred_at if self.elsewhere else "",
            )
        )  # fmt: skip
        file_paper(session, head, self.paper)

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob,)


class DepartmentSigned(Fact):
    """A department's record came back signed: its picture, and when it was signed."""

    KIND: ClassVar[str] = "check.department-signed"

    department: str
    scan: str

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(DepartmentRecord, (head.bureau, head.dossier, self.department))
        if row is None:
            raise Missing("error-department-record")
        row.signed_at, row.scan = head.occurred_at, self.scan
        session.add(row)
        session.flush()
        papers = session.exec(
            select(Paper).where(Paper.bureau == head.bureau, Paper.dossier == head.dossier, Paper.blob == row.paper)
        ).all()
        for paper in papers:
            paper.state = "paper-signed" if paper.state == "paper-final" else paper.state
            session.add(paper)

    def cites(self) -> tuple[str, ...]:
        return (self.scan,)


class DepartmentReported(Fact):
    """A department's report on its own items: written here for it, or `elsewhere`, in its own system, with a copy."""

    KIND: ClassVar[str] = "check.department-reported"

    department: str
    number: str
    made_on: str
    result: str
    evaluation: str = ""
    proposal: str = ""
    paper: IssuedPaper
    elsewhere: bool = False

    def apply(self, session: Session, head: Head) -> None:
        kept = self.model_dump(exclude={"paper"})
        row = DepartmentReport(**_place(head), **kept, paper=self.paper.blob, reported_at=head.occurred_at)
        session.merge(row)
        file_paper(session, head, self.paper)

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob,)


class DepartmentDisclosed(Fact):
    """A department disclosed its own result itself; what it told of that."""

    KIND: ClassVar[str] = "check.department-disclosed"

    department: str
    place: str
    disclosed_on: str
    reference: str
    result: str
    by: str
    scan: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.merge(DepartmentDisclosure(**_place(head), **self.model_dump(), noted_at=head.occurred_at))

    def cites(self) -> tuple[str, ...]:
        return (self.scan,) if self.scan else ()


class SingleFixed(Fact):
    """The result of one item is fixed, on a civil day; the last of them starts the report's clock."""

    KIND: ClassVar[str] = "check.single-result-fixed"

    item: str
    result: str
    words: str
    fixed_on: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(SingleResult(**_place(head), **self.model_dump()))
        session.flush()
        wanted = session.exec(
            select(InspectionItem.item).where(
                InspectionItem.bureau == head.bureau, InspectionItem.dossier == head.dossier
            )
        ).all()
        fixed = session.exec(
            select(SingleResult).where(SingleResult.bureau == head.bureau, SingleResult.dossier == head.dossier)
        ).all()
        whole = {one.item for one in fixed} >= set(wanted)
        mark(session, head, RESULTS, max(one.fixed_on for one in fixed) if whole else "")


class PresenceNoted(Fact):
    """Somebody came to the visit after the others (`shown` holds him with his certificate), or left before them."""

    KIND: ClassVar[str] = "check.presence-noted"

    officer: str
    name: str
    left: bool
    note: str = ""
    shown: tuple[ShownCertificate, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Presence, (head.bureau, head.dossier, self.officer))
        if row is None:
            row = Presence(**_place(head), officer=self.officer, name=self.name)
        if self.left:
            row.left_at = head.occurred_at
        else:
            row.came_at = head.occurred_at
        row.note = self.note
        session.add(row)
        known = session.exec(
            select(VisitOfficer.place)
            .where(VisitOfficer.bureau == head.bureau, VisitOfficer.dossier == head.dossier)
            .order_by(col(VisitOfficer.place).desc())
        ).first()
        for at, one in enumerate(self.shown, (known or 0) + 1):
            session.merge(VisitOfficer(**_place(head), place=at, **one.model_dump()))

    def cites(self) -> tuple[str, ...]:
        return tuple(one.renewed_photo for one in self.shown if one.renewed_photo)


class FirstVisitNoted(Fact):
    """One went there and met nobody; the second visit is planned at another time. It happened when one was there."""

    KIND: ClassVar[str] = "check.first-visit-noted"

    branch: str
    words: str
    asked: str
    planned_at: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(FirstVisit(**_place(head), at=head.occurred_at, **self.model_dump()))


def mark(session: Session, head: Head, step: str, day: str) -> None:
    """Note a milestone that is done on a civil day, or (empty) only begun."""
    row = session.get(Milestone, (head.bureau, head.dossier, step))
    if row is None:
        row = Milestone(bureau=head.bureau, dossier=head.dossier, step=step, begun_at=head.occurred_at)
    row.done_at = f"{day}{NOON}" if day else ""
    session.add(row)


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
