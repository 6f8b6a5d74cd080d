"""What may be entered about a draw: frozen, made known, held, recorded from elsewhere, released, void, published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, col

from inspector_desktop.digest import canonical
from inspector_desktop.draw.changes import Change, with_change
from inspector_desktop.draw.columns import short_parts
from inspector_desktop.draw.frozen import read_stratum
from inspector_desktop.draw.records import Draw, DrawChange, DrawnOfficer, DrawnSubject, RecusalRefusal
from inspector_desktop.draw.shapes import listed
from inspector_desktop.draw.ticket import picked_again
from inspector_desktop.errors import Missing
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head

LATER = 1_000_000
"""Where the order of those begins that came in after the draw."""


class Exempt(BaseModel):
    """A subject that is drawn beyond its cap, the ground of the profile, and what shows it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    ground: str
    evidence: str


class ReadyTeam(BaseModel):
    """A ready-made team (检查小组): the draw takes it as one officer of `persons` = its members."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    members: tuple[str, ...]


class Guest(BaseModel):
    """An officer of another department in a joint task; he has no account here and stands in no register of ours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    department: str
    name: str
    certificate: str
    areas: str
    valid_until: str


class Helper(BaseModel):
    """An expert or assistant who may go along; `kind` is of `expert`, `assistant`. Never counted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: str
    unit: str = ""
    field: str = ""


class DrawFrozen(Fact):
    """List, rules, officers and the one future event were frozen; the first fact of the draw's dossier.

    `listed`: the long lists of a large draw lie beside it as evidence, packed, and not in `frozen` and `opened`.
    """

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
    exempt: tuple[Exempt, ...] = ()
    supplements: str = ""
    lacking: str = ""
    teams: tuple[ReadyTeam, ...] = ()
    guests: tuple[Guest, ...] = ()
    helpers: tuple[Helper, ...] = ()
    listed: str = ""

    def cites(self) -> tuple[str, ...]:
        return (self.listed,) if self.listed else ()

    def apply(self, session: Session, head: Head) -> None:
        plain = self.model_dump(exclude={"exempt", "teams", "guests", "helpers"})
        session.add(
            Draw(
                bureau=head.bureau, dossier=head.dossier, **plain, teams=_text_of(self.teams),
                guests=_text_of(self.guests), helpers=_text_of(self.helpers),
            )
        )  # fmt: skip


class DrawAnchored(Fact):
    """The commitment became known outside the bureau: a witness copied its first digits, or it was posted."""

    KIND: ClassVar[str] = "draw.anchored"

    anchor: str

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.anchor = self.anchor
        session.add(row)


class DrawnPart(BaseModel):
    """Who of a stratum was drawn and went to a group (0: to none); `subjects` are ids with a space between them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stratum: str
    group: int
    subjects: str


class DrawHeld(Fact):
    """The event happened, two people typed its digits, and the draw was computed. `transcript` is the file's text.

    Of a large draw it is the file without what list and digits give again, with the digest of the whole; `drawn` is the
    result then, and where each stands in it follows from the seed. `unproven`: what was lacking that shows the list was
    known before the event, of `commitment` and `witness`, with the reason.
    """

    KIND: ClassVar[str] = "draw.held"

    transcript: str
    drawn: tuple[DrawnPart, ...] = ()
    unproven: tuple[str, ...] = ()
    unproven_reason: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.transcript, row.held_at, row.state = self.transcript, head.occurred_at, "held"
        row.unproven, row.unproven_reason = ",".join(self.unproven), self.unproven_reason
        session.add(row)
        result: dict[str, Any] = short_parts(self.transcript)["result"]
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        rows = [
            dict(
                **place, subject=one["id"], place=number, stratum=one["stratum"], position=one["position"],
                batch=one["batch"], ticket=one["ticket"], group_number=one["group"], items=",".join(one["items"]),
                inspection="", gone=False,
            )
            for number, one in enumerate(self._objects(row.frozen, result), 1)
        ]  # fmt: skip
        if rows:
            session.flush()  # rows of the dossier before theirs
            session.connection().execute(insert(DrawnSubject), rows)
        for group, officers in enumerate([result["reserve"], *result["groups"]]):
            for number, officer in enumerate(officers, 1):
                session.add(DrawnOfficer(**place, officer=officer, group_number=group, place=number))

    def _objects(self, frozen: str, result: dict[str, Any]) -> Iterable[dict[str, Any]]:
        if not self.drawn:
            objects: list[dict[str, Any]] = result["objects"]
            return objects
        parts = [(one.stratum, one.group, one.subjects.split(" ")) for one in self.drawn]
        strata = listed(read_stratum, json.loads(frozen)["strata"], "strata")
        return (one.value() for one in picked_again(strata, result["seed"], parts))


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
        if not self.inspections:
            return
        session.flush()
        place = {"of_bureau": head.bureau, "of_draw": head.dossier}
        session.connection().execute(  # as plain rows: there may be very many
            update(DrawnSubject)
            .where(
                col(DrawnSubject.bureau) == bindparam("of_bureau"),
                col(DrawnSubject.dossier) == bindparam("of_draw"),
                col(DrawnSubject.subject) == bindparam("of_subject"),
            )
            .values(inspection=bindparam("opened")),
            [{**place, "of_subject": one.subject, "opened": one.inspection} for one in self.inspections],
        )
        for held in session.identity_map.values():
            if isinstance(held, DrawnSubject) and held.dossier == head.dossier:
                session.expire(held, ["inspection"])


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


class CameIn(BaseModel):
    """A subject of the reserve that came in for another: where it stands, and the dossier opened for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stratum: str
    position: int
    batch: int
    ticket: str
    group: int
    items: tuple[str, ...]
    inspection: str


class DrawChanged(Fact):
    """Somebody or something drawn was replaced (TICKET-V1 5): `comes` follows from the draw and is never chosen.

    `reason` is a code, `text` the reason in words; `told`: decided by telephone and entered afterwards. Of a draw held
    elsewhere the platform says who comes in.
    """

    KIND: ClassVar[str] = "draw.changed"

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
    told: bool = False
    request: str = ""
    came: tuple[CameIn, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        row = _row(session, head)
        if row.transcript:
            change = Change(
                self.what, self.at, self.leaves, self.comes, self.reason, self.approver,
                self.subjects if self.what == "officer" else (),
            )  # fmt: skip
            row.transcript = with_change(row.transcript, change)
            session.add(row)
        inspection = self.came[0].inspection if self.came else ""
        plain = self.model_dump(exclude={"came", "subjects"})
        session.add(DrawChange(**place, **plain, subjects=",".join(self.subjects), inspection=inspection))
        if self.what == "officer":
            return
        gone = session.get(DrawnSubject, (head.bureau, head.dossier, self.leaves))
        if gone is not None:
            gone.gone = True
            session.add(gone)
        for number, one in enumerate(self.came):
            session.add(
                DrawnSubject(
                    **place, subject=self.comes, place=LATER + self.number + number, stratum=one.stratum,
                    position=one.position, batch=one.batch, ticket=one.ticket, group_number=one.group,
                    inspection=one.inspection, items=",".join(one.items),
                )
            )  # fmt: skip


class RecusalRefused(Fact):
    """The bureau's head did not grant a request for recusal; the officer goes on."""

    KIND: ClassVar[str] = "draw.recusal-refused"

    request: str
    inspection: str
    officer: str
    approver: str
    decided_at: str
    note: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(RecusalRefusal(bureau=head.bureau, dossier=head.dossier, **self.model_dump()))


class RecordedSubject(BaseModel):
    """A subject drawn elsewhere: its stratum of the plan, its name on that day, the group it went to (from 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    name: str
    stratum: str
    group: int


class RecordedOfficer(BaseModel):
    """An officer drawn elsewhere, and his group (from 1; 0 for the reserve)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    officer: str
    name: str
    group: int


class DrawRecorded(Fact):
    """A draw was held on the platform (平台抽取) and is recorded here; the first fact of its dossier.

    Nothing about it is computed or verified here. `held_at` is a stamp, `evidence` the hash of its screenshot.
    `differs` are sentences on what it has otherwise than the rules, with the reason it stands all the same.
    """

    KIND: ClassVar[str] = "draw.recorded-from-platform"
    PLACE: ClassVar[str] = "platform"

    plan: str
    title: str
    task_number: str
    held_at: str
    subjects: tuple[RecordedSubject, ...]
    officers: tuple[RecordedOfficer, ...]
    evidence: str
    evidence_type: str
    note: str = ""
    guests: tuple[Guest, ...] = ()
    differs: tuple[str, ...] = ()
    differs_reason: str = ""

    def apply(self, session: Session, head: Head) -> None:
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        named = {one.subject: one.name for one in self.subjects} | {one.officer: one.name for one in self.officers}
        session.add(
            Draw(
                **place, number=0, plan=self.plan, title=self.title, commitment="", frozen="", frozen_at="",
                event_name="", event_at="", opened="", held_at=self.held_at, state="held", place=self.PLACE,
                task_number=self.task_number, people=self._people(), named=canonical(named).decode(),
                evidence=self.evidence, evidence_type=self.evidence_type, note=self.note,
                guests=_text_of(self.guests), differs="\n".join(self.differs), differs_reason=self.differs_reason,
            )
        )  # fmt: skip
        position: dict[str, int] = {}
        for number, one in enumerate(self.subjects, 1):
            position[one.stratum] = position.get(one.stratum, 0) + 1
            session.add(
                DrawnSubject(
                    **place, subject=one.subject, place=number, stratum=one.stratum, position=position[one.stratum],
                    batch=1, ticket="", group_number=one.group,
                )
            )  # fmt: skip
        for number, officer in enumerate(self.officers, 1):
            session.add(DrawnOfficer(**place, officer=officer.officer, group_number=officer.group, place=number))

    def cites(self) -> tuple[str, ...]:
        return (self.evidence,)

    def _people(self) -> str:
        return ""


class DrawByHand(DrawRecorded):
    """A draw was held by lot in a meeting (现场摇号、抽签), before witnesses; `evidence` is the scan of its record."""

    KIND: ClassVar[str] = "draw.recorded-by-hand"
    PLACE: ClassVar[str] = "by-hand"

    host: str
    operator: str
    overseer: str
    witnesses: tuple[str, ...]

    def _people(self) -> str:
        found = {"host": self.host, "operator": self.operator, "overseer": self.overseer}
        return canonical({**found, "witness": "、".join(self.witnesses)}).decode()


class DrawPublished(Fact):
    """List, digits and transcript may now be shown on the disclosure site (after the task's last check)."""

    KIND: ClassVar[str] = "draw.published"

    def apply(self, session: Session, head: Head) -> None:
        row = _row(session, head)
        row.published_at = head.occurred_at
        session.add(row)


def _text_of(rows: Sequence[BaseModel]) -> str:
    return canonical([one.model_dump(mode="json") for one in rows]).decode() if rows else ""


def _row(session: Session, head: Head) -> Draw:
    row = session.get(Draw, (head.bureau, head.dossier))
    if row is None:
        raise Missing("error-draw-missing")
    return row
