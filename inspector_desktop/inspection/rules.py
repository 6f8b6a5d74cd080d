"""Where an inspection stands, what is due when, and which number comes next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Block:
    """Numbers `first` to `last` of a series and year."""

    first: int
    last: int


def current_step(steps: Iterable[str], done: Mapping[str, str]) -> str:
    """The first step of the bureau's line that is not done; empty when all are. `done` maps step to its moment."""
    return next((step for step in steps if not done.get(step)), "")


def outside_period(first: str, until: str, day: str) -> bool:
    """Whether a civil day is not within the period of the plan, both ends of which belong to it (all ISO)."""
    return not first <= day <= until


def next_number(blocks: Iterable[Block], used: Iterable[int]) -> int:
    """The smallest allotted number that was neither used nor closed; 0 when the blocks are used up."""
    taken = set(used)
    for block in sorted(blocks, key=lambda one: one.first):
        for number in range(block.first, block.last + 1):
            if number not in taken:
                return number
    return 0


def numbers_left(blocks: Iterable[Block], used: Iterable[int]) -> int:
    """How many allotted numbers are free."""
    taken = set(used)
    return sum(number not in taken for block in blocks for number in range(block.first, block.last + 1))


def out_of_order(times: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Of steps in the order of the work with their moments (stamps, empty when unknown), pairs that contradict it."""
    known = [(step, at) for step, at in times if at]
    return tuple((first, second) for (first, then), (second, now) in pairwise(known) if then > now)


def took_part(officers: Iterable[str], person: str) -> bool:
    """Whether a person was of the team; such a person may not approve (三项制度; 54号)."""
    return person in set(officers)
