"""Devices, lives and persons as headquarters knows them: enrolment, renewal, revocation, leases and roles.

Whether a dossier's entry may take its place is judged in `receiving`, which asks here who holds which role.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.exchange.enrolment import (
    Certificate,
    Code,
    Enrolled,
    prove,
    read_renewal,
    read_request,
    write_answer,
    write_certificate,
    write_code,
)
from inspector_desktop.exchange.signed import public_text
from inspector_desktop.headquarters.identity import Identity
from inspector_desktop.headquarters.tables import Device, DirectoryPerson, EnrolmentCode, Life, lock_bureau
from inspector_desktop.ids import new_id

LEASE = timedelta(days=45)
CODE_LASTS = timedelta(days=7)
_LONGEST_DEVICE_NAME = 80


def put_person(session: Session, *, bureau: str, person: str, name: str, roles: Sequence[str]) -> None:
    """Enter a person with roles, or change them."""
    session.merge(DirectoryPerson(bureau=bureau, person=person, name=name, roles=" ".join(roles)))
    session.flush()


def has_role(session: Session, bureau: str, person: str, role: str) -> bool:
    """Whether the directory gives this person this role."""
    row = session.get(DirectoryPerson, (bureau, person))
    return row is not None and role in row.roles.split()


def make_code(session: Session, *, identity: Identity, clock: Clock, address: str, person: str) -> str:
    """Make a one-time code for a laptop of `person`, who must be in the directory. Raises `Missing`."""
    if session.get(DirectoryPerson, (identity.bureau, person)) is None:
        raise Missing("error-person-unknown", person=person)
    code = Code(address=address, bureau=identity.bureau, identity=identity.public, secret=secrets.token_bytes(16))
    now = clock.now()
    session.add(
        EnrolmentCode(
            name=code.name,
            bureau=identity.bureau,
            secret=code.secret.hex(),
            person=person,
            made_at=stamp(now),
            expires_at=stamp(now + CODE_LASTS),
        )
    )
    session.flush()
    return write_code(code)


def enrol(session: Session, document: bytes, *, identity: Identity, clock: Clock) -> bytes:
    """Make a laptop a device. The same request is answered byte for byte again.

    Raises `Refused("refused-code")` for a code that is unknown, expired, or used by another laptop.
    """
    request = read_request(document)
    lock_bureau(session, identity.bureau)
    row = session.get(EnrolmentCode, request.code)
    now = clock.now()
    if row is None:
        raise Refused("refused-code")
    if row.used_by:
        if row.used_by == request.key:
            return identity.repeated(row.answer)
        raise Refused("refused-code")
    proof = prove(bytes.fromhex(row.secret), name=request.name, life=request.life, key=request.key)
    if not hmac.compare_digest(proof, request.proof) or stamp(now) > row.expires_at:
        raise Refused("refused-code")
    if session.get(Life, request.life) is not None:
        raise Refused("refused-code")
    person = session.get(DirectoryPerson, (identity.bureau, row.person))
    if person is None:
        raise Refused("refused-code")
    device = Device(
        device=new_id(clock),
        bureau=identity.bureau,
        name=request.name[:_LONGEST_DEVICE_NAME].replace("\x00", ""),
        enrolled_at=stamp(now),
        seen_at=stamp(now),
        lease_until=stamp(now + LEASE),
    )
    session.add(device)
    life = _begin(session, device, request.life, request.key, identity=identity, clock=clock)
    answer = Enrolled(
        bureau=identity.bureau,
        device=device.device,
        life=life.life,
        root=public_text(identity.root),
        certificate=life.certificate.hex(),
        person=person.person,
        person_name=person.name,
        roles=tuple(person.roles.split()),
        lease_until=device.lease_until,
        at=stamp(now),
    )
    row.answer = write_answer(answer, identity.signer)
    row.used_by, row.secret = request.key, ""
    session.add(row)
    session.flush()
    return row.answer


def begin_life(session: Session, document: bytes, former: Life, *, identity: Identity, clock: Clock) -> bytes:
    """Certify a new life of the device whose `former` life asks. The same life is answered again alike."""
    life, key = read_renewal(document)
    lock_bureau(session, identity.bureau)
    known = session.get(Life, life)
    if known is not None:
        if known.key == key and known.device == former.device:
            return known.certificate
        raise Refused("refused-life-known")
    device = session.get(Device, former.device)
    if device is None:
        raise Missing("error-device-unknown", device=former.device)
    return _begin(session, device, life, key, identity=identity, clock=clock).certificate


def renew_lease(session: Session, device_id: str, *, clock: Clock, device_clock: str) -> Device:
    """Note that a device was in contact: its lease begins anew, and how far off its clock is (seconds, + is fast)."""
    device = session.get(Device, device_id)
    if device is None:
        raise Missing("error-device-unknown", device=device_id)
    now = clock.now()
    device.seen_at = stamp(now)
    device.lease_until = stamp(now + LEASE)
    device.skew_seconds = int((moment(device_clock) - now.replace(microsecond=0)).total_seconds())
    session.add(device)
    session.flush()
    return device


def revoke(session: Session, device_id: str, *, clock: Clock, reason: str) -> Device:
    """Serve this device nothing more. Its batches are still received, all of them set aside. Raises `Missing`."""
    device = session.get(Device, device_id)
    if device is None:
        raise Missing("error-device-unknown", device=device_id)
    if not reason.strip():
        raise Refused("refused-revoke-reason")
    if not device.revoked_at:
        device.revoked_at, device.revoked_why = stamp(clock.now()), reason
        session.add(device)
        session.flush()
    return device


def same_device(session: Session, one: str, other: str) -> bool:
    """Whether two lives are of one device."""
    first, second = session.get(Life, one), session.get(Life, other)
    return first is not None and second is not None and first.device == second.device


def certificates_of(session: Session, lives: set[str]) -> tuple[bytes, ...]:
    """Certificates of these lives, in the order of their ids."""
    rows = session.exec(select(Life.certificate).where(col(Life.life).in_(lives)).order_by(col(Life.life)))
    return tuple(rows)


def _begin(session: Session, device: Device, life: str, key: str, *, identity: Identity, clock: Clock) -> Life:
    began = stamp(clock.now())
    certificate = Certificate(bureau=identity.bureau, device=device.device, life=life, key=key, began_at=began)
    row = Life(
        life=life,
        device=device.device,
        bureau=identity.bureau,
        key=key,
        began_at=began,
        certificate=write_certificate(certificate, identity.root),
    )
    session.add(row)
    session.flush()
    return row
