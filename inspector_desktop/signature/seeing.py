"""拒签情况报告: who of those it is addressed to has seen it, and when.

The dossier of the inspection lies with its officers, so nobody else can enter anything there. What was seen stands in
a dossier of whoever's device it was seen on, and reaches every other device from there.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Missing
from inspector_desktop.ids import DossierId
from inspector_desktop.inspection.records import Inspection, Paper
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.records import Dossier
from inspector_desktop.signature.facts import ReportSeen
from inspector_desktop.signature.records import SeenReport

READER = "section-chief"
REPORT = "refusal-report"
SEEN = "seen"


@dataclass(frozen=True)
class Told:
    """A report to be seen: its paper, dossier, the unit it is about, number, when it was made (stamp)."""

    paper: str
    dossier: str
    subject: str
    number: str
    issued_at: str


@dataclass(frozen=True)
class SeenView:
    """Who saw a report, and when."""

    paper: str
    person: str
    name: str
    seen_at: str


def see_report(session: Session, *, desk: Desk, clock: Clock, dossier: str, paper: str) -> None:
    """Note that the signed-in person saw a report of a dossier; once is enough. Raises `Missing` for no such report."""
    row = session.get(Paper, (desk.bureau, dossier, paper))
    if row is None or row.kind != REPORT:
        raise Missing("error-report-unseen")
    if any(one.person == desk.person.id for one in seen_by(session, desk.bureau, dossier) if one.paper == paper):
        return
    fact = ReportSeen(
        inspection=dossier, paper=paper, number=row.number, person=str(desk.person.id), name=desk.person.name
    )
    register = DossierId(f"{SEEN}-{desk.life}")
    if session.get(Dossier, (desk.bureau, register)) is None:
        open_dossier(session, fact, kind=SEEN, desk=desk, clock=clock, dossier=register)
    else:
        enter(session, fact, desk=desk, clock=clock, dossier=register)


def seen_by(session: Session, bureau: str, dossier: str) -> tuple[SeenView, ...]:
    """Who saw the reports of an inspection, by the time it was first."""
    rows = session.exec(
        select(SeenReport)
        .where(SeenReport.bureau == bureau, SeenReport.inspection == dossier)
        .order_by(col(SeenReport.seen_at), col(SeenReport.person))
    ).all()
    first: dict[tuple[str, str], SeenView] = {}
    for row in rows:
        first.setdefault((row.paper, row.person), SeenView(row.paper, row.person, row.name, row.seen_at))
    return tuple(first.values())


def unseen(session: Session, *, desk: Desk) -> tuple[Told, ...]:
    """The reports that the signed-in section chief has not seen on any device, oldest first; none for anybody else."""
    if not desk.has_role(READER):
        return ()
    seen = select(SeenReport.paper).where(SeenReport.bureau == desk.bureau, SeenReport.person == str(desk.person.id))
    rows = session.exec(
        select(Paper, Inspection.subject_name)
        .join(Inspection, (col(Inspection.bureau) == Paper.bureau) & (col(Inspection.dossier) == Paper.dossier))
        .where(
            Paper.bureau == desk.bureau, Paper.kind == REPORT, Paper.state != "paper-void", col(Paper.id).not_in(seen)
        )
        .order_by(col(Paper.issued_at), col(Paper.id))
    ).all()  # fmt: skip
    return tuple(Told(paper.id, paper.dossier, subject, paper.number, paper.issued_at) for paper, subject in rows)
