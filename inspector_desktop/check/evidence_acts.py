"""What officers do with evidence: add pictures and recordings, bind them elsewhere, take them off, register recorders.

Decoding and sealing take time and touch no store, so they happen before (`prepare_photo`, `seal`), and these acts only
enter what was prepared. Nothing is ever deleted: a picture taken off stays in the dossier, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from inspector_desktop.check.acts import save_sheet
from inspector_desktop.check.evidence_facts import (
    PictureAdded,
    PictureMoved,
    PictureWithdrawn,
    RecorderRegistered,
    RecordingAdded,
    RecordingWithdrawn,
)
from inspector_desktop.check.evidence_store import (
    evidence_of,
    kept_of,
    originals_of,
    origins_of,
    recorders_of,
    recordings_of,
)
from inspector_desktop.check.media import Media
from inspector_desktop.check.moments import MOMENTS, STEPS
from inspector_desktop.check.pictures import Prepared, prepare_photo
from inspector_desktop.check.store import PhotoView, photos_of
from inspector_desktop.clock import CIVIL, Clock, stamp
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.journal.records import Dossier
from inspector_desktop.storage.evidence import put_evidence, put_sealed
from inspector_desktop.storage.sealing import SealedFile

JPEG = "image/jpeg"


@dataclass(frozen=True)
class Picture:
    """A picture ready to be added: what was prepared, its name, where it belongs, and what is to be kept of it.

    `offset_s` is added to the telephone's clock; `original` holds the original's bytes only where they are kept.
    `made_of` is the hash of the picture it was derived from, `made_by` how (stamp, annotation). `happened_at` is when
    it was taken or added, where that is entered afterwards (补录); none for now.
    """

    prepared: Prepared
    name: str
    line: str = ""
    step: str = ""
    note: str = ""
    offset_s: int = 0
    original: bytes = b""
    made_of: str = ""
    made_by: str = ""
    happened_at: datetime | None = None


def shown_at(taken: str, offset_s: int) -> str:
    """The moment (stamp) of a camera's local text, its clock set right; empty for no time."""
    if not taken:
        return ""
    try:
        local = datetime.fromisoformat(taken).replace(tzinfo=CIVIL)
    except ValueError:
        return ""
    return stamp(local + timedelta(seconds=offset_s))


def add_picture(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, picture: Picture, happened_at: datetime | None = None
) -> str:
    """Add a picture to a line or step, now or as of `happened_at` (补录); return its hash. Saves the sheet first.

    Raises `Refused` where the dossier does not lie here, for a step nobody knows, and for a picture that is there
    already (those taken off included): the same file, or the same picture in another one.
    """
    _held_here(session, desk, dossier)
    if picture.step and picture.step not in STEPS:
        raise Refused("refused-evidence-step")
    made = picture.prepared
    if _is_there(session, desk, dossier, picture):
        raise Refused("refused-photo-twice", name=picture.name)
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    now = stamp(clock.now())
    digest = put_evidence(session, made.jpeg, media_type=JPEG, added_at=now)
    kept = put_evidence(session, picture.original, media_type=made.media_type, added_at=now) if picture.original else ""
    before = origins_of(session, desk.bureau, dossier).get(picture.made_of)
    fact = PictureAdded(
        hash=digest, line=picture.line, step=picture.step, note=picture.note, original_hash=made.original_hash,
        original_name=picture.name, original_size=made.original_size, original_type=made.media_type, original=kept,
        width=made.width, height=made.height, taken_at=made.taken,
        shown_at=before.shown_at if before else shown_at(made.taken, picture.offset_s), offset_s=picture.offset_s,
        device=made.device, latitude=made.latitude, longitude=made.longitude, dropped=made.dropped,
        made_of=picture.made_of, made_by=picture.made_by,
    )  # fmt: skip
    when = happened_at or picture.happened_at
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=when)
    return digest


def take_picture(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    content: bytes,
    name: str,
    line: str = "",
    step: str = "",
) -> str:
    """Put a picture in by its bytes, with what its camera noted; return the hash to cite.

    A picture that is there already is not added twice: its hash is returned. Raises `Refused` for no picture, and for
    one that was taken off.
    """
    made = Picture(prepare_photo(content, name), name, line=line, step=step)
    originals = {sha256_hex(made.prepared.jpeg), made.prepared.original_hash}
    here = photos_of(session, desk.bureau, dossier)
    derived = {one.hash for one in origins_of(session, desk.bureau, dossier).values() if one.made_of}
    for one in here:
        if one.hash in originals or (one.original_hash in originals and one.hash not in derived):
            _held_here(session, desk, dossier)
            return one.hash
    return add_picture(session, desk=desk, clock=clock, dossier=dossier, picture=made)


def add_pictures(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, pictures: Sequence[Picture]
) -> tuple[str, ...]:
    """Add several pictures in one transaction; those that are there already are left out. Returns the new hashes."""
    return tuple(
        add_picture(session, desk=desk, clock=clock, dossier=dossier, picture=one)
        for one in pictures
        if not _is_there(session, desk, dossier, one)
    )


def derive(original: PhotoView, made: Prepared, *, made_by: str, name: str, step: str = "") -> Picture:
    """A picture made of another one (a stamp burnt in, arrows drawn): it cites it, and stands where that stands."""
    told = replace(made, original_hash=original.original_hash, taken=original.taken_at)
    return Picture(
        told, name, line=original.line, step=step, note=original.note, made_of=original.hash, made_by=made_by
    )


def move_picture(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, digest: str, before: str, line: str, step: str = "",
    note: str = "",
) -> None:  # fmt: skip
    """Bind a picture to another line or step, or give it another caption; the fact keeps where it was."""
    _held_here(session, desk, dossier)
    found = _photo(session, desk, dossier, digest, before)
    if step and step not in STEPS:
        raise Refused("refused-evidence-step")
    origin = origins_of(session, desk.bureau, dossier).get(digest)
    was = origin.step if origin else ""
    if (found.line, was, found.note) == (line, step, note):
        return
    fact = PictureMoved(hash=digest, before=before, before_step=was, line=line, step=step, note=note)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def withdraw_picture(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, digest: str, line: str, reason: str
) -> None:
    """撤下 a picture. Raises `Refused` without a reason; the picture stays in the dossier."""
    _held_here(session, desk, dossier)
    _photo(session, desk, dossier, digest, line)
    if not reason.strip():
        raise Refused("refused-withdraw-reason")
    fact = PictureWithdrawn(hash=digest, line=line, reason=reason.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def add_recording(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, media: Media, name: str,
    content: bytes | SealedFile, line: str = "", step: str = "", note: str = "",
) -> str:  # fmt: skip
    """Add an audio or video file or a document, its bytes or what was sealed of it; return its hash."""
    _held_here(session, desk, dossier)
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    now = stamp(clock.now())
    if isinstance(content, SealedFile):
        digest = put_sealed(session, content, media_type=media.media_type, added_at=now)
    else:
        digest = put_evidence(session, content, media_type=media.media_type, added_at=now)
    if any(one.hash == digest and not one.withdrawn for one in recordings_of(session, desk.bureau, dossier)):
        raise Refused("refused-photo-twice", name=name)
    fact = RecordingAdded(
        hash=digest, kind=media.kind, media_type=media.media_type, name=name, size=media.size, seconds=media.seconds,
        line=line, step=step, note=note,
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)
    return digest


def register_recorder(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, device: str, file: str, from_at: datetime | None,
    until_at: datetime | None, keeper: str, moments: Sequence[str], note: str = "",
    registered_at: datetime | None = None,
) -> None:  # fmt: skip
    """登记录像 of an 执法记录仪, now or as of `registered_at` (补录).

    Raises `Refused` for what is wanting; the same file again is a correction.
    """
    _held_here(session, desk, dossier)
    if not device.strip() or not file.strip():
        raise Refused("refused-recorder-file")
    if from_at is None or until_at is None or until_at <= from_at:
        raise Refused("refused-recorder-times")
    if until_at > clock.now() + timedelta(minutes=5):
        raise Refused("refused-recorder-later")
    if not keeper.strip():
        raise Refused("refused-recorder-keeper")
    kept = tuple(one for one in MOMENTS if one in moments)
    if not kept:
        raise Refused("refused-recorder-moments")
    fact = RecorderRegistered(
        device=device.strip(), file=file.strip(), from_at=stamp(from_at), until_at=stamp(until_at),
        keeper=keeper.strip(), moments=kept, note=note.strip(),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=registered_at)


def withdraw_recording(
    session: Session, *, desk: Desk, clock: Clock, dossier: str, reason: str, digest: str = "", device: str = "",
    file: str = "",
) -> None:  # fmt: skip
    """撤下 a recording (`digest`) or a recorder file (`device`, `file`). Raises `Refused` without a reason."""
    _held_here(session, desk, dossier)
    if not reason.strip():
        raise Refused("refused-withdraw-reason")
    known = (
        any(one.hash == digest for one in recordings_of(session, desk.bureau, dossier)) if digest
        else any((one.device, one.file) == (device, file) for one in recorders_of(session, desk.bureau, dossier))
    )  # fmt: skip
    if not known:
        raise Missing("error-evidence-missing", hash=digest[:8] or file)
    fact = RecordingWithdrawn(hash=digest, device=device, file=file, reason=reason.strip())
    enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def missing_moments(session: Session, *, desk: Desk, dossier: str) -> tuple[str, ...]:
    """Moments of the visit that nothing shows yet; a hint, never a stop."""
    return evidence_of(session, desk.bureau, dossier).missing()


def read_small(path: Path) -> bytes:
    """The bytes of a file that was looked into and is not sealed. Raises `Refused`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("refused-photo-unreadable", name=path.name) from error


def _is_there(session: Session, desk: Desk, dossier: str, picture: Picture) -> bool:
    if sha256_hex(picture.prepared.jpeg) in kept_of(session, desk.bureau, dossier):
        return True
    return not picture.made_of and picture.prepared.original_hash in originals_of(session, desk.bureau, dossier)


def _photo(session: Session, desk: Desk, dossier: str, digest: str, line: str) -> PhotoView:
    photos = photos_of(session, desk.bureau, dossier)
    found = next((one for one in photos if (one.hash, one.line) == (digest, line)), None)
    if found is None:
        raise Missing("error-evidence-missing", hash=digest[:8])
    return found


def _held_here(session: Session, desk: Desk, dossier: str) -> None:
    row = session.get(Dossier, (desk.bureau, dossier))
    if row is None or row.holder != desk.life:
        raise Refused("refused-not-here", holder=row.holder_person if row else "")
