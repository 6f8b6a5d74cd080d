"""The rows of visits: arrival, the frozen table, its lines, photographs, and a visit that could not check."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Visit(Record, table=True):
    """The visit: who came and when, what was shown and said before the first line, and its end."""

    arrived_at: str
    place: str  # 检查场所
    met: str  # 现场负责人 met there
    met_post: str
    companions: str  # 协助人员、专家, never counted among the officers
    visit_code: str = ""  # 检查码
    no_code_reason: str = ""
    rights_told: bool = False
    told_at: str = ""
    visits: int = Field(default=0, sa_type=BigInteger)
    cap: int = Field(default=0, sa_type=BigInteger)
    over_cap_reason: str = ""  # on what ground one went beyond it
    outside_reason: str = ""  # why one came outside the period of the plan
    ended_at: str = ""
    outcome: str = ""  # checked, or the wording key of 未能检查
    measures_later: str = ""  # why lines that do not conform have no 处理意见 yet


class VisitOfficer(Record, table=True):
    """An officer present, and the certificate he showed; valid on the day of the visit, or renewed (photographed)."""

    __tablename__ = "visit_officer"

    officer: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)
    name: str
    certificate: str
    valid_until: str
    renewed_photo: str = ""
    shown_at: str = ""


class CheckSheet(Record, table=True):
    """The check table frozen into this inspection."""

    __tablename__ = "check_sheet"

    form: str
    title: str
    version: str
    digest: str
    definition: str


class CheckLine(Record, table=True):
    """The answer on one line as the latest fact has it."""

    __tablename__ = "check_line"

    line: str = Field(primary_key=True)
    number: int = Field(sa_type=BigInteger)  # 项; 0 for what is no check line
    value: str
    fact: str = ""
    reason: str = ""
    words: str = ""
    measure: str = ""
    given_at: str
    person: str


class Photo(Record, table=True):
    """A photograph bound to a line (or to a step: `line` empty); shrunk, with the original's hash kept."""

    hash: str = Field(primary_key=True)
    line: str = Field(primary_key=True)
    original_hash: str
    original_name: str
    width: int = Field(sa_type=BigInteger)
    height: int = Field(sa_type=BigInteger)
    taken_at: str
    added_at: str
    note: str = ""


class UnableVisit(Record, table=True):
    """未能检查 as one act."""

    __tablename__ = "unable_visit"

    branch: str
    words: str
    asked: str
    visits: str  # moments of the visits, one per line
