"""What may be entered about a visit."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from sqlmodel import Session

from inspector_desktop.check.records import CheckLine, CheckSheet, Photo, UnableVisit, Visit, VisitOfficer
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.facts import Part, reach
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head

CODE_MISSING, CODE_FILED = "code-missing", "code-filed"
"""Milestones of a visit without a 检查码: when it began, and when its number was filed afterwards."""


class ShownCertificate(Part):
    """An officer present and the certificate he showed; `renewed_photo` when the register has an older one."""

    officer: str
    name: str
    certificate: str
    valid_until: str
    renewed_photo: str = ""
    shown_at: str = ""


class Arrived(Fact):
    """到场登记: at least two officers, certificates shown, rights told, before the first line is answered.

    `told_at` is when rights and discipline (五个严禁、八个不得) were told; `visits` which check of the year this is and
    `cap` how many there may be (0: none is set, or it was not counted); `over_cap_reason` on what ground one went
    beyond that; `outside_reason` why one came on a day outside the period of the plan.
    """

    KIND: ClassVar[str] = "check.arrived"

    officers: tuple[ShownCertificate, ...]
    place: str
    met: str
    met_post: str
    companions: str = ""
    visit_code: str = ""
    no_code_reason: str = ""
    rights_told: bool
    told_at: str = ""
    visits: int = 0
    cap: int = 0
    over_cap_reason: str = ""
    outside_reason: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.add(Visit(**_place(head), **self.model_dump(exclude={"officers"}), arrived_at=head.occurred_at))
        for number, officer in enumerate(self.officers, 1):
            session.add(VisitOfficer(**_place(head), place=number, **officer.model_dump()))
        reach(session, head, "check", done=False)
        if self.no_code_reason and not self.visit_code:
            reach(session, head, CODE_MISSING, note=self.no_code_reason)

    def cites(self) -> tuple[str, ...]:
        return tuple(one.renewed_photo for one in self.officers if one.renewed_photo)


class CodeFiled(Fact):
    """检查码补登: the number of the visit that could not be taken on site, and when it was filed."""

    KIND: ClassVar[str] = "check.code-filed"

    visit_code: str

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Visit, (head.bureau, head.dossier))
        if row is None:
            raise Missing("error-dossier-missing")
        row.visit_code = self.visit_code
        session.add(row)
        reach(session, head, CODE_FILED, note=self.visit_code)


class SheetOpened(Fact):
    """The check table was frozen into the inspection (canonical JSON of its definition, and the digest of it)."""

    KIND: ClassVar[str] = "check.sheet-opened"

    form: str
    title: str
    version: str
    digest: str
    definition: str

    def apply(self, session: Session, head: Head) -> None:
        session.merge(CheckSheet(**_place(head), **self.model_dump()))

    def cites(self) -> tuple[str, ...]:
        """The long lists of the table, so that they go wherever the inspection goes."""
        return tuple(sorted(set(json.loads(self.definition).get("tables", {}).values())))


class SavedLine(Part):
    """One answered place: value (a verdict on check lines), and what it needs.

    `line` is the key of the sheet, `depth@2` within the second-born instance of a repeat; a repeat's own key carries
    the numbers of its instances, and in `words` the highest there ever was. `evidence` is the file an answer means.
    """

    line: str
    number: int
    value: str
    fact: str = ""
    reason: str = ""
    words: str = ""
    measure: str = ""
    given_at: str
    person: str
    evidence: str = ""


class SheetSaved(Fact):
    """All lines that changed since the last such fact."""

    KIND: ClassVar[str] = "check.sheet-saved"

    lines: tuple[SavedLine, ...]

    def apply(self, session: Session, head: Head) -> None:
        for line in self.lines:
            session.merge(CheckLine(**_place(head), **line.model_dump(exclude={"evidence"})))

    def cites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.evidence for line in self.lines if line.evidence))


class PhotoAdded(Fact):
    """A photograph was added to a line or to the visit."""

    KIND: ClassVar[str] = "check.photo-added"

    hash: str
    line: str
    original_hash: str
    original_name: str
    width: int
    height: int
    taken_at: str
    note: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.merge(Photo(**_place(head), **self.model_dump(), added_at=head.occurred_at))

    def cites(self) -> tuple[str, ...]:
        return (self.hash,)


class CheckFinished(Fact):
    """Every line was judged; the visit's inspection part ended.

    `measures_later` says why lines that do not conform were left without 处理意见; empty where none was.
    """

    KIND: ClassVar[str] = "check.finished"

    measures_later: str = ""

    def apply(self, session: Session, head: Head) -> None:
        _end(session, head, "checked", self.measures_later)


class CheckUnable(Fact):
    """未能检查: one act with its branch, words, who was asked and when one went there."""

    KIND: ClassVar[str] = "check.unable"

    branch: str
    words: str
    asked: str
    visits: tuple[str, ...]

    def apply(self, session: Session, head: Head) -> None:
        session.merge(
            UnableVisit(
                **_place(head), branch=self.branch, words=self.words, asked=self.asked, visits="\n".join(self.visits)
            )
        )
        _end(session, head, self.branch)


def _end(session: Session, head: Head, outcome: str, measures_later: str = "") -> None:
    row = session.get(Visit, (head.bureau, head.dossier))
    if row is None:
        raise Missing("error-dossier-missing")
    row.ended_at, row.outcome, row.measures_later = head.occurred_at, outcome, measures_later
    session.add(row)
    reach(session, head, "check", note=outcome)


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
