"""What stands on the papers taken along before anything is known: forms to be filled in by hand, and the approval form.

A blank carries what is known of the inspection and room for the rest. What a finished paper says is the document of its
own step; a blank that was filled in by hand is entered afterwards from its original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from inspector_desktop.checklist.definition import UNASKED, Choice, Definition, Question
from inspector_desktop.checklist.program import parts_of
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.paper.model import (
    Align,
    Area,
    Block,
    Cell,
    Column,
    DateLine,
    Field,
    FieldLine,
    Fill,
    Grid,
    GridRow,
    Heading,
    Paper,
    Paragraph,
    RuledSpace,
    SealPlace,
    SignatureLine,
    Spacer,
    Span,
    Style,
    Table,
    Text,
    Together,
    blank,
    filled,
    ticked,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

LABEL = 6
VERDICTS = ("conforms", "violates", "not_applicable", "not_checked")
WAYS = ("service-direct", "service-left", "service-post", "service-electronic")
OPINIONS = ("opinion-agrees", "opinion-objects")
UNABLE = ("closed", "no-contact", "moved", "deregistered", "no-activity", "obstructed")
_SHORT_LIST = 4
WRITTEN = "written:"
"""Before the name of a question: the stretch of the check table where its answer is written."""


@dataclass(frozen=True)
class Blank:
    """What a blank is made from."""

    view: InspectionView
    profile: Profile
    definition: Definition | None
    number: str
    codes: tuple[str, ...]
    department: str = ""  # of a joint check, whose record it is; empty: this bureau's


def approval_paper(view: InspectionView, profile: Profile) -> Paper:
    """行政检查审批表: what is to be approved, with room for handwritten opinions."""
    signed = (SignatureLine(say("blank-sign")), DateLine(say("blank-date")))
    rows = (
        _row("blank-subject", view.subject_name),
        _row("blank-code", view.subject_code or "—"),
        _row("blank-address", view.address),
        _row("blank-items", "；".join(one.title for one in view.items)),
        _row("blank-basis", "；".join(dict.fromkeys(one.basis for one in view.items))),
        _row("blank-source", say("blank-source-words", task=view.task_title, number=view.task_number)),
        _row("blank-window", _window(view)),
        _row("blank-officers", _officers(view)),
        *((_row("blank-mode", mode_words(view)),) if view.mode in OFF_SITE else ()),
        GridRow((_label("blank-proposal"), Cell(share=4, foot=signed)), height=34),
        GridRow((_label("blank-decision"), Cell(share=4, foot=signed)), height=40),
        GridRow((_label("blank-remark"), Cell(share=4)), height=16),
    )
    return _paper("inspection-approval", (Grid(rows),), profile)


def record_blank(blank_: Blank) -> Paper:
    """现场检查记录, to be written by hand."""
    view, profile = blank_.view, blank_.profile
    names = _between(tuple(filled(one.name) for one in view.officers))
    numbers = _between(tuple(filled(one.certificate) for one in view.officers))
    blocks: tuple[Block, ...] = (
        FieldLine((Field(say("blank-unit"), view.subject_name, label_width=LABEL),)),
        FieldLine((Field(say("blank-address"), view.address, label_width=LABEL),)),
        FieldLine((Field(say("blank-principal"), view.principal, share=3), Field(say("blank-phone"), view.phone, 2))),
        Area("place", (FieldLine((Field(say("blank-place"), label_width=LABEL),)),)),
        Area("times", (FieldLine((Field(say("blank-time"), say("blank-time-words"), label_width=LABEL),)),)),
        Spacer(2),
        Paragraph(
            (
                Span(say("blank-opening", bureau=profile.bureau.name)), *names, Span(say("blank-certificates")),
                *numbers, Span(say("blank-shown")),
            )
        ),
        Heading(say("blank-situation")),
        Area("situation", (RuledSpace(8),)),
        Together(
            (
                opinion_line(),
                Area("objection", (RuledSpace(1),)),
                Area("unit", (SignatureLine(say("blank-unit-signs"), beside=(Field(say("blank-post")),)),)),
                Area("witness", (SignatureLine(say("blank-witness"), beside=(Field(say("blank-witness-unit")),)),)),
                Area("officers", (SignatureLine(say("blank-officers-sign"), marks=(None, None)),)),
                DateLine(say("blank-date")),
            )
        ),
    )  # fmt: skip
    return _paper("check-record", blocks, profile, blank_, copies=say("blank-two-copies"))


def sheet_blank(blank_: Blank) -> Paper:
    """现场检查表: every line of the check table with boxes to tick."""
    if blank_.definition is None:
        raise Missing("error-sheet-missing")
    blocks = _sheet_blocks(blank_.definition, blank_.view.subject_name)
    return _paper("check-sheet", blocks, blank_.profile, blank_)


def form_blank(definition: Definition, profile: Profile) -> Paper:
    """现场检查表 of no inspection: to see a form as it will print, and for stock."""
    named = Field(
        say("form-blank-named"), say("form-blank-edition", title=definition.title, version=definition.version),
        label_width=LABEL,
    )  # fmt: skip
    return replace(_paper("check-sheet", (FieldLine((named,)), *_sheet_blocks(definition, "")), profile), dense=True)


def _sheet_blocks(definition: Definition, unit: str) -> tuple[Block, ...]:
    groups = {one.name: one.label for one in definition.groups}
    rows: list[tuple[Text, ...]] = []
    group = ""
    for line in definition.lines:
        if line.group != group:
            group = line.group
            rows.append(("", (Span(_unfilled(groups.get(group, "")), bold=True),), "", ""))
        boxes = ticked(line.name, VERDICTS, say("blank-boxes"))
        rows.append((str(line.number), _marked(line), boxes, ""))
    questions = tuple(_questions(definition))
    return (
        FieldLine((Field(say("blank-unit"), unit, label_width=LABEL),)),
        *questions,
        Spacer(2),
        Table(
            (
                Column(say("blank-column-number"), 5, Align.CENTRE),
                Column(say("blank-column-line"), 35),
                Column(say("blank-column-verdict"), 20),
                Column(say("blank-column-remark"), 15),
            ),
            tuple(rows),
        ),
        Spacer(2),
        Area("facts", (Paragraph(say("blank-facts"), indent=False), RuledSpace(3))),
        SignatureLine(say("blank-officers-sign"), marks=(None, None)),
    )


def _marked(line: Question) -> Text:
    """What is to be checked, those that matter most with the form's own word before it."""
    words = _unfilled(line.label)
    return (Span(f"{say('severity-serious')}　", bold=True), Span(words)) if line.severity == "serious" else words


def unable_blank(blank_: Blank) -> Paper:
    """未能检查情况记录, to be written by hand."""
    blocks: tuple[Block, ...] = (
        *_unit(blank_.view),
        Area("times", (FieldLine((Field(say("blank-visits"), say("blank-two-times")),)),)),
        Area("asked", (FieldLine((Field(say("blank-asked"), label_width=LABEL),)),)),
        Heading(say("blank-unable-kind")),
        *(
            Paragraph(ticked("unable", (f"unable-{one}",), "□" + say(f"blank-unable-{one}")), indent=False)
            for one in UNABLE
        ),
        Heading(say("blank-unable-words")),
        Area("situation", (RuledSpace(7),)),
        SignatureLine(say("blank-witness"), beside=(Field(say("blank-witness-unit")),)),
        SignatureLine(say("blank-officers-sign"), marks=(None, None)),
        DateLine(say("blank-date")),
    )
    return _paper("unable-record", blocks, blank_.profile, blank_)


def refusal_blank(blank_: Blank) -> Paper:
    """拒签情况报告, to be written by hand."""
    blocks: tuple[Block, ...] = (
        *_unit(blank_.view),
        FieldLine((Field(say("blank-refused-paper")),)),
        FieldLine((Field(say("blank-refused-by"), share=3), Field(say("blank-post"), share=2))),
        Heading(say("blank-refused-reason")),
        RuledSpace(6),
        Heading(say("blank-refused-proof")),
        RuledSpace(3),
        Paragraph(say("blank-refused-law")),
        SignatureLine(say("blank-officers-sign"), marks=(None, None)),
        DateLine(say("blank-date")),
    )
    return _paper("refusal-report", blocks, blank_.profile, blank_)


def receipt_blank(blank_: Blank) -> Paper:
    """文书送达回证, with the papers of the trip to be ticked."""
    view, profile = blank_.view, blank_.profile
    signed = (SignatureLine(say("blank-sign")), DateLine(say("blank-date-minute")))
    rows = (
        _row("blank-receiver", view.subject_name),
        _row("blank-place-served", view.address),
        GridRow((_label("blank-papers-served"), Cell(_papers_served(profile), share=4)), height=32),
        GridRow((_label("blank-way"), Cell(ticked("way", WAYS, say("blank-way-boxes")), share=4)), height=14),
        GridRow((_label("blank-signed-for"), Cell(share=4, foot=signed)), height=34),
        GridRow((_label("blank-left"), Cell(share=4)), height=26),
        GridRow((_label("blank-witness-receipt"), Cell(share=4, foot=signed)), height=30),
        GridRow((_label("blank-server"), Cell(share=4, foot=signed)), height=30),
    )
    return _paper("service-receipt", (Grid(rows),), profile, blank_)


def advice_blank(blank_: Blank) -> Paper:
    """整改意见书, to be written by hand: advice, without the text on review and suit."""
    blocks = (
        *_found(blank_, "blank-advice-opening"),
        Paragraph((Span(say("blank-advice-mend")), *_day(), Span(say("blank-advice-report")))),
        Fill(),
        SealPlace(blank_.profile.bureau.name, say("blank-date")),
    )
    return _paper("advice", blocks, blank_.profile, blank_, copies=say("blank-two-copies"))


def order_blank(blank_: Blank) -> Paper:
    """责令限期整改指令书, to be written by hand: an order, with the text on review and suit."""
    bureau = blank_.profile.bureau
    blocks = (
        *_found(blank_, "blank-order-opening"),
        Paragraph((Span(say("blank-order-mend")), *_day(), Span(say("blank-order-report")))),
        Paragraph(say("blank-order-remedy", government=bureau.government, court=bureau.court)),
        SignatureLine(say("blank-unit-signs"), beside=(Field(say("blank-post")),)),
        SignatureLine(say("blank-officers-sign"), marks=(None, None)),
        Fill(),
        SealPlace(bureau.name, say("blank-date")),
    )
    return _paper("order", blocks, blank_.profile, blank_, copies=say("blank-two-copies"))


BLANKS: dict[str, Callable[[Blank], Paper]] = {
    "check-sheet": sheet_blank,
    "check-record": record_blank,
    "service-receipt": receipt_blank,
    "advice": advice_blank,
    "order": order_blank,
    "unable-record": unable_blank,
    "refusal-report": refusal_blank,
}


def _paper(
    kind: str, blocks: tuple[Block, ...], profile: Profile, blank_: Blank | None = None, *, copies: str = ""
) -> Paper:
    return Paper(
        kind=kind, style=Style.ENFORCEMENT, title=profile.document(kind).title, blocks=blocks,
        number=blank_.number if blank_ else "", top_line=profile.documents.heading, copies=copies,
        codes=blank_.codes if blank_ else (), agency=profile.bureau.name, dense=blank_ is not None,
        marks=blank_ is not None,
    )  # fmt: skip


def opinion_line() -> Paragraph:
    """被检查单位意见 as boxes."""
    boxes = ticked("opinion", OPINIONS, say("blank-opinion-boxes"))
    return Paragraph((Span(say("blank-opinion")), *boxes), indent=False)


def _unit(view: InspectionView) -> tuple[Block, ...]:
    return (
        FieldLine((Field(say("blank-unit"), view.subject_name, label_width=LABEL),)),
        FieldLine((Field(say("blank-address"), view.address, label_width=LABEL),)),
    )


def _found(blank_: Blank, opening: str) -> tuple[Block, ...]:
    view, profile = blank_.view, blank_.profile
    return (
        Paragraph((filled(view.subject_name), Span("：")), indent=False),
        Area("times", (Paragraph((*_day(), Span(say(opening, bureau=profile.bureau.name)))),)),
        Area("situation", (RuledSpace(8),)),
    )


def _day() -> tuple[Span, ...]:
    return (
        blank(4), Span(say("blank-year")), blank(2), Span(say("blank-month")), blank(2), Span(say("blank-day")),
    )  # fmt: skip


def written_questions(definition: Definition) -> tuple[Question, ...]:
    """The questions for whose answer the table leaves a line to write on; the others have boxes."""
    return tuple(one for one in _asked(definition) if not _boxes(definition, one))


def _asked(definition: Definition) -> Iterator[Question]:
    return (one for one in definition.questions if one.kind != "verdict" and one.kind not in UNASKED)


def _boxes(definition: Definition, question: Question) -> tuple[Choice, ...]:
    choices = tuple(definition.choices.get(question.choices, ()))
    return choices if len(choices) <= _SHORT_LIST else ()


def _questions(definition: Definition) -> Iterator[Block]:
    for question in _asked(definition):
        choices = _boxes(definition, question)
        if choices:
            boxes = "　".join(f"□{one.label}" for one in choices)
            ticks = ticked(question.name, [one.name for one in choices], boxes)
            yield Paragraph((Span(f"{_unfilled(question.label)}："), *ticks), indent=False)
        else:
            line = FieldLine((Field(_unfilled(question.label)),))
            yield Area(f"{WRITTEN}{question.name}", (line,))  # so that what was written can be shown and typed from


def _unfilled(text: str) -> str:
    """A text of the form with room where it would repeat an answer."""
    return "＿＿＿".join(parts_of(text)[::2])


def _papers_served(profile: Profile) -> str:
    """The bureau's papers of the trip that are served, as boxes to be ticked; departments serve their own."""
    others = {"service-receipt", "department-record"}
    taken = [one for one in profile.documents.kinds if one.served and one.in_trip_set and one.id not in others]
    boxes = [say("blank-paper-box", title=one.title) for one in taken]
    return "　".join((*boxes, say("blank-papers-other")))


def mode_words(view: InspectionView) -> str:
    """How one checks, and why nobody goes there."""
    return "，".join(filter(None, (say(f"mode-{view.mode}"), view.mode_reason)))


def _row(label: str, text: str) -> GridRow:
    return GridRow((_label(label), Cell(text, share=4)), height=12)


def _label(key: str) -> Cell:
    return Cell(say(key), label=True, align=Align.CENTRE)


def _window(view: InspectionView) -> str:
    return say("date-range", first=date.fromisoformat(view.window_from), last=date.fromisoformat(view.window_until))


def _officers(view: InspectionView) -> str:
    return "、".join(say("notice-officer", name=one.name, certificate=one.certificate) for one in view.officers)


def _between(spans: tuple[Span, ...]) -> Iterator[Span]:
    for place, span in enumerate(spans):
        if place:
            yield Span("、")
        yield span
