"""Both published verifiers, asked the same as the program: the browser's core in an engine, the Python file loaded."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from py_mini_racer import MiniRacer

from factories import draw_inputs as inputs
from inspector_desktop.digest import sha256_hex
from inspector_desktop.headquarters.verifier import core, program

ASKED = """
const asBytes = (text) => Uint8Array.from(text, (unit) => unit.charCodeAt(0));
function verifyOne(text) {
  const file = asBytes(text);
  const begun = Date.now();
  const { verified, step, why, drawn, standing } = ticketV1.verify(file);
  const milliseconds = Date.now() - begun;
  return JSON.stringify({
    verified, step, why, milliseconds, result: drawn ? drawn.result : {}, teams: verified && standing ? [...standing.teams] : [],
    groups: verified && standing ? [...standing.groups] : [],
  });
}
function judgeOne(text, signature, keys, pin) {
  const file = asBytes(text);
  const { verified, transcript } = ticketV1.verify(file);
  const given = (one) => (one === null ? null : asBytes(one));
  const judged = drawSignature.judge(file, transcript && transcript.frozen, given(signature), given(keys), pin);
  return JSON.stringify({ ...judged, accepted: verified && judged.state !== "refused" });
}
function holds(key, signature, message) {
  return drawSignature.ed25519(asBytes(key), asBytes(signature), asBytes(message));
}
function verifySeveral(texts) {
  return JSON.stringify(ticketV1.verifyChain(texts.map((text) => ticketV1.verify(asBytes(text)))));
}
"""


def published_verifier() -> ModuleType:
    """The one-file Python verifier as the site has it, as a module."""
    module = ModuleType("verify_draw")
    exec(compile(program(), "verify_draw.py", "exec"), module.__dict__)
    return module


@dataclass(frozen=True, slots=True)
class Told:
    """What the browser verifier says of one file, and how long it took inside the engine."""

    verified: bool
    step: str
    why: str
    milliseconds: int
    result: dict[str, Any]
    teams: dict[str, tuple[str, ...]]
    groups: dict[str, int]


class Browser:
    """One engine with the core loaded; bytes go in as a text of code units 0 to 255."""

    def __init__(self) -> None:
        self._engine = MiniRacer()
        self._engine.eval(core())
        self._engine.eval(ASKED)

    def verify(self, file: bytes) -> Told:
        told = json.loads(str(self._engine.call("verifyOne", file.decode("latin-1"))))
        teams = {name: tuple(team) for name, team in told.pop("teams")}
        return Told(**told | {"groups": dict(told["groups"])}, teams=teams)

    def verify_chain(self, files: list[bytes]) -> dict[str, Any]:
        told = self._engine.call("verifySeveral", [file.decode("latin-1") for file in files])
        return dict(json.loads(str(told)))

    def judge(self, file: bytes, signature: bytes | None, keys: bytes | None = None, pin: str = "") -> dict[str, Any]:
        """What the browser says of a file with its signature; `accepted` is both together."""
        given = [None if one is None else one.decode("latin-1") for one in (signature, keys)]
        return dict(json.loads(str(self._engine.call("judgeOne", file.decode("latin-1"), *given, pin))))

    def holds(self, key: bytes, signature: bytes, message: bytes) -> bool:
        """Whether an Ed25519 signature holds."""
        return bool(self._engine.call("holds", *(one.decode("latin-1") for one in (key, signature, message))))

    def run(self, script: str) -> Any:
        """Evaluate a script in the engine."""
        return self._engine.eval(script)

    def close(self) -> None:
        self._engine.close()


def accepts(published: ModuleType, file: bytes, *given: Any) -> bool:
    """Whether the published Python verifier accepts a file with its signature, keys and pin."""
    try:
        published.judge(file, published.verify(file)["frozen"], *given)
    except (published.Bad, published.Refused):
        return False
    return True


def a_resealed_alteration(rng: random.Random, times: int, *, commitment: bool) -> bytes:
    """A random transcript with some things changed, anywhere or in one part, and its seals computed again."""
    return resealed_alteration_of(rng, inputs.a_transcript(rng), times, commitment=commitment)


def resealed_alteration_of(rng: random.Random, file: bytes, times: int, *, commitment: bool) -> bytes:
    """This transcript with some things changed, and its seals computed again."""
    content = inputs.read_content(file)
    parts = [name for name in ("seed", "result", "changes", "void", "opened") if content[name]]
    under = (rng.choice(parts),) if parts and rng.random() < 0.5 else ()
    for _ in range(times):
        content = (
            inputs.alter(rng, content, under) if len(content) > 1 and (not under or content[under[0]]) else content
        )
    return sealed(content, commitment=commitment)


def unsealed_alteration_of(rng: random.Random, file: bytes) -> bytes:
    """This transcript with something changed that none of its hashes holds, so that the calculation accepts it."""
    content = inputs.read_content(file)
    seed, void, opened, changes = content["seed"], content["void"], content["opened"], content["changes"]
    acts: list[dict[str, Any]] = [{"anchors": [*content["anchors"], f"局服务器回执 {rng.randrange(10**6)}"]}]
    if seed:
        acts.append({"seed": seed | {"witnesses": [*seed["witnesses"][1:], f"见证人 {rng.randrange(100)}"]}})
        later = seed | {"opened_at": seed["opened_at"][:-1].replace(":30:00", f":29:{rng.randrange(60):02}") + "Z"}
        typed = [one | {"by": f"{one['by']}{rng.randrange(100)}"} for one in seed["entered"]]
        acts += [{"seed": later}, {"seed": seed | {"entered": typed}}]
    if opened:
        acts.append({"opened": {key: opened[key] for key in rng.sample(sorted(opened), len(opened) - 1)}})
    if void:
        acts.append({"void": void | {"reason": f"原因 {rng.randrange(100)}"}})
    elif seed:
        acts.append({"void": {"at": "2026-12-01T00:00:00Z", "reason": "不满意", "approver": "局长", "event": "held"}})
    if changes:
        acts.append({"changes": [*changes[:-1], changes[-1] | {"approver": f"别人 {rng.randrange(100)}"}]})
    return sealed(content | rng.choice(acts))


def sealed(content: dict[str, Any], *, commitment: bool = False) -> bytes:
    """The file of a content, its digest (and commitment) computed again as a forger would."""
    if "frozen" in content:
        again = {"commitment": sha256_hex(spelled(content["frozen"]))} if commitment else {}
        content = content | again
        rest = {key: part for key, part in content.items() if key != "digest"}
        content = content | {"digest": sha256_hex(spelled(rest))}
    return spelled(content) + b"\n"


def spelled(value: Any) -> bytes:
    """Canonical JSON without its refusals: a value beyond the bounds must reach the verifiers, not stop the forger."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
