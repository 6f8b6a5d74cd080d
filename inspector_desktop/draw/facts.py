"""What may be entered about a draw: frozen, made known, held, released, void, published."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from inspector_desktop.draw.records import Draw, DrawnOfficer, DrawnSubject
from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head


class DrawFrozen(Fact):
    """List, rules, officers and the one future event were frozen; the first fact of the draw's dossier."""

    KIND: ClassVar[str] = "draw.frozen"

    number: int
    plan: str
    title: str
    frozen: str
    commitment: str
    frozen_at: str
    event_name: str
    event_at: str
    opened: str

    def apply(self, session: Session, head: Head) -> None:
        session.add(Draw(bureau=head.bureau, dossier=head.dossier, **self.model_dump()))


class DrawAnchored(Fact):
    """The commitment became known outside the bureau: a witness copied its first digits, or it was posted."""

    KIND: ClassVar[str] = "draw.anchored"

    anchor: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.anchor = self.anchor
        session.add(row)


class DrawHeld(Fact):
    """The event happened, two people typed its digits, and the draw was computed. `transcript` is the file's text."""

    KIND: ClassVar[str] = "draw.held"

    transcript: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.transcript, row.held_at, row.state = self.transcript, head.occurred_at, "held"
        session.add(row)
        result: dict[str, Any] = json.loads(self.transcript)["result"]
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        for number, one in enumerate(result["objects"], 1):
            session.add(
                DrawnSubject(
                    **place, subject=one["id"], place=number, stratum=one["stratum"], position=one["position"],
                    batch=one["batch"], ticket=one["ticket"], group_number=one["group"],
                )
            )  # fmt: skip
        for group, officers in enumerate([result["reserve"], *result["groups"]]):
            for number, officer in enumerate(officers, 1):
                session.add(DrawnOfficer(**place, officer=officer, group_number=group, place=number))


class Released(BaseModel):
    """A drawn subject and the dossier of its inspection."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    inspection: str


class DrawReleased(Fact):
    """The tasks were released to the groups (发布任务)."""

    KIND: ClassVar[str] = "draw.released"

    inspections: tuple[Released, ...]

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.released_at, row.state = head.occurred_at, "released"
        session.add(row)
        for one in self.inspections:
            drawn = session.get(DrawnSubject, (head.bureau, head.dossier, one.subject))
            if drawn is not None:
                drawn.inspection = one.inspection
                session.add(drawn)


class DrawVoided(Fact):
    """The draw was declared void, with reason and approver; a result that exists stays shown."""

    KIND: ClassVar[str] = "draw.voided"

    reason: str
    approver: str
    transcript: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.state, row.void_reason, row.void_approver = "void", self.reason, self.approver
        row.transcript = self.transcript
        session.add(row)


class DrawPublished(Fact):
    """List, digits and transcript may now be shown on the disclosure site (after the task's last check)."""

    KIND: ClassVar[str] = "draw.published"

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.published_at = head.occurred_at
        session.add(row)


def _row(session: Session, head: Head) -> Draw:
    row = session.get(Draw, (head.bureau, head.dossier))
    if row is None:
        raise Missing("error-draw-missing")
    return row
