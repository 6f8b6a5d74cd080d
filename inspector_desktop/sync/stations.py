"""Where this device stands with headquarters: as which life it speaks, and a restored store brought up to date."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Refused
from inspector_desktop.exchange.handovers import follow
from inspector_desktop.exchange.pages import LOG_START
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.ids import BureauId, PersonId
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.journal.dossiers import DossierTakenOver
from inspector_desktop.journal.entering import enter
from inspector_desktop.journal.leases import Station
from inspector_desktop.journal.lives import DeviceLife, current_life, lives
from inspector_desktop.journal.records import ACCEPTED, WAITING, Dossier, Entry
from inspector_desktop.sync.storing import fold_anew, set_fork_aside
from inspector_desktop.sync.tables import KnownLife
from inspector_desktop.sync.wire import Speaker

TAKEN_OVER_REASON = "restored-store"


@dataclass(frozen=True)
class Enrolment:
    """What a round needs to know of its device; read once at its beginning."""

    bureau: str
    device: str
    address: str
    identity: Ed25519PublicKey
    identity_text: str
    root: Ed25519PublicKey
    speaker: Speaker  # the current life
    announcer: Speaker | None  # a certified former life, when the current one is not certified yet
    settled: bool


def find_station(session: Session) -> Station | None:
    """The enrolment's row, or none before it."""
    return session.exec(select(Station)).first()


def read_enrolment(session: Session) -> Enrolment:
    """Who this device is. Raises `Refused("refused-not-enrolled")`."""
    station = find_station(session)
    life = current_life(session)
    if station is None or life is None:
        raise Refused("refused-not-enrolled")
    announcer = None
    if session.get(KnownLife, life.id) is None:
        announcer = _latest_certified(session, station)
        if announcer is None:
            raise Refused("refused-not-enrolled")
    return Enrolment(
        bureau=station.bureau,
        device=station.device,
        address=station.address,
        identity=read_public(station.identity),
        identity_text=station.identity,
        root=read_public(station.root),
        speaker=Speaker(station.device, life.id, life.signer),
        announcer=announcer,
        settled=station.settled_life == life.id,
    )


def follow_identity(session: Session, document: bytes) -> str:
    """The key of headquarters to which the one that is trusted gave way, or nothing if it is still that one.

    Raises `Damaged` or `Disagreed` as `handovers.follow`.
    """
    station = session.exec(select(Station)).one()
    fresh = follow(document, station.identity)
    if fresh == station.identity:
        return ""
    station.identity = fresh
    session.add(station)
    session.flush()
    return fresh


def restart_log(session: Session) -> None:
    """Read headquarters' log from its beginning again; what is known already is recognised by its hash."""
    station = find_station(session)
    if station is not None:
        station.position, station.chain = 0, LOG_START
        session.add(station)
        session.flush()


def settle_restored(session: Session, *, clock: Clock) -> int:
    """After a new life has read the whole log: put aside what only the restored store knew, and take up its dossiers.

    Returns how many entries were put aside. A person looks at them and reinstates what still holds.
    """
    station = session.exec(select(Station)).one()
    life = current_life(session)
    if life is None or station.settled_life == life.id:
        return 0
    former = {row.id for row in lives(session)} - {life.id}
    alone = session.exec(
        select(Entry).where(col(Entry.life).in_(former), Entry.verdict == WAITING).order_by(col(Entry.life_number))
    ).all()
    for entry in alone:
        set_fork_aside(session, entry)
    session.flush()
    for dossier in sorted({entry.dossier for entry in alone}):
        fold_anew(session, dossier)
    session.expire_all()
    for dossier, holder, person in session.exec(
        select(Dossier.dossier, Dossier.holder, Dossier.holder_person).where(col(Dossier.holder).in_(former))
    ).all():
        if holder and _is_accepted(session, dossier):
            desk = Desk(BureauId(station.bureau), life.id, Person(PersonId(person), "", ()), life.signer)
            enter(session, DossierTakenOver(reason=TAKEN_OVER_REASON), desk=desk, clock=clock, dossier=dossier)
    station = session.exec(select(Station)).one()
    station.settled_life = life.id
    session.add(station)
    session.flush()
    return len(alone)


def _is_accepted(session: Session, dossier: str) -> bool:
    known = select(Entry.id).where(Entry.dossier == dossier, Entry.verdict == ACCEPTED)
    return session.exec(known.limit(1)).first() is not None


def _latest_certified(session: Session, station: Station) -> Speaker | None:
    row = session.exec(
        select(DeviceLife)
        .join(KnownLife, col(KnownLife.life) == col(DeviceLife.id))
        .where(KnownLife.device == station.device)
        .order_by(col(DeviceLife.id).desc())
    ).first()
    if row is None:
        return None
    return Speaker(station.device, row.id, Ed25519PrivateKey.from_private_bytes(row.private_key))
