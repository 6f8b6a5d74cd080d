"""Reports addressed to the section chief (拒签情况报告) that he has not seen yet.

The report itself is a paper of the dossier, which lies with its officers, so nothing can be entered there by whoever
reads it. What was seen is remembered on the device, by digest, in a file of its own; when that file is lost, the
reports are shown once more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from inspector_desktop.digest import sha256_hex
from inspector_desktop.inspection.records import Inspection, Paper
from inspector_desktop.places import replace_file

if TYPE_CHECKING:
    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.places import Places

READER = "section-chief"
_KIND, _FORMAT, _NAME, _MOST_BYTES = "refusal-report", "seen-1", "seen.json", 4 * 1024**2


@dataclass(frozen=True)
class Told:
    """A report to be seen: its paper, dossier, the unit it is about, number, when it was made (stamp)."""

    paper: str
    dossier: str
    subject: str
    number: str
    issued_at: str


def unseen(session: Session, *, desk: Desk, places: Places) -> tuple[Told, ...]:
    """The reports that the signed-in section chief has not seen, oldest first; none for anybody else."""
    if not desk.has_role(READER):
        return ()
    rows = session.exec(
        select(Paper, Inspection.subject_name)
        .join(Inspection, (col(Inspection.bureau) == Paper.bureau) & (col(Inspection.dossier) == Paper.dossier))
        .where(Paper.bureau == desk.bureau, Paper.kind == _KIND, Paper.state != "paper-void")
        .order_by(col(Paper.issued_at), col(Paper.id))
    ).all()
    seen = _seen(places) if rows else frozenset()
    return tuple(
        Told(paper.id, paper.dossier, subject, paper.number, paper.issued_at)
        for paper, subject in rows
        if _mark(desk, paper.id) not in seen
    )


def mark_seen(places: Places, *, desk: Desk, paper: str) -> None:
    """Remember that the signed-in person opened a report. Raises `Refused` for a full or read-only disk."""
    marks = sorted({*_seen(places), _mark(desk, paper)})
    replace_file(places.folder / _NAME, json.dumps({"format": _FORMAT, "seen": marks}).encode())


def _mark(desk: Desk, paper: str) -> str:
    return sha256_hex(f"{desk.person.id}:{paper}")


def _seen(places: Places) -> frozenset[str]:
    try:
        with (places.folder / _NAME).open("rb") as file:
            table = json.loads(file.read(_MOST_BYTES))
        known = table["seen"] if table["format"] == _FORMAT else ()
        return frozenset(one for one in known if isinstance(one, str))
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
