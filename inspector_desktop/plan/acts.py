"""What the supervising section does with plans: draws them up from the profile, has them approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.plan.conditions import COLUMNS, REST, Condition
from inspector_desktop.plan.facts import (
    Adopted,
    OverlapSettled,
    PlanApproved,
    PlanDrawnUp,
    PlanFiled,
    PlannedCondition,
    PlannedField,
    PlannedItem,
    PlannedStratum,
    PlanPublished,
    UpperRecorded,
)
from inspector_desktop.plan.naming import JOINT, items_of, name_of, numbers_of, period_of, ratio_of
from inspector_desktop.plan.overlap import ADOPT, KEPT, UPPER
from inspector_desktop.plan.rules import DIRECTED, UNDIRECTED, names_months, refuse_place, unpublished
from inspector_desktop.plan.shares import Share, by_region, ppm_of, shares_of
from inspector_desktop.plan.store import get_plan, plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.approving import refuse_approver
from inspector_desktop.registry.codes import name_key, normalise_code
from inspector_desktop.registry.form_store import form_of_item
from inspector_desktop.registry.rules import fit_for_draws
from inspector_desktop.registry.store import ItemView, items, jurisdictions_of, subject_keys
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say


@dataclass(frozen=True)
class Table:
    """How a plan stands in the printed table where people want it otherwise than by rule; empty: by rule.

    `joint` holds the settings of a joint plan by the titles of the profile (`plan.joint_fields`).
    """

    number: str = ""
    task_number: str = ""
    ratio: str = ""
    scope: str = ""
    content: str = ""
    initiator: str = ""
    partners: str = ""
    period: str = ""
    remark: str = ""
    joint: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Proposal:
    """Number, name and task number a new plan gets by rule."""

    number: str
    title: str
    task_number: str


def draw_up_plan(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    profile: Profile,
    kind: str,
    title: str,
    task_title: str,
    basis: str,
    window_from: str,
    window_until: str,
    categories: Iterable[str],
    group_count: int = 0,
    table: Table | None = None,
    ratios: Mapping[str, int] | None = None,
    draw_type: str = DIRECTED,
    place: str = "",
    conditions: Sequence[Condition] = (),
    regional: bool = False,
) -> DossierId:
    """Draw up a plan with one task over categories of the profile; return its dossier.

    Each category is divided into strata as the profile has its ratios (`plan.shares`; `ratios` are those this plan
    sets, in millionths), and checked by the items published for it, or by some drawn from them; number and table are by
    rule where `table` is silent. Raises `Refused` without the role, for a kind the profile doesn't have, for a window
    that ends before it begins, without categories, for a ratio the profile does not allow, when a category has no
    published item (54号), for a number another plan has, for a joint plan that leaves open with whom it is held or one
    of its settings (000 一(四)), for an undirected plan over some categories only, for a place the profile does not
    leave open, for a time without months (002 附件2 备注 2), and for conditions of an undirected draw. `conditions`
    are those of a directed one (004 第十二条); `regional` divides each category by its 辖区.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    chosen = tuple(categories)
    given = table or Table()
    if kind not in profile.plan.kinds:
        raise Refused("refused-plan-kind")
    if not title.strip() or not chosen:
        raise Refused("refused-plan-incomplete")
    if window_until < window_from:
        raise Refused("refused-plan-window", first=window_from, last=window_until)
    refuse_place(profile, kind, place)
    if draw_type not in {DIRECTED, UNDIRECTED} or (draw_type == UNDIRECTED and len(chosen) < len(profile.categories)):
        raise Refused("refused-plan-undirected")
    asked = _conditions(conditions, draw_type)
    if given.period and not names_months(given.period):
        raise Refused("refused-plan-period")
    day = civil_date(clock.now()).isoformat()
    listed = items(session, desk.bureau)
    checked = {name: _published(profile, name, listed, day, window_until) for name in chosen}
    planned = {
        one.id: PlannedItem(item=one.id, title=one.title, version=one.version, basis=one.basis, category=name)
        for name, found in checked.items()
        for one in found
    }
    by_law = ratios_by_law(checked)
    shares = shares_of(
        profile, chosen, given=ratios or {}, listed={name: found[0].ratio for name, found in checked.items()},
        by_law={name: ppm for name, (ppm, _) in by_law.items()},
    )  # fmt: skip
    if regional:
        shares = by_region(shares, jurisdictions_of(session, desk.bureau, chosen))
    strata = [
        PlannedStratum(
            stratum=one.stratum, category=one.category, credit=one.credit, title=_title(one), take=one.take,
            ratio_ppm=one.ratio_ppm, minimum=one.minimum, batches=one.batches, item=checked[one.category][0].id,
            items_count=min(profile.draw.items_count, len(checked[one.category])), region=one.region,
        )
        for one in shares
    ]  # fmt: skip
    taken = {one.number for one in plans(session, desk.bureau)}
    number, task_number, _ = numbers_of(profile, kind, year=date.fromisoformat(window_from).year, taken=taken)
    if given.number in taken:
        raise Refused("refused-plan-number", number=given.number)
    own = next(s.title for s in profile.sections if s.supervising)
    printed = {
        "ratio": (given.ratio or ratio_of(one.ratio_ppm for one in strata)) + _law_told(profile, by_law),
        "scope": given.scope or "、".join(profile.category(name).title for name in chosen),
        "items": given.content or items_of(kind, [one.title for one in planned.values()]),
        "period": given.period or period_of(kind, window_from, window_until),
    }
    joint = _joint(profile, kind, given, printed)
    fact = PlanDrawnUp(
        kind=kind, title=title, number=given.number or number, task_number=given.task_number or task_number,
        task_title=task_title,
        draw_type=draw_type, basis=basis, section=next(s.id for s in profile.sections if s.supervising),
        window_from=window_from, window_until=window_until, group_size=profile.groups.size,
        group_count=group_count, form=form_of_item(
            session, desk.bureau, next(one for one in listed if one.id == strata[0].item),
            first=max(window_from, day), last=window_until,
        ),
        strata=tuple(strata), items=tuple(planned.values()), joint=joint,
        ratio_text=printed["ratio"], scope=printed["scope"], content=printed["items"], period_text=printed["period"],
        initiator=given.initiator or (profile.bureau.name if kind == JOINT else own), partners=given.partners,
        remark=given.remark, draw_place=place,
        conditions=asked,
    )  # fmt: skip
    return open_dossier(session, fact, kind="plan", desk=desk, clock=clock)


def ratios_by_law(checked: Mapping[str, Sequence[ItemView]]) -> dict[str, tuple[int, str]]:
    """By category the ratio a statute fixes for one of its items, in millionths, and the statute; of several the most.

    001 三(二): the frequency and ratio of laws and regulations come first. An item that names a statute and no ratio
    fixes none.
    """
    found: dict[str, tuple[int, str]] = {}
    for name, rows in checked.items():
        fixed = [(ppm, one.ratio_by_law) for one in rows if one.ratio_by_law and (ppm := ppm_of(one.ratio))]
        if fixed:
            found[name] = max(fixed)
    return found


def _law_told(profile: Profile, by_law: Mapping[str, tuple[int, str]]) -> str:
    """What is printed beside the ratio of what statutes fix."""
    return "".join(
        say("plan-ratio-by-law", category=profile.category(name).title, ratio=ratio_of([ppm]), basis=basis)
        for name, (ppm, basis) in by_law.items()
    )


def approve_plan(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, plan: str, by: str, on_paper: bool = False
) -> None:
    """Enter the approval of a plan.

    Raises `Refused` without the role, when it is approved already or has given way to an upper plan, and for an
    approver who may not approve plans by the profile's flow, such as who drew it up.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    state = get_plan(session, desk.bureau, plan).state
    if state == "approved":
        raise Refused("refused-plan-approved")
    if state == "superseded":
        raise Refused("refused-plan-superseded")
    if state == "merged":
        raise Refused("refused-plan-merged")
    if not by.strip():
        raise Refused("refused-plan-approver")
    refuse_approver(session, desk=desk, profile=profile, of="plan", name=by, dossier=plan)
    enter(session, PlanApproved(by=by, on_paper=on_paper), desk=desk, clock=clock, dossier=plan)


def propose(
    session: Session, *, bureau: str, profile: Profile, kind: str, window_from: str, partners: str = ""
) -> Proposal:
    """Number, name and task number by rule for a new plan of a kind whose window begins on a civil day."""
    year = date.fromisoformat(window_from).year
    taken = {one.number for one in plans(session, bureau)}
    number, task_number, running = numbers_of(profile, kind, year=year, taken=taken)
    return Proposal(number, name_of(profile, kind, year=year, number=running, partners=partners), task_number)


def file_plan(session: Session, *, desk: Desk, clock: Clock, plan: str, body: str, on: str) -> None:
    """Enter that a plan was filed (备案) with a body on a civil day.

    Raises `Refused` twice, without body, for a day to come, and once the plan is published.
    """
    view = get_plan(session, desk.bureau, plan)
    _office(desk, clock, on)
    if view.filed_at or view.made:
        raise Refused("refused-plan-filed")
    if not body.strip():
        raise Refused("refused-plan-filed-with")
    enter(session, PlanFiled(body=body.strip(), on=on), desk=desk, clock=clock, dossier=plan)


def publish_plan(session: Session, *, desk: Desk, clock: Clock, plan: str, where: str, on: str) -> None:
    """Enter that a plan was made public on a civil day.

    Raises `Refused` before its approval, twice (where else it is public is noted in the ledger), without a place, and
    for a day to come.
    """
    view = get_plan(session, desk.bureau, plan)
    _office(desk, clock, on)
    if view.state != "approved":
        raise Refused("refused-plan-publish-early")
    if view.made:
        raise Refused("refused-plan-published")
    if not where.strip():
        raise Refused("refused-plan-published-where")
    enter(session, PlanPublished(where=where.strip(), on=on), desk=desk, clock=clock, dossier=plan)


def record_upper_plan(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    title: str,
    number: str,
    issuer: str,
    window_from: str,
    window_until: str,
    categories: Iterable[str],
    listed: Iterable[str] = (),
    file: bytes = b"",
    level: str = "upper",
) -> DossierId:
    """Record a plan of the upper level, or (`level` is `peer`) of another department.

    `listed` names its subjects by code or name, `file` is kept as evidence (PDF).

    Raises `Refused` without the role, title or issuer, for a window in disorder, and when it covers nothing of ours.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    covered = tuple(categories)
    names = tuple(dict.fromkeys(one.strip() for one in listed if one.strip()))
    if not title.strip() or not issuer.strip() or not (covered or names):
        raise Refused("refused-upper-incomplete")
    if window_until < window_from:
        raise Refused("refused-plan-window", first=window_from, last=window_until)
    ids: dict[str, str] = {}
    for one, code, name in subject_keys(session, desk.bureau):
        ids[name_key(name)] = one
        if code:
            ids[normalise_code(code)] = one
    found = {name: ids.get(normalise_code(name)) or ids.get(name_key(name), "") for name in names}
    evidence = put_evidence(session, file, media_type="application/pdf", added_at=stamp(clock.now())) if file else ""
    fact = UpperRecorded(
        title=title.strip(), number=number.strip(), issuer=issuer.strip(), window_from=window_from,
        window_until=window_until, categories=covered, subjects=tuple(sorted({one for one in found.values() if one})),
        unmatched=tuple(name for name, one in found.items() if not one), evidence=str(evidence), level=level,
    )  # fmt: skip
    return open_dossier(session, fact, kind="plan", desk=desk, clock=clock)


def settle_overlap(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    plan: str,
    other: str,
    other_title: str,
    effect: str,
    subjects: Iterable[str] = (),
    reason: str = "",
    adopted: Iterable[Adopted] = (),
) -> None:
    """Settle an overlap: adopt the other's result (`adopted` cites it), give way to an upper plan, or check both.

    Raises `Refused` without the role, and when both are to be checked without a reason.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    get_plan(session, desk.bureau, plan)
    if effect not in {ADOPT, UPPER, KEPT} or (effect == KEPT and not reason.strip()):
        raise Refused("refused-overlap-reason")
    fact = OverlapSettled(
        other=other, other_title=other_title, effect=effect, reason=reason.strip(),
        subjects=() if effect == KEPT else tuple(sorted(set(subjects))),
        adopted=() if effect == KEPT else tuple(adopted),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=plan)


def _office(desk: Desk, clock: Clock, on: str) -> None:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    if not on or on > civil_date(clock.now()).isoformat():
        raise Refused("refused-plan-day")


def _published(
    profile: Profile, category: str, listed: Iterable[ItemView], day: str, until: str
) -> tuple[ItemView, ...]:
    """The items of a category that may be drawn from a day until another. Raises `Refused` when there is none (54号).

    One that ends before the window does is left out, because a later check of it would have no ground; so is one that
    is not listed for random checks. The plan check says which (`checking`).
    """
    own = [one for one in listed if one.subject_category == category]
    valid = [one for one in own if not unpublished([one], day) and not unpublished([one], max(day, until))]
    found = tuple(one for one in valid if fit_for_draws(one))
    if valid and not found:
        raise Refused("refused-items-not-random", items="、".join(one.title for one in valid))
    if not found:
        title = own[0].title if own else profile.category(category).title
        raise Refused("refused-item-unpublished", item=title, version=own[0].version if own else 0)
    return found


def _conditions(conditions: Sequence[Condition], draw_type: str) -> tuple[PlannedCondition, ...]:
    """The conditions that ask for anything. Raises `Refused` for one nobody knows, or for an undirected draw."""
    asked = tuple(one for one in conditions if one.values)
    if asked and draw_type == UNDIRECTED:
        raise Refused("refused-plan-undirected-conditions")
    if any(one.column not in COLUMNS.get(one.side, ()) for one in asked):
        raise Refused("refused-plan-condition")
    return tuple(PlannedCondition(side=one.side, column=one.column, values=one.values) for one in asked)


def _title(share: Share) -> str:
    title = say("plan-stratum-class", category=share.title, rank=share.credit_title) if share.credit else share.title
    if not share.region:
        return title
    region = say("plan-region-rest") if share.region == REST else share.region
    return say("plan-stratum-region", title=title, region=region)


def _joint(profile: Profile, kind: str, given: Table, printed: Mapping[str, str]) -> tuple[PlannedField, ...]:
    """The settings of a joint plan in the profile's order; those that are columns of the table come from it."""
    if kind != JOINT:
        return ()
    said = {say(f"plan-table-{key}"): text for key, text in printed.items()} | dict(given.joint)
    open_ones = [title for title in profile.plan.joint_fields if not said.get(title, "").strip()]
    if not given.partners.strip():
        raise Refused("refused-plan-partners")
    if open_ones:
        raise Refused("refused-plan-joint", fields="、".join(open_ones))
    return tuple(PlannedField(title=title, content=said[title].strip()) for title in profile.plan.joint_fields)
