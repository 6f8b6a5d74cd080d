"""Issuing papers that are not numbered as they are issued: records and reports of other departments, opinions.

They bear the number that somebody gives them, or that their caller took from a series. They are rendered once,
carry the bureau's code, and are kept as evidence like all others.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import PDF, House, clock_warning
from inspector_desktop.journal.desks import Desk
from inspector_desktop.paper.code import make_code
from inspector_desktop.paper.model import Paper
from inspector_desktop.storage.evidence import put_evidence


def issue_bare(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    paper: Paper,
    name: str,
    fields: dict[str, Any],
    title: str = "",
    original: bytes = b"",
) -> IssuedPaper:
    """Issue `paper` about `name`, registered under its own title or `title`; the caller's fact carries the result.

    With an `original` (a PDF of what was made and signed elsewhere) its bytes are kept, and no code stands on them.
    """
    from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when a paper is first made)

    whole = {"kind": paper.kind, "number": paper.number, **fields}
    digest = sha256_hex(canonical(whole))
    if original:
        blob = put_evidence(session, original, media_type=PDF, added_at=stamp(clock.now()))
        return IssuedPaper(
            kind=paper.kind, number=paper.number, title=title or paper.title, blob=blob, fields_digest=digest, code=""
        )
    code = make_code(
        site=house.site, key=desk.signer, number=paper.number or paper.title, kind=paper.kind,
        day=civil_date(clock.now()), name=name, fields=whole, revocation=secrets.token_bytes(8),
    )  # fmt: skip
    warning = clock_warning(session, most_minutes=house.profile.device.clock_skew_minutes)
    pdf = render(replace(paper, code=code, draft=False, copies=f"{paper.copies}{warning}"))
    blob = put_evidence(session, pdf, media_type=PDF, added_at=stamp(clock.now()))
    return IssuedPaper(
        kind=paper.kind, number=paper.number, title=title or paper.title, blob=blob, fields_digest=digest, code=code
    )  # fmt: skip
