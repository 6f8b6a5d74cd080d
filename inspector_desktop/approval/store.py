"""Queries on approvals, the approver's queue, and what hints are made of; all return frozen values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from inspector_desktop.approval.facts import ResultAgreed, ResultReturned
from inspector_desktop.approval.records import Approval, ApprovalDecision, ApprovalMark
from inspector_desktop.approval.rules import Decided, FoundText, PhotoUse
from inspector_desktop.check.records import CheckLine, Photo, Visit
from inspector_desktop.clock import civil_date
from inspector_desktop.inspection.deadlines import Due, dues
from inspector_desktop.inspection.records import Inspection
from inspector_desktop.inspection.rules import took_part
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.heads import read_body
from inspector_desktop.journal.records import Dossier, Entry
from inspector_desktop.notice.facts import CheckApprovalMadeUp, CheckApproved
from inspector_desktop.profile.model import Profile
from inspector_desktop.report.store import find_report

_DECISIONS = (
    CheckApproved.KIND,
    CheckApprovalMadeUp.KIND,
    ResultAgreed.KIND,
    ResultReturned.KIND,
)  # each names its approver, who entered it himself unless it was on paper
_LOOKED_AT = 20


@dataclass(frozen=True)
class MarkView:
    """A mark on a returned report."""

    part: str
    text: str


@dataclass(frozen=True)
class DecisionView:
    """One decision, with its marks if it returned the report."""

    number: int
    round: int
    role: str
    decision: str
    approver: str
    opinion: str
    on_paper: bool
    scan: str
    decided_at: str
    marks: tuple[MarkView, ...]


@dataclass(frozen=True)
class ApprovalView:
    """The approval of a report."""

    state: str
    round: int
    decisions: tuple[DecisionView, ...]

    @property
    def this_round(self) -> tuple[Decided, ...]:
        """The decisions since the last return; none when the report was returned and not yet submitted again."""
        if self.state == "ok-returned":
            return ()
        return tuple(Decided(one.role, one.decision) for one in self.decisions if one.round == self.round)

    @property
    def marks(self) -> tuple[MarkView, ...]:
        """What the last return asked for; empty unless the report lies returned."""
        return self.decisions[-1].marks if self.state == "ok-returned" else ()


@dataclass(frozen=True)
class QueueRow:
    """A dossier that waits for this person. `what` is of `report`, `check-approval`, `order`.

    `own`: the person was of the team and may only pass it on. `here`: taken up already. `due` is its nearest clock.
    """

    dossier: str
    what: str
    subject: str
    officers: tuple[str, ...]
    violates: int
    submitted_at: str
    state: str
    own: bool
    here: bool
    due: Due | None


def find_approval(session: Session, bureau: str, dossier: str) -> ApprovalView | None:
    """The approval of a report, once anybody decided."""
    row = session.get(Approval, (bureau, dossier))
    if row is None:
        return None
    decisions = session.exec(
        select(ApprovalDecision)
        .where(ApprovalDecision.bureau == bureau, ApprovalDecision.dossier == dossier)
        .order_by(col(ApprovalDecision.number))
    ).all()
    marks = session.exec(
        select(ApprovalMark)
        .where(ApprovalMark.bureau == bureau, ApprovalMark.dossier == dossier)
        .order_by(col(ApprovalMark.number), col(ApprovalMark.place))
    ).all()
    return ApprovalView(
        row.state,
        row.round,
        tuple(
            DecisionView(
                **one.model_dump(exclude={"bureau", "dossier"}),
                marks=tuple(MarkView(mark.part, mark.text) for mark in marks if mark.number == one.number),
            )
            for one in decisions
        ),
    )


def approval_queue(session: Session, *, desk: Desk, profile: Profile, today: date) -> tuple[QueueRow, ...]:
    """What waits for this person: in a tray of his or of his roles, or on this desk; the most urgent first."""
    rows = []
    near = select(Dossier.dossier).where(
        Dossier.bureau == desk.bureau,
        (col(Dossier.holder) == desk.life)
        | (col(Dossier.tray_person) == desk.person.id)
        | (col(Dossier.tray_role) != ""),
    )  # of very many inspections most lie on other desks
    for view in inspections(session, desk.bureau, near):
        here = view.holder == desk.life
        what = _waits_for(view, chief=bool(view.tray_role) or (here and desk.has_role(*profile.flow("result").levels)))
        mine = view.tray_person == desk.person.id or (view.tray_role and desk.has_role(view.tray_role))
        if not what or not (mine or (here and desk.person.id == view.holder_person)):
            continue
        report = find_report(session, desk.bureau, view.dossier)
        running = [one for one in dues([view], profile, today) if one.dossier]
        rows.append(
            QueueRow(
                dossier=view.dossier, what=what, subject=view.subject_name,
                officers=tuple(one.name for one in view.officers), violates=_violates(session, view),
                submitted_at=report.submitted_at if report else "", state=view.notes.get("approval", "ok-later"),
                own=took_part((one.id for one in view.officers), desk.person.id), here=here,
                due=running[0] if running else None,
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda one: (one.due.day if one.due else date.max, one.submitted_at)))


def texts_of(session: Session, bureau: str, dossier: str) -> tuple[FoundText, ...]:
    """The facts written at lines that do not conform."""
    rows = session.exec(
        select(CheckLine)
        .where(CheckLine.bureau == bureau, CheckLine.dossier == dossier, CheckLine.value == "violates")
        .order_by(col(CheckLine.number))
    ).all()
    return tuple(FoundText(row.number, row.fact) for row in rows)


def texts_elsewhere(session: Session, bureau: str, dossier: str) -> tuple[FoundText, ...]:
    """The facts written at such lines in all other inspections, latest last."""
    rows = session.exec(
        select(CheckLine, Inspection, Visit)
        .join(Visit, (col(Visit.bureau) == col(CheckLine.bureau)) & (col(Visit.dossier) == col(CheckLine.dossier)))
        .join(
            Inspection,
            (col(Inspection.bureau) == col(CheckLine.bureau)) & (col(Inspection.dossier) == col(CheckLine.dossier)),
        )
        .where(CheckLine.bureau == bureau, CheckLine.dossier != dossier, CheckLine.value == "violates")
        .order_by(col(Visit.arrived_at))
    ).all()
    return tuple(
        FoundText(
            line.number, line.fact, line.dossier, civil_date(visit.arrived_at).isoformat(), inspection.subject_name
        )
        for line, inspection, visit in rows
    )


def photo_uses(session: Session, bureau: str, dossier: str) -> tuple[PhotoUse, ...]:
    """The photographs of an inspection by line."""
    numbers = _line_numbers(session, bureau, dossier)
    rows = session.exec(select(Photo).where(Photo.bureau == bureau, Photo.dossier == dossier)).all()
    return tuple(PhotoUse(numbers.get(row.line, 0), row.original_hash) for row in rows)


def photos_elsewhere(session: Session, bureau: str, dossier: str, hashes: Collection[str]) -> tuple[PhotoUse, ...]:
    """Of these originals, those that stand in other inspections too."""
    rows = session.exec(
        select(Photo.original_hash, Photo.dossier, Inspection.subject_name, Photo.added_at)
        .join(
            Inspection, (col(Inspection.bureau) == col(Photo.bureau)) & (col(Inspection.dossier) == col(Photo.dossier))
        )
        .where(
            Photo.bureau == bureau,
            Photo.dossier != dossier,
            or_(col(Photo.original_hash).in_(hashes), col(Photo.hash).in_(hashes)),
        )
    ).all()
    return tuple(PhotoUse(0, digest, where, civil_date(at).isoformat(), subject) for digest, where, subject, at in rows)


def _waits_for(view: InspectionView, *, chief: bool) -> str:
    if view.begun.get("approval") and not view.done.get("approval"):
        return "report" if view.notes.get("approval") in ("ok-waiting", "ok-chief") else ""
    if view.done.get("approval"):
        return "order" if chief and not view.begun.get("order") else ""
    return "check-approval" if view.notes.get("authorised") == "ok-later" else ""


def _violates(session: Session, view: InspectionView) -> int:
    return len(texts_of(session, view.bureau, view.dossier))


def _line_numbers(session: Session, bureau: str, dossier: str) -> dict[str, int]:
    rows = session.exec(
        select(CheckLine.line, CheckLine.number).where(CheckLine.bureau == bureau, CheckLine.dossier == dossier)
    ).all()
    return dict(rows)


def approver_name(session: Session, person: str) -> str:
    """The name by which a person last approved something at a desk; empty for one who never did.

    Leaders are in no register; their own decisions are where a device that they do not sign in on knows them from.
    """
    rows = session.exec(
        select(Entry.body)
        .where(Entry.person == person, col(Entry.kind).in_(_DECISIONS), Entry.body != b"")
        .order_by(col(Entry.id).desc())
        .limit(_LOOKED_AT)
    )
    for body in rows:
        content = read_body(body)
        if not content.get("on_paper"):
            return str(content.get("approver", ""))
    return ""
