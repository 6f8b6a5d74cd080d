"""What a yearly plan is made from (002 二(二)): the risk mix of each category, who has its skills, whom to join with.

Only queries, for the form of a new plan; nothing is entered and nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func
from sqlmodel import Session, col, select

from inspector_desktop.ordering import natural
from inspector_desktop.plan.conditions import title_of
from inspector_desktop.plan.more_store import joint_lists
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.kept_rules import SUBJECT_KINDS
from inspector_desktop.registry.kept_store import jurisdictions_of, kept, libraries_of, tags_of
from inspector_desktop.registry.records import Subject
from inspector_desktop.registry.rules import fit_for_draws, may_be_checked, may_inspect
from inspector_desktop.registry.store import items, officers
from inspector_desktop.wording import say

_PARTNERS, _EXPERTS = "partners", "experts"


@dataclass(frozen=True)
class Inputs:
    """By category the subjects of each credit class in the profile's order, and officers with its skills; partners.

    `options` are the values a condition may take, by column, each with its words; `items` by category the id and title
    of those that may be drawn on that day.
    """

    mix: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    skilled: Mapping[str, int] = field(default_factory=dict)
    partners: tuple[str, ...] = ()
    options: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    items: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def line(self, category: str) -> str:
        """What a person planning a category should know of it."""
        parts = [say("inputs-class", title=title, count=count) for title, count in self.mix.get(category, ()) if count]
        told = [say("inputs-mix", classes="、".join(parts))] if parts else []
        if category in self.skilled:
            told.append(say("inputs-skilled", count=self.skilled[category]))
        return " · ".join(told)


def plan_inputs(session: Session, *, bureau: str, profile: Profile, day: str) -> Inputs:
    """Look at registers and lists on a civil day."""
    counted: dict[tuple[str, str], int] = {}
    known = {one.id for one in profile.credit.classes}
    for category, credit, count in session.exec(
        select(Subject.category, Subject.credit, func.count())
        .where(Subject.bureau == bureau)
        .group_by(col(Subject.category), col(Subject.credit))
    ).all():
        key = (category, credit if credit in known else "")
        counted[key] = counted.get(key, 0) + count
    classes = [(one.id, one.title) for one in profile.credit.classes] + [("", say("inputs-unassessed"))]
    able = [set(one.fields.split("、")) for one in officers(session, bureau) if not may_inspect(one, day)]
    return Inputs(
        mix={
            one.id: tuple((title, counted.get((one.id, credit), 0)) for credit, title in classes)
            for one in profile.categories
        },
        skilled={
            one.id: sum(bool(set(one.needs) & fields) for fields in able) for one in profile.categories if one.needs
        },
        partners=partners_of(session, bureau, profile, day=day),
        options=_options(session, bureau, profile),
        items=_items(session, bureau, profile, day),
    )


def _items(session: Session, bureau: str, profile: Profile, day: str) -> dict[str, tuple[tuple[str, str], ...]]:
    fit = [one for one in items(session, bureau) if may_be_checked(one, day) and fit_for_draws(one)]
    return {
        name.id: tuple((one.id, one.title) for one in fit if one.subject_category == name.id)
        for name in profile.categories
    }


def _options(session: Session, bureau: str, profile: Profile) -> dict[str, tuple[tuple[str, str], ...]]:
    """What stands in the registers, for the conditions of a directed draw."""
    team = officers(session, bureau)
    kinds = session.exec(select(Subject.kind).where(Subject.bureau == bureau, col(Subject.kind) != "").distinct()).all()
    found: dict[str, Iterable[str]] = {
        "jurisdiction": jurisdictions_of(session, bureau),
        "kind": [one for one in SUBJECT_KINDS if one in kinds],
        "tag": tags_of(session, bureau),
        "credit": [*(one.id for one in profile.credit.classes), ""],
        "library": libraries_of(session, bureau),
        "unit": sorted({one.unit for one in team if one.unit}, key=natural),
        "field": sorted({part for one in team for part in one.fields.split("、") if part}, key=natural),
        "area": sorted({part for one in team for part in one.areas.split("、") if part not in ("", "*")}, key=natural),
    }
    return {
        column: tuple((value, title_of(profile, column, value)) for value in values) for column, values in found.items()
    }


def partners_of(session: Session, bureau: str, profile: Profile, *, day: str) -> tuple[str, ...]:
    """Departments a check may be joined with: those of the register, of the profile, of the latest joint list."""
    names = [one.get("name") for one in kept(session, bureau, _PARTNERS) if one.holds_on(day)]
    names += profile.plan.joint_departments
    for found in joint_lists(session, bureau)[:1]:
        names += [part for one in found.entries for part in f"{one.initiator}、{one.partners}".split("、")]
    return tuple(dict.fromkeys(one for one in names if one))


def experts_of(session: Session, bureau: str, *, day: str) -> tuple[str, ...]:
    """The experts of the register who may be asked on a civil day."""
    return tuple(one.get("name") for one in kept(session, bureau, _EXPERTS) if one.holds_on(day))
