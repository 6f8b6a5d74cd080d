"""The rows of papers that were printed to be filled in by hand, and of their pages as they came back."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class PrintedPaper(Record, table=True):
    """A paper printed for the trip; `id` is what its codes carry, `layout` where its boxes stand."""

    __tablename__ = "printed_paper"

    id: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)
    kind: str
    title: str
    number: str
    pages: int = Field(sa_type=BigInteger)
    codes: str  # SHA-256 of the text of each page's code, one per line
    layout: str
    printed_at: str
    state: str = "printed"  # printed, closed
    reason: str = ""


class ReturnedPage(Record, table=True):
    """A page that came back. `state` is of `kept` (what counts), `spare` (another picture of it counts)."""

    __tablename__ = "returned_page"

    id: str = Field(primary_key=True)  # of its entry
    paper: str  # of the printed paper
    kind: str
    number: str
    page: int = Field(sa_type=BigInteger)
    original: str  # hash of the picture as it came
    straight: str  # hash of the page made straight, empty if it could not be
    original_name: str
    how: str  # code, hand
    code: str  # text of the code on it, empty if it was not read
    returned_at: str
    state: str = "kept"
