"""The jobs that are killed: filling, photographing, signing, exchanging, serving. Each says what it was told is done.

What a job says it says only after the commit returned, because that is when the program tells a person 已保存.
"""

from __future__ import annotations

import hashlib
import io
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self, TypeVar

import httpx2
from factories.clock import FakeClock
from factories.exchange import ExchangeNoted
from factories.finished import INK
from factories.proving import typed_pin
from PIL import Image
from sqlmodel import Session

from hardness.checking import check_device, check_everything, check_headquarters
from hardness.field import BUREAU, OTHER, Field, desk_of, prepare_field
from hardness.nursery import say
from hardness.visiting import Visit
from inspector_desktop.check.acts import add_photo, answer_line, save_sheet
from inspector_desktop.errors import Known, Unreachable
from inspector_desktop.headquarters.identity import load_identity
from inspector_desktop.headquarters.running import _served, build
from inspector_desktop.ids import BureauId, PersonId
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.journal.entering import enter, last_of_life, open_dossier
from inspector_desktop.journal.lives import current_life
from inspector_desktop.opening import Opening
from inspector_desktop.signature.acts import sign
from inspector_desktop.storage.engine import open_store, writing
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.sync.ledgers import PlainLedger
from inspector_desktop.sync.rounds import Round, round_trip
from inspector_desktop.sync.states import counts
from inspector_desktop.sync.wire import Wire

T = TypeVar("T")
KEY = bytes(32)  # of the second device
ROUNDS = 3  # within so many an outbox is empty once faults stop

__all__ = [
    "check_house",
    "drain",
    "fill",
    "other",
    "photo",
    "prepare",
    "pull",
    "push",
    "serve",
    "sign_record",
    "verify",
    "visit",
]


def prepare(folder: str) -> None:
    """Set a field up."""
    prepare_field(Path(folder))
    say("prepared")


def fill(folder: str, seed: int, round_number: int, acknowledged: list[str]) -> None:
    """Answer lines without end; now and then the sheet is saved as a fact."""
    with _Officer(folder, seed, round_number, acknowledged) as officer:
        while True:
            officer.answer()
            if officer.luck.random() < 0.15:
                officer.save()


def photo(folder: str, seed: int, round_number: int, acknowledged: list[str]) -> None:
    """Photograph without end, answering in between."""
    with _Officer(folder, seed, round_number, acknowledged) as officer:
        while True:
            if officer.luck.random() < 0.3:
                officer.answer()
            officer.photograph()


def sign_record(folder: str, seed: int, round_number: int, acknowledged: list[str]) -> None:
    """Sign the record without end: the unit, then both officers, then again."""
    with _Officer(folder, seed, round_number, acknowledged) as officer:
        while True:
            officer.sign()


def visit(folder: str, seed: int, round_number: int, acknowledged: list[str]) -> None:
    """Visit without end: repeats, answers of every kind, pictures, recorders; the sheet is saved with some of them."""
    with _Officer(folder, seed, round_number, acknowledged) as officer:
        doing = Visit(officer)
        while True:
            doing.go_on()


def push(folder: str, seed: int, round_number: int, acknowledged: list[str], address: str) -> None:
    """Work and exchange without end."""
    with _Officer(folder, seed, round_number, acknowledged) as officer:
        while True:
            for _ in range(officer.luck.randrange(4)):
                officer.luck.choice((officer.answer, officer.save, officer.photograph, officer.sign))()
            officer.exchange(address)


def pull(folder: str, seed: int, round_number: int, acknowledged: list[str], address: str) -> None:
    """Only exchange, again and again; others' entries are waiting there."""
    with _Officer(folder, seed, round_number, acknowledged) as officer:
        while True:
            officer.exchange(address)


def serve(folder: str) -> None:
    """Headquarters on a loopback port, until killed or its input ends."""
    field = Field(Path(folder))
    identity = load_identity(field.premises.identity)
    with build(field.premises, identity, FakeClock(_start(field))) as app, _served(app) as port:
        say(f"http://127.0.0.1:{port}")
        while True:
            time.sleep(3600)


def other(folder: str, seed: int, count: int, address: str) -> None:
    """The second device enters `count` facts and exchanges them."""
    luck, field = random.Random(seed), Field(Path(folder))
    clock = FakeClock(_start(field) + timedelta(minutes=seed % 100_000))
    engine = open_store(field.other, KEY)
    try:
        with writing(engine) as session:
            life = current_life(session)
            desk = Desk(BureauId(BUREAU), life.id, Person(PersonId(OTHER), "李建国", ("officer",)), life.signer)
            dossier = ""
            for number in range(count):
                picture = luck.randbytes(luck.randrange(1, 40_000)) if luck.random() < 0.2 else b""
                cited = put_evidence(session, picture, media_type="image/jpeg", added_at="") if picture else ""
                fact = ExchangeNoted(text=f"{seed}/{number} {'字' * luck.randrange(200)}", photo=cited)
                if not dossier or luck.random() < 0.3:
                    dossier = open_dossier(session, fact, kind="note", desk=desk, clock=clock)
                else:
                    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
        with _wire(field, address, clock) as wire:
            done = round_trip(PlainLedger(engine), wire, clock)
        say("other", done.accepted)
    finally:
        engine.dispose()


def drain(folder: str, address: str) -> None:
    """Faults have stopped: exchange as the program does by itself, and say after how many rounds nothing was left."""
    field = Field(Path(folder))
    clock = FakeClock(_start(field) + timedelta(days=2))
    with field.device(clock) as opened, _wire(field, address, clock) as wire:
        ledger = _Counted(opened)
        for number in range(1, ROUNDS + 1):
            round_trip(ledger, wire, clock)
            left = ledger.run(counts)
            if (left.records, left.photos, left.different) == (0, 0, 0):
                say("drained", number)
                return
        say("stuck", left.records, left.photos, left.different)


def check_house(folder: str) -> None:
    """Look at headquarters' database as it lies on the disk: whole, and holding all that was receipted."""
    for problem in check_headquarters(Field(Path(folder))):
        say("wrong", problem)


def verify(folder: str, acknowledged: list[str]) -> None:
    """At the end: both sides hold the same, exactly once, with equal receipts."""
    for problem in check_everything(Field(Path(folder)), acknowledged):
        say("wrong", problem)


class _Counted:
    """A ledger that writes as the program does, counter and all."""

    def __init__(self, opened: Opening) -> None:
        self._opened = opened

    def run(self, work: Callable[[Session], T], /) -> T:
        with self._opened.writing() as session:
            return work(session)


class _Officer:
    """Somebody at work on the true device, looked at first; every method says what was committed."""

    def __init__(self, folder: str, seed: int, round_number: int, acknowledged: list[str]) -> None:
        self.field = Field(Path(folder))
        self.facts = self.field.facts
        self.luck = random.Random(seed)
        # Rounds are minutes apart, and a PIN killed while it was tried counts as a failure that makes the next one wait.
        self.clock = FakeClock(_start(self.field) + timedelta(hours=2 * round_number))
        self.token = round_number * 1_000_000
        self.signed = 0
        self.acknowledged = acknowledged

    def __enter__(self) -> Self:
        self._open = self.field.device(self.clock)
        self.opened = self._open.__enter__()
        self.desk = desk_of(self.opened)
        for problem in check_device(self.opened, self.acknowledged, deep=False):
            say("wrong", problem)
        say("checked", self.opened.desk.life)
        return self

    def __exit__(self, *error: object) -> None:
        self._open.__exit__(*error)

    def answer(self) -> None:
        dossier, (line, number) = self.luck.choice(self.facts["visiting"]), self.luck.choice(self.facts["lines"])
        self.token += 1
        self.clock.advance(seconds=1)
        with self.opened.writing() as session:
            answer_line(
                session, desk=self.desk, clock=self.clock, dossier=dossier, line=line, number=number,
                value="violates", fact=f"{self.token}", measure="measure-deadline",
            )  # fmt: skip
        say("answer", dossier, line, self.token)

    def save(self) -> None:
        dossier = self.luck.choice(self.facts["visiting"])
        with self.opened.writing() as session:
            saved = save_sheet(session, desk=self.desk, clock=self.clock, dossier=dossier)
        if saved:
            self._entry()

    def photograph(self) -> None:
        dossier, (line, _) = self.luck.choice(self.facts["visiting"]), self.luck.choice(self.facts["lines"])
        self.clock.advance(seconds=1)
        content = io.BytesIO()
        size = self.luck.choice(((40, 30), (120, 90), (900, 700)))
        noise = Image.frombytes("L", size, self.luck.randbytes(size[0] * size[1]))
        noise.save(content, "JPEG", quality=60)
        with self.opened.writing() as session:
            digest = add_photo(
                session, desk=self.desk, clock=self.clock, dossier=dossier, content=content.getvalue(),
                name="现场.jpg", line=line,
            )  # fmt: skip
        say("photo", dossier, digest)
        self._entry()

    def sign(self) -> None:
        roles = [("unit", "赵永安"), *((f"officer:{number}", name) for number, name in self.facts["officers"])]
        role, name = roles[self.signed % len(roles)]
        self.signed += 1
        self.clock.advance(seconds=1)
        ink = INK.replace("50", str(self.luck.randrange(10, 99)))
        with self.opened.writing() as session:
            sign(
                session, desk=self.desk, clock=self.clock, dossier=self.facts["signing"], role=role, name=name,
                strokes=ink, identity=typed_pin(role, self.facts["signing"], self.clock),
            )  # fmt: skip
        say("sign", self.facts["signing"], role, hashlib.sha256(ink.encode()).hexdigest())
        self._entry()

    def exchange(self, address: str) -> Round | None:
        with _wire(self.field, address, self.clock) as wire:
            try:
                done = round_trip(_Counted(self.opened), wire, self.clock)
            except Unreachable:
                say("unreachable")
                time.sleep(0.01)
                return None
            except Known as error:
                say("trouble", error.code)  # which is a finding: nobody here did anything wrong
                raise
        say("exchanged", done.sent, done.fetched, done.evidence_sent)
        if done.set_aside or done.different or done.new_life:
            say("trouble", f"set-aside:{done.set_aside}", f"new-life:{done.new_life}", *done.different)
        return done

    def _entry(self) -> None:
        with self.opened.reading() as session:
            number, entry_hash = last_of_life(session, self.desk.life)
        say("entry", self.desk.life, number, entry_hash)


def _wire(field: Field, address: str, clock: FakeClock) -> Wire:
    client = httpx2.Client(trust_env=False, verify=False, timeout=10)  # no TLS here, and its context costs 70 ms
    return Wire(address, load_identity(field.premises.identity).public, clock=clock, client=client)


def _start(field: Field) -> datetime:
    return datetime.fromisoformat(field.facts["start"])
