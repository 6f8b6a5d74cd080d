"""Handing a case over or telling somebody of it, and taking in the receipt."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.handling.document import (
    APPROVAL,
    LETTER,
    approval_fields,
    approval_paper,
    letter_fields,
    letter_paper,
    letter_title,
)
from inspector_desktop.handling.facts import CaseTransferred, HandedDocument, ReceiptTaken
from inspector_desktop.handling.rules import ACCEPTED, COPY, SENT_BACK, WAYS, Wanted, wanting
from inspector_desktop.handling.store import transfers_of
from inspector_desktop.inspection.acts import reserve_number
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House, issue_paper
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.paper.model import Paper
from inspector_desktop.profile.model import Profile
from inspector_desktop.rectification.acts import list_problems
from inspector_desktop.rectification.late import NOW, Late, not_ahead, original_paper
from inspector_desktop.rectification.rules import CLOSED, HANDLED, may_issue
from inspector_desktop.rectification.store import own_officers
from inspector_desktop.storage.evidence import put_evidence


def print_approval(session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, given: Wanted) -> Paper:
    """The approval form with its number, to be printed and signed by hand. Raises `Refused` without numbers."""
    view = get_inspection(session, desk.bureau, dossier)
    number = reserve_number(session, desk=desk, clock=clock, profile=house.profile, kind=APPROVAL, inspection=dossier)
    return approval_paper(view, given, house.profile, number=number)


def transfer_case(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, given: Wanted, approval: Late = NOW,
    late: Late = NOW,
) -> IssuedPaper:  # fmt: skip
    """Hand a case over, or tell somebody of it (抄告), and issue the letter; or enter that it was (补录, `late`).

    `approval` are pictures of the form that was signed by hand. Problems that go along are listed first where they are
    on no list. Raises `Refused` for a person who may not, for what is lacking, and for a problem that was closed.
    """
    not_ahead(clock, late)
    at = late.at or clock.now()
    view = get_inspection(session, desk.bureau, dossier)
    _may(session, desk=desk, profile=house.profile, dossier=dossier, approved=bool(view.done.get("approval")))
    if given.way not in WAYS:
        raise Refused("refused-handling-way")
    code, name = wanting(given, civil_date(at).isoformat())
    if code:
        raise Refused(code, **({"name": name} if name else {}))
    problems = _problems(session, desk=desk, clock=clock, house=house, dossier=dossier, given=given, at=late.at)
    now = stamp(at)
    forms: tuple[IssuedPaper, ...] = ()
    if approval.scans and given.way != COPY:
        forms = (
            issue_paper(
                session, desk=desk, clock=clock, house=house, inspection=dossier, kind=APPROVAL,
                name=view.subject_name, fields=approval_fields(view, given),
                build=lambda number, code: approval_paper(view, given, house.profile, number=number, code=code),
                original=original_paper(house, APPROVAL, approval),
            ),
        )  # fmt: skip
    paper = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier, kind=LETTER, name=view.subject_name,
        fields=letter_fields(view, given, now), title=letter_title(house.profile, given.way),
        build=lambda number, code: letter_paper(view, given, house.profile, at=now, number=number, code=code),
        original=original_paper(house, LETTER, late),
    )  # fmt: skip
    fact = CaseTransferred(
        way=given.way, receiver=given.receiver.strip(), matter=given.matter.strip(), reason=given.reason.strip(),
        basis=given.basis.strip(), documents=tuple(HandedDocument(**vars(one)) for one in given.documents),
        problems=problems, approver=given.approver.strip(), approved_on=given.approved_on, by=desk.person.name,
        paper=paper, approval=forms,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=late.at)
    return paper


def take_receipt(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, transfer: str, result: str, received_by: str,
    words: str = "", scan: bytes = b"", received_at: datetime | None = None,
) -> None:  # fmt: skip
    """Enter what the other side said: taken, or sent back with a reason.

    Raises `Refused` without who signed or the reason, for a moment before the transfer or still to come, and twice.
    """
    found = next((one for one in transfers_of(session, desk.bureau, dossier) if one.id == transfer), None)
    if found is None:
        raise Refused("error-transfer-missing")
    if found.result:
        raise Refused("refused-receipt-known", number=found.number)
    if result not in (ACCEPTED, SENT_BACK) or not received_by.strip():
        raise Refused("refused-receipt-by")
    if result == SENT_BACK and not words.strip():
        raise Refused("refused-receipt-words")
    if received_at is not None and received_at > clock.now():
        raise Refused("refused-happened-later")
    if stamp(received_at or clock.now()) < found.transferred_at:
        raise Refused("refused-receipt-early", number=found.number)
    kept = put_evidence(session, scan, media_type="image/jpeg", added_at=stamp(clock.now())) if scan else ""
    fact = ReceiptTaken(
        transfer=transfer, result=result, received_by=received_by.strip(), words=words.strip(), scan=kept
    )
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=received_at)


def _may(session: Session, *, desk: Desk, profile: Profile, dossier: str, approved: bool) -> None:
    """Raise `Refused` for whoever neither was at the visit for this bureau nor decides on its results."""
    team = [one[0] for one in own_officers(session, desk.bureau, dossier)]
    approver = desk.has_role(*profile.flow("result").levels, "head")
    if not may_issue(person=desk.person.id, officers=team, approver=approver, approved=approved):
        raise Refused("refused-handling-person")


def _problems(
    session: Session, *, desk: Desk, clock: Clock, house: House, dossier: str, given: Wanted, at: datetime | None
) -> tuple[int, ...]:
    """The numbers of the problems that go along, listed now where they are on no list yet."""
    if not given.lines:
        return ()
    listed = list_problems(session, desk=desk, clock=clock, house=house, dossier=dossier, listed_at=at)
    known = {one.line: one for one in listed}
    for line in given.lines:
        if line not in known or known[line].state in (CLOSED, HANDLED):
            raise Refused("refused-handling-problem")
    return tuple(known[line].number for line in given.lines)
