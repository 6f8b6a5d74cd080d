"""The rows of handling: every transfer with what went along, and its receipt."""

from __future__ import annotations

from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Transfer(Record, table=True):
    """A transfer, or a case told to somebody. `way` and `result` are wording keys of `rules`."""

    id: str = Field(primary_key=True)  # of its entry
    way: str
    receiver: str
    matter: str
    reason: str
    basis: str
    documents: str  # canonical JSON of name and pages
    problems: str  # numbers, one per line
    approver: str
    approved_on: str
    by: str  # name
    title: str
    number: str
    transferred_at: str
    result: str = ""
    received_by: str = ""
    received_at: str = ""
    receipt_words: str = ""
    receipt_scan: str = ""  # hash of a picture
