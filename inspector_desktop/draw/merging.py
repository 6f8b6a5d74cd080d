"""Two plans become one task, and overlaps are settled with the result they refer to; both need to know of draws."""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date, moment
from inspector_desktop.draw.overlapping import open_overlaps
from inspector_desktop.draw.store import draw_of_plan, get_draw, inspections_of_draw, marks
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import checked_among
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.plan.acts import settle_overlap
from inspector_desktop.plan.drafting import own_words
from inspector_desktop.plan.facts import Adopted, OverlapSettled, PlannedItem, PlannedStratum
from inspector_desktop.plan.more_facts import PlanMergedIn
from inspector_desktop.plan.naming import JOINT, MAIN, SUPPLEMENTARY, items_of, period_of, ratio_of
from inspector_desktop.plan.overlap import ADOPT, MERGE, UPPER
from inspector_desktop.plan.store import PlanView, get_plan, upper_plans
from inspector_desktop.wording import say


def merge_plans(session: Session, *, desk: Desk, clock: Clock, plan: str, other: str) -> None:
    """Take another plan into one: its categories, items and sections join; what was approved is approved again.

    A firm is then visited once for the items of both (002 二(二) 能联尽联). Of a category both have, the higher ratio
    stands; of a main and a supplementary plan the main one. Raises `Refused` without the role, for a joint plan and one
    that is not, once either has a draw, and for one that is gone.
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    one, two = get_plan(session, desk.bureau, plan), get_plan(session, desk.bureau, other)
    if (one.kind, two.kind) == (SUPPLEMENTARY, MAIN):
        plan, other, one, two = other, plan, two, one
    if plan == other or (one.kind == JOINT) != (two.kind == JOINT) or one.gone or two.gone:
        raise Refused("refused-merge-kinds")
    if any(draw_of_plan(session, desk.bureau, name) is not None for name in (plan, other)):
        raise Refused("refused-merge-drawn")
    window = min(one.window_from, two.window_from), max(one.window_until, two.window_until)
    strata = _strata(one, two)
    known = {part.item for part in one.items}
    added = tuple(part for part in two.items if part.item not in known)
    fact = PlanMergedIn(
        other=other, other_title=two.title, window_from=window[0], window_until=window[1],
        strata=strata,
        items=tuple(
            PlannedItem(item=it.item, title=it.title, version=it.version, basis=it.basis, category=it.category)
            for it in added
        ),
        content=_joined(one.content, two.content)
        if own_words(one) or own_words(two)
        else items_of(one.kind, [it.title for it in (*one.items, *added)]),
        scope=_joined(one.scope, two.scope),
        ratio_text=_joined(one.ratio_text, two.ratio_text)
        if one.ratio_text != ratio_of(part.ratio_ppm for part in one.strata)
        else ratio_of(_ratios(one, strata)),
        partners=_joined(one.partners, two.partners, two.initiator if two.initiator != one.initiator else ""),
        period_text=period_of(one.kind, *window),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=plan)
    gone = OverlapSettled(other=plan, other_title=one.title, effect=MERGE, reason="", subjects=())
    enter(session, gone, desk=desk, clock=clock, dossier=other)


def settle_with_reference(
    session: Session, *, desk: Desk, clock: Clock, plan: str, other: str, effect: str, reason: str = ""
) -> None:
    """Settle an open overlap as `plan.acts.settle_overlap` does, and cite whose result stands for each subject.

    Raises `Refused` as that does, and when the overlap is no longer open.
    """
    view = get_plan(session, desk.bureau, plan)
    found = next((one for one in open_overlaps(session, view) if one.other == other and one.stops), None)
    if found is None:
        raise Refused("refused-overlap-settled")
    subjects = () if found.whole else found.subjects
    cited: tuple[Adopted, ...] = ()
    known = next((one for one in upper_plans(session, desk.bureau) if one.dossier == other), None)
    if effect == ADOPT and known is None:
        cited = _results(session, desk.bureau, other, subjects)
    elif effect in {ADOPT, UPPER} and known is not None:
        text = say("overlap-cited-upper", issuer=known.issuer, title=known.title, number=known.number)
        cited = tuple(Adopted(subject=one, reference=text) for one in subjects)
    settle_overlap(
        session, desk=desk, clock=clock, plan=plan, other=other, other_title=found.title, effect=effect,
        subjects=subjects, reason=reason, adopted=cited,
    )  # fmt: skip


def _results(session: Session, bureau: str, other: str, subjects: tuple[str, ...]) -> tuple[Adopted, ...]:
    """For each subject the inspection of the other plan, and where it stands today."""
    inspected: dict[str, str] = {}
    checked: dict[str, str] = {}
    for mark in marks(session, bureau):
        if mark.plan == other and mark.state != "void":
            inspected |= {one.subject: one.inspection for one in get_draw(session, bureau, mark.dossier).drawn}
            checked |= checked_among(session, bureau, inspections_of_draw(bureau, mark.dossier))
    plan = get_plan(session, bureau, other)
    made = []
    for subject in subjects:
        inspection = inspected.get(subject, "")
        text = say("overlap-cited-waiting", title=plan.title, number=plan.number)
        if done := checked.get(inspection, ""):
            text = say(
                "overlap-cited-done", title=plan.title, number=plan.number, on=civil_date(moment(done)).isoformat()
            )
        made.append(Adopted(subject=subject, inspection=inspection, reference=text))
    return tuple(made)


def _strata(one: PlanView, two: PlanView) -> tuple[PlannedStratum, ...]:
    """The other's strata that are new, or whose ratio is higher; of a category divided otherwise ours stand."""
    own = {part.stratum: part for part in one.strata}
    categories = {part.category for part in one.strata}
    made = []
    for part in two.strata:
        mine = own.get(part.stratum)
        if (mine is None and part.category in categories) or (mine is not None and mine.ratio_ppm >= part.ratio_ppm):
            continue
        made.append(
            PlannedStratum(
                stratum=part.stratum, category=part.category, credit=part.credit, title=part.title, take=part.take,
                ratio_ppm=part.ratio_ppm, minimum=max(part.minimum, mine.minimum if mine else 0),
                batches=part.batches, item=mine.item if mine else part.item, items_count=part.items_count,
                region=part.region,
            )
        )  # fmt: skip
    return tuple(made)


def _ratios(one: PlanView, strata: tuple[PlannedStratum, ...]) -> list[int]:
    taken = {part.stratum: part.ratio_ppm for part in one.strata} | {part.stratum: part.ratio_ppm for part in strata}
    return list(taken.values())


def _joined(*texts: str) -> str:
    return "、".join(dict.fromkeys(part for text in texts for part in text.split("、") if part))
