"""What the approvals page shows: the queue of the signed-in approver, and everything about the item now open.

Who may decide is the approval room's rule; here it is only asked, so that the page can say it before a press.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inspector_desktop.approval.acts import due_level, hints_for
from inspector_desktop.approval.rules import Hint, deputy_of, role_after
from inspector_desktop.approval.store import ApprovalView, QueueRow, approval_queue, find_approval
from inspector_desktop.check.store import PhotoView, VisitView, find_visit, lines_of, photos_of
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.rules import took_part
from inspector_desktop.inspection.store import InspectionView, PaperView, get_inspection, inspections, papers_of
from inspector_desktop.journal.records import WAITING, Dossier, Entry
from inspector_desktop.notice.acts import APPROVERS
from inspector_desktop.notice.store import AuthorisationView, find_authorisation
from inspector_desktop.report.store import ReportView, find_report
from inspector_desktop.workdays import shipped

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.profile.model import Profile

REPORT, CHECK, ORDER = "report", "check-approval", "order"
FLOW = "result"
RECORDS = ("check-record", "unable-record")


@dataclass(frozen=True)
class Queued:
    """One row of the queue. `left` is the working days to the last day (negative: late); None without a clock."""

    row: QueueRow
    urgent: bool
    left: int | None
    soon: bool

    @property
    def key(self) -> str:
        """The dossier."""
        return self.row.dossier


@dataclass(frozen=True)
class Item:
    """One open item. `turn` is the role that decides now, empty when nobody does; `mine` says this person holds it.

    `waits` says that headquarters has not confirmed the taking; `deputy` is the title of whom one passes it to.
    """

    queued: Queued
    view: InspectionView
    visit: VisitView | None
    report: ReportView | None
    approval: ApprovalView | None
    authorisation: AuthorisationView | None
    hints: tuple[Hint, ...]
    papers: tuple[PaperView, ...]
    photos: tuple[PhotoView, ...]
    numbers: tuple[tuple[str, int], ...]
    turn: str
    mine: bool
    last: bool
    deputy: str
    here: bool
    waits: bool

    @property
    def dossier(self) -> str:
        """The dossier's id."""
        return self.view.dossier

    @property
    def what(self) -> str:
        """What is asked: `report`, `check-approval` or `order`."""
        return self.queued.row.what

    @property
    def own(self) -> bool:
        """Whether the signed-in person was of the team."""
        return self.queued.row.own

    def paper(self, *kinds: str) -> PaperView | None:
        """The latest paper of these kinds that is not void."""
        found = [one for one in self.papers if one.kind in kinds and one.state != "paper-void"]
        return found[-1] if found else None

    def number_of(self, line: str) -> int:
        """The number (项) of a check line; 0 for what belongs to none."""
        return dict(self.numbers).get(line, 0)


def queue_for(session: Session, *, desk: Desk, profile: Profile, today: date) -> tuple[Queued, ...]:
    """What waits for this person: reports, urgent checks to be approved later, checks to be approved, orders."""
    rows = list(approval_queue(session, desk=desk, profile=profile, today=today))
    known = {one.dossier for one in rows}
    if desk.has_role(*APPROVERS):
        rows += [
            _to_approve(view, desk) for view in inspections(session, desk.bureau)
            if view.dossier not in known and _waits_before(view, desk)
        ]  # fmt: skip
    told = {one.dossier: find_authorisation(session, desk.bureau, one.dossier) for one in rows if one.what == CHECK}
    owed = {dossier for dossier, one in told.items() if one is not None and one.state == "oral"}
    done = {dossier for dossier, one in told.items() if one is not None and one.state != "oral"}
    made = [_queued(one, today, urgent=one.dossier in owed) for one in rows if one.dossier not in done]
    return tuple(sorted(made, key=_order))


def open_item(session: Session, *, desk: Desk, profile: Profile, queued: Queued) -> Item:
    """Read everything about one item. Raises `Missing`."""
    bureau, dossier = str(desk.bureau), queued.row.dossier
    view = get_inspection(session, bureau, dossier)
    turn = _turn(session, bureau, profile, queued)
    levels = profile.flow(FLOW).levels
    lines = lines_of(session, bureau, dossier)
    return Item(
        queued=queued, view=view, visit=find_visit(session, bureau, dossier),
        report=find_report(session, bureau, dossier), approval=find_approval(session, bureau, dossier),
        authorisation=find_authorisation(session, bureau, dossier),
        hints=hints_for(session, desk=desk, dossier=dossier) if queued.row.what == REPORT else (),
        papers=papers_of(session, bureau, dossier), photos=photos_of(session, bureau, dossier),
        numbers=tuple((name, one.number) for name, one in lines.items()),
        turn=turn, mine=bool(turn) and desk.has_role(turn), last=bool(turn) and not role_after(levels, turn),
        deputy=profile.role(deputy_of(levels, turn)).title if turn else "",
        here=view.holder == desk.life, waits=taking_waits(session, bureau, dossier),
    )  # fmt: skip


def taking_waits(session: Session, bureau: str, dossier: str) -> bool:
    """Whether the dossier was taken up here and headquarters has not confirmed that yet."""
    row = session.get(Dossier, (bureau, dossier))
    taken = session.get(Entry, row.taken_with) if row is not None and row.taken_with else None
    return taken is not None and taken.verdict == WAITING


def _turn(session: Session, bureau: str, profile: Profile, queued: Queued) -> str:
    if queued.row.what != REPORT:
        return ""
    try:
        return due_level(session, bureau=bureau, profile=profile, dossier=queued.row.dossier)
    except Refused:
        return ""


def _waits_before(view: InspectionView, desk: Desk) -> bool:
    mine = view.tray_person == desk.person.id or bool(view.tray_role and desk.has_role(view.tray_role))
    here = view.holder == desk.life and view.holder_person == desk.person.id
    of_team = took_part((one.id for one in view.officers), desk.person.id)
    return "authorised" not in view.done and "check" not in view.begun and (mine or (here and not of_team))


def _to_approve(view: InspectionView, desk: Desk) -> QueueRow:
    return QueueRow(
        dossier=view.dossier, what=CHECK, subject=view.subject_name,
        officers=tuple(one.name for one in view.officers), violates=0, submitted_at="", state="",
        own=took_part((one.id for one in view.officers), desk.person.id), here=view.holder == desk.life, due=None,
    )  # fmt: skip


def _queued(row: QueueRow, today: date, *, urgent: bool) -> Queued:
    if row.due is None:
        return Queued(row, urgent, None, soon=False)
    table = shipped()
    left = -table.between(row.due.day, today) if row.due.day < today else table.between(today, row.due.day)
    return Queued(row, urgent, left, soon=row.due.soon)


def _order(one: Queued) -> tuple[int, int, str]:
    """Urgent checks first (they are owed today), then by days left, those without a clock last."""
    if one.urgent:
        return (0, 0, one.row.subject)
    return (1, one.left if one.left is not None else 10_000, one.row.submitted_at)
