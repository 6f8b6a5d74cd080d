"""The order of signing, and what each branch needs. Pure (DESIGN 9; 000 一(六)2(2); 安全生产法 68)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SIGNING_BRANCHES = ("branch-principal", "branch-seal", "branch-on-site")
NOTED_BRANCHES = ("branch-refused", "branch-unavailable")
UNIT, WITNESS, OFFICER = "unit", "witness", "officer:"


@dataclass(frozen=True)
class Words:
    """The statement as the rules need it."""

    opinion: str
    objection: str
    branch: str
    signer_name: str
    reason: str
    proof: str
    witness_name: str
    recorder: str
    proof_photo: str
    no_proof_reason: str


def wanting_of_words(words: Words) -> str:
    """What the statement still needs, as a wording key; empty when complete."""
    nobody = words.branch == "branch-unavailable" and not words.opinion  # then there is no opinion to take down
    if not nobody and words.opinion not in {"opinion-agrees", "opinion-objects"}:
        return "refused-no-opinion"
    if words.opinion == "opinion-objects" and not words.objection.strip():
        return "refused-no-objection"
    if words.branch not in (*SIGNING_BRANCHES, *NOTED_BRANCHES):
        return "refused-no-branch"
    if words.branch in SIGNING_BRANCHES:
        return "" if words.signer_name.strip() else "refused-no-signer"
    if not words.reason.strip():
        return "refused-no-reason"
    proofs = {
        "proof-witness": words.witness_name,
        "proof-photo": words.proof_photo,
        "proof-recorder": words.recorder,
        "proof-none": words.no_proof_reason,
    }
    return "" if proofs.get(words.proof, "").strip() else "refused-no-proof"


def may_sign(role: str, words: Words, signed: Mapping[str, str], digest: str) -> str:
    """Why this role may not sign now, as a wording key; empty if it may. `signed` maps role to the digest signed.

    The unit or, failing that, the proof comes first; both officers last, over the text that includes the note.
    """
    wanting = wanting_of_words(words)
    if wanting:
        return wanting
    if role == UNIT:
        return "" if words.branch in SIGNING_BRANCHES else "refused-unit-refused"
    if role == WITNESS:
        return "" if words.proof == "proof-witness" else "refused-no-witness"
    if words.branch in SIGNING_BRANCHES and signed.get(UNIT) != digest:
        return "refused-unit-first"
    if words.proof == "proof-witness" and signed.get(WITNESS) != digest:
        return "refused-witness-first"
    return ""


def wanting_of_record(words: Words, officers: Sequence[str], signed: Mapping[str, str], digest: str) -> str:
    """What the record still needs before it is finalised, as a wording key; empty when nothing."""
    if any(one != digest for one in signed.values()):
        return "refused-signatures-void"
    for officer in officers:
        found = may_sign(OFFICER + officer, words, signed, digest)
        if found:
            return found
        if OFFICER + officer not in signed:
            return "refused-officers-sign"
    return ""


def changed_lines(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Names of lines whose answer differs from the one that was signed."""
    return tuple(sorted(name for name in {*then, *now} if then.get(name, "") != now.get(name, "")))
