"""Who takes part in a draw, and who does not and by which rule. Pure; the draw itself is `ticket`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from inspector_desktop.draw.frozen import Candidate, Excluded, Grouping, Officer, OfficerOut, Source, Stratum, conceal
from inspector_desktop.draw.frozen import Part as DigitsPart
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.selection import Event
from inspector_desktop.registry.rules import may_inspect
from inspector_desktop.registry.store import OfficerView, SubjectView

JOINED = "、"


def excluded_by(subject: SubjectView, *, visits: int, cap: int, cap_excludes: bool, elsewhere: Collection[str]) -> str:
    """The rule by which a subject takes no part, or an empty text.

    `state`: closed, moved or deregistered; `joint-task`: covered by a joint task, whose result stands (000 一(六)1);
    `cap`: reached its yearly cap where the profile excludes for that.
    """
    if subject.survival != "active":
        return "state"
    if subject.id in elsewhere:
        return "joint-task"
    if cap_excludes and cap and visits >= cap:
        return "cap"
    return ""


def split_subjects(
    subjects: Iterable[SubjectView], *, nonces: Mapping[str, str], rules: Mapping[str, str]
) -> tuple[tuple[Candidate, ...], tuple[Excluded, ...]]:
    """Candidates and excluded, rising by id; names concealed under each subject's nonce."""
    candidates, excluded = [], []
    for subject in sorted(subjects, key=lambda one: one.id.encode()):
        label = conceal(nonces[subject.id], subject.name)
        rule = rules.get(subject.id, "")
        if rule:
            excluded.append(Excluded(id=subject.id, stratum=subject.category, rule=rule, label=label))
        else:
            candidates.append(Candidate(id=subject.id, stratum=subject.category, label=label))
    return tuple(candidates), tuple(excluded)


def split_officers(
    officers: Iterable[OfficerView], *, day: str, nonces: Mapping[str, str]
) -> tuple[tuple[Officer, ...], tuple[OfficerOut, ...]]:
    """Officers who take part and who do not on a civil day, rising by id."""
    able, out = [], []
    for officer in sorted(officers, key=lambda one: one.id.encode()):
        rule = may_inspect(officer, day)
        if rule:
            out.append(OfficerOut(id=officer.id, rule=rule))
        else:
            able.append(
                Officer(
                    id=officer.id,
                    areas=tuple(officer.areas.split(JOINED)),
                    skills=tuple(officer.fields.split(JOINED)) if officer.fields else (),
                    label=conceal(nonces[officer.id], officer.name),
                )
            )
    return tuple(able), tuple(out)


def strata_of(plan: PlanView, batches: int) -> tuple[Stratum, ...]:
    """The plan's categories as strata, each with the item checked on it."""
    return tuple(
        Stratum(
            id=one.category, take="ratio", ratio_ppm=one.ratio_ppm, minimum=one.minimum, batches=batches,
            items_fixed=(one.item,),
        )
        for one in plan.strata
    )  # fmt: skip


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
