"""Making this laptop a device of a bureau, and asking headquarters for paper numbers.

Both can be repeated after a lost answer and get the same one. Where the numbers are entered is the steps' business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlmodel import Session, select

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Disagreed
from inspector_desktop.exchange.enrolment import (
    Code,
    Enrolled,
    read_answer,
    read_certificate,
    read_code,
    write_request,
)
from inspector_desktop.exchange.handovers import follow
from inspector_desktop.exchange.numbers import Block, read_block, write_wanted
from inspector_desktop.exchange.numbers import Wanted as WantedNumbers
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.ids import new_id
from inspector_desktop.journal.leases import Station
from inspector_desktop.journal.lives import FIRST, TOLD, Life, begin_life, current_life
from inspector_desktop.sync.ledgers import Ledger
from inspector_desktop.sync.stations import find_station, read_enrolment
from inspector_desktop.sync.tables import KnownLife, NumbersAsked
from inspector_desktop.sync.wire import Wire


def enrol(
    ledger: Ledger,
    code_text: str,
    *,
    device_name: str,
    clock: Clock,
    connect: Callable[[str, str, Clock], Wire] | None = None,
) -> Enrolled:
    """Enrol with a one-time code.

    Raises `Damaged("error-code-misspelt")`, `Disagreed("refused-code")` for a code that headquarters does not take, or
    `Unreachable`. Enrolled anew, the device begins a new life.
    """
    code = read_code(code_text)
    life = ledger.run(lambda session: _life_for(session, clock))
    document = write_request(code, name=device_name, life=life.id, signer=life.signer)
    wire = connect(code.address, code.identity, clock) if connect else Wire(code.address, code.identity, clock=clock)
    with wire:
        given = wire.enrol(document)
        try:
            answer = read_answer(given, read_public(code.identity))
        except Disagreed:  # since the code was made, headquarters' key gave way to another
            code = replace(code, identity=follow(wire.identity(), code.identity))
            answer = read_answer(given, read_public(code.identity))
    certificate = read_certificate(bytes.fromhex(answer.certificate), read_public(answer.root))
    if (answer.bureau, answer.life, certificate.life) != (code.bureau, life.id, life.id):
        raise Disagreed("error-exchange-signature")
    ledger.run(lambda session: _keep(session, code, answer))
    return answer


def ask_numbers(ledger: Ledger, wire: Wire, *, clock: Clock, series: str, year: int, count: int) -> Block:
    """Have headquarters allot a block. A question that was not answered is asked again alike, so no number is lost."""
    enrolment = ledger.run(read_enrolment)
    wire.speaker = enrolment.speaker
    asked = ledger.run(lambda session: _asked(session, series, year, count, clock))
    wanted = WantedNumbers(asked.request, enrolment.device, asked.series, asked.year, asked.count)
    document = wire.numbers(write_wanted(wanted, enrolment.speaker.signer))
    block = read_block(document, enrolment.identity)
    if (block.request, block.device, block.series, block.year) != (
        wanted.request,
        wanted.device,
        wanted.series,
        wanted.year,
    ):
        raise Disagreed("error-exchange-signature")
    ledger.run(lambda session: _answered(session, asked.request, document))
    return block


def _life_for(session: Session, clock: Clock) -> Life:
    life = current_life(session)
    if life is None:
        return begin_life(session, reason=FIRST, clock=clock)
    if session.get(KnownLife, life.id) is not None:
        return begin_life(session, reason=TOLD, clock=clock)  # enrolled before; this is a new device to headquarters
    return life


def _keep(session: Session, code: Code, answer: Enrolled) -> None:
    former = find_station(session)
    if former is not None:
        session.delete(former)
        session.flush()
    session.add(
        Station(
            bureau=answer.bureau,
            device=answer.device,
            address=code.address,
            identity=code.identity,
            root=answer.root,
            person=answer.person,
            lease_until=answer.lease_until,
            contact_at=answer.at,
            settled_life="" if former is not None else answer.life,
        )
    )
    certificate = bytes.fromhex(answer.certificate)
    key = read_certificate(certificate, read_public(answer.root)).key
    session.add(KnownLife(life=answer.life, device=answer.device, key=key, certificate=certificate))
    session.flush()


def _asked(session: Session, series: str, year: int, count: int, clock: Clock) -> NumbersAsked:
    open_one = session.exec(
        select(NumbersAsked).where(NumbersAsked.series == series, NumbersAsked.year == year, NumbersAsked.answer == b"")
    ).first()
    if open_one is None:
        open_one = NumbersAsked(request=new_id(clock), series=series, year=year, count=count)
        session.add(open_one)
        session.flush()
    return open_one


def _answered(session: Session, request: str, document: bytes) -> None:
    row = session.get_one(NumbersAsked, request)
    row.answer = document
    session.add(row)
