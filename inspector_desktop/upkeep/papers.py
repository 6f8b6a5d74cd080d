"""Is this paper genuine? Reads the code off a PDF or a picture and asks the keys and revocations this device knows.

The codes themselves are `paper.code`; here is where pictures, keys and the issued papers of the store come together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Damaged, Disagreed, Missing, Refused
from inspector_desktop.exchange.published import KEYS_FORMAT, read_keys
from inspector_desktop.inspection.records import Paper
from inspector_desktop.journal.lives import lives
from inspector_desktop.paper.code import Content, State, key_id, read_code, verify_code
from inspector_desktop.paper.preview import page_count, page_png
from inspector_desktop.sync.stations import find_station
from inspector_desktop.sync.tables import KnownLife

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 64 * 1024 * 1024
_PAGES = 40
_WIDTHS = (1240, 2480)  # 150 and 300 dots an inch of A4: most codes are found in the first, and it is four times faster
_MOST_PIXELS = 60_000_000
_KEY_BYTES = 32
_VOID = "paper-void"


@dataclass(frozen=True)
class Keys:
    """Public keys by key id, revoked codes, up to which day both are known, and what the store issued by code."""

    keys: Mapping[bytes, bytes]
    revoked: frozenset[bytes]
    known_until: date
    issued: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """What was found of one file. `same` tells whether the file is the issued one byte for byte; none if unknown."""

    state: State
    content: Content | None
    known_until: date
    same: bool | None = None

    @property
    def verified(self) -> bool:
        """Whether the code is genuine and not revoked."""
        return self.state is State.VERIFIED

    @property
    def why(self) -> str:
        """The wording key of the answer."""
        return f"document-{self.state}"


def check_document(path: Path, keys: Keys) -> Checked:
    """Check the first code found in a PDF or a picture.

    Raises `Missing` for a file that is not there, `Refused` for one too large or without a code, `Damaged` for one
    that cannot be read.
    """
    content = read_file(path)
    code = find_code(content)
    verdict = verify_code(code, keys.keys, keys.revoked, keys.known_until)
    issued = keys.issued.get(code)
    same = None if issued is None else issued == sha256_hex(content)
    return Checked(verdict.state, verdict.content, verdict.known_until, same)


def read_file(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file somebody named. Raises `Missing`, or `Refused` for a folder or one too large."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError as error:
        raise Missing("error-file-missing", file=path.name) from error
    except OSError as error:
        raise Refused("refused-file-unreadable", file=path.name) from error
    if len(content) > largest:
        raise Refused("refused-file-large", file=path.name, megabytes=largest // 1024 // 1024)
    return content


def find_code(content: bytes) -> str:
    """The text of the first code that is one of ours, else of the first code at all. Raises as `check_document`."""
    found = ""
    for image in _pictures(content):
        for text in _codes(image):
            try:
                read_code(text)
            except Disagreed:
                found = found or text
                continue
            return text
    if not found:
        raise Refused("refused-no-code")
    return found


def keys_of_store(session: Session, clock: Clock) -> Keys:
    """What this device knows: certified lives, its own, and the papers it knows to be void."""
    public = [bytes.fromhex(row.key) for row in session.exec(select(KnownLife))]
    public += [bytes.fromhex(row.public_key) for row in lives(session)]
    papers = session.exec(select(Paper)).all()
    station = find_station(session)
    until = station.synced_at if station is not None and station.synced_at else ""
    return Keys(
        keys={key_id(key): key for key in public},
        revoked=frozenset(read_code(row.code).content.revocation for row in papers if row.state == _VOID and row.code),
        known_until=civil_date(until or clock.now()),
        issued={row.code: row.blob for row in papers if row.code},
    )


def keys_of_file(path: Path) -> Keys:
    """Keys from JSON: `{"format": "keys-1", "known_until": "2026-11-20", "keys": [hex], "revoked": [hex]}`.

    The list of a site is signed, and then its signature must hold. Raises `Damaged("error-keys-unreadable")`, or
    `Disagreed("error-keys-signature")`.
    """
    content = read_file(path)
    try:
        table = json.loads(content)
        if "signature" in table:
            read_keys(content)
        if table["format"] != KEYS_FORMAT:
            raise Damaged("error-keys-unreadable", file=path.name)
        public = [bytes.fromhex(text) for text in table["keys"]]
        if any(len(key) != _KEY_BYTES for key in public):
            raise Damaged("error-keys-unreadable", file=path.name)
        return Keys(
            keys={key_id(key): key for key in public},
            revoked=frozenset(bytes.fromhex(text) for text in table["revoked"]),
            known_until=date.fromisoformat(table["known_until"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("error-keys-unreadable", file=path.name) from error


def _pictures(content: bytes) -> Iterator[Image]:
    """The pictures in which a code may stand; of a PDF first all pages small, then large."""
    if not content.startswith(b"%PDF"):
        yield _picture(content)
        return
    count = min(page_count(content), _PAGES)
    for width in _WIDTHS:
        for page in range(count):
            yield _picture(page_png(content, page, width=width))


def _picture(content: bytes) -> Image:
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  (0.1 s, and only here)

    try:
        opened = Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP", "BMP", "TIFF"))
        if opened.width * opened.height > _MOST_PIXELS:
            raise Refused("refused-picture-large")
        return ImageOps.exif_transpose(opened).convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Damaged("error-picture-unreadable") from error


def _codes(image: Image) -> list[str]:
    import zxingcpp  # noqa: PLC0415

    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in zxingcpp.read_barcodes(image, formats=wanted) if one.text]
