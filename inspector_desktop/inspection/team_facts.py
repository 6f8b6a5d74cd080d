"""What may be entered about the team of an inspection after its assignment: recusals, changes, companions.

Who comes in is decided by the draw (`draw.substituting`); here stands what came of it in this dossier.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, col, select

from inspector_desktop.inspection.facts import AssignedCompanion, AssignedOfficer
from inspector_desktop.inspection.records import InspectionCompanion, InspectionOfficer, RecusalRequest, TeamChange
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head


class RecusalAsked(Fact):
    """The unit, an officer or the bureau asked that an officer stand back; the check goes on until it is decided.

    行政处罚法 43: no stop before the decision. `ground` is a code of `draw.grounds`.
    """

    KIND: ClassVar[str] = "inspection.recusal-asked"

    officer: str
    name: str
    ground: str
    asked_by: str
    asked_name: str
    text: str

    def apply(self, session: Session, head: Head) -> None:
        session.add(
            RecusalRequest(
                bureau=head.bureau, dossier=head.dossier, id=head.id, asked_at=head.occurred_at, **self.model_dump()
            )
        )  # fmt: skip


class RecusalDecided(Fact):
    """The bureau's head decided on a request; `told_by` told it by telephone where it was decided elsewhere."""

    KIND: ClassVar[str] = "inspection.recusal-decided"

    request: str
    granted: bool
    approver: str
    told_by: str = ""
    note: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(RecusalRequest, (head.bureau, head.dossier, self.request))
        if row is not None:
            row.state = "granted" if self.granted else "denied"
            row.approver, row.decided_at, row.note = self.approver, head.occurred_at, self.note
            session.add(row)


class TeamChanged(Fact):
    """An officer left the team and, if the reserve had one, another came (`comes` holds one or nobody).

    `change` is the number of the change in the draw's record; 0 while it was told by telephone and not yet recorded.
    """

    KIND: ClassVar[str] = "inspection.team-changed"

    leaves: str
    leaves_name: str
    comes: tuple[AssignedOfficer, ...]
    ground: str
    approver: str
    decided_at: str
    draw: str
    change: int = 0
    told_by: str = ""
    request: str = ""

    def apply(self, session: Session, head: Head) -> None:
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        row = session.get(InspectionOfficer, (head.bureau, head.dossier, self.leaves))
        at = 0
        if row is not None:
            at = row.place
            session.delete(row)
            session.flush()
        for one in self.comes:
            session.merge(InspectionOfficer(**place, place=at or _next_place(session, head), **one.model_dump()))
        came = self.comes[0] if self.comes else None
        session.add(
            TeamChange(
                **place, place=head.number, comes=came.officer if came else "", comes_name=came.name if came else "",
                **self.model_dump(exclude={"comes"}),
            )
        )  # fmt: skip


class TeamChangeConfirmed(Fact):
    """A change that was told by telephone was found in the draw's record, under this number."""

    KIND: ClassVar[str] = "inspection.team-change-confirmed"

    place: int
    change: int

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(TeamChange, (head.bureau, head.dossier, self.place))
        if row is not None:
            row.change = self.change
            session.add(row)


class TeamReplaced(Fact):
    """The whole team was drawn anew by a supplementary draw (`draw`), because too few were left."""

    KIND: ClassVar[str] = "inspection.team-replaced"

    draw: str
    number: int
    officers: tuple[AssignedOfficer, ...]

    def apply(self, session: Session, head: Head) -> None:
        for row in session.exec(
            select(InspectionOfficer).where(
                InspectionOfficer.bureau == head.bureau, InspectionOfficer.dossier == head.dossier
            )
        ).all():
            session.delete(row)
        session.flush()
        for number, officer in enumerate(self.officers, 1):
            session.add(
                InspectionOfficer(bureau=head.bureau, dossier=head.dossier, place=number, **officer.model_dump())
            )


class CompanionsSet(Fact):
    """Who goes along, all of them; they never count among the officers."""

    KIND: ClassVar[str] = "inspection.companions-set"

    companions: tuple[AssignedCompanion, ...]

    def apply(self, session: Session, head: Head) -> None:
        for row in session.exec(
            select(InspectionCompanion).where(
                InspectionCompanion.bureau == head.bureau, InspectionCompanion.dossier == head.dossier
            )
        ).all():
            session.delete(row)
        session.flush()
        for number, one in enumerate(self.companions, 1):
            session.add(InspectionCompanion(bureau=head.bureau, dossier=head.dossier, place=number, **one.model_dump()))


def _next_place(session: Session, head: Head) -> int:
    found = session.exec(
        select(InspectionOfficer.place)
        .where(InspectionOfficer.bureau == head.bureau, InspectionOfficer.dossier == head.dossier)
        .order_by(col(InspectionOfficer.place).desc())
        .limit(1)
    ).first()
    return (found or 0) + 1
