"""The rows of draws: the draw itself, what was drawn, the groups."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Draw(Record, table=True):
    """One draw; those held here are numbered. `state` is of `frozen`, `held`, `released`, `void`."""

    number: int = Field(sa_type=BigInteger)
    plan: str
    title: str
    commitment: str
    frozen: str  # canonical JSON of what was frozen
    frozen_at: str
    event_name: str
    event_at: str
    anchor: str = ""  # what shows that the commitment was known before the event
    opened: str  # canonical JSON: concealed label → [nonce, text]
    transcript: str = ""
    held_at: str = ""
    released_at: str = ""
    published_at: str = ""
    state: str = "frozen"
    void_reason: str = ""
    void_approver: str = ""
    place: str = "local"  # `platform` and `by-hand`: held elsewhere and recorded here, with number 0
    task_number: str = ""  # the platform's number of the task
    people: str = ""  # canonical JSON: who held it by hand, by role
    named: str = ""  # canonical JSON: id → name of all on the recorded list
    evidence: str = ""
    evidence_type: str = ""
    note: str = ""


class DrawnSubject(Record, table=True):
    """A subject that was drawn."""

    __tablename__ = "drawn_subject"

    subject: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)  # order of matching
    stratum: str
    position: int = Field(sa_type=BigInteger)
    batch: int = Field(sa_type=BigInteger)
    ticket: str
    group_number: int = Field(sa_type=BigInteger)
    inspection: str = ""
    items: str = ""  # ids joined by commas; empty: all of its stratum


class DrawnOfficer(Record, table=True):
    """An officer in a group; group 0 is the reserve, in order."""

    __tablename__ = "drawn_officer"

    officer: str = Field(primary_key=True)
    group_number: int = Field(sa_type=BigInteger, primary_key=True)  # a platform may put a person into several
    place: int = Field(sa_type=BigInteger)
