"""The rows of checks with several departments or items: records of departments, results by item, who came and left."""

from __future__ import annotations

from sqlmodel import Field

from inspector_desktop.journal.records import Record


class DepartmentRecord(Record, table=True):
    """The record of one department of a joint check: its own number, its own officers and result."""

    __tablename__ = "department_record"

    department: str = Field(primary_key=True)
    number: str
    result: str
    words: str
    paper: str  # blob of the paper as issued
    issued_at: str
    officers: str  # names joined by 、
    signed_at: str = ""
    scan: str = ""


class SingleResult(Record, table=True):
    """The result of one item (单项检查结果), once it is fixed."""

    __tablename__ = "single_result"

    item: str = Field(primary_key=True)
    result: str
    words: str
    fixed_on: str  # civil day


class Presence(Record, table=True):
    """Somebody who came to a visit after the others or left before them."""

    officer: str = Field(primary_key=True)
    name: str
    came_at: str = ""
    left_at: str = ""
    note: str = ""


class FirstVisit(Record, table=True):
    """A first visit that met nobody, and when the second is planned."""

    __tablename__ = "first_visit"

    at: str
    branch: str
    words: str
    asked: str
    planned_at: str
