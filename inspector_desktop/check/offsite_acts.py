"""A check without a visit (非现场检查): begun in writing or by video, materials asked and taken in, calls held.

From its beginning it has a sheet, a record, a signature and a result like every other; only the arrival is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from inspector_desktop.check.acts import open_sheet, refuse_unlisted
from inspector_desktop.check.certificates import Renewed, shown_certificates
from inspector_desktop.check.counting import reason_beyond, year_count
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.check.sampling_facts import CallHeld, MaterialReceived, MaterialsAsked, OffSiteBegun
from inspector_desktop.check.sampling_store import find_off_site
from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.notice.store import find_authorisation
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say

WAYS = ("hand-in-letter", "hand-in-mail", "hand-in-platform", "hand-in-person")


def begin_off_site(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    contact: str,
    contact_post: str,
    channel: str,
    rights_told: bool,
    told_at: datetime | None = None,
    renewed: Mapping[str, Renewed] | None = None,
    over_cap_reason: str = "",
    begun_at: datetime | None = None,
) -> None:
    """Begin a check without a visit; the whole team of this bureau conducts it, and the sheet opens.

    `rights_told` that, and `told_at` when, rights and discipline were told to the contact.
    Raises `Refused` unless it is to be made without a visit, before it is approved, when somebody was there already,
    with fewer than two officers whose certificates hold or are `renewed`, without knowing whom one deals with and by
    what, before rights and discipline were told, and beyond the cap without a ground (`over_cap_reason`).
    """
    view = get_inspection(session, desk.bureau, dossier)
    if view.mode not in OFF_SITE:
        raise Refused("refused-off-site-mode")
    if find_authorisation(session, desk.bureau, dossier) is None:
        raise Refused("refused-not-authorised", approver=house.profile.role("section-chief").title)
    if find_visit(session, desk.bureau, dossier) is not None:
        raise Refused("refused-arrived-already")
    if not contact.strip() or not channel.strip():
        raise Refused("refused-off-site-contact")
    if not rights_told:
        raise Refused("refused-rights-off-site")
    day = civil_date(begun_at or clock.now()).isoformat()
    refuse_unlisted(session, view, day)
    if len(view.officers) < house.profile.check.persons_min:
        raise Refused("refused-two-officers", count=len(view.officers))
    count = year_count(session, view, house.profile)
    fact = OffSiteBegun(
        mode=view.mode, contact=contact.strip(), contact_post=contact_post.strip(), channel=channel.strip(),
        place=say("off-site-place", mode=say(f"mode-{view.mode}"), channel=channel.strip()),
        officers=shown_certificates(session, view.officers, clock=clock, day=day, renewed=renewed),
        rights_told=True, told_at=stamp(told_at) if told_at else "",
        visits=count.visits, cap=count.cap, over_cap_reason=reason_beyond(view, count, over_cap_reason),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=begun_at)
    open_sheet(session, desk=desk, clock=clock, dossier=dossier, opened_at=begun_at)


def ask_materials(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, names: Sequence[str], due_on: date,
    asked_at: datetime | None = None,
) -> None:  # fmt: skip
    """Ask the unit for materials until a civil day. Raises `Refused` before it began, without names, too late."""
    _begun(session, desk, dossier)
    wanted = tuple(dict.fromkeys(one.strip() for one in names if one.strip()))
    if not wanted or due_on < civil_date(asked_at or clock.now()):
        raise Refused("refused-materials")
    fact = MaterialsAsked(names=wanted, due_on=due_on.isoformat())
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=asked_at)


def receive_material(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    name: str,
    way: str,
    content: bytes = b"",
    media_type: str = "application/octet-stream",
    note: str = "",
    at: datetime | None = None,
) -> None:
    """Take in a material, as a file or by a note of what came on paper. Raises `Refused` for one that was not asked."""
    found = find_off_site(session, desk.bureau, dossier)
    if found is None or name not in {one.name for one in found.materials} or way not in WAYS:
        raise Refused("refused-material-unknown", name=name)
    if not content and not note.strip():
        raise Refused("refused-material-empty", name=name)
    digest = put_evidence(session, content, media_type=media_type, added_at=stamp(clock.now())) if content else ""
    fact = MaterialReceived(name=name, way=way, blob=digest, note=note.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=at)


def note_call(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    tool: str,
    met: str,
    words: str,
    shots: Sequence[tuple[bytes, str]] = (),
    at: datetime | None = None,
) -> None:
    """Note a call with what was seen; a video call needs a picture of it. Raises `Refused` for what is missing."""
    _begun(session, desk, dossier)
    if not tool.strip() or not met.strip() or not words.strip():
        raise Refused("refused-call")
    view = get_inspection(session, desk.bureau, dossier)
    if view.mode == "remote" and not shots:
        raise Refused("refused-call-shots")
    if at is not None and at > clock.now():
        raise Refused("refused-sampling-time")
    kept = tuple(
        put_evidence(session, prepare_photo(content, name).jpeg, media_type="image/jpeg", added_at=stamp(clock.now()))
        for content, name in shots
    )
    fact = CallHeld(tool=tool.strip(), met=met.strip(), words=words.strip(), shots=kept)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=at)


def _begun(session: Session, desk: Desk, dossier: str) -> None:
    if find_off_site(session, desk.bureau, dossier) is None:
        raise Refused("refused-off-site-early")
