"""Which officers may be sent where: 执法区域 and 执法类别 (004 第九条, DOMAIN 6.3), and 所所交叉 (DOMAIN 1.6). Pure.

TICKET-V1 knows one word for it, the area of an object. Here that word is the subject's 辖区, the 执法类别 its category
asks for, or both; each officer's areas are the words he covers. Matching and reserve then follow as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from inspector_desktop.profile.model import Profile

ANYWHERE = "*"
AVOID = "avoid"
_JOINED = "、"
_BOTH = " · "


class Sent(Protocol):
    """An officer of the register, or of another department."""

    @property
    def areas(self) -> str:
        """His 执法区域, joined by 、."""


@dataclass(frozen=True)
class Cover:
    """What a draw asks of areas: the words that occur, each with its 辖区 and 执法类别, and how they are covered.

    `own_names` are names for the whole district of the bureau: who has one of these, or no 辖区 that is known, goes
    anywhere. With `avoid` an officer's areas and unit are where he is at home, and there he may not go.
    """

    words: Mapping[tuple[str, str], str]
    places: frozenset[str]
    own_names: str
    avoid: bool
    anywhere: bool  # whether some subject asks for nothing

    def of(self, members: Sequence[Sent]) -> tuple[str, ...]:
        """The words every one of these covers, as the list has them."""
        covered = {word for key, word in self.words.items() if all(self._may(one, *key) for one in members)}
        return (ANYWHERE,) if covered == set(self.words.values()) else tuple(sorted(covered))

    def nowhere(self, members: Sequence[Sent]) -> bool:
        """Whether these may be sent to none of the subjects."""
        return bool(self.words) and not self.anywhere and not self.of(members)

    def _may(self, one: Sent, place: str, kind: str) -> bool:
        kinds: str | None = getattr(one, "categories", None)  # other departments answer for their own people
        if kind and kinds is not None and kind not in kinds.split(_JOINED):
            return False
        if not place:
            return True
        named = places_of(one, self.places, self.own_names, avoid=self.avoid)
        return place not in named if self.avoid else not named or place in named


def places_of(one: Sent, places: Collection[str], own_names: str, *, avoid: bool) -> set[str]:
    """The 辖区 an officer's areas name, with `avoid` his unit's too; none of one who goes anywhere."""
    parts = {part for part in one.areas.split(_JOINED) if part}
    named = parts & set(places)
    if avoid:
        unit: str = getattr(one, "unit", "")
        return named | {place for place in places if place and place in unit}
    return set() if any(part == ANYWHERE or part in own_names for part in parts) else named


def cover_of(
    profile: Profile, subjects: Iterable[tuple[str, str]], people: Iterable[Sent]
) -> tuple[Cover, Mapping[tuple[str, str], str]]:
    """How areas are asked for among subjects of (辖区, category), and the word of each such pair.

    A 辖区 is asked for only where some officer's areas name one, because else all of them go anywhere.
    """
    pairs = set(subjects)
    known = frozenset(place for place, _ in pairs if place)
    avoid, own_names = profile.groups.own_area == AVOID, profile.bureau.name
    named = {place for one in people for place in places_of(one, known, own_names, avoid=avoid)}
    asked = named if avoid else known if named else set()
    found: dict[tuple[str, str], str] = {}
    words: dict[tuple[str, str], str] = {}
    for place, category in pairs:
        key = (place if place in asked else "", profile.category(category).enforcement)
        found[place, category] = words[key] = _BOTH.join(filter(None, key))
    return Cover(
        {key: word for key, word in words.items() if word}, known, own_names, avoid, "" in words.values()
    ), found
