"""Reads lists of subjects that come from elsewhere, with the group that checks them where a draw was held. Pure.

A row names a subject by code or name, and its officers by name or certificate, or its group by number. What can't be
told is given back, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspector_desktop.registry.codes import name_key, normalise_code
from inspector_desktop.wording import say

_CELLS = re.compile(r"[\t,，;；|]+")
_PEOPLE = re.compile(r"[、,，;；/\s]+")
_GROUP = re.compile(r"第?\s*(\d{1,3})\s*组?")


@dataclass(frozen=True)
class Keys:
    """What the registers know: subjects by code and by name, officers by certificate and by name.

    A name that stands twice leads nowhere, so that nobody is mistaken for another.
    """

    codes: Mapping[str, str]
    names: Mapping[str, str]
    officers: Mapping[str, str]

    def subject(self, text: str) -> str:
        """The id of a subject, or an empty text."""
        return self.codes.get(normalise_code(text)) or self.names.get(name_key(text), "")

    def officer(self, text: str) -> str:
        """The id of an officer, or an empty text."""
        return self.officers.get(text.strip(), "")


@dataclass(frozen=True)
class Listed:
    """Subjects by id with their group (from 1; 0: none was given), the groups, and rows that name nobody known."""

    subjects: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, ...], ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]


def keys_of(subjects: Iterable[tuple[str, str, str]], officers: Iterable[tuple[str, str, str]]) -> Keys:
    """Keys out of the registers; both as id, code or certificate, name."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for one, code, name in subjects:
        codes[normalise_code(code or one)] = one
        key = name_key(name)
        names[key] = "" if key in names else one
    people: dict[str, str] = {}
    for one, certificate, name in officers:
        people[name] = "" if name in people else one
        if certificate:
            people[certificate] = one
    return Keys(codes, names, people)


def split_lines(text: str) -> tuple[tuple[str, ...], ...]:
    """Typed lines as rows of cells; cells are parted by a tab, comma or semicolon."""
    return tuple(tuple(cell.strip() for cell in _CELLS.split(line)) for line in text.splitlines() if line.strip())


def read_groups(text: str, keys: Keys) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Typed groups, one a line with its officers; and the names nobody has."""
    groups, unknown = [], []
    for line in text.splitlines():
        names = [one for one in _PEOPLE.split(line) if one]
        if names:
            groups.append(tuple(found for one in names if (found := keys.officer(one))))
            unknown += [one for one in names if not keys.officer(one)]
    return tuple(groups), tuple(unknown)


def read_list(rows: Iterable[Sequence[str]], keys: Keys, *, groups: Sequence[tuple[str, ...]] = ()) -> Listed:
    """Read a list; teams in its rows become groups after those given, the same team once.

    With one group in all, rows that name none go to it. Rows above the first subject that look like a header are
    passed over.
    """
    teams = list(groups)
    found: list[tuple[str, int]] = []
    unknown: list[str] = []
    twice: list[str] = []
    seen: set[str] = set()
    headers = say("draws-list-headers").split("、")
    for cells in rows:
        texts = [cell.strip() for cell in cells if cell.strip()]
        subject = next((one for text in texts if (one := keys.subject(text))), "")
        if not subject:
            if texts and not (not found and any(word in text for word in headers for text in texts)):
                unknown.append(_told(texts, keys))
            continue
        if subject in seen:
            twice.append(_told(texts, keys))
            continue
        seen.add(subject)
        names = [name for text in texts if keys.subject(text) != subject for name in _PEOPLE.split(text) if name]
        team = tuple(dict.fromkeys(one for name in names if (one := keys.officer(name))))
        number = 0
        if team:
            same = next((at for at, one in enumerate(teams, 1) if set(one) == set(team)), 0)
            if not same:
                teams.append(team)
            number = same or len(teams)
        else:
            spelt = [_GROUP.fullmatch(text) for text in texts[1:]]
            number = next((int(one[1]) for one in reversed(spelt) if one), 0)
        found.append((subject, number))
    if len(teams) == 1:
        found = [(one, number or 1) for one, number in found]
    return Listed(tuple(found), tuple(teams), tuple(unknown), tuple(twice))


def read_subjects(lines: Iterable[str], keys: Keys) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The subjects of typed or pasted lines by id, each once, and the lines that name nobody known."""
    found = read_list(split_lines("\n".join(lines)), keys)
    return tuple(one for one, _ in found.subjects), found.unknown


def _told(texts: Sequence[str], keys: Keys) -> str:
    """What a row is called by when it is given back: its longest cell that isn't a team."""
    others = [text for text in texts if not any(keys.officer(one) for one in _PEOPLE.split(text))]
    return max(others or texts, key=len)
