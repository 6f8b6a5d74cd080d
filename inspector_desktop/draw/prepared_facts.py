"""What may be entered before a list is frozen: exceptions, who is left out, teams, guests, helpers.

These facts are about the plan and lie in its dossier; freezing reads them. Afterwards none of them is entered any more.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, SQLModel, select

from inspector_desktop.draw.facts import Guest, Helper, ReadyTeam
from inspector_desktop.draw.prepared_records import DrawExemption, DrawGuest, DrawHelper, DrawLeftOut, DrawTeam
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head


class DrawExempted(Fact):
    """A subject beyond its cap is drawn all the same: on a ground of the profile, with evidence."""

    KIND: ClassVar[str] = "draw.exempted"

    subject: str
    name: str
    ground: str
    text: str
    evidence: str
    evidence_name: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            DrawExemption(
                bureau=head.bureau, dossier=head.dossier, **self.model_dump(), added_at=head.occurred_at
            )
        )  # fmt: skip

    def cites(self) -> tuple[str, ...]:
        return (self.evidence,)


class DrawExemptionDropped(Fact):
    """An exception was taken back before the list was frozen, for a reason."""

    KIND: ClassVar[str] = "draw.exemption-dropped"

    subject: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(DrawExemption, (head.bureau, head.dossier, self.subject))
        if row is not None:
            session.delete(row)
            session.flush()


class LeftOutRow(BaseModel):
    """A subject that is left out, and by which rule."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    rule: str


class DrawLeftOutEntered(Fact):
    """Subjects others have checked or will check take no part: `source` says which list, `evidence` keeps its file."""

    KIND: ClassVar[str] = "draw.left-out"

    rows: tuple[LeftOutRow, ...]
    source: str
    evidence: str = ""

    def apply(self, session: Session, head: Head) -> None:
        for one in self.rows:
            session.merge(
                DrawLeftOut(
                    bureau=head.bureau, dossier=head.dossier, subject=one.subject, rule=one.rule, source=self.source,
                    evidence=self.evidence, added_at=head.occurred_at,
                )
            )  # fmt: skip

    def cites(self) -> tuple[str, ...]:
        return (self.evidence,) if self.evidence else ()


class DrawLeftOutDropped(Fact):
    """A subject takes part again, for a reason."""

    KIND: ClassVar[str] = "draw.left-out-dropped"

    subject: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(DrawLeftOut, (head.bureau, head.dossier, self.subject))
        if row is not None:
            session.delete(row)
            session.flush()


class DrawTeamsSet(Fact):
    """The ready-made teams of this draw, all of them; none: persons are drawn."""

    KIND: ClassVar[str] = "draw.teams-set"

    teams: tuple[ReadyTeam, ...]

    def apply(self, session: Session, head: Head) -> None:
        _clear(session, head, DrawTeam)
        for number, one in enumerate(self.teams, 1):
            session.add(
                DrawTeam(
                    bureau=head.bureau, dossier=head.dossier, id=one.id, place=number, title=one.title,
                    members=",".join(one.members),
                )
            )  # fmt: skip


class DrawGuestsSet(Fact):
    """The officers of other departments in this joint task, all of them."""

    KIND: ClassVar[str] = "draw.guests-set"

    guests: tuple[Guest, ...]

    def apply(self, session: Session, head: Head) -> None:
        _clear(session, head, DrawGuest)
        for one in self.guests:
            session.add(DrawGuest(bureau=head.bureau, dossier=head.dossier, **one.model_dump()))


class DrawHelpersSet(Fact):
    """The experts and assistants who may go along, all of them."""

    KIND: ClassVar[str] = "draw.helpers-set"

    helpers: tuple[Helper, ...]

    def apply(self, session: Session, head: Head) -> None:
        _clear(session, head, DrawHelper)
        for number, one in enumerate(self.helpers, 1):
            session.add(DrawHelper(bureau=head.bureau, dossier=head.dossier, place=number, **one.model_dump()))


def _clear(session: Session, head: Head, table: type[Any]) -> None:
    rows: list[SQLModel] = list(
        session.exec(select(table).where(table.bureau == head.bureau, table.dossier == head.dossier)).all()
    )
    for row in rows:
        session.delete(row)
    session.flush()
