"""What a lead needs, how long it may take, and what a check that comes of it may look at. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from inspector_desktop.errors import Refused
from inspector_desktop.inspection.deadlines import Due, due
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.rules import may_be_checked, may_inspect
from inspector_desktop.registry.store import ItemView, OfficerView

RECEIVED, CHECKING, CLOSED = "received", "checking", "closed"
FOUNDED, PARTLY, UNFOUNDED, UNABLE, PASSED_ON, NO_CHECK = (
    "lead-founded", "lead-partly", "lead-unfounded", "lead-unable", "lead-passed-on", "lead-no-check",
)  # fmt: skip
CHECKED = (FOUNDED, PARTLY, UNFOUNDED, UNABLE)
"""Conclusions that rest on a check."""
CONCLUSIONS = (*CHECKED, PASSED_ON, NO_CHECK)
ANONYMOUS = "reply-anonymous"
REPLY_WAYS = ("reply-telephone", "reply-letter", "reply-in-person", "reply-platform", ANONYMOUS)
COMPLAINT = "lead-complaint"


@dataclass(frozen=True)
class Target:
    """Whom a lead is about: a row of the register (`subject`), or a name as it was told, with what is known."""

    name: str
    subject: str = ""
    code: str = ""
    category: str = ""
    address: str = ""
    principal: str = ""
    phone: str = ""


def check_target(target: Target) -> None:
    """Raise `Refused` for a target without a name."""
    if not target.name.strip():
        raise Refused("refused-lead-subject")


def items_open(listed: Iterable[ItemView], category: str, day: str) -> tuple[ItemView, ...]:
    """The items a check may look at on a civil day: published, in force, of the subject's category, with a table.

    Of a subject nobody has classed all published items are open, so that the officer chooses.
    """
    return tuple(
        one
        for one in (row.on(day) for row in listed)
        if may_be_checked(one, day) and one.form and (not category or one.subject_category == category)
    )


def check_items(chosen: Sequence[ItemView], day: str) -> None:
    """Raise `Refused` without items, and for one that is not published (54号: 未公布的事项不得检查)."""
    if not chosen:
        raise Refused("refused-lead-items")
    for one in chosen:
        if not may_be_checked(one, day):
            raise Refused("refused-item-unpublished", item=one.title, version=one.version)


def check_officers(
    team: Sequence[OfficerView], day: str, *, least: int, barred: Collection[str] = (), subject: str = ""
) -> None:
    """Raise `Refused` for fewer than `least` officers (行政处罚法 42), and for one who may not inspect that day.

    `barred` are those who declared a relation to the subject, which is named so: they stand back (行政处罚法 43).
    """
    if len({one.id for one in team}) < least:
        raise Refused("refused-lead-officers", count=len(team), least=least)
    for one in team:
        why = may_inspect(one, day)
        if why:
            raise Refused(f"refused-lead-{why}", name=one.name)
        if one.id in barred:
            raise Refused("refused-lead-related", name=one.name, subject=subject)


def due_of(profile: Profile, *, dossier: str, subject: str, received_on: date, today: date) -> Due | None:
    """The clock of a lead by the profile, from the day it came in; none where the profile's is no length."""
    clock = profile.deadline_on(profile.leads.deadline, received_on) or profile.deadline(profile.leads.deadline)
    if clock.length is None or clock.unit in {"hours", "date"}:
        return None
    return due(clock, received_on, today, dossier=dossier, subject=subject)
