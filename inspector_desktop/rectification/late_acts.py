"""The acts of each step with 补录: the step's own act as of when it happened, and its original kept in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session

from inspector_desktop.check.evidence_acts import register_recorder
from inspector_desktop.clock import Clock
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.desks import Desk
from inspector_desktop.notice.acts import issue_notice
from inspector_desktop.rectification.acts import close_problems, reinspect, report_mending, serve_fix_paper
from inspector_desktop.rectification.document import Officer
from inspector_desktop.rectification.facts import Rechecked
from inspector_desktop.rectification.late import Late, keep_original, not_ahead, original_paper
from inspector_desktop.report.acts import submit_report
from inspector_desktop.signature.acts import finalise_record
from inspector_desktop.signature.rules import Service
from inspector_desktop.signature.serving import serve_paper
from inspector_desktop.signature.store import KIND

T = TypeVar("T")


def done_late(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, act: Callable[..., T], step: str, moment: str,
    late: Late, **inputs: Any,
) -> T:  # fmt: skip
    """Any step's own act as of when it happened, `moment` being what the act calls that; its original is kept.

    `step` is the wording key of the step. Raises `Refused` for a moment still to come, and as the act does.
    """
    not_ahead(clock, late)
    done = act(session, desk=desk, clock=clock, dossier=dossier, **{moment: late.at}, **inputs)
    keep_original(session, desk=desk, clock=clock, dossier=dossier, step=step, late=late)
    return done


def issue_notice_late(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, late: Late, **inputs: Any
) -> IssuedPaper:
    """Finalise a notice; its original is the paper. Raises `Refused` as `issue_notice` does."""
    not_ahead(clock, late)
    return issue_notice(
        session, desk=desk, clock=clock, house=house, dossier=dossier, issued_at=late.at,
        original=original_paper(house, "notice", late), **inputs,
    )  # fmt: skip


def finalise_late(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, late: Late, **inputs: Any
) -> tuple[IssuedPaper, ...]:
    """确认定稿; the record signed by hand is the paper. Raises `Refused` as `finalise_record` does."""
    not_ahead(clock, late)
    return finalise_record(
        session, desk=desk, clock=clock, house=house, dossier=dossier, finalised_at=late.at,
        original=original_paper(house, KIND, late), **inputs,
    )  # fmt: skip


def submit_late(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, late: Late, **inputs: Any
) -> IssuedPaper:
    """提交审核; a report written by hand is the paper. Raises `Refused` as `submit_report` does."""
    not_ahead(clock, late)
    return submit_report(
        session, desk=desk, clock=clock, house=house, dossier=dossier, submitted_at=late.at,
        original=original_paper(house, "check-report", late), **inputs,
    )  # fmt: skip


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
