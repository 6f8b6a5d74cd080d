"""The rows of leads: what came in, the check it led to, and what was concluded and replied."""

from __future__ import annotations

from inspector_desktop.journal.records import Record


class Lead(Record, table=True):
    """One lead. `state` is of `received`, `checking`, `closed`. Who reported it stays inside the bureau."""

    number: str
    source: str  # id of the profile's sources of leads
    received_at: str
    received_by: str  # name
    channel: str = ""  # how it came in, in words
    content: str
    reporter: str = ""  # complainant or sender; empty: anonymous
    contact: str = ""
    reference: str = ""  # number of the letter or work order that brought it
    subject: str = ""  # id in the register; empty for one typed
    subject_name: str = ""
    subject_code: str = ""
    category: str = ""
    address: str = ""
    principal: str = ""
    phone: str = ""
    state: str = "received"
    inspection: str = ""
    started_at: str = ""
    exempt: str = ""  # 频次豁免原因
    conclusion: str = ""
    words: str = ""
    closed_at: str = ""
    closed_by: str = ""
    reply_way: str = ""
    replied_to: str = ""
    replied_at: str = ""
    reply: str = ""
    provisional: str = ""  # the number it had, or has, before it got one of the bureau's series
