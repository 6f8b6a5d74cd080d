"""Facts entered, chained, applied, refolded and rebuilt."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from factories.tampering import take_guard_away
from sqlmodel import Field, Session, select

from inspector_desktop.errors import Damaged, Refused
from inspector_desktop.ids import BureauId, LifeId, PersonId
from inspector_desktop.journal.applying import rebuild, refold
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.journal.entering import enter, last_of_life, open_dossier
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head, Sealed, check_seal, read_head
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, Dossier, Entry, Record
from inspector_desktop.storage.engine import open_store, reading, writing
from inspector_desktop.storage.evidence import Stored
from inspector_desktop.storage.working import Device


class Note(Record, table=True):
    """A projection for these tests."""

    __tablename__ = "test_note"
    number: int = Field(primary_key=True)
    text: str


class Noted(Fact):
    """A fact for these tests."""

    KIND: ClassVar[str] = "test.noted"
    text: str

    def apply(self, session: Session, head: Head) -> None:
        session.add(Note(bureau=head.bureau, dossier=head.dossier, number=head.number, text=self.text))


class Still:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 6, 15, tzinfo=UTC)


CLOCK = Still()


def desk(life: str = "life-1", person: str = "16001") -> Desk:
    return Desk(
        BureauId("410526-QX"),
        LifeId(life),
        Person(PersonId(person), "李建国", ("officer",)),
        Ed25519PrivateKey.generate(),
    )


@pytest.fixture
def store(tmp_path: Path):
    engine = open_store(tmp_path / "store.db", bytes(32))
    for tables in (Stored.metadata, Record.metadata, Device.metadata):
        tables.create_all(engine)
    yield engine
    engine.dispose()


def test_an_entered_fact_is_chained_signed_and_applied(store):
    here = desk()
    with writing(store) as session:
        dossier = open_dossier(session, Noted(text="一"), kind="inspection", desk=here, clock=CLOCK)
        enter(session, Noted(text="二"), desk=here, clock=CLOCK, dossier=dossier)
    with reading(store) as session:
        first, second = session.exec(select(Entry).order_by(Entry.number)).all()
        assert read_head(second.head).dossier_previous == first.hash
        assert read_head(second.head).life_previous == first.hash
        check_seal(Sealed(second.head, second.signature, second.body), here.signer.public_key())
        assert [note.text for note in session.exec(select(Note).order_by(Note.number))] == ["一", "二"]
        assert last_of_life(session, here.life) == (2, second.hash)
        assert rebuild(session).equal


def test_any_flipped_bit_of_an_entry_is_noticed(store):
    here = desk()
    with writing(store) as session:
        open_dossier(session, Noted(text="一"), kind="inspection", desk=here, clock=CLOCK)
    with reading(store) as session:
        entry = session.exec(select(Entry)).one()
        for part in ("head", "signature", "body"):
            parts = {"head": entry.head, "signature": entry.signature, "body": entry.body}
            changed = bytearray(parts[part])
            changed[len(changed) // 2] ^= 1
            parts[part] = bytes(changed)
            with pytest.raises(Damaged):
                check_seal(Sealed(**parts), here.signer.public_key())


def test_a_dossier_in_a_tray_is_written_by_nobody_until_its_taking_is_receipted(store):
    here, there = desk(), desk("life-2", "16002")
    with writing(store) as session:
        dossier = open_dossier(session, Noted(text="一"), kind="inspection", desk=here, clock=CLOCK)
        hand_over(session, desk=here, clock=CLOCK, dossier=dossier, to_person="16002")
    with writing(store) as session, pytest.raises(Refused, match="refused-not-here"):
        enter(session, Noted(text="二"), desk=here, clock=CLOCK, dossier=dossier)
    with writing(store) as session:
        taken = take(session, desk=there, clock=CLOCK, dossier=dossier)
    with writing(store) as session, pytest.raises(Refused, match="refused-take-waiting"):
        enter(session, Noted(text="二"), desk=there, clock=CLOCK, dossier=dossier)
    with writing(store) as session:
        entry = session.get(Entry, taken.id)
        assert entry is not None
        entry.verdict = ACCEPTED
        session.add(entry)
        enter(session, Noted(text="二"), desk=there, clock=CLOCK, dossier=dossier)


def test_after_a_setting_aside_the_dossier_refolds_without_that_entry_and_what_followed_it(store):
    here = desk()
    with writing(store) as session:
        dossier = open_dossier(session, Noted(text="一"), kind="inspection", desk=here, clock=CLOCK)
        bad = enter(session, Noted(text="二"), desk=here, clock=CLOCK, dossier=dossier)
        enter(session, Noted(text="三"), desk=here, clock=CLOCK, dossier=dossier)
        first = session.exec(select(Entry).where(Entry.number == 1)).one()
        first.verdict = ACCEPTED
        entry = session.get(Entry, bad.id)
        assert entry is not None
        entry.verdict, entry.verdict_code = SET_ASIDE, "not-next"
        session.add(entry)
        refold(session, dossier)
    with reading(store) as session:
        assert [note.text for note in session.exec(select(Note))] == ["一"]
        row = session.get(Dossier, ("410526-QX", dossier))
        assert row is not None and row.number == 1
        assert rebuild(session).equal


def test_an_unknown_kind_is_chained_and_the_dossier_says_it_needs_an_upgrade(store):
    class Newer(Noted):
        KIND: ClassVar[str] = "test.newer"
        VERSION: ClassVar[int] = 1

    here = desk()
    with writing(store) as session:
        dossier = open_dossier(session, Newer(text="一"), kind="inspection", desk=here, clock=CLOCK)
    Newer.VERSION = 0
    with writing(store) as session:
        refold(session, dossier)
        row = session.get(Dossier, ("410526-QX", dossier))
        assert row is not None and row.needs_upgrade and row.number == 1
    with writing(store) as session, pytest.raises(Refused, match="refused-needs-upgrade"):
        enter(session, Noted(text="二"), desk=here, clock=CLOCK, dossier=dossier)
    Newer.VERSION = 1  # the program was upgraded
    with writing(store) as session:
        refold(session, dossier)
        enter(session, Noted(text="二"), desk=here, clock=CLOCK, dossier=dossier)


def test_a_body_that_is_not_the_one_its_head_names_is_never_applied(store):
    here = desk()
    with writing(store) as session:
        dossier = open_dossier(session, Noted(text="一"), kind="inspection", desk=here, clock=CLOCK)
        enter(session, Noted(text="二"), desk=here, clock=CLOCK, dossier=dossier)
        take_guard_away(session.connection())
        session.connection().exec_driver_sql(
            "update entry set body = replace(cast(body as text), '二', '假') where number = 2"
        )
        session.expire_all()
        refold(session, dossier)
    with reading(store) as session:
        assert [note.text for note in session.exec(select(Note))] == ["一"]
