"""What a plan's form gives, and the plan that comes of it by the profile: strata, items, number and printed table.

Drawing up and amending make the same of the same; entering it is `acts` and `draw.amending`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from inspector_desktop.errors import Refused
from inspector_desktop.plan.conditions import COLUMNS, REST, Condition
from inspector_desktop.plan.facts import PlanDrawnUp, PlannedCondition, PlannedField, PlannedItem, PlannedStratum
from inspector_desktop.plan.naming import JOINT, items_of, numbers_of, period_of, ratio_of
from inspector_desktop.plan.rules import DIRECTED, UNDIRECTED, names_months, refuse_place, unpublished
from inspector_desktop.plan.shares import Share, by_region, ppm_of, shares_of
from inspector_desktop.plan.store import PlanView, plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.form_store import form_of_item
from inspector_desktop.registry.rules import fit_for_draws
from inspector_desktop.registry.store import ItemView, items_on, jurisdictions_of
from inspector_desktop.wording import say

_WORDS = re.compile(r"[^\d、。\s]")  # what is neither a number nor a mark between items


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
class Draft:
    """What a person gave of a plan. `ratios` are in millionths, by category or class of one (`plan.shares`).

    `items` are the ids of the published items the task is about; none given: all those of its categories.
    """

    kind: str
    title: str
    task_title: str
    basis: str
    window_from: str
    window_until: str
    categories: tuple[str, ...]
    group_count: int = 0
    table: Table = field(default_factory=Table)
    ratios: Mapping[str, int] = field(default_factory=dict)
    draw_type: str = DIRECTED
    place: str = ""
    conditions: tuple[Condition, ...] = ()
    regional: bool = False
    items: frozenset[str] | None = None


def drawn_up(
    session: Session, *, bureau: str, profile: Profile, today: date, draft: Draft, own: PlanView | None = None
) -> PlanDrawnUp:
    """The plan a draft makes on a civil day; `own` is the plan it amends, whose numbers stay where none are given.

    Raises `Refused` as `acts.draw_up_plan` says, and for an item that is not one of its categories', or none left of
    one of them.
    """
    _refuse_draft(profile, draft)
    kind, given, chosen, day = draft.kind, draft.table, draft.categories, today.isoformat()
    asked = _conditions(draft.conditions, draft.draw_type)
    listed = items_on(session, bureau, max(draft.window_from, day))
    checked = _chosen(
        profile, {name: _published(profile, name, listed, day, draft.window_until) for name in chosen}, draft.items
    )
    planned = {
        one.id: PlannedItem(item=one.id, title=one.title, version=one.version, basis=one.basis, category=name)
        for name, found in checked.items()
        for one in found
    }
    by_law = ratios_by_law(checked)
    shares = shares_of(
        profile, chosen, given=draft.ratios, listed={name: found[0].ratio for name, found in checked.items()},
        by_law={name: ppm for name, (ppm, _) in by_law.items()},
    )  # fmt: skip
    if draft.regional:
        shares = by_region(shares, jurisdictions_of(session, bureau, chosen))
    strata = [
        PlannedStratum(
            stratum=one.stratum, category=one.category, credit=one.credit, title=_title(one), take=one.take,
            ratio_ppm=one.ratio_ppm, minimum=one.minimum, batches=one.batches, item=checked[one.category][0].id,
            items_count=min(profile.draw.items_count, len(checked[one.category])), region=one.region,
        )
        for one in shares
    ]  # fmt: skip
    number, task_number = _numbers(session, bureau, profile, draft, own)
    section = next(s for s in profile.sections if s.supervising)
    printed = {
        "ratio": _with_law(given.ratio or ratio_of(one.ratio_ppm for one in strata), profile, by_law),
        "scope": given.scope or scope_of(profile, chosen),
        "items": given.content or items_of(kind, [one.title for one in planned.values()]),
        "period": given.period or period_of(kind, draft.window_from, draft.window_until),
    }
    return PlanDrawnUp(
        kind=kind, title=draft.title, number=number, task_number=task_number, task_title=draft.task_title,
        draw_type=draft.draw_type, basis=draft.basis, section=section.id,
        window_from=draft.window_from, window_until=draft.window_until, group_size=profile.groups.size,
        group_count=draft.group_count, form=form_of_item(
            session, bureau, next(one for one in listed if one.id == strata[0].item),
            first=max(draft.window_from, day), last=draft.window_until,
        ),
        strata=tuple(strata), items=tuple(planned.values()), joint=_joint(profile, kind, given, printed),
        ratio_text=printed["ratio"], scope=printed["scope"], content=printed["items"], period_text=printed["period"],
        initiator=given.initiator or initiator_of(profile, kind), partners=given.partners,
        remark=given.remark, draw_place=draft.place, conditions=asked,
    )  # fmt: skip


def scope_of(profile: Profile, categories: Iterable[str]) -> str:
    """Whom a plan is about, as it is printed by rule."""
    return "、".join(profile.category(name).title for name in categories)


def initiator_of(profile: Profile, kind: str) -> str:
    """Who starts a plan by rule: the bureau where others join, else its supervising section."""
    return profile.bureau.name if kind == JOINT else next(s.title for s in profile.sections if s.supervising)


def draft_of(plan: PlanView, profile: Profile) -> Draft:
    """A plan as its form has it again: what stands as the rules would write it is left to them."""
    categories = tuple(dict.fromkeys(one.category for one in plan.strata))
    ratios = {one.stratum.rpartition("-r")[0] if one.region else one.stratum: one.ratio_ppm for one in plan.strata}
    kept = {
        "ratio": (plan.ratio_text, ratio_of(one.ratio_ppm for one in plan.strata)),
        "scope": (plan.scope, scope_of(profile, categories)),
        "content": (plan.content, plan.content if not own_words(plan) else ""),
        "initiator": (plan.initiator, initiator_of(profile, plan.kind)),
        "period": (plan.period_text, period_of(plan.kind, plan.window_from, plan.window_until)),
    }
    own = {key: text for key, (text, rule) in kept.items() if text != rule}
    return Draft(
        plan.kind, plan.title, plan.task_title, plan.basis, plan.window_from, plan.window_until, categories,
        plan.group_count,
        Table(
            number=plan.number, task_number=plan.task_number, partners=plan.partners, remark=plan.remark,
            joint=plan.joint, **own,
        ),
        ratios, plan.draw_type, plan.draw_place, plan.conditions, any(one.region for one in plan.strata),
        frozenset(one.item for one in plan.items),
    )  # fmt: skip


def own_words(plan: PlanView) -> bool:
    """Whether the printed cell of items says otherwise than the items that were chosen (002 附件2, 附件3)."""
    rest = plan.content
    for title in sorted((one.title for one in plan.items), key=len, reverse=True):
        if title not in rest:
            return True
        rest = rest.replace(title, "", 1)
    return _WORDS.search(rest) is not None


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


def _with_law(text: str, profile: Profile, by_law: Mapping[str, tuple[int, str]]) -> str:
    """The ratio as it is printed, and beside it what statutes fix."""
    told = "".join(
        say("plan-ratio-by-law", category=profile.category(name).title, ratio=ratio_of([ppm]), basis=basis)
        for name, (ppm, basis) in by_law.items()
    )
    return text if text.endswith(told) else text + told


def _refuse_draft(profile: Profile, draft: Draft) -> None:
    if draft.kind not in profile.plan.kinds:
        raise Refused("refused-plan-kind")
    if not draft.title.strip() or not draft.categories:
        raise Refused("refused-plan-incomplete")
    if draft.window_until < draft.window_from:
        raise Refused("refused-plan-window", first=draft.window_from, last=draft.window_until)
    refuse_place(profile, draft.kind, draft.place)
    some = len(draft.categories) < len(profile.categories)
    if draft.draw_type not in {DIRECTED, UNDIRECTED} or (draft.draw_type == UNDIRECTED and some):
        raise Refused("refused-plan-undirected")
    if draft.table.period and not names_months(draft.table.period):
        raise Refused("refused-plan-period")


def _numbers(session: Session, bureau: str, profile: Profile, draft: Draft, own: PlanView | None) -> tuple[str, str]:
    """Number and task number: as given, as they were, or by rule. A number once used is never used again."""
    taken = {one.number for one in plans(session, bureau) if own is None or one.dossier != own.dossier}
    if draft.table.number in taken:
        raise Refused("refused-plan-number", number=draft.table.number)
    if own is not None:
        number, task_number = own.number, own.task_number
    else:
        year = date.fromisoformat(draft.window_from).year
        number, task_number, _ = numbers_of(profile, draft.kind, year=year, taken=taken)
    return draft.table.number or number, draft.table.task_number or task_number


def _chosen(
    profile: Profile, checked: Mapping[str, tuple[ItemView, ...]], wanted: Collection[str] | None
) -> dict[str, tuple[ItemView, ...]]:
    """Of each category the items the task is about. Raises `Refused` for a stranger, and where none is left."""
    if wanted is None:
        return dict(checked)
    strangers = set(wanted) - {one.id for found in checked.values() for one in found}
    if strangers:
        raise Refused("refused-plan-items", items="、".join(sorted(strangers)))
    chosen = {name: tuple(one for one in found if one.id in wanted) for name, found in checked.items()}
    bare = [profile.category(name).title for name, found in chosen.items() if not found]
    if bare:
        raise Refused("refused-plan-items-none", categories="、".join(bare))
    return chosen


def _published(
    profile: Profile, category: str, listed: Iterable[ItemView], day: str, until: str
) -> tuple[ItemView, ...]:
    """The items of a category that may be drawn from a day until another, as they stand when its window begins.

    Raises `Refused` when there is none (54号). One that ends before the window does is left out, because a later check
    of it would have no ground; so is one that is not listed for random checks. The plan check says which (`checking`).
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
