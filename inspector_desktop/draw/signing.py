"""The signature beside a transcript: how it is written, and what it says of the file and of whose key signed.

A transcript's own hashes do not hold what nobody sealed (witnesses, a void draw's reason, anchors, which names are
opened): whoever alters that, seals it again. The signature covers the file to the byte. `judge` always answers; whether
the transcript itself verifies is `transcript`'s. The published page tells the same for strangers' programs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_desktop.digest import sha256_hex
from inspector_desktop.draw.transcript import Verification
from inspector_desktop.errors import Known, Refused
from inspector_desktop.exchange.published import (
    BUREAU,
    OWN,
    PublishedKeys,
    fingerprint,
    grouped_fingerprint,
    read_keys,
    sign_statement,
    signed_by,
)
from inspector_desktop.exchange.signed import public_text

FORMAT: Final = "ticket-v1-signature"
STEP: Final = "signature"
ENDING: Final = ".sig.json"
MATCHES, REFUSED, NONE = "matches", "refused", "none"
PINNED, HEADQUARTERS, FORMER, DEVICE, UNKNOWN = "pinned", "headquarters", "former", "device", "unknown"

_SHAPE = re.compile(
    rf'\{{{BUREAU},"file_sha256":"([0-9a-f]{{64}})","format":"ticket-v1-signature","key":"([0-9a-f]{{64}})",'
    rf'"key_id":"([0-9a-f]{{32}})","number":([1-9][0-9]{{0,5}}),{OWN}'
    r'"signed_at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)"\}\n'
)
_PIN = re.compile("[0-9a-f]{32}(?:[0-9a-f]{32})?")


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer to a signature. `state`: matches, refused or none given; `why` and `facts` when it is refused.

    `standing` of the key when the signature matches: pinned by the reader, headquarters', a former one of headquarters
    or a device's by the list, or unknown. `key` and `list_key` are fingerprints in groups; `pinned` whether the reader
    gave one; `lost` that of the last key of headquarters which the list declares lost.
    """

    state: str
    standing: str = ""
    why: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    signed_at: str = ""
    list_key: str = ""
    list_until: str = ""
    pinned: bool = False
    lost: str = ""

    @property
    def refused(self) -> bool:
        """Whether the transcript must not be believed."""
        return self.state == REFUSED


class _BadError(Exception):
    """Refused for the reason of this wording key."""


def sign_transcript(
    transcript: bytes, *, bureau: str, number: int, signer: Ed25519PrivateKey, signed_at: str
) -> bytes:  # fmt: skip
    """The signature file of a transcript. `bureau` is the id in the transcript, `signed_at` a stamp."""
    key = public_text(signer)
    content: dict[str, object] = {
        "bureau": bureau,
        "file_sha256": sha256_hex(transcript),
        "format": FORMAT,
        "key": key,
        "key_id": fingerprint(key),
        "number": number,
        "signed_at": signed_at,
    }
    return sign_statement(FORMAT, content, signer)


def beside(transcript: Path) -> Path:
    """Where the signature of a transcript lies: `7.json` has `7.sig.json`."""
    name = transcript.name
    return transcript.with_name(f"{name.removesuffix('.json')}{ENDING}")


def read_pin(typed: str) -> str:
    """A fingerprint or a whole public key as somebody typed it. Raises `Refused("refused-draw-key")`."""
    pin = re.sub(r"\s", "", typed).lower()
    if not _PIN.fullmatch(pin):
        raise Refused("refused-draw-key")
    return pin


def signed_alike(signature: bytes, transcript: bytes, key: str) -> bool:
    """Whether this signature file is a good one of just this file by this key; then it need not be written anew."""
    found = _SHAPE.fullmatch(signature.decode("latin-1"))
    return (
        found is not None
        and (found[2], found[3], found[4]) == (sha256_hex(transcript), key, fingerprint(key))
        and signed_by(key, found, 6, FORMAT)
    )


def judge(
    transcript: bytes, answer: Verification, *, signature: bytes | None, keys: bytes | None = None, pin: str = ""
) -> Judged:  # fmt: skip
    """Judge the signature of a transcript whose own check gave `answer`.

    `keys` is the bureau's list as it was published, `pin` a fingerprint or key as `read_pin` gives it. When either is
    given, a transcript without a signature is refused: else whoever alters it would only have to take it away.
    """
    known = None
    try:
        if keys is not None:
            known = _read_list(keys)
        found = _read(transcript, answer, signature, wanted=keys is not None or bool(pin))
        standing = _standing(found, known, pin) if found is not None else ""
    except _BadError as bad:
        return Judged(REFUSED, why=str(bad), facts={"day": known.known_until if known else ""})
    if found is None:
        return Judged(NONE)
    lost = [one.key for one in known.former if one.lost] if known else []
    return Judged(
        MATCHES, standing, key=grouped_fingerprint(found[3]), signed_at=found[8], pinned=bool(pin),
        list_key=grouped_fingerprint(known.headquarters) if known else "",
        list_until=known.known_until if known else "", lost=grouped_fingerprint(lost[-1]) if lost else "",
    )  # fmt: skip


def _read_list(keys: bytes) -> PublishedKeys:
    try:
        return read_keys(keys)
    except Known as error:
        raise _BadError(error.code) from error


def _read(transcript: bytes, answer: Verification, signature: bytes | None, *, wanted: bool) -> re.Match[str] | None:
    if signature is None:
        if wanted:
            raise _BadError("draw-signature-missing")
        return None
    found = _SHAPE.fullmatch(signature.decode("latin-1"))
    if found is None:
        raise _BadError("draw-signature-form")
    if found[4] != fingerprint(found[3]):
        raise _BadError("draw-signature-key")
    if found[2] != sha256_hex(transcript):
        raise _BadError("draw-signature-file")
    if answer.number and (found[1], int(found[5])) != (answer.bureau, answer.number):
        raise _BadError("draw-signature-which")
    if not signed_by(found[3], found, 6, FORMAT):
        raise _BadError("draw-signature-wrong")
    return found


def _standing(found: re.Match[str], known: PublishedKeys | None, pin: str) -> str:
    """Whose key signed. Of a list, the pin is of the key that signed the list, or of one that gave way to it."""
    key = found[3]
    if known is None:
        if pin not in ("", key, fingerprint(key)):
            raise _BadError("draw-signature-other")
        return PINNED if pin else UNKNOWN
    if pin and not known.trusted_by(pin):
        raise _BadError("draw-signature-list")
    if known.bureau != found[1]:
        raise _BadError("draw-signature-unlisted")
    gone = known.gave_way(key)
    if gone is not None:
        if gone.lost:
            raise _BadError("draw-signature-lost")
        if found[8] >= gone.at:
            raise _BadError("draw-signature-handed")
        return FORMER
    if key in known.stopped or key not in (known.headquarters, *known.keys):
        raise _BadError("draw-signature-unlisted")
    return HEADQUARTERS if key == known.headquarters else DEVICE
