"""What stands on 文书送达回证 (DOMAIN 2.2): a row for each paper with how it was served, and places to sign by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspector_desktop.clock import civil, moment
from inspector_desktop.inspection.store import InspectionView, PaperView
from inspector_desktop.paper.model import (
    Block,
    Column,
    DateLine,
    Field,
    FieldLine,
    Paper,
    Paragraph,
    SignatureLine,
    Spacer,
    Style,
    Table,
    Together,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.signature.store import ServiceView
from inspector_desktop.wording import say

Served = Sequence[tuple[PaperView, ServiceView]]
LABEL = 6


def receipt_fields(view: InspectionView, served: Served) -> dict[str, Any]:
    """The canonical fields of the receipt."""
    return {
        "inspection": view.dossier, "subject": view.subject_name,
        "served": [[paper.title, paper.number, one.way, one.served_at, service_words(one)] for paper, one in served],
    }  # fmt: skip


def service_words(service: ServiceView) -> str:
    """How a paper was served, in words: to whom, why it was left and who saw it, the number of the post item."""
    who = "".join(part for part in (service.receiver_post, service.receiver) if part)
    if service.way == "service-left":
        seen = service.witness_name and say(
            "served-words-witness", name=service.witness_name, unit=service.witness_unit
        )
        proof = "，".join(part for part in (seen, say("served-words-photo") if service.photo else "") if part)
        return say("served-words-left", reason=service.refusal.rstrip("。"), proof=proof)
    if service.way == "service-post":
        words = say("served-words-post", number=service.post_number)
        return words + (say("served-words-delivered", date=service.delivered_on) if service.delivered_on else "")
    if service.way == "service-electronic":
        return say("served-words-electronic", address=service.address)
    return say("served-words-direct", who=who)


def receipt_paper(view: InspectionView, served: Served, profile: Profile, *, number: str, code: str) -> Paper:
    """The receipt as it prints; whoever received, witnessed and served signs by hand."""
    columns = (
        Column(say("receipt-paper"), share=5), Column(say("receipt-way"), share=6), Column(say("receipt-when"), share=3)
    )  # fmt: skip
    rows = tuple(
        (
            "　".join(part for part in (paper.title, paper.number) if part),
            say("receipt-way-words", way=say(f"{one.way}-short"), words=service_words(one)),
            f"{civil(moment(one.served_at)):%Y-%m-%d %H:%M}",
        )
        for paper, one in served
    )
    left = any(one.way == "service-left" for _, one in served)
    blocks: list[Block] = [
        FieldLine((Field(say("receipt-receiver"), view.subject_name, label_width=LABEL),)),
        FieldLine((Field(say("receipt-place"), next((s.place for _, s in served if s.place), view.address)),)),
        Spacer(2),
        Table(columns, rows),
        Spacer(3),
        Paragraph(say("receipt-note"), indent=False),
    ]
    signing: list[Block] = [SignatureLine(say("receipt-received"), beside=(Field(say("record-post")),))]
    if left:
        signing.append(SignatureLine(say("record-witness"), beside=(Field(say("record-witness-unit")),)))
    signing += [SignatureLine(say("receipt-servers"), marks=(None, None)), DateLine(say("blank-date"))]
    return Paper(
        kind="service-receipt", style=Style.ENFORCEMENT, title=profile.document("service-receipt").title,
        blocks=(*blocks, Together(tuple(signing))), number=number, top_line=profile.documents.heading, code=code,
        copies=say("refusal-report-copies"), agency=profile.bureau.name, dense=True,
    )  # fmt: skip
