"""The rows of rectification: the list of problems, and the papers that were issued for them with their service."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Problem(Record, table=True):
    """A problem of the list. `state` is a wording key: fix-open, fix-reported, fix-done … fix-closed, fix-handled."""

    number: int = Field(primary_key=True)
    line: str
    line_number: int = Field(sa_type=BigInteger)
    label: str
    fact: str
    basis: str
    serious: bool
    state: str
    listed_at: str
    demand: str = ""
    due_on: str = ""
    advice_number: str = ""  # of the latest advice on it
    order_number: str = ""  # of the latest order on it
    reported_at: str = ""
    reported_words: str = ""
    rechecked_at: str = ""
    rechecked_words: str = ""
    closed_at: str = ""


class FixPaper(Record, table=True):
    """An advice, an order or a reinspection as issued, and how it was served."""

    __tablename__ = "fix_paper"

    kind: str = Field(primary_key=True)  # advice, order, reinspection
    number: str = Field(primary_key=True)
    issued_at: str
    issued_by: str  # name
    problems: str  # numbers, one per line
    due_on: str  # the last of its last days
    served_at: str = ""
    way: str = ""
    receiver: str = ""
    receiver_post: str = ""
    place: str = ""
    remark: str = ""
