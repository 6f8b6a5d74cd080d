"""The rows of the signature step: what was read back, what the unit said, who signed what, the record, its service."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class ReadingBack(Record, table=True):
    """How the record was read back, to whom, and what: `lines` is canonical JSON of line, digest and time."""

    __tablename__ = "reading_back"

    how: str  # read-screen, read-aloud, read-paper
    reader: str
    digest: str
    lines: str
    read_at: str


class Statement(Record, table=True):
    """The unit's words, the branch taken, and what stands in for a signature. Texts are wording keys where named so."""

    opinion: str  # opinion-agrees, opinion-objects
    objection: str
    branch: str  # branch-…
    signer_name: str
    signer_post: str
    reason: str
    proof: str  # proof-…, empty when signed
    witness_name: str
    witness_unit: str
    witness_phone: str
    recorder: str  # 设备号、文件号、起止时间
    proof_photo: str  # hash of a photograph
    no_proof_reason: str
    stated_at: str
    objected: str = ""
    own_words: str = ""
    authority: str = ""
    place: int = Field(default=0, sa_type=BigInteger)  # of its entry in the dossier


class SentRecord(Record, table=True):
    """The record of a check without a visit as it was sent to be signed, and when it came back."""

    __tablename__ = "sent_record"

    way: str  # sent-post, sent-electronic
    receiver: str
    address: str
    post_number: str
    digest: str
    paper: str  # hash of the PDF that went out
    sent_at: str
    returned_at: str = ""
    signed_at: str = ""
    pages: str = ""  # hashes of the pages that came back, one per line


class SignatureRow(Record, table=True):
    """One signature: by hand on the pad (`strokes`) or on paper (`scan`), over the digest of exactly what was shown."""

    __tablename__ = "signature"

    role: str = Field(primary_key=True)  # unit, witness, or officer:<id>
    name: str
    post: str
    way: str  # pad, paper
    strokes: str
    scan: str
    digest: str
    signed_at: str
    edition: int = Field(default=1, sa_type=BigInteger)
    shown: str = ""  # hash of the PDF whose pages were on the screen
    picture: str = ""
    whole: bool = False
    identity: str = ""
    identity_photo: str = ""
    identity_at: str = ""
    identity_attempts: int = Field(default=0, sa_type=BigInteger)
    entered_at: str = ""


class FinalRecord(Record, table=True):
    """The finalised record, and how the unit's copy was delivered."""

    __tablename__ = "final_record"

    number: str
    digest: str
    finalised_at: str
    copy_way: str
    copy_receiver: str
    reopened_reason: str = ""


class SeenReport(Record, table=True):
    """Somebody saw a report on a refusal; the dossier is of his device, `inspection` the one the report is about."""

    __tablename__ = "seen_report"

    paper: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    inspection: str
    number: str
    name: str
    seen_at: str


class PaperService(Record, table=True):
    """How one paper was served, once."""

    __tablename__ = "paper_service"

    id: str = Field(primary_key=True)  # of its entry
    paper: str
    way: str
    receiver: str
    receiver_post: str
    place: str
    refusal: str  # 拒收事由
    witness_name: str
    witness_unit: str
    photo: str
    post_number: str
    delivered_on: str
    address: str
    consent: bool
    servers: str
    served_at: str
