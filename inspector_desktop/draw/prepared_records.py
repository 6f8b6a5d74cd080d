"""The rows of what is prepared for a draw before its list is frozen; they lie in the plan's dossier."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class DrawExemption(Record, table=True):
    """A subject that is drawn beyond its cap: the ground of the profile, the reason, and what shows it."""

    __tablename__ = "draw_exemption"

    subject: str = Field(primary_key=True)
    name: str
    ground: str
    text: str
    evidence: str  # hash
    evidence_name: str
    added_at: str


class DrawLeftOut(Record, table=True):
    """A subject others have checked or will check: `rule` is of `upper`, `joint-task`, `twice`; `source` says where."""

    __tablename__ = "draw_left_out"

    subject: str = Field(primary_key=True)
    rule: str
    source: str
    evidence: str = ""
    added_at: str


class DrawTeam(Record, table=True):
    """A ready-made team for the draw of this plan."""

    __tablename__ = "draw_team"

    id: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)
    title: str
    members: str  # ids joined by commas


class DrawGuest(Record, table=True):
    """An officer of another department for this joint task."""

    __tablename__ = "draw_guest"

    id: str = Field(primary_key=True)
    department: str
    name: str
    certificate: str
    areas: str
    valid_until: str


class DrawHelper(Record, table=True):
    """An expert or assistant who may go along."""

    __tablename__ = "draw_helper"

    place: int = Field(primary_key=True)
    name: str
    kind: str
    unit: str
    field: str
