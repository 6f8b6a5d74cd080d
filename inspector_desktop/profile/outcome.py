"""What comes of a check in the bureau's words: results, measures, signature, rectification, leads, publication."""

from __future__ import annotations

from typing import Literal

from inspector_desktop.profile.base import Code, Count, DeadlineId, Group, Named, Positive, Row, Switch, Text
from inspector_desktop.profile.house import StepId


class ResultCode(Named):
    """A result of an item. `unable`: the visit that leads to it; `outcome`: what it says of the subject."""

    outcome: Literal["clean", "problem", "unable", "obstructed", "other"]
    unable: tuple[Code, ...] = ()


class Results(Group):
    """The versioned list of results, and those the program proposes."""

    version: Text
    per_item: Switch
    clean: Code
    ordered: Code
    pending: Code
    codes: tuple[ResultCode, ...]


class Followup(Named):
    """A measure after the check."""

    needs_problem: Switch


class Followups(Group):
    """The versioned list of measures after a check."""

    version: Text
    measures: tuple[Followup, ...]


class Methods(Group):
    """How a check may be made (核查方式)."""

    version: Text
    remote_allowed: Switch
    ways: tuple[Named, ...]


class Signature(Group):
    """What stands for the unit's confirmation, and what is asked when it is not to be had."""

    pad: Switch
    seal: Switch
    branches: tuple[
        Literal["branch-principal", "branch-seal", "branch-on-site", "branch-refused", "branch-unavailable"], ...
    ]
    reason_required: Switch
    witness: Literal["asked", "required"]
    refusal_report: Switch
    officers_sign_last: Switch


class Notice(Group):
    """The notice before a check: which papers, what it must say, and which materials it asks to have ready at first."""

    before_check: Switch
    papers: tuple[Code, ...]
    on_site_service: Switch
    visit_code: Switch
    complaint_telephone: str
    materials: tuple[Text, ...] = ()


class CheckType(Named):
    """What kind of check it is in the bureau's words; only a `drawn` one counts as 双随机 (004 第八条)."""

    drawn: Switch


class Check(Group):
    """Conduct of the visit, and the types a check is told apart by: `directed`, `undirected`, `special` and so on."""

    certificates_shown: Switch
    persons_min: Positive
    published_items_only: Switch
    second_visit_when_absent: Switch
    types: tuple[CheckType, ...] = ()


class Rectification(Group):
    """Advice and order, the usual period in days, and where a refusal to mend leads."""

    advice: Code
    order: Code
    reinspection: Code
    hazard_list: Switch
    usual_days: Positive
    unmended: StepId


class LeadSource(Named):
    """Where a lead comes from, and the type of the check it leads to."""

    type: Code = "lead"


class Leads(Group):
    """Sources of leads; they never enter a draw."""

    sources: tuple[LeadSource, ...]
    enters_draw: Switch
    deadline: DeadlineId


class Column(Row):
    """A column: its key, the title people read, and whether it may leave the bureau."""

    key: Text
    title: Text
    public: Switch = True


class Place(Group):
    """A place where a result is entered or shown, and the clock that runs for it."""

    id: Code
    title: Text
    deadline: DeadlineId | None = None
    by: Literal["entry-sheet", "upload", "shared-by-platform", "site"]


class OpenKind(Group):
    """One kind of information that is made public (004 第六条), and the clock by which it has to be."""

    id: Literal["items", "plan", "draw", "process", "result"]
    title: Text
    deadline: DeadlineId | None = None


class ColumnTable(Group):
    """A table of columns in the order shown."""

    columns: tuple[Column, ...]


class Disclosure(Group):
    """Where results go, which columns, for how long, and what is held back."""

    review: tuple[Code, ...]
    withheld: tuple[Text, ...]
    term_years: Positive
    person_term_years: Positive
    withdraw_within_hours: Positive
    sections_named: Switch
    places: tuple[Place, ...]
    kinds: tuple[OpenKind, ...] = ()
    task: ColumnTable
    item: ColumnTable
    notice: ColumnTable


class EntrySheet(Group):
    """The platform's entry page: its fields in its own order."""

    platform: Text
    fields: tuple[Column, ...]


class Archive(Group):
    """How long files are kept, in years (0: for ever)."""

    years: Count
    recordings_years: Count
    contents: tuple[Code, ...]
