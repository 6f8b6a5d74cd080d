"""One round with headquarters: greet, send batches, fetch the log, send evidence, compare.

Every step is a transaction of its own and can be cut off at any point: what was sealed is sent again byte for byte,
what was fetched is recognised, and a receipt is acted upon in the transaction that stores it. No session is open while
the network is waited for. When to try again is decided in `pausing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock

from sqlmodel import Session

from inspector_desktop.clock import Clock, moment
from inspector_desktop.errors import Cancelled, Disagreed, Refused, Unreachable
from inspector_desktop.exchange import answers
from inspector_desktop.exchange.enrolment import read_certificate, write_renewal
from inspector_desktop.exchange.pages import Page, read_page
from inspector_desktop.journal.leases import Station
from inspector_desktop.journal.lives import TOLD as TOLD_BY_HEADQUARTERS
from inspector_desktop.journal.lives import begin_life
from inspector_desktop.sync import evidence, outbox, stations
from inspector_desktop.sync.comparing import compare
from inspector_desktop.sync.ledgers import Ledger
from inspector_desktop.sync.states import counts
from inspector_desktop.sync.stations import Enrolment, read_enrolment
from inspector_desktop.sync.storing import keep_certificates, store_page
from inspector_desktop.sync.wire import Rejected, Wire

PAGE_LINES = 500
_running: set[str] = set()
_guard = Lock()


@dataclass(frozen=True)
class Round:
    """What a round did. `different` names dossiers that stand differently at headquarters and did not heal."""

    sent: int = 0  # entries that were receipted
    accepted: int = 0
    set_aside: int = 0
    fetched: int = 0  # entries of others that are new here
    evidence_sent: int = 0
    evidence_fetched: int = 0
    evidence_left: int = 0
    healed: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    new_life: bool = False
    restored_aside: int = 0  # entries only a restored store knew, now set aside
    at: str = ""  # headquarters' time of the greeting
    skew_seconds: int = 0  # this clock minus headquarters'


@dataclass(frozen=True)
class Watch:
    """How a round is followed and stopped: `step` is called with what begins, `stopped` is asked in between."""

    step: Callable[[str], None] = lambda _name: None
    stopped: Callable[[], bool] = lambda: False

    def begin(self, name: str) -> None:
        """Say what begins. Raises `Cancelled` when somebody stopped the round."""
        if self.stopped():
            raise Cancelled("sync-stopped")
        self.step(name)


class _ForkedError(Exception):
    """Headquarters has had other batches of this life."""


def round_trip(ledger: Ledger, wire: Wire, clock: Clock, *, watch: Watch | None = None) -> Round:
    """Do one whole round.

    Raises `Unreachable` (try again later), `Disagreed` or `Damaged` (somebody has to look), `Refused` when this device
    is not enrolled or a round is running already, `Cancelled` when it was stopped. What was done until then stays done.
    """
    following = watch or Watch()
    with _only_one(ledger.run(read_enrolment).device):
        try:
            return _round(ledger, wire, clock, following)
        except Unreachable as error:
            if error.code != "error-no-answer":
                raise
            left = ledger.run(counts)
            raise Unreachable("error-unreachable", count=left.records, photos=left.pictures) from error


def _round(ledger: Ledger, wire: Wire, clock: Clock, watch: Watch) -> Round:
    watch.begin("sync-greeting")
    try:
        enrolment, greeting = _greet(ledger, wire, watch)
    except Rejected:
        raise
    except Disagreed:
        if not _follow(ledger, wire):
            raise
        enrolment, greeting = _greet(ledger, wire, watch)
    skew = int((clock.now() - moment(greeting.at)).total_seconds())
    ledger.run(lambda session: _note_contact(session, enrolment, greeting, skew))
    done = Round(at=greeting.at, skew_seconds=skew)
    sealed = ledger.run(lambda session: outbox.receipted_number(session, enrolment.speaker.life))
    if greeting.next_batch <= sealed:
        ledger.run(partial(_set_back, life=enrolment.speaker.life, expected=greeting.next_batch))
    if enrolment.settled:
        try:
            if greeting.next_batch > ledger.run(partial(outbox.last_number, life=enrolment.speaker.life)) + 1:
                raise _ForkedError  # noqa: TRY301  (the same answer as to a batch)
            done = _push(ledger, wire, enrolment, done, watch)
        except _ForkedError:
            # Headquarters has had other batches of this life: this store is a copy from an earlier day.
            ledger.run(lambda session: begin_life(session, reason=TOLD_BY_HEADQUARTERS, clock=clock))
            enrolment = _announce(ledger, wire, ledger.run(read_enrolment))
            done = replace(done, new_life=True)
    done = _pull(ledger, wire, enrolment, done, watch)
    if not enrolment.settled:
        aside = ledger.run(lambda session: stations.settle_restored(session, clock=clock))
        done = replace(done, new_life=True, restored_aside=aside)
        done = _push(ledger, wire, enrolment, done, watch)
        done = _pull(ledger, wire, enrolment, done, watch)
    done = _bring_evidence(ledger, wire, enrolment, clock, done, watch)
    done = _compare(ledger, wire, enrolment, clock, done, watch)
    ledger.run(lambda session: _note_synced(session, enrolment, greeting))
    return done


def _greet(ledger: Ledger, wire: Wire, watch: Watch) -> tuple[Enrolment, answers.Greeting]:
    enrolment = _announce(ledger, wire, ledger.run(read_enrolment))
    try:
        return enrolment, wire.hello()
    except Rejected as error:
        if error.reason == answers.REVOKED:
            _push(ledger, wire, enrolment, Round(), watch)  # still received, and set aside: nothing is lost with it
        raise


def _follow(ledger: Ledger, wire: Wire) -> bool:
    """Whether headquarters' key gave way to another, which is trusted from now on. Raises as `handovers.follow`."""
    try:
        document = wire.identity()
    except (Unreachable, Disagreed):
        return False  # what was answered before is what there is to say
    fresh = ledger.run(lambda session: stations.follow_identity(session, document))
    if fresh:
        wire.trust(fresh)
    return bool(fresh)


def _announce(ledger: Ledger, wire: Wire, enrolment: Enrolment) -> Enrolment:
    """Have the current life certified if it is new, and speak as it. The log is then read from its beginning."""
    if enrolment.announcer is not None:
        wire.speaker = enrolment.announcer
        document = wire.new_life(write_renewal(life=enrolment.speaker.life, signer=enrolment.speaker.signer))
        certificate = read_certificate(document, enrolment.root)
        if certificate.life != enrolment.speaker.life or certificate.device != enrolment.device:
            raise Disagreed("error-exchange-signature")

        def certified(session: Session) -> None:
            station = session.get_one(Station, enrolment.bureau)
            keep_certificates(session, (document,), station=station, root=enrolment.root)
            stations.restart_log(session)

        ledger.run(certified)
    wire.speaker = enrolment.speaker
    return enrolment


def _push(ledger: Ledger, wire: Wire, enrolment: Enrolment, done: Round, watch: Watch) -> Round:
    rewound = False
    while True:
        watch.begin("sync-sending")
        outgoing = ledger.run(
            lambda session: outbox.next_batch(session, bureau=enrolment.bureau, speaker=enrolment.speaker)
        )
        if outgoing is None:
            return done
        try:
            document = wire.put_batch(outgoing.number, outgoing.content)
        except Rejected as error:
            ahead = error.reason == answers.GAP and error.expected > outgoing.number
            if error.reason == answers.FORKED or ahead:
                raise _ForkedError from error
            if error.reason != answers.GAP or rewound:
                raise
            rewound = True
            ledger.run(partial(_set_back, life=enrolment.speaker.life, expected=error.expected))
            continue
        told = ledger.run(
            partial(outbox.store_receipt, outgoing=outgoing, document=document, identity=enrolment.identity)
        )
        done = replace(
            done,
            sent=done.sent + outgoing.count,
            accepted=done.accepted + told.accepted,
            set_aside=done.set_aside + told.set_aside,
        )


def _set_back(session: Session, life: str, expected: int) -> None:
    """Headquarters was restored and lost batches of this life, and with them perhaps photographs."""
    outbox.rewind(session, life, expected)
    evidence.doubt_receipts(session)


def _read_anew(session: Session) -> None:
    stations.restart_log(session)
    evidence.doubt_receipts(session)


def _pull(ledger: Ledger, wire: Wire, enrolment: Enrolment, done: Round, watch: Watch) -> Round:
    restarted = False
    while True:
        watch.begin("sync-fetching")
        position = ledger.run(lambda session: session.get_one(Station, enrolment.bureau).position)
        try:
            page = read_page(wire.log(position, PAGE_LINES), enrolment.identity)
        except Rejected as error:
            if error.reason != answers.SHORTER or restarted:
                raise
            page = None
        new = (
            None
            if page is None
            else ledger.run(partial(_take_page, page=page, enrolment=enrolment, asked_after=position))
        )
        if new is None:
            # Headquarters' log is not the one this device has read: it was restored. Read it anew from its beginning.
            if restarted:
                raise Disagreed("error-log-differs")
            restarted = True
            ledger.run(_read_anew)
            continue
        done = replace(done, fetched=done.fetched + new)
        if page is not None and page.through >= page.last:
            return done


def _take_page(session: Session, page: Page, enrolment: Enrolment, asked_after: int) -> int | None:
    """Store a page and move on; none when it does not continue the log that was read so far."""
    station = session.get_one(Station, enrolment.bureau)
    if page.after != asked_after or page.dossier:
        raise Disagreed("error-exchange-signature")
    if station.position != page.after:
        return 0  # another round (of the command line) was faster; ask again from where it came
    if page.chain_before != station.chain:
        return None
    stored = store_page(session, page, station=station, root=enrolment.root)
    station = session.get_one(Station, enrolment.bureau)
    station.position, station.chain = page.through, page.chain_after
    session.add(station)
    session.flush()
    return stored.new


def _bring_evidence(ledger: Ledger, wire: Wire, enrolment: Enrolment, clock: Clock, done: Round, watch: Watch) -> Round:
    left = sent = fetched = 0
    for wanted in ledger.run(evidence.unsent):
        watch.begin("sync-evidence")
        if evidence.send(ledger, wire, enrolment, wanted):
            sent += 1
        else:
            left += 1
    for wanted in ledger.run(lambda session: evidence.absent(session, enrolment.speaker.life)):
        watch.begin("sync-evidence")
        fetched += evidence.fetch(ledger, wire, wanted, clock)
    return replace(done, evidence_sent=sent, evidence_left=left, evidence_fetched=fetched)


def _compare(ledger: Ledger, wire: Wire, enrolment: Enrolment, clock: Clock, done: Round, watch: Watch) -> Round:
    for _ in range(3):
        watch.begin("sync-comparing")
        found = compare(ledger, wire, enrolment, clock)
        if found.known:
            return replace(done, healed=found.healed, different=found.different)
        done = _pull(ledger, wire, enrolment, done, watch)
    return done  # others keep writing; the next round compares


def _note_contact(session: Session, enrolment: Enrolment, greeting: answers.Greeting, skew: int) -> None:
    station = session.get_one(Station, enrolment.bureau)
    station.lease_until, station.contact_at, station.skew_seconds = greeting.lease_until, greeting.at, skew
    session.add(station)


def _note_synced(session: Session, enrolment: Enrolment, greeting: answers.Greeting) -> None:
    station = session.get_one(Station, enrolment.bureau)
    station.synced_at = greeting.at
    session.add(station)


@contextmanager
def _only_one(device: str) -> Iterator[None]:
    with _guard:
        if device in _running:
            raise Refused("refused-round-running")
        _running.add(device)
    try:
        yield
    finally:
        with _guard:
            _running.discard(device)
