"""The rows of plans."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Plan(Record, table=True):
    """A plan and its one task. `state` is of `drawn-up`, `approved`."""

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


class PlanStratum(Record, table=True):
    """A category of subjects in a plan, with its ratio in millionths."""

    __tablename__ = "plan_stratum"

    category: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)
    title: str
    ratio_ppm: int = Field(sa_type=BigInteger)
    minimum: int = Field(sa_type=BigInteger)
    item: str  # id of the item checked on this category


class PlanItem(Record, table=True):
    """An item of the plan with its text and version as published."""

    __tablename__ = "plan_item"

    item: str = Field(primary_key=True)
    title: str
    version: int = Field(sa_type=BigInteger)
    basis: str
