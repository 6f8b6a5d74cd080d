"""抽取编号连续性: every number of the bureau's draws, its state, gaps, and whether each names the one before."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.digest import sha256_hex
from inspector_desktop.draw.columns import short_parts
from inspector_desktop.draw.shapes import ZEROS
from inspector_desktop.draw.store import DrawView, draws
from inspector_desktop.draw.transcript import verify


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
    return check_chain([one for one in known if not one.recorded], tuple(one for one in known if one.recorded))


def check_chain(held: list[DrawView], recorded: tuple[DrawView, ...] = ()) -> Chain:
    """Check the draws given; `chain_of` reads them from the store."""
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
        lines += [_line(one, before[0].commitment if before else "", number_of, twice=len(found) > 1) for one in found]
    return Chain(tuple(reversed(lines)), recorded)


def _line(draw: DrawView, before: str, number_of: dict[str, int], *, twice: bool) -> ChainLine:
    frozen = short_parts(draw.frozen)
    verified = verify(draw.transcript.encode()).verified if draw.transcript else True
    expected = ZEROS if draw.number == 1 else before
    wrong = ""
    if twice:
        wrong = "chain-twice"
    elif sha256_hex(draw.frozen) != draw.commitment or frozen["number"] != draw.number:
        wrong = "chain-commitment"
    elif expected and frozen["previous"] != expected:
        wrong = "chain-previous"
    elif frozen["of"] and not 0 < number_of.get(frozen["of"], 0) < draw.number:
        wrong = "chain-of"
    elif not verified:
        wrong = "chain-transcript"
    return ChainLine(
        draw.number, draw.state, draw.title, frozen["kind"], number_of.get(frozen["of"], 0), draw.commitment,
        draw.frozen_at, bool(draw.published_at), bool(draw.transcript) and verified, wrong, draw.void_reason,
    )  # fmt: skip
