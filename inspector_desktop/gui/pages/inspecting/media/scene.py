"""What windows about evidence need of one inspection: the visit, its evidence, and where a picture may belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector_desktop.check.evidence_store import EvidenceView, answered_of, evidence_of, originals_of
from inspector_desktop.check.moments import STEPS, Answered
from inspector_desktop.check.store import VisitView, find_definition, find_visit
from inspector_desktop.clock import Clock, civil, moment, stamp
from inspector_desktop.gui.pages.inspecting.case import day_words
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

LINE, STEP = "line:", "step:"
WHOLE = f"{STEP}step-shot-other"


@dataclass(frozen=True)
class Scene:
    """One inspection as evidence sees it. `targets` are pairs of key (`line:…`, `step:…`) and text."""

    dossier: str
    subject: str
    visit: VisitView | None
    until: str
    evidence: EvidenceView
    originals: frozenset[str]
    answered: tuple[Answered, ...]
    targets: tuple[tuple[str, str], ...]

    def words(self, line: str, step: str) -> str:
        """Where a piece belongs, in words."""
        key = target_of(line, step)
        return dict(self.targets).get(key, say("evidence-whole-visit"))


def load_scene(session: Session, *, bureau: str, dossier: str, subject: str, clock: Clock) -> Scene:
    """Read everything in one go."""
    visit = find_visit(session, bureau, dossier)
    definition = find_definition(session, bureau, dossier)
    steps = tuple((f"{STEP}{one}", say(one)) for one in STEPS)
    lines = tuple(
        (f"{LINE}{one.name}", say("evidence-target-line", number=one.number, label=one.label))
        for one in (definition.questions if definition else ())
        if one.kind == "verdict"
    )
    return Scene(
        dossier=dossier, subject=subject, visit=visit,
        until=visit.ended_at if visit and visit.ended_at else stamp(clock.now()),
        evidence=evidence_of(session, bureau, dossier), originals=originals_of(session, bureau, dossier),
        answered=answered_of(session, bureau, dossier), targets=(*steps, *lines),
    )  # fmt: skip


def target_of(line: str, step: str) -> str:
    """The key of a place."""
    return f"{LINE}{line}" if line else f"{STEP}{step}" if step else WHOLE


def place_of(target: str) -> tuple[str, str]:
    """Line and step of a key."""
    if target.startswith(LINE):
        return target.removeprefix(LINE), ""
    return "", target.removeprefix(STEP)


def clock_words(at: str) -> str:
    """A moment as on a wall: 11月20日 14:15:02; empty for none."""
    return f"{day_words(at)} {civil(moment(at)):%H:%M:%S}" if at else ""


def length_words(seconds: int) -> str:
    """How long something plays; empty where nobody knows."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    return say("evidence-length", minutes=minutes, seconds=f"{rest:02}")


def size_words(size: int) -> str:
    """A size as people say it."""
    kilobyte = 1024
    if size < kilobyte * kilobyte:
        return f"{max(1, size // kilobyte)} KB"
    return f"{size / kilobyte / kilobyte:.1f} MB"
