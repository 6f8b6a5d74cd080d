"""抽取编号连续性: every number of the bureau's draws, its state, gaps, and whether each names the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.digest import sha256_hex
from inspector_desktop.draw.columns import short_parts
from inspector_desktop.draw.kept import frozen_of
from inspector_desktop.draw.resealing import verify_kept
from inspector_desktop.draw.shapes import ZEROS
from inspector_desktop.draw.store import DrawView, draws, with_list
from inspector_desktop.errors import Damaged, Missing, Refused


@dataclass(frozen=True)
class ChainLine:
    """A number of the chain. `wrong` is a wording key saying what does not hold, empty when all does.

    `state` is of the draw; `missing` for a number nobody has. `kind` is of `first`, `supplement`, `replacement`, and
    `of` the number it adds to or replaces (0: none). `verified`: its transcript was computed again.
    """

    number: int
    state: str
    title: str
    kind: str
    of: int
    commitment: str
    frozen_at: str
    published: bool
    verified: bool
    wrong: str
    reason: str


@dataclass(frozen=True)
class Chain:
    """All numbers, the latest first, and those held elsewhere, which have none."""

    lines: tuple[ChainLine, ...]
    recorded: tuple[DrawView, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """Numbers without a draw."""
        return tuple(sorted(one.number for one in self.lines if one.state == "missing"))

    @property
    def sound(self) -> bool:
        """Whether every number is there and each fits the one before."""
        return not any(one.wrong for one in self.lines)


def chain_of(session: Session, bureau: str) -> Chain:
    """Check the whole chain: numbers from 1 without a gap, the link of each, its commitment, its transcript."""
    known = draws(session, bureau)
    held = [one for one in known if not one.recorded]
    return check_chain(held, tuple(one for one in known if one.recorded), lambda one: with_list(session, one))


def check_chain(
    held: list[DrawView], recorded: tuple[DrawView, ...] = (), read: Callable[[DrawView], DrawView] = lambda one: one
) -> Chain:
    """Check the draws given; `chain_of` reads them from the store. `read` gives a large draw its list, one at a time.

    A draw whose list has not come to this device yet is not computed again.
    """
    by_number: dict[int, list[DrawView]] = {}
    for one in held:
        by_number.setdefault(one.number, []).append(one)
    number_of = {one.commitment: one.number for one in held}
    lines = []
    for number in range(1, max(by_number, default=0) + 1):
        found = by_number.get(number, [])
        if not found:
            lines.append(ChainLine(number, "missing", "", "", 0, "", "", False, False, "chain-missing", ""))
            continue
        before = by_number.get(number - 1, [])
        lines += [
            _line(one, _look(one, read), before[0].commitment if before else "", number_of, twice=len(found) > 1)
            for one in found
        ]
    return Chain(tuple(reversed(lines)), recorded)


@dataclass(frozen=True)
class _Looked:
    """Whether the list is the one that was sealed, and the transcript verifies; None where it was not computed."""

    sound: bool
    verified: bool | None


def _look(draw: DrawView, read: Callable[[DrawView], DrawView]) -> _Looked:
    try:
        whole = read(draw)
        commitment = frozen_of(whole).commitment if draw.listed else sha256_hex(draw.frozen)
    except Missing:
        return _Looked(True, None)
    except (Damaged, Refused):
        return _Looked(False, None)
    return _Looked(commitment == draw.commitment, verify_kept(whole).verified if draw.transcript else None)


def _line(
    draw: DrawView, looked: _Looked, before: str, number_of: dict[str, int], *, twice: bool
) -> ChainLine:  # fmt: skip
    frozen = short_parts(draw.frozen)
    expected = ZEROS if draw.number == 1 else before
    wrong = ""
    if twice:
        wrong = "chain-twice"
    elif not looked.sound or frozen["number"] != draw.number:
        wrong = "chain-commitment"
    elif expected and frozen["previous"] != expected:
        wrong = "chain-previous"
    elif frozen["of"] and not 0 < number_of.get(frozen["of"], 0) < draw.number:
        wrong = "chain-of"
    elif looked.verified is False:
        wrong = "chain-transcript"
    return ChainLine(
        draw.number, draw.state, draw.title, frozen["kind"], number_of.get(frozen["of"], 0), draw.commitment,
        draw.frozen_at, bool(draw.published_at), bool(looked.verified), wrong, draw.void_reason,
    )  # fmt: skip
