"""Queries on what was handed over; all return frozen values."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.handling.records import Transfer
from inspector_desktop.handling.rules import Document


@dataclass(frozen=True)
class TransferView:
    """A transfer and its receipt; `result` is empty while it is awaited."""

    id: str
    way: str
    receiver: str
    matter: str
    reason: str
    basis: str
    documents: tuple[Document, ...]
    problems: tuple[int, ...]
    approver: str
    approved_on: str
    by: str
    title: str
    number: str
    transferred_at: str
    result: str
    received_by: str
    received_at: str
    receipt_words: str
    receipt_scan: str


def transfers_of(session: Session, bureau: str, dossier: str) -> tuple[TransferView, ...]:
    """The transfers of an inspection in the order they were made."""
    rows = session.exec(
        select(Transfer)
        .where(Transfer.bureau == bureau, Transfer.dossier == dossier)
        .order_by(col(Transfer.transferred_at), col(Transfer.id))
    ).all()
    return tuple(
        TransferView(
            **row.model_dump(exclude={"bureau", "dossier", "documents", "problems"}),
            documents=tuple(Document(**one) for one in json.loads(row.documents)),
            problems=tuple(int(one) for one in row.problems.splitlines()),
        )
        for row in rows
    )
