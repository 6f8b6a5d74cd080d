"""What the supervising section does with plans: draws them up from the profile, has them approved."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.ids import DossierId
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.plan.facts import PlanApproved, PlanDrawnUp, PlannedItem, PlannedStratum
from inspector_desktop.plan.rules import code_of, unpublished
from inspector_desktop.plan.store import get_plan, plans
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import items


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
) -> DossierId:
    """Draw up a plan with one task over categories of the profile; return its dossier.

    Each category is checked by the item published for it. Raises `Refused` without the role, for a window that ends
    before it begins, without categories, and when a category has no published item (54号).
    """
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    chosen = tuple(categories)
    if not title.strip() or not chosen:
        raise Refused("refused-plan-incomplete")
    if window_until < window_from:
        raise Refused("refused-plan-window", first=window_from, last=window_until)
    day = civil_date(clock.now()).isoformat()
    listed = items(session, desk.bureau)
    strata, planned = [], {}
    for name in chosen:
        category = profile.category(name)
        item = next((one for one in listed if one.subject_category == name), None)
        if item is None or unpublished([item], day):
            raise Refused(
                "refused-item-unpublished",
                item=item.title if item else category.title,
                version=item.version if item else 0,
            )
        planned[item.id] = PlannedItem(item=item.id, title=item.title, version=item.version, basis=item.basis)
        strata.append(
            PlannedStratum(
                category=name, title=category.title, ratio_ppm=category.ratio_ppm or 0, minimum=category.minimum,
                item=item.id,
            )
        )  # fmt: skip
    year = civil(clock.now()).year
    number = 1 + sum(one.number.startswith(str(year)) for one in plans(session, desk.bureau))
    fact = PlanDrawnUp(
        kind=kind, title=title, number=code_of(profile.plan.code, year=year, number=number),
        task_number=code_of(profile.plan.task_code, year=year, number=1), task_title=task_title,
        draw_type="directed", basis=basis, section=next(s.id for s in profile.sections if s.supervising),
        window_from=window_from, window_until=window_until, group_size=profile.groups.size,
        group_count=group_count, form=next(one.form for one in listed if one.id == strata[0].item),
        strata=tuple(strata), items=tuple(planned.values()),
    )  # fmt: skip
    return open_dossier(session, fact, kind="plan", desk=desk, clock=clock)


def approve_plan(session: Session, *, desk: Desk, clock: Clock, plan: str, by: str, on_paper: bool = False) -> None:
    """Enter the approval of a plan. Raises `Refused` when it is approved already."""
    if get_plan(session, desk.bureau, plan).state == "approved":
        raise Refused("refused-plan-approved")
    if not by.strip():
        raise Refused("refused-plan-approver")
    enter(session, PlanApproved(by=by, on_paper=on_paper), desk=desk, clock=clock, dossier=plan)
