"""What is due: the profile's clocks that run for inspections, with the last day and how late it is. Pure.

A clock starts with the end of a step and stops when the step it belongs to is done, or when somebody says it is
settled (a step may have several clocks, such as platform and web site). It lasts as long as the rules of the day it
started said. Steps with rows of their own compute their
own dues with `due`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from inspector_desktop.clock import civil_date
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.ordering import natural
from inspector_desktop.profile.clocks import Deadline
from inspector_desktop.profile.model import Profile
from inspector_desktop.workdays import LastDay, WorkingDays, shipped

STARTS = {
    "inspection-ended": "check", "report-done": "report", "feedback-received": "feedback",
    "code-missing": "code-missing",
}  # fmt: skip
"""The step or milestone whose end starts a clock, by trigger."""
STOPS = {"code-missing": "code-filed"}
"""The milestone that stops a clock whose step is none of the main line, by trigger."""
TESTING, RESULTS = "testing", "results"
"""Milestones beside the steps: all tests settled (异议期满或复检结果送达), all single results fixed (004 第十五条)."""
OBJECTION = "objection-over"
TASK = "task-finished"
"""Starts with the end of the whole task (004 第十九条)."""


@dataclass(frozen=True)
class Due:
    """One clock that runs. `late` counts working days after `day`; `soon` says it is within the warning days.

    `count` is how many checks a yearly clock still waits for; `dossier` and `subject` are empty then.
    """

    deadline: str
    title: str
    dossier: str
    subject: str
    started_on: date | None
    day: date
    provisional: bool
    late: int
    soon: bool
    length: int = 0
    unit: str = ""
    count: int = 0

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.deadline} {self.dossier}"


def due(
    clock: Deadline,
    started_on: date,
    today: date,
    *,
    dossier: str,
    subject: str,
    table: WorkingDays | None = None,
) -> Due:
    """The due of a clock that an event on a civil day started. Raises `ValueError` for one that lasts no days."""
    table = table or shipped()
    if clock.length is None or clock.unit in {"hours", "date"}:
        raise ValueError(clock.id)
    last = table.deadline(started_on, clock.length, clock.unit, clock.rest_day)  # type: ignore[arg-type]
    return _due(clock, last, today, table, dossier=dossier, subject=subject, started_on=started_on)


def dues(
    views: Iterable[InspectionView],
    profile: Profile,
    today: date,
    *,
    settled: Collection[tuple[str, str]] = (),
    among: Iterable[InspectionView] = (),
    table: WorkingDays | None = None,
) -> tuple[Due, ...]:
    """Every clock that runs for these inspections, the most urgent first.

    `settled` are pairs of dossier and deadline id that are done although their step is not; `among` are further
    inspections of their tasks, which matter only for when a task ends.
    """
    table = table or shipped()
    seen = tuple(views)
    begun = tuple(one for one in seen if one.done)  # what starts a clock is done; of very many most are not begun
    clocks = [one for one in profile.deadlines if one.use == "clock"]
    known = {one.dossier: one for one in (*among, *seen)}.values()
    tested = any(one.trigger == OBJECTION for one in clocks)
    found = [
        due(
            begun_with(profile, clock, started),
            started,
            today,
            dossier=view.dossier,
            subject=view.subject_name,
            table=table,
        )
        for clock in clocks
        if clock.unit not in {"hours", "date"}
        for view in begun
        if (started := started_on(clock, view, today, among=known, tested=tested)) is not None
        and not (clock.step and view.done.get(clock.step))
        and not view.done.get(STOPS.get(clock.trigger, ""))
        and (view.dossier, clock.id) not in settled
    ]
    for clock in clocks:
        found += _yearly(clock, seen, today, table)
    return tuple(sorted(found, key=lambda one: (one.day, one.deadline, natural(one.subject))))


def begun_with(profile: Profile, clock: Deadline, started: date) -> Deadline:
    """The clock as the rules had it on the day it started: a later change of rules does not move a clock that runs."""
    ruled = profile.deadline_on(clock.id, started)
    same = ruled is not None and ruled.trigger == clock.trigger and ruled.unit not in {"hours", "date"}
    return ruled if ruled is not None and same else clock


def runs_for(clock: Deadline, view: InspectionView) -> bool:
    """Whether a clock is one of such a check: those of 抽查 and those of leads are apart (004 第八条)."""
    return clock.checks in {"all", "lead" if view.lead else "drawn"}


def clock_for(profile: Profile, view: InspectionView, deadline: str) -> Deadline | None:
    """The clock of this id for such a check; of a lead's the one the profile has for leads instead, or none."""
    clock = profile.deadline(deadline)
    own = (one for one in profile.deadlines if one.checks == "lead" and one.step == clock.step and one.use == "clock")
    return clock if runs_for(clock, view) else next(own, None) if view.lead else None


def started_on(
    clock: Deadline,
    view: InspectionView,
    today: date,
    *,
    among: Iterable[InspectionView] = (),
    tested: bool = False,
) -> date | None:
    """The civil day a clock started for an inspection, or none yet.

    A task ends with its last check or with the last day of its window, whichever comes first, as far as `among` tells;
    its clocks run for the inspections whose check is done. With `tested` the profile has a clock of its own for tests:
    then the report's usual one does not run for an inspection that waits for a test (004 第十五条).
    """
    if not runs_for(clock, view):
        return None
    if clock.trigger == OBJECTION or view.gone:
        return None if view.gone else _tested_on(view)
    if clock.trigger == "inspection-ended" and clock.step == "report":
        return _reported_from(view, tested=tested)
    if clock.trigger != TASK:
        begun = view.done.get(STARTS.get(clock.trigger, ""))
        return civil_date(begun) if begun else None
    own = {
        one.dossier: one for one in among if (one.plan_number, one.task_number) == (view.plan_number, view.task_number)
    }
    own[view.dossier] = view
    last = date.fromisoformat(view.window_until)
    ends = [civil_date(one.done["check"]) for one in own.values() if one.done.get("check")]
    if not view.done.get("check") or (len(ends) < len(own) and today <= last):
        return None
    return min(max(ends), last) if len(ends) == len(own) else last


def _tested_on(view: InspectionView) -> date | None:
    """The day tests were settled, if that was the last of the single results."""
    done = view.done.get(TESTING)
    if not done or not view.done.get("check") or (RESULTS in view.begun and not view.done.get(RESULTS)):
        return None
    last = view.done.get(RESULTS, "")
    return civil_date(done) if civil_date(done) >= civil_date(last or done) else None


def _reported_from(view: InspectionView, *, tested: bool) -> date | None:
    """From when the usual clock of the report runs: the end of the check, of a combined one its last single result."""
    ended = view.done.get("check")
    if not ended:
        return None
    if tested and TESTING in view.begun and (not view.done.get(TESTING) or _tested_on(view) is not None):
        return None
    if RESULTS in view.begun:
        last = view.done.get(RESULTS)
        return max(civil_date(last), civil_date(ended)) if last else None
    return civil_date(ended)


def _yearly(clock: Deadline, views: tuple[InspectionView, ...], today: date, table: WorkingDays) -> list[Due]:
    """A clock that closes on a day of each year, for all inspections of that year whose step is still open."""
    if clock.unit != "date" or clock.closes is None or clock.step is None:
        return []
    waiting: dict[int, int] = {}
    for view in views:
        if view.gone or view.lead or view.check_kind == "kind-targeted":
            continue  # these days are of the year's drawn tasks; a lead has its own clock
        if not view.done.get(clock.step):
            year = date.fromisoformat(view.window_until).year
            waiting[year] = waiting.get(year, 0) + 1
    made = []
    for year, count in sorted(waiting.items()):
        last = table.off_rest_days(_day(year, clock.closes), clock.rest_day)
        made.append(_due(clock, last, today, table, dossier="", subject="", started_on=None, count=count))
    return made


def _day(year: int, month_day: str) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def _due(
    clock: Deadline,
    last: LastDay,
    today: date,
    table: WorkingDays,
    *,
    dossier: str,
    subject: str,
    started_on: date | None,
    count: int = 0,
) -> Due:
    return Due(
        deadline=clock.id, title=clock.title, dossier=dossier, subject=subject, started_on=started_on, day=last.day,
        provisional=last.provisional, late=table.between(last.day, today),
        soon=last.day >= today and table.between(today, last.day) <= clock.warn_days, length=clock.length or 0,
        unit=clock.unit, count=count,
    )  # fmt: skip
