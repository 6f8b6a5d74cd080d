"""常用语 of a check line: which are offered, in which order, and what may be kept. Pure.

Three sources stand beside each other: what officers wrote before (learned), what the supervising section keeps for
everybody, and what an officer keeps for himself. An officer's own word on a phrase goes before the bureau's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KEPT, PINNED, HIDDEN, GONE = STATES = ("kept", "pinned", "hidden", "gone")
"""What was said of a phrase; `gone` takes back whatever was said before."""
OWN, BUREAU, LEARNED = "own", "bureau", "learned"
MOST_LONG = 300
"""So many characters a phrase may have: it is a sentence, not a report."""


@dataclass(frozen=True)
class Phrase:
    """A phrase of a line: its text, where it comes from, whether it stands first or is not offered."""

    text: str
    origin: str
    pinned: bool = False
    hidden: bool = False


def merged(learned: Sequence[str], bureau: Mapping[str, str], own: Mapping[str, str]) -> tuple[Phrase, ...]:
    """All phrases of a line, those offered first and in their order, then the hidden ones.

    `learned` comes most usual first; `bureau` and `own` are states by text, in the order in which they were said.
    Pinned ones stand first, the officer's before the bureau's; then what he added, what the bureau keeps, what was
    learned.
    """
    said_own = {text: state for text, state in own.items() if state != GONE}
    said = {text: state for text, state in bureau.items() if state != GONE}
    known = dict.fromkeys((*said_own, *said, *learned))
    found = []
    for text in known:
        if said.get(text) == HIDDEN and text not in said_own and text not in learned:
            continue  # the bureau wrote it anew: nobody needs to see how it read
        state = said_own.get(text) or said.get(text) or KEPT
        origin = BUREAU if text in said else LEARNED if text in learned else OWN
        found.append(Phrase(text, origin, pinned=state == PINNED, hidden=state == HIDDEN))
    rank = {OWN: 0, BUREAU: 1, LEARNED: 2}
    first_own = {text for text, state in said_own.items() if state == PINNED}
    found.sort(key=lambda one: (one.hidden, not one.pinned, one.text not in first_own, rank[one.origin]))
    return tuple(found)


def offered(phrases: Sequence[Phrase]) -> tuple[str, ...]:
    """The texts that are offered at the line, in order."""
    return tuple(one.text for one in phrases if not one.hidden)


def refusal_of(text: str, *, instead: str, known: Sequence[Phrase]) -> str:
    """Why a text may not be kept as a phrase, as a wording key; empty when it may."""
    if not text:
        return "refused-phrase-empty"
    if len(text) > MOST_LONG:
        return "refused-phrase-long"
    if text != instead and any(one.text == text and not one.hidden for one in known):
        return "refused-phrase-twice"
    return ""
