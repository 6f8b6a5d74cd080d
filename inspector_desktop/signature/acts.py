"""What people do at the end of a visit: read back, state, sign or refuse, witness, finalise, sign again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.acts import save_sheet
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.clock import Clock, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.acts import reserve_number, void_paper
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House, issue_paper
from inspector_desktop.inspection.store import find_paper
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.signature.document import (
    record_fields,
    record_paper,
    refusal_fields,
    refusal_paper,
    shown_digest,
)
from inspector_desktop.signature.facts import RecordFinalised, Signed, SigningReopened, UnitStated
from inspector_desktop.signature.rules import OFFICER, UNIT, may_sign, wanting_of_record, wanting_of_words
from inspector_desktop.signature.store import KIND, find_final, find_statement, record_content, signatures_of
from inspector_desktop.storage.evidence import put_evidence, read_evidence
from inspector_desktop.wording import say

JPEG = "image/jpeg"


@dataclass(frozen=True)
class Standing:
    """Where signing stands: the digest of what is shown now, and the roles whose signature no longer fits it."""

    digest: str
    signed: tuple[str, ...]
    void: tuple[str, ...]
    final: bool


def state_unit(session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, stated: UnitStated) -> None:
    """Take the unit's words and the branch down. Raises `Refused` before the check ended, or for what is wanting."""
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    content = record_content(session, desk.bureau, dossier)
    if not content.visit.ended_at:
        raise Refused("refused-check-open")
    if find_final(session, desk.bureau, dossier) is not None:
        raise Refused("refused-final-already")
    reserve_number(session, desk=desk, clock=clock, profile=house.profile, kind=KIND, inspection=dossier)
    enter(session, stated, desk=desk, clock=clock, dossier=dossier)
    statement = find_statement(session, desk.bureau, dossier)
    wanting = wanting_of_words(statement.words) if statement else "refused-no-opinion"
    if wanting:
        raise Refused(wanting, **({"branch": say(stated.branch)} if wanting == "refused-no-reason" else {}))


def sign(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    role: str,
    name: str,
    post: str = "",
    strokes: str = "",
    scan: bytes = b"",
    signed_at: datetime | None = None,
) -> None:
    """Put a signature made by hand under what is shown now: strokes of the pad, or a photograph of the paper.

    `role` is `unit`, `witness` or `officer:<id>`. Raises `Refused` out of order, without ink, or for an officer who
    was not there.
    """
    if not strokes and not scan:
        raise Refused("refused-no-ink")
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    content = record_content(session, desk.bureau, dossier)
    if content.statement is None:
        raise Refused("refused-no-opinion")
    if find_final(session, desk.bureau, dossier) is not None:
        raise Refused("refused-final-already")
    if role.startswith(OFFICER) and role.removeprefix(OFFICER) not in {one[0] for one in content.visit.officers}:
        raise Refused("refused-officer-absent", officer=name)
    digest = shown_digest(content)
    signed = {one.role: one.digest for one in signatures_of(session, desk.bureau, dossier)}
    refusal = may_sign(role, content.statement.words, signed, digest)
    if refusal:
        raise Refused(refusal)
    scanned = ""
    if scan:
        prepared = prepare_photo(scan, name)
        scanned = put_evidence(session, prepared.jpeg, media_type=JPEG, added_at=stamp(clock.now()))
    fact = Signed(
        role=role, name=name, post=post, way="paper" if scan else "pad", strokes=strokes, scan=scanned, digest=digest
    )
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=signed_at)


def finalise_record(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    copy_way: str = "service-direct",
    copy_receiver: str = "",
) -> tuple[IssuedPaper, ...]:
    """确认定稿: issue the signed record, with the refusal report where the unit refused; return the papers.

    Raises `Refused` while a signature is wanting or no longer fits what is shown.
    """
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    content = record_content(session, desk.bureau, dossier)
    if content.statement is None:
        raise Refused("refused-no-opinion")
    signatures = signatures_of(session, desk.bureau, dossier)
    digest = shown_digest(content)
    officers = [one[0] for one in content.visit.officers]
    wanting = wanting_of_record(content.statement.words, officers, {one.role: one.digest for one in signatures}, digest)
    if wanting:
        raise Refused(wanting)
    profile = house.profile
    record = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier, kind=KIND, name=content.view.subject_name,
        fields=record_fields(content),
        build=lambda _, code: record_paper(
            content, signatures, profile, code=code, read_scan=lambda scan: read_evidence(session, scan)
        ),
    )  # fmt: skip
    reports: tuple[IssuedPaper, ...] = ()
    if content.statement.branch == "branch-refused" and profile.signature.refusal_report:
        now = stamp(clock.now())
        reports = (
            issue_paper(
                session, desk=desk, clock=clock, house=house, inspection=dossier, kind="refusal-report",
                name=content.view.subject_name, fields=refusal_fields(content),
                build=lambda number, code: refusal_paper(content, profile, reported_at=now, number=number, code=code),
            ),
        )  # fmt: skip
    fact = RecordFinalised(
        paper=record, refusal_report=reports, digest=digest, copy_way=copy_way, copy_receiver=copy_receiver
    )
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return (record, *reports)


def standing_of(session: Session, *, desk: Desk, dossier: str) -> Standing:
    """Where signing stands, from facts: a change after signing shows here as void signatures."""
    content = record_content(session, desk.bureau, dossier)
    digest = shown_digest(content)
    signatures = signatures_of(session, desk.bureau, dossier)
    return Standing(
        digest=digest,
        signed=tuple(one.role for one in signatures if one.digest == digest),
        void=tuple(one.role for one in signatures if one.digest != digest),
        final=find_final(session, desk.bureau, dossier) is not None,
    )


def sign_again(session: Session, *, desk: Desk, clock: Clock, dossier: str, reason: str) -> None:
    """重新签字: declare the issued record void, keep it, and begin signing anew. Raises `Refused` without a reason."""
    if not reason.strip():
        raise Refused("refused-sign-again-reason")
    paper = find_paper(session, desk.bureau, dossier, KIND)
    if paper is not None:
        void_paper(session, desk=desk, clock=clock, dossier=dossier, paper=paper.id, reason=reason)
    enter(session, SigningReopened(reason=reason), desk=desk, clock=clock, dossier=dossier)


def unit_has_signed(session: Session, *, desk: Desk, dossier: str) -> bool:
    """Whether the unit's own signature stands under what is shown now."""
    return UNIT in standing_of(session, desk=desk, dossier=dossier).signed
