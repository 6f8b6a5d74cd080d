"""The rows of draws: the draw itself, what was drawn, the groups."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from inspector_desktop.journal.records import Record


class Draw(Record, table=True):
    """One draw; those held here are numbered. `state` is of `frozen`, `held`, `released`, `void`."""

    number: int = Field(sa_type=BigInteger)
    plan: str
    title: str
    commitment: str
    frozen: str  # canonical JSON of what was frozen, without its long lists where these are packed
    frozen_at: str
    event_name: str
    event_at: str
    anchor: str = ""  # what shows that the commitment was known before the event
    opened: str  # canonical JSON: concealed label → [nonce, text]; of packed lists the officers' alone
    transcript: str = ""  # of packed lists without what `packed` and the drawing itself give again
    listed: str = ""  # evidence: the long lists of a large draw, packed
    held_at: str = ""
    released_at: str = ""
    published_at: str = ""
    state: str = "frozen"
    void_reason: str = ""
    void_approver: str = ""
    place: str = "local"  # `platform` and `by-hand`: held elsewhere and recorded here, with number 0
    task_number: str = ""  # the platform's number of the task
    people: str = ""  # canonical JSON: who held it by hand, by role
    named: str = ""  # canonical JSON: id → name of all on the recorded list
    evidence: str = ""
    evidence_type: str = ""
    note: str = ""
    supplements: str = ""  # dossier of the draw this one adds to (补充抽取)
    lacking: str = ""  # what it adds: `subjects` or `teams`
    teams: str = ""  # canonical JSON: ready-made teams, which the draw takes as one officer each
    guests: str = ""  # canonical JSON: officers of other departments, who have no account here
    helpers: str = ""  # canonical JSON: experts and assistants who go along
    differs: str = ""  # what one held elsewhere has otherwise than the rules, a line each
    differs_reason: str = ""
    unproven: str = ""  # what one held here lacked, joined by commas: `commitment` known outside, `witness`
    unproven_reason: str = ""


class DrawnSubject(Record, table=True):
    """A subject that was drawn."""

    __tablename__ = "drawn_subject"

    subject: str = Field(primary_key=True)
    place: int = Field(sa_type=BigInteger)  # order of matching
    stratum: str
    position: int = Field(sa_type=BigInteger)
    batch: int = Field(sa_type=BigInteger)
    ticket: str
    group_number: int = Field(sa_type=BigInteger)
    inspection: str = ""
    items: str = ""  # ids joined by commas; empty: all of its stratum
    gone: bool = False  # another subject came in for it


class DrawChange(Record, table=True):
    """回避 or 递补 after the draw: who left, who came in by the order of the reserve, why, and who approved it."""

    __tablename__ = "draw_change"

    number: int = Field(primary_key=True)
    what: str  # officer, object
    at: str
    leaves: str
    comes: str  # empty: nobody was left
    reason: str
    approver: str
    subjects: str  # ids joined by commas
    asked_by: str
    asked_name: str
    text: str
    decided_at: str
    told: bool  # decided by telephone and entered afterwards
    request: str
    inspection: str  # of the subject that came in


class RecusalRefusal(Record, table=True):
    """A request for recusal that the bureau's head did not grant."""

    __tablename__ = "recusal_refusal"

    request: str = Field(primary_key=True)
    inspection: str
    officer: str
    approver: str
    decided_at: str
    note: str


class DrawnOfficer(Record, table=True):
    """An officer in a group; group 0 is the reserve, in order."""

    __tablename__ = "drawn_officer"

    officer: str = Field(primary_key=True)
    group_number: int = Field(sa_type=BigInteger, primary_key=True)  # a platform may put a person into several
    place: int = Field(sa_type=BigInteger)


class DrawSeat(Record, table=True):
    """Somebody at the ceremony of a draw: `role` is of `host`, `operator`, `overseer`, `witness`."""

    __tablename__ = "draw_seat"

    role: str = Field(primary_key=True)
    place: int = Field(primary_key=True, sa_type=BigInteger)
    name: str
    unit: str = ""


class DrawPaper(Record, table=True):
    """A paper of the draw that is kept: `kind` is `draw-list`, `draw-record`, or `draw-scan` of one signed by hand."""

    __tablename__ = "draw_paper"

    place: int = Field(primary_key=True, sa_type=BigInteger)
    kind: str
    blob: str
    media_type: str
    fields_digest: str = ""
    code: str = ""
    kept_at: str
