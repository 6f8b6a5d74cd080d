"""The rows of samples taken for testing, and where each test stands."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Sampling(Record, table=True):
    """One taking of samples (抽样取证), with what became of its test. Days are civil, moments stamps."""

    id: str = Field(primary_key=True)  # of its entry
    number: str
    item: str  # the item it belongs to; empty: the whole check
    place: str
    begun_at: str
    ended_at: str
    met: str
    paper: str
    lab: str = ""
    sent_at: str = ""
    report_number: str = ""
    received_at: str = ""
    result: str = ""
    conforms: bool = False
    scan: str = ""
    served_at: str = ""
    receiver: str = ""
    way: str = ""
    objection_until: str = ""
    retest_asked_at: str = ""
    retest_lab: str = ""
    retest_result: str = ""
    retest_served_at: str = ""


class Sample(Record, table=True):
    """One line of the voucher."""

    sampling: str = Field(primary_key=True)
    place: int = Field(primary_key=True, sa_type=BigInteger)
    name: str
    spec: str
    unit: str
    quantity: str
    note: str


class ExpertOpinion(Record, table=True):
    """What an expert was asked and answered; he is never counted among the officers."""

    __tablename__ = "expert_opinion"

    id: str = Field(primary_key=True)  # of its entry
    expert: str  # id in the register; empty for one named here
    name: str
    unit: str
    field: str
    question: str
    opinion: str
    given_at: str
    line: str = ""
    scan: str = ""
    place: int = Field(default=0, sa_type=BigInteger)  # of its entry in the dossier
    number: str = ""
    paper: str = ""  # blob of the page as issued, or of the one he signed


class OffSite(Record, table=True):
    """A check without a visit: in writing, or by video and data."""

    __tablename__ = "off_site"

    mode: str
    contact: str
    channel: str
    begun_at: str
    contact_post: str = ""


class Material(Record, table=True):
    """Something the unit was asked to hand in, and when it came."""

    name: str = Field(primary_key=True)
    asked_at: str
    due_on: str
    received_at: str = ""
    way: str = ""
    blob: str = ""
    note: str = ""
    place: int = Field(default=0, sa_type=BigInteger)  # in the dossier, of the entry by which it came


class Call(Record, table=True):
    """A video call or telephone call of an off-site check."""

    __tablename__ = "video_call"

    id: str = Field(primary_key=True)  # of its entry
    at: str
    tool: str
    met: str
    words: str
    shots: str  # hashes, one per line
    place: int = Field(default=0, sa_type=BigInteger)  # of its entry in the dossier
