"""The acts of each step with 补录: the step's own act as of when it happened, and its original kept in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from inspector_desktop.check.evidence_acts import register_recorder
from inspector_desktop.clock import Clock
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.desks import Desk
from inspector_desktop.rectification.acts import close_problems, reinspect, report_mending, serve_fix_paper
from inspector_desktop.rectification.document import Officer
from inspector_desktop.rectification.facts import Rechecked
from inspector_desktop.rectification.late import Late, keep_original, not_ahead, original_paper
from inspector_desktop.signature.rules import Service
from inspector_desktop.signature.serving import serve_paper


def serve_late(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, paper: str, service: Service, photo: bytes, late: Late
) -> None:
    """Register how a paper was served, as of when it was. Raises `Refused` as `serve_paper` does."""
    keep_original(session, desk=desk, clock=clock, dossier=dossier, step="after-served", late=late)
    serve_paper(
        session, desk=desk, clock=clock, dossier=dossier, paper=paper, service=service, photo=photo, served_at=late.at
    )


def serve_fix_late(session: Session, *, desk: Desk, clock: Clock, dossier: str, late: Late, **inputs: Any) -> None:
    """Record the service of an order, advice or reinspection. Raises `Refused` as `serve_fix_paper` does."""
    keep_original(session, desk=desk, clock=clock, dossier=dossier, step="after-served", late=late)
    serve_fix_paper(session, desk=desk, clock=clock, dossier=dossier, served_at=late.at, **inputs)


def report_late(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, problems: Sequence[int], words: str,
    pictures: Sequence[bytes], late: Late,
) -> None:  # fmt: skip
    """Enter what the unit reported. Raises `Refused` as `report_mending` does."""
    keep_original(session, desk=desk, clock=clock, dossier=dossier, step="after-reported", late=late)
    report_mending(
        session, desk=desk, clock=clock, dossier=dossier, problems=problems, words=words, pictures=pictures,
        reported_at=late.at,
    )  # fmt: skip


def recheck_late(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, results: Sequence[Rechecked],
    officers: Sequence[Officer], late: Late,
) -> IssuedPaper:  # fmt: skip
    """Enter a reinspection; its original is the paper. Raises `Refused` as `reinspect` does."""
    not_ahead(clock, late)
    return reinspect(
        session, desk=desk, clock=clock, house=house, dossier=dossier, results=results, officers=officers,
        checked_at=late.at, original=original_paper(house, house.profile.rectification.reinspection, late),
    )  # fmt: skip


def close_late(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, problems: Sequence[int], late: Late
) -> None:
    """销号. Raises `Refused` as `close_problems` does."""
    keep_original(session, desk=desk, clock=clock, dossier=dossier, step="after-closed", late=late)
    close_problems(session, desk=desk, clock=clock, dossier=dossier, problems=problems, closed_at=late.at)


def recorder_late(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, device: str, file: str, from_at: datetime | None,
    until_at: datetime | None, keeper: str, moments: Sequence[str], note: str, late: Late,
) -> None:  # fmt: skip
    """登记录像. Raises `Refused` as `register_recorder` does."""
    keep_original(session, desk=desk, clock=clock, dossier=dossier, step="after-recorder", late=late)
    register_recorder(
        session, desk=desk, clock=clock, dossier=dossier, device=device, file=file, from_at=from_at,
        until_at=until_at, keeper=keeper, moments=moments, note=note, registered_at=late.at,
    )  # fmt: skip
