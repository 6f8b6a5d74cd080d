"""The rows of disclosure: results by item, where they were entered, and what is published."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class ItemResult(Record, table=True):
    """The result of one item in the platform's codes, with their titles as they were."""

    __tablename__ = "item_result"

    item: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)
    result: str
    result_title: str
    followup: str
    followup_title: str
    explanation: str
    chosen_at: str
    chosen_by: str  # name
    version: str


class PlaceState(Record, table=True):
    """How far the result is in one place of the profile. `state` is of entry-done, entry-shown, entry-returned."""

    __tablename__ = "place_state"

    place: str = Field(primary_key=True)
    state: str
    done_on: str  # civil date
    number: str = ""
    evidence: str = ""
    late_days: int = Field(default=0, sa_type=BigInteger)
    late_reason: str = ""
    returned_reason: str = ""


class Publication(Record, table=True):
    """What is shown to the public, as canonical JSON; after withdrawal or repair only state and reason stay.

    `state` is of pub-ready, pub-shown, pub-corrected, pub-withdrawn, pub-repaired. `draw_id` is the dossier of the draw
    behind it.
    """

    public_id: str
    state: str
    content: str
    digest: str  # of the content that was reviewed
    reviewed_at: str
    reviewed_by: str
    published_at: str = ""
    published_by: str = ""
    until: str = ""
    changed_at: str = ""
    reason: str = ""
    subject: str = ""  # id in the register, to open or close its name in the transcript
    draw_id: str = ""
