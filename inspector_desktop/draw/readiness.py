"""Whether a plan may be drawn: no overlap left open, a check table for each item, upper tasks finished first.

Plans know nothing of draws; what needs both stands here. The checks that a draw itself needs are in `acts`.
"""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.draw.overlapping import open_overlaps
from inspector_desktop.errors import Refused
from inspector_desktop.plan.more_store import has_work, missing_forms, open_upper
from inspector_desktop.plan.naming import SUPPLEMENTARY
from inspector_desktop.plan.rules import refuse_out_of_force
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.rules import fit_for_draws
from inspector_desktop.registry.store import items_on, shelves
from inspector_desktop.wording import say


def refuse_unready(session: Session, plan: PlanView, profile: Profile, day: str) -> None:
    """Raise `Refused` when a plan may not be drawn on a civil day.

    For a supplementary plan before the upper tasks of its year are finished (000 一(六)4, where the profile asks it),
    for an overlap nobody has settled (000 一(六)1), for a task without a work plan (002 二(三), where the profile
    asks it), for items without a check table (002 二(一)), and for items that
    are not valid from that day to the end of the plan's window (54号) or not listed for random checks; where the
    profile asks it, before both lists were made public (000 一(三)1).
    """
    if profile.registers.published_first:
        for kind in ("subjects", "officers"):
            if any(not one.published_at for one in shelves(session, plan.bureau, kind)):
                raise Refused("refused-list-unpublished", list=say(f"ready-{kind}"))
    if plan.kind == SUPPLEMENTARY and profile.plan.supplementary_after_upper:
        waiting = open_upper(session, plan.bureau, plan.year)
        if waiting:
            raise Refused("refused-plan-upper-open", title=waiting[0].title, count=len(waiting))
    stopping = [one for one in open_overlaps(session, plan) if one.stops]
    if stopping:
        raise Refused("refused-plan-overlap", title=stopping[0].title, count=len(stopping[0].subjects))
    listed = items_on(session, plan.bureau, day)
    refuse_out_of_force(plan.versions, listed, day, plan.window_until)
    unfit = [one.title for one in listed if one.id in plan.versions and not fit_for_draws(one)]
    if unfit:
        raise Refused("refused-items-not-random", items="、".join(unfit))
    if profile.plan.work_plan_first and not has_work(session, plan):
        raise Refused("refused-plan-work")
    missing = missing_forms(session, plan)
    if missing:
        raise Refused("refused-plan-form", items="、".join(missing), count=len(missing))
