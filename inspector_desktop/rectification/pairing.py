"""整改前后对比: binding a photograph after to one before, and reading the pairs for the screen and the annex."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, select

from inspector_desktop.check.evidence_acts import Picture, add_picture
from inspector_desktop.check.evidence_store import origins_of
from inspector_desktop.check.moments import AFTER, BEFORE
from inspector_desktop.check.store import PhotoView, photos_of
from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.rectification.document import ShownPair
from inspector_desktop.rectification.pair_facts import PicturesPaired
from inspector_desktop.rectification.pair_records import PicturePair
from inspector_desktop.rectification.store import ProblemView, problems_of
from inspector_desktop.storage.evidence import has_evidence, read_evidence
from inspector_desktop.wording import say


@dataclass(frozen=True)
class PairView:
    """A problem's photographs: those that may stand for before, and the pair chosen (hashes, empty for none)."""

    problem: int
    candidates: tuple[PhotoView, ...]
    before: str = ""
    after: str = ""


def pairs_of(session: Session, bureau: str, dossier: str) -> dict[int, PairView]:
    """By problem: photographs of its line (or marked 整改前), and its pair. Those taken off since are left out."""
    photos = photos_of(session, bureau, dossier)
    there = {one.hash for one in photos}
    steps = {digest: one.step for digest, one in origins_of(session, bureau, dossier).items()}
    rows = session.exec(
        select(PicturePair).where(PicturePair.bureau == bureau, PicturePair.dossier == dossier)
    ).all()  # fmt: skip
    chosen = {row.problem: row for row in rows}
    found: dict[int, PairView] = {}
    for one in problems_of(session, bureau, dossier):
        before = tuple(
            photo for photo in photos
            if photo.line == one.line or (not photo.line and steps.get(photo.hash) == BEFORE)
        )  # fmt: skip
        row = chosen.get(one.number)
        view = PairView(one.number, before, before=before[0].hash if before else "")
        if row is not None:
            view = replace(
                view, before=row.before if row.before in there else view.before,
                after=row.after if row.after in there else "",
            )  # fmt: skip
        found[one.number] = view
    return found


def pair_pictures(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, problem: int, before: str, after: Picture | str
) -> str:
    """Bind a photograph after (a new one, or one of the dossier) to the one before; return its hash.

    Raises `Refused` for a photograph before that is none of this dossier, `Missing` for an unknown problem.
    """
    _problem(session, desk, dossier, problem)
    if before not in {one.hash for one in photos_of(session, desk.bureau, dossier)}:
        raise Refused("refused-pair-before")
    if isinstance(after, Picture):
        marked = replace(after, line="", step=AFTER, note=after.note or say("recheck-after-note", number=problem))
        digest = add_picture(session, desk=desk, clock=clock, dossier=dossier, picture=marked)
    else:
        digest = after
    if digest == before or digest not in {one.hash for one in photos_of(session, desk.bureau, dossier)}:
        raise Refused("refused-pair-after")
    fact = PicturesPaired(problem=problem, before=before, after=digest)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return digest


def shown_pairs(session: Session, bureau: str, dossier: str, numbers: Collection[int]) -> tuple[ShownPair, ...]:
    """The pairs of some problems with their bytes, for the annex; those whose bytes are not here are left out."""
    photos = {one.hash: one for one in photos_of(session, bureau, dossier)}
    problems = {one.number: one for one in problems_of(session, bureau, dossier)}
    made: list[ShownPair] = []
    for number, pair in sorted(pairs_of(session, bureau, dossier).items()):
        both = (pair.before, pair.after)
        if number not in numbers or not all(one in photos and has_evidence(session, one) for one in both):
            continue
        before, after = (read_evidence(session, one) for one in both)
        made.append(
            ShownPair(
                problems[number].line_number, problems[number].fact.rstrip("。"), before, _day(photos[pair.before]),
                after, _day(photos[pair.after]),
            )
        )  # fmt: skip
    return tuple(made)


def _day(photo: PhotoView) -> str:
    day = date.fromisoformat(photo.taken_at[:10]) if photo.taken_at else civil_date(photo.added_at)
    return say("date-long", date=day)


def _problem(session: Session, desk: Desk, dossier: str, number: int) -> ProblemView:
    found = next((one for one in problems_of(session, desk.bureau, dossier) if one.number == number), None)
    if found is None:
        raise Missing("error-dossier-missing")
    return found


__all__ = ["PairView", "pair_pictures", "pairs_of", "shown_pairs"]
