"""Who takes part in a draw, and who does not and by which rule. Pure; the draw itself is `ticket`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import compress

from inspector_desktop.draw.columns import Columns
from inspector_desktop.draw.covering import ANYWHERE, Cover
from inspector_desktop.draw.frozen import Excluded, Grouping, Officer, OfficerOut, Source, Stratum, conceal
from inspector_desktop.draw.frozen import Part as DigitsPart
from inspector_desktop.draw.packed import Hidden, conceal_all, fresh_nonces, nonce_text, of_some
from inspector_desktop.errors import Missing
from inspector_desktop.plan.conditions import REST, Condition, officer_meets
from inspector_desktop.plan.store import PlanView, StratumView
from inspector_desktop.profile.selection import Event
from inspector_desktop.registry.rules import may_inspect
from inspector_desktop.registry.store import Listed, OfficerView, SubjectView

JOINED = "、"
YEAR = 365
AREA = "area"
"""The rule by which one takes no part whose 执法区域 or 执法类别 is asked for nowhere in the list."""


def excluded_by(
    subject: Listed | SubjectView,
    *,
    visits: int,
    cap: int,
    elsewhere: Collection[str],
    upper: Collection[str] = (),
    twice: Collection[str] = (),
    drawn: Collection[str] = (),
    exempt: bool = False,
) -> str:
    """The rule by which a subject takes no part, or an empty text.

    `drawn`: this task has drawn it already (TICKET-V1 6); `twice`: other sections have drawn it as often as is allowed
    (004 第十三条);
    `state`: closed, moved or deregistered; `joint-task`: covered by a joint task, whose result stands (000 一(六)1);
    `upper`: checked by the upper level (000 一(六)4, 004 第十三条); `cap`: visited `cap` times already (0: no cap).
    An `exempt` subject stands outside `upper`, `twice` and `cap` (004 第十三条).
    """
    known = (
        ("drawn", subject.id in drawn),
        ("state", subject.survival != "active"),
        ("joint-task", subject.id in elsewhere),
        ("upper", not exempt and subject.id in upper),
        ("twice", not exempt and subject.id in twice),
        ("cap", not exempt and bool(cap) and visits >= cap),
    )
    return next((rule for rule, holds in known if holds), "")


def in_window(day: date, today: date, window: str) -> bool:
    """Whether a visit on a civil day falls into the window of caps: this calendar year, or the last 365 days."""
    if window == "calendar-year":
        return day.year == today.year
    return day > today - timedelta(days=YEAR)


def stratum_of(
    category: str, credit: str, jurisdiction: str, strata: Iterable[StratumView], unassessed: str
) -> StratumView:
    """The stratum a subject of the plan's categories belongs to. Raises `Missing` for a foreign one.

    One whose class nobody has assessed, or whose class the profile no longer knows, counts as `unassessed`.
    """
    own = [one for one in strata if one.category == category]
    here = [one for one in own if not one.region or one.region == jurisdiction]
    here = here or [one for one in own if one.region == REST]
    for wanted in (credit, unassessed):
        for one in here:
            if not one.credit or one.credit == wanted:
                return one
    raise Missing("error-plan-missing")


def split_subjects(
    ids: Sequence[str],
    names: Sequence[str],
    categories: Sequence[str],
    strata: Sequence[str],
    areas: Sequence[str],
    *,
    rules: Mapping[str, str],
    needs: Mapping[str, tuple[str, ...]],
    grounds: Mapping[str, str] | None = None,
    departments: tuple[str, ...] = (),
) -> tuple[Columns, tuple[Excluded, ...], Hidden]:
    """Candidates, as columns, and excluded, rising by id as they are given; names and grounds concealed.

    `areas` are what an officer must cover to be sent there (`covering`).

    `rules` and `grounds` go by subject; `needs`, the fields a group must have, by category; `departments` are codes of
    those that must each be in every group.
    """
    nonces = fresh_nonces(len(ids))
    skills = {name: (*some, *departments) for name, some in needs.items()}
    wanted = [skills.get(one, departments) for one in categories]
    inside = [not rules.get(name) for name in ids] if rules else []
    if all(inside):
        rows = Columns(ids, strata, areas, wanted, conceal_all(nonces, names))
        return rows, (), Hidden(nonces, names)
    shown = {name: (nonce_text(), text) for name, text in (grounds or {}).items() if text and rules.get(name)}
    outside = [not one for one in inside]
    secret, own = of_some(nonces, inside), list(compress(names, inside))
    secret_out, own_out = of_some(nonces, outside), list(compress(names, outside))
    excluded = tuple(
        Excluded(
            id=name, stratum=stratum, rule=rules[name], label=label,
            grounds=conceal(*shown[name]) if name in shown else "",
        )
        for name, stratum, label in zip(
            compress(ids, outside), compress(strata, outside), conceal_all(secret_out, own_out), strict=True
        )
    )  # fmt: skip
    here = list(compress(ids, inside))
    rows = Columns(
        here, list(compress(strata, inside)), list(compress(areas, inside)), list(compress(wanted, inside)),
        conceal_all(secret, own),
    )  # fmt: skip
    return rows, excluded, Hidden(secret + secret_out, own + own_out, shown)


def officer_out(officer: OfficerView, day: str, conditions: Iterable[Condition] = ()) -> str:
    """The rule by which an officer takes no part; `condition` where a directed draw asks for others."""
    return may_inspect(officer, day) or ("" if officer_meets(conditions, officer) else "condition")


def split_officers(
    officers: Iterable[OfficerView],
    *,
    day: str,
    nonces: Mapping[str, str],
    cover: Cover,
    conditions: Iterable[Condition] = (),
) -> tuple[tuple[Officer, ...], tuple[OfficerOut, ...]]:
    """Officers who take part and who do not on a civil day, rising by id."""
    asked = tuple(conditions)
    able, out = [], []
    for officer in sorted(officers, key=lambda one: one.id.encode()):
        rule = officer_out(officer, day, asked) or (AREA if cover.nowhere([officer]) else "")
        if rule:
            out.append(OfficerOut(id=officer.id, rule=rule))
        else:
            able.append(
                Officer(
                    id=officer.id,
                    areas=cover.of([officer]),
                    skills=tuple(officer.fields.split(JOINED)) if officer.fields else (),
                    label=conceal(nonces[officer.id], officer.name),
                )
            )
    return tuple(able), tuple(out)


def strata_of(plan: PlanView) -> tuple[Stratum, ...]:
    """The plan's strata, each with the items checked on it, or with those its items are drawn from (004 第十二条)."""
    made = []
    for one in plan.strata:
        ids = tuple(item.item for item in plan.items_of(one.stratum))
        made.append(
            Stratum(
                id=one.stratum, take=one.take, ratio_ppm=one.ratio_ppm, minimum=one.minimum, batches=one.batches,
                items_fixed=() if one.items_count else ids, items_pool=ids if one.items_count else (),
                items_count=one.items_count,
            )
        )  # fmt: skip
    return tuple(made)


def missing_skill(officers: Iterable[Officer], needs: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """A category and the field it needs that nobody has; two empty texts when all can be served."""
    had = {skill for one in officers for skill in one.skills}
    return next(((category, one) for category, wanted in needs.items() for one in wanted if one not in had), ("", ""))


def missing_area(officers: Iterable[Officer], areas: Iterable[str], size: int) -> str:
    """An area that fewer than `size` persons cover, so that no group could go there; empty when all are covered."""
    known = tuple(officers)
    for area in sorted(set(areas) - {""}):
        if sum(one.persons for one in known if area in one.areas or ANYWHERE in one.areas) < size:
            return area
    return ""


def grouping_of(officers: int, *, size: int, wanted: int, rest: str) -> Grouping:
    """As many groups as wanted and as the officers allow; `wanted` 0 means as many as possible."""
    possible = officers // size
    return Grouping(count=min(wanted or possible, possible), size=size, rest=rest)


def source_of(event: Event, *, name: str, event_at: str) -> Source:
    """The one event of a draw, from a kind of event of the profile."""
    parts = tuple(DigitsPart(count=one.count, low=one.min, high=one.max, distinct=one.set) for one in event.parts)
    return Source(name=name or event.title, event_at=event_at, parts=parts)


def places_that_differ(first: str, second: str) -> tuple[int, ...]:
    """Places, counted from 1, at which two typings differ; a missing digit differs."""
    longest = max(len(first), len(second))
    return tuple(at + 1 for at in range(longest) if first[at : at + 1] != second[at : at + 1])
