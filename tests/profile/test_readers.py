"""Every rule of a profile is read by the program, or the page says of it that it is not."""

import re
from collections.abc import Iterator
from pathlib import Path

from inspector_desktop.profile.amending import IDENTITIES
from inspector_desktop.profile.base import Row
from inspector_desktop.profile.loading import load
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.parts import ALWAYS, FIXED, NOT_YET, model_of, rule_key, rules_of

ROOT = Path(__file__).parents[2]
BY_NAME = {"draw-place-main": "place", "draw-place-supplementary": "place"}  # read by the kind of plan
_MODEL = ("model", "clocks", "papers", "selection", "outcome", "house")  # what a rule says of itself is reading it
NAMES = {"clause", *IDENTITIES}


def leaves(model: type[Row] = Profile, above: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """The key of each value, and the name of its field."""
    for name, field in model.model_fields.items():
        inner, _ = model_of(field.annotation)
        if inner is not None:
            yield from leaves(inner, (*above, name))  # type: ignore[arg-type]
        elif name not in NAMES:
            yield rule_key((*above, name)), name


def without_reader() -> set[str]:
    """Values whose name nothing outside the profile and the page that changes it asks for."""
    rooms = [one for one in (ROOT / "inspector_desktop").rglob("*.py") if not {"profile", "ruling"} & {*one.parts}]
    own = [ROOT / "inspector_desktop" / "profile" / f"{one}.py" for one in _MODEL]
    text = "\n".join(one.read_text(encoding="utf-8").partition("def _references_exist")[0] for one in (*rooms, *own))
    asked = set(re.findall(r"\.(\w+)", text))
    return {key for key, name in leaves() if BY_NAME.get(key, name) not in asked}


def test_every_rule_has_a_reader_or_is_said_to_have_none() -> None:
    assert without_reader() == ALWAYS | NOT_YET


def test_what_is_said_of_rules_is_said_of_rules_there_are() -> None:
    known = {value.key for rule in rules_of(load("wugang-civil-defence")) for value in rule.values}
    assert known >= ALWAYS | NOT_YET | FIXED
    assert not ALWAYS & NOT_YET
