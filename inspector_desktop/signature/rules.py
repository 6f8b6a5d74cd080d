"""The order of signing, and what each branch needs. Pure (DESIGN 9; 000 一(六)2(2); 安全生产法 68)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any

SIGNING_BRANCHES = ("branch-principal", "branch-seal", "branch-on-site")
NOTED_BRANCHES = ("branch-refused", "branch-unavailable")
UNIT, WITNESS, OFFICER = "unit", "witness", "officer:"
READ_SCREEN, READ_ALOUD, READ_PAPER = "read-screen", "read-aloud", "read-paper"
READINGS = (READ_SCREEN, READ_ALOUD, READ_PAPER)
IDENTITIES = ("identity-pin", "identity-certificate")
WHOLE_RECORD = "0"
_LEAST_INK = 0.8  # of the pad's height, in all strokes together
_LEAST_WIDE = 0.15  # of the pad's height, from the leftmost to the rightmost point


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
    signer_post: str = ""
    objected: str = ""
    authority: str = ""
    witness_unit: str = ""


@dataclass(frozen=True)
class Service:
    """One service of one paper, as it is given by those who served it."""

    way: str
    receiver: str = ""
    receiver_post: str = ""
    place: str = ""
    refusal: str = ""
    witness_name: str = ""
    witness_unit: str = ""
    photo: str = ""
    post_number: str = ""
    delivered_on: str = ""
    address: str = ""
    consent: bool = False


def wanting_of_words(words: Words) -> str:
    """What the statement still needs, as a wording key; empty when complete."""
    return _wanting_of_opinion(words) or _wanting_of_branch(words)


def _wanting_of_opinion(words: Words) -> str:
    if nobody_spoke(words):  # then there is no opinion to take down
        return ""
    if words.opinion not in {"opinion-agrees", "opinion-objects"}:
        return "refused-no-opinion"
    if words.opinion == "opinion-agrees":
        return ""
    if not words.objection.strip():
        return "refused-no-objection"
    return "" if objected_lines(words.objected, words.objection) else "refused-no-objection-item"


def _wanting_of_branch(words: Words) -> str:
    if words.branch in NOTED_BRANCHES:
        return _wanting_of_note(words)
    needs = [("refused-no-branch", words.branch in SIGNING_BRANCHES), ("refused-no-signer", words.signer_name.strip())]
    if words.branch == "branch-on-site":
        needs += [("refused-no-post", words.signer_post.strip()), ("refused-no-authority", words.authority.strip())]
    return next((key for key, there in needs if not there), "")


def _wanting_of_note(words: Words) -> str:
    if not words.reason.strip():
        return "refused-no-reason"
    proofs = {
        "proof-witness": words.witness_name,
        "proof-photo": words.proof_photo,
        "proof-recorder": words.recorder,
        "proof-none": words.no_proof_reason,
    }
    if not proofs.get(words.proof, "").strip():
        return "refused-no-proof"
    unnamed = words.proof == "proof-witness" and not words.witness_unit.strip()  # 姓名、单位: so he is found again
    return "refused-no-witness-unit" if unnamed else ""


def nobody_spoke(words: Words) -> bool:
    """Whether nobody of the unit was there to read anything or to say anything."""
    return words.branch == "branch-unavailable" and not words.opinion


def objected_lines(objected: str, objection: str) -> tuple[str, ...]:
    """The check lines objected to: those chosen, else the numbers the words themselves name."""
    chosen = tuple(one.strip() for one in objected.split(",") if one.strip())
    return chosen or tuple(dict.fromkeys(re.findall(r"\d+", objection)))


def ink_wanting(strokes: str) -> str:
    """Why strokes are no signature, as a wording key: none at all, or a dot or tick too short to tell a hand by.

    `strokes` is JSON of `width`, `height` and `lines` of points; sizes count against the pad's height.
    """
    drawn: dict[str, Any] = json.loads(strokes) if strokes else {"height": 1, "lines": []}
    points = [point for line in drawn["lines"] for point in line]
    if not points:
        return "refused-no-ink"
    ink = sum(hypot(b[0] - a[0], b[1] - a[1]) for line in drawn["lines"] for a, b in pairwise(line))
    wide = max(point[0] for point in points) - min(point[0] for point in points)
    high = max(int(drawn["height"]), 1)
    return "refused-ink-short" if ink < _LEAST_INK * high or wide < _LEAST_WIDE * high else ""


def wanting_of_service(service: Service) -> str:
    """What a service still needs, as a wording key (民诉法 87–90, 行政处罚法 61); empty when nothing."""
    seen = service.witness_name.strip() or service.photo
    named = service.witness_unit.strip() or not service.witness_name.strip()
    needs = {
        "service-direct": (("refused-no-receiver", service.receiver.strip()),),
        "service-left": (
            ("refused-left-no-reason", service.refusal.strip()), ("refused-left-no-proof", seen),
            ("refused-no-witness-unit", named),
        ),
        "service-post": (("refused-no-post-number", service.post_number.strip()),),
        "service-electronic": (
            ("refused-no-consent", service.consent), ("refused-no-address", service.address.strip())
        ),
    }.get(service.way, (("refused-no-service-way", ""),))  # fmt: skip
    return next((key for key, there in needs if not there), "")


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
