"""The rows kept beside the three registers: experts, partner departments, and what is attached to a row of a register.

An expert is no officer: he has no certificate, stands in a table of his own and is never counted as one.
"""

from __future__ import annotations

from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Expert(Record, table=True):
    """专家: whom the bureau asks for advice on a field, and until when it was agreed."""

    id: str = Field(primary_key=True)
    name: str
    field: str  # 专业领域
    unit: str = ""
    phone: str = ""
    agreed_on: str = ""
    valid_until: str = ""
    note: str = ""
    ended_on: str = ""


class Partner(Record, table=True):
    """协作部门: a department that joint checks are made with, and whom to ask for there."""

    id: str = Field(primary_key=True)
    name: str
    contact: str = ""
    phone: str = ""
    note: str = ""
    ended_on: str = ""


class PartnerContact(Record, table=True):
    """One contact with a partner department (F024): on which civil day, with whom, what was agreed."""

    __tablename__ = "partner_contact"

    id: str = Field(primary_key=True)
    owner: str  # id of the partner
    day: str
    who: str
    agreed: str


class Qualification(Record, table=True):
    """岗位资格 of an officer, with its expiry."""

    id: str = Field(primary_key=True)
    owner: str  # id of the officer
    name: str
    number: str = ""
    field: str = ""
    valid_until: str = ""
    ended_on: str = ""


class Relation(Record, table=True):
    """A relation an officer has declared (F096): he takes no part in a check of that company."""

    id: str = Field(primary_key=True)
    owner: str  # id of the officer
    code: str = ""  # of the company, or id of the subject
    name: str
    relation: str
    since: str = ""
    ended_on: str = ""


class Training(Record, table=True):
    """A training of an officer (F208): name, civil day, hours, number of the certificate."""

    id: str = Field(primary_key=True)
    owner: str  # id of the officer
    name: str
    day: str
    hours: str = ""
    certificate: str = ""


class StandingTeam(Record, table=True):
    """检查小组: officers who go out together whatever is drawn; a draw by teams is offered them."""

    __tablename__ = "standing_team"

    id: str = Field(primary_key=True)
    name: str
    members: str  # ids of officers joined by 、
    since: str = ""
    note: str = ""
    ended_on: str = ""


class Risk(Record, table=True):
    """A risk flag of a subject, with its evidence; it holds until it is lifted."""

    id: str = Field(primary_key=True)
    owner: str  # id of the subject
    name: str
    day: str
    source: str = ""
    evidence: str = ""  # hash of the file
    evidence_name: str = ""
    ended_on: str = ""
    ended_reason: str = ""


class Special(Record, table=True):
    """专项库: a licence by which a subject stands in a special library, as the platform's sheet has it (DOMAIN 4.2)."""

    id: str = Field(primary_key=True)
    owner: str = ""  # id of the subject, empty while the register has none with the code or name
    library: str
    tag: str = ""
    code: str = ""
    name: str
    licence: str = ""
    number: str = ""
    approved_on: str = ""
    valid_until: str = ""
    issuer: str = ""
    professional: str = ""  # yes, no
    qualification: str = ""
    experts: str = ""
    ended_on: str = ""
