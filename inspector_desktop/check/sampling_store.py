"""Queries on samples and tests, opinions of experts, and checks without a visit."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.check.sampling_records import Call, ExpertOpinion, Material, OffSite, Sample, Sampling

TAKEN, SENT, RECEIVED, SERVED, RETEST, SETTLED = (
    "test-taken", "test-sent", "test-received", "test-served", "test-retest", "test-settled",
)  # fmt: skip


@dataclass(frozen=True)
class SampleView:
    """One line of a voucher."""

    name: str
    spec: str
    unit: str
    quantity: str
    note: str


@dataclass(frozen=True)
class SamplingView:
    """One taking of samples, and where its test stands."""

    id: str
    number: str
    item: str
    place: str
    begun_at: str
    ended_at: str
    met: str
    paper: str
    lab: str
    sent_at: str
    report_number: str
    received_at: str
    result: str
    conforms: bool
    scan: str
    served_at: str
    receiver: str
    way: str
    objection_until: str
    retest_asked_at: str
    retest_lab: str
    retest_result: str
    retest_served_at: str
    samples: tuple[SampleView, ...] = ()

    @property
    def state(self) -> str:
        """Where it stands, as a wording key; a result that was served is settled when nobody can object any more."""
        marks = (
            (self.retest_served_at, SETTLED), (self.retest_asked_at, RETEST), (self.served_at, SERVED),
            (self.received_at, RECEIVED), (self.sent_at, SENT),
        )  # fmt: skip
        return next((key for at, key in marks if at), TAKEN)


@dataclass(frozen=True)
class OpinionView:
    """An expert's opinion."""

    id: str
    expert: str
    name: str
    unit: str
    field: str
    question: str
    opinion: str
    given_at: str
    line: str
    scan: str
    place: int = 0
    number: str = ""
    paper: str = ""


@dataclass(frozen=True)
class MaterialView:
    """Something the unit was asked to hand in."""

    name: str
    asked_at: str
    due_on: str
    received_at: str
    way: str
    blob: str
    note: str
    place: int = 0


@dataclass(frozen=True)
class CallView:
    """A call, with pictures of it."""

    id: str
    at: str
    tool: str
    met: str
    words: str
    shots: tuple[str, ...]
    place: int = 0


@dataclass(frozen=True)
class OffSiteView:
    """A check without a visit: how it is made, what was asked and came, which calls were held."""

    mode: str
    contact: str
    channel: str
    begun_at: str
    materials: tuple[MaterialView, ...]
    calls: tuple[CallView, ...]
    contact_post: str = ""


def samplings_of(session: Session, bureau: str, dossier: str) -> tuple[SamplingView, ...]:
    """The takings of samples, oldest first."""
    rows = session.exec(
        select(Sampling).where(Sampling.bureau == bureau, Sampling.dossier == dossier).order_by(col(Sampling.id))
    ).all()
    lines = session.exec(
        select(Sample).where(Sample.bureau == bureau, Sample.dossier == dossier).order_by(col(Sample.place))
    ).all()
    return tuple(
        SamplingView(
            **row.model_dump(exclude={"bureau", "dossier"}),
            samples=tuple(
                SampleView(one.name, one.spec, one.unit, one.quantity, one.note)
                for one in lines
                if one.sampling == row.id
            ),
        )
        for row in rows
    )


def opinions_of(session: Session, bureau: str, dossier: str) -> tuple[OpinionView, ...]:
    """The opinions of experts, oldest first."""
    rows = session.exec(
        select(ExpertOpinion)
        .where(ExpertOpinion.bureau == bureau, ExpertOpinion.dossier == dossier)
        .order_by(col(ExpertOpinion.id))
    ).all()
    return tuple(OpinionView(**row.model_dump(exclude={"bureau", "dossier"})) for row in rows)


def find_off_site(session: Session, bureau: str, dossier: str) -> OffSiteView | None:
    """The check without a visit, if it began."""
    row = session.get(OffSite, (bureau, dossier))
    if row is None:
        return None
    materials = session.exec(
        select(Material).where(Material.bureau == bureau, Material.dossier == dossier).order_by(col(Material.name))
    ).all()
    calls = session.exec(
        select(Call).where(Call.bureau == bureau, Call.dossier == dossier).order_by(col(Call.at), col(Call.id))
    ).all()
    return OffSiteView(
        row.mode, row.contact, row.channel, row.begun_at,
        tuple(MaterialView(**one.model_dump(exclude={"bureau", "dossier"})) for one in materials),
        tuple(
            CallView(one.id, one.at, one.tool, one.met, one.words, tuple(one.shots.split()), one.place)
            for one in calls
        ),
        row.contact_post,
    )  # fmt: skip
