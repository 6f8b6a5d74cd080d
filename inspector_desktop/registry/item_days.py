"""When the items of a list are published: on the day a person gives, else on the one the list itself tells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from inspector_desktop.clock import Clock
from inspector_desktop.journal.desks import Desk
from inspector_desktop.registry.acts import publish_items
from inspector_desktop.registry.comparing import Compared
from inspector_desktop.registry.facts import ItemRow
from inspector_desktop.registry.intake import Intake
from inspector_desktop.registry.kept_acts import end_item
from inspector_desktop.registry.kept_rules import ENDLESS


@dataclass(frozen=True)
class Days:
    """What is known of the publication of an item; civil days."""

    published_on: str = ""
    valid_from: str = ""
    valid_until: str = ""
    link: str = ""
    ended_reason: str = ""


def days_of(
    intake: Intake, found: Compared, rows: Collection[ItemRow], standing: Mapping[str, Any], given: str
) -> Mapping[str, Days]:
    """The days of each row by its id: the one given, else what the list says of an item not published yet."""
    if given:
        return {row.id: Days(given, given) for row in rows}
    days = {row.id: Days() for row in rows}
    numbers = {made.id: row.row for row, made in zip(found.new.given(), found.new.made(), strict=True)}
    numbers |= {one.id: one.row for one in found.changed}
    unpublished = {
        numbers[row.id]: row.id for row in rows if row.id not in standing or not standing[row.id].published_on
    }
    for row in intake.rows:
        if row.row in unpublished and row.get("published_on"):
            until = row.get("valid_until")
            days[unpublished[row.row]] = Days(
                row.get("published_on"), row.get("valid_from"), "" if until == ENDLESS else until, row.get("link"),
                row.get("ended_reason"),
            )  # fmt: skip
    return days


def publish_told(
    session: Session, *, desk: Desk, clock: Clock, rows: Sequence[ItemRow], days: Mapping[str, Days], shelf: str = ""
) -> None:
    """Publish items, those of the same days together, and end those whose end and its reason are told."""
    for one in dict.fromkeys(days[row.id] for row in rows):
        part = [row for row in rows if days[row.id] == one]
        publish_items(
            session, desk=desk, clock=clock, rows=part, published_on=one.published_on,
            valid_from=one.valid_from or one.published_on, valid_until=one.valid_until, link=one.link, shelf=shelf,
        )  # fmt: skip
        for row in part if one.ended_reason and one.valid_until else ():
            end_item(session, desk=desk, clock=clock, item=row.id, on=one.valid_until, reason=one.ended_reason)
