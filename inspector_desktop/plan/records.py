"""The rows of plans."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Plan(Record, table=True):
    """A plan and its one task. `state` is of `drawn-up`, `approved`, `superseded`, `merged` (into one), `withdrawn`.

    Filing and publishing have their days. `draw_place` is where the plan itself wants its draw; empty: by the profile.

    `ratio_text` to `remark` are what stands in the printed table (002 附件2, 附件3), where people may word it.
    """

    kind: str  # main, supplementary, joint
    title: str
    number: str
    task_number: str
    task_title: str
    draw_type: str
    basis: str
    section: str
    window_from: str
    window_until: str
    group_size: int = Field(sa_type=BigInteger)
    group_count: int = Field(sa_type=BigInteger)  # 0: as many as the officers allow
    form: str
    state: str
    approved_by: str = ""
    approved_at: str = ""
    filed_with: str = ""
    filed_at: str = ""
    published_where: str = ""
    published_at: str = ""
    ratio_text: str = ""
    scope: str = ""
    content: str = ""
    initiator: str = ""
    partners: str = ""
    period_text: str = ""
    remark: str = ""
    drawn_up_at: str = ""
    draw_place: str = ""
    merged_into: str = ""
    amended: int = Field(default=0, sa_type=BigInteger)  # how often
    withdrawn_reason: str = ""
    withdrawn_at: str = ""


class PlanAmendment(Record, table=True):
    """One thing an amendment of a plan changed; `number` counts the amendments, `place` their changes."""

    __tablename__ = "plan_amendment"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    place: int = Field(primary_key=True, sa_type=BigInteger)
    part: str
    before: str
    after: str
    reason: str
    amended_at: str
    person: str


class PlanStratum(Record, table=True):
    """A stratum of a plan: a category of subjects, or one credit class of it, with its ratio in millionths."""

    __tablename__ = "plan_stratum"

    stratum: str = Field(primary_key=True)  # the category's id, or `category-class`
    place: int = Field(sa_type=BigInteger)
    category: str
    credit: str = ""  # empty: of any class
    region: str = ""  # 辖区; empty: of any, `-`: of none of those the plan names
    title: str
    take: str = "ratio"  # ratio, pool (classes rounded up together)
    ratio_ppm: int = Field(sa_type=BigInteger)
    minimum: int = Field(sa_type=BigInteger)
    batches: int = Field(default=1, sa_type=BigInteger)
    item: str  # id of the first item checked on this category
    items_count: int = Field(default=0, sa_type=BigInteger)  # how many items are drawn for each subject; 0: all fixed


class PlanItem(Record, table=True):
    """An item of the plan with its text and version as published."""

    __tablename__ = "plan_item"

    item: str = Field(primary_key=True)
    title: str
    version: int = Field(sa_type=BigInteger)
    basis: str
    category: str = ""


class PlanCondition(Record, table=True):
    """A condition of a directed draw: `side` is `subject` or `officer`; `values` are joined by 、."""

    __tablename__ = "plan_condition"

    side: str = Field(primary_key=True)
    column: str = Field(primary_key=True)
    values: str


class PlanField(Record, table=True):
    """One of the settings of a joint plan that have to be agreed with the other department (000 一(四))."""

    __tablename__ = "plan_field"

    title: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)
    content: str


class PlanOverlap(Record, table=True):
    """How an overlap with another plan was settled: `adopt-result`, `upper-prevails`, `merged` or `kept`."""

    __tablename__ = "plan_overlap"

    other: str = Field(primary_key=True)
    other_title: str
    effect: str
    reason: str
    settled_at: str


class PlanLeft(Record, table=True):
    """A subject that leaves a plan because another plan covers it; `inspection` is whose result stands, if known."""

    __tablename__ = "plan_left"

    subject: str = Field(primary_key=True)
    other: str
    inspection: str = ""
    reference: str = ""


class UpperPlan(Record, table=True):
    """A plan of the upper level, in a dossier of its own; `unmatched` are names the register doesn't have."""

    __tablename__ = "upper_plan"

    title: str
    number: str
    issuer: str
    window_from: str
    window_until: str
    unmatched: str
    evidence: str
    closed_on: str = ""
    level: str = "upper"  # or `peer`: a plan of another department


class UpperPart(Record, table=True):
    """What an upper plan covers, by `what`: a `category`, a `subject` of its list, or (`stranger`) a name not ours."""

    __tablename__ = "upper_part"

    what: str = Field(primary_key=True)
    id: str = Field(primary_key=True)


class PlanWork(Record, table=True):
    """The work plan (工作方案) of a plan's task, as last written."""

    __tablename__ = "plan_work"

    process: str  # one step a line
    content: str
    window_from: str
    window_until: str
    principal: str
    staff: str
    experts: str
    priorities: str
    participants: str
    written_at: str
    version: int = Field(sa_type=BigInteger)


class PlanWorkRule(Record, table=True):
    """How one item of the plan is carried out: its implementing rules, how often, and when."""

    __tablename__ = "plan_work_rule"

    item: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)
    title: str
    rules: str
    frequency: str
    period: str


class JointList(Record, table=True):
    """A list of items for joint checks issued by a province or another level, in a dossier of its own."""

    __tablename__ = "joint_list"

    title: str
    edition: str
    issuer: str
    file: str
    loaded_at: str


class JointItem(Record, table=True):
    """An item of such a list; `own_item` is the id of ours that it stands for, if linked."""

    __tablename__ = "joint_item"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    field: str
    title: str
    subjects: str
    ratio: str
    initiator: str
    partners: str
    level: str
    own_item: str = ""
