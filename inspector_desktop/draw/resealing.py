"""The transcript of a draw of this store, whole: put together again where the draw is too large to keep it twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from inspector_desktop.draw import changes, ticket, transcript
from inspector_desktop.draw.columns import no_sweeps, short_parts
from inspector_desktop.draw.facts import DrawnPart
from inspector_desktop.draw.kept import frozen_of, listing_of, opened_of
from inspector_desktop.draw.store import DrawView
from inspector_desktop.draw.ticket import Drawn
from inspector_desktop.errors import Damaged, Refused


def seal_of(view: DrawView, closed: Collection[str] = ()) -> transcript.Sealed:
    """The transcript of a large draw that was held or declared void, put together again from what is kept.

    The names of `closed` subjects stay concealed. Raises `Damaged("error-draw-list")` when it has another digest than
    was entered, `Refused` when it does not verify.
    """
    said = short_parts(view.transcript)
    parts = parts_of(view, said)
    made = transcript.sealed(frozen_of(view), **parts, void=_void(said["void"]))
    if said["digest"] not in {"", made.digest}:
        raise Damaged("error-draw-list")
    if not closed:
        return made
    parts["opened"] = listing_of(view).opened_but(closed)
    return transcript.sealed(frozen_of(view), **parts, void=_void(said["void"]))


@no_sweeps()
def transcript_of(view: DrawView, closed: Collection[str] = ()) -> bytes:
    """The bytes of a draw's transcript file; raises as `seal_of`. `closed` is for a large draw alone."""
    return b"".join(seal_of(view, closed).pieces) if view.listed else view.transcript.encode()


@no_sweeps()
def verify_kept(view: DrawView) -> transcript.Verification:
    """Compute a kept draw again. A large one is put together anew, which checks all that `verify` does but spelling."""
    if not view.listed:
        return transcript.verify(view.transcript.encode())
    try:
        return seal_of(view).answer
    except Refused as refusal:
        return transcript.Verification(verified=False, step="result", why=refusal.code, facts=refusal.facts)
    except Damaged:
        return transcript.Verification(verified=False, step="digest", why="draw-digest-differs")


def parts_of(view: DrawView, said: Mapping[str, Any]) -> dict[str, Any]:
    """What `transcript.sealed` is given beside list and void, for a draw whose transcript says this."""
    opening = opening_of(said["seed"]) if said["seed"] else None
    return {
        "opening": opening,
        "drawn": ticket.draw(frozen_of(view), opening.digits) if opening else None,
        "changes": tuple(changes.read(one, "changes") for one in said["changes"]),
        "opened": opened_of(view),
        "anchors": said["anchors"],
    }


def opening_of(seed: Mapping[str, Any]) -> transcript.Opening:
    """The digits and who typed them, as a transcript says it."""
    first, second = (transcript.Entered(one["by"], one["digits"]) for one in seed["entered"])
    return transcript.Opening(
        digits=seed["digits"], entered=(first, second), opened_at=seed["opened_at"], witnesses=tuple(seed["witnesses"])
    )


def parts_drawn(drawn: Drawn) -> tuple[DrawnPart, ...]:
    """Who was drawn, by stratum and group: what a large draw enters of its result."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for one in drawn.objects:
        found[one.stratum, one.group].append(one.id)
    return tuple(
        DrawnPart(stratum=stratum, group=group, subjects=" ".join(sorted(ids)))
        for (stratum, group), ids in sorted(found.items())
    )


def _void(said: Mapping[str, Any]) -> transcript.Void | None:
    return transcript.Void(**said) if said else None
