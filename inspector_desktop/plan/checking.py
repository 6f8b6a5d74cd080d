"""The plan check (计划检查): whether a plan embodies 双随机、一公开, aspect by aspect, and what to repair where.

000 一(六)4 wants it of all plans: listed items, random mode, a ratio, publicity. It stops nothing itself; what stops a
draw is `draw.readiness`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.plan.drafting import own_words
from inspector_desktop.plan.more_store import has_work as work_fits
from inspector_desktop.plan.more_store import missing_forms
from inspector_desktop.plan.naming import ratio_of
from inspector_desktop.plan.overlap import Overlap
from inspector_desktop.plan.rules import UNDIRECTED, names_months, places_open
from inspector_desktop.plan.shares import ppm_of
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.words import item_list
from inspector_desktop.registry.rules import fit_for_draws, may_be_checked
from inspector_desktop.registry.store import ItemView, items_on
from inspector_desktop.wording import say

GOOD, CARE, WRONG = "green", "amber", "red"


@dataclass(frozen=True)
class Aspect:
    """One aspect of a plan: its title, how it stands (`green`, `amber`, `red`), and what is so or to be repaired."""

    key: str
    tone: str
    text: str

    @property
    def title(self) -> str:
        """What is looked at."""
        return say(f"check-{self.key}")


def check_plan(
    session: Session, plan: PlanView, profile: Profile, *, day: str, overlaps: Iterable[Overlap] = ()
) -> tuple[Aspect, ...]:
    """Look at a plan on a civil day."""
    return aspects(
        plan, profile, listed=items_on(session, plan.bureau, day), day=day, overlaps=tuple(overlaps),
        has_work=work_fits(session, plan), formless=missing_forms(session, plan),
    )  # fmt: skip


def aspects(
    plan: PlanView,
    profile: Profile,
    *,
    listed: Iterable[ItemView],
    day: str,
    has_work: bool,
    formless: tuple[str, ...],
    overlaps: tuple[Overlap, ...] = (),
) -> tuple[Aspect, ...]:
    """The aspects in order; every one is there, sound or not. `formless` are titles of items without a form."""
    known = {one.id: one for one in listed}
    return (
        _items(plan, known, day, item_list(profile)),
        _mode(plan, profile),
        _share(plan, profile, known),
        _publicity(plan),
        _type(plan, profile),
        _period(plan),
        _forms(formless),
        _work(profile, has_work=has_work),
        _overlaps(overlaps),
    )


def _items(plan: PlanView, known: dict[str, ItemView], day: str, named: str) -> Aspect:
    gone = [
        one.title
        for one in plan.items
        if one.item not in known
        or not may_be_checked(known[one.item], day)
        or "" < known[one.item].on(plan.window_until).valid_until < plan.window_until
    ]
    if gone:
        return Aspect("items", WRONG, say("check-items-gone", items="、".join(gone)))
    unfit = [one.title for one in plan.items if not fit_for_draws(known[one.item])]
    if unfit:
        return Aspect("items", WRONG, say("check-items-unfit", items="、".join(unfit)))
    categories, planned = {one.category for one in plan.strata}, {one.item for one in plan.items}
    own = [one for one in known.values() if one.subject_category in categories and one.id not in planned]
    left = [say("check-item-unfit", item=one.title, reason=one.random_reason) for one in own if not fit_for_draws(one)]
    left += [
        say("check-item-ends", item=one.title, day=one.valid_until)
        for one in own
        if fit_for_draws(one) and may_be_checked(one, day) and not may_be_checked(one, max(day, plan.window_until))
    ]
    told = say("check-items-left", items="；".join(left)) if left else ""
    newer = [one.title for one in plan.items if known[one.item].version > one.version]
    if newer:
        return Aspect("items", CARE, say("check-items-newer", items="、".join(newer)) + told)
    if own_words(plan):
        return Aspect("items", CARE, say("check-items-words", items="、".join(one.title for one in plan.items)) + told)
    good = say("check-items-good", count=len(plan.items), list=named)
    return Aspect("items", GOOD, "。".join(filter(None, (good, told))))


def _mode(plan: PlanView, profile: Profile) -> Aspect:
    place = plan.draw_place or places_open(profile, plan.kind)[0]
    drawn = "、".join(say(f"check-drawn-{one}") for one in profile.draw.drawn)
    return Aspect("mode", GOOD, say(f"check-mode-{place}", drawn=drawn, platform=profile.bureau.platform))


def _share(plan: PlanView, profile: Profile, known: dict[str, ItemView]) -> Aspect:
    by_law: dict[str, tuple[int, ItemView]] = {}
    for one in plan.items:
        row = known.get(one.item)
        ppm = ppm_of(row.ratio) if row is not None and row.ratio_by_law else None
        if row is not None and ppm and ppm > by_law.get(row.subject_category, (0, row))[0]:
            by_law[row.subject_category] = ppm, row
    short = [one.title for one in plan.strata if one.ratio_ppm < by_law.get(one.category, (0,))[0]]
    if short:
        told = "、".join(row.ratio_by_law for _, row in by_law.values())
        return Aspect("share", WRONG, say("check-share-law", strata="、".join(short), basis=told))
    none = [one.title for one in plan.strata if not one.ratio_ppm and not one.credit]
    if none:
        return Aspect("share", WRONG, say("check-share-none", strata="、".join(none)))
    low = [one.title for one in plan.strata if not one.credit and one.ratio_ppm < profile.quota.floor_ppm]
    if low:
        floor = ratio_of([profile.quota.floor_ppm])
        return Aspect("share", WRONG, say("check-share-low", strata="、".join(low), floor=floor))
    return Aspect("share", GOOD, plan.ratio_text or ratio_of(one.ratio_ppm for one in plan.strata))


def _publicity(plan: PlanView) -> Aspect:
    if plan.public is not None:
        return Aspect("publicity", GOOD, say("standing-done", what=plan.public.place, on=plan.public.day))
    return Aspect("publicity", CARE, say("check-publicity-open"))


def _type(plan: PlanView, profile: Profile) -> Aspect:
    if plan.draw_type == UNDIRECTED:
        return Aspect("type", GOOD, say("check-type-undirected"))
    names = "、".join(dict.fromkeys(profile.category(one.category).title for one in plan.strata))
    return Aspect("type", GOOD, say("check-type-directed", categories=names))


def _period(plan: PlanView) -> Aspect:
    if names_months(plan.period_text):
        return Aspect("period", GOOD, plan.period_text)
    return Aspect("period", WRONG, say("check-period-open"))


def _forms(bare: tuple[str, ...]) -> Aspect:
    if bare:
        return Aspect("forms", WRONG, say("check-forms-missing", items="、".join(bare)))
    return Aspect("forms", GOOD, say("check-forms-good"))


def _work(profile: Profile, *, has_work: bool) -> Aspect:
    if has_work:
        return Aspect("work", GOOD, say("check-work-good"))
    first = profile.plan.work_plan_first
    return Aspect("work", WRONG if first else CARE, say("check-work-first" if first else "check-work-missing"))


def _overlaps(found: tuple[Overlap, ...]) -> Aspect:
    stopping = [one for one in found if one.stops]
    if stopping:
        return Aspect("overlaps", WRONG, say("check-overlaps-open", titles="、".join(one.title for one in stopping)))
    if found:
        return Aspect("overlaps", CARE, say("check-overlaps-joinable", titles="、".join(one.title for one in found)))
    return Aspect("overlaps", GOOD, say("check-overlaps-good"))
