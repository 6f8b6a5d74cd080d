"""What people do about samples: take them with a voucher, send them, take the result in, serve it, retest.

The dates move the report's clock (004 第十五条): it runs from the end of the objection period, or from the service of
the retest's result. How long one may object is the testing rules' affair, so its last day is entered, not presumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from inspector_desktop.check.sampling_document import VOUCHER, voucher_fields, voucher_paper
from inspector_desktop.check.sampling_facts import (
    RetestAsked,
    RetestServed,
    SamplesSent,
    SamplesTaken,
    TakenSample,
    TestReceived,
    TestServed,
)
from inspector_desktop.check.sampling_store import SamplingView, samplings_of
from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import Clock, civil_date, moment, stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.inspection.acts import reserve_number
from inspector_desktop.inspection.bare_papers import issue_bare
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.storage.evidence import put_evidence

JPEG = "image/jpeg"


def take_samples(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    samples: Sequence[TakenSample],
    place: str,
    met: str,
    number: str = "",
    item: str = "",
    begun_at: datetime | None = None,
    ended_at: datetime | None = None,
) -> IssuedPaper:
    """Take samples and print the voucher, under the `number` written on a form filled in by hand, else the series'.

    A bureau whose rules have no series for vouchers leaves the number out.

    Raises `Refused` before arrival, without place, samples or a name and number for each, for an end before the
    beginning or still to come, and for an item that is not of this check.
    """
    view, visit = get_inspection(session, desk.bureau, dossier), find_visit(session, desk.bureau, dossier)
    if visit is None:
        raise Refused("refused-sampling-early")
    if not samples or not place.strip() or any(not one.name.strip() or not one.quantity.strip() for one in samples):
        raise Refused("refused-sampling-list")
    if item and item not in {one.id for one in view.items}:
        raise Refused("refused-single-result")
    until = ended_at or clock.now()
    since = begun_at or until
    if since > until or until > clock.now() or since < moment(visit.arrived_at):
        raise Refused("refused-sampling-time")
    span = stamp(since), stamp(until)
    given = tuple(samples)
    if not number.strip() and house.profile.document(VOUCHER).numbered:
        number = reserve_number(
            session, desk=desk, clock=clock, profile=house.profile, kind=VOUCHER, inspection=dossier
        )
    paper = issue_bare(
        session, desk=desk, clock=clock, house=house, name=view.subject_name,
        paper=voucher_paper(
            view, visit, house.profile, number=number.strip(), place=place, begun_at=span[0], ended_at=span[1],
            met=met, samples=given,
        ),
        fields=voucher_fields(view, place, *span, met, given),
    )  # fmt: skip
    fact = SamplesTaken(
        number=number.strip(), item=item, place=place.strip(), begun_at=span[0], ended_at=span[1], met=met.strip(),
        samples=given, paper=paper,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=until)
    return paper


def send_samples(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, sampling: str, lab: str, at: datetime | None = None
) -> None:
    """Note that samples went to a laboratory. Raises `Refused` without its name, twice, and for a wrong time."""
    found = _get(session, desk, dossier, sampling)
    if not lab.strip() or found.sent_at:
        raise Refused("refused-sampling-lab")
    _refuse_time(clock, at, found.ended_at)
    enter(session, SamplesSent(sampling=sampling, lab=lab.strip()), desk=desk, clock=clock, dossier=dossier,
          occurred_at=at)  # fmt: skip


def receive_result(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    sampling: str,
    report_number: str,
    result: str,
    conforms: bool,
    scan: bytes = b"",
    media_type: str = JPEG,
    at: datetime | None = None,
) -> None:
    """Take in the laboratory's report. Raises `Refused` before the samples were sent, without number or result."""
    found = _get(session, desk, dossier, sampling)
    if not found.sent_at or found.received_at:
        raise Refused("refused-test-order")
    if not report_number.strip() or not result.strip():
        raise Refused("refused-test-result")
    _refuse_time(clock, at, found.sent_at)
    fact = TestReceived(
        sampling=sampling, report_number=report_number.strip(), result=result.strip(), conforms=conforms,
        scan=_scan(session, clock, scan, media_type),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=at)


def serve_result(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    sampling: str,
    receiver: str,
    way: str,
    objection_until: date,
    at: datetime | None = None,
) -> None:
    """Serve the result on the unit.

    Raises `Refused` before it came, without receiver, and for a last day to object before the service.
    """
    found = _get(session, desk, dossier, sampling)
    if not found.received_at or found.served_at:
        raise Refused("refused-test-order")
    if not receiver.strip():
        raise Refused("refused-test-receiver")
    _refuse_time(clock, at, found.received_at)
    if objection_until < civil_date(at or clock.now()):
        raise Refused("refused-test-objection")
    fact = TestServed(
        sampling=sampling, receiver=receiver.strip(), way=way, objection_until=objection_until.isoformat()
    )
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=at)


def ask_retest(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, sampling: str, lab: str, at: datetime | None = None
) -> None:
    """The unit asked for a retest. Raises `Refused` before the service, once the time to object is over, and twice."""
    found = _get(session, desk, dossier, sampling)
    if not found.served_at or found.retest_asked_at:
        raise Refused("refused-test-order")
    if civil_date(at or clock.now()).isoformat() > found.objection_until:
        raise Refused("refused-test-over", day=found.objection_until)
    _refuse_time(clock, at, found.served_at)
    enter(session, RetestAsked(sampling=sampling, lab=lab.strip()), desk=desk, clock=clock, dossier=dossier,
          occurred_at=at)  # fmt: skip


def serve_retest(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    sampling: str,
    result: str,
    conforms: bool,
    scan: bytes = b"",
    media_type: str = JPEG,
    at: datetime | None = None,
) -> None:
    """Serve the retest's result on the unit. Raises `Refused` when none was asked, twice, and without a result."""
    found = _get(session, desk, dossier, sampling)
    if not found.retest_asked_at or found.retest_served_at:
        raise Refused("refused-test-order")
    if not result.strip():
        raise Refused("refused-test-result")
    _refuse_time(clock, at, found.retest_asked_at)
    fact = RetestServed(
        sampling=sampling, result=result.strip(), conforms=conforms, scan=_scan(session, clock, scan, media_type)
    )
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=at)


def _get(session: Session, desk: Desk, dossier: str, sampling: str) -> SamplingView:
    found = next((one for one in samplings_of(session, desk.bureau, dossier) if one.id == sampling), None)
    if found is None:
        raise Missing("error-sampling-missing")
    return found


def _scan(session: Session, clock: Clock, content: bytes, media_type: str) -> str:
    return put_evidence(session, content, media_type=media_type, added_at=stamp(clock.now())) if content else ""


def _refuse_time(clock: Clock, at: datetime | None, after: str) -> None:
    if at is not None and (at > clock.now() or at < moment(after)):
        raise Refused("refused-sampling-time")
