"""A real headquarters in process, on SQLite or PostgreSQL, and devices with real encrypted stores that talk to it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Field, Session, select
from starlette.testclient import TestClient

from inspector_desktop.headquarters.directory import make_code, put_person
from inspector_desktop.headquarters.identity import Identity, make_identity
from inspector_desktop.headquarters.service import make_service
from inspector_desktop.headquarters.tables import open_headquarters
from inspector_desktop.ids import BureauId, PersonId
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.journal.lives import current_life
from inspector_desktop.journal.records import Entry, Record
from inspector_desktop.storage.engine import open_store, reading, writing
from inspector_desktop.storage.evidence import Stored, put_evidence
from inspector_desktop.storage.working import Device as DeviceTables
from inspector_desktop.sync.enrolling import enrol
from inspector_desktop.sync.ledgers import PlainLedger
from inspector_desktop.sync.rounds import Round, round_trip
from inspector_desktop.sync.wire import Wire

BUREAU = "410526-QX"
ADDRESS = "http://headquarters.test"


class ExchangeNote(Record, table=True):
    """A projection for these tests."""

    __tablename__ = "test_exchange_note"
    number: int = Field(primary_key=True)
    text: str


class ExchangeNoted(Fact):
    """A fact for these tests; `photo` is a hash of evidence, or empty."""

    KIND: ClassVar[str] = "test.exchange-noted"
    text: str
    photo: str = ""

    def apply(self, session: Session, head: Head) -> None:
        if self.text == "headquarters cannot apply this" and head.bureau in ExchangeNoted.refusing:
            raise ValueError(self.text)
        session.add(ExchangeNote(bureau=head.bureau, dossier=head.dossier, number=head.number, text=self.text))

    def cites(self) -> tuple[str, ...]:
        return (self.photo,) if self.photo else ()

    refusing: ClassVar[set[str]] = set()


@dataclass
class House:
    """One headquarters."""

    engine: Engine
    folder: Path
    identity: Identity
    clock: object
    app: FastAPI
    url: object = None

    def client(self) -> TestClient:
        return TestClient(self.app, base_url=ADDRESS)

    def wire(self, clock=None, client=None) -> Wire:
        return Wire(ADDRESS, self.identity.public, clock=clock or self.clock, client=client or self.client())

    def code(self, person: str = "16001", roles: tuple[str, ...] = ("officer",)) -> str:
        with writing(self.engine) as session:
            put_person(session, bureau=BUREAU, person=person, name="李建国", roles=roles)
            return make_code(session, identity=self.identity, clock=self.clock, address=ADDRESS, person=person)

    def entries(self) -> list[Entry]:
        with reading(self.engine) as session:
            return list(session.exec(select(Entry).order_by(Entry.position, Entry.life_number)))

    def texts(self, dossier: str) -> list[str]:
        with reading(self.engine) as session:
            return notes_of(session, dossier)


@dataclass
class Laptop:
    """One device: its store, and what a person does on it."""

    engine: Engine
    path: Path
    house: House
    clock: object
    person: str
    roles: tuple[str, ...]
    wire: Wire
    ledger: PlainLedger
    extra: dict = field(default_factory=dict)

    def desk(self) -> Desk:
        with reading(self.engine) as session:
            life = current_life(session)
        return Desk(BureauId(BUREAU), life.id, Person(PersonId(self.person), "李建国", self.roles), life.signer)

    def open(self, text: str, photo: bytes = b"") -> str:
        with writing(self.engine) as session:
            fact = ExchangeNoted(text=text, photo=self._photo(session, photo))
            return open_dossier(session, fact, kind="inspection", desk=self.desk(), clock=self.clock)

    def note(self, dossier: str, text: str, photo: bytes = b"") -> Head:
        with writing(self.engine) as session:
            fact = ExchangeNoted(text=text, photo=self._photo(session, photo))
            return enter(session, fact, desk=self.desk(), clock=self.clock, dossier=dossier)

    def sync(self, wire: Wire | None = None) -> Round:
        return round_trip(self.ledger, wire or self.wire, self.clock)

    def texts(self, dossier: str) -> list[str]:
        with reading(self.engine) as session:
            return notes_of(session, dossier)

    def verdicts(self) -> list[tuple[str, str]]:
        with reading(self.engine) as session:
            rows = session.exec(select(Entry).order_by(Entry.life, Entry.life_number))
            return [(row.verdict, row.verdict_code) for row in rows]

    def _photo(self, session: Session, content: bytes) -> str:
        if not content:
            return ""
        return put_evidence(session, content, media_type="image/jpeg", added_at="2026-11-20T06:15:00Z")


def notes_of(session: Session, dossier: str) -> list[str]:
    return [
        row.text
        for row in session.exec(
            select(ExchangeNote).where(ExchangeNote.dossier == dossier).order_by(ExchangeNote.number)
        )
    ]


def open_house(where, folder: Path, clock, identity: Identity | None = None) -> House:
    engine = open_headquarters(where)
    identity = identity or make_identity(BUREAU)
    app = make_service(engine, folder / "evidence", folder / "site", identity, clock)
    return House(engine, folder, identity, clock, app, where)


def open_laptop_store(path: Path) -> Engine:
    engine = open_store(path, bytes(32))
    for metadata in (Stored.metadata, Record.metadata, DeviceTables.metadata):
        metadata.create_all(engine)
    return engine


def laptop(house: House, path: Path, *, person: str = "16001", roles=("officer",), clock=None, client=None) -> Laptop:
    clock = clock or house.clock
    engine = open_laptop_store(path)
    ledger = PlainLedger(engine)
    wire = house.wire(clock, client)
    enrol(
        ledger,
        house.code(person, roles),
        device_name="便携机",
        clock=clock,
        connect=lambda _address, _identity, _clock: house.wire(clock),
    )
    return Laptop(engine, path, house, clock, person, tuple(roles), wire, ledger)
