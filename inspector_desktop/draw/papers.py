"""Issuing the papers of a draw: the sealed list and the record for signatures; both are kept and never made again.

A paper is issued anew only when what it says has changed (a draw declared void, a substitution): then both are kept.
What stands on them is `list_paper` and `document`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from sqlmodel import Session, select

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.draw.ceremony import LIST, RECORD, Ceremony, DrawPaperIssued, ceremony_of
from inspector_desktop.draw.document import record_paper
from inspector_desktop.draw.list_paper import list_paper
from inspector_desktop.draw.store import DrawView, get_draw, with_list
from inspector_desktop.errors import Refused
from inspector_desktop.exchange.published import grouped_fingerprint
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.journal.leases import Station
from inspector_desktop.paper.code import make_code
from inspector_desktop.paper.model import Paper
from inspector_desktop.plan.store import get_plan
from inspector_desktop.storage.evidence import put_evidence, read_evidence
from inspector_desktop.wording import say

PDF = "application/pdf"


def sealed_list(
    session: Session, *, desk: Desk, clock: Clock, house: House, draw: str, plain: bool = True
) -> bytes:  # fmt: skip
    """Print the sealed list (封存清单), with names (`plain`) or concealed, and return its PDF.

    Raises `Refused` once the event has happened: a list printed then proves nothing.
    """
    found, ceremony = get_draw(session, desk.bureau, draw), ceremony_of(session, desk.bureau, draw)
    fields = {"draw": found.number, "commitment": found.commitment, "plain": plain, "seats": _seats(ceremony)}
    kept = _kept(session, ceremony, LIST, fields)
    if kept is not None:
        return kept
    if found.state != "frozen" or stamp(clock.now()) >= found.event_at:
        raise Refused("refused-list-late")
    plan = get_plan(session, desk.bureau, found.plan)

    def build(code: str) -> Paper:
        return list_paper(
            with_list(session, found), plan, house.profile, ceremony, plain=plain, code=code, key=signing_key(session)
        )

    return _issue(session, desk, clock, house, found, (LIST, say("draw-list-title"), fields), build)


def signed_record(session: Session, *, desk: Desk, clock: Clock, house: House, draw: str) -> bytes:
    """Print the record of a draw for signatures by hand (抽取记录) and return its PDF.

    Raises `Refused` before the draw was held.
    """
    found, ceremony = get_draw(session, desk.bureau, draw), ceremony_of(session, desk.bureau, draw)
    if not found.held_at or found.recorded:
        raise Refused("refused-record-early")
    fields = {
        "draw": found.number, "commitment": found.commitment, "transcript": sha256_hex(found.transcript),
        "seats": _seats(ceremony), "state": "void" if found.state == "void" else "held",
    }  # fmt: skip
    kept = _kept(session, ceremony, RECORD, fields)
    if kept is not None:
        return kept
    plan = get_plan(session, desk.bureau, found.plan)
    title = house.profile.document(RECORD).title

    def build(code: str) -> Paper:
        return record_paper(
            with_list(session, found),
            plan,
            house.profile,
            ceremony,
            code=code,
            site=house.site,
            key=signing_key(session),
        )

    return _issue(session, desk, clock, house, found, (RECORD, title, fields), build)


def _issue(
    session: Session,
    desk: Desk,
    clock: Clock,
    house: House,
    found: DrawView,
    what: tuple[str, str, dict[str, Any]],
    build: Callable[[str], Paper],
) -> bytes:
    from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when a paper is first made)

    kind, title, fields = what
    whole = {"kind": kind, **fields}
    code = make_code(
        site=house.site, key=desk.signer, number=say("draw-paper-nth", number=found.number), kind=kind,
        day=civil_date(clock.now()), name=found.title, fields=whole, revocation=secrets.token_bytes(8),
    )  # fmt: skip
    pdf = render(build(code))
    blob = put_evidence(session, pdf, media_type=PDF, added_at=stamp(clock.now()))
    fact = DrawPaperIssued(
        kind=kind, title=title, blob=blob, fields_digest=sha256_hex(canonical(whole)), code=code
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=found.dossier)
    return pdf


def _kept(session: Session, ceremony: Ceremony, kind: str, fields: dict[str, Any]) -> bytes | None:
    digest = sha256_hex(canonical({"kind": kind, **fields}))
    for one in reversed(ceremony.papers):
        if one.kind == kind and one.fields_digest == digest:
            return read_evidence(session, one.blob)
    return None


def signing_key(session: Session) -> str:
    """The fingerprint of headquarters' key, which signs what the site shows; none before this device is enrolled."""
    station = session.exec(select(Station)).first()
    return grouped_fingerprint(station.identity) if station is not None else ""


def _seats(ceremony: Ceremony) -> list[list[str]]:
    return [[one.role, one.unit, one.name] for one in ceremony.seats]
