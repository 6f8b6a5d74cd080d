"""What people read of a rule: its name, its value in their own words. How they write a value is `typed`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inspector_desktop.profile.base import MILLION
from inspector_desktop.profile.clocks import Deadline
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.parts import Rule, Value, rows_of
from inspector_desktop.wording import has, say

PER_CENT = MILLION // 100
TOKENS = (
    ("{number:02}", "rule-token-number2"), ("{number:03}", "rule-token-number3"), ("{number:04}", "rule-token-number4"),
    ("{number}", "rule-token-number"), ("{short}", "rule-token-short"), ("{word}", "rule-token-word"),
    ("{year}", "rule-token-year"),
)  # fmt: skip
"""Places of a number pattern, and the marks people read and write for them."""
_FOREVER = frozenset({"archive-years", "archive-recordings-years"})


def name_of(rule: Rule, profile: Profile) -> str:
    """What a rule is called: the name of its value, or the title of its row."""
    if not rule.row:
        return say(f"rule-{rule.key}")
    last = rule.path.rpartition("/")[2]
    if rule.title:
        return rule.title
    if rule.key == "frequency-caps":
        titles = {one.id: one.title for one in profile.categories}
        return titles.get(last, say("rule-everybody"))
    return say(f"rule-word-{last}")


def item_list(profile: Profile) -> str:
    """What the bureau calls its item list: as its regulation does, else by the usual name."""
    return profile.registers.item_list or say("term-item-list")


def table_of(rule: Rule) -> str:
    """What a row is one of; empty for a rule that stands by itself."""
    return say(f"rule-{rule.key}") if rule.row else ""


def value_name(key: str) -> str:
    """What a value is called."""
    return say(f"rule-{key}")


def note_of(key: str) -> str:
    """What a value means, where its name does not say it."""
    return say(f"rule-{key}-note") if has(f"rule-{key}-note") else ""


def unit_of(key: str) -> str:
    """The unit of a number."""
    return say(f"rule-unit-{key}") if has(f"rule-unit-{key}") else ""


def option_word(key: str, option: str) -> str:
    """What an option is called."""
    if key in {"deadlines-step", "documents-kinds-step", "rectification-unmended"} and has(f"step-{option}"):
        return say(f"step-{option}")
    for known in (f"rule-{key}-is-{option}", f"rule-word-{option}", f"step-{option}", option):
        if has(known):
            return say(known)
    return option


def spoken(one: Value, profile: Profile) -> str:
    """A value in people's words: 5 家, 30%, 是, the title of what it names; never a key."""
    value = one.value
    if value is None or value in ("", []):
        return say("rule-empty")
    if one.shape in {"choices", "references", "lines"}:
        return "、".join(_titled(one, str(part), profile) for part in value)
    if one.shape in {"choice", "reference"}:
        return _titled(one, str(value), profile)
    known = _SPOKEN.get(one.shape)
    return known(one) if known is not None else str(value)


def summary(rule: Rule, profile: Profile) -> str:
    """What a rule says, in one line."""
    if not rule.row:
        return spoken(rule.values[0], profile)
    if rule.key == "deadlines":
        return deadline_line(profile.deadline(rule.path.rpartition("/")[2]))
    if rule.key == "plan-periods":
        return say("rule-period", opens=spoken(rule.values[1], profile), closes=spoken(rule.values[2], profile))
    said = [
        spoken(one, profile) if one.shape != "switch" else value_name(one.key)
        for one in rule.values
        if not one.key.endswith("-title") and one.value not in (None, "", [], False)
    ]
    return "；".join(said)


def deadline_line(one: Deadline) -> str:
    """A deadline in a line: 检查结束起 5 个工作日内."""
    if one.unit == "date":
        closes = month_day(one.closes or "")
        if one.opens:
            return say("rule-deadline-period", opens=month_day(one.opens), closes=closes)
        return say("rule-deadline-date", closes=closes)
    if one.trigger == "month":
        return say("rule-deadline-month", length=one.length or 0, unit=option_word("deadlines-unit", one.unit))
    return say(
        "rule-deadline-length", trigger=option_word("deadlines-trigger", one.trigger), length=one.length or 0,
        unit=option_word("deadlines-unit", one.unit),
    )  # fmt: skip


def percent(ppm: int) -> str:
    """Millionths as a percentage without needless digits: 300000 is 30, 12500 is 1.25."""
    whole, rest = divmod(ppm, PER_CENT)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".")


def month_day(text: str) -> str:
    """`11-30` as 11月30日."""
    month, _, day = text.partition("-")
    return say("rule-month-day", month=int(month), day=int(day))


def with_tokens(pattern: str) -> str:
    """A number pattern with marks people can read."""
    for token, key in TOKENS:
        pattern = pattern.replace(token, say(key))
    return pattern


def _titled(one: Value, value: str, profile: Profile) -> str:
    if one.table:
        return dict(rows_of(profile, one.table)).get(value, value)
    return option_word(one.key, value)


def _part(row: dict[str, Any]) -> str:
    key = "rule-parts-set" if row["set"] else "rule-parts-free"
    return say(key, count=row["count"], min=row["min"], max=row["max"])


def _number(one: Value) -> str:
    if not one.value and one.key in _FOREVER:
        return say("rule-forever")
    return f"{one.value} {unit_of(one.key)}".strip()


_SPOKEN: dict[str, Callable[[Value], str]] = {
    "parts": lambda one: "，".join(_part(row) for row in one.value),
    "switch": lambda one: say("rule-yes") if one.value else say("rule-no"),
    "percent": lambda one: f"{percent(one.value)}%",
    "number": _number,
    "day": lambda one: month_day(one.value),
    "pattern": lambda one: with_tokens(one.value),
}
