"""A field of one bureau on disk: a real device with inspections under way, a plain second device, a headquarters.

What is here is opened anew by every job, as after a crash. The officer's device is a true one (envelopes, counter,
SQLCipher); its keychain is a file, because a killed process takes memory with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from factories.bureau import ONE_TABLE, Bureau, released_inspections
from factories.clock import START, FakeClock
from factories.every_kind import every_kind
from factories.exchange import open_house, open_laptop_store
from factories.finished import AGREED, INK, checked_visit, house_of, officers_of
from factories.visits import come
from starlette.testclient import TestClient

from inspector_desktop import opening
from inspector_desktop.check import acts
from inspector_desktop.check.store import get_definition
from inspector_desktop.checklist.definition import Definition
from inspector_desktop.demo.bureau import PROFILE, person, set_up_registers
from inspector_desktop.headquarters.directory import make_code, put_person
from inspector_desktop.headquarters.identity import load_identity
from inspector_desktop.headquarters.running import Premises
from inspector_desktop.ids import BureauId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.opening import Opening
from inspector_desktop.places import Places, replace_file
from inspector_desktop.settings import Settings
from inspector_desktop.signature.acts import state_unit
from inspector_desktop.storage import envelopes
from inspector_desktop.storage.engine import writing
from inspector_desktop.storage.envelope_file import Cost
from inspector_desktop.storage.recovery import make_recovery
from inspector_desktop.sync.enrolling import enrol
from inspector_desktop.sync.ledgers import PlainLedger
from inspector_desktop.sync.wire import Wire

BUREAU = PROFILE
PIN = "202611"
OFFICER = "16005"
OTHER = "16001"

__all__ = ["AGREED", "BUREAU", "INK", "Field", "FileKeychain", "prepare_field"]


class FileKeychain:
    """A keyring that outlives the process; a real one is written by another process, which nobody kills."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def available(self) -> bool:
        return True

    def get(self, service: str, name: str) -> str | None:
        return self._read().get(f"{service}/{name}")

    def set(self, service: str, name: str, secret: str) -> None:
        replace_file(self._path, json.dumps({**self._read(), f"{service}/{name}": secret}).encode())

    def delete(self, service: str, name: str) -> None:
        kept = self._read()
        kept.pop(f"{service}/{name}", None)
        replace_file(self._path, json.dumps(kept).encode())

    def _read(self) -> dict[str, str]:
        return dict(json.loads(self._path.read_text())) if self._path.exists() else {}


@dataclass(frozen=True)
class Field:
    """Where everything of one field lies."""

    folder: Path

    @property
    def places(self) -> Places:
        return Places(self.folder / "设备")

    @property
    def premises(self) -> Premises:
        return Premises(self.folder / "局")

    @property
    def other(self) -> Path:
        return self.folder / "other" / "store.db"

    @property
    def facts(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "field.json").read_text(encoding="utf-8")))

    @contextmanager
    def device(self, clock: FakeClock) -> Iterator[Opening]:
        keychain = FileKeychain(self.folder / "keyring.json")
        opened = opening.open_device(self.places, person_id=OFFICER, pin=PIN, clock=clock, keychain=keychain)
        try:
            yield opened
        finally:
            opened.close()


def desk_of(opened: Opening) -> Desk:
    return Desk(BureauId(BUREAU), opened.desk.life, person(OFFICER), opened.desk.signer)


def prepare_field(folder: Path, *, at: datetime = START) -> None:
    """Set the field up: registers, plan, draw, visits under way, one record ready to be signed; both enrolled."""
    clock = FakeClock(at)
    field = Field(folder)
    envelopes.COST = Cost(memory=64, passes=1, lanes=1)
    opened = opening.create_device(
        field.places, settings=Settings(PROFILE), person=person(OFFICER), pin=PIN,
        recovery_public=make_recovery().public, clock=clock, keychain=FileKeychain(folder / "keyring.json"),
    )  # fmt: skip
    bureau = Bureau(opened.engine, clock, opened.profile, opened.desk.life, opened.desk.signer)
    with opened.writing() as session:
        set_up_registers(session, desk=desk_of(opened), clock=clock, items=ONE_TABLE)
    dossiers = released_inspections(bureau)[:5]
    signing, visiting, repeating = dossiers[0], dossiers[1:4], dossiers[4]
    checked_visit(bureau, signing)
    with opened.writing() as session:
        state_unit(
            session, desk=desk_of(opened), clock=clock, house=house_of(bureau), dossier=signing, stated=AGREED,
            read_how="read-aloud",
        )  # fmt: skip
    for dossier in (*visiting, repeating):
        with opened.writing() as session:
            register_paper_approval(session, desk=desk_of(opened), clock=clock, dossier=dossier, approver="孙志远")
        with _table(every_kind() if dossier == repeating else None):
            come(bureau, dossier)
    with opened.reading() as session:
        lines = [[one.name, one.number] for one in get_definition(session, BUREAU, visiting[0]).questions if one.number]
    facts = {
        "signing": signing,
        "visiting": visiting,
        "lines": lines,
        "repeating": repeating,
        "officers": [[one.id, one.name] for one in officers_of(bureau, signing)],
        "start": clock.advance(minutes=1).isoformat(),
    }
    _enrol_both(field, opened, clock)
    opened.close()
    (folder / "field.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


@contextmanager
def _table(definition: Definition | None) -> Iterator[None]:
    """Let whoever arrives find this check table instead of the item's own."""
    before = acts.table_of
    if definition is not None:
        acts.table_of = lambda *_: definition
    yield
    acts.table_of = before


def _enrol_both(field: Field, opened: Opening, clock: FakeClock) -> None:
    identity = load_identity(field.premises.identity, BUREAU)
    house = open_house(field.premises.where, field.premises.folder, clock, identity)
    other = open_laptop_store(field.other)
    for engine, number, name in ((opened.engine, OFFICER, "王秀英"), (other, OTHER, "李建国")):
        with writing(house.engine) as session:
            put_person(session, bureau=BUREAU, person=number, name=name, roles=("officer", "supervising"))
            code = make_code(session, identity=identity, clock=clock, address="http://hq.test", person=number)
        enrol(
            PlainLedger(engine), code, device_name="便携机", clock=clock,
            connect=lambda address, key, given: Wire(address, key, clock=given, client=TestClient(house.app)),
        )  # fmt: skip
    other.dispose()
    house.engine.dispose()
