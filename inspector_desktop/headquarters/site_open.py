"""What the site shows beside results and draws: the item list, the plans, and the course of each published check.

Each comes from what was published: an item by its day of publication, a plan by its publication or an entry of the
ledger, a course by the published result it belongs to. Courses are days of steps and nothing else; free texts in which
a telephone or an identity number stands are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.rules import held_back
from inspector_desktop.disclosure.store import PublicationView
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.plan.store import PlanView, plans
from inspector_desktop.plan.year import cited
from inspector_desktop.profile.model import Profile
from inspector_desktop.publicity.facts import ITEMS
from inspector_desktop.publicity.store import Made, Noted, made_of
from inspector_desktop.registry.kept_rules import state_of_item
from inspector_desktop.registry.store import ItemView, items, officers
from inspector_desktop.wording import say

_ITEM = (
    "sub_title", "group_title", "item_class", "agency", "subject_category", "content", "basis", "methods", "ratio",
    "frequency", "level", "partners",
)  # fmt: skip
STEPS = ("notice", "check", "signature", "report", "approval", "feedback")
"""The steps whose days are public, as far as the bureau has them."""
_TONES = {"valid": "ok", "waiting": "plain", "ended": "gone"}


@dataclass(frozen=True)
class Step:
    """A step of a check: what the bureau calls it, and the civil day it was done."""

    title: str
    day: str


def item_rows(
    session: Session, profile: Profile, today: str, entries: tuple[Noted, ...]
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The published items, those in force first, and where else the list is public."""
    known = (edition for one in items(session, profile.id) for edition in one.all_editions)
    found = [one for one in known if one.published_on and one.published_on <= today]
    order = {"valid": 0, "waiting": 1, "ended": 2}
    rows = [_item(one, profile, today) for one in found]
    rows.sort(key=lambda row: (order[row["standing"]], row["group"], row["id"]))
    shelves = dict.fromkeys(one.dossier for one in found)
    places = [place for shelf in shelves for place in _places(made_of(entries, ITEMS, shelf))]
    return rows, places


def plan_rows(session: Session, profile: Profile) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The plans that are public, latest first, and those that were taken off again with the reason."""
    names = [one.name for one in officers(session, profile.id)]
    shown, gone = [], []
    for plan in plans(session, profile.id):
        made = plan.made
        standing = [one for one in made if one.standing]
        if standing and plan.state == "approved":
            first = min(one.day for one in made)
            shown.append(
                {
                    "title": plan.title, "published_on": first, "year": plan.year,
                    "fields": _plan_fields(plan, profile, names), "places": _places(standing),
                }
            )  # fmt: skip
        elif made:
            end = max((one for one in made if not one.standing), key=lambda one: one.ended_on, default=None)
            reason = end.ended_reason if end is not None else say(f"site-plan-{plan.state}")
            gone.append({"number": plan.number, "reason": reason, "day": end.ended_on if end is not None else ""})
    shown.sort(key=lambda one: (str(one["published_on"]), str(one["title"])), reverse=True)
    return shown, gone


def course_of(session: Session, profile: Profile, publication: PublicationView) -> tuple[Step, ...]:
    """The days of one published check; none where its content is no longer shown."""
    if publication.content is None:
        return ()
    published = Step(say("site-published-on"), civil_date(publication.published_at).isoformat())
    try:
        done = get_inspection(session, profile.id, publication.dossier).done
    except Missing:
        return (published,)
    known = {one.id: one.title for one in profile.steps}
    steps = [Step(known[one], civil_date(done[one]).isoformat()) for one in STEPS if one in known and done.get(one)]
    return (*steps, published)


def course_table(rows: Iterable[Any], profile: Profile) -> tuple[list[str], list[dict[str, Any]]]:
    """Titles of the steps any of them has, and by task a row of days for each published result (`Row`s of the site)."""
    rows = tuple(rows)
    known: dict[str, str] = {one.id: one.title for one in profile.steps}
    done = {step.title for row in rows for step in row.course}
    titles = [*(known[one] for one in STEPS if known.get(one) in done), say("site-published-on")]
    tasks: dict[str, dict[str, Any]] = {}
    for row in rows:
        days = {step.title: step.day for step in row.course}
        title = next((one.value for one in row.fields if one.key == "raninsTaskName" and one.value), row.type)
        task = tasks.setdefault(title, {"title": title, "rows": []})
        task["rows"].append({"id": row.id, "subject": row.subject, "days": [days.get(one, "") for one in titles]})
    return titles, list(tasks.values())


def _item(item: ItemView, profile: Profile, today: str) -> dict[str, Any]:
    standing = state_of_item(item, today)
    categories = {one.id: one.title for one in profile.categories}
    texts = {name: str(getattr(item, name)) for name in _ITEM} | {
        "subject_category": categories.get(item.subject_category, item.subject_category)
    }
    if profile.disclosure.sections_named:
        texts["section"] = item.section
    fields = [(say(f"field-{name}"), text) for name, text in _open(texts)]
    return {
        "id": item.id, "title": item.title, "group": item.group_title, "version": item.version, "standing": standing,
        "state": say(f"site-standing-{standing}"), "tone": _TONES[standing], "fields": fields,
        "published_on": item.published_on, "valid_from": item.valid_from, "valid_until": item.valid_until,
        "ended_reason": item.ended_reason if standing == "ended" else "", "link": item.link,
    }  # fmt: skip


def _plan_fields(plan: PlanView, profile: Profile, names: Iterable[str]) -> list[tuple[str, str]]:
    texts = {
        "plan-table-number": plan.number, "plan-kind": say(f"plan-kind-{plan.kind}"),
        "plan-table-task-number": plan.task_number, "plan-table-task-title": plan.task_title,
        "plan-table-type": next(
            (one.title for one in profile.check.types if one.id == plan.draw_type), say(f"draw-type-{plan.draw_type}")
        ),
        "plan-table-items": "；".join(one.title for one in plan.items),
        "site-plan-strata": "；".join(one.title for one in plan.strata), "plan-table-scope": plan.scope,
        "plan-table-ratio": plan.ratio_text, "plan-table-partners": plan.partners,
        "site-plan-window": say("site-plan-window-is", first=plan.window_from, last=plan.window_until),
        "site-plan-basis": cited(profile, plan.basis),
        "site-plan-approved": civil_date(plan.approved_at).isoformat() if plan.approved_at else "",
    }  # fmt: skip
    return [(say(key), text) for key, text in _open(texts, names)]


def _open(texts: Mapping[str, str], names: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What may be shown of some texts: nothing empty, and none with a telephone, an identity number or a name."""
    held = {one.key for one in held_back(texts, names=names, allowed=texts)}
    return [(key, text) for key, text in texts.items() if text.strip() and key not in held]


def _places(made: Iterable[Made]) -> list[dict[str, str]]:
    return [{"place": one.place, "day": one.day, "address": one.address} for one in made if one.standing]
