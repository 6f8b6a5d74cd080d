"""How a place of entry or publication is worded: its state or clock as a chip, and the line under it."""

from __future__ import annotations

from datetime import date

from inspector_desktop.disclosure.store import PlaceView, PublicationView
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.inspection.deadlines import Due
from inspector_desktop.profile.outcome import Place
from inspector_desktop.wording import say

BY_HAND = ("entry-sheet", "upload")
"""Ways of a place where an officer enters the result himself."""
TONES = {"entry-done": "blue", "entry-shown": "green", "entry-returned": "red"}
PUB_TONES = {
    "pub-review": "grey", "pub-ready": "blue", "pub-shown": "green", "pub-corrected": "amber",
    "pub-withdrawn": "grey", "pub-repaired": "grey", "pub-unsent": "amber",
}  # fmt: skip


def place_chip(
    place: Place, found: PlaceView | None, running: Due | None, publication: PublicationView | None, today: date
) -> ChipText:
    """What a place says about itself: where the result is there, else when it is due, else how it gets there."""
    if place.by == "site" and publication is not None and publication.state != "pub-ready":
        return ChipText(say(publication.shown_state), PUB_TONES[publication.shown_state])
    if found is not None:
        return ChipText(say(found.state), TONES[found.state])
    if place.by == "shared-by-platform":
        return ChipText(say("place-shared-by-platform"))
    if place.by == "site" and publication is not None:
        return ChipText(say(publication.shown_state), PUB_TONES[publication.shown_state])
    return due_chip(running, today) if running is not None else ChipText(say("entry-none"))


def due_chip(running: Due, today: date) -> ChipText:
    """What a clock says: late in red, soon in amber, else grey; over a weekend it is past without a day being late."""
    if running.late:
        return ChipText(say("term-overdue", days=running.late), "red")
    day = say("month-day", month=running.day.month, day=running.day.day)
    if running.day < today:
        return ChipText(say("entries-past", date=day), "red")
    return ChipText(say("term-due", date=day), "amber" if running.soon else "grey")


def place_line(place: Place, found: PlaceView | None) -> str:
    """The line under a place: its number there, the day, why it was late or returned."""
    if found is None:
        return ""
    day = date.fromisoformat(found.done_on)
    parts = [say("month-day", month=day.month, day=day.day)]
    if found.number and place.by == "entry-sheet":
        parts.append(say("entries-number-is", number=found.number))
    if found.late_days:
        parts.append(say("entries-was-late", days=found.late_days, reason=found.late_reason))
    if found.state == "entry-returned":
        parts.append(say("entries-was-returned", reason=found.returned_reason))
    return "，".join(parts)
