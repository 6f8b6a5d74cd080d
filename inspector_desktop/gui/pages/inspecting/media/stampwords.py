"""What is burnt into a marked copy: when, where, at whose, and by whom it was taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from inspector_desktop.check.evidence_acts import Picture, shown_at
from inspector_desktop.clock import civil, moment
from inspector_desktop.gui.pages.inspecting.media.scene import Scene
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspection import InspectionPage


def stamp_words(page: InspectionPage, scene: Scene) -> Callable[[Picture], Sequence[str]]:
    """A function that gives the lines for a picture; made here, called on any thread."""
    case = page.case
    visit = scene.visit
    place = (visit.place if visit and visit.place else case.view.address if case else "") or "—"
    officers = "、".join(f"{name}（{number}）" for _, name, number in visit.officers) if visit else ""
    bureau = page.context.profile.bureau.name

    def words(picture: Picture) -> Sequence[str]:
        at = shown_at(picture.prepared.taken, picture.offset_s)
        time = f"{civil(moment(at)):%Y-%m-%d %H:%M:%S}" if at else say("evidence-stamp-untimed")
        spot = ""
        if picture.prepared.latitude:
            spot = f"（{picture.prepared.latitude}, {picture.prepared.longitude}）"
        return (
            say("evidence-stamp-time", time=time), say("evidence-stamp-place", place=f"{place}{spot}"),
            say("evidence-stamp-subject", subject=scene.subject),
            say("evidence-stamp-officers", bureau=bureau, officers=officers),
        )  # fmt: skip

    return words
