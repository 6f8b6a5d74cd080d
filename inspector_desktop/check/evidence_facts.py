"""What may be entered about evidence: pictures with their origin, where they belong, recordings, recorder files."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session

from inspector_desktop.check.evidence_records import PictureOrigin, RecorderFile, Recording, WithdrawnPicture
from inspector_desktop.check.records import Photo
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head


class PictureAdded(Fact):
    """A photograph was added to a line, or to a step of the visit, with what its camera noted."""

    KIND: ClassVar[str] = "check.picture-added"

    hash: str
    line: str = ""
    step: str = ""
    note: str = ""
    original_hash: str
    original_name: str
    original_size: int
    original_type: str
    original: str = ""
    width: int
    height: int
    taken_at: str = ""
    shown_at: str = ""
    offset_s: int = 0
    device: str = ""
    latitude: str = ""
    longitude: str = ""
    dropped: int = 0
    made_of: str = ""
    made_by: str = ""

    def apply(self, session: Session, head: Head) -> None:
        given = self.model_dump()
        both = {"hash", "line", "note", "original_hash", "original_name", "width", "height", "taken_at"}
        photo = {name: given[name] for name in both}
        session.merge(Photo(**_place(head), **photo, added_at=head.occurred_at))
        origin = {name: value for name, value in given.items() if name not in both - {"hash"}}
        session.merge(PictureOrigin(**_place(head), **origin))

    def cites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for one in (self.hash, self.original, self.made_of) if one))


class PictureMoved(Fact):
    """A picture was bound to another line or step, or given another caption; where it was before stays in the fact."""

    KIND: ClassVar[str] = "check.picture-moved"

    hash: str
    before: str
    before_step: str = ""
    line: str
    step: str = ""
    note: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        row = session.get(Photo, (head.bureau, head.dossier, self.hash, self.before))
        if row is None:
            return
        kept = row.model_dump(exclude={"line", "note"})
        session.delete(row)
        session.flush()
        session.merge(Photo(**kept, line=self.line, note=self.note))
        key = (head.bureau, head.dossier, self.hash)
        origin = session.get(PictureOrigin, key) or PictureOrigin(**_place(head), hash=self.hash)
        origin.step, origin.moved = self.step, origin.moved + 1
        session.add(origin)


class PictureWithdrawn(Fact):
    """撤下: a picture no longer stands for its line or step. It stays in the dossier, with the reason."""

    KIND: ClassVar[str] = "check.picture-withdrawn"

    hash: str
    line: str
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        row = session.get(Photo, (head.bureau, head.dossier, self.hash, self.line))
        if row is None:
            return
        kept = row.model_dump()
        session.delete(row)
        session.flush()
        session.merge(
            WithdrawnPicture(**kept, reason=self.reason, withdrawn_at=head.occurred_at, withdrawn_by=head.person)
        )


class RecordingAdded(Fact):
    """An audio or video file, or a scanned document, was put into the dossier."""

    KIND: ClassVar[str] = "check.recording-added"

    hash: str
    kind: str
    media_type: str
    name: str
    size: int
    seconds: int = 0
    line: str = ""
    step: str = ""
    note: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.merge(Recording(**_place(head), **self.model_dump(), added_at=head.occurred_at))

    def cites(self) -> tuple[str, ...]:
        return (self.hash,)


class RecorderRegistered(Fact):
    """执法记录仪录像登记: device number, file number, from and until, who keeps it, and which moments it shows."""

    KIND: ClassVar[str] = "check.recorder-registered"

    device: str
    file: str
    from_at: str
    until_at: str
    keeper: str
    moments: tuple[str, ...]
    note: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        before = session.get(RecorderFile, (head.bureau, head.dossier, self.device, self.file))
        first = before.registered_at if before is not None else head.occurred_at  # again: a correction
        given = self.model_dump(exclude={"moments"})
        row = RecorderFile(
            **_place(head), **given, moments="\n".join(self.moments), registered_at=first
        )  # fmt: skip
        session.merge(row)


class RecordingWithdrawn(Fact):
    """撤下 of a recording (`hash`) or of a recorder file (`device` and `file`), with the reason; it stays listed."""

    KIND: ClassVar[str] = "check.recording-withdrawn"

    hash: str = ""
    device: str = ""
    file: str = ""
    reason: str

    def apply(self, session: Session, head: Head) -> None:
        session.flush()
        row = (
            session.get(Recording, (head.bureau, head.dossier, self.hash)) if self.hash
            else session.get(RecorderFile, (head.bureau, head.dossier, self.device, self.file))
        )  # fmt: skip
        if row is not None:
            row.withdrawn = self.reason
            session.add(row)


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
