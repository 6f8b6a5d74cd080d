"""To whom a case may go, and what a transfer and its receipt must say. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

AUTHORITY, JUSTICE, PENALTY, COPY = "handling-authority", "handling-justice", "handling-penalty", "handling-copy"
WAYS = (AUTHORITY, JUSTICE, PENALTY, COPY)
"""To another authority, to police or prosecution (涉嫌犯罪), to 立案查处; 抄告 leaves the problems here."""
ACCEPTED, SENT_BACK = "receipt-accepted", "receipt-sent-back"
_PAGES = re.compile(r"^(?P<name>.*?\S)[\s　,，]*(?P<pages>\d{1,4})\s*页?$")


@dataclass(frozen=True)
class Document:
    """A paper that goes along, and how many pages it has."""

    name: str
    pages: int


@dataclass(frozen=True)
class Wanted:
    """A transfer as an officer writes it. `lines` are the check lines whose problems go along.

    `approver` decided on it on `approved_on` (civil date); telling somebody (抄告) needs no decision.
    """

    way: str
    receiver: str
    matter: str
    reason: str
    basis: str
    documents: tuple[Document, ...] = ()
    lines: tuple[str, ...] = field(default=())
    approver: str = ""
    approved_on: str = ""


def read_documents(text: str) -> tuple[Document, ...]:
    """What goes along, one to a line: its name, then its pages. A line without pages has none (0)."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        read = _PAGES.match(line)
        found.append(Document(read["name"], int(read["pages"])) if read else Document(line, 0))
    return tuple(found)


def wanting(given: Wanted, today: str) -> tuple[str, str]:
    """What a transfer lacks, as a wording key and the name of the document it is about; empty when nothing is."""
    for text, code in (
        (given.receiver, "refused-handling-receiver"), (given.matter, "refused-handling-matter"),
        (given.reason, "refused-handling-reason"), (given.basis, "refused-handling-basis"),
    ):  # fmt: skip
        if not text.strip():
            return code, ""
    if given.way != COPY and not (given.approver.strip() and given.approved_on):
        return "refused-handling-approval", ""
    if given.way != COPY and given.approved_on > today:
        return "refused-handling-approved-later", ""
    if given.way != COPY and not given.documents:
        return "refused-handling-documents", ""
    bare: Sequence[str] = [one.name for one in given.documents if one.pages < 1]
    return ("refused-handling-pages", bare[0]) if bare else ("", "")
