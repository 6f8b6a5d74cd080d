"""What was answered the time before on the lines of a sheet: those of the same check table, whenever that was.

Tables share names of lines (`drill`, `agreement`) that ask for different things, so an answer is found by its table
and its name there, also where one of the two sheets combines several tables.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.check.store import LineView, find_definition, saved_lines
from inspector_desktop.checklist.definition import Definition
from inspector_desktop.inspection.joint_forms import origin_of
from inspector_desktop.inspection.records import Inspection
from inspector_desktop.inspection.store import InspectionView, get_inspection


@dataclass(frozen=True)
class Earlier:
    """An answer of an earlier check of the same subject, and the moment (stamp) that check ended."""

    line: LineView
    ended_at: str


def ended_before(session: Session, view: InspectionView) -> list[tuple[str, str]]:
    """The other checks of the subject that ended before this one, latest assigned first: dossier and end (stamp)."""
    others = session.exec(
        select(Inspection.dossier)
        .where(Inspection.bureau == view.bureau, Inspection.subject == view.subject, Inspection.dossier != view.dossier)
        .order_by(col(Inspection.assigned_at).desc())
    ).all()
    ends = [(one, get_inspection(session, view.bureau, one).done.get("check", "")) for one in others]
    own = view.done.get("check", "")
    return [(dossier, ended) for dossier, ended in ends if ended and not (own and ended > own)]


def earlier_answers(session: Session, view: InspectionView, definition: Definition) -> dict[str, Earlier]:
    """By key of this sheet, what the last check with the same table answered there."""
    own = {origin_of(definition, one.name): one.name for one in definition.questions}
    wanted = {form for form, _ in own}
    found: dict[str, Earlier] = {}
    for dossier, ended in ended_before(session, view):
        if not wanted:
            break
        other = find_definition(session, view.bureau, dossier)
        if other is None:
            continue
        used = set(other.form.split("+")) & wanted
        wanted -= used
        for key, line in saved_lines(session, view.bureau, dossier).items() if used else ():
            name, at, instance = key.partition("@")
            form, base = origin_of(other, name)
            if form in used and (form, base) in own:
                found[f"{own[form, base]}{at}{instance}"] = Earlier(line, ended)
    return found
