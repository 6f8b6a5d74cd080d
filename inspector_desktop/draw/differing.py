"""What a draw held elsewhere has otherwise than the plan and the rules would have it: shown before it is recorded.

The platform's draw is a fact and is recorded as it was; but more firms than were due, firms the caps keep out or groups
that lack a field are not silently taken over. Nothing is entered here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from inspector_desktop.draw.covering import cover_of
from inspector_desktop.draw.preparing import Prepared
from inspector_desktop.draw.releasing import related_among
from inspector_desktop.draw.roll import Roll, call_roll
from inspector_desktop.draw.rules import officer_out
from inspector_desktop.plan.more_store import has_work
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import OfficerView, SubjectView, officers
from inspector_desktop.wording import say

_JOINED = "、"


def differences(
    session: Session,
    *,
    plan: PlanView,
    profile: Profile,
    today: date,
    ready: Prepared,
    listed: Sequence[tuple[SubjectView, str, int]],
    groups: Sequence[Sequence[str]],
) -> tuple[str, ...]:
    """Sentences on all that differs, for subjects with their stratum and group (from 1); none when all is as due.

    Compared are how many of each stratum are due, who takes no part by which rule, the fields and areas each group
    needs, declared relations, and the work plan where the profile asks for one.
    """
    roll = call_roll(session, plan=plan, profile=profile, today=today)
    people = {one.id: one for one in officers(session, plan.bureau)}
    names = {one.id: one.name for one in people.values()} | {one.id: one.name for one in ready.guests}
    subjects = {one.id: one.name for one, _, _ in listed}
    teams = {one.id: tuple(groups[group - 1]) for one, _, group in listed}
    found = _counts(plan, profile, roll, [stratum for _, stratum, _ in listed])
    if profile.plan.work_plan_first and not has_work(session, plan):
        found.append(say("differs-work"))
    for one, _, _ in listed:
        rule = roll.rules[one.id] or ("" if one.id in roll else "condition")
        if rule:
            found.append(say("differs-rule", name=one.name, rule=say(f"draw-rule-{rule}")))
    for number, group in enumerate(groups, 1):
        own = [one for one, _, at in listed if at == number]
        found += _group(plan, profile, number, [people[one] for one in group if one in people], own, today)
    cover, areas = cover_of(
        profile, zip(roll.regions, roll.categories, strict=True), (*people.values(), *ready.guests)
    )  # fmt: skip
    guests = {one.id: one for one in ready.guests}
    for one, _, at in listed:
        word = areas.get((one.jurisdiction, one.category), "")
        members = [guests.get(person) or people[person] for person in groups[at - 1]]
        covered = cover.of(members)
        if word and word not in covered and "*" not in covered:
            found.append(say("differs-area", number=at, name=one.name, area=word))
    for officer, subject in related_among(session, plan.bureau, teams, day=today.isoformat()):
        found.append(say("differs-related", name=names.get(officer, officer), subject=subjects[subject]))
    return tuple(dict.fromkeys(found))


def _counts(plan: PlanView, profile: Profile, roll: Roll, strata: Sequence[str]) -> list[str]:
    recorded = Counter(strata)
    due = {one.stratum: one.taken for one in roll.quotas(plan, profile)}
    return [
        say("differs-count", title=one.title, due=due.get(one.stratum, 0), count=recorded[one.stratum])
        for one in plan.strata
        if recorded[one.stratum] != due.get(one.stratum, 0)
    ]


def _group(
    plan: PlanView, profile: Profile, number: int, group: Sequence[OfficerView], own: Sequence[SubjectView], today: date
) -> list[str]:
    fields = {field for one in group for field in one.fields.split(_JOINED) if field}
    needed = {category: profile.category(category).needs for category in dict.fromkeys(one.category for one in own)}
    found = [
        say("differs-skill", number=number, category=profile.category(category).title, skill=skill)
        for category, skills in needed.items()
        for skill in skills
        if skill not in fields
    ]
    if any(officer_out(one, today.isoformat(), plan.conditions) == "condition" for one in group):
        found.append(say("differs-condition", number=number))
    return found
