"""Which result and measure fit a visit, and what may never leave the bureau. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspector_desktop.profile.outcome import Followups, Results

MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-—－ ]?\d{7,8}(?!\d)")
IDENTITY = re.compile(r"(?<![0-9A-Z])\d{17}[\dXx](?![0-9A-Z])")
OWN_NAME = ("subject",)
"""Public by themselves: the registered name may hold a person's name."""
OWN_CODE = ("code",)
SHORTEST_NAME = 2
SHOWN, CORRECTED, WITHDRAWN, REPAIRED = "pub-shown", "pub-corrected", "pub-withdrawn", "pub-repaired"
PUBLIC = (SHOWN, CORRECTED)


@dataclass(frozen=True)
class Proposal:
    """Codes of the profile; empty where the officer has to choose himself."""

    result: str
    followup: str


def propose(results: Results, followups: Followups, *, outcome: str, violates: int, ordered: bool) -> Proposal:
    """The result and measure that fit: of a visit that checked, by problems and orders; else by how it could not."""
    if outcome != "checked":
        fitting = next((one.id for one in results.codes if outcome in one.unable), "")
        return Proposal(fitting, "")
    if not violates:
        return Proposal(results.clean, next((one.id for one in followups.measures if not one.needs_problem), ""))
    if ordered:
        return Proposal(results.ordered, next((one.id for one in followups.measures if one.needs_problem), ""))
    return Proposal(results.pending, "")


def wrong_choice(results: Results, followups: Followups, *, result: str, followup: str, violates: int) -> str:
    """What is wrong with a choice, as a wording key; empty when it can stand."""
    code = next((one for one in results.codes if one.id == result), None)
    measure = next((one for one in followups.measures if one.id == followup), None)
    if code is None:
        return "refused-result-code"
    if measure is None:
        return "refused-followup-code"
    if code.outcome == "clean" and violates:
        return "refused-result-clean"
    if measure.needs_problem and not violates and code.outcome in ("clean", "unable"):
        return "refused-followup-clean"
    return ""


@dataclass(frozen=True)
class Held:
    """What must not go out: in which field, and what it is (a wording key `held-…`)."""

    key: str
    what: str


def held_back(fields: Mapping[str, str], *, names: Iterable[str], allowed: Iterable[str]) -> tuple[Held, ...]:
    """Everything in these fields that must not be published: keys outside the allowlist, names, telephones, numbers."""
    permitted = set(allowed)
    people = {one.strip() for one in names if len(one.strip()) >= SHORTEST_NAME}
    found: list[Held] = []
    for key, text in fields.items():
        kind = key.partition(".")[0]
        if key not in permitted and kind not in permitted:
            found.append(Held(key, "held-field"))
        if kind not in OWN_NAME and any(name in text for name in people):
            found.append(Held(key, "held-name"))
        if MOBILE.search(text) or LANDLINE.search(text):
            found.append(Held(key, "held-telephone"))
        if kind not in OWN_CODE and IDENTITY.search(text):
            found.append(Held(key, "held-identity"))
    return tuple(found)


def complete(needed: Iterable[str], done: Iterable[str]) -> bool:
    """Whether every place that has a clock is done."""
    return set(needed) <= set(done)
