"""Which subjects two plans would both have checked in the same time, and what may be done about it. Pure.

000 一(六)1: what a joint check covers isn't checked again, its result is adopted; 000 一(六)4: where an upper plan
covers the same, it prevails. 002 二(二): what can be joined is joined: two plans of ours over the same categories, of
which neither has drawn, become one, which visits a firm once; before a joint one the plans of ours alone wait, so that
its result can be adopted. Who is drawn for other items is told as well: both are checked in one visit. Here the overlap
is found and a way proposed; people settle it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from inspector_desktop.plan.naming import JOINT
from inspector_desktop.plan.store import PlanView, UpperView

ADOPT, UPPER, MERGE, KEPT = "adopt-result", "upper-prevails", "merged", "kept"
JOINT_FIRST, OWN_FIRST, TOGETHER = "joint-first", "own-first", "together"
"""Proposals that stop nothing: draw the other plan, a joint one, first; this joint one first; check in one visit."""


@dataclass(frozen=True)
class Overlap:
    """Another plan that covers the same: which categories, which subjects by id, when, and what is proposed.

    `whole` says that the other plan covers every category of ours without naming subjects.
    """

    other: str
    title: str
    number: str
    upper: bool
    categories: tuple[str, ...]
    items: tuple[str, ...]
    subjects: tuple[str, ...]
    window_from: str
    window_until: str
    proposal: str
    whole: bool = False

    @property
    def stops(self) -> bool:
        """Whether the plan may not be drawn before this is settled: somebody would be visited twice."""
        return self.proposal in {ADOPT, UPPER}


def meeting(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str] | None:
    """The civil days two windows share, first and last included, or none."""
    start, end = max(first[0], second[0]), min(first[1], second[1])
    return (start, end) if start <= end else None


def overlaps(
    plan: PlanView,
    *,
    others: Iterable[PlanView],
    upper: Iterable[UpperView],
    drawn: Mapping[str, Collection[str]],
    members: Mapping[str, Collection[str]],
) -> tuple[Overlap, ...]:
    """Overlaps of a plan, upper plans first.

    `drawn` has the subjects already drawn by plan (an empty set: a draw under way), `members` those of the register by
    category. An own plan counts by what it has drawn: before its draw it takes nobody, and can be merged with this one,
    or, where one of both is joint, drawn after it.
    """
    own = {one.category for one in plan.strata}
    mine = {subject for category in own for subject in members.get(category, ())}
    window = (plan.window_from, plan.window_until)
    found: list[Overlap] = []
    for one in upper:
        shared = meeting(window, (one.window_from, one.window_until))
        categories = tuple(sorted(own & set(one.categories)))
        subjects = mine & set(one.subjects)
        if one.categories and one.subjects:
            subjects &= {subject for category in categories for subject in members.get(category, ())}
        if shared is None or not (subjects or (categories and not one.subjects)):
            continue
        if not one.subjects:
            whole = set(categories) == own and one.level == "upper"
            covered = {subject for category in categories for subject in members.get(category, ())}
            named = () if whole else tuple(sorted(covered))
        else:
            whole, named = False, tuple(sorted(subjects))
        found.append(
            Overlap(
                one.dossier,
                one.title,
                one.number,
                one.level == "upper",
                categories,
                (),
                named,
                *shared,
                proposal=UPPER if one.level == "upper" else ADOPT,
                whole=whole,
            )
        )
    titles = {one.item: one.title for one in plan.items}
    for other in others:
        shared = meeting(window, (other.window_from, other.window_until))
        if other.dossier == plan.dossier or other.gone or shared is None:
            continue
        taken = tuple(sorted(mine & set(drawn.get(other.dossier, ()))))
        same = tuple(titles[one.item] for one in other.items if one.item in titles)
        categories = tuple(sorted(own & {one.category for one in other.strata}))
        waiting = plan.dossier not in drawn and other.dossier not in drawn and bool(categories)
        proposal = _waiting(plan, other) if waiting else ADOPT if same else TOGETHER
        if waiting or taken:
            found.append(
                Overlap(
                    other.dossier, other.title, other.number, False, categories, same, () if waiting else taken,
                    *shared, proposal=proposal,
                )
            )  # fmt: skip
    return tuple(found)


def _waiting(plan: PlanView, other: PlanView) -> str:
    """What is proposed of two plans of which neither has drawn."""
    if (plan.kind == JOINT) == (other.kind == JOINT):
        return MERGE
    return JOINT_FIRST if other.kind == JOINT else OWN_FIRST


def unsettled(plan: PlanView, found: Iterable[Overlap]) -> tuple[Overlap, ...]:
    """Those nobody has settled yet."""
    done = {one.other for one in plan.settled}
    return tuple(one for one in found if one.other not in done)
