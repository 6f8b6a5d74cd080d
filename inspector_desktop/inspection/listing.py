"""The list of inspections as people search it: one row each, with where it stands and on whose desk it lies.

Three queries whatever the number of inspections; searching is done in SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_
from sqlmodel import Session, col, select

from inspector_desktop.inspection.records import Inspection, InspectionOfficer, Milestone
from inspector_desktop.journal.records import Dossier
from inspector_desktop.ordering import natural


@dataclass(frozen=True)
class Listed:
    """One inspection in the list; `begun` and `done` map step to moment, `notes` to remark."""

    dossier: str
    subject: str
    subject_name: str
    subject_code: str
    address: str
    category_title: str
    task_title: str
    window_from: str
    window_until: str
    officers: tuple[tuple[str, str], ...]  # id, name
    begun: dict[str, str]
    done: dict[str, str]
    notes: dict[str, str]
    holder: str
    holder_person: str
    tray_person: str
    tray_role: str
    check_kind: str = ""
    way: str = ""
    draw_type: str = ""
    lead_source: str = ""

    @property
    def key(self) -> str:
        """The dossier, by which tables know a row."""
        return self.dossier


def step_at(steps: Sequence[str], begun: Mapping[str, str], done: Mapping[str, str]) -> str:
    """The step an inspection stands at; empty when all are done.

    Work may run ahead of a step that is still open (a notice served at the door), so it is the last one begun and
    not done, else the first open one after the last that is done, else the first open one.
    """
    open_ones = [step for step in steps if not done.get(step)]
    begun_ones = [step for step in open_ones if step in begun]
    last_done = max((place for place, step in enumerate(steps) if done.get(step)), default=-1)
    after = [step for step in open_ones if steps.index(step) > last_done]
    if begun_ones and steps.index(begun_ones[-1]) > last_done:
        return begun_ones[-1]
    return next(iter((*after, *open_ones)), "")


def listing(session: Session, bureau: str, *, search: str = "") -> tuple[Listed, ...]:
    """Inspections by the end of their window; `search` fits subject, code, address, task or officer."""
    statement = select(Inspection).where(Inspection.bureau == bureau)
    if term := search.strip():
        named = select(InspectionOfficer.dossier).where(
            InspectionOfficer.bureau == bureau, col(InspectionOfficer.name).contains(term, autoescape=True)
        )
        columns = (Inspection.subject_name, Inspection.address, Inspection.task_title)
        statement = statement.where(
            or_(
                *(col(column).contains(term, autoescape=True) for column in columns),
                col(Inspection.subject_code).contains(term.upper(), autoescape=True),
                col(Inspection.dossier).in_(named),
            )
        )
    rows = sorted(session.exec(statement).all(), key=lambda row: (row.window_until, natural(row.subject_name)))
    wanted = {row.dossier for row in rows}
    officers: dict[str, list[tuple[str, str]]] = {}
    for one in session.exec(
        select(InspectionOfficer).where(InspectionOfficer.bureau == bureau).order_by(col(InspectionOfficer.place))
    ):
        if one.dossier in wanted:
            officers.setdefault(one.dossier, []).append((one.officer, one.name))
    milestones: dict[str, list[Milestone]] = {}
    for mark in session.exec(select(Milestone).where(Milestone.bureau == bureau)):
        milestones.setdefault(mark.dossier, []).append(mark)
    desks = {
        one.dossier: one
        for one in session.exec(select(Dossier).where(Dossier.bureau == bureau, Dossier.kind == "inspection"))
    }
    return tuple(
        _listed(row, officers.get(row.dossier, []), milestones.get(row.dossier, []), desks.get(row.dossier))
        for row in rows
    )


def _listed(
    row: Inspection, officers: list[tuple[str, str]], milestones: list[Milestone], desk: Dossier | None
) -> Listed:
    return Listed(
        dossier=row.dossier, subject=row.subject, subject_name=row.subject_name, subject_code=row.subject_code,
        address=row.address, category_title=row.category_title, task_title=row.task_title,
        window_from=row.window_from, window_until=row.window_until, officers=tuple(officers),
        begun={one.step: one.begun_at for one in milestones},
        done={one.step: one.done_at for one in milestones if one.done_at},
        notes={one.step: one.note for one in milestones},
        holder=desk.holder if desk else "", holder_person=desk.holder_person if desk else "",
        tray_person=desk.tray_person if desk else "", tray_role=desk.tray_role if desk else "",
        check_kind=row.check_kind, way=row.way, draw_type=row.draw_type, lead_source=row.lead_source,
    )  # fmt: skip
