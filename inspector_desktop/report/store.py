"""Queries on reports, and on the lines they speak of; all return frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.check.store import find_definition, find_visit, make_sheet, saved_lines, tables_of
from inspector_desktop.checklist.definition import Basis
from inspector_desktop.clock import moment
from inspector_desktop.inspection.joint_forms import department_of
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.report.records import Report, ReportVersion
from inspector_desktop.report.rules import JudgedLine, Parts


@dataclass(frozen=True)
class ReportView:
    """A report: its latest parts, and the version that was submitted (0 before)."""

    version: int
    state: str
    parts: Parts
    submitted_version: int
    submitted_at: str
    submitted_by: str
    number: str


@dataclass(frozen=True)
class VersionView:
    """One saved version."""

    version: int
    parts: Parts
    saved_at: str
    saved_by: str


def versions_of(session: Session, bureau: str, dossier: str) -> tuple[VersionView, ...]:
    """Every version of a report, oldest first."""
    rows = session.exec(
        select(ReportVersion)
        .where(ReportVersion.bureau == bureau, ReportVersion.dossier == dossier)
        .order_by(col(ReportVersion.version))
    ).all()
    return tuple(
        VersionView(
            row.version,
            Parts(row.time, row.content, row.findings, row.evaluation, row.proposal),
            row.saved_at,
            row.saved_by,
        )
        for row in rows
    )


def find_report(session: Session, bureau: str, dossier: str) -> ReportView | None:
    """The report of an inspection, once a version was saved."""
    row = session.get(Report, (bureau, dossier))
    if row is None:
        return None
    latest = versions_of(session, bureau, dossier)[-1]
    return ReportView(parts=latest.parts, **row.model_dump(exclude={"bureau", "dossier"}))


def judged_lines(session: Session, bureau: str, dossier: str) -> tuple[JudgedLine, ...]:
    """The lines that applied with their verdicts, as facts hold them; none for a visit without a sheet.

    Lines of departments that keep their own records in a joint check are not among them: these report themselves.
    """
    definition = find_definition(session, bureau, dossier)
    visit = find_visit(session, bureau, dossier)
    if definition is None or visit is None:
        return ()
    view = get_inspection(session, bureau, dossier)
    saved = saved_lines(session, bureau, dossier)
    sheet = make_sheet(
        definition, saved, at=moment(visit.ended_at or visit.arrived_at), tables=tables_of(session, definition)
    )
    return tuple(
        JudgedLine(
            line=line.name, number=line.number, label=sheet.text(line.name), value=saved[line.name].value,
            fact=saved[line.name].fact, reason=saved[line.name].reason, words=saved[line.name].words,
            measure=saved[line.name].measure, basis=cited(line.basis), serious=line.severity == "serious",
        )
        for line in sheet.lines()
        if line.name in saved and saved[line.name].value and not department_of(view, definition, line.name)
    )  # fmt: skip


def cited(basis: Basis) -> str:
    """A basis as it is cited, 《…》第…条; empty while nobody has compared it with the article's text."""
    return f"《{basis.law}》{basis.article}" if basis.verified and basis.law else ""
