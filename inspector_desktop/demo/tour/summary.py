"""What the tour leaves beside its pictures: the papers as files, and a summary that says what is where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.check.store import photos_of
from inspector_desktop.inspection.store import find_paper
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.records import ACCEPTED, SET_ASIDE, Entry
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.sync.states import dossier_state
from inspector_desktop.sync.tables import EvidenceReceipt

PAPERS = {
    "notice": "notice.pdf",
    "check-record": "check-record.pdf",
    "check-report": "report.pdf",
    "advice": "rectification-advice.pdf",
    "order": "rectification-order.pdf",
}


def write_papers(session: Session, folder: Path, *, bureau: str, dossier: str) -> int:
    """Write the issued papers of the inspection byte for byte; return how many."""
    written = 0
    for kind, name in PAPERS.items():
        paper = find_paper(session, bureau, dossier, kind)
        if paper is not None:
            (folder / name).write_bytes(read_evidence(session, paper.blob))
            written += 1
    return written


def stock(session: Session, *, bureau: str, dossier: str) -> dict[str, Any]:
    """What one laptop's store says: entries, receipts, what was set aside, photographs, and whether replay is equal."""
    entries = session.exec(select(func.count()).select_from(Entry)).one()
    accepted = session.exec(select(func.count()).select_from(Entry).where(Entry.verdict == ACCEPTED)).one()
    aside = session.exec(select(func.count()).select_from(Entry).where(Entry.verdict == SET_ASIDE)).one()
    photos = {one.hash for one in photos_of(session, bureau, dossier)}
    sent = session.exec(select(EvidenceReceipt.hash).where(col(EvidenceReceipt.hash).in_(photos))).all()
    return {
        "facts": entries,
        "receipted": accepted,
        "set_aside": aside,
        "photos": len(photos),
        "photos_sent": len(sent),
        "state": dossier_state(session, dossier).key,
        "rebuild_equal": rebuild(session).equal,
    }


def write_summary(file: Path, content: dict[str, Any]) -> None:
    """Write the summary for machines."""
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
