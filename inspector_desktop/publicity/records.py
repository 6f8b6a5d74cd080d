"""The row of the ledger of publications (公开台账): what was made public, or taken off, anywhere."""

from __future__ import annotations

from inspector_desktop.journal.records import Record


class Publicity(Record, table=True):
    """One entry of the ledger, in a dossier of its own.

    `act` is `made` or `ended`; `what` is of the profile's kinds of information, `about` the dossier of the item list,
    plan, draw or inspection it is about; `day` is a civil day. `by` made it public, `entered_by` noted it.
    """

    act: str
    what: str
    about: str
    place: str
    day: str
    by: str
    entered_by: str
    entered_at: str
    of: str = ""  # of one taken off: the dossier of the entry that had noted it, empty for a step of the program
    address: str = ""
    evidence: str = ""
    reason: str = ""
