"""Allotting paper numbers: blocks of a series and year, one after the other, each to one device for ever."""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.exchange.numbers import Block, read_wanted, write_block
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.headquarters.identity import Identity
from inspector_desktop.headquarters.tables import AllottedNumbers, Life, NumberSeries, lock_bureau


def allot(session: Session, document: bytes, life: Life, *, identity: Identity, clock: Clock) -> bytes:
    """Answer a device's question with a signed block; the same question gets the same answer byte for byte.

    Raises `Damaged` or `Disagreed` for a question that is none or not this life's, `Refused` for another device's.
    """
    wanted = read_wanted(document, read_public(life.key))
    if wanted.device != life.device:
        raise Refused("refused-numbers-device")
    lock_bureau(session, identity.bureau)
    known = session.get(AllottedNumbers, wanted.request)
    if known is not None:
        if known.device != life.device:
            raise Refused("refused-numbers-device")
        return identity.repeated(known.answer)
    key = (identity.bureau, wanted.series, wanted.year)
    series = session.get(NumberSeries, key)
    if series is None:
        series = NumberSeries(bureau=identity.bureau, series=wanted.series, year=wanted.year)
    first = series.next_number
    series.next_number = first + wanted.count
    block = Block(
        request=wanted.request,
        bureau=identity.bureau,
        device=life.device,
        series=wanted.series,
        year=wanted.year,
        first=first,
        last=series.next_number - 1,
        at=stamp(clock.now()),
    )
    answer = write_block(block, identity.signer)
    session.add(series)
    session.add(
        AllottedNumbers(
            request=block.request,
            bureau=block.bureau,
            device=block.device,
            series=block.series,
            year=block.year,
            first=block.first,
            last=block.last,
            answer=answer,
        )
    )
    session.flush()
    return answer
