"""A plan is amended or withdrawn, as long as no list of it was frozen; both need to know of draws."""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.draw.store import draw_of_plan, marks
from inspector_desktop.errors import Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.plan.comparing import changes_of, reopens
from inspector_desktop.plan.drafting import Draft, drawn_up
from inspector_desktop.plan.more_facts import PlanAmended, PlanWithdrawn
from inspector_desktop.plan.store import PlanView, get_plan
from inspector_desktop.profile.model import Profile


def amend_plan(
    session: Session, *, desk: Desk, clock: Clock, profile: Profile, plan: str, draft: Draft, reason: str
) -> PlanAmended:
    """Amend a plan before its list is frozen; an approval is taken back. Returns what was entered.

    Raises `Refused` without the role or a reason, for a plan that is gone, once a list of it was frozen (a void one
    too: what was drawn by the plan stays as it was), when nothing is otherwise, and whatever drawing it up refuses.
    """
    view = _open_plan(session, desk, plan, reason, "refused-plan-amend-reason")
    if any(one.plan == plan for one in marks(session, desk.bureau)):
        raise Refused("refused-plan-amend-drawn")
    if draft.kind != view.kind:
        raise Refused("refused-plan-kind")
    after = drawn_up(session, bureau=desk.bureau, profile=profile, today=civil_date(clock.now()), draft=draft, own=view)
    changes = changes_of(view, after, profile)
    if not changes:
        raise Refused("refused-plan-unchanged")
    fact = PlanAmended(
        **{name: getattr(after, name) for name in type(after).model_fields}, reason=reason.strip(), changes=changes,
        reopens=reopens(view, after, profile),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=plan)
    return fact


def withdraw_plan(session: Session, *, desk: Desk, clock: Clock, plan: str, reason: str) -> None:
    """Withdraw a plan; its number stays used.

    Raises `Refused` without the role or a reason, for a plan that is gone, and while it has a draw that is not void.
    """
    _open_plan(session, desk, plan, reason, "refused-plan-withdraw-reason")
    if draw_of_plan(session, desk.bureau, plan) is not None:
        raise Refused("refused-plan-withdraw-drawn")
    enter(session, PlanWithdrawn(reason=reason.strip()), desk=desk, clock=clock, dossier=plan)


def _open_plan(session: Session, desk: Desk, plan: str, reason: str, bare: str) -> PlanView:
    if not desk.has_role("supervising"):
        raise Refused("refused-role-plans")
    view = get_plan(session, desk.bureau, plan)
    if view.gone:
        raise Refused(f"refused-plan-{view.state}")
    if not reason.strip():
        raise Refused(bare)
    return view
