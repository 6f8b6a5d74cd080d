"""The rows of the signature step: what the unit said, who signed what, and the finalised record."""

from __future__ import annotations

from sqlmodel import Field

from inspector_desktop.journal.records import Record


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


class FinalRecord(Record, table=True):
    """The finalised record, and how the unit's copy was delivered."""

    __tablename__ = "final_record"

    number: str
    digest: str
    finalised_at: str
    copy_way: str
    copy_receiver: str
    reopened_reason: str = ""
