"""The rows of approvals of checks and of notices."""

from __future__ import annotations

from inspector_desktop.journal.records import Record


class Authorisation(Record, table=True):
    """The approval of one check. `state` is of `approved`, `oral` (urgent, to be made up), `made-up`."""

    state: str
    approver: str  # name
    approved_at: str = ""
    on_paper: bool = False
    scan: str = ""
    reason: str = ""  # why it was urgent
    told_at: str = ""  # when the approver agreed by telephone


class Notice(Record, table=True):
    """The notice to the unit, and how it was served. `way` is a wording key such as `service-direct`."""

    number: str
    issued_at: str
    contact: str
    telephone: str
    materials: str  # one per line
    served_at: str = ""
    way: str = ""
    receiver: str = ""
    receiver_post: str = ""
    place: str = ""
    remark: str = ""
