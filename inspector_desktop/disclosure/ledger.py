"""公开台账: of every item list, plan, draw, course and result whether it was made public, when, where, by whom.

Nothing is kept twice: what the steps know is read from them, only what happened elsewhere comes from the ledger's own
entries. What each kind has to keep is the profile's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.acts import due_of_place, is_unclocked
from inspector_desktop.disclosure.rules import PUBLIC
from inspector_desktop.disclosure.store import PlaceView, PublicationView, find_publication, places_of
from inspector_desktop.draw.facts import DrawPublished
from inspector_desktop.draw.store import DrawView, draws
from inspector_desktop.inspection.deadlines import begun_with, clock_for
from inspector_desktop.inspection.store import InspectionView, inspections
from inspector_desktop.inspection.types import type_title
from inspector_desktop.journal.heads import read_body
from inspector_desktop.journal.records import SET_ASIDE, Entry
from inspector_desktop.ordering import natural
from inspector_desktop.plan.facts import PlanPublished
from inspector_desktop.plan.store import PlanView, get_plan, plans
from inspector_desktop.profile.clocks import Deadline
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.words import item_list
from inspector_desktop.publicity.facts import DRAW, ITEMS, MADE, PLAN, PROCESS, RESULT
from inspector_desktop.publicity.store import Made, Noted, made_of, noted
from inspector_desktop.registry.facts import ItemsEntered, ItemsPublished
from inspector_desktop.registry.kept_facts import ItemsChanged
from inspector_desktop.registry.proposal_facts import CorrectionAdopted
from inspector_desktop.registry.store import ItemView, ShelfView, items, officers, shelves
from inspector_desktop.wording import say
from inspector_desktop.workdays import shipped

WHATS = (ITEMS, PLAN, DRAW, PROCESS, RESULT)
DRAFTS = "drafts"
EARLY, WAITING, LATE, SHOWN, GONE = "open-early", "open-waiting", "open-late", "open-shown", "open-gone"


@dataclass(frozen=True)
class Line:
    """One thing that is, or has to be, made public.

    `since` is when its clock started and `due` the last day; `late` counts working days after it. `ready` says that it
    may be made public already. `waits`: the step was taken here and headquarters has no word of it yet.
    """

    what: str
    about: str
    title: str
    under: str = ""
    since: str = ""
    due: str = ""
    late: int = 0
    ready: bool = True
    waits: bool = False
    made: tuple[Made, ...] = ()
    part: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.what} {self.about} {self.part}".strip()

    @property
    def standing(self) -> tuple[Made, ...]:
        """Where it is public now."""
        return tuple(one for one in self.made if one.standing)

    @property
    def first(self) -> Made | None:
        """Where it was made public first."""
        return self.made[0] if self.made else None

    @property
    def state(self) -> str:
        """The wording key of where it stands."""
        if self.made:
            return SHOWN if self.standing else GONE
        if not self.ready:
            return EARLY
        return LATE if self.late else WAITING


def ledger(session: Session, bureau: str, profile: Profile, today: date, *, about: str = "") -> tuple[Line, ...]:
    """Every line of the ledger by kind, within a kind the late ones first, then the latest.

    With `about` only what is said of one dossier is worked out.
    """
    entries = noted(session, bureau)
    names = {one.id: one.name for one in officers(session, bureau)}
    found = [
        *_item_lines(session, bureau, profile, today, entries, names, about),
        *(
            _plan_line(session, one, profile, today, names)
            for one in plans(session, bureau)
            if (not one.gone or one.made) and about in ("", one.dossier)
        ),
        *_check_lines(session, bureau, profile, today, entries, names, about),
    ]
    order = {one: at for at, one in enumerate((LATE, WAITING, EARLY, GONE, SHOWN))}
    latest = sorted(
        found, key=lambda one: (one.first.day if one.first else one.since, natural(one.title)), reverse=True
    )
    return tuple(sorted(latest, key=lambda one: (WHATS.index(one.what), order[one.state])))


def line_of_plan(session: Session, bureau: str, profile: Profile, today: date, plan: str) -> Line:
    """The line of one plan. Raises `Missing`."""
    names = {one.id: one.name for one in officers(session, bureau)}
    return _plan_line(session, get_plan(session, bureau, plan), profile, today, names)


def _item_lines(
    session: Session,
    bureau: str,
    profile: Profile,
    today: date,
    entries: tuple[Noted, ...],
    names: Mapping[str, str],
    about: str,
) -> list[Line]:
    listed: dict[str, list[ItemView]] = defaultdict(list)
    for one in items(session, bureau):
        listed[one.dossier].append(one)
    found = []
    for shelf in (one for one in shelves(session, bureau, "items") if about in ("", one.dossier)):
        mine = listed[shelf.dossier]
        out, drafts = [one for one in mine if one.published_on], [one for one in mine if not one.published_on]
        unit = shelf.unit or next((one.title for one in profile.sections if one.supervising), "")
        if out:
            ended = sum(bool(one.valid_until) and one.valid_until < today.isoformat() for one in out)
            own = _items_made(session, shelf, out, profile, names)
            found.append(
                Line(
                    ITEMS, shelf.dossier, say("open-items", list=item_list(profile), unit=unit),
                    say("open-items-under", count=len(out) - ended, ended=ended),
                    made=made_of(entries, ITEMS, shelf.dossier, own),
                )
            )  # fmt: skip
        if drafts:
            since = _entered_on(session, shelf, {one.id for one in drafts})
            line = Line(ITEMS, shelf.dossier, say("open-drafts", unit=unit, count=len(drafts)), part=DRAFTS)
            found.append(_clocked(line, profile, ITEMS, since, today))
    return found


def _items_made(
    session: Session, shelf: ShelfView, out: Iterable[ItemView], profile: Profile, names: Mapping[str, str]
) -> tuple[Made, ...]:
    """One line for each day and place on which items were published, with who entered it last."""
    by = {}
    for kind in (ItemsPublished.KIND, ItemsChanged.KIND, CorrectionAdopted.KIND):
        for body, person in _entries(session, shelf.bureau, shelf.dossier, kind):
            by[str(body.get("published_on", ""))] = names.get(person, person)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for one in (edition for item in out for edition in item.all_editions):
        counts[one.published_on, one.link] += 1
    return tuple(
        Made(profile.bureau.portal, day, by.get(day, ""), link, count=count)
        for (day, link), count in sorted(counts.items())
    )


def _entered_on(session: Session, shelf: ShelfView, wanted: set[str]) -> str:
    """The civil day the first of some items was entered."""
    days = [
        civil_date(at).isoformat()
        for body, at in _entries(session, shelf.bureau, shelf.dossier, ItemsEntered.KIND, when=True)
        if any(row.get("id") in wanted for row in body.get("rows", ()))
    ]
    return min(days, default=civil_date(shelf.changed_at).isoformat())


def _plan_line(
    session: Session, plan: PlanView, profile: Profile, today: date, names: Mapping[str, str]
) -> Line:  # fmt: skip
    by = _plan_published_by(session, plan, names)
    line = Line(
        PLAN, plan.dossier, plan.title, say("open-plan-under", number=plan.number), ready=plan.state == "approved",
        made=tuple(replace(one, by=by) if one.own else one for one in plan.made),
    )  # fmt: skip
    since = civil_date(plan.approved_at).isoformat() if plan.approved_at else ""
    return _clocked(line, profile, PLAN, since, today)


def _plan_published_by(session: Session, plan: PlanView, names: Mapping[str, str]) -> str:
    if not plan.published_at:
        return ""
    people = [person for _, person in _entries(session, plan.bureau, plan.dossier, PlanPublished.KIND)]
    return names.get(people[-1], people[-1]) if people else ""


def _check_lines(
    session: Session,
    bureau: str,
    profile: Profile,
    today: date,
    entries: tuple[Noted, ...],
    names: Mapping[str, str],
    about: str,
) -> list[Line]:
    views = [one for one in inspections(session, bureau) if not one.gone]
    found = [
        _draw_line(session, one, profile, views, today, entries, names)
        for one in draws(session, bureau)
        if about in ("", one.dossier)
    ]
    for view in views:
        if view.done.get("check") and about in ("", view.dossier):
            found += _result_lines(session, view, profile, today, entries)
    return found


def _draw_line(
    session: Session,
    draw: DrawView,
    profile: Profile,
    views: Iterable[InspectionView],
    today: date,
    entries: tuple[Noted, ...],
    names: Mapping[str, str],
) -> Line:
    live = {one.inspection for one in draw.live if one.inspection}
    ends = [view.done.get("check", "") for view in views if view.dossier in live]
    over = draw.state == "void" or (draw.state == "released" and bool(ends) and all(ends))
    ready = over or (draw.state == "released" and profile.draw.public_early)
    own: tuple[Made, ...] = ()
    if draw.published_at:
        people = [person for _, person in _entries(session, draw.bureau, draw.dossier, DrawPublished.KIND)]
        by = names.get(people[-1], people[-1]) if people else ""
        own = (Made(_own_place(profile), civil_date(draw.published_at).isoformat(), by),)
    number = say("open-draw", number=draw.number) if draw.number else say(f"open-draw-{draw.place}")
    under = number if not draw.frozen_at else say("open-draw-under", number=number, day=_day(draw.frozen_at))
    line = Line(
        DRAW, draw.dossier, draw.title, under, ready=ready, made=made_of(entries, DRAW, draw.dossier, own),
    )  # fmt: skip
    since = max((_day(one) for one in ends), default="") if over and draw.state != "void" else ""
    return _clocked(line, profile, DRAW, since, today)


def _result_lines(
    session: Session, view: InspectionView, profile: Profile, today: date, entries: tuple[Noted, ...]
) -> list[Line]:
    publication = find_publication(session, view.bureau, view.dossier)
    at = places_of(session, view.bureau, view.dossier)
    checked = say("open-checked", day=_day(view.done["check"]))
    elsewhere = any(one.about == view.dossier and one.act == MADE for one in entries)
    unread = say("open-unreviewed") if publication is None and elsewhere else ""
    unclocked = say("open-unclocked") if is_unclocked(view, profile) else ""
    under = "，".join(one for one in (type_title(view, profile), checked, unclocked, unread) if one)
    approved = view.done.get("approval", "") or ("" if profile.has_step("approval") else view.done["check"])
    ready, waits = bool(approved), publication is not None and publication.waits
    shown = _shown(publication, profile)
    course = Line(
        PROCESS, view.dossier, view.subject_name, under, ready=ready, waits=waits,
        made=made_of(entries, PROCESS, view.dossier, shown),
    )  # fmt: skip
    own = (*shown, *_elsewhere(at, profile, publication))
    result = replace(course, what=RESULT, made=made_of(entries, RESULT, view.dossier, own))
    since = _day(approved) if approved else ""
    due = _site_due(view, profile, today)
    return [
        _clocked(course, profile, PROCESS, since, today, view),
        _late(replace(result, since=_day(view.done["check"]), due=due), today)
        if due
        else _clocked(result, profile, RESULT, since, today, view),
    ]


def _shown(publication: PublicationView | None, profile: Profile) -> tuple[Made, ...]:
    """What this bureau's own site shows of an inspection, and how that ended."""
    if publication is None or not publication.published_at:
        return ()
    made = Made(_own_place(profile), _day(publication.published_at), publication.published_by)
    if publication.state in PUBLIC:
        return (made,)
    return (replace(made, ended_on=_day(publication.changed_at), ended_reason=publication.reason),)


def _elsewhere(at: Mapping[str, PlaceView], profile: Profile, publication: PublicationView | None) -> tuple[Made, ...]:
    """The other places of the profile that show the result; one where it is only entered shows nothing yet."""
    return tuple(
        Made(place.title, found.done_on, "", evidence=found.evidence, note=found.number)
        for place in profile.disclosure.places
        if (found := at.get(place.id)) is not None
        and found.state == "entry-shown"
        and not (place.by == "site" and publication is not None)
    )


def _site_due(view: InspectionView, profile: Profile, today: date) -> str:
    """The last day by the clock of the place that is ours; a monthly one counts from the month of the check."""
    place = next((one for one in profile.disclosure.places if one.by == "site" and one.deadline), None)
    if place is None or place.deadline is None:
        return ""
    clock = clock_for(profile, view, place.deadline)
    if clock is None:
        return ""
    if clock.trigger == "month" and clock.unit == "working-days" and clock.length:
        after = civil_date(view.done["check"]).replace(day=28) + timedelta(days=4)
        return shipped().of_month(after.year, after.month, clock.length).day.isoformat()
    found = due_of_place(view, profile, place.id, today)
    return found.day.isoformat() if found is not None else ""


def _clocked(
    line: Line, profile: Profile, what: str, since: str, today: date, view: InspectionView | None = None
) -> Line:
    """The line with the clock of its kind, of a check's result the one for such checks, once that has started."""
    kind = next((one for one in profile.disclosure.kinds if one.id == what), None)
    if kind is None or kind.deadline is None or not since:
        return line
    clock = profile.deadline(kind.deadline) if view is None else clock_for(profile, view, kind.deadline)
    due = _last_day(profile, clock, date.fromisoformat(since)) if clock is not None else ""
    return _late(replace(line, since=since, due=due), today) if due else line


def _last_day(profile: Profile, usual: Deadline, since: date) -> str:
    clock = begun_with(profile, usual, since)
    if clock.length is None or clock.unit in {"hours", "date"}:
        return ""
    return shipped().deadline(since, clock.length, clock.unit, clock.rest_day).day.isoformat()  # type: ignore[arg-type]


def _late(line: Line, today: date) -> Line:
    """How many working days after its last day it was made public, or by today has not been."""
    due = date.fromisoformat(line.due)
    until = date.fromisoformat(line.first.day) if line.first is not None else today
    return replace(line, late=shipped().between(due, until) if until > due else 0)


def _entries(
    session: Session, bureau: str, dossier: str, kind: str, *, when: bool = False
) -> list[tuple[dict[str, Any], str]]:
    """Contents of the facts of a kind in a dossier, each with who entered it, or (`when`) the moment."""
    rows = session.exec(
        select(Entry)
        .where(Entry.bureau == bureau, Entry.dossier == dossier, Entry.kind == kind, Entry.verdict != SET_ASIDE)
        .order_by(col(Entry.number))
    ).all()
    return [(read_body(row.body), row.occurred_at if when else row.person) for row in rows if row.body]


def _own_place(profile: Profile) -> str:
    return next((one.title for one in profile.disclosure.places if one.by == "site"), profile.bureau.portal)


def _day(at: str) -> str:
    return civil_date(at).isoformat()
