"""The rules of one bureau, whole: every difference between bureaus stands here and nowhere in code.

A profile is read from a file by `loading`, carried in facts by `as_body` and `from_body`, and never changed in place.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol, TypeVar

from pydantic import PrivateAttr, model_validator

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.errors import Missing
from inspector_desktop.profile.base import Row
from inspector_desktop.profile.clocks import Deadline, Report
from inspector_desktop.profile.house import (
    MAIN_LINE,
    Approval,
    Bureau,
    Device,
    Flow,
    Point,
    Registers,
    Role,
    Section,
    Source,
    Step,
)  # fmt: skip
from inspector_desktop.profile.outcome import (
    Archive,
    Check,
    Disclosure,
    EntrySheet,
    Followups,
    Leads,
    Methods,
    Notice,
    Rectification,
    Results,
    Signature,
)  # fmt: skip
from inspector_desktop.profile.papers import Document, Documents, Numbers
from inspector_desktop.profile.selection import Category, Credit, Draw, Event, Frequency, Groups, Plan, Quota

CASE_SERIES = "case"


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_IdentifiedT = TypeVar("_IdentifiedT", bound=_Identified)


class Profile(Row):
    """The rules of one bureau. Unknown keys are refused; every group names its clause."""

    source: Source
    bureau: Bureau
    sections: tuple[Section, ...]
    roles: tuple[Role, ...]
    approval: Approval
    steps: tuple[Step, ...]
    registers: Registers
    categories: tuple[Category, ...]
    credit: Credit
    quota: Quota
    frequency: Frequency
    groups: Groups
    draw: Draw
    plan: Plan
    notice: Notice
    check: Check
    methods: Methods
    results: Results
    followups: Followups
    signature: Signature
    rectification: Rectification
    leads: Leads
    disclosure: Disclosure
    entry_sheet: EntrySheet
    deadlines: tuple[Deadline, ...]
    reports: tuple[Report, ...]
    documents: Documents
    numbers: Numbers
    device: Device
    archive: Archive
    points: tuple[Point, ...] = ()

    _earlier: tuple[tuple[str, Profile], ...] = PrivateAttr(())

    @model_validator(mode="after")
    def _holds_together(self) -> Profile:
        _each_once(self)
        _references_exist(self)
        if [step.id for step in self.steps] != [s for s in MAIN_LINE if s in {step.id for step in self.steps}]:
            raise ValueError("steps-order")
        if self.quota.by == "category" and any(c.ratio_ppm is None for c in self.categories):
            raise ValueError("ratio-per-category")
        if self.quota.by == "credit" and any(c.ratio_ppm is None for c in self.credit.classes):
            raise ValueError("ratio-per-class")
        return self

    @property
    def id(self) -> str:
        """The bureau's id, which is also the name of its file."""
        return self.bureau.id

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical body; two profiles with the same rules have the same digest."""
        return sha256_hex(canonical(self.as_body()))

    def as_body(self) -> dict[str, Any]:
        """Return the profile as strings, integers, lists and objects, fit for the body of a fact."""
        return self.model_dump(mode="json", exclude_none=True)

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> Profile:
        """Read back what `as_body` gave."""
        return cls.model_validate(body)

    def with_earlier(self, earlier: tuple[tuple[str, Profile], ...]) -> Profile:
        """Return these rules, remembering what held until each civil day of a change, ascending."""
        known = self.model_copy()
        known._earlier = earlier
        return known

    def on(self, day: date) -> Profile:
        """Return the rules that held on a civil day, as far as changes are known; a clock keeps those it began with."""
        return next((before for since, before in self._earlier if day.isoformat() < since), self)

    def deadline_on(self, deadline: str, day: date) -> Deadline | None:
        """Return a deadline as it stood on a civil day, or none where it did not exist yet."""
        return next((one for one in self.on(day).deadlines if one.id == deadline), None)

    @property
    def words(self) -> dict[str, str]:
        """What this bureau calls what every sentence speaks of, by the key of the usual word (`wording.speak`)."""
        titles = {one.id: one.title for one in self.roles}
        own = {f"house-{role}": titles[role] for role in ("supervising", "section-chief") if role in titles}
        return own | ({"house-platform": self.bureau.platform_short} if self.bureau.platform_short else {})

    @property
    def open_sections(self) -> tuple[Section, ...]:
        """The sections that were not closed."""
        return tuple(one for one in self.sections if not one.closed)

    def has_step(self, step: str) -> bool:
        """Tell whether this bureau's main line has the step."""
        return any(one.id == step for one in self.steps)

    def step(self, step: str) -> Step:
        """Return a step of the main line; raises `Missing`."""
        return _find(self.steps, step, "steps")

    def deadline(self, deadline: str) -> Deadline:
        """Return a deadline by its id, such as D01; raises `Missing`."""
        return _find(self.deadlines, deadline, "deadlines")

    def category(self, category: str) -> Category:
        """Return a category of subjects; raises `Missing`."""
        return _find(self.categories, category, "categories")

    def document(self, kind: str) -> Document:
        """Return a kind of paper; raises `Missing`."""
        return _find(self.documents.kinds, kind, "documents.kinds")

    def role(self, role: str) -> Role:
        """Return a role; raises `Missing`."""
        return _find(self.roles, role, "roles")

    def event(self, event: str = "") -> Event:
        """Return a kind of event of draws, without a name the default one; raises `Missing`."""
        return _find(self.draw.events, event or self.draw.default_event, "draw.events")

    def flow(self, of: str) -> Flow:
        """Return the levels a kind of decision passes; raises `Missing`."""
        for flow in self.approval.flows:
            if flow.of == of:
                return flow
        raise Missing("missing-profile-part", part="approval.flows", id=of)

    def series(self, kind: str) -> str:
        """Return the series the numbers of a kind of paper come from: its own, or the one of the whole case."""
        self.document(kind)
        return kind if self.documents.serial == "per-kind" else CASE_SERIES

    def number_text(self, kind: str, *, year: int, number: int) -> str:
        """Write a paper's number, such as （滑）气检记〔2026〕12号."""
        document = self.document(kind)
        if not document.numbered:
            raise Missing("missing-profile-series", title=document.title, bureau=self.bureau.name)
        pattern = document.number or self.documents.number
        return pattern.format(short=self.bureau.short, word=document.word, year=year, number=number)


def _find(rows: Iterable[_IdentifiedT], wanted: str, part: str) -> _IdentifiedT:
    for row in rows:
        if row.id == wanted:
            return row
    raise Missing("missing-profile-part", part=part, id=wanted)


def _tables(profile: Profile) -> dict[str, list[str]]:
    return {
        "sections": [row.id for row in profile.sections],
        "roles": [row.id for row in profile.roles],
        "steps": [row.id for row in profile.steps],
        "categories": [row.id for row in profile.categories],
        "credit.classes": [row.id for row in profile.credit.classes],
        "deadlines": [row.id for row in profile.deadlines],
        "reports": [row.id for row in profile.reports],
        "documents.kinds": [row.id for row in profile.documents.kinds],
        "results.codes": [row.id for row in profile.results.codes],
        "draw.events": [row.id for row in profile.draw.events],
        "approval.flows": [row.of for row in profile.approval.flows],
        "disclosure.places": [row.id for row in profile.disclosure.places],
        "disclosure.kinds": [row.id for row in profile.disclosure.kinds],
        "check.types": [row.id for row in profile.check.types],
    }


def _each_once(profile: Profile) -> None:
    for table, ids in _tables(profile).items():
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice is not None:
            raise ValueError(f"twice {table} {twice}")


def _references_exist(profile: Profile) -> None:
    known = _tables(profile)
    wanted: list[tuple[str, str, str]] = [
        ("credit.unassessed", "credit.classes", profile.credit.unassessed),
        ("draw.default_event", "draw.events", profile.draw.default_event),
        ("draw.release_by", "deadlines", profile.draw.release_by),
        ("registers.ready_by", "deadlines", profile.registers.ready_by),
        ("leads.deadline", "deadlines", profile.leads.deadline),
        ("results.clean", "results.codes", profile.results.clean),
        ("results.ordered", "results.codes", profile.results.ordered),
        ("results.pending", "results.codes", profile.results.pending),
        ("rectification.advice", "documents.kinds", profile.rectification.advice),
        ("rectification.order", "documents.kinds", profile.rectification.order),
        ("rectification.reinspection", "documents.kinds", profile.rectification.reinspection),
    ]
    wanted += [("notice.papers", "documents.kinds", one) for one in profile.notice.papers]
    wanted += [("archive.contents", "documents.kinds", one) for one in profile.archive.contents]
    wanted += [("disclosure.review", "documents.kinds", one) for one in profile.disclosure.review]
    wanted += [("reports.deadline", "deadlines", one.deadline) for one in profile.reports]
    wanted += [("steps.deadlines", "deadlines", one) for step in profile.steps for one in step.deadlines]
    wanted += [("disclosure.places", "deadlines", p.deadline) for p in profile.disclosure.places if p.deadline]
    wanted += [("disclosure.kinds", "deadlines", k.deadline) for k in profile.disclosure.kinds if k.deadline]
    if profile.check.types:
        wanted += [("leads.sources", "check.types", one.type) for one in profile.leads.sources]
    wanted += [("sections.parent", "sections", one.parent) for one in profile.sections if one.parent]
    wanted += [("approval.flows", "roles", one) for flow in profile.approval.flows for one in flow.levels]
    strata = "credit.classes" if profile.quota.by == "credit" else "categories"
    wanted += [("quota.top_up", strata, one) for one in profile.quota.top_up]
    wanted += [
        ("frequency.exceptions", "credit.classes", c) for one in profile.frequency.exceptions for c in one.credit
    ]
    wanted += [("frequency.caps", "categories", c.category) for c in profile.frequency.caps if c.category != "*"]
    for where, table, one in wanted:
        if one not in known[table]:
            raise ValueError(f"reference {where} {table} {one}")
