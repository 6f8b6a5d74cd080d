"""A large register of subjects held against a list: compact, and put together row by row only where it is asked for.

A hundred thousand subjects as objects take hundreds of megabytes. Here each is one run of bytes; a code or the key of a
name leads to it, and what stands in it is read when a row of the list concerns it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from sqlmodel import Session, col, select

from inspector_desktop.registry.codes import name_key
from inspector_desktop.registry.records import Subject

_BETWEEN = "\x1f"  # no text of a register holds it: texts are tidied on their way in
_AT_ONCE = 5_000


class StandingSubject(NamedTuple):
    """What a list is compared with."""

    id: str
    name: str
    code: str
    category: str
    authority: str
    jurisdiction: str
    address: str
    principal: str
    phone: str
    credit: str
    survival: str


class StandingSubjects(Mapping[str, StandingSubject]):
    """The counted subjects of a register by id, in its order; `by_code` and `by_name` lead to ids."""

    def __init__(self) -> None:
        self._rows: list[bytes] = []
        self._places: dict[str, int] = {}
        self._codes: dict[str, str] = {}  # only where the id is another text
        self._uncoded: set[str] = set()  # ids that are not the code of their row
        self._names: dict[int, int] = {}  # hash of a name's key to its first place
        self._alike: dict[str, int] = {}  # where two keys have one hash
        self.by_code: Mapping[str, str] = _ByCode(self)
        self.by_name: Mapping[str, str] = _ByName(self)

    def add(self, row: StandingSubject) -> None:
        """Hold one more subject.

        Of rows with one name the first is found by it; of those with one code the one it is the id of, else the last.
        """
        place = len(self._rows)
        self._rows.append(_packed(row))
        self._places[row.id] = place
        if row.code != row.id:
            self._uncoded.add(row.id)
            if row.code:
                self._codes[row.code] = row.id
        key = name_key(row.name)
        first = self._names.setdefault(hash(key), place)
        if first != place and name_key(self.at(first).name) != key:
            self._alike.setdefault(key, place)

    def at(self, place: int) -> StandingSubject:
        """The subject at a place."""
        return _unpacked(self._rows[place])

    def id_of_code(self, code: str) -> str:
        """The id of the subject with a code, or an empty text."""
        if code in self._places and code not in self._uncoded:
            return code  # the company itself, before its further sites
        return self._codes.get(code, "")

    def id_of_name(self, key: str) -> str:
        """The id of the first subject whose name has a key (`codes.name_key`), or an empty text."""
        place = self._names.get(hash(key))
        if place is None:
            return ""
        row = self.at(place)
        if name_key(row.name) == key:
            return row.id
        other = self._alike.get(key)
        return "" if other is None else self.at(other).id

    def codes(self) -> Iterator[str]:
        """Every code there is."""
        yield from (one for one in self._places if one not in self._uncoded)
        yield from (one for one in self._codes if one not in self._places or one in self._uncoded)

    def __getitem__(self, one: str) -> StandingSubject:
        return self.at(self._places[one])

    def __contains__(self, one: object) -> bool:
        return one in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _ByCode(Mapping[str, str]):
    """Code to id."""

    def __init__(self, standing: StandingSubjects) -> None:
        self._standing = standing

    def __getitem__(self, code: str) -> str:
        found = self._standing.id_of_code(code)
        if not found:
            raise KeyError(code)
        return found

    def __iter__(self) -> Iterator[str]:
        return self._standing.codes()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None


class _ByName(Mapping[str, str]):
    """Key of a name to id."""

    def __init__(self, standing: StandingSubjects) -> None:
        self._standing = standing

    def __getitem__(self, key: str) -> str:
        found = self._standing.id_of_name(key)
        if not found:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name_key(one.name) for one in self._standing.values()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self._standing)


def standing_subjects(session: Session, bureau: str) -> StandingSubjects:
    """Read the counted subjects of a bureau, a few thousand rows at a time."""
    columns: tuple[Any, ...] = tuple(getattr(Subject, name) for name in StandingSubject._fields)
    asked = select(*columns).where(Subject.bureau == bureau, col(Subject.counted).is_(True))
    found = StandingSubjects()
    for row in session.execute(asked.execution_options(yield_per=_AT_ONCE)):
        found.add(StandingSubject(*row))
    return found


def _packed(row: StandingSubject) -> bytes:
    if any(_BETWEEN in one for one in row):
        row = StandingSubject(*(one.replace(_BETWEEN, " ") for one in row))
    return _BETWEEN.join(cast("tuple[str, ...]", row)).encode()


def _unpacked(packed: bytes) -> StandingSubject:
    return StandingSubject._make(packed.decode().split(_BETWEEN))
