"""One whole round as windows and commands do it: answers into facts, the exchange, paper numbers where they run low.

A round may begin a new device life (headquarters knew more of this store than it does itself); then everything goes on
as that life. When rounds happen is decided by whoever calls.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session, select

from inspector_desktop.check.acts import save_all_sheets
from inspector_desktop.clock import Clock
from inspector_desktop.errors import Damaged, Disagreed
from inspector_desktop.exchange.enrolment import Enrolled
from inspector_desktop.exchange.numbers import read_block
from inspector_desktop.inspection.acts import allot, blocks_wanting
from inspector_desktop.inspection.records import NumberBlock
from inspector_desktop.journal.leases import lease_ended
from inspector_desktop.journal.lives import current_life, keep_counter
from inspector_desktop.lead.acts import number_leads
from inspector_desktop.opening import Opening
from inspector_desktop.settings import Settings, save_settings
from inspector_desktop.sync.enrolling import ask_numbers, enrol
from inspector_desktop.sync.outbox import Receipted
from inspector_desktop.sync.rounds import Round, Watch, round_trip
from inspector_desktop.sync.stations import Enrolment, read_enrolment
from inspector_desktop.sync.stick import export_batches, import_receipts
from inspector_desktop.sync.stick_evidence import Load, Told, export_evidence, import_evidence_receipts, measure
from inspector_desktop.sync.tables import NumbersAsked
from inspector_desktop.sync.wire import Wire

T = TypeVar("T")
Connect = Callable[[str, str, Clock], Wire]


@dataclass(frozen=True)
class Tended:
    """What a round did, how many blocks of numbers came, and the opening to go on with (another after a new life)."""

    round: Round
    blocks: int
    opening: Opening


@dataclass(frozen=True)
class Exported:
    """What was written onto a stick now; `load` is what had to go there."""

    batches: tuple[Path, ...]
    evidence: tuple[Path, ...]
    load: Load


class StoreLedger:
    """One transaction on the open store for each piece of work; the device's counter follows what was entered."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def run(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one transaction and return its result."""
        with self._opening.writing() as session:
            return work(session)


def tend(opening: Opening, *, address: str = "", watch: Watch | None = None) -> Tended:
    """Do a round and see to the numbers. `address` overrides where the device was enrolled.

    Raises as `sync.rounds.round_trip`.
    """
    gather_answers(opening)
    ledger = StoreLedger(opening)
    with connect(ledger.run(read_enrolment), opening, address) as wire:
        done = round_trip(ledger, wire, opening.clock, watch=watch)
        now = follow_life(opening) if done.new_life else opening
        blocks = see_to_numbers(now, wire)
        with now.writing() as session:
            numbered = number_leads(session, desk=now.desk, clock=now.clock, profile=now.profile)
        if blocks or numbered:  # so that these entries do not wait for the next round
            round_trip(ledger, wire, opening.clock, watch=watch)
    return Tended(done, blocks, now)


def gather_answers(opening: Opening) -> int:
    """Enter every answer in progress as a fact, before anything leaves the laptop; return how many."""
    with opening.writing() as session:
        return save_all_sheets(session, desk=opening.desk, clock=opening.clock)


def measure_stick(opening: Opening, folder: Path) -> Load:
    """Say how much would go onto a stick, answers in progress included, and what room it has."""
    gather_answers(opening)
    return measure(StoreLedger(opening), folder)


def export(opening: Opening, folder: Path, told: Told | None = None) -> Exported:
    """Write what waits into a folder: sealed batches, answers in progress included, then the evidence.

    Nothing is written when the room does not suffice. Raises as `export_batches` and `export_evidence`.
    """
    load = measure_stick(opening, folder)
    ledger = StoreLedger(opening)
    if not load.fits:
        export_evidence(ledger, folder)  # refuses with the figures
    batches = export_batches(ledger, folder)
    return Exported(tuple(batches), tuple(export_evidence(ledger, folder, told)), load)


def read_stick(opening: Opening, folder: Path) -> tuple[list[Receipted], int]:
    """Act on the receipts on a stick: of batches first, then of evidence; return those, and how many these were."""
    ledger = StoreLedger(opening)
    return import_receipts(ledger, folder), import_evidence_receipts(ledger, folder)


def connect(enrolment: Enrolment, opening: Opening, address: str = "") -> Wire:
    """A connection to the headquarters this device was enrolled in."""
    return Wire(address or enrolment.address, enrolment.identity_text, clock=opening.clock)


def see_to_numbers(opening: Opening, wire: Wire) -> int:
    """Ask for blocks in every series that runs low, and enter what was allotted; none once the lease has ended.

    How large blocks are, how many lie ahead, and from when next year's are taken is the profile's. A block that was
    allotted and not entered, because the power went in between, is entered first.
    """
    clock, profile = opening.clock, opening.profile
    series = {profile.series(document.id) for document in profile.documents.kinds if document.numbered}
    entered = _enter_blocks(opening)
    with opening.reading() as session:
        if lease_ended(session, clock=clock):
            return entered
    for _ in range(profile.numbers.blocks_ahead):
        wanting = _wanting(opening, sorted(series))
        for one, year in wanting:
            count = profile.numbers.block
            ask_numbers(StoreLedger(opening), wire, clock=clock, series=one, year=year, count=count)
        if not wanting:
            break
        entered += _enter_blocks(opening)
    return entered


def _wanting(opening: Opening, series: list[str]) -> list[tuple[str, int]]:
    """The series and years that run low."""
    with opening.reading() as session:
        return [
            (one, year)
            for one in series
            for year in blocks_wanting(
                session, desk=opening.desk, clock=opening.clock, rules=opening.profile.numbers, series=one
            )
        ]


def _enter_blocks(opening: Opening) -> int:
    """Enter every block that headquarters allotted and no register of numbers has."""
    with opening.writing() as session:
        known = {
            (row.series, row.year, row.first)
            for row in session.exec(select(NumberBlock).where(NumberBlock.bureau == opening.desk.bureau))
        }
        answers = [(row.request, row.answer) for row in session.exec(select(NumbersAsked)) if row.answer]
        enrolment = read_enrolment(session)
        entered = 0
        for _, answer in sorted(answers):
            try:
                block = read_block(answer, enrolment.identity)
            except Disagreed:
                continue  # allotted by the headquarters of a former enrolment: not ours to use any more
            if (block.series, block.year, block.first) in known:
                continue
            allot(
                session, desk=opening.desk, clock=opening.clock, series=block.series, year=block.year,
                first=block.first, last=block.last, answer=b64encode(answer).decode(),
            )  # fmt: skip
            entered += 1
        return entered


def follow_life(opening: Opening) -> Opening:
    """Go on as the store's current life, which a round may have begun."""
    with opening.reading() as session:
        life = current_life(session)
        if life is None:
            raise Damaged("error-store-unreadable")
        if life.id == opening.desk.life:
            return opening
        keep_counter(session, opening.places, life=life.id, keychain=opening.keychain)
    desk = replace(opening.desk, life=life.id, signer=life.signer)
    return replace(opening, desk=desk, new_life=life.reason)


def enrol_device(opening: Opening, code: str, *, name: str, connect: Connect | None = None) -> tuple[Opening, Enrolled]:
    """Make this laptop a device of its bureau and remember where headquarters is.

    Raises `Damaged` for a misspelt code, `Disagreed` for one that is not taken, `Unreachable`.
    """
    answer = enrol(StoreLedger(opening), code, device_name=name, clock=opening.clock, connect=connect)
    with opening.reading() as session:
        enrolment = read_enrolment(session)
    settings = Settings(
        opening.settings.profile,
        headquarters=enrolment.address,
        headquarters_key=enrolment.identity_text,
        device_name=name,
    )
    save_settings(opening.places.settings, settings)
    return replace(follow_life(opening), settings=settings), answer
