"""Queries on leads; all return frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from inspector_desktop.clock import civil_date, moment
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.journal.records import Dossier
from inspector_desktop.lead.records import Lead


@dataclass(frozen=True)
class LeadView:
    """A lead, and whose desk it lies on."""

    bureau: str
    dossier: str
    number: str
    source: str
    received_at: str
    received_by: str
    channel: str
    content: str
    reporter: str
    contact: str
    reference: str
    subject: str
    subject_name: str
    subject_code: str
    category: str
    address: str
    principal: str
    phone: str
    state: str
    inspection: str
    started_at: str
    exempt: str
    conclusion: str
    words: str
    closed_at: str
    closed_by: str
    reply_way: str
    replied_to: str
    replied_at: str
    reply: str
    provisional: str = ""
    holder: str = ""

    @property
    def waits_for_number(self) -> bool:
        """Whether it has only a provisional number as yet."""
        return bool(self.provisional) and self.provisional == self.number

    @property
    def key(self) -> str:
        """The dossier, by which tables know a row."""
        return self.dossier


@dataclass(frozen=True)
class YearView:
    """The checks of a subject in a civil year: those that count towards its cap, and those outside it with grounds."""

    counted: int
    exempt: tuple[tuple[str, str], ...]  # civil day, ground


def leads(session: Session, bureau: str, *, search: str = "", state: str = "") -> tuple[LeadView, ...]:
    """Leads, latest received first; `search` fits subject, content, number or reference."""
    statement = select(Lead, Dossier.holder).outerjoin(
        Dossier, (col(Dossier.bureau) == col(Lead.bureau)) & (col(Dossier.dossier) == col(Lead.dossier))
    )
    statement = statement.where(Lead.bureau == bureau)
    if state:
        statement = statement.where(Lead.state == state)
    if term := search.strip():
        columns = (Lead.subject_name, Lead.subject_code, Lead.content, Lead.number, Lead.reference)
        statement = statement.where(or_(*(col(one).contains(term, autoescape=True) for one in columns)))
    rows = session.exec(statement.order_by(col(Lead.received_at).desc(), col(Lead.dossier).desc())).all()
    return tuple(LeadView(**row.model_dump(), holder=holder or "") for row, holder in rows)


def get_lead(session: Session, bureau: str, dossier: str) -> LeadView:
    """One lead. Raises `Missing`."""
    row = session.get(Lead, (bureau, dossier))
    if row is None:
        raise Missing("error-lead-missing")
    desk = session.get(Dossier, (bureau, dossier))
    return LeadView(**row.model_dump(), holder=desk.holder if desk else "")


def leads_of_subject(session: Session, bureau: str, *, subject: str = "", name: str = "") -> tuple[LeadView, ...]:
    """The leads about one subject, latest first: by its id in the register, or by name where it has none (F045)."""
    wanted = Lead.subject == subject if subject else Lead.subject_name == name.strip()
    if not subject and not name.strip():
        return ()
    rows = session.exec(select(Lead).where(Lead.bureau == bureau, wanted).order_by(col(Lead.received_at).desc())).all()
    return tuple(LeadView(**row.model_dump()) for row in rows)


def count_open(session: Session, bureau: str) -> int:
    """How many leads are not closed."""
    asked = select(func.count()).select_from(Lead).where(Lead.bureau == bureau, Lead.state != "closed")
    return session.exec(asked).one()


def unnumbered(session: Session, bureau: str, life: str) -> tuple[LeadView, ...]:
    """The leads on a desk that want a number of the series: provisional ones, and any whose number another has too.

    Of two with one number, which older programs could give, the one registered later is numbered anew.
    """
    rows = session.exec(
        select(Lead)
        .join(Dossier, (col(Dossier.bureau) == col(Lead.bureau)) & (col(Dossier.dossier) == col(Lead.dossier)))
        .where(Lead.bureau == bureau, Dossier.holder == life)
        .order_by(col(Lead.received_at), col(Lead.dossier))
    ).all()
    found = []
    for row in rows:
        others = select(Lead.dossier).where(
            Lead.bureau == bureau, Lead.number == row.number, col(Lead.dossier) < row.dossier
        )
        if row.provisional == row.number or session.exec(others.limit(1)).first() is not None:
            found.append(LeadView(**row.model_dump()))
    return tuple(found)


def year_of(views: Iterable[InspectionView], subject: str, year: int, *, targeted_counts: int = 0) -> YearView:
    """The checks of a subject in a civil year, apart: a check on a lead is shown with its ground and does not count.

    `targeted_counts` is how often the profile lets a targeted check count (0 by 54号).
    """
    counted, exempt = 0, []
    for view in views:
        day = civil_date(moment(view.done.get("check") or view.assigned_at))
        if view.subject != subject or day.year != year:
            continue
        if view.check_kind == "kind-targeted":
            counted += targeted_counts
            exempt.append((day.isoformat(), view.exempt or view.title))
        elif view.way != "way-reinspection":
            counted += 1
    return YearView(counted, tuple(sorted(exempt)))
