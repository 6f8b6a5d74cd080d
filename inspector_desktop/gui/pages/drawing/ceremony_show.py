"""What the projector may show of a draw, as plain values: numbers, classes, tickets, and no name of anybody drawn.

Names of objects come in only when they are asked for (`names=True`), which the window does by an explicit act and only
where the profile makes them public before the check. Names of officers never do; those at the ceremony are public.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from inspector_desktop.draw.ceremony import ROLES, WITNESS, sealed_digits
from inspector_desktop.draw.document import grouped, object_numbers, percent, possible_words, shown_digits, shown_moment
from inspector_desktop.draw.frozen import Source
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.wording import say

SEALING, EVENT, TYPING, REVEAL, RESULT = "sealing", "event", "typing", "reveal", "result"
PHASES = (SEALING, EVENT, TYPING, REVEAL, RESULT)
_TICKET = 16


@dataclass(frozen=True)
class Reveal:
    """One drawn object: its number on the sealed list, class, place in its class, ticket, group; a name if allowed."""

    number: str
    category: str
    position: int
    taken: int
    ticket: str
    group: int
    name: str


@dataclass(frozen=True)
class ClassFigures:
    """A class: in the register, without part, its ratio, to be drawn, drawn."""

    title: str
    register: int
    out: int
    ratio: str
    due: int
    taken: int


@dataclass(frozen=True)
class Show:
    """Everything on the projector."""

    draw: int
    title: str
    commitment: tuple[str, str]
    sealed_at: str
    event: str
    event_at: str
    event_stamp: str
    event_told: str
    places: int
    envelopes: tuple[str, ...]
    seats: tuple[tuple[str, str], ...]
    listed: str
    classes: tuple[ClassFigures, ...]
    figures: tuple[tuple[str, str], ...]
    digits: str
    possible: str
    groupings: str
    groups: tuple[str, ...]
    reveals: tuple[Reveal, ...]

    @property
    def held(self) -> bool:
        """Whether there is a result."""
        return bool(self.digits)


def show_of(whole: Whole, *, names: bool = False) -> Show | None:
    """What may be projected of a plan's draw; nothing before the list is sealed, or of a draw held elsewhere."""
    draw, frozen = whole.draw, whole.frozen
    if draw is None or frozen is None:
        return None
    numbers = object_numbers(frozen)
    taken = Counter(one.drawn.stratum for one in whole.drawn)
    loads = Counter(one.drawn.group for one in whole.drawn)
    seats = [
        (say(f"draw-paper-{role}"), "　".join(one.told for one in found))
        for role in ROLES
        if (found := whole.ceremony.of(role))
    ]
    excluded = len(frozen.excluded)
    return Show(
        draw=draw.number,
        title=whole.plan.title,
        commitment=(grouped(draw.commitment[:32]), grouped(draw.commitment[32:])),
        sealed_at=shown_moment(draw.frozen_at),
        event=draw.event_name,
        event_at=shown_moment(draw.event_at),
        event_stamp=draw.event_at,
        event_told=event_told(frozen.source),
        places=places_of(frozen.source),
        envelopes=envelopes_of(whole),
        seats=tuple(seats),
        listed=say(
            "ceremony-listed", register=len(frozen.objects) + excluded, excluded=excluded,
            officers=len(frozen.officers), groups=frozen.groups.count,
        ),
        classes=tuple(
            ClassFigures(
                whole.plan.stratum(one.stratum).title, one.register, one.register - one.eligible,
                percent(whole.plan.stratum(one.stratum).ratio_ppm), one.due, one.taken,
            )
            for one in whole.quotas
        ),
        figures=whole.figures,
        digits=shown_digits(frozen.source, str(whole.seed["digits"])) if whole.seed is not None else "",
        possible=possible_words(frozen),
        groupings=whole.groupings,
        groups=tuple(
            say("ceremony-group", number=at, people=len(team), count=loads[at])
            for at, team in enumerate(draw.groups)
            if at
        ),
        reveals=tuple(
            Reveal(
                numbers.get(one.drawn.subject, "—"), one.category, one.drawn.position, taken[one.drawn.stratum],
                grouped(one.drawn.ticket[:_TICKET]), one.drawn.group, one.name if names else "",
            )
            for one in whole.drawn
        ),
    )  # fmt: skip


def envelopes_of(whole: Whole) -> tuple[str, ...]:
    """Whose sealed digits are put together in what order; nothing where the event is another."""
    if whole.frozen is None or not sealed_digits(whole.frozen.source):
        return ()
    people = whole.ceremony.of(WITNESS)
    count = len(whole.frozen.source.parts)
    return tuple(
        say("ceremony-envelope", at=at, name=people[at - 1].told if at <= len(people) else say("draw-paper-witness"))
        for at in range(1, count + 1)
    )


def places_of(source: Source) -> int:
    """How many digits an event gives."""
    return sum(part.count * part.width for part in source.parts)


def event_told(source: Source) -> str:
    """What happens at the event, part by part, in plain words."""
    if sealed_digits(source):
        part = source.parts[0]
        return say("ceremony-event-sealed", people=len(source.parts), count=part.count)
    told = []
    for part in source.parts:
        key = "ceremony-event-set" if part.distinct else "ceremony-event-thrown"
        told.append(say(key, count=part.count, low=part.low, high=part.high))
    return "；".join(told)


def furthest(show: Show, now: str) -> str:
    """The phase up to which the meeting has come at a stamp."""
    if show.held:
        return RESULT
    return TYPING if now >= show.event_stamp else EVENT
