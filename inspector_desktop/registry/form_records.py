"""The rows of the shelf of check tables: one for each edition of a form that was brought in."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class FormEdition(Record, table=True):
    """检查表 in one version. The definition, its long lists and the spreadsheet are evidence, named by their hashes.

    `valid_from` and `valid_until` are the civil days, both included, on which a check may begin with it;
    `valid_until` is empty while no end is known.
    """

    __tablename__ = "form_edition"
    __table_args__ = (Index("form_edition_by_form", "bureau", "form"),)

    id: str = Field(primary_key=True)
    form: str
    title: str
    version: str
    digest: str  # of the definition, which is also the hash of its evidence
    lists: str = ""  # file names and hashes of the long lists, as canonical JSON
    source_name: str = ""
    source: str = ""  # hash of the spreadsheet
    files: str = ""  # file names and hashes of what lay beside it, as canonical JSON
    items: str = ""  # ids of the items it is for, joined by line ends
    valid_from: str
    valid_until: str = ""
    lines: int = Field(default=0, sa_type=BigInteger)
    questions: int = Field(default=0, sa_type=BigInteger)
    unverified: str = ""  # numbers of the lines whose basis is 待核, joined by spaces
    problems: str = ""  # what was found when it was brought in, as canonical JSON
    reason: str
    person: str
    imported_at: str
    withdrawn_on: str = ""
    withdrawn_reason: str = ""
