"""Who decides next, and what an approver should look at before deciding. Pure; nothing here compares persons."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

AGREED, RETURNED, PASSED_ON = "agreed", "returned", "passed-on"
ABOVE_ALL = "head"
SHORTEST_TEXT = 6
HURRIED_SECONDS = 20
PER_MINUTE = 60


@dataclass(frozen=True)
class Decided:
    """A decision of this round: by which role, and what."""

    role: str
    decision: str


def role_after(levels: Sequence[str], role: str) -> str:
    """The next level of a flow; empty after the last."""
    place = levels.index(role) + 1 if role in levels else len(levels)
    return levels[place] if place < len(levels) else ""


def level_due(levels: Sequence[str], decided: Iterable[Decided]) -> str:
    """The role that decides next in this round; empty when the last one agreed.

    A level passed on because its holder was of the team counts as gone through; above the last level stands the head.
    """
    due = levels[0]
    for one in decided:
        due = role_after(levels, due) or (ABOVE_ALL if one.decision == PASSED_ON else "")
    return due


def deputy_of(levels: Sequence[str], role: str) -> str:
    """The role to which one passes what one may not decide oneself."""
    return role_after(levels, role) or ABOVE_ALL


@dataclass(frozen=True)
class Hint:
    """Something worth a look (请留意): a wording key and its facts."""

    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class FoundText:
    """The fact written at a line: number, text; of another inspection also its day and subject."""

    number: int
    text: str
    dossier: str = ""
    day: str = ""
    subject: str = ""


@dataclass(frozen=True)
class PhotoUse:
    """A photograph at a line (0: none); of another inspection also its day and subject."""

    number: int
    hash: str
    dossier: str = ""
    day: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Opinion:
    """What the unit said, and how: wording keys, and the objection's words."""

    opinion: str
    branch: str
    objection: str = ""


def hints_of(
    *,
    texts: Sequence[FoundText],
    other_texts: Sequence[FoundText],
    photos: Sequence[PhotoUse],
    other_photos: Sequence[PhotoUse],
    minutes: int,
    lines: int,
    opinion: Opinion | None,
) -> tuple[Hint, ...]:
    """What the approver should see: repeated texts, repeated photographs, time on site, the unit's words."""
    return (
        *_repeated_texts(texts, other_texts),
        *_repeated_photos(photos, other_photos),
        *_time_on_site(minutes, lines),
        *_words(opinion),
    )


def _repeated_texts(texts: Sequence[FoundText], others: Sequence[FoundText]) -> Iterable[Hint]:
    first: dict[str, int] = {}
    elsewhere = {_plain(one.text): one for one in others}
    for one in texts:
        plain = _plain(one.text)
        if len(plain) < SHORTEST_TEXT:
            continue
        if plain in first:
            yield Hint("hint-text-here", {"line": one.number, "other": first[plain]})
        first.setdefault(plain, one.number)
        if plain in elsewhere:
            other = elsewhere[plain]
            facts: dict[str, str | int] = {
                "line": one.number, "date": other.day, "subject": other.subject, "other": other.number,
            }  # fmt: skip
            yield Hint("hint-text-elsewhere", facts)


def _repeated_photos(photos: Sequence[PhotoUse], others: Sequence[PhotoUse]) -> Iterable[Hint]:
    first: dict[str, int] = {}
    elsewhere = {one.hash: one for one in others}
    for one in photos:
        if one.hash in first and first[one.hash] != one.number:
            yield Hint("hint-photo-here", {"line": one.number, "other": first[one.hash]})
        first.setdefault(one.hash, one.number)
        if one.hash in elsewhere:
            other = elsewhere[one.hash]
            yield Hint("hint-photo-elsewhere", {"line": one.number, "date": other.day, "subject": other.subject})


def _time_on_site(minutes: int, lines: int) -> Iterable[Hint]:
    if not lines:
        return
    hours, rest = divmod(minutes, PER_MINUTE)
    hurried = minutes * PER_MINUTE < HURRIED_SECONDS * lines
    yield Hint("hint-hurried" if hurried else "hint-time", {"lines": lines, "hours": hours, "minutes": rest})


def _words(opinion: Opinion | None) -> Iterable[Hint]:
    if opinion is None:
        return
    if opinion.branch == "branch-refused":
        yield Hint("hint-refused")
    elif opinion.branch == "branch-unavailable":
        yield Hint("hint-unsigned")
    if opinion.opinion == "opinion-objects":
        yield Hint("hint-objects", {"words": opinion.objection})
    elif opinion.branch not in ("branch-refused", "branch-unavailable"):
        yield Hint("hint-agrees")


def _plain(text: str) -> str:
    """A text without marks and spaces, so that a full stop more makes no difference."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())
