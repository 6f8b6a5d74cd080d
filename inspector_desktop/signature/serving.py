"""Serving papers: each paper by its own record, and the receipt (文书送达回证) that lists them."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.check.store import find_visit
from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House, issue_paper
from inspector_desktop.inspection.store import get_inspection, papers_of
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.signature.facts import PaperServed, ReceiptIssued
from inspector_desktop.signature.receipt import receipt_fields, receipt_paper
from inspector_desktop.signature.rules import Service, wanting_of_service
from inspector_desktop.signature.store import services_of
from inspector_desktop.storage.evidence import put_evidence

RECEIPT = "service-receipt"
JPEG = "image/jpeg"


def serve_paper(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    paper: str,
    service: Service,
    photo: bytes = b"",
    served_at: datetime | None = None,
) -> None:
    """Register how a paper was served, now or earlier (补录). Raises `Refused` for what the way needs, `Missing`."""
    row = next((one for one in papers_of(session, desk.bureau, dossier) if one.id == paper), None)
    if row is None:
        raise Missing("error-evidence-missing", hash=paper[:8])
    if row.state == "paper-void":
        raise Refused("refused-serve-void", title=row.title)
    if served_at is not None and served_at > clock.now():
        raise Refused("refused-signed-later")
    if photo:
        prepared = prepare_photo(photo, row.title)
        kept = put_evidence(session, prepared.jpeg, media_type=JPEG, added_at=stamp(clock.now()))
        service = replace(service, photo=str(kept))
    wanting = wanting_of_service(service)
    if wanting:
        raise Refused(wanting)
    visit = find_visit(session, desk.bureau, dossier)
    names = [one[1] for one in visit.officers] if visit else [desk.person.name]
    fact = PaperServed(paper=paper, servers=tuple(names), **asdict(service))
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=served_at)


def issue_receipt(session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str) -> IssuedPaper:
    """Issue 文书送达回证 for all papers served so far, to be signed by hand. Raises `Refused` while none was."""
    view = get_inspection(session, desk.bureau, dossier)
    papers = {one.id: one for one in papers_of(session, desk.bureau, dossier)}
    latest = {one.paper: one for one in services_of(session, desk.bureau, dossier) if one.paper in papers}
    if not latest:
        raise Refused("refused-nothing-served")
    served = tuple((papers[paper], one) for paper, one in latest.items())
    issued = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier, kind=RECEIPT, name=view.subject_name,
        fields=receipt_fields(view, served),
        build=lambda number, code: receipt_paper(view, served, house.profile, number=number, code=code),
    )  # fmt: skip
    enter(session, ReceiptIssued(paper=issued), desk=desk, clock=clock, dossier=dossier)
    return issued
