"""Says in people's words why changed rules do not hold together: which rule, what is wrong, how to repair it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from inspector_desktop.errors import Refused
from inspector_desktop.profile.amending import body_of, identity, put
from inspector_desktop.profile.base import MILLION
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.parts import key_of, limits_of, rules_of
from inspector_desktop.profile.words import name_of, percent, value_name
from inspector_desktop.wording import has

_CODES = {
    "int_type": "refused-rule-number", "int_parsing": "refused-rule-number", "int_from_float": "refused-rule-number",
    "string_too_short": "refused-rule-empty", "missing": "refused-rule-empty",
    "literal_error": "refused-rule-choice", "day": "refused-rule-day",
}  # fmt: skip


def name_at(profile: Profile, path: str) -> str:
    """What stands at a path, as people call it: 结果录入省平台·长短. A path nobody knows is called as it is."""
    for rule in rules_of(profile):
        if rule.path == path:
            return name_of(rule, profile)
        for one in rule.values:
            if one.path == path:
                return f"{name_of(rule, profile)}·{value_name(one.key)}"
    key = key_of(path)
    last = path.rpartition("/")[2]
    if not has(f"rule-{key}"):
        return last
    return value_name(key)


def refusal_of(wrong: ValidationError, profile: Profile, values: Sequence[tuple[str, Any]]) -> Refused:
    """Turn the first finding into a refusal."""
    first = wrong.errors(include_url=False)[0]
    if first["type"] == "value_error":
        return _broken_rule(str(first["ctx"]["error"]).split(" "), profile, values)
    body = body_of(profile)
    for changed, value in values:
        put(body, changed, value)
    path = _path(first["loc"], body)
    name, kind = name_at(profile, path), first["type"]
    if kind in {"greater_than_equal", "less_than_equal"}:
        return _out_of_range(name, path, first["input"])
    if kind == "string_pattern_mismatch" and "01" in str(first.get("ctx", {}).get("pattern", "")):
        kind = "day"
    code = _CODES.get(kind, "refused-rule-value")
    shown = {"value": str(first["input"])} if code in {"refused-rule-number", "refused-rule-day"} else {}
    return Refused(code, name=name, **shown)


def _broken_rule(words: list[str], profile: Profile, values: Sequence[tuple[str, Any]]) -> Refused:
    rule, *met = words
    if rule == "reference":
        where = met[0].replace(".", "-").replace("_", "-")
        name = next((value_name(key) for key in (where, f"{where}-deadline") if has(f"rule-{key}")), where)
        path = f"{met[1].replace('.', '/')}/{met[2]}"
        return Refused("refused-rule-used", name=name, id=name_at(profile, path))
    if rule == "number-pattern":
        return Refused("refused-rule-pattern", name=name_at(profile, values[0][0]))
    return Refused("refused-rule-together", rule=rule)


def _out_of_range(name: str, path: str, value: Any) -> Refused:
    least, most = limits_of(path)
    if path.rpartition("/")[2].endswith("_ppm"):
        return Refused(
            "refused-rule-range", name=name, value=f"{percent(value)}%", least="0%", most=f"{percent(MILLION)}%"
        )
    return Refused("refused-rule-range", name=name, value=value, least=least, most=most)


def _path(where: tuple[int | str, ...], body: Any) -> str:
    parts: list[str] = []
    for part in where:
        body = _inside(body, part)
        parts.append(identity(body) if isinstance(part, int) else part)
    return "/".join(one for one in parts if one)


def _inside(body: Any, part: int | str) -> Any:
    if isinstance(body, list) and isinstance(part, int):
        return body[part] if part < len(body) else None
    return body.get(part) if isinstance(body, dict) else None
