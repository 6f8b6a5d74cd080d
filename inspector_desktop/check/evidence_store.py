"""Queries on evidence; all return frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from inspector_desktop.check.evidence_records import PictureOrigin, RecorderFile, Recording, WithdrawnPicture
from inspector_desktop.check.moments import (
    BY_PHOTO,
    BY_RECORDER,
    BY_RECORDING,
    Answered,
    Covered,
    Shown,
    coverage,
)
from inspector_desktop.check.store import PhotoView, lines_of, photos_of


@dataclass(frozen=True)
class OriginView:
    """What is known of a picture."""

    hash: str
    step: str = ""
    device: str = ""
    latitude: str = ""
    longitude: str = ""
    shown_at: str = ""
    offset_s: int = 0
    original_size: int = 0
    original_type: str = ""
    original: str = ""
    dropped: int = 0
    made_of: str = ""
    made_by: str = ""
    moved: int = 0


@dataclass(frozen=True)
class WithdrawnView:
    """A picture taken off, with the reason."""

    photo: PhotoView
    reason: str
    withdrawn_at: str
    withdrawn_by: str


@dataclass(frozen=True)
class RecordingView:
    """An audio or video file, or a document."""

    hash: str
    kind: str
    media_type: str
    name: str
    size: int
    seconds: int
    line: str
    step: str
    note: str
    added_at: str
    withdrawn: str


@dataclass(frozen=True)
class RecorderView:
    """A file of a recorder, kept elsewhere."""

    device: str
    file: str
    from_at: str
    until_at: str
    keeper: str
    moments: tuple[str, ...]
    note: str
    registered_at: str
    withdrawn: str


@dataclass(frozen=True)
class EvidenceView:
    """All evidence of an inspection; photographs in force, with their origin by hash."""

    photos: tuple[PhotoView, ...] = ()
    origins: dict[str, OriginView] = field(default_factory=dict)
    withdrawn: tuple[WithdrawnView, ...] = ()
    recordings: tuple[RecordingView, ...] = ()
    recorders: tuple[RecorderView, ...] = ()
    moments: tuple[Covered, ...] = ()

    def origin(self, digest: str) -> OriginView:
        """What is known of a picture; nothing for those added before it was asked."""
        return self.origins.get(digest, OriginView(digest))

    def missing(self) -> tuple[str, ...]:
        """Moments that nothing shows."""
        return tuple(one.moment for one in self.moments if one.missing)


def evidence_of(session: Session, bureau: str, dossier: str) -> EvidenceView:
    """The evidence of an inspection, and which moments it covers."""
    photos = photos_of(session, bureau, dossier)
    origins = origins_of(session, bureau, dossier)
    recordings = recordings_of(session, bureau, dossier)
    recorders = recorders_of(session, bureau, dossier)
    shown = [
        *(Shown(BY_PHOTO, one.line, (origins[one.hash].step,) if one.hash in origins else ()) for one in photos),
        *(Shown(BY_RECORDING, one.line, (one.step,)) for one in recordings if not one.withdrawn),
        *(Shown(BY_RECORDER, steps=one.moments) for one in recorders if not one.withdrawn),
    ]
    return EvidenceView(photos, origins, withdrawn_of(session, bureau, dossier), recordings, recorders, coverage(shown))


def origins_of(session: Session, bureau: str, dossier: str) -> dict[str, OriginView]:
    """What is known of each picture, by hash."""
    rows = session.exec(
        select(PictureOrigin).where(PictureOrigin.bureau == bureau, PictureOrigin.dossier == dossier)
    ).all()
    return {row.hash: OriginView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows}


def withdrawn_of(session: Session, bureau: str, dossier: str) -> tuple[WithdrawnView, ...]:
    """Pictures taken off, in the order they were."""
    rows = session.exec(
        select(WithdrawnPicture)
        .where(WithdrawnPicture.bureau == bureau, WithdrawnPicture.dossier == dossier)
        .order_by(col(WithdrawnPicture.withdrawn_at), col(WithdrawnPicture.hash))
    ).all()
    apart = {"bureau", "dossier", "reason", "withdrawn_at", "withdrawn_by"}
    return tuple(
        WithdrawnView(PhotoView(**row.model_dump(exclude=apart)), row.reason, row.withdrawn_at, row.withdrawn_by)
        for row in rows
    )


def recordings_of(session: Session, bureau: str, dossier: str) -> tuple[RecordingView, ...]:
    """Audio, video and documents, in the order they were added."""
    rows = session.exec(
        select(Recording)
        .where(Recording.bureau == bureau, Recording.dossier == dossier)
        .order_by(col(Recording.added_at), col(Recording.hash))
    ).all()
    return tuple(RecordingView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows)


def recorders_of(session: Session, bureau: str, dossier: str) -> tuple[RecorderView, ...]:
    """Recorder files by the time they begin."""
    rows = session.exec(
        select(RecorderFile)
        .where(RecorderFile.bureau == bureau, RecorderFile.dossier == dossier)
        .order_by(col(RecorderFile.from_at), col(RecorderFile.device), col(RecorderFile.file))
    ).all()
    return tuple(
        RecorderView(
            row.device, row.file, row.from_at, row.until_at, row.keeper, tuple(row.moments.split("\n")), row.note,
            row.registered_at, row.withdrawn,
        )
        for row in rows
    )  # fmt: skip


def recorders_until(session: Session, bureau: str, dossier: str, until: str) -> tuple[RecorderView, ...]:
    """Recorder files in force that were registered up to a moment (a stamp; empty: all): what a record tells of."""
    found = recorders_of(session, bureau, dossier)
    return tuple(one for one in found if not one.withdrawn and (not until or one.registered_at <= until))


def originals_of(session: Session, bureau: str, dossier: str) -> frozenset[str]:
    """Hashes of the originals already imported, those taken off included."""
    return frozenset(one.original_hash for one in _all_photos(session, bureau, dossier))


def kept_of(session: Session, bureau: str, dossier: str) -> frozenset[str]:
    """Hashes of the kept pictures themselves, those taken off included."""
    return frozenset(one.hash for one in _all_photos(session, bureau, dossier))


def _all_photos(session: Session, bureau: str, dossier: str) -> tuple[PhotoView, ...]:
    withdrawn = tuple(one.photo for one in withdrawn_of(session, bureau, dossier))
    return (*photos_of(session, bureau, dossier), *withdrawn)


def answered_of(session: Session, bureau: str, dossier: str) -> tuple[Answered, ...]:
    """Lines and when each was answered, those in progress included; what a picture's time is held against."""
    lines = lines_of(session, bureau, dossier)
    return tuple(Answered(one.line, one.given_at) for one in lines.values() if one.number and one.value)
