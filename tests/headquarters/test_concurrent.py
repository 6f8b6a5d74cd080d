"""Many writers at once: a reader that asks for what comes after its position misses nothing."""

from functools import partial
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from inspector_desktop.errors import Known
from inspector_desktop.exchange.pages import read_page
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.headquarters.checking import check
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.storage.engine import reading
from inspector_desktop.sync.outbox import next_batch, store_receipt
from inspector_desktop.sync.stations import read_enrolment

WRITERS, BATCHES = 8, 4


def test_eight_writers_at_once_and_a_polling_reader_misses_nothing(laptops, house):
    writers = [laptops(f"1600{number}") for number in range(WRITERS)]
    reader = laptops("16009")
    reader.wire.speaker = reader.ledger.run(read_enrolment).speaker
    failures: list[Exception] = []
    written = Event()

    def write(one) -> None:
        try:
            enrolment = one.ledger.run(read_enrolment)
            one.wire.speaker = enrolment.speaker
            for _ in range(BATCHES):
                one.note(one.open("一"), "二")
                outgoing = one.ledger.run(
                    lambda session: next_batch(session, bureau=enrolment.bureau, speaker=enrolment.speaker)
                )
                document = one.wire.put_batch(outgoing.number, outgoing.content)
                one.ledger.run(
                    partial(store_receipt, outgoing=outgoing, document=document, identity=enrolment.identity)
                )
        except (Known, SQLAlchemyError, AssertionError) as error:
            failures.append(error)

    seen: list[str] = []

    def read() -> None:
        try:
            position, key = 0, read_public(house.identity.public)
            while True:
                finished = written.is_set()
                page = read_page(reader.wire.log(position, 3), key)
                seen.extend(line.hash for line in page.lines)
                position = page.through
                if finished and position == page.last:
                    return
        except (Known, SQLAlchemyError, AssertionError) as error:
            failures.append(error)

    threads = [Thread(target=write, args=(one,)) for one in writers]
    polling = Thread(target=read)
    for thread in (*threads, polling):
        thread.start()
    for thread in threads:
        thread.join()
    written.set()
    polling.join()
    assert failures == []
    assert len(seen) == WRITERS * BATCHES * 2
    assert seen == [entry.hash for entry in house.entries()]
    with reading(house.engine) as session:
        assert check(session, house.identity.bureau, Depot(house.folder / "evidence")).verified
