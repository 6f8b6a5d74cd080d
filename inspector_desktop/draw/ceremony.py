"""The ceremony of a draw in a public meeting: who sits where, which papers were printed, the record signed by hand.

Facts, acts and queries of the meeting alone. Freezing, digits and result are `acts`; what stands on the papers and how
they are issued is `document`, `list_paper` and `papers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.draw.columns import short_parts
from inspector_desktop.draw.frozen import Source, read_source
from inspector_desktop.draw.records import DrawPaper, DrawSeat
from inspector_desktop.draw.store import get_draw
from inspector_desktop.errors import Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.storage.evidence import put_evidence

HOST, OPERATOR, OVERSEER, WITNESS = "host", "operator", "overseer", "witness"
ROLES = (HOST, OPERATOR, OVERSEER, WITNESS)
LIST, RECORD, SCAN = "draw-list", "draw-record", "draw-scan"
_MEDIA = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF": "application/pdf"}


class Person(BaseModel):
    """A person at the ceremony and the unit he comes from (empty: not given)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    unit: str = ""


class CeremonySeated(Fact):
    """Who holds the ceremony (主持人 操作人 监督人 见证人); entered again it replaces what was entered before."""

    KIND: ClassVar[str] = "draw.ceremony-seated"

    host: Person
    operator: Person
    overseer: Person
    witnesses: tuple[Person, ...]

    def apply(self, session: Session, head: Head) -> None:
        for row in session.exec(_seats(head.bureau, head.dossier)).all():
            session.delete(row)
        session.flush()
        for role, place, one in self.all():
            session.add(
                DrawSeat(
                    bureau=head.bureau, dossier=head.dossier, role=role, place=place, name=one.name, unit=one.unit
                )
            )  # fmt: skip

    def all(self) -> Iterator[tuple[str, int, Person]]:
        """Every seat: its role, its place within the role, who sits there."""
        yield HOST, 1, self.host
        yield OPERATOR, 1, self.operator
        yield OVERSEER, 1, self.overseer
        for place, one in enumerate(self.witnesses, 1):
            yield WITNESS, place, one


class DrawPaperIssued(Fact):
    """A paper of the draw was printed: the sealed list before it, or its record for signatures; kept as it went out."""

    KIND: ClassVar[str] = "draw.paper-issued"

    kind: str
    title: str
    blob: str
    fields_digest: str
    code: str

    def apply(self, session: Session, head: Head) -> None:
        _keep(session, head, self.kind, self.blob, "application/pdf", self.fields_digest, self.code)

    def cites(self) -> tuple[str, ...]:
        return (self.blob,)


class RecordScanned(Fact):
    """The record, signed by hand, came back as a picture or PDF."""

    KIND: ClassVar[str] = "draw.record-scanned"

    blob: str
    media_type: str

    def apply(self, session: Session, head: Head) -> None:
        _keep(session, head, SCAN, self.blob, self.media_type, "", "")

    def cites(self) -> tuple[str, ...]:
        return (self.blob,)


@dataclass(frozen=True)
class SeatView:
    """Somebody at the ceremony."""

    role: str
    name: str
    unit: str

    @property
    def told(self) -> str:
        """Unit and name, as they are read out and stand in the transcript."""
        return f"{self.unit} {self.name}".strip()


@dataclass(frozen=True)
class PaperView:
    """A kept paper of the draw."""

    kind: str
    blob: str
    media_type: str
    fields_digest: str
    kept_at: str


@dataclass(frozen=True)
class Ceremony:
    """What is known of the meeting: the seats in order of their roles, the papers in order of time."""

    seats: tuple[SeatView, ...] = ()
    papers: tuple[PaperView, ...] = ()

    def of(self, role: str) -> tuple[SeatView, ...]:
        """Who sits there."""
        return tuple(one for one in self.seats if one.role == role)

    def latest(self, kind: str) -> PaperView | None:
        """The last paper of a kind, if there is one."""
        return next((one for one in reversed(self.papers) if one.kind == kind), None)


NO_CEREMONY = Ceremony()


def ceremony_of(session: Session, bureau: str, draw: str) -> Ceremony:
    """The meeting of a draw as far as it was entered."""
    seats = session.exec(_seats(bureau, draw)).all()
    papers = session.exec(
        select(DrawPaper).where(DrawPaper.bureau == bureau, DrawPaper.dossier == draw).order_by(col(DrawPaper.place))
    ).all()
    return Ceremony(
        tuple(
            SeatView(one.role, one.name, one.unit)
            for one in sorted(seats, key=lambda row: (ROLES.index(row.role), row.place))
        ),
        tuple(PaperView(one.kind, one.blob, one.media_type, one.fields_digest, one.kept_at) for one in papers),
    )


def sealed_digits(source: Source) -> bool:
    """Whether the digits are those that several witnesses each wrote down and sealed: one part for each of them."""
    first = source.parts[0]
    return len(source.parts) > 1 and not first.distinct and all(one == first for one in source.parts)


def seat_ceremony(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    draw: str,
    host: Person,
    operator: Person,
    overseer: Person,
    witnesses: Sequence[Person],
) -> Ceremony:
    """Enter who holds the ceremony; until the draw is held it may be entered anew.

    Raises `Refused` without the role, once the draw is held or void, when a seat is empty or no witness is named, when
    the overseer is also the operator, when a witness holds another seat or sits twice, and when there are fewer
    witnesses than sealed digits.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    found = get_draw(session, desk.bureau, draw)
    if found.state != "frozen":
        raise Refused("refused-seats-late", number=found.number)
    table = [_tidy(one) for one in (host, operator, overseer)]
    watching = tuple(one for one in map(_tidy, witnesses) if one.name)
    if not all(one.name for one in table) or not watching:
        raise Refused("refused-seats-empty")
    if table[1].name == table[2].name:
        raise Refused("refused-seats-overseer", name=table[1].name)
    names = [one.name for one in watching]
    twice = [one for one in names if one in {seat.name for seat in table} or names.count(one) > 1]
    if twice:
        raise Refused("refused-seats-witness", name=twice[0])
    source = read_source(short_parts(found.frozen)["source"])
    if sealed_digits(source) and len(watching) < len(source.parts):
        raise Refused("refused-seats-few", count=len(watching), needed=len(source.parts))
    fact = CeremonySeated(host=table[0], operator=table[1], overseer=table[2], witnesses=watching)
    enter(session, fact, desk=desk, clock=clock, dossier=draw)
    return ceremony_of(session, desk.bureau, draw)


def keep_scan(session: Session, *, desk: Desk, clock: Clock, draw: str, content: bytes) -> None:
    """Keep the record as it was signed by hand. Raises `Refused` before the draw and for what is no picture or PDF."""
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    found = get_draw(session, desk.bureau, draw)
    if not found.held_at:
        raise Refused("refused-scan-early")
    media_type = next((kind for head, kind in _MEDIA.items() if content.startswith(head)), "")
    if not media_type:
        raise Refused("refused-scan-kind")
    blob = put_evidence(session, content, media_type=media_type, added_at=stamp(clock.now()))
    enter(session, RecordScanned(blob=blob, media_type=media_type), desk=desk, clock=clock, dossier=draw)


def _tidy(one: Person) -> Person:
    return Person(name=" ".join(one.name.split()), unit=" ".join(one.unit.split()))


def _seats(bureau: str, draw: str) -> SelectOfScalar[DrawSeat]:
    return select(DrawSeat).where(DrawSeat.bureau == bureau, DrawSeat.dossier == draw)


def _keep(session: Session, head: Head, kind: str, blob: str, media_type: str, digest: str, code: str) -> None:
    count = session.exec(
        select(func.count()).select_from(DrawPaper)
        .where(DrawPaper.bureau == head.bureau, DrawPaper.dossier == head.dossier)
    ).one()  # fmt: skip
    session.add(
        DrawPaper(
            bureau=head.bureau, dossier=head.dossier, place=count + 1, kind=kind, blob=blob, media_type=media_type,
            fields_digest=digest, code=code, kept_at=head.occurred_at,
        )
    )  # fmt: skip
