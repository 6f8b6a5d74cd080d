"""Signing without meeting: the record of a check without a visit is sent, and comes back signed on paper.

What was sent is kept with the digest of its words; a signature that comes back counts only while the record still says
what was sent. The officers sign afterwards, as always last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.acts import save_sheet
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.acts import reserve_number
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.signature.acts import JPEG, PDF, enter_signature, open_content, state_unit
from inspector_desktop.signature.document import EDITION, reading_digest, record_paper, shown_digest
from inspector_desktop.signature.facts import RecordReturned, RecordSent, Signed, UnitStated
from inspector_desktop.signature.rules import READ_PAPER, SIGNING_BRANCHES, UNIT
from inspector_desktop.signature.store import KIND, find_sent
from inspector_desktop.signature.told import is_off_site
from inspector_desktop.storage.evidence import put_evidence

POST, ELECTRONIC = "sent-post", "sent-electronic"
WAYS = (ELECTRONIC, POST)


def send_record(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    way: str,
    receiver: str,
    address: str,
    post_number: str = "",
    sent_at: datetime | None = None,
) -> bytes:
    """Send the record to be signed, and return the PDF that goes out: numbered, with room for opinion and signature.

    Sending again takes the place of the former. Raises `Refused` for a check on site, before it ended, once it is
    final, without receiver or address, by post without the item's number, and for a time to come.
    """
    from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when a paper is first made)

    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    if not is_off_site(open_content(session, desk, dossier)):
        raise Refused("refused-sent-on-site")
    if way not in WAYS or not receiver.strip() or not address.strip():
        raise Refused("refused-sent-address")
    if way == POST and not post_number.strip():
        raise Refused("refused-no-post-number")
    if sent_at is not None and sent_at > clock.now():
        raise Refused("refused-signed-later")
    reserve_number(session, desk=desk, clock=clock, profile=house.profile, kind=KIND, inspection=dossier)
    content = open_content(session, desk, dossier)
    pdf = render(record_paper(content, (), house.profile, draft=False))
    fact = RecordSent(
        way=way, receiver=receiver.strip(), address=address.strip(), post_number=post_number.strip(),
        digest=reading_digest(content), paper=put_evidence(session, pdf, media_type=PDF, added_at=stamp(clock.now())),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=sent_at)
    return pdf


def take_returned(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    stated: UnitStated,
    scans: Sequence[bytes],
    signed_at: datetime,
    returned_at: datetime | None = None,
) -> None:
    """Take in the record that came back: the unit's words as they stand on it, its pages, and when it was signed.

    Raises `Refused` when nothing was sent or the record has changed since, without pages, for a signature before the
    sending or after the return, and as `state_unit`.
    """
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    content, sent = open_content(session, desk, dossier), find_sent(session, desk.bureau, dossier)
    if sent is None:
        raise Refused("refused-not-sent")
    if sent.digest != reading_digest(content):
        raise Refused("refused-returned-differs")
    if not scans or not all(scans):
        raise Refused("refused-returned-pages")
    back = returned_at or clock.now()
    if back > clock.now() or not moment(sent.sent_at) <= signed_at <= back:
        raise Refused("refused-returned-time")
    now = stamp(clock.now())
    pages = tuple(
        put_evidence(session, prepare_photo(one, content.number).jpeg, media_type=JPEG, added_at=now) for one in scans
    )
    fact = RecordReturned(pages=pages, signed_at=stamp(signed_at))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=back)
    state_unit(
        session, desk=desk, clock=clock, house=house, dossier=dossier, stated=stated, read_how=READ_PAPER,
        stated_at=signed_at,
    )  # fmt: skip
    if stated.branch not in SIGNING_BRANCHES:
        return
    content = open_content(session, desk, dossier)
    signed = Signed(
        role=UNIT, name=stated.signer_name, post=stated.signer_post, way="paper", scan=pages[0], pages=pages[1:],
        whole=True, digest=shown_digest(content), edition=EDITION, shown=sent.paper,
    )  # fmt: skip
    enter_signature(session, desk, clock, content, signed, signed_at)
