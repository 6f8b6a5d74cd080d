"""Commands on a store that holds a whole inspection: journal, records and papers are what was entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from factories.bureau import released_inspections
from factories.clock import FakeClock
from factories.demo import PIN, command, prepared, told
from factories.finished import signed_visit, submitted_report
from factories.windows import DeviceBureau

from inspector_desktop.clock import SystemClock
from inspector_desktop.inspection.acts import void_paper
from inspector_desktop.inspection.store import find_paper
from inspector_desktop.opening import open_device
from inspector_desktop.storage.evidence import read_evidence


class DemoBureau(DeviceBureau):
    """The demonstration's device; its numbers came from headquarters."""

    def allot_numbers(self, session, number="16005"):
        pass


@dataclass
class Made:
    """The demonstration with an inspection in it."""

    folder: Path
    bureau: DemoBureau
    dossier: str


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    house = prepared(tmp_path_factory.mktemp("inspected") / "bureau")
    opening = open_device(house.places, person_id="16005", pin=PIN, clock=SystemClock(), keychain=house.keychain)
    clock = FakeClock(SystemClock().now() - timedelta(days=1))
    bureau = DemoBureau(opening.engine, clock, opening.profile, life=opening.desk.life, signer=opening.desk.signer)
    dossier, *_ = released_inspections(bureau)
    signed_visit(bureau, dossier)
    submitted_report(bureau, dossier, by_hand=True)
    yield Made(house.folder, bureau, dossier)
    opening.close()


@pytest.fixture
def run(made, tmp_path):
    return lambda *arguments: command("--demo", "--data-dir", made.folder, *arguments, home=tmp_path)


@pytest.fixture
def record(made, tmp_path):
    with made.bureau.reading() as session:
        paper = find_paper(session, made.bureau.desk().bureau, made.dossier, "check-record")
        target = tmp_path / "现场检查记录.pdf"
        target.write_bytes(read_evidence(session, paper.blob))
    return paper, target


def test_journal_and_records_of_a_whole_inspection_are_sound(run):
    journal = told(run("verify-journal", "--json"))
    assert journal["verified"]
    assert journal["entries"] > 60
    assert journal["evidence"] >= 3  # the spreadsheet, the record, the report
    replayed = told(run("rebuild", "--json"))
    assert (replayed["equal"], replayed["different"]) == (True, [])
    assert replayed["entries"] == journal["entries"]


def test_the_issued_record_is_known_by_its_code_and_byte_for_byte(run, record):
    paper, file = record
    found = told(run("verify-document", file, "--json"))
    assert (found["verified"], found["same"], found["number"], found["kind"]) == (
        True, True, paper.number, "check-record"
    )  # fmt: skip
    file.write_bytes(file.read_bytes() + b"\n%")
    again = told(run("verify-document", file, "--json"))
    assert (again["verified"], again["same"]) == (True, False)


def test_a_paper_declared_void_is_told_as_revoked(run, made, record):
    paper, file = record
    with made.bureau.writing() as session:
        void_paper(
            session, desk=made.bureau.desk(), clock=made.bureau.clock, dossier=made.dossier, paper=paper.id,
            reason="单位名称有误，另行制作",
        )  # fmt: skip
    found = run("verify-document", file, "--json")
    assert (found.returncode, told(found)["verified"], told(found)["state"]) == (1, False, "revoked")
