"""Work plans, upper tasks finished, and lists of joint items: what the supervising section does beside the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.plan.inputs import experts_of
from inspector_desktop.plan.more_facts import (
    JointEntry,
    JointItemLinked,
    JointListLoaded,
    UpperClosed,
    UpperTied,
    WorkPlanWritten,
    WorkRule,
)
from inspector_desktop.plan.rules import refuse_window
from inspector_desktop.plan.store import PlanView, get_plan, upper_plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.codes import name_key
from inspector_desktop.registry.store import get_subject, items, items_on, officers
from inspector_desktop.wording import say

_LENGTHS = {"working-days", "calendar-days", "months", "hours"}


@dataclass(frozen=True)
class Work:
    """What a work plan says; `process` has one step a line, `rules` an entry for each item of the plan."""

    process: str
    content: str
    window_from: str
    window_until: str
    principal: str
    staff: str = ""
    experts: str = ""
    priorities: str = ""
    participants: str = ""
    rules: tuple[WorkRule, ...] = ()


def propose_work(session: Session, *, bureau: str, profile: Profile, plan: str) -> Work:
    """A work plan made from the task: steps and deadlines of the profile, items of the list, fields of the officers."""
    view = get_plan(session, bureau, plan)
    listed = {one.id: one for one in items_on(session, bureau, view.window_from)}
    own = [one for one in view.items if one.item in listed]
    needs = {name for part in view.strata for name in profile.category(part.category).needs}
    skilled = [one for one in officers(session, bureau) if needs & set(one.fields.split("、"))]
    staff = say("work-staff", size=view.group_size)
    if skilled:
        staff += say("work-staff-skilled", names="、".join(dict.fromkeys(one.name for one in skilled)))
    return Work(
        process="\n".join(_process(profile, view)),
        content="\n".join(listed[one.item].content or one.title for one in own) or view.content,
        window_from=view.window_from, window_until=view.window_until, principal="", staff=staff,
        experts=_experts(session, bureau, day=view.window_from) if profile.groups.experts else "",
        priorities="、".join(one.title for one in own if profile.category(one.category).key_items),
        participants="、".join(dict.fromkeys(one for one in (view.initiator, *view.partners.split("、")) if one)),
        rules=tuple(
            WorkRule(
                item=one.item, title=one.title, rules=_rules(listed[one.item].methods, listed[one.item].basis),
                frequency=listed[one.item].frequency, period=view.period_text,
            )
            for one in own
        ),
    )  # fmt: skip


def write_work_plan(session: Session, *, desk: Desk, clock: Clock, plan: str, work: Work) -> None:
    """Write the work plan of a plan's task, or write it anew.

    Raises `Refused` without process, content or principal (004 第十二条), for a period outside the plan's, and for an
    item without implementing rules (001 三(一)) or a frequency (001 五).
    """
    _supervising(desk)
    view = get_plan(session, desk.bureau, plan)
    if view.gone:
        raise Refused(f"refused-plan-{view.state}")
    if not (work.process.strip() and work.content.strip() and work.principal.strip()):
        raise Refused("refused-work-incomplete")
    refuse_window((work.window_from, work.window_until), (view.window_from, view.window_until))
    bare = [one.title for one in work.rules if not (one.rules.strip() and one.frequency.strip())]
    if bare or {one.item for one in view.items} - {one.item for one in work.rules}:
        missing = [one.title for one in view.items if one.item not in {rule.item for rule in work.rules}]
        raise Refused("refused-work-rules", items="、".join(bare or missing))
    fact = WorkPlanWritten(
        process=work.process.strip(), content=work.content.strip(), window_from=work.window_from,
        window_until=work.window_until, principal=work.principal.strip(), staff=work.staff.strip(),
        experts=work.experts.strip(), priorities=work.priorities.strip(), participants=work.participants.strip(),
        rules=work.rules,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=plan)


def close_upper(session: Session, *, desk: Desk, clock: Clock, upper: str, on: str) -> None:
    """Enter that the tasks of an upper plan are finished. Raises `Refused` for a day to come, or none."""
    _supervising(desk)
    if not on or on > civil_date(clock.now()).isoformat():
        raise Refused("refused-plan-day")
    enter(session, UpperClosed(on=on), desk=desk, clock=clock, dossier=upper)


def tie_upper(session: Session, *, desk: Desk, clock: Clock, upper: str, name: str, subject: str = "") -> None:
    """Say whom an open name of an upper plan's list means: one of our subjects, or (empty) none of them.

    Raises `Refused` without the role, and for a name that is not open; `Missing` for a subject we don't have.
    """
    _supervising(desk)
    known = next((one for one in upper_plans(session, desk.bureau) if one.dossier == upper), None)
    if known is None or name not in known.unmatched.split("、"):
        raise Refused("refused-upper-tied", name=name)
    if subject:
        get_subject(session, desk.bureau, subject)
    enter(session, UpperTied(name=name, subject=subject), desk=desk, clock=clock, dossier=upper)


def load_joint_list(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    title: str,
    edition: str,
    issuer: str,
    file: str,
    entries: Iterable[JointEntry],
) -> DossierId:
    """Load a list of items for joint checks; an entry of the same name as an item of ours is tied to it.

    Raises `Refused` without the role, title or entries.
    """
    _supervising(desk)
    rows = tuple(entries)
    if not title.strip() or not rows:
        raise Refused("refused-joint-list-empty", file=file)
    own = {name_key(one.title): one.id for one in items(session, desk.bureau)}
    tied = tuple(
        one if one.own_item else one.model_copy(update={"own_item": own.get(name_key(one.title), "")}) for one in rows
    )
    fact = JointListLoaded(title=title.strip(), edition=edition.strip(), issuer=issuer.strip(), file=file, entries=tied)
    return open_dossier(session, fact, kind="plan", desk=desk, clock=clock)


def link_joint_item(session: Session, *, desk: Desk, clock: Clock, joint_list: str, number: int, own_item: str) -> None:
    """Tie an entry of a list to an item of ours; empty unties it. Raises `Refused` for an item we don't have."""
    _supervising(desk)
    if own_item and own_item not in {one.id for one in items(session, desk.bureau)}:
        raise Refused("refused-joint-item")
    enter(session, JointItemLinked(number=number, own_item=own_item), desk=desk, clock=clock, dossier=joint_list)


def _process(profile: Profile, plan: PlanView) -> Sequence[str]:
    """The steps of the bureau under their titles, each with the deadlines the profile has for it."""
    place = plan.draw_place or str(getattr(profile.draw.place, plan.kind))
    lines = [say(f"work-step-draw-{place}", platform=profile.bureau.platform)]
    known = {one.id: one for one in profile.deadlines}
    for step in profile.steps:
        limits = [
            say(f"work-limit-{one.unit}", title=one.title, count=one.length or 0)
            for one in (known[name] for name in step.deadlines if name in known)
            if one.unit in _LENGTHS
        ]
        lines.append(say("work-step-by", step=step.title, limits="；".join(limits)) if limits else step.title)
    return lines


def _experts(session: Session, bureau: str, *, day: str) -> str:
    names = experts_of(session, bureau, day=day)
    return say("work-experts") + (say("work-experts-known", names="、".join(names)) if names else "")


def _rules(methods: str, basis: str) -> str:
    return say("work-rules", methods=methods, basis=basis) if basis else methods


def _supervising(desk: Desk) -> None:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
