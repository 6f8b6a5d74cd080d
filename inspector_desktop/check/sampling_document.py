"""What stands on the voucher of samples (抽样取证凭证, DOMAIN 2.2) and on the page of an expert's opinion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspector_desktop.check.joint_document import minute_words
from inspector_desktop.check.sampling_facts import TakenSample
from inspector_desktop.check.store import VisitView
from inspector_desktop.clock import civil_date
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.paper.model import (
    Align,
    Column,
    DateLine,
    Field,
    FieldLine,
    Fill,
    Heading,
    Paper,
    Paragraph,
    RuledSpace,
    SignatureLine,
    Spacer,
    Style,
    Table,
    Together,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

VOUCHER, OPINION = "sampling-voucher", "expert-opinion"
_LABEL = 5


def voucher_fields(
    view: InspectionView, place: str, begun_at: str, ended_at: str, met: str, samples: Sequence[TakenSample]
) -> dict[str, Any]:
    """The canonical fields that the voucher's code signs."""
    return {
        "inspection": view.dossier, "subject": view.subject_name, "address": view.address, "place": place, "met": met,
        "begun_at": begun_at, "ended_at": ended_at,
        "samples": [[one.name, one.spec, one.unit, one.quantity, one.note] for one in samples],
    }  # fmt: skip


def voucher_paper(
    view: InspectionView, visit: VisitView | None, profile: Profile, *, number: str, place: str, begun_at: str,
    ended_at: str, met: str, samples: Sequence[TakenSample],
) -> Paper:  # fmt: skip
    """The voucher: unit, who was met, time, place, what was taken, and places to sign."""
    officers = (
        visit.officers if visit is not None else tuple((one.id, one.name, one.certificate) for one in view.officers)
    )
    span = f"{minute_words(begun_at)}{say('record-to')}{minute_words(ended_at)}"
    rows = tuple((str(at), one.name, one.spec, one.unit, one.quantity, one.note) for at, one in enumerate(samples, 1))
    blocks = (
        FieldLine((Field(say("record-unit"), view.subject_name, label_width=_LABEL),)),
        FieldLine((Field(say("record-address"), view.address, label_width=_LABEL),)),
        FieldLine(
            (
                Field(say("sampling-met"), met, share=3, label_width=_LABEL),
                Field(say("record-phone"), view.phone, share=2),
            )
        ),
        FieldLine((Field(say("sampling-time"), span, label_width=_LABEL),)),
        FieldLine((Field(say("sampling-place"), place, label_width=_LABEL),)),
        Spacer(2),
        Paragraph(
            say(
                "sampling-opening", bureau=profile.bureau.name,
                officers="、".join(say("joint-officer", name=name, certificate=number) for _, name, number in officers),
            )
        ),
        Table(
            (
                Column(say("sampling-at"), 2, Align.CENTRE), Column(say("sampling-name"), 6),
                Column(say("sampling-spec"), 6), Column(say("sampling-unit"), 2, Align.CENTRE),
                Column(say("sampling-quantity"), 4, Align.RIGHT), Column(say("sampling-note"), 5),
            ),
            rows,
        ),
        Spacer(6),
        Together(
            (
                SignatureLine(say("record-on-site")),
                SignatureLine(say("record-officers"), marks=tuple(None for _ in officers)),
                DateLine(say("date-long", date=civil_date(ended_at))),
            )
        ),
        Fill(),
    )  # fmt: skip
    return Paper(
        kind=VOUCHER, style=Style.ENFORCEMENT, title=profile.document(VOUCHER).title, blocks=blocks, number=number,
        top_line=profile.documents.heading, copies=say("sampling-copies"), draft=True, agency=profile.bureau.name,
        dense=True,
    )  # fmt: skip


def opinion_fields(dossier: str, name: str, unit: str, question: str, opinion: str, given_at: str) -> dict[str, Any]:
    """The canonical fields of an expert's opinion."""
    return {
        "inspection": dossier, "name": name, "unit": unit, "question": question, "opinion": opinion,
        "given_at": given_at,
    }  # fmt: skip


def opinion_paper(
    view: InspectionView, profile: Profile, *, name: str, unit: str, field: str, question: str, opinion: str, day: str,
    number: str = "",
) -> Paper:  # fmt: skip
    """The page of an expert's opinion, to be signed by him; without an opinion there is room to write it."""
    blocks = (
        FieldLine((Field(say("record-unit"), view.subject_name, label_width=_LABEL),)),
        FieldLine((Field(say("expert-name"), name, label_width=_LABEL), Field(say("expert-field"), field))),
        FieldLine((Field(say("expert-unit"), unit, label_width=_LABEL),)),
        Spacer(2),
        Heading(say("expert-question")),
        Paragraph(question),
        Heading(say("expert-opinion")),
        Paragraph(opinion) if opinion else RuledSpace(8),
        Spacer(6),
        Together((SignatureLine(say("expert-signs")), DateLine(say("date-long", date=civil_date(day))))),
        Paragraph(say("expert-never-counts"), indent=False),
        Fill(),
    )
    return Paper(
        kind=OPINION, style=Style.ENFORCEMENT, title=profile.document(OPINION).title, blocks=blocks, number=number,
        top_line=profile.documents.heading, copies=say("expert-copies"), draft=not opinion,
        agency=profile.bureau.name, dense=True,
    )  # fmt: skip
