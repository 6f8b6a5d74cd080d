"""Reads a profile from its file and says, when it can't, at which key, what is there, and how to repair it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from inspector_desktop.assets import resource
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.profile.model import Profile

LARGEST = 1_000_000
_SHOWN = 40
_WHY = {
    "int_type": "whole-number", "int_parsing": "whole-number", "int_from_float": "whole-number",
    "bool_type": "switch", "bool_parsing": "switch",
    "string_type": "text", "string_too_short": "text",
    "string_pattern_mismatch": "pattern",
    "literal_error": "choice",
    "greater_than_equal": "range", "less_than_equal": "range",
    "tuple_type": "list", "model_type": "table",
}  # fmt: skip


def available() -> tuple[str, ...]:
    """Return the names of the profiles that are shipped."""
    return tuple(sorted(path.stem for path in resource("profiles").glob("*.toml")))


def load(name: str) -> Profile:
    """Return the shipped profile of that name; raises `Missing`, or `Refused` as `parse` does."""
    if name not in available():
        raise Missing("missing-profile", name=name, known="、".join(available()))
    return read(resource("profiles", f"{name}.toml"))


def read(path: Path) -> Profile:
    """Return the profile in a file whose name is the bureau's id; raises `Missing` or `Refused`."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as absent:
        raise Missing("missing-profile", name=path.name, known="、".join(available())) from absent
    profile = parse(raw, name=path.name)
    if profile.id != path.stem:
        raise Refused("refused-profile-name", file=path.name, id=profile.id)
    return profile


def parse(raw: bytes, *, name: str) -> Profile:
    """Return the profile in the bytes of a TOML file; `name` is what people know the file by. Raises `Refused`."""
    if len(raw) > LARGEST:
        raise Refused("refused-profile-too-large", file=name)
    try:
        table = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Refused("refused-profile-not-toml", file=name, detail=str(broken)) from broken
    try:
        return Profile.model_validate(table)
    except ValidationError as wrong:
        raise _refusal(wrong, name) from wrong


def _refusal(wrong: ValidationError, name: str) -> Refused:
    """Turn the first finding into a refusal; an unknown key comes first, being the likeliest slip of the pen."""
    found = wrong.errors(include_url=False)
    first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
    key, more = _key(first["loc"]), len(found) - 1
    if first["type"] == "extra_forbidden":
        return Refused("refused-profile-unknown-key", file=name, at=key, more=more)
    if first["type"] == "missing":
        return Refused("refused-profile-missing-key", file=name, at=key, more=more)
    if first["type"] == "value_error":
        return _broken_rule(str(first["ctx"]["error"]).split(" "), key, name)
    why = _WHY.get(first["type"], "other")
    allowed = str(first.get("ctx", {}).get("expected", "")) if why == "choice" else ""
    return Refused(
        "refused-profile-value", file=name, at=key, value=_shown(first["input"]), why=why, allowed=allowed, more=more
    )


def _broken_rule(words: list[str], key: str, name: str) -> Refused:
    """Turn a rule of the model into a refusal; the first word names the rule, the others what it met."""
    rule, *met = words
    if rule == "twice":
        return Refused("refused-profile-twice", file=name, table=met[0], id=met[1])
    if rule == "reference":
        return Refused("refused-profile-reference", file=name, at=met[0], table=met[1], id=met[2])
    return Refused("refused-profile-rule", file=name, at=key or rule, rule=rule)


def _key(where: tuple[int | str, ...]) -> str:
    """Write a place as an author sees it in the file; tables are counted from 1."""
    text = ""
    for part in where:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
