"""Pictures on a card that may be imported: what is known of each, which were taken during the visit, and of which line.

Pure but for the small picture each one carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from PySide6.QtGui import QImage

from inspector_desktop.check.evidence_acts import shown_at
from inspector_desktop.check.moments import CHECK, line_at, within_visit
from inspector_desktop.clock import stamp
from inspector_desktop.gui.pages.inspecting.media.scene import LINE, STEP, WHOLE, Scene
from inspector_desktop.gui.pages.inspecting.media.sources import Found

UNREAD, READY, KNOWN, REFUSED = "unread", "ready", "known", "refused"


@dataclass(frozen=True)
class Shot:
    """One picture file. `ticked` and `placed` say that a person decided, so no proposal changes it any more."""

    found: Found
    state: str = UNREAD
    taken: str = ""  # the camera's local text
    digest: str = ""
    why: str = ""
    at: str = ""  # the moment by the corrected clock, or the file's own where the camera told none
    by_file: bool = False
    target: str = WHOLE
    chosen: bool = False
    ticked: bool = False
    placed: bool = False
    thumb: QImage = field(default_factory=QImage, compare=False)

    @property
    def free(self) -> bool:
        """Whether it can be imported."""
        return self.state in {UNREAD, READY}


def read_shot(shot: Shot, taken: str, digest: str, thumb: QImage, scene: Scene, offset_s: int) -> Shot:
    """A shot whose file was looked at."""
    state = KNOWN if digest in scene.originals else READY
    return propose(replace(shot, state=state, taken=taken, digest=digest, thumb=thumb), scene, offset_s)


def propose(shot: Shot, scene: Scene, offset_s: int) -> Shot:
    """Where it belongs and whether it is of this visit, unless a person said so already."""
    at = shown_at(shot.taken, offset_s)
    by_file = not at
    if by_file:
        at = stamp(datetime.fromtimestamp(shot.found.written, tz=UTC))
    arrived = scene.visit.arrived_at if scene.visit else ""
    during = within_visit(at, arrived_at=arrived, left_at=scene.until)
    made = replace(shot, at=at, by_file=by_file)
    if not shot.ticked:
        made = replace(made, chosen=during and made.state == READY)
    if not shot.placed:
        line = line_at(at, scene.answered, arrived_at=arrived) if during else ""
        made = replace(made, target=f"{LINE}{line}" if line else f"{STEP}{CHECK}" if during else WHOLE)
    return made


def near(shots: Sequence[Shot], scene: Scene, days: int = 2) -> list[int]:
    """The places of those written about the time of the visit, to be looked at first."""
    if scene.visit is None:
        return []
    arrived = datetime.fromisoformat(scene.visit.arrived_at).timestamp()
    return [at for at, one in enumerate(shots) if abs(one.found.written - arrived) < days * 86_400]
