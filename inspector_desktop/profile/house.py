"""Who the bureau is: its names, sections, roles, ways of approval, the steps it shows, its devices and registers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from inspector_desktop.profile.base import Code, Count, Day, DeadlineId, Group, Positive, Region, Switch, Text

StepId = Literal[
    "authorised", "notice", "check", "signature", "report", "approval", "feedback", "disclosure", "archive",
    "order", "reinspection", "closed", "handling",
]  # fmt: skip
RoleId = Literal["officer", "section-chief", "deputy-head", "head", "supervising", "companion"]
MAIN_LINE: tuple[StepId, ...] = (
    "authorised", "notice", "check", "signature", "report", "approval", "feedback", "disclosure", "archive",
)  # fmt: skip


class Source(Group):
    """The document this profile was read from."""

    id: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
    title: Text
    edition: Text
    format: Literal[1]


class Point(Group):
    """A point on which the source contradicts itself or is silent: what was chosen, why, and the rules it concerns."""

    id: Annotated[str, StringConstraints(pattern=r"^\d{1,2}$")]
    title: Text
    chosen: Text
    why: Text
    rules: tuple[Text, ...]


class Bureau(Group):
    """Names and addresses of the bureau; `draw_id` is its ID in transcripts of draws.

    `platform_short` is what people call the platform in a sentence, where it is no provincial one.
    """

    id: Code
    name: Text
    short: Text
    short_mark: Text
    field: Literal["meteorology", "civil-defence", "emergency"]
    region: Region
    draw_id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z][0-9A-Z.-]{0,63}$")]
    government: Text
    upper: Text
    review_body: Text
    court: Text
    platform: Text
    platform_short: Text | None = None
    portal: Text


class Section(Group):
    """A section (股室); registers are shelves, one per kind and section.

    `parent` is the section it belongs to, `head` who leads it where no register says so, `former` are names it had
    before, `closed` the civil day it was given up.
    """

    id: Code
    title: Text
    supervising: Switch
    registers: tuple[Literal["items", "subjects", "officers"], ...]
    parent: Code | None = None
    head: Text | None = None
    former: tuple[Text, ...] = ()
    closed: Day | None = None


class Role(Group):
    """A role, the bureau's own title for it, and whether its holder counts as an inspecting officer."""

    id: RoleId
    title: Text
    counts_as_officer: Switch


class Flow(Group):
    """The levels one kind of decision passes, in order; the last one decides."""

    of: Literal[
        "inspection", "result", "plan", "draw-void", "substitution", "recusal", "extension", "disclosure",
        "handling", "targeted", "adopted-result",
    ]  # fmt: skip
    levels: tuple[RoleId, ...]
    may_be_late: Switch


class Approval(Group):
    """What holds for every approval, and the flows."""

    own_inspection: Literal["pass-to-deputy", "allowed"]
    delegation_max_days: Count
    handwritten: Switch
    flows: tuple[Flow, ...]


class Step(Group):
    """A step of the main line this bureau has, under its own title, with the deadlines that end in it."""

    id: StepId
    title: Text
    deadlines: tuple[DeadlineId, ...] = ()


class Device(Group):
    """How long a laptop works without headquarters, in days, and what the clock may be off, in minutes."""

    lease_days: Positive
    clock_skew_minutes: Positive
    save_sheet_minutes: Positive


class Registers(Group):
    """Duties on the three registers (一单两库) before they may be used; `item_list` is the name of the first."""

    assess_credit_first: Switch
    mark_officer_fields: Switch
    published_first: Switch = False  # a draw waits until both lists were made public (000 一(三)1)
    ready_by: DeadlineId
    item_list: Text | None = None
    officer_columns: tuple[Text, ...]
    item_columns: tuple[Text, ...]
    subject_columns: tuple[Text, ...]
