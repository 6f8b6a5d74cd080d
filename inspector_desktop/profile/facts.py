"""Facts about the bureau's rules: a rule changed, a rule back at what its source says. They lie in one dossier 规则."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head
from inspector_desktop.profile.records import RuleChange


class Changed(BaseModel):
    """One value: its path, and canonical JSON of what it is and was; empty: there is none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    value: str
    former: str


class Restored(BaseModel):
    """One value back at its source: its path, and canonical JSON of what it was changed to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    former: str


class RulesChanged(Fact):
    """Rules that hold together, changed in one act by `by`, for a reason, in force from a civil day."""

    KIND: ClassVar[str] = "profile.rule-changed"

    changes: tuple[Changed, ...]
    reason: str
    since: str
    by: str

    def apply(self, session: Session, head: Head) -> None:
        for one in self.changes:
            session.add(
                RuleChange(
                    bureau=head.bureau, dossier=head.dossier, number=head.number, path=one.path, value=one.value,
                    former=one.former, reason=self.reason, since=self.since, by=self.by, person=head.person,
                    at=head.occurred_at,
                )
            )  # fmt: skip


class RulesRestored(Fact):
    """Rules that are again what the source says, from a civil day."""

    KIND: ClassVar[str] = "profile.rule-restored"

    rules: tuple[Restored, ...]
    reason: str
    since: str
    by: str

    def apply(self, session: Session, head: Head) -> None:
        for one in self.rules:
            session.add(
                RuleChange(
                    bureau=head.bureau, dossier=head.dossier, number=head.number, path=one.path, former=one.former,
                    reason=self.reason, since=self.since, by=self.by, person=head.person, at=head.occurred_at,
                    restores=True,
                )
            )  # fmt: skip
