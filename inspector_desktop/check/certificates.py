"""Certificates on the day of a check: valid as the register has them, or renewed and photographed (DESIGN 9).

A renewed one that the register does not have yet is no stop: it is kept with its photograph, to be verified later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.facts import ShownCertificate
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.check.rules import expired_on
from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import TeamOfficer
from inspector_desktop.storage.evidence import put_evidence

JPEG = "image/jpeg"


@dataclass(frozen=True)
class Renewed:
    """A renewed certificate that the register does not have yet: its new last day, and its photograph."""

    valid_until: str
    photo: bytes


def shown_certificates(
    session: Session,
    team: Sequence[TeamOfficer],
    *,
    clock: Clock,
    day: str,
    renewed: Mapping[str, Renewed] | None = None,
    shown_at: Mapping[str, datetime] | None = None,
) -> tuple[ShownCertificate, ...]:
    """What each officer showed on a civil day, and when; the photographs of renewed ones are put into evidence.

    Raises `Refused` for a certificate that was not valid on that day and has no renewed one photographed.
    """
    known, moments = renewed or {}, shown_at or {}
    valid = {one.id: known[one.id].valid_until if one.id in known else one.valid_until for one in team}
    for late in expired_on([(one.name, valid[one.id]) for one in team], day):
        raise Refused("warned-certificate", officer=late.name, date=late.valid_until)
    photos = {
        one.id: put_evidence(
            session, prepare_photo(known[one.id].photo, one.name).jpeg, media_type=JPEG, added_at=stamp(clock.now())
        )
        for one in team
        if one.id in known
    }
    return tuple(
        ShownCertificate(
            officer=one.id, name=one.name, certificate=one.certificate, valid_until=valid[one.id],
            renewed_photo=photos.get(one.id, ""), shown_at=stamp(moments[one.id]) if one.id in moments else "",
        )
        for one in team
    )  # fmt: skip
