"""The platform's entry sheet in its own order, what the public will read, and the papers of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inspector_desktop.clock import civil_date
from inspector_desktop.digest import sha256_hex
from inspector_desktop.disclosure.facts import PublicContent, PublicField, PublicItem
from inspector_desktop.disclosure.store import ResultView
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.inspection.types import type_title
from inspector_desktop.paper.model import (
    Align,
    Cell,
    Column,
    DateLine,
    Grid,
    GridRow,
    Paper,
    Paragraph,
    SignatureLine,
    SignOff,
    Spacer,
    Style,
    Table,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.codes import judge_code
from inspector_desktop.wording import has, say

PUBLIC_ID_LENGTH = 12
REMOTE = "way-remote"
TYPE = "checkType"
"""The public column that says what type of check it was."""


@dataclass(frozen=True)
class EntryField:
    """A field of the entry page: key, title as the platform has it, value to be copied; public or not."""

    key: str
    title: str
    value: str
    public: bool


@dataclass(frozen=True)
class ItemSheet:
    """The entry page of one item."""

    item: str
    title: str
    fields: tuple[EntryField, ...]


def entry_sheets(view: InspectionView, results: Sequence[ResultView], profile: Profile) -> tuple[ItemSheet, ...]:
    """One sheet for each item, its fields in the platform's order. Raises `Missing` for a field nobody knows."""
    titles = {one.id: one.title for one in view.items}
    sheets = []
    for result in results:
        values = {
            "plan_code": view.plan_number, "task_code": view.task_number, "subject": view.subject_name,
            "uscc": _uscc(view), "date": _checked_on(view), "officers": ",".join(o.name for o in view.officers),
            "method": _method(view, profile), "item": titles.get(result.item, result.item),
            "result": result.result_title, "followup": result.followup_title, "explanation": result.explanation,
        }  # fmt: skip
        fields = []
        for column in profile.entry_sheet.fields:
            if column.key not in values:
                raise Missing("missing-profile-part", part="entry_sheet.fields", id=column.key)
            fields.append(EntryField(column.key, column.title, values[column.key], column.public))
        sheets.append(ItemSheet(result.item, values["item"], tuple(fields)))
    return tuple(sheets)


def public_content(
    view: InspectionView, results: Sequence[ResultView], profile: Profile, *, draw: int, commitment: str
) -> PublicContent:
    """What leaves the bureau: the columns of the allowlist, each item's result, and the draw; nothing else."""
    values = {
        "raninsPlanId": view.plan_number, "raninsPlaneName": view.plan_title, "raninsTaskId": view.task_number,
        "raninsTaskName": view.task_title, "raninsTypeName": _type(view), "checkType": type_title(view, profile),
        "insAuth": profile.bureau.name, "insDate": _checked_on(view),
    }  # fmt: skip
    titles = {one.id: one.title for one in view.items}
    return PublicContent(
        public_id=public_id(view.dossier),
        subject=view.subject_name,
        code=_uscc(view),
        fields=tuple(
            PublicField(key=one.key, title=one.title, value=values[one.key])
            for one in profile.disclosure.task.columns
            if one.public and one.key in values
        ),
        items=tuple(PublicItem(item=titles.get(one.item, one.item), result=one.result_title) for one in results),
        draw=draw,
        commitment=commitment,
    )


def public_id(dossier: str) -> str:
    """The name of a publication: it tells nothing of the dossier and never changes."""
    return sha256_hex(f"publication {dossier}")[:PUBLIC_ID_LENGTH]


def texts_of(content: PublicContent) -> dict[str, str]:
    """Every text of a content by key, for the check of what is held back."""
    return {
        "subject": content.subject,
        "code": content.code,
        **{one.key: one.value for one in content.fields},
        **{f"item.{place}": one.item for place, one in enumerate(content.items, 1)},
        **{f"result.{place}": one.result for place, one in enumerate(content.items, 1)},
    }


def allowlist(profile: Profile) -> tuple[str, ...]:
    """The keys that may go out: the profile's public columns, and subject, code, item and result."""
    columns = (*profile.disclosure.task.columns, *profile.disclosure.item.columns)
    return ("subject", "code", "item", "result", *(one.key for one in columns if one.public))


def sheet_fields(view: InspectionView, sheets: Sequence[ItemSheet], number: str, entered_on: str) -> dict[str, Any]:
    """The canonical fields of 抽查情况记录表."""
    return {
        "subject": view.subject_name, "platform_number": number, "entered_on": entered_on,
        "items": [{one.key: one.value for one in sheet.fields} for sheet in sheets],
    }  # fmt: skip


def sheet_paper(
    sheets: Sequence[ItemSheet], profile: Profile, *, number: str, entered_on: str, code: str = ""
) -> Paper:
    """抽查情况记录表: what was entered on the platform, field by field."""
    rows: list[GridRow] = []
    for sheet in sheets:
        rows += [
            GridRow((Cell(one.title, share=3, label=True), Cell(one.value or "—", share=9))) for one in sheet.fields
        ]
    rows.append(GridRow((Cell(say("sheet-number"), share=3, label=True), Cell(number or "—", share=9))))
    rows.append(GridRow((Cell(say("sheet-entered-on"), share=3, label=True), Cell(entered_on, share=9))))
    return _form(profile, "result-sheet", (Grid(tuple(rows)), SignatureLine(say("sheet-entered-by"), (None,))), code)


def review_paper(content: PublicContent, profile: Profile, *, reviewed_on: str, code: str = "") -> Paper:
    """信息公开保密审查表: what is to be public, on which basis, and the three questions of the review."""

    def label(key: str) -> Cell:
        return Cell(say(key), share=3, label=True, align=Align.CENTRE)

    result = "；".join(say("review-item", item=one.item, result=one.result) for one in content.items)
    foot = (SignatureLine(say("report-level-sign")), DateLine(say("report-level-date")))
    rows = (
        GridRow((label("review-title"), Cell(_review_title(content, profile), share=9))),
        GridRow((label("review-content"), Cell(result, share=9)), height=24),
        GridRow((label("review-fields"), Cell("、".join(one.title for one in content.fields), share=9)), height=16),
        GridRow((label("review-places"), Cell("、".join(one.title for one in profile.disclosure.places), share=9))),
        GridRow((label("review-basis"), Cell(say("review-basis-is"), share=9)), height=14),
        GridRow((label("review-held"), Cell("、".join(profile.disclosure.withheld), share=9)), height=14),
        GridRow((label("review-questions"), Cell(say("review-answers"), share=9)), height=22),
        GridRow((label("review-opinion"), Cell(say("review-agrees"), share=9, foot=foot)), height=34),
    )
    return _form(profile, "secrecy-review", (Grid(rows), DateLine(reviewed_on)), code)


def draft_paper(content: PublicContent, profile: Profile, *, reviewed_on: str, code: str = "") -> Paper:
    """双随机抽查结果公示稿: the table as the portal shows it, in the bureau's columns.

    A check that nothing drew is called by its own type, here as everywhere.
    """
    columns = profile.disclosure.notice.columns
    shares = {"number": 2, "item": 8, "subject": 7, "result": 6}
    rows = []
    for place, one in enumerate(content.items, 1):
        cells = {"number": str(place), "item": one.item, "subject": content.subject, "result": one.result}
        rows.append(tuple(cells.get(column.key, "") for column in columns))
    values = {one.key: one.value for one in content.fields}
    table = Table(tuple(Column(one.title, shares.get(one.key, 5), Align.CENTRE) for one in columns), tuple(rows))
    other = other_type(content, profile)
    title = say("draft-title-other") if other else profile.document("disclosure-draft").title
    opening = say(
        "draft-opening", bureau=profile.bureau.name, plan=values.get("raninsPlaneName", ""),
        task=values.get("raninsTaskName", ""), number=values.get("raninsTaskId", ""),
    )  # fmt: skip
    if other:
        opening = say("draft-opening-other", bureau=profile.bureau.name, subject=content.subject, type=other)
    return Paper(
        kind="disclosure-draft", style=Style.LETTER, title=title, code=code, agency=profile.bureau.name,
        draft=not code,
        blocks=(
            Paragraph(opening),
            Spacer(3),
            table,
            Spacer(4),
            SignOff(profile.bureau.name, reviewed_on),
        ),
    )  # fmt: skip


def other_type(content: PublicContent, profile: Profile) -> str:
    """The type of a check that nothing drew, in the bureau's words; empty for one that counts as 双随机."""
    said = next((one.value for one in content.fields if one.key == TYPE), "")
    return said if said in {one.title for one in profile.check.types if not one.drawn} else ""


def _review_title(content: PublicContent, profile: Profile) -> str:
    other = other_type(content, profile)
    if other:
        return say("review-title-other", subject=content.subject, type=other)
    return say("review-title-is", subject=content.subject)


def _form(profile: Profile, kind: str, blocks: tuple[Any, ...], code: str) -> Paper:
    return Paper(
        kind=kind, style=Style.ENFORCEMENT, title=profile.document(kind).title, blocks=blocks,
        top_line=profile.documents.heading, copies=say("fix-one-copy"), code=code, draft=not code,
        agency=profile.bureau.name,
    )  # fmt: skip


def _type(view: InspectionView) -> str:
    """抽查类型 in the platform's word."""
    key = f"draw-type-{view.draw_type}"
    return say(key) if has(key) else view.draw_type


def _uscc(view: InspectionView) -> str:
    """The unit's code if it is one that others know; the register's own numbers stay inside."""
    code = judge_code(view.subject_code)
    return code.text if code.kind == "uscc" and not code.refused else ""


def _checked_on(view: InspectionView) -> str:
    return civil_date(view.done["check"]).isoformat() if view.done.get("check") else ""


def _method(view: InspectionView, profile: Profile) -> str:
    wanted = "remote" if view.way == REMOTE else "on-site"
    return next((one.title for one in profile.methods.ways if one.id == wanted), profile.methods.ways[0].title)
