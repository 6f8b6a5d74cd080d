"""The rows of evidence beside photographs in force: what is known of each picture, recordings, recorder files."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class PictureOrigin(Record, table=True):
    """What is known of a picture besides its row among photographs: step, camera, place, what it was made of."""

    __tablename__ = "picture_origin"

    hash: str = Field(primary_key=True)
    step: str = ""  # wording key of the step it shows; empty for a picture of a line
    device: str = ""
    latitude: str = ""  # decimal degrees, as the camera noted them
    longitude: str = ""
    shown_at: str = ""  # moment (UTC) it was taken, by the corrected clock; empty where no camera told
    offset_s: int = Field(default=0, sa_type=BigInteger)  # what was added to the telephone's clock
    original_size: int = Field(default=0, sa_type=BigInteger)
    original_type: str = ""
    original: str = ""  # hash of the kept original; empty unless it was kept
    dropped: int = Field(default=0, sa_type=BigInteger)  # notes of the camera that are not in the kept picture
    made_of: str = ""  # hash of the picture it was derived from
    made_by: str = ""  # stamp, annotation
    moved: int = Field(default=0, sa_type=BigInteger)  # how often it was bound elsewhere


class WithdrawnPicture(Record, table=True):
    """A photograph taken off its line or step, with the reason; it stays in the dossier."""

    __tablename__ = "withdrawn_picture"

    hash: str = Field(primary_key=True)
    line: str = Field(primary_key=True)
    original_hash: str
    original_name: str
    width: int = Field(sa_type=BigInteger)
    height: int = Field(sa_type=BigInteger)
    taken_at: str
    added_at: str
    note: str = ""
    reason: str = ""
    withdrawn_at: str = ""
    withdrawn_by: str = ""


class Recording(Record, table=True):
    """An audio or video file, or a scanned document, kept with the dossier."""

    hash: str = Field(primary_key=True)
    kind: str  # audio, video, document
    media_type: str
    name: str
    size: int = Field(sa_type=BigInteger)
    seconds: int = Field(default=0, sa_type=BigInteger)  # 0 where it could not be told cheaply
    line: str = ""
    step: str = ""
    note: str = ""
    added_at: str = ""
    withdrawn: str = ""  # the reason, once it was taken off


class RecorderFile(Record, table=True):
    """执法记录仪: a file that stays with its keeper, by device and number, and the moments it shows."""

    __tablename__ = "recorder_file"

    device: str = Field(primary_key=True)
    file: str = Field(primary_key=True)
    from_at: str
    until_at: str
    keeper: str
    moments: str  # wording keys, one per line
    note: str = ""
    registered_at: str = ""
    withdrawn: str = ""
