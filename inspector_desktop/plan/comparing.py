"""What an amendment changes of a plan, part by part in words: for the record, and for who approves it again. Pure."""

from __future__ import annotations

from inspector_desktop.plan.conditions import Condition
from inspector_desktop.plan.facts import PlanDrawnUp
from inspector_desktop.plan.more_facts import Change
from inspector_desktop.plan.naming import ratio_of
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

_PLAIN = (
    "title", "number", "task_title", "task_number", "basis", "scope", "content", "ratio_text", "initiator", "partners",
    "period_text", "remark",
)  # fmt: skip
_ABOUT = {"window", "strata", "items", "conditions"}
_PRINTED = ("ratio", "items", "scope", "period")  # settings of a joint plan that are columns of the table as well


def changes_of(before: PlanView, after: PlanDrawnUp, profile: Profile) -> tuple[Change, ...]:
    """What is otherwise afterwards; each `part` has its words under `plan-part-…`."""
    old, new = _words(before, profile), _words(after, profile)
    return tuple(Change(part=key, before=old[key], after=new[key]) for key in old if old[key] != new[key])


def reopens(before: PlanView, after: PlanDrawnUp, profile: Profile) -> bool:
    """Whether whom the plan takes, when, or for what became otherwise: overlaps are then settled anew."""
    return bool(_ABOUT & {one.part for one in changes_of(before, after, profile)})


def _words(plan: PlanView | PlanDrawnUp, profile: Profile) -> dict[str, str]:
    said = {key: str(getattr(plan, key)) for key in _PLAIN}
    asked = [Condition(one.side, one.column, tuple(one.values)) for one in plan.conditions]
    settings = [one if isinstance(one, tuple) else (one.title, one.content) for one in plan.joint]
    printed = {say(f"plan-table-{one}") for one in _PRINTED}
    return said | {
        "window": say("plan-part-window-is", first=plan.window_from, last=plan.window_until),
        "type": say(f"plan-table-{plan.draw_type}"),
        "strata": "、".join(
            say("plan-part-stratum", title=one.title, ratio=ratio_of([one.ratio_ppm])) for one in plan.strata
        ),
        "items": "、".join(sorted(one.title for one in plan.items)),
        "conditions": "；".join(sorted(one.text(profile) for one in asked)),
        "groups": str(plan.group_count or "—"),
        "place": say(f"plan-place-{plan.draw_place}", platform=profile.bureau.platform) if plan.draw_place else "",
        "joint": "；".join(
            say("plan-part-setting", title=title, text=text) for title, text in settings if title not in printed
        ),
    }
