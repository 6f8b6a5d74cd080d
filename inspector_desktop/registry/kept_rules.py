"""What rows beside the registers must say, what an item lacks before publication, who may check an item. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.codes import name_key
from inspector_desktop.registry.rules import may_inspect
from inspector_desktop.registry.store import ItemView, OfficerView, SubjectView
from inspector_desktop.wording import say

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "experts": ("name", "field"),
    "partners": ("name",),
    "contacts": ("owner", "day", "who", "agreed"),
    "qualifications": ("owner", "name", "valid_until"),
    "relations": ("owner", "name", "relation"),
    "trainings": ("owner", "name", "day", "hours"),
    "risks": ("owner", "name", "day"),
    "specials": ("library", "name"),
    "teams": ("name", "members"),
}
"""What a row of a kind can't do without."""
DAYS = frozenset({"day", "since", "valid_until", "agreed_on", "approved_on", "ended_on", "joined_on", "left_on"})
"""Columns that hold a civil day."""
ENDLESS = "9999-09-09"
"""长期, as the platform's sheets write it (DOMAIN 3)."""

SUBJECT_KINDS = (
    "enterprise", "individual", "cooperative", "institution", "social", "shelter", "alarm", "project", "building",
    "activity", "other",
)  # fmt: skip
"""What a subject may be; those after `social` have no code of their own by law and get one of the bureau."""
_BY_CODE = {"91": "enterprise", "92": "individual", "93": "cooperative", "11": "institution", "12": "institution"}
_PREFIXES = {
    "shelter": "RFGC", "alarm": "JBSS", "project": "XM", "building": "JZ", "activity": "HD",
}  # fmt: skip
UNCODED = frozenset(_PREFIXES)
ALWAYS_OF_ITEM = ("title", "item_class", "agency", "subject_category", "content", "basis", "methods", "form")
_ASKED = {"ratio": "column-ratio", "frequency": "column-frequency", "level": "field-level"} | {
    one: f"field-{one}" for one in ("duty_code", "reviewed_by", "reviewed_on")
}
GRADES = ("key", "general")


def lacking(kind: str, row: Mapping[str, str]) -> tuple[str, ...]:
    """The columns a row beside the registers lacks."""
    return tuple(column for column in REQUIRED[kind] if not row.get(column, "").strip())


def unreadable_days(row: Mapping[str, str]) -> tuple[str, ...]:
    """The columns whose civil day can't be read."""
    found = []
    for column, value in row.items():
        if column in DAYS and value:
            try:
                date.fromisoformat(value)
            except ValueError:
                found.append(column)
    return tuple(found)


def wanted_of_item(profile: Profile) -> tuple[str, ...]:
    """The columns an item must have before it is published.

    Name, class (重点 or 一般: 001 二(二)), agency, object, content, basis, mode and check table always; ratio,
    frequency, level, the entry in the list of powers and duties (004 第七条, 003 二(一)) and the review before
    publication where the bureau's list has a column for them.
    """
    titles = profile.registers.item_columns
    return ALWAYS_OF_ITEM + tuple(
        column for column, key in _ASKED.items() if any(say(key) in title for title in titles)
    )


def lacking_of_item(item: ItemView, profile: Profile) -> tuple[str, ...]:
    """The columns an item lacks before it may be published; a category the profile does not know is none."""
    known = item.subject_category in {one.id for one in profile.categories}
    found = [column for column in wanted_of_item(profile) if not str(getattr(item, column)).strip()]
    if not known and "subject_category" not in found:
        found.append("subject_category")
    if item.random == "no" and not item.random_reason.strip():
        found.append("random_reason")
    return tuple(found)


def state_of_item(item: ItemView, day: str) -> str:
    """Where an item stands on a civil day: `draft`, `waiting` for its first day, `valid`, `ended`."""
    one = item.on(day)
    if not one.published_on:
        return "draft"
    if one.valid_until and one.valid_until < day:
        return "ended"
    return "waiting" if one.valid_from > day else "valid"


def twice_listed(
    chosen: Iterable[ItemView], listed: Iterable[ItemView], day: str
) -> tuple[tuple[ItemView, ItemView], ...]:
    """Items of one name on two shelves, ended ones aside: each chosen one with its double elsewhere (004 第七条)."""
    elsewhere: dict[tuple[str, str], list[ItemView]] = {}
    for one in listed:
        if state_of_item(one, day) != "ended":
            elsewhere.setdefault(_name_of(one), []).append(one)
    return tuple(
        (one, other)
        for one in chosen
        for other in elsewhere.get(_name_of(one), ())
        if other.dossier != one.dossier and other.id != one.id
    )


def _name_of(item: ItemView) -> tuple[str, str]:
    return name_key(item.title), name_key(item.sub_title)


def is_key(item: ItemView) -> bool:
    """Whether an item is a key item (重点检查事项) rather than a general one."""
    return say("grade-key-word") in item.item_class


def kind_of(subject: SubjectView) -> str:
    """What a subject is: as it was entered, else as the first digits of its code say (DOMAIN 3)."""
    if subject.kind:
        return subject.kind
    if subject.code_kind != "uscc":
        return ""
    return _BY_CODE.get(subject.code[:2], "social" if subject.code[:2] in {"51", "52", "53"} else "other")


def internal_code(kind: str, taken: Iterable[str], *, region: str) -> str:
    """The next internal code of a kind, such as `RFGC-410481-0003`: for works, facilities and events without one."""
    begin = f"{_PREFIXES.get(kind, 'NB')}-{region}-"
    numbers = [int(one[len(begin) :]) for one in taken if one.startswith(begin) and one[len(begin) :].isdigit()]
    return f"{begin}{max(numbers, default=0) + 1:04}"


def site_id(code: str, taken: Iterable[str]) -> str:
    """The id of a further site of a company: its code and the next number."""
    known = set(taken)
    return next(made for number in range(2, 10_000) if (made := f"{code}-{number}") not in known)


def fit_for(item: ItemView, people: Iterable[OfficerView], profile: Profile, day: str) -> tuple[OfficerView, ...]:
    """The officers who may check an item on a civil day (001 二(三)): on duty, certified, with the fields it needs."""
    needs: set[str] = set()
    for one in profile.categories:
        if one.id == item.subject_category:
            needs |= set(one.needs)
    return tuple(
        one for one in people if not may_inspect(one, day) and (not needs or needs & set(one.fields.split("、")))
    )
