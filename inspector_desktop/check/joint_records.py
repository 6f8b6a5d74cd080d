"""The rows of checks with several departments or items: records of departments, results by item, who came and left."""

from __future__ import annotations

from sqlalchemy import BigInteger
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
    place: int = Field(default=0, sa_type=BigInteger)  # of its entry in the dossier
    made_on: str = ""  # civil day it bears
    elsewhere: bool = False  # written in the department's own system; the paper is the copy it gave


class DepartmentReport(Record, table=True):
    """The report of one department of a joint check on its own items."""

    __tablename__ = "department_report"

    department: str = Field(primary_key=True)
    number: str
    made_on: str  # civil day
    evaluation: str
    proposal: str
    result: str
    paper: str  # blob of the paper, or of the copy
    elsewhere: bool = False
    reported_at: str = ""


class DepartmentDisclosure(Record, table=True):
    """That a department disclosed its own result: where, when, and under which number or address."""

    __tablename__ = "department_disclosure"

    department: str = Field(primary_key=True)
    place: str
    disclosed_on: str  # civil day
    reference: str
    result: str
    by: str
    scan: str = ""
    noted_at: str = ""


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
