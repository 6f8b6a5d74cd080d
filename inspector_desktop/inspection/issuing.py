"""Issuing a paper: its number, its code, its PDF kept as evidence. What stands on it is its step's `document.py`.

A paper is rendered once, when it is issued; afterwards its bytes are only ever read back.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.inspection.acts import reserve_number
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.leases import clock_skew
from inspector_desktop.paper.code import make_code
from inspector_desktop.paper.model import Paper
from inspector_desktop.profile.model import Profile
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say

PDF = "application/pdf"


@dataclass(frozen=True)
class Original:
    """A paper filled in and signed by hand: its pages as one PDF, and the code that stands on it (empty if unread)."""

    pdf: bytes
    code: str = ""


@dataclass(frozen=True)
class House:
    """The rules of this bureau and the address of its disclosure site, which every act that issues papers needs."""

    profile: Profile
    site: str


def issue_paper(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    inspection: str,
    kind: str,
    name: str,
    fields: dict[str, Any],
    build: Callable[[str, str], Paper],
    original: Original | None = None,
    title: str = "",
) -> IssuedPaper:
    """Issue a paper of `kind` about `name` in an inspection; the caller's fact carries the result.

    `build(number, code)` gives the page. Takes the number reserved for it, or the next one; papers without a series
    have none. An `original` made by hand is kept as it is instead of a drawn page. It is registered under its kind's
    title, or the `title` given. Raises `Refused("refused-numbers-used-up")`.
    """
    from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when a paper is first made)

    document = house.profile.document(kind)
    number = ""
    if document.numbered:
        number = reserve_number(
            session, desk=desk, clock=clock, profile=house.profile, kind=kind, inspection=inspection
        )
    whole = {"kind": kind, "number": number, **fields}
    digest = sha256_hex(canonical(whole))
    if original is not None:
        kept = put_evidence(session, original.pdf, media_type=PDF, added_at=stamp(clock.now()))
        return IssuedPaper(
            kind=kind, number=number, title=title or document.title, blob=kept, fields_digest=digest, code=original.code
        )
    code = make_code(
        site=house.site, key=desk.signer, number=number or document.title, kind=kind,
        day=civil_date(clock.now()), name=name, fields=whole, revocation=secrets.token_bytes(8),
    )  # fmt: skip
    paper = build(number, code)
    warning = clock_warning(session, most_minutes=house.profile.device.clock_skew_minutes)
    if warning:
        paper = replace(paper, copies=f"{paper.copies}{warning}")
    pdf = render(paper)
    blob = put_evidence(session, pdf, media_type=PDF, added_at=stamp(clock.now()))
    return IssuedPaper(
        kind=kind, number=number, title=title or document.title, blob=blob, fields_digest=digest, code=code
    )


def clock_warning(session: Session, *, most_minutes: int) -> str:
    """What a paper says at its foot when this clock was further off at the latest contact, or nothing.

    The times on it cannot be mended afterwards; whoever reads it must know.
    """
    skew = clock_skew(session)
    if abs(skew) <= most_minutes * 60:
        return ""
    return say("paper-clock-fast" if skew > 0 else "paper-clock-slow", minutes=abs(skew) // 60)
