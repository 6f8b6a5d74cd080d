"""Overlaps of a plan as registers and draws stand: the rules are `plan.overlap`, the rows come from here."""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.draw.store import draws
from inspector_desktop.plan.overlap import Overlap, overlaps, unsettled
from inspector_desktop.plan.store import PlanView, plans, upper_plans
from inspector_desktop.registry.store import subject_ids


def open_overlaps(session: Session, plan: PlanView) -> tuple[Overlap, ...]:
    """Overlaps of a plan nobody has settled yet, upper plans first."""
    if plan.gone:
        return ()
    upper = upper_plans(session, plan.bureau)
    others = [one for one in plans(session, plan.bureau) if one.dossier != plan.dossier]
    drawn: dict[str, set[str]] = {}
    for draw in draws(session, plan.bureau):
        if draw.state != "void":
            drawn.setdefault(draw.plan, set()).update(one.subject for one in draw.drawn)
    if not upper and not others:
        return ()
    members = {
        name: subject_ids(session, plan.bureau, category=name)
        for name in dict.fromkeys(one.category for one in plan.strata)
    }
    return unsettled(plan, overlaps(plan, others=others, upper=upper, drawn=drawn, members=members))
