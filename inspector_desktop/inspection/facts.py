"""What may be entered about an inspection as a whole, and about numbers of papers."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from inspector_desktop.inspection.records import (
    Inspection,
    InspectionCompanion,
    InspectionItem,
    InspectionOfficer,
    Milestone,
    NumberBlock,
    Paper,
    ReservedNumber,
    UsedNumber,
)
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head


class Part(BaseModel):
    """A value inside a fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AssignedOfficer(Part):
    """An officer as the register had him: 执法证号 and its last valid day; `department` if he is a guest of another."""

    officer: str
    name: str
    certificate: str
    valid_until: str
    department: str = ""


class AssignedCompanion(Part):
    """Somebody who goes along: `kind` expert or assistant, `how` random (by the draw's digits) or named."""

    name: str
    kind: str
    unit: str = ""
    field: str = ""
    how: str = "named"


class AssignedItem(Part):
    """An item of the published list, with the version that counts for this inspection."""

    item: str
    title: str
    version: int
    basis: str
    department: str = ""  # of a joint check, who checks it; empty: this bureau
    form: str = ""  # the check table of this item; empty: that of the inspection


class IssuedPaper(Part):
    """A paper as issued: its number, its PDF as evidence, the digest of its canonical fields, and its code."""

    kind: str
    number: str
    title: str
    blob: str
    fields_digest: str
    code: str


class InspectionAssigned(Fact):
    """An inspection was released to its team; the first fact of its dossier."""

    KIND: ClassVar[str] = "inspection.assigned"

    title: str
    check_kind: str
    way: str
    plan_number: str
    plan_title: str
    task_number: str
    task_title: str
    draw_type: str
    draw: str
    subject: str
    subject_name: str
    subject_code: str
    category: str
    category_title: str
    address: str
    principal: str
    phone: str
    window_from: str
    window_until: str
    form: str
    batch: int = 1
    officers: tuple[AssignedOfficer, ...]
    items: tuple[AssignedItem, ...]
    companions: tuple[AssignedCompanion, ...] = ()
    lead: str = ""
    lead_source: str = ""
    exempt: str = ""
    mode: str = "on-site"

    def apply(self, session: Session, head: Head) -> None:
        place: dict[str, Any] = {"bureau": head.bureau, "dossier": head.dossier}
        plain = self.model_dump(exclude={"officers", "items", "companions"})
        session.add(Inspection(**place, **plain, assigned_at=head.occurred_at))
        for number, officer in enumerate(self.officers, 1):
            session.add(InspectionOfficer(**place, place=number, **officer.model_dump()))
        for number, item in enumerate(self.items, 1):
            session.add(InspectionItem(**place, place=number, **item.model_dump()))
        for number, companion in enumerate(self.companions, 1):
            session.add(InspectionCompanion(**place, place=number, **companion.model_dump()))


class PaperVoided(Fact):
    """A paper was declared void, with the reason; its number stays used."""

    KIND: ClassVar[str] = "inspection.paper-voided"

    paper: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        paper = session.get(Paper, (head.bureau, head.dossier, self.paper))
        if paper is not None:
            paper.state, paper.note = "paper-void", self.reason
            session.add(paper)


class NumberReserved(Fact):
    """A number was set aside for a paper of this inspection, before the paper is issued or for filling in by hand."""

    KIND: ClassVar[str] = "inspection.number-reserved"

    kind: str
    number: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            ReservedNumber(bureau=head.bureau, dossier=head.dossier, kind=self.kind, number=self.number, used=False)
        )


class NumbersAllotted(Fact):
    """Headquarters allotted a block of numbers to this device (`answer` is its signed answer)."""

    KIND: ClassVar[str] = "numbers.block-allotted"

    series: str
    year: int
    first: int
    last: int
    answer: str

    def apply(self, session: Session, head: Head) -> None:
        session.add(
            NumberBlock(
                bureau=head.bureau, dossier=head.dossier,
                series=self.series, year=self.year, first=self.first, last=self.last,
            )
        )  # fmt: skip


class NumberUsed(Fact):
    """A number was given to a paper of an inspection; `told_by` told it by telephone when the blocks were used up."""

    KIND: ClassVar[str] = "numbers.used"

    series: str
    year: int
    number: int
    text: str
    inspection: str
    told_by: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.add(
            UsedNumber(
                bureau=head.bureau, dossier=head.dossier, series=self.series, year=self.year,
                number=self.number, text=self.text, inspection=self.inspection, state="used", reason=self.told_by,
            )
        )  # fmt: skip


class NumberClosed(Fact):
    """A number was closed with a reason: spoiled, or told somebody by telephone who enters it on his own device."""

    KIND: ClassVar[str] = "numbers.closed"

    series: str
    year: int
    number: int
    text: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            UsedNumber(
                bureau=head.bureau, dossier=head.dossier, series=self.series, year=self.year,
                number=self.number, text=self.text, inspection="", state="void", reason=self.reason,
            )
        )  # fmt: skip


def reach(session: Session, head: Head, step: str, *, done: bool = True, note: str = "") -> None:
    """Note that a step of this inspection was begun or done (called by the facts of that step)."""
    row = session.get(Milestone, (head.bureau, head.dossier, step))
    if row is None:
        row = Milestone(bureau=head.bureau, dossier=head.dossier, step=step, begun_at=head.occurred_at)
    row.done_at = head.occurred_at if done else ""
    row.note = note
    session.add(row)


def file_paper(session: Session, head: Head, paper: IssuedPaper, *, state: str = "paper-final") -> None:
    """File an issued paper in this inspection (called by the fact that issued it); its reserved number is used up."""
    reserved = session.get(ReservedNumber, (head.bureau, head.dossier, paper.kind))
    if reserved is not None and reserved.number == paper.number:
        reserved.used = True
        session.add(reserved)
    session.add(
        Paper(
            bureau=head.bureau, dossier=head.dossier, id=f"{head.id}-{paper.kind}", place=head.number,
            issued_at=head.occurred_at, state=state, **paper.model_dump(),
        )
    )  # fmt: skip
