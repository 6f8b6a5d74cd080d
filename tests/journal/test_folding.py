"""Many entries at once: the same records as one by one, and no change thrown away unseen."""

from __future__ import annotations

from typing import ClassVar

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from factories.clock import FakeClock
from sqlmodel import Field, Session, col, select

from inspector_desktop.errors import Damaged
from inspector_desktop.ids import BureauId, LifeId, PersonId
from inspector_desktop.journal.applying import Folding, apply_entry
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head, read_head
from inspector_desktop.journal.records import Dossier, Entry, Record
from inspector_desktop.storage.engine import open_store, reading, writing
from inspector_desktop.storage.evidence import Stored
from inspector_desktop.storage.working import Device

BUREAU = "410526-QX"
CLOCK = FakeClock()


class FoldedLine(Record, table=True):
    """What these facts leave behind."""

    __tablename__ = "folded_line"
    name: str = Field(primary_key=True)
    text: str
    times: int = 0


class Written(Fact):
    """A line was written, again or for the first time."""

    KIND: ClassVar[str] = "folding.written"
    name: str
    text: str

    def apply(self, session: Session, head: Head) -> None:
        line = session.get(FoldedLine, (head.bureau, head.dossier, self.name))
        line = line or FoldedLine(bureau=head.bureau, dossier=head.dossier, name=self.name, text="")
        line.text, line.times = self.text, line.times + 1
        session.add(line)


class Struck(Fact):
    """A line was struck out."""

    KIND: ClassVar[str] = "folding.struck"
    name: str

    def apply(self, session: Session, head: Head) -> None:
        session.delete(session.get_one(FoldedLine, (head.bureau, head.dossier, self.name)))


class Careless(Fact):
    """A fact with a fault: it throws away what the session has not written yet."""

    KIND: ClassVar[str] = "folding.careless"

    def apply(self, session: Session, head: Head) -> None:
        session.expire_all()


def _store(path):
    engine = open_store(path, bytes(32))
    for tables in (Stored.metadata, Record.metadata, Device.metadata):
        tables.create_all(engine)
    return engine


def _entries(path, facts):
    """Enter facts in two dossiers in turn on a store of their own; heads, bodies and hashes in order."""
    engine = _store(path)
    desk = Desk(BureauId(BUREAU), LifeId("life-1"), Person(PersonId("16001"), "一", ()), Ed25519PrivateKey.generate())
    with writing(engine) as session:
        dossiers = [open_dossier(session, facts[0], kind="inspection", desk=desk, clock=CLOCK) for _ in range(2)]
        for fact in facts[1:]:
            for dossier in dossiers:
                enter(session, fact, desk=desk, clock=CLOCK, dossier=dossier)
    with reading(engine) as session:
        rows = session.exec(select(Entry).order_by(col(Entry.life_number))).all()
    engine.dispose()
    return [(read_head(row.head), row.body, row.hash) for row in rows]


def _records(engine):
    with engine.connect() as connection:
        tables = (Dossier.__table__, FoldedLine.__table__)
        return [sorted(map(tuple, connection.execute(sa.select(table)))) for table in tables]


FACTS = [
    Written(name="a", text="一"), Written(name="b", text="二"), Written(name="a", text="三"), Struck(name="a"),
    Written(name="a", text="四"), Written(name="b", text="五"), Struck(name="b"),
]  # fmt: skip


@pytest.mark.parametrize("pages", [1, 3, 14])
def test_entries_folded_together_leave_what_they_leave_one_by_one(tmp_path, pages):
    entries = _entries(tmp_path / "from.db", FACTS)
    single, together = _store(tmp_path / "single.db"), _store(tmp_path / "together.db")
    with writing(single) as session:
        for entry in entries:
            apply_entry(session, *entry)
    for at in range(0, len(entries), -(-len(entries) // pages)):
        page = entries[at : at + -(-len(entries) // pages)]
        with writing(together) as session:
            folding = Folding(session, BUREAU, {head.dossier for head, _, _ in page})
            for entry in page:
                folding.apply(*entry)
            folding.settle()
    assert _records(together) == _records(single)
    assert len(_records(single)[0]) == 2
    assert {line[2:] for line in _records(single)[1]} == {("a", "四", 1)}


def test_what_a_fact_throws_away_is_noticed_before_anything_is_kept(tmp_path):
    entries = _entries(tmp_path / "from.db", [FACTS[0], FACTS[1]])
    (first, second), rest = entries[:2], entries[2:]
    later = _entries(tmp_path / "other.db", [Careless()])[:1]
    engine = _store(tmp_path / "store.db")
    with writing(engine) as session:
        for entry in (first, second):
            apply_entry(session, *entry)
    with Session(engine) as session:
        folding = Folding(session, BUREAU, {head.dossier for head, _, _ in [*rest, *later]})
        for entry in [*rest, *later]:
            folding.apply(*entry)
        with pytest.raises(Damaged):
            folding.settle()
    assert [row[3] for row in _records(engine)[0]] == [1, 1]
