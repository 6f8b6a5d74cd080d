"""The rows every inspection has, whatever its steps: assignment, milestones, papers; and the registers of numbers."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Inspection(Record, table=True):
    """One inspection: the subject, task and window as they were when it was assigned. Texts are snapshots."""

    title: str  # the task's short name
    check_kind: str  # kind-routine, kind-targeted, kind-special
    way: str  # way-random, way-joint, way-remote, way-reinspection, way-targeted
    plan_number: str
    plan_title: str
    task_number: str
    task_title: str
    draw_type: str  # 定向 or 不定向, as the platform's column 抽查类型 has it
    draw: str  # dossier of the draw; empty for a targeted check
    subject: str  # id in the register
    subject_name: str
    subject_code: str
    category: str
    category_title: str
    address: str
    principal: str
    phone: str
    window_from: str  # civil dates
    window_until: str
    form: str  # id of the check table to be used
    batch: int = Field(default=1, sa_type=BigInteger)
    assigned_at: str
    lead: str = ""  # dossier of the lead a targeted check goes back to
    lead_source: str = ""  # lead-complaint, lead-assigned…
    exempt: str = ""  # 频次豁免原因
    joined: str = ""  # dossiers whose items came into this one, one per line
    merged_into: str = ""  # the dossier within which this one is carried out
    withdrawn: str = ""  # why it is not carried out: the draw was declared void before anybody arrived
    mode_reason: str = ""
    planned_day: str = ""  # civil date on which the team means to come; empty: not said
    mode: str = "on-site"  # on-site, written, remote: of the profile's ways of checking (核查方式)


class InspectionOfficer(Record, table=True):
    """An officer of the team, as the register had him when he was assigned."""

    __tablename__ = "inspection_officer"

    officer: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)  # 1 leads
    name: str
    certificate: str
    valid_until: str
    department: str = ""  # of an officer of another department in a joint task; empty: of this bureau


class InspectionCompanion(Record, table=True):
    """Somebody who goes along (陪同) and never counts among the officers."""

    __tablename__ = "inspection_companion"

    place: int = Field(primary_key=True)
    name: str
    kind: str  # expert, assistant
    unit: str
    field: str
    how: str  # random, named


class TeamChange(Record, table=True):
    """A change of the team after the assignment. `change` is its number in the draw; 0 while only told by telephone."""

    __tablename__ = "team_change"

    place: int = Field(primary_key=True)  # number of its entry in the dossier
    leaves: str
    leaves_name: str
    comes: str  # empty: nobody was left in the reserve
    comes_name: str
    ground: str
    approver: str
    decided_at: str
    draw: str
    change: int = Field(sa_type=BigInteger)
    told_by: str
    request: str


class RecusalRequest(Record, table=True):
    """A request that an officer stand back (回避) or be replaced. `state` is of `asked`, `granted`, `denied`."""

    __tablename__ = "recusal_request"

    id: str = Field(primary_key=True)  # of its entry
    officer: str
    name: str
    ground: str
    asked_by: str  # officer, unit, bureau
    asked_name: str
    text: str
    asked_at: str
    state: str = "asked"
    approver: str = ""
    decided_at: str = ""
    note: str = ""


class InspectionItem(Record, table=True):
    """An item to be checked, text and version frozen."""

    __tablename__ = "inspection_item"

    item: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)
    title: str
    version: int = Field(sa_type=BigInteger)
    basis: str
    department: str = ""  # who checks it in a joint check; empty: this bureau
    form: str = ""  # its check table; empty: that of the inspection


class Milestone(Record, table=True):
    """Where one step of the inspection stands. `done_at` is empty while it is only begun."""

    step: str = Field(primary_key=True)
    begun_at: str
    done_at: str = ""
    note: str = ""


class Paper(Record, table=True):
    """An issued paper; its PDF is kept as evidence and never made again."""

    id: str = Field(primary_key=True)  # of the entry that issued it, and the kind
    place: int = Field(sa_type=BigInteger)  # of that entry in the dossier
    kind: str
    number: str
    title: str
    blob: str
    fields_digest: str
    code: str  # text of the QR
    issued_at: str
    state: str = "paper-final"
    note: str = ""


class ReservedNumber(Record, table=True):
    """The number set aside for the next paper of a kind in this inspection."""

    __tablename__ = "reserved_number"

    kind: str = Field(primary_key=True)
    number: str
    used: bool


class NumberBlock(Record, table=True):
    """Numbers of one series and year that headquarters allotted to this device."""

    __tablename__ = "number_block"

    series: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    first: int = Field(primary_key=True)
    last: int = Field(sa_type=BigInteger)


class UsedNumber(Record, table=True):
    """A number that was given to a paper, or closed with a reason."""

    __tablename__ = "used_number"

    series: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    text: str
    inspection: str
    state: str  # used, void
    reason: str = ""
