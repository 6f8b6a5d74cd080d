"""What headquarters signs for the site: the bureau's keys and revocations, and each transcript that stands there.

The key is headquarters' identity, the one devices pin. Signatures and list are exact in `draw.signing` and
`exchange.published`; the bytes signed are the bytes written, names that were closed again included.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import Session, col, select

from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.draw.signing import beside, sign_transcript, signed_alike
from inspector_desktop.errors import Damaged, Disagreed
from inspector_desktop.exchange.published import read_keys, write_keys
from inspector_desktop.exchange.signed import public_text
from inspector_desktop.headquarters.identity import Identity
from inspector_desktop.headquarters.tables import Device, Life
from inspector_desktop.inspection.records import Paper
from inspector_desktop.paper.code import read_code
from inspector_desktop.places import replace_file

LIST = "v/keys.json"
_VOID = "paper-void"


def keys_of(session: Session, identity: Identity, *, bureau: str, clock: Clock) -> bytes:
    """The signed list of device keys, of those that may sign no more, and of void papers; as of today.

    `bureau` is the bureau's id in transcripts.
    """
    lives = session.exec(
        select(Life.key, Device.revoked_at)
        .join(Device, col(Device.device) == col(Life.device))
        .where(Life.bureau == identity.bureau)
    ).all()
    void = session.exec(
        select(Paper.code).where(Paper.bureau == identity.bureau, Paper.state == _VOID, Paper.code != "")
    ).all()
    return write_keys(
        identity.signer, bureau=bureau, keys={key for key, _ in lives}, stopped={key for key, gone in lives if gone},
        revoked={one for code in void for one in _revocation(code)}, known_until=civil_date(clock.now()).isoformat(),
        former=identity.former,
    )  # fmt: skip


def refresh_keys(session: Session, site: Path | None, identity: Identity, clock: Clock) -> None:
    """Write the list of a site anew where one lies that can be read; all else waits for its publishing."""
    place = site / LIST if site is not None else None
    if place is None or not place.is_file():
        return
    try:
        bureau = read_keys(place.read_bytes()).bureau
    except (Damaged, Disagreed):
        return  # the next publishing puts a good one there
    replace_file(place, keys_of(session, identity, bureau=bureau, clock=clock))


def _revocation(code: str) -> list[str]:
    try:
        return [read_code(code).content.revocation.hex()]
    except Disagreed:
        return []  # a device sent what is no code of ours; nobody can show it as one either


def signatures_of(
    transcripts: Mapping[str, bytes], folder: Path, signer: Ed25519PrivateKey, *, bureau: str, clock: Clock
) -> dict[str, bytes]:
    """The signature file of each `draws/7.json`, by name; one that lies in the folder and still holds is kept."""
    key, found = public_text(signer), {}
    for name, content in transcripts.items():
        target = beside(folder.joinpath(*name.split("/")))
        lying = target.read_bytes() if target.is_file() else b""
        found[f"draws/{target.name}"] = (
            lying
            if signed_alike(lying, content, key)
            else sign_transcript(
                content, bureau=bureau, number=int(Path(name).stem), signer=signer, signed_at=stamp(clock.now())
            )
        )
    return found
