"""Changes of rules over the file they were read from: pure. What is in force is the file and the changes, by path.

A path names a value as people would find it: `deadlines/D01/length`; rows of tables go by their id, so that a newer
file may order them otherwise. Who may change a rule and what is entered is `acts`; how a rule is called is `words`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from inspector_desktop.digest import canonical
from inspector_desktop.profile.model import Profile

IDENTITIES = ("id", "of", "key", "category")


@dataclass(frozen=True)
class Change:
    """One rule changed by an entry (`number`, the act), in force from the civil day `since`.

    `value` and `former` are canonical JSON, empty where there was or is none; `restores`: back to the file's value.
    """

    number: int
    path: str
    value: str
    former: str
    reason: str
    since: str
    by: str
    at: str
    restores: bool = False


@dataclass(frozen=True)
class Ruled:
    """The rules in force on a day; the changes they rest on; those to come; those the file no longer has a place for.

    `file` are the rules as shipped.
    """

    profile: Profile
    file: Profile
    standing: tuple[Change, ...] = ()
    coming: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()
    history: tuple[Change, ...] = ()

    def change_of(self, path: str) -> Change | None:
        """The change by which a value is what it is, or none where it is the file's."""
        return next((one for one in self.standing if one.path == path), None)


def written(value: Any) -> str:
    """Write a value as a fact carries it; nothing is an empty text."""
    return "" if value is None else canonical(_given(value)).decode("utf-8")


def unwritten(text: str) -> Any:
    """Read back what `written` gave."""
    return json.loads(text) if text else None


def body_of(profile: Profile) -> dict[str, Any]:
    """The profile as tables, with a place for everything that may be given."""
    body: dict[str, Any] = profile.model_dump(mode="json")
    return body


def identity(row: Any) -> str:
    """What a row of a table is known by; empty for what is no such row."""
    if not isinstance(row, dict):
        return ""
    return next((str(row[key]) for key in IDENTITIES if key in row), "")


def value_at(body: dict[str, Any], path: str) -> Any:
    """The value at a path. Raises `LookupError` where there is no such place."""
    here: Any = body
    for part in path.split("/"):
        here = _step(here, part)
    return here


def put(body: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at a path; a row may be new, nothing takes it out. Raises `LookupError` without the place."""
    above, _, last = path.rpartition("/")
    here = value_at(body, above) if above else body
    if isinstance(here, list):
        at = next((place for place, row in enumerate(here) if identity(row) == last), None)
        if value is None:
            if at is None:
                raise LookupError(path)
            del here[at]
        elif at is None:
            if not isinstance(value, dict) or identity(value) != last:
                raise LookupError(path)
            here.append(value)
        else:
            here[at] = value
    elif isinstance(here, dict) and last in here:
        here[last] = value
    else:
        raise LookupError(path)


def in_force(file: Profile, changes: Iterable[Change], today: date) -> Ruled:
    """The rules in force on a civil day.

    Of two changes of one rule the one that comes into force later holds. A change the file has no place for, or that
    no longer holds together with it, is left out and named; nothing is refused here, because work must go on.
    """
    history = tuple(sorted(changes, key=lambda one: one.number))
    day = today.isoformat()
    days = sorted({one.since for one in history if one.since <= day})
    profile: Profile = file
    gone: tuple[Change, ...] = ()
    earlier: list[tuple[str, Profile]] = []
    for since in days:
        before, (profile, gone) = profile, _built(file, _standing(history, since))
        if profile != before:
            earlier.append((since, before))
    missing = {(one.number, one.path) for one in gone}
    standing = tuple(one for one in _standing(history, day) if (one.number, one.path) not in missing)
    coming = tuple(one for one in history if one.since > day)
    ruled = profile.with_earlier(tuple(earlier)) if earlier else profile
    return Ruled(ruled, file, standing, coming, gone, history)


def amended(profile: Profile, values: Sequence[tuple[str, Any]]) -> Profile:
    """The profile with other values. Raises `LookupError` or Pydantic's `ValidationError`."""
    body = body_of(profile)
    for path, value in values:
        put(body, path, value)
    return Profile.model_validate(body)


def _given(value: Any) -> Any:
    """Leave out what a row does not give."""
    if isinstance(value, dict):
        return {key: _given(part) for key, part in value.items() if part is not None}
    return [_given(part) for part in value] if isinstance(value, list | tuple) else value


def _step(here: Any, part: str) -> Any:
    if isinstance(here, list):
        for row in here:
            if identity(row) == part:
                return row
        raise LookupError(part)
    if isinstance(here, dict):
        return here[part]
    raise LookupError(part)


def _standing(history: Sequence[Change], day: str) -> tuple[Change, ...]:
    found: dict[str, Change] = {}
    for one in sorted(history, key=lambda one: (one.since, one.number)):
        if one.since > day:
            break
        found.pop(one.path, None)
        if not one.restores:
            found[one.path] = one
    return tuple(found.values())


def _built(file: Profile, wanted: Sequence[Change]) -> tuple[Profile, tuple[Change, ...]]:
    if not wanted:
        return file, ()
    try:
        return amended(file, [(one.path, unwritten(one.value)) for one in wanted]), ()
    except (LookupError, ValidationError):
        pass
    profile, gone = file, list[Change]()
    for number in dict.fromkeys(one.number for one in wanted):  # what was changed in one act holds together
        act = [one for one in wanted if one.number == number]
        try:
            profile = amended(profile, [(one.path, unwritten(one.value)) for one in act])
        except (LookupError, ValidationError):
            gone += act
    return profile, tuple(gone)
