"""What may be entered about samples and tests, opinions of experts, and checks without a visit."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlmodel import Session, select

from inspector_desktop.check.facts import ShownCertificate
from inspector_desktop.check.joint_facts import mark
from inspector_desktop.check.records import Visit, VisitOfficer
from inspector_desktop.check.sampling_records import Call, ExpertOpinion, Material, OffSite, Sample, Sampling
from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.deadlines import TESTING
from inspector_desktop.inspection.facts import IssuedPaper, Part, file_paper, reach
from inspector_desktop.journal.facts import Fact
from inspector_desktop.journal.heads import Head


class TakenSample(Part):
    """One line of the voucher: 物品, 规格或地址, 单位, 数量或面积, 备注."""

    name: str
    spec: str = ""
    unit: str = ""
    quantity: str = ""
    note: str = ""


class SamplesTaken(Fact):
    """Samples were taken, with the voucher (抽样取证凭证); from now the report waits for the test."""

    KIND: ClassVar[str] = "check.samples-taken"

    number: str
    item: str
    place: str
    begun_at: str
    ended_at: str
    met: str
    samples: tuple[TakenSample, ...]
    paper: IssuedPaper

    def apply(self, session: Session, head: Head) -> None:
        session.add(
            Sampling(
                **_place(head), id=head.id, number=self.number, item=self.item, place=self.place,
                begun_at=self.begun_at, ended_at=self.ended_at, met=self.met, paper=self.paper.blob,
            )
        )  # fmt: skip
        for at, one in enumerate(self.samples, 1):
            session.add(Sample(**_place(head), sampling=head.id, place=at, **one.model_dump()))
        file_paper(session, head, self.paper)
        _settle(session, head)

    def cites(self) -> tuple[str, ...]:
        return (self.paper.blob,)


class SamplesSent(Fact):
    """The samples went to a laboratory."""

    KIND: ClassVar[str] = "check.samples-sent"

    sampling: str
    lab: str

    def apply(self, session: Session, head: Head) -> None:
        row = _sampling(session, head, self.sampling)
        row.lab, row.sent_at = self.lab, head.occurred_at
        session.add(row)


class TestReceived(Fact):
    """The laboratory's report came."""

    KIND: ClassVar[str] = "check.test-received"

    sampling: str
    report_number: str
    result: str
    conforms: bool
    scan: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = _sampling(session, head, self.sampling)
        row.report_number, row.result, row.conforms = self.report_number, self.result, self.conforms
        row.received_at, row.scan = head.occurred_at, self.scan
        session.add(row)

    def cites(self) -> tuple[str, ...]:
        return (self.scan,) if self.scan else ()


class TestServed(Fact):
    """The result was served on the unit, which may object until a civil day."""

    KIND: ClassVar[str] = "check.test-served"

    sampling: str
    receiver: str
    way: str
    objection_until: str

    def apply(self, session: Session, head: Head) -> None:
        row = _sampling(session, head, self.sampling)
        row.served_at, row.receiver, row.way = head.occurred_at, self.receiver, self.way
        row.objection_until = self.objection_until
        session.add(row)
        _settle(session, head)


class RetestAsked(Fact):
    """The unit objected and asked for a retest; the clock now waits for its result to be served."""

    KIND: ClassVar[str] = "check.retest-asked"

    sampling: str
    lab: str

    def apply(self, session: Session, head: Head) -> None:
        row = _sampling(session, head, self.sampling)
        row.retest_asked_at, row.retest_lab = head.occurred_at, self.lab
        session.add(row)
        _settle(session, head)


class RetestServed(Fact):
    """The retest's result was served on the unit."""

    KIND: ClassVar[str] = "check.retest-served"

    sampling: str
    result: str
    conforms: bool
    scan: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = _sampling(session, head, self.sampling)
        row.retest_result, row.conforms, row.retest_served_at = self.result, self.conforms, head.occurred_at
        session.add(row)
        _settle(session, head)

    def cites(self) -> tuple[str, ...]:
        return (self.scan,) if self.scan else ()


class OpinionGiven(Fact):
    """An expert gave an opinion on a question, in words or as a signed page; it happened on the day it bears."""

    KIND: ClassVar[str] = "check.opinion-given"

    expert: str
    name: str
    unit: str
    field: str
    question: str
    opinion: str
    line: str = ""
    scan: str = ""
    number: str = ""
    papers: tuple[IssuedPaper, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        kept = self.model_dump(exclude={"papers"})
        paper = self.papers[0].blob if self.papers else ""
        row = ExpertOpinion(
            **_place(head), id=head.id, given_at=head.occurred_at, place=head.number, paper=paper, **kept
        )
        session.add(row)
        for one in self.papers:
            file_paper(session, head, one)

    def cites(self) -> tuple[str, ...]:
        return (*((self.scan,) if self.scan else ()), *(one.blob for one in self.papers))


class OffSiteBegun(Fact):
    """A check without a visit began: the unit was told by whom it is checked, in writing or by video.

    `rights_told` and `told_at`: that and when rights and discipline were told; entries without them never asked it.
    `visits` is which check of the year this is and `cap` how many there may be (0: none is set, or not counted),
    `over_cap_reason` on what ground one goes beyond that.
    """

    KIND: ClassVar[str] = "check.off-site-begun"

    mode: str
    contact: str
    contact_post: str
    channel: str
    place: str
    officers: tuple[ShownCertificate, ...]
    rights_told: bool = False
    told_at: str = ""
    visits: int = 0
    cap: int = 0
    over_cap_reason: str = ""

    def apply(self, session: Session, head: Head) -> None:
        session.add(
            Visit(
                **_place(head), arrived_at=head.occurred_at, place=self.place, met=self.contact,
                met_post=self.contact_post, companions="", rights_told=self.rights_told, told_at=self.told_at,
                visits=self.visits, cap=self.cap, over_cap_reason=self.over_cap_reason,
            )
        )  # fmt: skip
        for at, one in enumerate(self.officers, 1):
            session.add(VisitOfficer(**_place(head), place=at, **one.model_dump()))
        session.add(
            OffSite(
                **_place(head),
                mode=self.mode,
                contact=self.contact,
                channel=self.channel,
                begun_at=head.occurred_at,
                contact_post=self.contact_post,
            )
        )
        reach(session, head, "check", done=False)

    def cites(self) -> tuple[str, ...]:
        return tuple(one.renewed_photo for one in self.officers if one.renewed_photo)


class MaterialsAsked(Fact):
    """Materials were asked of the unit, until a civil day."""

    KIND: ClassVar[str] = "check.materials-asked"

    names: tuple[str, ...]
    due_on: str

    def apply(self, session: Session, head: Head) -> None:
        for name in self.names:
            if session.get(Material, (head.bureau, head.dossier, name)) is None:
                session.add(Material(**_place(head), name=name, asked_at=head.occurred_at, due_on=self.due_on))


class MaterialReceived(Fact):
    """One of the materials came, or the unit said in words that there is none."""

    KIND: ClassVar[str] = "check.material-received"

    name: str
    way: str
    blob: str = ""
    note: str = ""

    def apply(self, session: Session, head: Head) -> None:
        row = session.get(Material, (head.bureau, head.dossier, self.name))
        if row is None:
            raise Missing("error-material-missing")
        row.received_at, row.way, row.blob, row.note = head.occurred_at, self.way, self.blob, self.note
        row.place = head.number
        session.add(row)

    def cites(self) -> tuple[str, ...]:
        return (self.blob,) if self.blob else ()


class CallHeld(Fact):
    """A video or telephone call was held, with what was seen and pictures of it."""

    KIND: ClassVar[str] = "check.call-held"

    tool: str
    met: str
    words: str
    shots: tuple[str, ...] = ()

    def apply(self, session: Session, head: Head) -> None:
        session.add(
            Call(
                **_place(head), id=head.id, at=head.occurred_at, tool=self.tool, met=self.met, words=self.words,
                shots="\n".join(self.shots), place=head.number,
            )
        )  # fmt: skip

    def cites(self) -> tuple[str, ...]:
        return self.shots


def _settle(session: Session, head: Head) -> None:
    """The milestone of the tests: done on the last day on which one of them is settled, once all are."""
    session.flush()
    rows = session.exec(select(Sampling).where(Sampling.bureau == head.bureau, Sampling.dossier == head.dossier)).all()
    days = [
        (civil_date(one.retest_served_at).isoformat() if one.retest_served_at else "")
        if one.retest_asked_at
        else one.objection_until
        for one in rows
    ]
    mark(session, head, TESTING, max(days) if all(days) else "")


def _sampling(session: Session, head: Head, sampling: str) -> Sampling:
    row = session.get(Sampling, (head.bureau, head.dossier, sampling))
    if row is None:
        raise Missing("error-sampling-missing")
    return row


def _place(head: Head) -> dict[str, Any]:
    return {"bureau": head.bureau, "dossier": head.dossier}
