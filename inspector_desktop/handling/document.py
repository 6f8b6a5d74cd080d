"""What stands on 案件移送审批表 and on 案件移送书 or 抄告函 (DOMAIN 2.2), the letter with its receipt at the foot."""

from __future__ import annotations

from typing import Any

from inspector_desktop.clock import civil_date
from inspector_desktop.handling.rules import COPY, Wanted
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.paper.model import (
    Align,
    Block,
    Cell,
    DateLine,
    Field,
    FieldLine,
    Fill,
    Grid,
    GridRow,
    Heading,
    Items,
    Paper,
    Paragraph,
    SealPlace,
    SignatureLine,
    Spacer,
    Style,
    Together,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

LETTER, APPROVAL = "transfer", "transfer-approval"


def letter_title(profile: Profile, way: str) -> str:
    """What the letter is called: 案件移送书, or 抄告函 where somebody is only told."""
    return say("handling-copy-title") if way == COPY else profile.document(LETTER).title


def letter_fields(view: InspectionView, given: Wanted, at: str) -> dict[str, Any]:
    """The canonical fields that the letter's code signs."""
    return {
        "subject": view.subject_name, "code": view.subject_code, "task": view.task_number, "way": given.way,
        "receiver": given.receiver, "matter": given.matter, "reason": given.reason, "basis": given.basis,
        "documents": [f"{one.name} {one.pages}" for one in given.documents],
        "transferred_on": civil_date(at).isoformat(),
    }  # fmt: skip


def letter_paper(
    view: InspectionView, given: Wanted, profile: Profile, *, at: str, number: str = "", code: str = ""
) -> Paper:
    """The letter by which a case goes, or is told."""
    bureau, kind = profile.bureau.name, given.way.removeprefix("handling-")
    checked = view.done.get("check") or view.begun.get("check") or view.assigned_at
    count, pages = len(given.documents), sum(one.pages for one in given.documents)
    opening = say("handling-opening", date=civil_date(checked), subject=view.subject_name, address=view.address)
    asked = say(
        "handling-told" if given.way == COPY else "handling-asked",
        reason=given.reason.rstrip("。"), basis=given.basis.rstrip("。"),
    )  # fmt: skip
    along: list[Block] = []
    if given.documents:
        listed = tuple(say("handling-document", name=one.name, pages=one.pages) for one in given.documents)
        along = [Heading(say("handling-along", count=count, pages=pages)), Items(listed)]
    blocks: list[Block] = [
        Paragraph(say("handling-to", receiver=given.receiver), indent=False),
        Paragraph(opening),
        *(Paragraph(one) for one in given.matter.splitlines() if one.strip()),
        Paragraph(asked),
        *along,
        Spacer(4),
        SealPlace(bureau, say("date-long", date=civil_date(at))),
        Fill(),
        Together(
            (
                Heading(say("handling-receipt")),
                Paragraph(
                    say(f"handling-receipt-{'copy' if kind == 'copy' else 'case'}", bureau=bureau,
                        subject=view.subject_name, count=count, pages=pages)
                ),
                SignatureLine(say("handling-receipt-by"), beside=(Field(say("fix-signed-on")),)),
                FieldLine((Field(say("handling-receipt-unit")),)),
            )
        ),
    ]  # fmt: skip
    return Paper(
        kind=LETTER, style=Style.ENFORCEMENT, title=letter_title(profile, given.way), blocks=tuple(blocks),
        number=number, top_line=profile.documents.heading, copies=say("handling-copies"), code=code,
        draft=not code, agency=bureau,
    )  # fmt: skip


def approval_fields(view: InspectionView, given: Wanted) -> dict[str, Any]:
    """The canonical fields of the form by which a transfer is decided on."""
    return {
        "subject": view.subject_name, "code": view.subject_code, "receiver": given.receiver, "matter": given.matter,
        "reason": given.reason, "approver": given.approver, "approved_on": given.approved_on,
    }  # fmt: skip


def approval_paper(
    view: InspectionView, given: Wanted, profile: Profile, *, number: str = "", code: str = "", draft: bool = False
) -> Paper:
    """案件移送审批表, to be signed by hand: who proposes, who reviews, who decides."""
    team = "、".join(one.name for one in view.officers if not one.department)

    def signed(label: str, text: str = "", people: int = 1) -> GridRow:
        foot = (SignatureLine(say("handling-signed"), (None,) * people), DateLine(say("handling-date")))
        return GridRow((_label(label), Cell(text, 5, foot=foot)), 34)

    rows = (
        GridRow((_label("handling-cause"), Cell(say("handling-cause-of", subject=view.subject_name), 5))),
        GridRow((_label("handling-party"), Cell(view.subject_name, 2), _label("handling-address"),
                 Cell(view.address, 2))),
        GridRow((_label("handling-receiver"), Cell(given.receiver, 5))),
        GridRow((_label("handling-matter"), Cell(given.matter, 5)), 40),
        GridRow((_label("handling-reason"),
                 Cell(say("handling-why", reason=given.reason.rstrip("。"), basis=given.basis.rstrip("。")), 5)), 20),
        GridRow((_label("handling-officers"), Cell(team, 5))),
        signed("handling-proposes", say("handling-proposed"), 2),
        signed("handling-reviews"),
        signed("handling-decides"),
    )  # fmt: skip
    return Paper(
        kind=APPROVAL, style=Style.ENFORCEMENT, title=profile.document(APPROVAL).title, blocks=(Grid(rows),),
        number=number, top_line=profile.documents.heading, copies=say("fix-one-copy"), code=code, draft=draft,
        agency=profile.bureau.name,
    )  # fmt: skip


def _label(key: str) -> Cell:
    return Cell(say(key), 1, label=True, align=Align.CENTRE)
