"""What stands on the notice: 双随机抽查告知单 (000 一(六)2(1)) with what the model text of 2025 adds (54号)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from inspector_desktop.clock import civil_date
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.inspection.store import CheckItem, InspectionView
from inspector_desktop.paper.model import (
    Field,
    FieldLine,
    Fill,
    Heading,
    Items,
    Paper,
    Paragraph,
    SealPlace,
    Span,
    Style,
    filled,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

LABEL = 4
TARGETED = "kind-targeted"


@dataclass(frozen=True)
class NoticeContent:
    """What the officer fills in: contact and the materials to have ready; `visits` of `cap` this year."""

    contact: str
    telephone: str
    materials: tuple[str, ...]
    visits: int
    cap: int


def notice_fields(view: InspectionView, content: NoticeContent, issued_at: str) -> dict[str, Any]:
    """The canonical fields that the paper's code signs."""
    return {
        "subject": view.subject_name, "code": view.subject_code, "task": view.task_number, "plan": view.plan_number,
        "from": view.window_from, "until": view.window_until, "items": [one.title for one in view.items],
        "officers": [f"{one.name} {one.certificate}" for one in view.officers], "contact": content.contact,
        "telephone": content.telephone, "materials": list(content.materials),
        "issued_on": civil_date(issued_at).isoformat(),
        **({"companions": [one.name for one in view.companions]} if view.companions else {}),
        **({"mode": view.mode} if view.mode in OFF_SITE else {}),
    }  # fmt: skip


def notice_title(view: InspectionView, profile: Profile) -> str:
    """What the notice is called: a check that follows a lead was not drawn, and its notice does not say so."""
    return say("notice-title-lead") if view.check_kind == TARGETED else profile.document("notice").title


def _times(content: NoticeContent) -> Field:
    """How often the unit was checked this year; a check that follows a lead does not count, and is not told so."""
    key = "notice-visits" if content.cap else "notice-visits-uncapped"
    words = say(key, visits=content.visits, cap=content.cap)
    return Field(say("notice-times"), words, share=3, label_width=LABEL)


def notice_paper(
    view: InspectionView, content: NoticeContent, profile: Profile, *, issued_at: str, number: str = "", code: str = ""
) -> Paper:
    """The notice; without a number it is a draft for looking at."""
    window = say("date-range", first=date.fromisoformat(view.window_from), last=date.fromisoformat(view.window_until))
    officers = "、".join(
        one.department + say("notice-officer", name=one.name, certificate=one.certificate) for one in view.officers
    )
    along = "、".join(f"{one.unit}{one.name}" for one in view.companions)
    beside = (FieldLine((Field(say("notice-companions"), along, label_width=LABEL),)),) if along else ()
    targeted = view.check_kind == TARGETED
    blocks = (
        Paragraph(
            (
                Span(
                    say(
                        "notice-opening-lead" if targeted else "notice-opening", task=view.task_title,
                        number=view.task_number,
                    )
                ),
                filled(view.subject_name),
                Span(
                    say("notice-opening-end-lead" if targeted else "notice-opening-end", code=view.subject_code or "—")
                ),
            )
        ),
        FieldLine((Field(say("notice-window"), window, label_width=LABEL),)),
        *_way(view),
        FieldLine((Field(say("notice-officers"), officers, label_width=LABEL),)),
        *beside,
        FieldLine(
            (
                Field(say("notice-contact"), content.contact, label_width=LABEL),
                Field(say("notice-telephone"), content.telephone),
            )
        ),
        FieldLine((*(() if targeted else (_times(content),)), complaint(profile))),
        Heading(say("notice-items")),
        Items(tuple(_item(one) for one in view.items)),
        Heading(say("notice-materials")),
        Paragraph("；".join(f"{place}. {one.rstrip('；。')}" for place, one in enumerate(content.materials, 1)) + "。"),
        Heading(say("notice-rights")),
        Items(tuple(say(_right(view, place)) for place in (1, 2, 3, 4))),
        Paragraph(discipline()),
        Fill(),
        SealPlace(profile.bureau.name, say("date-long", date=civil_date(issued_at))),
    )  # fmt: skip
    return Paper(
        kind="notice", style=Style.ENFORCEMENT, blocks=blocks, number=number,
        title=notice_title(view, profile),
        top_line=profile.documents.heading, copies=say("notice-copies"), code=code, draft=not number,
        agency=profile.bureau.name, dense=True,
    )  # fmt: skip


def discipline() -> str:
    """The officers' discipline, one block wherever it is told (国办发〔2024〕54号): 五个严禁, 八个不得."""
    return say("notice-discipline") + say("notice-discipline-eight")


def complaint(profile: Profile) -> Field:
    """Where one complains about a check (F200); without a telephone in the rules, room to write it in by hand."""
    return Field(say("notice-complaint"), profile.notice.complaint_telephone, share=2)


def _item(item: CheckItem) -> str:
    """An item with its basis; of a joint check also by which department it is checked."""
    key = "notice-item-of" if item.department else "notice-item"
    return say(key, title=item.title, basis=item.basis, department=item.department)


def _right(view: InspectionView, place: int) -> str:
    """The first right is about certificates at the door; without a visit it is about those told beforehand."""
    return "notice-right-off-site" if place == 1 and view.mode in OFF_SITE else f"notice-right-{place}"


def _way(view: InspectionView) -> tuple[FieldLine, ...]:
    """By which way one checks, where nobody comes."""
    if view.mode not in OFF_SITE:
        return ()
    words = say("notice-off-site", mode=say(f"mode-{view.mode}"))
    return (FieldLine((Field(say("notice-way"), words, label_width=LABEL),)),)
