"""Files given for verifying a draw: which is which, each judged with the signature beside it, and all as a chain.

Calculation and signature are judged in `draw`; here is where files are read and where a device says which keys it knows
of its own: the one it enrolled with, and the lives that the bureau's root certified.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlmodel import Session, select

from inspector_desktop.clock import civil, moment
from inspector_desktop.draw.signing import ENDING, NONE, Judged, beside, judge
from inspector_desktop.draw.transcript import ChainVerification, Verification, verify, verify_chain
from inspector_desktop.errors import Refused
from inspector_desktop.exchange.published import grouped_fingerprint
from inspector_desktop.journal.lives import lives
from inspector_desktop.sync.stations import find_station
from inspector_desktop.sync.tables import KnownLife
from inspector_desktop.upkeep.papers import read_file

LIST_NAME: Final = "keys.json"
_LIST = re.compile(rb'\{"bureau":"[^"]*",(?:"former":\[.*\],)?"format":"keys-1"')


@dataclass(frozen=True)
class Given:
    """What was given: transcripts, a signature for the only one of them (else those beside), a list of keys."""

    transcripts: tuple[Path, ...]
    signature: Path | None = None
    keys: Path | None = None


@dataclass(frozen=True)
class Known:
    """Keys a device knows by its enrolment, as fingerprints in groups; `headquarters` also whole, and empty without."""

    bureau: str
    headquarters: str = ""
    devices: frozenset[str] = frozenset()

    def whose(self, key: str) -> str:
        """Whose key a fingerprint is: `headquarters`, `device`, or empty."""
        if self.headquarters and key == grouped_fingerprint(self.headquarters):
            return "headquarters"
        return "device" if key in self.devices else ""


@dataclass(frozen=True)
class Checked:
    """One transcript: its file's name, what the calculation gave, and the signature."""

    name: str
    answer: Verification
    signed: Judged

    @property
    def accepted(self) -> bool:
        """Whether the transcript may be believed."""
        return self.answer.verified and not self.signed.refused


@dataclass(frozen=True)
class CheckedAll:
    """All transcripts, and the chain where there are several."""

    each: tuple[Checked, ...]
    chain: ChainVerification | None = None

    @property
    def accepted(self) -> bool:
        """Whether all of them may be believed, and none is missing."""
        return all(one.accepted for one in self.each) and (self.chain is None or self.chain.verified)


def sort_out(paths: Sequence[Path]) -> Given:
    """What each chosen file is; a list of keys is also found beside the transcripts, or where a site keeps it.

    Raises `Missing` or `Refused` as `read_file`, `Refused("refused-no-transcript")` when only others were chosen.
    """
    signatures = [path for path in paths if path.name.endswith(ENDING)]
    others = [path for path in paths if path not in signatures]
    lists = [path for path in others if path.name == LIST_NAME or _LIST.match(read_file(path))]
    transcripts = tuple(path for path in others if path not in lists)
    if not transcripts:
        raise Refused("refused-no-transcript")
    folder = transcripts[0].parent
    nearby = (folder / LIST_NAME, folder.parent / "v" / LIST_NAME)
    keys = next((path for path in (*lists, *nearby) if path.is_file()), None)
    signature = signatures[0] if len(transcripts) == len(signatures) == 1 else None
    return Given(transcripts, signature, keys)


def check_transcripts(given: Given, pin: str = "", known: Known | None = None) -> CheckedAll:
    """Judge the files. `pin` as `read_pin` gives it; without one, a list of `known`'s own bureau must be by its key.

    Raises `Missing` or `Refused` as `read_file`, `Refused("refused-draw-signature-several")`.
    """
    if given.signature is not None and len(given.transcripts) > 1:
        raise Refused("refused-draw-signature-several")
    keys = read_file(given.keys) if given.keys is not None else None
    files = [read_file(path) for path in given.transcripts]
    chain = verify_chain(files) if len(files) > 1 else None
    answers = chain.each if chain is not None else (verify(files[0]),)
    each = []
    for path, content, answer in zip(given.transcripts, files, answers, strict=True):
        place = given.signature or beside(path)
        signature = read_file(place) if given.signature is not None or place.is_file() else None
        own = known.headquarters if known is not None and keys is not None and answer.bureau == known.bureau else ""
        each.append(
            Checked(path.name, answer, judge(content, answer, signature=signature, keys=keys, pin=pin or own))
        )  # fmt: skip
    return CheckedAll(tuple(each), chain)


def check_kept(answer: Verification) -> CheckedAll:
    """The answer to a draw as this device keeps it: no signature file lies beside."""
    return CheckedAll((Checked("", answer, Judged(NONE)),))


def known_keys(session: Session, bureau: str) -> Known:
    """The keys this device knows. `bureau` is its id in transcripts."""
    station = find_station(session)
    devices = {row.key for row in session.exec(select(KnownLife))} | {row.public_key for row in lives(session)}
    return Known(
        bureau, station.identity if station is not None else "", frozenset(grouped_fingerprint(one) for one in devices)
    )


def civil_text(at: str) -> str:
    """A moment of a file as civil time; what is no date stays as it is written."""
    try:
        return f"{civil(moment(at)):%Y-%m-%d %H:%M:%S}"
    except ValueError:
        return at
