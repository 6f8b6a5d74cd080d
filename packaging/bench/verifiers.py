"""Three verifiers side by side: the program, the published Python file, the browser's core; they must always agree.

For each of N (2,000): a random draw, accepted by all three, and an alteration of a random transcript with its seals
computed again, on which all three must give one answer. The answers of the altered ones are counted by the step the
program names; an accepted one is an alteration of what nobody seals (a witness's name, say), sealed again.

The same N draws with their signatures: each is accepted, and an alteration of it is given the signature of the
original, a forger's own, or none, with the bureau's keys or fingerprint; nobody may accept any. Then one large
transcript, whose time in each is told. `bench verifiers --scale 10000`
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import Any

from inspector_desktop.draw import transcript as tr
from inspector_desktop.draw.frozen import Candidate, Grouping, Officer, Stratum, freeze
from inspector_desktop.draw.signing import judge
from inspector_desktop.draw.ticket import draw

DEFAULT = 2_000
LARGE = 100_000
VERIFIERS = ("program", "published", "browser")


def run(scale: int | None) -> dict[str, Any]:
    """Compare `scale` draws and as many alterations (2,000 each)."""
    seed = int(os.environ.get("INSPECTOR_SEED", time.time()))
    count, begun = scale or DEFAULT, time.monotonic()
    inputs, browsers = import_module("factories.draw_inputs"), import_module("factories.browser")
    published, browser = browsers.published_verifier(), browsers.Browser()
    unlike: list[str] = []
    steps: Counter[str] = Counter()
    accepted = 0
    for number in range(seed, seed + count):
        rng = random.Random(number)
        drawn = inputs.a_busy_year(rng) if number % 5 == 0 else inputs.a_transcript(rng)
        altered = browsers.a_resealed_alteration(rng, rng.randint(1, 3), commitment=rng.random() < 0.5)
        right, changed = tr.verify(drawn), tr.verify(altered)
        for kind, file, answer in (("draw", drawn, right), ("alteration", altered, changed)):
            told = browser.verify(file)
            same = told.verified == _accepts(published, file) == answer.verified
            if not same or told.teams != dict(answer.teams) or (kind == "draw" and not answer.verified):
                unlike.append(f"{kind} {number}")
        accepted += right.verified
        steps[changed.step or "accepted by all"] += 1
    seconds = time.monotonic() - begun
    result = {
        "what": "random draws, and alterations sealed again, given to three verifiers",
        "seed": seed,
        "draws": count,
        "draws_accepted_by_all": accepted,
        "alterations": count,
        "alterations_by_step": dict(steps.most_common()),
        "disagreements": unlike,
        "signed": _signed(inputs, browsers, published, browser, range(seed, seed + count)),
        "seconds": round(seconds),
        "large": _large(inputs, published, browser),
    }
    browser.close()
    return result


def _signed(
    inputs: ModuleType, browsers: ModuleType, published: ModuleType, browser: Any, numbers: range
) -> dict[str, Any]:
    """Signed draws and alterations of them: how many each verifier accepts. Of the altered it must be none."""
    given = import_module("factories.signed")
    begun, unlike = time.monotonic(), []
    right: Counter[str] = Counter(dict.fromkeys(VERIFIERS, 0))
    wrong, ways, unsealed = right.copy(), Counter[str](), 0
    for number in numbers:
        rng = random.Random(number)
        drawn = inputs.a_busy_year(rng) if number % 5 == 0 else inputs.a_transcript(rng)
        altered = browsers.unsealed_alteration_of(rng, drawn) if number % 2 else drawn
        while altered == drawn:
            altered = browsers.resealed_alteration_of(rng, drawn, rng.randint(1, 3), commitment=rng.random() < 0.5)
        bureau = str(inputs.read_content(drawn)["frozen"]["bureau"])
        keys, own = given.a_list(bureau), given.signed(drawn)
        tries: tuple[tuple[str, bytes | None, bytes | None, str], ...] = (
            ("original signature, keys", own, keys, ""),
            ("original signature, fingerprint", own, None, given.PIN),
            ("forged signature, keys", given.signed(altered, given.FORGER), keys, ""),
            ("forged signature, fingerprint", given.signed(altered, given.FORGER), None, given.PIN),
            ("forged signature and keys, fingerprint", given.signed(altered, given.FORGER),
             given.a_list(bureau, given.FORGER), given.PIN),
            ("no signature, fingerprint", None, None, given.PIN),
        )  # fmt: skip
        way, signature, listed, pin = tries[number // 2 % len(tries)]
        ways[way] += 1
        for counted, case in ((right, (drawn, own, keys, given.PIN)), (wrong, (altered, signature, listed, pin))):
            file, beside, names, known = case
            answer = tr.verify(file)
            judged = judge(file, answer, signature=beside, keys=names, pin=known)
            told = {
                "program": answer.verified and not judged.refused,
                "published": browsers.accepts(published, file, beside, names, known),
                "browser": bool(browser.judge(file, beside, names, known)["accepted"]),
            }
            unsealed += counted is wrong and answer.verified
            counted.update({name: int(accepted) for name, accepted in told.items()})
            if len(set(told.values())) > 1:
                unlike.append(number)
    return {
        "what": "signed draws, and alterations of them sealed again, given to three verifiers with keys or fingerprint",
        "draws": len(numbers),
        "draws_accepted": dict(right),
        "alterations": len(numbers),
        "alterations_the_calculation_alone_accepts": unsealed,
        "alterations_accepted": dict(wrong),
        "alterations_given": dict(ways),
        "disagreements": unlike,
        "seconds": round(time.monotonic() - begun),
    }


def _large(inputs: ModuleType, published: ModuleType, browser: Any) -> dict[str, Any]:
    """Seconds of each for one transcript of a large register, a twentieth of it drawn."""
    rng = random.Random(1)
    objects = int(os.environ.get("INSPECTOR_LARGE", LARGE))
    frozen = freeze(
        replace(
            inputs.a_frozen(rng, objects=0, officers=0),
            strata=(Stratum("s", "ratio", ratio_ppm=50_000, minimum=1),),
            objects=tuple(Candidate(f"K{at:07}", "s", rng.choice(("", "北区"))) for at in range(objects)),
            excluded=(),
            officers=tuple(Officer(f"{at:04}") for at in range(100)),
            groups=Grouping(50, 2),
            barred=(),
            floor_ppm=0,
            top_up=(),
        )
    )
    digits = inputs.digits_for(rng, frozen.source)
    file = tr.assemble(frozen, opening=inputs.an_opening(digits), drawn=draw(frozen, digits))
    told: dict[str, Any] = {"objects": objects, "megabytes": round(len(file) / 1e6, 1)}
    verifiers: list[tuple[str, Callable[[bytes], Any]]] = [
        ("program", tr.verify),
        ("published", published.verify),
        ("browser", browser.verify),
    ]
    for name, verify in verifiers:
        begun = time.perf_counter()
        answer = verify(file)
        seconds = answer.milliseconds / 1000 if name == "browser" else time.perf_counter() - begun
        told[f"{name}_seconds"] = round(seconds, 2)
        if name != "published" and not answer.verified:
            raise SystemExit(name)
    return told


def _accepts(published: ModuleType, file: bytes) -> bool:
    try:
        published.verify(file)
    except published.Bad:
        return False
    return True
