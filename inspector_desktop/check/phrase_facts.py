"""What may be entered about 常用语: a phrase of a line kept, pinned, hidden or taken back, for oneself or all.

They lie in dossiers of their own (kind `phrases`), one for each desk that keeps any, so that nobody waits for anybody.
"""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field, Session

from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.journal.records import Record


class PhraseRow(Record, table=True):
    """What was said last of a phrase in one dossier. `owner` is the person whose own it is, empty for the bureau's."""

    __tablename__ = "check_phrase"

    owner: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    line: str = Field(primary_key=True)
    text: str = Field(primary_key=True)
    state: str
    set_at: str


class PhraseSet(Fact):
    """A phrase of a line got a state; with `instead` it stands for an older text, which is not offered any more."""

    KIND: ClassVar[str] = "check.phrase-set"

    form: str
    line: str
    text: str
    state: str
    owner: str = ""
    instead: str = ""

    def apply(self, session: Session, head: Head) -> None:
        said = [(self.text, self.state)]
        if self.instead and self.instead != self.text:
            said.insert(0, (self.instead, "hidden"))
        for text, state in said:
            session.merge(
                PhraseRow(
                    bureau=head.bureau, dossier=head.dossier, owner=self.owner, form=self.form, line=self.line,
                    text=text, state=state, set_at=head.entered_at,
                )
            )  # fmt: skip
